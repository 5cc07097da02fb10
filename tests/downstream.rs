//! A user's crate: outside the workspace, with no dependency but `qapi`, and
//! that under another name.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // A test fails that way.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const MANIFEST: &str = r#"
[package]
name = "downstream"
version = "0.1.0"
edition = "2021"

[dependencies]
monitor = { package = "qapi", path = "ROOT" }

[workspace]
"#;

const PROGRAM: &str = r#"
mod qmp {
    monitor::include_qapi!("interface.json");
}

mod assembled {
    monitor::include_qapi!(concat!(env!("CARGO_MANIFEST_DIR"), "/interface.json"));
}

fn main() {
    let names: Vec<&str> = qmp::Shape::VALUES.iter().map(|shape| shape.as_str()).collect();
    assert_eq!(names.len(), assembled::Shape::VALUES.len());
    println!("{}", names.join(" "));
}
"#;

#[test]
fn a_crate_is_built_again_when_its_schema_changes_and_only_then() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = env!("CARGO_MANIFEST_DIR");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect(name);
    fs::create_dir(folder.path().join("src")).expect("src");
    write("Cargo.toml", &MANIFEST.replace("ROOT", root));
    write("src/main.rs", PROGRAM);
    write(
        "interface.json",
        "{ 'enum': 'Shape', 'data': [ 'round' ] }\n",
    );
    // The same versions as here, and so nothing to download.
    fs::copy(
        Path::new(root).join("Cargo.lock"),
        folder.path().join("Cargo.lock"),
    )
    .expect("Cargo.lock");

    let (compiled, printed) = run(folder.path());
    assert!(compiled);
    assert_eq!(printed, "round\n");

    let (compiled, _) = run(folder.path());
    assert!(!compiled, "nothing has changed");

    write(
        "interface.json",
        "{ 'enum': 'Shape', 'data': [ 'round', 'square' ] }\n",
    );
    let (compiled, printed) = run(folder.path());
    assert!(compiled, "the schema has changed");
    assert_eq!(printed, "round square\n");
}

/// Whether the crate was compiled, and what its program printed.
fn run(folder: &Path) -> (bool, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO"))
        .args(["run", "--offline"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_TERM_COLOR", "never")
        .output()
        .expect("cargo");
    let stderr = String::from_utf8_lossy(&stderr);
    assert!(status.success(), "{stderr}");
    (
        stderr.contains("Compiling downstream"),
        String::from_utf8_lossy(&stdout).into_owned(),
    )
}
