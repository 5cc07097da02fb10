//! Which messages no case shows, by the text of the library's source.

use std::fs;
use std::path::Path;

/// Messages that no small schema can show.
const BEYOND_A_TEST: [&str; 1] = ["the schema is larger than 4 GiB"];

/// The messages in the source of which `said` has no example.
pub(crate) fn missing(source: &Path, said: &str) -> Vec<String> {
    let mut missing = Vec::new();
    let mut found = 0;
    for file in files(source) {
        let text = fs::read_to_string(&file).expect("source");
        let text = text
            .split("#[cfg(test)]\nmod tests")
            .next()
            .unwrap_or_default();
        for template in templates(text) {
            found += 1;
            let beyond = BEYOND_A_TEST.contains(&template.as_str());
            if !beyond && !said.lines().any(|line| fits(line, &template)) {
                missing.push(format!("  {}: {template}", file.display()));
            }
        }
    }
    assert!(
        found > 60,
        "only {found} messages found: how they are written has changed"
    );
    missing
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !path.ends_with("tests.rs")
        {
            found.push(path);
        }
    }
    found.sort_unstable();
    found
}

/// The messages that a file makes: the first text in what makes a diagnostic,
/// or in what is called a message.
fn templates(text: &str) -> Vec<String> {
    const STARTS: [(&str, &str); 4] = [
        ("Diagnostic::new(", ".label("),
        ("let message = ", ";"),
        ("self.report(", ";"),
        ("Fault::Invalid(", ")"),
    ];
    let mut found = Vec::new();
    for (start, end) in STARTS {
        for (at, _) in text.match_indices(start) {
            let code = &text[at + start.len()..];
            let code = &code[..code.find(end).unwrap_or(code.len())];
            let code = code.split(".related(").next().unwrap_or(code);
            found.extend(literal(code).filter(|literal| literal.contains(' ')));
        }
    }
    found
}

/// The first literal in a piece of code.
fn literal(code: &str) -> Option<String> {
    let start = code.find('"')? + 1;
    let mut content = String::new();
    let mut escaped = false;
    for letter in code[start..].chars() {
        match letter {
            _ if escaped => {
                content.push(letter);
                escaped = false;
            }
            '\\' => escaped = true,
            '"' => return Some(content),
            _ => content.push(letter),
        }
    }
    None
}

/// Whether a line is an example of a message with `{…}` in it.
fn fits(line: &str, template: &str) -> bool {
    let template = template.replace("{{", "").replace("}}", "");
    let mut rest = line;
    let mut pieces = template.split('{');
    let first = pieces.next().unwrap_or_default();
    for piece in std::iter::once(first)
        .chain(pieces.map(|piece| piece.split_once('}').map_or(piece, |(_, after)| after)))
    {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    true
}
