//! The table of a generated struct, and all that follows from it.

use std::marker::PhantomData;

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
    /// The discriminator's place and name on the wire, in a flat union.
    #[inline]
    pub(crate) const fn discriminator(&self) -> Option<(usize, &'static str)> {
        match self.members {
            [others @ .., last] if matches!(last.as_bytes(), [b'@', ..]) => {
                Some((others.len(), last.split_at(1).1))
            }
            _ => None,
        }
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
    /// The [`Table`], with a space between the names: a constant of one string
    /// costs the compiler less than one of many.
    const NAMES: &'static str;

    /// The same, apart. Structs with more than 64 members say it themselves.
    const TABLE: &'static Table = &Names::<Self>::TABLE;

    /// A value to be filled.
    fn blank() -> Self;

    /// The member at this place in the table, the branch at a discriminator's.
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

/// Takes [`Struct::NAMES`] apart, where the compiler makes code of the type.
struct Names<T>(PhantomData<T>);

impl<T: Struct> Names<T> {
    // Which of them a table is part of is in the program with all its length.
    const FEW: [&'static str; 4] = members(T::NAMES);
    const SOME: [&'static str; 12] = members(T::NAMES);
    const MANY: [&'static str; 64] = members(T::NAMES);

    const TABLE: Table = {
        let all: &'static [&'static str] = match count(T::NAMES) {
            0..=4 => &Self::FEW,
            5..=12 => &Self::SOME,
            _ => &Self::MANY,
        };
        Table {
            name: first(T::NAMES).0,
            members: all.split_at(count(T::NAMES)).0,
        }
    };

    /// Whether it is a flat union.
    const HAS_BRANCH: bool = T::TABLE.discriminator().is_some();
}

/// How many names there are behind the first.
const fn count(names: &str) -> usize {
    let (mut spaces, mut index) = (0, 0);
    while index < names.len() {
        spaces += (names.as_bytes()[index] == b' ') as usize;
        index += 1;
    }
    spaces
}

/// The names behind the first, as many as there is room for.
const fn members<const N: usize>(names: &'static str) -> [&'static str; N] {
    let mut members = [""; N];
    let (mut index, mut rest) = (0, first(names).1);
    while index < N {
        (members[index], rest) = first(rest);
        index += 1;
    }
    members
}

/// The first name, and the ones behind it.
const fn first(names: &'static str) -> (&'static str, &'static str) {
    let mut end = 0;
    while end < names.len() {
        if names.as_bytes()[end] == b' ' {
            return (names.split_at(end).0, names.split_at(end + 1).1);
        }
        end += 1;
    }
    (names, "")
}

impl<T: Struct> Wire for T {
    #[inline]
    fn blank() -> Self {
        <T as Struct>::blank()
    }

    #[inline]
    fn view(&self) -> View<'_> {
        if Names::<T>::HAS_BRANCH {
            View::FlatUnion(self)
        } else {
            View::Object(self)
        }
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        if Names::<T>::HAS_BRANCH {
            Slot::FlatUnion(self)
        } else {
            Slot::Object(self)
        }
    }
}

impl<T: Struct> Object for T {
    #[inline]
    fn table(&self) -> &'static Table {
        T::TABLE
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A struct with no more to it than names.
    macro_rules! named {
        ($($name:ident $names:literal)*) => {$(
            struct $name;

            impl Struct for $name {
                const NAMES: &'static str = $names;

                fn blank() -> Self {
                    Self
                }

                fn member(&self, _: usize) -> View<'_> {
                    View::Nothing
                }

                fn member_slot(&mut self, _: usize) -> Slot<'_> {
                    Slot::Nothing
                }
            }
        )*};
    }

    named! {
        Empty "Empty"
        Four "Four a *b ?c d"
        Five "Five a *b ?c d @e"
        Thirteen "Thirteen a b c d e f g h i j k l *m-n"
        Most "Most 00 01 02 03 04 05 06 07 10 11 12 13 14 15 16 17 20 21 22 23 24 25 26 27 \
              30 31 32 33 34 35 36 37 40 41 42 43 44 45 46 47 50 51 52 53 54 55 56 57 \
              60 61 62 63 64 65 66 67 70 71 72 73 74 75 76 77"
    }

    #[test]
    fn names_are_taken_apart_however_many_they_are() {
        assert_eq!(
            (Empty::TABLE.name, Empty::TABLE.members),
            ("Empty", &[][..])
        );
        assert_eq!(Four::TABLE.name, "Four");
        assert_eq!(Four::TABLE.members, ["a", "*b", "?c", "d"]);
        assert_eq!(Five::TABLE.members, ["a", "*b", "?c", "d", "@e"]);
        let thirteen = Thirteen::TABLE.members;
        assert_eq!((thirteen.len(), thirteen[12]), (13, "*m-n"));
        let most = Most::TABLE.members;
        assert_eq!((most.len(), most[0], most[63]), (64, "00", "77"));
    }

    #[test]
    fn a_flat_union_has_a_branch() {
        assert!(matches!(Five.view(), View::FlatUnion(_)));
        assert!(matches!(Four.view(), View::Object(_)));
        assert!(matches!(Empty.view(), View::Object(_)));
    }
}
