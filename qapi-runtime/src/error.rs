//! What can go wrong in a call.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use crate::json::Mismatch;
use crate::{Event, Unrecognized};

/// The result of a call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A command's name; `None` before the first command, while connecting.
pub type CommandName = Option<Cow<'static, str>>;

/// Why a call, or making a connection, failed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Error {
    /// Reading or writing failed. The connection is of no further use.
    Io(Arc<io::Error>),
    /// The server closed the connection before it had answered.
    ///
    /// For a command such as `quit` this can mean success: the server may be
    /// gone before its reply is.
    Closed {
        /// The command that was waiting.
        command: CommandName,
    },
    /// No answer came in time, or not what was waited for. The connection can still be used: the answer
    /// will be recognized and dropped if it comes after all. Only where the
    /// server did not even read the whole command, later calls fail at once
    /// ([`Error::Io`]).
    Timeout {
        /// The command that was waiting, or the event that did not come.
        command: CommandName,
        /// How long it had waited.
        after: Duration,
    },
    /// The command is longer than a message may be
    /// ([`ClientBuilder::max_message_size`](crate::ClientBuilder::max_message_size)).
    /// It was not sent, and the connection can still be used.
    TooLong {
        /// The command that was to be sent.
        command: CommandName,
        /// How long a message may be, in bytes.
        limit: usize,
    },
    /// The command asks for something that this connection can't do, such as
    /// to carry a file descriptor. It was not sent, and the connection can
    /// still be used.
    Unsupported {
        /// The command that was to be sent.
        command: CommandName,
        /// What can't be done.
        what: &'static str,
    },
    /// The server sent something that is no message of the protocol. The
    /// connection is of no further use.
    Protocol(ProtocolError),
    /// The command succeeded, but its result does not fit the schema's type;
    /// or an event's data does not.
    Decode(Box<DecodeError>),
    /// A subscriber was too slow, and this many events were dropped, the
    /// oldest first ([`ClientBuilder::event_memory`](crate::ClientBuilder::event_memory)).
    /// The next event is the oldest of those that were kept.
    Lagged {
        /// How many events are missing here.
        lost: u64,
    },
    /// What was waited for ([`wait`](crate::wait)) ended in another way: a job
    /// failed, a guest kept its device.
    Failed(Box<Failure>),
    /// The server refused the command, or failed to execute it.
    Server(Box<ServerError>),
}

impl Error {
    /// The server's own error, where this is one.
    ///
    /// ```
    /// # fn demo(error: qapi_runtime::Error) {
    /// use qapi_runtime::ErrorClass;
    ///
    /// match error.as_server() {
    ///     Some(server) if server.class == ErrorClass::DeviceNotFound => { /* gone already */ }
    ///     _ => eprintln!("{error}"),
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn as_server(&self) -> Option<&ServerError> {
        match self {
            Self::Server(error) => Some(error),
            _ => None,
        }
    }

    /// The server's own error by value; any other error as it is.
    ///
    /// ```
    /// # fn demo(result: qapi_runtime::Result<()>) -> qapi_runtime::Result<()> {
    /// match result.map_err(qapi_runtime::Error::into_server) {
    ///     Err(Ok(server)) => println!("refused: {}", server.desc),
    ///     Err(Err(other)) => return Err(other),
    ///     Ok(()) => {}
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The error itself, where it is not the server's.
    pub fn into_server(self) -> Result<ServerError, Self> {
        match self {
            Self::Server(error) => Ok(*error),
            other => Err(other),
        }
    }

    /// A failure of the connection, as the call of this command sees it.
    pub(crate) fn during(self, command: Cow<'static, str>) -> Self {
        match self {
            Self::Closed { .. } => Self::Closed {
                command: Some(command),
            },
            other => other,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "connection failed: {error}"),
            Self::Closed {
                command: Some(name),
            } => {
                write!(
                    f,
                    "{name}: the server closed the connection without an answer"
                )
            }
            Self::Closed { command: None } => f.write_str("the server closed the connection"),
            Self::Timeout {
                command: Some(name),
                after,
            } => {
                write!(f, "{name}: no answer within {after:?}")
            }
            Self::Timeout {
                command: None,
                after,
            } => {
                write!(f, "the server did not finish its greeting within {after:?}")
            }
            Self::TooLong { command, limit } => {
                let name = command.as_deref().unwrap_or("the command");
                write!(f, "{name}: not sent, as it is longer than {limit} bytes")
            }
            Self::Unsupported { command, what } => {
                let name = command.as_deref().unwrap_or("the command");
                write!(f, "{name}: not sent, as {what}")
            }
            Self::Protocol(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Lagged { lost } => write!(f, "{lost} events were lost to a slow subscriber"),
            Self::Failed(failure) => failure.fmt(f),
            Self::Server(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(&**error),
            _ => None,
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io(Arc::new(error))
    }
}

impl From<ServerError> for Error {
    fn from(error: ServerError) -> Self {
        Self::Server(Box::new(error))
    }
}

/// The server's answer to a command that it refused or could not execute.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerError {
    /// The command that failed.
    pub command: CommandName,
    /// The kind of failure; nearly always [`ErrorClass::GenericError`].
    pub class: ErrorClass,
    /// What happened, in words meant for people. It changes between releases.
    pub desc: String,
}

impl ServerError {
    /// An error of this class; the client that hands it out adds the command.
    #[must_use]
    pub fn new(class: ErrorClass, desc: impl Into<String>) -> Self {
        Self {
            command: None,
            class,
            desc: desc.into(),
        }
    }
}

impl fmt::Display for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(command) = &self.command {
            write!(f, "{command}: ")?;
        }
        write!(f, "{} ({})", self.desc, self.class)
    }
}

