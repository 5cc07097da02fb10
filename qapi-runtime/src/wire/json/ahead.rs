//! Looking for a member further on.

use super::Reader;

impl<'t> Reader<'t> {
    /// The next member of this name whose value is a string: where that is, and
    /// its text. That it belongs to the object here, and is no part of a text,
    /// is likely.
    pub(super) fn text_ahead(&self, name: &str) -> Option<(usize, &'t str)> {
        let mut at = self.at;
        loop {
            let colon = find_key(self.text.as_bytes(), at, name.as_bytes())?;
            if let Some(found) = self.string_behind(colon) {
                return Some(found);
            }
            at = colon;
        }
    }

    /// A string in which nothing is escaped, behind a colon.
    #[inline]
    fn string_behind(&self, colon: usize) -> Option<(usize, &'t str)> {
        let mut ahead = Self { at: colon, ..*self };
        ahead.take(":").ok()?;
        ahead.space();
        let quote = ahead.at;
        let text = ahead.plain_string().ok()?;
        Some((quote, self.text.get(text)?))
    }
}

/// Where a key of this name ends.
fn find_key(bytes: &[u8], mut at: usize, name: &[u8]) -> Option<usize> {
    let length = name.len() + 2;
    let ends = [*name.first()?, *name.last()?];
    loop {
        // Where its first letter and its last one stand as far apart as they
        // should is looked at.
        at += likely(bytes.get(at + 1..)?, bytes.get(at + name.len()..)?, ends);
        if is_key(bytes.get(at..at + length)?, name) {
            return Some(at + length);
        }
        at += 1;
    }
}

/// At which place these two bytes stand in these two texts, of which the second
/// one is shorter; or where it ends.
fn likely(firsts: &[u8], lasts: &[u8], [first, last]: [u8; 2]) -> usize {
    const BLOCK: usize = 16;
    let [(blocks, _), (last_blocks, _)] = [firsts.as_chunks::<BLOCK>(), lasts.as_chunks()];
    let mut at = 0;
    // The compiler makes few instructions of this.
    for (firsts, lasts) in blocks.iter().zip(last_blocks) {
        let mut found = false;
        for index in 0..BLOCK {
            found |= (firsts[index] == first) & (lasts[index] == last);
        }
        if found {
            break;
        }
        at += BLOCK;
    }
    let [firsts, lasts] = [firsts, lasts].map(|bytes| bytes.get(at..).unwrap_or_default());
    let mut pairs = firsts.iter().zip(lasts);
    let found = pairs.position(|pair| pair == (&first, &last));
    at + found.unwrap_or(lasts.len())
}

/// Whether this is a name between quotes.
#[inline]
fn is_key(key: &[u8], name: &[u8]) -> bool {
    key.strip_prefix(b"\"")
        .and_then(|key| key.strip_suffix(b"\""))
        == Some(name)
}
