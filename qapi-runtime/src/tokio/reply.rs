//! A call as a future.

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::mem;
use std::pin::Pin;
use std::sync::{Arc, MutexGuard};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use ::tokio::time::{Sleep, sleep};

use super::shared::{OwnedFd, Shared, State};
use crate::protocol::{Begun, CommandLine, Content, Lane, Want};
use crate::trace::CallTrace;
use crate::transport::decode;
use crate::wire::{Slot, Wire};
use crate::{Error, Result};

/// What a call will give back: a future.
///
/// The command is sent when it is first polled, and its deadline runs from
/// then. It can be dropped at any time without disturbing other calls: a
/// command that was not sent is not sent then, and the reply to one that was
/// is recognized and dropped.
#[must_use = "futures do nothing unless awaited"]
pub struct Reply<R> {
    call: Call,
    kind: PhantomData<fn() -> R>,
}

impl<R> Reply<R> {
    pub(super) fn new(call: Call) -> Self {
        Self {
            call,
            kind: PhantomData,
        }
    }
}

impl<R: Wire> Future for Reply<R> {
    type Output = Result<R>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<R>> {
        let mut value = R::blank();
        let Some(result) = ready!(self.call.poll(cx, value.slot()))? else {
            return Poll::Ready(Ok(value));
        };
        let result = decode(self.call.name.clone(), &result);
        Poll::Ready(result.inspect_err(|error| self.call.shared.heed(error)))
    }
}

impl<R> fmt::Debug for Reply<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("command", &self.call.name)
            .finish_non_exhaustive()
    }
}

/// A call, whatever its result means.
pub(super) struct Call {
    shared: Arc<Shared>,
    name: Cow<'static, str>,
    lane: Lane,
    stage: Stage,
    timeout: Option<Duration>,
    timer: Option<Pin<Box<Sleep>>>,
    /// From the first poll on.
    trace: Option<CallTrace>,
}

/// A command before it is sent.
pub(super) struct Unsent {
    pub(super) line: CommandLine,
    pub(super) fd: Option<OwnedFd>,
}

enum Stage {
    New(Result<Unsent>),
    /// Waits to be the only one with a descriptor.
    Fd(u64, Unsent),
    /// Waits for a place in the server's queue.
    Place(u64, Unsent),
    /// Waits for the reply.
    Sent(Begun),
    Done,
}

impl Call {
    pub(super) fn new(
        shared: Arc<Shared>,
        name: Cow<'static, str>,
        lane: Lane,
        command: Result<Unsent>,
        timeout: Option<Duration>,
    ) -> Self {
        Self {
            shared,
            name,
            lane,
            stage: Stage::New(command),
            timeout,
            timer: None,
            trace: None,
        }
    }

    /// The result is in the slot, or has still to be read.
    fn poll(&mut self, cx: &mut Context<'_>, slot: Slot<'_>) -> Poll<Result<Option<Content>>> {
        let polled = match self.stage {
            Stage::Sent(call) => {
                let polled = self.shared.poll_reply(call, slot, cx);
                let polled = polled.map(|reply| reply?.transpose().map_err(Error::Server));
                if let Poll::Ready(Ok(_)) = polled {
                    self.stage = Stage::Done;
                }
                polled
            }
            _ => {
                let name = &self.name;
                self.trace.get_or_insert_with(|| CallTrace::new(name));
                self.advance(cx)
            }
        };
        match polled {
            Poll::Ready(Ok(result)) => {
                self.timer = None;
                Poll::Ready(self.end(Ok(result)))
            }
            Poll::Ready(Err(error)) => Poll::Ready(self.fail(error)),
            Poll::Pending if self.timeout.is_none() => Poll::Pending,
            Poll::Pending => {
                ready!(self.poll_timer(cx));
                Poll::Ready(self.fail(Error::Timeout {
                    command: None,
                    after: self.timeout.unwrap_or_default(),
                }))
            }
        }
    }

    #[cold]
    fn fail(&mut self, error: Error) -> Result<Option<Content>> {
        self.leave();
        let error = self.named(error);
        self.end(Err(error))
    }

    fn end(&self, result: Result<Option<Content>>) -> Result<Option<Content>> {
        if let Some(trace) = &self.trace {
            trace.end(result.as_ref());
        }
        result
    }

