//! Documentation comments, taken apart into what they say about what.

use crate::syntax::Comment;

/// What a comment says about a definition, or about one of its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
    /// The text before all sections, by lines.
    pub text: Vec<String>,
    /// The tagged sections, in their order.
    pub sections: Vec<Section>,
}

/// A section of a comment, such as `Returns:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What the section is about.
    pub kind: SectionKind,
    /// Its text, by lines.
    pub text: Vec<String>,
}

/// What a section of a comment is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    /// What a command returns.
    Returns,
    /// How a command can fail.
    Errors,
    /// The release that brought the definition.
    Since,
    /// Anything worth knowing beside.
    Note,
    /// How it is used.
    Example,
    /// What is left to do; not shown.
    Todo,
}

impl SectionKind {
    /// The section that a line starts, and the text behind the tag.
    fn of(line: &str) -> Option<(Self, &str)> {
        const TAGS: [(&str, SectionKind); 9] = [
            ("Returns:", SectionKind::Returns),
            ("Errors:", SectionKind::Errors),
            ("Since:", SectionKind::Since),
            ("Since ", SectionKind::Since),
            ("Notes:", SectionKind::Note),
            ("Note:", SectionKind::Note),
            ("Examples:", SectionKind::Example),
            ("Example:", SectionKind::Example),
            ("TODO:", SectionKind::Todo),
        ];
        TAGS.iter()
            .find_map(|(tag, kind)| Some((*kind, line.strip_prefix(tag)?)))
    }
}

/// A comment's parts: what it says of the definition, and of each name in it.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) definition: Doc,
    /// Members, values, branches and arguments; nested ones with dots.
    members: Vec<(String, Doc)>,
}

impl Parts {
    pub(crate) fn read(comment: Option<&Comment<'_>>) -> Self {
        let mut reader = PartsReader::default();
        for line in comment.iter().flat_map(|comment| &comment.lines) {
            reader.line(line.text);
        }
        reader.parts.tidy();
        reader.parts
    }

    /// What the comment says of a part of the definition.
    pub(crate) fn member(&self, name: &str) -> Doc {
        let found = self.members.iter().find(|(known, _)| known == name);
        found.map(|(_, doc)| doc.clone()).unwrap_or_default()
    }

    /// Strips the common indentation and the blank lines around each text.
    fn tidy(&mut self) {
        for doc in self
            .members
            .iter_mut()
            .map(|(_, doc)| doc)
            .chain([&mut self.definition])
        {
            tidy_text(&mut doc.text);
            for section in &mut doc.sections {
                tidy_text(&mut section.text);
            }
        }
    }
}

#[derive(Default)]
struct PartsReader {
    parts: Parts,
    place: Place,
    /// Whether the line before was blank.
    after_blank: bool,
    seen_name: bool,
}

/// Where a line of text belongs.
#[derive(Clone, Copy, Default, PartialEq)]
enum Place {
    #[default]
    Text,
    Member,
    Section,
}

impl PartsReader {
    fn line(&mut self, line: &str) {
        let after_blank = std::mem::replace(&mut self.after_blank, line.is_empty());
        if let Some((name, text)) = name_tag(line) {
            if self.seen_name {
                self.place = Place::Member;
                self.parts.members.push((name.to_owned(), Doc::default()));
            }
            self.seen_name = true;
            self.text(without_optional_mark(text));
        } else if let Some((kind, text)) = SectionKind::of(line) {
            self.place = Place::Section;
            self.parts.definition.sections.push(Section {
                kind,
                text: Vec::new(),
            });
            self.text(text.trim_start());
        } else {
            // Sections end with the first paragraph that is not indented.
            if after_blank && !line.is_empty() && !line.starts_with(' ') {
                self.place = Place::Text;
            }
            self.text(line);
        }
    }

    fn text(&mut self, line: &str) {
        let Parts {
            definition,
            members,
        } = &mut self.parts;
        let text = match (
            self.place,
            members.last_mut(),
            definition.sections.last_mut(),
        ) {
            (Place::Member, Some((_, member)), _) => &mut member.text,
            (Place::Section, _, Some(section)) => &mut section.text,
            _ => &mut definition.text,
        };
        text.push(line.to_owned());
    }
}

/// `@name: text`, with or without the colon where the line ends there.
fn name_tag(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix('@')?;
    let (name, text) = match rest.split_once(':') {
        Some(parts) => parts,
        None => (rest, ""),
    };
    let is_name = !name.is_empty() && !name.contains(char::is_whitespace);
    is_name.then_some((name, text.trim_start()))
}

/// Text without the mark that the first schemas put on optional members; the
/// type says it already.
fn without_optional_mark(text: &str) -> &str {
    let rest = text
        .strip_prefix("#optional")
        .or_else(|| text.strip_prefix("@optional"));
    rest.unwrap_or(text).trim_start()
}

fn tidy_text(text: &mut Vec<String>) {
    let indent = |line: &String| line.len() - line.trim_start().len();
    // The first line stands behind its tag and has no indentation to compare.
    let common = text
        .iter()
        .skip(1)
        .filter(|line| !line.is_empty())
        .map(indent)
        .min()
        .unwrap_or(0);
    for line in text.iter_mut().skip(1) {
        line.drain(..common.min(line.len()));
    }
    while text.last().is_some_and(String::is_empty) {
        text.pop();
    }
    let blank = text.iter().take_while(|line| line.is_empty()).count();
    text.drain(..blank);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;
    use crate::syntax::CommentLine;

    fn parts(text: &str) -> Parts {
        let lines = text
            .lines()
            .map(|text| CommentLine {
                text,
                span: Span { start: 0, end: 0 },
            })
            .collect();
        Parts::read(Some(&Comment { lines }))
    }

    #[test]
    fn text_members_and_sections() {
        let parts = parts(
            "@eject:\n\nEject a device.\n\n@device:  the name\n          of it\n\n@force: #optional even so\n\n\
             Returns: Nothing\n         If locked, DeviceLocked\n\nSince: 0.14.0\n\nMore text.",
        );
        assert_eq!(parts.definition.text, ["Eject a device.", "", "More text."]);
        assert_eq!(parts.member("device").text, ["the name", "of it"]);
        assert_eq!(parts.member("force").text, ["even so"]);
        assert_eq!(parts.member("missing"), Doc::default());
        let sections: Vec<_> = parts
            .definition
            .sections
            .iter()
            .map(|s| (s.kind, s.text.join("|")))
            .collect();
        assert_eq!(
            sections,
            [
                (
                    SectionKind::Returns,
                    "Nothing|If locked, DeviceLocked".to_owned()
                ),
                (SectionKind::Since, "0.14.0".to_owned()),
            ]
        );
    }

    #[test]
    fn names_without_a_colon_and_lines_without_indentation() {
        let parts =
            parts("@RunState\n\n@io-error: the last operation\nhas failed\n\n@paused: by hand");
        assert_eq!(
            parts.member("io-error").text,
            ["the last operation", "has failed"]
        );
        assert_eq!(parts.member("paused").text, ["by hand"]);
        assert!(parts.definition.text.is_empty());
    }

    #[test]
    fn deeper_indentation_is_kept() {
        let parts = parts("@x:\n\n@a: list:\n    - one\n      two\n    - three");
        assert_eq!(
            parts.member("a").text,
            ["list:", "- one", "  two", "- three"]
        );
    }
}
