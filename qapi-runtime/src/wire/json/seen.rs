//! Which members of an object have been there.

use super::{Refused, Result};
use crate::wire::table::{Presence, split_member};

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

    /// Refuses an object without all of its mandatory members.
    #[inline]
    pub(super) fn complete(&self, members: &'static [&'static str]) -> Result {
        let is_mandatory = |member: &&'static str| split_member(member).1 == Presence::Mandatory;
        for (bits, members) in self.first.iter().zip(members.chunks(64)) {
            let all = u64::MAX >> (64 - members.len());
            let mut missing = all & !bits;
            while missing != 0 {
                let index = missing.trailing_zeros() as usize;
                if members.get(index).is_some_and(is_mandatory) {
                    return Err(Refused);
                }
                missing &= missing - 1;
            }
        }
        for (index, member) in members.iter().enumerate().skip(128) {
            if is_mandatory(member) && !self.rest.contains(&index) {
                return Err(Refused);
            }
        }
        Ok(())
    }
}
