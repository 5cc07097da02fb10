//! The task that reads and writes a connection.

use std::future::Future;
use std::io;
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use ::tokio::io::ReadBuf;

use super::halves::{Pen, Source};
use super::link::Link;
use super::shared::Shared;
use crate::Error;
use crate::client::is_end;
use crate::protocol::{Batch, Framer};

/// How much is read at once. It is on the stack: an idle connection has no
/// buffer.
const PIECE: usize = 16 << 10;

/// After this many reads other tasks have their turn.
const READS: usize = 32;

pub(super) struct Driver {
    source: Source,
    framer: Framer,
    shared: Arc<Shared>,
    flushed: bool,
    /// Has let others pass who may have something to send, too.
    has_yielded: bool,
}

impl Driver {
    /// The task for what can be written with this pen, or with the source.
    pub(super) fn new(source: Source, pen: Option<Pen>, shared: Arc<Shared>) -> Self {
        shared.state().pen = pen;
        Self {
            source,
            framer: Framer::new(shared.message_limit),
            shared,
            flushed: true,
            has_yielded: false,
        }
    }

    /// Writes what callers did not, or could not.
    fn write(&mut self, cx: &mut Context<'_>) -> Result<(), Error> {
        if let Source::Whole(link) = &mut self.source {
            return write(link, cx, &self.shared, &mut self.flushed);
        }
        let state = self.shared.state();
        if let Some(pen) = &state.pen
            && !state.outbox.is_empty()
            && let Poll::Ready(ready) = pen.poll_ready(cx)
        {
            ready?;
            self.shared.flush(state);
        }
        Ok(())
    }

    /// Reads what there is to read, `false` if the connection has ended.
    fn read(&mut self, cx: &mut Context<'_>, unwritable: Option<&Error>) -> bool {
        let mut piece = [MaybeUninit::uninit(); PIECE];
        for _ in 0..READS {
            let mut buffer = ReadBuf::uninit(&mut piece);
            let batch = match self.source.poll_read(cx, &mut buffer) {
                Poll::Pending => match unwritable {
                    None => return true,
                    // What the server said before it stopped reading is read.
                    Some(error) => Batch::failed(error.clone()),
                },
                Poll::Ready(Ok(())) => Batch::read(&mut self.framer, buffer.filled()),
                Poll::Ready(Err(error)) if is_end(&error) => Batch::closed(&self.framer),
                Poll::Ready(Err(error)) => Batch::failed(error.into()),
            };
            let mut state = self.shared.state();
            let woken = state.hub.store(batch);
            let has_ended = state.hub.failure().is_some();
            drop(state);
            woken.wake();
            if has_ended {
                return false;
            }
        }
        cx.waker().wake_by_ref();
        true
    }
}

/// Writes to what only the task can write to.
fn write(
    link: &mut Link,
    cx: &mut Context<'_>,
    shared: &Shared,
    flushed: &mut bool,
) -> Result<(), Error> {
    loop {
        let Some(piece) = shared.state().outbox.take() else {
            break;
        };
        let written = match link.poll_write(cx, piece.rest(), piece.fd.as_ref()) {
            Poll::Ready(written) => written,
            Poll::Pending => Err(io::ErrorKind::WouldBlock.into()),
        };
        let mut state = shared.state();
        if !state.written(piece, written) {
            return state.unwritable.clone().map_or(Ok(()), Err);
        }
        *flushed = false;
    }
    if !*flushed && let Poll::Ready(result) = link.poll_flush(cx) {
        *flushed = true;
        result?;
    }
    Ok(())
}

impl Future for Driver {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = &mut *self;
        let mut unwritable;
        let yields;
        {
            let mut state = this.shared.state();
            if state.closed {
                return Poll::Ready(());
            }
            state.enlist_driver(cx.waker());
            unwritable = state.unwritable.clone();
            yields = !this.has_yielded && !state.outbox.is_empty() && state.hub.has_replies();
        }
        this.has_yielded = yields;
        if yields {
            cx.waker().wake_by_ref();
        } else if unwritable.is_none() {
            unwritable = this.write(cx).err();
        }
        match this.read(cx, unwritable.as_ref()) {
            true => Poll::Pending,
            false => Poll::Ready(()),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The runtime may end before the client does.
        self.shared.state().end();
    }
}
