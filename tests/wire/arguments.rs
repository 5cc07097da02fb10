//! What commands take: structs that have no name in the schema.

use serde_json::json;

use crate::check::structs;
use crate::qmp::*;

structs! {
    Cpu { r#"{"index":3}"# => Cpu::new(3) }

    Memsave {
        r#"{"val":4096,"size":512,"filename":"/tmp/dump"}"#
            => Memsave::new(4096, 512, "/tmp/dump"),
        r#"{"val":4096,"size":512,"filename":"/tmp/dump","cpu-index":1}"#
            => Memsave::new(4096, 512, "/tmp/dump").cpu_index(1),
    }

    Pmemsave {
        r#"{"val":4096,"size":512,"filename":"/tmp/dump"}"#
            => Pmemsave::new(4096, 512, "/tmp/dump"),
    }

    SetLink { r#"{"name":"net0","up":false}"# => SetLink::new("net0", false) }

    BlockPasswd {
        r#"{"device":"disk0","password":"secret"}"# => BlockPasswd::new("disk0", "secret"),
    }

    Balloon { r#"{"value":536870912}"# => Balloon::new(512 << 20) }

    BlockResize { r#"{"device":"disk0","size":1024}"# => BlockResize::new("disk0", 1024) }

    Transaction {
        r#"{"actions":[{"type":"blockdev-snapshot-sync","data":{"device":"a","snapshot-file":"b"}}]}"#
            => Transaction::new([BlockdevSnapshot::new("a", "b").into()]),
    }

    BlockdevSnapshotSync {
        r#"{"device":"disk0","snapshot-file":"/tmp/snap"}"#
            => BlockdevSnapshotSync::new("disk0", "/tmp/snap"),
        r#"{"device":"disk0","snapshot-file":"/tmp/snap","format":"qcow2","mode":"absolute-paths"}"#
            => BlockdevSnapshotSync::new("disk0", "/tmp/snap")
                .format("qcow2")
                .mode(NewImageMode::AbsolutePaths),
    }

    HumanMonitorCommand {
        r#"{"command-line":"info kvm"}"# => HumanMonitorCommand::new("info kvm"),
        r#"{"command-line":"info kvm","cpu-index":0}"#
            => HumanMonitorCommand::new("info kvm").cpu_index(0),
    }

    MigrateSetDowntime { r#"{"value":0.125}"# => MigrateSetDowntime::new(0.125) }

    MigrateSetSpeed { r#"{"value":1024}"# => MigrateSetSpeed::new(1024) }

    QomList { r#"{"path":"/machine"}"# => QomList::new("/machine") }

    QomGet {
        r#"{"path":"/machine","property":"type"}"# => QomGet::new("/machine", "type"),
    }

    QomSet {
        r#"{"path":"/qom","property":"p","value":null}"# => QomSet::new("/qom", "p", json!(null)),
        r#"{"path":"/qom","property":"p","value":{"any":[1,"two",3.5]}}"#
            => QomSet::new("/qom", "p", json!({"any": [1, "two", 3.5]})),
    }

    SetPassword {
        r#"{"protocol":"vnc","password":"secret"}"# => SetPassword::new("vnc", "secret"),
        r#"{"protocol":"vnc","password":"secret","connected":"keep"}"#
            => SetPassword::new("vnc", "secret").connected("keep"),
    }

    ExpirePassword { r#"{"protocol":"vnc","time":"+60"}"# => ExpirePassword::new("vnc", "+60") }

    Eject {
        r#"{"device":"cd0"}"# => Eject::new("cd0"),
        r#"{"device":"cd0","force":false}"# => Eject::new("cd0").force(false),
    }

    ChangeVncPassword { r#"{"password":""}"# => ChangeVncPassword::new("") }

    Change {
        r#"{"device":"vnc","target":"password"}"# => Change::new("vnc", "password"),
        r#"{"device":"vnc","target":"password","arg":"secret"}"#
            => Change::new("vnc", "password").arg("secret"),
    }

    BlockSetIoThrottle {
        r#"{"device":"disk0","bps":1,"bps_rd":2,"bps_wr":3,"iops":4,"iops_rd":5,"iops_wr":6}"#
            => BlockSetIoThrottle::new("disk0", 1, 2, 3, 4, 5, 6),
    }

    BlockStream {
        r#"{"device":"disk0"}"# => BlockStream::new("disk0"),
        r#"{"device":"disk0","base":"base.img"}"# => BlockStream::new("disk0").base("base.img"),
    }

    BlockJobSetSpeed {
        r#"{"device":"disk0","value":1024}"# => BlockJobSetSpeed::new("disk0", 1024),
    }

    BlockJobCancel { r#"{"device":"disk0"}"# => BlockJobCancel::new("disk0") }

    QomListTypes {
        "{}" => QomListTypes::new(),
        r#"{"implements":"device","abstract":true}"#
            => QomListTypes::new().implements("device").r#abstract(true),
    }

    Migrate {
        r#"{"uri":"tcp:0:4446"}"# => Migrate::new("tcp:0:4446"),
        r#"{"uri":"tcp:0:4446","blk":true,"inc":false,"detach":true}"#
            => Migrate::new("tcp:0:4446").blk(true).inc(false).detach(true),
    }

    XenSaveDevicesState {
        r#"{"filename":"/tmp/state"}"# => XenSaveDevicesState::new("/tmp/state"),
    }
}

#[test]
fn commands_without_mandatory_arguments_have_a_default() {
    assert_eq!(QomListTypes::default(), QomListTypes::new());
    assert_eq!(NameInfo::default(), NameInfo::new());
    assert_eq!(MigrationInfo::default(), MigrationInfo::new());
}
