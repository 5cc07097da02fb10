//! Schemas damaged at random.

use std::path::{Path, PathBuf};

use crate::random::Random;

/// The definitions of the test schemas, each with its comment.
pub(crate) struct Seeds {
    definitions: Vec<String>,
    tokens: Vec<String>,
}

/// What none of the schemas has, and someone may type.
const STRANGE: [&str; 40] = [
    "'",
    "\"",
    "'\\u00e9'",
    "'\\ud800'",
    "'ü'",
    "'→'",
    "''",
    "'*'",
    "'**'",
    "'*x'",
    "'**x'",
    "'-'",
    "'_'",
    "'__x'",
    "'__x_y'",
    "'.'",
    "'1'",
    "'Self'",
    "'self'",
    "'_'",
    "'r#x'",
    "'x y'",
    "'\\''",
    "'\\\\'",
    "'\u{0}'",
    "\u{feff}",
    "\u{2028}",
    "##",
    "# @x:",
    "# ::",
    "# .. code::",
    "true",
    "false",
    "null",
    "-1",
    "{",
    "}",
    "[",
    "]",
    ",",
];

impl Seeds {
    pub(crate) fn load() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = vec![root.join("schema/qapi-schema.json")];
        for folder in [
            "tests/golden",
            "tests/golden/current",
            "ui-tests/fail",
            "ui-tests/pass",
        ] {
            files.extend(schemas(&root.join(folder)));
        }
        if let Some(source) = std::env::var_os("QEMU_SRC").map(PathBuf::from) {
            files.extend(schemas(&source.join("tests/qapi-schema")));
        }
        let mut definitions = Vec::new();
        for file in files {
            let Ok(text) = std::fs::read_to_string(file) else {
                continue;
            };
            // A definition ends with the line before the next comment or brace
            // in the first column.
            let mut current = String::new();
            for line in text.lines() {
                if line.starts_with("{") || line == "##" {
                    let complete = current.contains('{') || current.ends_with("##\n");
                    let is_end_of_comment = line == "##" && current.contains("##\n") && !complete;
                    if complete && !is_end_of_comment && current.contains('{') {
                        definitions.push(std::mem::take(&mut current));
                    }
                }
                current.push_str(line);
                current.push('\n');
            }
            definitions.push(current);
        }
        let mut tokens: Vec<String> = definitions.iter().flat_map(|text| split(text)).collect();
        tokens.sort_unstable();
        tokens.dedup();
        tokens.extend(STRANGE.map(str::to_owned));
        Self {
            definitions,
            tokens,
        }
    }

    /// A schema of some definitions, damaged more or less.
    pub(crate) fn schema(&self, random: &mut Random) -> String {
        let count = 1 + random.below(12);
        let start = random.below(self.definitions.len());
        let mut text = String::new();
        for index in 0..count {
            // Neighbours often need each other.
            let index = if random.once_in(4) {
                random.below(self.definitions.len())
            } else {
                (start + index) % self.definitions.len()
            };
            text.push_str(&self.definitions[index]);
        }
        let mut tokens = split(&text);
        for _ in 0..random.below(6) {
            self.change_token(&mut tokens, random);
        }
        let mut text = tokens.concat();
        if random.once_in(3) {
            for _ in 0..=random.below(4) {
                change_letter(&mut text, random);
            }
        }
        text
    }

    fn change_token(&self, tokens: &mut Vec<String>, random: &mut Random) {
        if tokens.is_empty() {
            return;
        }
        let (at, other) = (random.below(tokens.len()), random.below(tokens.len()));
        match random.below(7) {
            0 => drop(tokens.remove(at)),
            1 => tokens.insert(at, random.pick(&self.tokens).clone()),
            2 => tokens.swap(at, other),
            3 => tokens[at] = tokens[other].clone(),
            4 => {
                let (from, to) = (at.min(other), at.max(other).min(at.min(other) + 40));
                let copy = tokens[from..to].to_vec();
                let _ = tokens.splice(at..at, copy);
            }
            5 => {
                let end = (at + random.below(10)).min(tokens.len());
                tokens.drain(at..end);
            }
            _ => tokens[at].clone_from(random.pick(&self.tokens)),
        }
    }
}

fn schemas(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.sort();
    files
}

/// Strings, comments by words, and all other letters by themselves.
fn split(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let (mut in_string, mut in_comment, mut joins) = (false, false, false);
    for letter in text.chars() {
        let alone = !joins;
        match letter {
            '\'' if !in_comment => {
                in_string = !in_string;
                joins = in_string;
                if in_string {
                    tokens.push(String::new());
                }
            }
            '\n' => (in_string, in_comment, joins) = (false, false, false),
            '#' if !in_string => (in_comment, joins) = (true, false),
            _ if in_string => {}
            letter => joins = letter.is_alphanumeric(),
        }
        match tokens.last_mut() {
            Some(last) if !alone || letter == '\'' => last.push(letter),
            _ => tokens.push(letter.to_string()),
        }
    }
    tokens
}

fn change_letter(text: &mut String, random: &mut Random) {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    if places.is_empty() {
        return;
    }
    let at = *random.pick(&places);
    match random.below(3) {
        0 => drop(text.remove(at)),
        1 => text.insert_str(at, STRANGE[random.below(STRANGE.len())]),
        _ => text.insert(
            at,
            *random.pick(&['\'', '#', '@', ':', '\\', '\t', ' ', 'é', '`', '*', '|']),
        ),
    }
}
