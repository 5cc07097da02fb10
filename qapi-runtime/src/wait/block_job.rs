//! Block jobs, as every release since 1.1 has them.

use std::borrow::Cow;
use std::time::Duration;

use serde_json::Value;

use super::{Condition, Observer, Progress, Step};
use crate::Event;

/// The end of a block job, by its id or, where it was given none, its device.
/// A job that fails or is cancelled is an error with the server's reason. The
/// outcome is how far it was, in bytes.
///
/// [`job`](super::job) knows more of jobs, where the server is of release 3.0
/// or later.
pub fn block_job(device: impl Into<String>) -> BlockJob {
    BlockJob {
        device: device.into(),
        ready: false,
        observer: None,
    }
}

/// The end of a block job; see [`block_job`].
#[must_use]
pub struct BlockJob {
    device: String,
    ready: bool,
    observer: Option<Observer>,
}

impl BlockJob {
    /// Wait only until the job is ready to be completed, as those that mirror
    /// a disk are before `block-job-complete`.
    pub fn ready(mut self) -> Self {
        self.ready = true;
        self
    }

    /// Reports progress this often, by asking the server for it.
    pub fn on_progress(
        mut self,
        interval: Duration,
        call: impl FnMut(Progress) + Send + 'static,
    ) -> Self {
        self.observer = Some(Observer::new(interval, call));
        self
    }
}

impl Condition for BlockJob {
    type Outcome = Progress;

    fn what(&self) -> String {
        format!("block job {}", self.device)
    }

    fn events(&self) -> Vec<Cow<'static, str>> {
        let names = [
            "BLOCK_JOB_COMPLETED",
            "BLOCK_JOB_CANCELLED",
            "BLOCK_JOB_READY",
        ];
        names.map(Cow::Borrowed).to_vec()
    }

    fn observe(&mut self, event: Event) -> Step<Progress> {
        let data = &event.data;
        if data["device"] != self.device {
            return Step::Wait;
        }
        let progress = Progress {
            current: data["offset"].as_u64().unwrap_or_default(),
            total: data["len"].as_u64().unwrap_or_default(),
        };
        match (event.name.as_str(), data["error"].as_str()) {
            ("BLOCK_JOB_CANCELLED", _) => Step::Failed("cancelled".to_owned()),
            ("BLOCK_JOB_COMPLETED", Some(error)) => Step::Failed(error.to_owned()),
            ("BLOCK_JOB_READY", _) if !self.ready => Step::Wait,
            _ => Step::Done(progress),
        }
    }

    fn query(&self) -> Option<&'static str> {
        self.observer.as_ref().map(|_| "query-block-jobs")
    }

    fn interval(&self) -> Option<Duration> {
        Observer::interval(self.observer.as_ref())
    }

    fn inspect(&mut self, result: Option<&Value>) -> Step<Progress> {
        let mut jobs = result.and_then(Value::as_array).into_iter().flatten();
        if let Some(job) = jobs.find(|job| job["device"] == self.device) {
            Observer::report(&mut self.observer, job, "offset", "len");
        }
        Step::Wait
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Timestamp;

    fn step(condition: &mut BlockJob, name: &str, data: Value) -> Step<Progress> {
        condition.observe(Event::new(name, data, Timestamp::UNKNOWN))
    }

    #[test]
    fn its_end_is_success_failure_or_cancellation() {
        let job = &mut block_job("disk0");
        let data = json!({"device": "disk0", "len": 8, "offset": 8});
        let done = Progress {
            current: 8,
            total: 8,
        };
        assert_eq!(step(job, "BLOCK_JOB_READY", data.clone()), Step::Wait);
        assert_eq!(
            step(job, "BLOCK_JOB_COMPLETED", data.clone()),
            Step::Done(done)
        );
        let failed = json!({"device": "disk0", "len": 8, "offset": 3, "error": "no space"});
        assert_eq!(
            step(job, "BLOCK_JOB_COMPLETED", failed),
            Step::Failed("no space".to_owned())
        );
        assert!(matches!(
            step(job, "BLOCK_JOB_CANCELLED", data.clone()),
            Step::Failed(_)
        ));
        let other = json!({"device": "disk1"});
        assert_eq!(step(job, "BLOCK_JOB_COMPLETED", other), Step::Wait);
        let mirror = &mut block_job("disk0").ready();
        assert_eq!(step(mirror, "BLOCK_JOB_READY", data), Step::Done(done));
    }
}
