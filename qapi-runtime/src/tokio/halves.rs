//! The two ends of a socket: one reads, and whoever has the other writes.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use ::tokio::io::{AsyncRead, ReadBuf};
use ::tokio::net::tcp;
#[cfg(unix)]
use ::tokio::net::{UnixStream, unix};

use super::link::Link;
use super::shared::OwnedFd;

/// What the connection's task reads from.
pub(super) enum Source {
    #[cfg(unix)]
    Unix(unix::OwnedReadHalf),
    Tcp(tcp::OwnedReadHalf),
    /// The task is also the only one who writes.
    Whole(Link),
}

/// What writes to a socket, for whoever has it.
pub(super) enum Pen {
    #[cfg(unix)]
    Unix(unix::OwnedWriteHalf),
    Tcp(tcp::OwnedWriteHalf),
}

/// Parts a socket; what else can be read and written stays whole.
pub(super) fn part(link: Link) -> (Source, Option<Pen>) {
    match link {
        #[cfg(unix)]
        Link::Unix(stream) => {
            let (reader, writer) = stream.into_split();
            (Source::Unix(reader), Some(Pen::Unix(writer)))
        }
        Link::Tcp(stream) => {
            let (reader, writer) = stream.into_split();
            (Source::Tcp(reader), Some(Pen::Tcp(writer)))
        }
        link => (Source::Whole(link), None),
    }
}

impl Source {
    pub(super) fn poll_read(
        &mut self,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self {
            #[cfg(unix)]
            Self::Unix(half) => Pin::new(half).poll_read(cx, buffer),
            Self::Tcp(half) => Pin::new(half).poll_read(cx, buffer),
            Self::Whole(link) => link.poll_read(cx, buffer),
        }
    }
}

impl Pen {
    /// Writes without waiting, and passes a descriptor on with the first byte.
    pub(super) fn try_write(&self, bytes: &[u8], fd: Option<&OwnedFd>) -> io::Result<usize> {
        match (self, fd) {
            #[cfg(unix)]
            (Self::Unix(half), Some(fd)) => {
                use std::os::fd::AsFd;

                let stream: &UnixStream = half.as_ref();
                stream.try_io(::tokio::io::Interest::WRITABLE, || {
                    crate::stream::send_with_fd(stream.as_fd(), bytes, fd.as_fd())
                })
            }
            #[cfg(unix)]
            (Self::Unix(half), None) => half.try_write(bytes),
            (Self::Tcp(half), _) => half.try_write(bytes),
        }
    }

    /// Waits until there is a point in trying again.
    pub(super) fn poll_ready(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self {
            #[cfg(unix)]
            Self::Unix(half) => half.as_ref().poll_write_ready(cx),
            Self::Tcp(half) => half.as_ref().poll_write_ready(cx),
        }
    }

    /// Lets go of the socket. Without this it would be shut down, for whoever
    /// else has it, too.
    pub(super) fn forget(self) {
        match self {
            #[cfg(unix)]
            Self::Unix(half) => half.forget(),
            Self::Tcp(half) => half.forget(),
        }
    }
}
