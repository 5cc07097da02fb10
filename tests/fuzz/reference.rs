//! What a value of a type is, slowly and plainly: from the model and a tree to
//! what a generated type writes after reading the same.

use std::collections::BTreeMap;

use qapi::Value;
use qapi_codegen::schema::{
    Branch, Builtin, FlatUnion, Member, Schema, Struct, TypeId, TypeKind, TypeRef,
};
use serde_json::{Map, Number};

use crate::tree::Tree;

/// Why it is none is not told.
type Verdict<T = Value> = Option<T>;

pub(crate) fn read(schema: &Schema, ty: &TypeRef, tree: &Tree) -> Verdict {
    match (ty, tree) {
        (TypeRef::Builtin(builtin), tree) => builtin_value(*builtin, tree),
        (TypeRef::List(element), Tree::List(list)) => {
            let list = list.iter().map(|tree| read(schema, element, tree));
            Some(Value::Array(list.collect::<Option<_>>()?))
        }
        (TypeRef::List(_), _) => None,
        (TypeRef::Defined(id), tree) => defined(schema, *id, tree),
    }
}

fn builtin_value(builtin: Builtin, tree: &Tree) -> Verdict {
    let integer = |least: i128, most: i128| match tree {
        Tree::Number(number) => {
            let signed = number.as_i64().map(i128::from);
            let value = signed.or(number.as_u64().map(i128::from))?;
            (least..=most).contains(&value).then(|| tree.to_value())
        }
        _ => None,
    };
    match builtin {
        Builtin::Any => Some(tree.to_value()),
        Builtin::Int8 => integer(i8::MIN.into(), i8::MAX.into()),
        Builtin::Int16 => integer(i16::MIN.into(), i16::MAX.into()),
        Builtin::Int32 => integer(i32::MIN.into(), i32::MAX.into()),
        Builtin::Int64 => integer(i64::MIN.into(), i64::MAX.into()),
        Builtin::Uint8 => integer(0, u8::MAX.into()),
        Builtin::Uint16 => integer(0, u16::MAX.into()),
        Builtin::Uint32 => integer(0, u32::MAX.into()),
        Builtin::Uint64 => integer(0, u64::MAX.into()),
        Builtin::Number => match tree {
            Tree::Number(number) => Some(Value::Number(Number::from_f64(number.as_f64()?)?)),
            _ => None,
        },
        Builtin::Str | Builtin::QType => matches!(tree, Tree::Str(_)).then(|| tree.to_value()),
        Builtin::Bool => matches!(tree, Tree::Bool(_)).then(|| tree.to_value()),
        Builtin::Null => matches!(tree, Tree::Null).then_some(Value::Null),
    }
}

fn defined(schema: &Schema, id: TypeId, tree: &Tree) -> Verdict {
    match (&schema.ty(id).kind, tree) {
        (TypeKind::Enum(_), Tree::Str(_)) => Some(tree.to_value()),
        (TypeKind::Struct(structure), Tree::Object(entries)) => {
            let mut left: Vec<_> = entries.iter().map(|(name, tree)| (name, tree)).collect();
            let mut object = members(schema, &structure.members, &mut left)?;
            if structure.open {
                others(structure, left, &mut object)?;
            }
            Some(Value::Object(object))
        }
        (TypeKind::FlatUnion(union), Tree::Object(entries)) => {
            let mut left = entries.iter().map(|(name, tree)| (name, tree)).collect();
            Some(Value::Object(flat_union(schema, union, &mut left)?))
        }
        (TypeKind::Alternate(branches), tree) => alternate(schema, branches, tree),
        _ => None,
    }
}

type Entries<'a> = Vec<(&'a String, &'a Tree)>;

/// Takes all entries of this name; more than one is a mistake.
fn take<'a>(name: &str, left: &mut Entries<'a>) -> Verdict<Option<&'a Tree>> {
    let found: Vec<&Tree> = left
        .iter()
        .filter(|(other, _)| *other == name)
        .map(|(_, tree)| *tree)
        .collect();
    left.retain(|(other, _)| *other != name);
    (found.len() < 2).then(|| found.first().copied())
}

fn members(
    schema: &Schema,
    members: &[Member],
    left: &mut Entries<'_>,
) -> Verdict<Map<String, Value>> {
    let mut object = Map::new();
    for member in members {
        let tree = match take(&member.name, left)? {
            Some(Tree::Null) if member.optional && !has_null(schema, &member.ty) => continue,
            Some(tree) => tree,
            None if member.optional => continue,
            None => return None,
        };
        object.insert(member.name.clone(), read(schema, &member.ty, tree)?);
    }
    Some(object)
}

fn has_null(schema: &Schema, ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Builtin(builtin) => matches!(builtin, Builtin::Any | Builtin::Null),
        TypeRef::Defined(id) => matches!(schema.ty(*id).kind, TypeKind::Alternate(_)),
        TypeRef::List(_) => false,
    }
}

/// What is left over, once each.
fn others(_: &Struct, left: Entries<'_>, object: &mut Map<String, Value>) -> Verdict<()> {
    for (name, tree) in left {
        if object.insert(name.clone(), tree.to_value()).is_some() {
            return None;
        }
    }
    Some(())
}

fn flat_union(
    schema: &Schema,
    union: &FlatUnion,
    left: &mut Entries<'_>,
) -> Verdict<Map<String, Value>> {
    let Tree::Str(tag) = take(&union.discriminator.name, left)?? else {
        return None;
    };
    let mut object = members(schema, &union.members, left)?;
    object.insert(union.discriminator.name.clone(), Value::from(tag.as_str()));
    let branch = match union.branches.iter().find(|branch| branch.tag == *tag) {
        // Of members that are there twice the last one counts.
        None => left
            .drain(..)
            .map(|(name, tree)| (name.clone(), tree.to_value()))
            .collect(),
        Some(Branch { ty: None, .. }) => Map::new(),
        Some(Branch { ty: Some(ty), .. }) => {
            let TypeRef::Defined(id) = ty else {
                return None;
            };
            match &schema.ty(*id).kind {
                TypeKind::Struct(structure) => members(schema, &structure.members, left)?,
                TypeKind::FlatUnion(union) => flat_union(schema, union, left)?,
                _ => return None,
            }
        }
    };
    object.extend(branch);
    Some(object)
}

fn alternate(schema: &Schema, branches: &[Branch], tree: &Tree) -> Verdict {
    let by_type: BTreeMap<&str, &TypeRef> = branches
        .iter()
        .filter_map(|branch| branch.ty.as_ref())
        .map(|ty| (type_of(schema, ty), ty))
        .collect();
    let actual = match tree {
        Tree::Null => "null",
        Tree::Bool(_) => "boolean",
        Tree::Number(_) => "number",
        Tree::Str(_) => "string",
        Tree::List(_) => "array",
        Tree::Object(_) => "object",
    };
    match by_type.get(actual) {
        Some(ty) => read(schema, ty, tree),
        None => Some(tree.to_value()),
    }
}

fn type_of(schema: &Schema, ty: &TypeRef) -> &'static str {
    match ty {
        TypeRef::Builtin(Builtin::Str | Builtin::QType) => "string",
        TypeRef::Builtin(Builtin::Bool) => "boolean",
        TypeRef::Builtin(Builtin::Null) => "null",
        TypeRef::Builtin(_) => "number",
        TypeRef::List(_) => "array",
        TypeRef::Defined(id) => match schema.ty(*id).kind {
            TypeKind::Enum(_) => "string",
            _ => "object",
        },
    }
}
