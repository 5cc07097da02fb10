//! Lines of a file with marks under them, drawn as rustc draws its own.

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
        let before = |end: usize| text.get(..end.saturating_sub(offset)).unwrap_or(text);
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

    fn from(&self) -> (usize, usize) {
        (self.start, self.column)
    }

    fn to(&self) -> (usize, usize) {
        (self.end, self.length)
    }

    fn width(&self) -> usize {
        self.end - self.start
    }

    /// Whether they share a column, or would with this much more behind the
    /// other one.
    fn meets(&self, other: &Self, padding: usize) -> bool {
        self.start < other.end + padding && other.start < self.end
    }
}

/// Draws the lines that have marks, with numbers as wide as the gutter.
pub(super) fn draw(out: &mut String, file: &SourceFile, marks: &[Mark<'_>], gutter: usize) {
    let cut = cut(file, marks);
    let mut before = None;
    while let Some(line) = next_line(marks, before) {
        match before.map_or(1, |before| line - before) {
            1 => {}
            2 => code(out, file, line - 1, gutter, cut),
            _ => *out += "\n...",
        }
        code(out, file, line, gutter, cut);
        // The last one first: what stands further right must not cover the
        // lines down to the labels of the others.
        let mut here: Vec<&Mark<'_>> = Vec::new();
        for mark in marks {
            if mark.line == line {
                insert(&mut here, mark, |one, other| one.from() > other.from());
            }
        }
        underline(out, &here, gutter, cut);
        before = Some(line);
    }
}

/// The first line with a mark behind this one.
fn next_line(marks: &[Mark<'_>], before: Option<usize>) -> Option<usize> {
    let mut next = None;
    for mark in marks {
        if before.is_none_or(|before| mark.line > before)
            && next.is_none_or(|next| mark.line < next)
        {
            next = Some(mark.line);
        }
    }
    next
}

/// Puts a mark behind all that it does not go before. There are few, and
/// `sort` would cost more to compile than all else here.
fn insert<'m, 'a>(
    sorted: &mut Vec<&'m Mark<'a>>,
    mark: &'m Mark<'a>,
    before: fn(&Mark<'_>, &Mark<'_>) -> bool,
) {
    let mut at = sorted.len();
    while at > 0 && before(mark, sorted[at - 1]) {
        at -= 1;
    }
    sorted.insert(at, mark);
}

/// How many columns of the indent are not shown.
fn cut(file: &SourceFile, marks: &[Mark<'_>]) -> usize {
    let mut indent = None;
    for mark in marks {
        let mut columns = 0;
        for letter in text(file, mark.line).chars() {
            match letter {
                '\t' => columns += 4,
                _ if letter.is_whitespace() => columns += 1,
                _ => {
                    indent = Some(indent.unwrap_or(columns).min(columns));
                    break;
                }
            }
        }
    }
    // Where all lines are blank, nothing is cut.
    let mut indent = indent.unwrap_or(0);
    for mark in marks {
        indent = indent.min(mark.start);
    }
    if indent > INDENT {
        indent - INDENT_LEFT
    } else {
        0
    }
}

/// A line with its number.
fn code(out: &mut String, file: &SourceFile, line: usize, gutter: usize, cut: usize) {
    let text = printable(text(file, line));
    let mut row = Row::default();
    if cut == 0 {
        row.put(0, &text);
    } else {
        row.put(0, CUT);
        for (column, letter) in text.chars().enumerate() {
            if column >= cut + CUT.len() {
                row.0.push(letter);
            }
        }
    }
    row.show(out, &(line + 1).to_string(), gutter);
}

/// The rows below a line; its marks, the last one first.
fn underline(out: &mut String, marks: &[&Mark<'_>], gutter: usize, cut: usize) {
    let (levels, deepest) = levels(marks);
    let mut rows = vec![Row::default()];
    for _ in 0..if deepest > 0 { deepest + 1 } else { 0 } {
        rows.push(Row::default());
    }
    for (index, mark) in marks.iter().enumerate() {
        if levels[index] > 0 && !mark.label.is_empty() {
            for row in &mut rows[..=levels[index]] {
                row.put(mark.start - cut, "|");
            }
        }
    }
    for (index, mark) in marks.iter().enumerate() {
        match levels[index] {
            0 => rows[0].put(mark.end + 1 - cut, mark.label),
            level => rows[level + 1].put(mark.start - cut, mark.label),
        }
    }
    // Short ones over long ones, and the mistake's own over others.
    let mut by_length = Vec::new();
    for mark in marks {
        insert(&mut by_length, mark, |one, other| {
            (other.width(), one.primary) < (one.width(), other.primary)
        });
    }
    for mark in by_length {
        let line = if mark.primary { "^" } else { "-" };
        rows[0].put(mark.start - cut, &line.repeat(mark.width()));
    }
    for row in rows {
        row.show(out, "", gutter);
    }
}

/// How far below its mark each label stands, 0 for right behind it, and the
/// most of that.
fn levels(marks: &[&Mark<'_>]) -> (Vec<usize>, usize) {
    let mut level = 0;
    let mut levels = Vec::new();
    for (index, mark) in marks.iter().enumerate() {
        let labelled = !mark.label.is_empty();
        let (mut covered, mut touched) = (false, false);
        for other in &marks[index + 1..] {
            let same = other.from() == mark.from() && other.to() == mark.to();
            covered |= mark.meets(other, 0) && !(same && other.label.is_empty());
        }
        if level == 0 && labelled && covered {
            level = 1;
        }
        levels.push(level);
        for other in &marks[index + 1..] {
            touched |= !other.label.is_empty()
                && mark.meets(other, other.label.len() + 2)
                && (labelled || level == 0 && other.to() <= mark.to());
        }
        level += usize::from(touched);
    }
    (levels, level)
}

/// Characters by column.
#[derive(Clone, Default)]
struct Row(Vec<char>);

impl Row {
    /// Writes over what is there.
    fn put(&mut self, mut column: usize, text: &str) {
        for letter in text.chars() {
            while self.0.len() <= column {
                self.0.push(' ');
            }
            self.0[column] = letter;
            column += 1;
        }
    }

    /// Adds it as a line of its own, with this in the gutter.
    fn show(&self, out: &mut String, number: &str, gutter: usize) {
        out.push('\n');
        for _ in number.len()..gutter {
            out.push(' ');
        }
        *out += number;
        *out += if self.0.is_empty() { " |" } else { " | " };
        for letter in &self.0 {
            out.push(*letter);
        }
    }
}

/// A row with nothing but the line beside the numbers.
pub(super) fn blank(out: &mut String, gutter: usize) {
    Row::default().show(out, "", gutter);
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
            '\0'..='\x1f' => shown.push(char::from_u32(0x2400 + letter as u32).unwrap_or(letter)),
            '\x7f' => shown.push('␡'),
            '\u{200d}' => {}
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => shown.push('�'),
            _ => shown.push(letter),
        }
    }
    shown
}

fn width(text: &str) -> usize {
    let mut width = 0;
    for letter in text.chars() {
        width += letter.width().unwrap_or(1);
    }
    width
}
