//! Filling slots.

use std::borrow::Cow;

use super::key::Key;
use super::order::Order;
use super::scan::DEPTH;
use super::string::unescape;
use super::{Reader, Refused, Result};
use crate::wire::seen::Seen;
use crate::wire::table::{Presence, split_member};
use crate::wire::{Alternate, JsonType, List, Object, Slot, Union};

/// How far the end of a list is looked for. Longer ones grow in large steps.
const SOON: usize = 4096;

#[cold]
fn is_optional(members: &'static [&'static str], index: usize) -> bool {
    let member = members.get(index).copied().map(split_member);
    member.is_some_and(|(_, presence)| presence == Presence::Optional)
}

impl<'t> Reader<'t> {
    /// Fills a slot with the value here.
    pub(crate) fn fill(&mut self, slot: Slot<'_>) -> Result {
        self.token();
        self.fill_here(slot)
    }

    /// The same in place and without white space: what is most frequent costs
    /// no call.
    #[inline(always)]
    fn fill_here(&mut self, slot: Slot<'_>) -> Result {
        match slot {
            Slot::I64(slot) => *slot = self.integer()?.signed()?,
            Slot::U64(slot) => *slot = self.integer()?.unsigned()?,
            Slot::Bool(slot) => *slot = self.bool()?,
            slot @ (Slot::Str(_) | Slot::Enum(_)) => self.fill_text(slot)?,
            Slot::Object(slot) => self.object(slot)?,
            Slot::List(slot) => self.list(slot)?,
            slot => self.fill_rare(slot)?,
        }
        Ok(())
    }

    #[inline(always)]
    fn fill_text(&mut self, slot: Slot<'_>) -> Result {
        let text = self.quoted()?;
        match (slot, text.escaped()) {
            (Slot::Str(slot), None) => *slot = text.owned(),
            (Slot::Enum(slot), None) => slot.set(text.raw()),
            (Slot::Str(slot), Some(raw)) => *slot = unescape(raw)?,
            (Slot::Enum(slot), Some(raw)) => slot.set(&unescape(raw)?),
            _ => return Err(Refused),
        }
        Ok(())
    }

    #[inline(never)]
    fn fill_rare(&mut self, slot: Slot<'_>) -> Result {
        match slot {
            Slot::Nothing => self.skip(self.care)?,
            Slot::Null => self.word(b"null")?,
            Slot::I8(slot) => *slot = self.integer()?.signed()?,
            Slot::I16(slot) => *slot = self.integer()?.signed()?,
            Slot::I32(slot) => *slot = self.integer()?.signed()?,
            Slot::U8(slot) => *slot = self.integer()?.unsigned()?,
            Slot::U16(slot) => *slot = self.integer()?.unsigned()?,
            Slot::U32(slot) => *slot = self.integer()?.unsigned()?,
            Slot::Number(slot) => *slot = self.float()?,
            Slot::Any(slot) => *slot = self.value()?,
            Slot::FlatUnion(slot) => self.flat_union(slot)?,
            Slot::Union(slot) => self.union(slot)?,
            Slot::Alternate(slot) => self.alternate(slot)?,
            slot => self.fill(slot)?,
        }
        Ok(())
    }

    #[inline(never)]
    fn list(&mut self, list: &mut dyn List) -> Result {
        self.open(b'[')?;
        if self.token() != b']' {
            let start = self.at;
            // For a few there is room as soon as there is one.
            let known = match self.is_in_whole() {
                true => 1,
                false => 4,
            };
            self.fill_here(list.push())?;
            let mut count = 1;
            while self.comma(b']')? {
                if count == known {
                    self.reserve(list, start, count);
                }
                self.token();
                self.fill_here(list.push())?;
                count += 1;
            }
        }
        self.close();
        Ok(())
    }

