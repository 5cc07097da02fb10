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
use super::turn::{Turn, lock, wait};
use crate::protocol::{CommandLine, Framer, Incoming, Message, Reply, Session};
use crate::wire::View;
use crate::{Error, Event, Greeting, ProtocolError};

/// A command's name, of the program's own or made at run time.
pub(super) type Name = Cow<'static, str>;

/// How much is read at once.
const PIECE: usize = 16 << 10;

/// How many pieces are read for those who do not wait.
const PIECES: usize = 64;

pub(super) struct Connection {
    state: Mutex<State>,
    outlet: Turn<Outlet>,
    message_limit: usize,
}

struct State {
    session: Session,
    greeting: Option<Greeting>,
    /// Replies whose callers have not come for them yet.
    replies: BTreeMap<u64, Reply>,
    /// The reader, unless somebody is reading.
    inlet: Option<Inlet>,
    waiting: BTreeMap<Want, Arc<Condvar>>,
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
    /// Any event; the number tells those who wait for one apart.
    Event(u64),
}

impl Connection {
    pub(super) fn new(source: Box<dyn Source>, sink: Box<dyn Sink>, limits: Limits) -> Self {
        let inlet = Inlet {
            source,
            framer: Framer::new(limits.message),
        };
        Self {
            state: Mutex::new(State {
                session: Session::new(limits.events),
                greeting: None,
                replies: BTreeMap::new(),
                inlet: Some(inlet),
                waiting: BTreeMap::new(),
                next_ticket: 0,
                failure: None,
            }),
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

    /// Sends a command and waits for its result.
    pub(super) fn call(
        &self,
        name: &Name,
        arguments: View<'_>,
        timer: &Timer,
    ) -> Result<Box<RawValue>, Error> {
        let id = self.send(name, arguments, timer)?;
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

    /// Waits for an event, `None` if none comes in time.
    pub(super) fn next_event(&self, timer: &Timer) -> Result<Option<Event>, Error> {
        let mut state = lock(&self.state);
        state.next_ticket += 1;
        let want = Want::Event(state.next_ticket);
        Ok(self.wait(state, want, timer)?.and_then(Found::event))
    }

    /// Takes the events that have arrived.
    pub(super) fn take_events(&self) -> Vec<Event> {
        let mut state = lock(&self.state);
        for _ in 0..PIECES {
            if state.failure.is_some() {
                break;
            }
            let Some(inlet) = state.inlet.take() else {
                break;
            };
            let count;
            (state, count) = self.read(state, inlet, Some(Duration::ZERO));
            if count == 0 {
                break;
            }
        }
        state.pass_on();
        state.session.events.take_all()
    }

    pub(super) fn lost_events(&self) -> u64 {
        lock(&self.state).session.events.lost()
    }

    /// Whether nothing more will come.
    pub(super) fn has_failed(&self) -> bool {
        lock(&self.state).failure.is_some()
    }

    fn send(&self, name: &Name, arguments: View<'_>, timer: &Timer) -> Result<u64, Error> {
        let line = CommandLine::new(name, arguments);
        // A server that gives up in the middle of a command goes on with the
        // rest as if that were the next one, so it is better not to begin.
        if line.len() > self.message_limit {
            return Err(Error::TooLong {
                command: Some(name.clone()),
                limit: self.message_limit,
            });
        }
        let Some(mut outlet) = self.outlet.take(timer) else {
            return Err(timeout(Some(name), timer));
        };
        if let Some(failure) = &outlet.failure {
            return Err(failure.clone().during(name.clone()));
        }
        // The id is given while nobody else can send, so that ids are in the
        // order of commands.
        let id = {
            let mut state = lock(&self.state);
            if let Some(failure) = &state.failure {
                return Err(failure.clone().during(name.clone()));
            }
            state.session.begin()
        };
        let Err(unsent) = outlet.sink.send(line.finish(id), timer) else {
            return Ok(id);
        };
        lock(&self.state).session.withdraw(id);
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
                (state, _) = self.read(state, inlet, timer.left());
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
    ) -> (MutexGuard<'a, State>, usize) {
        drop(state);
        let batch = inlet.read(wait);
        let mut state = lock(&self.state);
        state.inlet = Some(inlet);
        let count = batch.count;
        state.store(batch);
        (state, count)
    }
}

impl State {
    fn find(&mut self, want: Want) -> Option<Found> {
        match want {
            Want::Greeting => self.greeting.take().map(Found::Greeting),
            Want::Reply(id) => self.replies.remove(&id).map(Found::Reply),
            Want::Event(_) => self.session.next_event().map(Found::Event),
        }
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
                }
                Ok(Incoming::Event) => {
                    for (_, wake) in self.waiting.range(Want::Event(0)..) {
                        wake.notify_one();
                    }
                }
                Ok(Incoming::Dropped) => {}
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

    fn leave(&mut self, want: Want) {
        self.waiting.remove(&want);
        if let Want::Reply(id) = want {
            self.session.abandon(id);
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
    Event(Event),
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

    fn event(self) -> Option<Event> {
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
                batch.count = count;
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
    /// How many bytes it was.
    count: usize,
    /// Why there will be no further one; the messages come before it.
    end: Option<Error>,
}

/// Where commands go.
struct Outlet {
    sink: Box<dyn Sink>,
    /// Why no further command can be sent.
    failure: Option<Error>,
}

/// What a connection may take of this process's memory, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) message: usize,
    pub(super) events: usize,
}

#[cold]
fn timeout(command: Option<&Name>, timer: &Timer) -> Error {
    Error::Timeout {
        command: command.cloned(),
        after: timer.allowed(),
    }
}
