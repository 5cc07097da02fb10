//! Structs: built-in types, bases, conditions, names, recursion.

use qapi::wire::{Null, QType};
use qapi::{Value, json};
use serde_json::json;

use crate::current::{
    Forest, Keywords, Named, Placed, Scalars, ShapeBase, ShapeType, Speed, Top, Tree, Twin,
    Undocumented, Wood,
};
use crate::{both_ways, refused};

fn scalars() -> Value {
    json!({
        "str": "text", "number": 0.5, "int": i64::MIN, "int8": i8::MIN, "int16": i16::MIN,
        "int32": i32::MIN, "int64": i64::MAX, "uint8": u8::MAX, "uint16": u16::MAX,
        "uint32": u32::MAX, "uint64": u64::MAX, "size": u64::MAX, "bool": true, "null": null,
        "any": { "a": [null, 1] }, "qtype": "qdict",
    })
}

#[test]
fn every_built_in_type() {
    let value: Scalars = both_ways(&scalars());
    let same = Scalars::new(
        "text",
        0.5,
        i64::MIN,
        i8::MIN,
        i16::MIN,
        i32::MIN,
        i64::MAX,
        u8::MAX,
        u16::MAX,
        u32::MAX,
        u64::MAX,
        u64::MAX,
        true,
        Null,
        json!({ "a": [null, 1] }),
        QType::Qdict,
    );
    assert_eq!(value, same);
}

#[test]
fn no_built_in_type_takes_what_is_not_its_own() {
    let cases = [
        ("str", json!(1)),
        ("number", json!("1")),
        ("int", json!(1.5)),
        ("int8", json!(128)),
        ("int16", json!(-32769)),
        ("int32", json!(1_u64 << 31)),
        ("int64", json!(1_u64 << 63)),
        ("uint8", json!(-1)),
        ("uint16", json!(65536)),
        ("uint32", json!(1_u64 << 32)),
        ("uint64", json!(-1)),
        ("size", json!("1G")),
        ("bool", json!(0)),
        ("null", json!(false)),
        ("qtype", json!(null)),
    ];
    for (member, wrong) in cases {
        let mut tree = scalars();
        tree[member] = wrong;
        let error = json::from_value::<Scalars>(tree).unwrap_err();
        assert_eq!(error.path(), member, "{error}");
    }
}

