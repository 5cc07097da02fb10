//! Sockets by the runtime's own types, where there are no descriptors.

use std::io;
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::task::{Context, Poll};

use ::tokio::io::{AsyncRead, ReadBuf};
use ::tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

use super::Link;
use crate::tokio::shared::OwnedFd;

/// What reads from a socket.
pub(in crate::tokio) struct Reader(OwnedReadHalf);

/// What writes to a socket, for whoever has it.
pub(in crate::tokio) struct Pen(Option<OwnedWriteHalf>);

pub(super) fn part(link: Link) -> io::Result<Result<(Reader, Pen), Link>> {
    Ok(match link {
        Link::Tcp(stream) => {
            let (reader, writer) = stream.into_split();
            Ok((Reader(reader), Pen(Some(writer))))
        }
        link @ Link::Any(_) => Err(link),
    })
}

impl Reader {
    pub(super) fn poll_read<T>(
        &mut self,
        cx: &mut Context<'_>,
        piece: &mut [MaybeUninit<u8>],
        take: impl FnOnce(&[u8]) -> T,
    ) -> Poll<io::Result<T>> {
        let mut buffer = ReadBuf::uninit(piece);
        let read = Pin::new(&mut self.0).poll_read(cx, &mut buffer);
        read.map_ok(|()| take(buffer.filled()))
    }
}

impl Pen {
    /// Writes without waiting.
    pub(in crate::tokio) fn try_write(
        &mut self,
        bytes: &[u8],
        _: Option<&OwnedFd>,
    ) -> io::Result<usize> {
        match &self.0 {
            Some(half) => half.try_write(bytes),
            None => Err(io::ErrorKind::NotConnected.into()),
        }
    }

    /// Waits until there is a point in trying again.
    pub(in crate::tokio) fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &self.0 {
            Some(half) => half.as_ref().poll_write_ready(cx),
            None => Poll::Ready(Ok(())),
        }
    }
}

impl Drop for Pen {
    fn drop(&mut self) {
        // Otherwise the socket would be shut down, for whoever else has it, too.
        if let Some(half) = self.0.take() {
            half.forget();
        }
    }
}
