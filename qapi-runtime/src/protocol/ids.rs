//! The commands with the server, and the ids they have on the wire.
//!
//! QEMU reads commands byte by byte, each in a round of its main loop, so an
//! id is as short as it can be without two replies being mixed up: one that is
//! free again has had its reply. Ids go round, so that a reply which a server
//! sends twice is not taken for the very next command's.

use std::ops::Range;

use super::flow::Lane;
use super::sorted::Sorted;

/// From here on an id is the key of its call, and is never given again: there
/// are no shorter ones left then.
pub(super) const LONG: u64 = 1000;

/// The first call's id, which no other one gets: what a server has left to
/// say to an earlier connection is not taken for the answer to the negotiation
/// of this one.
const FIRST: usize = 1;

/// How many given-up calls with long ids are remembered. Forgetting the oldest
/// harms nobody: a reply with an id that is not known is dropped as well.
const GIVEN_UP: usize = 1024;

/// A command with the server.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sent {
    pub(super) key: u64,
    pub(super) lane: Lane,
    pub(super) whose: Whose,
}

/// Who gets the reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    Callers,
    /// Nobody does: the caller has left.
    Nobodys,
    /// There should be none any more: it was given an error without an id.
    Answered,
}

/// All commands with the server.
pub(super) struct Calls {
    /// Those with short ids, by id.
    short: Vec<Option<Sent>>,
    /// The ids of one digit, of two, and of three.
    rounds: [Round; 3],
    /// Those with long ids.
    long: Sorted<u64, Sent>,
    /// How many of the long ones are nobody's.
    given_up: usize,
}

/// The ids of one length.
struct Round {
    ids: Range<usize>,
    /// Where the search for a free one begins.
    next: usize,
    free: usize,
}

impl Round {
    const fn new(ids: Range<usize>, next: usize, free: usize) -> Self {
        Self { ids, next, free }
    }

    /// The free id that comes next.
    fn take(&mut self, calls: &mut Vec<Option<Sent>>) -> Option<usize> {
        if self.free == 0 {
            return None;
        }
        if calls.len() < self.ids.end {
            calls.resize(self.ids.end, None);
        }
        let mut id = self.next;
        for _ in self.ids.clone() {
            if calls[id].is_none() && id != FIRST {
                self.next = self.behind(id);
                self.free -= 1;
                return Some(id);
            }
            id = self.behind(id);
        }
        None
    }

    fn behind(&self, id: usize) -> usize {
        match id + 1 == self.ids.end {
            true => self.ids.start,
            false => id + 1,
        }
    }

    fn is_unused(&self) -> bool {
        self.free == self.ids.len()
    }
}

impl Calls {
    pub(super) fn new() -> Self {
        Self {
            short: Vec::new(),
            rounds: [
                Round::new(0..10, FIRST + 1, 9),
                Round::new(10..100, 10, 90),
                Round::new(100..1000, 100, 900),
            ],
            long: Sorted::new(),
            given_up: 0,
        }
    }

    /// The id of a command that is sent now. Its key is higher than all before;
    /// the first one is [`LONG`].
    pub(super) fn add(&mut self, call: Sent) -> u64 {
        let mut rounds = self.rounds.iter_mut();
        let id = match call.key {
            LONG => {
                self.short.resize(10, None);
                Some(FIRST)
            }
            _ => rounds.find_map(|round| round.take(&mut self.short)),
        };
        match id {
            Some(id) => {
                self.short[id] = Some(call);
                id as u64
            }
            None => {
                self.long.insert(call.key, call);
                call.key
            }
        }
    }

    /// Takes out what is answered with this id, or was not sent after all. The
    /// id is free then.
    pub(super) fn remove(&mut self, id: u64) -> Option<Sent> {
        match id < LONG {
            true => self.remove_short(id as usize),
            false => self.remove_long(id),
        }
    }

    fn remove_short(&mut self, id: usize) -> Option<Sent> {
        let call = self.short.get_mut(id)?.take()?;
        if id == FIRST {
            return Some(call);
        }
        let [one, more @ ..] = &mut self.rounds;
        if id < one.ids.end {
            one.free += 1;
            return Some(call);
        }
        if let Some(round) = more.iter_mut().find(|it| it.ids.contains(&id)) {
            round.free += 1;
        }
        if more.iter().all(Round::is_unused) {
            // What a crowd had needed does not stay.
            self.short.truncate(one.ids.end);
            self.short.shrink_to_fit();
        }
        Some(call)
    }

    #[cold]
    fn remove_long(&mut self, id: u64) -> Option<Sent> {
        let call = self.long.remove(&id)?;
        self.given_up -= usize::from(call.whose == Whose::Nobodys);
        Some(call)
    }

    /// The id of the call of this key.
    pub(super) fn find(&self, key: u64) -> Option<u64> {
        let mut all = self.iter();
        all.find_map(|(id, call)| (call.key == key).then_some(id))
    }

    /// The caller has left. If a call had to be forgotten for that, it is
    /// given back.
    pub(super) fn give_up(&mut self, id: u64) -> Option<Sent> {
        let call = self.get_mut(id)?;
        call.whose = Whose::Nobodys;
        if id < LONG {
            return None;
        }
        self.given_up += 1;
        if self.given_up <= GIVEN_UP {
            return None;
        }
        let mut long = self.long.values();
        let oldest = long.find(|call| call.whose == Whose::Nobodys);
        let oldest = oldest.map(|call| call.key)?;
        drop(long);
        self.remove_long(oldest)
    }

