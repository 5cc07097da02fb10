//! Passing over values that nobody wants, or wants later.

use super::string::{plain, unit};
use super::value::PRIVATE;
use super::{Reader, Refused, Result};

/// How much is asked of a value that is passed over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Care {
    /// That it is JSON: all that is asked of what nobody wants.
    Syntax,
    /// That each part of it has a value, too: no half of a surrogate pair, no
    /// number that is out of range, not nested too deep.
    Value,
}

/// The objects and arrays that are open: a bit for each, set for an object.
struct Open {
    kinds: u128,
    count: u32,
    limit: u32,
}

impl Open {
    #[inline]
    fn push(&mut self, object: bool) -> Result {
        if self.count == self.limit {
            return Err(Refused);
        }
        self.kinds = self.kinds << 1 | u128::from(object);
        self.count += 1;
        Ok(())
    }

    #[inline]
    fn pop(&mut self) {
        self.kinds >>= 1;
        self.count -= 1;
    }

    #[inline]
    fn is_object(&self) -> bool {
        self.kinds & 1 != 0
    }
}

impl Reader<'_> {
    /// Passes over a value.
    pub(crate) fn skip(&mut self, care: Care) -> Result {
        let mut open = Open {
            kinds: 0,
            count: 0,
            limit: match care {
                Care::Syntax => u128::BITS,
                Care::Value => self.depth.into(),
            },
        };
        loop {
            match self.token() {
                b'"' => self.skip_string(care)?,
                b'-' | b'0'..=b'9' => self.skip_number(care)?,
                b't' => self.word(b"true")?,
                b'f' => self.word(b"false")?,
                b'n' => self.word(b"null")?,
                b'{' => {
                    self.at += 1;
                    open.push(true)?;
                    if self.token() != b'}' {
                        self.skip_key(care)?;
                        continue;
                    }
                    self.at += 1;
                    open.pop();
                }
                b'[' => {
                    self.at += 1;
                    open.push(false)?;
                    if self.token() != b']' {
                        continue;
                    }
                    self.at += 1;
                    open.pop();
                }
                _ => return Err(Refused),
            }
            // Behind a value: what ends here, or the next one.
            loop {
                if open.count == 0 {
                    return Ok(());
                }
                match (self.token(), open.is_object()) {
                    (b',', object) => {
                        self.at += 1;
                        self.space();
                        if object {
                            self.token();
                            self.skip_key(care)?;
                        }
                        break;
                    }
                    (b'}', true) | (b']', false) => {
                        self.at += 1;
                        open.pop();
                    }
                    _ => return Err(Refused),
                }
            }
        }
    }

    /// Passes over a value that is read later: that it is JSON is clear when
    /// that succeeds, and that each part of it has a value is clear here.
    pub(super) fn pass_over(&mut self) -> Result {
        let start = self.at;
        if !matches!(self.token(), b'{' | b'[') {
            return self.skip(Care::Value);
        }
        let bytes = self.text.as_bytes();
        let mut open = 0;
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'"' => match plain_string(bytes, self.at + 1) {
                    Some(end) => self.at = end,
                    None => {
                        self.at = start;
                        return self.skip(Care::Value);
                    }
                },
                b'-' | b'0'..=b'9' => {
                    self.skip_number(Care::Value)?;
                    continue;
                }
                b'{' | b'[' if open == self.depth => return Err(Refused),
                b'{' | b'[' => open += 1,
                b'}' | b']' => open -= 1,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return Ok(());
            }
        }
        Err(Refused)
    }

    #[inline]
    fn skip_key(&mut self, care: Care) -> Result {
        let text = self.quoted()?;
        match (care, text.escaped()) {
            (_, None) if !text.raw().starts_with('$') => {}
            (Care::Syntax, None) => {}
            (Care::Syntax, Some(raw)) => check_escapes(raw)?,
            (Care::Value, _) if text.read()?.starts_with(PRIVATE) => return Err(Refused),
            (Care::Value, _) => {}
        }
        self.expect(b':')?;
        self.space();
        Ok(())
    }

    #[inline]
    fn skip_string(&mut self, care: Care) -> Result {
        let text = self.quoted()?;
        match text.escaped() {
            None => Ok(()),
            Some(_) if care == Care::Value => text.read().map(drop),
            Some(raw) => check_escapes(raw),
        }
    }

    #[inline]
    fn skip_number(&mut self, care: Care) -> Result {
        let start = self.at;
        if self.integer().is_ok() {
            return Ok(());
        }
        self.at = start;
        self.skip_long_number(care)
    }

    #[cold]
    fn skip_long_number(&mut self, care: Care) -> Result {
        let number = self.number_text()?;
        let valid = match care {
            Care::Syntax => serde_json::from_str::<serde::de::IgnoredAny>(number).is_ok(),
            Care::Value => serde_json::from_str::<serde_json::Number>(number).is_ok(),
        };
        match valid {
            true => Ok(()),
            false => Err(Refused),
        }
    }
}

/// The end of a string whose text begins here, if it is an ordinary one.
#[inline]
fn plain_string(bytes: &[u8], start: usize) -> Option<usize> {
    let end = plain(bytes, start);
    (bytes.get(end) == Some(&b'"') && bytes.get(start) != Some(&b'$')).then_some(end)
}

/// Whether all escapes are such as JSON has.
#[cold]
fn check_escapes(raw: &str) -> Result {
    let mut rest = raw;
    while let Some((_, escape)) = rest.split_once('\\') {
        let length = match escape.as_bytes().first() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 1,
            Some(b'u') => unit(escape).map(|_| 5)?,
            _ => return Err(Refused),
        };
        rest = escape.get(length..).ok_or(Refused)?;
    }
    Ok(())
}
