//! Commands: what is sent, what comes back, and their flags.

use std::cell::RefCell;

use qapi::json::{self, Mismatch};
use qapi::wire::Wire;
use qapi::{Command, Transport};

use crate::current::{self, commands};

/// Answers each command with the same text and remembers what was sent.
struct Echo {
    reply: &'static str,
    sent: RefCell<String>,
}

impl Transport for &Echo {
    type Reply<R: Wire> = Result<R, Mismatch>;

    fn execute<C: Command>(self, arguments: &C::Arguments) -> Result<C::Returns, Mismatch> {
        *self.sent.borrow_mut() = format!("{} {}", C::NAME, json::to_string(arguments));
        json::from_str(self.reply)
    }
}

fn echo(reply: &'static str) -> Echo {
    let sent = RefCell::default();
    Echo { reply, sent }
}

#[test]
fn arguments_in_place() {
    let peer = echo(r#"[{"id":"a","level":1,"shape":"box"},{"id":"b","level":2,"shape":"?"}]"#);
    let shapes = current::list_shapes(&peer, &current::ListShapes::new()).unwrap();
    assert_eq!(*peer.sent.borrow(), "list-shapes {}");
    let names: Vec<&str> = shapes.iter().map(|base| base.shape.as_str()).collect();
    assert_eq!(names, ["box", "?"]);
    let filter = current::ListShapes::default().filter(qapi::wire::Null);
    current::list_shapes(&peer, &filter).unwrap();
    assert_eq!(*peer.sent.borrow(), r#"list-shapes {"filter":null}"#);
}

#[test]
fn a_union_as_arguments() {
    let shape = r#"{"id":"a","level":1,"shape":"circle","radius":9}"#;
    let peer = echo(shape);
    let argument = current::Shape::new("a", 1, current::Circle::new(9));
    assert_eq!(current::shape_add(&peer, &argument).unwrap(), argument);
    assert_eq!(*peer.sent.borrow(), format!("shape-add {shape}"));
    let peer = echo("{}");
    current::node_add(&peer, &current::Node::new(current::NodeFile::new("f"))).unwrap();
    assert_eq!(
        *peer.sent.borrow(),
        r#"node-add {"driver":"file","filename":"f"}"#
    );
}

#[test]
fn a_struct_as_arguments() {
    let peer = echo(r#"{"id":"a"}"#);
    let argument = current::Named::new("a");
    assert_eq!(current::named_set(&peer, &argument).unwrap(), argument);
    assert_eq!(*peer.sent.borrow(), r#"named-set {"id":"a"}"#);
}

#[test]
fn no_arguments_and_a_number_back() {
    let peer = echo("-3");
    assert_eq!(current::count(&peer).unwrap(), -3);
    assert_eq!(*peer.sent.borrow(), "count {}");
}

#[test]
fn names_of_another_vendor() {
    let peer = echo(r#"{"__com.example_x":1}"#);
    let argument = current::ComExampleReset::new().__com_example_hard(true);
    let thing = current::__com_example_reset(&peer, &argument).unwrap();
    assert_eq!((thing.__com_example_x, thing.x_plain), (1, None));
    assert_eq!(
        *peer.sent.borrow(),
        r#"__com.example_reset {"__com.example_hard":true}"#
    );
}

#[test]
fn whatever_comes_where_nothing_is_expected() {
    for reply in ["{}", "null", "[1]", r#"{"later":1}"#] {
        let settings = current::SettingsSet::new(current::Settings::new());
        current::settings_set(&echo(reply), &settings).unwrap();
    }
}

/// `'gen': false`: the schema does not list all of them.
#[test]
fn more_arguments_than_the_schema_lists() {
    use crate::current::{Plant, Tree};
    let plant = Plant::new(Tree::new())
        .other("depth", 3)
        .other("name", "oak")
        .other("tags", vec!["a", "b"]);
    let tree = serde_json::json!({ "tree": {}, "depth": 3, "name": "oak", "tags": ["a", "b"] });
    assert_eq!(crate::both_ways::<Plant>(&tree), plant);
    assert!(plant != Plant::new(Tree::new()));
    assert_eq!(
        format!("{:?}", Plant::new(Tree::new()).other("x", 1)),
        "Plant { tree: Tree, x: Number(1) }"
    );
    let error = crate::refused::<Plant>(r#"{"tree":{},"x":1,"x":2}"#);
    assert_eq!(error, "duplicate member `x`");
    let error = crate::refused::<Plant>(r#"{"x":1}"#);
    assert!(error.starts_with("missing member `tree` of `Plant`"));
}

#[test]
fn flags() {
    fn flags<C: Command>() -> (&'static str, bool, bool) {
        (C::NAME, C::ALLOW_OOB, C::SUCCESS_RESPONSE)
    }
    #[allow(deprecated)]
    let reset = flags::<commands::OldReset>();
    assert_eq!(reset, ("old_reset", false, false));
    assert_eq!(
        flags::<commands::SettingsSet>(),
        ("settings-set", true, true)
    );
    assert_eq!(flags::<commands::TopSet>(), ("top-set", false, true));
    assert_eq!(
        flags::<commands::ComExampleReset>(),
        ("__com.example_reset", false, true)
    );
}
