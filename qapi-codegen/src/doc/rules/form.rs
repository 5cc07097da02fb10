//! The form of a documentation comment: its tags, their order, and how the text
//! below them is indented.

use std::collections::HashMap;

use super::Documented;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::letters;
use crate::source::Span;
use crate::syntax::{CommentLine, Name};

/// A comment by the rules of today.
#[derive(Default)]
pub(super) struct Form<'src> {
    /// The name behind the first `@`, where it starts with one.
    pub(super) symbol: Option<Name<'src>>,
    pub(super) members: Vec<Name<'src>>,
    pub(super) features: Vec<Name<'src>>,
    /// Where each is among them.
    described: HashMap<&'src str, usize>,
    described_features: HashMap<&'src str, usize>,
    /// The sections that may occur once, with their tags.
    sections: Vec<Name<'src>>,
}

impl<'src> Form<'src> {
    /// Reads the lines between the marks and reports what is wrong with them.
    pub(super) fn read(lines: &[CommentLine<'src>], diagnostics: &mut Diagnostics) -> Self {
        let mut reader = Reader {
            lines,
            at: 0,
            form: Self::default(),
            closed: false,
            empty: Vec::new(),
            diagnostics,
        };
        let known = reader.diagnostics.len();
        match lines.first() {
            Some(first) if first.text.starts_with('@') => reader.definition(*first),
            _ => reader.free_form(),
        }
        // Text that seems to be missing may stand at a place that is wrong.
        if reader.diagnostics.len() == known {
            for tag in std::mem::take(&mut reader.empty) {
                let message = format!("no text behind '{}:'", tag.text);
                reader.report(tag.span, message, "expected text behind this");
            }
        }
        reader.form
    }

    pub(super) fn describes(&self, member: &str) -> bool {
        self.described.contains_key(member)
    }

    pub(super) fn describes_feature(&self, feature: &str) -> bool {
        self.described_features.contains_key(feature)
    }

    /// Whether the sections fit the kind of definition.
    pub(super) fn check_sections(&self, of: &Documented<'_>, diagnostics: &mut Diagnostics) {
        for tag in &self.sections {
            let label = match tag.text {
                "Returns" | "Errors" if of.kind != "command" => {
                    format!("only commands have a section '{}'", tag.text)
                }
                "Returns" if !of.returns => "this command returns nothing".to_owned(),
                _ => continue,
            };
            let message = format!(
                "documentation of {} '{}' has a section '{}'",
                of.kind, of.name.text, tag.text
            );
            diagnostics.push(
                Diagnostic::new(tag.span, message)
                    .label(label)
                    .related(of.name.span, format!("in this {}", of.kind)),
            );
        }
    }
}

struct Reader<'l, 'src, 'd> {
    lines: &'l [CommentLine<'src>],
    at: usize,
    form: Form<'src>,
    /// Whether descriptions of members are over.
    closed: bool,
    /// The tags of parts that have no text.
    empty: Vec<Name<'src>>,
    diagnostics: &'d mut Diagnostics,
}

impl<'src> Reader<'_, 'src, '_> {
    fn free_form(&mut self) {
        for (index, line) in self.lines.iter().enumerate() {
            if let Some(tag) = Tag::of(*line) {
                self.report(
                    tag.whole,
                    format!(
                        "description of '{}' in a comment without a name",
                        tag.name.text
                    ),
                    "the first line of the comment must name the definition",
                );
            } else if index > 0 && line.text.starts_with('=') {
                self.report(
                    marks(*line, '='),
                    "heading in the middle of a comment",
                    "a heading with `=` must come first in its comment",
                );
            }
        }
    }

