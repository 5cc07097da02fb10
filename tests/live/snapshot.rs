//! Snapshots, one by one and by transaction, and the job that undoes them.

use qapi::ErrorClass;
use serde_json::json;

use crate::block::{drive, write};
use crate::machine::{Machine, Stage, refused};
use crate::qmp::{self, BlockdevSnapshot, NewImageMode, Transaction};
use crate::support::poll;

const MIB: u64 = 1 << 20;

pub(crate) fn single(stage: &Stage) {
    let vm = stage.start(stage.setup().disk("disk0", 4 * MIB));
    let snapshot = qmp::BlockdevSnapshotSync::new("disk0", "first.qcow2")
        .format("qcow2")
        .mode(NewImageMode::AbsolutePaths);
    qmp::blockdev_snapshot_sync(&vm, &snapshot).unwrap();
    assert_eq!(layers(&vm, "disk0"), ["first.qcow2", "disk0.raw"]);

    // Format and mode have defaults: the same.
    let snapshot = qmp::BlockdevSnapshotSync::new("disk0", "second.qcow2");
    qmp::blockdev_snapshot_sync(&vm, &snapshot).unwrap();
    assert_eq!(layers(&vm, "disk0"), ["second.qcow2", "first.qcow2"]);

    // A mode that this schema lacks reaches the server, which refuses it.
    let snapshot = qmp::BlockdevSnapshotSync::new("disk0", "third.qcow2").mode("magic".into());
    let error = refused(qmp::blockdev_snapshot_sync(&vm, &snapshot));
    assert!(error.desc.contains("magic"), "{error}");
}

pub(crate) fn transaction_takes_all(stage: &Stage) {
    let vm = two_disks(stage);
    let snapshots = ["disk0", "disk1"].map(|disk| {
        let overlay = BlockdevSnapshot::new(disk, format!("{disk}.qcow2"));
        overlay.format("qcow2").into()
    });
    qmp::transaction(&vm, &Transaction::new(snapshots)).unwrap();
    assert_eq!(layers(&vm, "disk0"), ["disk0.qcow2", "disk0.raw"]);
    assert_eq!(layers(&vm, "disk1"), ["disk1.qcow2", "disk1.raw"]);
}

pub(crate) fn transaction_takes_none(stage: &Stage) {
    let vm = two_disks(stage);
    let good = BlockdevSnapshot::new("disk0", "disk0.qcow2");
    let bad = BlockdevSnapshot::new("disk9", "disk9.qcow2");
    let both = Transaction::new([good.into(), bad.into()]);
    let error = refused(qmp::transaction(&vm, &both));
    assert_eq!(error.class, ErrorClass::GenericError);
    assert_eq!(error.command.as_deref(), Some("transaction"));
    assert!(error.desc.contains("disk9"), "{error}");
    for disk in ["disk0", "disk1"] {
        let image = drive(&vm, disk).inserted.unwrap();
        assert_eq!(image.file, format!("{disk}.raw"));
        assert_eq!(image.backing_file, None);
    }
}

pub(crate) fn job(stage: &Stage) {
    let vm = stage.start(stage.setup().disk("disk0", 4 * MIB));
    write(&vm, "disk0", "0x55 0 4M");
    let snapshot = qmp::BlockdevSnapshotSync::new("disk0", "overlay.qcow2");
    qmp::blockdev_snapshot_sync(&vm, &snapshot).unwrap();
    assert_eq!(qmp::query_block_jobs(&vm).unwrap(), []);

    // Releases spell the commands with dashes, so the schema's don't do; its
    // list of jobs does. At this speed the job is still there to be seen.
    let arguments = json!({"device": "disk0", "speed": 1});
    let client = vm.client();
    client.execute_raw("block-stream", arguments).unwrap();
    let job = poll("progress of the job", || {
        let mut jobs = qmp::query_block_jobs(&vm).unwrap();
        assert_eq!(jobs.len(), 1);
        jobs.pop().filter(|job| job.len > 0)
    });
    assert_eq!((&*job.r#type, &*job.device), ("stream", "disk0"));
    assert_eq!((job.len, job.speed), (4 << 20, 1));
    assert!(job.offset < job.len, "{job:?}");

    let arguments = json!({"device": "disk0"});
    client.execute_raw("block-job-cancel", arguments).unwrap();
    let event = vm.wait_for("BLOCK_JOB_CANCELLED");
    assert_eq!(event.data["device"], "disk0");
    assert_eq!(qmp::query_block_jobs(&vm).unwrap(), []);
    assert_eq!(layers(&vm, "disk0"), ["overlay.qcow2", "disk0.raw"]);
}

fn two_disks(stage: &Stage) -> Machine<'_> {
    let setup = stage.setup().disk("disk0", 4 * MIB);
    stage.start(setup.disk("disk1", 4 * MIB))
}

/// A drive's image and its backing file.
fn layers(vm: &Machine<'_>, device: &str) -> [String; 2] {
    let image = drive(vm, device).inserted.unwrap();
    [image.file, image.backing_file.unwrap()]
}
