//! Members that come before their union's tag. The tag is guessed by what looks
//! like it further on, which may be none, or another union's.

use crate::wire::{SUBJECTS, Subject};

fn subject(name: &str) -> &'static Subject {
    let subject = SUBJECTS.iter().find(|subject| subject.name == name);
    subject.unwrap()
}

fn assert_all(name: &str, fits: bool, texts: &[&str]) {
    for text in texts {
        // The members that each shape has.
        let text = text.replace("{~", r#"{"id": "n", "level": 1,"#);
        let [one_pass, general] = (subject(name).both_ways)(&text);
        assert_eq!(one_pass, general, "{text}");
        assert_eq!(one_pass.is_some(), fits, "{text}");
    }
}

#[test]
fn the_next_one_is_it() {
    let choice = [
        r#"{"hand": "a", "type": "left"}"#,
        r#"{"hand":"a","weight":1,"type":"left"}"#,
        r#"{"hand": "a", "later": [1], "type": "left", "later": "\ud83d"}"#,
        r#"{"later": {"a": [1]}, "hand": "a", "type": "new"}"#,
    ];
    assert_all("Choice", true, &choice);
    let node = [
        r#"{"hand": "a", "type": "left", "driver": "choice"}"#,
        r#"{"hand": "a", "driver": "choice", "later": 1, "type": "left", "node-name": "n"}"#,
    ];
    assert_all("Node", true, &node);
}

#[test]
fn it_is_written_otherwise() {
    let choice = [
        r#"{"hand": "a", "type" : "left"}"#,
        r#"{"hand": "a", "type": "l\u0065ft"}"#,
        r#"{"hand": "a", "\u0074ype": "left"}"#,
    ];
    assert_all("Choice", true, &choice);
}

#[test]
fn it_is_missing_or_there_twice() {
    let choice = [
        r#"{"hand": "a"}"#,
        r#"{"hand": "a", "type": 1}"#,
        r#"{"hand": "a"} "type": "left""#,
        r#"{"width": 1, "later": {"type": "right"}}"#,
        r#"{"hand": "a", "type": "left", "type": "left"}"#,
        r#"{"hand": "a", "hand": "a", "type": "left"}"#,
        r#"{"hand": "a", "type": "left", "hand": "a"}"#,
        r#"{"hand": "a", "weight": {}, "type": "left"}"#,
    ];
    assert_all("Choice", false, &choice);
    assert_all("Node", false, &[r#"{"hand": "a", "driver": "choice"}"#]);
}

#[test]
fn another_one_comes_first() {
    let choice = [
        r#"{"later": {"type": "left"}, "width": 1, "type": "right"}"#,
        r#"{"width": 1, "later": {"type": "left"}, "type": "right"}"#,
        r#"{"width": 1, "later": {"type": "right"}, "type": "right"}"#,
        r#"{"later": {"type": "new"}, "width": 1, "type": "right"}"#,
        r#"{"hand": "\", \"type\": ", "width": 1, "type": "right"}"#,
    ];
    assert_all("Choice", true, &choice);
    let shapes = [
        r#"{~"shapes": [{~"radius": 1, "shape": "circle"}], "shape": "many"}"#,
        r#"{~"shapes": [{~"shapes": [], "shape": "many"}], "shape": "many"}"#,
        r#"{~"shapes": [], "frame": {~"width": 1, "shape": "box"}, "shape": "many"}"#,
    ];
    assert_all("Shape", true, &shapes);
    let node = r#"{"file": {"filename": "a", "driver": "file"}, "driver": "overlay"}"#;
    assert_all("Node", true, &[node]);
    assert_all("Node", false, &[&node.replace("overlay", "file")]);
}

/// What came before the tag must have a value, also where nobody wants it.
#[test]
fn what_has_no_value() {
    let choice = [
        r#"{"width": 1, "later": "\ud83d", "type": "right"}"#,
        r#"{"weight": 1, "later": 1e400, "type": "right", "width": 1}"#,
    ];
    assert_all("Choice", false, &choice);
    let circle = r#"{~"shape": "circle", "radius": 1, "later": "\ud83d"}"#;
    let before = format!(r#"{{~"shapes": [{circle}], "shape": "many"}}"#);
    let behind = format!(r#"{{~"shape": "many", "shapes": [{circle}]}}"#);
    let early = before.replace(
        r#""shape": "circle", "radius": 1"#,
        r#""radius": 1, "shape": "circle""#,
    );
    assert_all("Shape", false, &[&before, &early]);
    assert_all("Shape", true, &[&behind]);
}

/// A wrong guess has a part read again; unions within unions must not multiply
/// that.
#[test]
fn wrong_guesses_one_within_the_other() {
    for (innermost, fits) in [
        (r#"{~"shapes": 1, "shape": "many"}"#, false),
        (r#"{~"radius": 1, "shape": "circle"}"#, true),
    ] {
        let before = r#"{~"shapes": [], "frame": "#.repeat(100);
        let behind = r#", "shape": "many"}"#.repeat(100);
        assert_all("Shape", fits, &[&format!("{before}{innermost}{behind}")]);
    }
}
