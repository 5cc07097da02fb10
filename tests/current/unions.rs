//! Flat unions: their discriminator in any place, branches known and unknown.

use qapi::{Value, json};
use serde_json::json;

use crate::current::{
    Choice, ChoiceBranch, ChoiceLeft, Circle, Node, NodeBranch, NodeFile, NodeOverlay, Shape,
    ShapeBranch, ShapeGroup, Sides,
};
use crate::{both_ways, refused};

/// The members in each order that matters: each of them first, each last.
fn orders(members: &[(&str, Value)]) -> Vec<String> {
    let text = |order: Vec<&(&str, Value)>| {
        let members: Vec<String> = order
            .iter()
            .map(|(name, value)| format!("{name:?}:{value}"))
            .collect();
        format!("{{{}}}", members.join(","))
    };
    let rotated = (0..members.len()).map(|start| {
        let (end, start) = members.split_at(start);
        text(start.iter().chain(end).collect())
    });
    let reversed = (0..members.len()).map(|start| {
        let (end, start) = members.split_at(start);
        text(start.iter().chain(end).rev().collect())
    });
    rotated.chain(reversed).collect()
}

#[test]
fn the_discriminator_comes_in_any_place() {
    let members = [
        ("shape", json!("box")),
        ("id", json!("a")),
        ("level", json!(1)),
        ("colour", json!("red")),
        ("width", json!(2)),
        ("height", json!(3)),
    ];
    let shape = Shape::new("a", 1, Sides::new(2).height(3)).colour("red");
    for text in orders(&members) {
        assert_eq!(json::from_str::<Shape>(&text).unwrap(), shape, "{text}");
        let tree: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(both_ways::<Shape>(&tree), shape);
    }
    assert_eq!(shape.shape.tag(), "box");
    assert_eq!(
        json::to_string(&shape),
        r#"{"id":"a","level":1,"colour":"red","shape":"box","width":2,"height":3}"#
    );
}

