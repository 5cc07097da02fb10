//! Files in the guest.

use std::io::{self, Read, Seek, SeekFrom, Write};

use serde_json::{Value, json};

use super::{Agent, base64};
use crate::{Error, Result};

/// How much one command reads or writes. Agents read up to 48 MiB at once,
/// and hold all of it in memory.
const PIECE: usize = 1 << 20;

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
        let arguments = json!({"path": path, "mode": mode});
        Ok(File {
            agent: self,
            handle: self.execute_raw("guest-file-open", arguments)?,
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
        self.call("guest-file-close", json!({})).map(drop)
    }

    fn call(&self, name: &'static str, mut arguments: Value) -> Result<Value> {
        arguments["handle"] = self.handle.clone();
        self.agent.execute_raw(name, arguments)
    }

    fn count(reply: &Value) -> io::Result<usize> {
        let count = reply["count"].as_u64().map(usize::try_from);
        match count {
            Some(Ok(count)) => Ok(count),
            _ => Err(invalid("the agent does not say how many bytes")),
        }
    }
}

impl Read for File<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = buffer.len().min(PIECE);
        let reply = self
            .call("guest-file-read", json!({"count": count}))
            .map_err(io_error)?;
        let bytes = reply["buf-b64"].as_str().and_then(base64::decode);
        let bytes = bytes.ok_or_else(|| invalid("the agent's bytes are no base64"))?;
        let target = buffer
            .get_mut(..bytes.len())
            .ok_or_else(|| invalid("the agent sent more than it was asked for"))?;
        target.copy_from_slice(&bytes);
        Ok(bytes.len())
    }
}

impl Write for File<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let piece = &bytes[..bytes.len().min(PIECE)];
        let arguments = json!({"buf-b64": base64::encode(piece)});
        let reply = self.call("guest-file-write", arguments).map_err(io_error)?;
        match Self::count(&reply)? {
            count if count <= piece.len() => Ok(count),
            _ => Err(invalid("the agent wrote more than it was given")),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.call("guest-file-flush", json!({})).map_err(io_error)?;
        Ok(())
    }
}

impl Seek for File<'_> {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        let (whence, offset) = match position {
            SeekFrom::Start(offset) => ("set", json!(offset)),
            SeekFrom::Current(offset) => ("cur", json!(offset)),
            SeekFrom::End(offset) => ("end", json!(offset)),
        };
        let arguments = json!({"whence": whence, "offset": offset});
        let reply = self.call("guest-file-seek", arguments).map_err(io_error)?;
        let position = reply["position"].as_u64();
        position.ok_or_else(|| invalid("the agent does not say the position"))
    }
}

impl Drop for File<'_> {
    fn drop(&mut self) {
        if self.open {
            // Who wants to know calls `close`.
            let _ = self.call("guest-file-close", json!({}));
        }
    }
}

fn io_error(error: Error) -> io::Error {
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
