//! The runtime of the `qapi` crate: what generated code stands on, and the
//! client that it talks through. Depend on `qapi`, which re-exports all of it.

mod error;
mod event;
pub mod json;
mod open;
mod transport;
pub mod wire;

pub use error::{CommandName, DecodeError, Error, ErrorClass, ProtocolError, Result, ServerError};
pub use event::{Event, Timestamp};
pub use open::{Unrecognized, UnrecognizedBranch};
pub use transport::{Command, Transport};

#[doc(hidden)]
pub mod __private {
    pub use serde;
}
