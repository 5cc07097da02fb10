//! The command as a user runs it.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // A test fails that way.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use tempfile::TempDir;

/// Two mistakes, one of them in an included file.
const WRONG: [(&str, &str); 2] = [
    (
        "main.json",
        "{ 'include': 'sub/part.json' }\n{ 'command': 'b', 'returns': 'Strng' }\n",
    ),
    (
        "sub/part.json",
        "{ 'struct': 'String',\n  'data': { 'a': 'in' } }\n",
    ),
];

/// What the command leaves behind.
#[derive(Debug)]
struct Done {
    code: i32,
    out: String,
    err: String,
}

fn qapi(folder: &Path, arguments: &[&str]) -> Done {
    let output = Command::new(env!("CARGO_BIN_EXE_qapi"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("the command starts");
    Done {
        code: output.status.code().expect("no signal"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

fn bundled() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/qapi-schema.json")
}

#[test]
fn a_clean_schema_is_silent() {
    let schema = bundled();
    let done = qapi(Path::new("."), &["check", schema.to_str().unwrap()]);
    assert_eq!(
        (done.code, done.out.as_str(), done.err.as_str()),
        (0, "", "")
    );
}

#[test]
fn strict_is_stricter() {
    let folder = folder(&[("old.json", "{ 'type': 'A', 'data': { 'b': 'int' } }\n")]);
    assert_eq!(qapi(folder.path(), &["check", "old.json"]).code, 0);
    let strict = qapi(folder.path(), &["check", "--strict", "old.json"]);
    assert_eq!(strict.code, 1, "{strict:?}");
}

#[test]
fn short_is_one_line_for_each_mistake() {
    let folder = folder(&WRONG);
    let done = qapi(
        folder.path(),
        &["check", "--message-format=short", "main.json"],
    );
    assert_eq!(done.code, 1);
    assert_eq!(
        done.out,
        "main.json:2:30: error: command 'b' returns unknown type 'Strng'\n\
         sub/part.json:2:18: error: member 'a' of struct 'String' has unknown type 'in'\n"
    );
    assert_eq!(done.err, "");
}

#[test]
fn human_shows_the_place() {
    let folder = folder(&WRONG);
    let done = qapi(folder.path(), &["check", "main.json"]);
    assert_eq!(done.code, 1);
    for part in [
        "error: command 'b' returns unknown type 'Strng'",
        "--> main.json:2:30",
        "'String'",
        "included from main.json:1:1",
    ] {
        assert!(done.out.contains(part), "no {part:?} in\n{}", done.out);
    }
}

#[test]
fn json_says_it_all() {
    let folder = folder(&WRONG);
    let done = qapi(
        folder.path(),
        &["check", "--message-format", "json", "main.json"],
    );
    assert_eq!(done.code, 1);
    let lines: Vec<serde_json::Value> = done
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let [first, second] = lines.as_slice() else {
        panic!("{lines:?}");
    };
    assert_eq!(first["message"], "command 'b' returns unknown type 'Strng'");
    assert_eq!(
        (&first["file"], &first["line"], &first["column"]),
        (&"main.json".into(), &2.into(), &30.into())
    );
    assert_eq!(first["end"], serde_json::json!({ "line": 2, "column": 37 }));
    assert_eq!(first["label"], "no such type in this schema");
    assert_eq!(first["related"][0]["label"], "in this command");
    assert_eq!(
        first["help"][0],
        "a type with a similar name exists: 'String'"
    );
    assert_eq!(first["included_from"], serde_json::json!([]));
    assert_eq!(
        second["included_from"],
        serde_json::json!([{ "file": "main.json", "line": 1, "column": 1 }])
    );
}

#[test]
fn what_can_not_run_says_why() {
    let folder = folder(&WRONG);
    let cases: [(&[&str], &str); 10] = [
        (&[], "expected a command"),
        (&["frobnicate"], "unknown command 'frobnicate'"),
        (&["check"], "expected the path of a schema"),
        (&["check", "none.json"], "can't read 'none.json'"),
        (&["check", "--frob", "main.json"], "'--frob'"),
        (
            &["check", "--message-format", "xml", "main.json"],
            "unknown format 'xml'",
        ),
        (&["expand"], "expected the path of a schema"),
        (&["expand", "none.json"], "can't read 'none.json'"),
        (&["expand", "main.json", "sub/part.json"], "sub/part.json"),
        (&["expand", "--commands"], "--commands"),
    ];
    for (arguments, part) in cases {
        let done = qapi(folder.path(), arguments);
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{arguments:?}");
        assert!(
            done.err.contains(part),
            "{arguments:?}: no {part:?} in {}",
            done.err
        );
    }
}

/// The others are checked all the same, and the worst outcome counts.
#[test]
fn one_file_that_can_not_be_read() {
    let folder = folder(&WRONG);
    let done = qapi(
        folder.path(),
        &[
            "check",
            "--message-format",
            "short",
            "none.json",
            "sub/part.json",
        ],
    );
    assert_eq!(done.code, 2);
    assert!(done.err.contains("none.json"));
    assert!(
        done.out.starts_with("sub/part.json:2:18: error: "),
        "{}",
        done.out
    );
}

#[test]
fn help_and_version() {
    for arguments in [
        &["--help"][..],
        &["-h"],
        &["check", "--help"],
        &["expand", "-h"],
    ] {
        let done = qapi(Path::new("."), arguments);
        assert_eq!((done.code, done.err.as_str()), (0, ""));
        assert!(done.out.contains("Usage: qapi check"), "{}", done.out);
    }
    let version = qapi(Path::new("."), &["--version"]);
    assert_eq!(
        version.out,
        concat!("qapi ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn the_expansion_is_a_module() {
    let schema = bundled();
    let done = qapi(Path::new("."), &["expand", schema.to_str().unwrap()]);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    let file = syn::parse_file(&done.out).expect("Rust");
    let functions = file.items.iter().filter_map(|item| match item {
        syn::Item::Fn(function) => Some(function.sig.ident.to_string()),
        _ => None,
    });
    let functions: Vec<String> = functions.collect();
    for name in ["query_status", "eject", "blockdev_snapshot_sync", "quit"] {
        assert!(
            functions.iter().any(|known| known == name),
            "no {name} in {functions:?}"
        );
    }
    assert!(done.out.starts_with("use ::qapi::__private as __qapi;\n"));
}

#[test]
fn the_expansion_takes_the_arguments_of_the_macro() {
    let folder = folder(&[(
        "s.json",
        "{ 'struct': 'A', 'data': { 'm': 'int', 'n': { 'type': 'int', 'if': 'CONFIG_N' } } }\n\
         { 'struct': 'B', 'data': { 'm': 'int' } }\n\
         { 'command': 'one', 'returns': 'A' }\n\
         { 'command': 'two', 'returns': 'B' }\n\
         { 'event': 'E', 'data': { 'x': 'int' } }\n\
         { 'event': 'F' }\n",
    )]);
    let expand = |arguments: &[&str]| {
        let done = qapi(folder.path(), &[&["expand", "s.json"], arguments].concat());
        assert_eq!(done.code, 0, "{done:?}");
        done.out
    };
    let one = expand(&[
        "--commands",
        "one",
        "--optional",
        "A.m",
        "--crate",
        "crate::q",
    ]);
    assert!(one.contains("pub fn one<") && one.contains("pub struct A"));
    assert!(!one.contains("pub fn two<") && !one.contains("pub struct B"));
    assert!(one.contains("pub m: Option<i64>") && one.contains("pub n: Option<i64>"));
    assert!(one.starts_with("use crate::q::__private as __qapi;\n"));
    assert!(expand(&["--cfg", "CONFIG_N"]).contains("pub n: i64"));
    assert!(!expand(&["--cfg", "!CONFIG_N"]).contains("pub n:"));
    let both = expand(&["--commands=one,two", "--events", "F"]);
    assert!(both.contains("pub fn two<") && !both.contains("pub x:"));

    for (option, value) in [
        ("--commands", "three"),
        ("--events", "G"),
        ("--optional", "A.z"),
    ] {
        let done = qapi(folder.path(), &["expand", "s.json", option, value]);
        assert_eq!(done.code, 2, "{done:?}");
        assert!(done.err.contains(&value[value.len() - 1..]), "{done:?}");
    }
}

#[test]
fn mistakes_leave_no_expansion() {
    let folder = folder(&WRONG);
    let done = qapi(folder.path(), &["expand", "main.json"]);
    assert_eq!((done.code, done.out.as_str()), (1, ""));
    assert!(done.err.contains("unknown type 'Strng'"));
}

/// More output than a pipe holds, and nobody to read it.
#[test]
fn a_closed_output_is_no_failure() {
    let schema = bundled();
    let mut child = Command::new(env!("CARGO_BIN_EXE_qapi"))
        .args(["expand", schema.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("an end");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}
