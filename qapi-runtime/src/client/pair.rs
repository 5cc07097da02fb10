//! Deadlines for readers and writers that know none, by a thread for each.
//!
//! The threads end when the client is gone and the call that they are in has
//! returned: nothing can interrupt a read from an arbitrary reader. Dropping
//! the client closes the writer, on which most peers close in turn.

use std::io::{self, Read, Write};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::thread;
use std::time::Duration;

use super::link::{Sink, Source, Unsent};
use super::timer::Timer;
use crate::stream::Fd;

/// How much one read takes, and how many reads the thread is ahead.
const PIECE: usize = 16 << 10;
const AHEAD: usize = 4;

/// Makes the two ends from any reader and writer.
///
/// # Errors
///
/// No thread could be started.
pub(crate) fn open(
    reader: impl Read + Send + 'static,
    writer: impl Write + Send + 'static,
) -> io::Result<(Box<dyn Source>, Box<dyn Sink>)> {
    let (pieces, source) = mpsc::sync_channel(AHEAD);
    let (sink, lines) = mpsc::sync_channel(1);
    let (results, sent) = mpsc::sync_channel(1);
    thread::Builder::new()
        .name("qmp-reader".to_owned())
        .spawn(move || read(reader, &pieces))?;
    thread::Builder::new()
        .name("qmp-writer".to_owned())
        .spawn(move || write(writer, &lines, &results))?;
    let source = PairSource {
        pieces: source,
        piece: Vec::new(),
        taken: 0,
    };
    let sink = PairSink {
        lines: sink,
        sent,
        busy: false,
    };
    Ok((Box::new(source), Box::new(sink)))
}

fn read(mut reader: impl Read, pieces: &SyncSender<io::Result<Vec<u8>>>) {
    let mut buffer = vec![0; PIECE];
    loop {
        let piece = match reader.read(&mut buffer) {
            Ok(count) => Ok(buffer[..count].to_vec()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => Err(error),
        };
        let last = piece.as_ref().map_or(true, Vec::is_empty);
        if pieces.send(piece).is_err() || last {
            break;
        }
    }
}

fn write(mut writer: impl Write, lines: &Receiver<Vec<u8>>, results: &SyncSender<io::Result<()>>) {
    for line in lines {
        let result = writer.write_all(&line).and_then(|()| writer.flush());
        if results.send(result).is_err() {
            break;
        }
    }
}

struct PairSource {
    pieces: Receiver<io::Result<Vec<u8>>>,
    /// What was received, of which some has been taken.
    piece: Vec<u8>,
    taken: usize,
}

impl Source for PairSource {
    fn read(&mut self, buffer: &mut [u8], wait: Option<Duration>) -> io::Result<usize> {
        if self.taken == self.piece.len() {
            self.piece = receive(&self.pieces, wait)??;
            self.taken = 0;
        }
        let rest = &self.piece[self.taken..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.taken += count;
        Ok(count)
    }
}

struct PairSink {
    lines: SyncSender<Vec<u8>>,
    sent: Receiver<io::Result<()>>,
    /// The thread still writes a line whose time was over.
    busy: bool,
}

impl Sink for PairSink {
    fn send(&mut self, line: Vec<u8>, _: Option<Fd<'_>>, timer: &Timer) -> Result<(), Unsent> {
        if self.busy {
            let earlier = receive(&self.sent, timer.left());
            earlier.and_then(|result| result).map_err(|error| Unsent {
                error,
                partly: false,
            })?;
        }
        self.busy = true;
        // The thread is idle, or gone.
        let sent = self.lines.send(line).map_err(|_| gone());
        sent.and_then(|()| receive(&self.sent, timer.left())?)
            .map_err(|error| Unsent {
                error,
                partly: true,
            })?;
        self.busy = false;
        Ok(())
    }
}

fn receive<T>(channel: &Receiver<T>, wait: Option<Duration>) -> io::Result<T> {
    match wait {
        None => channel.recv().map_err(|_| gone()),
        Some(wait) => channel.recv_timeout(wait).map_err(|error| match error {
            RecvTimeoutError::Timeout => io::ErrorKind::TimedOut.into(),
            RecvTimeoutError::Disconnected => gone(),
        }),
    }
}

/// The thread ended: it had said why, or the reader or writer panicked.
fn gone() -> io::Error {
    io::Error::new(io::ErrorKind::BrokenPipe, "the reader or writer is gone")
}
