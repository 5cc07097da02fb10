//! Files in the guest.

use std::collections::VecDeque;
use std::fmt;
use std::future::{Future, poll_fn};
use std::io::{self, SeekFrom};
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use ::tokio::io::{AsyncRead, AsyncSeek, AsyncWrite, ReadBuf};
use serde_json::Value;

use super::{Agent, Reply};
use crate::guest::file::{PIECE, Request, bytes, io_error, offset, written};
use crate::{Error, Result};

/// An open file in the guest; see [`Agent::open`].
///
/// Like `tokio::fs::File` it takes what is written and writes it while the
/// program goes on, so what went wrong is the error of the next operation:
/// flush or [`close`](Self::close) it in the end. A read that is dropped loses
/// nothing. Dropping the file has it closed without waiting; what was not
/// flushed may be lost then.
pub struct File {
    agent: Agent,
    handle: Value,
    work: Work,
    /// What was read and not taken yet.
    unread: VecDeque<u8>,
    /// Something was written since the last flush.
    dirty: bool,
    open: bool,
}

/// What the agent does at the time.
enum Work {
    None,
    /// This much at the most.
    Read(usize, Reply<Value>),
    Write(Pin<Box<dyn Future<Output = io::Result<()>> + Send>>),
    Flush(Reply<Value>),
    Seek(Reply<Value>),
    Close(Reply<Value>),
}

impl Agent {
    /// Opens a file in the guest; the mode is that of C's `fopen`: `r`, `w`,
    /// `a`, `r+`, …
    ///
    /// ```no_run
    /// # async fn demo(agent: &qapi_runtime::tokio::guest::Agent) -> qapi_runtime::Result<()> {
    /// use tokio::io::{AsyncReadExt, AsyncWriteExt};
    ///
    /// let mut names = String::new();
    /// agent.open("/etc/hosts", "r").await?.read_to_string(&mut names).await?;
    ///
    /// let mut file = agent.open("/etc/motd", "w").await?;
    /// file.write_all(b"Welcome\n").await?;
    /// file.close().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The guest can't open it.
    pub async fn open(&self, path: &str, mode: &str) -> Result<File> {
        Ok(File {
            handle: self.ask(Request::open(path, mode)).await?,
            agent: self.clone(),
            work: Work::None,
            unread: VecDeque::new(),
            dirty: false,
            open: true,
        })
    }

    fn ask(&self, request: Request) -> Reply<Value> {
        self.execute_raw(request.name, request.arguments)
    }
}

impl File {
    /// Closes the file, and says whether that has worked.
    ///
    /// # Errors
    ///
    /// The guest could not write what was buffered.
    pub async fn close(mut self) -> Result<()> {
        let closed = poll_fn(|cx| Pin::new(&mut self).poll_shutdown(cx)).await;
        // An agent's own error as such.
        closed.map_err(|error| error.downcast().unwrap_or_else(Error::from))
    }

    /// Waits until the agent does nothing for this file. The result is where
    /// the file stands, if that was asked for.
    fn settle(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<u64>> {
        let result = match &mut self.work {
            Work::None => Ok(0),
            Work::Read(most, reply) => bytes(ready!(Pin::new(reply).poll(cx)), *most).map(|read| {
                self.unread.extend(read);
                0
            }),
            Work::Write(writing) => ready!(writing.as_mut().poll(cx)).map(|()| 0),
            Work::Seek(reply) => offset(ready!(Pin::new(reply).poll(cx))),
            Work::Flush(reply) => done(ready!(Pin::new(reply).poll(cx))).inspect(|_| {
                self.dirty = false;
            }),
            Work::Close(reply) => done(ready!(Pin::new(reply).poll(cx))).inspect(|_| {
                self.open = false;
            }),
        };
        self.work = Work::None;
        Poll::Ready(result)
    }

    fn ask(&self, request: impl FnOnce(&Value) -> Request) -> Reply<Value> {
        self.agent.ask(request(&self.handle))
    }
}

fn done(reply: Result<Value>) -> io::Result<u64> {
    reply.map(|_| 0).map_err(io_error)
}

/// Writes all, from where the program has read to.
async fn write(agent: Agent, handle: Value, piece: Vec<u8>, unread: i64) -> io::Result<()> {
    if unread > 0 {
        let back = SeekFrom::Current(-unread);
        offset(agent.ask(Request::seek(&handle, back)).await)?;
    }
    let mut rest = &piece[..];
    while !rest.is_empty() {
        match written(agent.ask(Request::write(&handle, rest)).await, rest)? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            count => rest = &rest[count..],
        }
    }
    Ok(())
}

impl AsyncRead for File {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        // One that is under way may be for another buffer, and will do.
        let reads = matches!(self.work, Work::Read(..));
        ready!(self.settle(cx))?;
        if self.unread.is_empty() && buffer.remaining() > 0 && !reads {
            let most = buffer.remaining().min(PIECE);
            self.work = Work::Read(most, self.ask(|handle| Request::read(handle, most)));
            ready!(self.settle(cx))?;
        }
        let (first, _) = self.unread.as_slices();
        let count = first.len().min(buffer.remaining());
        buffer.put_slice(&first[..count]);
        self.unread.drain(..count);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for File {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        ready!(self.settle(cx))?;
        let piece = bytes[..bytes.len().min(PIECE)].to_vec();
        let count = piece.len();
        let unread = take_unread(&mut self.unread);
        let writing = write(self.agent.clone(), self.handle.clone(), piece, unread);
        self.work = Work::Write(Box::pin(writing));
        self.dirty = true;
        match self.settle(cx) {
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            // It is on its way.
            _ => Poll::Ready(Ok(count)),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.settle(cx))?;
        if self.dirty {
            self.work = Work::Flush(self.ask(Request::flush));
            ready!(self.settle(cx))?;
        }
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.settle(cx))?;
        if self.open {
            self.work = Work::Close(self.ask(Request::close));
            ready!(self.settle(cx))?;
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncSeek for File {
    fn start_seek(mut self: Pin<&mut Self>, position: SeekFrom) -> io::Result<()> {
        if !matches!(self.work, Work::None) {
            return Err(io::Error::other("another operation is under way"));
        }
        let unread = take_unread(&mut self.unread);
        let position = match position {
            // From where the program has read to.
            SeekFrom::Current(offset) => SeekFrom::Current(offset.saturating_sub(unread)),
            other => other,
        };
        self.work = Work::Seek(self.ask(|handle| Request::seek(handle, position)));
        Ok(())
    }

    fn poll_complete(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<u64>> {
        self.settle(cx)
    }
}

/// How much was read beyond what was taken, which is forgotten.
fn take_unread(unread: &mut VecDeque<u8>) -> i64 {
    i64::try_from(mem::take(unread).len()).unwrap_or(i64::MAX)
}

impl Drop for File {
    fn drop(&mut self) {
        if self.open {
            // Who wants to know calls `close`.
            self.agent.send_away(Request::close(&self.handle));
        }
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("handle", &self.handle)
            .finish_non_exhaustive()
    }
}
