//! The ids that commands have on the wire.
//!
//! QEMU reads commands byte by byte, each in a round of its main loop, so an
//! id is as short as it can be without two replies being mixed up: one that is
//! free again has had its reply. Ids go round, so that a reply which a server
//! sends twice is not taken for the very next command's.

use std::ops::Range;

/// From here on an id is the key of its call, and is never given again: there
/// are no shorter ones left then.
pub(super) const LONG: u64 = 1000;

/// The first call's id, which no other one gets: what a server has left to
/// say to an earlier connection is not taken for the answer to the negotiation
/// of this one.
const FIRST: usize = 1;

/// Who has which id.
pub(super) struct Ids {
    /// The keys of calls by their short ids, [`FREE`] where nobody has it.
    owners: Vec<u64>,
    /// By the number of digits, less one.
    rounds: [Round; 3],
}

/// No call has this key.
const FREE: u64 = 0;

/// The ids of one length.
struct Round {
    ids: Range<usize>,
    /// Where the search for a free one begins.
    next: usize,
    free: usize,
}

impl Round {
    const fn new(ids: Range<usize>, next: usize) -> Self {
        let free = ids.end - ids.start;
        Self { ids, next, free }
    }

    fn is_unused(&self) -> bool {
        self.free == self.ids.len()
    }
}

impl Ids {
    pub(super) fn new() -> Self {
        Self {
            owners: Vec::new(),
            rounds: [
                Round::new(0..10, FIRST),
                Round::new(10..100, 10),
                Round::new(100..1000, 100),
            ],
        }
    }

    /// An id for the call of this key, which is at least [`LONG`].
    pub(super) fn take(&mut self, key: u64) -> u64 {
        let Some(round) = self.rounds.iter_mut().find(|round| round.free > 0) else {
            return key;
        };
        if self.owners.len() < round.ids.end {
            self.owners.resize(round.ids.end, FREE);
        }
        let mut ids = (round.next..round.ids.end).chain(round.ids.start..round.next);
        let Some(id) = ids.find(|id| self.owners[*id] == FREE) else {
            return key;
        };
        self.owners[id] = key;
        round.free -= 1;
        round.next = match id + 1 == round.ids.end {
            true => round.ids.start,
            false => id + 1,
        };
        id as u64
    }

    /// The key of the call that has this short id, if one has it.
    pub(super) fn owner(&self, id: u64) -> Option<u64> {
        let owner = self.owners.get(usize::try_from(id).ok()?)?;
        (*owner != FREE).then_some(*owner)
    }

    /// Takes an id back that a call has: no reply with it is to come.
    pub(super) fn give_back(&mut self, id: u64) {
        let short = usize::try_from(id).unwrap_or(usize::MAX);
        let round = self.rounds.iter_mut().find(|it| it.ids.contains(&short));
        let (Some(round), Some(owner)) = (round, self.owners.get_mut(short)) else {
            return;
        };
        if short == FIRST || *owner == FREE {
            return;
        }
        *owner = FREE;
        round.free += 1;
        let [one, rest @ ..] = &self.rounds;
        if short >= one.ids.end && rest.iter().all(Round::is_unused) {
            // What a crowd had needed does not stay.
            self.owners.truncate(one.ids.end);
            self.owners.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ids of the next calls, whose keys begin here.
    fn take(ids: &mut Ids, keys: Range<u64>) -> Vec<u64> {
        keys.map(|key| ids.take(key)).collect()
    }

    #[test]
    fn one_call_after_another_has_one_digit_and_none_that_one_of_the_last_had() {
        let mut ids = Ids::new();
        let mut given = Vec::new();
        for key in LONG..LONG + 100 {
            let id = ids.take(key);
            assert_eq!(ids.owner(id), Some(key));
            ids.give_back(id);
            given.push(id);
        }
        assert_eq!(given[..12], [1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 2, 3]);
        for nine in given[1..].windows(9) {
            assert!(nine.iter().all(|id| *id < 10));
            assert!((1..9).all(|at| !nine[..at].contains(&nine[at])));
        }
    }

    #[test]
    fn ids_are_longer_only_while_all_shorter_ones_are_in_use() {
        let mut ids = Ids::new();
        let all = take(&mut ids, LONG..LONG + 1002);
        assert_eq!(all[9..13], [0, 10, 11, 12]);
        assert_eq!(all[999..], [999, LONG + 1000, LONG + 1001]);
        for id in [700, 55, 3] {
            ids.give_back(id);
        }
        assert_eq!(take(&mut ids, 3000..3004), [3, 55, 700, 3003]);
    }

    #[test]
    fn an_id_in_use_is_passed_over_however_often_the_others_go_round() {
        let mut ids = Ids::new();
        let kept = take(&mut ids, LONG..LONG + 4)[3];
        for key in 2000..2100 {
            let id = ids.take(key);
            assert!(id != kept && id < 10);
            ids.give_back(id);
        }
        assert_eq!(ids.owner(kept), Some(LONG + 3));
    }

    #[test]
    fn what_nobody_has_has_no_owner() {
        let mut ids = Ids::new();
        assert_eq!(ids.owner(2), None);
        assert_eq!(take(&mut ids, LONG..LONG + 2), [1, 2]);
        ids.give_back(2);
        for id in [0, 2, 9, 10, 999, LONG, LONG + 1, u64::MAX] {
            assert_eq!(ids.owner(id), None);
        }
        // Neither is one that was never given, or long, taken back.
        for id in [9, 10, 999, LONG, u64::MAX] {
            ids.give_back(id);
        }
        assert_eq!(take(&mut ids, 2000..2010), [3, 4, 5, 6, 7, 8, 9, 0, 2, 10]);
    }

    #[test]
    fn the_memory_of_many_calls_is_given_back() {
        let mut ids = Ids::new();
        let all = take(&mut ids, LONG..LONG + 1000);
        for id in all {
            ids.give_back(id);
        }
        assert!(ids.owners.capacity() <= 16);
        assert_eq!(take(&mut ids, 2000..2003), [2, 3, 4]);
    }
}
