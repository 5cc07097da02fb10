//! Keys, and which members they stand for.

use std::borrow::Cow;

use super::order::Order;
use super::{Reader, Result};

/// What a key stands for in a table.
pub(super) enum Key<'t> {
    /// A member, by its place.
    Member(usize),
    /// Another one.
    Other(Cow<'t, str>),
}

impl<'t> Reader<'t> {
    /// Takes a key and the colon behind it.
    #[inline(always)]
    pub(super) fn key(
        &mut self,
        members: &'static [&'static str],
        order: &mut Order,
    ) -> Result<Key<'t>> {
        if let Some(index) = self.guessed(members, order) {
            return Ok(Key::Member(index));
        }
        let key = self.any_key()?;
        Ok(match position(members, &key) {
            Some(index) => {
                order.learn(index);
                Key::Member(index)
            }
            None => Key::Other(key),
        })
    }

    /// Takes the key that is to be expected and the colon behind it, if it is
    /// here.
    #[inline(always)]
    pub(super) fn guessed(
        &mut self,
        members: &'static [&'static str],
        order: &mut Order,
    ) -> Option<usize> {
        let [guess, other] = order.guesses();
        let index = match self.is_member(members, guess) {
            true => guess,
            false if guess != other && self.is_member(members, other) => other,
            false => return None,
        };
        order.confirm(index);
        Some(index)
    }

    #[inline(always)]
    fn is_member(&mut self, members: &'static [&'static str], index: usize) -> bool {
        match members.get(index) {
            Some(member) => self.is_key(name_bytes(member)),
            None => false,
        }
    }

    /// Takes this key and the colon behind it, if it is here. Names have
    /// nothing in them that could be escaped.
    #[inline(always)]
    fn is_key(&mut self, name: &[u8]) -> bool {
        let rest = self.rest();
        let length = name.len() + 1;
        let Some([b'"', key @ ..]) = rest.get(..length) else {
            return false;
        };
        let Some([b'"', b':', rest @ ..]) = rest.get(length..) else {
            return false;
        };
        if !same(key, name) {
            return false;
        }
        // The space is there more often than not.
        self.at += length + 2 + usize::from(rest.first() == Some(&b' '));
        true
    }

    /// Takes any key and the colon behind it.
    pub(super) fn any_key(&mut self) -> Result<Cow<'t, str>> {
        self.token();
        let key = self.str()?;
        self.expect(b':')?;
        self.space();
        Ok(key)
    }
}

#[inline]
pub(super) fn position(members: &'static [&'static str], key: &str) -> Option<usize> {
    members.iter().position(|member| name(member) == key)
}

/// A member's name on the wire.
#[inline(always)]
pub(super) fn name(member: &'static str) -> &'static str {
    match member.as_bytes().first() {
        Some(b'*' | b'?' | b'@') => member.get(1..).unwrap_or_default(),
        _ => member,
    }
}

/// The same where bytes will do.
#[inline(always)]
fn name_bytes(member: &'static str) -> &'static [u8] {
    match member.as_bytes() {
        [b'*' | b'?' | b'@', name @ ..] => name,
        name => name,
    }
}

/// Whether both are the same. Names are short, and a call takes longer.
#[inline(always)]
fn same(text: &[u8], name: &[u8]) -> bool {
    #[inline(always)]
    fn word(bytes: &[u8], at: usize) -> Option<u64> {
        let chunk = bytes.get(at..)?.first_chunk()?;
        Some(u64::from_le_bytes(*chunk))
    }
    #[inline(always)]
    fn half(bytes: &[u8], at: usize) -> Option<u32> {
        let chunk = bytes.get(at..)?.first_chunk()?;
        Some(u32::from_le_bytes(*chunk))
    }

    let length = name.len();
    if length < 4 {
        return text.len() == length && text.iter().eq(name);
    }
    if length < 8 {
        let last = length - 4;
        return half(text, 0) == half(name, 0) && half(text, last) == half(name, last);
    }
    let last = length - 8;
    let mut at = 0;
    while at < last {
        if word(text, at) != word(name, at) {
            return false;
        }
        at += 8;
    }
    word(text, last) == word(name, last)
}
