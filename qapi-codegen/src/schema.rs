//! The model: a schema whose names are resolved and whose rules hold.

pub use crate::condition::Condition;
use crate::diagnostic::nearest;
pub use crate::doc::{Doc, Section, SectionKind};
use crate::names::Names;

/// A schema, ready to be expanded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    types: Vec<Type>,
    commands: Vec<Command>,
    events: Vec<Event>,
    /// Of each type whether a selection keeps it; `None` where all stay.
    kept: Option<Vec<bool>>,
}

/// A type's place in its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(usize);

impl Schema {
    /// A schema with room for this many types that are defined by name; they
    /// take the first ids.
    pub(crate) fn with_named(count: usize) -> Self {
        let mut schema = Self::default();
        for _ in 0..count {
            schema.types.push(Type::blank());
        }
        schema
    }

    /// All types: first those with a definition of their own, in the schema's
    /// order, then those that are written where they are used.
    #[must_use]
    pub fn types(&self) -> Types<'_> {
        Types {
            types: &self.types,
            next: 0,
        }
    }

    /// A type.
    #[must_use]
    pub fn ty(&self, id: TypeId) -> &Type {
        &self.types[id.0]
    }

    /// All commands, in the schema's order.
    #[must_use]
    pub fn commands(&self) -> &[Command] {
        &self.commands
    }

    /// All events, in the schema's order.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Makes a member optional, for servers that leave it out. `path` is
    /// `Type.member`: the type by its name in the schema or in Rust, the
    /// member by its name on the wire. Types that start from that one follow.
    ///
    /// # Errors
    ///
    /// A path that leads to no member; the error says what is missing.
    pub fn set_optional(&mut self, path: &str) -> Result<(), String> {
        let Some((type_name, member_name)) = path.split_once('.') else {
            return Err(format!("'{path}' is not of the form 'Type.member'"));
        };
        let names = Names::new(self);
        let (mut known, mut found) = (Vec::new(), None);
        for (id, ty) in self.types() {
            if matches!(&ty.origin, Origin::Named(name) if name == type_name)
                || names.ty(id) == type_name
            {
                found = Some((id, ty));
                break;
            }
            known.push(names.ty(id));
        }
        let Some((id, ty)) = found else {
            return Err(unknown("the schema has no type", type_name, &known));
        };
        let Some(members) = ty.kind.members() else {
            return Err(format!("'{type_name}' has no members"));
        };
        let mut known = Vec::new();
        for member in members {
            known.push(member.name.as_str());
        }
        if !known.contains(&member_name) {
            if matches!(&ty.kind, TypeKind::FlatUnion(union) if union.discriminator.name == member_name)
            {
                return Err(format!(
                    "'{member_name}' tells the branches of '{type_name}' apart and can't be left out"
                ));
            }
            let what = format!("'{type_name}' has no member");
            return Err(unknown(&what, member_name, &known));
        }
        for ty in self.with_base(id) {
            if let Some(members) = self.types[ty.0].kind.members_mut() {
                for member in members {
                    member.optional |= member.name == member_name;
                }
            }
        }
        Ok(())
    }

    /// A type, and those that start from it.
    fn with_base(&self, id: TypeId) -> Vec<TypeId> {
        let mut found = vec![id];
        let mut next = 0;
        while let Some(&base) = found.get(next) {
            for (id, ty) in self.types() {
                if ty.kind.base() == Some(base) {
                    found.push(id);
                }
            }
            next += 1;
        }
        found
    }

    pub(crate) fn named_id(index: usize) -> TypeId {
        TypeId(index)
    }

    pub(crate) fn define(&mut self, id: TypeId, ty: Type) {
        self.types[id.0] = ty;
    }

    pub(crate) fn reserve(&mut self) -> TypeId {
        self.types.push(Type::blank());
        TypeId(self.types.len() - 1)
    }

    pub(crate) fn ty_mut(&mut self, id: TypeId) -> &mut Type {
        &mut self.types[id.0]
    }

    pub(crate) fn add_command(&mut self, command: Command) {
        self.commands.push(command);
    }

    pub(crate) fn set_kept(&mut self, kept: Vec<bool>) {
        self.kept = Some(kept);
    }

    /// Whether a type is part of what is asked for. A type that no server has
    /// is only there where something mentions it.
    #[must_use]
    pub fn is_kept(&self, id: TypeId) -> bool {
        self.kept.as_ref().is_none_or(|kept| kept[id.0])
    }

    pub(crate) fn add_event(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Everything that conditions can take away, for conditions to judge.
    pub(crate) fn parts_mut(&mut self) -> (&mut Vec<Type>, &mut Vec<Command>, &mut Vec<Event>) {
        (&mut self.types, &mut self.commands, &mut self.events)
    }
}

