//! What a connection's task shares with calls and subscribers.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use super::halves::Pen;
use super::inlet::SharedInlet;
use super::outbox::{Outbox, Piece};
use crate::Error;
use crate::client::is_end;
use crate::protocol::{Begun, CommandLine, Found, Hub, Lane, Limits, Next, Own, Reply, Wake, Want};
use crate::wire::Slot;

pub(super) struct Shared {
    state: Mutex<State>,
    /// There may be something in the shared inlet that nobody has read.
    pub(super) readable: AtomicBool,
    pub(super) message_limit: usize,
    pub(super) takes_fds: bool,
}

pub(super) struct State {
    pub(super) hub: Hub<Waker>,
    pub(super) outbox: Outbox,
    /// What writes, unless somebody has taken it to do so, or only the task
    /// can write.
    pub(super) pen: Option<Pen>,
    /// What reads, unless somebody has taken it to do so, or only the task can
    /// read.
    pub(super) inlet: Option<Box<SharedInlet>>,
    /// Why nothing can be written any more.
    pub(super) unwritable: Option<Error>,
    /// The task, while it waits.
    pub(super) driver: Option<Waker>,
    /// The client is gone.
    pub(super) closed: bool,
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
                outbox: Outbox::default(),
                pen: None,
                inlet: None,
                unwritable: None,
                driver: None,
                closed: false,
            }),
            readable: AtomicBool::new(true),
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
        let found = state.hub.find(want);
        if let Some(found) = found {
            state.hub.done(want);
            return Poll::Ready(Ok(found));
        }
        state.wait(want, cx)
    }

    /// The same for a reply, of which nothing is left where the result is in
    /// its slot. Who waits for one also reads, if it is its task that may.
    pub(super) fn poll_reply(
        &self,
        call: Begun,
        slot: Slot<'_>,
        cx: &Context<'_>,
    ) -> Poll<Result<Option<Reply>, Error>> {
        let want = Want::Reply(call.key);
        let mut state = self.state();
        let mut reply = state.hub.reply(call.key);
        if reply.is_none() && state.inlet.is_some() && self.readable.load(Ordering::SeqCst) {
            // Who reads needs nobody to wake it.
            state.hub.done(want);
            let mut own = Own::new(call, slot);
            state = self.drain(state, Some(&mut own));
            if own.is_read {
                return Poll::Ready(Ok(None));
            }
            reply = state.hub.reply(call.key);
        }
        if reply.is_some() {
            return Poll::Ready(Ok(reply));
        }
        state.wait(want, cx)
    }

    /// The same for an event.
    pub(super) fn poll_event(
        &self,
        subscriber: u64,
        cx: &Context<'_>,
    ) -> Poll<Result<Next, Error>> {
        let want = Want::Event(subscriber);
        let mut state = self.state();
        if let Some(next) = state.hub.session.events.take(subscriber) {
            state.hub.done(want);
            return Poll::Ready(Ok(next));
        }
        state.wait(want, cx)
    }

    pub(super) fn leave(&self, want: Want) {
        self.state().hub.leave(want);
    }

    /// Sends a command, which has what its lane needs, for a caller that from
    /// now on waits for the reply.
    pub(super) fn send<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        line: CommandLine,
        lane: Lane,
        fd: Option<OwnedFd>,
        cx: &Context<'_>,
    ) -> Result<Begun, Error> {
        if let Some(failure) = state.hub.failure() {
            let failure = failure.clone();
            state.hub.release(lane);
            return Err(failure);
        }
        let call = state.hub.session.begin(lane);
        let line = line.finish(call.id);
        state.hub.enlist(Want::Reply(call.key), cx.waker());
        match state.take_pen() {
            Some(pen) => self.write(state, pen, call.key, line, fd),
            None => {
                state.outbox.push(call.key, line, fd);
                // Those whose replies are there will come and may send, too:
                // the last of them, or the task, writes for all.
                match state.pen.is_none() || state.hub.has_replies() {
                    true => state.wake_driver(),
                    false => self.flush(state),
                }
            }
        }
        Ok(call)
    }

    /// Writes a command before all others, which come while it does. If the
    /// socket is full, the task goes on.
    fn write<'a>(
        &'a self,
        state: MutexGuard<'a, State>,
        mut pen: Pen,
        key: u64,
        line: Vec<u8>,
        fd: Option<OwnedFd>,
    ) {
        drop(state);
        let written = pen.try_write(&line, fd.as_ref());
        let mut state = self.state();
        state.put_back(pen);
        if !matches!(written, Ok(count) if count == line.len()) {
            let count = state.count(written);
            state.outbox.push_first(key, line, count, fd);
            state.wake_driver();
        } else if !state.outbox.is_empty() {
            self.flush(state);
        }
    }

    /// Writes what there is without waiting, unless somebody does so, who will
    /// see it. If the socket is full, the task goes on.
    pub(super) fn flush<'a>(&'a self, mut state: MutexGuard<'a, State>) {
        while state.unwritable.is_none()
            && !state.outbox.is_empty()
            && let Some(mut pen) = state.pen.take()
        {
            let Some(piece) = state.outbox.take() else {
                state.put_back(pen);
                return;
            };
            drop(state);
            let written = pen.try_write(piece.rest(), piece.fd.as_ref());
            state = self.state();
            state.put_back(pen);
            if !state.written(piece, written) {
                state.wake_driver();
                return;
            }
        }
    }

    /// The caller of this key leaves. A command of which nothing is written is
    /// not sent any more; one that has begun is written to its end, so that it
    /// does not run into the next one.
    pub(super) fn abandon(&self, key: u64) {
        let mut state = self.state();
        if state.outbox.withdraw(key) {
            state.hub.withdraw(key);
        }
        // Of a withdrawn call somebody may be registered, or a reply be there.
        state.hub.leave(Want::Reply(key));
    }

    /// Takes note of what turned out when a reply or an event was read.
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
    /// Waits for what is not there, unless it never will be.
    fn wait<T>(&mut self, want: Want, cx: &Context<'_>) -> Poll<Result<T, Error>> {
        if let Some(failure) = self.hub.failure() {
            let failure = failure.clone();
            self.hub.leave(want);
            return Poll::Ready(Err(failure));
        }
        self.hub.enlist(want, cx.waker());
        Poll::Pending
    }

    /// From now on the task waits, and is woken by this.
    pub(super) fn enlist_driver(&mut self, waker: &Waker) {
        match &mut self.driver {
            Some(driver) => driver.clone_from(waker),
            None => self.driver = Some(waker.clone()),
        }
    }

    pub(super) fn wake_driver(&mut self) {
        if let Some(driver) = self.driver.take() {
            driver.wake();
        }
    }

    /// Whether there is nothing to write, and nobody who reads.
    pub(super) fn is_at_rest(&self) -> bool {
        self.outbox.is_empty()
            && self.inlet.is_some()
            && self.unwritable.is_none()
            && self.hub.failure().is_none()
    }

    /// The task has ended. What reads is to be dropped.
    pub(super) fn end(&mut self) -> Option<Box<SharedInlet>> {
        self.outbox.clear();
        self.hub.fail(Error::Closed { command: None });
        self.pen = None;
        self.inlet.take()
    }

    /// What writes, for a command before which there is none.
    fn take_pen(&mut self) -> Option<Pen> {
        let is_next =
            self.unwritable.is_none() && self.outbox.is_empty() && !self.hub.has_replies();
        self.pen.take_if(|_| is_next)
    }

    fn put_back(&mut self, pen: Pen) {
        if self.hub.failure().is_none() {
            self.pen = Some(pen);
        }
    }

    /// Takes back what was to be written: `true` if some of it was, and there
    /// may be more.
    pub(super) fn written(&mut self, piece: Piece, written: io::Result<usize>) -> bool {
        let count = self.count(written);
        self.outbox.put_back(piece, count);
        count > 0
    }

    /// How much was written. If nothing was, it may be that nothing can be any
    /// more, and that is noted.
    fn count(&mut self, written: io::Result<usize>) -> usize {
        match written {
            Ok(0) => {
                let error = io::Error::from(io::ErrorKind::WriteZero);
                self.unwritable = Some(error.into());
                0
            }
            Ok(count) => count,
            Err(error) => {
                if is_end(&error) {
                    self.unwritable = Some(Error::Closed { command: None });
                } else if error.kind() != io::ErrorKind::WouldBlock {
                    self.unwritable = Some(error.into());
                }
                0
            }
        }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::io::Read;
    use std::os::unix::net::UnixStream;
    use std::sync::Arc;

    use super::super::halves::part;
    use super::super::link::Link;
    use super::*;

    /// The task's, which notes that it was woken.
    struct Flag(AtomicBool);

    impl std::task::Wake for Flag {
        fn wake(self: Arc<Self>) {
            self.0.store(true, Ordering::SeqCst);
        }
    }

    /// Writes this while another command is in the queue. Gives the server's
    /// end, and whether the task was woken.
    fn write_first(line: Vec<u8>) -> (UnixStream, Shared, bool) {
        let (server, client) = UnixStream::pair().unwrap();
        client.set_nonblocking(true).unwrap();
        let flag = Arc::new(Flag(AtomicBool::new(false)));
        let limits = Limits {
            message: 1 << 20,
            events: 0,
            early_events: false,
        };
        let shared = Shared::new(limits, true);
        let mut runtime = ::tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_io();
        runtime.build().unwrap().block_on(async {
            let client = ::tokio::net::UnixStream::from_std(client).unwrap();
            client.writable().await.unwrap();
            let (_reader, pen) = part(Link::Unix(client)).unwrap();
            let mut state = shared.state();
            state.pen = pen;
            state.driver = Some(Waker::from(Arc::clone(&flag)));
            let pen = state.take_pen().unwrap();
            // What others send in the meantime.
            state.outbox.push(2, b"second\n".to_vec(), None);
            shared.write(state, pen, 1, line, None);
        });
        let woken = flag.0.load(Ordering::SeqCst);
        (server, shared, woken)
    }

    #[test]
    fn a_command_that_comes_while_another_is_written_follows_it() {
        let (mut server, shared, woken) = write_first(b"first\n".to_vec());
        assert!(!woken && shared.state().outbox.is_empty());
        drop(shared);
        let mut all = String::new();
        server.read_to_string(&mut all).unwrap();
        assert_eq!(all, "first\nsecond\n");
    }

    #[test]
    fn what_does_not_fit_into_the_socket_is_the_tasks_and_comes_first() {
        let line = vec![b'x'; 8 << 20];
        let (server, shared, woken) = write_first(line.clone());
        assert!(woken);
        let mut state = shared.state();
        assert!(state.take_pen().is_none() && state.pen.is_some());
        let piece = state.outbox.take().unwrap();
        let written = line.len() - piece.rest().len();
        assert!(written > 0 && piece.rest().iter().all(|byte| *byte == b'x'));
        drop(server);
    }
}
