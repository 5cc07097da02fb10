//! Every definition of the schema on the wire: what is sent and what is read,
//! against JSON written by hand from the rules of the protocol.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers outside of test functions fail the test just as these do"
)]

mod arguments;
mod check;
mod commands;
mod enums;
mod mock;
mod numbers;
mod optional;
mod types;
mod unions;

use std::collections::BTreeSet;

mod qmp {
    qapi::include_qapi!("schema/qapi-schema.json");
}

/// A definition that is added to the schema needs a case in the tables.
#[test]
fn the_tables_cover_the_schema() {
    let covered = |names: &[&'static str]| names.iter().copied().collect::<BTreeSet<_>>();
    let structs: BTreeSet<_> = types::NAMES
        .iter()
        .filter(|name| !types::NESTED.contains(name))
        .copied()
        .collect();
    assert_eq!(structs, defined("type"));
    assert_eq!(covered(enums::NAMES), defined("enum"));
    assert_eq!(covered(unions::NAMES), defined("union"));
    let commands: Vec<_> = commands::CASES.iter().map(|case| case.command).collect();
    assert_eq!(covered(&commands), defined("command"));
    let arguments: BTreeSet<_> = arguments::NAMES.iter().map(|name| letters(name)).collect();
    assert_eq!(arguments, with_arguments());
}

/// The names that definitions of this kind give.
fn defined(kind: &str) -> BTreeSet<&'static str> {
    let start = format!("{{ '{kind}': '");
    let names: BTreeSet<_> = schema_lines()
        .filter_map(|line| line.strip_prefix(&start)?.split('\'').next())
        .collect();
    assert!(!names.is_empty(), "the schema has no {kind}");
    names
}

/// The commands that take arguments, by their letters.
fn with_arguments() -> BTreeSet<String> {
    let code: String = schema_lines().collect();
    code.split("{ 'command': '")
        .skip(1)
        // Up to the next definition, or to the members within `data`.
        .filter_map(|rest| rest.split("{ '").next())
        .filter(|command| command.contains("'data':"))
        .filter_map(|command| command.split('\'').next())
        .map(letters)
        .collect()
}

/// What a name is in the schema and in Rust alike.
fn letters(name: &str) -> String {
    name.replace(['-', '_'], "").to_lowercase()
}

fn schema_lines() -> impl Iterator<Item = &'static str> {
    let schema = include_str!("../../schema/qapi-schema.json");
    schema.lines().filter(|line| !line.starts_with('#'))
}
