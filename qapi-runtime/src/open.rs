//! What a newer server says and this schema does not know.

use std::fmt;

use serde_json::Value;

use crate::wire::{Slot, View, Wire};

/// The text of an enum value that the schema does not list.
///
/// Every generated enum has a variant that holds one, so that a newer server
/// can't make a reply undecodable. It goes back over the wire as it came. It
/// can't be made by hand, only by reading a name (`RunState::from("colo")`):
/// a name that becomes known in a later schema then becomes that value.
///
/// ```
/// use qapi_runtime::ErrorClass;
///
/// let class = ErrorClass::from("TeapotError");
/// let ErrorClass::Unrecognized(text) = &class else { panic!("known?") };
/// assert_eq!(text.as_str(), "TeapotError");
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unrecognized(Box<str>);

impl Unrecognized {
    #[doc(hidden)]
    #[must_use]
    pub fn __new(text: &str) -> Self {
        Self(text.into())
    }

    /// The value as it stands on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Unrecognized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Unrecognized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A branch of a union that the schema does not list: its tag and its content
/// as they stand on the wire.
#[derive(Clone, PartialEq, Debug)]
pub struct UnrecognizedBranch {
    tag: Box<str>,
    data: Value,
}

impl UnrecognizedBranch {
    #[doc(hidden)]
    #[must_use]
    pub fn __blank(tag: &str) -> Self {
        Self {
            tag: tag.into(),
            data: Value::Null,
        }
    }

    #[doc(hidden)]
    #[must_use]
    pub fn __view(&self) -> View<'_> {
        self.data.view()
    }

    #[doc(hidden)]
    pub fn __slot(&mut self) -> Slot<'_> {
        self.data.slot()
    }

    /// The branch's name on the wire.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The branch's content.
    #[must_use]
    pub fn data(&self) -> &Value {
        &self.data
    }
}
