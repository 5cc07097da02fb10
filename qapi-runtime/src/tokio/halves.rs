//! The two ends of a socket: one reads, and whoever has the other writes.

#[cfg(not(unix))]
mod elsewhere;
#[cfg(unix)]
mod unix;

use std::io;
use std::mem::MaybeUninit;
use std::task::{Context, Poll};

use ::tokio::io::ReadBuf;

#[cfg(not(unix))]
use self::elsewhere as socket;
#[cfg(unix)]
use self::unix as socket;
use super::link::Link;

pub(super) use socket::Pen;

/// How much is read at once. It is on the stack: an idle connection has no
/// buffer.
const PIECE: usize = 16 << 10;

/// What the connection is read from.
pub(super) enum Source {
    Socket(socket::Reader),
    /// The task is also the only one who writes.
    Whole(Link),
}

/// Parts a socket; what else can be read and written stays whole.
///
/// # Errors
///
/// The runtime does not take the socket.
pub(super) fn part(link: Link) -> io::Result<(Source, Option<Pen>)> {
    Ok(match socket::part(link)? {
        Ok((reader, pen)) => (Source::Socket(reader), Some(pen)),
        Err(link) => (Source::Whole(link), None),
    })
}

impl Source {
    /// Reads once, and says what becomes of the bytes; none are the end.
    pub(super) fn poll_read<T>(
        &mut self,
        cx: &mut Context<'_>,
        take: impl FnOnce(&[u8]) -> T,
    ) -> Poll<io::Result<T>> {
        let mut piece = [MaybeUninit::uninit(); PIECE];
        match self {
            Self::Socket(reader) => reader.poll_read(cx, &mut piece, take),
            Self::Whole(link) => {
                let mut buffer = ReadBuf::uninit(&mut piece);
                let read = link.poll_read(cx, &mut buffer);
                read.map_ok(|()| take(buffer.filled()))
            }
        }
    }
}
