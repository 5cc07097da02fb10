//! What holds for every struct, whatever its members.

use std::fmt::Debug;

use qapi::json;
use qapi::wire::Wire;
use serde_json::{Map, Value};

/// Makes a test of each struct from its forms on the wire and in Rust, and the
/// list of their names. The first form has the mandatory members alone, the
/// last has all.
macro_rules! structs {
    ($($name:ident { $($json:literal => $value:expr),+ $(,)? })*) => {
        pub(crate) const NAMES: &[&str] = &[$(stringify!($name)),*];

        $(
            #[test]
            #[expect(non_snake_case, reason = "named after the type")]
            fn $name() {
                let forms: &[(&str, crate::qmp::$name)] = &[$(($json, $value)),+];
                crate::check::check(forms, |text| serde_json::from_str(text), |value| {
                    serde_json::to_string(value)
                });
            }
        )*
    };
}

pub(crate) use structs;

// The tests depend on no serde, whose traits would be bounds.
type Read<T> = fn(&str) -> serde_json::Result<T>;
type Write<T> = fn(&T) -> serde_json::Result<String>;

pub(crate) fn check<T>(forms: &[(&str, T)], read: Read<T>, write: Write<T>)
where
    T: Wire + Clone + PartialEq + Debug,
{
    for (text, value) in forms {
        // The members are sent in the schema's order, and none that is absent.
        assert_eq!(write(value).unwrap(), *text);
        assert_eq!(json::to_string(value), *text);
        assert_eq!(read(text).unwrap(), *value, "{text}");
        assert_eq!(json::from_str::<T>(text).unwrap(), *value, "{text}");
        let tree = members(text).into();
        assert_eq!(json::from_value::<T>(tree).unwrap(), *value, "{text}");

        assert_eq!(value.clone(), *value);
        any_order(text, value);
        unknown_members_are_ignored(text, value);
    }
    for (index, (_, left)) in forms.iter().enumerate() {
        for (_, right) in &forms[index + 1..] {
            assert_ne!(left, right);
        }
    }
    if let (Some((least, _)), Some((most, _))) = (forms.first(), forms.last()) {
        each_member::<T>(least, most);
    }
}

fn any_order<T: Wire + PartialEq + Debug>(text: &str, value: &T) {
    let members = members(text);
    let mut entries: Vec<_> = members.iter().collect();
    for _ in 0..entries.len() {
        entries.rotate_left(1);
        let text = object(entries.iter().copied());
        assert_eq!(json::from_str::<T>(&text).unwrap(), *value, "{text}");
        let text = object(entries.iter().rev().copied());
        assert_eq!(json::from_str::<T>(&text).unwrap(), *value, "{text}");
    }
}

fn unknown_members_are_ignored<T: Wire + PartialEq + Debug>(text: &str, value: &T) {
    let unknown = r#""x-new":{"x-deep":[1,null,{}]}"#;
    let rest = &text[1..];
    let comma = if rest == "}" { "" } else { "," };
    let first = format!("{{{unknown}{comma}{rest}");
    assert_eq!(json::from_str::<T>(&first).unwrap(), *value, "{first}");
    let rest = &text[..text.len() - 1];
    let last = format!("{rest}{comma}{unknown}}}");
    assert_eq!(json::from_str::<T>(&last).unwrap(), *value, "{last}");
}

/// Takes the text with all members and disturbs one after the other.
fn each_member<T: Wire + PartialEq + Debug>(least: &str, most: &str) {
    let mandatory = members(least);
    let all = members(most);
    let refused = |text: &str| match json::from_str::<T>(text) {
        Ok(value) => panic!("{text} was read as {value:?}"),
        Err(error) => error,
    };
    for (name, value) in &all {
        let without = object(all.iter().filter(|(other, _)| *other != name));
        let read = json::from_str::<T>(&without);
        if mandatory.contains_key(name) {
            let error = refused(&without);
            let missing = format!("missing member `{name}` of `");
            assert!(error.message().starts_with(&missing), "{error}");
            assert_eq!(error.path(), "");
        } else {
            // What is left out in reading is left out in writing.
            let written = json::to_string(&read.unwrap());
            assert_eq!(members(&written), members(&without));
        }

        let twice = format!("{},\"{name}\":{value}}}", &most[..most.len() - 1]);
        let error = refused(&twice);
        let duplicate = format!("duplicate member `{name}`");
        assert!(error.message().starts_with(&duplicate), "{error}");

        if let Some(other) = other_value(value) {
            let mut changed = all.clone();
            changed.insert(name.clone(), other);
            let changed = json::from_str::<T>(&object(changed.iter())).unwrap();
            assert_ne!(changed, json::from_str::<T>(most).unwrap());
        }

        // The example of a member that takes any JSON.
        if value.get("any").is_some() {
            continue;
        }
        // No member is a list of lists.
        for wrong in ["[[[]]]", "{\"type\":[]}"] {
            let mut changed = all.clone();
            changed.insert(name.clone(), serde_json::from_str(wrong).unwrap());
            let error = refused(&object(changed.iter()));
            assert!(error.path().starts_with(&**name), "{error}");
        }
    }
}

/// Another value of the same type, of those that are easy to make.
fn other_value(value: &Value) -> Option<Value> {
    match value {
        Value::Bool(value) => Some((!value).into()),
        Value::Number(value) => Some((value.as_i64()? ^ 1).into()),
        Value::String(value) => Some(format!("{value}x").into()),
        _ => None,
    }
}

fn members(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap()
}

fn object<'a>(members: impl Iterator<Item = (&'a String, &'a Value)>) -> String {
    let members: Vec<_> = members
        .map(|(name, value)| format!("\"{name}\":{value}"))
        .collect();
    format!("{{{}}}", members.join(","))
}
