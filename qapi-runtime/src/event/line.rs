//! An event in its line.

use std::ops::Range;
use std::sync::Arc;

use memchr::memrchr;

use super::{Event, EventData, Timestamp};
use crate::wire::json::{Care, Reader, Refused, Result};

/// An event of which only the name and the time are read.
///
/// That the line is JSON is known when the text of its data turns out to be
/// one value.
#[derive(Clone, Debug, PartialEq)]
pub struct EventLine {
    /// The line, or several that came together and share it.
    text: Arc<str>,
    line: Range<u32>,
    name: Range<u32>,
    /// Empty where there is none.
    data: Range<u32>,
    pub(crate) timestamp: Timestamp,
}

impl EventLine {
    /// The event in a line, if all stands there as servers write it.
    pub(crate) fn find(line: &str) -> Option<Self> {
        Self::new(Parts::find(line)?, 0..line.len(), line.into())
    }

    /// The event in a line of a text.
    pub(crate) fn find_in(text: &Arc<str>, line: Range<usize>) -> Option<Self> {
        let parts = Parts::find(text.get(line.clone())?)?;
        Self::new(parts, line, Arc::clone(text))
    }

    #[inline]
    fn new(parts: Parts, line: Range<usize>, text: Arc<str>) -> Option<Self> {
        // All else is less.
        let end = u32::try_from(line.end).ok()?;
        let start = line.start as u32;
        let within = |part: Range<usize>| start + part.start as u32..start + part.end as u32;
        Some(Self {
            text,
            line: start..end,
            name: within(parts.name),
            data: within(parts.data),
            timestamp: parts.timestamp,
        })
    }

    /// The same, which shares its text with no other event.
    pub(crate) fn alone(self) -> Self {
        if self.line.len() == self.text.len() {
            return self;
        }
        let start = self.line.start;
        let part = |range: Range<u32>| range.start - start..range.end - start;
        Self {
            text: self.line().into(),
            line: part(self.line),
            name: part(self.name),
            data: part(self.data),
            timestamp: self.timestamp,
        }
    }

    pub(crate) fn line(&self) -> &str {
        self.part(&self.line)
    }

    pub(crate) fn name(&self) -> &str {
        self.part(&self.name)
    }

    /// The text of the data, if it is one JSON value.
    pub(crate) fn data(&self) -> &str {
        match self.data.is_empty() {
            true => "{}",
            false => self.part(&self.data),
        }
    }

    fn part(&self, range: &Range<u32>) -> &str {
        let range = range.start as usize..range.end as usize;
        self.text.get(range).unwrap_or_default()
    }

    /// The event, provided that its data has a value.
    pub(crate) fn event(&self) -> Option<Event> {
        let data = match self.data.is_empty() {
            true => EventData::default(),
            false => {
                let data = self.data();
                let mut reader = Reader::new(data);
                reader.skip(Care::Value).ok()?;
                reader.end().ok()?;
                EventData::sound(data)
            }
        };
        Some(Event {
            name: self.name().to_owned(),
            data,
            timestamp: self.timestamp,
        })
    }
}

/// Where everything is.
struct Parts {
    name: Range<usize>,
    /// Empty where there is none.
    data: Range<usize>,
    timestamp: Timestamp,
}

/// What stands between the parts.
struct Words {
    comma: &'static str,
    event: &'static str,
    data: &'static str,
    time: &'static str,
    seconds: &'static str,
    microseconds: &'static str,
}

impl Words {
    const SPACED: Self = Self {
        comma: ", ",
        event: "\"event\": ",
        data: ", \"data\": ",
        time: "\"timestamp\": {",
        seconds: "\"seconds\": ",
        microseconds: ", \"microseconds\": ",
    };

    const DENSE: Self = Self {
        comma: ",",
        event: "\"event\":",
        data: ",\"data\":",
        time: "\"timestamp\":{",
        seconds: "\"seconds\":",
        microseconds: ",\"microseconds\":",
    };
}

impl Parts {
    fn find(line: &str) -> Option<Self> {
        let parts = Self::find_by(line, &Words::SPACED);
        parts
            .or_else(|Refused| Self::find_by(line, &Words::DENSE))
            .ok()
    }

    #[inline(always)]
    fn find_by(line: &str, words: &'static Words) -> Result<Self> {
        let text = line.trim_ascii_end();
        let mut reader = Reader::new(text);
        reader.take("{")?;
        let parts = match reader.take(words.event) {
            Ok(()) => Self::before_time(&mut reader, text, words),
            Err(Refused) => Self::behind_time(&mut reader, text, words),
        }?;
        reader.take("}")?;
        reader.end()?;
        Ok(parts)
    }

