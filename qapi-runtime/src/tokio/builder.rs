//! Settings of a client, and the ways to connect one.

use std::future::{Future, poll_fn};
use std::io;
use std::sync::Arc;
use std::time::Duration;

use ::tokio::io::{AsyncRead, AsyncWrite};
use ::tokio::net::{TcpListener, TcpStream, ToSocketAddrs};
use ::tokio::time::{Instant, sleep, timeout};
use serde_json::json;

use super::Client;
use super::driver::Driver;
use super::halves::part;
use super::link::Link;
use super::shared::Shared;
use crate::client::{LONGEST_PAUSE, OOB, PAUSE};
use crate::protocol::{Found, Want};
use crate::{Error, Greeting, Result};

/// Settings of a [`Client`], then a way to connect it. The settings are those
/// of the blocking client's [`ClientBuilder`](crate::ClientBuilder), which
/// describes them.
///
/// ```no_run
/// # async fn demo() -> qapi_runtime::Result<()> {
/// use std::time::Duration;
///
/// let vm = qapi_runtime::tokio::Client::builder()
///     .connect_timeout(Duration::from_secs(10))
///     .timeout(Duration::from_secs(30))
///     .connect("/run/vm.qmp")
///     .await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct ClientBuilder(crate::ClientBuilder);

impl ClientBuilder {
    /// The default settings.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long a call may take from sending to reply.
    pub fn timeout(self, timeout: impl Into<Option<Duration>>) -> Self {
        Self(self.0.timeout(timeout))
    }

