//! What a line from the server is.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::{ErrorClass, Event, Greeting, ProtocolError, ServerError, Timestamp, Version};

/// A message from the server.
#[derive(Debug)]
pub(crate) enum Message {
    Greeting(Greeting),
    Reply { id: Id, reply: Reply },
    Event(Event),
}

/// The answer to a command: the text of its result, or the server's error.
pub(crate) type Reply = Result<Box<RawValue>, ServerError>;

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

impl Message {
    /// Reads a line.
    ///
    /// # Errors
    ///
    /// It is no text, no JSON, or no message of the protocol.
    pub(crate) fn parse(line: &[u8]) -> Result<Self, ProtocolError> {
        let text = str::from_utf8(line)
            .map_err(|_| ProtocolError::new("the server sent invalid UTF-8", line))?;
        // It saves users of `pretty=on` a search.
        if text == "{" {
            let message = "the server spreads a message over several lines (`pretty=on`)";
            return Err(ProtocolError::new(message, line));
        }
        let members = serde_json::from_str::<Members<'_>>(text).map_err(|error| {
            let message = match error.is_data() {
                true => format!("the server sent JSON that is no message ({error})"),
                false => format!("the server sent what is no JSON ({error})"),
            };
            ProtocolError::new(message, line)
        })?;
        members
            .classify()
            .map_err(|message| ProtocolError::new(message, line))
    }
}

/// The members of a message that mean something, unread.
#[derive(Default)]
struct Members<'a> {
    greeting: Option<&'a RawValue>,
    result: Option<&'a RawValue>,
    error: Option<&'a RawValue>,
    event: Option<&'a RawValue>,
    data: Option<&'a RawValue>,
    timestamp: Option<&'a RawValue>,
    id: Option<&'a RawValue>,
}

impl Members<'_> {
    fn classify(self) -> Result<Message, &'static str> {
        match (self.greeting, self.result, self.error, self.event) {
            (Some(greeting), None, None, None) => read_greeting(greeting)
                .map(Message::Greeting)
                .ok_or("the server's greeting lacks its version"),
            (None, Some(result), None, None) => Ok(Message::Reply {
                id: read_id(self.id),
                reply: Ok(result.to_owned()),
            }),
            (None, None, Some(error), None) => {
                let error = read_error(error).ok_or("the server's error lacks class or desc")?;
                Ok(Message::Reply {
                    id: read_id(self.id),
                    reply: Err(error),
                })
            }
            (None, None, None, Some(event)) => self
                .read_event(event)
                .map(Message::Event)
                .ok_or("the server's event can't be read"),
            _ => Err("the server sent JSON that is no message"),
        }
    }

    fn read_event(&self, name: &RawValue) -> Option<Event> {
        let data = match self.data {
            Some(data) => serde_json::from_str(data.get()).ok()?,
            None => Value::Object(serde_json::Map::new()),
        };
        // A server without a clock is no reason to lose the event.
        let timestamp = self.timestamp.and_then(read_timestamp);
        Some(Event::new(
            serde_json::from_str::<String>(name.get()).ok()?,
            data,
            timestamp.unwrap_or(Timestamp::UNKNOWN),
        ))
    }
}

fn read_id(id: Option<&RawValue>) -> Id {
    match id.map(RawValue::get) {
        None | Some("null") => Id::Missing,
        Some(text) => text.parse().map_or(Id::Foreign, Id::Number),
    }
}

fn read_greeting(greeting: &RawValue) -> Option<Greeting> {
    let greeting: Value = serde_json::from_str(greeting.get()).ok()?;
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

fn read_error(error: &RawValue) -> Option<ServerError> {
    let error: Value = serde_json::from_str(error.get()).ok()?;
    let class = ErrorClass::from(error["class"].as_str()?);
    Some(ServerError::new(class, error["desc"].as_str()?))
}

fn read_timestamp(timestamp: &RawValue) -> Option<Timestamp> {
    let timestamp: Value = serde_json::from_str(timestamp.get()).ok()?;
    Some(Timestamp {
        seconds: timestamp["seconds"].as_i64()?,
        microseconds: timestamp["microseconds"].as_i64()?,
    })
}

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
        let mut members = Members::default();
        while let Some(key) = map.next_key()? {
            let member = match key {
                Key::Greeting => &mut members.greeting,
                Key::Return => &mut members.result,
                Key::Error => &mut members.error,
                Key::Event => &mut members.event,
                Key::Data => &mut members.data,
                Key::Timestamp => &mut members.timestamp,
                Key::Id => &mut members.id,
                Key::Other => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            *member = Some(map.next_value()?);
        }
        Ok(members)
    }
}

enum Key {
    Greeting,
    Return,
    Error,
    Event,
    Data,
    Timestamp,
    Id,
    Other,
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(KeyVisitor)
    }
}

struct KeyVisitor;

impl Visitor<'_> for KeyVisitor {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_str<E>(self, key: &str) -> Result<Key, E> {
        Ok(match key {
            "QMP" => Key::Greeting,
            "return" => Key::Return,
            "error" => Key::Error,
            "event" => Key::Event,
            "data" => Key::Data,
            "timestamp" => Key::Timestamp,
            "id" => Key::Id,
            _ => Key::Other,
        })
    }
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
            assert_eq!((id, text.get()), (Id::Number(12), r#"{"a": [1,  2]}"#));
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

    #[test]
    fn events_lack_data_and_clocks() {
        let full = parse(
            r#"{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "A", "data": {"b": 3}}"#,
        );
        let time = Timestamp {
            seconds: 1,
            microseconds: 2,
        };
        assert!(matches!(full, Message::Event(event)
            if event == Event::new("A", json!({"b": 3}), time)));
        for line in [
            r#"{"event": "A", "timestamp": {"seconds": -1, "microseconds": -1}}"#,
            r#"{"event": "A"}"#,
            r#"{"event": "A", "timestamp": "noon"}"#,
        ] {
            assert!(matches!(parse(line), Message::Event(event)
                if event == Event::new("A", json!({}), Timestamp::UNKNOWN)));
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