    /// `{"timestamp": {…}, "event": "…", "data": …}`
    #[inline(always)]
    fn behind_time(reader: &mut Reader<'_>, text: &str, words: &'static Words) -> Result<Self> {
        let timestamp = read_timestamp(reader, words)?;
        reader.take(words.comma)?;
        reader.take(words.event)?;
        let name = reader.plain_string()?;
        let data = match reader.take(words.data) {
            Ok(()) => reader.up_to(text.len() - 1)?,
            Err(Refused) => 0..0,
        };
        Ok(Self {
            name,
            data,
            timestamp,
        })
    }

    /// `{"event": "…", "data": …, "timestamp": {…}}`
    #[inline(always)]
    fn before_time(reader: &mut Reader<'_>, text: &str, words: &'static Words) -> Result<Self> {
        let name = reader.plain_string()?;
        let data = match reader.take(words.data) {
            Ok(()) => reader.up_to(before_last_object(text, words).ok_or(Refused)?)?,
            Err(Refused) => 0..0,
        };
        reader.take(words.comma)?;
        let timestamp = read_timestamp(reader, words)?;
        Ok(Self {
            name,
            data,
            timestamp,
        })
    }
}

/// Where the comma stands before a timestamp that comes last.
fn before_last_object(text: &str, words: &'static Words) -> Option<usize> {
    let brace = memrchr(b'{', text.as_bytes())?;
    let rest = text.get(..=brace)?.strip_suffix(words.time)?;
    Some(rest.strip_suffix(words.comma)?.len())
}

#[inline(always)]
fn read_timestamp(reader: &mut Reader<'_>, words: &'static Words) -> Result<Timestamp> {
    reader.take(words.time)?;
    reader.take(words.seconds)?;
    let seconds = reader.i64()?;
    reader.take(words.microseconds)?;
    let microseconds = reader.i64()?;
    reader.take("}")?;
    Ok(Timestamp {
        seconds,
        microseconds,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(line: &str) -> Option<(String, String, i64)> {
        let event = EventLine::find(line)?;
        let (name, data) = (event.name().to_owned(), event.data().to_owned());
        Some((name, data, event.timestamp.microseconds))
    }

    #[test]
    fn the_parts_are_found_in_the_order_of_servers_and_of_the_specification() {
        for line in [
            r#"{"timestamp": {"seconds": 1, "microseconds": -2}, "event": "A", "data": {"b": {}}}"#,
            r#"{"event": "A", "data": {"b": {}}, "timestamp": {"seconds": 1, "microseconds": -2}}"#,
            r#"{"timestamp":{"seconds":1,"microseconds":-2},"event":"A","data":{"b": {}}}"#,
        ] {
            let expected = ("A".to_owned(), r#"{"b": {}}"#.to_owned(), -2);
            assert_eq!(find(line), Some(expected), "{line}");
        }
        for line in [
            r#"{"timestamp": {"seconds": 1, "microseconds": 3}, "event": "A"}"#,
            r#"{"event": "A", "timestamp": {"seconds": 1, "microseconds": 3}}"#,
        ] {
            let expected = ("A".to_owned(), "{}".to_owned(), 3);
            assert_eq!(find(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn what_stands_otherwise_is_not_guessed_at() {
        let time = r#""timestamp": {"seconds": 1, "microseconds": 3}"#;
        for line in [
            format!(r#"{{{time}, "event": "A\u0041"}}"#),
            format!(r#"{{{time}, "event": "A"}} x"#),
            format!(r#"{{{time}, "event": "A", "data"}}"#),
            format!(r#"{{{time}, "event": "A", "x": 1}}"#),
            format!(r#"{{{time}, "event": "A", "data": }}"#),
            format!(r#"{{"event": "A", "data": 1, "x": {{}}, {time}, "x": 2}}"#),
            r#"{"timestamp": {"seconds": 1.5, "microseconds": 3}, "event": "A"}"#.to_owned(),
            r#"{"timestamp": "noon", "event": "A"}"#.to_owned(),
            r#"{"return": {}, "id": 1}"#.to_owned(),
        ] {
            assert_eq!(find(&line), None, "{line}");
        }
    }

    #[test]
    fn more_than_one_value_for_the_data_is_found_out() {
        let time = r#""timestamp": {"seconds": 1, "microseconds": 3}"#;
        for line in [
            format!(r#"{{{time}, "event": "A", "data": {{}}, "event": "B"}}"#),
            format!(r#"{{"event": "A", "data": {{}}, "event": "B", {time}}}"#),
            format!(r#"{{{time}, "event": "A", "data": {{"b": "\ud800"}}}}"#),
        ] {
            assert_eq!(EventLine::find(&line).unwrap().event(), None, "{line}");
        }
    }
}
