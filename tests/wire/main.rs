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
use std::fmt::Debug;

mod qmp {
    qapi::include_qapi!("schema/qapi-schema.json");
}

/// A definition that is added to the schema needs a case in the tables.
#[test]
fn the_tables_cover_the_schema() {
    let structs = types::NAMES.iter().copied();
    let structs = structs.filter(|name| !types::NESTED.contains(name));
    assert_same("types", structs.collect(), defined("type"));
    let enums = enums::NAMES.iter().copied();
    assert_same("enums", enums.collect(), defined("enum"));
    let unions = unions::NAMES.iter().copied();
    assert_same("unions", unions.collect(), defined("union"));
    let commands = commands::CASES.iter().map(|case| case.command);
    assert_same("commands", commands.collect(), defined("command"));
    let arguments = arguments::NAMES.iter().map(|name| letters(name));
    assert_same("arguments", arguments.collect(), with_arguments());
}

fn assert_same<T: Ord + Debug>(what: &str, covered: BTreeSet<T>, defined: BTreeSet<T>) {
    let difference: Vec<_> = covered.symmetric_difference(&defined).collect();
    assert!(
        difference.is_empty(),
        "{what} in the schema or in the tables alone: {difference:?}"
    );
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
