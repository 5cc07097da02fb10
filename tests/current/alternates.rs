//! Alternates: told apart by the type of JSON, and only by that.

use qapi::wire::Null;
use qapi::{Value, json};
use serde_json::json;

use crate::current::{
    Circle, EachType, Named, NodeRef, Settings, Shape, ShapeBranch, Speed, SpeedOrNumber, StrOrNull,
};
use crate::{both_ways, refused};

#[test]
fn each_type_of_json() {
    let cases = [
        (json!("t"), EachType::from("t")),
        (json!(true), EachType::from(true)),
        (json!(-1), EachType::from(-1)),
        (json!({ "id": "a" }), EachType::from(Named::new("a"))),
        (json!([1, 255]), EachType::from(vec![1, 255])),
        (json!(null), EachType::from(Null)),
    ];
    for (tree, value) in cases {
        assert_eq!(both_ways::<EachType>(&tree), value);
    }
}

#[test]
fn the_type_decides_and_nothing_else_is_tried() {
    let cases = [
        ("1.5", "invalid type: floating point `1.5`, expected i64"),
        (
            "9223372036854775808",
            "invalid value: integer `9223372036854775808`, expected i64",
        ),
        ("[256]", "[0]: invalid value: integer `256`, expected u8"),
        ("{\"note\":\"n\"}", "missing member `id` of `Named`"),
        ("{\"id\":null}", "id: invalid type: null, expected a string"),
    ];
    for (text, expected) in cases {
        let error = refused::<EachType>(text);
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn a_type_that_no_branch_has_survives() {
    for tree in [
        json!(1),
        json!({ "a": [null] }),
        json!([1, "2"]),
        json!(true),
    ] {
        let value: StrOrNull = both_ways(&tree);
        assert!(matches!(&value, StrOrNull::Unrecognized(kept) if *kept == tree));
    }
    both_ways::<NodeRef>(&json!(null));
    both_ways::<NodeRef>(&json!([{ "driver": "file" }]));
}

#[test]
fn enums_and_numbers_and_unions_as_branches() {
    assert_eq!(
        both_ways::<SpeedOrNumber>(&json!("10mbit")),
        SpeedOrNumber::from(Speed::_10mbit)
    );
    both_ways::<SpeedOrNumber>(&json!("later"));
    assert_eq!(
        both_ways::<SpeedOrNumber>(&json!(1.5)),
        SpeedOrNumber::from(1.5)
    );
    let whole: SpeedOrNumber = json::from_str("3").unwrap();
    assert_eq!(whole, SpeedOrNumber::Number(3.0));
    let tree = json!({ "radius": 1, "id": "a", "level": 0, "shape": "circle" });
    assert_eq!(
        both_ways::<SpeedOrNumber>(&tree),
        SpeedOrNumber::from(Shape::new("a", 0, Circle::new(1)))
    );
    let error = refused::<SpeedOrNumber>(r#"{"shape":"circle","id":"a","level":0}"#);
    assert!(
        error.starts_with("missing member `radius` of `Circle`"),
        "{error}"
    );
}

#[test]
fn absent_null_and_value_stay_apart() {
    let settings: Settings = both_ways(&json!({}));
    assert_eq!(
        (settings.name, settings.each, settings.rate),
        (None, None, None)
    );

    let settings: Settings = both_ways(&json!({ "name": null, "each": null }));
    assert_eq!(settings.name, Some(StrOrNull::N(Null)));
    assert_eq!(settings.each, Some(EachType::Nothing(Null)));

    let settings: Settings = both_ways(&json!({ "name": "", "each": [], "rate": 1.0 }));
    assert_eq!(settings.name, Some(StrOrNull::from("")));
    assert_eq!(settings, Settings::new().name("").each(vec![]).rate(1.0));

    let all = [
        json!({}),
        json!({ "name": null }),
        json!({ "name": "null" }),
    ];
    let values: Vec<Settings> = all.iter().map(both_ways).collect();
    assert!(values[0] != values[1] && values[1] != values[2] && values[0] != values[2]);
}

#[test]
fn the_path_leads_into_an_alternate() {
    let error = refused::<Settings>(r#"{"each":[1,2,"3"]}"#);
    assert!(error.starts_with("each[2]: invalid type"), "{error}");
    let error = refused::<Settings>(r#"{"rate":{"shape":"many","shapes":[7],"id":"a","level":0}}"#);
    assert!(error.starts_with("rate.shapes[0]: invalid type"), "{error}");
}

#[test]
fn members_that_are_twice_there_in_an_object_of_an_alternate() {
    let error = refused::<EachType>(r#"{"id":"a","id":"a"}"#);
    assert_eq!(error, "duplicate member `id`");
}

#[test]
fn printed_as_their_content() {
    let value = EachType::from(Named::new("a"));
    assert_eq!(format!("{value:?}"), r#"Named { id: "a" }"#);
    let value = SpeedOrNumber::from(Shape::new("a", 0, ShapeBranch::Point));
    assert_eq!(
        format!("{value:?}"),
        r#"Shape { id: "a", level: 0, shape: point }"#
    );
    let other: StrOrNull = json::from_value(Value::from(3)).unwrap();
    assert_eq!(format!("{other:?}"), "Number(3)");
}
