//! What the callers of one connection share.
//!
//! There is no thread for reading. Of the callers that wait, one reads, and
//! does so without holding the state, so that the others can come and go; it
//! stores what it reads and wakes whom that concerns. When it leaves, with its
//! reply or because its time is over, it wakes another one to read on.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

use serde_json::value::RawValue;

use super::link::{Sink, Source, is_end, is_pause};
use super::timer::Timer;
use super::turn::{Held, Turn, lock, wait};
use crate::protocol::{CommandLine, Filter, Framer, Incoming, Lane, Message, Next, Reply, Session};
use crate::stream::Fd;
use crate::wire::View;
use crate::{Error, Event, Greeting, ProtocolError};

/// A command's name, of the program's own or made at run time.
pub(super) type Name = Cow<'static, str>;

/// How much is read at once.
const PIECE: usize = 16 << 10;

pub(super) struct Connection {
    state: Mutex<State>,
    outlet: Turn<Outlet>,
    message_limit: usize,
    takes_fds: bool,
}

/// A command and the terms it is sent on.
pub(super) struct Order<'a> {
    pub(super) name: &'a Name,
    pub(super) arguments: View<'a>,
    pub(super) oob: bool,
    pub(super) fd: Option<Fd<'a>>,
}

struct State {
    session: Session,
    greeting: Option<Greeting>,
    /// Replies whose callers have not come for them yet.
    replies: BTreeMap<u64, Reply>,
    /// The reader, unless somebody is reading.
    inlet: Option<Inlet>,
    waiting: BTreeMap<Want, Arc<Condvar>>,
    /// A subscription that nobody has taken over yet.
    early: Option<u64>,
    next_ticket: u64,
    /// Why nothing more will come.
    failure: Option<Error>,
}

/// What a caller waits for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Want {
    Greeting,
    /// The reply with this id.
    Reply(u64),
    /// A place in the server's queue; those with lower numbers come first.
    Place(u64),
    /// To be the only one with a descriptor, likewise.
    Fd(u64),
    /// An event for this subscriber.
    Event(u64),
}

impl Connection {
    pub(super) fn new(source: Box<dyn Source>, sink: Box<dyn Sink>, limits: Limits) -> Self {
        let mut session = Session::new(limits.events);
        let early = limits.early_events.then(|| session.events.add(Filter::All));
        let inlet = Inlet {
            source,
            framer: Framer::new(limits.message),
        };
        Self {
            state: Mutex::new(State {
                session,
                greeting: None,
                replies: BTreeMap::new(),
                inlet: Some(inlet),
                waiting: BTreeMap::new(),
                early,
                next_ticket: 0,
                failure: None,
            }),
            takes_fds: sink.takes_fds(),
            outlet: Turn::new(Outlet {
                sink,
                failure: None,
            }),
            message_limit: limits.message,
        }
    }

    /// Waits for the greeting.
    pub(super) fn greeting(&self, timer: &Timer) -> Result<Greeting, Error> {
        self.wait(lock(&self.state), Want::Greeting, timer)?
            .and_then(Found::greeting)
            .ok_or_else(|| timeout(None, timer))
    }

    /// From here on the server reads commands before it executes them.
    pub(super) fn reads_ahead(&self) {
        lock(&self.state).session.flow.reads_ahead = true;
    }

    /// Sends a command and waits for its result.
    pub(super) fn call(&self, order: &Order<'_>, timer: &Timer) -> Result<Box<RawValue>, Error> {
        let name = order.name;
        let id = self.send(order, timer)?;
        let found = self
            .wait(lock(&self.state), Want::Reply(id), timer)
            .map_err(|error| error.during(name.clone()))?;
        match found.and_then(Found::reply) {
            Some(Ok(result)) => Ok(result),
            Some(Err(mut error)) => {
                error.command = Some(name.clone());
                Err(error.into())
            }
            None => Err(timeout(Some(name), timer)),
        }
    }

