//! Connecting by vsock.

use std::io;

use super::connect::wait_for;
use super::{Client, ClientBuilder};
use crate::stream::Stream;
use crate::vsock::{VsockListener, connect};
use crate::{Error, Result};

impl ClientBuilder {
    /// Connects by vsock, from a host to the machine with this context
    /// identifier, or from a guest to its host, which is 2 (feature `vsock`).
    ///
    /// While the machine starts, nobody listens there:
    /// [`connect_timeout`](Self::connect_timeout) is for that.
    ///
    /// ```no_run
    /// use std::time::Duration;
    ///
    /// let vm = qapi_runtime::Client::builder()
    ///     .connect_timeout(Duration::from_secs(60))
    ///     .connect_vsock(7, 4444)?;
    /// # Ok::<(), qapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Nobody listens there, or what answers is no QMP server.
    pub fn connect_vsock(self, cid: u32, port: u32) -> Result<Client> {
        let stream = self.open_vsock(cid, port)?;
        self.stream(stream)
    }

    /// Connects, and no more.
    pub(crate) fn open_vsock(&self, cid: u32, port: u32) -> io::Result<Stream> {
        let socket = self.retry(|timeout| connect(cid, port, timeout))?;
        Ok(Stream::Vsock(socket))
    }

    /// Waits for a server that connects to us by vsock (feature `vsock`).
    ///
    /// ```no_run
    /// use qapi_runtime::{Client, VsockListener};
    ///
    /// let listener = VsockListener::bind(4444)?;
    /// let vm = Client::builder().accept_vsock(&listener)?;
    /// # Ok::<(), qapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Nobody came within [`connect_timeout`](Self::connect_timeout), or who
    /// came is no QMP server.
    pub fn accept_vsock(self, listener: &VsockListener) -> Result<Client> {
        loop {
            wait_for(listener, self.connect_timeout)?;
            match listener.accept() {
                Ok(socket) => return self.stream(Stream::Vsock(socket)),
                // Who came is gone, or somebody else's.
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(Error::from(error)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::fd::OwnedFd;
    use std::os::unix::net::UnixStream;
    use std::time::Duration;

    use serde_json::json;

    use super::*;
    use crate::testing::Peer;

    /// Whatever kind of socket it is, it is used in the same way.
    #[test]
    fn a_socket_of_this_kind_is_read_and_written_with_deadlines() {
        let peer = Peer::scripted(|connection| {
            connection.negotiate()?;
            let late = connection.receive()?;
            let next = connection.receive()?;
            connection.reply(&late, json!("late"))?;
            connection.reply(&next, json!("next"))?;
            connection.receive().map(drop)
        })
        .unwrap();
        let socket = OwnedFd::from(UnixStream::connect(peer.path()).unwrap());
        let stream = Stream::Vsock(socket.into());
        let vm = Client::builder().stream(stream).unwrap();
        let soon = Duration::from_millis(20);
        let error = vm.deadline(soon).execute_raw("late", None).unwrap_err();
        assert!(matches!(error, Error::Timeout { .. }), "{error}");
        assert_eq!(vm.execute_raw("next", None).unwrap(), "next");
        let null = std::fs::File::open("/dev/null").unwrap();
        let with_fd = vm.with_fd(std::os::fd::AsFd::as_fd(&null));
        let error = with_fd.execute_raw("getfd", None).unwrap_err();
        assert!(matches!(error, Error::Unsupported { .. }), "{error}");
    }
}
