//! What users see of each mistake that the library knows, against the texts on
//! record in `tests/diagnostics/golden/`.
//!
//! `UPDATE_GOLDEN=1` writes them anew; the difference is then for git to show
//! and for a person to judge.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // A test fails that way.

mod complete;
mod defaults;
mod strict;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use qapi_codegen::{LoadOptions, Loaded, load, load_text};

/// A name, and a schema with a mistake.
type Case = (&'static str, &'static str);

/// Cases whose texts are on record in one file.
struct Group {
    name: &'static str,
    strict: bool,
    cases: &'static [Case],
}

const GROUPS: [Group; 9] = [
    Group {
        name: "syntax",
        strict: false,
        cases: defaults::SYNTAX,
    },
    Group {
        name: "directives",
        strict: false,
        cases: defaults::DIRECTIVES,
    },
    Group {
        name: "keys",
        strict: false,
        cases: defaults::KEYS,
    },
    Group {
        name: "names",
        strict: false,
        cases: defaults::NAMES,
    },
    Group {
        name: "types",
        strict: false,
        cases: defaults::TYPES,
    },
    Group {
        name: "unions",
        strict: false,
        cases: defaults::UNIONS,
    },
    Group {
        name: "strict-names",
        strict: true,
        cases: strict::NAMES,
    },
    Group {
        name: "strict-rules",
        strict: true,
        cases: strict::RULES,
    },
    Group {
        name: "strict-comments",
        strict: true,
        cases: strict::COMMENTS,
    },
];

#[test]
fn each_mistake_reads_well() {
    let different = TEXTS.iter().filter_map(|(name, text)| compare(name, text));
    let different: Vec<String> = different.collect();
    assert!(different.is_empty(), "{}", different.join("\n"));
}

/// The strict cases are about what only strict reading refuses.
#[test]
fn only_strict_reading_minds() {
    for group in GROUPS.iter().filter(|group| group.strict) {
        for (name, schema) in group.cases {
            let loaded = read(schema, false);
            let mistakes = loaded.diagnostics.sorted();
            assert!(mistakes.is_empty(), "{}: {name}: {mistakes:#?}", group.name);
        }
    }
}

#[test]
fn strict_reading_accepts() {
    for (name, schema) in strict::ACCEPTED {
        let loaded = read(schema, true);
        let mistakes = loaded.diagnostics.sorted();
        assert!(mistakes.is_empty(), "{name}: {mistakes:#?}");
    }
}

#[test]
fn every_message_is_on_record() {
    let said: String = TEXTS.iter().map(|(_, text)| text.as_str()).collect();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let missing = complete::missing(&source, &said);
    assert!(missing.is_empty(), "no case shows\n{}", missing.join("\n"));
}

/// What users see of all cases, by the name of the file it is on record in;
/// once, for it takes files that only one thread may write.
static TEXTS: LazyLock<Vec<(&str, String)>> = LazyLock::new(texts);

fn texts() -> Vec<(&'static str, String)> {
    let mut texts = Vec::new();
    for group in &GROUPS {
        let mut text = String::new();
        for (name, schema) in group.cases {
            let loaded = read(schema, group.strict);
            let count = loaded.diagnostics.len();
            assert!(count > 0, "{}: {name} has no mistake", group.name);
            render(name, &loaded, &mut text);
        }
        texts.push((group.name, text));
    }
    let mut text = String::new();
    for (name, files) in defaults::FILES {
        render(name, &read_files(name, files), &mut text);
    }
    texts.push(("files", text));
    texts
}

fn read(schema: &str, strict: bool) -> Loaded {
    load_text("demo.json", schema, &options(strict))
}

/// Reads a schema of several files, the first of which includes the others.
fn read_files(case: &str, files: &[(&str, &[u8])]) -> Loaded {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("diagnostics")
        .join(case);
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let first = files[0].0;
    load(&folder.join(first), first, &options(false)).expect("a file that was just written")
}

fn options(strict: bool) -> LoadOptions {
    LoadOptions {
        strict,
        ..LoadOptions::default()
    }
}

fn render(name: &str, loaded: &Loaded, out: &mut String) {
    writeln!(out, "======== {name}\n").expect("memory");
    for mistake in loaded.diagnostics.sorted() {
        let text = mistake.long(&loaded.sources, false);
        // Blanks at the end of a line would not survive an editor.
        let lines = text.lines().map(str::trim_end).collect::<Vec<_>>();
        writeln!(out, "{}\n", lines.join("\n")).expect("memory");
    }
}

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/golden")
}

/// Compares with the text on record, or puts it there.
fn compare(name: &str, actual: &str) -> Option<String> {
    let path = golden().join(format!("{name}.txt"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, actual).expect("a writable working tree");
        return None;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let (mut expected, mut actual) = (expected.lines(), actual.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (expected.next(), actual.next()) {
            (None, None) => return None,
            (left, right) if left == right => {}
            (left, right) => {
                let line = |line: Option<&str>| line.unwrap_or("(the end)").to_owned();
                return Some(format!(
                    "{name}.txt:{number}: expected\n  {}\nbut it is\n  {}",
                    line(left),
                    line(right)
                ));
            }
        }
    }
}
