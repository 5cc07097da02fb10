//! Filling flat unions: common members, discriminator and the branch's members
//! stand in one object, in any order. Where a member comes before the tag that
//! says what it is, a look ahead for the tag mostly tells. Where it does not,
//! such members are passed over and read afterwards.

mod level;

use std::mem;

use serde_json::{Map, Value};

use super::key::{name, position};
use super::skip::Care;
use super::{Reader, Refused, Result};
use crate::wire::{Object, Slot};
use level::{Level, Tag};

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

impl<'t> Reader<'t> {
    #[inline(never)]
    pub(super) fn flat_union(&mut self, union: &mut dyn Object) -> Result {
        let start = *self;
        let tag = match self.again {
            0 => Tag::Awaited,
            _ => Tag::Unknown,
        };
        let mut level = Level::new(union, tag);
        let verdict = self.union_members(union, &mut level);
        match level.tag {
            Tag::Guessed { .. } => self.without_guess(union, start),
            _ => verdict,
        }
    }

    /// Reads a union again from its start. Its branch will be blank again, and
    /// the members that do not depend on it are the same.
    #[cold]
    fn without_guess(&mut self, union: &mut dyn Object, start: Self) -> Result {
        let read = self.at.saturating_sub(start.at);
        let again = self.again.saturating_sub(read);
        *self = Self { again, ..start };
        let mut level = Level::new(union, Tag::Awaited);
        self.union_members(union, &mut level)
    }

    #[inline(always)]
    fn union_members(&mut self, union: &mut dyn Object, level: &mut Level<'t>) -> Result {
        // Where the keys of members stand that wait for a tag.
        let mut waiting = Vec::new();
        self.open(b'{')?;
        if self.token() != b'}' {
            loop {
                // The two tables take turns, and each knows whose turn it is
                // in it.
                if let Some(index) = self.guessed(level.own.members, &mut level.own.order) {
                    level.own.insert(index)?;
                    if is_tag(level, index) {
                        if let Placed::Tag = self.tag(union, level)? {
                            self.replay(union, level, &mut waiting)?;
                        }
                    } else {
                        self.member(union, index, level.own.members)?;
                    }
                } else if let Some(index) =
                    self.guessed(level.branch.members, &mut level.branch.order)
                {
                    level.branch.insert(index)?;
                    let object = struct_branch(union).ok_or(Refused)?;
                    self.member(object, index, level.branch.members)?;
                } else if let Tag::Unknown = level.tag {
                    self.guess(union, level)?;
                    continue;
                } else {
                    self.not_guessed(union, level, &mut waiting)?;
                }
                if !self.comma(b'}')? {
                    break;
                }
            }
        }
        self.close();
        level.complete()
    }

    /// Takes a member that nobody has expected.
    #[inline(never)]
    fn not_guessed(
        &mut self,
        union: &mut dyn Object,
        level: &mut Level<'t>,
        waiting: &mut Vec<usize>,
    ) -> Result {
        let at = self.at;
        let key = self.any_key()?;
        match self.place(&key, union, level)? {
            Placed::Read => Ok(()),
            Placed::Tag => self.replay(union, level, waiting),
            Placed::Unknown => self.skip(self.care),
            Placed::Undecided => {
                waiting.push(at);
                self.pass_over()
            }
        }
    }

    /// Reads what had to wait, as far as it is clear now what it is.
    fn replay(
        &mut self,
        union: &mut dyn Object,
        level: &mut Level<'t>,
        waiting: &mut Vec<usize>,
    ) -> Result {
        if waiting.is_empty() {
            return Ok(());
        }
        let end = self.at;
        let verdict = self.replay_rounds(union, level, waiting);
        self.at = end;
        verdict
    }

    #[inline(never)]
    fn replay_rounds(
        &mut self,
        union: &mut dyn Object,
        level: &mut Level<'t>,
        waiting: &mut Vec<usize>,
    ) -> Result {
        // A tag may decide where another one belongs, hence the rounds.
        let mut again = true;
        while mem::take(&mut again) {
            for at in mem::take(waiting) {
                self.at = at;
                let key = self.any_key()?;
                match self.place(&key, union, level)? {
                    Placed::Read => {}
                    Placed::Unknown => self.skip(self.care)?,
                    Placed::Tag => again = true,
                    Placed::Undecided => waiting.push(at),
                }
            }
        }
        Ok(())
    }

    /// Reads the value behind a key, if it is clear what it is.
    fn place(
        &mut self,
        key: &str,
        union: &mut dyn Object,
        level: &mut Level<'t>,
    ) -> Result<Placed> {
        if let Some(index) = position(level.own.members, key) {
            level.own.order.learn(index);
            level.own.insert(index)?;
            if is_tag(level, index) {
                return self.tag(union, level);
            }
            self.any_member(union, index, level.own.members)?;
            return Ok(Placed::Read);
        }
        if let Tag::Unknown | Tag::Awaited = level.tag {
            return Ok(Placed::Undecided);
        }
        match union.branch_mut().ok_or(Refused)?.branch_slot() {
            Slot::Object(object) => {
                let Some(index) = position(level.branch.members, key) else {
                    return Ok(Placed::Unknown);
                };
                level.branch.order.learn(index);
                level.branch.insert(index)?;
                self.any_member(object, index, level.branch.members)?;
                Ok(Placed::Read)
            }
            Slot::FlatUnion(inner) => match &mut level.inner {
                Some(level) => self.place(key, inner, level),
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

    /// [`member`](Self::member) where it is rare.
    #[inline(never)]
    fn any_member(
        &mut self,
        object: &mut dyn Object,
        index: usize,
        members: &'static [&'static str],
    ) -> Result {
        self.member(object, index, members)
    }

    /// Reads the tag, or finds that it is the one that was guessed.
    fn tag(&mut self, union: &mut dyn Object, level: &mut Level<'t>) -> Result<Placed> {
        self.token();
        if let Tag::Guessed { at, text, care } = level.tag {
            if self.at == at {
                self.at += text.len() + 2;
            } else if self.str()? != text {
                return Err(Refused);
            }
            self.care = care;
            level.tag = Tag::Read;
            return Ok(Placed::Read);
        }
        let tag = self.str()?;
        level.select(union.branch_mut().ok_or(Refused)?, &tag);
        level.tag = Tag::Read;
        Ok(Placed::Tag)
    }

    /// Looks for the tag further on. Until it comes, what its branch does not
    /// have is seen with more care, as what waits for a tag is.
    #[inline(never)]
    fn guess(&mut self, union: &mut dyn Object, level: &mut Level<'t>) -> Result {
        level.tag = Tag::Awaited;
        let discriminator = level.own.members.last().copied().ok_or(Refused)?;
        let Some((at, text)) = self.text_ahead(name(discriminator)) else {
            return Ok(());
        };
        level.select(union.branch_mut().ok_or(Refused)?, text);
        let care = mem::replace(&mut self.care, Care::Value);
        level.tag = Tag::Guessed { at, text, care };
        Ok(())
    }
}

/// Whether this one of a union's own members is its discriminator.
#[inline]
fn is_tag(level: &Level<'_>, index: usize) -> bool {
    let member = level.own.members.get(index);
    member.is_some_and(|member| member.starts_with('@'))
}

/// The current branch, if it is a struct.
#[inline]
fn struct_branch(union: &mut dyn Object) -> Option<&mut (dyn Object + 'static)> {
    match union.branch_mut()?.branch_slot() {
        Slot::Object(object) => Some(object),
        _ => None,
    }
}
