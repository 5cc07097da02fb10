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

    /// Takes just this.
    #[inline(always)]
    pub(crate) fn take(&mut self, word: &str) -> Result {
        match self.rest().starts_with(word.as_bytes()) {
            true => {
                self.at += word.len();
                Ok(())
            }
            false => Err(Refused),
        }
    }

    #[inline]
    pub(crate) fn i64(&mut self) -> Result<i64> {
        self.integer()?.signed()
    }

    /// Takes a string in which nothing is escaped: where its text is.
    #[inline]
    pub(crate) fn plain_string(&mut self) -> Result<Range<usize>> {
        let start = self.at + 1;
        let text = self.quoted()?;
        match text.escaped() {
            None => Ok(start..start + text.raw().len()),
            Some(_) => Err(Refused),
        }
    }

    /// Passes over what is here up to this place: where it is.
    #[inline]
    pub(crate) fn up_to(&mut self, end: usize) -> Result<Range<usize>> {
        let start = self.at;
        if start >= end {
            return Err(Refused);
        }
        self.at = end;
        Ok(start..end)
    }

    /// An object of just these integers, in any order.
    pub(crate) fn integers<const COUNT: usize>(
        &mut self,
        names: [&str; COUNT],
    ) -> Result<[i64; COUNT]> {
        let mut values = [None; COUNT];
        self.entries(|reader, key| {
            let index = names.iter().position(|name| *name == key);
            let value = index.and_then(|index| values.get_mut(index));
            match value.ok_or(Refused)?.replace(reader.integer()?.signed()?) {
                None => Ok(()),
                Some(_) => Err(Refused),
            }
        })?;
        match values.iter().all(Option::is_some) {
            true => Ok(values.map(Option::unwrap_or_default)),
            false => Err(Refused),
        }
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