    fn definition(&mut self, first: CommentLine<'src>) {
        let name = &first.text[1..];
        let name = name.strip_suffix(':').unwrap_or_else(|| {
            let end = letters::up_to(name, |c| matches!(c, ' ' | ':'));
            &name[..end]
        });
        if name.is_empty() {
            let label = "expected the name of the definition and `:` behind this";
            self.report(part(first, 0, 1), "no name behind `@`", label);
        } else if !first.text.ends_with(':') {
            let message = format!("no `:` behind the name '{name}'");
            self.report(
                first.span.after(),
                message,
                "expected `:` at the end of the line",
            );
        }
        let span = part(first, 1, 1 + name.len());
        self.form.symbol = (!name.is_empty()).then_some(Name { text: name, span });
        self.at = 1;
        while let Some(line) = self.lines.get(self.at).copied() {
            if line.text.is_empty() {
                self.at += 1;
            } else {
                self.part(line);
            }
        }
    }

    /// What starts with this line, which follows a blank one or a part.
    fn part(&mut self, line: CommentLine<'src>) {
        if line.text == "Features:" {
            self.features(line);
        } else if let Some(tag) = Tag::of(line) {
            if self.closed {
                self.report(
                    tag.whole,
                    format!("description of '{}' behind a section", tag.name.text),
                    "descriptions of members come before features and sections",
                );
            }
            self.descriptions(false);
            self.closed = true;
        } else if let Some((tag, text)) = section(line.text) {
            self.section(line, tag, text);
            self.closed = true;
        } else {
            if line.text.starts_with('=') {
                self.report(
                    marks(line, '='),
                    "heading in the documentation of a definition",
                    "only comments that document no definition have headings",
                );
            }
            self.paragraph();
        }
    }

    fn paragraph(&mut self) {
        let lines = &self.lines[self.at..];
        let length = lines.iter().position(|line| line.text.is_empty());
        self.at += length.unwrap_or(lines.len());
    }

    fn features(&mut self, line: CommentLine<'src>) {
        let tag = part(line, 0, "Features".len());
        if !self.form.features.is_empty() {
            self.report(
                tag,
                "duplicate line 'Features:'",
                "one line for all features",
            );
        }
        self.at += 1;
        while self
            .lines
            .get(self.at)
            .is_some_and(|line| line.text.is_empty())
        {
            self.at += 1;
        }
        let before = self.form.features.len();
        let next = self.lines.get(self.at);
        self.descriptions(true);
        if self.form.features.len() == before && before == 0 {
            let span = next.map_or(tag, |next| next.span);
            let label = "expected `@`, the name of a feature, `:` and a description";
            self.report(span, "no description behind 'Features:'", label);
        }
        self.closed = true;
    }

    /// Descriptions, one behind the other.
    fn descriptions(&mut self, features: bool) {
        while let Some(line) = self.lines.get(self.at).copied()
            && let Some(tag) = Tag::of(line)
        {
            let name = tag.name;
            let form = &mut self.form;
            let (described, known) = if features {
                (&mut form.features, &mut form.described_features)
            } else {
                (&mut form.members, &mut form.described)
            };
            if name.text.is_empty() {
                self.report(tag.whole, "no name behind `@`", "expected a name");
            } else if let Some(first) = known.get(name.text) {
                let message = format!("duplicate description of '{}'", name.text);
                self.diagnostics.push(
                    Diagnostic::new(name.span, message)
                        .label("described again here")
                        .related(described[*first].span, "first described here"),
                );
            } else {
                known.insert(name.text, described.len());
                described.push(name);
            }
            let whole = Name {
                text: name.text,
                span: tag.whole,
            };
            self.text(whole, tag.text);
        }
    }

    fn section(&mut self, line: CommentLine<'src>, tag: &'src str, text: &'src str) {
        let name = Name {
            text: tag,
            span: part(line, 0, tag.len()),
        };
        if let Some(instead) = replacement(tag) {
            self.diagnostics.push(
                Diagnostic::new(name.span, format!("section '{tag}' is not in use any more"))
                    .label("no longer a tag")
                    .help(format!("write `{instead}`")),
            );
        } else if tag != "TODO" {
            let first = self.form.sections.iter().find(|known| known.text == tag);
            if let Some(first) = first {
                self.diagnostics.push(
                    Diagnostic::new(name.span, format!("duplicate section '{tag}'"))
                        .label("again here")
                        .related(first.span, "first here"),
                );
            } else {
                self.form.sections.push(name);
            }
        }
        self.text(name, text);
    }

