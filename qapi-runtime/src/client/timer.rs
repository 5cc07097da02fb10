//! How long a call may take.

use std::time::{Duration, Instant};

/// A running allowance of time, or none.
#[derive(Clone, Copy)]
pub(super) struct Timer {
    allowed: Option<Duration>,
    /// `None` also for a time beyond what the clock can say.
    end: Option<Instant>,
}

impl Timer {
    pub(super) fn start(allowed: Option<Duration>) -> Self {
        Self {
            allowed,
            end: allowed.and_then(|time| Instant::now().checked_add(time)),
        }
    }

    /// The same, or up to a moment before that.
    pub(super) fn earlier(self, moment: Instant) -> Self {
        let end = self.end.map_or(moment, |end| end.min(moment));
        Self {
            end: Some(end),
            ..self
        }
    }

    /// What was allowed in all, for messages.
    pub(super) fn allowed(&self) -> Duration {
        self.allowed.unwrap_or(Duration::MAX)
    }

    /// What is left; `None` without end, zero once it is over.
    pub(super) fn left(&self) -> Option<Duration> {
        self.end
            .map(|end| end.saturating_duration_since(Instant::now()))
    }

    pub(super) fn is_over(&self) -> bool {
        self.left().is_some_and(|left| left.is_zero())
    }
}
