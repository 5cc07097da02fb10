//! Large and hopeless schemas: the time grows with the size, and no faster.
//!
//! Times of the processor, not of the clock, are compared with each other, and
//! generously: the machine has other work. Optimised, the sizes are those of a
//! whole release and far beyond.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // A test fails that way.

use std::fmt::Write as _;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use qapi_codegen::{LoadOptions, load_text};

/// How much less there is to do where the compiler did not optimise.
const SCALE: usize = if cfg!(debug_assertions) { 10 } else { 1 };

/// What takes less than this says nothing about growth.
const NOISE: Duration = Duration::from_millis(20);

/// The time for reading, checking, reporting the first mistakes and, where
/// there is none, expanding. Gives the number of mistakes, too.
fn time(text: String) -> (Duration, usize) {
    let start = processor_time();
    let loaded = load_text("large.json", text, &LoadOptions::default());
    let mistakes = loaded.diagnostics.sorted();
    for mistake in mistakes.iter().take(50) {
        let _ = mistake.short(&loaded.sources);
    }
    // Where all is one line, each costs a look at the whole of it.
    if let Some(first) = mistakes.first() {
        let _ = first.long(&loaded.sources, true);
    }
    if mistakes.is_empty() {
        assert!(!qapi_codegen::expand(&loaded.schema).is_empty());
    }
    (processor_time() - start, mistakes.len())
}

/// How long this thread has had a processor; where the system does not say,
/// how long it has been running.
fn processor_time() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    match schedule
        .split(' ')
        .next()
        .and_then(|time| time.parse().ok())
    {
        Some(nanoseconds) => Duration::from_nanos(nanoseconds),
        None => START.get_or_init(Instant::now).elapsed(),
    }
}

/// Four times the size takes about four times as long: sixteen times as long
/// would be a square, and is far from what is measured.
fn grows_in_line(what: &str, size: usize, make: impl Fn(usize) -> String) -> usize {
    let size = size / SCALE;
    let mut last_mistakes = 0;
    let mut times = Vec::new();
    for size in [size / 4, size / 2, size] {
        // The best of two: the machine may have been busy.
        let (first, mistakes) = time(make(size));
        let (second, _) = time(make(size));
        times.push((size, first.min(second)));
        last_mistakes = mistakes;
    }
    println!("{what}: {times:?}, {last_mistakes} mistakes");
    let (small, large) = (times[0].1.max(NOISE), times[2].1);
    assert!(large < small * 10, "{what}: {times:?}");
    last_mistakes
}

#[test]
fn definitions() {
    let mistakes = grows_in_line("structs, each with the next", 100_000, |count| {
        let mut text = String::new();
        for index in 0..count {
            let next = (index + 1) % count;
            let _ = write!(
                text,
                "##\n# @S{index}: one of many\n#\n# @a: text\n#\n# Since: 1.0\n##\n\
                 {{ 'struct': 'S{index}', 'data': {{ 'a': 'str', '*b': 'S{next}', 'c': ['S{next}'] }} }}\n"
            );
        }
        text
    });
    assert_eq!(mistakes, 0);
}

#[test]
fn every_kind() {
    let mistakes = grows_in_line("every kind", 20_000, |count| {
        let mut text = String::new();
        for i in 0..count {
            let _ = write!(
                text,
                "{{ 'enum': 'E{i}', 'data': [ 'a', {{ 'name': 'b', 'if': 'CONFIG_{i}' }} ] }}\n\
                 {{ 'struct': 'A{i}', 'data': {{ 'x': 'int' }} }}\n\
                 {{ 'struct': 'B{i}', 'base': 'A{i}', 'data': {{ 'y': 'int' }}, 'features': [ 'f' ] }}\n\
                 {{ 'union': 'U{i}', 'base': {{ 't': 'E{i}' }}, 'discriminator': 't', 'data': {{ 'a': 'B{i}' }} }}\n\
                 {{ 'alternate': 'L{i}', 'data': {{ 's': 'str', 'u': 'U{i}' }} }}\n\
                 {{ 'command': 'c-{i}', 'data': {{ '*l': 'L{i}' }}, 'returns': [ 'U{i}' ] }}\n\
                 {{ 'event': 'V_{i}', 'data': 'U{i}', 'boxed': true }}\n"
            );
        }
        text
    });
    assert_eq!(mistakes, 0);
}

