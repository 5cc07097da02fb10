//! Which comments are documentation.
//!
//! A documentation comment stands between two lines `##`. In the oldest
//! schemas the opening one is sometimes missing; a run of comment lines that
//! starts with `@` and is closed by `##` counts all the same.

use crate::source::Span;
use crate::syntax::{Comment, CommentLine};

/// The comment lines in front of a definition.
#[derive(Debug, Default)]
pub(crate) struct CommentLines<'src> {
    lines: Vec<(usize, &'src str, Span)>,
}

impl<'src> CommentLines<'src> {
    /// Adds a comment that has line number `line` to itself.
    pub(crate) fn push(&mut self, line: usize, text: &'src str, span: Span) {
        self.lines.push((line, text, span));
    }

    /// The comment that documents what follows: the last one that starts with
    /// an `@name`.
    pub(crate) fn documentation(&self) -> Option<Comment<'src>> {
        self.blocks().into_iter().rev().find(names_something)
    }

    /// All documentation comments.
    fn blocks(&self) -> Vec<Comment<'src>> {
        let mut blocks = Vec::new();
        for run in self
            .lines
            .chunk_by(|(line, ..), (next, ..)| line + 1 == *next)
        {
            let mut open = false;
            let mut block = Comment { lines: Vec::new() };
            for (_, text, span) in run {
                if text.trim_end() == "##" {
                    let closes = open || names_something(&block);
                    let done = std::mem::replace(&mut block, Comment { lines: Vec::new() });
                    if closes {
                        blocks.push(done);
                    }
                    open = !closes;
                } else {
                    let text = text.trim_start_matches('#');
                    let text = text.strip_prefix(' ').unwrap_or(text).trim_end();
                    block.lines.push(CommentLine { text, span: *span });
                }
            }
            if open {
                blocks.push(block);
            }
        }
        blocks
    }
}

fn names_something(comment: &Comment<'_>) -> bool {
    comment
        .lines
        .iter()
        .find(|line| !line.text.is_empty())
        .is_some_and(|line| line.text.starts_with('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documentation(text: &str) -> Option<Vec<&str>> {
        let mut comments = CommentLines::default();
        for (number, line) in text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.is_empty())
        {
            comments.push(number, line, Span { start: 0, end: 0 });
        }
        let comment = comments.documentation()?;
        Some(comment.lines.iter().map(|line| line.text).collect())
    }

    #[test]
    fn the_last_comment_with_a_name_documents() {
        let text = "##\n# = Chapter\n##\n\n##\n# @a:\n#\n#   text\n##\n";
        assert_eq!(documentation(text), Some(vec!["@a:", "", "  text"]));
    }

    #[test]
    fn plain_comments_do_not() {
        assert_eq!(documentation("# -*- Mode: Python -*-\n#\n# @x\n"), None);
        assert_eq!(documentation("##\n# = Chapter\n##\n"), None);
    }

    #[test]
    fn an_opening_mark_may_be_missing() {
        let text = "## \n# @first:\n## \n\n# @block_stream:\n#\n# Copy data.\n##\n";
        assert_eq!(
            documentation(text),
            Some(vec!["@block_stream:", "", "Copy data."])
        );
    }

    #[test]
    fn a_plain_comment_right_above_is_not_part_of_it() {
        let text = "# to do\n##\n# @a:\n##\n";
        assert_eq!(documentation(text), Some(vec!["@a:"]));
    }
}
