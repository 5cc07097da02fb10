//! The schema of `golden/classic.json`, compiled and used: what the dialect
//! of the first schemas means on the wire.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // A test fails that way.

use qapi::{Value, json};
use serde_json::json;

#[allow(missing_docs)]
mod classic {
    qapi::include_qapi!("golden/classic.json");
}

use classic::{Change, Node, NodeKind, NodePlace, Rename};

fn leaf(size: u64) -> Node {
    Node::new(size, NodePlace::new(1), NodeKind::Leaf, [], ["a", "b"])
}

fn leaf_json(size: u64) -> Value {
    json!({ "size": size, "place": { "x": 1 }, "kind": "leaf", "children": [], "tags": ["a", "b"] })
}

#[test]
fn nested_and_recursive_structs() {
    let tree = Node::new(
        u64::MAX,
        NodePlace::new(-1).y(0.5),
        NodeKind::InnerNode,
        [leaf(1), leaf(2)],
        [""; 0],
    )
    .name("root")
    .origin(leaf(3));
    let expected = json!({
        "name": "root",
        "size": 18_446_744_073_709_551_615_u64,
        "place": { "x": -1, "y": 0.5 },
        "kind": "inner-node",
        "children": [leaf_json(1), leaf_json(2)],
        "origin": leaf_json(3),
        "tags": [],
    });
    assert_eq!(serde_json::to_value(&tree).unwrap(), expected);
    assert_eq!(serde_json::from_value::<Node>(expected).unwrap(), tree);
}

#[test]
fn absent_null_and_value_of_any() {
    let with = |extra: Option<Value>| {
        let mut object = leaf_json(0);
        if let Some(extra) = extra {
            object["extra"] = extra;
        }
        object
    };
    for extra in [None, Some(Value::Null), Some(json!([1, "two"]))] {
        let node: Node = serde_json::from_value(with(extra.clone())).unwrap();
        assert_eq!(node.extra, extra);
        assert_eq!(serde_json::to_value(&node).unwrap(), with(extra));
    }
}

#[test]
fn null_is_an_absent_member_where_the_type_has_no_null() {
    let mut object = leaf_json(0);
    object["name"] = Value::Null;
    object["origin"] = Value::Null;
    assert_eq!(serde_json::from_value::<Node>(object).unwrap(), leaf(0));

    let mut object = leaf_json(0);
    object["kind"] = Value::Null;
    let error = json::from_value::<Node>(object).unwrap_err();
    assert_eq!(
        error.to_string(),
        "kind: invalid type: null, expected a string"
    );
}

#[test]
fn unions_carry_their_tag() {
    let cases = [
        (
            Change::from(leaf(7)),
            json!({ "type": "add", "data": leaf_json(7) }),
        ),
        (
            Change::from(Rename::new("a", "b")),
            json!({ "type": "rename", "data": { "from": "a", "to": "b" } }),
        ),
        (
            Change::from("gone".to_owned()),
            json!({ "type": "remove", "data": "gone" }),
        ),
    ];
    for (change, expected) in cases {
        assert_eq!(json::to_value(&change), expected);
        assert_eq!(json::from_value::<Change>(expected).unwrap(), change);
    }
}

#[test]
fn a_branch_of_a_later_schema_survives() {
    let text = r#"{"data":{"deep":[1,{"er":null}]},"type":"move"}"#;
    let change: Change = json::from_str(text).unwrap();
    let Change::Unrecognized(branch) = &change else {
        panic!("{change:?}")
    };
    assert_eq!(
        (branch.tag(), branch.data()),
        ("move", &json!({ "deep": [1, { "er": null }] }))
    );
    assert_eq!(
        json::to_value(&change),
        serde_json::from_str::<Value>(text).unwrap()
    );
    assert_eq!(change.clone(), change);
}

#[test]
fn integers_keep_their_width() {
    let error = json::from_str::<classic::Walk>(r#"{ "from": "a", "depth": 256 }"#).unwrap_err();
    assert_eq!(error.path(), "depth");
    assert!(
        error
            .message()
            .starts_with("invalid value: integer `256`, expected u8"),
        "{error}"
    );
    let walk: classic::Walk = json::from_str(r#"{ "from": "a", "depth": 255 }"#).unwrap();
    assert_eq!(walk.depth, Some(255));
}

#[test]
fn a_mistake_deep_inside_is_found() {
    let mut tree = leaf_json(0);
    tree["children"] = json!([leaf_json(1), leaf_json(2)]);
    tree["children"][1]["place"]["x"] = json!("1");
    let error = json::from_value::<Node>(tree).unwrap_err();
    assert_eq!(error.path(), "children[1].place.x");
    assert_eq!(error.message(), "invalid type: string \"1\", expected i64");
}

#[test]
fn command_flags() {
    use qapi::Command;
    let is_answered = |name: &str| match name {
        "walk" => <classic::commands::Walk as Command>::SUCCESS_RESPONSE,
        _ => <classic::commands::Leave as Command>::SUCCESS_RESPONSE,
    };
    assert_eq!((is_answered("walk"), is_answered("leave")), (true, false));
    assert_eq!(
        <classic::commands::ApplyChanges as Command>::NAME,
        "apply-changes"
    );
}

/// A member of type `**` stands for arguments that the schema does not list.
#[test]
fn other_arguments() {
    let plug = classic::Plug::new("e1000").other("mac", "52:54:00:12:34:56");
    let expected = json!({ "driver": "e1000", "mac": "52:54:00:12:34:56" });
    assert_eq!(json::to_value(&plug), expected);
    assert_eq!(json::from_value::<classic::Plug>(expected).unwrap(), plug);
}