    pub(super) fn subscribe(&self, filter: Filter) -> u64 {
        let mut state = lock(&self.state);
        match (state.early.take(), &filter) {
            (Some(early), Filter::All) => early,
            (early, _) => {
                state.early = early;
                state.session.events.add(filter)
            }
        }
    }

    pub(super) fn unsubscribe(&self, subscriber: u64) {
        lock(&self.state).session.events.remove(subscriber);
    }

    /// Waits for an event of this subscriber's, `None` if none comes in time.
    pub(super) fn next_event(
        &self,
        subscriber: u64,
        timer: &Timer,
    ) -> Result<Option<Event>, Error> {
        let want = Want::Event(subscriber);
        let found = self.wait(lock(&self.state), want, timer)?;
        match found.and_then(Found::event) {
            Some(Next::Event(event)) => Ok(Some(event)),
            Some(Next::Lost(lost)) => Err(Error::Lagged { lost }),
            None => Ok(None),
        }
    }

    pub(super) fn lost_events(&self, subscriber: u64) -> u64 {
        lock(&self.state).session.events.lost(subscriber)
    }

    /// Whether nothing more will come.
    pub(super) fn has_failed(&self) -> bool {
        lock(&self.state).failure.is_some()
    }

    fn send(&self, order: &Order<'_>, timer: &Timer) -> Result<u64, Error> {
        let name = order.name;
        let lane = Lane {
            oob: order.oob,
            fd: order.fd.is_some(),
        };
        let line = CommandLine::new(name, order.arguments, lane.oob);
        // A server that gives up in the middle of a command goes on with the
        // rest as if that were the next one, so it is better not to begin.
        if line.len() > self.message_limit {
            return Err(Error::TooLong {
                command: Some(name.clone()),
                limit: self.message_limit,
            });
        }
        self.enter(lane, name, timer)?;
        let (mut outlet, id) = match self.begin(lane, name, timer) {
            Ok(begun) => begun,
            Err(error) => {
                let mut state = lock(&self.state);
                state.session.flow.release_place(lane);
                state.session.flow.release_fd(lane);
                state.wake_lanes();
                return Err(error);
            }
        };
        let Err(unsent) = outlet.sink.send(line.finish(id), order.fd, timer) else {
            return Ok(id);
        };
        {
            let mut state = lock(&self.state);
            state.session.withdraw(id);
            state.wake_lanes();
        }
        if is_end(&unsent.error) {
            // What the server said before is still there to be read.
            outlet.failure = Some(Error::Closed { command: None });
            return Err(Error::Closed {
                command: Some(name.clone()),
            });
        }
        if !is_pause(&unsent.error) {
            let failure = Error::from(unsent.error);
            outlet.failure = Some(failure.clone());
            return Err(failure);
        }
        if unsent.partly {
            // The server would read the next command as the rest of this one.
            let message = format!("unusable since the command {name} could be sent only in part");
            outlet.failure = Some(io::Error::other(message).into());
        }
        Err(timeout(Some(name), timer))
    }

    /// Waits for what a command needs besides the turn to write.
    fn enter(&self, lane: Lane, name: &Name, timer: &Timer) -> Result<(), Error> {
        let unsupported = |what| Error::Unsupported {
            command: Some(name.clone()),
            what,
        };
        let mut state = lock(&self.state);
        if lane.oob && !state.session.flow.reads_ahead {
            return Err(unsupported("out-of-band execution is not negotiated"));
        }
        if lane.fd && !self.takes_fds {
            return Err(unsupported("only a Unix socket carries file descriptors"));
        }
        if lane.fd {
            if !self.obtain(state, Want::Fd, name, timer)? {
                return Err(timeout(Some(name), timer));
            }
            state = lock(&self.state);
        }
        if lane.oob || !state.session.flow.reads_ahead {
            state.session.flow.take_place(lane);
            return Ok(());
        }
        let place = self.obtain(state, Want::Place, name, timer);
        if let Ok(true) = place {
            return Ok(());
        }
        lock(&self.state).session.flow.release_fd(lane);
        place.and_then(|_| Err(timeout(Some(name), timer)))
    }