#[test]
fn members_values_and_branches() {
    let mistakes = grows_in_line("one enum, struct and union", 40_000, |count| {
        let list = |make: &dyn Fn(usize) -> String| -> String {
            (0..count).map(make).collect::<Vec<_>>().join(", ")
        };
        format!(
            "{{ 'enum': 'E', 'data': [ {} ] }}\n{{ 'struct': 'S', 'data': {{ {} }} }}\n\
             {{ 'struct': 'X', 'data': {{}} }}\n\
             {{ 'union': 'U', 'base': {{ 'e': 'E' }}, 'discriminator': 'e', 'data': {{ {} }} }}\n",
            list(&|index| format!("'v{index}'")),
            list(&|index| format!("'m{index}': 'int'")),
            list(&|index| format!("'v{index}': 'X'")),
        )
    });
    assert_eq!(mistakes, 0);
}

#[test]
fn names_that_meet() {
    let mistakes = grows_in_line("values that become one name", 20_000, |count| {
        // Each number in binary, as `-` and `_`.
        let name = |index: usize| -> String {
            let digits = (0..16).map(|bit| if index >> bit & 1 == 1 { '-' } else { '_' });
            digits.flat_map(|mark| ['a', mark]).chain(['a']).collect()
        };
        let names: Vec<String> = (0..count.min(1 << 16))
            .map(|i| format!("'{}'", name(i)))
            .collect();
        format!("{{ 'enum': 'E', 'data': [ {} ] }}", names.join(", "))
    });
    assert_eq!(mistakes, 0);
}

#[test]
fn mistakes() {
    let many = |line: &'static str| {
        move |count: usize| -> String {
            let lines = (0..count).map(|index| line.replace('N', &index.to_string()) + "\n");
            lines.collect()
        }
    };
    let cases = [
        ("unknown types", "{ 'struct': 'SN', 'data': { 'a': 'TN' } }"),
        ("unknown results", "{ 'command': 'cN', 'returns': 'TN' }"),
        (
            "unknown bases",
            "{ 'struct': 'SN', 'base': 'TN', 'data': {} }",
        ),
        ("unknown keys", "{ 'struct': 'SN', 'daat': {}, 'data': {} }"),
        ("unknown kinds", "{ 'strict': 'SN', 'data': {} }"),
        ("names twice", "{ 'struct': 'S', 'data': {} }"),
        (
            "bases of themselves",
            "{ 'struct': 'SN', 'base': 'SN', 'data': {} }",
        ),
        (
            "infinite types",
            "{ 'struct': 'SN', 'data': { 'a': 'SN' } }",
        ),
        ("missing commas", "{ 'struct': 'SN' 'data': {} }"),
        ("unfinished strings", "{ 'struct': 'SN, 'data': {} }"),
        ("unfinished objects", "{ 'struct': 'SN', 'data': {"),
        ("wrong letters", "$N"),
        (
            "members twice",
            "{ 'struct': 'SN', 'data': { 'a': 'int', 'a': 'int' } }",
        ),
    ];
    for (what, line) in cases {
        let mistakes = grows_in_line(what, 50_000, many(line));
        assert!(mistakes > 0, "{what}");
    }
}

