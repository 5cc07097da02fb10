//! The blocking client.

mod builder;
pub(crate) mod connect;
mod connection;
mod events;
pub(crate) mod link;
mod outlet;
pub(crate) mod pair;
pub(crate) mod timer;
pub(crate) mod turn;
#[cfg(all(feature = "vsock", any(target_os = "linux", target_os = "android")))]
mod vsock;
mod waiter;

use std::borrow::Cow;
use std::fmt;
use std::io::{Read, Write};
use std::net::ToSocketAddrs;
#[cfg(unix)]
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

pub use self::builder::ClientBuilder;
#[cfg(feature = "tokio")]
pub(crate) use self::builder::OOB;
#[cfg(feature = "tokio")]
pub(crate) use self::connect::{LONGEST_PAUSE, PAUSE};
use self::connection::{Connection, Name, Order};
pub use self::events::{Subscription, Within};
#[cfg(feature = "tokio")]
pub(crate) use self::link::is_end;
use self::timer::Timer;
pub use self::waiter::Waiter;
use crate::protocol::Content;
use crate::protocol::Filter;
use crate::trace::CallTrace;
use crate::transport::decode;
use crate::wait::Condition;
use crate::wire::{Slot, View, Wire};
use crate::with::Terms;
use crate::{Command, Greeting, Result, Transport, With};

/// A connection to a QMP server, whose calls wait for their replies.
///
/// Every call takes `&self`, so any number of threads can share a client:
/// their commands are in flight at once, and each reply finds its call by id.
/// A call whose time is over disturbs no other one. Dropping the client and
/// its subscriptions closes the connection.
///
/// There is no thread in the background: whoever waits, for a reply or an
/// event, reads for all. Events are kept for those who subscribed to them.
///
/// ```no_run
/// use std::time::Duration;
///
/// let vm = qapi_runtime::Client::connect("/run/vm.qmp")?;
/// println!("QEMU {}", vm.greeting().version);
///
/// let status = vm.execute_raw("query-status", None)?;
/// println!("{}", status["status"]);
///
/// let mut events = vm.events();
/// vm.deadline(Duration::from_secs(5)).execute_raw("stop", None)?;
/// for event in events.within(Duration::from_secs(1)) {
///     println!("{}", event?.name);
/// }
/// # Ok::<(), qapi_runtime::Error>(())
/// ```
pub struct Client {
    connection: Arc<Connection>,
    greeting: Greeting,
    timeout: Option<Duration>,
}

impl Client {
    /// Connects to a Unix socket, such as that of
    /// `-qmp unix:/run/vm.qmp,server=on,wait=off`: reads the greeting and
    /// negotiates capabilities.
    ///
    /// A server talks to one client at a time; a second one gets no greeting
    /// until the first is gone, or its time is over
    /// ([`ClientBuilder::greeting_timeout`]).
    ///
    /// # Errors
    ///
    /// Nobody listens there, or what answers is no QMP server.
    #[cfg(unix)]
    pub fn connect(path: impl AsRef<Path>) -> Result<Self> {
        Self::builder().connect(path)
    }

    /// Connects over TCP, such as to `-qmp tcp:localhost:4444,server=on,wait=off`.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect).
    pub fn connect_tcp(address: impl ToSocketAddrs) -> Result<Self> {
        Self::builder().connect_tcp(address)
    }

    /// Talks through any reader and writer, such as the pipes of a child
    /// started with `-qmp stdio`.
    ///
    /// They know no deadlines, so a thread each works for them. The threads
    /// end with the connection, which may be later than the client's end.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect).
    ///
    /// ```no_run
    /// use std::process::{Command, Stdio};
    ///
    /// let mut child = Command::new("qemu-system-x86_64")
    ///     .args(["-M", "none", "-display", "none", "-qmp", "stdio"])
    ///     .stdin(Stdio::piped())
    ///     .stdout(Stdio::piped())
    ///     .spawn()?;
    /// let (Some(output), Some(input)) = (child.stdout.take(), child.stdin.take()) else {
    ///     unreachable!("both are piped");
    /// };
    /// let vm = qapi_runtime::Client::from_pair(output, input)?;
    /// vm.execute_raw("quit", None)?;
    /// child.wait()?;
    /// # Ok::<(), qapi_runtime::Error>(())
    /// ```
    pub fn from_pair(
        reader: impl Read + Send + 'static,
        writer: impl Write + Send + 'static,
    ) -> Result<Self> {
        Self::builder().pair(reader, writer)
    }

    /// Starts a connection with other than the default settings.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// What the server said first.
    #[must_use]
    pub fn greeting(&self) -> &Greeting {
        &self.greeting
    }

