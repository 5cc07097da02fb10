//! Who waits for what: calls, subscribers, and those who want to send.
//!
//! What a waiting one is woken by differs between clients; the rest does not.

use super::sorted::Sorted;
use super::{Batch, Begun, Filter, Incoming, Lane, Next, Reply, Session, Wake, Woken};
use crate::{Error, Greeting};

/// What one waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Want {
    Greeting,
    /// The reply to the call of this key.
    Reply(u64),
    /// A place in the server's queue; those with lower numbers come first.
    Place(u64),
    /// To be the only one with a descriptor, likewise.
    Fd(u64),
    /// An event for this subscriber.
    Event(u64),
}

/// What one has waited for.
pub(crate) enum Found {
    Greeting(Box<Greeting>),
    Reply(Reply),
    Event(Next),
    /// A place, or the right to send a descriptor.
    Lane,
}

/// One connection as those see it who wait.
pub(crate) struct Hub<W> {
    pub(crate) session: Session,
    greeting: Option<Box<Greeting>>,
    /// Replies whose callers have not come for them yet.
    replies: Sorted<u64, Reply>,
    waiting: Sorted<Want, W>,
    /// A subscription that nobody has taken over yet.
    early: Option<u64>,
    next_ticket: u64,
    /// Why nothing more will come.
    failure: Option<Error>,
}

impl<W: Wake> Hub<W> {
    pub(crate) fn new(limits: Limits) -> Self {
        let mut session = Session::new(limits.events);
        let early = limits.early_events.then(|| session.events.add(Filter::All));
        Self {
            session,
            greeting: None,
            replies: Sorted::new(),
            waiting: Sorted::new(),
            early,
            next_ticket: 0,
            failure: None,
        }
    }

    /// Why nothing more will come, if so.
    pub(crate) fn failure(&self) -> Option<&Error> {
        self.failure.as_ref()
    }

    /// A number that is higher than all before.
    pub(crate) fn ticket(&mut self) -> u64 {
        self.next_ticket += 1;
        self.next_ticket
    }

    pub(crate) fn subscribe(&mut self, filter: Filter) -> u64 {
        if let (Filter::All, Some(early)) = (&filter, self.early) {
            self.early = None;
            return early;
        }
        self.session.events.add(filter)
    }

    /// From now on there is somebody to wake for this.
    pub(crate) fn enlist(&mut self, want: Want, wake: &W) {
        match self.waiting.get_mut(&want) {
            // It is mostly the same one, which costs nothing then.
            Some(other) => other.clone_from(wake),
            None => self.waiting.insert(want, wake.clone()),
        }
    }

    /// Whether there are replies that their callers have not come for yet.
    /// They will, and may have more to send.
    #[cfg(feature = "tokio")]
    pub(crate) fn has_replies(&self) -> bool {
        !self.replies.is_empty()
    }

    /// Takes what is wanted, if it is there.
    pub(crate) fn find(&mut self, want: Want) -> Option<Found> {
        match want {
            Want::Greeting => self.greeting.take().map(Found::Greeting),
            Want::Reply(key) => self.reply(key).map(Found::Reply),
            Want::Event(subscriber) => self.session.events.take(subscriber).map(Found::Event),
            Want::Place(_) => {
                let free = self.is_first(Want::Place(0), want)
                    && self.session.flow.take_place(Lane::default());
                free.then_some(Found::Lane)
            }
            Want::Fd(_) => {
                let lane = Lane {
                    fd: true,
                    ..Lane::default()
                };
                let free = self.is_first(Want::Fd(0), want) && self.session.flow.take_fd(lane);
                free.then_some(Found::Lane)
            }
        }
    }

    /// Takes the reply to a call, if it is there. Nobody is enlisted for it then.
    #[inline]
    pub(crate) fn reply(&mut self, key: u64) -> Option<Reply> {
        self.replies.remove(&key)
    }

    fn is_first(&self, lowest: Want, want: Want) -> bool {
        self.waiting.is_empty() || self.waiting.range(&lowest, &want).next().is_none()
    }

    /// Takes what a command needs without waiting, if nobody waits for it.
    pub(crate) fn enter(&mut self, lane: Lane) -> bool {
        let first = |lowest, end| self.is_first(lowest, end);
        let free = (lane.oob || first(Want::Place(0), Want::Fd(0)))
            && (!lane.fd || first(Want::Fd(0), Want::Event(0)));
        if !free || !self.session.flow.take_fd(lane) {
            return false;
        }
        let entered = self.session.flow.take_place(lane);
        if !entered {
            self.session.flow.release_fd(lane);
        }
        entered
    }

