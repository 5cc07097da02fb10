//! Lexer, parser, checker, emitter and the conversion of comments.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use qapi_codegen::{LoadOptions, load_text};

use crate::mutate::Seeds;
use crate::random::Random;
use crate::{expansion, generate};

#[test]
fn damaged_schemas() {
    let seeds = Seeds::load();
    fuzz("damaged schemas", |random| seeds.schema(random));
}

#[test]
fn made_up_schemas() {
    fuzz("made up schemas", generate::schema);
}

fn fuzz(what: &str, make: impl Fn(&mut Random) -> String) {
    let (mut good, mut bad) = (0_u32, 0_u32);
    crate::run(what, |seed| {
        let text = make(&mut Random::new(seed));
        let strict = seed % 3 == 0;
        match catch_unwind(AssertUnwindSafe(|| check(&text, strict))) {
            Ok(true) => good += 1,
            Ok(false) => bad += 1,
            Err(panic) => {
                let name = what.replace(' ', "-") + ".json";
                let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
                std::fs::write(&path, &text).unwrap();
                println!("seed {seed}, strict: {strict}, {}", path.display());
                std::panic::resume_unwind(panic);
            }
        }
    });
    println!("{what}: {good} without a mistake, {bad} with");
    // Else there is little to learn from what is expanded.
    assert!(good > 0 && bad > 0);
}

/// Whether nothing is wrong with a schema.
fn check(text: &str, strict: bool) -> bool {
    let options = LoadOptions {
        strict,
        cfg: vec![
            ("CONFIG_A".to_owned(), true),
            ("CONFIG_B".to_owned(), false),
        ],
    };
    let loaded = load_text("fuzz.json", text, &options);
    let mistakes: Vec<String> = loaded
        .diagnostics
        .sorted()
        .iter()
        .flat_map(|mistake| {
            [
                mistake.short(&loaded.sources),
                mistake.long(&loaded.sources, true),
            ]
        })
        .collect();
    let rust = qapi_codegen::expand(&loaded.schema);
    expansion::check(&rust);

    let again = load_text("fuzz.json", text, &options);
    assert!(
        rust == qapi_codegen::expand(&again.schema),
        "two expansions"
    );
    let sorted = again.diagnostics.sorted();
    assert!(sorted.len() * 2 == mistakes.len(), "two verdicts");
    for (mistake, before) in sorted.iter().zip(mistakes.chunks(2)) {
        assert_eq!(mistake.short(&again.sources), before[0]);
        assert_eq!(mistake.long(&again.sources, true), before[1]);
    }
    mistakes.is_empty()
}
