//! Going through the text.

use super::skip::Care;

/// The text is no JSON, or does not fit; the general way says why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refused;

pub(crate) type Result<T = ()> = std::result::Result<T, Refused>;

/// How deep objects and arrays may be nested: as deep as for `serde_json`.
pub(super) const DEPTH: u8 = 127;

/// A place in a text, and how much deeper it may go from there.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) depth: u8,
    /// What is asked of members that nobody wants.
    pub(super) care: Care,
    /// How many bytes may still be read twice because of wrong guesses.
    pub(super) again: usize,
}

impl<'t> Reader<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            depth: DEPTH,
            care: Care::Syntax,
            again: text.len(),
        }
    }

    /// Nothing but white space is left.
    pub(crate) fn end(&mut self) -> Result {
        self.token();
        match self.at == self.text.len() {
            true => Ok(()),
            false => Err(Refused),
        }
    }

    /// The byte here. The text's end is a zero, which stands nowhere in JSON
    /// but there.
    #[inline]
    pub(super) fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// The next byte that is no white space; it is not taken.
    #[inline]
    pub(crate) fn token(&mut self) -> u8 {
        let byte = self.byte();
        if byte > b' ' {
            return byte;
        }
        self.token_after_space()
    }

    #[cold]
    #[inline(never)]
    fn token_after_space(&mut self) -> u8 {
        loop {
            match self.byte() {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return byte,
            }
        }
    }

    /// Takes a space where there is mostly one.
    #[inline]
    pub(super) fn space(&mut self) {
        self.at += usize::from(self.byte() == b' ');
    }

    /// Takes a token.
    #[inline]
    pub(super) fn expect(&mut self, byte: u8) -> Result {
        if self.token() != byte {
            return Err(Refused);
        }
        self.at += 1;
        Ok(())
    }

    /// Takes a word such as `null`.
    #[inline]
    pub(super) fn word<const LENGTH: usize>(&mut self, word: &[u8; LENGTH]) -> Result {
        let end = self.at + LENGTH;
        if self.text.as_bytes().get(self.at..end) != Some(word) {
            return Err(Refused);
        }
        self.at = end;
        Ok(())
    }

    #[inline]
    pub(super) fn bool(&mut self) -> Result<bool> {
        match self.byte() {
            b't' => self.word(b"true").map(|()| true),
            _ => self.word(b"false").map(|()| false),
        }
    }

    /// Takes the beginning of an object or array.
    #[inline]
    pub(super) fn open(&mut self, byte: u8) -> Result {
        self.expect(byte)?;
        self.depth = self.depth.checked_sub(1).ok_or(Refused)?;
        Ok(())
    }

    /// Takes the end of an object or array.
    #[inline]
    pub(super) fn close(&mut self) {
        self.at += 1;
        self.depth += 1;
    }

    /// Takes what stands behind an element or a member. Whether it was a
    /// comma; otherwise the end is here.
    #[inline]
    pub(super) fn comma(&mut self, end: u8) -> Result<bool> {
        match self.token() {
            b',' => {
                self.at += 1;
                self.space();
                Ok(true)
            }
            byte if byte == end => Ok(false),
            _ => Err(Refused),
        }
    }

    /// The bytes from here on.
    #[inline(always)]
    pub(super) fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }
}
