//! The tree of PCI buses and devices.

use std::io::Write;

use qapi::Client;

use crate::report::{Report, size};
use crate::{Result, qmp};

pub(crate) fn pci_topology(report: &mut Report<impl Write>, vm: &Client) -> Result<()> {
    let buses = qmp::query_pci(vm)?;

    report.heading("PCI topology")?;
    if buses.is_empty() {
        report.line("none")?;
    }
    for bus in &buses {
        report.line(&format!("bus {}", bus.bus))?;
        devices(report, &bus.devices, "")?;
    }
    Ok(())
}

/// The devices of a bus; `margin` holds the lines of the tree to their left.
fn devices(
    report: &mut Report<impl Write>,
    devices: &[qmp::PciDeviceInfo],
    margin: &str,
) -> Result<()> {
    for (index, device) in devices.iter().enumerate() {
        let last = index + 1 == devices.len();
        let (branch, below) = if last {
            ("└─ ", "   ")
        } else {
            ("├─ ", "│  ")
        };
        report.line(&format!("{margin}{branch}{}", title(device)))?;
        let margin = format!("{margin}{below}");
        let stem = if device.pci_bridge.is_some() {
            "│"
        } else {
            " "
        };
        for region in &device.regions {
            report.line(&format!("{margin}{stem}    {}", description(region)))?;
        }
        if let Some(bridge) = &device.pci_bridge {
            bus_behind(report, bridge, &margin)?;
        }
    }
    Ok(())
}

fn bus_behind(
    report: &mut Report<impl Write>,
    bridge: &qmp::PciBridgeInfo,
    margin: &str,
) -> Result<()> {
    // Firmware numbers the buses; before it has run there is nothing behind.
    let name = match bridge.bus.secondary {
        0 => "a bus without a number".to_owned(),
        number => format!("bus {number}"),
    };
    report.line(&format!("{margin}└─ {name}"))?;
    let behind = bridge.devices.as_deref().unwrap_or_default();
    devices(report, behind, &format!("{margin}   "))
}

fn title(device: &qmp::PciDeviceInfo) -> String {
    let class = match &device.class_info.desc {
        Some(text) => text.clone(),
        None => format!("class {:04x}", device.class_info.class),
    };
    let place = format!("{:02x}.{:x}", device.slot, device.function);
    let model = format!("{:04x}:{:04x}", device.id.vendor, device.id.device);
    match device.qdev_id.as_str() {
        "" => format!("{place} {model}  {class}"),
        id => format!("{place} {model}  {class} \"{id}\""),
    }
}

fn description(region: &qmp::PciMemoryRegion) -> String {
    let kind = match (region.r#type.as_str(), region.prefetch) {
        ("memory", Some(true)) => "memory, prefetchable",
        ("io", _) => "I/O ports",
        (kind, _) => kind,
    };
    let length = size(region.size);
    // Addresses, too, come from the firmware.
    match region.address {
        -1 => format!("BAR {}: {length} of {kind}", region.bar),
        address => format!("BAR {}: {length} of {kind} at {address:#x}", region.bar),
    }
}
