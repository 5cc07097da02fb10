//! Commands on their way out.

use std::collections::VecDeque;
use std::mem;

use super::shared::OwnedFd;

/// How much is written at once where there is more than one command.
const PIECE: usize = 16 << 10;

/// Commands that are not written yet, or not whole, in their order.
#[derive(Default)]
pub(super) struct Outbox {
    queue: VecDeque<Outgoing>,
    /// How many of the first ones are being written.
    held: usize,
}

/// A command on its way out.
struct Outgoing {
    key: u64,
    line: Vec<u8>,
    /// How much of the line is written.
    written: usize,
    fd: Option<OwnedFd>,
}

/// What is to be written next: a command or several.
pub(super) struct Piece {
    bytes: Vec<u8>,
    /// How much of it is written already.
    start: usize,
    /// It goes along with the first byte.
    pub(super) fd: Option<OwnedFd>,
}

impl Piece {
    /// What is not written.
    pub(super) fn rest(&self) -> &[u8] {
        &self.bytes[self.start..]
    }
}

impl Outbox {
    pub(super) fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    pub(super) fn push(&mut self, key: u64, line: Vec<u8>, fd: Option<OwnedFd>) {
        self.queue.push_back(Outgoing {
            key,
            line,
            written: 0,
            fd,
        });
    }

    /// A command that was written in part, or not at all, before all others. None
    /// of them is being written.
    pub(super) fn push_first(
        &mut self,
        key: u64,
        line: Vec<u8>,
        written: usize,
        fd: Option<OwnedFd>,
    ) {
        self.queue.push_front(Outgoing {
            key,
            line,
            written,
            fd: fd.filter(|_| written == 0),
        });
    }

    /// What is to be written next. It has to come [back](Self::put_back).
    pub(super) fn take(&mut self) -> Option<Piece> {
        let first = self.queue.front_mut()?;
        let mut piece = Piece {
            bytes: mem::take(&mut first.line),
            start: first.written,
            fd: first.fd.take(),
        };
        self.held = 1;
        if piece.fd.is_some() {
            return Some(piece);
        }
        let alone = piece.bytes.len();
        for next in self.queue.iter().skip(1) {
            if next.fd.is_some() || piece.bytes.len() + next.line.len() > PIECE {
                break;
            }
            piece.bytes.extend_from_slice(&next.line);
            self.held += 1;
        }
        // With others behind it this line is still the first's own.
        if self.held > 1 {
            self.queue[0].line = piece.bytes[..alone].to_vec();
        }
        Some(piece)
    }

    /// Some bytes, or none, of what was taken are written.
    pub(super) fn put_back(&mut self, piece: Piece, mut written: usize) {
        let held = mem::take(&mut self.held);
        if let Some(first) = self.queue.front_mut() {
            if held == 1 {
                first.line = piece.bytes;
            }
            if written == 0 {
                first.fd = piece.fd;
            }
        }
        while let Some(first) = self.queue.front_mut() {
            let rest = first.line.len() - first.written;
            if written < rest {
                first.written += written;
                break;
            }
            written -= rest;
            self.queue.pop_front();
            if written == 0 {
                break;
            }
        }
    }

    /// Takes a command back, `false` if it has begun to be written.
    pub(super) fn withdraw(&mut self, key: u64) -> bool {
        let unsent = |outgoing: &Outgoing| outgoing.key == key && outgoing.written == 0;
        let waiting = self.queue.iter().skip(self.held).position(unsent);
        waiting.is_some_and(|place| self.queue.remove(self.held + place).is_some())
    }

    pub(super) fn clear(&mut self) {
        self.queue.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outbox(lines: &[&str]) -> Outbox {
        let mut outbox = Outbox::default();
        for (key, line) in lines.iter().enumerate() {
            outbox.push(key as u64, line.as_bytes().to_vec(), None);
        }
        outbox
    }

    /// All that is written, `step` bytes at a time.
    fn written(outbox: &mut Outbox, step: usize) -> String {
        let mut all = Vec::new();
        while let Some(piece) = outbox.take() {
            let count = piece.rest().len().min(step);
            all.extend_from_slice(&piece.rest()[..count]);
            outbox.put_back(piece, count);
        }
        String::from_utf8(all).unwrap()
    }

    #[test]
    fn several_commands_are_one_piece_and_stay_in_order_however_they_are_cut() {
        let lines = ["a\n", "bcd\n", "ef\n", "g\n"];
        let piece = outbox(&lines).take().unwrap();
        assert_eq!(piece.rest(), lines.concat().as_bytes());
        for step in 1..12 {
            assert_eq!(written(&mut outbox(&lines), step), lines.concat());
        }
    }

    #[test]
    fn only_what_has_not_begun_is_withdrawn() {
        let mut outbox = outbox(&["first\n", "second\n", "third\n"]);
        let piece = outbox.take().unwrap();
        assert!(!outbox.withdraw(0) && !outbox.withdraw(2));
        outbox.push(3, b"fourth\n".to_vec(), None);
        assert!(outbox.withdraw(3));
        outbox.put_back(piece, 8);
        assert!(!outbox.withdraw(0) && !outbox.withdraw(1) && outbox.withdraw(2));
        assert_eq!(written(&mut outbox, 100), "cond\n");
        assert!(outbox.is_empty());
    }

    #[test]
    fn what_was_not_written_after_all_is_as_before() {
        let mut outbox = outbox(&["first\n", "second\n"]);
        for _ in 0..2 {
            let piece = outbox.take().unwrap();
            outbox.put_back(piece, 0);
        }
        assert!(outbox.withdraw(0));
        assert_eq!(written(&mut outbox, 100), "second\n");
    }

    #[test]
    fn what_is_left_of_a_command_goes_before_those_that_came_meanwhile() {
        for written in 0..6 {
            let mut outbox = outbox(&["second\n"]);
            outbox.push_first(7, b"first\n".to_vec(), written, None);
            assert_eq!(outbox.withdraw(7), written == 0);
            let rest = ["first\nsecond\n", "second\n"][usize::from(written == 0)];
            let begun = &rest[written.min(rest.len())..];
            assert_eq!(self::written(&mut outbox, 100), begun);
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_descriptor_goes_alone_with_the_first_byte() {
        let mut outbox = outbox(&["first\n"]);
        let fd = std::fs::File::open("/dev/null").unwrap().into();
        outbox.push(1, b"second\n".to_vec(), Some(fd));
        outbox.push(2, b"third\n".to_vec(), None);
        for (bytes, fd, count) in [
            ("first\n", false, 6),
            ("second\n", true, 0),
            ("second\n", true, 3),
            ("ond\nthird\n", false, 10),
        ] {
            let piece = outbox.take().unwrap();
            assert_eq!((piece.rest(), piece.fd.is_some()), (bytes.as_bytes(), fd));
            outbox.put_back(piece, count);
        }
        assert!(outbox.is_empty());
    }
}
