//! Lines to blocks: paragraphs, lists, literal blocks, notes.
//!
//! One reader serves all eras. What only reStructuredText has (`::` and a
//! deeper block, `.. name::`) does not occur in older texts, and what only they
//! have (lines of `|` or `->`, lists without a blank line before) means nothing
//! in reStructuredText. Where the two differ, as in hanging indentation, the
//! reading is taken that loses no text.

use super::directive;
use super::marker::Marker;
use crate::letters;

/// How deep blocks go into each other; what is deeper is read as paragraphs.
const MAX_DEPTH: usize = 8;

/// A line without its indentation, whose width is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) indent: usize,
    pub(super) text: &'a str,
}

impl<'a> Line<'a> {
    pub(super) fn new(line: &'a str) -> Self {
        // By bytes, where that will do: macros are not optimised.
        let bytes = line.as_bytes();
        let mut indent = 0;
        while bytes.get(indent) == Some(&b' ') {
            indent += 1;
        }
        if let (Some(b'!'..=b'~'), Some(b'!'..=b'~')) = (bytes.get(indent), bytes.last()) {
            let text = &line[indent..];
            return Self { indent, text };
        }
        let text = line.trim_start();
        Self {
            indent: line[..line.len() - text.len()].chars().count(),
            text: text.trim_end(),
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block<'a> {
    Paragraph(Vec<&'a str>),
    Heading {
        level: usize,
        text: &'a str,
    },
    /// Each item with its marker as Markdown writes it.
    List(Vec<(String, Vec<Block<'a>>)>),
    /// Kept as it is.
    Literal(Vec<String>),
    /// A note or the like, set off from the text.
    Aside {
        title: String,
        blocks: Vec<Block<'a>>,
    },
    /// Blocks under a title, as part of the text.
    Titled {
        title: String,
        blocks: Vec<Block<'a>>,
    },
}

/// Takes a text apart.
pub(super) fn blocks<'a>(lines: &[Line<'a>], depth: usize) -> Vec<Block<'a>> {
    let mut reader = Reader {
        lines,
        at: 0,
        base: indentation(lines),
        depth,
        blocks: Vec::new(),
    };
    while let Some(line) = lines.get(reader.at) {
        if line.is_blank() {
            reader.at += 1;
        } else {
            reader.block(*line);
        }
    }
    reader.blocks
}

/// Lines as they are, less their common indentation and blank ones around.
pub(super) fn literal(lines: &[Line<'_>]) -> Vec<String> {
    let common = indentation(lines);
    let mut text: Vec<String> = Vec::new();
    // How many lines it has without the blank ones at its end.
    let mut filled = 0;
    for line in lines {
        if line.is_blank() {
            if filled > 0 {
                text.push(String::new());
            }
        } else {
            // Nothing real is indented so far; nonsense shall not grow.
            let indent = (line.indent - common).min(200);
            text.push(format!("{:indent$}{}", "", line.text));
            filled = text.len();
        }
    }
    text.truncate(filled);
    text
}

/// That of the line that is indented least, blank ones aside.
fn indentation(lines: &[Line<'_>]) -> usize {
    let mut least = usize::MAX;
    for line in lines {
        if !line.is_blank() {
            least = least.min(line.indent);
        }
    }
    if least == usize::MAX { 0 } else { least }
}

struct Reader<'l, 'a> {
    lines: &'l [Line<'a>],
    at: usize,
    /// The indentation of the text itself.
    base: usize,
    depth: usize,
    blocks: Vec<Block<'a>>,
}

impl<'a> Reader<'_, 'a> {
    fn block(&mut self, line: Line<'a>) {
        let nests = self.depth < MAX_DEPTH;
        if nests && directive::starts(line.text) {
            let end = self.deeper(self.at + 1, line.indent);
            let body = &self.lines[self.at + 1..end];
            self.blocks
                .extend(directive::read(line, body, self.depth + 1));
            self.at = end;
        } else if line.text.starts_with('|') {
            self.bars();
        } else if is_drawn(line.text) {
            let end = self.paragraph_end();
            self.literal(end);
        } else if looks_like_code(line.text) {
            let end = if line.indent > self.base {
                self.deeper(self.at, line.indent - 1)
            } else {
                self.paragraph_end()
            };
            self.literal(end);
        } else if let Some(marker) = Marker::of(line.text).filter(|_| nests) {
            self.list(line.indent, marker.is_number());
        } else if !self.heading(line) && !self.definition(line) {
            self.paragraph();
        }
    }

    /// The end of the lines from here that are indented deeper than this.
    fn deeper(&self, from: usize, indent: usize) -> usize {
        let mut end = from;
        for (offset, line) in self.lines[from..].iter().enumerate() {
            if line.is_blank() {
                continue;
            }
            if line.indent <= indent {
                break;
            }
            end = from + offset + 1;
        }
        end
    }

    /// The next blank line.
    fn paragraph_end(&self) -> usize {
        self.lines[self.at..]
            .iter()
            .position(Line::is_blank)
            .map_or(self.lines.len(), |length| self.at + length)
    }

    fn literal(&mut self, end: usize) {
        let text = literal(&self.lines[self.at..end]);
        self.blocks.push(Block::Literal(text));
        self.at = end;
    }

    /// `| text`, which marked examples once, and draws tables.
    fn bars(&mut self) {
        let lines = &self.lines[self.at..];
        let length = lines
            .iter()
            .position(|line| !line.text.starts_with('|') && !is_drawn(line.text))
            .unwrap_or(lines.len());
        let lines = &lines[..length];
        self.at += length;
        let is_drawing = lines
            .iter()
            .any(|line| !line.text.starts_with('|') || line.text[1..].contains('|'));
        let text = if is_drawing {
            literal(lines)
        } else {
            let mut inner = Vec::new();
            for line in lines {
                inner.push(Line::new(&line.text[1..]));
            }
            literal(&inner)
        };
        if !text.is_empty() {
            self.blocks.push(Block::Literal(text));
        }
    }

    fn list(&mut self, indent: usize, numbers: bool) {
        let mut items = Vec::new();
        while let Some((line, marker)) = self.next_item(indent, numbers) {
            let content = indent + marker.width;
            let end = self.item_end(indent);
            let mut lines = vec![Line {
                indent: content,
                text: &line.text[marker.width..],
            }];
            lines.extend(self.lines[self.at + 1..end].iter().map(|line| Line {
                indent: line.indent.max(content),
                ..*line
            }));
            items.push((marker.written, blocks(&lines, self.depth + 1)));
            self.at = end;
        }
        self.blocks.push(Block::List(items));
    }

    /// The item that comes next, if it is one of this list's.
    fn next_item(&mut self, indent: usize, numbers: bool) -> Option<(Line<'a>, Marker)> {
        let ahead = self.lines[self.at..]
            .iter()
            .position(|line| !line.is_blank())?;
        let line = self.lines[self.at + ahead];
        let marker = Marker::of(line.text)?;
        if line.indent != indent || marker.is_number() != numbers {
            return None;
        }
        self.at += ahead;
        Some((line, marker))
    }

    /// An item goes on while lines are deeper than its marker, or follow
    /// without a blank line.
    fn item_end(&self, indent: usize) -> usize {
        let mut end = self.at + 1;
        for (offset, line) in self.lines[end..].iter().enumerate() {
            if line.is_blank() {
                continue;
            }
            let index = self.at + 1 + offset;
            let lazy =
                end == index && Marker::of(line.text).is_none() && !directive::starts(line.text);
            if line.indent <= indent && !lazy {
                break;
            }
            end = index + 1;
        }
        end
    }

    /// `= Title`, or a title with a line of punctuation under it, and perhaps
    /// over it.
    fn heading(&mut self, line: Line<'a>) -> bool {
        let bars = line.text.len() - line.text.trim_start_matches('=').len();
        if bars > 0 && line.text[bars..].starts_with(' ') {
            let text = trimmed(&line.text[bars..]);
            let level = bars.min(6);
            self.blocks.push(Block::Heading { level, text });
            self.at += 1;
            return true;
        }
        let next = |ahead: usize| self.lines.get(self.at + ahead).copied();
        let Some(second) = next(1) else { return false };
        if let Some(style) = underline(line.text) {
            let third = next(2).and_then(|third| underline(third.text));
            if !second.is_blank() && third == Some(style) {
                self.blocks.push(Block::Heading {
                    level: heading_level(style),
                    text: second.text,
                });
                self.at += 3;
                return true;
            }
            return false;
        }
        let is_long = second.text.len() >= line.text.chars().count();
        match underline(second.text) {
            Some(style) if second.indent == line.indent && is_long => {
                self.blocks.push(Block::Heading {
                    level: heading_level(style),
                    text: line.text,
                });
                self.at += 2;
                true
            }
            _ => false,
        }
    }

    /// A term on a line of its own and its explanation, deeper, below it. A
    /// hanging paragraph looks the same but for the line being filled.
    fn definition(&mut self, line: Line<'a>) -> bool {
        let Some(next) = self.lines.get(self.at + 1).copied() else {
            return false;
        };
        let word = next.text.split(' ').next().unwrap_or_default();
        let is_short = line.text.len() + word.len() < 40;
        let goes_on = ends_clause(line.text);
        if next.is_blank()
            || !(line.indent + 2..=line.indent + 4).contains(&next.indent)
            || !is_short
            || goes_on
            || self.depth >= MAX_DEPTH
        {
            return false;
        }
        let end = self.deeper(self.at + 1, line.indent);
        let item = Block::Titled {
            title: line.text.to_owned(),
            blocks: blocks(&self.lines[self.at + 1..end], self.depth + 1),
        };
        self.at = end;
        let item = ("- ".to_owned(), vec![item]);
        match self.blocks.last_mut() {
            Some(Block::List(items)) => items.push(item),
            _ => self.blocks.push(Block::List(vec![item])),
        }
        true
    }

    fn paragraph(&mut self) {
        let mut text: Vec<&'a str> = Vec::new();
        let mut indent = usize::MAX;
        while let Some(line) = self.lines.get(self.at) {
            if line.is_blank() || self.interrupts(&text, indent, *line) {
                break;
            }
            indent = indent.min(line.indent);
            text.push(line.text);
            self.at += 1;
        }
        let opens_literal = text.last().is_some_and(|last| last.ends_with("::"));
        let end = if opens_literal {
            self.deeper(self.at, indent)
        } else {
            self.at
        };
        if end == self.at {
            self.blocks.push(Block::Paragraph(text));
            return;
        }
        if let Some(last) = text.last_mut() {
            // `text::` shows one colon, `text ::` and `::` alone none.
            let stem = &last[..last.len() - 2];
            *last = if stem.is_empty() || stem.ends_with(' ') {
                stem.trim_end()
            } else {
                &last[..last.len() - 1]
            };
            if last.is_empty() {
                text.pop();
            }
        }
        if !text.is_empty() {
            self.blocks.push(Block::Paragraph(text));
        }
        self.literal(end);
    }

    /// Whether a line starts something new in the middle of a paragraph.
    fn interrupts(&self, text: &[&str], indent: usize, line: Line<'_>) -> bool {
        let Some(before) = text.last() else {
            return false;
        };
        let marks = ["-> ", "<- ", "| "];
        if marks.iter().any(|mark| line.text.starts_with(mark)) {
            return true;
        }
        if self.depth >= MAX_DEPTH {
            return false;
        }
        let after_stop = ends_clause(before);
        Marker::of(line.text).is_some_and(|marker| {
            // A wrapped sentence may well start a line with a number.
            let first = !marker.is_number() || marker.written == "1. ";
            let inside = self.depth > 0 && !marker.is_number();
            first && (after_stop || inside || line.indent > indent)
        })
    }
}

/// Whether a line is part of a table or a drawing.
fn is_drawn(text: &str) -> bool {
    let is_rule = || {
        let is_part = |c| matches!(c, '=' | ' ');
        text.len() >= 4 && text.starts_with('=') && letters::all(text, is_part)
    };
    text.starts_with("+-") || text.starts_with("+=") || (text.contains(' ') && is_rule())
}

/// A title without the marks around it.
fn trimmed(title: &str) -> &str {
    let is_mark = |c| matches!(c, '=' | ' ');
    letters::trim_end(letters::trim_start(title, is_mark), is_mark)
}

fn ends_clause(text: &str) -> bool {
    letters::ends(text, |c| matches!(c, '.' | ',' | ';' | ':'))
}

/// Whether a line is part of a dialogue with a server or a shell.
fn looks_like_code(text: &str) -> bool {
    const STARTS: [&str; 9] = [
        "-> ", "<- ", "->{", "{ \"", "{\"", "{ '", "$ ", "(qemu) ", "(QEMU) ",
    ];
    STARTS.iter().any(|start| text.starts_with(start))
}

/// The punctuation that a line repeats.
fn underline(text: &str) -> Option<u8> {
    let first = *text.as_bytes().first()?;
    let repeats = text.len() >= 3 && text.bytes().all(|byte| byte == first);
    (repeats && b"=-~^_*\"#+".contains(&first)).then_some(first)
}

fn heading_level(style: u8) -> usize {
    match style {
        b'*' | b'#' => 1,
        b'=' => 2,
        b'_' | b'-' => 3,
        b'^' | b'~' => 4,
        _ => 5,
    }
}
