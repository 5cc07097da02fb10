//! A connection's bytes.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use ::tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use ::tokio::net::TcpStream;
#[cfg(unix)]
use ::tokio::net::UnixStream;

use super::shared::OwnedFd;

/// A socket, or anything else that can be read and written.
pub(super) enum Link {
    #[cfg(unix)]
    Unix(UnixStream),
    Tcp(TcpStream),
    Any(Box<dyn Stream>),
}

/// Anything that can be read and written.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

macro_rules! each {
    ($self:expr, $stream:ident => $action:expr) => {
        match $self {
            #[cfg(unix)]
            Link::Unix($stream) => $action,
            Link::Tcp($stream) => $action,
            Link::Any($stream) => $action,
        }
    };
}

impl Link {
    pub(super) fn takes_fds(&self) -> bool {
        match self {
            #[cfg(unix)]
            Self::Unix(_) => true,
            _ => false,
        }
    }

    pub(super) fn poll_read(
        &mut self,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        each!(self, stream => Pin::new(stream).poll_read(cx, buffer))
    }

    /// Writes, and passes a descriptor on with the first byte.
    pub(super) fn poll_write(
        &mut self,
        cx: &mut Context<'_>,
        bytes: &[u8],
        fd: Option<&OwnedFd>,
    ) -> Poll<io::Result<usize>> {
        match (self, fd) {
            #[cfg(unix)]
            (Self::Unix(stream), Some(fd)) => send_with_fd(stream, cx, bytes, fd),
            (link, _) => each!(link, stream => Pin::new(stream).poll_write(cx, bytes)),
        }
    }

    pub(super) fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        each!(self, stream => Pin::new(stream).poll_flush(cx))
    }
}

#[cfg(unix)]
fn send_with_fd(
    stream: &UnixStream,
    cx: &mut Context<'_>,
    bytes: &[u8],
    fd: &OwnedFd,
) -> Poll<io::Result<usize>> {
    use std::os::fd::AsFd;
    use std::task::ready;

    loop {
        ready!(stream.poll_write_ready(cx))?;
        let send = || crate::stream::send_with_fd(stream.as_fd(), bytes, fd.as_fd());
        match stream.try_io(::tokio::io::Interest::WRITABLE, send) {
            // It was not ready after all, which is now known.
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            result => return Poll::Ready(result),
        }
    }
}
