//! The edges of built-in types, and places deep within a value.

use qapi::json;
use serde_json::json;

use crate::qmp::*;

#[test]
fn integers_reach_from_end_to_end() {
    let text = r#"{"transferred":-9223372036854775808,"remaining":9223372036854775807,"total":0}"#;
    let value = MigrationStats::new(i64::MIN, i64::MAX, 0);
    assert_eq!(serde_json::to_string(&value).unwrap(), text);
    assert_eq!(serde_json::from_str::<MigrationStats>(text).unwrap(), value);
}

#[test]
fn what_is_no_integer_is_an_error() {
    for number in [
        "9223372036854775808",
        "-9223372036854775809",
        "18446744073709551615",
        "18446744073709551616",
        "1.5",
        "1.0",
        "1e3",
        "\"1\"",
        "true",
        "null",
        "[1]",
    ] {
        let text = format!(r#"{{"transferred":0,"remaining":{number},"total":0}}"#);
        let error = json::from_str::<MigrationStats>(&text).unwrap_err();
        assert_eq!(error.path(), "remaining", "{number}: {error}");
        let error = serde_json::from_str::<MigrationStats>(&text).unwrap_err();
        assert!(error.to_string().starts_with("remaining: "), "{error}");
    }
}

#[test]
fn numbers_may_be_whole() {
    for (text, value) in [
        (r#"{"value":2}"#, 2.0),
        (r#"{"value":-2.5e-3}"#, -0.0025),
        (r#"{"value":1E308}"#, 1e308),
    ] {
        let read: MigrateSetDowntime = serde_json::from_str(text).unwrap();
        assert_eq!(read, MigrateSetDowntime::new(value));
    }
    for text in [r#"{"value":1e999}"#, r#"{"value":"2"}"#, r#"{"value":NaN}"#] {
        assert!(json::from_str::<MigrateSetDowntime>(text).is_err());
    }
}

#[test]
fn strings_keep_every_character() {
    let text = r#"{"name":"a\"b\\c/\n\u0000\u001fé😀"}"#;
    let value = NameInfo::new().name("a\"b\\c/\n\0\u{1f}é😀");
    assert_eq!(serde_json::to_string(&value).unwrap(), text);
    assert_eq!(serde_json::from_str::<NameInfo>(text).unwrap(), value);
    let escaped = r#"{"\u006eame":"\u0061\"b\\c\/\u000a\u0000\u001f\u00e9\ud83d\ude00"}"#;
    assert_eq!(serde_json::from_str::<NameInfo>(escaped).unwrap(), value);
    assert!(json::from_str::<NameInfo>(r#"{"name":"\ud83d"}"#).is_err());
}

#[test]
fn null_leaves_an_optional_member_out() {
    let read: BalloonInfo = json::from_str(r#"{"actual":1,"free_mem":null}"#).unwrap();
    assert_eq!(read, BalloonInfo::new(1));
    let error = json::from_str::<BalloonInfo>(r#"{"actual":null}"#).unwrap_err();
    assert_eq!(error.path(), "actual");
}

#[test]
fn what_is_no_object_is_an_error() {
    for text in [
        "", "null", "[]", "1", "\"x\"", "{", "{}x", "{} {}", "{'a':1}",
    ] {
        assert!(json::from_str::<NameInfo>(text).is_err(), "{text}");
        assert!(serde_json::from_str::<NameInfo>(text).is_err(), "{text}");
    }
}

#[test]
fn errors_name_the_place_at_any_depth() {
    let mut buses = json!([
        {"bus": 0, "devices": []},
        {"bus": 1, "devices": [
            {"bus": 1, "slot": 0, "function": 0, "class_info": {"class": 1},
             "id": {"device": 1, "vendor": 1}, "qdev_id": "", "regions": [
                {"bar": 0, "type": "io", "address": 0, "size": 1}]}]}]);
    assert!(json::from_value::<Vec<PciInfo>>(buses.clone()).is_ok());

    buses[1]["devices"][0]["regions"][0]["size"] = json!("large");
    let error = json::from_value::<Vec<PciInfo>>(buses.clone()).unwrap_err();
    assert_eq!(error.path(), "[1].devices[0].regions[0].size");
    assert!(error.message().contains("\"large\""), "{error}");

    buses[1]["devices"][0]["class_info"] = json!({"desc": "x"});
    let text = buses.to_string();
    let error = json::from_str::<Vec<PciInfo>>(&text).unwrap_err();
    assert_eq!(error.path(), "[1].devices[0].class_info");
    let message = "missing member `class` of `PciDeviceInfoClassInfo`";
    assert!(error.message().starts_with(message), "{error}");
    let error = serde_json::from_str::<Vec<PciInfo>>(&text).unwrap_err();
    assert!(error.to_string().contains(message), "{error}");
}

#[test]
fn endless_nesting_is_an_error() {
    let text = r#"{"parent":"#.repeat(100_000);
    assert!(json::from_str::<BlockStats>(&text).is_err());
    let text = format!("{{\"x\":{}", "[".repeat(100_000));
    assert!(json::from_str::<NameInfo>(&text).is_err());
}

#[test]
fn debug_output_reads_like_the_value() {
    let snapshot = BlockdevSnapshot::new("disk0", "b").mode(NewImageMode::Existing);
    let text = format!("{snapshot:?}");
    for part in ["BlockdevSnapshot", "\"disk0\"", "\"b\"", "xisting"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("format"), "{text}");
}
