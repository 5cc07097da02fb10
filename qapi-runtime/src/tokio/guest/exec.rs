//! Programs in the guest.

use std::time::Duration;

use ::tokio::time::{Instant, sleep};

use super::Agent;
use crate::Result;
use crate::client::timer::Timer;
use crate::guest::exec::{Exec, ExecOutput, Running};

impl Agent {
    /// Runs a program in the guest until it ends, and captures its output. How
    /// it ends is no error. If this is dropped, the program runs on.
    ///
    /// # Errors
    ///
    /// The agent can't start it; or it has not ended within this time
    /// ([`Error::Timeout`](crate::Error::Timeout)), in which case it runs on.
    pub async fn exec(&self, program: &Exec, timeout: Duration) -> Result<ExecOutput> {
        let timer = Timer::start_at(Instant::now().into_std(), timeout);
        let left = || timer.left_at(Instant::now().into_std());
        let started = self
            .deadline(left())
            .execute_raw(Exec::COMMAND, program.to_value());
        let mut running = Running::new(started.await, timeout)?;
        loop {
            let status = self
                .deadline(left())
                .execute_raw(Running::COMMAND, running.to_value());
            if let Some(output) = running.check(status.await)? {
                return Ok(output);
            }
            sleep(running.pause(left())?).await;
        }
    }
}
