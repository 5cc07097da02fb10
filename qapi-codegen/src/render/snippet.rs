//! Lines of a file with marks under them, drawn as rustc draws its own.

use std::cmp::Reverse;

use unicode_width::UnicodeWidthChar;

use crate::source::{SourceFile, Span};

/// The columns that a line may be indented by before they are cut.
const INDENT: usize = 26;

/// How much of a longer indent is left.
const INDENT_LEFT: usize = 22;

/// What stands for an indent that was cut.
const CUT: &str = "...";

/// Something on a line to point at, with columns as a terminal counts them.
pub(super) struct Mark<'a> {
    /// The line, from 0.
    pub(super) line: usize,
    /// The column in characters, from 0.
    pub(super) column: usize,
    start: usize,
    end: usize,
    /// The characters before the end, which tell an empty span.
    length: usize,
    label: &'a str,
    primary: bool,
}

impl<'a> Mark<'a> {
    /// Of a span of several lines, the first one is marked.
    pub(super) fn new(file: &SourceFile, span: Span, label: &'a str, primary: bool) -> Self {
        let range = file.range(span);
        let line = file.line_index(range.start);
        let (offset, text) = (file.line_range(line).start, text(file, line));
        let before = |end: usize| text.get(..end - offset).unwrap_or(text);
        let start = width(&printable(before(range.start)));
        let before_end = before(range.end);
        Self {
            line,
            column: before(range.start).chars().count(),
            start,
            end: width(&printable(before_end)).max(start + 1),
            length: before_end.chars().count(),
            label,
            primary,
        }
    }

    fn reach(&self) -> ((usize, usize), (usize, usize)) {
        ((self.start, self.column), (self.end, self.length))
    }

    /// Whether they share a column, or would with this much more behind the
    /// other one.
    fn meets(&self, other: &Self, padding: usize) -> bool {
        self.start < other.end + padding && other.start < self.end
    }
}

/// Draws the lines that have marks, with numbers as wide as the gutter.
pub(super) fn draw(rows: &mut Vec<String>, file: &SourceFile, marks: &[Mark<'_>], gutter: usize) {
    let mut lines: Vec<usize> = marks.iter().map(|mark| mark.line).collect();
    lines.sort_unstable();
    lines.dedup();
    let cut = cut(file, &lines, marks);
    let mut before = None;
    for line in lines {
        match before.map_or(1, |before| line - before) {
            1 => {}
            2 => rows.push(code(file, line - 1, gutter, cut)),
            _ => rows.push(CUT.to_owned()),
        }
        rows.push(code(file, line, gutter, cut));
        before = Some(line);
        let mut here: Vec<&Mark<'_>> = marks.iter().filter(|mark| mark.line == line).collect();
        // The last one first: what stands further right must not cover the
        // lines down to the labels of the others.
        here.sort_by_key(|mark| Reverse((mark.start, mark.column)));
        underline(rows, &here, gutter, cut);
    }
}

/// How many columns of the indent are not shown.
fn cut(file: &SourceFile, lines: &[usize], marks: &[Mark<'_>]) -> usize {
    let indents = lines.iter().filter_map(|&line| {
        let text = text(file, line);
        let end = text.find(|letter: char| !letter.is_whitespace())?;
        Some(text[..end].chars().count() + 3 * text[..end].matches('\t').count())
    });
    let starts = marks.iter().map(|mark| mark.start);
    // Where all lines are blank, their length is what matters.
    let indent = indents
        .min()
        .map_or(0, |indent| starts.fold(indent, usize::min));
    if indent > INDENT {
        indent - INDENT_LEFT
    } else {
        0
    }
}

/// A line with its number.
fn code(file: &SourceFile, line: usize, gutter: usize, cut: usize) -> String {
    let text = printable(text(file, line));
    let number = line + 1;
    if text.is_empty() && cut == 0 {
        return format!("{number:>gutter$} |");
    }
    if cut == 0 {
        return format!("{number:>gutter$} | {text}");
    }
    let rest: String = text.chars().skip(cut + CUT.len()).collect();
    format!("{number:>gutter$} | {CUT}{rest}")
}

/// The rows below a line; its marks, the last one first.
fn underline(rows: &mut Vec<String>, marks: &[&Mark<'_>], gutter: usize, cut: usize) {
    let (levels, deepest) = levels(marks);
    let height = if deepest == 0 { 1 } else { deepest + 2 };
    let mut below: Vec<Row> = (0..height).map(|_| Row::default()).collect();
    let both = || marks.iter().zip(&levels);
    for (mark, &level) in both().filter(|(mark, level)| **level > 0 && !mark.label.is_empty()) {
        for row in &mut below[..=level] {
            row.put(mark.start - cut, "|");
        }
    }
    for (mark, &level) in both() {
        match level {
            0 => below[0].put(mark.end + 1 - cut, mark.label),
            _ => below[level + 1].put(mark.start - cut, mark.label),
        }
    }
    // Short ones over long ones, and the mistake's own over others.
    let mut by_length = marks.to_vec();
    by_length.sort_by_key(|mark| (Reverse(mark.end - mark.start), mark.primary));
    for mark in by_length {
        let line = if mark.primary { "^" } else { "-" };
        below[0].put(mark.start - cut, &line.repeat(mark.end - mark.start));
    }
    rows.extend(below.iter().map(|row| match row.text() {
        text if text.is_empty() => format!("{text:gutter$} |"),
        text => format!("{:gutter$} | {text}", ""),
    }));
}

/// How far below its mark each label stands, 0 for right behind it, and the
/// most of that.
fn levels(marks: &[&Mark<'_>]) -> (Vec<usize>, usize) {
    let mut level = 0;
    let mut levels = Vec::new();
    for (index, mark) in marks.iter().enumerate() {
        let others = &marks[index + 1..];
        let labelled = !mark.label.is_empty();
        let one_under = |other: &Mark<'_>| other.reach() == mark.reach() && other.label.is_empty();
        let covered = others
            .iter()
            .any(|other| mark.meets(other, 0) && !one_under(other));
        if level == 0 && labelled && covered {
            level = 1;
        }
        levels.push(level);
        let touched = others.iter().any(|other| {
            !other.label.is_empty()
                && mark.meets(other, other.label.len() + 2)
                && (labelled || level == 0 && other.reach().1 <= mark.reach().1)
        });
        level += usize::from(touched);
    }
    (levels, level)
}

/// Characters by column.
#[derive(Default)]
struct Row(Vec<char>);

impl Row {
    /// Writes over what is there.
    fn put(&mut self, column: usize, text: &str) {
        for (column, letter) in (column..).zip(text.chars()) {
            if self.0.len() <= column {
                self.0.resize(column + 1, ' ');
            }
            self.0[column] = letter;
        }
    }

    fn text(&self) -> String {
        self.0.iter().collect()
    }
}

/// A line without its end.
fn text(file: &SourceFile, line: usize) -> &str {
    let text = &file.text()[file.line_range(line)];
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.strip_suffix('\r').unwrap_or(text)
}

/// The text with what a terminal would act on, or show in its own way,
/// replaced by what can be pointed at.
pub(super) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\t' => shown.push_str("    "),
            '\0'..='\x1f' => shown.extend(char::from_u32(0x2400 + letter as u32)),
            '\x7f' => shown.push('␡'),
            '\u{200d}' => {}
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => shown.push('�'),
            _ => shown.push(letter),
        }
    }
    shown
}

fn width(text: &str) -> usize {
    text.chars().map(|letter| letter.width().unwrap_or(1)).sum()
}
