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

    /// What is written in the general way.
    #[must_use]
    pub fn written_in_general<T: Wire>(value: &T) -> String {
        serde_json::to_string(&value.view()).unwrap_or_default()
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
pub use crate::wire::access::*;
pub use crate::wire::{Alternate, JsonType, Null, QType, Slot, Struct, Table, Union, View, Wire};
pub use crate::{
    __alternate as alternate, __branches as branches, __enumerations as enumerations,
    __events as events, __simple_union as simple_union, __structs as structs,
};

/// What the impls that are the same for all types mention.
pub mod derived {
    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
    pub use std::clone::Clone;
    pub use std::cmp::{Eq, PartialEq};
    pub use std::convert::{From, Infallible};
    pub use std::fmt::{Debug, Display, Formatter, Result as FmtResult};
    pub use std::hash::{Hash, Hasher};
    pub use std::result::Result;
    pub use std::str::FromStr;

    pub use crate::wire::{Slot, View, Wire, copy, debug, deserialize, equal, serialize};

    /// [`Hash::hash`] of a name, not generic over it.
    #[inline]
    pub fn hash<H: Hasher>(name: &str, state: &mut H) {
        name.hash(state);
    }
}

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

/// The enum's value of this name.
#[inline]
#[must_use]
pub fn named<T: Wire + Clone>(
    values: &'static [T],
    name: &str,
    unrecognized: fn(Unrecognized) -> T,
) -> T {
    let is_named = |value: &&T| matches!(value.view(), View::Enum(known) if known == name);
    let known = match name {
        // No value is called so; a blank enum is made of it.
        "" => None,
        _ => values.iter().find(is_named),
    };
    match known {
        Some(known) => known.clone(),
        None => unrecognized(Unrecognized::__new(name)),
    }
}

/// The elements as a list.
pub fn list<T>(elements: impl IntoIterator<Item = T>) -> Vec<T> {
    elements.into_iter().collect()
}

/// The elements as a list of what they become.
pub fn list_into<T, E: Into<T>>(elements: impl IntoIterator<Item = E>) -> Vec<T> {
    elements.into_iter().map(E::into).collect()
}
