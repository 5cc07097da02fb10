//! Ways to connect a client.

use std::io;
use std::net::{TcpListener, TcpStream, ToSocketAddrs};
use std::thread;
use std::time::Duration;

#[cfg(unix)]
pub(super) use self::unix::wait_for;
use super::timer::Timer;
use super::{Client, ClientBuilder};
use crate::Result;

/// The first and the longest pause between two attempts.
pub(crate) const PAUSE: Duration = Duration::from_millis(2);
pub(crate) const LONGEST_PAUSE: Duration = Duration::from_millis(100);

impl ClientBuilder {
    /// Connects over TCP; see [`Client::connect_tcp`].
    ///
    /// # Errors
    ///
    /// Those of [`Client::connect`].
    pub fn connect_tcp(self, address: impl ToSocketAddrs) -> Result<Client> {
        let addresses: Vec<_> = address.to_socket_addrs()?.collect();
        let stream = self.retry(|timeout| {
            let none = io::ErrorKind::InvalidInput;
            let mut failure = io::Error::new(none, "no address to connect to");
            for address in &addresses {
                let attempt = match timeout {
                    Some(timeout) => TcpStream::connect_timeout(address, timeout),
                    None => TcpStream::connect(address),
                };
                match attempt {
                    Ok(stream) => return Ok(stream),
                    Err(error) => failure = error,
                }
            }
            Err(failure)
        })?;
        self.tcp_stream(stream)
    }

    /// Talks through a TCP socket that is connected already.
    ///
    /// # Errors
    ///
    /// What is at the other end is no QMP server.
    pub fn tcp_stream(self, stream: TcpStream) -> Result<Client> {
        self.stream(stream.into())
    }

    /// Waits for a server that connects to us, such as QEMU started with
    /// `-qmp tcp:localhost:4444`.
    ///
    /// # Errors
    ///
    /// Nobody came within [`connect_timeout`](Self::connect_timeout), or who
    /// came is no QMP server.
    #[cfg(unix)]
    pub fn accept_tcp(self, listener: &TcpListener) -> Result<Client> {
        wait_for(listener, self.connect_timeout)?;
        let stream = listener.accept()?.0;
        self.tcp_stream(stream)
    }

    /// Tries until it works, time is over, or there is no point.
    pub(super) fn retry<T>(
        &self,
        attempt: impl Fn(Option<Duration>) -> io::Result<T>,
    ) -> io::Result<T> {
        let timer = Timer::start(Some(self.connect_timeout));
        let mut pause = PAUSE;
        loop {
            let error = match attempt(self.greeting_timeout) {
                Ok(stream) => return Ok(stream),
                Err(error) => error,
            };
            let absent = matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused
            );
            if !absent || timer.is_over() {
                return Err(error);
            }
            thread::sleep(pause.min(timer.left().unwrap_or(pause)));
            pause = LONGEST_PAUSE.min(2 * pause);
        }
    }
}

#[cfg(unix)]
mod unix {
    use std::io;
    use std::net::TcpStream;
    use std::os::fd::{AsFd, OwnedFd};
    use std::os::unix::net::{UnixListener, UnixStream};
    use std::path::Path;
    use std::time::{Duration, Instant};

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::net::{AddressFamily, getsockname};

    use super::super::{Client, ClientBuilder};
    use crate::{Error, Result};

    impl ClientBuilder {
        /// Connects to a Unix socket; see [`Client::connect`].
        ///
        /// # Errors
        ///
        /// Nobody listens there, or what answers is no QMP server.
        pub fn connect(self, path: impl AsRef<Path>) -> Result<Client> {
            let stream = self.open(path.as_ref())?;
            self.unix_stream(stream)
        }

        /// Connects, and no more.
        pub(crate) fn open(&self, path: &Path) -> io::Result<UnixStream> {
            self.retry(|timeout| connect_path(path, timeout))
        }

        /// Connects to an abstract Unix socket, which has a name and no file,
        /// such as that of `-qmp unix:vm7,abstract=on,server=on,wait=off`.
        ///
        /// # Errors
        ///
        /// Those of [`Client::connect`].
        #[cfg(any(target_os = "linux", target_os = "android"))]
        pub fn connect_abstract(self, name: impl AsRef<[u8]>) -> Result<Client> {
            let address = rustix::net::SocketAddrUnix::new_abstract_name(name.as_ref())
                .map_err(io::Error::from)?;
            let stream = self.retry(|timeout| connect_address(&address, timeout))?;
            self.unix_stream(stream)
        }

