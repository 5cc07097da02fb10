//! Which member comes next.
//!
//! Servers write the members of a type always in the same order, though not
//! in the schema's. So the next one is guessed by what came next the last time,
//! and the guess is checked by one comparison. A wrong one costs a search.

use std::sync::atomic::{AtomicU8, Ordering};

const COUNT: usize = 4096;

/// For a member of a type how far behind it in the table the one is that came
/// next, so that zeros stand for the schema's order. Types share the places;
/// nothing but time depends on what is there.
static STEPS: [AtomicU8; COUNT] = [const { AtomicU8::new(0) }; COUNT];

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

    /// Whose turn it probably is.
    #[inline]
    pub(super) fn guess(&self) -> usize {
        let step = self.step().load(Ordering::Relaxed) as i8;
        self.here.wrapping_add_signed(step.into())
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
        self.step().store(step, Ordering::Relaxed);
        self.confirm(index);
    }

    #[inline]
    fn step(&self) -> &'static AtomicU8 {
        &STEPS[self.base.wrapping_add(self.here) % COUNT]
    }
}
