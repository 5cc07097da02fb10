//! The content of a message, as text.

use std::fmt;
use std::ops::Range;

/// A part of a message that is kept unread: the text of one JSON value.
pub(crate) struct Content {
    line: String,
    range: Range<usize>,
}

impl Content {
    /// This part of the line.
    pub(super) fn copied(line: &str, range: Range<usize>) -> Self {
        let text = line.get(range).unwrap_or_default();
        Self {
            line: text.to_owned(),
            range: 0..text.len(),
        }
    }

    /// The same, and the line is kept for it.
    pub(super) fn kept(line: String, range: Range<usize>) -> Self {
        Self { line, range }
    }

    /// The text.
    pub(crate) fn get(&self) -> &str {
        self.line.get(self.range.clone()).unwrap_or_default()
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}
