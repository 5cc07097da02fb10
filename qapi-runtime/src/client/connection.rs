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

use super::link::{Sink, Source, is_end, is_pause};
use super::outlet::Outlet;
use super::timer::Timer;
use super::turn::{lock, wait};
use crate::protocol::{
    Batch, Begun, Content, Filter, Found, Framer, Hub, Limits, Next, Own, Reply, Wake, Want, Woken,
};
use crate::stream::Fd;
use crate::wire::{Slot, View};
use crate::{Error, Greeting};

/// A command's name, of the program's own or made at run time.
pub(super) type Name = Cow<'static, str>;

/// How much is read at once.
const PIECE: usize = 16 << 10;

pub(super) struct Connection {
    pub(super) state: Mutex<State>,
    /// The writer is there again, for one who waits for it.
    pub(super) returned: Condvar,
    pub(super) message_limit: usize,
    pub(super) takes_fds: bool,
}

/// A command and the terms it is sent on.
pub(super) struct Order<'a> {
    pub(super) name: &'a Name,
    pub(super) arguments: View<'a>,
    pub(super) oob: bool,
    pub(super) fd: Option<Fd<'a>>,
}

pub(super) struct State {
    pub(super) hub: Hub<Arc<Condvar>>,
    /// The reader, unless somebody is reading.
    inlet: Option<Box<Inlet>>,
    /// The writer, unless somebody is writing.
    pub(super) outlet: Option<Box<Outlet>>,
    /// How many wait for the writer. To wake nobody would be a system call.
    pub(super) writers: usize,
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
                outlet: Some(Box::new(Outlet::new(sink))),
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
                Found::Greeting(greeting) => Some(*greeting),
                _ => None,
            })
            .ok_or_else(|| timeout(None, timer))
    }

    /// From here on the server reads commands before it executes them.
    pub(super) fn reads_ahead(&self) {
        lock(&self.state).hub.session.flow.reads_ahead = true;
    }

    /// Sends a command and waits for its result. It fills the slot, or has
    /// still to be read.
    pub(super) fn call(
        &self,
        order: &Order<'_>,
        slot: Slot<'_>,
        timer: &Timer,
    ) -> Result<Option<Content>, Error> {
        let (call, state) = self.send(order, timer)?;
        match self.answer(state, call, slot, timer) {
            Ok(Answer::Read) => Ok(None),
            Ok(Answer::Reply(Some(Ok(result)))) => Ok(Some(result)),
            Ok(Answer::Reply(other)) => Err(failed(Ok(other), order.name, timer)),
            Err(error) => Err(failed(Err(error), order.name, timer)),
        }
    }

    /// Waits for the answer to a call. Mostly nobody else reads, and then this
    /// is all there is to do.
    fn answer<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        call: Begun,
        slot: Slot<'_>,
        timer: &Timer,
    ) -> Result<Answer, Error> {
        let mut own = Own::new(call, slot);
        loop {
            if let Some(reply) = state.hub.reply(call.key) {
                hand_on(state);
                return Ok(Answer::Reply(Some(reply)));
            }
            let left = timer.left();
            let may_read = state.hub.failure().is_none() && left != Some(Duration::ZERO);
            let mut inlet = match state.inlet.take() {
                Some(inlet) if may_read => inlet,
                inlet => {
                    state.inlet = inlet;
                    let reply = self.wait_for_reply(state, call.key, timer)?;
                    return Ok(Answer::Reply(reply));
                }
            };
            drop(state);
            let batch = inlet.read(left, Some(&mut own));
            state = lock(&self.state);
            state.inlet = Some(inlet);
            if own.is_read {
                state.hub.settle(call);
                hand_on(state);
                return Ok(Answer::Read);
            }
            state = self.store(state, batch);
        }
    }

    #[cold]
    fn wait_for_reply<'a>(
        &'a self,
        state: MutexGuard<'a, State>,
        key: u64,
        timer: &Timer,
    ) -> Result<Option<Reply>, Error> {
        let found = self.wait(state, Want::Reply(key), timer)?;
        Ok(found.and_then(|found| match found {
            Found::Reply(reply) => Some(reply),
            _ => None,
        }))
    }

    /// Takes note of what turned out when a reply or an event was read.
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

    /// Takes an event of this subscriber's that is there.
    pub(super) fn take_event(&self, subscriber: u64) -> Option<Next> {
        lock(&self.state).hub.session.events.take(subscriber)
    }

    /// Waits for an event of this subscriber's, `None` if none comes in time.
    pub(super) fn next_event(&self, subscriber: u64, timer: &Timer) -> Result<Option<Next>, Error> {
        let want = Want::Event(subscriber);
        let found = self.wait(lock(&self.state), want, timer)?;
        Ok(found.and_then(|found| match found {
            Found::Event(next) => Some(next),
            _ => None,
        }))
    }

    pub(super) fn lost_events(&self, subscriber: u64) -> u64 {
        lock(&self.state).hub.session.events.lost(subscriber)
    }

    /// Whether nothing more will come.
    pub(super) fn has_failed(&self) -> bool {
        lock(&self.state).hub.failure().is_some()
    }

    /// Waits for something, `None` if time runs out; reads if nobody does.
    pub(super) fn wait<'a>(
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
        hand_on(state);
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
        let batch = inlet.read(wait, None);
        let mut state = lock(&self.state);
        state.inlet = Some(inlet);
        self.store(state, batch)
    }

    fn store<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        batch: Batch,
    ) -> MutexGuard<'a, State> {
        let woken = state.hub.store(batch);
        if woken.is_empty() {
            return state;
        }
        self.wake(state, woken)
    }

    #[cold]
    fn wake<'a>(
        &'a self,
        state: MutexGuard<'a, State>,
        woken: Woken<Arc<Condvar>>,
    ) -> MutexGuard<'a, State> {
        drop(state);
        woken.wake();
        lock(&self.state)
    }
}

