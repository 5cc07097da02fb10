//! The client for tokio (feature `tokio`).
//!
//! It is the blocking [`Client`](crate::Client)'s equal: the same generated
//! functions, whose calls are futures here.
//!
//! ```no_run
//! # async fn demo() -> qapi_runtime::Result<()> {
//! use std::time::Duration;
//!
//! use qapi_runtime::{tokio::Client, wait};
//! use serde_json::json;
//!
//! let vm = Client::connect("/run/vm.qmp").await?;
//! let status = vm.execute_raw("query-status", None).await?;
//! println!("{}", status["status"]);
//!
//! let mut gone = vm.watch(wait::device_removed("net0"));
//! vm.execute_raw("device_del", json!({"id": "net0"})).await?;
//! gone.wait(Duration::from_secs(30)).await?;
//! # Ok(())
//! # }
//! ```
//!
//! A task per connection reads, so events are taken from the server whether
//! anybody waits or not; calls write by themselves where they can. The task is spawned on the runtime that the client
//! is connected on, which needs tokio's drivers for I/O and time
//! (`enable_all`), and ends with the client.

mod builder;
mod client;
mod driver;
mod events;
pub mod guest;
mod halves;
mod inlet;
mod link;
mod outbox;
mod reply;
mod shared;
#[cfg(all(feature = "vsock", any(target_os = "linux", target_os = "android")))]
mod vsock;
mod waiter;

pub use self::builder::ClientBuilder;
pub use self::client::Client;
pub use self::events::Subscription;
pub use self::reply::Reply;
pub use self::waiter::Waiter;
