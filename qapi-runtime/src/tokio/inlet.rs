//! Reading from a connection.
//!
//! It is mostly the task that reads. On a runtime of one thread the caller is
//! woken, too, and before the task: if it is the only one who waits for a
//! reply, it reads for all, and the task finds nothing left to do. Whether it
//! does so is of no consequence, so it may leave, or never be polled again.

use std::sync::atomic::Ordering;
use std::sync::{Arc, MutexGuard};
use std::task::{Context, Poll, Wake, Waker};

use super::halves::Source;
use super::shared::{Shared, State};
use crate::client::is_end;
use crate::protocol::{Batch, Framer, Own};

/// After this many reads other tasks have their turn.
pub(super) const READS: usize = 32;

/// Where messages come from.
pub(super) struct Inlet {
    pub(super) source: Source,
    framer: Framer,
}

impl Inlet {
    pub(super) fn new(source: Source, message_limit: usize) -> Self {
        Self {
            source,
            framer: Framer::new(message_limit),
        }
    }

    /// Reads for all, or the result of the one who reads.
    pub(super) fn poll_read(
        &mut self,
        cx: &mut Context<'_>,
        own: Option<&mut Own<'_>>,
    ) -> Poll<Batch> {
        let framer = &mut self.framer;
        let read = |bytes: &[u8]| Batch::read_for(own, framer, bytes);
        self.source.poll_read(cx, read).map(|result| match result {
            Ok(batch) => batch,
            Err(error) if is_end(&error) => Batch::closed(&self.framer),
            Err(error) => Batch::failed(error.into()),
        })
    }
}

/// An inlet that whoever comes first reads from.
pub(super) struct SharedInlet {
    inlet: Inlet,
    /// Wakes those who may read.
    waker: Waker,
}

impl SharedInlet {
    pub(super) fn new(inlet: Inlet, shared: &Arc<Shared>) -> Self {
        Self {
            inlet,
            waker: Waker::from(Arc::clone(shared)),
        }
    }
}

impl Wake for Shared {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.readable.store(true, Ordering::SeqCst);
        let mut state = self.state();
        let caller = state.hub.only_caller().cloned();
        let driver = state.driver.take();
        drop(state);
        if let Some(caller) = caller {
            caller.wake();
        }
        if let Some(driver) = driver {
            driver.wake();
        }
    }
}

impl Shared {
    /// Reads all that there is from the shared inlet, unless somebody does
    /// so, who will see it.
    pub(super) fn drain<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        mut own: Option<&mut Own<'_>>,
    ) -> MutexGuard<'a, State> {
        let mut reads = 0;
        while self.readable.load(Ordering::SeqCst)
            && reads < READS
            && let Some(mut shared) = state.inlet.take()
        {
            drop(state);
            // Who is woken from here on finds the inlet taken, but then this
            // is set again, and seen when the inlet is put back.
            self.readable.store(false, Ordering::SeqCst);
            let mut cx = Context::from_waker(&shared.waker);
            while let Poll::Ready(batch) = shared.inlet.poll_read(&mut cx, own.as_deref_mut()) {
                let mut state = self.state();
                if let Some(own) = own.take_if(|own| own.is_read) {
                    state.hub.settle(own.call);
                }
                let woken = state.hub.store(batch);
                let has_ended = state.hub.failure().is_some();
                drop(state);
                woken.wake();
                reads += 1;
                if reads >= READS || has_ended {
                    self.readable.store(true, Ordering::SeqCst);
                    break;
                }
            }
            state = self.state();
            if state.hub.failure().is_some() {
                // Nobody reads any more, and the socket is not closed with
                // the state locked.
                state.wake_driver();
                drop(state);
                drop(shared);
                return self.state();
            }
            state.inlet = Some(shared);
        }
        if reads >= READS {
            state.wake_driver();
        }
        state
    }
}
