//! The reader for text against reading in general: the same verdict and the
//! same value, also of text that is hardly JSON.

use qapi_codegen::schema::TypeRef;

use crate::random::Random;
use crate::wire::{Maker, SUBJECTS, schema, words};

#[test]
fn texts() {
    let schema = schema();
    let words = words(&schema);
    let (mut fits, mut misfits) = (0_u32, 0_u32);
    crate::run("texts", |seed| {
        let mut random = Random::new(seed);
        let subject = random.pick(&SUBJECTS);
        let mut maker = Maker {
            schema: &schema,
            words: &words,
            random: &mut random,
        };
        let mut tree = maker.value(&TypeRef::Defined(subject.id(&schema)), 0);
        for _ in 0..maker.random.below(3) {
            maker.damage(&mut tree);
        }
        let mut text = tree.to_string();
        for _ in 0..random.below(4) {
            text = rewrite(&text, &mut random);
        }
        let [one_pass, general] = (subject.both_ways)(&text);
        assert_eq!(one_pass, general, "seed {seed}, {}: {text}", subject.name);
        match general {
            Some(_) => fits += 1,
            None => misfits += 1,
        }
    });
    println!("texts: {fits} fit, {misfits} do not");
    assert!(fits > 0 && misfits > 0);
}

/// What stands before a union's tag is passed over first, and must have a
/// value all the same, also where nobody wants it.
#[test]
fn what_waits_for_a_tag() {
    let choice = SUBJECTS.iter().find(|subject| subject.name == "Choice");
    let choice = choice.unwrap();
    let deep = format!("{}1{}", "[".repeat(126), "]".repeat(126));
    let deeper = format!("[{deep}]");
    for (waiting, fits) in [
        (r#"{"a": ["}", {"b": "\""}], "c": 1e3}"#, true),
        (r#"[[], {}, null, true, -1.5, ""]"#, true),
        (&deep, true),
        (&deeper, false),
        (r#"["\ud83d"]"#, false),
        (r#"["\ud83d\udcbe", "\x"]"#, false),
        ("[1e400]", false),
        ("[-]", false),
        ("[1}", false),
        ("[nul]", false),
        (r#"["a" "b"]"#, false),
        ("[", false),
    ] {
        let text = format!(r#"{{"unknown": {waiting}, "width": 256, "type": "right"}}"#);
        let [one_pass, general] = (choice.both_ways)(&text);
        assert_eq!(one_pass, general, "{text}");
        assert_eq!(one_pass.is_some(), fits, "{text}");
    }
}

/// What may stand where something else stood.
const PIECES: [&str; 55] = [
    "",
    " ",
    "\n",
    "\t",
    "\r",
    "\u{b}",
    "\u{0}",
    "\u{1f}",
    "\u{7f}",
    "é",
    "💾",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "/",
    "null",
    "true",
    "false",
    "nul",
    "-",
    "+",
    ".",
    "e",
    "E",
    "0",
    "1",
    "-0",
    "00",
    "01",
    "1.0",
    "1e2",
    "1E+2",
    "-1e-2",
    "1.",
    ".5",
    "1e400",
    "-1e400",
    "1e-400",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "123456789012345678901234567890",
    "\\n",
    "\\u0061",
    "\\ud83d\\udcbe",
    "\\ud83d",
    "\\udcbe",
    "\\ud83d\\u0061",
    "\\u00",
    "\\x",
];

fn pick(random: &mut Random, pieces: &[&'static str]) -> &'static str {
    let piece: &&str = random.pick(pieces);
    piece
}

/// The same text with a change somewhere, often without a change in meaning.
fn rewrite(text: &str, random: &mut Random) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let at = random.below(characters.len() + 1);
    let rest = characters.split_off(at);
    let before: String = characters.into_iter().collect();
    let rest: String = rest.into_iter().collect();
    match random.below(8) {
        // Cut off, or something taken out.
        0 => before,
        1 => before + rest.get(1..).unwrap_or_default(),
        2 => before + pick(random, &PIECES) + rest.get(1..).unwrap_or_default(),
        // A number for a number.
        3 | 4 => match rest.find(|c: char| c.is_ascii_digit()) {
            Some(start) => {
                let (between, rest) = rest.split_at(start);
                let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
                before + between + pick(random, &PIECES[29..47]) + rest
            }
            None => before + &rest,
        },
        // A letter as an escape.
        5 => match rest.chars().next() {
            Some(letter) if letter.is_ascii_alphanumeric() => {
                format!("{before}\\u{:04x}{}", u32::from(letter), &rest[1..])
            }
            _ => before + " " + &rest,
        },
        6 => before + pick(random, &PIECES[47..]) + &rest,
        _ => before + pick(random, &PIECES) + &rest,
    }
}
