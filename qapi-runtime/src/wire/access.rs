//! Views and slots of members whose types are built in.
//!
//! [`Wire::view`] and [`Wire::slot`] serve them as well, but here nothing is
//! left to infer, which the compiler does for each member of each type.

#![allow(
    missing_docs,
    reason = "each is named after what it does; only generated code calls them"
)]

use super::{Slot, View, Wire};

macro_rules! access {
    ($($rust:ty: $view:ident $optional_view:ident $slot:ident $optional_slot:ident;)*) => {$(
        #[inline]
        pub fn $view(value: &$rust) -> View<'_> {
            value.view()
        }

        #[inline]
        pub fn $optional_view(value: &Option<$rust>) -> View<'_> {
            value.view()
        }

        #[inline]
        pub fn $slot(value: &mut $rust) -> Slot<'_> {
            value.slot()
        }

        #[inline]
        pub fn $optional_slot(value: &mut Option<$rust>) -> Slot<'_> {
            value.slot()
        }
    )*};
}

access! {
    bool: view_bool view_optional_bool slot_bool slot_optional_bool;
    i8: view_i8 view_optional_i8 slot_i8 slot_optional_i8;
    i16: view_i16 view_optional_i16 slot_i16 slot_optional_i16;
    i32: view_i32 view_optional_i32 slot_i32 slot_optional_i32;
    i64: view_i64 view_optional_i64 slot_i64 slot_optional_i64;
    u8: view_u8 view_optional_u8 slot_u8 slot_optional_u8;
    u16: view_u16 view_optional_u16 slot_u16 slot_optional_u16;
    u32: view_u32 view_optional_u32 slot_u32 slot_optional_u32;
    u64: view_u64 view_optional_u64 slot_u64 slot_optional_u64;
    f64: view_f64 view_optional_f64 slot_f64 slot_optional_f64;
    String: view_str view_optional_str slot_str slot_optional_str;
}

/// [`Wire::view`], without the trait in scope.
#[inline]
pub fn view<T: Wire>(value: &T) -> View<'_> {
    value.view()
}

/// [`Wire::slot`], without the trait in scope.
#[inline]
pub fn slot<T: Wire>(value: &mut T) -> Slot<'_> {
    value.slot()
}

/// [`Wire::view`] of an optional value in a box.
#[inline]
pub fn view_optional_boxed<T: Wire>(value: &Option<Box<T>>) -> View<'_> {
    match value {
        Some(value) => T::view(value),
        None => View::Absent,
    }
}

/// [`Wire::slot`] of an optional value in a box.
#[inline]
pub fn slot_optional_boxed<T: Wire>(value: &mut Option<Box<T>>) -> Slot<'_> {
    T::slot(value.insert(blank_boxed()))
}

/// [`Wire::blank`], without the trait in scope.
#[inline]
#[must_use]
pub fn blank<T: Wire>() -> T {
    T::blank()
}

/// [`Wire::blank`] in a box.
#[inline]
#[must_use]
pub fn blank_boxed<T: Wire>() -> Box<T> {
    // Unlike with `new` it is made in its place.
    Box::write(Box::new_uninit(), T::blank())
}
