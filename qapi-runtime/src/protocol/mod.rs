//! The protocol without I/O: bytes become messages, replies find their calls,
//! commands become bytes. Nothing here knows of sockets, threads or clocks,
//! so every client stands on it and it is tested alone.

mod agent;
mod batch;
mod command;
mod content;
mod envelope;
mod events;
mod flow;
mod framer;
mod hub;
mod ids;
mod message;
mod notice;
mod session;
mod sorted;
mod wake;

pub(crate) use agent::{AgentLine, Errand, Patience, Step};
pub(crate) use batch::{Batch, Own};
pub(crate) use command::CommandLine;
pub(crate) use content::Content;
pub(crate) use events::{Filter, Next};
pub(crate) use flow::Lane;
pub(crate) use framer::Framer;
pub(crate) use hub::{Found, Hub, Limits, Want};
pub(crate) use message::{Message, Reply};
pub(crate) use notice::Notice;
pub(crate) use session::{Begun, Incoming, Session};
pub(crate) use wake::{Wake, Woken};

/// The longest message a client takes unless told otherwise, in bytes.
pub(crate) const MESSAGE_LIMIT: usize = 64 << 20;

/// The memory for events that a subscriber has not taken, unless told
/// otherwise, in bytes: some thousands of events.
pub(crate) const EVENT_MEMORY: usize = 4 << 20;
