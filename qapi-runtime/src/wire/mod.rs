//! How generated types meet the wire.
//!
//! Every schema type implements [`Wire`]: it can show itself as a [`View`] and
//! offer itself for filling as a [`Slot`]. Both are small enums over JSON's
//! shapes, so reading, writing, comparing, copying and printing are each
//! written once, here, and not once per type in the user's crate. What a
//! generated struct adds is a table: the names of its members and a way to
//! reach each of them ([`Struct`]).

pub(crate) mod access;
mod alternate;
mod builtin;
mod early;
mod flat;
pub(crate) mod json;
mod macros;
mod print;
mod qtype;
mod read;
mod same;
mod seen;
mod table;
mod write;

pub use builtin::Null;
pub use print::debug;
pub use qtype::QType;
pub use read::deserialize;
pub(crate) use read::{Fill, Trace};
pub use same::{copy, equal};
pub use table::{Struct, Table};
pub use write::serialize;

use serde_json::{Map, Value};

/// A value of a type that a schema can name: generated types, built-in types,
/// lists and optional values of them, and `()` for "nothing".
///
/// ```
/// use qapi_runtime::wire::{View, Wire};
///
/// let names = vec!["disk0".to_owned()];
/// assert!(matches!(names.view(), View::List(list) if list.len() == 1));
/// ```
pub trait Wire: Send + Sync + 'static {
    /// A value to be filled: empty, zero or absent.
    fn blank() -> Self
    where
        Self: Sized;

    /// This value as JSON's shapes.
    fn view(&self) -> View<'_>;

    /// A place to put a value of this type.
    ///
    /// An optional value becomes present, blank until it is filled.
    fn slot(&mut self) -> Slot<'_>;
}

/// A value seen through JSON's shapes.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// No value: an optional member that is not there.
    Absent,
    /// JSON's `null`, where it is a value of the type `null`.
    Null,
    /// Nothing to say: an empty object, what a command without result returns.
    Nothing,
    /// `true` or `false`.
    Bool(bool),
    /// A signed integer of any width.
    Int(i64),
    /// An unsigned integer of any width.
    Uint(u64),
    /// A floating-point number.
    Number(f64),
    /// A string.
    Str(&'a str),
    /// The value of an enum, by its name on the wire.
    Enum(&'a str),
    /// Any JSON value.
    Any(&'a Value),
    /// A list.
    List(&'a dyn List),
    /// A struct or the arguments of a command.
    Object(&'a dyn Object),
    /// A flat union: common members and those of a branch in one object.
    FlatUnion(&'a dyn Object),
    /// A simple union: `{"type": tag, "data": branch}`.
    Union(&'a dyn Union),
    /// A value of one of several types, told apart by the type of JSON.
    Alternate(&'a dyn Alternate),
}

/// A place that takes a value of one shape.
pub enum Slot<'a> {
    /// Takes any value and keeps nothing of it.
    Nothing,
    /// `null`, which has no other value.
    Null,
    /// `bool`
    Bool(&'a mut bool),
    /// `int8`
    I8(&'a mut i8),
    /// `int16`
    I16(&'a mut i16),
    /// `int32`
    I32(&'a mut i32),
    /// `int` and `int64`
    I64(&'a mut i64),
    /// `uint8`
    U8(&'a mut u8),
    /// `uint16`
    U16(&'a mut u16),
    /// `uint32`
    U32(&'a mut u32),
    /// `uint64` and `size`
    U64(&'a mut u64),
    /// `number`
    Number(&'a mut f64),
    /// `str`
    Str(&'a mut String),
    /// An enum.
    Enum(&'a mut (dyn Enumeration + 'static)),
    /// `any`
    Any(&'a mut Value),
    /// A list.
    List(&'a mut (dyn List + 'static)),
    /// A struct or the arguments of a command.
    Object(&'a mut (dyn Object + 'static)),
    /// A flat union.
    FlatUnion(&'a mut (dyn Object + 'static)),
    /// A simple union.
    Union(&'a mut (dyn Union + 'static)),
    /// An alternate.
    Alternate(&'a mut (dyn Alternate + 'static)),
}

/// A struct as its table shows it, whatever its type.
pub trait Object {
    /// What the struct and its members are called.
    fn table(&self) -> &'static Table;

    /// The member at this place in the table.
    fn member(&self, index: usize) -> View<'_>;

    /// A slot for the member at this place in the table.
    fn member_slot(&mut self, index: usize) -> Slot<'_>;

    /// Members that the schema does not list, where it leaves room for them.
    fn others(&self) -> Option<&Map<String, Value>>;

    /// The same, for filling.
    fn others_mut(&mut self) -> Option<&mut Map<String, Value>>;
}

/// A list, whatever its elements.
pub trait List {
    /// How many elements it has.
    fn len(&self) -> usize;

    /// Whether it has none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at this place, [`View::Absent`] beyond the end.
    fn element(&self, index: usize) -> View<'_>;

    /// Appends a blank element and offers it for filling.
    fn push(&mut self) -> Slot<'_>;

    /// Makes room for so many more elements, within so many bytes.
    fn reserve(&mut self, additional: usize, bytes: usize);
}

/// An open enum: one of the schema's values, or a text the schema lacks.
pub trait Enumeration {
    /// Becomes the value of this name.
    fn set(&mut self, name: &str);
}

impl<T: for<'a> From<&'a str>> Enumeration for T {
    #[inline]
    fn set(&mut self, name: &str) {
        *self = Self::from(name);
    }
}

/// A choice of branches by a tag: a simple union, on the wire
/// `{"type": tag, "data": branch}`, the branches of a flat one, or a schema's
/// events.
pub trait Union {
    /// The name of the current branch on the wire.
    fn tag(&self) -> &str;

    /// The content of the current branch; [`View::Nothing`] where it has none.
    fn branch(&self) -> View<'_>;

    /// A slot for the content of the current branch.
    fn branch_slot(&mut self) -> Slot<'_>;

    /// Makes this branch the current one, blank.
    fn select(&mut self, tag: &str);
}

/// A value of one of several types. One more branch, behind those of the
/// schema, takes any other value.
pub trait Alternate {
    /// The type of JSON of each branch.
    fn types(&self) -> &'static [JsonType];

    /// Which branch is the current one.
    fn index(&self) -> usize;

    /// The content of the current branch.
    fn value(&self) -> View<'_>;

    /// Makes this branch the current one, blank, and offers it for filling.
    fn select(&mut self, index: usize) -> Slot<'_>;
}

/// The types of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JsonType {
    /// `null`
    Null,
    /// `true` and `false`
    Boolean,
    /// A number, with a fractional part or without.
    Number,
    /// A string.
    Str,
    /// An array.
    Array,
    /// An object.
    Object,
}
