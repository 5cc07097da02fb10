//! What a line from the server is.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::Value;

use super::envelope::{Envelope, result_by_ends};
use super::{Content, Notice};
use crate::event::{EventData, EventLine};
use crate::wire::json::{self, Refused};
use crate::{ErrorClass, Event, Greeting, ProtocolError, ServerError, Timestamp, Version};

/// A message from the server.
#[derive(Debug)]
pub(crate) enum Message {
    Greeting(Box<Greeting>),
    Reply { id: Id, reply: Reply },
    Event(Notice),
}

/// The answer to a command: the text of its result, or the server's error.
pub(crate) type Reply = Result<Content, Box<ServerError>>;

/// The id of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Id {
    /// One that this library may have given.
    Number(u64),
    /// One that it can't have given.
    Foreign,
    /// None.
    Missing,
}

/// What a message is, its result still in the line.
enum Kind {
    Greeting(Greeting),
    Result {
        id: Id,
        text: Range<usize>,
        /// Whether the whole line is known to be JSON.
        checked: bool,
    },
    Error {
        id: Id,
        error: ServerError,
    },
    Event(Notice),
}

impl Message {
    /// Reads a line. Of one that is given away the result is not copied.
    ///
    /// # Errors
    ///
    /// It is no text, no JSON, or no message of the protocol.
    #[inline]
    pub(crate) fn parse<'a>(line: impl Into<Cow<'a, [u8]>>) -> Result<Self, ProtocolError> {
        let line = match line.into() {
            Cow::Borrowed(line) => Cow::Borrowed(str::from_utf8(line).map_err(|_| no_text(line))?),
            Cow::Owned(line) => {
                Cow::Owned(String::from_utf8(line).map_err(|error| no_text(error.as_bytes()))?)
            }
        };
        Self::parse_text(line)
    }

    /// The same of a line that is known to be text.
    ///
    /// # Errors
    ///
    /// It is no JSON, or no message of the protocol.
    #[inline]
    pub(super) fn parse_text(line: Cow<'_, str>) -> Result<Self, ProtocolError> {
        Ok(match Kind::read(&line)? {
            Kind::Greeting(greeting) => Self::Greeting(Box::new(greeting)),
            Kind::Event(event) => Self::Event(event),
            Kind::Error { id, error } => Self::Reply {
                id,
                reply: Err(Box::new(error)),
            },
            Kind::Result { id, text, checked } => Self::Reply {
                id,
                reply: Ok(Content::new(line.into_owned(), text, checked)),
            },
        })
    }

    /// Looks through a line that seems to be an event.
    ///
    /// # Errors
    ///
    /// It is no JSON, or no event.
    #[cold]
    pub(super) fn read_event(line: &str) -> Result<Event, ProtocolError> {
        match Kind::read_in_general(line)? {
            Kind::Event(Notice::Read(event)) => Ok(*event),
            _ => {
                let message = "the server sent JSON that is no message";
                Err(ProtocolError::new(message, line.as_bytes()))
            }
        }
    }
}

#[cold]
fn no_text(line: &[u8]) -> ProtocolError {
    ProtocolError::new("the server sent invalid UTF-8", line)
}

impl Kind {
    #[inline(always)]
    fn read(line: &str) -> Result<Self, ProtocolError> {
        if let Some((text, id)) = result_by_ends(line) {
            return Ok(Self::Result {
                id: Id::Number(id),
                text,
                checked: false,
            });
        }
        match EventLine::find(line) {
            Some(event) => Ok(Self::Event(Notice::Line(event))),
            None => Self::read_in_general(line),
        }
    }

    #[inline(never)]
    fn read_in_general(line: &str) -> Result<Self, ProtocolError> {
        // It saves users of `pretty=on` a search.
        if line == "{" {
            let message = "the server spreads a message over several lines (`pretty=on`)";
            return Err(ProtocolError::new(message, line.as_bytes()));
        }
        let envelope =
            Envelope::read(line).map_err(|message| ProtocolError::new(message, line.as_bytes()))?;
        Self::of(line, envelope).map_err(|message| ProtocolError::new(message, line.as_bytes()))
    }

