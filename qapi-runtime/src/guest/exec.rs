//! Programs in the guest.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Agent, base64};
use crate::client::timer::Timer;
use crate::{Error, Result};

/// The first and the longest pause before the agent is asked again.
const PAUSE: Duration = Duration::from_millis(5);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// A program to run in the guest; see [`Agent::exec`]. Its arguments,
/// environment and input are in no error and no log.
#[derive(Clone)]
#[must_use]
pub struct Exec {
    path: String,
    args: Vec<String>,
    env: Vec<String>,
    input: Option<Vec<u8>>,
}

impl Exec {
    /// A program by its path in the guest.
    pub fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            args: Vec::new(),
            env: Vec::new(),
            input: None,
        }
    }

    /// Adds arguments.
    pub fn args<S: Into<String>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    /// Adds a variable to the environment, which then has no others.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.env.push(format!("{name}={value}"));
        self
    }

    /// What the program reads.
    pub fn input(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = Some(input.into());
        self
    }

    pub(crate) const COMMAND: &'static str = "guest-exec";

    pub(crate) fn to_value(&self) -> Value {
        let mut arguments = json!({"path": self.path, "capture-output": true});
        if !self.args.is_empty() {
            arguments["arg"] = json!(self.args);
        }
        if !self.env.is_empty() {
            arguments["env"] = json!(self.env);
        }
        if let Some(input) = &self.input {
            arguments["input-data"] = json!(base64::encode(input));
        }
        arguments
    }
}

impl std::fmt::Debug for Exec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Exec")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// What became of a program; see [`Agent::exec`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExecOutput {
    /// Its exit code; `None` if a signal ended it.
    pub exit_code: Option<i64>,
    /// The signal, or on Windows the exception, that ended it.
    pub signal: Option<i64>,
    /// What it wrote to its standard output.
    pub stdout: Vec<u8>,
    /// What it wrote to its standard error.
    pub stderr: Vec<u8>,
    /// Whether the agent kept only the beginning of the output.
    pub truncated: bool,
}

impl ExecOutput {
    /// Whether it ended by itself with exit code 0.
    #[must_use]
    pub fn success(&self) -> bool {
        self.exit_code == Some(0)
    }
}

impl Agent {
    /// Runs a program in the guest until it ends, and captures its output. How
    /// it ends is no error.
    ///
    /// # Errors
    ///
    /// The agent can't start it; or it has not ended within this time
    /// ([`Error::Timeout`]), in which case it runs on.
    pub fn exec(&self, program: &Exec, timeout: Duration) -> Result<ExecOutput> {
        let timer = Timer::start(Some(timeout));
        let left = || timer.left_at(Instant::now());
        let started = self
            .deadline(left())
            .execute_raw(Exec::COMMAND, program.to_value());
        let mut running = Running::new(started, timeout)?;
        loop {
            let status = self
                .deadline(left())
                .execute_raw(Running::COMMAND, running.to_value());
            if let Some(output) = running.check(status)? {
                return Ok(output);
            }
            thread::sleep(running.pause(left())?);
        }
    }
}

/// A program that was started, and how often it was asked for.
pub(crate) struct Running {
    pid: Value,
    pause: Duration,
    timeout: Duration,
}

impl Running {
    pub(crate) const COMMAND: &'static str = "guest-exec-status";

    /// Takes the agent's answer to the start.
    pub(crate) fn new(started: Result<Value>, timeout: Duration) -> Result<Self> {
        let started = started.map_err(|error| whole(error, timeout))?;
        Ok(Self {
            pid: started["pid"].clone(),
            pause: PAUSE,
            timeout,
        })
    }

    pub(crate) fn to_value(&self) -> Value {
        json!({"pid": self.pid})
    }

    /// Takes the agent's answer to the question, which is the output if the
    /// program has ended.
    pub(crate) fn check(&self, status: Result<Value>) -> Result<Option<ExecOutput>> {
        let status = status.map_err(|error| whole(error, self.timeout))?;
        Ok((status["exited"] == true).then(|| output(&status)))
    }

    /// How long to wait before the next question.
    pub(crate) fn pause(&mut self, left: Duration) -> Result<Duration> {
        if left.is_zero() {
            return Err(late(self.timeout));
        }
        let pause = self.pause.min(left);
        self.pause = LONGEST_PAUSE.min(2 * self.pause);
        Ok(pause)
    }
}

/// That a part took too long means that the whole does.
fn whole(error: Error, timeout: Duration) -> Error {
    match error {
        Error::Timeout { command, .. }
            if command.as_deref() == Some(Exec::COMMAND)
                || command.as_deref() == Some(Running::COMMAND) =>
        {
            late(timeout)
        }
        other => other,
    }
}

fn late(timeout: Duration) -> Error {
    Error::Timeout {
        command: Some(Exec::COMMAND.into()),
        after: timeout,
    }
}

fn output(status: &Value) -> ExecOutput {
    let bytes = |name: &str| {
        let text = status[name].as_str();
        text.and_then(base64::decode).unwrap_or_default()
    };
    ExecOutput {
        exit_code: status["exitcode"].as_i64(),
        signal: status["signal"].as_i64(),
        stdout: bytes("out-data"),
        stderr: bytes("err-data"),
        truncated: status["out-truncated"] == true || status["err-truncated"] == true,
    }
}