    fn advance(&mut self, cx: &Context<'_>) -> Poll<Result<Option<Content>>> {
        loop {
            self.stage = match mem::replace(&mut self.stage, Stage::Done) {
                Stage::New(command) => self.start(command?, cx)?,
                Stage::Fd(ticket, command) => {
                    match self.shared.poll(Want::Fd(ticket), cx) {
                        Poll::Ready(found) => found.map(|_| ())?,
                        Poll::Pending => {
                            self.stage = Stage::Fd(ticket, command);
                            return Poll::Pending;
                        }
                    }
                    let mut state = self.shared.state();
                    match self.lane.oob {
                        true => self.send(state, command, cx)?,
                        false => Stage::Place(state.hub.ticket(), command),
                    }
                }
                Stage::Place(ticket, command) => match self.shared.poll(Want::Place(ticket), cx) {
                    Poll::Ready(Ok(_)) => self.send(self.shared.state(), command, cx)?,
                    Poll::Ready(Err(error)) => {
                        self.shared.state().hub.release_fd(self.lane);
                        return Poll::Ready(Err(error));
                    }
                    Poll::Pending => {
                        self.stage = Stage::Place(ticket, command);
                        return Poll::Pending;
                    }
                },
                // It was sent just now, and the caller is registered.
                sent @ Stage::Sent(_) => {
                    self.stage = sent;
                    return Poll::Pending;
                }
                Stage::Done => {
                    let error = std::io::Error::other("polled after its end");
                    return Poll::Ready(Err(error.into()));
                }
            };
        }
    }

    /// Says what can be said before anything is sent, and sends the command if
    /// it needs not wait for that.
    fn start(&self, command: Unsent, cx: &Context<'_>) -> Result<Stage> {
        let unsupported = |what| Error::Unsupported {
            command: None,
            what,
        };
        if command.line.len() > self.shared.message_limit {
            return Err(Error::TooLong {
                command: None,
                limit: self.shared.message_limit,
            });
        }
        let mut state = self.shared.state();
        if let Some(failure) = state.hub.failure() {
            return Err(failure.clone());
        }
        if self.lane.oob && !state.hub.session.flow.reads_ahead {
            return Err(unsupported("out-of-band execution is not negotiated"));
        }
        if self.lane.fd && !self.shared.takes_fds {
            return Err(unsupported("only a Unix socket carries file descriptors"));
        }
        if state.hub.enter(self.lane) {
            return self.send(state, command, cx);
        }
        let ticket = state.hub.ticket();
        Ok(match self.lane.fd {
            true => Stage::Fd(ticket, command),
            false => Stage::Place(ticket, command),
        })
    }

    fn send<'a>(
        &'a self,
        state: MutexGuard<'a, State>,
        command: Unsent,
        cx: &Context<'_>,
    ) -> Result<Stage> {
        let Unsent { line, fd } = command;
        let call = self.shared.send(state, line, self.lane, fd, cx)?;
        Ok(Stage::Sent(call))
    }

    fn poll_timer(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Some(timeout) = self.timeout else {
            return Poll::Pending;
        };
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep(timeout)));
        timer.as_mut().poll(cx)
    }

    fn leave(&mut self) {
        self.timer = None;
        match mem::replace(&mut self.stage, Stage::Done) {
            Stage::New(_) | Stage::Done => {}
            Stage::Fd(ticket, _) => self.shared.leave(Want::Fd(ticket)),
            Stage::Place(ticket, _) => {
                let mut state = self.shared.state();
                state.hub.leave(Want::Place(ticket));
                state.hub.release_fd(self.lane);
            }
            Stage::Sent(call) => self.shared.abandon(call.key),
        }
    }

    /// The error as the call of this command sees it.
    fn named(&self, mut error: Error) -> Error {
        let name = || Some(self.name.clone());
        match &mut error {
            Error::Closed { command }
            | Error::Timeout { command, .. }
            | Error::TooLong { command, .. }
            | Error::Unsupported { command, .. } => *command = name(),
            Error::Server(error) => error.command = name(),
            _ => {}
        }
        error
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        self.leave();
    }
}
