//! A schema of two commands, written the way the macro expands one.
#![allow(dead_code, reason = "each test uses a part of it")]

use qapi_runtime::wire::{Slot, Struct, Union, View, Wire};
use qapi_runtime::{Command, Transport, Unrecognized, UnrecognizedBranch};

/// `{ 'struct': 'Device', 'data': { 'id': 'str', '*size': 'size', '*state': 'DeviceState' } }`
pub(crate) struct Device {
    pub(crate) id: String,
    pub(crate) size: Option<u64>,
    pub(crate) state: Option<DeviceState>,
}

impl Struct for Device {
    const NAMES: &'static str = "Device id *size *state";

    fn blank() -> Self {
        Self {
            id: String::new(),
            size: None,
            state: None,
        }
    }

    fn member(&self, index: usize) -> View<'_> {
        match index {
            0 => self.id.view(),
            1 => self.size.view(),
            _ => self.state.view(),
        }
    }

    fn member_slot(&mut self, index: usize) -> Slot<'_> {
        match index {
            0 => self.id.slot(),
            1 => self.size.slot(),
            _ => self.state.slot(),
        }
    }
}

qapi_runtime::__structs!(Device Devices);

/// `{ 'enum': 'DeviceState', 'data': [ 'on', 'off' ] }`
#[derive(Clone, PartialEq)]
pub(crate) enum DeviceState {
    On,
    Off,
    Unrecognized(Unrecognized),
}

impl DeviceState {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::On => "on",
            Self::Off => "off",
            Self::Unrecognized(name) => name.as_str(),
        }
    }
}

impl From<&str> for DeviceState {
    fn from(name: &str) -> Self {
        match name {
            "on" => Self::On,
            "off" => Self::Off,
            _ => Self::Unrecognized(Unrecognized::__new(name)),
        }
    }
}

qapi_runtime::__enumerations!(DeviceState);

/// `{ 'struct': 'Devices', 'data': { 'devices': ['Device'] } }`
pub(crate) struct Devices {
    pub(crate) devices: Vec<Device>,
}

impl Struct for Devices {
    const NAMES: &'static str = "Devices devices";

    fn blank() -> Self {
        Self {
            devices: Vec::new(),
        }
    }

    fn member(&self, _: usize) -> View<'_> {
        self.devices.view()
    }

    fn member_slot(&mut self, _: usize) -> Slot<'_> {
        self.devices.slot()
    }
}

struct QueryDevices;

impl Command for QueryDevices {
    const NAME: &'static str = "query-devices";
    type Arguments = ();
    type Returns = Devices;
}

/// `{ 'command': 'query-devices', 'returns': 'Devices' }`
pub(crate) fn query_devices<T: Transport>(transport: T) -> T::Reply<Devices> {
    transport.execute::<QueryDevices>(&())
}

struct AddDevice;

impl Command for AddDevice {
    const NAME: &'static str = "add-device";
    type Arguments = Device;
    type Returns = ();
}

/// `{ 'command': 'add-device', 'data': 'Device' }`
pub(crate) fn add_device<T: Transport>(transport: T, device: &Device) -> T::Reply<()> {
    transport.execute::<AddDevice>(device)
}

/// `{ 'union': 'Change', 'data': { 'added': 'Device' } }`
pub(crate) enum Change {
    Added(Device),
    Unrecognized(UnrecognizedBranch),
}

impl Union for Change {
    fn tag(&self) -> &str {
        match self {
            Self::Added(_) => "added",
            Self::Unrecognized(branch) => branch.tag(),
        }
    }

    fn branch(&self) -> View<'_> {
        match self {
            Self::Added(device) => device.view(),
            Self::Unrecognized(branch) => branch.__view(),
        }
    }

    fn branch_slot(&mut self) -> Slot<'_> {
        match self {
            Self::Added(device) => device.slot(),
            Self::Unrecognized(branch) => branch.__slot(),
        }
    }

    fn select(&mut self, tag: &str) {
        *self = match tag {
            "added" => Self::Added(<Device as Wire>::blank()),
            _ => Self::Unrecognized(UnrecognizedBranch::__blank(tag)),
        };
    }
}

qapi_runtime::__simple_union!(Change, Unrecognized);

struct QueryChange;

impl Command for QueryChange {
    const NAME: &'static str = "query-change";
    type Arguments = ();
    type Returns = Change;
}

/// `{ 'command': 'query-change', 'returns': 'Change' }`
pub(crate) fn query_change<T: Transport>(transport: T) -> T::Reply<Change> {
    transport.execute::<QueryChange>(&())
}

/// `{ 'event': 'DEVICE_ADDED', 'data': 'Device' }`
pub(crate) enum Event {
    DeviceAdded(Device),
    Unrecognized(UnrecognizedBranch),
}

impl Union for Event {
    fn tag(&self) -> &str {
        match self {
            Self::DeviceAdded(_) => "DEVICE_ADDED",
            Self::Unrecognized(branch) => branch.tag(),
        }
    }

    fn branch(&self) -> View<'_> {
        match self {
            Self::DeviceAdded(device) => device.view(),
            Self::Unrecognized(branch) => branch.__view(),
        }
    }

    fn branch_slot(&mut self) -> Slot<'_> {
        match self {
            Self::DeviceAdded(device) => device.slot(),
            Self::Unrecognized(branch) => branch.__slot(),
        }
    }

    fn select(&mut self, tag: &str) {
        *self = match tag {
            "DEVICE_ADDED" => Self::DeviceAdded(<Device as Wire>::blank()),
            _ => Self::Unrecognized(UnrecognizedBranch::__blank(tag)),
        };
    }
}

qapi_runtime::__events!(Event, Unrecognized);
