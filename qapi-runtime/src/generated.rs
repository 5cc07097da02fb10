//! What generated code uses, under the names it uses. Not for use by hand:
//! these names change with the generator.

pub use serde;
pub use serde_json::{Map, Value};

/// For this project's own measurements.
pub mod measure {
    pub use crate::measure::{Inbox, command};
}

/// For this project's own tests: the ways of reading text, apart.
pub mod reading {
    use crate::json::Mismatch;
    use crate::wire::{Wire, json};

    /// In one pass over the text; `None` for what it refuses.
    #[must_use]
    pub fn in_one_pass<T: Wire>(text: &str) -> Option<T> {
        let mut value = T::blank();
        json::fill(value.slot(), text).ok()?;
        Some(value)
    }

    /// In the general way.
    ///
    /// # Errors
    ///
    /// Text that is not JSON, or does not fit the type.
    pub fn in_general<T: Wire>(text: &str) -> Result<T, Mismatch> {
        crate::json::from_str_in_general(text)
    }
}

pub use crate::open::{Unrecognized, UnrecognizedBranch};
pub use crate::transport::{Command, Transport};
pub use crate::wire::{
    Alternate, FlatUnion, JsonType, Null, Object, QType, Slot, Union, View, Wire,
};
pub use crate::{
    __alternate as alternate, __branches as branches, __enumeration as enumeration,
    __events as events, __flat_union as flat_union, __object as object,
    __simple_union as simple_union,
};

/// Names of the standard prelude that a schema's types may shadow.
pub mod std {
    pub use std::boxed::Box;
    pub use std::convert::{From, Into};
    pub use std::default::Default;
    pub use std::iter::IntoIterator;
    pub use std::option::Option;
    pub use std::string::String;
    pub use std::vec::Vec;
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

/// [`Wire::blank`], without the trait in scope.
#[inline]
#[must_use]
pub fn blank<T: Wire>() -> T {
    T::blank()
}
