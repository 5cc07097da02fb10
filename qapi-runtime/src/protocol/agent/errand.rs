//! A command's way to an agent and its answer's way back: what to send, how
//! long to listen and what the answer is, with bytes and moments from outside.

use std::borrow::Cow;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::mem;
use std::time::{Duration, Instant};

use serde_json::value::RawValue;

use super::{Answer, Sync, SyncStep};
use crate::client::link::{is_end, is_pause};
use crate::client::timer::Timer;
use crate::protocol::{CommandLine, Framer, MESSAGE_LIMIT};
use crate::{Error, Result};

/// How often to ask again an agent that does not answer.
const SYNC_INTERVAL: Duration = Duration::from_secs(1);

type Name = Cow<'static, str>;

/// How long to wait for an agent, and for what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patience {
    pub(crate) timeout: Option<Duration>,
    pub(crate) sync_timeout: Duration,
    pub(crate) silence: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            timeout: Some(Duration::from_secs(30)),
            sync_timeout: Duration::from_secs(10),
            silence: Duration::from_secs(2),
        }
    }
}

/// What is known of the wire to an agent between two errands.
pub(crate) struct AgentLine {
    framer: Framer,
    /// Whether the next answer is the one to the next command.
    synced: bool,
    /// How much was read that nobody has looked at, in bytes.
    unseen: usize,
    /// Why nothing more will come.
    failure: Option<Error>,
}

impl AgentLine {
    pub(crate) fn new() -> Self {
        Self {
            framer: Framer::new(MESSAGE_LIMIT),
            synced: false,
            unseen: 0,
            failure: None,
        }
    }

    /// Takes what was read; nothing is the end.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        match bytes {
            [] => self.fail(Error::Closed { command: None }),
            bytes => {
                self.framer.push(bytes);
                self.unseen += bytes.len();
            }
        }
    }

    /// Takes an error of reading or writing. That time is over is none.
    pub(crate) fn note(&mut self, error: io::Error) {
        if is_end(&error) {
            self.fail(Error::Closed { command: None });
        } else if !is_pause(&error) {
            self.fail(error.into());
        }
    }

    /// Whether nothing more will come.
    #[cfg(feature = "tokio")]
    pub(crate) fn has_failed(&self) -> bool {
        self.failure.is_some()
    }

    /// Whether it holds as much as it may before somebody looks at it.
    #[cfg(feature = "tokio")]
    pub(crate) fn has_enough(&self) -> bool {
        self.unseen > MESSAGE_LIMIT
    }

    fn fail(&mut self, error: Error) {
        self.failure.get_or_insert(error);
    }

    fn answer(&mut self) -> Result<Option<Answer<'_>>> {
        self.unseen = 0;
        match self.framer.next() {
            Ok(line) => Ok(line.map(Answer::new)),
            Err(error) => {
                let error = Error::Protocol(error);
                self.failure = Some(error.clone());
                Err(error)
            }
        }
    }
}

/// A command on its way. It can be given up at any time: the line then knows
/// that an answer may be outstanding.
pub(crate) struct Errand {
    /// `None` where the agent is only to be found.
    command: Option<(Name, Vec<u8>)>,
    /// Whether the agent answers also if all is well.
    answered: bool,
    timer: Timer,
    patience: Patience,
    stage: Stage,
}

/// What is to be done for an [`Errand`].
pub(crate) enum Step {
    /// Write this until then.
    Send(Vec<u8>, Timer),
    /// Read once until then.
    Read(Timer),
    /// The answer, `None` where silence is success.
    Done(Result<Option<Box<RawValue>>>),
}

enum Stage {
    New,
    Sync {
        sync: Sync,
        timer: Timer,
        /// Until when to wait before asking again.
        attempt: Option<Timer>,
    },
    Synced,
    /// The command is handed out to be written.
    Sent,
    Wait(Timer),
}

impl Errand {
    /// Finds out whether an agent is there.
    pub(crate) fn find(patience: Patience) -> Self {
        Self {
            command: None,
            answered: true,
            timer: Timer::start(None),
            patience,
            stage: Stage::New,
        }
    }

    pub(crate) fn new(
        name: Name,
        line: CommandLine,
        answered: bool,
        timer: Timer,
        patience: Patience,
    ) -> Self {
        Self {
            command: Some((name, line.finish_without_id())),
            answered,
            timer,
            patience,
            stage: Stage::New,
        }
    }