    /// Stands in a queue, `false` if time runs out.
    fn obtain<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        want: fn(u64) -> Want,
        name: &Name,
        timer: &Timer,
    ) -> Result<bool, Error> {
        state.next_ticket += 1;
        let want = want(state.next_ticket);
        self.wait(state, want, timer)
            .map(|found| found.is_some())
            .map_err(|error| error.during(name.clone()))
    }

    /// Takes the turn to write, and an id.
    fn begin(
        &self,
        lane: Lane,
        name: &Name,
        timer: &Timer,
    ) -> Result<(Held<'_, Outlet>, u64), Error> {
        let Some(outlet) = self.outlet.take(timer) else {
            return Err(timeout(Some(name), timer));
        };
        if let Some(failure) = &outlet.failure {
            return Err(failure.clone().during(name.clone()));
        }
        // The id is given while nobody else can send, so that ids are in the
        // order of commands.
        let mut state = lock(&self.state);
        if let Some(failure) = &state.failure {
            return Err(failure.clone().during(name.clone()));
        }
        let id = state.session.begin(lane);
        Ok((outlet, id))
    }

    fn wait<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        want: Want,
        timer: &Timer,
    ) -> Result<Option<Found>, Error> {
        let wake = Arc::new(Condvar::new());
        state.waiting.insert(want, Arc::clone(&wake));
        // Who comes without time to wait gets what is there, so reads once.
        let mut has_read = false;
        let result = loop {
            if let Some(found) = state.find(want) {
                break Ok(Some(found));
            }
            if let Some(failure) = &state.failure {
                break Err(failure.clone());
            }
            if timer.is_over() && (has_read || state.inlet.is_none()) {
                break Ok(None);
            }
            if let Some(inlet) = state.inlet.take() {
                state = self.read(state, inlet, timer.left());
                has_read = true;
                continue;
            }
            state = match wait(&wake, state, timer) {
                Some(state) => state,
                // Unlocked by time running out at this very moment.
                None => lock(&self.state),
            };
        };
        state.leave(want);
        result
    }

    /// Reads once with the state unlocked, and stores what came.
    fn read<'a>(
        &'a self,
        state: MutexGuard<'a, State>,
        mut inlet: Inlet,
        wait: Option<Duration>,
    ) -> MutexGuard<'a, State> {
        drop(state);
        let batch = inlet.read(wait);
        let mut state = lock(&self.state);
        state.inlet = Some(inlet);
        state.store(batch);
        state
    }
}

impl State {
    fn find(&mut self, want: Want) -> Option<Found> {
        match want {
            Want::Greeting => self.greeting.take().map(Found::Greeting),
            Want::Reply(id) => self.replies.remove(&id).map(Found::Reply),
            Want::Event(subscriber) => self.session.events.take(subscriber).map(Found::Event),
            Want::Place(ticket) => {
                let lane = Lane::default();
                let free = self.is_first(Want::Place(0), Want::Place(ticket))
                    && self.session.flow.take_place(lane);
                free.then_some(Found::Lane)
            }
            Want::Fd(ticket) => {
                let lane = Lane {
                    fd: true,
                    ..Lane::default()
                };
                let free =
                    self.is_first(Want::Fd(0), Want::Fd(ticket)) && self.session.flow.take_fd(lane);
                free.then_some(Found::Lane)
            }
        }
    }

    fn is_first(&self, lowest: Want, want: Want) -> bool {
        self.waiting.range(lowest..want).next().is_none()
    }

    fn store(&mut self, batch: Batch) {
        for message in batch.messages {
            match self.session.accept(message) {
                Ok(Incoming::Greeting(greeting)) => {
                    self.greeting = Some(greeting);
                    self.wake(Want::Greeting);
                }
                Ok(Incoming::Reply(id, reply)) => {
                    self.replies.insert(id, reply);
                    self.wake(Want::Reply(id));
                    self.wake_lanes();
                }
                Ok(Incoming::Event) => {
                    for (want, wake) in self.waiting.range(Want::Event(0)..) {
                        if let Want::Event(subscriber) = *want
                            && self.session.events.has(subscriber)
                        {
                            wake.notify_one();
                        }
                    }
                }
                Ok(Incoming::Dropped) => self.wake_lanes(),
                Err(error) => return self.fail(Error::Protocol(error)),
            }
        }
        if let Some(end) = batch.end {
            self.fail(end);
        }
    }

