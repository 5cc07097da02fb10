//! The task that reads and writes a connection.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::task::{Context, Poll};

use ::tokio::runtime::{Handle, RuntimeFlavor};

use super::halves::{Pen, Source};
use super::inlet::{Inlet, READS, SharedInlet};
use super::link::Link;
use super::shared::Shared;
use crate::Error;
use crate::protocol::Batch;

pub(super) struct Driver {
    /// Unless it is shared with callers.
    inlet: Option<Inlet>,
    shared: Arc<Shared>,
    flushed: bool,
    /// Has let others pass who may have something to send, too.
    has_yielded: bool,
}

impl Driver {
    /// The task for what can be written with this pen, or with the source.
    pub(super) fn new(source: Source, pen: Option<Pen>, shared: Arc<Shared>) -> Self {
        let inlet = Inlet::new(source, shared.message_limit);
        let mut state = shared.state();
        // On several threads to wake a caller as well would wake one more.
        let one_thread = Handle::current().runtime_flavor() == RuntimeFlavor::CurrentThread;
        let own = match pen.is_some() && one_thread {
            true => {
                state.inlet = Some(Box::new(SharedInlet::new(inlet, &shared)));
                None
            }
            false => Some(inlet),
        };
        state.pen = pen;
        drop(state);
        Self {
            inlet: own,
            shared,
            flushed: true,
            has_yielded: false,
        }
    }

    /// Writes what callers did not, or could not.
    fn write(&mut self, cx: &mut Context<'_>) -> Result<(), Error> {
        if let Some(Inlet {
            source: Source::Whole(link),
            ..
        }) = &mut self.inlet
        {
            return write(link, cx, &self.shared, &mut self.flushed);
        }
        let mut state = self.shared.state();
        if !state.outbox.is_empty()
            && let Some(pen) = &mut state.pen
            && let Poll::Ready(ready) = pen.poll_ready(cx)
        {
            ready?;
            self.shared.flush(state);
        }
        Ok(())
    }

    /// Reads what there is to read, `false` if the connection has ended.
    fn read(&mut self, cx: &mut Context<'_>, unwritable: Option<&Error>) -> bool {
        let Some(inlet) = &mut self.inlet else {
            return self.read_shared(cx, unwritable);
        };
        for _ in 0..READS {
            let batch = match (inlet.poll_read(cx, None), unwritable) {
                (Poll::Ready(batch), _) => batch,
                (Poll::Pending, None) => return true,
                // What the server said before it stopped reading is read.
                (Poll::Pending, Some(error)) => Batch::failed(error.clone()),
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

    /// The same where callers read, too.
    fn read_shared(&self, cx: &Context<'_>, unwritable: Option<&Error>) -> bool {
        let mut state = self.shared.drain(self.shared.state(), None);
        if let Some(error) = unwritable {
            // While somebody else reads, or there is more, it is too early.
            match state.inlet.is_some() && !self.shared.readable.load(SeqCst) {
                true => state.hub.fail(error.clone()),
                false => cx.waker().wake_by_ref(),
            }
        }
        state.hub.failure().is_none()
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
            if this.inlet.is_none() && state.is_at_rest() && !this.shared.readable.load(SeqCst) {
                // A caller has done all there was to do.
                this.has_yielded = false;
                return Poll::Pending;
            }
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
        let inlet = self.shared.state().end();
        // The socket is not closed with the state locked.
        drop(inlet);
    }
}