#[test]
fn mistakes_in_one_definition() {
    let list = |count: usize, item: &str| -> String {
        let items = (0..count).map(|index| item.replace('N', &index.to_string()));
        items.collect::<Vec<_>>().join(", ")
    };
    let cases: [(&str, &str, &str, &str); 5] = [
        (
            "unknown members' types",
            "{ 'struct': 'S', 'data': { ",
            "'aN': 'TN'",
            " } }",
        ),
        (
            "branches of no value",
            "{ 'enum': 'E', 'data': [ 'one', 'two' ] }\n{ 'struct': 'X', 'data': {} }\n\
             { 'union': 'U', 'base': { 'e': 'E' }, 'discriminator': 'e', 'data': { ",
            "'onN': 'X'",
            " } }",
        ),
        (
            "branches that can't be told apart",
            "{ 'alternate': 'A', 'data': { ",
            "'aN': 'str'",
            " } }",
        ),
        (
            "values twice",
            "{ 'enum': 'E', 'data': [ ",
            "'same'",
            " ] }",
        ),
        (
            "unknown keys in one",
            "{ 'struct': 'S', 'data': {}, ",
            "'kN': 1",
            " }",
        ),
    ];
    for (what, start, item, end) in cases {
        let mistakes = grows_in_line(what, 50_000, |count| {
            format!("{start}{}{end}", list(count, item))
        });
        assert!(mistakes > 0, "{what}");
    }
}

#[test]
fn ten_megabytes_of_nonsense() {
    let size = 10_000_000 / SCALE;
    let cases = [
        ("nothing", "\0"),
        ("open braces", "{"),
        ("open brackets", "["),
        ("quotes", "'"),
        ("closing braces", "}"),
        ("letters", "a"),
        ("spaces", " "),
        ("lines", "\n"),
        ("comment marks", "#"),
        ("comments", "##\n# @x:\n##\n"),
        ("sections", "##\n# = x\n##\n"),
        ("commas", ","),
        ("empty objects", "{}"),
        ("objects in objects", "{'a':"),
        ("strings", "'a' "),
        ("letters of two bytes", "é"),
        ("backslashes", "'\\"),
        ("empty definitions", "{ 'struct': 'A', 'data': {} }\n"),
    ];
    for (what, piece) in cases {
        let text = piece.repeat(size / piece.len());
        let (time, mistakes) = time(text);
        println!("{what}: {time:?}, {mistakes} mistakes");
        // In the optimised build it is a second at most, by far.
        assert!(time < Duration::from_secs(20), "{what}: {time:?}");
    }
}

#[test]
fn deep_nesting() {
    let nested = |open: &str, inner: &str, close: &str, depth: usize| {
        format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
    };
    for depth in [100, 10_000, 1_000_000 / SCALE] {
        let cases = [
            nested("[ ", "'int'", " ]", depth),
            nested("{ 'a': ", "'int'", " }", depth),
        ];
        for ty in cases {
            time(format!("{{ 'struct': 'S', 'data': {{ 'x': {ty} }} }}"));
            time(format!("{{ 'command': 'c', 'returns': {ty} }}"));
        }
        let condition = nested("{ 'not': ", "'A'", " }", depth);
        time(format!(
            "{{ 'struct': 'S', 'data': {{}}, 'if': {condition} }}"
        ));
        let condition = nested("{ 'all': [ ", "'A'", " ] }", depth);
        time(format!(
            "{{ 'struct': 'S', 'data': {{}}, 'if': {condition} }}"
        ));
        time(format!(
            "{{ 'struct': 'S', 'data': {{}}, 'if': '{}A' }}",
            "!(".repeat(depth)
        ));
    }
}

#[test]
fn long_chains() {
    let chain = |count: usize, line: &dyn Fn(usize) -> String| -> String {
        (0..count).map(|index| line(index) + "\n").collect()
    };
    let count = 100_000 / SCALE;
    let mandatory = |index: usize| {
        format!(
            "{{ 'struct': 'S{index}', 'data': {{ 'a': 'S{}' }} }}",
            index + 1
        )
    };
    let text = chain(count, &mandatory) + &format!("{{ 'struct': 'S{count}', 'data': {{}} }}");
    let (_, mistakes) = time(text);
    assert_eq!(mistakes, 0);
    // Each has the members of all before it, so this is short.
    let bases = |index: usize| {
        let base = index
            .checked_sub(1)
            .map(|base| format!(", 'base': 'S{base}'"));
        let base = base.unwrap_or_default();
        format!("{{ 'struct': 'S{index}'{base}, 'data': {{ 'm{index}': 'int' }} }}")
    };
    let (_, mistakes) = time(chain(500, &bases));
    assert_eq!(mistakes, 0);
}
