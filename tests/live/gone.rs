//! Commands of the schema that no QEMU of today has: removed by release 6.0,
//! or released under other names in the first place.

use qapi::{ErrorClass, Result};

use crate::machine::{Stage, refused};
use crate::qmp;

pub(crate) fn gone_commands(stage: &Stage) {
    let vm = &stage.start(stage.setup().disk("disk0", 1 << 20));

    assert_gone(qmp::query_cpus(vm), "query-cpus");
    assert_gone(qmp::cpu(vm, &qmp::Cpu::new(0)), "cpu");
    let change = qmp::Change::new("disk0", "disk0.raw").arg("raw");
    assert_gone(qmp::change(vm, &change), "change");
    let password = qmp::BlockPasswd::new("disk0", "secret");
    assert_gone(qmp::block_passwd(vm, &password), "block_passwd");
    let downtime = qmp::MigrateSetDowntime::new(0.3);
    let name = "migrate_set_downtime";
    assert_gone(qmp::migrate_set_downtime(vm, &downtime), name);
    let speed = qmp::MigrateSetSpeed::new(1 << 30);
    assert_gone(qmp::migrate_set_speed(vm, &speed), "migrate_set_speed");

    let stream = qmp::BlockStream::new("disk0");
    assert_gone(qmp::block_stream(vm, &stream), "block_stream");
    let speed = qmp::BlockJobSetSpeed::new("disk0", 1);
    assert_gone(qmp::block_job_set_speed(vm, &speed), "block_job_set_speed");
    let cancel = qmp::BlockJobCancel::new("disk0");
    assert_gone(qmp::block_job_cancel(vm, &cancel), "block_job_cancel");

    // The connection is none the worse for it.
    assert!(qmp::query_name(vm).is_ok());
}

/// The error that a user gets for a command that this QEMU lacks.
#[track_caller]
pub(crate) fn assert_gone<T>(reply: Result<T>, command: &str) {
    let error = refused(reply);
    assert_eq!(error.class, ErrorClass::CommandNotFound);
    assert_eq!(error.command.as_deref(), Some(command));
    assert!(error.desc.contains(command), "{error}");
}
