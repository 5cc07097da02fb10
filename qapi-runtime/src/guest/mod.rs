//! The guest agent (`qemu-ga`): a server inside of the virtual machine.
//!
//! ```no_run
//! use std::time::Duration;
//!
//! use qapi_runtime::guest::{Agent, Exec};
//!
//! let agent = Agent::connect("/run/vm.qga")?;
//! let list = Exec::new("/bin/ls").args(["-l", "/"]);
//! let output = agent.exec(&list, Duration::from_secs(10))?;
//! println!("{}", String::from_utf8_lossy(&output.stdout));
//! # Ok::<(), qapi_runtime::Error>(())
//! ```
//!
//! Generated functions of the agent's schema take an [`Agent`] like any
//! transport. It differs from a monitor in what it promises: there is no
//! greeting, replies have no ids, and the wire stays open when the agent
//! restarts. So an agent executes one command at a time, and after a timeout
//! it is synchronized anew (`guest-sync-delimited`), which makes late answers
//! known as such.
//!
//! The same for tokio is `qapi::tokio::guest` (feature `tokio`).

pub(crate) mod agent;
mod base64;
mod builder;
pub(crate) mod exec;
pub(crate) mod file;

pub use self::agent::Agent;
pub use self::builder::AgentBuilder;
pub use self::exec::{Exec, ExecOutput};
pub use self::file::File;
