//! The two ends of a connection's bytes, with deadlines.

use std::io::{self, Read, Write};
use std::sync::Arc;
use std::time::Duration;

use super::timer::Timer;
use crate::stream::{Fd, Stream};

/// Where messages come from.
pub(crate) trait Source: Send {
    /// Reads once, waiting no longer than `wait` if that is given.
    ///
    /// # Errors
    ///
    /// [`is_pause`] tells "nothing came" from failures.
    fn read(&mut self, buffer: &mut [u8], wait: Option<Duration>) -> io::Result<usize>;
}

/// Where commands go.
pub(crate) trait Sink: Send {
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
pub(crate) struct Unsent {
    /// Why; [`is_pause`] if time ran out.
    pub(crate) error: io::Error,
    /// Whether a part of it may have reached the server.
    pub(crate) partly: bool,
}

/// Whether an error only says that nothing happened in time.
pub(crate) fn is_pause(error: &io::Error) -> bool {
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
pub(crate) fn open(stream: Stream) -> io::Result<(Box<dyn Source>, Box<dyn Sink>)> {
    stream.prepare()?;
    let stream = Arc::new(stream);
    let source = SocketSource {
        stream: Arc::clone(&stream),
        timeout: None,
        unneeded: 0,
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
    /// How many reads in a row have not needed that.
    unneeded: u32,
}

/// After so many a socket's timeout is taken off: to have one costs the system
/// something in each read that waits, as to change it does.
const UNNEEDED: u32 = 8;

impl Source for SocketSource {
    fn read(&mut self, buffer: &mut [u8], wait: Option<Duration>) -> io::Result<usize> {
        if wait.is_some() || self.timeout.is_some() {
            self.set_timeout(wait)?;
        }
        (&*self.stream).read(buffer)
    }
}

impl SocketSource {
    #[inline(never)]
    fn set_timeout(&mut self, wait: Option<Duration>) -> io::Result<()> {
        self.unneeded = match wait {
            Some(_) => 0,
            None => self.unneeded + 1,
        };
        let timeout = match self.unneeded < UNNEEDED {
            true => socket_timeout(self.timeout, wait),
            false => None,
        };
        if timeout != self.timeout {
            self.stream.set_read_timeout(timeout)?;
            self.timeout = timeout;
        }
        Ok(())
    }
}

struct SocketSink {
    stream: Arc<Stream>,
    /// What the socket is set to.
    timeout: Option<Duration>,
}

impl SocketSink {
    fn write(&mut self, bytes: &[u8], fd: Option<Fd<'_>>, timer: &Timer) -> io::Result<usize> {
        let timeout = socket_timeout(self.timeout, timer.left());
        if timeout != self.timeout {
            self.stream.set_write_timeout(timeout)?;
            self.timeout = timeout;
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

    fn send(&mut self, line: Vec<u8>, fd: Option<Fd<'_>>, timer: &Timer) -> Result<(), Unsent> {
        // Mostly there is no deadline, and it goes at once.
        let mut start = 0;
        if line.len() <= PIECE && fd.is_none() && !timer.has_end() {
            start = match (&*self.stream).write(&line) {
                Ok(count) => count,
                Err(error) if is_pause(&error) => 0,
                Err(error) => {
                    return Err(Unsent {
                        error,
                        partly: false,
                    });
                }
            };
        }
        match start == line.len() {
            true => Ok(()),
            false => self.send_from(start, &line, fd, timer),
        }
    }
}

impl SocketSink {
    /// Writes what is not written of a line.
    #[inline(never)]
    fn send_from(
        &mut self,
        start: usize,
        line: &[u8],
        mut fd: Option<Fd<'_>>,
        timer: &Timer,
    ) -> Result<(), Unsent> {
        let mut rest = &line[start..];
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

/// What a socket's timeout is to be while one waits for `wait`, without end if
/// that is not given.
///
/// To set it takes a system call, so it is a power of two, and one that is
/// short enough stays: who is woken early waits again.
fn socket_timeout(current: Option<Duration>, wait: Option<Duration>) -> Option<Duration> {
    /// To be woken this often costs nothing.
    const RARE: Duration = Duration::from_secs(1);
    /// Less is not rounded.
    const SHORT: Duration = Duration::from_millis(4);

    let Some(wait) = wait else {
        return current.filter(|current| *current >= RARE);
    };
    if wait < SHORT {
        // Sockets take no zero for a timeout.
        return Some(wait.max(Duration::from_micros(1)));
    }
    let millis = u64::try_from(wait.as_millis())
        .unwrap_or(u64::MAX)
        .min(1 << 40);
    let longest = Duration::from_millis(1 << millis.ilog2());
    let enough = longest.min(RARE);
    current
        .filter(|current| (enough..=longest).contains(current))
        .or(Some(longest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sockets_timeout_is_never_longer_than_the_wait_and_seldom_changes() {
        let (millis, secs) = (Duration::from_millis, Duration::from_secs);
        assert_eq!(socket_timeout(None, None), None);
        assert_eq!(socket_timeout(Some(secs(2)), None), Some(secs(2)));
        assert_eq!(socket_timeout(Some(millis(2)), None), None);
        assert_eq!(
            socket_timeout(None, Some(Duration::ZERO)),
            Some(Duration::from_micros(1))
        );
        for wait in (1..200_000).step_by(37) {
            let wait = Duration::from_micros(1 + wait * wait / 7);
            for current in [None, Some(millis(4)), Some(secs(1)), Some(secs(70))] {
                let timeout = socket_timeout(current, Some(wait)).unwrap();
                assert!(timeout <= wait && !timeout.is_zero());
                // It is few times at most that one is woken in vain.
                assert!(
                    timeout >= (wait / 2).min(secs(1)),
                    "{timeout:?} of {wait:?}"
                );
                assert_eq!(socket_timeout(Some(timeout), Some(wait)), Some(timeout));
            }
        }
        let ten = socket_timeout(None, Some(secs(10)));
        assert_eq!(socket_timeout(ten, Some(secs(9))), ten);
        assert_eq!(socket_timeout(ten, Some(Duration::MAX)), ten);
    }

    #[test]
    #[cfg(unix)]
    fn a_timeout_that_nobody_needs_any_more_is_taken_off() {
        let (mut server, client) = std::os::unix::net::UnixStream::pair().unwrap();
        let socket = client.try_clone().unwrap();
        let (mut source, _sink) = open(Stream::Unix(client)).unwrap();
        let mut read = |wait| {
            server.write_all(b"x").unwrap();
            source.read(&mut [0], wait).unwrap();
            socket.read_timeout().unwrap()
        };
        let set = read(Some(Duration::from_secs(10)));
        assert!(set.is_some());
        for _ in 1..UNNEEDED {
            assert_eq!(read(None), set);
        }
        assert_eq!(read(None), None);
        assert!(read(Some(Duration::from_secs(1))).is_some());
    }
}
