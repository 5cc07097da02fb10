//! What is known of the wire to an agent.

use std::io;

use super::Answer;
use crate::client::link::{is_end, is_pause};
use crate::protocol::{Framer, MESSAGE_LIMIT};
use crate::{Error, Result};

/// The wire as one errand leaves it to the next.
pub(crate) struct AgentLine {
    framer: Framer,
    /// Whether the next answer is the one to the next command.
    pub(super) synced: bool,
    /// How much was read that nobody has looked at, in bytes.
    unseen: usize,
    /// Why nothing more will come.
    pub(super) failure: Option<Error>,
}

impl AgentLine {
    pub(crate) fn new() -> Self {
        Self {
            framer: Framer::new(MESSAGE_LIMIT),
            synced: false,
            unseen: 0,
            failure: None,
        }
    }

    /// Takes what was read; nothing is the end.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        match bytes {
            [] => self.fail(Error::Closed { command: None }),
            bytes => {
                self.framer.push(bytes);
                self.unseen += bytes.len();
            }
        }
    }

    /// Takes an error of reading or writing. That time is over is none.
    pub(crate) fn note(&mut self, error: io::Error) {
        if is_end(&error) {
            self.fail(Error::Closed { command: None });
        } else if !is_pause(&error) {
            self.fail(error.into());
        }
    }

    /// Whether nothing more will come.
    #[cfg(feature = "tokio")]
    pub(crate) fn has_failed(&self) -> bool {
        self.failure.is_some()
    }

    /// Whether it holds as much as it may before somebody looks at it.
    #[cfg(feature = "tokio")]
    pub(crate) fn has_enough(&self) -> bool {
        self.unseen > MESSAGE_LIMIT
    }

    fn fail(&mut self, error: Error) {
        self.failure.get_or_insert(error);
    }

    /// The next line that is whole.
    pub(super) fn answer(&mut self) -> Result<Option<Answer<'_>>> {
        self.unseen = 0;
        match self.framer.next() {
            Ok(line) => Ok(line.map(Answer::new)),
            Err(error) => {
                let error = Error::Protocol(error);
                self.failure = Some(error.clone());
                Err(error)
            }
        }
    }
}