impl TypeId {
    pub(crate) fn index(self) -> usize {
        self.0
    }
}

/// A struct, an enum, a union or an alternate.
#[derive(Clone, Debug, PartialEq)]
pub struct Type {
    /// Where it is defined.
    pub origin: Origin,
    /// What it is.
    pub kind: TypeKind,
    /// When it is there.
    pub condition: Condition,
    /// What is said about it.
    pub features: Vec<Feature>,
    /// Its documentation; that of its members is theirs.
    pub doc: Doc,
}

impl Type {
    fn blank() -> Self {
        Self::anonymous(Origin::Named(String::new()), Vec::new())
    }

    /// A struct that is written where it is used.
    pub(crate) fn anonymous(origin: Origin, members: Vec<Member>) -> Self {
        Self {
            origin,
            kind: TypeKind::Struct(Struct {
                base: None,
                members,
                open: false,
            }),
            condition: Condition::Always,
            features: Vec::new(),
            doc: Doc::default(),
        }
    }
}

/// Where a type is defined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In a definition of its own, under this name.
    Named(String),
    /// In place, as the type of a member.
    Member {
        /// The type with the member.
        owner: TypeId,
        /// The member's name.
        member: String,
    },
    /// In place, as the arguments of the command of this name.
    Arguments(String),
    /// In place, as the data of the event of this name.
    EventData(String),
}

/// What a type is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeKind {
    /// A struct.
    Struct(Struct),
    /// An enum with its values.
    Enum(Vec<Value>),
    /// A union with a discriminator, on the wire one object.
    FlatUnion(FlatUnion),
    /// A union without discriminator: `{"type": tag, "data": branch}`.
    SimpleUnion(Vec<Branch>),
    /// A value of one of several types, told apart by the type of JSON.
    Alternate(Vec<Branch>),
}

impl TypeKind {
    /// The members of a struct, and the common ones of a flat union.
    #[must_use]
    pub fn members(&self) -> Option<&[Member]> {
        match self {
            Self::Struct(structure) => Some(&structure.members),
            Self::FlatUnion(union) => Some(&union.members),
            Self::Enum(_) | Self::SimpleUnion(_) | Self::Alternate(_) => None,
        }
    }

    /// The struct that the first members come from, where it has a name.
    #[must_use]
    pub fn base(&self) -> Option<TypeId> {
        match self {
            Self::Struct(structure) => structure.base,
            Self::FlatUnion(union) => union.base,
            Self::Enum(_) | Self::SimpleUnion(_) | Self::Alternate(_) => None,
        }
    }

    pub(crate) fn members_mut(&mut self) -> Option<&mut Vec<Member>> {
        match self {
            Self::Struct(structure) => Some(&mut structure.members),
            Self::FlatUnion(union) => Some(&mut union.members),
            Self::Enum(_) | Self::SimpleUnion(_) | Self::Alternate(_) => None,
        }
    }

    /// The branches of a union or an alternate.
    #[must_use]
    pub fn branches(&self) -> Option<&[Branch]> {
        match self {
            Self::FlatUnion(union) => Some(&union.branches),
            Self::SimpleUnion(branches) | Self::Alternate(branches) => Some(branches),
            Self::Struct(_) | Self::Enum(_) => None,
        }
    }

    pub(crate) fn branches_mut(&mut self) -> Option<&mut Vec<Branch>> {
        match self {
            Self::FlatUnion(union) => Some(&mut union.branches),
            Self::SimpleUnion(branches) | Self::Alternate(branches) => Some(branches),
            Self::Struct(_) | Self::Enum(_) => None,
        }
    }
}

/// What a struct is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// The struct whose members come first.
    pub base: Option<TypeId>,
    /// All members, those of the base included.
    pub members: Vec<Member>,
    /// Whether it takes members that the schema does not list, as the
    /// arguments of a command with `'gen': false` do.
    pub open: bool,
}

/// What a union with a discriminator is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct FlatUnion {
    /// The struct that the common members come from, where it has a name.
    pub base: Option<TypeId>,
    /// The common members, the discriminator left out.
    pub members: Vec<Member>,
    /// The member that tells the branches apart.
    pub discriminator: Discriminator,
    /// A branch for each value of the discriminator, in the order of its enum.
    pub branches: Vec<Branch>,
}

/// The member of a flat union that tells its branches apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Discriminator {
    /// Its name on the wire.
    pub name: String,
    /// The enum of its values; `None` where an old schema makes it a `str`.
    pub ty: Option<TypeId>,
    /// Its documentation.
    pub doc: Doc,
}

