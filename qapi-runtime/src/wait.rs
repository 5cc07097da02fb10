//! What can be waited for without a race.
//!
//! A waiter is made before the command is sent, and has seen everything since:
//!
//! ```no_run
//! use std::time::Duration;
//!
//! use qapi_runtime::wait;
//! use serde_json::json;
//!
//! # fn demo(vm: &qapi_runtime::Client) -> qapi_runtime::Result<()> {
//! let mut gone = vm.watch(wait::device_removed("net0"));
//! vm.execute_raw("device_del", json!({"id": "net0"}))?;
//! gone.wait(Duration::from_secs(30))?;
//! # Ok(())
//! # }
//! ```
//!
//! The conditions here go by names on the wire, so they work with every
//! schema; a [`Condition`] of your own is a few lines. Where events do not say
//! enough, as with progress, the waiter asks the server.

mod block_job;
mod device;
mod job;
mod migration;
mod named;

use std::borrow::Cow;
use std::time::Duration;

use serde_json::Value;

pub use self::block_job::{BlockJob, block_job};
pub use self::device::{DeviceRemoved, device_removed};
pub use self::job::{Job, job};
pub use self::migration::{Migration, migration};
pub use self::named::{Named, event, resumed, shutdown, stopped};
use crate::{Error, Event, Failure, Result};

/// Something that events, and at times a query, tell the end of.
pub trait Condition {
    /// What is known at the end.
    type Outcome;

    /// What is waited for, in words for errors: `job backup0`.
    fn what(&self) -> String;

    /// The names of the events that matter.
    fn events(&self) -> Vec<Cow<'static, str>>;

    /// Takes an event, one of those that matter.
    fn observe(&mut self, event: Event) -> Step<Self::Outcome>;

    /// The command, without arguments, that tells how things stand.
    fn query(&self) -> Option<&'static str> {
        None
    }

    /// How often to send the query without being told to.
    fn interval(&self) -> Option<Duration> {
        None
    }

    /// Takes the result of the query; `None` where the server refused it.
    fn inspect(&mut self, result: Option<&Value>) -> Step<Self::Outcome> {
        let _ = result;
        Step::Wait
    }
}

/// What a condition makes of news.
#[derive(Clone, Debug, PartialEq)]
pub enum Step<T> {
    /// Not yet.
    Wait,
    /// Not yet; the query would tell more.
    Query,
    /// It has happened.
    Done(T),
    /// It ended otherwise, for this reason, and will not happen.
    Failed(String),
}

/// What a condition makes of what its query brought.
///
/// # Errors
///
/// Those that are not the server's: it may refuse the query.
pub(crate) fn inspect<C: Condition>(
    condition: &mut C,
    result: Result<Value>,
) -> Result<Step<C::Outcome>> {
    match result {
        Ok(result) => Ok(condition.inspect(Some(&result))),
        Err(Error::Server(_)) => Ok(condition.inspect(None)),
        Err(error) => Err(error),
    }
}

/// How the wait ends with this step, if it does.
pub(crate) fn end<C: Condition>(
    condition: &C,
    step: Step<C::Outcome>,
) -> Option<Result<C::Outcome>> {
    match step {
        Step::Wait | Step::Query => None,
        Step::Done(outcome) => Some(Ok(outcome)),
        Step::Failed(desc) => {
            let failure = Failure::new(condition.what(), desc);
            Some(Err(Error::Failed(Box::new(failure))))
        }
    }
}

/// It has not happened in this time.
#[cold]
pub(crate) fn timeout<C: Condition>(condition: &C, after: Duration) -> Error {
    Error::Timeout {
        command: Some(condition.what().into()),
        after,
    }
}

/// How far something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// What is done, in the unit of `total`.
    pub current: u64,
    /// What there is to do; it may grow. Bytes for block jobs and migration,
    /// for other jobs whatever the server counts in.
    pub total: u64,
}

/// Calls back with progress.
struct Observer {
    interval: Duration,
    call: Box<dyn FnMut(Progress) + Send>,
}

impl Observer {
    fn new(interval: Duration, call: impl FnMut(Progress) + Send + 'static) -> Self {
        Self {
            interval,
            call: Box::new(call),
        }
    }

    /// Reports what these members of an object say, if they are there.
    fn report(observer: &mut Option<Self>, object: &Value, current: &str, total: &str) {
        let (current, total) = (object[current].as_u64(), object[total].as_u64());
        if let (Some(observer), Some(current), Some(total)) = (observer, current, total) {
            (observer.call)(Progress { current, total });
        }
    }

    fn interval(observer: Option<&Self>) -> Option<Duration> {
        observer.map(|observer| observer.interval)
    }
}
