//! What generated functions need of a connection, and what they tell it.

use std::borrow::Cow;

use crate::json;
use crate::protocol::Content;
use crate::wire::json::Refused;
use crate::wire::{self, Slot, Wire};
use crate::{DecodeError, Error, Result};

/// A command of a schema, as a type.
///
/// Generated code implements this once per command, on an empty type in its
/// module `commands`.
pub trait Command {
    /// The command's name on the wire.
    const NAME: &'static str;

    /// Whether a server may execute it out-of-band (`'allow-oob'`).
    const ALLOW_OOB: bool = false;

    /// Whether the server answers when the command has succeeded
    /// (`'success-response'`). Some commands of the guest agent are answered
    /// only when they fail.
    const SUCCESS_RESPONSE: bool = true;

    /// What the command takes; `()` where it takes nothing.
    type Arguments: Wire;

    /// What the command gives back; `()` where it gives nothing.
    type Returns: Wire;
}

/// Something that commands can be sent through.
///
/// `&Client` is one, and so is anything that wraps one. [`Reply`](Self::Reply)
/// decides what a call looks like: a `Result` where it blocks, a future where
/// it doesn't, whatever a test's mock likes. Every generated function is
/// `fn name<T: Transport>(transport: T, …) -> T::Reply<…>` and calls
/// [`execute`](Self::execute), nothing else.
///
/// ```
/// use qapi_runtime::{json, Command, Transport, wire::Wire};
///
/// /// Records what would be sent.
/// struct Recorder<'a>(&'a mut Vec<String>);
///
/// impl Transport for Recorder<'_> {
///     type Reply<R: Wire> = ();
///
///     fn execute<C: Command>(self, arguments: &C::Arguments) {
///         self.0.push(format!("{} {}", C::NAME, json::to_string(arguments)));
///     }
/// }
///
/// struct Stop;
///
/// impl Command for Stop {
///     const NAME: &'static str = "stop";
///     type Arguments = ();
///     type Returns = ();
/// }
///
/// let mut sent = Vec::new();
/// Recorder(&mut sent).execute::<Stop>(&());
/// assert_eq!(sent, ["stop {}"]);
/// ```
#[diagnostic::on_unimplemented(
    message = "commands can't be sent through `{Self}`",
    label = "expected a transport, such as `&Client`"
)]
pub trait Transport {
    /// What a call gives back for a command that returns `R`.
    type Reply<R: Wire>;

    /// Sends a command.
    fn execute<C: Command>(self, arguments: &C::Arguments) -> Self::Reply<C::Returns>;
}

/// Reads the result of a command.
///
/// # Errors
///
/// [`Error::Decode`] where it does not fit, [`Error::Protocol`] where it turns
/// out that the reply was no JSON: then the connection is of no more use.
pub(crate) fn decode<R: Wire>(name: Cow<'static, str>, result: &Content) -> Result<R> {
    let mut value = R::blank();
    match wire::json::fill(value.slot(), result.text()) {
        Ok(()) => Ok(value),
        Err(Refused) => {
            value = R::blank();
            fill_in_general(value.slot(), name, result).map(|()| value)
        }
    }
}

#[cold]
fn fill_in_general(slot: Slot<'_>, name: Cow<'static, str>, result: &Content) -> Result<()> {
    let text = result.check().map_err(Error::Protocol)?;
    json::fill_from_str(slot, text)
        .map_err(|mismatch| Error::Decode(Box::new(DecodeError::new(Some(name), mismatch, text))))
}
