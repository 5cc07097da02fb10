//! What a server says unasked.

mod data;
mod line;

use std::time::{Duration, SystemTime};

use serde_json::Value;

pub use data::EventData;
pub(crate) use line::EventLine;

use crate::json::{self, Mismatch};
use crate::wire::{self, Union, Wire};
use crate::{DecodeError, Error};

/// An event as it came over the wire.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event {
    /// The event's name, such as `SHUTDOWN`.
    pub name: String,
    /// What came with it; an empty object where nothing did.
    pub data: EventData,
    /// When it happened, by the server's clock.
    pub timestamp: Timestamp,
}

impl Event {
    /// An event with its data and time.
    #[must_use]
    pub fn new(name: impl Into<String>, data: Value, timestamp: Timestamp) -> Self {
        Self {
            name: name.into(),
            data: data.into(),
            timestamp,
        }
    }

    /// The event as one of a schema's. One that the schema does not list is
    /// `Unrecognized`.
    ///
    /// # Errors
    ///
    /// Data that does not fit the schema's type.
    pub fn typed<E: Events>(&self) -> Result<E, Mismatch> {
        let text = self.data.text();
        if let Some(event) = text.and_then(|text| in_one_pass(&self.name, text)) {
            return Ok(event);
        }
        // A tree is more patient: of members that are there twice the last
        // counts.
        let mut event = E::blank();
        event.select(&self.name);
        json::fill(event.branch_slot(), &self.data)?;
        Ok(event)
    }
}

/// An event of a schema by its name and the text of its data, if that fits.
fn in_one_pass<E: Events>(name: &str, data: &str) -> Option<E> {
    let mut event = E::blank();
    event.select(name);
    wire::json::fill(event.branch_slot(), data).ok()?;
    Some(event)
}

/// The events of a schema: the enum `Event` in generated code.
pub trait Events: Wire + Union {}

/// An event of a schema, and when it happened.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TypedEvent<E> {
    /// The event: a variant of the schema's enum.
    pub event: E,
    /// When it happened, by the server's clock.
    pub timestamp: Timestamp,
}

/// What a subscription hands out: [`Event`], or [`TypedEvent`] of a schema.
pub trait FromEvent: Sized {
    /// Makes it of an event as it came over the wire.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`]: the event is known, and its data does not fit.
    fn from_event(event: Event) -> Result<Self, Error>;

    /// The same of an unread event, if it is as the schema has it.
    #[doc(hidden)]
    fn from_line(line: &EventLine) -> Option<Self> {
        Self::from_event(line.event()?).ok()
    }
}

impl FromEvent for Event {
    fn from_event(event: Event) -> Result<Self, Error> {
        Ok(event)
    }
}

impl<E: Events> FromEvent for TypedEvent<E> {
    fn from_event(event: Event) -> Result<Self, Error> {
        let timestamp = event.timestamp;
        match event.typed() {
            Ok(event) => Ok(Self { event, timestamp }),
            Err(mismatch) => Err(Error::Decode(Box::new(DecodeError::of_event(
                &event, mismatch,
            )))),
        }
    }

    fn from_line(line: &EventLine) -> Option<Self> {
        Some(Self {
            event: in_one_pass(line.name(), line.data())?,
            timestamp: line.timestamp,
        })
    }
}

/// A time since the start of 1970 by the server's clock. Both members are −1
/// where the server could not read its clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    /// Whole seconds.
    pub seconds: i64,
    /// The microseconds beyond them.
    pub microseconds: i64,
}

impl Timestamp {
    /// What a server sends that could not read its clock.
    pub const UNKNOWN: Self = Self {
        seconds: -1,
        microseconds: -1,
    };

    /// The same as a system time; `None` where the server knew none, or the
    /// time is out of range.
    ///
    /// ```
    /// use qapi_runtime::Timestamp;
    ///
    /// assert_eq!(Timestamp::UNKNOWN.to_system_time(), None);
    /// ```
    #[must_use]
    pub fn to_system_time(self) -> Option<SystemTime> {
        let seconds = u64::try_from(self.seconds).ok()?;
        let microseconds = u64::try_from(self.microseconds).ok()?;
        SystemTime::UNIX_EPOCH
            .checked_add(Duration::from_secs(seconds))?
            .checked_add(Duration::from_micros(microseconds))
    }
}
