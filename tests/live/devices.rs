//! PCI, the object model, the network, and the monitor for people.

use qapi::ErrorClass;
use serde_json::json;

use crate::machine::{Stage, refused};
use crate::qmp;
use crate::support::poll;

pub(crate) fn pci_behind_a_bridge(stage: &Stage) {
    let vm = stage.start_with(
        "-device pci-bridge,id=bridge0,chassis_nr=1,addr=7 \
         -device virtio-rng-pci,id=rng0,bus=bridge0,addr=3",
    );
    // Firmware sets the bridge up, as soon as it runs.
    qmp::cont(&vm).unwrap();
    let bridge = poll("bus behind the bridge", || {
        let buses = qmp::query_pci(&vm).unwrap();
        assert_eq!(buses.len(), 1);
        assert_eq!(buses[0].bus, 0);
        let devices = &buses[0].devices;
        let bridge = devices.iter().find(|device| device.qdev_id == "bridge0");
        let bridge = bridge.unwrap().clone();
        let behind = bridge.pci_bridge.as_ref()?.devices.as_ref()?;
        let mapped = behind.iter().all(|device| device.regions[0].address > 0);
        (!behind.is_empty() && mapped).then_some(bridge)
    });

    assert_eq!((bridge.bus, bridge.slot, bridge.function), (0, 7, 0));
    assert_eq!((bridge.id.vendor, bridge.id.device), (0x1b36, 0x0001));
    assert_eq!(bridge.class_info.class, 0x0604);
    assert_eq!(bridge.class_info.desc.as_deref(), Some("PCI bridge"));

    let behind = bridge.pci_bridge.unwrap();
    assert_eq!(behind.bus.secondary, 1);
    let devices = behind.devices.unwrap();
    assert_eq!(devices.len(), 1);
    assert_eq!(devices[0].qdev_id, "rng0");
    assert_eq!((devices[0].bus, devices[0].slot), (1, 3));
    let address = devices[0].regions[0].address;
    let bus = behind.bus;
    let windows = [bus.io_range, bus.memory_range, bus.prefetchable_range];
    let inside = windows
        .iter()
        .any(|it| (it.base..=it.limit).contains(&address));
    assert!(inside, "{address:#x} is in none of {windows:x?}");
}

pub(crate) fn object_model(stage: &Stage) {
    let vm = stage.start_with("-device virtio-balloon-pci,id=balloon0");
    let path = "/machine/peripheral/balloon0";
    let property = "guest-stats-polling-interval";

    let properties = qmp::qom_list(&vm, &qmp::QomList::new(path)).unwrap();
    let found = properties.iter().find(|it| it.name == property);
    assert_eq!(found.unwrap().r#type, "int");

    let get = qmp::QomGet::new(path, property);
    assert_eq!(qmp::qom_get(&vm, &get).unwrap(), json!(0));
    qmp::qom_set(&vm, &qmp::QomSet::new(path, property, json!(7))).unwrap();
    assert_eq!(qmp::qom_get(&vm, &get).unwrap(), json!(7));
    // A partial path will do, and types other than numbers are as well JSON.
    let r#type = qmp::QomGet::new("balloon0", "type");
    assert_eq!(
        qmp::qom_get(&vm, &r#type).unwrap(),
        json!("virtio-balloon-pci")
    );

    let wrong = qmp::QomSet::new(path, property, json!("soon"));
    let error = refused(qmp::qom_set(&vm, &wrong));
    assert_eq!(error.class, ErrorClass::GenericError);
    let error = refused(qmp::qom_list(&vm, &qmp::QomList::new("/nowhere")));
    assert_eq!(error.class, ErrorClass::DeviceNotFound);
    assert_eq!(error.command.as_deref(), Some("qom-list"));

    let types = |filter: qmp::QomListTypes| {
        let types = qmp::qom_list_types(&vm, &filter).unwrap();
        types.into_iter().map(|it| it.name).collect::<Vec<_>>()
    };
    let devices = qmp::QomListTypes::new().implements("device");
    let concrete = types(devices.clone().r#abstract(false));
    assert!(concrete.contains(&"virtio-balloon-pci".to_owned()));
    assert!(!concrete.contains(&"pci-device".to_owned()));
    assert!(!concrete.contains(&"pc-machine".to_owned()));
    assert_eq!(types(devices.clone()), concrete);
    assert!(types(devices.r#abstract(true)).contains(&"pci-device".to_owned()));
    assert!(types(qmp::QomListTypes::new()).len() > concrete.len());
}

pub(crate) fn network_link(stage: &Stage) {
    let vm = stage.start_with("-netdev hubport,id=net0,hubid=0 -device e1000,netdev=net0");
    qmp::set_link(&vm, &qmp::SetLink::new("net0", false)).unwrap();
    qmp::set_link(&vm, &qmp::SetLink::new("net0", true)).unwrap();

    let error = refused(qmp::set_link(&vm, &qmp::SetLink::new("net1", true)));
    assert_eq!(error.class, ErrorClass::DeviceNotFound);
    assert_eq!(error.desc, "Device 'net1' not found");
}

pub(crate) fn human_monitor(stage: &Stage) {
    let vm = stage.start_with("-name guest-7 -smp 2");
    let run = |command| qmp::human_monitor_command(&vm, &command);
    let command = qmp::HumanMonitorCommand::new;

    let text = run(command("info name")).unwrap();
    assert_eq!(text.lines().collect::<Vec<_>>(), ["guest-7"]);
    // The processor in question has a star.
    let text = run(command("info cpus").cpu_index(1)).unwrap();
    let starred: Vec<_> = text.lines().filter(|it| it.starts_with('*')).collect();
    assert_eq!(starred.len(), 1, "{text}");
    assert!(starred[0].starts_with("* CPU #1"), "{text}");

    // The human monitor's own errors are text like any other.
    assert!(run(command("dance")).unwrap().contains("unknown command"));
    let error = refused(run(command("info cpus").cpu_index(7)));
    assert!(error.desc.contains("cpu-index"), "{error}");
}
