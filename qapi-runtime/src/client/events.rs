//! Events for who subscribed to them.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use super::connection::Connection;
use super::timer::Timer;
use crate::protocol::{Filter, Next};
use crate::{Error, Event, Events, FromEvent, Result, TypedEvent};

/// The events of a connection from a moment on; see
/// [`Client::events`](crate::Client::events).
///
/// Every subscription has a queue of its own. What it does not take in time is
/// lost to it alone, and it is told: [`Error::Lagged`] stands where events are
/// missing.
///
/// As an iterator it waits without end; [`within`](Self::within) makes one
/// with a time limit. Both end when the server has closed the connection.
///
/// It keeps the connection open, and works when the client is gone.
#[must_use]
pub struct Subscription<E = Event> {
    queue: Queue,
    /// An iterator has given the reason why there will be no more events.
    ended: bool,
    kind: PhantomData<fn() -> E>,
}

/// A subscriber's number, which is given back when this is dropped.
struct Queue {
    connection: Arc<Connection>,
    subscriber: u64,
}

impl Drop for Queue {
    fn drop(&mut self) {
        self.connection.unsubscribe(self.subscriber);
    }
}

impl Subscription {
    pub(super) fn new(connection: &Arc<Connection>, filter: Filter) -> Self {
        Self {
            queue: Queue {
                connection: Arc::clone(connection),
                subscriber: connection.subscribe(filter),
            },
            ended: false,
            kind: PhantomData,
        }
    }

    /// The same with events of a schema: `vm.events().typed::<qmp::Event>()`.
    ///
    /// Events that the schema does not list come as `Unrecognized`. One whose
    /// data does not fit is [`Error::Decode`], and others follow.
    pub fn typed<E: Events>(self) -> Subscription<TypedEvent<E>> {
        Subscription {
            queue: self.queue,
            ended: self.ended,
            kind: PhantomData,
        }
    }
}

impl<E: FromEvent> Subscription<E> {
    /// Waits for the next event, `None` if there is none within this time;
    /// zero takes what has arrived.
    ///
    /// # Errors
    ///
    /// [`Error::Lagged`] and [`Error::Decode`] concern one moment or one
    /// event. Others say that the connection has ended and all events that
    /// came before are taken.
    pub fn wait(&mut self, timeout: Duration) -> Result<Option<E>> {
        self.receive(|| Timer::start(Some(timeout)))
    }

    /// An iterator over what comes within this time from now.
    pub fn within(&mut self, timeout: Duration) -> Within<'_, E> {
        Within {
            events: self,
            timer: Timer::start(Some(timeout)),
        }
    }

    /// How many events were lost to this subscriber so far.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.queue.connection.lost_events(self.queue.subscriber)
    }

    pub(super) fn next_before(&self, timer: &Timer) -> Result<Option<E>> {
        self.receive(|| *timer)
    }

    /// The time begins to run when there is something to wait for.
    fn receive(&self, timer: impl FnOnce() -> Timer) -> Result<Option<E>> {
        let Queue {
            connection,
            subscriber,
        } = &self.queue;
        let next = match connection.take_event(*subscriber) {
            None => connection.next_event(*subscriber, &timer())?,
            next => next,
        };
        match next {
            Some(Next::Event(event)) => {
                let event = event.read().inspect_err(|error| connection.heed(error));
                event.map(Some)
            }
            Some(Next::Lost(lost)) => Err(Error::Lagged { lost }),
            None => Ok(None),
        }
    }

    fn iterate(&mut self, timer: &Timer) -> Option<Result<E>> {
        if self.ended {
            return None;
        }
        let error = match self.next_before(timer) {
            Ok(event) => return event.map(Ok),
            Err(error) => error,
        };
        self.ended = !matches!(error, Error::Lagged { .. } | Error::Decode(_));
        match error {
            Error::Closed { .. } => None,
            error => Some(Err(error)),
        }
    }
}

impl<E: FromEvent> Iterator for Subscription<E> {
    type Item = Result<E>;

    fn next(&mut self) -> Option<Result<E>> {
        self.iterate(&Timer::start(None))
    }
}

impl<E> fmt::Debug for Subscription<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscription").finish_non_exhaustive()
    }
}

/// The events within some time; see [`Subscription::within`].
#[must_use]
pub struct Within<'a, E> {
    events: &'a mut Subscription<E>,
    timer: Timer,
}

impl<E: FromEvent> Iterator for Within<'_, E> {
    type Item = Result<E>;

    fn next(&mut self) -> Option<Result<E>> {
        self.events.iterate(&self.timer)
    }
}

impl<E> fmt::Debug for Within<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Within").finish_non_exhaustive()
    }
}
