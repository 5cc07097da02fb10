//! What stands around a message's content.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::wire::json::{Care, Reader, Refused};

/// The members of a message that mean something, unread: where they are in
/// the line. Of one that is there twice the last counts.
#[derive(Default)]
pub(super) struct Envelope {
    pub(super) greeting: Option<Range<usize>>,
    pub(super) result: Option<Range<usize>>,
    pub(super) error: Option<Range<usize>>,
    pub(super) event: Option<Range<usize>>,
    pub(super) data: Option<Range<usize>>,
    pub(super) timestamp: Option<Range<usize>>,
    pub(super) id: Option<Range<usize>>,
    /// The seconds and microseconds of the timestamp, if they are all of it.
    pub(super) time: Option<[i64; 2]>,
    /// Whether `data` is known to have a value, and not only to be JSON.
    pub(super) sound: bool,
}

impl Envelope {
    /// Looks through a line.
    ///
    /// # Errors
    ///
    /// It is no JSON, or no object, in words.
    pub(super) fn read(line: &str) -> Result<Self, String> {
        Self::read_in_one_pass(line).or_else(|Refused| Self::read_in_general(line))
    }

    /// The result of a reply in which there is nothing else.
    pub(super) fn only_result(self) -> Option<Range<usize>> {
        match (self.greeting, self.result, self.error, self.event) {
            (None, Some(result), None, None) => Some(result),
            _ => None,
        }
    }

    fn read_in_one_pass(line: &str) -> Result<Self, Refused> {
        let mut envelope = Self {
            sound: true,
            ..Self::default()
        };
        let mut reader = Reader::new(line);
        reader.entries(|reader, key| {
            let care = match key {
                "data" => Care::Value,
                _ => Care::Syntax,
            };
            if key == "timestamp" {
                // Read at once where it is as it should be.
                let mut ahead = *reader;
                envelope.time = ahead.integers(["seconds", "microseconds"]).ok();
                if envelope.time.is_some() {
                    *reader = ahead;
                    envelope.timestamp = None;
                    return Ok(());
                }
            }
            let place = reader.extent(care)?;
            if let Some(member) = envelope.member(key) {
                *member = Some(place);
            }
            Ok(())
        })?;
        reader.end()?;
        Ok(envelope)
    }

    /// The same with `serde_json`, which says what is wrong.
    #[cold]
    fn read_in_general(line: &str) -> Result<Self, String> {
        let Members(members) =
            serde_json::from_str(line).map_err(|error| match error.is_data() {
                true => format!("the server sent JSON that is no message ({error})"),
                false => format!("the server sent what is no JSON ({error})"),
            })?;
        let mut envelope = Self::default();
        for (key, text) in members {
            let start = text.as_ptr().addr() - line.as_ptr().addr();
            if let Some(member) = envelope.member(&key) {
                *member = Some(start..start + text.len());
            }
        }
        Ok(envelope)
    }

    #[inline]
    fn member(&mut self, key: &str) -> Option<&mut Option<Range<usize>>> {
        Some(match key {
            "QMP" => &mut self.greeting,
            "return" => &mut self.result,
            "error" => &mut self.error,
            "event" => &mut self.event,
            "data" => &mut self.data,
            "timestamp" => &mut self.timestamp,
            "id" => &mut self.id,
            _ => return None,
        })
    }
}

/// Where the result is in `{"return": …, "id": 1}`, and the id, by the ends of
/// the line. If there is one JSON value between them, so it is.
pub(super) fn result_by_ends(line: &str) -> Option<(Range<usize>, u64)> {
    let start = br#"{"return":"#;
    let rest = line.as_bytes().strip_prefix(start)?.strip_suffix(b"}")?;
    let rest = rest.trim_ascii_end();
    let mut digits = rest.len();
    let (mut id, mut weight) = (0_u64, 1_u64);
    while let Some(digit @ b'0'..=b'9') = rest.get(digits.wrapping_sub(1)) {
        id = id.checked_add(weight.checked_mul(u64::from(digit - b'0'))?)?;
        weight = weight.saturating_mul(10);
        digits -= 1;
    }
    let (rest, digits) = rest.split_at_checked(digits)?;
    if matches!(digits, [] | [b'0', _, ..]) {
        return None;
    }
    let spaced = rest.strip_suffix(br#", "id": "#);
    let rest = spaced.or_else(|| rest.strip_suffix(br#","id":"#))?;
    Some((start.len()..start.len() + rest.len(), id))
}

/// All members of an object, and their texts.
struct Members<'a>(Vec<(String, &'a str)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            match Envelope::default().member(&key) {
                Some(_) => members.push((key, map.next_value::<&RawValue>()?.get())),
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(Members(members))
    }
}