    /// What to do next, when what was said last has been done or time for it
    /// has run out.
    pub(crate) fn next(&mut self, line: &mut AgentLine, now: Instant) -> Step {
        loop {
            let step = match &mut self.stage {
                Stage::New => self.begin(line, now),
                Stage::Sync { .. } => self.synchronize(line, now),
                Stage::Synced => self.send(line),
                Stage::Sent | Stage::Wait(_) => self.wait(line, now).map(Some),
            };
            match step {
                Ok(None) => {}
                Ok(Some(step)) => return step,
                Err(error) => return Step::Done(Err(self.named(error))),
            }
        }
    }

    /// Time is over.
    pub(crate) fn timeout(&self) -> Error {
        Error::Timeout {
            command: self.name(),
            after: self.timer.allowed(),
        }
    }

    fn begin(&mut self, line: &AgentLine, now: Instant) -> Result<Option<Step>> {
        if let Some(failure) = &line.failure {
            return Err(failure.clone());
        }
        if let Some((name, command)) = &self.command
            && command.len() > MESSAGE_LIMIT
        {
            return Err(Error::TooLong {
                command: Some(name.clone()),
                limit: MESSAGE_LIMIT,
            });
        }
        self.stage = match line.synced {
            true => Stage::Synced,
            false => Stage::Sync {
                // What no earlier session, of whatever program, has asked for.
                // The agent can't say numbers beyond 2^53 in JSON.
                sync: Sync::new(RandomState::new().hash_one(std::process::id()) >> 12),
                timer: Timer::start_at(now, self.patience.sync_timeout).sooner(&self.timer),
                attempt: None,
            },
        };
        Ok(None)
    }

    fn synchronize(&mut self, line: &mut AgentLine, now: Instant) -> Result<Option<Step>> {
        let Stage::Sync {
            sync,
            timer,
            attempt,
        } = &mut self.stage
        else {
            return Ok(None);
        };
        while let Some(answer) = line.answer()? {
            match sync.accept(&answer) {
                SyncStep::Stale => {}
                SyncStep::Send(request) => return Ok(Some(Step::Send(request, *timer))),
                SyncStep::Done => {
                    line.synced = true;
                    self.stage = Stage::Synced;
                    return Ok(None);
                }
            }
        }
        if let Some(failure) = &line.failure {
            return Err(failure.clone());
        }
        if timer.is_over_at(now) {
            return Err(Error::Timeout {
                command: Some(Cow::Borrowed(super::SYNC)),
                after: timer.allowed(),
            });
        }
        if let Some(attempt) = attempt
            && !attempt.is_over_at(now)
        {
            return Ok(Some(Step::Read(*attempt)));
        }
        *attempt = Some(Timer::start_at(now, SYNC_INTERVAL).sooner(timer));
        Ok(Some(Step::Send(sync.request(), *timer)))
    }

    fn send(&mut self, line: &mut AgentLine) -> Result<Option<Step>> {
        let Some((_, command)) = &mut self.command else {
            return Ok(Some(Step::Done(Ok(None))));
        };
        // Until the answer is there, whatever way this is left.
        line.synced = false;
        self.stage = Stage::Sent;
        Ok(Some(Step::Send(mem::take(command), self.timer)))
    }

    fn wait(&mut self, line: &mut AgentLine, now: Instant) -> Result<Step> {
        while let Some(answer) = line.answer()? {
            // An answer to a synchronization that was sent twice.
            if answer.delimited {
                continue;
            }
            if let Some(reply) = answer.reply().map_err(Error::Protocol)? {
                line.synced = true;
                return Ok(Step::Done(match reply {
                    Ok(result) => Ok(Some(result)),
                    Err(mut error) => {
                        error.command = self.name();
                        Err(error.into())
                    }
                }));
            }
        }
        if let Some(failure) = &line.failure {
            return Err(failure.clone());
        }
        let wait = match self.stage {
            Stage::Wait(wait) => wait,
            // It may not be written, or not whole.
            _ if self.timer.is_over_at(now) => return Err(self.timeout()),
            _ if self.answered => self.timer,
            _ => Timer::start_at(now, self.patience.silence).sooner(&self.timer),
        };
        self.stage = Stage::Wait(wait);
        match wait.is_over_at(now) {
            false => Ok(Step::Read(wait)),
            true if self.answered => Err(self.timeout()),
            true => Ok(Step::Done(Ok(None))),
        }
    }

    fn name(&self) -> Option<Name> {
        self.command.as_ref().map(|(name, _)| name.clone())
    }

    fn named(&self, error: Error) -> Error {
        match self.name() {
            Some(name) => error.during(name),
            None => error,
        }
    }
}