    fn of(line: &str, envelope: Envelope) -> Result<Self, &'static str> {
        let text = |range: Range<usize>| line.get(range).unwrap_or_default();
        let id = read_id(envelope.id.clone().map(text));
        let Envelope {
            greeting,
            result,
            error,
            event,
            ..
        } = envelope;
        match (greeting, result, error, event) {
            (Some(greeting), None, None, None) => read_greeting(text(greeting))
                .map(Self::Greeting)
                .ok_or("the server's greeting lacks its version"),
            (None, Some(result), None, None) => Ok(Self::Result {
                id,
                text: result,
                checked: true,
            }),
            (None, None, Some(error), None) => {
                let error = read_error(text(error));
                let error = error.ok_or("the server's error lacks class or desc")?;
                Ok(Self::Error { id, error })
            }
            (None, None, None, Some(name)) => {
                let data = envelope.data.map(text);
                // A server without a clock is no reason to lose the event.
                let timestamp = match envelope.time {
                    Some([seconds, microseconds]) => Some(Timestamp {
                        seconds,
                        microseconds,
                    }),
                    None => envelope.timestamp.map(text).and_then(read_timestamp),
                };
                let data = match data {
                    Some(data) if envelope.sound => Some(EventData::sound(data)),
                    Some(data) => EventData::read(data),
                    None => Some(EventData::default()),
                };
                read_event(text(name), data, timestamp)
                    .map(|event| Self::Event(Notice::Read(Box::new(event))))
                    .ok_or("the server's event can't be read")
            }
            _ => Err("the server sent JSON that is no message"),
        }
    }
}

fn read_id(id: Option<&str>) -> Id {
    match id {
        None | Some("null") => Id::Missing,
        Some(text) => text.parse().map_or(Id::Foreign, Id::Number),
    }
}

fn read_greeting(greeting: &str) -> Option<Greeting> {
    let greeting: Value = serde_json::from_str(greeting).ok()?;
    let version = &greeting["version"];
    let number = |name| version["qemu"][name].as_u64();
    let mut result = Greeting::new(Version::new(
        number("major")?,
        number("minor")?,
        number("micro")?,
    ));
    if let Some(package) = version["package"].as_str() {
        package.clone_into(&mut result.version.package);
    }
    // The list is open, so what is no name is passed over like an unknown one.
    let capabilities = greeting["capabilities"].as_array().into_iter().flatten();
    result.capabilities = capabilities
        .filter_map(|capability| capability.as_str().map(str::to_owned))
        .collect();
    Some(result)
}

fn read_error(error: &str) -> Option<ServerError> {
    let error: Value = serde_json::from_str(error).ok()?;
    let class = ErrorClass::from(error["class"].as_str()?);
    Some(ServerError::new(class, error["desc"].as_str()?))
}

fn read_event(name: &str, data: Option<EventData>, timestamp: Option<Timestamp>) -> Option<Event> {
    let name = match json::string(name) {
        Ok(name) => name,
        Err(Refused) => serde_json::from_str(name).ok()?,
    };
    Some(Event {
        name,
        data: data?,
        timestamp: timestamp.unwrap_or(Timestamp::UNKNOWN),
    })
}

