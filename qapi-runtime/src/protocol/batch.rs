//! Bytes on their way to whom they concern.

use super::envelope::result_by_ends;
use super::{Begun, Framer, Message};
use crate::wire::Slot;
use crate::wire::json::fill;
use crate::{Error, ProtocolError};

/// A call whose caller reads for all, and where its result belongs.
pub(crate) struct Own<'a> {
    pub(crate) call: Begun,
    slot: Option<Slot<'a>>,
    /// Whether the result is there.
    pub(crate) is_read: bool,
}

impl<'a> Own<'a> {
    pub(crate) fn new(call: Begun, slot: Slot<'a>) -> Self {
        Self {
            call,
            slot: Some(slot),
            is_read: false,
        }
    }

    /// Reads the result where it lies, if the bytes are the reply to the call,
    /// and nothing else. Otherwise they are for [`Batch::read`].
    pub(crate) fn read(&mut self, framer: &Framer, bytes: &[u8]) -> bool {
        let result = || {
            let line = str::from_utf8(framer.whole(bytes)?).ok()?;
            let (range, id) = result_by_ends(line)?;
            line.get(range).filter(|_| id == self.call.id)
        };
        if self.slot.is_some()
            && let Some(result) = result()
        {
            let slot = self.slot.take();
            self.is_read = slot.is_some_and(|slot| fill(slot, result).is_ok());
        }
        self.is_read
    }
}

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
    /// Bytes from the server, for all or for the one who reads.
    pub(crate) fn read_for(own: Option<&mut Own<'_>>, framer: &mut Framer, bytes: &[u8]) -> Self {
        match own.is_some_and(|own| own.read(framer, bytes)) {
            true => Self::default(),
            false => Self::read(framer, bytes),
        }
    }

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
            let length = line.len();
            let message = Message::parse(line)?;
            match self.first {
                None => self.first = Some(message),
                Some(_) => {
                    if self.more.is_empty() {
                        // The others are mostly like it, and no longer.
                        self.more.reserve(1 + framer.left() / length);
                    }
                    self.more.push(message);
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Session;
    use super::*;
    use crate::protocol::Lane;
    use crate::wire::Wire;

    #[test]
    fn only_ones_own_reply_is_read_where_it_lies_and_only_alone() {
        let mut session = Session::new(0);
        let call = session.begin(Lane::default());
        let id = call.id;
        let reply = format!("{{\"return\": [7], \"id\": {id}}}\r\n");
        let others = format!("{{\"return\": [7], \"id\": {}}}\r\n", id + 1);
        for (bytes, expected) in [
            (reply.clone(), Some(vec![7])),
            (others, None),
            (reply.repeat(2), None),
            (format!("{{\"event\": \"A\"}}\r\n{reply}"), None),
            (reply[..reply.len() - 2].to_owned(), None),
            (reply.replace('7', "true"), None),
            (reply.replace('7', "7, "), None),
        ] {
            let mut value = Vec::<i64>::blank();
            let mut own = Own::new(call, value.slot());
            let framer = Framer::new(1000);
            assert_eq!(own.read(&framer, bytes.as_bytes()), expected.is_some());
            if let Some(expected) = expected {
                assert_eq!(value, expected);
            }
        }
    }

    #[test]
    fn the_rest_of_a_message_is_no_message() {
        let mut session = Session::new(0);
        let call = session.begin(Lane::default());
        let reply = format!("{{\"return\": [7], \"id\": {}}}\r\n", call.id);
        let mut framer = Framer::new(1000);
        framer.push(b"{\"event\": ");
        let mut value = Vec::<i64>::blank();
        assert!(!Own::new(call, value.slot()).read(&framer, reply.as_bytes()));
    }
}