    /// The same client, whose calls fail with
    /// [`Error::Timeout`](crate::Error::Timeout) if they take longer than
    /// this, from sending to reply.
    ///
    /// It replaces the client's own timeout, and is a [`Transport`].
    pub fn deadline(&self, timeout: Duration) -> With<'_, Self> {
        With::new(self).deadline(timeout)
    }

    /// The same client, whose commands are executed out-of-band: past all that
    /// wait to be executed, even if one hangs. For commands whose schema
    /// allows it (`'allow-oob'`); others are refused when the program is
    /// built, and by the server where they are raw.
    ///
    /// It takes a server that offers `oob`; with another one, calls fail with
    /// [`Error::Unsupported`](crate::Error::Unsupported).
    ///
    /// ```no_run
    /// # fn demo(vm: &qapi_runtime::Client) -> qapi_runtime::Result<()> {
    /// use serde_json::json;
    ///
    /// let instances = json!({"instances": [{"type": "block-node", "node-name": "nbd0"}]});
    /// vm.oob().execute_raw("yank", instances)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn oob(&self) -> With<'_, Self, true> {
        With::new(self).oob()
    }

    /// The same client, which sends this descriptor along with its commands
    /// (`SCM_RIGHTS`), for `getfd` and `add-fd`. It takes a Unix socket; on
    /// another connection calls fail with
    /// [`Error::Unsupported`](crate::Error::Unsupported).
    ///
    /// Commands with descriptors wait for one another, since a server keeps
    /// only the last one that it was sent.
    ///
    /// ```no_run
    /// # fn demo(vm: &qapi_runtime::Client) -> qapi_runtime::Result<()> {
    /// use std::os::fd::AsFd;
    /// use serde_json::json;
    ///
    /// let image = std::fs::File::open("/images/disk.raw")?;
    /// let set = vm.with_fd(image.as_fd()).execute_raw("add-fd", json!({"fdset-id": 1}))?;
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(unix)]
    pub fn with_fd<'a>(&'a self, fd: std::os::fd::BorrowedFd<'a>) -> With<'a, Self> {
        With::new(self).with_fd(fd)
    }

    /// Executes a command that the schema lacks: name and arguments as they
    /// stand on the wire; arguments are an object or `None`.
    ///
    /// ```no_run
    /// # fn demo(vm: &qapi_runtime::Client) -> qapi_runtime::Result<()> {
    /// use serde_json::json;
    ///
    /// let objects = vm.execute_raw("qom-list", json!({"path": "/machine"}))?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of any call.
    pub fn execute_raw(
        &self,
        name: impl Into<Cow<'static, str>>,
        arguments: impl Into<Option<Value>>,
    ) -> Result<Value> {
        self.call_raw(name.into(), arguments.into(), Terms::default())
    }

    /// Subscribes to all events from now on; see [`Subscription`]. Each
    /// subscriber gets every event, and the first one also those that came
    /// before it ([`ClientBuilder::early_events`]).
    ///
    /// ```
    /// # use qapi_runtime::testing::Peer;
    /// # use std::time::Duration;
    /// # let peer = Peer::start()?;
    /// # let vm = peer.client()?;
    /// let mut events = vm.events();
    /// # peer.emit("RESUME", serde_json::json!({}));
    /// if let Some(event) = events.wait(Duration::from_secs(5))? {
    ///     println!("{} {}", event.name, event.data);
    /// }
    /// # Ok::<(), qapi_runtime::Error>(())
    /// ```
    pub fn events(&self) -> Subscription {
        Subscription::new(&self.connection, Filter::All)
    }

    /// Subscribes to the events of these names only.
    pub fn events_named<N: Into<Cow<'static, str>>>(
        &self,
        names: impl IntoIterator<Item = N>,
    ) -> Subscription {
        let names = names.into_iter().map(Into::into).collect();
        Subscription::new(&self.connection, Filter::Names(names))
    }

    /// Begins to wait for something; see [`wait`](crate::wait). What happens
    /// from now on counts, so this comes before the command.
    pub fn watch<C: Condition>(&self, condition: C) -> Waiter<'_, C> {
        Waiter::new(self, condition)
    }

    /// The result fills the slot, or has still to be read.
    fn call(
        &self,
        name: &Name,
        arguments: View<'_>,
        terms: Terms<'_>,
        slot: Slot<'_>,
    ) -> Result<Option<Content>> {
        let order = Order {
            name,
            arguments,
            oob: terms.oob,
            fd: terms.fd,
        };
        let timer = Timer::start(terms.timeout.or(self.timeout));
        let trace = CallTrace::new(name);
        let result = self.connection.call(&order, slot, &timer);
        trace.end(result.as_ref());
        result
    }

    fn call_raw(&self, name: Name, arguments: Option<Value>, terms: Terms<'_>) -> Result<Value> {
        self.call_and_read(name, arguments.view(), terms)
    }

    /// What is compiled for each command of a schema; the rest is shared.
    fn call_typed<C: Command>(
        &self,
        arguments: &C::Arguments,
        terms: Terms<'_>,
    ) -> Result<C::Returns> {
        self.call_and_read(Cow::Borrowed(C::NAME), arguments.view(), terms)
    }

    fn call_and_read<R: Wire>(
        &self,
        name: Name,
        arguments: View<'_>,
        terms: Terms<'_>,
    ) -> Result<R> {
        let mut value = R::blank();
        match self.call(&name, arguments, terms, value.slot())? {
            None => Ok(value),
            Some(result) => decode(name, &result).inspect_err(|error| self.connection.heed(error)),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("server", &format_args!("{}", self.greeting.version))
            .field("timeout", &self.timeout)
            .field("failed", &self.connection.has_failed())
            .finish_non_exhaustive()
    }
}

impl Transport for &Client {
    type Reply<R: Wire> = Result<R>;

    fn execute<C: Command>(self, arguments: &C::Arguments) -> Result<C::Returns> {
        self.call_typed::<C>(arguments, Terms::default())
    }
}

impl<const OOB: bool> With<'_, Client, OOB> {
    /// [`Client::execute_raw`] on these terms.
    ///
    /// # Errors
    ///
    /// Those of any call.
    pub fn execute_raw(
        self,
        name: impl Into<Cow<'static, str>>,
        arguments: impl Into<Option<Value>>,
    ) -> Result<Value> {
        self.client
            .call_raw(name.into(), arguments.into(), self.terms)
    }
}

impl<const OOB: bool> Transport for With<'_, Client, OOB> {
    type Reply<R: Wire> = Result<R>;

    fn execute<C: Command>(self, arguments: &C::Arguments) -> Result<C::Returns> {
        const {
            assert!(
                !OOB || C::ALLOW_OOB,
                "this command can't be executed out-of-band"
            )
        }
        self.client.call_typed::<C>(arguments, self.terms)
    }
}
