//! Which members of an object have been there.

use super::{Refused, Result};
use crate::wire::{Presence, split_member};

#[derive(Default)]
pub(super) struct Seen {
    first: [u64; 2],
    /// Those that have no bit.
    rest: Vec<usize>,
}

impl Seen {
    /// Refuses a member that has been there already.
    #[inline]
    pub(super) fn insert(&mut self, index: usize) -> Result {
        let Some(bits) = self.first.get_mut(index / 64) else {
            return self.insert_rest(index);
        };
        let bit = 1 << (index % 64);
        if *bits & bit != 0 {
            return Err(Refused);
        }
        *bits |= bit;
        Ok(())
    }

    #[cold]
    fn insert_rest(&mut self, index: usize) -> Result {
        if self.rest.contains(&index) {
            return Err(Refused);
        }
        self.rest.push(index);
        Ok(())
    }

    #[inline]
    fn contains(&self, index: usize) -> bool {
        match self.first.get(index / 64) {
            Some(bits) => bits & 1 << (index % 64) != 0,
            None => self.rest.contains(&index),
        }
    }

    /// Refuses an object without all of its mandatory members.
    #[inline]
    pub(super) fn complete(&self, members: &'static [&'static str]) -> Result {
        for (index, member) in members.iter().enumerate() {
            if !self.contains(index) && split_member(member).1 == Presence::Mandatory {
                return Err(Refused);
            }
        }
        Ok(())
    }
}
