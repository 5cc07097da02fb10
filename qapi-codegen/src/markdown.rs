//! Comments to Markdown.
//!
//! What comes out is safe to hand to rustdoc, whatever came in: blocks that are
//! kept as they are are fenced as text, since rustdoc would compile any other
//! as a test in the user's crate; what only looks like Markdown is escaped; and
//! nothing is left for rustdoc to warn of.

mod block;
mod directive;
mod inline;
mod marker;
mod render;
mod role;

use block::{Block, Line};
use inline::Inline;

use crate::letters;

/// Converts the lines of a text; `link` knows what an `@name` refers to.
pub(crate) fn markdown(lines: &[String], link: &dyn Fn(&str) -> Option<String>) -> String {
    render::render(&blocks(&clean(lines)), &Inline { link })
}

/// The blocks of a text that are kept as they are: examples, mostly.
pub(crate) fn literals(lines: &[String]) -> Vec<String> {
    fn gather(blocks: &[Block<'_>], found: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Literal(lines) => found.push(lines.join("\n")),
                Block::List(items) => items.iter().for_each(|(_, blocks)| gather(blocks, found)),
                Block::Aside { blocks, .. } | Block::Titled { blocks, .. } => gather(blocks, found),
                Block::Paragraph(_) | Block::Heading { .. } => {}
            }
        }
    }
    let mut found = Vec::new();
    gather(&blocks(&clean(lines)), &mut found);
    found
}

/// The lines, each on its own and without control characters.
fn clean(lines: &[String]) -> Vec<String> {
    let mut clean = Vec::new();
    for line in lines {
        for line in line.split('\n') {
            clean.push(without_controls(line));
        }
    }
    clean
}

fn blocks(clean: &[String]) -> Vec<Block<'_>> {
    let mut lines = Vec::with_capacity(clean.len());
    for line in clean {
        lines.push(Line::new(line));
    }
    block::blocks(&lines, 0)
}

/// The line with white space in the place of control characters.
fn without_controls(line: &str) -> String {
    // Few lines have any, and macros are not optimised.
    let bytes = line.as_bytes();
    let mut at = 0;
    while at < bytes.len() && bytes[at] >= b' ' && bytes[at] < 0x7f {
        at += 1;
    }
    if at == bytes.len() {
        return line.to_owned();
    }
    letters::replace(&line.replace('\t', "        "), char::is_control, " ")
}

/// A text that stands alone: a capital at its start, a full stop at its end.
pub(crate) fn sentence(mut text: String) -> String {
    let word = &text[..letters::up_to(&text, |c| matches!(c, ' ' | '\n'))];
    let is_word = word
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b",.;:'".contains(&b));
    if is_word && letters::starts(word, |first| first.is_ascii_lowercase()) {
        text[..1].make_ascii_uppercase();
    }
    // By bytes: macros are not optimised.
    let bytes = text.as_bytes();
    let (mut start, mut has_blank) = (0, false);
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'\n' {
            has_blank |= start == at && at > 0;
            start = at + 1;
        }
        at += 1;
    }
    let last_line = &text[start..];
    let one_paragraph = !has_blank
        && !last_line.starts_with("- ")
        && !last_line.starts_with("```")
        && !last_line.starts_with("> ");
    if one_paragraph
        && letters::ends(&text, |last| {
            last.is_ascii_alphanumeric() || "`)]".contains(last)
        })
    {
        text.push('.');
    }
    text
}

#[cfg(test)]
mod tests;
