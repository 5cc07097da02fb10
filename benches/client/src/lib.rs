//! Calls and events over Unix sockets: by this crate, by `qapi` 0.15, and by a
//! bare socket, which is the least that it can cost.

pub mod calls;
pub mod events;
pub mod pipelined;
pub mod servers;
