//! The schema's union, whose tag and data come in any order, and may be newer
//! than the schema.

use qapi::json;
use serde_json::json;

use crate::qmp::*;

pub(crate) const NAMES: &[&str] = &["BlockdevAction"];

const TEXT: &str =
    r#"{"type":"blockdev-snapshot-sync","data":{"device":"disk0","snapshot-file":"b"}}"#;

const NEWER: &str = r#"{"type":"drive-backup","data":{"device":"disk0","x":[1,null]}}"#;

fn action() -> BlockdevAction {
    BlockdevAction::BlockdevSnapshotSync(BlockdevSnapshot::new("disk0", "b"))
}

fn read(text: &str) -> BlockdevAction {
    let value = json::from_str(text).unwrap();
    assert_eq!(
        serde_json::from_str::<BlockdevAction>(text).unwrap(),
        value,
        "{text}"
    );
    value
}

#[test]
fn is_written_and_read() {
    assert_eq!(serde_json::to_string(&action()).unwrap(), TEXT);
    assert_eq!(json::to_string(&action()), TEXT);
    assert_eq!(read(TEXT), action());
    assert_eq!(action().clone(), action());
    assert_eq!(
        action(),
        BlockdevAction::from(BlockdevSnapshot::new("disk0", "b"))
    );
    assert_ne!(action(), BlockdevSnapshot::new("disk0", "c").into());
}

#[test]
fn members_come_in_any_order_among_unknown_ones() {
    let text = r#"{"data":{"snapshot-file":"b","device":"disk0"},"type":"blockdev-snapshot-sync"}"#;
    assert_eq!(read(text), action());
    let text = r#"{"x":1,"data":{"y":{},"device":"disk0","snapshot-file":"b"},"z":[],"type":"blockdev-snapshot-sync","w":null}"#;
    assert_eq!(read(text), action());
}

#[test]
fn a_newer_branch_survives() {
    let value = read(NEWER);
    let BlockdevAction::Unrecognized(branch) = &value else {
        panic!("{value:?}");
    };
    assert_eq!(branch.tag(), "drive-backup");
    assert_eq!(branch.data(), &json!({"device": "disk0", "x": [1, null]}));
    assert_eq!(serde_json::to_string(&value.clone()).unwrap(), NEWER);
    assert_ne!(value, action());
    assert_ne!(
        value,
        read(&NEWER.replace("drive-backup", "blockdev-backup"))
    );
    assert_ne!(value, read(&NEWER.replace("null", "0")));

    let text = r#"{"data":{"device":"disk0","x":[1,null]},"type":"drive-backup"}"#;
    assert_eq!(read(text), value);
    for data in ["null", "7", "\"text\"", "[{}]"] {
        let text = format!("{{\"type\":\"drive-backup\",\"data\":{data}}}");
        assert_eq!(json::to_string(&read(&text)), text);
    }
}

#[test]
fn mistakes_are_named() {
    let cases = [
        ("{}", "", "missing member `type`"),
        (r#"{"data":{}}"#, "", "missing member `type`"),
        (
            r#"{"type":"blockdev-snapshot-sync"}"#,
            "",
            "missing member `data`",
        ),
        (
            r#"{"type":"a","type":"a","data":1}"#,
            "",
            "duplicate member `type`",
        ),
        (
            r#"{"type":"a","data":1,"data":1}"#,
            "",
            "duplicate member `data`",
        ),
        (
            r#"{"data":1,"data":1,"type":"a"}"#,
            "",
            "duplicate member `data`",
        ),
        (r#"{"type":7,"data":{}}"#, "type", "invalid type: integer"),
        ("[]", "", "invalid type: sequence"),
        ("\"blockdev-snapshot-sync\"", "", "invalid type: string"),
        (
            r#"{"type":"blockdev-snapshot-sync","data":{"device":"a"}}"#,
            "data",
            "missing member `snapshot-file` of `BlockdevSnapshot`",
        ),
        (
            r#"{"type":"blockdev-snapshot-sync","data":{"device":true,"snapshot-file":"b"}}"#,
            "data.device",
            "invalid type: boolean",
        ),
        // The same where the tag comes last.
        (
            r#"{"data":{"device":"a"},"type":"blockdev-snapshot-sync"}"#,
            "data",
            "missing member `snapshot-file` of `BlockdevSnapshot`",
        ),
        (
            r#"{"data":{"device":true,"snapshot-file":"b"},"type":"blockdev-snapshot-sync"}"#,
            "data.device",
            "invalid type: boolean",
        ),
    ];
    for (text, path, message) in cases {
        let error = json::from_str::<BlockdevAction>(text).unwrap_err();
        assert_eq!(error.path(), path, "{text}: {error}");
        assert!(error.message().starts_with(message), "{text}: {error}");
    }
}
