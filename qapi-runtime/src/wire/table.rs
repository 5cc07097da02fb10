//! The table of a generated struct, and all that follows from it.

use serde_json::{Map, Value};

use super::{Object, Slot, Union, View, Wire};

/// What a struct and its members are called.
#[derive(Debug)]
pub struct Table {
    /// The struct's name in Rust.
    pub name: &'static str,
    /// The members' names on the wire, in the schema's order and notation: a
    /// leading `*` marks an optional one, `?` an optional one whose type has a
    /// `null` of its own. In a flat union the discriminator is the last one,
    /// marked with `@`.
    pub members: &'static [&'static str],
}

impl Table {
    const EMPTY: Self = Self {
        name: "",
        members: &[],
    };

    /// The discriminator's place and name on the wire, in a flat union.
    #[inline]
    pub(crate) fn discriminator(&self) -> Option<(usize, &'static str)> {
        let (last, _) = self.members.split_last()?;
        Some((self.members.len() - 1, last.strip_prefix('@')?))
    }

    /// The members, without the discriminator.
    #[inline]
    pub(crate) fn members(&self) -> impl ExactSizeIterator<Item = (&'static str, Presence)> {
        let members = self.without_discriminator().iter();
        members.copied().map(split_member)
    }

    /// The entries of [`members`](Self::members).
    #[inline]
    pub(crate) fn without_discriminator(&self) -> &'static [&'static str] {
        match self.discriminator() {
            Some((index, _)) => &self.members[..index],
            None => self.members,
        }
    }
}

/// What may stand for a member on the wire.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// A value.
    Mandatory,
    /// A value or nothing; `null` counts as nothing.
    Optional,
    /// A value or nothing; `null` is a value.
    Nullable,
}

/// Takes an entry of [`Table::members`] apart.
#[inline]
pub(crate) fn split_member(member: &'static str) -> (&'static str, Presence) {
    if let Some(name) = member.strip_prefix('*') {
        (name, Presence::Optional)
    } else if let Some(name) = member.strip_prefix('?') {
        (name, Presence::Nullable)
    } else {
        (member, Presence::Mandatory)
    }
}

/// What a generated struct or flat union says of itself, in as few functions
/// as can be: each costs every build something, for every type.
pub trait Struct: Send + Sync + Sized + 'static {
    /// A value to be filled.
    fn blank() -> Self;

    /// The member at this place, the branch at a discriminator's place, and
    /// the table, as [`View::Table`], at any place behind.
    fn member(&self, index: usize) -> View<'_>;

    /// See [`Object::member_slot`].
    fn member_slot(&mut self, index: usize) -> Slot<'_>;

    /// See [`Object::others`].
    #[inline]
    fn others(&self) -> Option<&Map<String, Value>> {
        None
    }

    /// See [`Object::others_mut`].
    #[inline]
    fn others_mut(&mut self) -> Option<&mut Map<String, Value>> {
        None
    }
}

impl<T: Struct> Wire for T {
    #[inline]
    fn blank() -> Self {
        <T as Struct>::blank()
    }

    #[inline]
    fn view(&self) -> View<'_> {
        match table(self).discriminator() {
            None => View::Object(self),
            Some(_) => View::FlatUnion(self),
        }
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        match table(self).discriminator() {
            None => Slot::Object(self),
            Some(_) => Slot::FlatUnion(self),
        }
    }
}

#[inline]
fn table<T: Struct>(value: &T) -> &'static Table {
    match value.member(usize::MAX) {
        View::Table(table) => table,
        _ => &Table::EMPTY,
    }
}

impl<T: Struct> Object for T {
    #[inline]
    fn table(&self) -> &'static Table {
        table(self)
    }

    #[inline]
    fn member(&self, index: usize) -> View<'_> {
        Struct::member(self, index)
    }

    #[inline]
    fn member_slot(&mut self, index: usize) -> Slot<'_> {
        Struct::member_slot(self, index)
    }

    #[inline]
    fn others(&self) -> Option<&Map<String, Value>> {
        Struct::others(self)
    }

    #[inline]
    fn others_mut(&mut self) -> Option<&mut Map<String, Value>> {
        Struct::others_mut(self)
    }
}

impl dyn Object + '_ {
    /// The discriminator's name on the wire, and the branch, of a flat union.
    pub(crate) fn branch(&self) -> Option<(&'static str, &dyn Union)> {
        let (index, name) = self.table().discriminator()?;
        match self.member(index) {
            View::Union(branch) => Some((name, branch)),
            _ => None,
        }
    }

    /// The branch of a flat union, for filling.
    pub(crate) fn branch_mut(&mut self) -> Option<&mut (dyn Union + 'static)> {
        let (index, _) = self.table().discriminator()?;
        match self.member_slot(index) {
            Slot::Union(branch) => Some(branch),
            _ => None,
        }
    }
}