/// A member of a struct, or an argument of a command.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its name on the wire.
    pub name: String,
    /// Whether it can be left out, be it by a server that was built so.
    pub optional: bool,
    /// Its type.
    pub ty: TypeRef,
    /// Whether it needs a box, because its type contains the struct it is in.
    pub boxed: bool,
    /// When it is there.
    pub condition: Condition,
    /// What is said about it.
    pub features: Vec<Feature>,
    /// Its documentation.
    pub doc: Doc,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Its name on the wire.
    pub name: String,
    /// When it is there.
    pub condition: Condition,
    /// What is said about it.
    pub features: Vec<Feature>,
    /// Its documentation.
    pub doc: Doc,
}

/// A branch of a union or an alternate.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// Its name: on the wire for a union, in Rust only for an alternate.
    pub tag: String,
    /// The type of its content; `None` where it has none.
    pub ty: Option<TypeRef>,
    /// Whether it needs a box, because its type contains the one it is in.
    pub boxed: bool,
    /// When it is there.
    pub condition: Condition,
    /// Its documentation.
    pub doc: Doc,
}

/// A word that says something about what it is attached to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    /// Such as `deprecated`.
    pub name: String,
    /// When it holds.
    pub condition: Condition,
    /// Its documentation.
    pub doc: Doc,
}

/// The use of a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TypeRef {
    /// A type of the language.
    Builtin(Builtin),
    /// A type of the schema.
    Defined(TypeId),
    /// A list.
    List(Box<TypeRef>),
}

/// A type of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Builtin {
    /// `str`
    Str,
    /// `bool`
    Bool,
    /// `number`
    Number,
    /// `int8`
    Int8,
    /// `int16`
    Int16,
    /// `int32`
    Int32,
    /// `int64` and `int`
    Int64,
    /// `uint8`
    Uint8,
    /// `uint16`
    Uint16,
    /// `uint32`
    Uint32,
    /// `uint64` and `size`
    Uint64,
    /// `any`, and its older names
    Any,
    /// `null`
    Null,
    /// `QType`, the types of JSON
    QType,
}

impl Builtin {
    /// Every name of a built-in type, of any release.
    pub(crate) const NAMES: [(&'static str, Self); 19] = [
        ("str", Self::Str),
        ("bool", Self::Bool),
        ("number", Self::Number),
        ("int", Self::Int64),
        ("int8", Self::Int8),
        ("int16", Self::Int16),
        ("int32", Self::Int32),
        ("int64", Self::Int64),
        ("uint8", Self::Uint8),
        ("uint16", Self::Uint16),
        ("uint32", Self::Uint32),
        ("uint64", Self::Uint64),
        ("size", Self::Uint64),
        ("any", Self::Any),
        ("null", Self::Null),
        ("QType", Self::QType),
        // QEMU 1.1 to 1.4, to 2.4, and 2.0.
        ("visitor", Self::Any),
        ("**", Self::Any),
        ("dict", Self::Any),
    ];

    /// The built-in type of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, builtin)| *builtin)
    }
}

/// A command.
#[derive(Clone, Debug, PartialEq)]
pub struct Command {
    /// Its name on the wire.
    pub name: String,
    /// The type of its arguments; `None` where it takes none.
    pub arguments: Option<TypeId>,
    /// What it returns; `None` where it returns nothing.
    pub returns: Option<TypeRef>,
    /// Whether it may be executed out-of-band (`'allow-oob'`).
    pub allow_oob: bool,
    /// Whether success is answered (`'success-response'`).
    pub success_response: bool,
    /// When it is there.
    pub condition: Condition,
    /// What is said about it.
    pub features: Vec<Feature>,
    /// Its documentation; that of its arguments is theirs.
    pub doc: Doc,
}

/// An event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its name on the wire.
    pub name: String,
    /// The type of its data; `None` where it has none.
    pub data: Option<TypeId>,
    /// When it is there.
    pub condition: Condition,
    /// What is said about it.
    pub features: Vec<Feature>,
    /// Its documentation; that of its data is theirs.
    pub doc: Doc,
}

/// The [types](Schema::types) of a schema. Adapters of the standard library
/// would be compiled anew wherever this is used.
#[derive(Clone, Debug)]
pub struct Types<'a> {
    types: &'a [Type],
    next: usize,
}

impl<'a> Iterator for Types<'a> {
    type Item = (TypeId, &'a Type);

    fn next(&mut self) -> Option<Self::Item> {
        let index = self.next;
        let ty = self.types.get(index)?;
        self.next += 1;
        Some((TypeId(index), ty))
    }
}

/// An error about a name that is none, with the one that may be meant.
pub(crate) fn unknown(what: &str, wrong: &str, known: &[&str]) -> String {
    let mut message = format!("{what} '{wrong}'");
    if let Some(name) = nearest(wrong, known) {
        message += &format!("; one with a similar name is '{name}'");
    }
    message
}