    /// Makes room for the other elements of a list that is the whole text or
    /// ends soon, provided that they are like the first ones: so many since a
    /// place.
    #[inline(never)]
    fn reserve(&self, list: &mut dyn List, start: usize, count: usize) {
        let rest = self.rest();
        let (rest, bytes) = if self.is_in_whole() {
            (rest.len(), 2 * self.text.len())
        } else {
            let near = rest.get(..SOON).unwrap_or(rest);
            let end = memchr::memchr(b']', near).unwrap_or(0);
            (end, 4 * end)
        };
        let length = (self.at - start) / count;
        list.reserve(rest / length.max(1) + 1, bytes);
    }

    /// Whether this is in the object or array that is the whole text.
    #[inline]
    fn is_in_whole(&self) -> bool {
        self.depth == DEPTH - 1
    }

    #[inline(never)]
    fn object(&mut self, object: &mut dyn Object) -> Result {
        let members = object.table().members;
        let mut order = Order::new(members);
        let mut seen = Seen::default();
        self.open(b'{')?;
        if self.token() != b'}' {
            loop {
                match self.key(members, &mut order)? {
                    Key::Member(index) => {
                        if seen.insert(index) {
                            return Err(Refused);
                        }
                        self.member(object, index, members)?;
                    }
                    Key::Other(name) => self.other(object, name)?,
                }
                if !self.comma(b'}')? {
                    break;
                }
            }
        }
        self.close();
        match seen.missing(members) {
            None => Ok(()),
            Some(_) => Err(Refused),
        }
    }

    /// Fills a member of an object.
    #[inline(always)]
    pub(super) fn member(
        &mut self,
        object: &mut dyn Object,
        index: usize,
        members: &'static [&'static str],
    ) -> Result {
        // `null` leaves an optional member absent.
        if self.token() == b'n' && is_optional(members, index) {
            return self.word(b"null");
        }
        self.fill_here(object.member_slot(index))
    }

    /// Keeps a member that the schema does not list where there is room for
    /// it.
    fn other(&mut self, object: &mut dyn Object, name: Cow<'_, str>) -> Result {
        let Some(others) = object.others_mut() else {
            return self.skip(self.care);
        };
        if others.contains_key(&*name) {
            return Err(Refused);
        }
        let _ = others.insert(name.into_owned(), self.value()?);
        Ok(())
    }

    fn alternate(&mut self, alternate: &mut dyn Alternate) -> Result {
        let json = match self.byte() {
            b'"' => JsonType::Str,
            b'{' => JsonType::Object,
            b'[' => JsonType::Array,
            b't' | b'f' => JsonType::Boolean,
            b'n' => JsonType::Null,
            _ => JsonType::Number,
        };
        let types = alternate.types();
        let index = types
            .iter()
            .position(|ty| *ty == json)
            .unwrap_or(types.len());
        self.fill(alternate.select(index))
    }

    /// Fills a simple union.
    fn union(&mut self, union: &mut dyn Union) -> Result {
        let mut tag: Option<Cow<'t, str>> = None;
        // Where the content is, if it came before the tag.
        let mut early = None;
        let mut filled = false;
        self.open(b'{')?;
        if self.token() != b'}' {
            loop {
                match (&*self.any_key()?, &tag) {
                    ("type", None) => {
                        self.token();
                        tag = Some(self.str()?);
                    }
                    ("data", _) if filled || early.is_some() => return Err(Refused),
                    ("data", Some(tag)) => {
                        union.select(tag);
                        self.fill(union.branch_slot())?;
                        filled = true;
                    }
                    ("data", None) => {
                        early = Some(self.at);
                        self.pass_over()?;
                    }
                    ("type", Some(_)) => return Err(Refused),
                    _ => self.skip(self.care)?,
                }
                if !self.comma(b'}')? {
                    break;
                }
            }
        }
        if let (Some(tag), Some(early)) = (tag, early) {
            let end = std::mem::replace(&mut self.at, early);
            union.select(&tag);
            let verdict = self.fill(union.branch_slot());
            self.at = end;
            verdict?;
            filled = true;
        }
        self.close();
        match filled {
            true => Ok(()),
            false => Err(Refused),
        }
    }
}