    fn fail(&mut self, failure: Error) {
        self.failure.get_or_insert(failure);
        for wake in self.waiting.values() {
            wake.notify_one();
        }
    }

    fn wake(&self, want: Want) {
        if let Some(wake) = self.waiting.get(&want) {
            wake.notify_one();
        }
    }

    /// Wakes those who stand first for a place with the server.
    fn wake_lanes(&self) {
        let places = self.waiting.range(Want::Place(0)..Want::Fd(0));
        let fds = self.waiting.range(Want::Fd(0)..Want::Event(0));
        for (_, wake) in places.take(1).chain(fds.take(1)) {
            wake.notify_one();
        }
    }

    fn leave(&mut self, want: Want) {
        self.waiting.remove(&want);
        match want {
            Want::Reply(id) => self.session.abandon(id),
            Want::Place(_) | Want::Fd(_) => self.wake_lanes(),
            Want::Greeting | Want::Event(_) => {}
        }
        self.pass_on();
    }

    /// If nobody reads, wakes one who may: it reads, or leaves and comes here.
    fn pass_on(&self) {
        if self.inlet.is_some()
            && let Some(wake) = self.waiting.values().next()
        {
            wake.notify_one();
        }
    }
}

/// What a caller has waited for.
enum Found {
    Greeting(Greeting),
    Reply(Reply),
    Event(Next),
    Lane,
}

impl Found {
    fn greeting(self) -> Option<Greeting> {
        match self {
            Self::Greeting(greeting) => Some(greeting),
            _ => None,
        }
    }

    fn reply(self) -> Option<Reply> {
        match self {
            Self::Reply(reply) => Some(reply),
            _ => None,
        }
    }

    fn event(self) -> Option<Next> {
        match self {
            Self::Event(event) => Some(event),
            _ => None,
        }
    }
}

/// Where messages come from.
struct Inlet {
    source: Box<dyn Source>,
    framer: Framer,
}

impl Inlet {
    fn read(&mut self, wait: Option<Duration>) -> Batch {
        let mut piece = [0; PIECE];
        let mut batch = Batch::default();
        match self.source.read(&mut piece, wait) {
            Ok(0) => batch.end = Some(self.end()),
            Ok(count) => {
                self.framer.push(&piece[..count]);
                batch.end = self.parse(&mut batch.messages).err().map(Error::Protocol);
            }
            Err(error) if is_pause(&error) => {}
            Err(error) if is_end(&error) => batch.end = Some(self.end()),
            Err(error) => batch.end = Some(error.into()),
        }
        batch
    }

    fn parse(&mut self, messages: &mut Vec<Message>) -> Result<(), ProtocolError> {
        while let Some(line) = self.framer.next()? {
            messages.push(Message::parse(line)?);
        }
        Ok(())
    }

    fn end(&self) -> Error {
        match self.framer.finish() {
            Ok(()) => Error::Closed { command: None },
            Err(error) => Error::Protocol(error),
        }
    }
}

/// What one read has brought.
#[derive(Default)]
struct Batch {
    messages: Vec<Message>,
    /// Why there will be no further one; the messages come before it.
    end: Option<Error>,
}

/// Where commands go.
struct Outlet {
    sink: Box<dyn Sink>,
    /// Why no further command can be sent.
    failure: Option<Error>,
}

/// What a connection may take of this process's memory, in bytes, and for
/// what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) message: usize,
    pub(super) events: usize,
    /// Whether the first subscriber gets all events from the greeting on.
    pub(super) early_events: bool,
}

#[cold]
fn timeout(command: Option<&Name>, timer: &Timer) -> Error {
    Error::Timeout {
        command: command.cloned(),
        after: timer.allowed(),
    }
}
