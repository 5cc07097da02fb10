//! How long a call may take.

use std::time::{Duration, Instant};

/// A running allowance of time, or none.
#[derive(Clone, Copy)]
pub(crate) struct Timer {
    allowed: Option<Duration>,
    /// `None` also for a time beyond what the clock can say.
    end: Option<Instant>,
}

impl Timer {
    pub(crate) fn start(allowed: Option<Duration>) -> Self {
        Self {
            allowed,
            end: allowed.and_then(|time| Instant::now().checked_add(time)),
        }
    }

    /// An allowance that runs from this moment.
    pub(crate) fn start_at(now: Instant, allowed: Duration) -> Self {
        Self {
            allowed: Some(allowed),
            end: now.checked_add(allowed),
        }
    }

    /// The same, or up to a moment before that.
    pub(crate) fn earlier(self, moment: Instant) -> Self {
        let end = self.end.map_or(moment, |end| end.min(moment));
        Self {
            end: Some(end),
            ..self
        }
    }

    /// Whichever of the two is over first.
    pub(crate) fn sooner(self, other: &Self) -> Self {
        match (self.end, other.end) {
            (Some(end), Some(others)) if end <= others => self,
            (Some(_), None) => self,
            _ => *other,
        }
    }

    /// What was allowed in all, for messages.
    pub(crate) fn allowed(&self) -> Duration {
        self.allowed.unwrap_or(Duration::MAX)
    }

    /// Whether it ever ends.
    pub(crate) fn has_end(&self) -> bool {
        self.end.is_some()
    }

    /// What is left; `None` without end, zero once it is over.
    pub(crate) fn left(&self) -> Option<Duration> {
        self.end
            .map(|end| end.saturating_duration_since(Instant::now()))
    }

    /// Until when it runs; `None` without end.
    #[cfg(feature = "tokio")]
    pub(crate) fn end(&self) -> Option<Instant> {
        self.end
    }

    /// What is left at this moment, zero if it is over.
    pub(crate) fn left_at(&self, now: Instant) -> Duration {
        let end = self.end.map(|end| end.saturating_duration_since(now));
        end.unwrap_or(Duration::MAX)
    }

    pub(crate) fn is_over_at(&self, now: Instant) -> bool {
        self.end.is_some_and(|end| end <= now)
    }

    pub(crate) fn is_over(&self) -> bool {
        self.left().is_some_and(|left| left.is_zero())
    }
}
