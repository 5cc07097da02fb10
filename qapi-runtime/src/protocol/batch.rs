//! Bytes on their way to whom they concern.

use std::ops::Range;
use std::sync::Arc;

use super::envelope::result_by_ends;
use super::{Begun, Framer, Message, Notice};
use crate::event::EventLine;
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
        if let Some(lines) = framer.several() {
            self.parse_lines(lines)?;
            let count = lines.len();
            framer.skip(count);
        }
        while let Some(line) = framer.next()? {
            self.add(Message::parse(line)?);
        }
        Ok(())
    }

    fn parse_lines(&mut self, lines: &str) -> Result<(), ProtocolError> {
        let mut events = Vec::new();
        for place in Framer::messages(lines) {
            let line = lines.get(place.clone()).unwrap_or_default();
            if looks_like_event(line) {
                events.push(place);
            } else {
                self.parse_events(lines, &mut events)?;
                self.add(Message::parse_text(line.into())?);
            }
        }
        self.parse_events(lines, &mut events)
    }

    /// What comes in a flood shares one text: an event that is still there
    /// keeps only others that came with it.
    fn parse_events(
        &mut self,
        lines: &str,
        events: &mut Vec<Range<usize>>,
    ) -> Result<(), ProtocolError> {
        let [Some(first), Some(last)] = [events.first(), events.last()] else {
            return Ok(());
        };
        let start = first.start;
        let text: Arc<str> = lines.get(start..last.end).unwrap_or_default().into();
        self.more.reserve(events.len());
        for line in events.drain(..) {
            let line = line.start - start..line.end - start;
            self.add(match EventLine::find_in(&text, line.clone()) {
                Some(event) => Message::Event(Notice::Line(event)),
                None => Message::parse_text(text.get(line).unwrap_or_default().into())?,
            });
        }
        Ok(())
    }

    fn add(&mut self, message: Message) {
        match self.first {
            None => self.first = Some(message),
            Some(_) => self.more.push(message),
        }
    }
}

/// Whether it begins as servers begin events.
fn looks_like_event(line: &str) -> bool {
    line.starts_with("{\"timestamp\":") || line.starts_with("{\"event\":")
}

#[cfg(test)]
mod tests {
    use super::super::Session;
    use super::*;
    use crate::Event;
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

    /// What a batch holds, in words, and whether it ends the connection.
    fn said(batch: Batch) -> (Vec<String>, bool) {
        let messages = batch.first.into_iter().chain(batch.more);
        let words = messages.map(|message| match message {
            Message::Event(event) => match event.read::<Event>() {
                Ok(event) => format!("{} {}", event.name, event.data),
                Err(error) => error.to_string(),
            },
            Message::Reply { id, reply } => format!("{id:?} {}", reply.unwrap().text()),
            Message::Greeting(_) => "greeting".to_owned(),
        });
        (words.collect(), batch.end.is_some())
    }

    fn event(name: &str) -> String {
        let time = r#""timestamp": {"seconds": 1, "microseconds": 2}"#;
        format!("{{{time}, \"event\": \"{name}\", \"data\": {{\"of\": \"{name}\"}}}}\r\n")
    }

    #[test]
    fn messages_that_come_together_are_those_that_come_one_by_one() {
        let odd = r#"{"event": "ODD", "more": 1, "timestamp": {"seconds": 1, "microseconds": 2}}"#;
        let lines = [
            &event("A"),
            "{\"return\": {}, \"id\": 1}\r\n",
            &event("B"),
            "\r\n",
            &event("C"),
            odd,
            "\n",
            &event("D"),
            "{\"return\": \"ä\", \"id\": 2}\r\n",
            "{\"return\": 3, \"id\": 3}\r\n",
            &event("E"),
        ];
        let bytes = lines.concat().into_bytes();
        let (expected, ended) = {
            let mut framer = Framer::new(1000);
            let batches = bytes
                .split_inclusive(|byte| *byte == b'\n')
                .map(|line| said(Batch::read(&mut framer, line)));
            batches.fold((Vec::new(), false), |mut all, next| {
                all.0.extend(next.0);
                (all.0, all.1 || next.1)
            })
        };
        assert_eq!((expected.len(), ended), (9, false), "{expected:?}");
        for cut in 1..bytes.len() {
            let mut framer = Framer::new(1000);
            let (start, end) = bytes.split_at(cut);
            let (mut words, first_ended) = said(Batch::read(&mut framer, start));
            let (rest, last_ended) = said(Batch::read(&mut framer, end));
            words.extend(rest);
            assert_eq!(words, expected, "{cut}");
            assert!(!first_ended && !last_ended);
        }
    }

    #[test]
    fn what_came_before_a_mistake_counts() {
        for (mistake, before) in [
            (&b"{\"event\": 5}\r\n"[..], 2),
            (b"{\"return\": {}}}\r\n", 2),
            (b"\xff\r\n", 2),
            (&[b'x'; 600], 2),
        ] {
            let mut bytes = event("A").into_bytes();
            bytes.extend(event("B").bytes());
            bytes.extend(mistake);
            bytes.extend(event("C").bytes());
            let (words, ended) = said(Batch::read(&mut Framer::new(300), &bytes));
            assert_eq!(
                (words.len(), ended),
                (before, true),
                "{mistake:?}: {words:?}"
            );
        }
    }
}
