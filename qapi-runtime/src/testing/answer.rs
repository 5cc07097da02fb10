//! Commands as the peer gets them, and its answers.

use std::time::SystemTime;

use serde_json::{Map, Value, json};

use crate::{ErrorClass, ServerError};

/// A command that a peer has received.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Received {
    /// The command's name, such as `query-status`.
    pub name: String,
    /// Its arguments; an empty object where none were sent.
    pub arguments: Value,
    /// Its id, null where it had none. A reply has to repeat it.
    pub id: Value,
    /// Whether it was to be executed out-of-band.
    pub oob: bool,
}

impl Received {
    /// Reads a line; the error is the message to answer it with.
    pub(super) fn parse(line: &[u8]) -> Result<Self, Value> {
        let error = |id, desc| {
            let error = ServerError::new(ErrorClass::GenericError, desc);
            reply(&id, Err(error))
        };
        let mut command = match serde_json::from_slice(line) {
            Ok(Value::Object(command)) => command,
            Ok(_) => return Err(error(Value::Null, "A command must be a JSON object")),
            Err(_) => return Err(error(Value::Null, "JSON parse error")),
        };
        let id = command.remove("id").unwrap_or_default();
        let oob = command.contains_key("exec-oob");
        let key = if oob { "exec-oob" } else { "execute" };
        let Some(Value::String(name)) = command.remove(key) else {
            return Err(error(id, "The member 'execute' must be a string"));
        };
        let arguments = match command.remove("arguments") {
            None => Value::Object(Map::new()),
            Some(arguments) if arguments.is_object() => arguments,
            Some(_) => return Err(error(id, "The member 'arguments' must be an object")),
        };
        if let Some(member) = command.keys().next() {
            let message = format!("The member '{member}' is unexpected");
            return Err(error(id, &message));
        }
        Ok(Self {
            name,
            arguments,
            id,
            oob,
        })
    }
}

/// A command being answered by [`Peer::handle`](super::Peer::handle).
#[derive(Debug)]
pub struct Call<'a> {
    command: &'a Received,
    pub(super) before: Vec<Value>,
    pub(super) after: Vec<Value>,
    pub(super) hang_up: bool,
}

impl<'a> Call<'a> {
    pub(super) fn new(command: &'a Received) -> Self {
        Self {
            command,
            before: Vec::new(),
            after: Vec::new(),
            hang_up: false,
        }
    }

    /// The command's arguments; an empty object where none were sent.
    #[must_use]
    pub fn arguments(&self) -> &'a Value {
        &self.command.arguments
    }

    /// Emits an event right before the reply, as QEMU does with `STOP` on
    /// `stop`. Null for `data` leaves it out.
    pub fn emit_before(&mut self, event: &str, data: Value) {
        self.before.push(self::event(event, data));
    }

    /// Emits an event right after the reply, as QEMU does with
    /// `DEVICE_DELETED` on `device_del`. Null for `data` leaves it out.
    pub fn emit_after(&mut self, event: &str, data: Value) {
        self.after.push(self::event(event, data));
    }

    /// Closes the connection after the reply, as QEMU does on `quit`.
    pub fn hang_up(&mut self) {
        self.hang_up = true;
    }
}

/// The message that answers a command.
pub(super) fn reply(id: &Value, result: Result<Value, ServerError>) -> Value {
    let mut message = match result {
        Ok(value) => json!({"return": value}),
        Err(error) => {
            let error = json!({"class": error.class.as_str(), "desc": error.desc});
            json!({"error": error})
        }
    };
    if !id.is_null() {
        message["id"] = id.clone();
    }
    message
}

/// The message for an event that happens now.
pub(super) fn event(name: &str, data: Value) -> Value {
    let timestamp = match SystemTime::now().duration_since(SystemTime::UNIX_EPOCH) {
        Ok(time) => json!({"seconds": time.as_secs(), "microseconds": time.subsec_micros()}),
        Err(_) => json!({"seconds": -1, "microseconds": -1}),
    };
    let mut message = json!({"event": name, "timestamp": timestamp});
    if !data.is_null() {
        message["data"] = data;
    }
    message
}
