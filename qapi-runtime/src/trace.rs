//! What `tracing` is told (feature `tracing`): commands by name, how they
//! ended and how long they took, events by name. Never arguments, results or
//! data: passwords travel in them. Without the feature nothing of this is
//! compiled.

#[cfg(feature = "tracing")]
mod on {
    use std::time::Instant;

    use tracing::{Level, Span, debug, debug_span, enabled, trace};

    use crate::{Error, Greeting};

    /// A call from its start to its end, if somebody listens.
    pub(crate) struct CallTrace(Option<(Span, Instant)>);

    impl CallTrace {
        pub(crate) fn new(command: &str) -> Self {
            let span = debug_span!(target: "qapi", "call", command);
            let heard = !span.is_disabled() || enabled!(target: "qapi", Level::DEBUG);
            Self(heard.then(|| (span, Instant::now())))
        }

        pub(crate) fn end<T>(&self, result: Result<&T, &Error>) {
            let Some((span, start)) = &self.0 else {
                return;
            };
            let outcome = match result {
                Ok(_) => "answered",
                Err(Error::Server(_)) => "refused",
                Err(Error::Timeout { .. }) => "timeout",
                Err(_) => "failed",
            };
            let duration = start.elapsed();
            span.in_scope(|| debug!(target: "qapi", outcome, ?duration));
        }
    }

    pub(crate) fn connected(greeting: &Greeting) {
        debug!(target: "qapi", version = %greeting.version, "connected");
    }

    pub(crate) fn event(name: &str) {
        trace!(target: "qapi", event = name);
    }

    pub(crate) fn dropped_reply() {
        debug!(target: "qapi", "dropped a reply that nobody waits for");
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use crate::{Error, Greeting};

    pub(crate) struct CallTrace;

    impl CallTrace {
        pub(crate) fn new(_: &str) -> Self {
            Self
        }

        pub(crate) fn end<T>(&self, _: Result<&T, &Error>) {}
    }

    pub(crate) fn connected(_: &Greeting) {}

    pub(crate) fn event(_: &str) {}

    pub(crate) fn dropped_reply() {}
}

#[cfg(not(feature = "tracing"))]
pub(crate) use off::*;
#[cfg(feature = "tracing")]
pub(crate) use on::*;
