//! Which comments are documentation.
//!
//! A documentation comment stands between two lines `##`. In the oldest
//! schemas the opening one is sometimes missing; a run of comment lines that
//! starts with `@` and is closed by `##` counts all the same.

use crate::source::Span;
use crate::syntax::{Comment, CommentLine};

/// The comments between two definitions.
#[derive(Debug, Default)]
pub(crate) struct CommentLines<'src> {
    pub(crate) lines: Vec<RawLine<'src>>,
}

/// A comment to the end of its line, its mark included.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawLine<'src> {
    /// The number of the line, in any count.
    number: usize,
    pub(crate) text: &'src str,
    pub(crate) span: Span,
    /// Whether nothing precedes it on its line.
    whole: bool,
}

impl<'src> RawLine<'src> {
    /// Without `#` and the blank behind it.
    pub(crate) fn content(self) -> CommentLine<'src> {
        // Byte by byte: cargo does not optimise macros.
        let bytes = self.text.as_bytes();
        let mut from = 0;
        while bytes.get(from) == Some(&b'#') {
            from += 1;
        }
        if bytes.get(from) == Some(&b' ') {
            from += 1;
        }
        let text = match bytes.last() {
            Some(b'!'..=b'~') => &self.text[from..],
            _ => self.text[from..].trim_end(),
        };
        let start = self.span.start + from as u32;
        CommentLine {
            text,
            span: Span {
                start,
                end: start + text.len() as u32,
            },
        }
    }

    /// Whether it opens or closes a documentation comment.
    fn is_mark(self) -> bool {
        self.text.starts_with("##") && self.text.trim_end() == "##"
    }
}

/// The comments in front of something, and what that is.
#[derive(Debug)]
pub(crate) struct CommentGroup<'src> {
    pub(crate) comments: CommentLines<'src>,
    pub(crate) before: Before,
    /// The token behind the last comment.
    pub(crate) next: Span,
}

/// What comments stand in front of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Before {
    /// The expression with this index in its file.
    Expression(usize),
    /// Something that is no expression, and reported.
    Mistake,
    End,
}

impl<'src> CommentLines<'src> {
    /// Adds a comment, which is `whole` where nothing precedes it on line
    /// `number`.
    pub(crate) fn push(&mut self, number: usize, text: &'src str, span: Span, whole: bool) {
        self.lines.push(RawLine {
            number,
            text,
            span,
            whole,
        });
    }

    /// The comment that documents what follows: the last one that starts with
    /// an `@name`.
    pub(crate) fn documentation(&self) -> Option<Comment<'src>> {
        self.blocks().into_iter().rev().find(names_something)
    }

    /// The documentation comments that name nothing: chapters, and text about
    /// several definitions.
    #[cfg_attr(not(test), allow(dead_code))]
    pub(crate) fn free_form(&self) -> Vec<Comment<'src>> {
        let mut blocks = self.blocks();
        let has_text = |block: &Comment<'_>| block.lines.iter().any(|line| !line.text.is_empty());
        blocks.retain(|block| has_text(block) && !names_something(block));
        blocks
    }

    /// All documentation comments.
    fn blocks(&self) -> Vec<Comment<'src>> {
        let mut whole: Vec<&RawLine<'src>> = Vec::new();
        for line in &self.lines {
            if line.whole {
                whole.push(line);
            }
        }
        let mut blocks = Vec::new();
        for run in whole.chunk_by(|line, next| line.number + 1 == next.number) {
            let mut open = false;
            let mut block = Comment { lines: Vec::new() };
            for line in run {
                if line.is_mark() {
                    let closes = open || names_something(&block);
                    let done = std::mem::replace(&mut block, Comment { lines: Vec::new() });
                    if closes {
                        blocks.push(done);
                    }
                    open = !closes;
                } else {
                    block.lines.push(line.content());
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

    fn comments(text: &str) -> CommentLines<'_> {
        let mut comments = CommentLines::default();
        let mut start = 0;
        for (number, line) in text.split('\n').enumerate() {
            let end = start + line.len() as u32;
            if !line.is_empty() {
                comments.push(number, line, Span { start, end }, true);
            }
            start = end + 1;
        }
        comments
    }

    fn documentation(text: &str) -> Option<Vec<&str>> {
        let comment = comments(text).documentation()?;
        for line in &comment.lines {
            let range = line.span.start as usize..line.span.end as usize;
            assert_eq!(&text[range], line.text);
        }
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

    #[test]
    fn what_names_nothing_is_kept_apart() {
        let text = "##\n# = Chapter\n##\n\n# plain\n\n##\n# @a:\n##\n\n##\n# More.\n##\n";
        let comments = comments(text);
        let texts: Vec<_> = comments
            .free_form()
            .iter()
            .map(|comment| comment.lines[0].text)
            .collect();
        assert_eq!(texts, ["= Chapter", "More."]);
    }

    #[test]
    fn a_comment_behind_something_is_none_of_it() {
        let mut comments = comments("##\n# @a:\n##");
        comments.push(3, "# behind", Span { start: 20, end: 28 }, false);
        let found = comments.documentation().map(|comment| comment.lines.len());
        assert_eq!(found, Some(1));
    }
}
