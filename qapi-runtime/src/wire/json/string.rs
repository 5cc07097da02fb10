//! Strings.

use std::borrow::Cow;

use super::{Reader, Refused, Result};

/// What stands between a string's quotes.
#[derive(Clone, Copy)]
pub(super) struct Text<'t> {
    raw: &'t str,
    escaped: bool,
}

impl<'t> Text<'t> {
    /// The text with its escapes, if it has some.
    #[inline]
    pub(super) fn escaped(self) -> Option<&'t str> {
        self.escaped.then_some(self.raw)
    }

    #[inline]
    pub(super) fn raw(self) -> &'t str {
        self.raw
    }

    /// The text, provided that nothing is escaped in it.
    #[inline]
    pub(super) fn owned(self) -> String {
        // This takes fewer instructions than `to_owned`.
        Box::<str>::from(self.raw).into_string()
    }

    #[inline]
    pub(super) fn read(self) -> Result<Cow<'t, str>> {
        match self.escaped {
            false => Ok(Cow::Borrowed(self.raw)),
            true => unescape(self.raw).map(Cow::Owned),
        }
    }
}

impl<'t> Reader<'t> {
    /// A string.
    pub(super) fn string(&mut self) -> Result<String> {
        let text = self.quoted()?;
        match text.escaped {
            false => Ok(text.owned()),
            true => unescape(text.raw),
        }
    }

    /// A string, borrowed where that is possible.
    #[inline(never)]
    pub(crate) fn str(&mut self) -> Result<Cow<'t, str>> {
        self.quoted()?.read()
    }

    /// Takes a string as it stands there.
    #[inline(always)]
    pub(super) fn quoted(&mut self) -> Result<Text<'t>> {
        if self.byte() != b'"' {
            return Err(Refused);
        }
        let start = self.at + 1;
        let bytes = self.text.as_bytes();
        let mut end = plain(bytes, start);
        let escaped = bytes.get(end) == Some(&b'\\');
        if escaped {
            end = after_escapes(bytes, end)?;
        }
        if bytes.get(end) != Some(&b'"') {
            return Err(Refused);
        }
        self.at = end + 1;
        let raw = self.text.get(start..end).ok_or(Refused)?;
        Ok(Text { raw, escaped })
    }
}

/// The end of a string in which there are escapes, the first of them here.
#[cold]
fn after_escapes(bytes: &[u8], mut at: usize) -> Result<usize> {
    while bytes.get(at) == Some(&b'\\') {
        // What is escaped may be a quote, and is looked at when it is read.
        at = plain(bytes, at + 2);
        if at > bytes.len() {
            return Err(Refused);
        }
    }
    Ok(at)
}

/// Whether nothing in a string is escaped.
pub(super) fn is_plain(text: &str) -> bool {
    plain(text.as_bytes(), 0) == text.len()
}

/// How far there is neither quote nor backslash nor control character.
#[inline]
pub(super) fn plain(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = u64::from_le_bytes([0x01; 8]);
    const HIGHS: u64 = u64::from_le_bytes([0x80; 8]);
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let word = u64::from_le_bytes(*chunk);
        // High bits are set of bytes that are below; behind the first one there
        // may be more than there should. A quote and a space change places for
        // that, so a quote is below the exclamation mark as controls are.
        let quotes = (word ^ (ONES * 2)).wrapping_sub(ONES * 0x21);
        let backslashes = (word ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
        let found = (quotes | backslashes) & !word & HIGHS;
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while let Some(byte) = bytes.get(at) {
        if matches!(byte, b'"' | b'\\' | ..0x20) {
            break;
        }
        at += 1;
    }
    at
}

/// Replaces escapes by what they stand for.
pub(super) fn unescape(raw: &str) -> Result<String> {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((plain, escape)) = rest.split_once('\\') {
        text.push_str(plain);
        let (character, length) = character(escape)?;
        text.push(character);
        rest = escape.get(length..).ok_or(Refused)?;
    }
    text.push_str(rest);
    Ok(text)
}

/// What an escape stands for, and how long it is behind its backslash.
fn character(escape: &str) -> Result<(char, usize)> {
    let character = match escape.as_bytes().first() {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode(escape),
        _ => return Err(Refused),
    };
    Ok((character, 1))
}

/// The same for `u` and four digits, which may be half of a pair.
fn unicode(escape: &str) -> Result<(char, usize)> {
    let first = unit(escape)?;
    if let Some(character) = char::from_u32(first.into()) {
        return Ok((character, 5));
    }
    let pair = escape.get(5..).and_then(|rest| rest.strip_prefix('\\'));
    let second = unit(pair.ok_or(Refused)?)?;
    match char::decode_utf16([first, second]).next() {
        Some(Ok(character)) => Ok((character, 11)),
        _ => Err(Refused),
    }
}

/// The number behind `u`.
pub(super) fn unit(escape: &str) -> Result<u16> {
    let digits = escape.strip_prefix('u').and_then(|rest| rest.get(..4));
    let digits = digits.ok_or(Refused)?;
    match digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        true => u16::from_str_radix(digits, 16).map_err(|_| Refused),
        false => Err(Refused),
    }
}
