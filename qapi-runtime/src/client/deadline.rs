//! A client with a time limit.

use std::borrow::Cow;
use std::time::Duration;

use serde_json::Value;

use super::Client;
use crate::wire::Wire;
use crate::{Command, Result, Transport};

/// A client whose calls may take only so long; see [`Client::deadline`].
///
/// The time runs anew for every call.
#[derive(Clone, Copy, Debug)]
pub struct Deadline<'a> {
    client: &'a Client,
    timeout: Duration,
}

impl<'a> Deadline<'a> {
    pub(super) fn new(client: &'a Client, timeout: Duration) -> Self {
        Self { client, timeout }
    }

    /// [`Client::execute_raw`] with this deadline.
    ///
    /// # Errors
    ///
    /// Those of any call.
    pub fn execute_raw(
        self,
        name: impl Into<Cow<'static, str>>,
        arguments: impl Into<Option<Value>>,
    ) -> Result<Value> {
        self.client
            .call_raw(name.into(), arguments.into(), Some(self.timeout))
    }
}

impl Transport for Deadline<'_> {
    type Reply<R: Wire> = Result<R>;

    fn execute<C: Command>(self, arguments: &C::Arguments) -> Result<C::Returns> {
        self.client.call_typed::<C>(arguments, Some(self.timeout))
    }
}
