//! Sockets by their descriptors.
//!
//! The runtime is asked only whether there is something to read. To be told
//! each time that a server has read what was written would wake the task
//! between a command and its reply; so it is asked whether there is room only
//! while there is none.

use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use ::tokio::io::Interest;
use ::tokio::io::unix::AsyncFd;
use rustix::io::Errno;
use rustix::net::{RecvFlags, SendFlags, recv, send};

use super::Link;
use crate::stream::send_with_fd;

/// What reads from a socket.
pub(in crate::tokio) struct Reader(AsyncFd<Arc<OwnedFd>>);

/// What writes to a socket, for whoever has it.
pub(in crate::tokio) struct Pen {
    socket: Arc<OwnedFd>,
    /// While the socket is full: the same one, which says when it is not.
    full: Option<AsyncFd<OwnedFd>>,
}

pub(super) fn part(link: Link) -> io::Result<Result<(Reader, Pen), Link>> {
    let socket = Arc::new(match link {
        Link::Unix(stream) => OwnedFd::from(stream.into_std()?),
        Link::Tcp(stream) => OwnedFd::from(stream.into_std()?),
        link @ Link::Any(_) => return Ok(Err(link)),
    });
    let reader = register(Arc::clone(&socket), Interest::READABLE)?;
    Ok(Ok((Reader(reader), Pen { socket, full: None })))
}

#[allow(
    deprecated,
    reason = "what replaces it is `unsafe`, for other things than owned descriptors"
)]
fn register<T: AsRawFd>(socket: T, interest: Interest) -> io::Result<AsyncFd<T>> {
    AsyncFd::with_interest(socket, interest)
}

impl Reader {
    pub(super) fn poll_read<T>(
        &mut self,
        cx: &mut Context<'_>,
        piece: &mut [MaybeUninit<u8>],
        take: impl FnOnce(&[u8]) -> T,
    ) -> Poll<io::Result<T>> {
        loop {
            let mut ready = ready!(self.0.poll_read_ready(cx))?;
            match recv(ready.get_inner(), &mut *piece, RecvFlags::empty()) {
                Ok(((bytes, rest), _)) => {
                    // What comes after that is news, where news is told once.
                    let is_all = !bytes.is_empty() && !rest.is_empty();
                    if is_all && cfg!(any(target_os = "linux", target_os = "android")) {
                        ready.clear_ready();
                    }
                    return Poll::Ready(Ok(take(bytes)));
                }
                Err(Errno::AGAIN) => ready.clear_ready(),
                Err(Errno::INTR) => {}
                Err(error) => return Poll::Ready(Err(error.into())),
            }
        }
    }
}

impl Pen {
    /// Writes without waiting, and passes a descriptor on with the first byte.
    pub(in crate::tokio) fn try_write(
        &mut self,
        bytes: &[u8],
        fd: Option<&OwnedFd>,
    ) -> io::Result<usize> {
        self.full = None;
        match fd {
            Some(fd) => send_with_fd(self.socket.as_fd(), bytes, fd.as_fd()),
            None => Ok(send(&self.socket, bytes, SendFlags::NOSIGNAL)?),
        }
    }

    /// Waits until there is a point in trying again.
    pub(in crate::tokio) fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let full = match &mut self.full {
            Some(full) => full,
            None => {
                let socket = self.socket.try_clone()?;
                self.full.insert(register(socket, Interest::WRITABLE)?)
            }
        };
        full.poll_write_ready(cx).map_ok(drop)
    }
}
