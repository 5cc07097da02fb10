//! The guest's memory: into files, and out by the balloon.

use std::fs;

use qapi::ErrorClass;

use crate::machine::{Stage, refused};
use crate::qmp;

pub(crate) fn memory_into_files(stage: &Stage) {
    let vm = stage.start(stage.setup());

    // The reset vector is at both ends of the BIOS: below 1 MiB and 4 GiB.
    // The processor starts there, so its own addresses are the physical ones.
    qmp::pmemsave(&vm, &qmp::Pmemsave::new(0xf_fff0, 16, "low")).unwrap();
    qmp::pmemsave(&vm, &qmp::Pmemsave::new(0xffff_fff0, 16, "high")).unwrap();
    qmp::memsave(&vm, &qmp::Memsave::new(0xf_fff0, 16, "default")).unwrap();
    let first = qmp::Memsave::new(0xf_fff0, 16, "first").cpu_index(0);
    qmp::memsave(&vm, &first).unwrap();

    let low = fs::read(vm.path("low")).unwrap();
    assert_eq!(low.len(), 16);
    assert_eq!(low[0], 0xea, "a far jump: {low:02x?}");
    for name in ["high", "default", "first"] {
        assert_eq!(fs::read(vm.path(name)).unwrap(), low, "{name}");
    }

    let error = refused(qmp::memsave(
        &vm,
        &qmp::Memsave::new(0, 1, "none").cpu_index(7),
    ));
    assert_eq!(error.class, ErrorClass::GenericError);
    assert!(error.desc.contains("cpu-index"), "{error}");
    assert!(!vm.path("none").exists());
}

pub(crate) fn balloon(stage: &Stage) {
    let vm = stage.start_with("-device virtio-balloon-pci");
    let info = qmp::query_balloon(&vm).unwrap();
    assert_eq!(info.actual, 64 << 20);

    // Without a driver in the guest nothing comes of it.
    qmp::balloon(&vm, &qmp::Balloon::new(32 << 20)).unwrap();

    let error = refused(qmp::balloon(&vm, &qmp::Balloon::new(0)));
    assert_eq!(error.class, ErrorClass::GenericError);
    assert_eq!(error.command.as_deref(), Some("balloon"));
}

pub(crate) fn no_balloon(stage: &Stage) {
    let vm = stage.start(stage.setup());
    let error = refused(qmp::query_balloon(&vm));
    assert_eq!(error.class, ErrorClass::DeviceNotActive);
    assert_eq!(error.desc, "No balloon device has been activated");
    assert_eq!(
        error.to_string(),
        "query-balloon: No balloon device has been activated (DeviceNotActive)"
    );
    let error = refused(qmp::balloon(&vm, &qmp::Balloon::new(1 << 20)));
    assert_eq!(error.class, ErrorClass::DeviceNotActive);
}
