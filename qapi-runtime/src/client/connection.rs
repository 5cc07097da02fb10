//! What the callers of one connection share.
//!
//! There is no thread for reading. Of the callers that wait, one reads, and
//! does so without holding the state, so that the others can come and go; it
//! stores what it reads and wakes whom that concerns. When it leaves, with its
//! reply or because its time is over, it wakes another one to read on.

use std::borrow::Cow;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

use super::link::{Sink, Source, Unsent, is_end, is_pause};
use super::timer::Timer;
use super::turn::{lock, wait};
use crate::protocol::{
    Batch, CommandLine, Content, Filter, Found, Framer, Hub, Lane, Limits, Next, Wake, Want,
};
use crate::stream::Fd;
use crate::wire::View;
use crate::{Error, Event, Greeting};

/// A command's name, of the program's own or made at run time.
pub(super) type Name = Cow<'static, str>;

/// How much is read at once.
const PIECE: usize = 16 << 10;

pub(super) struct Connection {
    state: Mutex<State>,
    /// The writer is there again, for one who waits for it.
    returned: Condvar,
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
    hub: Hub<Arc<Condvar>>,
    /// The reader, unless somebody is reading.
    inlet: Option<Box<Inlet>>,
    /// The writer, unless somebody is writing.
    outlet: Option<Box<Outlet>>,
    /// How many wait for the writer. To wake nobody would be a system call.
    writers: usize,
}

impl Wake for Arc<Condvar> {
    fn wake(&self) {
        self.notify_one();
    }
}

impl Connection {
    pub(super) fn new(source: Box<dyn Source>, sink: Box<dyn Sink>, limits: Limits) -> Self {
        let inlet = Box::new(Inlet {
            source,
            framer: Framer::new(limits.message),
            piece: [0; PIECE],
        });
        let takes_fds = sink.takes_fds();
        Self {
            state: Mutex::new(State {
                hub: Hub::new(limits),
                inlet: Some(inlet),
                outlet: Some(Box::new(Outlet {
                    sink,
                    failure: None,
                })),
                writers: 0,
            }),
            returned: Condvar::new(),
            takes_fds,
            message_limit: limits.message,
        }
    }

    /// Waits for the greeting.
    pub(super) fn greeting(&self, timer: &Timer) -> Result<Greeting, Error> {
        self.wait(lock(&self.state), Want::Greeting, timer)?
            .and_then(|found| match found {
                Found::Greeting(greeting) => Some(greeting),
                _ => None,
            })
            .ok_or_else(|| timeout(None, timer))
    }

    /// From here on the server reads commands before it executes them.
    pub(super) fn reads_ahead(&self) {
        lock(&self.state).hub.session.flow.reads_ahead = true;
    }

    /// Sends a command and waits for its result.
    pub(super) fn call(&self, order: &Order<'_>, timer: &Timer) -> Result<Content, Error> {
        let name = order.name;
        let (id, state) = self.send(order, timer)?;
        let found = self
            .wait(state, Want::Reply(id), timer)
            .map_err(|error| error.during(name.clone()))?;
        match found {
            Some(Found::Reply(Ok(result))) => Ok(result),
            Some(Found::Reply(Err(mut error))) => {
                error.command = Some(name.clone());
                Err(error.into())
            }
            _ => Err(timeout(Some(name), timer)),
        }
    }

    /// Takes note of what turned out when a reply was read.
    pub(super) fn heed(&self, error: &Error) {
        if let Error::Protocol(_) = error {
            lock(&self.state).hub.condemn(error.clone());
        }
    }

    pub(super) fn subscribe(&self, filter: Filter) -> u64 {
        lock(&self.state).hub.subscribe(filter)
    }

    pub(super) fn unsubscribe(&self, subscriber: u64) {
        lock(&self.state).hub.session.events.remove(subscriber);
    }

