//! Lists the commands of the schemas, for tests that go through all of them.
//!
//! Without `QEMU_SRC` there is nothing to list, and `cfg(qemu_src)` is not set.

#![allow(clippy::panic, reason = "a build script fails that way")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use qapi_codegen::schema::Schema;

const SCHEMAS: [(&str, &str); 3] = [
    ("qmp", "qapi/qapi-schema.json"),
    ("guest_agent", "qga/qapi-schema.json"),
    ("storage_daemon", "storage-daemon/qapi/qapi-schema.json"),
];

fn main() {
    println!("cargo::rustc-check-cfg=cfg(qemu_src)");
    println!("cargo::rerun-if-env-changed=QEMU_SRC");
    println!("cargo::rerun-if-changed=build.rs");
    let Some(source) = env::var_os("QEMU_SRC").map(PathBuf::from) else {
        return;
    };
    println!("cargo::rustc-cfg=qemu_src");
    println!("cargo::rustc-env=QEMU_SRC={}", source.display());
    let folder = env::var_os("OUT_DIR").map(PathBuf::from);
    let folder = folder.unwrap_or_default();
    for (module, path) in SCHEMAS {
        let loaded = qapi_codegen::load(&source.join(path), path, &Default::default());
        let loaded = loaded.unwrap_or_else(|error| panic!("{path}: {error}"));
        let mistakes = loaded.diagnostics.sorted();
        let mistakes: Vec<String> = mistakes
            .iter()
            .map(|mistake| mistake.short(&loaded.sources))
            .collect();
        assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
        for path in &loaded.paths {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        write(&folder.join(format!("{module}.rs")), module, &loaded.schema);
    }
}

/// A table with a line for each command.
fn write(path: &Path, module: &str, schema: &Schema) {
    let expansion = qapi_codegen::expand(schema);
    let mut lines = expansion.lines();
    let mut table = String::from("&[\n");
    while let Some(line) = lines.next() {
        let Some(marker) = line
            .strip_prefix("impl __qapi::Command for ")
            .and_then(|rest| rest.strip_suffix(" {"))
        else {
            continue;
        };
        let name = lines.next().and_then(|line| line.split('"').nth(1));
        let command = schema
            .commands()
            .iter()
            .find(|command| Some(command.name.as_str()) == name)
            .unwrap_or_else(|| panic!("{line}: no name"));
        let members = command
            .arguments
            .map(|id| schema.ty(id).kind.members().unwrap_or_default());
        let can_be_empty = members.is_none_or(|all| all.iter().all(|member| member.optional))
            && command
                .arguments
                .is_none_or(|id| schema.ty(id).kind.branches().is_none());
        let constructor = if can_be_empty {
            "without_arguments"
        } else {
            "new"
        };
        let _ = writeln!(
            table,
            "Entry::{constructor}::<{module}::commands::{marker}>(),"
        );
    }
    table.push(']');
    fs::write(path, table).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
