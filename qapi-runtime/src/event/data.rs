//! The data of an event.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use serde_json::{Map, Value};

/// What comes with an event. It is used like the [`Value`] that it refers to,
/// which is made when it is asked for.
///
/// ```
/// use qapi_runtime::{Event, Timestamp};
/// use serde_json::json;
///
/// let event = Event::new("RESET", json!({"guest": true}), Timestamp::UNKNOWN);
/// assert_eq!(event.data["guest"], true);
/// assert_eq!(event.data, json!({"guest": true}));
/// ```
#[derive(Clone)]
pub struct EventData {
    /// What the server wrote, known to have a value.
    text: Option<Box<str>>,
    tree: OnceLock<Value>,
}

impl EventData {
    /// Data in a text that is known to have a value.
    pub(crate) fn sound(text: &str) -> Self {
        Self {
            text: Some(text.into()),
            tree: OnceLock::new(),
        }
    }

    /// Data in any text.
    pub(crate) fn read(text: &str) -> Option<Self> {
        serde_json::from_str::<Value>(text).ok().map(Self::from)
    }

    /// The text, if it came as one.
    pub(crate) fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// The data as a value of its own.
    #[must_use]
    pub fn into_value(self) -> Value {
        let _ = &*self;
        self.tree.into_inner().unwrap_or_default()
    }
}

/// An empty object.
impl Default for EventData {
    fn default() -> Self {
        Value::Object(Map::new()).into()
    }
}

impl Deref for EventData {
    type Target = Value;

    fn deref(&self) -> &Value {
        let text = self.text().unwrap_or("null");
        let read = || serde_json::from_str(text).unwrap_or_default();
        self.tree.get_or_init(read)
    }
}

impl From<Value> for EventData {
    fn from(tree: Value) -> Self {
        Self {
            text: None,
            tree: tree.into(),
        }
    }
}

impl From<EventData> for Value {
    fn from(data: EventData) -> Self {
        data.into_value()
    }
}

impl PartialEq for EventData {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl PartialEq<Value> for EventData {
    fn eq(&self, other: &Value) -> bool {
        **self == *other
    }
}

impl PartialEq<EventData> for Value {
    fn eq(&self, other: &EventData) -> bool {
        *self == **other
    }
}

impl fmt::Debug for EventData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl fmt::Display for EventData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
