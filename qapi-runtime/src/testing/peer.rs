//! The peer as tests see it.

use std::net::SocketAddr;
#[cfg(unix)]
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use std::{fmt, io, mem, panic, thread};

use serde_json::Value;

use super::answer::{self, Call, Received};
use super::connection::Connection;
use super::listener::Listener;
#[cfg(unix)]
use super::listener::TemporaryPath;
use super::shared::{Shared, behave};
use crate::{Client, ErrorClass, ServerError};

/// A QMP server for tests; see the [module](super).
///
/// Any number of clients may connect, one after the other or at once. A panic
/// in a handler or a script is passed on when the peer is dropped, so that
/// assertions there make the test fail.
pub struct Peer {
    shared: Arc<Shared>,
    #[cfg(unix)]
    path: TemporaryPath,
    tcp: Mutex<Option<SocketAddr>>,
    listeners: Mutex<Vec<Listener>>,
}

impl Peer {
    /// Starts a well-behaved server. It knows no commands yet: see
    /// [`on`](Self::on) and [`handle`](Self::handle).
    ///
    /// # Errors
    ///
    /// No socket or thread could be made.
    pub fn start() -> io::Result<Self> {
        Self::scripted(behave)
    }

    /// Starts a server that does for every connection what the script says.
    /// The connection is closed when the script returns; its error is ignored.
    ///
    /// ```
    /// use qapi_runtime::Error;
    /// use qapi_runtime::testing::Peer;
    ///
    /// let peer = Peer::scripted(|connection| {
    ///     connection.negotiate()?;
    ///     connection.receive()?;
    ///     connection.send("{\"return\": {\"stat")
    /// })?;
    /// let vm = peer.client()?;
    ///
    /// let error = vm.execute_raw("query-status", None).unwrap_err();
    /// assert!(matches!(error, Error::Protocol(_)));
    /// # Ok::<(), qapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// No socket or thread could be made.
    pub fn scripted(
        script: impl Fn(&mut Connection) -> io::Result<()> + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let shared = Shared::new(Box::new(script));
        #[cfg(unix)]
        let path = TemporaryPath::new()?;
        Ok(Self {
            listeners: Mutex::new(vec![
                #[cfg(unix)]
                Listener::unix(path.socket(), &shared)?,
            ]),
            #[cfg(unix)]
            path,
            tcp: Mutex::new(None),
            shared,
        })
    }

    /// Answers this command with this result from now on.
    pub fn on(&self, command: &str, result: Value) -> &Self {
        self.handle(command, move |_| Ok(result.clone()))
    }

    /// Answers this command with an error from now on.
    ///
    /// ```
    /// use qapi_runtime::ErrorClass;
    /// use qapi_runtime::testing::Peer;
    ///
    /// let peer = Peer::start()?;
    /// peer.refuse("query-balloon", ErrorClass::DeviceNotActive, "There is no balloon");
    /// let error = peer.client()?.execute_raw("query-balloon", None).unwrap_err();
    /// assert_eq!(error.as_server().unwrap().class, ErrorClass::DeviceNotActive);
    /// # Ok::<(), qapi_runtime::Error>(())
    /// ```
    pub fn refuse(&self, command: &str, class: ErrorClass, desc: &str) -> &Self {
        let error = ServerError::new(class, desc);
        self.handle(command, move |_| Err(error.clone()))
    }

    /// Answers this command with what the closure says from now on.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use qapi_runtime::testing::Peer;
    /// use serde_json::json;
    ///
    /// let peer = Peer::start()?;
    /// peer.handle("device_del", |call| {
    ///     call.emit_after("DEVICE_DELETED", json!({"device": call.arguments()["id"]}));
    ///     Ok(json!({}))
    /// });
    /// let vm = peer.client()?;
    /// let mut gone = vm.watch(qapi_runtime::wait::device_removed("net0"));
    /// vm.execute_raw("device_del", json!({"id": "net0"}))?;
    /// gone.wait(Duration::from_secs(5))?;
    /// # Ok::<(), qapi_runtime::Error>(())
    /// ```
    pub fn handle(
        &self,
        command: &str,
        handler: impl FnMut(&mut Call<'_>) -> Result<Value, ServerError> + Send + 'static,
    ) -> &Self {
        self.shared
            .set_handler(command, Arc::new(Mutex::new(handler)));
        self
    }

    /// What the greeting says to clients that connect from now on: the object
    /// with `version` and `capabilities`.
    ///
    /// ```
    /// use qapi_runtime::testing::Peer;
    /// use serde_json::json;
    ///
    /// let peer = Peer::start()?;
    /// let version = json!({"qemu": {"major": 1, "minor": 1, "micro": 0}, "package": ""});
    /// peer.greet_with(json!({"version": version, "capabilities": []}));
    /// assert!(!peer.client()?.greeting().version.at_least(1, 2));
    /// # Ok::<(), qapi_runtime::Error>(())
    /// ```
    pub fn greet_with(&self, greeting: Value) -> &Self {
        self.shared.set_greeting(greeting);
        self
    }

    /// Sends an event, with the present time, to every client that has
    /// finished negotiation, and says how many that were. Null for `data`
    /// leaves it out.
    pub fn emit(&self, event: &str, data: Value) -> usize {
        let message = answer::event(event, data);
        let lines = self.shared.lines();
        lines.iter().filter(|line| line.emit(&message)).count()
    }

    /// The commands received so far, in order, without the negotiation.
    #[must_use]
    pub fn commands(&self) -> Vec<Received> {
        self.shared.commands()
    }

    /// Waits until this command was received, and gives back the first of
    /// that name; `None` if it does not come in time.
    pub fn wait_for(&self, command: &str, timeout: Duration) -> Option<Received> {
        self.shared.wait_for(command, timeout)
    }

    /// Connects a client with default settings.
    ///
    /// # Errors
    ///
    /// Those of [`Client::connect`], which a script may well provoke.
    pub fn client(&self) -> crate::Result<Client> {
        #[cfg(unix)]
        return Client::connect(self.path());
        #[cfg(not(unix))]
        return Client::connect_tcp(self.tcp_address()?);
    }

    /// The path of the Unix socket that the peer listens on.
    #[cfg(unix)]
    #[must_use]
    pub fn path(&self) -> &Path {
        self.path.socket()
    }

    /// The address on this machine where the peer listens from the first call
    /// of this on.
    ///
    /// # Errors
    ///
    /// There is no free port.
    ///
    /// ```
    /// let peer = qapi_runtime::testing::Peer::start()?;
    /// let vm = qapi_runtime::Client::connect_tcp(peer.tcp_address()?)?;
    /// # Ok::<(), qapi_runtime::Error>(())
    /// ```
    pub fn tcp_address(&self) -> io::Result<SocketAddr> {
        let mut tcp = self.tcp.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(address) = *tcp {
            return Ok(address);
        }
        let (listener, address) = Listener::tcp(&self.shared)?;
        self.listeners
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(listener);
        *tcp = Some(address);
        Ok(address)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let result = self.shared.stop();
        let listeners = self.listeners.get_mut();
        for listener in mem::take(listeners.unwrap_or_else(PoisonError::into_inner)) {
            listener.stop();
        }
        if let Err(cause) = result
            && !thread::panicking()
        {
            panic::resume_unwind(cause);
        }
    }
}

impl fmt::Debug for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut output = f.debug_struct("Peer");
        #[cfg(unix)]
        output.field("path", &self.path());
        output.finish_non_exhaustive()
    }
}
