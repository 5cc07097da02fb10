//! Finds the schema: it comes with the package `qapi-qmp`, and is no part of
//! this project.

use std::env;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../Cargo.lock");
    let output = Command::new(env::var_os("CARGO").unwrap())
        .args(["metadata", "--format-version=1", "--filter-platform"])
        .arg(env::var_os("TARGET").unwrap())
        .output()
        .unwrap();
    assert!(output.status.success(), "cargo metadata: {output:?}");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages
        .iter()
        .find(|package| package["name"] == "qapi-qmp")
        .expect("qapi-qmp is a dependency of this workspace");
    let manifest = Path::new(package["manifest_path"].as_str().unwrap());
    let schema = manifest.with_file_name("schema/qapi/qapi-schema.json");
    println!("cargo::rustc-env=BENCH_SCHEMA={}", schema.display());
    println!(
        "cargo::rustc-env=BENCH_PEER={}",
        package["version"].as_str().unwrap()
    );
}
