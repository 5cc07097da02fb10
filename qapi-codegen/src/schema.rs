//! The model: a schema whose names are resolved and whose rules hold.

pub use crate::doc::{Doc, Section, SectionKind};
use crate::names::Names;

/// A schema, ready to be expanded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    types: Vec<Type>,
    commands: Vec<Command>,
}

/// A type's place in its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(usize);

impl Schema {
    /// A schema with room for this many types that are defined by name; they
    /// take the first ids.
    pub(crate) fn with_named(count: usize) -> Self {
        Self {
            types: (0..count).map(|_| Type::blank()).collect(),
            commands: Vec::new(),
        }
    }

    /// All types: first those with a definition of their own, in the schema's
    /// order, then those that are written where they are used.
    pub fn types(&self) -> impl Iterator<Item = (TypeId, &Type)> {
        self.types
            .iter()
            .enumerate()
            .map(|(index, ty)| (TypeId(index), ty))
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

    /// Makes a member optional, for servers that leave it out. `path` is
    /// `Type.member`: the type by its name in the schema or in Rust, the
    /// member by its name on the wire.
    ///
    /// # Errors
    ///
    /// A path that leads to no member; the error says what is missing.
    pub fn set_optional(&mut self, path: &str) -> Result<(), String> {
        let Some((type_name, member_name)) = path.split_once('.') else {
            return Err(format!("'{path}' is not of the form 'Type.member'"));
        };
        let names = Names::new(self);
        let found = self.types().find(|(id, ty)| {
            matches!(&ty.origin, Origin::Named(name) if name == type_name)
                || names.ty(*id) == type_name
        });
        let Some((id, _)) = found else {
            return Err(format!("the schema has no type '{type_name}'"));
        };
        let TypeKind::Struct(members) = &mut self.types[id.0].kind else {
            return Err(format!("'{type_name}' is not a struct"));
        };
        let Some(member) = members.iter_mut().find(|member| member.name == member_name) else {
            return Err(format!("'{type_name}' has no member '{member_name}'"));
        };
        member.optional = true;
        Ok(())
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
}

impl TypeId {
    pub(crate) fn index(self) -> usize {
        self.0
    }
}

/// A struct, an enum or a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Type {
    /// Where it is defined.
    pub origin: Origin,
    /// What it is.
    pub kind: TypeKind,
    /// Its documentation; that of its members is theirs.
    pub doc: Doc,
}

impl Type {
    fn blank() -> Self {
        Self {
            origin: Origin::Named(String::new()),
            kind: TypeKind::Struct(Vec::new()),
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
}

/// What a type is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeKind {
    /// A struct with its members.
    Struct(Vec<Member>),
    /// An enum with its values.
    Enum(Vec<Value>),
    /// A union without discriminator: `{"type": tag, "data": branch}`.
    SimpleUnion(Vec<Branch>),
}

/// A member of a struct, or an argument of a command.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its name on the wire.
    pub name: String,
    /// Whether it can be left out.
    pub optional: bool,
    /// Its type.
    pub ty: TypeRef,
    /// Whether it needs a box, because its type contains the struct it is in.
    pub boxed: bool,
    /// Its documentation.
    pub doc: Doc,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Its name on the wire.
    pub name: String,
    /// Its documentation.
    pub doc: Doc,
}

/// A branch of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// Its name on the wire.
    pub tag: String,
    /// The type of its content.
    pub ty: TypeRef,
    /// Whether it needs a box, because its type contains the union.
    pub boxed: bool,
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
}

impl Builtin {
    /// Every name of a built-in type, of any release.
    pub(crate) const NAMES: [(&'static str, Self); 18] = [
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
        // QEMU 1.1 to 1.4, to 2.4, and 2.0.
        ("visitor", Self::Any),
        ("**", Self::Any),
        ("dict", Self::Any),
        // The list type that old schemas name as one word.
        ("list", Self::Any),
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
    /// Its documentation; that of its arguments is theirs.
    pub doc: Doc,
}
