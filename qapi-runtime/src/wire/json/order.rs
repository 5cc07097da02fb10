//! Which member comes next.
//!
//! Servers write the members of a type always in the same order, though not
//! in the schema's. So the next one is guessed by what came next the last time,
//! and the guess is checked by one comparison. A wrong one costs a search.

use std::sync::atomic::{AtomicU16, Ordering};

const COUNT: usize = 4096;

/// For a member of a type how far behind it in the table the one is that came
/// next, so that zeros stand for the schema's order: in the lower byte the last
/// such step, in the upper one the step before, as optional members are there
/// by turns. Types share the places; nothing but time depends on what is there.
static STEPS: [AtomicU16; COUNT] = [const { AtomicU16::new(0) }; COUNT];

/// Where an object's order is kept, and how far it has come.
#[derive(Clone, Copy)]
pub(super) struct Order {
    base: usize,
    /// The place behind the last member.
    here: usize,
}

impl Order {
    /// For the type with these members.
    #[inline]
    pub(super) fn new(members: &'static [&'static str]) -> Self {
        Self {
            // Tables lie apart by as much as they have names.
            base: members.as_ptr().addr() / size_of::<&str>(),
            here: 0,
        }
    }

    /// Whose turn it probably is, or else.
    #[inline]
    pub(super) fn guesses(&self) -> [usize; 2] {
        let steps = self.steps().load(Ordering::Relaxed).to_le_bytes();
        steps.map(|step| self.here.wrapping_add_signed((step as i8).into()))
    }

    /// It was the turn of this one, as guessed.
    #[inline]
    pub(super) fn confirm(&mut self, index: usize) {
        self.here = index + 1;
    }

    /// It was the turn of this one.
    #[inline]
    pub(super) fn learn(&mut self, index: usize) {
        let step = index.wrapping_sub(self.here) as u8;
        let [last, _] = self.steps().load(Ordering::Relaxed).to_le_bytes();
        let steps = u16::from_le_bytes([step, last]);
        self.steps().store(steps, Ordering::Relaxed);
        self.confirm(index);
    }

    #[inline]
    fn steps(&self) -> &'static AtomicU16 {
        &STEPS[self.base.wrapping_add(self.here) % COUNT]
    }
}
