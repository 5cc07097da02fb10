//! Text that is hard to read: in one pass and in general it comes to the same.

mod schema;

use std::fmt::Debug;

use qapi_runtime::__private::reading;
use qapi_runtime::wire::{Null, Wire};
use serde_json::Value;

use schema::{Device, Devices};

/// Reads a text both ways: what it is, if it fits.
fn read<T: Wire + Debug>(text: &str) -> Option<String> {
    let one_pass = reading::in_one_pass::<T>(text).map(|value| format!("{value:?}"));
    let general = reading::in_general::<T>(text).map(|value| format!("{value:?}"));
    assert_eq!(one_pass, general.ok(), "{text}");
    one_pass
}

fn assert_fits<T: Wire + Debug>(texts: &[&str]) {
    for text in texts {
        assert!(read::<T>(text).is_some(), "{text}");
    }
}

fn assert_misfits<T: Wire + Debug>(texts: &[&str]) {
    for text in texts {
        assert_eq!(read::<T>(text), None, "{text}");
    }
}

#[test]
fn integers_up_to_their_edges() {
    assert_fits::<i8>(&["-128", "127", " 0\r\n\t"]);
    assert_misfits::<i8>(&[
        "-129", "128", "00", "01", "+1", "1.0", "1e0", "-", "", "1 1", "0x1",
    ]);
    assert_fits::<i64>(&["-9223372036854775808", "9223372036854775807"]);
    assert_misfits::<i64>(&[
        "-9223372036854775809",
        "9223372036854775808",
        "-0",
        "-01",
        "null",
    ]);
    assert_fits::<u64>(&["18446744073709551615", "9999999999999999999"]);
    assert_misfits::<u64>(&[
        "18446744073709551616",
        "18446744073709551620",
        "28446744073709551615",
        "99999999999999999999",
        "184467440737095516150",
        "-1",
        "\"1\"",
    ]);
}

#[test]
fn numbers_are_the_same_to_the_last_bit() {
    assert_fits::<f64>(&[
        "0",
        "-0",
        "-0.0",
        "1",
        "-1",
        "0.1",
        "1e308",
        "5e-324",
        "1e-400",
        "9007199254740993",
        "18446744073709551616",
        "-9223372036854775809",
        "123456789012345678901234567890",
        "2.2250738585072011e-308",
    ]);
    assert_misfits::<f64>(&[
        "1e309", "-1e400", "1.", ".5", "1e", "1e+", "NaN", "01.5", "null",
    ]);
    assert_fits::<Value>(&[
        "-0",
        "1e-400",
        "18446744073709551616",
        "1E+2",
        "[0, -1, 1.5]",
    ]);
    assert_misfits::<Value>(&[
        "1e400",
        "[1e400]",
        "-",
        "[1,]",
        "[1 2]",
        "{\"a\" 1}",
        "{\"a\": 1,}",
    ]);
}

