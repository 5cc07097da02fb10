//! Filling flat unions: common members, discriminator and the branch's members
//! stand in one object, in any order. What comes before the tag that says what
//! it is, is passed over and read afterwards.

use std::mem;

use serde_json::{Map, Value};

use super::fill::position;
use super::seen::Seen;
use super::skip::Care;
use super::{Reader, Refused, Result};
use crate::wire::{FlatUnion, Slot};

/// How far one union has come.
struct Level {
    seen: Seen,
    tagged: bool,
    /// What has been there of the branch.
    branch: Seen,
    /// The same for a branch that is a flat union itself.
    inner: Option<Box<Level>>,
}

impl Level {
    fn new() -> Self {
        Self {
            seen: Seen::default(),
            tagged: false,
            branch: Seen::default(),
            inner: None,
        }
    }

    fn inner(&mut self) -> &mut Self {
        self.inner.get_or_insert_with(|| Box::new(Self::new()))
    }
}

/// What has become of a member.
enum Placed {
    /// It is read.
    Read,
    /// It is read, and it is a tag: now more can be placed.
    Tag,
    /// It is to be passed over.
    Unknown,
    /// It waits for a tag.
    Undecided,
}

/// Where the keys of members stand that wait for a tag.
#[derive(Default)]
struct Waiting {
    first: [usize; 8],
    count: usize,
    rest: Vec<usize>,
}

impl Waiting {
    fn push(&mut self, at: usize) {
        match self.first.get_mut(self.count) {
            Some(place) => *place = at,
            None => self.rest.push(at),
        }
        self.count += 1;
    }

    fn get(&self, index: usize) -> Option<usize> {
        match self.first.get(index) {
            Some(at) => Some(*at),
            None => self.rest.get(index - self.first.len()).copied(),
        }
    }
}

impl Reader<'_> {
    pub(super) fn flat_union(&mut self, union: &mut dyn FlatUnion) -> Result {
        let mut level = Level::new();
        let mut waiting = Waiting::default();
        self.open(b'{')?;
        if self.token() != b'}' {
            loop {
                self.token();
                let key = self.at;
                match self.place(union, &mut level)? {
                    Placed::Read => {}
                    Placed::Tag => self.replay(union, &mut level, &mut waiting)?,
                    Placed::Unknown => self.skip(Care::Syntax)?,
                    Placed::Undecided => {
                        waiting.push(key);
                        self.skip(Care::Value)?;
                    }
                }
                if !self.comma(b'}')? {
                    break;
                }
            }
        }
        self.close();
        complete(union, &mut level)
    }

    /// Reads what had to wait, as far as it is clear now what it is.
    fn replay(
        &mut self,
        union: &mut dyn FlatUnion,
        level: &mut Level,
        waiting: &mut Waiting,
    ) -> Result {
        let end = self.at;
        // A tag may decide where another one belongs, hence the rounds.
        let mut again = true;
        while mem::take(&mut again) {
            let round = mem::take(waiting);
            for index in 0..round.count {
                let key = round.get(index).ok_or(Refused)?;
                self.at = key;
                match self.place(union, level)? {
                    Placed::Read | Placed::Unknown => {}
                    Placed::Tag => again = true,
                    Placed::Undecided => waiting.push(key),
                }
            }
        }
        self.at = end;
        Ok(())
    }

    /// Takes a key and reads its value, if it is clear what it is.
    fn place(&mut self, union: &mut dyn FlatUnion, level: &mut Level) -> Result<Placed> {
        let key = self.any_key()?;
        self.place_key(&key, union, level)
    }

    fn place_key(
        &mut self,
        key: &str,
        union: &mut dyn FlatUnion,
        level: &mut Level,
    ) -> Result<Placed> {
        if key == union.discriminator() {
            if mem::replace(&mut level.tagged, true) {
                return Err(Refused);
            }
            self.token();
            union.branch_mut().select(&self.str()?);
            return Ok(Placed::Tag);
        }
        let members = union.members();
        if let Some(index) = position(members, key) {
            level.seen.insert(index)?;
            self.member(union, index, members)?;
            return Ok(Placed::Read);
        }
        if !level.tagged {
            return Ok(Placed::Undecided);
        }
        match union.branch_mut().branch_slot() {
            Slot::Object(object) => {
                let members = object.members();
                let Some(index) = position(members, key) else {
                    return Ok(Placed::Unknown);
                };
                level.branch.insert(index)?;
                self.member(object, index, members)?;
                Ok(Placed::Read)
            }
            Slot::FlatUnion(inner) => self.place_key(key, inner, level.inner()),
            // A branch that the schema does not list.
            Slot::Any(branch) => {
                let value = self.value()?;
                match branch {
                    Value::Object(members) => drop(members.insert(key.to_owned(), value)),
                    blank => *blank = Value::Object(Map::from_iter([(key.to_owned(), value)])),
                }
                Ok(Placed::Read)
            }
            _ => Ok(Placed::Unknown),
        }
    }
}

/// Refuses a union that lacks its tag or a mandatory member.
fn complete(union: &mut dyn FlatUnion, level: &mut Level) -> Result {
    level.seen.complete(union.members())?;
    if !level.tagged {
        return Err(Refused);
    }
    match union.branch_mut().branch_slot() {
        Slot::Object(object) => level.branch.complete(object.members()),
        Slot::FlatUnion(inner) => complete(inner, level.inner()),
        _ => Ok(()),
    }
}
