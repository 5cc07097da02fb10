//! Equality and copying, over views and slots.

use super::{Object, Slot, Union, View, Wire};

/// Whether two values of one type are equal.
pub fn equal<T: Wire>(left: &T, right: &T) -> bool {
    same(left.view(), right.view())
}

/// A copy of a value.
pub fn copy<T: Wire>(value: &T) -> T {
    let mut copy = T::blank();
    fill(copy.slot(), value.view());
    copy
}

fn same(left: View<'_>, right: View<'_>) -> bool {
    match (left, right) {
        (View::Absent, View::Absent)
        | (View::Nothing, View::Nothing)
        | (View::Null, View::Null) => true,
        (View::Bool(left), View::Bool(right)) => left == right,
        (View::Int(left), View::Int(right)) => left == right,
        (View::Uint(left), View::Uint(right)) => left == right,
        (View::Number(left), View::Number(right)) => left == right,
        (View::Str(left), View::Str(right)) => left == right,
        (View::Enum(left), View::Enum(right)) => left == right,
        (View::Any(left), View::Any(right)) => left == right,
        (View::List(left), View::List(right)) => {
            left.len() == right.len()
                && (0..left.len()).all(|index| same(left.element(index), right.element(index)))
        }
        (View::Object(left), View::Object(right))
        | (View::FlatUnion(left), View::FlatUnion(right)) => same_members(left, right),
        (View::Union(left), View::Union(right)) => same_branch(left, right),
        (View::Alternate(left), View::Alternate(right)) => {
            left.index() == right.index() && same(left.value(), right.value())
        }
        _ => false,
    }
}

fn same_members(left: &dyn Object, right: &dyn Object) -> bool {
    let count = left.table().members.len();
    left.others() == right.others()
        && (0..count).all(|index| same(left.member(index), right.member(index)))
}

fn same_branch(left: &dyn Union, right: &dyn Union) -> bool {
    left.tag() == right.tag() && same(left.branch(), right.branch())
}

/// Both sides come from one type, so the shapes agree and each integer fits.
fn fill(slot: Slot<'_>, value: View<'_>) {
    match (slot, value) {
        (Slot::Bool(slot), View::Bool(value)) => *slot = value,
        (Slot::I8(slot), View::Int(value)) => *slot = value as i8,
        (Slot::I16(slot), View::Int(value)) => *slot = value as i16,
        (Slot::I32(slot), View::Int(value)) => *slot = value as i32,
        (Slot::I64(slot), View::Int(value)) => *slot = value,
        (Slot::U8(slot), View::Uint(value)) => *slot = value as u8,
        (Slot::U16(slot), View::Uint(value)) => *slot = value as u16,
        (Slot::U32(slot), View::Uint(value)) => *slot = value as u32,
        (Slot::U64(slot), View::Uint(value)) => *slot = value,
        (Slot::Number(slot), View::Number(value)) => *slot = value,
        (Slot::Str(slot), View::Str(value)) => value.clone_into(slot),
        (Slot::Enum(slot), View::Enum(value)) => slot.set(value),
        (Slot::Any(slot), View::Any(value)) => slot.clone_from(value),
        (Slot::List(slot), View::List(list)) => {
            for index in 0..list.len() {
                fill(slot.push(), list.element(index));
            }
        }
        (Slot::Object(slot), View::Object(object))
        | (Slot::FlatUnion(slot), View::FlatUnion(object)) => fill_members(slot, object),
        (Slot::Union(slot), View::Union(union)) => fill_branch(slot, union),
        (Slot::Alternate(slot), View::Alternate(alternate)) => {
            fill(slot.select(alternate.index()), alternate.value());
        }
        _ => {}
    }
}

fn fill_members(slot: &mut dyn Object, object: &dyn Object) {
    for index in 0..object.table().members.len() {
        match object.member(index) {
            View::Absent => {}
            member => fill(slot.member_slot(index), member),
        }
    }
    if let (Some(slot), Some(others)) = (slot.others_mut(), object.others()) {
        slot.clone_from(others);
    }
}

fn fill_branch(slot: &mut dyn Union, union: &dyn Union) {
    slot.select(union.tag());
    fill(slot.branch_slot(), union.branch());
}