impl std::error::Error for ServerError {}

/// Something that was waited for and ended otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// What was waited for, such as `job backup0`.
    pub what: String,
    /// What happened instead, in words meant for people.
    pub desc: String,
}

impl Failure {
    /// This was waited for, and that happened.
    #[must_use]
    pub fn new(what: impl Into<String>, desc: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            desc: desc.into(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.desc)
    }
}

impl std::error::Error for Failure {}

/// The kind of a server's error (`class` in the protocol). The list is open:
/// releases before 1.2 had one class per mishap, later ones may add some.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum ErrorClass {
    /// Any failure without a class of its own.
    GenericError,
    /// The server has no such command, or none in its present state.
    CommandNotFound,
    /// The device is there and not in use.
    DeviceNotActive,
    /// There is no such device.
    DeviceNotFound,
    /// KVM lacks what the command needs.
    KvmMissingCap,
    /// Any other class.
    Unrecognized(Unrecognized),
}

impl ErrorClass {
    /// The class as it stands on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::GenericError => "GenericError",
            Self::CommandNotFound => "CommandNotFound",
            Self::DeviceNotActive => "DeviceNotActive",
            Self::DeviceNotFound => "DeviceNotFound",
            Self::KvmMissingCap => "KVMMissingCap",
            Self::Unrecognized(text) => text.as_str(),
        }
    }
}

impl From<&str> for ErrorClass {
    fn from(name: &str) -> Self {
        match name {
            "GenericError" => Self::GenericError,
            "CommandNotFound" => Self::CommandNotFound,
            "DeviceNotActive" => Self::DeviceNotActive,
            "DeviceNotFound" => Self::DeviceNotFound,
            "KVMMissingCap" => Self::KvmMissingCap,
            _ => Self::Unrecognized(Unrecognized::__new(name)),
        }
    }
}

crate::__enumerations!(ErrorClass);

/// A result, or an event's data, that does not fit the type the schema gives
/// it.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeError {
    /// The command whose result it is, or the event.
    pub command: CommandName,
    /// What the path starts with: `return` or `data`.
    root: &'static str,
    /// Where in the result, and what was wrong there.
    pub mismatch: Mismatch,
    /// The text around the place, shortened.
    pub excerpt: String,
}

impl DecodeError {
    /// A result, `text`, that gave this `mismatch`.
    #[must_use]
    pub fn new(command: CommandName, mismatch: Mismatch, text: &str) -> Self {
        let excerpt = excerpt(text, mismatch.column().unwrap_or(1));
        Self {
            command,
            root: "return",
            mismatch,
            excerpt,
        }
    }

    /// The same for the data of an event.
    pub(crate) fn of_event(event: &Event, mismatch: Mismatch) -> Self {
        let name = Cow::Owned(event.name.clone());
        Self {
            root: "data",
            ..Self::new(Some(name), mismatch, &event.data.to_string())
        }
    }

    /// The way from the message to the part that does not fit, such as
    /// `return.devices[3].size` or `data.guest`.
    #[must_use]
    pub fn path(&self) -> String {
        let root = self.root;
        match self.mismatch.path() {
            "" => root.to_owned(),
            path if path.starts_with('[') => format!("{root}{path}"),
            path => format!("{root}.{path}"),
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("command", &self.command)
            .field("path", &self.path())
            .field("message", &self.mismatch.message())
            .field("excerpt", &self.excerpt)
            .finish()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(command) = &self.command {
            write!(f, "{command}: ")?;
        }
        write!(
            f,
            "{}: {} in `{}`",
            self.path(),
            self.mismatch.message(),
            self.excerpt
        )
    }
}

impl std::error::Error for DecodeError {}

/// Something that is no message of the protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProtocolError {
    /// What is wrong.
    pub message: Cow<'static, str>,
    /// What was received, shortened.
    pub excerpt: String,
}

impl ProtocolError {
    /// This is wrong with that text.
    #[must_use]
    pub fn new(message: impl Into<Cow<'static, str>>, text: &[u8]) -> Self {
        // Cut first: the text may be as large as the limit on messages allows.
        let head = &text[..text.len().min(4 * EXCERPT)];
        Self {
            message: message.into(),
            excerpt: excerpt(&String::from_utf8_lossy(head), 1),
        }
    }
}

impl fmt::Display for ProtocolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if !self.excerpt.is_empty() {
            write!(f, ": `{}`", self.excerpt)?;
        }
        Ok(())
    }
}

impl std::error::Error for ProtocolError {}

/// How many characters of a message an error shows.
const EXCERPT: usize = 160;

/// The part of a text around a column (from 1, in bytes), with `…` where it
/// was cut.
fn excerpt(text: &str, column: usize) -> String {
    let mut start = column.min(text.len()).saturating_sub(EXCERPT / 2);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut rest = text[start..].chars();
    let mut part = String::new();
    if start > 0 {
        part.push('…');
    }
    for character in rest.by_ref().take(EXCERPT) {
        if character.is_control() {
            part.extend(character.escape_default());
        } else {
            part.push(character);
        }
    }
    if rest.next().is_some() {
        part.push('…');
    }
    part
}
