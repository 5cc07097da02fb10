//! Files in the guest.

use std::io::{self, Read, Seek, SeekFrom, Write};

use serde_json::{Value, json};

use super::{Agent, base64};
use crate::{Error, Result};

/// How much one command reads or writes. Agents read up to 48 MiB at once,
/// and hold all of it in memory.
pub(crate) const PIECE: usize = 1 << 20;

/// An open file in the guest; see [`Agent::open`]. Dropping it closes it.
#[derive(Debug)]
pub struct File<'a> {
    agent: &'a Agent,
    handle: Value,
    open: bool,
}

impl Agent {
    /// Opens a file in the guest; the mode is that of C's `fopen`: `r`, `w`,
    /// `a`, `r+`, …
    ///
    /// ```no_run
    /// # fn demo(agent: &qapi_runtime::guest::Agent) -> qapi_runtime::Result<()> {
    /// let mut names = String::new();
    /// std::io::Read::read_to_string(&mut agent.open("/etc/hosts", "r")?, &mut names)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The guest can't open it.
    pub fn open(&self, path: &str, mode: &str) -> Result<File<'_>> {
        let request = Request::open(path, mode);
        Ok(File {
            agent: self,
            handle: self.execute_raw(request.name, request.arguments)?,
            open: true,
        })
    }
}

impl File<'_> {
    /// Closes the file, and says whether that has worked.
    ///
    /// # Errors
    ///
    /// The guest could not write what was buffered.
    pub fn close(mut self) -> Result<()> {
        self.open = false;
        self.call(Request::close(&self.handle)).map(drop)
    }

    fn call(&self, request: Request) -> Result<Value> {
        self.agent.execute_raw(request.name, request.arguments)
    }
}

impl Read for File<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let request = Request::read(&self.handle, buffer.len());
        let bytes = bytes(self.call(request), buffer.len())?;
        buffer[..bytes.len()].copy_from_slice(&bytes);
        Ok(bytes.len())
    }
}

impl Write for File<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let piece = &bytes[..bytes.len().min(PIECE)];
        written(self.call(Request::write(&self.handle, piece)), piece)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.call(Request::flush(&self.handle));
        flushed.map(drop).map_err(io_error)
    }
}

impl Seek for File<'_> {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        offset(self.call(Request::seek(&self.handle, position)))
    }
}

impl Drop for File<'_> {
    fn drop(&mut self) {
        if self.open {
            // Who wants to know calls `close`.
            let _ = self.call(Request::close(&self.handle));
        }
    }
}

/// What an agent is asked for of a file.
pub(crate) struct Request {
    pub(crate) name: &'static str,
    pub(crate) arguments: Value,
}

impl Request {
    pub(crate) fn open(path: &str, mode: &str) -> Self {
        Self {
            name: "guest-file-open",
            arguments: json!({"path": path, "mode": mode}),
        }
    }

    pub(crate) fn close(handle: &Value) -> Self {
        Self {
            name: "guest-file-close",
            arguments: json!({"handle": handle}),
        }
    }

    /// A part, of as many bytes as these at the most.
    pub(crate) fn read(handle: &Value, count: usize) -> Self {
        Self {
            name: "guest-file-read",
            arguments: json!({"handle": handle, "count": count.min(PIECE)}),
        }
    }

    pub(crate) fn write(handle: &Value, bytes: &[u8]) -> Self {
        Self {
            name: "guest-file-write",
            arguments: json!({"handle": handle, "buf-b64": base64::encode(bytes)}),
        }
    }

    pub(crate) fn flush(handle: &Value) -> Self {
        Self {
            name: "guest-file-flush",
            arguments: json!({"handle": handle}),
        }
    }

    pub(crate) fn seek(handle: &Value, position: SeekFrom) -> Self {
        let (whence, offset) = match position {
            SeekFrom::Start(offset) => ("set", json!(offset)),
            SeekFrom::Current(offset) => ("cur", json!(offset)),
            SeekFrom::End(offset) => ("end", json!(offset)),
        };
        Self {
            name: "guest-file-seek",
            arguments: json!({"handle": handle, "whence": whence, "offset": offset}),
        }
    }
}

/// What was read, this much at the most; nothing is the end of the file.
pub(crate) fn bytes(reply: Result<Value>, most: usize) -> io::Result<Vec<u8>> {
    let reply = reply.map_err(io_error)?;
    match reply["buf-b64"].as_str().and_then(base64::decode) {
        Some(bytes) if bytes.len() <= most => Ok(bytes),
        Some(_) => Err(invalid("the agent sent more than it was asked for")),
        None => Err(invalid("the agent's bytes are no base64")),
    }
}

/// How much of a part was written.
pub(crate) fn written(reply: Result<Value>, piece: &[u8]) -> io::Result<usize> {
    let reply = reply.map_err(io_error)?;
    match reply["count"].as_u64().map(usize::try_from) {
        Some(Ok(count)) if count <= piece.len() => Ok(count),
        Some(_) => Err(invalid("the agent wrote more than it was given")),
        None => Err(invalid("the agent does not say how many bytes")),
    }
}

/// Where a file stands.
pub(crate) fn offset(reply: Result<Value>) -> io::Result<u64> {
    let reply = reply.map_err(io_error)?;
    let position = reply["position"].as_u64();
    position.ok_or_else(|| invalid("the agent does not say the position"))
}

pub(crate) fn io_error(error: Error) -> io::Error {
    let kind = match &error {
        Error::Timeout { .. } => io::ErrorKind::TimedOut,
        Error::Closed { .. } => io::ErrorKind::BrokenPipe,
        _ => io::ErrorKind::Other,
    };
    io::Error::new(kind, error)
}

fn invalid(message: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}
