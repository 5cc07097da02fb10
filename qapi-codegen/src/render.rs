//! Diagnostics as text.

mod snippet;
#[cfg(test)]
mod tests;

use crate::diagnostic::Diagnostic;
use crate::source::{Location, SourceFile, SourceMap, Span};
use snippet::{Mark, blank, draw, printable};

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
        let mut out = String::from(if bare { "" } else { "error: " });
        out += &printable(&self.message);
        let places = self.places(sources);
        let mut last = None;
        for place in &places {
            if !place.is_long() {
                for mark in &place.marks {
                    last = last.max(Some(mark.line + 1));
                }
            }
        }
        let gutter = last.map_or(0, |line| line.to_string().len());
        for (index, place) in places.iter().enumerate() {
            place.draw(&mut out, gutter, index == 0);
        }
        let included_from = self.included_from(sources);
        if !self.help.is_empty() || !included_from.is_empty() {
            blank(&mut out, gutter);
        }
        for help in &self.help {
            out += &format!("\nhelp: {help}");
        }
        for at in included_from {
            out += &format!(
                "\nnote: included from {}:{}:{}",
                at.file, at.line, at.column
            );
        }
        out
    }

    /// How the mistake's file comes into the schema: the directive that
    /// includes it, the one that includes that file, and so on.
    #[must_use]
    pub fn included_from<'s>(&self, sources: &'s SourceMap) -> Vec<Location<'s>> {
        let mut locations = Vec::new();
        let mut span = self.span;
        while let Some(includer) = sources.file(span).and_then(SourceFile::included_from) {
            locations.extend(sources.locate(includer));
            span = includer;
        }
        locations
    }

    /// The places to show, by file and nearness, the mistake's own first.
    fn places<'s>(&'s self, sources: &'s SourceMap) -> Vec<Place<'s>> {
        let mut places = Vec::new();
        add(&mut places, sources, self.span, &self.label, true);
        for (span, text) in &self.related {
            add(&mut places, sources, *span, text, false);
        }
        places
    }
}

/// Puts a mark where others are near, or on its own.
fn add<'s>(
    places: &mut Vec<Place<'s>>,
    sources: &'s SourceMap,
    span: Span,
    label: &'s str,
    primary: bool,
) {
    let Some(file) = sources.file(span) else {
        return;
    };
    let mark = Mark::new(file, span, label, primary);
    for place in &mut *places {
        if std::ptr::eq(place.file, file) && place.marks[0].line.abs_diff(mark.line) <= NEAR {
            place.marks.push(mark);
            return;
        }
    }
    places.push(Place {
        file,
        marks: vec![mark],
    });
}

/// Marks in one file that are near to each other.
struct Place<'s> {
    file: &'s SourceFile,
    marks: Vec<Mark<'s>>,
}

impl Place<'_> {
    /// Whether a line is too long to be of use: it is named then, not shown.
    fn is_long(&self) -> bool {
        let long = |mark: &Mark<'_>| self.file.line_range(mark.line).len() > MAX_LINE;
        self.marks.iter().any(long)
    }

    fn draw(&self, out: &mut String, gutter: usize, first: bool) {
        let long = self.is_long();
        if !first && !long {
            blank(out, gutter);
        }
        // Where the mistake is; of other places, the first one.
        let mut at = &self.marks[0];
        for mark in &self.marks {
            if !first && !long && mark.line < at.line {
                at = mark;
            }
        }
        let arrow = if first { "-->" } else { ":::" };
        let (name, line, column) = (self.file.name(), at.line + 1, at.column + 1);
        *out += &format!("\n{:gutter$}{arrow} {name}:{line}:{column}", "");
        if !long {
            blank(out, gutter);
            draw(out, self.file, &self.marks, gutter);
        }
    }
}
