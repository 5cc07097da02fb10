//! Bytes in, messages out: a message is a line.

use std::borrow::Cow;
use std::mem;
use std::ops::Range;

use memchr::{memchr, memchr_iter, memrchr};

use crate::ProtocolError;

/// How much memory stays with an idle connection.
const KEPT: usize = 4 << 10;

/// Cuts what comes in at the ends of lines.
///
/// Servers end each message with CR LF; a bare LF will do, and blank lines
/// mean nothing.
pub(crate) struct Framer {
    buffer: Vec<u8>,
    /// Where the first line begins that has not been handed out.
    start: usize,
    /// There is no end of line between `start` and here, so that a long line
    /// in many pieces is looked through once.
    scanned: usize,
    limit: usize,
}

impl Framer {
    /// A framer for lines of at most `limit` bytes, their end included.
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            buffer: Vec::new(),
            start: 0,
            scanned: 0,
            limit,
        }
    }

    /// The message that these bytes are, if they are one and nothing was before
    /// them, which is what most reads bring. It needs not be taken in then.
    pub(crate) fn whole<'a>(&self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        let is_line = self.buffer.is_empty()
            && bytes.len() <= self.limit
            && memchr(b'\n', bytes).is_some_and(|end| end + 1 == bytes.len());
        let line = bytes.trim_ascii();
        (is_line && !line.is_empty()).then_some(line)
    }

    /// Takes what was read. [`next`](Self::next) is to be called until there
    /// is nothing more, before this is called again.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        let needed = self.buffer.len() + bytes.len();
        if needed > self.buffer.capacity() {
            // Doubling would go far beyond the limit on the last step.
            let ceiling = self.limit.saturating_add(bytes.len()).max(needed);
            let capacity = (2 * self.buffer.capacity()).clamp(needed, ceiling);
            self.buffer.reserve_exact(capacity - self.buffer.len());
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// The next message, without the end of its line. A long one that is all
    /// there is is given away and not copied again.
    ///
    /// # Errors
    ///
    /// A line longer than the limit, as soon as that is clear.
    pub(crate) fn next(&mut self) -> Result<Option<Cow<'_, [u8]>>, ProtocolError> {
        while let Some(line) = self.next_line() {
            self.check(&line)?;
            if self.buffer[line.clone()].trim_ascii().is_empty() {
                continue;
            }
            let is_all = line.len() == self.buffer.len();
            return Ok(Some(match is_all && line.len() > KEPT {
                true => Cow::Owned(self.give_away()),
                false => Cow::Borrowed(self.buffer[line].trim_ascii()),
            }));
        }
        self.check(&(self.start..self.buffer.len()))?;
        self.tidy();
        Ok(None)
    }

    /// All messages that are there, the ends of their lines included, if they
    /// are several, none of them too long, and text. [`skip`](Self::skip) takes
    /// them.
    pub(crate) fn several(&self) -> Option<&str> {
        let unseen = self.buffer.get(self.scanned..)?;
        let [first, last] = [memchr(b'\n', unseen)?, memrchr(b'\n', unseen)?];
        let lines = self.buffer.get(self.start..=self.scanned + last)?;
        if first == last || lines.len() > self.limit {
            return None;
        }
        str::from_utf8(lines).ok()
    }

    /// Where the messages are in such lines.
    pub(crate) fn messages(lines: &str) -> impl Iterator<Item = Range<usize>> {
        let mut next = 0;
        memchr_iter(b'\n', lines.as_bytes()).filter_map(move |end| {
            let line = lines.get(mem::replace(&mut next, end + 1)..end)?;
            let start = end - line.trim_ascii_start().len();
            let message = line.trim_ascii();
            (!message.is_empty()).then_some(start..start + message.len())
        })
    }

    /// So many bytes, which end with a line, have been taken.
    pub(crate) fn skip(&mut self, count: usize) {
        self.start += count;
        self.scanned = self.start;
    }

    /// Says whether the connection may end here.
    ///
    /// # Errors
    ///
    /// There is the beginning of a message, and now no more to come.
    pub(crate) fn finish(&self) -> Result<(), ProtocolError> {
        let rest = self.buffer[self.start..].trim_ascii();
        if rest.is_empty() {
            return Ok(());
        }
        let message = "the connection ended in the middle of a message";
        Err(ProtocolError::new(message, rest))
    }

    fn next_line(&mut self) -> Option<Range<usize>> {
        let Some(length) = memchr(b'\n', &self.buffer[self.scanned..]) else {
            self.scanned = self.buffer.len();
            return None;
        };
        let line = self.start..self.scanned + length + 1;
        self.start = line.end;
        self.scanned = line.end;
        Some(line)
    }

    fn check(&self, line: &Range<usize>) -> Result<(), ProtocolError> {
        if line.len() <= self.limit {
            return Ok(());
        }
        let message = format!("a message of more than {} bytes", self.limit);
        Err(ProtocolError::new(message, &self.buffer[line.clone()]))
    }

    /// The buffer, which is one line.
    fn give_away(&mut self) -> Vec<u8> {
        (self.start, self.scanned) = (0, 0);
        let mut line = mem::take(&mut self.buffer);
        line.truncate(line.trim_ascii_end().len());
        let blank = line.len() - line.trim_ascii_start().len();
        line.drain(..blank);
        line
    }

    /// Moves the beginning of the next line, if any, to the front, and lets
    /// go of what a large message had needed.
    fn tidy(&mut self) {
        match self.start == self.buffer.len() {
            true => self.buffer.clear(),
            false => drop(self.buffer.drain(..self.start)),
        }
        self.scanned -= self.start;
        self.start = 0;
        if self.buffer.len() <= KEPT && self.buffer.capacity() > KEPT {
            self.buffer.shrink_to(KEPT);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that `bytes` hold for a framer that gets them in pieces.
    fn frame(bytes: &[u8], piece: usize) -> Vec<String> {
        let mut framer = Framer::new(1 << 20);
        let mut messages = Vec::new();
        for piece in bytes.chunks(piece) {
            framer.push(piece);
            while let Some(line) = framer.next().unwrap() {
                messages.push(String::from_utf8(line.to_vec()).unwrap());
            }
        }
        framer.finish().unwrap();
        messages
    }

    #[test]
    fn lines_end_with_cr_lf_or_lf_and_blank_ones_mean_nothing() {
        let bytes = b"{\"a\":1}\r\n\r\n{\"b\":2}\n  \n\n{}\r\n";
        for piece in 1..=bytes.len() {
            assert_eq!(frame(bytes, piece), [r#"{"a":1}"#, r#"{"b":2}"#, "{}"]);
        }
    }

    #[test]
    fn the_end_within_a_message_is_no_clean_end() {
        let mut framer = Framer::new(100);
        framer.push(b"{}\r\n{\"return");
        assert_eq!(framer.next().unwrap(), Some(b"{}"[..].into()));
        assert_eq!(framer.next().unwrap(), None);
        let error = framer.finish().unwrap_err();
        assert!(error.message.contains("middle of a message"), "{error}");
        assert_eq!(error.excerpt, "{\"return");
    }

    #[test]
    fn the_limit_holds_with_and_without_an_end_of_line() {
        for (line, fits) in [("12345678\r\n", true), ("123456789\r\n", false)] {
            let mut framer = Framer::new(10);
            framer.push(b"{}\n");
            framer.push(line.as_bytes());
            assert_eq!(framer.next().unwrap(), Some(b"{}"[..].into()));
            assert_eq!(framer.next().is_ok(), fits, "{line}");
        }
        let mut framer = Framer::new(10);
        framer.push(b"1234567890");
        assert_eq!(framer.next().unwrap(), None);
        framer.push(b"1");
        let error = framer.next().unwrap_err();
        assert!(error.message.contains("more than 10 bytes"), "{error}");
    }

    #[test]
    fn a_long_line_in_small_pieces_is_looked_through_once() {
        let mut framer = Framer::new(64 << 20);
        for _ in 0..20_000 {
            framer.push(&[b' '; 1000]);
            assert_eq!(framer.next().unwrap(), None);
            // The whole proof: nothing before this is looked at again.
            assert_eq!(framer.scanned, framer.buffer.len());
        }
        framer.push(b"{}\n");
        assert_eq!(framer.next().unwrap(), Some(b"{}"[..].into()));
    }

    #[test]
    fn memory_is_released_after_a_long_line_and_never_far_beyond_the_limit() {
        let mut framer = Framer::new(1_000_000);
        for _ in 0..999 {
            framer.push(&[b'x'; 1000]);
            assert_eq!(framer.next().unwrap(), None);
        }
        assert!(framer.buffer.capacity() <= 1_001_000);
        framer.push(b"\n{");
        assert_eq!(framer.next().unwrap().map(|it| it.len()), Some(999_000));
        assert_eq!(framer.next().unwrap(), None);
        assert!(framer.buffer.capacity() <= KEPT);
        framer.push(b"}\n");
        assert_eq!(framer.next().unwrap(), Some(b"{}"[..].into()));
    }

    #[test]
    fn a_long_line_is_given_away_where_nothing_comes_behind_it() {
        let long = "x".repeat(2 * KEPT);
        for (bytes, owned) in [
            (format!("{long}\r\n"), true),
            (format!("\t{long}\n"), true),
            (format!("{long}\n{{}}\n"), false),
            (format!("{{}}\n{long}\n"), false),
        ] {
            let mut framer = Framer::new(1 << 20);
            framer.push(bytes.as_bytes());
            let mut seen = false;
            while let Some(line) = framer.next().unwrap() {
                let is_long = *line == *long.as_bytes();
                assert!(is_long || *line == *b"{}");
                seen |= is_long && matches!(line, Cow::Owned(_)) == owned;
            }
            assert!(seen, "{owned}");
            framer.push(b"[]\n");
            assert_eq!(framer.next().unwrap(), Some(b"[]"[..].into()));
            framer.finish().unwrap();
        }
    }

    #[test]
    fn a_read_that_is_a_message_is_told_from_others() {
        let mut framer = Framer::new(6);
        assert_eq!(framer.whole(b"{1}\r\n"), Some(&b"{1}"[..]));
        for other in ["{}", "\r\n", "{}\n{}\n", "{}\n ", "{1234}\n", ""] {
            assert_eq!(framer.whole(other.as_bytes()), None, "{other}");
        }
        framer.push(b"{");
        assert_eq!(framer.next().unwrap(), None);
        assert_eq!(framer.whole(b"}\n"), None);
    }
}
