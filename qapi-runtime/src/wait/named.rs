//! Any event, by its name.

use std::borrow::Cow;

use super::{Condition, Step};
use crate::Event;

/// An event of this name. The outcome is the event.
///
/// ```no_run
/// # use std::time::Duration;
/// # fn demo(vm: &qapi_runtime::Client) -> qapi_runtime::Result<()> {
/// use qapi_runtime::wait;
///
/// let mut plugged = vm.watch(
///     wait::event("VSERPORT_CHANGE").matching(|event| event.data["open"] == true),
/// );
/// let event = plugged.wait(Duration::from_secs(60))?;
/// println!("{} is open", event.data["id"]);
/// # Ok(())
/// # }
/// ```
pub fn event(name: impl Into<Cow<'static, str>>) -> Named {
    Named {
        name: name.into(),
        matching: None,
    }
}

/// `SHUTDOWN`: the machine is off, by the guest's doing or `quit`.
pub fn shutdown() -> Named {
    event("SHUTDOWN")
}

/// `STOP`: the processors stand still.
pub fn stopped() -> Named {
    event("STOP")
}

/// `RESUME`: the processors run.
pub fn resumed() -> Named {
    event("RESUME")
}

/// An event of some name; see [`event`](fn@event).
#[must_use]
pub struct Named {
    name: Cow<'static, str>,
    matching: Option<Box<Predicate>>,
}

type Predicate = dyn FnMut(&Event) -> bool + Send;

impl Named {
    /// Only an event of which this is true.
    pub fn matching(mut self, predicate: impl FnMut(&Event) -> bool + Send + 'static) -> Self {
        self.matching = Some(Box::new(predicate));
        self
    }
}

impl Condition for Named {
    type Outcome = Event;

    fn what(&self) -> String {
        format!("event {}", self.name)
    }

    fn events(&self) -> Vec<Cow<'static, str>> {
        vec![self.name.clone()]
    }

    fn observe(&mut self, event: Event) -> Step<Event> {
        let matches = self
            .matching
            .as_mut()
            .is_none_or(|matching| matching(&event));
        match matches {
            true => Step::Done(event),
            false => Step::Wait,
        }
    }
}