    /// Stops waiting: what was wanted was found.
    pub(crate) fn done(&mut self, want: Want) {
        self.waiting.remove(&want);
        if matches!(want, Want::Place(_) | Want::Fd(_)) {
            self.wake_lanes();
        }
    }

    /// Stops waiting, with or without what was wanted.
    pub(crate) fn leave(&mut self, want: Want) {
        self.waiting.remove(&want);
        match want {
            Want::Reply(key) => {
                self.replies.remove(&key);
                self.session.abandon(key);
            }
            Want::Place(_) | Want::Fd(_) => self.wake_lanes(),
            Want::Greeting | Want::Event(_) => {}
        }
    }

    /// Gives back what a command would have needed that is not sent.
    pub(crate) fn release(&mut self, lane: Lane) {
        self.session.flow.release_place(lane);
        self.release_fd(lane);
    }

    pub(crate) fn release_fd(&mut self, lane: Lane) {
        self.session.flow.release_fd(lane);
        self.wake_lanes();
    }

    /// Forgets a call whose command was not sent.
    pub(crate) fn withdraw(&mut self, key: u64) {
        self.session.withdraw(key);
        self.wake_lanes();
    }

    /// The caller has read the reply itself.
    #[inline]
    pub(crate) fn settle(&mut self, call: Begun) {
        self.session.settle(call);
        self.wake_lanes();
    }

    /// Takes what was read.
    pub(crate) fn store(&mut self, batch: Batch) -> Woken<W> {
        let mut woken = Woken::none();
        let (mut events, mut places) = (false, false);
        for message in batch.first.into_iter().chain(batch.more) {
            match self.session.accept(message) {
                Ok(Incoming::Greeting(greeting)) => {
                    self.greeting = Some(greeting);
                    woken.add(self.waiting.remove(&Want::Greeting));
                }
                Ok(Incoming::Reply(key, reply)) => {
                    self.replies.insert(key, reply);
                    woken.add(self.waiting.remove(&Want::Reply(key)));
                    places = true;
                }
                Ok(Incoming::Event) => events = true,
                Ok(Incoming::Dropped) => places = true,
                Err(error) => {
                    self.fail(Error::Protocol(error));
                    return woken;
                }
            }
        }
        if events {
            self.wake_subscribers(&mut woken);
        }
        if places {
            self.wake_lanes();
        }
        if let Some(end) = batch.end {
            self.fail(end);
        }
        woken
    }

    /// Nothing more will come.
    pub(crate) fn fail(&mut self, failure: Error) {
        self.failure.get_or_insert(failure);
        for wake in self.waiting.values() {
            wake.wake();
        }
    }

    /// A reply or an event has turned out to be no message, so what has come
    /// since counts for nothing.
    pub(crate) fn condemn(&mut self, failure: Error) {
        self.failure = None;
        self.fail(failure);
    }

    /// Somebody who waits, if anybody does.
    pub(crate) fn anyone(&self) -> Option<&W> {
        self.waiting.first().map(|(_, wake)| wake)
    }

    /// Who waits for a reply, if it is one alone.
    #[cfg(feature = "tokio")]
    pub(crate) fn only_caller(&self) -> Option<&W> {
        if let Some((want, wake)) = self.waiting.only() {
            return matches!(want, Want::Reply(_)).then_some(wake);
        }
        let mut all = self.waiting.range(&Want::Reply(0), &Want::Place(0));
        let (_, caller) = all.next()?;
        all.next().is_none().then_some(caller)
    }

    /// Those for whom there is something wait no more.
    fn wake_subscribers(&mut self, woken: &mut Woken<W>) {
        if self.waiting.is_empty() {
            return;
        }
        let all = self.waiting.range(&Want::Event(0), &Want::Event(u64::MAX));
        let glad = all.filter_map(|(want, _)| match *want {
            Want::Event(subscriber) => self.session.events.has(subscriber).then_some(*want),
            _ => None,
        });
        for want in glad.collect::<Vec<_>>() {
            woken.add(self.waiting.remove(&want));
        }
    }

    /// Wakes those who stand first for a place with the server.
    fn wake_lanes(&self) {
        if self.waiting.is_empty() {
            return;
        }
        let places = self.waiting.range(&Want::Place(0), &Want::Fd(0));
        let fds = self.waiting.range(&Want::Fd(0), &Want::Event(0));
        for (_, wake) in places.take(1).chain(fds.take(1)) {
            wake.wake();
        }
    }
}

/// What a connection may take of this process's memory, in bytes, and for
/// what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) message: usize,
    pub(crate) events: usize,
    /// Whether the first subscriber gets all events from the greeting on.
    pub(crate) early_events: bool,
}
