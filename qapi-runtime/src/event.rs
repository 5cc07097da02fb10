//! What a server says unasked.

use std::time::{Duration, SystemTime};

use serde_json::Value;

/// An event as it came over the wire.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event {
    /// The event's name, such as `SHUTDOWN`.
    pub name: String,
    /// What came with it; an empty object where nothing did.
    pub data: Value,
    /// When it happened, by the server's clock.
    pub timestamp: Timestamp,
}

impl Event {
    /// An event with its data and time.
    #[must_use]
    pub fn new(name: impl Into<String>, data: Value, timestamp: Timestamp) -> Self {
        Self {
            name: name.into(),
            data,
            timestamp,
        }
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
