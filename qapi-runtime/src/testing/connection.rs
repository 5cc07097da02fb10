//! The peer's end of one connection.

use std::io::{self, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use super::answer::{Received, reply};
use super::shared::Shared;
use crate::protocol::{Framer, MESSAGE_LIMIT};
use crate::stream::Stream;
use crate::{ErrorClass, ServerError};

/// The server's end of a connection, in the hands of a script; see
/// [`Peer::scripted`](super::Peer::scripted).
pub struct Connection {
    line: Arc<Line>,
    framer: Framer,
    shared: Arc<Shared>,
}

/// What the thread of a connection shares with the peer.
pub(super) struct Line {
    pub(super) stream: Stream,
    /// Keeps messages apart.
    writing: Mutex<()>,
    /// Whether events are wanted already.
    negotiated: AtomicBool,
}

impl Line {
    pub(super) fn new(stream: Stream) -> Self {
        Self {
            stream,
            writing: Mutex::new(()),
            negotiated: AtomicBool::new(false),
        }
    }

    /// Sends an event to a client that has negotiated.
    pub(super) fn emit(&self, event: &Value) -> bool {
        self.negotiated.load(Ordering::Acquire) && self.write(&message(event)).is_ok()
    }

    fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        (&self.stream).write_all(bytes)
    }
}

impl Connection {
    pub(super) fn new(line: Arc<Line>, shared: Arc<Shared>) -> Self {
        Self {
            line,
            framer: Framer::new(MESSAGE_LIMIT),
            shared,
        }
    }

    /// Sends exactly these bytes.
    ///
    /// # Errors
    ///
    /// The client or the peer is gone.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        self.line.write(bytes.as_ref())
    }

    /// Sends a message: JSON and the end of the line.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send).
    pub fn send_message(&mut self, content: &Value) -> io::Result<()> {
        self.send(message(content))
    }

    /// Sends the result of a command.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send).
    pub fn reply(&mut self, command: &Received, result: Value) -> io::Result<()> {
        self.send_message(&reply(&command.id, Ok(result)))
    }

    /// Waits for the next command. It is remembered in
    /// [`Peer::commands`](super::Peer::commands).
    ///
    /// # Errors
    ///
    /// `UnexpectedEof`: the client or the peer is gone; `InvalidData`: what
    /// came is no command.
    pub fn receive(&mut self) -> io::Result<Received> {
        let line = self.receive_line()?;
        let command = Received::parse(&line)
            .map_err(|answer| io::Error::new(io::ErrorKind::InvalidData, answer.to_string()))?;
        self.shared.remember(&command);
        Ok(command)
    }

    /// Sends the greeting.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send).
    pub fn greet(&mut self) -> io::Result<()> {
        self.send_message(&json!({"QMP": self.shared.greeting()}))
    }

    /// Greets, then waits for `qmp_capabilities` and answers it. Other
    /// commands are refused until then.
    ///
    /// # Errors
    ///
    /// The client or the peer is gone.
    pub fn negotiate(&mut self) -> io::Result<()> {
        self.greet()?;
        loop {
            let line = self.receive_line()?;
            let command = match Received::parse(&line) {
                Ok(command) => command,
                Err(answer) => {
                    self.send_message(&answer)?;
                    continue;
                }
            };
            if command.name == "qmp_capabilities" {
                // Before the reply: then who has it gets events.
                self.line.negotiated.store(true, Ordering::Release);
                return self.reply(&command, json!({}));
            }
            let error = ServerError::new(
                ErrorClass::CommandNotFound,
                "Capabilities must be negotiated first, with 'qmp_capabilities'",
            );
            self.send_message(&reply(&command.id, Err(error)))?;
        }
    }

    /// Stays silent, and reads nothing, until the peer is dropped.
    pub fn hold(&mut self) {
        self.shared.wait_for_stop();
    }

    pub(super) fn shared(&self) -> Arc<Shared> {
        Arc::clone(&self.shared)
    }

    /// Waits for a line, whatever is in it, and gives it back without its end.
    ///
    /// # Errors
    ///
    /// Those of [`receive`](Self::receive).
    pub fn receive_line(&mut self) -> io::Result<Vec<u8>> {
        let mut piece = [0; 16 << 10];
        loop {
            match self.framer.next() {
                Ok(Some(line)) => return Ok(line.to_vec()),
                Ok(None) => {}
                Err(error) => return Err(io::Error::new(io::ErrorKind::InvalidData, error)),
            }
            match (&self.line.stream).read(&mut piece)? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                count => self.framer.push(&piece[..count]),
            }
        }
    }
}

fn message(content: &Value) -> Vec<u8> {
    format!("{content}\r\n").into_bytes()
}
