//! Moving the machine's state elsewhere.

use std::fs;
use std::os::unix::net::UnixListener;

use qapi::ErrorClass;
use serde_json::json;

use crate::machine::{Machine, Stage, refused};
use crate::qmp::{self, RunState};
use crate::support::poll;

/// What a stream of saved state starts with.
const MAGIC: &[u8] = b"QEVM";

pub(crate) fn into_a_file(stage: &Stage) {
    let vm = stage.start(stage.setup());
    assert_eq!(qmp::query_migrate(&vm).unwrap(), qmp::MigrationInfo::new());

    let migrate = qmp::Migrate::new("exec:cat > state").detach(true);
    qmp::migrate(&vm, &migrate).unwrap();
    assert_eq!(wait_for_end(&vm), "completed");
    assert!(fs::read(vm.path("state")).unwrap().starts_with(MAGIC));
    let status = qmp::query_status(&vm).unwrap().status;
    assert_eq!(status, RunState::Postmigrate);

    // The figures for memory stay.
    let info = qmp::query_migrate(&vm).unwrap();
    let ram = info.ram.unwrap();
    assert!(ram.total >= 64 << 20, "{ram:?}");
    assert!(ram.transferred > 0 && ram.remaining == 0, "{ram:?}");
    assert_eq!(info.disk, None);

    let error = refused(qmp::migrate(&vm, &qmp::Migrate::new("nonsense:")));
    assert_eq!(error.class, ErrorClass::GenericError);
    assert_eq!(error.command.as_deref(), Some("migrate"));
}

pub(crate) fn cancelled(stage: &Stage) {
    let vm = stage.start(stage.setup());
    // Nothing to give up is no error.
    qmp::migrate_cancel(&vm).unwrap();

    // Nobody reads at the other end, and QEMU may not hurry either.
    let _listener = UnixListener::bind(vm.path("target")).unwrap();
    let slowly = json!({"max-bandwidth": 1});
    let client = vm.client();
    client
        .execute_raw("migrate-set-parameters", slowly)
        .unwrap();
    qmp::migrate(&vm, &qmp::Migrate::new("unix:target")).unwrap();
    poll("active migration", || {
        let info = qmp::query_migrate(&vm).unwrap();
        (info.status.as_deref() == Some("active")).then_some(())
    });

    qmp::migrate_cancel(&vm).unwrap();
    assert_eq!(wait_for_end(&vm), "cancelled");
    let status = qmp::query_status(&vm).unwrap().status;
    assert_eq!(status, RunState::Prelaunch);
}

pub(crate) fn devices_state(stage: &Stage) {
    let vm = stage.start(stage.setup());
    let save = |name| qmp::xen_save_devices_state(&vm, &qmp::XenSaveDevicesState::new(name));
    save("devices").unwrap();
    assert!(fs::read(vm.path("devices")).unwrap().starts_with(MAGIC));
    let error = refused(save("no/such/folder"));
    assert_eq!(error.class, ErrorClass::GenericError);
}

/// Waits until a migration is over: what became of it.
fn wait_for_end(vm: &Machine<'_>) -> String {
    poll("end of the migration", || {
        let status = qmp::query_migrate(vm).unwrap().status?;
        let over = ["completed", "failed", "cancelled"].contains(&&*status);
        over.then_some(status)
    })
}
