//! A user's library that forbids whatever can be forbidden, in both editions:
//! what the macro expands to is fine there, and so is the expansion as text,
//! to which the compiler applies more lints than to a macro's.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // A test fails that way.

use std::fs;
use std::path::Path;
use std::process::Command;

const MANIFEST: &str = r#"
[package]
name = "strict"
version = "0.1.0"
edition = "EDITION"

[dependencies]
qapi = { path = "ROOT" }

[workspace]
"#;

const LIBRARY: &str = r#"
//! A library without a warning.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unreachable_pub, rust_2018_idioms, clippy::all)]

/// From the macro.
pub mod by_macro {
    qapi::include_qapi!("ROOT/tests/golden/current.json");
}

/// A part of it.
pub mod part {
    qapi::include_qapi!(
        "ROOT/tests/golden/current.json",
        commands: ["node-add"],
        events: ["TURBO"],
        cfg: ["CONFIG_TURBO", "!CONFIG_BLOB"],
    );
}

/// From the same text.
#[allow(rustdoc::redundant_explicit_links)]
pub mod by_text {
    use qapi::__private as __qapi;
    include!("ROOT/tests/golden/current.expanded.rs");
}

/// With names that are odd.
pub mod odd {
    qapi::include_qapi!("ROOT/tests/golden/names.json");
}
"#;

#[test]
fn no_warnings_in_any_edition() {
    let folder = tempfile::tempdir().unwrap();
    let root = env!("CARGO_MANIFEST_DIR");
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text.replace("ROOT", root)).unwrap();
    };
    fs::create_dir(folder.path().join("src")).unwrap();
    write("src/lib.rs", LIBRARY);
    // The same versions as here, and so nothing to download.
    fs::copy(
        Path::new(root).join("Cargo.lock"),
        folder.path().join("Cargo.lock"),
    )
    .unwrap();
    for edition in ["2021", "2024"] {
        write("Cargo.toml", &MANIFEST.replace("EDITION", edition));
        cargo(folder.path(), &["clippy"]);
        cargo(folder.path(), &["doc", "--no-deps"]);
    }
}

fn cargo(folder: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--quiet"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_TERM_COLOR", "never")
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {stderr}");
}
