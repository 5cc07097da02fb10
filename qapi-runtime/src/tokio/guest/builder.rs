//! Settings of an agent's connection, and the ways to make one.

use std::time::Duration;

use ::tokio::io::{AsyncRead, AsyncWrite};

use super::super::link::Link;
use super::Agent;
use super::line::Line;
use crate::Result;

/// Settings of an [`Agent`], then a way to connect it. The settings are those
/// of the blocking agent's [`AgentBuilder`](crate::guest::AgentBuilder), which
/// describes them.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct AgentBuilder(crate::guest::AgentBuilder);

impl AgentBuilder {
    /// The default settings.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long a call may take, 30 seconds by default; `None` waits without
    /// end.
    pub fn timeout(self, timeout: impl Into<Option<Duration>>) -> Self {
        Self(self.0.timeout(timeout))
    }

    /// How long to wait for the agent to answer at all; 10 seconds by default.
    pub fn sync_timeout(self, timeout: Duration) -> Self {
        Self(self.0.sync_timeout(timeout))
    }

    /// How long no answer has to be taken for success, where a command is
    /// answered only if it fails; 2 seconds by default.
    pub fn silence(self, silence: Duration) -> Self {
        Self(self.0.silence(silence))
    }

    /// How long to try again where nobody listens yet; not at all by default.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        Self(self.0.connect_timeout(timeout))
    }

    /// Connects to the Unix socket of the agent's channel.
    ///
    /// # Errors
    ///
    /// Nobody listens there, or no agent answers.
    #[cfg(unix)]
    pub async fn connect(self, path: impl AsRef<std::path::Path>) -> Result<Agent> {
        let stream = self.connector().open(path.as_ref()).await?;
        self.unix_stream(stream).await
    }

    /// Talks through a Unix socket that is connected already.
    ///
    /// # Errors
    ///
    /// No agent answers.
    #[cfg(unix)]
    pub async fn unix_stream(self, stream: ::tokio::net::UnixStream) -> Result<Agent> {
        self.start(Link::Unix(stream)).await
    }

    /// Talks through anything that can be read and written.
    ///
    /// # Errors
    ///
    /// No agent answers.
    pub async fn stream(
        self,
        stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    ) -> Result<Agent> {
        self.start(Link::Any(Box::new(stream))).await
    }

    /// A client's ways to connect.
    #[cfg(unix)]
    pub(in super::super) fn connector(&self) -> super::super::ClientBuilder {
        super::super::ClientBuilder::new().connect_timeout(self.0.connect_timeout)
    }

    pub(in super::super) async fn start(self, link: Link) -> Result<Agent> {
        Agent::start(Line::new(link), self.0.patience).await
    }
}