#[test]
fn each_mandatory_member_is_missed_by_name() {
    for member in scalars().as_object().unwrap().keys() {
        let mut tree = scalars();
        tree.as_object_mut().unwrap().remove(member);
        let error = json::from_value::<Scalars>(tree).unwrap_err().to_string();
        let start = format!("missing member `{member}` of `Scalars`");
        assert!(error.starts_with(&start), "{error}");
        assert!(error.contains(&format!("optional: [\"Scalars.{member}\"]")));
    }
    let error = refused::<Wood>(r#"{ "forests": [{ "woods": [{ "forests": [{}] }] }] }"#);
    let path = "forests[0].woods[0].forests[0]: missing member `woods` of `Forest`";
    assert!(error.starts_with(path), "{error}");
}

#[test]
fn lists_and_what_is_optional() {
    assert_eq!(Undocumented::default(), Undocumented::new());
    both_ways::<Undocumented>(&json!({}));
    let full = json!({
        "str": ["a", ""], "number": [1.5, -2.0], "int8": [-1], "size": [0, u64::MAX],
        "bool": [true, false], "any": [null, [], {}], "null": [null, null],
        "qtype": ["none", "qnull", "later"], "one-null": null, "one-any": null,
        "one-qtype": "qbool",
    });
    let value: Undocumented = both_ways(&full);
    let same = Undocumented::new()
        .str(["a", ""])
        .number([1.5, -2.0])
        .int8([-1])
        .size([0, u64::MAX])
        .bool([true, false])
        .any([json!(null), json!([]), json!({})])
        .null([Null, Null])
        .qtype([QType::None, QType::Qnull, QType::from("later")])
        .one_null(Null)
        .one_any(Value::Null)
        .one_qtype(QType::Qbool);
    assert_eq!(value, same);
    // Where the type has no null, it stands for an absent member.
    let value: Undocumented = json::from_str(r#"{ "str": null, "one-qtype": null }"#).unwrap();
    assert_eq!(value, Undocumented::new());
}

#[test]
fn members_of_bases_come_first() {
    let base: Named = both_ways(&json!({ "id": "a" }));
    assert_eq!(base, Named::new("a"));
    let placed: Placed = both_ways(&json!({ "id": "a", "note": "n", "level": -1 }));
    assert_eq!(placed, Placed::new("a", -1).note("n"));
    let text = json::to_string(&Top::new("a", 3, Speed::_1_2).note("n").capital(true));
    assert_eq!(
        text,
        r#"{"id":"a","note":"n","level":3,"speed":"1-2","Capital":true}"#
    );
    let alone: ShapeBase = both_ways(&json!({ "id": "a", "level": 0, "shape": "point" }));
    assert_eq!(alone.shape, ShapeType::Point);
}

#[test]
fn what_a_server_may_lack_is_optional() {
    let without: Top = both_ways(&json!({ "id": "a", "level": 0, "speed": "turbo" }));
    assert_eq!((without.needed, without.wanted), (None, None));
    let with: Top = both_ways(&json!({
        "id": "a", "level": 0, "speed": "lab", "needed": "n", "wanted": ["10mbit", "x"],
    }));
    assert_eq!(with.needed.as_deref(), Some("n"));
    assert_eq!(
        with.wanted.as_deref(),
        Some(&[Speed::_10mbit, Speed::from("x")][..])
    );
}

#[test]
fn members_called_like_keywords() {
    let value = Keywords::new("1", "2", "3", true, "4", Speed::Self_, "5", "6", "7", "8")
        .r#fn("a")
        .r#match("b")
        .r#move("c")
        .r#ref("d")
        .r#static("e")
        .r#await("f")
        .r#try("g")
        .union("h")
        .default("i")
        .clone("j")
        .r#box("k")
        .r#final("l")
        .r#extern("m")
        .r#let("n")
        .raw("o")
        .element(["p"])
        .r#mut("q")
        .r#dyn("r")
        .r#yield("s");
    let tree = json!({
        "for": "1", "loop": "2", "self": "3", "true": true, "async": "4", "type": "self",
        "gen": "5", "super": "6", "crate": "7", "new": "8", "fn": "a", "match": "b", "mut": "q",
        "move": "c", "ref": "d", "static": "e", "dyn": "r", "await": "f", "try": "g",
        "yield": "s", "union": "h", "default": "i", "clone": "j", "box": "k", "final": "l",
        "extern": "m", "let": "n", "raw": "o", "element": ["p"],
    });
    assert_eq!(both_ways::<Keywords>(&tree), value);
    assert_eq!(
        (&*value.r#for, &*value.self_, value.r#true),
        ("1", "3", true)
    );
    assert_eq!(value.r#type, Speed::Self_);
}

#[test]
fn values_of_an_enum() {
    let names: Vec<&str> = Speed::VALUES.iter().map(Speed::as_str).collect();
    let wire = [
        "10mbit",
        "1-2",
        "turbo",
        "legacy",
        "lab",
        "true",
        "self",
        "for",
        "__com.example_warp",
    ];
    assert_eq!(names, wire);
    for (name, value) in wire.iter().zip(Speed::VALUES) {
        assert_eq!(name.parse(), Ok(value.clone()));
        assert_eq!(value.to_string(), *name);
        assert_eq!(both_ways::<Speed>(&json!(name)), *value);
    }
    let later: Speed = both_ways(&json!("Turbo"));
    assert!(matches!(&later, Speed::Unrecognized(name) if name.as_str() == "Turbo"));
    assert_eq!(format!("{later} {:>6}|", Speed::For), "Turbo    for|");
}

#[test]
fn recursion_by_box_list_and_each_other() {
    let leaf = Tree::default;
    let tree = leaf()
        .left(leaf().right(leaf()))
        .more([leaf(), leaf().more([])])
        .twin(Twin::new(leaf().twin(Twin::new(leaf()))));
    let text = json!({
        "left": { "right": {} }, "more": [{}, { "more": [] }],
        "twin": { "tree": { "twin": { "tree": {} } } },
    });
    assert_eq!(both_ways::<Tree>(&text), tree);
    let forest = Forest::new([Wood::new([Forest::new([])]), Wood::new([])]);
    let text = json!({ "woods": [{ "forests": [{ "woods": [] }] }, { "forests": [] }] });
    assert_eq!(both_ways::<Forest>(&text), forest);
}

#[test]
fn unknown_members_are_ignored_and_duplicate_ones_refused() {
    let named: Named = json::from_str(r#"{"id":"a","x":{"id":[1]},"y":null,"x":2}"#).unwrap();
    assert_eq!(named, Named::new("a"));
    assert_eq!(
        refused::<Named>(r#"{"id":"a","id":"a"}"#),
        "duplicate member `id`"
    );
    assert_eq!(
        refused::<Forest>(r#"{"woods":[{"forests":[],"forests":[]}]}"#),
        "woods[0]: duplicate member `forests`"
    );
    assert_eq!(
        refused::<Named>(r#"{"id":"a","note":null,"note":"n"}"#),
        "duplicate member `note`"
    );
}

#[test]
fn printed_as_on_the_wire() {
    let top = Top::new("a", 1, Speed::_10mbit).wanted([Speed::For]);
    assert_eq!(
        format!("{top:?}"),
        r#"Top { id: "a", level: 1, speed: "10mbit", wanted: ["for"] }"#
    );
}
