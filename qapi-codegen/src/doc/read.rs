//! Which part of a comment each line belongs to.
//!
//! The tags of all eras are known: with and without colon, before and after
//! blank lines, and the directives that took over from `Notes:` and `Example:`.

use super::tidy::{example, list_conditions, tidy, without_optional_marks};
use super::{Parts, Section, SectionKind};
use crate::letters;
use crate::syntax::Comment;

/// Takes a comment apart.
pub(super) fn read(comment: &Comment<'_>) -> Parts {
    let mut reader = Reader::default();
    let first = comment.lines.iter().find(|line| !line.text.is_empty());
    let names_something = first.is_some_and(|line| line.text.starts_with('@'));
    for line in &comment.lines {
        if names_something {
            reader.line(line.text);
        } else {
            reader.text(line.text);
        }
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    parts: Parts,
    place: Place,
    /// Whether the line before was blank.
    after_blank: bool,
    /// Whether a line with text was seen.
    started: bool,
    /// Whether a part or a section was seen.
    tagged: bool,
    in_features: bool,
    /// The sections whose text is all example.
    plain_examples: Vec<usize>,
}

/// Where a line of text belongs.
#[derive(Clone, Copy, Default, PartialEq)]
enum Place {
    #[default]
    Text,
    Member,
    Feature,
    Section,
    /// What only its own lines, all indented, belong to.
    Directive,
}

impl Reader {
    fn line(&mut self, line: &str) {
        let after_blank = std::mem::replace(&mut self.after_blank, line.is_empty());
        let first = !self.started && !line.is_empty();
        self.started |= first;
        if first && line.starts_with('@') {
            let text = name_tag(line, true).map_or("", |(_, text)| text);
            self.text(text);
        } else if line == "Features:" {
            self.in_features = true;
            self.tagged = true;
            self.place = Place::Text;
        } else if let Some((name, text)) = name_tag(line, after_blank) {
            self.name(name, text);
        } else if let Some((kind, text)) = section_tag(line) {
            self.section(kind, text);
        } else if let Some((kind, text)) = self.directive(line) {
            self.start(kind, Place::Directive);
            self.text(text);
        } else {
            if !line.is_empty() && !line.starts_with(' ') && self.ends_part(after_blank) {
                self.resume();
            }
            self.text(line);
        }
    }

    fn name(&mut self, name: &str, text: &str) {
        self.tagged = true;
        let named = if self.in_features {
            self.place = Place::Feature;
            &mut self.parts.features
        } else {
            self.place = Place::Member;
            &mut self.parts.members
        };
        named.add(name);
        self.text(text);
    }

    fn section(&mut self, kind: SectionKind, text: &str) {
        self.in_features = false;
        self.start(kind, Place::Section);
        // `Example::` has a literal block, and such a mark shows it already.
        if kind == SectionKind::Example && !text.starts_with(':') {
            self.plain_examples
                .push(self.parts.definition.sections.len() - 1);
        }
        self.text(if text.starts_with(':') { "::" } else { text });
    }

    fn start(&mut self, kind: SectionKind, place: Place) {
        self.tagged = true;
        self.place = place;
        self.parts.definition.sections.push(Section {
            kind,
            text: Vec::new(),
        });
    }

    /// A directive outside of all parts that has a section to go to. Among the
    /// first paragraphs a note stays where it is.
    fn directive<'l>(&self, line: &'l str) -> Option<(SectionKind, &'l str)> {
        if !line.starts_with(".. ") {
            return None;
        }
        if line.starts_with(".. qmp-example::") {
            return Some((SectionKind::Example, line));
        }
        let note = line.strip_prefix(".. note::").or_else(|| {
            let title = line.strip_prefix(".. admonition::")?;
            let is_note = title.trim().eq_ignore_ascii_case("notes");
            is_note.then_some("")
        });
        note.filter(|_| self.tagged)
            .map(|text| (SectionKind::Note, text.trim_start()))
    }

    /// Whether a line that is not indented is outside of the current part.
    fn ends_part(&self, after_blank: bool) -> bool {
        match self.place {
            Place::Text => false,
            Place::Directive => true,
            Place::Member | Place::Feature => after_blank,
            Place::Section => {
                let section = self.parts.definition.sections.last();
                after_blank
                    && section.is_some_and(|section| match section.kind {
                        SectionKind::Note | SectionKind::Example => false,
                        _ => section.text.iter().any(|line| !line.is_empty()),
                    })
            }
        }
    }

    /// Goes back to the definition's own text.
    fn resume(&mut self) {
        self.place = Place::Text;
        self.in_features = false;
        self.parts.definition.text.push(String::new());
    }

    fn text(&mut self, line: &str) {
        let Parts {
            definition,
            members,
            features,
        } = &mut self.parts;
        let text = match self.place {
            Place::Text => None,
            Place::Member => members.texts.last_mut(),
            Place::Feature => features.texts.last_mut(),
            Place::Section | Place::Directive => definition
                .sections
                .last_mut()
                .map(|section| &mut section.text),
        };
        text.unwrap_or(&mut definition.text).push(line.to_owned());
    }

    fn finish(mut self) -> Parts {
        for text in &mut self.parts.members.texts {
            without_optional_marks(text);
        }
        let Parts {
            definition,
            members,
            features,
        } = &mut self.parts;
        for text in members.texts.iter_mut().chain(&mut features.texts) {
            tidy(text, true);
        }
        tidy(&mut definition.text, false);
        for section in &mut definition.sections {
            tidy(&mut section.text, true);
            if section.kind == SectionKind::Returns {
                list_conditions(&mut section.text);
            }
        }
        for index in self.plain_examples {
            let text = &mut definition.sections[index].text;
            *text = example(text);
        }
        self.parts
    }
}

