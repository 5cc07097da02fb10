//! Settings of an agent's connection, and the ways to make one.

use std::io::{Read, Write};
use std::time::Duration;

use super::Agent;
use crate::client::link::{Sink, Source};
use crate::client::pair;
use crate::protocol::Patience;
use crate::{Client, Result};

/// Settings of an [`Agent`], then a way to connect it.
#[derive(Clone, Debug)]
#[must_use]
pub struct AgentBuilder {
    pub(crate) patience: Patience,
    pub(crate) connect_timeout: Duration,
}

impl AgentBuilder {
    /// The default settings.
    pub fn new() -> Self {
        Self {
            patience: Patience::default(),
            connect_timeout: Duration::ZERO,
        }
    }

    /// How long a call may take, 30 seconds by default: a guest may hang.
    /// `None` waits without end.
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.patience.timeout = timeout.into();
        self
    }

    /// How long to wait for the agent to answer at all, on connecting and
    /// after a timeout; 10 seconds by default. The agent may start only later
    /// than this begins.
    pub fn sync_timeout(mut self, timeout: Duration) -> Self {
        self.patience.sync_timeout = timeout;
        self
    }

    /// How long no answer has to be taken for success, where a command is
    /// answered only if it fails, as `guest-shutdown`; 2 seconds by default.
    pub fn silence(mut self, silence: Duration) -> Self {
        self.patience.silence = silence;
        self
    }

    /// How long to try again where nobody listens yet; not at all by default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Connects to the Unix socket of the agent's channel.
    ///
    /// # Errors
    ///
    /// Nobody listens there, or no agent answers.
    #[cfg(unix)]
    pub fn connect(self, path: impl AsRef<std::path::Path>) -> Result<Agent> {
        let connect = Client::builder().connect_timeout(self.connect_timeout);
        let stream = connect.open(path.as_ref())?;
        self.unix_stream(stream)
    }

    /// Connects by vsock to the agent in the machine with this context
    /// identifier, where `qemu-ga -m vsock-listen -p 3:1234` runs (feature
    /// `vsock`).
    ///
    /// # Errors
    ///
    /// Nobody listens there, or no agent answers.
    #[cfg(all(feature = "vsock", any(target_os = "linux", target_os = "android")))]
    pub fn connect_vsock(self, cid: u32, port: u32) -> Result<Agent> {
        let connect = Client::builder().connect_timeout(self.connect_timeout);
        let stream = connect.open_vsock(cid, port)?;
        let (source, sink) = crate::client::link::open(stream)?;
        self.start(source, sink)
    }

    /// Talks through a Unix socket that is connected already.
    ///
    /// # Errors
    ///
    /// No agent answers.
    #[cfg(unix)]
    pub fn unix_stream(self, stream: std::os::unix::net::UnixStream) -> Result<Agent> {
        let (source, sink) = crate::client::link::open(stream.into())?;
        self.start(source, sink)
    }

    /// Talks through any reader and writer, such as a serial line.
    ///
    /// # Errors
    ///
    /// No agent answers.
    pub fn pair(
        self,
        reader: impl Read + Send + 'static,
        writer: impl Write + Send + 'static,
    ) -> Result<Agent> {
        let (source, sink) = pair::open(reader, writer)?;
        self.start(source, sink)
    }

    fn start(self, source: Box<dyn Source>, sink: Box<dyn Sink>) -> Result<Agent> {
        Agent::start(source, sink, self.patience)
    }
}

impl Default for AgentBuilder {
    fn default() -> Self {
        Self::new()
    }
}
