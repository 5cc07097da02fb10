//! What a connection's task shares with calls and subscribers.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::Error;
use crate::protocol::{CommandLine, Found, Hub, Lane, Limits, Wake, Want};

pub(super) struct Shared {
    state: Mutex<State>,
    pub(super) message_limit: usize,
    pub(super) takes_fds: bool,
}

pub(super) struct State {
    pub(super) hub: Hub<Waker>,
    /// Commands that are not written yet, or not whole.
    pub(super) outgoing: VecDeque<Outgoing>,
    /// The task, while it waits.
    pub(super) driver: Option<Waker>,
    /// The client is gone.
    pub(super) closed: bool,
}

/// A command on its way out.
pub(super) struct Outgoing {
    id: u64,
    pub(super) line: Vec<u8>,
    /// How much of the line is written.
    pub(super) written: usize,
    pub(super) fd: Option<OwnedFd>,
}

#[cfg(unix)]
pub(super) type OwnedFd = std::os::fd::OwnedFd;

#[cfg(not(unix))]
pub(super) type OwnedFd = std::convert::Infallible;

impl Wake for Waker {
    fn wake(&self) {
        self.wake_by_ref();
    }
}

impl Shared {
    pub(super) fn new(limits: Limits, takes_fds: bool) -> Self {
        Self {
            state: Mutex::new(State {
                hub: Hub::new(limits),
                outgoing: VecDeque::new(),
                driver: None,
                closed: false,
            }),
            message_limit: limits.message,
            takes_fds,
        }
    }

    /// A lock whose holder panicked is taken all the same: everything here is
    /// changed in single steps.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes what is wanted as soon as it is there; who stops asking before
    /// that has to [`leave`](Hub::leave).
    pub(super) fn poll(&self, want: Want, cx: &Context<'_>) -> Poll<Result<Found, Error>> {
        let mut state = self.state();
        if let Some(found) = state.hub.find(want) {
            state.hub.leave(want);
            return Poll::Ready(Ok(found));
        }
        if let Some(failure) = state.hub.failure() {
            let failure = failure.clone();
            state.hub.leave(want);
            return Poll::Ready(Err(failure));
        }
        state.hub.enlist(want, cx.waker().clone());
        Poll::Pending
    }

    pub(super) fn leave(&self, want: Want) {
        self.state().hub.leave(want);
    }

    /// Hands a command, which has what its lane needs, to the task.
    pub(super) fn send(
        &self,
        line: CommandLine,
        lane: Lane,
        fd: Option<OwnedFd>,
    ) -> Result<u64, Error> {
        let mut state = self.state();
        if let Some(failure) = state.hub.failure() {
            let failure = failure.clone();
            state.hub.release(lane);
            return Err(failure);
        }
        let id = state.hub.session.begin(lane);
        state.outgoing.push_back(Outgoing {
            id,
            line: line.finish(id),
            written: 0,
            fd,
        });
        state.wake_driver();
        Ok(id)
    }

    /// The caller of this id leaves. A command of which nothing is written is
    /// not sent any more; one that has begun is written to its end, so that it
    /// does not run into the next one.
    pub(super) fn abandon(&self, id: u64) {
        let mut state = self.state();
        let unsent = |outgoing: &Outgoing| outgoing.id == id && outgoing.written == 0;
        match state.outgoing.iter().position(unsent) {
            Some(position) => {
                state.outgoing.remove(position);
                state.hub.withdraw(id);
            }
            None => state.hub.leave(Want::Reply(id)),
        }
        // Of a withdrawn call somebody may be registered, or a reply be there.
        state.hub.leave(Want::Reply(id));
    }

    /// Takes note of what turned out when a reply was read.
    pub(super) fn heed(&self, error: &Error) {
        if let Error::Protocol(_) = error {
            self.state().hub.condemn(error.clone());
            self.close();
        }
    }

    /// Ends the task, and with it the connection.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        state.wake_driver();
    }
}

impl State {
    fn wake_driver(&mut self) {
        if let Some(driver) = self.driver.take() {
            driver.wake();
        }
    }
}
