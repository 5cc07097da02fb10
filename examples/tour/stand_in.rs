//! Answers in the place of a QEMU that is not installed.
//!
//! Programs can be tested like this: the replies are values of the same types
//! that the program under test will read.

use std::sync::{Arc, Mutex, PoisonError};

use qapi::testing::{Call, Peer};
use qapi::{ErrorClass, ServerError, json};
use serde_json::{Value, json};

use crate::{Result, qmp};

pub(crate) fn start() -> Result<Peer> {
    let peer = Peer::start()?;
    answer_about_machine(&peer);
    answer_about_drives(&peer);
    answer_about_objects(&peer);
    peer.refuse(
        "query-balloon",
        ErrorClass::DeviceNotActive,
        "No balloon device has been activated",
    );
    peer.handle("quit", |call| {
        call.emit_after(
            "SHUTDOWN",
            json!({"guest": false, "reason": "host-qmp-quit"}),
        );
        call.hang_up();
        Ok(json!({}))
    });
    Ok(peer)
}

fn answer_about_machine(peer: &Peer) {
    let release = qmp::VersionInfoQemu::new(1, 1, 0);
    let version = qmp::VersionInfo::new(release, "stand-in");
    let commands = ["query-version", "query-status", "quit"].map(qmp::CommandInfo::new);
    let status = qmp::StatusInfo::new(false, qmp::RunState::Prelaunch);
    let machine = qmp::NameInfo::new().name("stand-in");

    peer.on("query-version", json::to_value(&version));
    peer.on("query-commands", json::to_value(&Vec::from(commands)));
    peer.on("query-kvm", json::to_value(&qmp::KvmInfo::new(false, true)));
    peer.on("query-name", json::to_value(&machine));
    peer.on("query-status", json::to_value(&status));
    peer.on("query-pci", json::to_value(&vec![pci_bus()]));
    peer.on(
        "human-monitor-command",
        json!("base memory: 134217728\r\nplugged memory: 0\r\n"),
    );
}

fn pci_bus() -> qmp::PciInfo {
    let card = qmp::PciDeviceInfo::new(
        1,
        3,
        0,
        qmp::PciDeviceInfoClassInfo::new(0x0200).desc("Ethernet controller"),
        qmp::PciDeviceInfoId::new(0x100e, 0x8086),
        "net0",
        [qmp::PciMemoryRegion::new(
            0,
            "memory",
            0xfe00_0000,
            128 << 10,
        )],
    );
    let range = || qmp::PciMemoryRange::new(0xfe00_0000, 0xfe0f_ffff);
    let bus = qmp::PciBridgeInfoBus::new(0, 1, 1, range(), range(), range());
    let bridge = qmp::PciDeviceInfo::new(
        0,
        1,
        0,
        qmp::PciDeviceInfoClassInfo::new(0x0604).desc("PCI bridge"),
        qmp::PciDeviceInfoId::new(0x0001, 0x1b36),
        "",
        [],
    )
    .pci_bridge(qmp::PciBridgeInfo::new(bus).devices([card]));
    let host = qmp::PciDeviceInfo::new(
        0,
        0,
        0,
        qmp::PciDeviceInfoClassInfo::new(0x0600).desc("Host bridge"),
        qmp::PciDeviceInfoId::new(0x1237, 0x8086),
        "",
        [],
    );
    qmp::PciInfo::new(0, [host, bridge])
}

/// The drives remember the snapshot that is taken of them.
fn answer_about_drives(peer: &Peer) {
    let image = |file| qmp::BlockDeviceInfo::new(file, false, "qcow2", false, 0, 0, 0, 0, 0, 0);
    let drive = |name, removable| qmp::BlockInfo::new(name, "unknown", removable, false);
    let disk = drive("disk0", false).inserted(image("disk.qcow2"));
    let drives = Arc::new(Mutex::new(vec![disk, drive("cd0", true).tray_open(false)]));

    let shown = Arc::clone(&drives);
    peer.handle("query-block", move |_| {
        let drives = shown.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(json::to_value(&*drives))
    });
    peer.handle("transaction", move |call| {
        let mut drives = drives.lock().unwrap_or_else(PoisonError::into_inner);
        snapshot(&mut drives, call)
    });
}

fn snapshot(drives: &mut [qmp::BlockInfo], call: &Call<'_>) -> Result<Value, ServerError> {
    let refuse = |desc: String| ServerError::new(ErrorClass::GenericError, desc);
    let transaction: qmp::Transaction = json::from_value(call.arguments().clone())
        .map_err(|mismatch| refuse(mismatch.to_string()))?;
    for action in transaction.actions {
        let qmp::BlockdevAction::BlockdevSnapshotSync(action) = action else {
            return Err(refuse("the stand-in knows no such action".to_owned()));
        };
        let drive = drives
            .iter_mut()
            .find(|drive| drive.device == action.device);
        let Some(image) = drive.and_then(|drive| drive.inserted.as_mut()) else {
            return Err(refuse(format!("Device '{}' has no medium", action.device)));
        };
        image.backing_file = Some(image.file.clone());
        image.file = action.snapshot_file;
    }
    Ok(json!({}))
}

fn answer_about_objects(peer: &Peer) {
    let properties = [
        ("type", "string"),
        ("usb", "bool"),
        ("peripheral", "child<container>"),
        ("unattached", "child<container>"),
    ];
    let properties = properties.map(|(name, kind)| qmp::ObjectPropertyInfo::new(name, kind));

    peer.on("qom-list", json::to_value(&Vec::from(properties)));
    peer.handle("qom-get", |call| {
        match call.arguments()["property"].as_str() {
            Some("type") => Ok(json!("pc-1.1-machine")),
            _ => Ok(json!(false)),
        }
    });
}