        /// Talks through a Unix socket that is connected already, such as one
        /// of a pair.
        ///
        /// # Errors
        ///
        /// What is at the other end is no QMP server.
        pub fn unix_stream(self, stream: UnixStream) -> Result<Client> {
            self.stream(stream.into())
        }

        /// Talks through a connected socket of any kind that was inherited or
        /// received.
        ///
        /// # Errors
        ///
        /// It is no socket, or what is at the other end is no QMP server.
        ///
        /// ```no_run
        /// use std::os::fd::OwnedFd;
        /// use std::os::unix::net::UnixStream;
        ///
        /// let (ours, theirs) = UnixStream::pair()?;
        /// // `theirs` goes to QEMU: -chardev socket,id=qmp0,fd=… -mon qmp0,mode=control
        /// let vm = qapi_runtime::Client::builder().inherited(OwnedFd::from(ours))?;
        /// # Ok::<(), qapi_runtime::Error>(())
        /// ```
        pub fn inherited(self, socket: OwnedFd) -> Result<Client> {
            let address = getsockname(&socket).map_err(io::Error::from)?;
            match address.address_family() {
                AddressFamily::INET | AddressFamily::INET6 => {
                    self.tcp_stream(TcpStream::from(socket))
                }
                AddressFamily::UNIX => self.unix_stream(UnixStream::from(socket)),
                #[cfg(all(feature = "vsock", any(target_os = "linux", target_os = "android")))]
                AddressFamily::VSOCK => self.stream(crate::stream::Stream::Vsock(socket.into())),
                // Reading and writing are the same for all.
                _ => {
                    let writer = UnixStream::from(socket);
                    self.pair(writer.try_clone()?, writer)
                }
            }
        }

        /// Waits for a server that connects to us, such as QEMU started with
        /// `-qmp unix:/run/manager`. The socket is bound before QEMU starts,
        /// so there is nothing to try again.
        ///
        /// ```no_run
        /// use std::os::unix::net::UnixListener;
        /// use std::time::Duration;
        ///
        /// let listener = UnixListener::bind("/run/manager")?;
        /// // Start QEMU here.
        /// let vm = qapi_runtime::Client::builder()
        ///     .connect_timeout(Duration::from_secs(10))
        ///     .accept(&listener)?;
        /// # Ok::<(), qapi_runtime::Error>(())
        /// ```
        ///
        /// # Errors
        ///
        /// Nobody came within [`connect_timeout`](Self::connect_timeout), or
        /// who came is no QMP server.
        pub fn accept(self, listener: &UnixListener) -> Result<Client> {
            wait_for(listener, self.connect_timeout)?;
            let stream = listener.accept()?.0;
            self.unix_stream(stream)
        }
    }

    /// Waits for somebody at a listening socket; zero waits without end.
    pub(in super::super) fn wait_for(listener: impl AsFd, timeout: Duration) -> Result<()> {
        let end = Instant::now().checked_add(timeout);
        loop {
            let left = end.map(|end| end.saturating_duration_since(Instant::now()));
            let left = left.filter(|_| !timeout.is_zero());
            let left = left.and_then(|left| Timespec::try_from(left).ok());
            match poll(&mut [PollFd::new(&listener, PollFlags::IN)], left.as_ref()) {
                Ok(0) => {
                    return Err(Error::Timeout {
                        command: None,
                        after: timeout,
                    });
                }
                Ok(_) => return Ok(()),
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(io::Error::from(error).into()),
            }
        }
    }

    #[cfg(any(target_os = "linux", target_os = "android"))]
    fn connect_path(path: &Path, timeout: Option<Duration>) -> io::Result<UnixStream> {
        connect_address(&rustix::net::SocketAddrUnix::new(path)?, timeout)
    }

    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    fn connect_path(path: &Path, _: Option<Duration>) -> io::Result<UnixStream> {
        UnixStream::connect(path)
    }

    /// Connects with a time limit: while a server has as many connections
    /// waiting as it allows, connecting blocks.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    fn connect_address(
        address: &rustix::net::SocketAddrUnix,
        timeout: Option<Duration>,
    ) -> io::Result<UnixStream> {
        use rustix::net::sockopt::{Timeout, set_socket_timeout};
        use rustix::net::{SocketFlags, SocketType, connect, socket_with};

        let (family, kind) = (AddressFamily::UNIX, SocketType::STREAM);
        let socket = socket_with(family, kind, SocketFlags::CLOEXEC, None)?;
        set_socket_timeout(&socket, Timeout::Send, timeout)?;
        match connect(&socket, address) {
            Err(rustix::io::Errno::AGAIN) => Err(io::ErrorKind::TimedOut.into()),
            result => Ok(result.map(|()| UnixStream::from(socket))?),
        }
    }
}
