//! From the line to the typed value as clients do it, and back, by this crate,
//! by `qapi` 0.15 and by types written by hand.

pub mod decode;
pub mod encode;
mod peer;
