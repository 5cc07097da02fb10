//! Diagnostics as text.

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::Diagnostic;
use crate::source::{Location, SourceFile, SourceMap, Span};

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
        let mut report = Vec::new();
        let title = Level::ERROR.primary_title(self.message.as_str());
        let places = self.places(sources);
        report.push(title.elements(places.iter().map(|(file, places)| shown(file, places))));
        for help in &self.help {
            report.push(Group::with_title(
                Level::HELP.secondary_title(help.as_str()),
            ));
        }
        for at in self.included_from(sources) {
            let note = format!("included from {}:{}:{}", at.file, at.line, at.column);
            report.push(Group::with_title(Level::NOTE.secondary_title(note)));
        }
        let text = Renderer::plain().render(&report);
        match text.strip_prefix("error: ") {
            Some(rest) if bare => rest.to_owned(),
            _ => text,
        }
    }

    /// How the mistake's file comes into the schema: the directive that
    /// includes it, the one that includes that file, and so on.
    #[must_use]
    pub fn included_from<'s>(&self, sources: &'s SourceMap) -> Vec<Location<'s>> {
        let includer = |span| sources.file(span)?.included_from();
        let mut places = Vec::new();
        let mut next = includer(self.span);
        while let Some(span) = next {
            if let Some(place) = sources.locate(span) {
                places.push(place);
            }
            next = includer(span);
        }
        places
    }

    /// The places to show, by file and nearness, the mistake's own first.
    fn places<'s>(&self, sources: &'s SourceMap) -> Vec<(&'s SourceFile, Vec<Place<'_>>)> {
        let mut groups: Vec<(&SourceFile, Vec<Place<'_>>)> = Vec::new();
        let own = (self.span, self.label.as_str(), AnnotationKind::Primary);
        let related = self.related.iter();
        let related = related.map(|(span, text)| (*span, text.as_str(), AnnotationKind::Context));
        for place in std::iter::once(own).chain(related) {
            let Some(file) = sources.file(place.0) else {
                continue;
            };
            let near = groups.iter_mut().find(|(known, places)| {
                std::ptr::eq(*known, file)
                    && line(file, places[0].0).abs_diff(line(file, place.0)) <= NEAR
            });
            match near {
                Some((_, places)) => places.push(place),
                None => groups.push((file, vec![place])),
            }
        }
        groups
    }
}

type Place<'a> = (Span, &'a str, AnnotationKind);

fn line(file: &SourceFile, span: Span) -> usize {
    file.line_index(file.range(span).start)
}

/// The text around these places, which all lie in this file; the first place
/// alone where a line is too long to be of use.
fn shown<'a>(file: &'a SourceFile, places: &[Place<'a>]) -> Element<'a> {
    let long = places.iter().any(|(span, ..)| {
        let line = file.line_index(file.range(*span).start);
        file.line_range(line).len() > MAX_LINE
    });
    match file.location(places[0].0) {
        Location { line, column, .. } if long => Origin::path(file.name())
            .line(line)
            .char_column(column)
            .into(),
        _ => snippet(file, places).into(),
    }
}

/// The lines that hold these places, which all lie in this file.
fn snippet<'a>(
    file: &'a SourceFile,
    places: &[Place<'a>],
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let (mut first, mut last) = (usize::MAX, 0);
    for (span, ..) in places {
        let range = file.range(*span);
        first = first.min(file.line_index(range.start));
        last = last.max(file.line_index(range.end));
    }
    let start = file.line_range(first).start;
    let text = &file.text()[start..file.line_range(last).end];
    Snippet::source(text)
        .line_start(first + 1)
        .path(file.name())
        .annotations(places.iter().map(|(span, label, kind)| {
            let range = file.range(*span);
            let annotation = kind.span(range.start - start..range.end - start);
            if label.is_empty() {
                annotation
            } else {
                annotation.label(*label)
            }
        }))
}
