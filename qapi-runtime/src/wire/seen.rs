//! Which members of an object have been there.

use super::table::{Presence, split_member};

#[derive(Default)]
pub(super) struct Seen {
    first: [u64; 2],
    /// Those that have no bit.
    rest: Vec<usize>,
}

impl Seen {
    /// Whether the member had been there already.
    #[inline]
    pub(super) fn insert(&mut self, index: usize) -> bool {
        let Some(bits) = self.first.get_mut(index / 64) else {
            return self.insert_rest(index);
        };
        let bit = 1 << (index % 64);
        let again = *bits & bit != 0;
        *bits |= bit;
        again
    }

    #[cold]
    fn insert_rest(&mut self, index: usize) -> bool {
        let again = self.rest.contains(&index);
        if !again {
            self.rest.push(index);
        }
        again
    }

    /// The first mandatory one of these members that has not been there.
    #[inline]
    pub(super) fn missing(&self, members: &[&'static str]) -> Option<&'static str> {
        let [first, ..] = self.first;
        let missing = match members.len() {
            0 => return None,
            count @ 1..=64 => (u64::MAX >> (64 - count)) & !first,
            _ => return self.missing_of_many(members),
        };
        first_mandatory(members, missing)
    }

    #[cold]
    fn missing_of_many(&self, members: &[&'static str]) -> Option<&'static str> {
        for (bits, members) in self.first.iter().zip(members.chunks(64)) {
            let all = u64::MAX >> (64 - members.len());
            if let Some(name) = first_mandatory(members, all & !bits) {
                return Some(name);
            }
        }
        let rest = members.iter().enumerate().skip(128);
        rest.filter(|(index, _)| !self.rest.contains(index))
            .find_map(|(_, member)| mandatory(member))
    }
}

/// The first mandatory one of the members whose bits are set.
#[inline]
fn first_mandatory(members: &[&'static str], mut bits: u64) -> Option<&'static str> {
    while bits != 0 {
        let member = members.get(bits.trailing_zeros() as usize);
        if let Some(name) = member.and_then(mandatory) {
            return Some(name);
        }
        bits &= bits - 1;
    }
    None
}

/// The name of a mandatory member.
#[inline]
fn mandatory(member: &&'static str) -> Option<&'static str> {
    match split_member(member) {
        (name, Presence::Mandatory) => Some(name),
        _ => None,
    }
}
