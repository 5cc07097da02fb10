//! Migration, on the side that sends.

use std::borrow::Cow;
use std::time::Duration;

use serde_json::Value;

use super::{Condition, Observer, Progress, Step};
use crate::Event;

/// How often to ask a server whose capability `events` is off.
const INTERVAL: Duration = Duration::from_millis(200);

/// The end of the migration that is started next. One that fails or is
/// cancelled is an error with the server's reason. The outcome is the last
/// result of `query-migrate`, for [`json::from_value`](crate::json::from_value).
///
/// ```no_run
/// # use std::time::Duration;
/// # fn demo(vm: &qapi_runtime::Client) -> qapi_runtime::Result<()> {
/// use qapi_runtime::wait;
/// use serde_json::json;
///
/// let often = Duration::from_secs(1);
/// let mut moved = vm.watch(wait::migration().on_progress(often, |progress| {
///     println!("{} of {} bytes", progress.current, progress.total);
/// }));
/// vm.execute_raw("migrate", json!({"uri": "unix:/run/target"}))?;
/// moved.wait(Duration::from_secs(600))?;
/// # Ok(())
/// # }
/// ```
///
/// The event `MIGRATION` ends the wait at once where the capability `events`
/// is on (`migrate-set-capabilities`); in any case the server is asked five
/// times a second.
pub fn migration() -> Migration {
    Migration { observer: None }
}

/// The end of a migration; see [`migration`].
#[must_use]
pub struct Migration {
    observer: Option<Observer>,
}

impl Migration {
    /// Reports progress this often: bytes of memory that need not be sent any
    /// more, of all bytes.
    pub fn on_progress(
        mut self,
        interval: Duration,
        call: impl FnMut(Progress) + Send + 'static,
    ) -> Self {
        self.observer = Some(Observer::new(interval, call));
        self
    }
}

impl Condition for Migration {
    type Outcome = Value;

    fn what(&self) -> String {
        "migration".to_owned()
    }

    fn events(&self) -> Vec<Cow<'static, str>> {
        vec![Cow::Borrowed("MIGRATION")]
    }

    fn observe(&mut self, event: Event) -> Step<Value> {
        match event.data["status"].as_str() {
            Some("completed" | "failed" | "cancelled") => Step::Query,
            _ => Step::Wait,
        }
    }

    fn query(&self) -> Option<&'static str> {
        Some("query-migrate")
    }

    fn interval(&self) -> Option<Duration> {
        Some(Observer::interval(self.observer.as_ref()).unwrap_or(INTERVAL))
    }

    fn inspect(&mut self, result: Option<&Value>) -> Step<Value> {
        let Some(info) = result else {
            return Step::Wait;
        };
        let ram = &info["ram"];
        let (total, remaining) = (ram["total"].as_u64(), ram["remaining"].as_u64());
        if let (Some(total), Some(remaining), Some(observer)) =
            (total, remaining, &mut self.observer)
        {
            let current = total.saturating_sub(remaining);
            (observer.call)(Progress { current, total });
        }
        match info["status"].as_str() {
            Some("completed") => Step::Done(info.clone()),
            Some(status @ ("failed" | "cancelled")) => {
                let reason = info["error-desc"].as_str();
                Step::Failed(reason.unwrap_or(status).to_owned())
            }
            _ => Step::Wait,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_query_decides() {
        let (tell, told) = std::sync::mpsc::channel();
        let mut migration = migration().on_progress(INTERVAL, move |progress| {
            tell.send((progress.current, progress.total)).unwrap();
        });
        for early in [json!({}), json!({"status": "setup"})] {
            assert_eq!(migration.inspect(Some(&early)), Step::Wait);
        }
        let active = json!({"status": "active", "ram": {"total": 9, "remaining": 4}});
        assert_eq!(migration.inspect(Some(&active)), Step::Wait);
        assert_eq!(told.try_recv(), Ok((5, 9)));
        let failed = json!({"status": "failed", "error-desc": "no route"});
        assert_eq!(
            migration.inspect(Some(&failed)),
            Step::Failed("no route".to_owned())
        );
        let cancelled = json!({"status": "cancelled"});
        assert!(matches!(
            migration.inspect(Some(&cancelled)),
            Step::Failed(_)
        ));
        let done = json!({"status": "completed"});
        assert_eq!(migration.inspect(Some(&done)), Step::Done(done.clone()));
    }
}
