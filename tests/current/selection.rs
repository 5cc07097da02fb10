//! What the macro's arguments leave of a schema.

use qapi::{Event, Timestamp, json};
use serde_json::json;

#[allow(missing_docs)]
mod linux {
    qapi::include_qapi!(
        "../golden/current.json",
        cfg: ["CONFIG_NEEDED", "!CONFIG_TURBO", "!CONFIG_A", "CONFIG_B", "CONFIG_C",
              "!CONFIG_BLOB", "CONFIG_STABLE", "!CONFIG_LAB"],
    );
}

#[allow(missing_docs)]
mod other {
    qapi::include_qapi!(
        "../golden/current.json",
        cfg: ["!CONFIG_NEEDED", "CONFIG_TURBO", "CONFIG_A", "CONFIG_BLOB", "CONFIG_OWN"],
        optional: ["Shape.id", "NodeFile.filename", "SpeedChanged.speed"],
    );
}

#[allow(missing_docs)]
mod some {
    qapi::include_qapi!(
        "../golden/current.json",
        commands: ["named-set", "node-add"],
        events: ["SPEED_CHANGED"],
        optional: ["NodeFile.filename"],
        cfg: ["!CONFIG_TURBO"],
    );
}

#[allow(missing_docs)]
mod events_only {
    qapi::include_qapi!("../golden/current.json", events: ["RESET"]);
}

#[test]
fn decided_members_are_there_or_not() {
    let top = linux::Top::new("a", 1, linux::Speed::For, "needed");
    assert_eq!(
        json::to_value(&top),
        json!({ "id": "a", "level": 1, "speed": "for", "needed": "needed" })
    );
    let top = other::Top::new("a", 1, other::Speed::For).wanted([]);
    assert_eq!(
        json::to_value(&top),
        json!({ "id": "a", "level": 1, "speed": "for", "wanted": [] })
    );
}

#[test]
fn decided_values_and_branches_are_there_or_not() {
    let values = |values: &[linux::Speed]| -> Vec<String> {
        values.iter().map(ToString::to_string).collect()
    };
    assert_eq!(
        values(linux::Speed::VALUES),
        [
            "10mbit",
            "1-2",
            "legacy",
            "true",
            "self",
            "for",
            "__com.example_warp"
        ]
    );
    assert_eq!(linux::Speed::from("turbo").as_str(), "turbo");
    assert!(!linux::Speed::VALUES.contains(&linux::Speed::from("turbo")));

    let blob = json!({ "id": "a", "level": 0, "shape": "blob", "plain": true });
    let shape: linux::Shape = json::from_value(blob.clone()).unwrap();
    assert!(matches!(shape.shape, linux::ShapeBranch::Unrecognized(_)));
    assert_eq!(json::to_value(&shape), blob);
    let shape: other::Shape = json::from_value(blob).unwrap();
    assert!(matches!(shape.shape, other::ShapeBranch::Blob(_)));
}

#[test]
fn members_made_optional() {
    let shape = other::Shape::new(0, other::ShapeBranch::Point);
    assert_eq!(
        json::to_value(&shape),
        json!({ "level": 0, "shape": "point" })
    );
    assert_eq!(shape.id("a").id.as_deref(), Some("a"));
    let event = Event::new("SPEED_CHANGED", json!({}), Timestamp::UNKNOWN);
    assert_eq!(
        event.typed::<other::Event>().unwrap(),
        other::Event::SpeedChanged(other::SpeedChanged::new())
    );
    let node = some::Node::new(some::NodeFile::new());
    assert_eq!(json::to_value(&node), json!({ "driver": "file" }));
}

#[test]
fn what_is_not_asked_for_is_unrecognized() {
    let event = Event::new("RESET", json!({}), Timestamp::UNKNOWN);
    let typed: some::Event = event.typed().unwrap();
    assert!(matches!(typed, some::Event::Unrecognized(_)));
    let typed: events_only::Event = event.typed().unwrap();
    assert_eq!(typed, events_only::Event::Reset);
}

/// Members of a base are members of all that start from it.
#[test]
fn a_base_made_optional_is_so_everywhere() {
    #[allow(missing_docs)]
    mod loose {
        qapi::include_qapi!("../golden/current.json", optional: ["Named.id", "TaggedBase.driver"]);
    }
    assert_eq!(json::to_value(&loose::Named::new()), json!({}));
    assert_eq!(
        json::to_value(&loose::Placed::new(1)),
        json!({ "level": 1 })
    );
    let shape = loose::Shape::new(1, loose::ShapeBranch::Point);
    assert_eq!(
        json::to_value(&shape),
        json!({ "level": 1, "shape": "point" })
    );
    // The discriminator stays.
    assert!(json::from_value::<loose::Node>(json!({})).is_err());
}
