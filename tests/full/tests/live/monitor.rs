//! Nodes, devices and jobs of a machine, with the types of the whole schema.

use qapi::{Subscription, TypedEvent};
use qapi_full_tests::qmp;

use crate::support::{PATIENCE, Setup, program};
use crate::{create_image, installed};

/// Waits until an event is the one that is looked for.
fn wait<T>(
    events: &mut Subscription<TypedEvent<qmp::Event>>,
    mut wanted: impl FnMut(qmp::Event) -> Option<T>,
) -> T {
    let mut events = events.within(PATIENCE).map(Result::unwrap);
    let found = events.find_map(|typed| wanted(typed.event));
    found.unwrap_or_else(|| panic!("no such event within {PATIENCE:?}"))
}

fn qcow2(file: &str, name: &str) -> qmp::BlockdevOptions {
    let file = qmp::BlockdevOptions::new(qmp::BlockdevOptionsBranch::File(
        qmp::BlockdevOptionsFile::new(file),
    ));
    qmp::BlockdevOptions::new(qmp::BlockdevOptionsQcow2::new(file)).node_name(name)
}

#[test]
fn the_schema_of_the_server() {
    let Some(program) = program("the_schema_of_the_server") else {
        return;
    };
    let qemu = Setup::new(&program).start();
    let schema = qmp::query_qmp_schema(qemu.client()).unwrap();
    assert!(schema.len() > 500);
    let command = schema
        .iter()
        .find(|entity| entity.name == "blockdev-add")
        .unwrap();
    let qmp::SchemaInfoBranch::Command(command) = &command.meta_type else {
        panic!("{command:?}")
    };
    let is_arguments = |entity: &&qmp::SchemaInfo| entity.name == command.arg_type;
    let arguments = schema.iter().find(is_arguments).unwrap();
    let qmp::SchemaInfoBranch::Object(object) = &arguments.meta_type else {
        panic!("{arguments:?}")
    };
    assert_eq!(object.tag.as_deref(), Some("driver"));
    assert!(
        object
            .members
            .iter()
            .any(|member| member.name == "node-name")
    );
}

#[test]
fn a_disk_comes_and_goes() {
    let test = "a_disk_comes_and_goes";
    let (Some(program), Some(_)) = (program(test), installed("qemu-img", test)) else {
        return;
    };
    let qemu = Setup::new(&program).start();
    let vm = qemu.client();
    create_image(&qemu.path("disk.qcow2"), "4M");
    qmp::blockdev_add(vm, &qcow2("disk.qcow2", "disk")).unwrap();

    let device = qmp::DeviceAdd::new("virtio-blk-pci")
        .id("device")
        .other("drive", "disk")
        .other("serial", "S1");
    qmp::device_add(vm, &device).unwrap();
    let serial = qmp::QomGet::new("/machine/peripheral/device", "serial");
    assert_eq!(qmp::qom_get(vm, &serial).unwrap(), "S1");

    let mut events = vm.events().typed();
    // The machine does not run, so the guest gives nothing up; a reset does.
    qmp::device_del(vm, &qmp::DeviceDel::new("device")).unwrap();
    qmp::system_reset(vm).unwrap();
    let path = wait(&mut events, |event| match event {
        qmp::Event::DeviceDeleted(deleted) if deleted.device.as_deref() == Some("device") => {
            Some(deleted.path)
        }
        _ => None,
    });
    assert_eq!(path, "/machine/peripheral/device");
    qmp::blockdev_del(vm, &qmp::BlockdevDel::new("disk")).unwrap();
    let error = qmp::blockdev_del(vm, &qmp::BlockdevDel::new("disk")).unwrap_err();
    assert!(error.as_server().is_some(), "{error}");
}

#[test]
fn a_backup_as_a_job() {
    let test = "a_backup_as_a_job";
    let (Some(program), Some(_)) = (program(test), installed("qemu-img", test)) else {
        return;
    };
    let qemu = Setup::new(&program).start();
    let vm = qemu.client();
    for name in ["source", "target"] {
        let file = format!("{name}.qcow2");
        create_image(&qemu.path(&file), "1M");
        qmp::blockdev_add(vm, &qcow2(&file, name)).unwrap();
    }
    let backup = qmp::BlockdevBackup::new("source", qmp::MirrorSyncMode::Full, "target")
        .job_id("job")
        .auto_dismiss(false);
    let mut events = vm.events().typed();
    qmp::blockdev_backup(vm, &backup).unwrap();

    let mut seen = Vec::new();
    wait(&mut events, |event| {
        let qmp::Event::JobStatusChange(change) = event else {
            return None;
        };
        assert_eq!(change.id, "job");
        seen.push(change.status.clone());
        (change.status == qmp::JobStatus::Concluded).then_some(())
    });
    assert_eq!(seen.first(), Some(&qmp::JobStatus::Created));
    assert!(seen.contains(&qmp::JobStatus::Running), "{seen:?}");
    let jobs = qmp::query_jobs(vm).unwrap();
    assert_eq!(jobs.len(), 1);
    assert_eq!(
        (&jobs[0].r#type, jobs[0].error.as_ref()),
        (&qmp::JobType::Backup, None)
    );
    qmp::job_dismiss(vm, &qmp::JobDismiss::new("job")).unwrap();
    assert!(qmp::query_jobs(vm).unwrap().is_empty());
}