    /// The call was given an error without an id. If that was a guess which is
    /// wrong, a reply is still to come, so nobody else gets its id.
    pub(super) fn answer(&mut self, id: u64) -> Option<Sent> {
        if id >= LONG {
            return self.remove_long(id);
        }
        let call = self.get_mut(id)?;
        let before = *call;
        call.whose = Whose::Answered;
        Some(before)
    }

    /// The id of the call that a server which works in order answers next.
    pub(super) fn oldest(&self) -> Option<u64> {
        let open = self
            .iter()
            .filter(|(_, call)| call.whose != Whose::Answered);
        let oldest = open.min_by_key(|(_, call)| call.key);
        oldest.map(|(id, _)| id)
    }

    fn get_mut(&mut self, id: u64) -> Option<&mut Sent> {
        match id < LONG {
            true => self.short.get_mut(id as usize)?.as_mut(),
            false => self.long.get_mut(&id),
        }
    }

    fn iter(&self) -> impl Iterator<Item = (u64, &Sent)> {
        let short = self.short.iter().enumerate();
        let short = short.filter_map(|(id, call)| Some((id as u64, call.as_ref()?)));
        short.chain(self.long.values().map(|call| (call.key, call)))
    }

    /// How many there are.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.iter().count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(calls: &mut Calls, key: u64) -> u64 {
        calls.add(Sent {
            key,
            lane: Lane::default(),
            whose: Whose::Callers,
        })
    }

    /// The ids of the first calls, which are as many.
    fn filled(count: u64) -> (Calls, Vec<u64>) {
        let mut calls = Calls::new();
        let ids = (LONG..LONG + count).map(|key| add(&mut calls, key));
        let ids = ids.collect();
        (calls, ids)
    }

    fn remove(calls: &mut Calls, id: u64) -> Option<u64> {
        calls.remove(id).map(|call| call.key)
    }

    #[test]
    fn one_call_after_another_has_one_digit_and_none_that_one_of_the_last_had() {
        let mut calls = Calls::new();
        let mut given = Vec::new();
        for key in LONG..LONG + 100 {
            let id = add(&mut calls, key);
            assert_eq!(remove(&mut calls, id), Some(key));
            assert_eq!(remove(&mut calls, id), None);
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
        let (mut calls, ids) = filled(1002);
        assert_eq!(ids[9..13], [0, 10, 11, 12]);
        assert_eq!(ids[999..], [999, LONG + 1000, LONG + 1001]);
        for id in [700, 55, 3, 1] {
            assert!(calls.remove(id).is_some());
        }
        let ids: Vec<_> = (3000..3004).map(|key| add(&mut calls, key)).collect();
        assert_eq!(ids, [3, 55, 700, 3003]);
        assert_eq!(remove(&mut calls, 3003), Some(3003));
        assert_eq!(remove(&mut calls, 700), Some(3002));
    }

    #[test]
    fn an_id_in_use_is_passed_over_however_often_the_others_go_round() {
        let (mut calls, ids) = filled(4);
        for key in 2000..2100 {
            let id = add(&mut calls, key);
            assert!(id < 10 && !ids.contains(&id));
            assert_eq!(remove(&mut calls, id), Some(key));
        }
        assert_eq!(remove(&mut calls, ids[3]), Some(LONG + 3));
    }

    #[test]
    fn what_has_no_call_is_told() {
        let (mut calls, ids) = filled(3);
        assert_eq!(ids, [1, 2, 3]);
        assert_eq!(remove(&mut calls, 2), Some(LONG + 1));
        // Keys of calls with short ids are no ids.
        for id in [0, 2, 9, 10, 999, LONG, LONG + 2, u64::MAX] {
            assert_eq!(remove(&mut calls, id), None);
        }
        assert_eq!(calls.find(LONG + 2), Some(3));
        assert_eq!((calls.find(LONG + 1), calls.find(3)), (None, None));
        let ids: Vec<_> = (2000..2010).map(|key| add(&mut calls, key)).collect();
        assert_eq!(ids, [4, 5, 6, 7, 8, 9, 0, 2, 10, 11]);
    }

    #[test]
    fn what_was_answered_without_an_id_keeps_its_own_and_is_not_answered_again() {
        let (mut calls, ids) = filled(1001);
        assert_eq!(calls.oldest(), Some(1));
        for id in ids {
            assert_eq!(calls.oldest(), Some(id));
            assert!(calls.answer(id).is_some());
        }
        assert_eq!(calls.oldest(), None);
        assert_eq!(add(&mut calls, 3000), 3000);
        assert_eq!(calls.len(), 1001);
    }

    #[test]
    fn the_memory_of_many_calls_is_given_back() {
        let (mut calls, ids) = filled(1000);
        for id in ids {
            assert!(calls.remove(id).is_some());
        }
        assert!(calls.short.capacity() <= 16);
        let ids: Vec<_> = (2000..2003).map(|key| add(&mut calls, key)).collect();
        assert_eq!(ids, [2, 3, 4]);
    }
}
