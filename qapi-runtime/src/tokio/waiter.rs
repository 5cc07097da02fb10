//! Waiting for what a condition describes.

use std::fmt;
use std::future::poll_fn;
use std::time::Duration;

use ::tokio::time::{Instant, timeout_at};

use super::{Client, Subscription};
use crate::Result;
use crate::protocol::Filter;
use crate::wait::{self, Condition, Step};

/// Longer than anybody waits, and less than a clock can't say.
const FOREVER: Duration = Duration::from_secs(60 * 60 * 24 * 365 * 30);

/// Waits for something that began, at the earliest, when this was made; see
/// [`wait`](crate::wait) and [`Client::watch`]. It keeps the connection open.
#[must_use]
pub struct Waiter<C> {
    client: Client,
    events: Subscription,
    condition: C,
    /// When the query was sent last.
    asked: Instant,
}

impl<C: Condition> Waiter<C> {
    pub(super) fn new(client: Client, condition: C) -> Self {
        let filter = Filter::Names(condition.events());
        Self {
            events: Subscription::new(client.shared(), filter),
            client,
            condition,
            asked: Instant::now(),
        }
    }

    /// Waits until it has happened. After [`Error::Timeout`], or if the future
    /// is dropped, one can wait on, and nothing is missed.
    ///
    /// # Errors
    ///
    /// [`Error::Timeout`]: not in this time; [`Error::Failed`]: it ended
    /// otherwise; and those of any call.
    ///
    /// [`Error::Timeout`]: crate::Error::Timeout
    /// [`Error::Failed`]: crate::Error::Failed
    pub async fn wait(&mut self, timeout: Duration) -> Result<C::Outcome> {
        let end = Instant::now() + timeout.min(FOREVER);
        loop {
            let pause = self.next_query().map_or(end, |query| query.min(end));
            let step = match timeout_at(pause, poll_fn(|cx| self.events.poll_event(cx))).await {
                Ok(event) => self.condition.observe(event?),
                Err(_) if Instant::now() >= end => {
                    return Err(wait::timeout(&self.condition, timeout));
                }
                Err(_) => Step::Query,
            };
            let step = match step {
                Step::Query => self.ask(end).await?,
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

    async fn ask(&mut self, end: Instant) -> Result<Step<C::Outcome>> {
        let Some(query) = self.condition.query() else {
            return Ok(self.condition.inspect(None));
        };
        let left = end.saturating_duration_since(Instant::now());
        let result = self.client.deadline(left).execute_raw(query, None).await;
        self.asked = Instant::now();
        wait::inspect(&mut self.condition, result)
    }
}

impl<C: Condition> fmt::Debug for Waiter<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiter")
            .field("for", &self.condition.what())
            .finish_non_exhaustive()
    }
}
