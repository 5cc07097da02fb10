//! The task that reads and writes a connection.

use std::future::Future;
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use ::tokio::io::ReadBuf;

use super::link::Link;
use super::shared::{Outgoing, Shared};
use crate::Error;
use crate::client::is_end;
use crate::protocol::{Batch, Framer};

/// How much is read at once. It is on the stack: an idle connection has no
/// buffer.
const PIECE: usize = 16 << 10;

/// After this many reads other tasks have their turn.
const READS: usize = 32;

pub(super) struct Driver {
    link: Link,
    framer: Framer,
    shared: Arc<Shared>,
    /// The command that is being written. It can't be taken back.
    current: Option<Outgoing>,
    flushed: bool,
    /// Why nothing can be written any more.
    unwritable: Option<Error>,
}

impl Driver {
    pub(super) fn new(link: Link, shared: Arc<Shared>) -> Self {
        Self {
            link,
            framer: Framer::new(shared.message_limit),
            shared,
            current: None,
            flushed: true,
            unwritable: None,
        }
    }

    /// Writes what there is to write.
    fn write(&mut self, cx: &mut Context<'_>) -> Result<(), Error> {
        while let Some(mut outgoing) = self.next() {
            let rest = &outgoing.line[outgoing.written..];
            let written = self.link.poll_write(cx, rest, outgoing.fd.as_ref());
            match written {
                Poll::Pending => {
                    self.put_back(outgoing);
                    return Ok(());
                }
                Poll::Ready(Ok(0)) => {
                    return Err(std::io::Error::from(std::io::ErrorKind::WriteZero).into());
                }
                Poll::Ready(Ok(count)) => {
                    outgoing.written += count;
                    outgoing.fd = None;
                    self.flushed = false;
                    if outgoing.written < outgoing.line.len() {
                        self.current = Some(outgoing);
                    }
                }
                Poll::Ready(Err(error)) if is_end(&error) => {
                    return Err(Error::Closed { command: None });
                }
                Poll::Ready(Err(error)) => return Err(error.into()),
            }
        }
        if !self.flushed
            && let Poll::Ready(result) = self.link.poll_flush(cx)
        {
            self.flushed = true;
            result?;
        }
        Ok(())
    }

    fn next(&mut self) -> Option<Outgoing> {
        let current = self.current.take();
        current.or_else(|| self.shared.state().outgoing.pop_front())
    }

    /// A command of which nothing is written can still be taken back.
    fn put_back(&mut self, outgoing: Outgoing) {
        if outgoing.written > 0 {
            self.current = Some(outgoing);
        } else {
            self.shared.state().outgoing.push_front(outgoing);
        }
    }

    /// Reads what there is to read, `false` if the connection has ended.
    fn read(&mut self, cx: &mut Context<'_>) -> bool {
        let mut piece = [MaybeUninit::uninit(); PIECE];
        for _ in 0..READS {
            let mut buffer = ReadBuf::uninit(&mut piece);
            let batch = match self.link.poll_read(cx, &mut buffer) {
                Poll::Pending => return self.unwritable.is_none() || self.give_up(),
                Poll::Ready(Ok(())) => Batch::read(&mut self.framer, buffer.filled()),
                Poll::Ready(Err(error)) if is_end(&error) => Batch::closed(&self.framer),
                Poll::Ready(Err(error)) => Batch::failed(error.into()),
            };
            let mut state = self.shared.state();
            state.hub.store(batch);
            if state.hub.failure().is_some() {
                return false;
            }
        }
        cx.waker().wake_by_ref();
        true
    }

    /// What the server said before it stopped reading has been read.
    fn give_up(&mut self) -> bool {
        let error = self.unwritable.take();
        let error = error.unwrap_or(Error::Closed { command: None });
        self.shared.state().hub.fail(error);
        false
    }
}

impl Future for Driver {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = &mut *self;
        {
            let mut state = this.shared.state();
            if state.closed {
                return Poll::Ready(());
            }
            state.driver = Some(cx.waker().clone());
        }
        if this.unwritable.is_none() {
            this.unwritable = this.write(cx).err();
        }
        match this.read(cx) {
            true => Poll::Pending,
            false => Poll::Ready(()),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The runtime may end before the client does.
        let mut state = self.shared.state();
        state.outgoing.clear();
        state.hub.fail(Error::Closed { command: None });
    }
}