    /// Waits for an event of this subscriber's, `None` if none comes in time.
    pub(super) fn next_event(
        &self,
        subscriber: u64,
        timer: &Timer,
    ) -> Result<Option<Event>, Error> {
        let want = Want::Event(subscriber);
        let found = self.wait(lock(&self.state), want, timer)?;
        match found {
            Some(Found::Event(Next::Event(event))) => Ok(Some(event)),
            Some(Found::Event(Next::Lost(lost))) => Err(Error::Lagged { lost }),
            _ => Ok(None),
        }
    }

    pub(super) fn lost_events(&self, subscriber: u64) -> u64 {
        lock(&self.state).hub.session.events.lost(subscriber)
    }

    /// Whether nothing more will come.
    pub(super) fn has_failed(&self) -> bool {
        lock(&self.state).hub.failure().is_some()
    }

    /// Sends a command. The state comes back to go on with.
    fn send(
        &self,
        order: &Order<'_>,
        timer: &Timer,
    ) -> Result<(u64, MutexGuard<'_, State>), Error> {
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
        let state = self.enter(lane, name, timer)?;
        let (mut outlet, id) = self.begin(state, lane, name, timer)?;
        let sent = outlet.sink.send(line.finish(id), order.fd, timer);
        let failed = sent.map_err(|unsent| outlet.failed(unsent, name, timer));
        let mut state = lock(&self.state);
        self.put_back(&mut state, outlet);
        match failed {
            Ok(()) => Ok((id, state)),
            Err(error) => {
                state.hub.withdraw(id);
                Err(error)
            }
        }
    }

    /// Waits for what a command needs besides the writer.
    fn enter(
        &self,
        lane: Lane,
        name: &Name,
        timer: &Timer,
    ) -> Result<MutexGuard<'_, State>, Error> {
        let unsupported = |what| Error::Unsupported {
            command: Some(name.clone()),
            what,
        };
        let mut state = lock(&self.state);
        if lane.oob && !state.hub.session.flow.reads_ahead {
            return Err(unsupported("out-of-band execution is not negotiated"));
        }
        if lane.fd && !self.takes_fds {
            return Err(unsupported("only a Unix socket carries file descriptors"));
        }
        if state.hub.enter(lane) {
            return Ok(state);
        }
        if lane.fd {
            if !self.obtain(state, Want::Fd, name, timer)? {
                return Err(timeout(Some(name), timer));
            }
            state = lock(&self.state);
        }
        if lane.oob || !state.hub.session.flow.reads_ahead {
            state.hub.session.flow.take_place(lane);
            return Ok(state);
        }
        let place = self.obtain(state, Want::Place, name, timer);
        let mut state = lock(&self.state);
        if let Ok(true) = place {
            return Ok(state);
        }
        state.hub.release_fd(lane);
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
        let want = want(state.hub.ticket());
        self.wait(state, want, timer)
            .map(|found| found.is_some())
            .map_err(|error| error.during(name.clone()))
    }

    /// Takes the writer, and an id.
    fn begin<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        lane: Lane,
        name: &Name,
        timer: &Timer,
    ) -> Result<(Box<Outlet>, u64), Error> {
        let outlet = loop {
            if let Some(outlet) = state.outlet.take() {
                break outlet;
            }
            state.writers += 1;
            let woken = wait(&self.returned, state, timer);
            let in_time = woken.is_some();
            state = woken.unwrap_or_else(|| lock(&self.state));
            state.writers -= 1;
            if !in_time {
                // It may have been this one that was woken.
                self.wake_writer(&state);
                state.hub.release(lane);
                return Err(timeout(Some(name), timer));
            }
        };
        let failure = outlet.failure.as_ref().or(state.hub.failure()).cloned();
        if let Some(failure) = failure {
            self.put_back(&mut state, outlet);
            state.hub.release(lane);
            return Err(failure.during(name.clone()));
        }
        // The id is given while nobody else can send, so that ids are in the
        // order of commands.
        let id = state.hub.session.begin(lane);
        Ok((outlet, id))
    }

    fn put_back(&self, state: &mut State, outlet: Box<Outlet>) {
        state.outlet = Some(outlet);
        self.wake_writer(state);
    }

    fn wake_writer(&self, state: &State) {
        if state.outlet.is_some() && state.writers > 0 {
            self.returned.notify_one();
        }
    }

    fn wait<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        want: Want,
        timer: &Timer,
    ) -> Result<Option<Found>, Error> {
        // Who reads needs nobody to wake it, so most calls make none.
        let mut wake = None;
        if matches!(want, Want::Place(_) | Want::Fd(_)) {
            state.hub.enlist(want, wake.get_or_insert_default());
        }
        // Who comes without time to wait gets what is there, so reads once.
        let mut has_read = false;
        let result = loop {
            if let Some(found) = state.hub.find(want) {
                break Ok(Some(found));
            }
            if let Some(failure) = state.hub.failure() {
                break Err(failure.clone());
            }
            let left = timer.left();
            let is_over = left.is_some_and(|left| left.is_zero());
            if is_over && (has_read || state.inlet.is_none()) {
                break Ok(None);
            }
            if let Some(inlet) = state.inlet.take() {
                state = self.read(state, inlet, left);
                has_read = true;
                continue;
            }
            let wake = wake.get_or_insert_default();
            state.hub.enlist(want, wake);
            state = match wait(wake, state, timer) {
                Some(state) => state,
                // Unlocked by time running out at this very moment.
                None => lock(&self.state),
            };
        };
        match &result {
            Ok(Some(_)) => state.hub.done(want),
            _ => state.hub.leave(want),
        }
        // If nobody reads, one who may is woken: it reads, or leaves and comes
        // here.
        let next = match state.inlet.is_some() {
            true => state.hub.anyone().cloned(),
            false => None,
        };
        drop(state);
        if let Some(next) = next {
            next.wake();
        }
        result
    }

    /// Reads once with the state unlocked, and stores what came.
    fn read<'a>(
        &'a self,
        state: MutexGuard<'a, State>,
        mut inlet: Box<Inlet>,
        wait: Option<Duration>,
    ) -> MutexGuard<'a, State> {
        drop(state);
        let batch = inlet.read(wait);
        let mut state = lock(&self.state);
        state.inlet = Some(inlet);
        let woken = state.hub.store(batch);
        if woken.is_empty() {
            return state;
        }
        drop(state);
        woken.wake();
        lock(&self.state)
    }
}

