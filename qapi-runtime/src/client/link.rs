//! The two ends of a connection's bytes, with deadlines.

use std::io::{self, Read, Write};
use std::sync::Arc;
use std::time::Duration;

use super::timer::Timer;
use crate::stream::{Fd, Stream};

/// Where messages come from.
pub(super) trait Source: Send {
    /// Reads once, waiting no longer than `wait` if that is given.
    ///
    /// # Errors
    ///
    /// [`is_pause`] tells "nothing came" from failures.
    fn read(&mut self, buffer: &mut [u8], wait: Option<Duration>) -> io::Result<usize>;
}

/// Where commands go.
pub(super) trait Sink: Send {
    /// Writes a whole line, and passes a descriptor on with its first byte.
    ///
    /// # Errors
    ///
    /// See [`Unsent`].
    fn send(&mut self, line: Vec<u8>, fd: Option<Fd<'_>>, timer: &Timer) -> Result<(), Unsent>;

    /// Whether it can pass descriptors on.
    fn takes_fds(&self) -> bool {
        false
    }
}

/// A line that was not written, or not whole.
pub(super) struct Unsent {
    /// Why; [`is_pause`] if time ran out.
    pub(super) error: io::Error,
    /// Whether a part of it may have reached the server.
    pub(super) partly: bool,
}

/// Whether an error only says that nothing happened in time.
pub(super) fn is_pause(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted
    )
}

/// Whether an error says that the other side is gone.
pub(crate) fn is_end(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::BrokenPipe
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::UnexpectedEof
    )
}

/// How much is written at once. While a server reads slowly, each part that
/// fits into the socket gives a Unix socket's timeout a new start, so a large
/// command in one piece could take many times what is allowed.
const PIECE: usize = 16 << 10;

/// Makes a socket's two ends.
///
/// # Errors
///
/// Those of setting a socket's options.
pub(super) fn open(stream: Stream) -> io::Result<(Box<dyn Source>, Box<dyn Sink>)> {
    stream.prepare()?;
    let stream = Arc::new(stream);
    let source = SocketSource {
        stream: Arc::clone(&stream),
        timeout: None,
    };
    let sink = SocketSink {
        stream,
        timeout: None,
    };
    Ok((Box::new(source), Box::new(sink)))
}

struct SocketSource {
    stream: Arc<Stream>,
    /// What the socket is set to.
    timeout: Option<Duration>,
}

impl Source for SocketSource {
    fn read(&mut self, buffer: &mut [u8], wait: Option<Duration>) -> io::Result<usize> {
        let wait = wait.map(as_timeout);
        if wait != self.timeout {
            self.stream.set_read_timeout(wait)?;
            self.timeout = wait;
        }
        (&*self.stream).read(buffer)
    }
}

struct SocketSink {
    stream: Arc<Stream>,
    /// What the socket is set to.
    timeout: Option<Duration>,
}

impl SocketSink {
    fn write(&mut self, bytes: &[u8], fd: Option<Fd<'_>>, timer: &Timer) -> io::Result<usize> {
        let wait = timer.left().map(as_timeout);
        if wait != self.timeout {
            self.stream.set_write_timeout(wait)?;
            self.timeout = wait;
        }
        match fd {
            Some(fd) => self.stream.write_with_fd(bytes, fd),
            None => (&*self.stream).write(bytes),
        }
    }
}

impl Sink for SocketSink {
    fn takes_fds(&self) -> bool {
        self.stream.takes_fds()
    }

    fn send(&mut self, line: Vec<u8>, mut fd: Option<Fd<'_>>, timer: &Timer) -> Result<(), Unsent> {
        let mut rest = &line[..];
        while !rest.is_empty() {
            let piece = &rest[..rest.len().min(PIECE)];
            let error = match self.write(piece, fd, timer) {
                Ok(0) => io::ErrorKind::WriteZero.into(),
                Ok(count) => {
                    rest = &rest[count..];
                    fd = None;
                    if rest.is_empty() || !timer.is_over() {
                        continue;
                    }
                    io::ErrorKind::TimedOut.into()
                }
                Err(error) if is_pause(&error) && !timer.is_over() => continue,
                Err(error) => error,
            };
            let partly = rest.len() < line.len();
            return Err(Unsent { error, partly });
        }
        Ok(())
    }
}

/// Sockets take no zero for a timeout.
fn as_timeout(wait: Duration) -> Duration {
    wait.max(Duration::from_micros(1))
}
