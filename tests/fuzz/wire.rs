//! Generated types against a plain reading of the rules: the same verdict, and
//! the same text after reading and writing.

use std::fmt::Debug;
use std::path::Path;

use qapi::__private::reading;
use qapi::wire::Wire;
use qapi::{Value, json};
use qapi_codegen::schema::{Origin, Schema, TypeId, TypeKind, TypeRef};
use serde_json::Number;

use crate::random::Random;
use crate::reference;
use crate::tree::Tree;

#[allow(missing_docs)]
mod current {
    qapi::include_qapi!("../golden/current.json");
}

/// A type: its name in the schema, and how it reads a text and writes it.
pub(crate) struct Subject {
    pub(crate) name: &'static str,
    round_trip: fn(&str) -> Result<Value, String>,
    /// How it is read in one pass and in general.
    pub(crate) both_ways: fn(&str) -> [Option<String>; 2],
}

/// A text is read in one pass and in general: what comes of it, down to signs
/// of zeros.
fn both_ways<T: Wire + Debug>(text: &str) -> [Option<String>; 2] {
    let value = |value: &T| {
        let written = json::to_string(value);
        assert_eq!(written, reading::written_in_general(value));
        format!("{value:?} {written}")
    };
    [
        reading::in_one_pass(text).as_ref().map(value),
        reading::in_general(text).ok().as_ref().map(value),
    ]
}

fn round_trip<T: Wire + Clone + PartialEq>(text: &str) -> Result<Value, String> {
    let value: T = json::from_str(text).map_err(|error| error.to_string())?;
    let copy = value.clone();
    assert!(copy == value, "a copy is not equal");
    let written = json::to_value(&copy);
    let again: T = json::from_value(written.clone()).unwrap();
    assert!(again == value, "what is written is another value");

    Ok(written)
}

const fn subject<T: Wire + Clone + PartialEq + Debug>(name: &'static str) -> Subject {
    Subject {
        name,
        round_trip: round_trip::<T>,
        both_ways: both_ways::<T>,
    }
}

#[allow(deprecated)]
pub(crate) const SUBJECTS: [Subject; 16] = [
    subject::<current::Named>("Named"),
    subject::<current::Scalars>("Scalars"),
    subject::<current::Undocumented>("Undocumented"),
    subject::<current::Top>("Top"),
    subject::<current::Featured>("Featured"),
    subject::<current::Keywords>("Keywords"),
    subject::<current::Shape>("Shape"),
    subject::<current::Node>("Node"),
    subject::<current::Choice>("Choice"),
    subject::<current::NodeRefOrNull>("NodeRefOrNull"),
    subject::<current::EachType>("EachType"),
    subject::<current::SpeedOrNumber>("SpeedOrNumber"),
    subject::<current::Settings>("Settings"),
    subject::<current::Tree>("Tree"),
    subject::<current::Forest>("Forest"),
    subject::<current::Plant>("plant"),
];

#[test]
fn values() {
    let schema = &schema();
    let subjects = SUBJECTS.map(|subject| (subject.id(schema), subject.round_trip));
    let words = words(schema);
    let (mut fits, mut misfits) = (0_u32, 0_u32);
    crate::run("values", |seed| {
        let mut random = Random::new(seed);
        let (id, round_trip) = *random.pick(&subjects);
        let mut maker = Maker {
            schema,
            words: &words,
            random: &mut random,
        };
        let mut tree = maker.value(&TypeRef::Defined(id), 0);
        for _ in 0..maker.random.below(4) {
            maker.damage(&mut tree);
        }
        let text = tree.to_string();
        let parsed: Tree = serde_json::from_str(&text).unwrap();
        let expected = reference::read(schema, &TypeRef::Defined(id), &parsed);
        let actual = round_trip(&text);
        assert_eq!(
            actual.as_ref().ok(),
            expected.as_ref(),
            "seed {seed}: {text}\n{actual:?}"
        );
        match expected {
            Some(_) => fits += 1,
            None => misfits += 1,
        }
    });
    println!("values: {fits} fit, {misfits} do not");
    assert!(fits > 0 && misfits > 0);
}

/// The schema of all subjects.
pub(crate) fn schema() -> Schema {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/current.json");
    let loaded = qapi_codegen::load(&path, "current.json", &Default::default());
    loaded.unwrap().schema
}

impl Subject {
    pub(crate) fn id(&self, schema: &Schema) -> TypeId {
        let is_this = |origin: &Origin| matches!(origin, Origin::Named(name) | Origin::Arguments(name) if name == self.name);
        let found = schema.types().find(|(_, ty)| is_this(&ty.origin));
        found.unwrap().0
    }
}

/// All names of the schema, to put where they do not belong.
pub(crate) fn words(schema: &Schema) -> Vec<String> {
    let mut words = vec![String::new(), "later".to_owned(), "é\"\\\n".to_owned()];
    for (_, ty) in schema.types() {
        let members = ty.kind.members().unwrap_or_default();
        words.extend(members.iter().map(|member| member.name.clone()));
        match &ty.kind {
            TypeKind::Enum(values) => words.extend(values.iter().map(|value| value.name.clone())),
            TypeKind::FlatUnion(union) => words.push(union.discriminator.name.clone()),
            _ => {}
        }
    }
    words.sort_unstable();
    words.dedup();
    words
}

