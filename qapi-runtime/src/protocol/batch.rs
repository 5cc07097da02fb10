//! Bytes on their way to whom they concern.

use super::envelope::result_by_ends;
use super::{Framer, Message};
use crate::wire::Slot;
use crate::wire::json::fill;
use crate::{Error, ProtocolError};

/// What one read has brought.
#[derive(Default)]
pub(crate) struct Batch {
    pub(super) first: Option<Message>,
    /// Those after it. There are mostly none.
    pub(super) more: Vec<Message>,
    /// Why there will be no further one; the messages come before it.
    pub(super) end: Option<Error>,
}

impl Batch {
    /// Bytes from the server; none are the end.
    pub(crate) fn read(framer: &mut Framer, bytes: &[u8]) -> Self {
        if bytes.is_empty() {
            return Self::closed(framer);
        }
        let mut batch = Self::default();
        if let Some(line) = framer.whole(bytes) {
            match Message::parse(line) {
                Ok(message) => batch.first = Some(message),
                Err(error) => batch.end = Some(Error::Protocol(error)),
            }
            return batch;
        }
        framer.push(bytes);
        batch.end = batch.parse(framer).err().map(Error::Protocol);
        batch
    }

    /// Fills the slot of the call of this id, if the bytes are its reply, and
    /// nothing else. Otherwise they are to be [`read`](Self::read).
    pub(crate) fn fill_own(
        framer: &Framer,
        bytes: &[u8],
        id: u64,
        slot: &mut Option<Slot<'_>>,
    ) -> bool {
        let result = || {
            let line = str::from_utf8(framer.whole(bytes)?).ok()?;
            let (range, found) = result_by_ends(line)?;
            line.get(range).filter(|_| found == id)
        };
        match slot.as_ref().and_then(|_| result()) {
            Some(result) => slot.take().is_some_and(|slot| fill(slot, result).is_ok()),
            None => false,
        }
    }

    /// The server has closed the connection.
    pub(crate) fn closed(framer: &Framer) -> Self {
        Self::failed(match framer.finish() {
            Ok(()) => Error::Closed { command: None },
            Err(error) => Error::Protocol(error),
        })
    }

    pub(crate) fn failed(error: Error) -> Self {
        Self {
            end: Some(error),
            ..Self::default()
        }
    }

    fn parse(&mut self, framer: &mut Framer) -> Result<(), ProtocolError> {
        while let Some(line) = framer.next()? {
            let message = Message::parse(line)?;
            match self.first {
                None => self.first = Some(message),
                Some(_) => self.more.push(message),
            }
        }
        Ok(())
    }
}
