//! `Debug` for generated types, in the form that a derive would give it,
//! without the members that are absent.

use std::fmt::{self, Debug, Formatter};

use super::{View, Wire, split_member};

/// Prints a value of a schema type.
///
/// # Errors
///
/// Those of the formatter.
pub fn debug(value: &dyn Wire, f: &mut Formatter<'_>) -> fmt::Result {
    value.view().fmt(f)
}

impl Debug for View<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match *self {
            View::Absent => f.write_str("None"),
            View::Nothing => f.write_str("()"),
            View::Bool(value) => value.fmt(f),
            View::Int(value) => value.fmt(f),
            View::Uint(value) => value.fmt(f),
            View::Number(value) => value.fmt(f),
            View::Str(value) => value.fmt(f),
            View::Enum(value) => write!(f, "{}", value.name().escape_debug()),
            View::Any(value) => value.fmt(f),
            View::List(list) => f
                .debug_list()
                .entries((0..list.len()).map(|index| list.element(index)))
                .finish(),
            View::Object(object) => {
                let mut output = f.debug_struct(object.name());
                for (index, member) in object.members().iter().enumerate() {
                    match object.member(index) {
                        View::Absent => {}
                        value => drop(output.field(split_member(member).0, &value)),
                    }
                }
                output.finish()
            }
            View::Union(union) => f.debug_tuple(union.tag()).field(&union.branch()).finish(),
        }
    }
}
