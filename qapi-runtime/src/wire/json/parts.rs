//! Reading parts of a text that no type describes.

use std::ops::Range;

use super::skip::Care;
use super::{Reader, Refused, Result};

impl Reader<'_> {
    /// Reads an object; `each` takes the value behind a key.
    #[inline]
    pub(crate) fn entries(&mut self, mut each: impl FnMut(&mut Self, &str) -> Result) -> Result {
        self.open(b'{')?;
        if self.token() != b'}' {
            loop {
                let key = self.any_key()?;
                self.token();
                each(self, &key)?;
                if !self.comma(b'}')? {
                    break;
                }
            }
        }
        self.close();
        Ok(())
    }

    /// Passes over a value: where it is.
    #[inline]
    pub(crate) fn extent(&mut self, care: Care) -> Result<Range<usize>> {
        self.token();
        let start = self.at;
        self.skip(care)?;
        Ok(start..self.at)
    }

    /// A signed integer.
    pub(crate) fn int(&mut self) -> Result<i64> {
        self.integer()?.signed()
    }
}

/// A text that is one string.
pub(crate) fn string(text: &str) -> Result<String> {
    let mut reader = Reader::new(text);
    reader.token();
    let string = reader.str()?.into_owned();
    reader.end()?;
    Ok(string)
}

/// A text that is an object of just these integers, in any order.
pub(crate) fn integers<const COUNT: usize>(
    text: &str,
    names: [&str; COUNT],
) -> Result<[i64; COUNT]> {
    let mut values = [None; COUNT];
    let mut reader = Reader::new(text);
    reader.entries(|reader, key| {
        let index = names.iter().position(|name| *name == key).ok_or(Refused)?;
        match values[index].replace(reader.int()?) {
            None => Ok(()),
            Some(_) => Err(Refused),
        }
    })?;
    reader.end()?;
    match values.iter().all(Option::is_some) {
        true => Ok(values.map(Option::unwrap_or_default)),
        false => Err(Refused),
    }
}
