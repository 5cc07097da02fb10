//! The runtime of the `qapi` crate: what generated code stands on, and the
//! client that it talks through. Depend on `qapi`, which re-exports all of it.

mod client;
mod error;
mod event;
mod greeting;
pub mod guest;
pub mod json;
mod measure;
mod open;
mod protocol;
mod stream;
pub mod testing;
#[cfg(feature = "tokio")]
pub mod tokio;
mod trace;
mod transport;
#[cfg(all(feature = "vsock", any(target_os = "linux", target_os = "android")))]
mod vsock;
pub mod wait;
pub mod wire;
mod with;

pub use client::{Client, ClientBuilder, Subscription, Waiter, Within};
pub use error::{
    CommandName, DecodeError, Error, ErrorClass, Failure, ProtocolError, Result, ServerError,
};
pub use event::{Event, EventData, Events, FromEvent, Timestamp, TypedEvent};
pub use greeting::{Greeting, Version};
pub use open::{Unrecognized, UnrecognizedBranch};
pub use serde_json::Value;
pub use transport::{Command, Transport};
#[cfg(all(feature = "vsock", any(target_os = "linux", target_os = "android")))]
pub use vsock::VsockListener;
pub use wire::{Null, QType};
pub use with::With;

#[doc(hidden)]
#[path = "generated.rs"]
pub mod __private;
