//! Events on their way to those who want them.

use super::Message;
use crate::event::EventLine;
use crate::{Error, Event, FromEvent};

/// An event that its subscriber has not read yet.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Notice {
    /// In its line, of which the rest is not looked at before it is read.
    Line(EventLine),
    Read(Box<Event>),
}

impl Notice {
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Line(event) => event.name(),
            Self::Read(event) => &event.name,
        }
    }

    /// The same, which keeps no other event's text in memory.
    pub(super) fn alone(self) -> Self {
        match self {
            Self::Line(event) => Self::Line(event.alone()),
            read @ Self::Read(_) => read,
        }
    }

    /// The event as its subscriber wants it.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] where it does not fit, [`Error::Protocol`] where it
    /// turns out that the line was no JSON: then the connection is of no more
    /// use.
    pub(crate) fn read<E: FromEvent>(self) -> Result<E, Error> {
        match self {
            Self::Line(event) => match E::from_line(&event) {
                Some(event) => Ok(event),
                None => {
                    let event = Message::read_event(event.line());
                    E::from_event(event.map_err(Error::Protocol)?)
                }
            },
            Self::Read(event) => E::from_event(*event),
        }
    }
}