pub(crate) struct Maker<'a> {
    pub(crate) schema: &'a Schema,
    pub(crate) words: &'a [String],
    pub(crate) random: &'a mut Random,
}

impl Maker<'_> {
    /// A value that fits a type, unless it gets too deep.
    pub(crate) fn value(&mut self, ty: &TypeRef, depth: usize) -> Tree {
        if depth > 6 {
            return self.anything(3);
        }
        match ty {
            TypeRef::Builtin(_) => self.builtin(ty),
            TypeRef::List(element) => {
                let count = self.random.below(3);
                Tree::List((0..count).map(|_| self.value(element, depth + 1)).collect())
            }
            TypeRef::Defined(id) => self.defined(*id, depth + 1),
        }
    }

    fn builtin(&mut self, ty: &TypeRef) -> Tree {
        use qapi_codegen::schema::Builtin;
        match ty {
            TypeRef::Builtin(Builtin::Str | Builtin::QType) => self.word(),
            TypeRef::Builtin(Builtin::Bool) => Tree::Bool(self.random.once_in(2)),
            TypeRef::Builtin(Builtin::Null) => Tree::Null,
            TypeRef::Builtin(Builtin::Any) => self.anything(0),
            TypeRef::Builtin(Builtin::Number) if self.random.once_in(2) => {
                Tree::Number(Number::from_f64(0.25).unwrap())
            }
            _ => self.number(),
        }
    }

    fn word(&mut self) -> Tree {
        Tree::Str(self.random.pick(self.words).clone())
    }

    fn number(&mut self) -> Tree {
        let bits = [7, 8, 15, 16, 31, 32, 63];
        let near = 1_i128 << self.random.pick(&bits);
        let number = match self.random.below(6) {
            0 => near,
            1 => near - 1,
            2 => -near,
            3 => -near - 1,
            4 => i128::from(u64::MAX),
            _ => 1,
        };
        Tree::Number(
            i64::try_from(number)
                .map(Number::from)
                .or(u64::try_from(number).map(Number::from))
                .unwrap_or(Number::from(1)),
        )
    }

    fn anything(&mut self, depth: usize) -> Tree {
        match self.random.below(if depth > 2 { 5 } else { 7 }) {
            0 => Tree::Null,
            1 => Tree::Bool(true),
            2 => self.number(),
            3 => Tree::Number(Number::from_f64(-1.5e300).unwrap()),
            4 => self.word(),
            5 => Tree::List((0..2).map(|_| self.anything(depth + 1)).collect()),
            _ => {
                let name = self.random.pick(self.words).clone();
                Tree::Object(vec![(name, self.anything(depth + 1))])
            }
        }
    }

    fn defined(&mut self, id: TypeId, depth: usize) -> Tree {
        match &self.schema.ty(id).kind {
            TypeKind::Enum(values) => Tree::Str(self.random.pick(values).name.clone()),
            TypeKind::Alternate(branches) | TypeKind::SimpleUnion(branches) => {
                match self.random.pick(branches).ty.clone() {
                    Some(ty) => self.value(&ty, depth),
                    None => Tree::Null,
                }
            }
            TypeKind::Struct(_) | TypeKind::FlatUnion(_) => {
                let mut entries = self.entries(id, depth);
                self.random.shuffle(&mut entries);
                Tree::Object(entries)
            }
        }
    }

    fn entries(&mut self, id: TypeId, depth: usize) -> Vec<(String, Tree)> {
        let kind = &self.schema.ty(id).kind;
        let mut entries = Vec::new();
        for member in kind.members().unwrap_or_default() {
            if !member.optional || (depth < 5 && self.random.once_in(2)) {
                entries.push((member.name.clone(), self.value(&member.ty, depth)));
            }
        }
        if let TypeKind::FlatUnion(union) = kind {
            let branch = self.random.pick(&union.branches);
            let tag = Tree::Str(branch.tag.clone());
            entries.push((union.discriminator.name.clone(), tag));
            if let Some(TypeRef::Defined(id)) = branch.ty {
                entries.extend(self.entries(id, depth + 1));
            }
        }
        entries
    }

    /// Changes something, somewhere.
    pub(crate) fn damage(&mut self, tree: &mut Tree) {
        match tree {
            Tree::List(list) if !list.is_empty() && !self.random.once_in(5) => {
                let index = self.random.below(list.len());
                self.damage(&mut list[index]);
            }
            Tree::Object(members) if !members.is_empty() && !self.random.once_in(8) => {
                let index = self.random.below(members.len());
                match self.random.below(8) {
                    0 => drop(members.remove(index)),
                    1 => {
                        let copy = members[index].clone();
                        let at = self.random.below(members.len() + 1);
                        members.insert(at, copy);
                    }
                    2 => members[index].0.clone_from(self.random.pick(self.words)),
                    3 => {
                        let name = self.random.pick(self.words).clone();
                        let value = self.anything(1);
                        members.insert(index, (name, value));
                    }
                    4 => members[index].1 = self.anything(1),
                    5 => members[index].1 = self.word(),
                    _ => self.damage(&mut members[index].1),
                }
            }
            _ => *tree = self.anything(0),
        }
    }
}
