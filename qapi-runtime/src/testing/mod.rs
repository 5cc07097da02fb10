//! A QMP server in the program's own process, for tests.
//!
//! A [`Peer`] greets, negotiates, answers commands as it was told to, emits
//! events on demand, and remembers what it was sent:
//!
//! ```
//! use std::time::Duration;
//!
//! use qapi_runtime::testing::Peer;
//! use serde_json::json;
//!
//! let peer = Peer::start()?;
//! peer.on("query-status", json!({"status": "paused", "running": false}));
//! let vm = peer.client()?;
//!
//! let status = vm.execute_raw("query-status", None)?;
//! assert_eq!(status["status"], "paused");
//! assert_eq!(peer.commands()[0].name, "query-status");
//!
//! let mut events = vm.events();
//! peer.emit("RESUME", json!({}));
//! let event = events.wait(Duration::from_secs(5))?;
//! assert_eq!(event.unwrap().name, "RESUME");
//! # Ok::<(), qapi_runtime::Error>(())
//! ```
//!
//! Programs that connect themselves get [`Peer::path`] or
//! [`Peer::tcp_address`]. To see what a program makes of a server that
//! misbehaves, [`Peer::scripted`] gives full control over what is sent and
//! when. Everything stops, and every thread ends, when the peer is dropped.

mod answer;
mod connection;
mod listener;
mod peer;
mod shared;

pub use answer::{Call, Received};
pub use connection::Connection;
pub use peer::Peer;
