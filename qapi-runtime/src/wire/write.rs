//! Writing a [`View`] to any serde format.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};
use serde_json::Value;

use super::{List, Object, Union, View, Wire};

/// Writes a value of a schema type to any self-describing format.
///
/// # Errors
///
/// Those of the format.
pub fn serialize<S: Serializer>(value: &dyn Wire, serializer: S) -> Result<S::Ok, S::Error> {
    value.view().serialize(serializer)
}

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            View::Absent => serializer.serialize_none(),
            View::Null => serializer.serialize_unit(),
            View::Nothing => serializer.serialize_map(Some(0))?.end(),
            View::Bool(value) => serializer.serialize_bool(value),
            View::Int(value) => serializer.serialize_i64(value),
            View::Uint(value) => serializer.serialize_u64(value),
            View::Number(value) => serializer.serialize_f64(value),
            View::Str(value) => serializer.serialize_str(value),
            View::Enum(value) => serializer.serialize_str(value),
            View::Any(value) => value.serialize(serializer),
            View::List(list) => serialize_list(list, serializer),
            View::Object(object) => serialize_object(object, serializer),
            View::FlatUnion(union) => serialize_flat_union(union, serializer),
            View::Union(union) => serialize_union(union, serializer),
            View::Alternate(alternate) => alternate.value().serialize(serializer),
        }
    }
}

fn serialize_list<S: Serializer>(list: &dyn List, serializer: S) -> Result<S::Ok, S::Error> {
    let mut output = serializer.serialize_seq(Some(list.len()))?;
    for index in 0..list.len() {
        output.serialize_element(&list.element(index))?;
    }
    output.end()
}

fn serialize_object<S: Serializer>(object: &dyn Object, serializer: S) -> Result<S::Ok, S::Error> {
    if object.others().is_some() {
        let mut output = serializer.serialize_map(None)?;
        serialize_members(object, &mut output)?;
        return output.end();
    }
    let table = object.table();
    let present = (0..table.members.len())
        .filter(|&index| !matches!(object.member(index), View::Absent))
        .count();
    let mut output = serializer.serialize_struct(table.name, present)?;
    for (index, (name, _)) in table.members().enumerate() {
        match object.member(index) {
            View::Absent => output.skip_field(name)?,
            value => output.serialize_field(name, &value)?,
        }
    }
    output.end()
}

fn serialize_flat_union<S: Serializer>(
    union: &dyn Object,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut output = serializer.serialize_map(None)?;
    serialize_entries(View::FlatUnion(union), &mut output)?;
    output.end()
}

/// The members of something that is an object, into an object.
fn serialize_entries<M: SerializeMap>(value: View<'_>, output: &mut M) -> Result<(), M::Error> {
    match value {
        View::Object(object) => serialize_members(object, output),
        View::FlatUnion(union) => {
            serialize_members(union, output)?;
            let Some((discriminator, branch)) = union.branch() else {
                return Ok(());
            };
            output.serialize_entry(discriminator, branch.tag())?;
            serialize_entries(branch.branch(), output)
        }
        // A branch that the schema does not list.
        View::Any(Value::Object(members)) => members
            .iter()
            .try_for_each(|(name, value)| output.serialize_entry(name, value)),
        _ => Ok(()),
    }
}

fn serialize_members<M: SerializeMap>(object: &dyn Object, output: &mut M) -> Result<(), M::Error> {
    for (index, (name, _)) in object.table().members().enumerate() {
        match object.member(index) {
            View::Absent => {}
            value => output.serialize_entry(name, &value)?,
        }
    }
    let mut others = object.others().into_iter().flatten();
    others.try_for_each(|(name, value)| output.serialize_entry(name, value))
}

fn serialize_union<S: Serializer>(union: &dyn Union, serializer: S) -> Result<S::Ok, S::Error> {
    let mut output = serializer.serialize_map(Some(2))?;
    output.serialize_entry("type", union.tag())?;
    output.serialize_entry("data", &union.branch())?;
    output.end()
}
