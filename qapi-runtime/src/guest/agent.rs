//! The agent and its calls.

use std::borrow::Cow;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use serde_json::Value;

use super::AgentBuilder;
use crate::client::link::{Sink, Source, is_end, is_pause};
use crate::client::timer::Timer;
use crate::client::turn::Turn;
use crate::protocol::Content;
use crate::protocol::{Answer, CommandLine, Framer, MESSAGE_LIMIT, Sync, SyncStep};
use crate::trace::CallTrace;
use crate::transport::decode;
use crate::wire::{View, Wire};
use crate::with::Terms;
use crate::{Command, Error, Result, Transport, With};

/// How often to ask again an agent that does not answer.
const SYNC_INTERVAL: Duration = Duration::from_secs(1);

type Name = Cow<'static, str>;

const PIECE: usize = 16 << 10;

/// A connection to a guest agent; see the [module](super).
///
/// It can be shared between threads, whose commands then wait for one another.
/// After [`Error::Timeout`] it can still be used.
pub struct Agent {
    line: Turn<Line>,
    settings: Settings,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Settings {
    pub(super) timeout: Option<Duration>,
    pub(super) sync_timeout: Duration,
    pub(super) silence: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            timeout: Some(Duration::from_secs(30)),
            sync_timeout: Duration::from_secs(10),
            silence: Duration::from_secs(2),
        }
    }
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
        settings: Settings,
    ) -> Result<Self> {
        let mut line = Line {
            source,
            sink,
            framer: Framer::new(MESSAGE_LIMIT),
            synced: false,
            failure: None,
        };
        line.sync(&Timer::start(Some(settings.sync_timeout)))?;
        Ok(Self {
            line: Turn::new(line),
            settings,
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
        if terms.oob || terms.fd.is_some() {
            return Err(Error::Unsupported {
                command: Some(name.clone()),
                what: "a guest agent executes one command after the other, and takes no descriptors",
            });
        }
        let timer = Timer::start(terms.timeout.or(self.settings.timeout));
        let late = || Error::Timeout {
            command: Some(name.clone()),
            after: timer.allowed(),
        };
        let mut line = self.line.take(&timer).ok_or_else(late)?;
        if let Some(failure) = &line.failure {
            return Err(failure.clone().during(name.clone()));
        }
        if !line.synced {
            let sync_timer = Timer::start(Some(self.settings.sync_timeout)).sooner(&timer);
            line.sync(&sync_timer)?;
        }
        let command = CommandLine::new(name, arguments, false).finish_without_id();
        let wait = match answered {
            true => timer,
            false => Timer::start(Some(self.settings.silence)).sooner(&timer),
        };
        match line.exchange(command, &timer, &wait) {
            Ok(Some(Ok(result))) => Ok(Some(result)),
            Ok(Some(Err(mut error))) => {
                error.command = Some(name.clone());
                Err(error.into())
            }
            Ok(None) if !answered => Ok(None),
            Ok(None) => Err(late()),
            Err(error) => Err(error.during(name.clone())),
        }
    }
}

/// The wire to the agent, which one caller at a time has.
struct Line {
    source: Box<dyn Source>,
    sink: Box<dyn Sink>,
    framer: Framer,
    /// Whether the next answer is the one to the next command.
    synced: bool,
    /// Why nothing more will come.
    failure: Option<Error>,
}

impl Line {
    /// Asks until the agent answers what it is asked now.
    fn sync(&mut self, timer: &Timer) -> Result<()> {
        // What no earlier session, of whatever program, has asked for. The
        // agent can't say numbers beyond 2^53 in JSON.
        let mut sync = Sync::new(RandomState::new().hash_one(std::process::id()) >> 12);
        while !timer.is_over() {
            // Both time limits only end this attempt.
            if !self.send(sync.request(), timer)? {
                break;
            }
            let attempt = Timer::start(Some(SYNC_INTERVAL)).sooner(timer);
            while let Some(line) = self.receive(&attempt)? {
                match sync.accept(&Answer::new(&line)) {
                    SyncStep::Stale => {}
                    SyncStep::Send(request) => {
                        self.send(request, timer)?;
                    }
                    SyncStep::Done => {
                        self.synced = true;
                        return Ok(());
                    }
                }
            }
        }
        Err(Error::Timeout {
            command: Some(Cow::Borrowed("guest-sync-delimited")),
            after: timer.allowed(),
        })
    }

    /// Sends a command and waits for its answer, `None` if there is none.
    fn exchange(
        &mut self,
        command: Vec<u8>,
        timer: &Timer,
        wait: &Timer,
    ) -> Result<Option<crate::protocol::Reply>> {
        // Until the answer is there, whatever way this is left.
        self.synced = false;
        if !self.send(command, timer)? {
            return Ok(None);
        }
        while let Some(line) = self.receive(wait)? {
            let answer = Answer::new(&line);
            // An answer to a synchronization that was sent twice.
            if answer.delimited {
                continue;
            }
            if let Some(reply) = answer.reply().map_err(Error::Protocol)? {
                self.synced = true;
                return Ok(Some(reply));
            }
        }
        Ok(None)
    }

    /// Sends a line, `false` if time runs out.
    fn send(&mut self, line: Vec<u8>, timer: &Timer) -> Result<bool> {
        match self.sink.send(line, None, timer) {
            Ok(()) => Ok(true),
            // The next synchronization makes the agent forget this part.
            Err(unsent) if is_pause(&unsent.error) => Ok(false),
            Err(unsent) if is_end(&unsent.error) => Err(self.fail(Error::Closed { command: None })),
            Err(unsent) => Err(self.fail(unsent.error.into())),
        }
    }

    /// Waits for a line, `None` if time runs out.
    fn receive(&mut self, timer: &Timer) -> Result<Option<Vec<u8>>> {
        let mut piece = [0; PIECE];
        loop {
            match self.framer.next() {
                Ok(Some(line)) => return Ok(Some(line.to_vec())),
                Ok(None) => {}
                Err(error) => return Err(self.fail(Error::Protocol(error))),
            }
            match self.source.read(&mut piece, timer.left()) {
                Ok(0) => return Err(self.fail(Error::Closed { command: None })),
                Ok(count) => self.framer.push(&piece[..count]),
                Err(error) if is_pause(&error) && timer.is_over() => return Ok(None),
                Err(error) if is_pause(&error) => {}
                Err(error) if is_end(&error) => {
                    return Err(self.fail(Error::Closed { command: None }));
                }
                Err(error) => return Err(self.fail(error.into())),
            }
        }
    }

    fn fail(&mut self, error: Error) -> Error {
        self.failure.get_or_insert(error).clone()
    }
}

impl fmt::Debug for Agent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Agent")
            .field("settings", &self.settings)
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
