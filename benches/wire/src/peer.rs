//! What `qapi` 0.15 does with a line.

use std::io::{BufReader, Read, Sink, sink};

use qapi_015::qmp::{QmpMessage, QmpMessageAny};
use qapi_015::{Command, Qmp, Stream};
use serde::Deserialize;

/// Its blocking client, over memory.
pub(crate) struct Blocking(Qmp<Stream<BufReader<Repeated>, Sink>>);

/// Gives the same bytes each time it is rewound.
struct Repeated {
    bytes: Vec<u8>,
    read: usize,
}

impl Read for Repeated {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = (&self.bytes[self.read..]).read(buffer)?;
        self.read += count;
        Ok(count)
    }
}

impl Blocking {
    pub(crate) fn new(line: &[u8]) -> Self {
        let repeated = Repeated {
            bytes: line.to_vec(),
            read: 0,
        };
        Self(Qmp::new(Stream::new(BufReader::new(repeated), sink())))
    }

    /// Reads the line as the reply to this command.
    pub(crate) fn reply<C: Command>(&mut self) -> C::Ok {
        self.0.inner_mut().get_mut_read().get_mut().read = 0;
        self.0.read_response::<C>().unwrap()
    }
}

/// What its client for tokio does with a line behind the framing: first any
/// JSON, then the type.
pub(crate) fn reply_by_tokio<C: Command>(line: &[u8]) -> C::Ok {
    match serde_json::from_slice::<QmpMessageAny>(line).unwrap() {
        QmpMessage::Response(response) => C::Ok::deserialize(&response.result().unwrap()).unwrap(),
        QmpMessage::Event(_) => unreachable!("a reply"),
    }
}

/// An event as both of its clients read it.
pub(crate) fn event(line: &[u8]) -> qapi_015::qmp::Event {
    match serde_json::from_slice::<QmpMessageAny>(line).unwrap() {
        QmpMessage::Event(event) => event,
        QmpMessage::Response(_) => unreachable!("an event"),
    }
}
