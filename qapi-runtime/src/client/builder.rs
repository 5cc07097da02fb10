//! Settings of a client, and the ways to connect one.

use std::borrow::Cow;
use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
#[cfg(unix)]
use std::os::unix::net::UnixStream;
#[cfg(unix)]
use std::path::Path;
use std::time::Duration;

use super::Client;
use super::connection::{Connection, Limits};
use super::link::{self, Sink, Source};
use super::pair;
use super::timer::Timer;
use crate::protocol::{EVENT_MEMORY, MESSAGE_LIMIT};
use crate::stream::Stream;
use crate::wire::View;
use crate::{Error, Greeting, Result};

/// How long a server may take for its greeting unless told otherwise: a
/// loaded host starts QEMU slowly, and who waits longer waits for another
/// client to leave.
const GREETING_TIMEOUT: Duration = Duration::from_secs(30);

/// Settings of a [`Client`], then a way to connect it.
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
    limits: Limits,
    timeout: Option<Duration>,
    greeting_timeout: Option<Duration>,
    negotiate: bool,
    greeting: Option<Greeting>,
}

impl ClientBuilder {
    /// The default settings.
    pub fn new() -> Self {
        Self {
            limits: Limits {
                message: MESSAGE_LIMIT,
                events: EVENT_MEMORY,
            },
            timeout: None,
            greeting_timeout: Some(GREETING_TIMEOUT),
            negotiate: true,
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

    /// How much memory, in bytes, events may take that nobody has taken; 4 MiB
    /// by default, some thousands of events. Beyond it the oldest are dropped,
    /// and counted by [`Client::lost_events`].
    pub fn event_memory(mut self, bytes: usize) -> Self {
        self.limits.events = bytes;
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
    /// read this greeting: none is waited for, and nothing is sent.
    pub fn already_negotiated(mut self, greeting: Greeting) -> Self {
        self.greeting = Some(greeting);
        self
    }

    /// Connects to a Unix socket; see [`Client::connect`].
    ///
    /// # Errors
    ///
    /// Nobody listens there, or what answers is no QMP server.
    #[cfg(unix)]
    pub fn connect(self, path: impl AsRef<Path>) -> Result<Client> {
        self.unix_stream(UnixStream::connect(path)?)
    }

    /// Connects over TCP; see [`Client::connect_tcp`].
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect).
    pub fn connect_tcp(self, address: impl ToSocketAddrs) -> Result<Client> {
        let mut failure = io::Error::new(io::ErrorKind::InvalidInput, "no address to connect to");
        for address in address.to_socket_addrs()? {
            let attempt = match self.greeting_timeout {
                Some(timeout) => TcpStream::connect_timeout(&address, timeout),
                None => TcpStream::connect(address),
            };
            match attempt {
                Ok(stream) => return self.tcp_stream(stream),
                Err(error) => failure = error,
            }
        }
        Err(failure.into())
    }

    /// Talks through a Unix socket that is connected already, such as one of
    /// a pair or an inherited one.
    ///
    /// # Errors
    ///
    /// What is at the other end is no QMP server.
    #[cfg(unix)]
    pub fn unix_stream(self, stream: UnixStream) -> Result<Client> {
        self.stream(stream.into())
    }

    /// Talks through a TCP socket that is connected already.
    ///
    /// # Errors
    ///
    /// What is at the other end is no QMP server.
    pub fn tcp_stream(self, stream: TcpStream) -> Result<Client> {
        self.stream(stream.into())
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

    fn stream(self, stream: Stream) -> Result<Client> {
        let (source, sink) = link::open(stream)?;
        self.start(source, sink)
    }

    fn start(self, source: Box<dyn Source>, sink: Box<dyn Sink>) -> Result<Client, Error> {
        let connection = Connection::new(source, sink, self.limits);
        let greeting = match self.greeting {
            Some(greeting) => greeting,
            None => {
                let timer = Timer::start(self.greeting_timeout);
                let greeting = connection.greeting(&timer)?;
                if self.negotiate {
                    connection.call(&Cow::Borrowed("qmp_capabilities"), View::Nothing, &timer)?;
                }
                greeting
            }
        };
        Ok(Client {
            connection,
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
