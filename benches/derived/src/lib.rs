//! The types of some replies as one would write them by hand: structs and
//! enums with serde's derives, and a plain wrapper around the result.

mod block;
mod introspection;
mod messages;
mod options;

pub use block::*;
pub use introspection::*;
pub use messages::*;
pub use options::*;
