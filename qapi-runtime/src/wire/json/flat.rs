//! Filling flat unions: common members, discriminator and the branch's members
//! stand in one object, in any order. What comes before the tag that says what
//! it is, is passed over and read afterwards.

use std::mem;

use serde_json::{Map, Value};

use super::key::position;
use super::order::Order;
use super::skip::Care;
use super::{Reader, Refused, Result};
use crate::wire::seen::Seen;
use crate::wire::{Object, Slot};

/// How far one union has come, and its branch.
struct Level {
    /// Of the union's own members, with the discriminator.
    own: Progress,
    tagged: bool,
    branch: Progress,
    /// The same for a branch that is a flat union itself.
    inner: Option<Box<Level>>,
}

impl Level {
    fn new(union: &dyn Object) -> Self {
        Self {
            own: Progress::new(union),
            tagged: false,
            branch: Progress::default(),
            inner: None,
        }
    }
}

/// How far one table has come.
struct Progress {
    members: &'static [&'static str],
    order: Order,
    seen: Seen,
}

impl Progress {
    fn new(object: &dyn Object) -> Self {
        let members = object.table().members;
        Self {
            members,
            order: Order::new(members),
            seen: Seen::default(),
        }
    }

    /// Refuses a member that has been there already.
    #[inline]
    fn insert(&mut self, index: usize) -> Result {
        match self.seen.insert(index) {
            false => Ok(()),
            true => Err(Refused),
        }
    }

    /// Refuses to do without a mandatory member.
    #[inline]
    fn complete(&self) -> Result {
        match self.seen.missing(self.members) {
            None => Ok(()),
            Some(_) => Err(Refused),
        }
    }
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            members: &[],
            order: Order::new(&[]),
            seen: Seen::default(),
        }
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
    #[inline(never)]
    pub(super) fn flat_union(&mut self, union: &mut dyn Object) -> Result {
        let mut level = Level::new(union);
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
                        self.pass_over()?;
                    }
                }
                if !self.comma(b'}')? {
                    break;
                }
            }
        }
        self.close();
        complete(&level)
    }

    /// Reads what had to wait, as far as it is clear now what it is.
    fn replay(
        &mut self,
        union: &mut dyn Object,
        level: &mut Level,
        waiting: &mut Waiting,
    ) -> Result {
        let end = self.at;
        // A tag may decide where another one belongs, hence the rounds.
        let mut again = waiting.count > 0;
        while mem::take(&mut again) {
            let round = mem::take(waiting);
            for index in 0..round.count {
                let key = round.get(index).ok_or(Refused)?;
                self.at = key;
                match self.place(union, level)? {
                    Placed::Read => {}
                    Placed::Unknown => self.skip(Care::Syntax)?,
                    Placed::Tag => again = waiting.count > 0,
                    Placed::Undecided => waiting.push(key),
                }
            }
        }
        self.at = end;
        Ok(())
    }

    /// Takes a key and reads its value, if it is clear what it is.
    fn place(&mut self, union: &mut dyn Object, level: &mut Level) -> Result<Placed> {
        // The two tables take turns, and each knows whose turn it is in it.
        if let Some(index) = self.guessed(level.own.members, &mut level.own.order) {
            return self.own_member(index, union, level);
        }
        if let Some(branch) = union.branch_mut()
            && level.tagged
            && let Slot::Object(object) = branch.branch_slot()
            && let Some(index) = self.guessed(level.branch.members, &mut level.branch.order)
        {
            return self.branch_member(index, object, &mut level.branch);
        }
        let key = self.any_key()?;
        self.place_key(&key, union, level)
    }

    fn place_key(
        &mut self,
        key: &str,
        union: &mut dyn Object,
        level: &mut Level,
    ) -> Result<Placed> {
        if let Some(index) = position(level.own.members, key) {
            level.own.order.learn(index);
            return self.own_member(index, union, level);
        }
        if !level.tagged {
            return Ok(Placed::Undecided);
        }
        match union.branch_mut().ok_or(Refused)?.branch_slot() {
            Slot::Object(object) => {
                let Some(index) = position(level.branch.members, key) else {
                    return Ok(Placed::Unknown);
                };
                level.branch.order.learn(index);
                self.branch_member(index, object, &mut level.branch)
            }
            Slot::FlatUnion(inner) => match &mut level.inner {
                Some(level) => self.place_key(key, inner, level),
                None => Err(Refused),
            },
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

    /// Reads a member of the union itself, or its tag.
    #[inline]
    fn own_member(
        &mut self,
        index: usize,
        union: &mut dyn Object,
        level: &mut Level,
    ) -> Result<Placed> {
        level.own.insert(index)?;
        let member = level.own.members.get(index);
        if member.is_some_and(|member| member.starts_with('@')) {
            return self.tag(union, level);
        }
        self.member(union, index, level.own.members)?;
        Ok(Placed::Read)
    }

    fn tag(&mut self, union: &mut dyn Object, level: &mut Level) -> Result<Placed> {
        let branch = union.branch_mut().ok_or(Refused)?;
        self.token();
        branch.select(&self.str()?);
        level.tagged = true;
        match branch.branch_slot() {
            Slot::Object(object) => level.branch = Progress::new(object),
            Slot::FlatUnion(inner) => level.inner = Some(Box::new(Level::new(inner))),
            _ => {}
        }
        Ok(Placed::Tag)
    }

    #[inline]
    fn branch_member(
        &mut self,
        index: usize,
        object: &mut dyn Object,
        branch: &mut Progress,
    ) -> Result<Placed> {
        branch.insert(index)?;
        self.member(object, index, branch.members)?;
        Ok(Placed::Read)
    }
}

/// Refuses a union that lacks a tag or a mandatory member.
fn complete(level: &Level) -> Result {
    level.own.complete()?;
    level.branch.complete()?;
    match &level.inner {
        Some(inner) => complete(inner),
        None => Ok(()),
    }
}
