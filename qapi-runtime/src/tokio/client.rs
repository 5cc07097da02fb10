//! The client and its calls.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use ::tokio::io::{AsyncRead, AsyncWrite};
use serde_json::Value;

use super::reply::{Call, Unsent};
use super::shared::{OwnedFd, Shared};
use super::{ClientBuilder, Reply, Subscription, Waiter};
use crate::protocol::{CommandLine, Filter, Lane};
use crate::stream::Fd;
use crate::wait::Condition;
use crate::wire::{View, Wire};
use crate::with::Terms;
use crate::{Command, Greeting, Result, Transport, With};

/// A connection to a QMP server, whose calls are futures.
///
/// Clones are the same connection, which closes with the last of them. Any
/// number of calls can be in flight, from any number of tasks.
///
/// ```no_run
/// # async fn demo() -> qapi_runtime::Result<()> {
/// let vm = qapi_runtime::tokio::Client::connect("/run/vm.qmp").await?;
/// println!("QEMU {}", vm.greeting().version);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    handle: Arc<Handle>,
}

struct Handle {
    shared: Arc<Shared>,
    greeting: Greeting,
    timeout: Option<Duration>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.shared.close();
    }
}

impl Client {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        let (greeting, timeout) = (Greeting::default(), None);
        Self {
            handle: Arc::new(Handle {
                shared,
                greeting,
                timeout,
            }),
        }
    }

    /// The same connection, greeted.
    pub(super) fn finish(self, greeting: Greeting, timeout: Option<Duration>) -> Self {
        let mut handle = self.handle;
        if let Some(handle) = Arc::get_mut(&mut handle) {
            handle.greeting = greeting;
            handle.timeout = timeout;
        }
        Self { handle }
    }

    pub(super) fn shared(&self) -> &Arc<Shared> {
        &self.handle.shared
    }

    /// Connects to a Unix socket; see
    /// [`Client::connect`](crate::Client::connect) of the blocking client.
    ///
    /// # Errors
    ///
    /// Nobody listens there, or what answers is no QMP server.
    #[cfg(unix)]
    pub async fn connect(path: impl AsRef<std::path::Path>) -> Result<Self> {
        Self::builder().connect(path).await
    }

    /// Connects over TCP.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect).
    pub async fn connect_tcp(address: impl ::tokio::net::ToSocketAddrs) -> Result<Self> {
        Self::builder().connect_tcp(address).await
    }

    /// Talks through anything that can be read and written.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect).
    pub async fn from_stream(
        stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    ) -> Result<Self> {
        Self::builder().stream(stream).await
    }

    /// Starts a connection with other than the default settings.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// What the server said first.
    #[must_use]
    pub fn greeting(&self) -> &Greeting {
        &self.handle.greeting
    }

    /// The same client, whose calls fail with
    /// [`Error::Timeout`](crate::Error::Timeout) if they take longer than
    /// this, from sending to reply.
    pub fn deadline(&self, timeout: Duration) -> With<'_, Self> {
        With::new(self).deadline(timeout)
    }

    /// The same client, whose commands are executed out-of-band; see
    /// [`Client::oob`](crate::Client::oob) of the blocking client.
    pub fn oob(&self) -> With<'_, Self, true> {
        With::new(self).oob()
    }

    /// The same client, which sends this descriptor along with its commands;
    /// see `Client::with_fd` of the blocking client. The call has a duplicate
    /// of it.
    #[cfg(unix)]
    pub fn with_fd<'a>(&'a self, fd: std::os::fd::BorrowedFd<'a>) -> With<'a, Self> {
        With::new(self).with_fd(fd)
    }

    /// Executes a command that the schema lacks: name and arguments as they
    /// stand on the wire; arguments are an object or `None`.
    ///
    /// ```no_run
    /// # async fn demo(vm: &qapi_runtime::tokio::Client) -> qapi_runtime::Result<()> {
    /// use serde_json::json;
    ///
    /// let objects = vm.execute_raw("qom-list", json!({"path": "/machine"})).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn execute_raw(
        &self,
        name: impl Into<Cow<'static, str>>,
        arguments: impl Into<Option<Value>>,
    ) -> Reply<Value> {
        self.call_raw(name.into(), arguments.into(), Terms::default())
    }

    /// Subscribes to all events from now on, as a stream; see
    /// [`Subscription`].
    pub fn events(&self) -> Subscription {
        Subscription::new(self.shared(), Filter::All)
    }

    /// Subscribes to the events of these names only.
    pub fn events_named<N: Into<Cow<'static, str>>>(
        &self,
        names: impl IntoIterator<Item = N>,
    ) -> Subscription {
        let names = names.into_iter().map(Into::into).collect();
        Subscription::new(self.shared(), Filter::Names(names))
    }

    /// Begins to wait for something; see [`wait`](crate::wait). What happens
    /// from now on counts, so this comes before the command.
    pub fn watch<C: Condition>(&self, condition: C) -> Waiter<C> {
        Waiter::new(self.clone(), condition)
    }

    fn call(&self, name: Cow<'static, str>, arguments: View<'_>, terms: Terms<'_>) -> Call {
        let lane = Lane {
            oob: terms.oob,
            fd: terms.fd.is_some(),
        };
        let line = CommandLine::new(&name, arguments, lane.oob);
        let command = own(terms.fd).map(|fd| Unsent { line, fd });
        let timeout = terms.timeout.or(self.handle.timeout);
        Call::new(Arc::clone(self.shared()), name, lane, command, timeout)
    }

    fn call_raw(
        &self,
        name: Cow<'static, str>,
        arguments: Option<Value>,
        terms: Terms<'_>,
    ) -> Reply<Value> {
        Reply::new(self.call(name, arguments.view(), terms))
    }
}

/// A descriptor that lives as long as the call.
#[cfg(unix)]
fn own(fd: Option<Fd<'_>>) -> Result<Option<OwnedFd>> {
    let fd = fd.map(|fd| fd.try_clone_to_owned()).transpose();
    fd.map_err(Into::into)
}

#[cfg(not(unix))]
fn own(_: Option<Fd<'_>>) -> Result<Option<OwnedFd>> {
    Ok(None)
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("server", &format_args!("{}", self.greeting().version))
            .field("timeout", &self.handle.timeout)
            .field("failed", &self.shared().state().hub.failure().is_some())
            .finish_non_exhaustive()
    }
}

impl Transport for &Client {
    type Reply<R: Wire> = Reply<R>;

    fn execute<C: Command>(self, arguments: &C::Arguments) -> Reply<C::Returns> {
        let name = Cow::Borrowed(C::NAME);
        Reply::new(self.call(name, arguments.view(), Terms::default()))
    }
}

impl<const OOB: bool> With<'_, Client, OOB> {
    /// [`Client::execute_raw`] on these terms.
    pub fn execute_raw(
        self,
        name: impl Into<Cow<'static, str>>,
        arguments: impl Into<Option<Value>>,
    ) -> Reply<Value> {
        self.client
            .call_raw(name.into(), arguments.into(), self.terms)
    }
}

impl<const OOB: bool> Transport for With<'_, Client, OOB> {
    type Reply<R: Wire> = Reply<R>;

    fn execute<C: Command>(self, arguments: &C::Arguments) -> Reply<C::Returns> {
        const {
            assert!(
                !OOB || C::ALLOW_OOB,
                "this command can't be executed out-of-band"
            );
        }
        let name = Cow::Borrowed(C::NAME);
        Reply::new(self.client.call(name, arguments.view(), self.terms))
    }
}
