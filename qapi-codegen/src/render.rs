//! Diagnostics as text.

mod snippet;
#[cfg(test)]
mod tests;

use crate::diagnostic::Diagnostic;
use crate::source::{Location, SourceFile, SourceMap};
use snippet::{Mark, draw, printable};

/// How far apart two places may be to be shown in one piece of text, in lines.
const NEAR: usize = 40;

/// The longest line that is shown, in bytes: no one writes such lines.
const MAX_LINE: usize = 1000;

impl Diagnostic {
    /// The mistake in one line: `path:line:column: error: message`.
    #[must_use]
    pub fn short(&self, sources: &SourceMap) -> String {
        match sources.locate(self.span) {
            Some(at) => format!(
                "{}:{}:{}: error: {}",
                at.file, at.line, at.column, self.message
            ),
            None => format!("error: {}", self.message),
        }
    }

    /// The mistake with the text around it, as rustc shows its own, without
    /// the leading `error: ` where `bare`, for rustc to put its own there.
    #[must_use]
    pub fn long(&self, sources: &SourceMap, bare: bool) -> String {
        let level = if bare { "" } else { "error: " };
        let mut rows = vec![format!("{level}{}", printable(&self.message))];
        let places = self.places(sources);
        let shown = places.iter().filter(|place| !place.is_long());
        let last = shown.flat_map(|place| place.marks.iter().map(|mark| mark.line + 1));
        let gutter = last.max().map_or(0, |line| line.to_string().len());
        for (index, place) in places.iter().enumerate() {
            place.draw(&mut rows, gutter, index == 0);
        }
        let more = rows.len();
        rows.extend(self.help.iter().map(|help| format!("help: {help}")));
        rows.extend(
            self.included_from(sources)
                .iter()
                .map(|at| format!("note: included from {}:{}:{}", at.file, at.line, at.column)),
        );
        if rows.len() > more {
            rows.insert(more, blank(gutter));
        }
        rows.join("\n")
    }

    /// How the mistake's file comes into the schema: the directive that
    /// includes it, the one that includes that file, and so on.
    #[must_use]
    pub fn included_from<'s>(&self, sources: &'s SourceMap) -> Vec<Location<'s>> {
        let includer = |span| sources.file(span).and_then(SourceFile::included_from);
        std::iter::successors(includer(self.span), |span| includer(*span))
            .filter_map(|span| sources.locate(span))
            .collect()
    }

    /// The places to show, by file and nearness, the mistake's own first.
    fn places<'s>(&'s self, sources: &'s SourceMap) -> Vec<Place<'s>> {
        let mut places: Vec<Place<'_>> = Vec::new();
        let related = self.related.iter().map(|(span, text)| (*span, text));
        for (index, (span, text)) in [(self.span, &self.label)]
            .into_iter()
            .chain(related)
            .enumerate()
        {
            let Some(file) = sources.file(span) else {
                continue;
            };
            let mark = Mark::new(file, span, text, index == 0);
            let near = places.iter_mut().find(|known| {
                std::ptr::eq(known.file, file) && known.marks[0].line.abs_diff(mark.line) <= NEAR
            });
            match near {
                Some(known) => known.marks.push(mark),
                None => places.push(Place {
                    file,
                    marks: vec![mark],
                }),
            }
        }
        places
    }
}

/// Marks in one file that are near to each other.
struct Place<'s> {
    file: &'s SourceFile,
    marks: Vec<Mark<'s>>,
}

impl Place<'_> {
    /// Whether a line is too long to be of use: it is named then, not shown.
    fn is_long(&self) -> bool {
        let mut lines = self.marks.iter().map(|mark| mark.line);
        lines.any(|line| self.file.line_range(line).len() > MAX_LINE)
    }

    fn draw(&self, rows: &mut Vec<String>, gutter: usize, first: bool) {
        let arrow = if first { "-->" } else { ":::" };
        if !first && !self.is_long() {
            rows.push(blank(gutter));
        }
        // Where the mistake is; of other places, the first one.
        let at = match self.marks.iter().min_by_key(|mark| mark.line) {
            Some(mark) if !first && !self.is_long() => mark,
            _ => &self.marks[0],
        };
        let (line, column) = (at.line + 1, at.column + 1);
        let name = self.file.name();
        rows.push(format!("{:gutter$}{arrow} {name}:{line}:{column}", ""));
        if !self.is_long() {
            rows.push(blank(gutter));
            draw(rows, self.file, &self.marks, gutter);
        }
    }
}

/// A row with nothing but the line beside the numbers.
fn blank(gutter: usize) -> String {
    format!("{:gutter$} |", "")
}