    /// The text of a part: what is behind its tag, and the lines below that are
    /// indented alike.
    fn text(&mut self, tag: Name<'src>, first: &str) {
        self.at += 1;
        let mut empty = first.is_empty();
        let blank = self.lines[self.at..].iter();
        self.at += blank.take_while(|line| line.text.is_empty()).count();
        let indent = self
            .lines
            .get(self.at)
            .map_or(0, |line| indentation(line.text));
        if indent > 0 {
            empty = false;
            self.at += 1;
            self.indented(indent);
        }
        if empty {
            self.empty.push(tag);
        }
    }

    /// The lines of a text with this indentation.
    fn indented(&mut self, indent: usize) {
        let mut after_blank = false;
        while let Some(line) = self.lines.get(self.at).copied() {
            if Tag::of(line).is_some() {
                return;
            }
            let own = indentation(line.text);
            if !line.text.is_empty() && own < indent {
                if after_blank {
                    return;
                }
                let message = "line is indented less than the text above it";
                let label = match indent {
                    1 => "expected 1 blank at least".to_owned(),
                    _ => format!("expected {indent} blanks at least"),
                };
                let rest = part(line, own, line.text.len());
                self.report(rest, message, label);
                // The rest of the paragraph is indented like this one.
                let is_next =
                    |line: &CommentLine<'_>| line.text.is_empty() || Tag::of(*line).is_some();
                let lines = &self.lines[self.at..];
                self.at += lines.iter().position(is_next).unwrap_or(lines.len());
                return;
            }
            after_blank = line.text.is_empty();
            self.at += 1;
        }
    }

    fn report(&mut self, span: Span, message: impl Into<String>, label: impl Into<String>) {
        self.diagnostics
            .push(Diagnostic::new(span, message).label(label));
    }
}

/// `@name: text`; the name is all up to the colon.
struct Tag<'src> {
    name: Name<'src>,
    /// From `@` to the colon.
    whole: Span,
    text: &'src str,
}

impl<'src> Tag<'src> {
    fn of(line: CommentLine<'src>) -> Option<Self> {
        let (name, text) = line.text.strip_prefix('@')?.split_once(':')?;
        Some(Self {
            name: Name {
                text: name,
                span: part(line, 1, 1 + name.len()),
            },
            whole: part(line, 0, 2 + name.len()),
            text: text.trim_start_matches(' '),
        })
    }
}

/// The section that a line starts, and the text behind the tag.
fn section(line: &str) -> Option<(&str, &str)> {
    const TAGS: [&str; 8] = [
        "Returns", "Errors", "Since", "Notes", "Note", "Examples", "Example", "TODO",
    ];
    TAGS.iter().find_map(|tag| {
        let text = line.strip_prefix(tag)?.strip_prefix(':')?;
        let is_tag = !text.starts_with(':');
        is_tag.then(|| (&line[..tag.len()], text.trim_start_matches(' ')))
    })
}

/// What took over from a section.
fn replacement(tag: &str) -> Option<&'static str> {
    match tag {
        "Note" | "Notes" => Some(".. note::"),
        "Example" | "Examples" => Some(".. qmp-example::"),
        _ => None,
    }
}

fn indentation(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The marks that a line starts with.
fn marks(line: CommentLine<'_>, mark: char) -> Span {
    part(
        line,
        0,
        line.text.len() - line.text.trim_start_matches(mark).len(),
    )
}

fn part(line: CommentLine<'_>, start: usize, end: usize) -> Span {
    Span {
        start: line.span.start + start as u32,
        end: line.span.start + end as u32,
    }
}
