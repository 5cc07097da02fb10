//! The model and the expansion of schemas, against the ones on record in
//! `tests/golden/`.
//!
//! `UPDATE_GOLDEN=1` writes them anew; the difference is then for git to show
//! and for a person to judge.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // A test fails that way.

#[path = "golden/model.rs"]
mod model;

use std::path::{Path, PathBuf};

use model::model;
use qapi_codegen::schema::Schema;
use qapi_codegen::{LoadOptions, Loaded};

#[test]
fn model_of_the_classic_dialect() {
    let loaded = load("tests/golden/classic.json");
    compare("classic.model.txt", &model(&loaded.schema));
}

#[test]
fn expansion_of_the_classic_dialect() {
    let loaded = load("tests/golden/classic.json");
    compare("classic.expanded.rs", &expansion(&loaded.schema));
}

#[test]
fn model_of_the_current_language() {
    let loaded = load("tests/golden/current.json");
    compare("current.model.txt", &model(&loaded.schema));
}

#[test]
fn expansion_of_the_current_language() {
    let loaded = load("tests/golden/current.json");
    compare("current.expanded.rs", &expansion(&loaded.schema));
}

/// The schema keeps the rules for names and documentation, too. It breaks those
/// that only matter in C, for its types are to be what this crate can do.
#[test]
fn the_current_language_is_nearly_strict() {
    let options = LoadOptions {
        strict: true,
        ..LoadOptions::default()
    };
    let path = "tests/golden/current.json";
    let loaded = qapi_codegen::load(&root().join(path), path, &options).unwrap();
    let mistakes = loaded.diagnostics.sorted();
    let messages: Vec<&str> = mistakes.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "struct 'Featured' can't have the feature 'deprecated'",
            "branches 'text' and 'flag' of alternate 'EachType' can't be told apart",
            "branches 'text' and 'count' of alternate 'EachType' can't be told apart",
            "branches 'speed' and 'number' of alternate 'SpeedOrNumber' can't be told apart",
            "command 'settings-set' has the conditional member 'speed' without 'boxed': true",
        ]
    );
    assert_eq!(loaded.schema, load(path).schema);
}

#[test]
fn model_of_odd_names_and_older_conditions() {
    let loaded = load("tests/golden/names.json");
    compare("names.model.txt", &model(&loaded.schema));
}

#[test]
fn model_of_the_bundled_schema() {
    let loaded = load("schema/qapi-schema.json");
    compare("qapi-schema.model.txt", &model(&loaded.schema));
}

/// Documentation is read for what is selected alone, and is all there.
#[test]
fn a_schema_loaded_for_a_selection_gives_the_same_text() {
    for path in ["schema/qapi-schema.json", "tests/golden/current.json"] {
        let whole = load(path).schema;
        let commands = whole.commands().iter().map(|command| &command.name);
        let events = whole.events().iter().map(|event| &event.name);
        for names in commands.chain(events).collect::<Vec<_>>().chunks(3) {
            let names: Vec<String> = names.iter().map(|name| (*name).clone()).collect();
            let (events, commands): (Vec<String>, Vec<String>) = names
                .iter()
                .cloned()
                .partition(|name| whole.find_event(name).is_ok());
            let text = |mut loaded: Loaded| {
                loaded
                    .schema
                    .select(Some(&commands), Some(&events))
                    .unwrap();
                expansion(&loaded.schema)
            };
            let options = LoadOptions::default();
            let selected = qapi_codegen::load_for(&root().join(path), path, &options, &names);
            assert!(
                text(selected.unwrap()) == text(load(path)),
                "{names:?} of {path}"
            );
        }
    }
}

/// The same schema gives the same text, whatever the order of a hash map.
#[test]
fn expansion_is_deterministic() {
    let expand = || qapi_codegen::expand(&load("schema/qapi-schema.json").schema);
    let first = expand();
    assert!((0..4).all(|_| expand() == first));
}

fn load(path: &str) -> Loaded {
    let loaded = qapi_codegen::load(&root().join(path), path, &LoadOptions::default())
        .expect("a file of this repository");
    let mistakes = loaded.diagnostics.sorted();
    assert!(mistakes.is_empty(), "{mistakes:#?}");
    loaded
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares with the text on record, or puts it there.
fn compare(name: &str, actual: &str) {
    let path: PathBuf = root().join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, actual).expect("a writable working tree");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if let Some((number, (expected, actual))) = expected
        .lines()
        .zip(actual.lines())
        .enumerate()
        .find(|(_, (expected, actual))| expected != actual)
    {
        panic!(
            "{name}:{}: expected\n  {expected}\nbut it is\n  {actual}",
            number + 1
        );
    }
    assert_eq!(
        expected.lines().count(),
        actual.lines().count(),
        "{name}: number of lines"
    );
}

/// Formatted as `rustfmt` nearly would.
fn expansion(schema: &Schema) -> String {
    let items = syn::parse_file(&qapi_codegen::expand(schema)).expect("the expansion is Rust");
    prettyplease::unparse(&items)
}