fn read_timestamp(timestamp: &str) -> Option<Timestamp> {
    let timestamp: Value = serde_json::from_str(timestamp).ok()?;
    Some(Timestamp {
        seconds: timestamp["seconds"].as_i64()?,
        microseconds: timestamp["microseconds"].as_i64()?,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parse(line: &str) -> Message {
        Message::parse(line.as_bytes()).unwrap()
    }

    fn refuse(line: &[u8]) -> String {
        Message::parse(line).unwrap_err().to_string()
    }

    #[test]
    fn a_greeting_keeps_the_package_and_unknown_capabilities() {
        let line = r#"{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7, "x": 1},
            "package": "Debian 7.2", "more": []}, "capabilities": ["oob", {"new": 1}, "teapot"]}}"#;
        let Message::Greeting(greeting) = parse(line) else {
            panic!("no greeting");
        };
        assert_eq!(greeting.version.to_string(), "7.2.22 (Debian 7.2)");
        assert_eq!(greeting.capabilities, ["oob", "teapot"]);
    }

    #[test]
    fn a_reply_keeps_the_text_of_its_result_in_any_order_of_members() {
        for line in [
            r#"{"return": {"a": [1,  2]}, "id": 12}"#,
            r#"{"x": [{"return": 3}], "id": 12, "return": {"a": [1,  2]}}"#,
            r#"{"\u0069d": 12, "return": {"a": [1,  2]}}"#,
        ] {
            let Message::Reply {
                id,
                reply: Ok(text),
            } = parse(line)
            else {
                panic!("no result: {line}");
            };
            assert_eq!(
                (id, text.check().unwrap()),
                (Id::Number(12), r#"{"a": [1,  2]}"#)
            );
        }
    }

    #[test]
    fn ids_that_are_not_ours_are_told_from_missing_ones() {
        for (id, expected) in [
            (r#", "id": "12""#, Id::Foreign),
            (r#", "id": -1"#, Id::Foreign),
            (r#", "id": 1.0"#, Id::Foreign),
            (r#", "id": 18446744073709551616"#, Id::Foreign),
            (r#", "id": {"id": 1}"#, Id::Foreign),
            (r#", "id": null"#, Id::Missing),
            ("", Id::Missing),
        ] {
            let Message::Reply { id, .. } = parse(&format!("{{\"return\": {{}}{id}}}")) else {
                panic!("no reply");
            };
            assert_eq!(id, expected);
        }
    }

    #[test]
    fn an_error_has_an_open_class() {
        let line = r#"{"id": 1, "error": {"desc": "no tea", "class": "Teapot", "data": {}}}"#;
        let Message::Reply {
            reply: Err(error), ..
        } = parse(line)
        else {
            panic!("no error");
        };
        assert_eq!(error.to_string(), "no tea (Teapot)");
    }

    fn read(message: Message) -> Event {
        match message {
            Message::Event(notice) => notice.read().unwrap(),
            other => panic!("no event: {other:?}"),
        }
    }

    #[test]
    fn events_lack_data_and_clocks() {
        let full = parse(
            r#"{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "A", "data": {"b": 3}}"#,
        );
        let time = Timestamp {
            seconds: 1,
            microseconds: 2,
        };
        assert_eq!(read(full), Event::new("A", json!({"b": 3}), time));
        for line in [
            r#"{"event": "A", "timestamp": {"seconds": -1, "microseconds": -1}}"#,
            r#"{"event": "A"}"#,
            r#"{"event": "A", "timestamp": "noon"}"#,
        ] {
            let event = Event::new("A", json!({}), Timestamp::UNKNOWN);
            assert_eq!(read(parse(line)), event);
        }
    }

    #[test]
    fn what_is_no_message_is_refused_with_an_excerpt() {
        for line in [
            "[]",
            "3",
            "{}",
            r#"{"id": 1}"#,
            r#"{"return": {}, "error": {"class": "A", "desc": "b"}}"#,
            r#"{"return": {}, "event": "A"}"#,
            r#"{"event": 3}"#,
            r#"{"error": "bad"}"#,
            r#"{"error": {"class": "GenericError"}}"#,
            r#"{"QMP": {"capabilities": []}}"#,
        ] {
            let error = refuse(line.as_bytes());
            assert!(error.contains(line), "{error}");
            assert!(!error.contains("no JSON"), "{error}");
        }
        for line in ["hello", "{\"return\": {}", "{\"return\": {}} x", "{'a': 1}"] {
            let error = refuse(line.as_bytes());
            assert!(error.contains("no JSON") && error.contains(line), "{error}");
        }
        assert!(refuse(b"{").contains("pretty"));
        let error = refuse(b"{\"return\": \"\xff\"}");
        assert!(error.contains("invalid UTF-8"), "{error}");
    }

    #[test]
    fn an_excerpt_is_short() {
        let line = format!("[\"{}\"]", "ä".repeat(1 << 20));
        assert!(refuse(line.as_bytes()).len() < 1000);
    }

    #[test]
    fn deep_nesting_overflows_no_stack() {
        let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        assert!(refuse(deep.as_bytes()).contains("no message"));
        let event = format!(r#"{{"event": "A", "data": {deep}}}"#);
        assert!(refuse(event.as_bytes()).contains("event"));
        let unknown = format!(r#"{{"unknown": {deep}, "return": {deep}, "id": 1}}"#);
        assert!(matches!(
            parse(&unknown),
            Message::Reply { reply: Ok(_), .. }
        ));
    }
}
