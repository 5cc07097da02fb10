//! A machine that remembers which commands it was given.

use std::cell::RefCell;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use qapi::wire::Wire;
use qapi::{Command, Error, ErrorClass, Result, ServerError, Transport};

use crate::support::{self, Qemu, Setup};

/// A test by what it does with machines. However many tests ask for its
/// calls, it runs once.
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    body: fn(&Stage),
    calls: OnceLock<Vec<Call>>,
}

impl Scenario {
    pub(crate) fn new(name: &'static str, body: fn(&Stage)) -> Self {
        Self {
            name,
            body,
            calls: OnceLock::new(),
        }
    }

    /// Plays the scenario, unless that was done, and gives back its calls.
    pub(crate) fn calls(&self) -> &[Call] {
        self.calls.get_or_init(|| {
            let Some(program) = support::program(self.name) else {
                return Vec::new();
            };
            let stage = Stage {
                program,
                calls: RefCell::default(),
            };
            (self.body)(&stage);
            stage.calls.into_inner()
        })
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) command: &'static str,
    pub(crate) outcome: Outcome,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Outcome {
    Answered,
    NotFound,
    /// Another error.
    Failed,
}

/// Where a scenario gets its machines.
pub(crate) struct Stage {
    program: PathBuf,
    calls: RefCell<Vec<Call>>,
}

impl Stage {
    pub(crate) fn program(&self) -> &Path {
        &self.program
    }

    pub(crate) fn setup(&self) -> Setup {
        Setup::new(&self.program)
    }

    pub(crate) fn start(&self, setup: Setup) -> Machine<'_> {
        Machine {
            qemu: setup.start(),
            calls: &self.calls,
        }
    }

    /// Starts a machine with these options, separated by spaces.
    pub(crate) fn start_with(&self, options: &str) -> Machine<'_> {
        self.start(self.setup().with(options))
    }
}

/// A QEMU, and a transport that writes down what became of each command.
pub(crate) struct Machine<'a> {
    qemu: Qemu,
    calls: &'a RefCell<Vec<Call>>,
}

impl Machine<'_> {
    pub(crate) fn into_qemu(self) -> Qemu {
        self.qemu
    }
}

impl Deref for Machine<'_> {
    type Target = Qemu;

    fn deref(&self) -> &Qemu {
        &self.qemu
    }
}

impl Transport for &Machine<'_> {
    type Reply<R: Wire> = Result<R>;

    fn execute<C: Command>(self, arguments: &C::Arguments) -> Result<C::Returns> {
        let reply = self.qemu.client().execute::<C>(arguments);
        let outcome = match &reply {
            Ok(_) => Outcome::Answered,
            Err(error) if class(error) == Some(&ErrorClass::CommandNotFound) => Outcome::NotFound,
            Err(_) => Outcome::Failed,
        };
        self.calls.borrow_mut().push(Call {
            command: C::NAME,
            outcome,
        });
        reply
    }
}

fn class(error: &Error) -> Option<&ErrorClass> {
    error.as_server().map(|error| &error.class)
}

/// The server's error that a call ended in.
#[track_caller]
pub(crate) fn refused<T>(reply: Result<T>) -> ServerError {
    match reply {
        Ok(_) => panic!("the command succeeded"),
        Err(Error::Server(error)) => *error,
        Err(error) => panic!("not the server's error: {error}"),
    }
}
