//! Jobs, as `query-jobs` lists them (QEMU 3.0 and later).

use std::borrow::Cow;
use std::time::Duration;

use serde_json::Value;

use super::{Condition, Observer, Progress, Step};
use crate::Event;

/// The end of a job, by its id. A job that fails or is cancelled is an error
/// with the server's reason.
///
/// ```no_run
/// # use std::time::Duration;
/// # fn demo(vm: &qapi_runtime::Client) -> qapi_runtime::Result<()> {
/// use qapi_runtime::wait;
/// use serde_json::json;
///
/// let often = Duration::from_millis(500);
/// let mut backup = vm.watch(wait::job("backup0").on_progress(often, |progress| {
///     println!("{} of {} bytes", progress.current, progress.total);
/// }));
/// let arguments = json!({
///     "job-id": "backup0", "device": "disk0", "target": "target0", "sync": "full",
/// });
/// vm.execute_raw("blockdev-backup", arguments)?;
/// backup.wait(Duration::from_secs(3600))?;
/// # Ok(())
/// # }
/// ```
pub fn job(id: impl Into<String>) -> Job {
    Job {
        id: id.into(),
        goal: "concluded",
        observer: None,
        concluded: false,
        aborted: false,
        error: None,
    }
}

/// The end of a job; see [`job`].
#[must_use]
pub struct Job {
    id: String,
    goal: &'static str,
    observer: Option<Observer>,
    concluded: bool,
    aborted: bool,
    error: Option<String>,
}

impl Job {
    /// Wait only until the job is ready to be completed, as those that mirror
    /// a disk are before `job-complete`.
    pub fn ready(mut self) -> Self {
        self.goal = "ready";
        self
    }

    /// Wait only until the job waits for `job-finalize`.
    pub fn pending(mut self) -> Self {
        self.goal = "pending";
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

    fn status(&mut self, status: &str) -> Step<()> {
        match status {
            "aborting" => {
                self.aborted = true;
                Step::Wait
            }
            // The list may still have the job with its error.
            "concluded" => {
                self.concluded = true;
                Step::Query
            }
            "null" => self.end(),
            status if status == self.goal => Step::Done(()),
            _ => Step::Wait,
        }
    }

    fn end(&mut self) -> Step<()> {
        match self.error.take() {
            Some(error) => Step::Failed(error),
            None if self.aborted => Step::Failed("cancelled, or failed without a word".to_owned()),
            None if self.goal != "concluded" => {
                Step::Failed(format!("ended without having been {}", self.goal))
            }
            None => Step::Done(()),
        }
    }
}

impl Condition for Job {
    type Outcome = ();

    fn what(&self) -> String {
        format!("job {}", self.id)
    }

    fn events(&self) -> Vec<Cow<'static, str>> {
        // The second has the reason, where the job is not there to be asked.
        let names = ["JOB_STATUS_CHANGE", "BLOCK_JOB_COMPLETED"];
        names.map(Cow::Borrowed).to_vec()
    }

    fn observe(&mut self, event: Event) -> Step<()> {
        let data = &event.data;
        if event.name == "JOB_STATUS_CHANGE" && data["id"] == self.id {
            return self.status(data["status"].as_str().unwrap_or_default());
        }
        if event.name == "BLOCK_JOB_COMPLETED" && data["device"] == self.id {
            self.error = data["error"].as_str().map(str::to_owned);
        }
        Step::Wait
    }

    fn query(&self) -> Option<&'static str> {
        Some("query-jobs")
    }

    fn interval(&self) -> Option<Duration> {
        Observer::interval(self.observer.as_ref())
    }

    fn inspect(&mut self, result: Option<&Value>) -> Step<()> {
        let mut jobs = result.and_then(Value::as_array).into_iter().flatten();
        if let Some(job) = jobs.find(|job| job["id"] == self.id) {
            Observer::report(
                &mut self.observer,
                job,
                "current-progress",
                "total-progress",
            );
            if let Some(error) = job["error"].as_str() {
                self.error = Some(error.to_owned());
            }
        }
        match self.concluded {
            true => self.end(),
            false => Step::Wait,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Timestamp;

    fn status(job: &mut Job, status: &str) -> Step<()> {
        let data = json!({"id": "j", "status": status});
        job.observe(Event::new("JOB_STATUS_CHANGE", data, Timestamp::UNKNOWN))
    }

    fn run(job: &mut Job, statuses: &[&str]) {
        for name in statuses {
            assert_eq!(status(job, name), Step::Wait, "{name}");
        }
    }

    #[test]
    fn a_job_that_dismisses_itself_is_done() {
        let mut job = job("j");
        run(&mut job, &["created", "running", "waiting", "pending"]);
        assert_eq!(status(&mut job, "concluded"), Step::Query);
        assert_eq!(job.inspect(Some(&json!([]))), Step::Done(()));
    }

    #[test]
    fn a_reason_comes_from_the_list_or_from_the_block_jobs_event() {
        let mut listed = job("j");
        run(&mut listed, &["running", "aborting"]);
        assert_eq!(status(&mut listed, "concluded"), Step::Query);
        let list = json!([{"id": "k"}, {"id": "j", "error": "no space"}]);
        let failed = Step::Failed("no space".to_owned());
        assert_eq!(listed.inspect(Some(&list)), failed);

        let mut block = job("j");
        run(&mut block, &["running", "aborting"]);
        let data = json!({"device": "j", "error": "no space"});
        let event = Event::new("BLOCK_JOB_COMPLETED", data, Timestamp::UNKNOWN);
        assert_eq!(block.observe(event), Step::Wait);
        status(&mut block, "concluded");
        assert_eq!(block.inspect(None), failed);
    }

    #[test]
    fn a_cancelled_job_is_no_success() {
        let mut job = job("j");
        run(&mut job, &["running", "aborting"]);
        status(&mut job, "concluded");
        assert!(matches!(job.inspect(Some(&json!([]))), Step::Failed(_)));
    }

    #[test]
    fn ready_is_before_the_end_and_the_end_before_ready_a_failure() {
        let mut mirror = job("j").ready();
        run(&mut mirror, &["running"]);
        assert_eq!(status(&mut mirror, "ready"), Step::Done(()));
        let mut failing = job("j").ready();
        status(&mut failing, "concluded");
        assert!(matches!(failing.inspect(None), Step::Failed(_)));
    }

    #[test]
    fn progress_is_what_the_list_says() {
        let (tell, told) = std::sync::mpsc::channel();
        let mut job = job("j").on_progress(Duration::from_secs(1), move |progress| {
            tell.send((progress.current, progress.total)).unwrap();
        });
        let list = json!([{"id": "j", "current-progress": 3, "total-progress": 9}]);
        assert_eq!(job.inspect(Some(&list)), Step::Wait);
        assert_eq!(told.try_recv(), Ok((3, 9)));
        assert_eq!(job.interval(), Some(Duration::from_secs(1)));
    }
}
