//! Waiting for what a condition describes.

use std::fmt;
use std::time::{Duration, Instant};

use super::timer::Timer;
use super::{Client, Subscription};
use crate::Result;
use crate::protocol::Filter;
use crate::wait::{self, Condition, Step};

/// Waits for something that began, at the earliest, when this was made; see
/// [`wait`](crate::wait) and [`Client::watch`].
#[must_use]
pub struct Waiter<'a, C> {
    client: &'a Client,
    events: Subscription,
    condition: C,
    /// When the query was sent last.
    asked: Instant,
}

impl<'a, C: Condition> Waiter<'a, C> {
    pub(super) fn new(client: &'a Client, condition: C) -> Self {
        let filter = Filter::Names(condition.events());
        Self {
            client,
            events: Subscription::new(&client.connection, filter),
            condition,
            asked: Instant::now(),
        }
    }

    /// Waits until it has happened. After [`Error::Timeout`] one can wait on,
    /// and nothing is missed.
    ///
    /// # Errors
    ///
    /// [`Error::Timeout`]: not in this time; [`Error::Failed`]: it ended
    /// otherwise; and those of any call.
    ///
    /// [`Error::Timeout`]: crate::Error::Timeout
    /// [`Error::Failed`]: crate::Error::Failed
    pub fn wait(&mut self, timeout: Duration) -> Result<C::Outcome> {
        let timer = Timer::start(Some(timeout));
        loop {
            let next_query = self.next_query();
            let pause = match next_query {
                Some(until) => timer.earlier(until),
                None => timer,
            };
            let step = match self.events.next_before(&pause)? {
                Some(event) => self.condition.observe(event),
                None if timer.is_over() => return Err(wait::timeout(&self.condition, timeout)),
                None => Step::Query,
            };
            let step = match step {
                Step::Query => self.ask(&timer)?,
                step => step,
            };
            if let Some(result) = wait::end(&self.condition, step) {
                return result;
            }
        }
    }

    fn next_query(&self) -> Option<Instant> {
        self.condition.query()?;
        self.asked.checked_add(self.condition.interval()?)
    }

    fn ask(&mut self, timer: &Timer) -> Result<Step<C::Outcome>> {
        let Some(query) = self.condition.query() else {
            return Ok(self.condition.inspect(None));
        };
        let left = timer.left().unwrap_or(Duration::MAX);
        let result = self.client.deadline(left).execute_raw(query, None);
        self.asked = Instant::now();
        wait::inspect(&mut self.condition, result)
    }
}

impl<C: Condition> fmt::Debug for Waiter<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiter")
            .field("for", &self.condition.what())
            .finish_non_exhaustive()
    }
}
