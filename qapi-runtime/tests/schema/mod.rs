//! A schema of two commands, written the way the macro expands one.
#![allow(dead_code, reason = "each test uses a part of it")]

use qapi_runtime::wire::{Object, Slot, Union, View, Wire};
use qapi_runtime::{Command, Transport, UnrecognizedBranch};

/// `{ 'struct': 'Device', 'data': { 'id': 'str', '*size': 'size' } }`
pub(crate) struct Device {
    pub(crate) id: String,
    pub(crate) size: Option<u64>,
}

impl Object for Device {
    fn name(&self) -> &'static str {
        "Device"
    }

    fn members(&self) -> &'static [&'static str] {
        &["id", "*size"]
    }

    fn member(&self, index: usize) -> View<'_> {
        match index {
            0 => self.id.view(),
            1 => self.size.view(),
            _ => View::Absent,
        }
    }

    fn member_slot(&mut self, index: usize) -> Slot<'_> {
        match index {
            0 => self.id.slot(),
            1 => self.size.slot(),
            _ => Slot::Nothing,
        }
    }
}

qapi_runtime::__object!(Device { id, size });

/// `{ 'struct': 'Devices', 'data': { 'devices': ['Device'] } }`
pub(crate) struct Devices {
    pub(crate) devices: Vec<Device>,
}

impl Object for Devices {
    fn name(&self) -> &'static str {
        "Devices"
    }

    fn members(&self) -> &'static [&'static str] {
        &["devices"]
    }

    fn member(&self, _: usize) -> View<'_> {
        self.devices.view()
    }

    fn member_slot(&mut self, _: usize) -> Slot<'_> {
        self.devices.slot()
    }
}

qapi_runtime::__object!(Devices { devices });

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
            "DEVICE_ADDED" => Self::DeviceAdded(Device::blank()),
            _ => Self::Unrecognized(UnrecognizedBranch::__blank(tag)),
        };
    }
}

qapi_runtime::__events!(Event, Unrecognized);
