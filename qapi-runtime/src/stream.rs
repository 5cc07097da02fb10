//! Sockets of either kind.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
#[cfg(unix)]
use std::os::unix::net::UnixStream;
use std::time::Duration;

/// A connected socket. Like the standard library's, it is read and written
/// through a shared reference.
pub(crate) enum Stream {
    #[cfg(unix)]
    Unix(UnixStream),
    Tcp(TcpStream),
    #[cfg(all(feature = "vsock", any(target_os = "linux", target_os = "android")))]
    Vsock(socket2::Socket),
}

macro_rules! each {
    ($self:expr, $stream:ident => $action:expr) => {
        match $self {
            #[cfg(unix)]
            Stream::Unix($stream) => $action,
            Stream::Tcp($stream) => $action,
            #[cfg(all(feature = "vsock", any(target_os = "linux", target_os = "android")))]
            Stream::Vsock($stream) => $action,
        }
    };
}

impl Stream {
    /// Makes reads and writes wait, whatever was set before, and small
    /// messages leave at once.
    pub(crate) fn prepare(&self) -> io::Result<()> {
        each!(self, stream => stream.set_nonblocking(false))?;
        self.set_read_timeout(None)?;
        self.set_write_timeout(None)?;
        match self {
            Self::Tcp(stream) => stream.set_nodelay(true),
            #[allow(unreachable_patterns, reason = "not everywhere there are others")]
            _ => Ok(()),
        }
    }

    pub(crate) fn set_read_timeout(&self, timeout: Option<Duration>) -> io::Result<()> {
        each!(self, stream => stream.set_read_timeout(timeout))
    }

    pub(crate) fn set_write_timeout(&self, timeout: Option<Duration>) -> io::Result<()> {
        each!(self, stream => stream.set_write_timeout(timeout))
    }

    /// Whether descriptors can be sent through it.
    pub(crate) fn takes_fds(&self) -> bool {
        match self {
            #[cfg(unix)]
            Self::Unix(_) => true,
            _ => false,
        }
    }

    /// Writes, and passes a descriptor on with the first byte.
    pub(crate) fn write_with_fd(&self, bytes: &[u8], fd: Fd<'_>) -> io::Result<usize> {
        match self {
            #[cfg(unix)]
            Self::Unix(stream) => send_with_fd(std::os::fd::AsFd::as_fd(stream), bytes, fd),
            _ => {
                let _ = (bytes, fd);
                Err(io::ErrorKind::Unsupported.into())
            }
        }
    }

    pub(crate) fn shutdown(&self) -> io::Result<()> {
        each!(self, stream => stream.shutdown(Shutdown::Both))
    }
}

/// A descriptor that is sent with a command.
#[cfg(unix)]
pub(crate) type Fd<'a> = std::os::fd::BorrowedFd<'a>;

/// There are none here.
#[cfg(not(unix))]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fd<'a>(std::convert::Infallible, std::marker::PhantomData<&'a ()>);

/// Writes to a Unix socket, and with the first byte passes a descriptor on
/// (`SCM_RIGHTS`).
#[cfg(unix)]
pub(crate) fn send_with_fd(socket: Fd<'_>, bytes: &[u8], fd: Fd<'_>) -> io::Result<usize> {
    use std::io::IoSlice;
    use std::mem::MaybeUninit;

    use rustix::cmsg_space;
    use rustix::net::{SendAncillaryBuffer, SendAncillaryMessage, SendFlags, sendmsg};

    let fds = [fd];
    let mut space = [MaybeUninit::uninit(); cmsg_space!(ScmRights(1))];
    let mut control = SendAncillaryBuffer::new(&mut space);
    if !control.push(SendAncillaryMessage::ScmRights(&fds)) {
        return Err(io::Error::other("no room for a file descriptor"));
    }
    // A peer that is gone is an error and no signal.
    let flags = SendFlags::NOSIGNAL;
    Ok(sendmsg(
        socket,
        &[IoSlice::new(bytes)],
        &mut control,
        flags,
    )?)
}

impl Read for &Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        each!(self, stream => (&*stream).read(buffer))
    }
}

impl Write for &Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        each!(self, stream => (&*stream).write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(unix)]
impl From<UnixStream> for Stream {
    fn from(stream: UnixStream) -> Self {
        Self::Unix(stream)
    }
}

impl From<TcpStream> for Stream {
    fn from(stream: TcpStream) -> Self {
        Self::Tcp(stream)
    }
}
