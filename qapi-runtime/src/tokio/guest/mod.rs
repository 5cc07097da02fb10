//! The guest agent for tokio: [`qapi::guest`](crate::guest)'s equal, whose
//! calls are futures.
//!
//! ```no_run
//! # async fn demo() -> qapi_runtime::Result<()> {
//! use std::time::Duration;
//!
//! use qapi_runtime::tokio::guest::{Agent, Exec};
//!
//! let agent = Agent::connect("/run/vm.qga").await?;
//! let list = Exec::new("/bin/ls").args(["-l", "/"]);
//! let output = agent.exec(&list, Duration::from_secs(10)).await?;
//! println!("{}", String::from_utf8_lossy(&output.stdout));
//! # Ok(())
//! # }
//! ```
//!
//! A task per agent does its commands one after the other, so a future that
//! is kept without being polled holds up nobody. It is spawned on the runtime
//! that the agent is connected on, and ends with the agent.

mod agent;
mod builder;
mod exec;
mod file;
mod line;
mod queue;

pub use self::agent::{Agent, Reply};
pub use self::builder::AgentBuilder;
pub use self::file::File;
pub use crate::guest::{Exec, ExecOutput};
