//! Schema types to and from JSON text.
//!
//! Generated types implement serde's traits and work with `serde_json`
//! directly. These functions take any [`Wire`] type, which is what a
//! [`Transport`](crate::Transport) has in hand, and say where a value did not
//! fit.

use std::fmt;

use serde::de::DeserializeSeed;
use serde_json::Value;

use crate::wire::json::Refused;
use crate::wire::{self, Fill, Slot, Trace, Wire};

/// A value as JSON text, on one line.
///
/// ```
/// assert_eq!(qapi_runtime::json::to_string(&vec![1_i64, 2]), "[1,2]");
/// ```
#[must_use]
pub fn to_string<T: Wire>(value: &T) -> String {
    let mut text = Vec::new();
    wire::json::write(&mut text, value.view());
    // It is made of strings and of what `serde_json` wrote.
    String::from_utf8(text).unwrap_or_default()
}

/// A value as a JSON tree.
///
/// ```
/// assert_eq!(qapi_runtime::json::to_value(&()), serde_json::json!({}));
/// ```
#[must_use]
pub fn to_value<T: Wire>(value: &T) -> Value {
    serde_json::to_value(value.view()).unwrap_or_default()
}

/// Reads a value from JSON text.
///
/// # Errors
///
/// Text that is not JSON, or does not fit the type.
///
/// ```
/// let error = qapi_runtime::json::from_str::<Vec<i64>>("[1, true]").unwrap_err();
/// assert_eq!(error.path(), "[1]");
/// ```
pub fn from_str<T: Wire>(text: &str) -> Result<T, Mismatch> {
    let mut value = T::blank();
    match wire::json::fill(value.slot(), text) {
        Ok(()) => Ok(value),
        Err(Refused) => from_str_in_general(text),
    }
}

/// The same in the general way, which says what is wrong.
#[cold]
pub(crate) fn from_str_in_general<T: Wire>(text: &str) -> Result<T, Mismatch> {
    let mut value = T::blank();
    fill_from_str(value.slot(), text)?;
    Ok(value)
}

/// Fills a slot from JSON text in the general way.
#[cold]
pub(crate) fn fill_from_str(slot: Slot<'_>, text: &str) -> Result<(), Mismatch> {
    let mut trace = Trace::default();
    let mut input = serde_json::Deserializer::from_str(text);
    Fill::new(slot, &mut trace)
        .deserialize(&mut input)
        .and_then(|()| input.end())
        .map_err(|error| Mismatch::new(&trace, &error))
}

/// Reads a value from a JSON tree.
///
/// # Errors
///
/// A tree that does not fit the type.
pub fn from_value<T: Wire>(tree: Value) -> Result<T, Mismatch> {
    let mut value = T::blank();
    fill(value.slot(), &tree)?;
    Ok(value)
}

/// Fills a slot from a JSON tree.
pub(crate) fn fill(slot: Slot<'_>, tree: &Value) -> Result<(), Mismatch> {
    let mut trace = Trace::default();
    Fill::new(slot, &mut trace)
        .deserialize(tree)
        .map_err(|error| Mismatch::new(&trace, &error))
}

/// JSON that does not fit a type: where, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    path: String,
    message: String,
    column: Option<usize>,
}

impl Mismatch {
    fn new(trace: &Trace, error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        let message = error.to_string();
        // The path and the column say where; errors of trees have neither.
        let place = format!(" at line {line} column {column}");
        Self {
            path: trace.to_string(),
            message: message.strip_suffix(&place).unwrap_or(&message).to_owned(),
            column: (error.line() == 1).then_some(error.column()),
        }
    }

    /// The way from the whole value to the part that does not fit, such as
    /// `devices[3].size`; empty for the whole value.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What was expected and what was found.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The column in the text, from 1, where it is one line.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        self.column
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Mismatch {}
