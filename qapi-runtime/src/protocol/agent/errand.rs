//! A command's way to an agent and its answer's way back: what to send, how
//! long to listen and what the answer is, with bytes and moments from outside.

use std::borrow::Cow;
use std::hash::{BuildHasher, RandomState};
use std::mem;
use std::time::{Duration, Instant};

use super::super::Content;
use super::line::AgentLine;
use super::{Sync, SyncStep};
use crate::client::timer::Timer;
use crate::protocol::{CommandLine, MESSAGE_LIMIT};
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
    Done(Result<Option<Content>>),
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
                        Err(Error::Server(error))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::View;

    const SECOND: Duration = Duration::from_secs(1);

    fn errand(answered: bool, timer: Timer) -> Errand {
        let line = CommandLine::new("guest-ping", View::Nothing, false);
        Errand::new(
            "guest-ping".into(),
            line,
            answered,
            timer,
            Patience::default(),
        )
    }

    fn synced() -> AgentLine {
        let mut line = AgentLine::new();
        line.synced = true;
        line
    }

    #[track_caller]
    fn assert_sends(step: Step, part: &str) {
        let Step::Send(line, _) = step else {
            panic!("nothing to send");
        };
        let line = String::from_utf8_lossy(&line).into_owned();
        assert!(line.contains(part), "{line}");
    }

    #[track_caller]
    fn assert_timeout(step: Step, name: &str, time: Duration) {
        assert!(
            matches!(step, Step::Done(Err(Error::Timeout { command: Some(command), after }))
            if command == name && after == time)
        );
    }

    #[test]
    fn an_agent_is_asked_every_second_until_time_is_over() {
        let mut line = AgentLine::new();
        let start = Instant::now();
        let mut errand = errand(true, Timer::start_at(start, 30 * SECOND));
        for second in 0..10 {
            let now = start + second * SECOND;
            assert_sends(errand.next(&mut line, now), "guest-sync-delimited");
            assert!(matches!(errand.next(&mut line, now), Step::Read(_)));
        }
        let end = errand.next(&mut line, start + 10 * SECOND);
        assert_timeout(end, "guest-sync-delimited", 10 * SECOND);
    }

    #[test]
    fn silence_is_success_only_after_the_command_went_out() {
        let start = Instant::now();
        let mut line = synced();
        let mut sent = errand(false, Timer::start_at(start, 30 * SECOND));
        assert_sends(sent.next(&mut line, start), "guest-ping");
        assert!(!line.synced);
        assert!(matches!(sent.next(&mut line, start), Step::Read(_)));
        let end = sent.next(&mut line, start + 2 * SECOND);
        assert!(matches!(end, Step::Done(Ok(None))));

        let mut line = synced();
        let mut stuck = errand(false, Timer::start_at(start, SECOND));
        assert_sends(stuck.next(&mut line, start), "guest-ping");
        assert_timeout(stuck.next(&mut line, start + SECOND), "guest-ping", SECOND);
    }

    #[test]
    fn an_answer_counts_even_if_the_wire_ends_behind_it() {
        let start = Instant::now();
        let mut line = synced();
        let mut first = errand(true, Timer::start(None));
        assert_sends(first.next(&mut line, start), "guest-ping");
        line.push(b"\xff{\"return\": 7}\n{\"return\": {}}\n");
        line.push(b"");
        let end = first.next(&mut line, start);
        assert!(matches!(end, Step::Done(Ok(Some(result))) if result.text() == "{}"));
        let mut next = errand(true, Timer::start(None));
        let end = next.next(&mut line, start);
        assert!(matches!(
            end,
            Step::Done(Err(Error::Closed { command: Some(_) }))
        ));
    }
}
