//! The schemas `golden/current.json` and `golden/names.json`, compiled and
//! used: what the current language means on the wire, in both directions.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails that way"
)]

mod alternates;
mod commands;
mod events;
mod names;
mod selection;
mod structs;
mod unions;

use qapi::wire::Wire;
use qapi::{Value, json};

#[allow(missing_docs)]
mod current {
    qapi::include_qapi!("../golden/current.json");
}

/// Reads a value, writes it, and reads what was written, as text and as a
/// tree; the copy is equal and written the same.
fn both_ways<T>(tree: &Value) -> T
where
    T: Wire + Clone + PartialEq + std::fmt::Debug,
{
    let value: T = json::from_value(tree.clone()).unwrap();
    assert_eq!(json::to_value(&value), *tree);
    assert_eq!(json::from_str::<T>(&tree.to_string()).unwrap(), value);
    let again = json::from_str::<T>(&json::to_string(&value)).unwrap();
    assert_eq!(again, value);
    let copy = value.clone();
    assert_eq!(copy, value);
    assert_eq!(json::to_value(&copy), *tree);
    assert_eq!(format!("{copy:?}"), format!("{value:?}"));
    value
}

/// Why a text is no value of a type, the path in front; the same as a tree.
fn refused<T: Wire + std::fmt::Debug>(text: &str) -> String {
    let from_text = json::from_str::<T>(text).unwrap_err();
    if let Ok(tree) = serde_json::from_str::<Value>(text)
        && tree.to_string().len() == text.replace(' ', "").len()
    {
        let from_tree = json::from_value::<T>(tree).unwrap_err();
        assert_eq!(from_tree.path(), from_text.path());
    }
    from_text.to_string()
}
