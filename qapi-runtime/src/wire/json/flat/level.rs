//! How far a flat union has come.

use super::super::order::Order;
use super::super::skip::Care;
use super::super::{Refused, Result};
use crate::wire::seen::Seen;
use crate::wire::{Object, Slot, Union};

/// How far one union has come, and its branch.
pub(super) struct Level<'t> {
    /// Of the union's own members, with the discriminator.
    pub(super) own: Progress,
    pub(super) tag: Tag<'t>,
    /// Of the branch's members, if it is a struct. Until the tag is known it
    /// has none.
    pub(super) branch: Progress,
    /// The same for a branch that is a flat union itself.
    pub(super) inner: Option<Box<Level<'t>>>,
}

impl<'t> Level<'t> {
    pub(super) fn new(union: &dyn Object, tag: Tag<'t>) -> Self {
        Self {
            own: Progress::new(union),
            tag,
            branch: Progress::none(),
            inner: None,
        }
    }

    /// Makes a branch the current one, of which nothing has come so far.
    pub(super) fn select(&mut self, branch: &mut dyn Union, tag: &str) {
        branch.select(tag);
        match branch.branch_slot() {
            Slot::Object(object) => self.branch = Progress::new(object),
            Slot::FlatUnion(inner) => {
                self.inner = Some(Box::new(Level::new(inner, Tag::Awaited)));
            }
            _ => {}
        }
    }

    /// Refuses a union that lacks a tag or a mandatory member.
    pub(super) fn complete(&self) -> Result {
        self.own.complete()?;
        self.branch.complete()?;
        match &self.inner {
            Some(inner) => inner.complete(),
            None => Ok(()),
        }
    }
}

/// What is known of a tag.
#[derive(Clone, Copy)]
pub(super) enum Tag<'t> {
    /// Nothing, and it may be looked for.
    Unknown,
    /// Nothing, until it comes.
    Awaited,
    /// It has been found further on, or what looks like it.
    Guessed {
        at: usize,
        text: &'t str,
        /// What was asked so far of members that nobody wants.
        care: Care,
    },
    Read,
}

/// How far one table has come.
pub(super) struct Progress {
    pub(super) members: &'static [&'static str],
    pub(super) order: Order,
    seen: Seen,
}

impl Progress {
    fn new(object: &dyn Object) -> Self {
        Self::of(object.table().members)
    }

    fn none() -> Self {
        Self::of(&[])
    }

    #[inline]
    fn of(members: &'static [&'static str]) -> Self {
        Self {
            members,
            order: Order::new(members),
            seen: Seen::default(),
        }
    }

    /// Refuses a member that has been there already.
    #[inline]
    pub(super) fn insert(&mut self, index: usize) -> Result {
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
