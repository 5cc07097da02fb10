//! Connecting by vsock.

use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream as StdStream;

use ::tokio::io::Interest;
use ::tokio::net::UnixStream;
use socket2::Socket;

use super::guest::{Agent, AgentBuilder};
use super::link::Link;
use super::{Client, ClientBuilder};
use crate::Result;
use crate::vsock::{VsockListener, absent, begin_to_connect};

impl ClientBuilder {
    /// Connects by vsock (feature `vsock`); see
    /// [`connect_vsock`](crate::ClientBuilder::connect_vsock) of the blocking
    /// client.
    ///
    /// # Errors
    ///
    /// Nobody listens there, or what answers is no QMP server.
    pub async fn connect_vsock(self, cid: u32, port: u32) -> Result<Client> {
        let link = self.open_vsock(cid, port).await?;
        self.start(link).await
    }

    /// Waits for a server that connects to us by vsock (feature `vsock`).
    ///
    /// # Errors
    ///
    /// Nobody came within [`connect_timeout`](Self::connect_timeout), or who
    /// came is no QMP server.
    pub async fn accept_vsock(self, listener: &VsockListener) -> Result<Client> {
        // Which kind of socket it is does not matter to readiness.
        let ready = stream(listener.try_clone()?)?;
        let accept = ready.async_io(Interest::READABLE, || listener.accept());
        let socket = self.arrival(accept).await?;
        socket.set_nonblocking(true)?;
        self.start(link(socket)?).await
    }

    async fn open_vsock(&self, cid: u32, port: u32) -> Result<Link> {
        let stream = self.within_greeting(self.retry(|| connect(cid, port)));
        Ok(Link::Any(Box::new(stream.await?)))
    }
}

impl AgentBuilder {
    /// Connects by vsock (feature `vsock`); see
    /// [`connect_vsock`](crate::guest::AgentBuilder::connect_vsock) of the
    /// blocking agent.
    ///
    /// # Errors
    ///
    /// Nobody listens there, or no agent answers.
    pub async fn connect_vsock(self, cid: u32, port: u32) -> Result<Agent> {
        let link = self.connector().open_vsock(cid, port).await?;
        self.start(link).await
    }
}

async fn connect(cid: u32, port: u32) -> io::Result<UnixStream> {
    let stream = stream(begin_to_connect(cid, port)?)?;
    stream.writable().await?;
    match stream.take_error()? {
        Some(error) => Err(absent(error)),
        None => Ok(stream),
    }
}

fn link(socket: Socket) -> io::Result<Link> {
    Ok(Link::Any(Box::new(stream(socket)?)))
}

/// Once connected, all kinds of sockets are read and written in the same way.
fn stream(socket: Socket) -> io::Result<UnixStream> {
    UnixStream::from_std(StdStream::from(OwnedFd::from(socket)))
}
