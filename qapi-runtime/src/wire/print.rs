//! `Debug` for generated types: structs as a derive shows them, without the
//! members that are absent; names and values as they stand on the wire.

use std::fmt::{self, Debug, DebugStruct, Formatter};

use super::{Object, View, Wire};

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
            View::Null => f.write_str("null"),
            View::Enum(value) => value.fmt(f),
            View::Any(value) => value.fmt(f),
            View::List(list) => f
                .debug_list()
                .entries((0..list.len()).map(|index| list.element(index)))
                .finish(),
            View::Object(object) => {
                let mut output = f.debug_struct(object.table().name);
                members(object, &mut output);
                output.finish()
            }
            View::FlatUnion(union) => {
                let mut output = f.debug_struct(union.table().name);
                members(union, &mut output);
                if let Some((discriminator, branch)) = union.branch() {
                    output.field(discriminator, &View::Union(branch));
                }
                output.finish()
            }
            View::Union(union) => match union.branch() {
                View::Nothing => f.write_str(union.tag()),
                branch => f.debug_tuple(union.tag()).field(&branch).finish(),
            },
            View::Alternate(alternate) => alternate.value().fmt(f),
        }
    }
}

fn members(object: &dyn Object, output: &mut DebugStruct<'_, '_>) {
    for (index, (name, _)) in object.table().members().enumerate() {
        match object.member(index) {
            View::Absent => {}
            value => drop(output.field(name, &value)),
        }
    }
    for (name, value) in object.others().into_iter().flatten() {
        output.field(name, value);
    }
}
