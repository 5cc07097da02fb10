//! The agent and its calls.

use std::borrow::Cow;
use std::fmt;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::AgentBuilder;
use crate::client::link::{Sink, Source};
use crate::client::timer::Timer;
use crate::client::turn::Turn;
use crate::protocol::{AgentLine, CommandLine, Content, Errand, Patience, Step};
use crate::trace::CallTrace;
use crate::transport::decode;
use crate::wire::{View, Wire};
use crate::with::Terms;
use crate::{Command, Error, Result, Transport, With};

pub(crate) type Name = Cow<'static, str>;

const PIECE: usize = 16 << 10;

/// A connection to a guest agent; see the [module](super).
///
/// It can be shared between threads, whose commands then wait for one another.
/// After [`Error::Timeout`] it can still be used.
pub struct Agent {
    line: Turn<Line>,
    patience: Patience,
}

impl Agent {
    /// Connects to the Unix socket of the agent's channel, such as that of
    /// `-chardev socket,path=/run/vm.qga,server=on,wait=off,id=qga0`, and
    /// waits until the agent answers.
    ///
    /// # Errors
    ///
    /// Nobody listens there, or no agent answers.
    #[cfg(unix)]
    pub fn connect(path: impl AsRef<std::path::Path>) -> Result<Self> {
        Self::builder().connect(path)
    }

    /// Starts a connection with other than the default settings.
    pub fn builder() -> AgentBuilder {
        AgentBuilder::new()
    }

    pub(super) fn start(
        source: Box<dyn Source>,
        sink: Box<dyn Sink>,
        patience: Patience,
    ) -> Result<Self> {
        let mut line = Line {
            source,
            sink,
            state: AgentLine::new(),
        };
        line.run(Errand::find(patience))?;
        Ok(Self {
            line: Turn::new(line),
            patience,
        })
    }

    /// The same agent, whose calls fail with [`Error::Timeout`] if they take
    /// longer than this. It replaces the agent's own timeout.
    pub fn deadline(&self, timeout: Duration) -> With<'_, Self> {
        With::new(self).deadline(timeout)
    }

    /// Executes a command that the schema lacks: name and arguments as they
    /// stand on the wire.
    ///
    /// # Errors
    ///
    /// Those of any call.
    pub fn execute_raw(
        &self,
        name: impl Into<Cow<'static, str>>,
        arguments: impl Into<Option<Value>>,
    ) -> Result<Value> {
        self.call_raw(name.into(), arguments.into(), Terms::default())
    }

    fn call_raw(
        &self,
        name: Cow<'static, str>,
        arguments: Option<Value>,
        terms: Terms<'_>,
    ) -> Result<Value> {
        let result = self.call(&name, arguments.view(), true, terms)?;
        match result {
            Some(result) => decode(name, &result),
            None => Ok(Value::Null),
        }
    }

    fn call_typed<C: Command>(
        &self,
        arguments: &C::Arguments,
        terms: Terms<'_>,
    ) -> Result<C::Returns> {
        let name = Cow::Borrowed(C::NAME);
        let result = self.call(&name, arguments.view(), C::SUCCESS_RESPONSE, terms)?;
        match result {
            Some(result) => decode(name, &result),
            None => Ok(C::Returns::blank()),
        }
    }

    /// Executes a command: its result, or `None` where silence is success.
    fn call(
        &self,
        name: &Name,
        arguments: View<'_>,
        answered: bool,
        terms: Terms<'_>,
    ) -> Result<Option<Content>> {
        let trace = CallTrace::new(name);
        let result = self.call_untraced(name, arguments, answered, terms);
        trace.end(result.as_ref());
        result
    }

    fn call_untraced(
        &self,
        name: &Name,
        arguments: View<'_>,
        answered: bool,
        terms: Terms<'_>,
    ) -> Result<Option<Content>> {
        check(name, terms)?;
        let timer = Timer::start(terms.timeout.or(self.patience.timeout));
        let command = CommandLine::new(name, arguments, false);
        let errand = Errand::new(name.clone(), command, answered, timer, self.patience);
        match self.line.take(&timer) {
            Some(mut line) => line.run(errand),
            None => Err(errand.timeout()),
        }
    }
}

/// What can be said of a call's terms before anything is sent.
///
/// # Errors
///
/// An agent can't do that.
pub(crate) fn check(name: &Name, terms: Terms<'_>) -> Result<()> {
    match terms.oob || terms.fd.is_some() {
        true => Err(Error::Unsupported {
            command: Some(name.clone()),
            what: "a guest agent executes one command after the other, and takes no descriptors",
        }),
        false => Ok(()),
    }
}

/// The wire to the agent, which one caller at a time has.
struct Line {
    source: Box<dyn Source>,
    sink: Box<dyn Sink>,
    state: AgentLine,
}

impl Line {
    fn run(&mut self, mut errand: Errand) -> Result<Option<Content>> {
        let mut piece = [0; PIECE];
        loop {
            match errand.next(&mut self.state, Instant::now()) {
                Step::Send(line, timer) => {
                    if let Err(unsent) = self.sink.send(line, None, &timer) {
                        self.state.note(unsent.error);
                    }
                }
                Step::Read(timer) => match self.source.read(&mut piece, timer.left()) {
                    Ok(count) => self.state.push(&piece[..count]),
                    Err(error) => self.state.note(error),
                },
                Step::Done(result) => return result,
            }
        }
    }
}

impl fmt::Debug for Agent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Agent")
            .field("patience", &self.patience)
            .finish_non_exhaustive()
    }
}

impl Transport for &Agent {
    type Reply<R: Wire> = Result<R>;

    fn execute<C: Command>(self, arguments: &C::Arguments) -> Result<C::Returns> {
        self.call_typed::<C>(arguments, Terms::default())
    }
}

impl<const OOB: bool> With<'_, Agent, OOB> {
    /// [`Agent::execute_raw`] on these terms.
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
            .call_raw(name.into(), arguments.into(), self.terms)
    }
}

impl<const OOB: bool> Transport for With<'_, Agent, OOB> {
    type Reply<R: Wire> = Result<R>;

    fn execute<C: Command>(self, arguments: &C::Arguments) -> Result<C::Returns> {
        self.client.call_typed::<C>(arguments, self.terms)
    }
}
