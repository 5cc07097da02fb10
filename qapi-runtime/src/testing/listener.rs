//! Where a peer can be reached.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
#[cfg(unix)]
use std::os::unix::net::{UnixListener, UnixStream};
#[cfg(unix)]
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use super::shared::Shared;
use crate::stream::Stream;

/// A socket that clients connect to, and the thread that waits for them.
pub(super) struct Listener {
    address: Address,
    thread: JoinHandle<()>,
}

impl Listener {
    #[cfg(unix)]
    pub(super) fn unix(path: &Path, shared: &Arc<Shared>) -> io::Result<Self> {
        let socket = UnixListener::bind(path)?;
        Self::start(Address::Unix(path.to_owned()), shared, move || {
            Ok(socket.accept()?.0.into())
        })
    }

    /// Listens on a port that only this machine reaches.
    pub(super) fn tcp(shared: &Arc<Shared>) -> io::Result<(Self, SocketAddr)> {
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = socket.local_addr()?;
        let listener = Self::start(Address::Tcp(address), shared, move || {
            Ok(socket.accept()?.0.into())
        })?;
        Ok((listener, address))
    }

    fn start(
        address: Address,
        shared: &Arc<Shared>,
        accept: impl Fn() -> io::Result<Stream> + Send + 'static,
    ) -> io::Result<Self> {
        let shared = Arc::clone(shared);
        let thread = thread::Builder::new()
            .name("qmp-peer".to_owned())
            .spawn(move || {
                while let Ok(stream) = accept() {
                    if !shared.serve(stream) {
                        break;
                    }
                }
            })?;
        Ok(Self { address, thread })
    }

    /// Ends the thread, once [`Shared::serve`] refuses connections.
    pub(super) fn stop(self) {
        // Only a connection makes `accept` return. Where none can be made,
        // joining could last for ever.
        if self.address.knock().is_ok() {
            // It panics for no reason of the user's.
            let _ = self.thread.join();
        }
    }
}

enum Address {
    #[cfg(unix)]
    Unix(PathBuf),
    Tcp(SocketAddr),
}

impl Address {
    fn knock(&self) -> io::Result<()> {
        match self {
            #[cfg(unix)]
            Self::Unix(path) => UnixStream::connect(path).map(drop),
            Self::Tcp(address) => TcpStream::connect(address).map(drop),
        }
    }
}

#[cfg(unix)]
pub(super) use temporary::TemporaryPath;

#[cfg(unix)]
mod temporary {
    use std::fs::DirBuilder;
    use std::os::unix::fs::DirBuilderExt;
    use std::path::{Path, PathBuf};
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::{env, fs, io, process};

    /// A path for a socket, in a folder that goes when this is dropped.
    pub(in super::super) struct TemporaryPath {
        folder: PathBuf,
        socket: PathBuf,
    }

    impl TemporaryPath {
        pub(in super::super) fn new() -> io::Result<Self> {
            static COUNT: AtomicU64 = AtomicU64::new(0);
            loop {
                let number = COUNT.fetch_add(1, Ordering::Relaxed);
                let folder = env::temp_dir().join(format!("qapi-{}-{number}", process::id()));
                match DirBuilder::new().mode(0o700).create(&folder) {
                    Ok(()) => {
                        let socket = folder.join("qmp");
                        return Ok(Self { folder, socket });
                    }
                    // Left over from a process that was killed.
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                    Err(error) => return Err(error),
                }
            }
        }

        pub(in super::super) fn socket(&self) -> &Path {
            &self.socket
        }
    }

    impl Drop for TemporaryPath {
        fn drop(&mut self) {
            // Nothing can be done about a folder that can't be removed.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}
