//! Schemas of other sizes, made of a real one: a part of its definitions with
//! all that they need, or several copies of all under other names.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

/// A schema as text, cut into definitions.
pub struct Definitions {
    all: Vec<Definition>,
    /// Where the one of a name is.
    index: HashMap<String, usize>,
}

struct Definition {
    name: String,
    /// With the comment in front of it.
    text: String,
}

impl Definitions {
    /// Reads a schema and what it includes.
    pub fn read(path: &Path) -> Self {
        let mut all = Vec::new();
        read(path, &mut HashSet::new(), &mut all);
        let names = all.iter().enumerate();
        let index = names.map(|(index, it)| (it.name.clone(), index)).collect();
        Self { all, index }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// About this many of them, with all that they need.
    pub fn part(&self, count: usize) -> String {
        let mut taken = vec![false; self.all.len()];
        let mut left = count;
        for first in 0..self.all.len() {
            let mut needed = Vec::new();
            self.need(first, &taken, &mut needed);
            if needed.len() > left {
                continue;
            }
            left -= needed.len();
            needed.iter().for_each(|index| taken[*index] = true);
        }
        let texts = self.all.iter().zip(&taken).filter(|(_, taken)| **taken);
        texts
            .map(|(definition, _)| definition.text.as_str())
            .collect()
    }

    fn need(&self, index: usize, taken: &[bool], needed: &mut Vec<usize>) {
        if taken[index] || needed.contains(&index) {
            return;
        }
        needed.push(index);
        for word in quoted(&self.all[index].text) {
            if let Some(other) = self.index.get(word) {
                self.need(*other, taken, needed);
            }
        }
    }

    /// This many copies of all, each under names of its own.
    pub fn copies(&self, count: usize) -> String {
        let mut text = String::new();
        for copy in 0..count {
            for definition in &self.all {
                text.push_str(&self.renamed(&definition.text, copy));
            }
        }
        text
    }

    /// Names of definitions with a number behind them, in code (`'Name'`) and
    /// in comments (`@Name`). The values of enums change along with tags.
    fn renamed(&self, text: &str, copy: usize) -> String {
        if copy == 0 {
            return text.to_owned();
        }
        let mut renamed = String::new();
        let mut rest = text;
        while let Some(mark) = rest.find(['\'', '@']) {
            let (before, from) = rest.split_at(mark + 1);
            renamed.push_str(before);
            let is_word = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
            let end = from.find(|c| !is_word(c)).unwrap_or(from.len());
            let word = &from[..end];
            renamed.push_str(word);
            if self.index.contains_key(word) {
                let shout = !word.contains(char::is_lowercase);
                let type_name = word.starts_with(char::is_uppercase);
                renamed.push_str(if shout {
                    "_X"
                } else if type_name {
                    "X"
                } else {
                    "-x"
                });
                renamed.push_str(&copy.to_string());
            }
            rest = &from[end..];
        }
        renamed + rest
    }
}

fn read(path: &Path, seen: &mut HashSet<std::path::PathBuf>, all: &mut Vec<Definition>) {
    if !seen.insert(path.to_owned()) {
        return;
    }
    let text = fs::read_to_string(path).unwrap();
    let mut rest = text.as_str();
    while let Some(end) = end_of_definition(rest) {
        let (definition, behind) = rest.split_at(end);
        rest = behind;
        let words: Vec<&str> = quoted(definition).take(2).collect();
        match words[..] {
            ["include", file] => read(&path.with_file_name(file), seen, all),
            ["pragma", ..] => {}
            [_, name] => all.push(Definition {
                name: name.to_owned(),
                text: format!("{definition}\n"),
            }),
            _ => unreachable!("a definition has a kind and a name"),
        }
    }
}

/// Behind the brace that closes the first definition.
fn end_of_definition(text: &str) -> Option<usize> {
    let (mut depth, mut in_string, mut in_comment) = (0, false, false);
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' => in_comment = false,
            _ if in_comment => {}
            b'\'' => in_string = !in_string,
            _ if in_string => {}
            b'#' => in_comment = true,
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(index + 1),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The strings of a definition, in order.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| {
        line.split('#')
            .next()
            .unwrap_or_default()
            .split('\'')
            .skip(1)
            .step_by(2)
    })
}
