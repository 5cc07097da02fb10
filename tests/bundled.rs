//! The bundled schema against the one it stands for, where that is at hand.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // A test fails that way.

use std::path::Path;

/// The definitions are data and the same; the comments are this project's.
#[test]
fn definitions_are_those_of_the_original() {
    let Some(original) = std::env::var_os("QAPI_ORIGINAL_SCHEMA") else {
        println!("skipped: QAPI_ORIGINAL_SCHEMA does not name the original schema");
        return;
    };
    let original = definitions(Path::new(&original));
    assert!(
        original.contains("'command':'query-version'"),
        "an empty schema proves nothing"
    );
    let bundled =
        definitions(&Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/qapi-schema.json"));
    let differs = bundled
        .chars()
        .zip(original.chars())
        .take_while(|(a, b)| a == b)
        .count();
    assert!(
        bundled == original,
        "they differ at `{}`",
        &bundled[differs.saturating_sub(40)..]
    );
}

/// A schema's text without comments and white space.
fn definitions(path: &Path) -> String {
    let text =
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let code = text
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default());
    code.flat_map(str::chars)
        .filter(|letter| !letter.is_whitespace())
        .collect()
}
