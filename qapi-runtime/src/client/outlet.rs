//! Sending: one at a time, in the order of keys.

use std::io;
use std::sync::MutexGuard;

use super::connection::{Connection, Name, Order, State, timeout};
use super::link::{Sink, Unsent, is_end, is_pause};
use super::timer::Timer;
use super::turn::{lock, wait};
use crate::Error;
use crate::protocol::{Begun, CommandLine, Lane, Want};

/// Where commands go.
pub(super) struct Outlet {
    sink: Box<dyn Sink>,
    /// Why no further command can be sent.
    failure: Option<Error>,
}

impl Outlet {
    pub(super) fn new(sink: Box<dyn Sink>) -> Self {
        Self {
            sink,
            failure: None,
        }
    }

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

impl Connection {
    /// Sends a command. The state comes back to go on with.
    pub(super) fn send(
        &self,
        order: &Order<'_>,
        timer: &Timer,
    ) -> Result<(Begun, MutexGuard<'_, State>), Error> {
        let name = order.name;
        let lane = Lane {
            oob: order.oob,
            fd: order.fd.is_some(),
        };
        let line = CommandLine::new(name, order.arguments, lane.oob);
        // A server that gives up in the middle of a command goes on with the
        // rest as if that were the next one, so it is better not to begin.
        if line.len() > self.message_limit {
            return Err(self.too_long(name));
        }
        let mut state = lock(&self.state);
        let (mut outlet, call) = match begin_at_once(&mut state, lane) {
            Some(begun) => {
                drop(state);
                begun
            }
            None => {
                let state = self.enter(state, lane, name, timer)?;
                self.begin(state, lane, name, timer)?
            }
        };
        let sent = outlet.sink.send(line.finish(call.id), order.fd, timer);
        let failed = match sent {
            Ok(()) => None,
            Err(unsent) => Some(outlet.failed(unsent, name, timer)),
        };
        let mut state = lock(&self.state);
        self.put_back(&mut state, outlet);
        match failed {
            None => Ok((call, state)),
            Some(error) => {
                state.hub.withdraw(call.key);
                Err(error)
            }
        }
    }

    #[cold]
    fn too_long(&self, name: &Name) -> Error {
        Error::TooLong {
            command: Some(name.clone()),
            limit: self.message_limit,
        }
    }

    /// Waits for what a command needs besides the writer.
    #[cold]
    fn enter<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        lane: Lane,
        name: &Name,
        timer: &Timer,
    ) -> Result<MutexGuard<'a, State>, Error> {
        let unsupported = |what| Error::Unsupported {
            command: Some(name.clone()),
            what,
        };
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

    /// Waits for the writer, and begins a call.
    #[cold]
    fn begin<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        lane: Lane,
        name: &Name,
        timer: &Timer,
    ) -> Result<(Box<Outlet>, Begun), Error> {
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
        // It begins while nobody else can send, so that keys are in the order
        // of commands.
        let call = state.hub.session.begin(lane);
        Ok((outlet, call))
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
}

/// Takes the writer and begins a call, if there is nothing to wait for and
/// nothing to be said against it.
fn begin_at_once(state: &mut State, lane: Lane) -> Option<(Box<Outlet>, Begun)> {
    let may_begin = lane == Lane::default()
        && state.hub.failure().is_none()
        && state.outlet.as_ref()?.failure.is_none()
        && state.hub.enter(lane);
    if !may_begin {
        return None;
    }
    let outlet = state.outlet.take()?;
    Some((outlet, state.hub.session.begin(lane)))
}
