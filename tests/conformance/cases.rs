//! One case of QEMU's parser tests: its verdict and place, and the names it
//! gives, or for a schema that it accepts, what it understands.

use std::path::Path;

use qapi_codegen::{Diagnostic, Loaded, SourceMap, Span};

use crate::{dump, load, model, shorts};

/// Cases that end differently here, each with the reason.
pub(crate) const DIFFERENCES: &[(&str, &str)] = &[];

/// Where the tree has only some of the files.
pub(crate) const LACKING: &str = "a file of this case is not there";

/// How a case ends there and here.
pub(crate) struct Row {
    pub(crate) theirs: String,
    pub(crate) their_place: String,
    pub(crate) ours: String,
    /// `None` where both agree.
    pub(crate) difference: Option<String>,
}

/// Reads a case as strictly as QEMU does and compares.
pub(crate) fn run(folder: &Path, name: &str) -> Row {
    let file = format!("{name}.json");
    let loaded = load(&folder.join(&file), &file, true);
    let read = |kind: &str| {
        let path = folder.join(format!("{name}.{kind}"));
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let err = read("err");
    if err.trim().is_empty() {
        return accepted(&read("out"), &loaded);
    }
    refused(&Complaint::first(&err), &loaded)
}

fn accepted(out: &str, loaded: &Loaded) -> Row {
    let mistakes = shorts(loaded);
    let difference = if mistakes.is_empty() {
        let (theirs, ours) = (dump::lines(out), model::lines(loaded));
        let mut lines = theirs
            .difference(&ours)
            .map(|line| format!("- {line}"))
            .collect::<Vec<_>>();
        lines.extend(ours.difference(&theirs).map(|line| format!("+ {line}")));
        (!lines.is_empty()).then(|| format!("another model:\n      {}", lines.join("\n      ")))
    } else if mistakes
        .iter()
        .all(|mistake| mistake.contains("can't read the file"))
    {
        Some(LACKING.to_owned())
    } else {
        Some("refused here".to_owned())
    };
    Row {
        theirs: "accepted".to_owned(),
        their_place: "accepted".to_owned(),
        ours: mistakes
            .first()
            .map_or("accepted", String::as_str)
            .to_owned(),
        difference,
    }
}

fn refused(complaint: &Complaint<'_>, loaded: &Loaded) -> Row {
    let mistakes = loaded.diagnostics.sorted();
    // QEMU stops at its first mistake; of several here, those at its place count.
    let there: Vec<&Diagnostic> = mistakes
        .iter()
        .copied()
        .filter(|mistake| complaint.is_at_place_of(mistake, &loaded.sources))
        .collect();
    let difference = if mistakes.is_empty() {
        Some("accepted here".to_owned())
    } else if there.is_empty() {
        Some("another place".to_owned())
    } else {
        let unnamed = complaint.unnamed(&there);
        unnamed.map(|name| format!("'{name}' is not named"))
    };
    let shown = there.first().or(mistakes.first());
    Row {
        theirs: complaint.text.to_owned(),
        their_place: format!("{}:{}", complaint.file, complaint.line),
        ours: shown.map_or("accepted".to_owned(), |mistake| {
            mistake.short(&loaded.sources)
        }),
        difference,
    }
}

/// What QEMU says about a case.
struct Complaint<'a> {
    text: &'a str,
    file: &'a str,
    line: usize,
    names: Vec<&'a str>,
}

impl<'a> Complaint<'a> {
    /// The first line with a place; those before it say how the file is
    /// included and which definition it is about.
    fn first(err: &'a str) -> Self {
        let lines = err
            .lines()
            .filter(|line| !line.starts_with("In file included from "));
        let mut complaints = lines.filter_map(|line| {
            let (file, rest) = line.split_once(':')?;
            let (number, rest) = rest.split_once(':')?;
            let text = match rest.split_once(": ") {
                Some((column, text)) if column.parse::<usize>().is_ok() => text,
                _ => rest.trim_start(),
            };
            Some(Self {
                text,
                file,
                line: number.parse().ok()?,
                names: names(text),
            })
        });
        complaints
            .next()
            .unwrap_or_else(|| panic!("no place in:\n{err}"))
    }

    /// Whether one of a mistake's places is this one.
    fn is_at_place_of(&self, mistake: &Diagnostic, sources: &SourceMap) -> bool {
        let related = mistake.related.iter().map(|(span, _)| *span);
        let mut places = std::iter::once(mistake.span).chain(related);
        places.any(|span| self.is_at(span, sources))
    }

    /// A name that these mistakes do not say.
    fn unnamed(&self, mistakes: &[&Diagnostic]) -> Option<&'a str> {
        let mut said: Vec<&str> = Vec::new();
        for mistake in mistakes {
            let related = mistake.related.iter().map(|(_, text)| text.as_str());
            let own = [mistake.message.as_str(), mistake.label.as_str()];
            // A name stands in quotes, a word that should be none in backticks.
            let quoted = related.chain(own).flat_map(|text| text.split(['\'', '`']));
            said.extend(quoted.map(bare));
        }
        self.names.iter().find(|name| !said.contains(name)).copied()
    }

    /// Whether a place is in this line, or in the definition that starts in
    /// it: QEMU knows no more of most mistakes than in which definition they
    /// are.
    fn is_at(&self, span: Span, sources: &SourceMap) -> bool {
        let Some(at) = sources.locate(span).filter(|at| at.file == self.file) else {
            return false;
        };
        let Some(file) = sources.file(span) else {
            return false;
        };
        let between = file
            .text()
            .lines()
            .skip(self.line)
            .take(at.line.saturating_sub(self.line));
        at.line >= self.line && !between.into_iter().any(|line| line.starts_with(['{', '#']))
    }
}

/// The names that a message quotes; not the words of the language by which it
/// says what a name is for, nor characters.
fn names(text: &str) -> Vec<&str> {
    const AFTER: [&str; 3] = ["member", "condition", "should be "];
    const BEFORE: [&str; 2] = ["command's ", "event's "];
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(start) = opening_quote(rest) {
        let (before, from) = (&rest[..start], &rest[start + 1..]);
        let Some(end) = from.find('\'') else {
            break;
        };
        let (name, after) = (&from[..end], &from[end + 1..]);
        let is_role = AFTER
            .iter()
            .any(|word| after.trim_start().starts_with(word))
            || BEFORE.iter().any(|word| before.ends_with(word));
        let name = bare(name);
        if !is_role && name.contains(|letter: char| letter.is_ascii_alphanumeric()) {
            names.push(name);
        }
        rest = after;
    }
    names
}

/// A name without the marks of comments and of optional members.
fn bare(name: &str) -> &str {
    name.trim_start_matches(['@', '*']).trim_end_matches(':')
}

/// Where a quote opens that is no apostrophe.
fn opening_quote(text: &str) -> Option<usize> {
    let mut quotes = text.match_indices('\'').map(|(index, _)| index);
    quotes.find(|index| !text[..*index].ends_with(|letter: char| letter.is_ascii_alphanumeric()))
}
