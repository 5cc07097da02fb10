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
}

macro_rules! each {
    ($self:expr, $stream:ident => $action:expr) => {
        match $self {
            #[cfg(unix)]
            Stream::Unix($stream) => $action,
            Stream::Tcp($stream) => $action,
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
            #[cfg(unix)]
            Self::Unix(_) => Ok(()),
        }
    }

    pub(crate) fn set_read_timeout(&self, timeout: Option<Duration>) -> io::Result<()> {
        each!(self, stream => stream.set_read_timeout(timeout))
    }

    pub(crate) fn set_write_timeout(&self, timeout: Option<Duration>) -> io::Result<()> {
        each!(self, stream => stream.set_write_timeout(timeout))
    }

    pub(crate) fn shutdown(&self) -> io::Result<()> {
        each!(self, stream => stream.shutdown(Shutdown::Both))
    }
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
