//! Names that meet, that are Rust's, or that the prelude has.

use qapi::{Event, Timestamp, json};
use serde_json::json;

use crate::both_ways;

#[allow(missing_docs)]
mod odd {
    qapi::include_qapi!("../golden/names.json");
}

#[test]
fn values_that_meet() {
    let names = [
        "PC",
        "pc",
        "Pc",
        "a-b",
        "a_b",
        "Self",
        "VALUES",
        "Unrecognized",
        "None",
        "Some",
        "Ok",
        "x.y",
        "12",
        "any_",
        "Fn",
    ];
    assert_eq!(odd::Letters::VALUES.len(), names.len());
    for (value, name) in odd::Letters::VALUES.iter().zip(names) {
        assert_eq!(value.as_str(), name);
        assert_eq!(both_ways::<odd::Letters>(&json!(name)), *value);
    }
    assert_eq!(odd::Letters::from("?"), both_ways(&json!("?")));
    assert!(!odd::Letters::VALUES.contains(&odd::Letters::from("?")));
}

#[test]
fn members_that_meet() {
    let mandatory = odd::Close::new(1, 2, 3, 4);
    assert_eq!(
        json::to_value(&mandatory),
        json!({ "PC": 1, "pc": 2, "a-b": 3, "a_b": 4 })
    );
    let tree = json!({
        "PC": 1, "pc": 2, "a-b": 3, "a_b": 4, "a.b": 5, "aB": 6, "Self": 7, "self": 8, "new": 9,
        "new_2": 10, "Type": 11, "type": 12, "as-str": 13, "from": 14, "view": 15, "T": 16,
    });
    let close: odd::Close = both_ways(&tree);
    assert_eq!((close.pc_2, close.pc, close.a_b_2, close.a_b), (1, 2, 3, 4));
    assert_eq!(both_ways::<odd::Close_2>(&json!({ "x": tree })).x, close);
}

#[test]
fn types_called_like_those_of_the_prelude() {
    let tree = json!({ "x": { "x": { "x": [{
        "x": "s",
        "y": { "x": ["a"], "y": { "x": {}, "y": { "x": {}, "y": { "x": "x", "y": {
            "x": { "x": null }, "y": "from",
        }, "z": { "x": { "x": [{ "type": "x" }, { "type": "y", "x": {} }, { "type": "q", "r": 1 }] } } } } } },
    }] } } });
    both_ways::<odd::Event>(&tree);
    let error = odd::Error::new().x(odd::Error::default());
    assert_eq!(both_ways::<odd::Error>(&json!({ "x": {} })), error);
    assert_eq!(both_ways::<odd::From>(&json!("s")), odd::From::from("s"));
    let value = odd::Clone::new(odd::T::new());
    assert_eq!(both_ways::<odd::Clone>(&json!({ "type": "x" })), value);
    assert_eq!(
        both_ways::<odd::CloneBranch>(&json!({})),
        odd::CloneBranch::new()
    );
}

#[test]
fn values_called_like_the_variant_for_others() {
    for tag in ["unrecognized", "Unrecognized"] {
        let value: odd::Clone = both_ways(&json!({ "type": tag }));
        assert_eq!(value.r#type.tag(), tag);
    }
    let later: odd::Clone = both_ways(&json!({ "type": "later", "x": 1 }));
    assert_eq!(later.r#type.tag(), "later");
}

#[test]
fn events_beside_a_type_called_event() {
    let event = |name: &str, data| -> odd::SchemaEvent {
        Event::new(name, data, Timestamp::UNKNOWN).typed().unwrap()
    };
    let data = json!({ "x": { "x": {} } });
    assert_eq!(
        event("EVENT", data),
        odd::SchemaEvent::Event(odd::EventEvent::new(odd::Event::new(odd::Option::new())))
    );
    for name in ["EVENT", "CLOSE", "close_", "UNRECOGNIZED", "SELF", "OTHER"] {
        let data = json!({ "x": { "x": {} }, "PC": 1, "pc": 2, "a-b": 3, "a_b": 4 });
        let data = if name == "close_" {
            json!({ "x": "" })
        } else {
            data
        };
        assert_eq!(event(name, data).tag(), name);
    }
}

#[test]
fn commands_whose_names_are_types_or_keywords() {
    use odd::commands;
    use qapi::Command;
    fn name<C: Command>() -> &'static str {
        C::NAME
    }
    let names = [
        name::<commands::LoopFor>(),
        name::<commands::T>(),
        name::<commands::Self_>(),
        name::<commands::Match>(),
        name::<commands::ComExampleFor>(),
        name::<commands::AB>(),
        name::<commands::AB_2>(),
    ];
    assert_eq!(
        names,
        [
            "loop-for",
            "t",
            "self",
            "match",
            "__com.example_for",
            "a-b",
            "a_b"
        ]
    );
}

#[test]
fn conditions_as_older_schemas_write_them() {
    let some: odd::Conditions = both_ways(&json!({ "one": 1 }));
    assert_eq!((some.one, some.two, some.odd), (Some(1), None, None));
}
