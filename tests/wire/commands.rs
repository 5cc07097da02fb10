//! Every command's function: its name and arguments on the wire, and what it
//! makes of the reply.

use serde_json::json;

use crate::mock::Mock;
use crate::qmp::*;

pub(crate) struct Case {
    pub(crate) command: &'static str,
    arguments: &'static str,
    reply: &'static str,
    call: fn(&Mock),
}

#[test]
fn every_function_sends_its_command_and_reads_the_reply() {
    for case in CASES {
        let mock = Mock {
            reply: case.reply,
            sent: Default::default(),
        };
        (case.call)(&mock);
        let sent = mock.sent.into_inner();
        assert_eq!(sent, [(case.command, case.arguments.to_owned())]);
    }
}

#[test]
fn a_reply_that_does_not_fit_is_an_error_with_its_place() {
    let mock = Mock {
        reply: r#"[{"name":"quit"},{"name":7}]"#,
        sent: Default::default(),
    };
    let error = query_commands(&mock).unwrap_err();
    assert_eq!(error.path(), "[1].name");

    // What newer servers return where there was nothing is no error.
    stop(&mock).unwrap();
}

/// A command without arguments.
const fn plain(command: &'static str, reply: &'static str, call: fn(&Mock)) -> Case {
    with(command, "{}", reply, call)
}

/// A command that returns nothing.
const fn act(command: &'static str, arguments: &'static str, call: fn(&Mock)) -> Case {
    with(command, arguments, "{}", call)
}

const fn with(
    command: &'static str,
    arguments: &'static str,
    reply: &'static str,
    call: fn(&Mock),
) -> Case {
    Case {
        command,
        arguments,
        reply,
        call,
    }
}

