//! Drives: what they hold, how large they are, how fast they may be.

use std::fs;

use qapi::ErrorClass;

use crate::machine::{Machine, Stage, refused};
use crate::qmp::{self, BlockDeviceIoStatus, BlockInfo};
use crate::support::poll;

const MIB: u64 = 1 << 20;

pub(crate) fn drives(stage: &Stage) {
    let setup = stage
        .setup()
        .file("stopping.raw", &[0; 4096])
        .file("fixed.raw", &[0; 4096])
        .disk("disk0", 4 * MIB)
        .with("-drive id=stopping,file=stopping.raw,format=raw,if=virtio,werror=stop")
        .with("-drive id=fixed,file=fixed.raw,format=raw,if=virtio,readonly=on")
        .with("-drive id=cd0,if=ide,media=cdrom");
    let vm = stage.start(setup);

    let disk = drive(&vm, "disk0");
    assert!(!disk.removable && !disk.locked);
    assert_eq!(disk.tray_open, None);
    let image = disk.inserted.unwrap();
    assert_eq!(image.file, "disk0.raw");
    assert_eq!(image.drv, "raw");
    assert_eq!((image.ro, image.encrypted), (false, false));
    assert_eq!(image.backing_file, None);

    let stopping = drive(&vm, "stopping");
    assert_eq!(stopping.io_status, Some(BlockDeviceIoStatus::Ok));
    assert!(drive(&vm, "fixed").inserted.unwrap().ro);
    let cd = drive(&vm, "cd0");
    assert!(cd.removable && cd.inserted.is_none());
    assert_eq!(cd.tray_open, Some(false));
}

pub(crate) fn statistics(stage: &Stage) {
    let vm = stage.start(stage.setup().disk("disk0", 4 * MIB));
    assert_eq!(counters(&vm).stats.rd_operations, 0);
    write(&vm, "disk0", "0x55 1M 64k");
    let disk = counters(&vm);
    assert_eq!(disk.stats.wr_highest_offset, (1024 + 64) << 10);
    // The layer below, and no further one.
    let parent = disk.parent.unwrap();
    assert_eq!(parent.stats.wr_highest_offset, (1024 + 64) << 10);
    assert_eq!(parent.parent, None);

    // Firmware looks for something to boot.
    qmp::cont(&vm).unwrap();
    let stats = poll("read from the disk", || {
        let stats = counters(&vm).stats;
        (stats.rd_operations > 0).then_some(stats)
    });
    assert!(stats.rd_bytes >= 512, "{stats:?}");
    assert_eq!((stats.wr_operations, stats.wr_bytes), (0, 0));
}

fn counters(vm: &Machine<'_>) -> qmp::BlockStats {
    let drives = qmp::query_blockstats(vm).unwrap();
    let name = Some("disk0");
    let disk = drives.into_iter().find(|it| it.device.as_deref() == name);
    disk.unwrap()
}

pub(crate) fn resize(stage: &Stage) {
    let vm = stage.start(stage.setup().disk("disk0", 4 * MIB));
    qmp::block_resize(&vm, &qmp::BlockResize::new("disk0", 8 << 20)).unwrap();
    assert_eq!(vm.path("disk0.raw").metadata().unwrap().len(), 8 * MIB);
    write(&vm, "disk0", "0x55 7M 1M");
    assert_eq!(fs::read(vm.path("disk0.raw")).unwrap().last(), Some(&0x55));

    let error = refused(qmp::block_resize(&vm, &qmp::BlockResize::new("disk0", -1)));
    assert_eq!(error.class, ErrorClass::GenericError);
    assert_eq!(error.command.as_deref(), Some("block_resize"));
    let missing = qmp::BlockResize::new("disk9", 1);
    let error = refused(qmp::block_resize(&vm, &missing));
    assert!(error.desc.contains("disk9"), "{error}");
}

pub(crate) fn throttle(stage: &Stage) {
    let vm = stage.start(stage.setup().disk("disk0", 4 * MIB));
    let limits = |vm: &_| {
        let image = drive(vm, "disk0").inserted.unwrap();
        let bytes = [image.bps, image.bps_rd, image.bps_wr];
        (bytes, [image.iops, image.iops_rd, image.iops_wr])
    };
    assert_eq!(limits(&vm), ([0; 3], [0; 3]));

    let separate = qmp::BlockSetIoThrottle::new("disk0", 0, 1000, 2000, 300, 0, 0);
    qmp::block_set_io_throttle(&vm, &separate).unwrap();
    assert_eq!(limits(&vm), ([0, 1000, 2000], [300, 0, 0]));

    let contradiction = qmp::BlockSetIoThrottle::new("disk0", 1, 1, 0, 0, 0, 0);
    refused(qmp::block_set_io_throttle(&vm, &contradiction));
    assert_eq!(limits(&vm), ([0, 1000, 2000], [300, 0, 0]));
}

pub(crate) fn eject(stage: &Stage) {
    let setup = stage
        .setup()
        .disk("disk0", MIB)
        .file("cd.iso", &[0; 4096])
        .with("-drive id=cd0,file=cd.iso,format=raw,if=ide,media=cdrom");
    let vm = stage.start(setup);
    assert_eq!(drive(&vm, "cd0").inserted.unwrap().file, "cd.iso");

    qmp::eject(&vm, &qmp::Eject::new("cd0").force(true)).unwrap();
    assert_eq!(vm.wait_for("DEVICE_TRAY_MOVED").data["tray-open"], true);
    let cd = drive(&vm, "cd0");
    assert!(cd.inserted.is_none());
    assert_eq!(cd.tray_open, Some(true));

    let error = refused(qmp::eject(&vm, &qmp::Eject::new("disk0")));
    assert_eq!(error.class, ErrorClass::GenericError);
    assert!(error.desc.contains("disk0"), "{error}");
    let error = refused(qmp::eject(&vm, &qmp::Eject::new("cd9")));
    assert_eq!(error.class, ErrorClass::DeviceNotFound);
}

pub(crate) fn drive(vm: &Machine<'_>, device: &str) -> BlockInfo {
    let drives = qmp::query_block(vm).unwrap();
    let drive = drives.into_iter().find(|drive| drive.device == device);
    drive.unwrap()
}

/// Writes in the guest's place: a byte's value, offset and length. Whether it
/// went well can only be seen from what has changed.
pub(crate) fn write(vm: &Machine<'_>, device: &str, what: &str) {
    let command = format!("qemu-io {device} \"write -P {what}\"");
    let text = qmp::human_monitor_command(vm, &qmp::HumanMonitorCommand::new(command)).unwrap();
    assert_eq!(text, "", "{what}");
}
