//! Events, from what comes over the wire to a schema's own enum.

use qapi::{Event, Timestamp, Value};
use serde_json::json;

use crate::current::{self, Circle, Named, Shape, Speed};

fn typed(name: &str, data: Value) -> Result<current::Event, String> {
    Event::new(name, data, Timestamp::UNKNOWN)
        .typed()
        .map_err(|error| error.to_string())
}

#[test]
fn with_and_without_data() {
    let event = typed("RESET", json!({})).unwrap();
    assert_eq!(event, current::Event::Reset);
    let event = typed("SPEED_CHANGED", json!({ "speed": "turbo", "was": "later" })).unwrap();
    let current::Event::SpeedChanged(change) = &event else {
        panic!("{event:?}")
    };
    assert_eq!(
        (&change.speed, change.was.as_ref().map(Speed::as_str)),
        (&Speed::Turbo, Some("later"))
    );
    assert_eq!(event.tag(), "SPEED_CHANGED");
    assert_eq!(
        typed("NAME_CHANGED", json!({ "id": "a" })).unwrap(),
        current::Event::NameChanged(Named::new("a"))
    );
    let shape = json!({ "id": "a", "level": 0, "shape": "circle", "radius": 1 });
    assert_eq!(
        typed("SHAPE_ADDED", shape).unwrap(),
        current::Event::ShapeAdded(Shape::new("a", 0, Circle::new(1)))
    );
    let event = typed("__com.example_ALARM", json!({ "__com.example_x": 1 })).unwrap();
    assert!(matches!(event, current::Event::ComExampleALARM(thing) if thing.__com_example_x == 1));
}

#[test]
fn later_events_and_members() {
    let event = typed("LATER", json!({ "a": 1 })).unwrap();
    let current::Event::Unrecognized(branch) = &event else {
        panic!("{event:?}")
    };
    assert_eq!((branch.tag(), branch.data()), ("LATER", &json!({ "a": 1 })));
    assert_eq!(event.clone(), event);
    assert_eq!(
        typed("RESET", json!({ "later": 1 })).unwrap(),
        current::Event::Reset
    );
    // By the name, not by a part of it.
    assert_eq!(typed("reset", json!({})).unwrap().tag(), "reset");
}

#[test]
fn data_that_does_not_fit() {
    let error = typed("SPEED_CHANGED", json!({})).unwrap_err();
    assert!(
        error.starts_with("missing member `speed` of `SpeedChanged`"),
        "{error}"
    );
    let shapes = json!({ "id": "a", "level": 0, "shape": "many", "shapes": [{ "id": 1 }] });
    let error = typed("SHAPE_ADDED", shapes).unwrap_err();
    assert!(error.starts_with("shapes[0].id: "), "{error}");
}

#[test]
fn printed_by_their_names() {
    let event = typed("NAME_CHANGED", json!({ "id": "a" })).unwrap();
    assert_eq!(format!("{event:?}"), r#"NAME_CHANGED(Named { id: "a" })"#);
    assert_eq!(format!("{:?}", typed("RESET", json!({})).unwrap()), "RESET");
}
