//! Reading and writing JSON text in memory, without serde in between.
//!
//! The reader fills slots in one pass over the text. It knows no errors: what
//! it refuses is read again in the general way ([`Fill`](super::Fill)), whose
//! verdict and words count. So it may refuse what it could read, and must not
//! take what the general way refuses, nor read another value.

mod ahead;
mod fill;
mod flat;
mod key;
mod number;
mod order;
mod parts;
mod scan;
mod skip;
mod string;
mod value;
mod write;

pub(crate) use parts::string;
pub(crate) use scan::{Reader, Refused, Result};
pub(crate) use skip::Care;
pub(crate) use write::write;

use super::Slot;

/// Fills a slot from a text, all of it.
pub(crate) fn fill(slot: Slot<'_>, text: &str) -> Result {
    let mut reader = Reader::new(text);
    reader.fill(slot)?;
    reader.end()
}