    /// How long to try again where nobody listens yet.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        Self(self.0.connect_timeout(timeout))
    }

    /// How long greeting and negotiation may take together.
    pub fn greeting_timeout(self, timeout: impl Into<Option<Duration>>) -> Self {
        Self(self.0.greeting_timeout(timeout))
    }

    /// The longest message either way, in bytes.
    pub fn max_message_size(self, bytes: usize) -> Self {
        Self(self.0.max_message_size(bytes))
    }

    /// How much memory, in bytes, the events may take that a subscriber has
    /// not taken.
    pub fn event_memory(self, bytes: usize) -> Self {
        Self(self.0.event_memory(bytes))
    }

    /// Whether the first subscriber to all events gets those from the greeting
    /// on, as it does by default.
    pub fn early_events(self, early: bool) -> Self {
        Self(self.0.early_events(early))
    }

    /// Whether to ask for out-of-band execution where the server offers it.
    pub fn negotiate_oob(self, oob: bool) -> Self {
        Self(self.0.negotiate_oob(oob))
    }

    /// Whether to send `qmp_capabilities` after the greeting.
    pub fn negotiate(self, negotiate: bool) -> Self {
        Self(self.0.negotiate(negotiate))
    }

    /// Continues on a connection that was negotiated before.
    pub fn already_negotiated(self, greeting: Greeting) -> Self {
        Self(self.0.already_negotiated(greeting))
    }

    /// Connects to a Unix socket.
    ///
    /// # Errors
    ///
    /// Nobody listens there, or what answers is no QMP server.
    #[cfg(unix)]
    pub async fn connect(self, path: impl AsRef<std::path::Path>) -> Result<Client> {
        let stream = self.open(path.as_ref()).await?;
        self.start(Link::Unix(stream)).await
    }

    /// Connects, and no more.
    #[cfg(unix)]
    pub(super) async fn open(
        &self,
        path: &std::path::Path,
    ) -> io::Result<::tokio::net::UnixStream> {
        self.retry(|| ::tokio::net::UnixStream::connect(path)).await
    }

    /// Connects to an abstract Unix socket, which has a name and no file.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect).
    #[cfg(any(target_os = "linux", target_os = "android"))]
    pub async fn connect_abstract(self, name: impl AsRef<[u8]>) -> Result<Client> {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;

        // This is how it is written down for tokio.
        let name = [b"\0", name.as_ref()].concat();
        self.connect(OsStr::from_bytes(&name)).await
    }

    /// Connects over TCP.
    ///
    /// # Errors
    ///
    /// Those of [`Client::connect`].
    pub async fn connect_tcp(self, address: impl ToSocketAddrs) -> Result<Client> {
        let stream = self.retry(|| TcpStream::connect(&address));
        let stream = self.within_greeting(stream).await?;
        self.tcp_stream(stream).await
    }

    /// Talks through a Unix socket that is connected already.
    ///
    /// # Errors
    ///
    /// What is at the other end is no QMP server.
    #[cfg(unix)]
    pub async fn unix_stream(self, stream: ::tokio::net::UnixStream) -> Result<Client> {
        self.start(Link::Unix(stream)).await
    }

    /// Talks through a TCP socket that is connected already.
    ///
    /// # Errors
    ///
    /// What is at the other end is no QMP server.
    pub async fn tcp_stream(self, stream: TcpStream) -> Result<Client> {
        stream.set_nodelay(true)?;
        self.start(Link::Tcp(stream)).await
    }

    /// Talks through anything that can be read and written.
    ///
    /// # Errors
    ///
    /// What is at the other end is no QMP server.
    pub async fn stream(
        self,
        stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    ) -> Result<Client> {
        self.start(Link::Any(Box::new(stream))).await
    }

    /// Talks through a connected socket, Unix or TCP, that was inherited or
    /// received.
    ///
    /// # Errors
    ///
    /// It is no such socket, or what is at the other end is no QMP server.
    #[cfg(unix)]
    pub async fn inherited(self, socket: std::os::fd::OwnedFd) -> Result<Client> {
        use rustix::net::AddressFamily;

        let address = rustix::net::getsockname(&socket).map_err(io::Error::from)?;
        match address.address_family() {
            AddressFamily::INET | AddressFamily::INET6 => {
                let stream = std::net::TcpStream::from(socket);
                stream.set_nonblocking(true)?;
                self.tcp_stream(TcpStream::from_std(stream)?).await
            }
            family => {
                let stream = std::os::unix::net::UnixStream::from(socket);
                stream.set_nonblocking(true)?;
                let stream = ::tokio::net::UnixStream::from_std(stream)?;
                match family {
                    AddressFamily::UNIX => self.unix_stream(stream).await,
                    // Reading and writing are the same for all.
                    _ => self.stream(stream).await,
                }
            }
        }
    }

    /// Waits for a server that connects to us.
    ///
    /// # Errors
    ///
    /// Nobody came within [`connect_timeout`](Self::connect_timeout), or who
    /// came is no QMP server.
    #[cfg(unix)]
    pub async fn accept(self, listener: &::tokio::net::UnixListener) -> Result<Client> {
        let stream = self.arrival(listener.accept()).await?.0;
        self.unix_stream(stream).await
    }

    /// Waits for a server that connects to us over TCP.
    ///
    /// # Errors
    ///
    /// Those of [`accept`](Self::accept).
    pub async fn accept_tcp(self, listener: &TcpListener) -> Result<Client> {
        let stream = self.arrival(listener.accept()).await?.0;
        self.tcp_stream(stream).await
    }

    /// Connecting has as much time as the greeting.
    pub(super) async fn within_greeting<T>(
        &self,
        stream: impl Future<Output = io::Result<T>>,
    ) -> Result<T> {
        Ok(match self.0.greeting_timeout {
            Some(limit) => within(limit, stream).await??,
            None => stream.await?,
        })
    }

    pub(super) async fn arrival<T>(
        &self,
        arrival: impl Future<Output = io::Result<T>>,
    ) -> Result<T> {
        let limit = self.0.connect_timeout;
        Ok(match limit.is_zero() {
            true => arrival.await?,
            false => within(limit, arrival).await??,
        })
    }

    /// Tries until it works, time is over, or there is no point.
    pub(super) async fn retry<T, F: Future<Output = io::Result<T>>>(
        &self,
        attempt: impl Fn() -> F,
    ) -> io::Result<T> {
        let start = Instant::now();
        let mut pause = PAUSE;
        loop {
            let error = match attempt().await {
                Ok(stream) => return Ok(stream),
                Err(error) => error,
            };
            let limit = match error.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused => {
                    self.0.connect_timeout
                }
                // As many connections wait as the server allows.
                io::ErrorKind::WouldBlock => self.0.greeting_timeout.unwrap_or(Duration::MAX),
                _ => return Err(error),
            };
            let Some(left) = limit
                .checked_sub(start.elapsed())
                .filter(|it| !it.is_zero())
            else {
                return Err(match error.kind() {
                    io::ErrorKind::WouldBlock => io::ErrorKind::TimedOut.into(),
                    _ => error,
                });
            };
            sleep(pause.min(left)).await;
            pause = LONGEST_PAUSE.min(2 * pause);
        }
    }

    pub(super) async fn start(self, link: Link) -> Result<Client> {
        let shared = Arc::new(Shared::new(self.0.limits, link.takes_fds()));
        let client = Client::new(Arc::clone(&shared));
        let (source, pen) = part(link)?;
        ::tokio::spawn(Driver::new(source, pen, shared));
        let settings = self.0;
        let start = Instant::now();
        let greeting = match settings.greeting {
            Some(greeting) => {
                client.shared().state().hub.session.flow.reads_ahead =
                    settings.oob && greeting.offers(OOB);
                greeting
            }
            None => {
                let limit = settings.greeting_timeout;
                let greeting = greeting(&client, limit).await?;
                if settings.negotiate {
                    let oob = settings.oob && greeting.offers(OOB);
                    let left = limit.map(|limit| limit.saturating_sub(start.elapsed()));
                    negotiate(&client, oob, left)
                        .await
                        .map_err(|error| match error {
                            // What was allowed, and not what was left of it.
                            Error::Timeout { command, after } => Error::Timeout {
                                command,
                                after: limit.unwrap_or(after),
                            },
                            other => other,
                        })?;
                }
                greeting
            }
        };
        Ok(client.finish(greeting, settings.timeout))
    }
}

async fn greeting(client: &Client, limit: Option<Duration>) -> Result<Greeting> {
    let greeting = poll_fn(|cx| client.shared().poll(Want::Greeting, cx));
    let greeting = match limit {
        Some(limit) => within(limit, greeting).await?,
        None => greeting.await,
    };
    match greeting? {
        Found::Greeting(greeting) => Ok(*greeting),
        _ => Err(Error::Closed { command: None }),
    }
}

async fn negotiate(client: &Client, oob: bool, limit: Option<Duration>) -> Result<()> {
    let arguments = oob.then(|| json!({"enable": [OOB]}));
    let name = "qmp_capabilities";
    match limit {
        Some(limit) => client.deadline(limit).execute_raw(name, arguments).await?,
        None => client.execute_raw(name, arguments).await?,
    };
    client.shared().state().hub.session.flow.reads_ahead = oob;
    Ok(())
}

async fn within<T>(limit: Duration, future: impl Future<Output = T>) -> Result<T> {
    timeout(limit, future).await.map_err(|_| Error::Timeout {
        command: None,
        after: limit,
    })
}
