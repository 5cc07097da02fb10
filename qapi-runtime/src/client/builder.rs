//! Settings of a client, and the ways to connect one.

use std::borrow::Cow;
use std::io::{Read, Write};
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;

use super::Client;
use super::connection::{Connection, Order};
use super::link::{self, Sink, Source};
use super::pair;
use super::timer::Timer;
#[cfg(doc)]
use crate::Error;
use crate::protocol::{EVENT_MEMORY, Limits, MESSAGE_LIMIT};
use crate::stream::Stream;
use crate::wire::{Slot, Wire};
use crate::{Greeting, Result};

/// How long a server may take for its greeting unless told otherwise: a
/// loaded host starts QEMU slowly, and who waits longer waits for another
/// client to leave.
const GREETING_TIMEOUT: Duration = Duration::from_secs(30);

/// The capability of out-of-band execution.
pub(crate) const OOB: &str = "oob";

/// Settings of a [`Client`], then a way to connect it.
///
/// A clone of it connects anew after a connection has ended. All that belonged
/// to the old one is gone: negotiation is done again, calls that waited have
/// failed and may or may not have been executed, subscriptions have ended, and
/// the descriptors that were given to the server by `getfd` are closed.
///
/// ```no_run
/// use std::time::Duration;
///
/// let vm = qapi_runtime::Client::builder()
///     .timeout(Duration::from_secs(10))
///     .greeting_timeout(Duration::from_secs(2))
///     .connect("/run/vm.qmp")?;
/// # Ok::<(), qapi_runtime::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct ClientBuilder {
    pub(crate) limits: Limits,
    pub(crate) timeout: Option<Duration>,
    /// How long to try again where nobody listens.
    pub(crate) connect_timeout: Duration,
    pub(crate) greeting_timeout: Option<Duration>,
    pub(crate) negotiate: bool,
    pub(crate) oob: bool,
    pub(crate) greeting: Option<Greeting>,
}

impl ClientBuilder {
    /// The default settings.
    pub fn new() -> Self {
        Self {
            limits: Limits {
                message: MESSAGE_LIMIT,
                events: EVENT_MEMORY,
                early_events: true,
            },
            timeout: None,
            connect_timeout: Duration::ZERO,
            greeting_timeout: Some(GREETING_TIMEOUT),
            negotiate: true,
            oob: true,
            greeting: None,
        }
    }

    /// How long a call may take from sending to reply; without end by default,
    /// since some commands do their work first. [`Client::deadline`] is for
    /// single calls.
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.timeout = timeout.into();
        self
    }

    /// How long to try again where nobody listens yet, as while QEMU starts:
    /// the socket does not exist, or refuses. Not at all by default. For a
    /// listening side it is how long to wait for the connection, and zero is
    /// without end.
    ///
    /// ```no_run
    /// # use std::time::Duration;
    /// let vm = qapi_runtime::Client::builder()
    ///     .connect_timeout(Duration::from_secs(10))
    ///     .connect("/run/vm.qmp")?;
    /// # Ok::<(), qapi_runtime::Error>(())
    /// ```
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long greeting and negotiation may take together, 30 seconds by
    /// default; `None` waits without end, for instance until another client
    /// has left. Connecting a TCP socket has as much time again.
    pub fn greeting_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.greeting_timeout = timeout.into();
        self
    }

    /// The longest message either way, in bytes; 64 MiB by default, which is
    /// what QEMU reads. A longer one from the server makes the connection fail
    /// with [`Error::Protocol`]; a longer command fails with [`Error::TooLong`]
    /// and is not sent.
    pub fn max_message_size(mut self, bytes: usize) -> Self {
        self.limits.message = bytes;
        self
    }

    /// How much memory, in bytes, the events may take that a subscriber has not
    /// taken; 4 MiB by default, some thousands of events. Beyond it the oldest
    /// of this subscriber's are dropped, and it is told how many
    /// ([`Error::Lagged`]).
    pub fn event_memory(mut self, bytes: usize) -> Self {
        self.limits.events = bytes;
        self
    }

    /// Whether the first call of [`Client::events`] gets the events from the
    /// greeting on, as it does by default, so that none is missed. Without it
    /// what nobody subscribed to is not kept, and takes no memory.
    pub fn early_events(mut self, early: bool) -> Self {
        self.limits.early_events = early;
        self
    }

    /// Whether to ask for out-of-band execution ([`Client::oob`]) where the
    /// server offers it, as is the default. Such a server reads commands
    /// before it executes them, and gets eight at a time at most.
    pub fn negotiate_oob(mut self, oob: bool) -> Self {
        self.oob = oob;
        self
    }

    /// Whether to send `qmp_capabilities` after the greeting, as is the
    /// default. Without, the server refuses every other command until it is
    /// sent.
    pub fn negotiate(mut self, negotiate: bool) -> Self {
        self.negotiate = negotiate;
        self
    }

    /// Continues on a connection that was negotiated before, by somebody who
    /// read this greeting: none is waited for, and nothing is sent. Out-of-band
    /// execution is taken for negotiated where the greeting offers it.
    pub fn already_negotiated(mut self, greeting: Greeting) -> Self {
        self.greeting = Some(greeting);
        self
    }

    /// Talks through any reader and writer; see [`Client::from_pair`].
    ///
    /// # Errors
    ///
    /// What is at the other end is no QMP server.
    pub fn pair(
        self,
        reader: impl Read + Send + 'static,
        writer: impl Write + Send + 'static,
    ) -> Result<Client> {
        let (source, sink) = pair::open(reader, writer)?;
        self.start(source, sink)
    }

    pub(super) fn stream(self, stream: Stream) -> Result<Client> {
        let (source, sink) = link::open(stream)?;
        self.start(source, sink)
    }

    fn start(self, source: Box<dyn Source>, sink: Box<dyn Sink>) -> Result<Client> {
        let connection = Connection::new(source, sink, self.limits);
        let timer = Timer::start(self.greeting_timeout);
        let greeting = match self.greeting {
            Some(greeting) => {
                if self.oob && greeting.offers(OOB) {
                    connection.reads_ahead();
                }
                greeting
            }
            None => {
                let greeting = connection.greeting(&timer)?;
                if self.negotiate {
                    let oob = self.oob && greeting.offers(OOB);
                    let arguments = oob.then(|| json!({"enable": [OOB]}));
                    let order = Order {
                        name: &Cow::Borrowed("qmp_capabilities"),
                        arguments: arguments.view(),
                        oob: false,
                        fd: None,
                    };
                    connection.call(&order, Slot::Nothing, &timer)?;
                    if oob {
                        connection.reads_ahead();
                    }
                }
                greeting
            }
        };
        Ok(Client {
            connection: Arc::new(connection),
            greeting,
            timeout: self.timeout,
        })
    }
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self::new()
    }
}
