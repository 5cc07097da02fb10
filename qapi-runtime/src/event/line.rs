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
    line: Arc<str>,
    name: Range<usize>,
    data: Option<Range<usize>>,
    pub(crate) timestamp: Timestamp,
}

impl EventLine {
    /// The event in a line, if all stands there as servers write it.
    pub(crate) fn find(line: &str) -> Option<Self> {
        let parts = Parts::behind_time(line).or_else(|Refused| Parts::before_time(line));
        let Parts {
            name,
            data,
            timestamp,
        } = parts.ok()?;
        Some(Self {
            line: line.into(),
            name,
            data,
            timestamp,
        })
    }

    pub(crate) fn line(&self) -> &str {
        &self.line
    }

    pub(crate) fn name(&self) -> &str {
        self.line.get(self.name.clone()).unwrap_or_default()
    }

    /// The text of the data, if it is one JSON value.
    pub(crate) fn data(&self) -> &str {
        match &self.data {
            Some(range) => self.line.get(range.clone()).unwrap_or_default(),
            None => "{}",
        }
    }

    /// The event, provided that its data has a value.
    pub(crate) fn event(&self) -> Option<Event> {
        let data = match &self.data {
            Some(range) => {
                let mut reader = Reader::new(self.data());
                reader.skip(Care::Value).ok()?;
                reader.end().ok()?;
                EventData::sound(Arc::clone(&self.line), range.clone())
            }
            None => EventData::default(),
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
    data: Option<Range<usize>>,
    timestamp: Timestamp,
}

impl Parts {
    /// `{"timestamp": {…}, "event": "…", "data": …}`
    fn behind_time(line: &str) -> Result<Self> {
        let mut reader = Reader::new(line);
        reader.open(b'{')?;
        let timestamp = read_timestamp(&mut reader)?;
        reader.next(b',')?;
        let name = read_name(&mut reader)?;
        let data = match reader.comma(b'}')? {
            true => {
                reader.expect_key("data")?;
                let end = line.trim_ascii_end().len() - 1;
                Some(reader.up_to(end)?)
            }
            false => None,
        };
        reader.expect(b'}')?;
        reader.end()?;
        Ok(Self {
            name,
            data,
            timestamp,
        })
    }

    /// `{"event": "…", "data": …, "timestamp": {…}}`
    fn before_time(line: &str) -> Result<Self> {
        let mut reader = Reader::new(line);
        reader.open(b'{')?;
        let name = read_name(&mut reader)?;
        reader.next(b',')?;
        let data = match reader.expect_key("data") {
            Ok(()) => {
                // The last brace that opens is the timestamp's.
                let start = memrchr(b'{', line.as_bytes()).ok_or(Refused)?;
                let rest = line.get(..start).ok_or(Refused)?.trim_ascii_end();
                let rest = rest.strip_suffix(':').ok_or(Refused)?.trim_ascii_end();
                let rest = rest.strip_suffix("\"timestamp\"").ok_or(Refused)?;
                let rest = rest.trim_ascii_end().strip_suffix(',').ok_or(Refused)?;
                let data = reader.up_to(rest.len())?;
                reader.next(b',')?;
                Some(data)
            }
            Err(Refused) => None,
        };
        let timestamp = read_timestamp(&mut reader)?;
        reader.expect(b'}')?;
        reader.end()?;
        Ok(Self {
            name,
            data,
            timestamp,
        })
    }
}

fn read_name(reader: &mut Reader<'_>) -> Result<Range<usize>> {
    reader.expect_key("event")?;
    reader.plain_string()
}

fn read_timestamp(reader: &mut Reader<'_>) -> Result<Timestamp> {
    reader.expect_key("timestamp")?;
    reader.expect(b'{')?;
    reader.expect_key("seconds")?;
    let seconds = reader.i64()?;
    reader.next(b',')?;
    reader.expect_key("microseconds")?;
    let microseconds = reader.i64()?;
    reader.expect(b'}')?;
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