#[test]
fn strings_with_all_that_can_be_escaped() {
    let plain = r#""\"\\\/\b\f\n\r\t\u00e9\uD83D\uDCBE é💾""#;
    assert_eq!(
        reading::in_one_pass::<String>(plain).as_deref(),
        Some("\"\\/\u{8}\u{c}\n\r\té💾 é💾")
    );
    for length in 0..40 {
        for end in [
            "\"",
            "\\\"\"",
            "\\\\\"",
            "\u{1f}\"",
            "\\",
            "",
            "\\u12",
            "\\ud800\"",
            "é\"",
        ] {
            read::<String>(&format!("\"{}{end}", "x".repeat(length)));
        }
    }
    assert_fits::<String>(&["\"\u{7f}\"", r#""\u0000""#, r#""\uFFFF""#]);
    assert_misfits::<String>(&[
        "\"\u{0}\"",
        "\"\n\"",
        r#""\ud83d""#,
        r#""\udcbe""#,
        r#""\ud83d\ud83d""#,
        r#""\ud83dx""#,
        r#""\u+123""#,
        r#""\u00""#,
        r#""\x""#,
        "\"",
        "\"\\",
        "'a'",
        "\"a\" b",
    ]);
    assert_misfits::<Value>(&[r#"{"\ud83d": 1}"#, r#"["\ud83d"]"#]);
}

#[test]
fn words_that_are_cut_off() {
    assert_fits::<bool>(&["true", " false "]);
    assert_misfits::<bool>(&["tru", "truee", "True", "fals", "0", ""]);
    assert_fits::<Null>(&["null"]);
    assert_misfits::<Null>(&["nul", "nulll", "{}"]);
}

#[test]
fn nesting_up_to_the_limit() {
    for depth in [1, 64, 126, 127, 128, 129, 200] {
        let lists = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(read::<Value>(&lists).is_some(), depth < 128, "{depth}");
        let objects = format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
        assert_eq!(read::<Value>(&objects).is_some(), depth < 128, "{depth}");
        // What is not looked at may be as deep as it likes.
        let device = format!(r#"{{"id": "a", "later": {lists}}}"#);
        assert!(reading::in_general::<Device>(&device).is_ok());
        if depth < 128 {
            assert_fits::<Device>(&[&device]);
        }
    }
}

#[test]
fn members_in_any_order_twice_or_missing() {
    assert_fits::<Device>(&[
        r#"{"id": "a"}"#,
        r#" { "size" : 1 , "id" : "a" } "#,
        r#"{"size":null,"state":null,"id":"a"}"#,
        r#"{"state":"off","later":[{"id":1}],"id":"a","size":1}"#,
        r#"{"\u0069d": "a"}"#,
        r#"{"id": "a", "later": "\ud83d", "e": 1e999}"#,
        r#"{"id": "a", "later": 1, "later": 1}"#,
    ]);
    assert_misfits::<Device>(&[
        "{}",
        r#"{"size": 1}"#,
        r#"{"id": "a", "id": "a"}"#,
        r#"{"id": "a", "\u0069d": "a"}"#,
        r#"{"id": "a", "size": null, "size": null}"#,
        r#"{"id": null}"#,
        r#"{"id": "a", }"#,
        r#"{"id": "a" "size": 1}"#,
        r#"{"id" "a"}"#,
        r#"{id: "a"}"#,
        r#"{"id": "a"}}"#,
        r#"{"id": "a""#,
        r#"{"id": "a", "\ud83d": 1}"#,
        r#"{"id": "a", "later": 01}"#,
        r#"{"id": "a", "later": "\x"}"#,
        r#"{"id": "a", "later": [1}}"#,
        r#"{"*size": 1}"#,
        "[]",
        "\"a\"",
    ]);
    assert_fits::<Devices>(&[
        r#"{"devices": []}"#,
        r#"{"devices": [{"id": "a"}, {"size": 1, "id": "b"}, {"size": 2, "id": "c"}]}"#,
    ]);
    assert_misfits::<Devices>(&[r#"{"devices": [{"id": "a"},]}"#, r#"{"devices": [{}]}"#]);
}

#[test]
fn a_list_of_one_small_and_many_large_elements_takes_no_more_room_than_the_text() {
    let text = format!(r#"["", "{}"]"#, "x".repeat(1 << 20));
    let list = reading::in_one_pass::<Vec<String>>(&text).unwrap();
    assert_eq!(list.len(), 2);
    assert!(list.capacity() * size_of::<String>() <= 2 * text.len() + 1024);
}

#[test]
fn the_same_of_a_list_within_and_a_few_small_elements() {
    for length in [1000, 4000, 1 << 20] {
        let small = r#"{"id": ""}, "#.repeat(4);
        let large = "x".repeat(length);
        let text = format!(r#"{{"devices": [{small}{{"id": "{large}"}}]}}"#);
        let devices = reading::in_one_pass::<Devices>(&text).unwrap().devices;
        assert_eq!(devices.len(), 5);
        assert!(devices.capacity() * size_of::<Device>() <= 4 * text.len());
    }
}