/// `@name: text`. On a line of its own the name may lack the colon.
fn name_tag(line: &str, alone: bool) -> Option<(&str, &str)> {
    let rest = line.strip_prefix('@')?;
    let (name, text) = match rest.split_once(':') {
        Some(parts) => parts,
        None if alone => (rest, ""),
        None => return None,
    };
    let is_part = |c: char| c.is_alphanumeric() || "-_.+".contains(c);
    let is_name = !name.is_empty() && letters::all(name, is_part) && !name.ends_with('.');
    is_name.then_some((name, text.trim_start()))
}

/// The section that a line starts, and the text behind the tag.
fn section_tag(line: &str) -> Option<(SectionKind, &str)> {
    use SectionKind::{Errors, Example, Note, Returns, Since, Todo};
    const TAGS: [(&str, SectionKind); 8] = [
        ("Returns", Returns),
        ("Errors", Errors),
        ("Since", Since),
        ("Notes", Note),
        ("Note", Note),
        ("Examples", Example),
        ("Example", Example),
        ("TODO", Todo),
    ];
    // Most lines are none, and cargo does not optimise macros.
    let (b'R' | b'E' | b'S' | b'N' | b'T' | b's') = line.as_bytes().first()? else {
        return None;
    };
    if let Some(version) = line.strip_prefix("since:") {
        return Some((Since, version.trim_start()));
    }
    let (tag, kind) = TAGS.iter().find(|(tag, _)| line.starts_with(tag))?;
    let rest = &line[tag.len()..];
    match (kind, rest.strip_prefix(':')) {
        // Two colons are left to the text, but those of an example.
        (Example, Some(text)) => Some((Example, text.trim_start())),
        (_, Some(text)) if !text.starts_with(':') => Some((*kind, text.trim_start())),
        (Example, None) if rest.is_empty() => Some((Example, "")),
        (Since, None) => {
            let version = rest.strip_prefix(' ')?.trim_start();
            let is_version = letters::starts(version, |c| c.is_ascii_digit());
            is_version.then_some((Since, version.strip_prefix(": ").unwrap_or(version)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
