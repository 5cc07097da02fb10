//! This project's reading of the language against QEMU's own: its schemas, and
//! the cases that its parser is tested with.
//!
//! They are not part of this repository. `QEMU_SRC` names a source tree of
//! QEMU 10.0, or a folder laid out like one; without it these tests are
//! skipped, and say so.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // A test fails that way.

mod cases;
mod dump;
mod model;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use qapi_codegen::{LoadOptions, Loaded};

/// The schemas that QEMU builds its programs from.
const SCHEMAS: [&str; 3] = [
    "qapi/qapi-schema.json",
    "qga/qapi-schema.json",
    "storage-daemon/qapi/qapi-schema.json",
];

#[test]
fn the_schemas_of_qemu_keep_all_rules() {
    let Some(root) = source("the_schemas_of_qemu_keep_all_rules") else {
        return;
    };
    for schema in SCHEMAS {
        for strict in [false, true] {
            let loaded = load(&root.join(schema), schema, strict);
            let mistakes = shorts(&loaded);
            assert!(
                mistakes.is_empty(),
                "{schema}, strict: {strict}\n{mistakes:#?}"
            );
            assert!(!loaded.schema.commands().is_empty(), "{schema}");
        }
    }
}

/// Prints a table of all cases; fails where a difference is not on the list.
#[test]
fn the_cases_of_its_parser_end_as_they_do_there() {
    let Some(root) = source("the_cases_of_its_parser_end_as_they_do_there") else {
        return;
    };
    let folder = root.join("tests/qapi-schema");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("a folder of cases")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".err").map(str::to_owned))
        .collect();
    names.sort_unstable();
    assert!(
        names.len() > 50,
        "only {} cases in {}",
        names.len(),
        folder.display()
    );

    let mut wrong = Vec::new();
    let mut same = 0;
    println!("{:<40} {:<12} {:<34} this project", "case", "", "QEMU");
    for name in &names {
        let row = cases::run(&folder, name);
        let listed = cases::DIFFERENCES.iter().find(|(case, _)| case == name);
        let state = match (&row.difference, listed) {
            (None, None) => {
                same += 1;
                "same"
            }
            (None, Some(_)) => {
                wrong.push(format!("{name}: listed as a difference, but there is none"));
                "WRONG"
            }
            (Some(difference), _) if difference == cases::LACKING => "lacking",
            (Some(_), Some(_)) => "listed",
            (Some(difference), None) => {
                wrong.push(format!(
                    "{name}: {difference}\n    QEMU: {}\n    here: {}",
                    row.theirs, row.ours
                ));
                "WRONG"
            }
        };
        println!(
            "{name:<40} {state:<12} {:<34} {}",
            row.their_place, row.ours
        );
        if let (Some(difference), Some((_, reason))) = (&row.difference, listed) {
            println!("{:<40} {:<12} {difference}: {reason}", "", "");
        }
    }
    println!("{same} of {} cases are the same", names.len());
    assert!(
        wrong.is_empty(),
        "{} of {} cases:\n{}",
        wrong.len(),
        names.len(),
        wrong.join("\n")
    );
}

/// The folder that `QEMU_SRC` names, or a word about the test that needs it.
fn source(test: &str) -> Option<PathBuf> {
    let root = std::env::var_os("QEMU_SRC").map(PathBuf::from);
    if root.is_none() {
        // Not by `eprintln!`, whose output is not shown for a test that passes.
        let message = format!("SKIPPED {test}: QEMU_SRC does not name a source tree of QEMU\n");
        let _ = std::io::stderr().write_all(message.as_bytes());
    }
    root
}

fn load(path: &Path, name: &str, strict: bool) -> Loaded {
    let options = LoadOptions {
        strict,
        ..LoadOptions::default()
    };
    qapi_codegen::load(path, name, &options)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn shorts(loaded: &Loaded) -> Vec<String> {
    let mistakes = loaded.diagnostics.sorted();
    mistakes
        .iter()
        .map(|mistake| mistake.short(&loaded.sources))
        .collect()
}
