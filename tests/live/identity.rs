//! What QEMU says of itself and of what it was started with.

use std::process::Command;

use crate::machine::Stage;
use crate::qmp;

pub(crate) fn version_and_commands(stage: &Stage) {
    let vm = stage.start(stage.setup());

    let version = qmp::query_version(&vm).unwrap();
    let qemu = &version.qemu;
    let number = format!("{}.{}.{}", qemu.major, qemu.minor, qemu.micro);
    let printed = Command::new(stage.program())
        .arg("--version")
        .output()
        .unwrap();
    let printed = String::from_utf8(printed.stdout).unwrap();
    assert!(
        printed.contains(&format!("version {number}")),
        "{number}: {printed}"
    );
    assert!(
        printed.contains(version.package.trim()),
        "{}: {printed}",
        version.package
    );

    let commands = qmp::query_commands(&vm).unwrap();
    let offers = |name| commands.iter().any(|command| command.name == name);
    assert!(offers("query-commands") && offers("quit") && !offers("query-cpus"));

    let kvm = qmp::query_kvm(&vm).unwrap();
    assert!(!kvm.enabled, "it was started with TCG");
}

pub(crate) fn name_and_uuid(stage: &Stage) {
    let uuid = "6e1d2f0a-7c1b-4a43-9d6e-0123456789ab";
    let vm = stage.start_with(&format!("-name guest-7 -uuid {uuid}"));
    assert_eq!(
        qmp::query_name(&vm).unwrap().name.as_deref(),
        Some("guest-7")
    );
    assert_eq!(qmp::query_uuid(&vm).unwrap().uuid, uuid);

    let anonymous = stage.start(stage.setup());
    assert_eq!(qmp::query_name(&anonymous).unwrap().name, None);
    assert_eq!(
        qmp::query_uuid(&anonymous).unwrap().uuid,
        "00000000-0000-0000-0000-000000000000"
    );
}

pub(crate) fn character_devices(stage: &Stage) {
    let vm = stage.start_with("-chardev null,id=port0 -serial chardev:port0");
    let devices = qmp::query_chardev(&vm).unwrap();
    let port = devices.iter().find(|device| device.label == "port0");
    assert_eq!(port.unwrap().filename, "null");
    // The other one is this connection.
    assert_eq!(devices.len(), 2, "{devices:?}");
    assert!(
        devices
            .iter()
            .any(|device| device.filename.starts_with("unix:"))
    );
}

pub(crate) fn mice(stage: &Stage) {
    let vm = stage.start_with("-device piix3-usb-uhci -device usb-tablet");
    let mice = qmp::query_mice(&vm).unwrap();
    let absolute = |name| {
        let mouse = mice.iter().find(|mouse| mouse.name == name);
        mouse.map(|mouse| mouse.absolute)
    };
    assert_eq!(absolute("QEMU PS/2 Mouse"), Some(false), "{mice:?}");
    assert_eq!(absolute("QEMU HID Tablet"), Some(true), "{mice:?}");
}
