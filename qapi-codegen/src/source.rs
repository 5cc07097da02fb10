//! Where text comes from: files in one space of offsets.

use std::ops::Range;

/// A range of bytes in the space of all files of a [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// From the start of this span to the end of that one.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start,
            end: other.end,
        }
    }

    /// The empty span right behind this one.
    #[must_use]
    pub fn after(self) -> Self {
        Self {
            start: self.end,
            end: self.end,
        }
    }
}

/// All files of a schema, one behind the other.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Adds a file under the name that messages call it by, and the directive
    /// that includes it. `None` where all files together exceed 4 GiB.
    pub fn add(
        &mut self,
        name: impl Into<String>,
        text: impl Into<String>,
        included_from: Option<Span>,
    ) -> Option<&SourceFile> {
        let text = text.into();
        let start = self
            .files
            .last()
            .map_or(0, |last| last.span().end.saturating_add(1));
        let length = u32::try_from(text.len()).ok()?;
        // One more, so that the end of a file is no other file's start.
        start.checked_add(length)?.checked_add(1)?;
        self.files
            .push(SourceFile::new(name.into(), text, start, included_from));
        self.files.last()
    }

    /// The files, in the order in which they were added.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The file that a span lies in.
    #[must_use]
    pub fn file(&self, span: Span) -> Option<&SourceFile> {
        let after = self.files.partition_point(|file| file.start <= span.start);
        self.files[..after].last()
    }

    /// The text of a span.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.file(span)
            .map_or("", |file| &file.text[file.range(span)])
    }

    /// File, line and column of a span's start.
    #[must_use]
    pub fn locate(&self, span: Span) -> Option<Location<'_>> {
        Some(self.file(span)?.location(span))
    }
}

/// One file.
#[derive(Debug)]
pub struct SourceFile {
    name: String,
    text: String,
    start: u32,
    /// Where each line starts.
    lines: Vec<usize>,
    included_from: Option<Span>,
}

impl SourceFile {
    fn new(name: String, text: String, start: u32, included_from: Option<Span>) -> Self {
        let mut lines = vec![0];
        for (offset, _) in text.match_indices('\n') {
            lines.push(offset + 1);
        }
        Self {
            name,
            text,
            start,
            lines,
            included_from,
        }
    }

    /// What messages call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is in it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The directive that includes it; `None` for the first file.
    #[must_use]
    pub fn included_from(&self) -> Option<Span> {
        self.included_from
    }

    /// Whether a span starts in the first column.
    pub(crate) fn starts_line(&self, span: Span) -> bool {
        let start = self.range(span).start;
        start == 0 || self.text.as_bytes()[start - 1] == b'\n'
    }

    /// All of it.
    #[must_use]
    pub fn span(&self) -> Span {
        Span {
            start: self.start,
            end: self.start + self.text.len() as u32,
        }
    }

    /// A span's bytes in [`text`](Self::text).
    #[must_use]
    pub fn range(&self, span: Span) -> Range<usize> {
        let offset = |at: u32| (at.saturating_sub(self.start) as usize).min(self.text.len());
        offset(span.start)..offset(span.end)
    }

    /// Line and column of a span's start.
    pub(crate) fn location(&self, span: Span) -> Location<'_> {
        let offset = self.range(span).start;
        let line = self.line_index(offset);
        let column = self.text[self.lines[line]..offset].chars().count();
        Location {
            file: &self.name,
            line: line + 1,
            column: column + 1,
        }
    }

    /// The line that holds an offset, from 0.
    #[must_use]
    pub fn line_index(&self, offset: usize) -> usize {
        self.lines.partition_point(|&start| start <= offset) - 1
    }

    /// The offset behind a line's last byte, without its end.
    pub(crate) fn line_end(&self, line: usize) -> usize {
        match self.lines.get(line + 1) {
            Some(next) => next - 1,
            None => self.text.len(),
        }
    }

    /// The offsets of a line in [`text`](Self::text), its end included.
    #[must_use]
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let end = self.lines.get(line + 1).copied().unwrap_or(self.text.len());
        self.lines[line]..end
    }
}

/// A place as a person finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location<'a> {
    /// The file's name.
    pub file: &'a str,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_several_files() {
        let mut sources = SourceMap::default();
        sources.add("a.json", "one\ntwö three\n", None);
        let second = sources.add("b.json", "four", None).unwrap().span();

        let three = Span { start: 9, end: 14 };
        assert_eq!(sources.text(three), "three");
        assert_eq!(
            sources.locate(three),
            Some(Location {
                file: "a.json",
                line: 2,
                column: 5
            })
        );
        assert_eq!(sources.text(second), "four");
        assert_eq!(
            sources.locate(second),
            Some(Location {
                file: "b.json",
                line: 1,
                column: 1
            })
        );
    }

    #[test]
    fn the_end_of_a_file_belongs_to_it() {
        let mut sources = SourceMap::default();
        let first = sources.add("a.json", "x\n", None).unwrap().span();
        sources.add("b.json", "y", None);
        let end = sources.locate(first.after());
        assert_eq!(
            end,
            Some(Location {
                file: "a.json",
                line: 2,
                column: 1
            })
        );
    }
}
