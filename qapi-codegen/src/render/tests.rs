//! Mistakes at places at random, held against what rustc's and cargo's own
//! renderer makes of them.

use std::collections::HashMap;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostic::Diagnostic;
use crate::source::{SourceMap, Span};

/// What lines are made of; all sorts of widths, and what is replaced.
const PIECES: [&str; 14] = [
    "{ ",
    "'data': ",
    "'type'",
    "é",
    "漢字",
    "\t",
    "\u{7}",
    "\u{200d}",
    "\u{202e}",
    "e\u{301}",
    "🙂",
    " }",
    "          ",
    "# a comment ",
];

const LABELS: [&str; 5] = ["", "", "here", "defined again here", "hiér 漢"];

#[test]
fn like_the_compilers_own() {
    let mut random = Random(7);
    let mut shapes = HashMap::new();
    for round in 0..2_000 {
        let mut sources = SourceMap::default();
        let mut files = vec![text(&mut random)];
        if random.below(4) == 0 {
            files.push(text(&mut random));
        }
        for (number, text) in files.iter().enumerate() {
            sources
                .add(format!("{number}.json"), text.as_str(), None)
                .unwrap();
        }
        let (span, label) = place(&mut random, &sources);
        let mut mistake = Diagnostic::new(span, "wrong \u{1b}").label(label);
        for _ in 0..random.below(5) {
            let (span, label) = place(&mut random, &sources);
            mistake = mistake.related(span, label);
        }
        if random.below(2) == 0 {
            mistake = mistake.help("say it");
        }
        let (ours, theirs) = (mistake.long(&sources, false), compilers(&mistake, &sources));
        assert!(
            ours == theirs,
            "round {round}: {mistake:?}\nours:\n{ours}\ntheirs:\n{theirs}\n{files:?}"
        );
        *shapes.entry(ours.lines().count()).or_insert(0) += 1;
    }
    assert!(shapes.len() > 14, "{shapes:?}");
}

/// Here they would draw a bracket beside the lines.
#[test]
fn the_first_of_several_lines_is_marked() {
    let mut sources = SourceMap::default();
    let text = "{ 'command': 'stop',\n  'data': {\n    'id': 'str' } }\n";
    sources.add("demo.json", text, None).unwrap();
    let (start, end) = (text.find("{\n").unwrap(), text.find(" }\n").unwrap());
    let span = Span {
        start: start as u32,
        end: end as u32,
    };
    let mistake = Diagnostic::new(span, "no").label("why");
    let expected = "\
error: no
 --> demo.json:2:11
  |
2 |   'data': {
  |           ^ why";
    assert_eq!(mistake.long(&sources, false), expected);
}

/// The same by `annotate-snippets`.
fn compilers(mistake: &Diagnostic, sources: &SourceMap) -> String {
    let mut title = Level::ERROR
        .primary_title(mistake.message.as_str())
        .elements(std::iter::empty::<annotate_snippets::Padding>());
    for place in mistake.places(sources) {
        let file = place.file;
        let all = std::iter::once((mistake.span, &mistake.label, AnnotationKind::Primary)).chain(
            mistake
                .related
                .iter()
                .map(|(span, label)| (*span, label, AnnotationKind::Context)),
        );
        let here: Vec<_> = all
            .filter(|(span, ..)| {
                let line = file.line_index(file.range(*span).start);
                sources
                    .file(*span)
                    .is_some_and(|other| std::ptr::eq(other, file))
                    && place.marks.iter().any(|mark| mark.line == line)
            })
            .collect();
        title = title.element(Snippet::source(file.text()).path(file.name()).annotations(
            here.iter().map(|(span, label, kind)| {
                let annotation = kind.span(file.range(*span));
                match label.as_str() {
                    "" => annotation,
                    label => annotation.label(label),
                }
            }),
        ));
    }
    let help = mistake
        .help
        .iter()
        .map(|help| Group::with_title(Level::HELP.secondary_title(help)));
    let report: Vec<_> = std::iter::once(title).chain(help).collect();
    Renderer::plain().render(&report)
}

/// Some lines, whose numbers all have the same width: theirs is too narrow
/// where only an empty mark at a line's start is on the last one.
fn text(random: &mut Random) -> String {
    let mut text = "\n".repeat(random.below(2) * 150);
    for _ in 0..1 + random.below(8) {
        if random.below(5) == 0 {
            text.push_str(&" ".repeat(random.below(40)));
        }
        for _ in 0..random.below(8) {
            text.push_str(PIECES[random.below(PIECES.len())]);
        }
        text.push_str(if random.below(6) == 0 { "\r\n" } else { "\n" });
    }
    text + "x"
}

/// A part of a line, and what to say about it.
fn place(random: &mut Random, sources: &SourceMap) -> (Span, &'static str) {
    let file = &sources.files()[random.below(sources.files().len())];
    let lines = file.text().lines().count();
    let line = file.line_range(lines - 1 - random.below(lines.min(9)));
    let text = file.text()[line.clone()].trim_end_matches(['\r', '\n']);
    let mut ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    ends.push(text.len());
    let (one, other) = (
        ends[random.below(ends.len())],
        ends[random.below(ends.len())],
    );
    let at = |end: usize| file.span().start + (line.start + end) as u32;
    let span = Span {
        start: at(one.min(other)),
        end: at(one.max(other)),
    };
    (span, LABELS[random.below(LABELS.len())])
}

struct Random(u64);

impl Random {
    /// Less than this.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}
