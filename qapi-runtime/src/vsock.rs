//! Sockets between machines and their host (feature `vsock`).

use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::time::Duration;

use socket2::{Domain, SockAddr, Socket, Type};

/// Whoever listens on a port listens for all addresses of this machine.
const ANY_CID: u32 = u32::MAX;

/// A socket that waits for connections by vsock; see
/// [`ClientBuilder::accept_vsock`](crate::ClientBuilder::accept_vsock).
#[derive(Debug)]
pub struct VsockListener(Socket);

impl VsockListener {
    /// Listens on a port of this machine, be it a host or a guest; `u32::MAX`
    /// is any free one, which [`port`](Self::port) then tells.
    ///
    /// # Errors
    ///
    /// The port is in use, or there is no vsock here.
    pub fn bind(port: u32) -> io::Result<Self> {
        let socket = Socket::new(Domain::VSOCK, Type::STREAM, None)?;
        socket.bind(&SockAddr::vsock(ANY_CID, port))?;
        socket.listen(16)?;
        // Who waits for a connection may find it gone.
        socket.set_nonblocking(true)?;
        Ok(Self(socket))
    }

    /// The port that it listens on.
    ///
    /// # Errors
    ///
    /// The system does not tell.
    pub fn port(&self) -> io::Result<u32> {
        let address = self.0.local_addr()?.as_vsock_address();
        address
            .map(|(_, port)| port)
            .ok_or_else(|| io::ErrorKind::AddrNotAvailable.into())
    }

    /// Takes a connection that is there.
    pub(crate) fn accept(&self) -> io::Result<Socket> {
        Ok(self.0.accept()?.0)
    }

    /// The same socket once more.
    #[cfg(feature = "tokio")]
    pub(crate) fn try_clone(&self) -> io::Result<Socket> {
        self.0.try_clone()
    }
}

impl AsFd for VsockListener {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

/// Connects; the system itself gives up after two seconds.
pub(crate) fn connect(cid: u32, port: u32, timeout: Option<Duration>) -> io::Result<Socket> {
    let socket = Socket::new(Domain::VSOCK, Type::STREAM, None)?;
    let address = SockAddr::vsock(cid, port);
    let result = match timeout.filter(|it| !it.is_zero()) {
        Some(timeout) => socket.connect_timeout(&address, timeout),
        None => socket.connect(&address),
    };
    result.map_err(absent).map(|()| socket)
}

/// Begins to connect: the socket becomes writable at the end.
#[cfg(feature = "tokio")]
pub(crate) fn begin_to_connect(cid: u32, port: u32) -> io::Result<Socket> {
    let socket = Socket::new(Domain::VSOCK, Type::STREAM, None)?;
    socket.set_nonblocking(true)?;
    match socket.connect(&SockAddr::vsock(cid, port)) {
        Err(error) if error.raw_os_error() == Some(EINPROGRESS) => Ok(socket),
        result => result.map_err(absent).map(|()| socket),
    }
}

#[cfg(feature = "tokio")]
const EINPROGRESS: i32 = rustix::io::Errno::INPROGRESS.raw_os_error();

/// That nobody is there yet has several names here: a guest that does not
/// listen, one whose driver is not loaded, and none.
pub(crate) fn absent(error: io::Error) -> io::Error {
    let none = Some(rustix::io::Errno::NODEV.raw_os_error());
    match error.kind() {
        io::ErrorKind::ConnectionReset | io::ErrorKind::TimedOut => {
            io::Error::new(io::ErrorKind::ConnectionRefused, error)
        }
        _ if error.raw_os_error() == none => io::Error::new(io::ErrorKind::NotFound, error),
        _ => error,
    }
}
