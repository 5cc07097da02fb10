//! The blocking client.

mod builder;
mod connection;
mod deadline;
mod link;
mod pair;
mod timer;
mod turn;

use std::borrow::Cow;
use std::fmt;
use std::io::{Read, Write};
use std::net::ToSocketAddrs;
#[cfg(unix)]
use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use serde_json::value::RawValue;

pub use self::builder::ClientBuilder;
use self::connection::{Connection, Name};
pub use self::deadline::Deadline;
use self::timer::Timer;
use crate::json::{self, Mismatch};
use crate::wire::{View, Wire};
use crate::{Command, DecodeError, Error, Event, Greeting, Result, Transport};

/// A connection to a QMP server, whose calls wait for their replies.
///
/// Every call takes `&self`, so any number of threads can share a client:
/// their commands are in flight at once, and each reply finds its call by id.
/// A call whose time is over disturbs no other one. Dropping the client closes
/// the connection.
///
/// Events are read while a call or [`next_event`](Self::next_event) waits, and
/// kept until somebody takes them; there is no thread in the background.
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
/// vm.deadline(Duration::from_secs(5)).execute_raw("stop", None)?;
/// while let Some(event) = vm.next_event(Duration::from_secs(1))? {
///     println!("{}", event.name);
/// }
/// # Ok::<(), qapi_runtime::Error>(())
/// ```
pub struct Client {
    connection: Connection,
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

    /// The same client, whose calls fail with [`Error::Timeout`] if they take
    /// longer than this, from sending to reply.
    ///
    /// It replaces the client's own timeout, and is a [`Transport`].
    #[must_use]
    pub fn deadline(&self, timeout: Duration) -> Deadline<'_> {
        Deadline::new(self, timeout)
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
        self.call_raw(name.into(), arguments.into(), self.timeout)
    }

    /// Waits for an event: the oldest that nobody has taken. `None` if there
    /// is none within `timeout`; zero takes what has arrived.
    ///
    /// # Errors
    ///
    /// The connection failed and all events that came before are taken.
    pub fn next_event(&self, timeout: Duration) -> Result<Option<Event>> {
        self.connection.next_event(&Timer::start(Some(timeout)))
    }

    /// Takes the events that have arrived, without waiting for more.
    ///
    /// A failing connection is no failure here; the next call reports it.
    #[must_use]
    pub fn take_events(&self) -> Vec<Event> {
        self.connection.take_events()
    }

    /// How many events were dropped, oldest first, because nobody took them
    /// and they exceeded [`ClientBuilder::event_memory`].
    #[must_use]
    pub fn lost_events(&self) -> u64 {
        self.connection.lost_events()
    }

    fn call(
        &self,
        name: &Name,
        arguments: View<'_>,
        timeout: Option<Duration>,
    ) -> Result<Box<RawValue>> {
        self.connection
            .call(name, arguments, &Timer::start(timeout))
    }

    fn call_raw(
        &self,
        name: Name,
        arguments: Option<Value>,
        timeout: Option<Duration>,
    ) -> Result<Value> {
        let result = self.call(&name, arguments.view(), timeout)?;
        decode(name, &result)
    }

    /// What is compiled for each command of a schema; the rest is shared.
    fn call_typed<C: Command>(
        &self,
        arguments: &C::Arguments,
        timeout: Option<Duration>,
    ) -> Result<C::Returns> {
        let name = Cow::Borrowed(C::NAME);
        let result = self.call(&name, arguments.view(), timeout)?;
        decode(name, &result)
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
        self.call_typed::<C>(arguments, self.timeout)
    }
}

fn decode<R: Wire>(name: Name, result: &RawValue) -> Result<R> {
    json::from_str(result.get()).map_err(|mismatch| undecodable(name, mismatch, result))
}

#[cold]
fn undecodable(name: Name, mismatch: Mismatch, result: &RawValue) -> Error {
    Error::Decode(Box::new(DecodeError::new(
        Some(name),
        mismatch,
        result.get(),
    )))
}