#[test]
fn both_discriminators_of_a_union_in_a_union_come_in_any_place() {
    let members = [
        ("driver", json!("choice-2")),
        ("type", json!("left")),
        ("node-name", json!("n")),
        ("weight", json!(0.5)),
        ("hand", json!("mine")),
        ("new", json!([])),
    ];
    let choice = Choice::new(ChoiceLeft::new("mine")).weight(0.5);
    let node = Node::new(NodeBranch::Choice2(choice)).node_name("n");
    for text in orders(&members) {
        assert_eq!(json::from_str::<Node>(&text).unwrap(), node, "{text}");
    }
    both_ways::<Node>(&json!({ "driver": "choice", "type": "neither" }));
    both_ways::<Node>(&json!({ "driver": "choice", "type": "right", "width": 1, "weight": 2.0 }));
    // What the inner union does not know stays with it.
    let later = json!({ "driver": "choice", "type": "middle", "weight": 1.0, "x": [{ "y": 1 }] });
    let node: Node = both_ways(&later);
    let NodeBranch::Choice(choice) = node.driver else {
        panic!("{node:?}")
    };
    assert_eq!(choice.r#type.tag(), "middle");
}

#[test]
fn empty_branches() {
    let point: Shape = both_ways(&json!({ "id": "a", "level": 0, "shape": "point" }));
    assert_eq!(point, Shape::new("a", 0, ShapeBranch::Point));
    let text = r#"{"radius":1,"shape":"point","id":"a","level":0,"extra":{}}"#;
    assert_eq!(json::from_str::<Shape>(text).unwrap(), point);
    let node: Node = both_ways(&json!({ "driver": "null-co" }));
    assert_eq!(node, Node::new(NodeBranch::NullCo));
}

#[test]
fn a_branch_of_a_later_schema_keeps_tag_and_members() {
    let members = [
        ("shape", json!("hexagon")),
        ("id", json!("a")),
        ("level", json!(1)),
        ("side", json!({ "length": [1, 2] })),
        ("also", json!(null)),
    ];
    for text in orders(&members) {
        let shape: Shape = json::from_str(&text).unwrap();
        let ShapeBranch::Unrecognized(branch) = &shape.shape else {
            panic!("{shape:?}")
        };
        assert_eq!(branch.tag(), "hexagon");
        assert_eq!(
            *branch.data(),
            json!({ "side": { "length": [1, 2] }, "also": null })
        );
        both_ways::<Shape>(&serde_json::from_str(&text).unwrap());
    }
    both_ways::<Shape>(&json!({ "id": "a", "level": 0, "shape": "dot" }));
    both_ways::<Shape>(&json!({ "id": "a", "level": 0, "shape": "" }));
}

#[test]
fn recursion_through_a_union() {
    let shape = |branch: ShapeBranch| Shape::new("a", 0, branch);
    let group = ShapeGroup::new([shape(Circle::new(1).into()), shape(ShapeBranch::Point)])
        .frame(shape(Sides::new(1).into()));
    let tree = json!({
        "id": "a", "level": 0, "shape": "many",
        "shapes": [
            { "id": "a", "level": 0, "shape": "circle", "radius": 1 },
            { "id": "a", "level": 0, "shape": "point" },
        ],
        "frame": { "id": "a", "level": 0, "shape": "box", "width": 1 },
    });
    assert_eq!(both_ways::<Shape>(&tree), shape(group.into()));
}

#[test]
fn recursion_through_alternates() {
    let file = |name: &str| Node::new(NodeFile::new(name));
    let node = Node::new(NodeOverlay::new(file("top")).backing(Node::new(
        NodeOverlay::new("base").backing(qapi::wire::Null),
    )));
    let tree = json!({
        "driver": "overlay",
        "file": { "driver": "file", "filename": "top" },
        "backing": { "driver": "overlay", "file": "base", "backing": null },
    });
    assert_eq!(both_ways::<Node>(&tree), node);
}

#[test]
fn what_is_missing_is_named() {
    let cases = [
        (
            r#"{"id":"a","level":0}"#,
            "missing member `shape` of `Shape`",
        ),
        (
            r#"{"level":0,"shape":"point"}"#,
            "missing member `id` of `Shape`",
        ),
        (
            r#"{"id":"a","level":0,"shape":"circle"}"#,
            "missing member `radius` of `Circle`",
        ),
        (
            r#"{"id":"a","level":0,"shape":"many","shapes":[{"shape":"point","level":0}]}"#,
            "shapes[0]: missing member `id` of `Shape`",
        ),
    ];
    for (text, expected) in cases {
        let error = refused::<Shape>(text);
        assert!(error.starts_with(expected), "{error}");
    }
    let error = refused::<Node>(r#"{"driver":"choice","weight":1.0}"#);
    assert!(
        error.starts_with("missing member `type` of `Choice`"),
        "{error}"
    );
}

/// No `optional: […]` can help there.
#[test]
fn a_missing_discriminator_comes_without_false_advice() {
    let error = refused::<Shape>(r#"{"id":"a","level":0}"#);
    assert_eq!(error, "missing member `shape` of `Shape`");
}

#[test]
fn mistakes_are_found_before_and_behind_the_discriminator() {
    let cases = [
        (
            r#"{"shape":"circle","radius":-1,"id":"a","level":0}"#,
            "radius: ",
        ),
        (
            r#"{"radius":-1,"id":"a","level":0,"shape":"circle"}"#,
            "radius: ",
        ),
        (r#"{"shape":1,"id":"a","level":0}"#, "shape: "),
        (r#"{"shape":null,"id":"a","level":0}"#, "shape: "),
        (
            r#"{"shapes":[{"shape":"circle","radius":"1"}],"shape":"many"}"#,
            "shapes[0].radius: ",
        ),
        (r#"{"id":1,"level":0,"shape":"point"}"#, "id: "),
    ];
    for (text, expected) in cases {
        let error = refused::<Shape>(text);
        assert!(error.starts_with(expected), "{text}: {error}");
    }
    let error = refused::<Node>(r#"{"type":{},"driver":"choice"}"#);
    assert!(error.starts_with("type: "), "{error}");
    let error = refused::<Node>(r#"{"driver":"choice","type":1}"#);
    assert!(error.starts_with("type: "), "{error}");
}

#[test]
fn duplicate_members_are_refused_wherever_they_stand() {
    let common = r#""id":"a","level":0"#;
    let cases = [
        (r#""shape":"point","shape":"point""#, "shape"),
        (r#""shape":"circle","radius":1,"radius":1"#, "radius"),
        (r#""radius":1,"radius":1,"shape":"circle""#, "radius"),
        (r#""radius":1,"shape":"circle","radius":1"#, "radius"),
        (r#""shape":"point","id":"b""#, "id"),
    ];
    for (text, member) in cases {
        let error = refused::<Shape>(&format!("{{{common},{text}}}"));
        assert_eq!(error, format!("duplicate member `{member}`"), "{text}");
    }
    // Inside of what waits for the discriminator, too.
    let error =
        refused::<Node>(r#"{"file":{"driver":"null-co","driver":"file"},"driver":"overlay"}"#);
    assert_eq!(error, "file: duplicate member `driver`");
    let error = refused::<Node>(r#"{"type":"left","driver":"choice","type":"left","hand":"a"}"#);
    assert_eq!(error, "duplicate member `type`");
}

#[test]
fn no_object_is_no_union() {
    for text in ["[]", "null", "1", r#""circle""#] {
        let error = refused::<Shape>(text);
        assert!(error.contains("expected an object"), "{error}");
    }
}

#[test]
fn printed_with_the_branch_in_the_place_of_the_discriminator() {
    let node = Node::new(NodeBranch::Choice(Choice::new(ChoiceBranch::Neither))).node_name("n");
    assert_eq!(
        format!("{node:?}"),
        r#"Node { node-name: "n", driver: choice(Choice { type: neither }) }"#
    );
}
