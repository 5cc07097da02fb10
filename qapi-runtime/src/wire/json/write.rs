//! Writing.

use serde_json::Value;

use super::key::name;
use super::string::is_plain;
use crate::wire::{List, Object, Union, View};

/// Appends a value as text: the bytes that `serde_json` writes.
pub(crate) fn write(text: &mut Vec<u8>, value: View<'_>) {
    match value {
        View::Absent | View::Null => text.extend_from_slice(b"null"),
        View::Nothing => text.extend_from_slice(b"{}"),
        View::Bool(true) => text.extend_from_slice(b"true"),
        View::Bool(false) => text.extend_from_slice(b"false"),
        View::Int(value) => {
            if value < 0 {
                text.push(b'-');
            }
            uint(text, value.unsigned_abs());
        }
        View::Uint(value) => uint(text, value),
        View::Number(value) => general(text, &value),
        View::Str(value) | View::Enum(value) => string(text, value),
        View::Any(Value::String(value)) => string(text, value),
        View::Any(value) => general(text, value),
        View::List(list) => elements(text, list),
        View::Object(object) => {
            text.push(b'{');
            let mut comma = false;
            members(text, object, &mut comma);
            text.push(b'}');
        }
        View::FlatUnion(union) => {
            text.push(b'{');
            let mut comma = false;
            flat_union(text, union, &mut comma);
            text.push(b'}');
        }
        View::Union(value) => union(text, value),
        View::Alternate(alternate) => write(text, alternate.value()),
    }
}

/// What is rare, or an art.
fn general<T: serde::Serialize + ?Sized>(text: &mut Vec<u8>, value: &T) {
    // Writing to memory can't fail, and keys are always strings.
    let _ = serde_json::to_writer(text, value);
}

fn uint(text: &mut Vec<u8>, mut value: u64) {
    let mut digits = [0; 20];
    let mut start = digits.len();
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (value % 10) as u8;
        value /= 10;
        start -= 1;
        if value == 0 {
            break;
        }
    }
    text.extend_from_slice(digits.get(start..).unwrap_or_default());
}

fn string(text: &mut Vec<u8>, value: &str) {
    if !is_plain(value) {
        return general(text, value);
    }
    text.reserve(value.len() + 2);
    text.push(b'"');
    text.extend_from_slice(value.as_bytes());
    text.push(b'"');
}

fn elements(text: &mut Vec<u8>, list: &dyn List) {
    text.push(b'[');
    for index in 0..list.len() {
        if index > 0 {
            text.push(b',');
        }
        write(text, list.element(index));
    }
    text.push(b']');
}

/// A name that has nothing in it to be escaped.
fn key(text: &mut Vec<u8>, name: &str, comma: &mut bool) {
    text.reserve(name.len() + 4);
    match std::mem::replace(comma, true) {
        true => text.extend_from_slice(b",\""),
        false => text.push(b'"'),
    }
    text.extend_from_slice(name.as_bytes());
    text.extend_from_slice(b"\":");
}

fn members(text: &mut Vec<u8>, object: &dyn Object, comma: &mut bool) {
    for (index, member) in object.table().members.iter().enumerate() {
        match object.member(index) {
            View::Absent => {}
            value => {
                key(text, name(member), comma);
                write(text, value);
            }
        }
    }
    others(text, object.others().into_iter().flatten(), comma);
}

fn others<'a>(
    text: &mut Vec<u8>,
    members: impl Iterator<Item = (&'a String, &'a Value)>,
    comma: &mut bool,
) {
    for (name, value) in members {
        if std::mem::replace(comma, true) {
            text.push(b',');
        }
        string(text, name);
        text.push(b':');
        write(text, View::Any(value));
    }
}

fn flat_union(text: &mut Vec<u8>, union: &dyn Object, comma: &mut bool) {
    let members = union.table().members.iter().enumerate();
    for (index, member) in members {
        match union.member(index) {
            View::Absent => {}
            View::Union(branch) if member.starts_with('@') => {
                key(text, name(member), comma);
                string(text, branch.tag());
                entries(text, branch.branch(), comma);
            }
            value => {
                key(text, name(member), comma);
                write(text, value);
            }
        }
    }
}

/// The members of a branch.
fn entries(text: &mut Vec<u8>, branch: View<'_>, comma: &mut bool) {
    match branch {
        View::Object(object) => members(text, object, comma),
        View::FlatUnion(union) => flat_union(text, union, comma),
        // One that the schema does not list.
        View::Any(Value::Object(members)) => others(text, members.iter(), comma),
        _ => {}
    }
}

fn union(text: &mut Vec<u8>, union: &dyn Union) {
    let mut comma = false;
    text.push(b'{');
    key(text, "type", &mut comma);
    string(text, union.tag());
    key(text, "data", &mut comma);
    write(text, union.branch());
    text.push(b'}');
}
