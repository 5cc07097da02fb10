//! The end of a device.

use std::borrow::Cow;

use super::{Condition, Step};
use crate::Event;

/// The removal of a device, by its id or its path in the object tree: guests
/// take their time to let go of one after `device_del`. Where a guest says
/// that it won't, waiting fails at once. The outcome is the event
/// `DEVICE_DELETED`.
pub fn device_removed(device: impl Into<String>) -> DeviceRemoved {
    DeviceRemoved {
        device: device.into(),
    }
}

/// The removal of a device; see [`device_removed`].
#[must_use]
#[derive(Clone, Debug)]
pub struct DeviceRemoved {
    device: String,
}

impl Condition for DeviceRemoved {
    type Outcome = Event;

    fn what(&self) -> String {
        format!("removal of device {}", self.device)
    }

    fn events(&self) -> Vec<Cow<'static, str>> {
        let names = [
            "DEVICE_DELETED",
            "DEVICE_UNPLUG_GUEST_ERROR",
            "MEM_UNPLUG_ERROR",
        ];
        names.map(Cow::Borrowed).to_vec()
    }

    fn observe(&mut self, event: Event) -> Step<Event> {
        let ours = |member: &str| event.data[member] == self.device;
        if !ours("device") && !ours("path") {
            return Step::Wait;
        }
        match event.name.as_str() {
            "DEVICE_DELETED" => Step::Done(event),
            _ => {
                let reason = event.data["msg"].as_str();
                Step::Failed(reason.unwrap_or("the guest refuses").to_owned())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Timestamp;

    fn step(name: &str, data: serde_json::Value) -> Step<Event> {
        let event = Event::new(name, data, Timestamp::UNKNOWN);
        device_removed("net0").observe(event)
    }

    #[test]
    fn other_devices_and_parts_of_the_device_do_not_count() {
        for data in [
            json!({"device": "net1", "path": "/machine/peripheral/net1"}),
            json!({"path": "/machine/peripheral/net0/virtio-backend"}),
            json!({}),
        ] {
            assert_eq!(step("DEVICE_DELETED", data), Step::Wait);
        }
    }

    #[test]
    fn a_refusal_of_the_guest_is_a_failure() {
        let data = json!({"device": "net0", "path": "/machine/peripheral/net0"});
        assert!(matches!(
            step("DEVICE_UNPLUG_GUEST_ERROR", data.clone()),
            Step::Failed(_)
        ));
        assert!(matches!(step("DEVICE_DELETED", data), Step::Done(_)));
        let data = json!({"device": "net0", "msg": "busy"});
        let failed = Step::Failed("busy".to_owned());
        assert_eq!(step("MEM_UNPLUG_ERROR", data), failed);
    }
}
