//! The machine's state, and the events of its changes.

use serde_json::json;

use crate::machine::{Stage, refused};
use crate::qmp::{self, RunState};

pub(crate) fn stop_and_cont(stage: &Stage) {
    let vm = stage.start(stage.setup());
    let status = qmp::query_status(&vm).unwrap();
    assert_eq!(
        (status.running, status.status),
        (false, RunState::Prelaunch)
    );

    qmp::cont(&vm).unwrap();
    vm.wait_for("RESUME");
    let status = qmp::query_status(&vm).unwrap();
    assert_eq!((status.running, status.status), (true, RunState::Running));

    qmp::stop(&vm).unwrap();
    let event = vm.wait_for("STOP");
    assert_eq!(event.data, json!({}));
    assert!(event.timestamp.seconds > 1_500_000_000, "{event:?}");
    let status = qmp::query_status(&vm).unwrap();
    assert_eq!((status.running, status.status), (false, RunState::Paused));
}

pub(crate) fn reset_powerdown_and_nmi(stage: &Stage) {
    let vm = stage.start(stage.setup());

    qmp::system_reset(&vm).unwrap();
    assert_eq!(vm.wait_for("RESET").data["guest"], false);

    qmp::system_powerdown(&vm).unwrap();
    vm.wait_for("POWERDOWN");
    // The guest only gets to know; this one does nothing about it.
    assert!(qmp::query_name(&vm).is_ok());

    qmp::inject_nmi(&vm).unwrap();
}

pub(crate) fn suspend_and_wakeup(stage: &Stage) {
    let setup = stage
        .setup()
        .file("boot.raw", &suspending_boot_sector())
        .with("-drive file=boot.raw,format=raw,if=ide");
    let vm = stage.start(setup);

    let error = refused(qmp::system_wakeup(&vm));
    assert!(error.desc.contains("suspend"), "{error}");

    qmp::cont(&vm).unwrap();
    vm.wait_for("SUSPEND");
    let status = qmp::query_status(&vm).unwrap().status;
    // A state that came after this schema.
    assert!(matches!(&status, RunState::Unrecognized(name) if name.as_str() == "suspended"));

    qmp::system_wakeup(&vm).unwrap();
    vm.wait_for("WAKEUP");
    assert_eq!(qmp::query_status(&vm).unwrap().status, RunState::Running);
}

/// A program that asks the chipset for suspend to RAM.
fn suspending_boot_sector() -> [u8; 512] {
    let code = [
        0xb8, 0x00, 0x24, // mov ax, SLP_EN | S3
        0xba, 0x04, 0x06, // mov dx, PM1a_CNT
        0xef, // out dx, ax
        0xf4, // hlt
        0xeb, 0xfd, // jmp to the hlt
    ];
    let mut sector = [0; 512];
    sector[..code.len()].copy_from_slice(&code);
    sector[510..].copy_from_slice(&[0x55, 0xaa]);
    sector
}

pub(crate) fn quit(stage: &Stage) {
    let vm = stage.start(stage.setup());
    qmp::quit(&vm).unwrap();

    let event = vm.wait_for("SHUTDOWN");
    assert_eq!(event.data["guest"], false);
    assert_eq!(event.data["reason"], "host-qmp-quit");
    assert!(vm.into_qemu().wait().success());
}