/// Leaves the state. If nobody reads, one who may is woken: it reads, or leaves
/// and comes here.
fn hand_on(state: MutexGuard<'_, State>) {
    let next = match state.inlet.is_some() {
        true => state.hub.anyone().cloned(),
        false => None,
    };
    drop(state);
    if let Some(next) = next {
        next.wake();
    }
}

/// Where messages come from.
struct Inlet {
    source: Box<dyn Source>,
    framer: Framer,
    piece: [u8; PIECE],
}

impl Inlet {
    /// Reads for all, or the result of the one who reads.
    fn read(&mut self, wait: Option<Duration>, own: Option<&mut Own<'_>>) -> Batch {
        match self.source.read(&mut self.piece, wait) {
            Ok(count) => Batch::read_for(own, &mut self.framer, &self.piece[..count]),
            Err(error) => self.failed(error),
        }
    }

    #[cold]
    fn failed(&self, error: io::Error) -> Batch {
        match error {
            error if is_pause(&error) => Batch::default(),
            error if is_end(&error) => Batch::closed(&self.framer),
            error => Batch::failed(error.into()),
        }
    }
}

/// What a call has waited for.
enum Answer {
    /// Its result, which is where it belongs.
    Read,
    /// The reply, or none in time.
    Reply(Option<Reply>),
}

/// Why there is no result.
#[cold]
fn failed(reply: Result<Option<Reply>, Error>, name: &Name, timer: &Timer) -> Error {
    match reply {
        Ok(Some(Err(mut error))) => {
            error.command = Some(name.clone());
            Error::Server(error)
        }
        Ok(_) => timeout(Some(name), timer),
        Err(error) => error.during(name.clone()),
    }
}

#[cold]
pub(super) fn timeout(command: Option<&Name>, timer: &Timer) -> Error {
    Error::Timeout {
        command: command.cloned(),
        after: timer.allowed(),
    }
}