/// Where messages come from.
struct Inlet {
    source: Box<dyn Source>,
    framer: Framer,
    piece: [u8; PIECE],
}

impl Inlet {
    fn read(&mut self, wait: Option<Duration>) -> Batch {
        match self.source.read(&mut self.piece, wait) {
            Ok(count) => Batch::read(&mut self.framer, &self.piece[..count]),
            Err(error) if is_pause(&error) => Batch::default(),
            Err(error) if is_end(&error) => Batch::closed(&self.framer),
            Err(error) => Batch::failed(error.into()),
        }
    }
}

/// Where commands go.
struct Outlet {
    sink: Box<dyn Sink>,
    /// Why no further command can be sent.
    failure: Option<Error>,
}

impl Outlet {
    /// A command could not be sent, or only in part: what its caller is told,
    /// and those after it.
    #[cold]
    fn failed(&mut self, unsent: Unsent, name: &Name, timer: &Timer) -> Error {
        if is_end(&unsent.error) {
            // What the server said before is still there to be read.
            self.failure = Some(Error::Closed { command: None });
            return Error::Closed {
                command: Some(name.clone()),
            };
        }
        if !is_pause(&unsent.error) {
            let failure = Error::from(unsent.error);
            self.failure = Some(failure.clone());
            return failure;
        }
        if unsent.partly {
            // The server would read the next command as the rest of this one.
            let message = format!("unusable since the command {name} could be sent only in part");
            self.failure = Some(io::Error::other(message).into());
        }
        timeout(Some(name), timer)
    }
}

#[cold]
fn timeout(command: Option<&Name>, timer: &Timer) -> Error {
    Error::Timeout {
        command: command.cloned(),
        after: timer.allowed(),
    }
}
