//! The same for the guest agent's clients.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::Duration;

use qapi_runtime::guest::{self, Exec, ExecOutput};
#[cfg(feature = "tokio")]
use qapi_runtime::tokio::guest as tokio_guest;
use qapi_runtime::wire::Wire;
use qapi_runtime::{Command, Result, Transport, Value};
#[cfg(feature = "tokio")]
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};

use super::Kind;
#[cfg(feature = "tokio")]
use super::block_on;

impl Kind {
    pub(crate) fn agent(self, path: &Path) -> Agent {
        self.agent_builder().connect(path).unwrap()
    }

    pub(crate) fn agent_builder(self) -> AgentBuilder {
        match self {
            Self::Blocking => AgentBuilder::Blocking(guest::Agent::builder()),
            #[cfg(feature = "tokio")]
            Self::Tokio => AgentBuilder::Tokio(tokio_guest::Agent::builder()),
        }
    }
}

pub(crate) enum AgentBuilder {
    Blocking(guest::AgentBuilder),
    #[cfg(feature = "tokio")]
    Tokio(tokio_guest::AgentBuilder),
}

impl AgentBuilder {
    settings! {
        sync_timeout: Duration,
        silence: Duration,
        connect_timeout: Duration,
    }

    pub(crate) fn connect(self, path: &Path) -> Result<Agent> {
        match self {
            Self::Blocking(builder) => builder.connect(path).map(Agent::Blocking),
            #[cfg(feature = "tokio")]
            Self::Tokio(builder) => block_on(builder.connect(path)).map(Agent::Tokio),
        }
    }
}

#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "there are few of them")]
pub(crate) enum Agent {
    Blocking(guest::Agent),
    #[cfg(feature = "tokio")]
    Tokio(tokio_guest::Agent),
}

impl Agent {
    pub(crate) fn execute_raw(&self, name: &'static str, arguments: Value) -> Result<Value> {
        let arguments = Some(arguments).filter(|it| !it.is_null());
        match self {
            Self::Blocking(agent) => agent.execute_raw(name, arguments),
            #[cfg(feature = "tokio")]
            Self::Tokio(agent) => block_on(agent.execute_raw(name, arguments)),
        }
    }

    pub(crate) fn deadline(&self, deadline: Duration) -> AgentTerms<'_> {
        AgentTerms {
            agent: self,
            deadline,
        }
    }

    pub(crate) fn out_of_band(&self, name: &'static str) -> Result<Value> {
        let soon = Duration::from_secs(60);
        match self {
            Self::Blocking(agent) => agent.deadline(soon).oob().execute_raw(name, None),
            #[cfg(feature = "tokio")]
            Self::Tokio(agent) => block_on(agent.deadline(soon).oob().execute_raw(name, None)),
        }
    }

    pub(crate) fn exec(&self, program: &Exec, timeout: Duration) -> Result<ExecOutput> {
        match self {
            Self::Blocking(agent) => agent.exec(program, timeout),
            #[cfg(feature = "tokio")]
            Self::Tokio(agent) => block_on(agent.exec(program, timeout)),
        }
    }

    pub(crate) fn open(&self, path: &str, mode: &str) -> Result<File<'_>> {
        match self {
            Self::Blocking(agent) => agent.open(path, mode).map(File::Blocking),
            #[cfg(feature = "tokio")]
            Self::Tokio(agent) => block_on(agent.open(path, mode)).map(File::Tokio),
        }
    }
}

impl Transport for &Agent {
    type Reply<R: Wire> = Result<R>;

    fn execute<C: Command>(self, arguments: &C::Arguments) -> Result<C::Returns> {
        match self {
            Agent::Blocking(agent) => agent.execute::<C>(arguments),
            #[cfg(feature = "tokio")]
            Agent::Tokio(agent) => block_on(agent.execute::<C>(arguments)),
        }
    }
}

pub(crate) struct AgentTerms<'a> {
    agent: &'a Agent,
    deadline: Duration,
}

impl AgentTerms<'_> {
    pub(crate) fn execute_raw(self, name: &'static str) -> Result<Value> {
        match self.agent {
            Agent::Blocking(agent) => agent.deadline(self.deadline).execute_raw(name, None),
            #[cfg(feature = "tokio")]
            Agent::Tokio(agent) => block_on(agent.deadline(self.deadline).execute_raw(name, None)),
        }
    }
}

impl Transport for AgentTerms<'_> {
    type Reply<R: Wire> = Result<R>;

    fn execute<C: Command>(self, arguments: &C::Arguments) -> Result<C::Returns> {
        match self.agent {
            Agent::Blocking(agent) => agent.deadline(self.deadline).execute::<C>(arguments),
            #[cfg(feature = "tokio")]
            Agent::Tokio(agent) => block_on(agent.deadline(self.deadline).execute::<C>(arguments)),
        }
    }
}

#[derive(Debug)]
pub(crate) enum File<'a> {
    Blocking(guest::File<'a>),
    #[cfg(feature = "tokio")]
    Tokio(tokio_guest::File),
}

impl File<'_> {
    pub(crate) fn close(self) -> Result<()> {
        match self {
            Self::Blocking(file) => file.close(),
            #[cfg(feature = "tokio")]
            Self::Tokio(file) => block_on(file.close()),
        }
    }
}

impl Read for File<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Blocking(file) => file.read(buffer),
            #[cfg(feature = "tokio")]
            Self::Tokio(file) => block_on(file.read(buffer)),
        }
    }
}

impl Write for File<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Blocking(file) => file.write(bytes),
            #[cfg(feature = "tokio")]
            Self::Tokio(file) => block_on(file.write(bytes)),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Blocking(file) => file.flush(),
            #[cfg(feature = "tokio")]
            Self::Tokio(file) => block_on(file.flush()),
        }
    }
}

impl Seek for File<'_> {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        match self {
            Self::Blocking(file) => file.seek(position),
            #[cfg(feature = "tokio")]
            Self::Tokio(file) => block_on(file.seek(position)),
        }
    }
}