#[rustfmt::skip] // A case is two lines: the wire, then Rust.
pub(crate) const CASES: &[Case] = &[
    plain("query-name", r#"{"name":"guest-7"}"#,
        |vm| assert_eq!(query_name(vm).unwrap(), NameInfo::new().name("guest-7"))),
    plain("query-version", r#"{"qemu":{"major":7,"minor":2,"micro":22},"package":""}"#,
        |vm| assert_eq!(query_version(vm).unwrap(), VersionInfo::new(VersionInfoQemu::new(7, 2, 22), ""))),
    plain("query-kvm", r#"{"enabled":true,"present":true}"#,
        |vm| assert_eq!(query_kvm(vm).unwrap(), KvmInfo::new(true, true))),
    plain("query-status", r#"{"running":false,"singlestep":true,"status":"paused"}"#,
        |vm| assert_eq!(query_status(vm).unwrap(), StatusInfo::new(false, true, RunState::Paused))),
    plain("query-uuid", r#"{"UUID":"u"}"#,
        |vm| assert_eq!(query_uuid(vm).unwrap(), UuidInfo::new("u"))),
    plain("query-chardev", r#"[{"label":"a","filename":"b"}]"#,
        |vm| assert_eq!(query_chardev(vm).unwrap(), [ChardevInfo::new("a", "b")])),
    plain("query-commands", r#"[{"name":"quit"},{"name":"stop"}]"#,
        |vm| assert_eq!(query_commands(vm).unwrap(), ["quit", "stop"].map(CommandInfo::new))),
    plain("query-migrate", r#"{"status":"failed"}"#,
        |vm| assert_eq!(query_migrate(vm).unwrap(), MigrationInfo::new().status("failed"))),
    plain("query-mice", r#"[{"name":"m","index":0,"current":false,"absolute":true}]"#,
        |vm| assert_eq!(query_mice(vm).unwrap(), [MouseInfo::new("m", 0, false, true)])),
    plain("query-cpus", r#"[{"CPU":0,"current":true,"halted":true,"PC":9,"thread_id":1}]"#,
        |vm| assert_eq!(query_cpus(vm).unwrap(), [CpuInfo::new(0, true, true, 1).pc_2(9)])),
    plain("query-block", r#"[{"device":"cd0","type":"unknown","removable":true,"locked":false}]"#,
        |vm| assert_eq!(query_block(vm).unwrap(), [BlockInfo::new("cd0", "unknown", true, false)])),
    plain("query-blockstats", "[]",
        |vm| assert_eq!(query_blockstats(vm).unwrap(), [])),
    plain("query-vnc", r#"{"enabled":true,"auth":"none"}"#,
        |vm| assert_eq!(query_vnc(vm).unwrap(), VncInfo::new(true).auth("none"))),
    plain("query-spice", r#"{"enabled":true,"tls-port":5901}"#,
        |vm| assert_eq!(query_spice(vm).unwrap(), SpiceInfo::new(true).tls_port(5901))),
    plain("query-balloon", r#"{"actual":65536}"#,
        |vm| assert_eq!(query_balloon(vm).unwrap(), BalloonInfo::new(65536))),
    plain("query-pci", r#"[{"bus":0,"devices":[]}]"#,
        |vm| assert_eq!(query_pci(vm).unwrap(), [PciInfo::new(0, [])])),
    plain("query-block-jobs", r#"[{"type":"stream","device":"d","len":3,"offset":2,"speed":1}]"#,
        |vm| assert_eq!(query_block_jobs(vm).unwrap(), [BlockJobInfo::new("stream", "d", 3, 2, 1)])),

    act("quit", "{}", |vm| quit(vm).unwrap()),
    act("stop", "{}", |vm| stop(vm).unwrap()),
    act("cont", "{}", |vm| cont(vm).unwrap()),
    act("system_reset", "{}", |vm| system_reset(vm).unwrap()),
    act("system_powerdown", "{}", |vm| system_powerdown(vm).unwrap()),
    act("system_wakeup", "{}", |vm| system_wakeup(vm).unwrap()),
    act("inject-nmi", "{}", |vm| inject_nmi(vm).unwrap()),
    act("migrate_cancel", "{}", |vm| migrate_cancel(vm).unwrap()),

    act("cpu", r#"{"index":1}"#,
        |vm| cpu(vm, &Cpu::new(1)).unwrap()),
    act("memsave", r#"{"val":10,"size":100,"filename":"/tmp/dump","cpu-index":2}"#,
        |vm| memsave(vm, &Memsave::new(10, 100, "/tmp/dump").cpu_index(2)).unwrap()),
    act("pmemsave", r#"{"val":10,"size":100,"filename":"/tmp/dump"}"#,
        |vm| pmemsave(vm, &Pmemsave::new(10, 100, "/tmp/dump")).unwrap()),
    act("set_link", r#"{"name":"e1000.0","up":true}"#,
        |vm| set_link(vm, &SetLink::new("e1000.0", true)).unwrap()),
    act("block_passwd", r#"{"device":"ide0-hd0","password":"12345"}"#,
        |vm| block_passwd(vm, &BlockPasswd::new("ide0-hd0", "12345")).unwrap()),
    act("balloon", r#"{"value":536870912}"#,
        |vm| balloon(vm, &Balloon::new(536_870_912)).unwrap()),
    act("block_resize", r#"{"device":"scratch","size":1073741824}"#,
        |vm| block_resize(vm, &BlockResize::new("scratch", 1 << 30)).unwrap()),
    act("transaction", r#"{"actions":[{"type":"blockdev-snapshot-sync","data":{"device":"a","snapshot-file":"b","format":"qcow2"}},{"type":"blockdev-snapshot-sync","data":{"device":"c","snapshot-file":"d","mode":"existing"}}]}"#,
        |vm| transaction(vm, &Transaction::new([
            BlockdevSnapshot::new("a", "b").format("qcow2").into(),
            BlockdevSnapshot::new("c", "d").mode(NewImageMode::Existing).into(),
        ])).unwrap()),
    act("blockdev-snapshot-sync", r#"{"device":"a","snapshot-file":"b","mode":"absolute-paths"}"#,
        |vm| blockdev_snapshot_sync(vm, &BlockdevSnapshotSync::new("a", "b").mode(NewImageMode::AbsolutePaths)).unwrap()),
    with("human-monitor-command", r#"{"command-line":"info kvm","cpu-index":0}"#, r#""kvm support: enabled\r\n""#,
        |vm| assert_eq!(human_monitor_command(vm, &HumanMonitorCommand::new("info kvm").cpu_index(0)).unwrap(), "kvm support: enabled\r\n")),
    act("migrate_set_downtime", r#"{"value":0.1}"#,
        |vm| migrate_set_downtime(vm, &MigrateSetDowntime::new(0.1)).unwrap()),
    act("migrate_set_speed", r#"{"value":1024}"#,
        |vm| migrate_set_speed(vm, &MigrateSetSpeed::new(1024)).unwrap()),
    with("qom-list", r#"{"path":"/machine"}"#, r#"[{"name":"type","type":"string"}]"#,
        |vm| assert_eq!(qom_list(vm, &QomList::new("/machine")).unwrap(), [ObjectPropertyInfo::new("type", "string")])),
    with("qom-get", r#"{"path":"/machine/rtc","property":"date"}"#, r#"{"tm_year":126,"any":[null,1.5]}"#,
        |vm| assert_eq!(qom_get(vm, &QomGet::new("/machine/rtc", "date")).unwrap(), json!({"tm_year": 126, "any": [null, 1.5]}))),
    act("qom-set", r#"{"path":"/machine","property":"graphics","value":[false,{}]}"#,
        |vm| qom_set(vm, &QomSet::new("/machine", "graphics", json!([false, {}]))).unwrap()),
    act("set_password", r#"{"protocol":"vnc","password":"secret","connected":"keep"}"#,
        |vm| set_password(vm, &SetPassword::new("vnc", "secret").connected("keep")).unwrap()),
    act("expire_password", r#"{"protocol":"vnc","time":"+60"}"#,
        |vm| expire_password(vm, &ExpirePassword::new("vnc", "+60")).unwrap()),
    act("eject", r#"{"device":"ide1-0-1","force":true}"#,
        |vm| eject(vm, &Eject::new("ide1-0-1").force(true)).unwrap()),
    act("change-vnc-password", r#"{"password":"secret"}"#,
        |vm| change_vnc_password(vm, &ChangeVncPassword::new("secret")).unwrap()),
    act("change", r#"{"device":"ide1-cd0","target":"/srv/f16.iso","arg":"raw"}"#,
        |vm| change(vm, &Change::new("ide1-cd0", "/srv/f16.iso").arg("raw")).unwrap()),
    act("block_set_io_throttle", r#"{"device":"a","bps":1,"bps_rd":2,"bps_wr":3,"iops":4,"iops_rd":5,"iops_wr":6}"#,
        |vm| block_set_io_throttle(vm, &BlockSetIoThrottle::new("a", 1, 2, 3, 4, 5, 6)).unwrap()),
    act("block_stream", r#"{"device":"virtio0","base":"/tmp/master.qcow2"}"#,
        |vm| block_stream(vm, &BlockStream::new("virtio0").base("/tmp/master.qcow2")).unwrap()),
    act("block_job_set_speed", r#"{"device":"virtio0","value":-1}"#,
        |vm| block_job_set_speed(vm, &BlockJobSetSpeed::new("virtio0", -1)).unwrap()),
    act("block_job_cancel", r#"{"device":"virtio0"}"#,
        |vm| block_job_cancel(vm, &BlockJobCancel::new("virtio0")).unwrap()),
    with("qom-list-types", r#"{"implements":"device","abstract":false}"#, r#"[{"name":"e1000"}]"#,
        |vm| assert_eq!(qom_list_types(vm, &QomListTypes::new().implements("device").r#abstract(false)).unwrap(), [ObjectTypeInfo::new("e1000")])),
    act("migrate", r#"{"uri":"tcp:0:4446","blk":false,"inc":true,"detach":false}"#,
        |vm| migrate(vm, &Migrate::new("tcp:0:4446").blk(false).inc(true).detach(false)).unwrap()),
    act("xen-save-devices-state", r#"{"filename":"/tmp/save"}"#,
        |vm| xen_save_devices_state(vm, &XenSaveDevicesState::new("/tmp/save")).unwrap()),
];
