//! The content of a reply, as text.

use std::fmt;
use std::ops::Range;

use super::envelope::Envelope;
use crate::ProtocolError;

/// The result in a reply, unread.
///
/// Most replies are not looked through before their results are read: from
/// both ends of a line it is clear where the result is, provided that the line
/// is JSON. So who reads it and fails, has to [`check`](Self::check) it.
pub(crate) struct Content {
    line: String,
    range: Range<usize>,
    checked: bool,
}

impl Content {
    /// The result in this part of a line. Unless the line is `checked`, the
    /// rest of it is known to be right where the part is one JSON value.
    pub(super) fn new(line: String, range: Range<usize>, checked: bool) -> Self {
        Self {
            line,
            range,
            checked,
        }
    }

    /// The text of the result, if it is one JSON value.
    pub(crate) fn text(&self) -> &str {
        self.line.get(self.range.clone()).unwrap_or_default()
    }

    /// The text of the result.
    ///
    /// # Errors
    ///
    /// The line that it came in was no JSON or no reply.
    pub(crate) fn check(&self) -> Result<&str, ProtocolError> {
        if self.checked {
            return Ok(self.text());
        }
        let refuse = |message| ProtocolError::new(message, self.line.as_bytes());
        let envelope = Envelope::read(&self.line).map_err(refuse)?;
        match envelope.only_result() {
            Some(range) => Ok(self.line.get(range).unwrap_or_default()),
            None => Err(refuse("the server sent JSON that is no message".to_owned())),
        }
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}
