//! The task that has the wire to an agent.

use std::future::{Future, poll_fn};
use std::io;
use std::mem::MaybeUninit;
use std::pin::pin;
use std::task::{Context, Poll, ready};

use ::tokio::io::ReadBuf;
use ::tokio::time::{Instant, timeout_at};

use super::super::link::Link;
use super::queue::Receiver;
use crate::Result;
use crate::client::timer::Timer;
use crate::protocol::{AgentLine, Content, Errand, Step};

/// How much is read at once.
const PIECE: usize = 16 << 10;

pub(super) type Answer = Result<Option<Content>>;

/// Does what comes, until nobody is left who could send more.
pub(super) async fn serve(mut line: Line, jobs: Receiver) {
    while let Some(job) = jobs.next().await {
        let Some(mut caller) = job.caller else {
            // Nobody wants to know.
            let _ = line.run(job.errand).await;
            continue;
        };
        let answer = {
            let mut answer = pin!(line.run(job.errand));
            poll_fn(|cx| {
                if let Poll::Ready(answer) = answer.as_mut().poll(cx) {
                    return Poll::Ready(Some(answer));
                }
                // Who leaves is not waited for; what still comes for him is
                // made known as such by the next synchronization.
                caller.poll_closed(cx).map(|()| None)
            })
            .await
        };
        if let Some(answer) = answer {
            // He may have left by now.
            let _ = caller.send(answer);
        }
    }
}

pub(super) struct Line {
    link: Link,
    state: AgentLine,
}

impl Line {
    pub(super) fn new(link: Link) -> Self {
        Self {
            link,
            state: AgentLine::new(),
        }
    }

    /// It can be dropped at any time.
    pub(super) async fn run(&mut self, mut errand: Errand) -> Answer {
        loop {
            let now = Instant::now().into_std();
            let result = match errand.next(&mut self.state, now) {
                Step::Send(line, timer) => within(&timer, self.send(&line)).await,
                Step::Read(timer) => within(&timer, self.read()).await,
                Step::Done(answer) => return answer,
            };
            if let Some(Err(error)) = result {
                self.state.note(error);
            }
        }
    }

    /// Writes a line, and takes what comes meanwhile: an agent that can't get
    /// rid of what it has to say reads nothing.
    async fn send(&mut self, line: &[u8]) -> io::Result<()> {
        let mut rest = line;
        poll_fn(|cx| {
            while !rest.is_empty() {
                match self.link.poll_write(cx, rest, None)? {
                    Poll::Ready(0) => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                    Poll::Ready(count) => rest = &rest[count..],
                    Poll::Pending if self.state.has_enough() => return Poll::Pending,
                    Poll::Pending => ready!(self.poll_read(cx))?,
                }
                if self.state.has_failed() {
                    return Poll::Ready(Ok(()));
                }
            }
            self.link.poll_flush(cx)
        })
        .await
    }

    /// Reads once. The bytes are on the stack only between two polls of the
    /// connection, so none is lost if this is dropped.
    async fn read(&mut self) -> io::Result<()> {
        poll_fn(|cx| self.poll_read(cx)).await
    }

    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut piece = [MaybeUninit::uninit(); PIECE];
        let mut buffer = ReadBuf::uninit(&mut piece);
        ready!(self.link.poll_read(cx, &mut buffer))?;
        self.state.push(buffer.filled());
        Poll::Ready(Ok(()))
    }
}

/// Waits no longer than allowed.
pub(super) async fn within<T>(timer: &Timer, future: impl Future<Output = T>) -> Option<T> {
    match timer.end() {
        Some(end) => timeout_at(Instant::from_std(end), future).await.ok(),
        None => Some(future.await),
    }
}
