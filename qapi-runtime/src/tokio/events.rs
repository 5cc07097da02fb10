//! Events as a stream.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::shared::Shared;
use crate::protocol::{Filter, Next, Want};
use crate::{Error, Event, Events, FromEvent, Result, TypedEvent};

/// The events of a connection from a moment on, as a stream; see
/// [`Client::events`](super::Client::events).
///
/// Every subscription has a queue of its own. What it does not take in time is
/// lost to it alone, and it is told: [`Error::Lagged`] stands where events are
/// missing. The stream ends when the connection does; if that failed, its last
/// item is the reason.
///
/// ```no_run
/// # async fn demo(vm: &qapi_runtime::tokio::Client) -> qapi_runtime::Result<()> {
/// let mut events = vm.events();
/// while let Some(event) = events.next().await {
///     println!("{}", event?.name);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use]
pub struct Subscription<E = Event> {
    queue: Queue,
    /// The stream has given the reason why there will be no more events.
    ended: bool,
    kind: PhantomData<fn() -> E>,
}

/// A subscriber's number, which is given back when this is dropped.
struct Queue {
    shared: Arc<Shared>,
    subscriber: u64,
}

impl Drop for Queue {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        state.hub.leave(Want::Event(self.subscriber));
        state.hub.session.events.remove(self.subscriber);
    }
}

impl Subscription {
    pub(super) fn new(shared: &Arc<Shared>, filter: Filter) -> Self {
        let subscriber = shared.state().hub.subscribe(filter);
        Self {
            queue: Queue {
                shared: Arc::clone(shared),
                subscriber,
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
    /// Waits for the next event; `None` when the connection has ended. It can
    /// be dropped at any time, and no event is lost by that.
    pub async fn next(&mut self) -> Option<Result<E>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    /// How many events were lost to this subscriber so far.
    #[must_use]
    pub fn lost(&self) -> u64 {
        let queue = &self.queue;
        queue
            .shared
            .state()
            .hub
            .session
            .events
            .lost(queue.subscriber)
    }

    /// The next event, or why there is none.
    pub(super) fn poll_event(&self, cx: &Context<'_>) -> Poll<Result<E>> {
        let Queue { shared, subscriber } = &self.queue;
        Poll::Ready(match ready!(shared.poll_event(*subscriber, cx))? {
            Next::Event(event) => event.read().inspect_err(|error| shared.heed(error)),
            Next::Lost(lost) => Err(Error::Lagged { lost }),
        })
    }

    fn poll(&mut self, cx: &Context<'_>) -> Poll<Option<Result<E>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let result = ready!(self.poll_event(cx));
        self.ended = !matches!(
            &result,
            Ok(_) | Err(Error::Lagged { .. } | Error::Decode(_))
        );
        Poll::Ready(match result {
            Err(Error::Closed { .. }) => None,
            other => Some(other),
        })
    }
}

impl<E: FromEvent> Stream for Subscription<E> {
    type Item = Result<E>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<E>>> {
        self.poll(cx)
    }
}

impl<E> fmt::Debug for Subscription<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscription").finish_non_exhaustive()
    }
}
