//! The schema's structs, the anonymous ones within them included.

use crate::check::structs;
use crate::qmp::*;

/// Structs that are anonymous in the schema.
pub(crate) const NESTED: &[&str] = &[
    "VersionInfoQemu",
    "PciBridgeInfoBus",
    "PciDeviceInfoClassInfo",
    "PciDeviceInfoId",
];

structs! {
    NameInfo {
        "{}" => NameInfo::new(),
        r#"{"name":"guest-7"}"# => NameInfo::new().name("guest-7"),
    }

    VersionInfo {
        r#"{"qemu":{"major":1,"minor":1,"micro":90},"package":" (Debian)"}"#
            => VersionInfo::new(VersionInfoQemu::new(1, 1, 90), " (Debian)"),
    }

    VersionInfoQemu {
        r#"{"major":10,"minor":2,"micro":50}"# => VersionInfoQemu::new(10, 2, 50),
    }

    KvmInfo {
        r#"{"enabled":false,"present":true}"# => KvmInfo::new(false, true),
    }

    StatusInfo {
        r#"{"running":true,"singlestep":false,"status":"running"}"#
            => StatusInfo::new(true, false, RunState::Running),
    }

    UuidInfo {
        r#"{"UUID":"550e8400-e29b-41d4-a716-446655440000"}"#
            => UuidInfo::new("550e8400-e29b-41d4-a716-446655440000"),
    }

    ChardevInfo {
        r#"{"label":"serial0","filename":"pty:/dev/pts/3"}"#
            => ChardevInfo::new("serial0", "pty:/dev/pts/3"),
    }

    CommandInfo {
        r#"{"name":"query-version"}"# => CommandInfo::new("query-version"),
    }

    MigrationStats {
        r#"{"transferred":123,"remaining":1048576,"total":2097152}"#
            => MigrationStats::new(123, 1_048_576, 2_097_152),
    }

    MigrationInfo {
        "{}" => MigrationInfo::new(),
        r#"{"status":"completed"}"# => MigrationInfo::new().status("completed"),
        r#"{"status":"active","ram":{"transferred":1,"remaining":2,"total":3},"disk":{"transferred":4,"remaining":5,"total":9}}"#
            => MigrationInfo::new()
                .status("active")
                .ram(MigrationStats::new(1, 2, 3))
                .disk(MigrationStats::new(4, 5, 9)),
    }

    MouseInfo {
        r#"{"name":"QEMU PS/2 Mouse","index":2,"current":true,"absolute":false}"#
            => MouseInfo::new("QEMU PS/2 Mouse", 2, true, false),
    }

    // `pc` and `PC` are two members.
    CpuInfo {
        r#"{"CPU":0,"current":true,"halted":false,"thread_id":3134}"#
            => CpuInfo::new(0, true, false, 3134),
        r#"{"CPU":0,"current":true,"halted":false,"pc":3227107138,"thread_id":3134}"#
            => CpuInfo::new(0, true, false, 3134).pc(3_227_107_138),
        r#"{"CPU":1,"current":false,"halted":true,"pc":11,"nip":22,"npc":33,"PC":44,"thread_id":7108165}"#
            => CpuInfo::new(1, false, true, 7_108_165).pc(11).nip(22).npc(33).pc_2(44),
    }

    BlockDeviceInfo {
        r#"{"file":"disk.img","ro":false,"drv":"raw","encrypted":false,"bps":1,"bps_rd":2,"bps_wr":3,"iops":4,"iops_rd":5,"iops_wr":6}"#
            => BlockDeviceInfo::new("disk.img", false, "raw", false, 1, 2, 3, 4, 5, 6),
        r#"{"file":"top.qcow2","ro":true,"drv":"qcow2","backing_file":"base.img","encrypted":true,"bps":0,"bps_rd":0,"bps_wr":0,"iops":0,"iops_rd":0,"iops_wr":0}"#
            => BlockDeviceInfo::new("top.qcow2", true, "qcow2", true, 0, 0, 0, 0, 0, 0)
                .backing_file("base.img"),
    }

    BlockInfo {
        r#"{"device":"cd0","type":"unknown","removable":true,"locked":false}"#
            => BlockInfo::new("cd0", "unknown", true, false),
        r#"{"device":"cd0","type":"unknown","removable":true,"locked":true,"inserted":{"file":"a","ro":true,"drv":"raw","encrypted":false,"bps":0,"bps_rd":0,"bps_wr":0,"iops":0,"iops_rd":0,"iops_wr":0},"tray_open":false,"io-status":"nospace"}"#
            => BlockInfo::new("cd0", "unknown", true, true)
                .inserted(BlockDeviceInfo::new("a", true, "raw", false, 0, 0, 0, 0, 0, 0))
                .tray_open(false)
                .io_status(BlockDeviceIoStatus::Nospace),
    }

    BlockDeviceStats {
        r#"{"rd_bytes":1,"wr_bytes":2,"rd_operations":3,"wr_operations":4,"flush_operations":5,"flush_total_time_ns":6,"wr_total_time_ns":7,"rd_total_time_ns":8,"wr_highest_offset":9}"#
            => BlockDeviceStats::new(1, 2, 3, 4, 5, 6, 7, 8, 9),
    }

    // It contains itself.
    BlockStats {
        r#"{"stats":{"rd_bytes":1,"wr_bytes":2,"rd_operations":3,"wr_operations":4,"flush_operations":5,"flush_total_time_ns":6,"wr_total_time_ns":7,"rd_total_time_ns":8,"wr_highest_offset":9}}"#
            => BlockStats::new(BlockDeviceStats::new(1, 2, 3, 4, 5, 6, 7, 8, 9)),
        r#"{"device":"disk0","stats":{"rd_bytes":1,"wr_bytes":2,"rd_operations":3,"wr_operations":4,"flush_operations":5,"flush_total_time_ns":6,"wr_total_time_ns":7,"rd_total_time_ns":8,"wr_highest_offset":9},"parent":{"stats":{"rd_bytes":0,"wr_bytes":0,"rd_operations":0,"wr_operations":0,"flush_operations":0,"flush_total_time_ns":0,"wr_total_time_ns":0,"rd_total_time_ns":0,"wr_highest_offset":7}}}"#
            => BlockStats::new(BlockDeviceStats::new(1, 2, 3, 4, 5, 6, 7, 8, 9))
                .device("disk0")
                .parent(BlockStats::new(BlockDeviceStats::new(0, 0, 0, 0, 0, 0, 0, 0, 7))),
    }

    VncClientInfo {
        r#"{"host":"::1","family":"ipv6","service":"40150"}"#
            => VncClientInfo::new("::1", "ipv6", "40150"),
        r#"{"host":"::1","family":"ipv6","service":"40150","x509_dname":"CN=me","sasl_username":"me"}"#
            => VncClientInfo::new("::1", "ipv6", "40150")
                .x509_dname("CN=me")
                .sasl_username("me"),
    }

    VncInfo {
        r#"{"enabled":false}"# => VncInfo::new(false),
        // An empty list is there, unlike an absent one.
        r#"{"enabled":true,"clients":[]}"# => VncInfo::new(true).clients([]),
        r#"{"enabled":true,"host":"0.0.0.0","family":"ipv4","service":"50402","auth":"vnc","clients":[{"host":"127.0.0.1","family":"ipv4","service":"50401"},{"host":"b","family":"c","service":"d"}]}"#
            => VncInfo::new(true)
                .host("0.0.0.0")
                .family("ipv4")
                .service("50402")
                .auth("vnc")
                .clients([
                    VncClientInfo::new("127.0.0.1", "ipv4", "50401"),
                    VncClientInfo::new("b", "c", "d"),
                ]),
    }

    SpiceChannel {
        r#"{"host":"h","family":"ipv4","port":"54924","connection-id":1804289383,"channel-type":1,"channel-id":0,"tls":true}"#
            => SpiceChannel::new("h", "ipv4", "54924", 1_804_289_383, 1, 0, true),
    }

    SpiceInfo {
        r#"{"enabled":false}"# => SpiceInfo::new(false),
        r#"{"enabled":true,"host":"0.0.0.0","port":5920,"tls-port":5921,"auth":"spice","compiled-version":"0.15.1","channels":[{"host":"h","family":"ipv6","port":"1","connection-id":2,"channel-type":3,"channel-id":4,"tls":false}]}"#
            => SpiceInfo::new(true)
                .host("0.0.0.0")
                .port(5920)
                .tls_port(5921)
                .auth("spice")
                .compiled_version("0.15.1")
                .channels([SpiceChannel::new("h", "ipv6", "1", 2, 3, 4, false)]),
    }

    BalloonInfo {
        r#"{"actual":1073741824}"# => BalloonInfo::new(1 << 30),
        r#"{"actual":1,"mem_swapped_in":2,"mem_swapped_out":3,"major_page_faults":4,"minor_page_faults":5,"free_mem":6,"total_mem":7}"#
            => BalloonInfo::new(1)
                .mem_swapped_in(2)
                .mem_swapped_out(3)
                .major_page_faults(4)
                .minor_page_faults(5)
                .free_mem(6)
                .total_mem(7),
    }

    PciMemoryRange {
        r#"{"base":4026531840,"limit":4030726143}"#
            => PciMemoryRange::new(0xf000_0000, 0xf03f_ffff),
    }

    PciMemoryRegion {
        r#"{"bar":6,"type":"io","address":-1,"size":65536}"#
            => PciMemoryRegion::new(6, "io", -1, 65536),
        r#"{"bar":0,"type":"memory","address":4026531840,"size":33554432,"prefetch":true,"mem_type_64":false}"#
            => PciMemoryRegion::new(0, "memory", 0xf000_0000, 32 << 20)
                .prefetch(true)
                .mem_type_64(false),
    }

    PciBridgeInfo {
        r#"{"bus":{"number":0,"secondary":1,"subordinate":2,"io_range":{"base":1,"limit":2},"memory_range":{"base":3,"limit":4},"prefetchable_range":{"base":5,"limit":6}}}"#
            => PciBridgeInfo::new(bridge_bus()),
        r#"{"bus":{"number":0,"secondary":1,"subordinate":2,"io_range":{"base":1,"limit":2},"memory_range":{"base":3,"limit":4},"prefetchable_range":{"base":5,"limit":6}},"devices":[{"bus":1,"slot":3,"function":0,"class_info":{"class":512},"id":{"device":4110,"vendor":32902},"qdev_id":"net0","regions":[]}]}"#
            => PciBridgeInfo::new(bridge_bus()).devices([network_card()]),
    }

    PciBridgeInfoBus {
        r#"{"number":0,"secondary":1,"subordinate":2,"io_range":{"base":1,"limit":2},"memory_range":{"base":3,"limit":4},"prefetchable_range":{"base":5,"limit":6}}"#
            => bridge_bus(),
    }

    PciDeviceInfo {
        r#"{"bus":1,"slot":3,"function":0,"class_info":{"class":512},"id":{"device":4110,"vendor":32902},"qdev_id":"net0","regions":[]}"#
            => network_card(),
        r#"{"bus":0,"slot":30,"function":7,"class_info":{"desc":"PCI bridge","class":1540},"id":{"device":1,"vendor":6966},"irq":10,"qdev_id":"","pci_bridge":{"bus":{"number":0,"secondary":1,"subordinate":2,"io_range":{"base":1,"limit":2},"memory_range":{"base":3,"limit":4},"prefetchable_range":{"base":5,"limit":6}},"devices":[{"bus":1,"slot":3,"function":0,"class_info":{"class":512},"id":{"device":4110,"vendor":32902},"qdev_id":"net0","regions":[]}]},"regions":[{"bar":0,"type":"memory","address":0,"size":256}]}"#
            => PciDeviceInfo::new(
                    0,
                    30,
                    7,
                    PciDeviceInfoClassInfo::new(0x0604).desc("PCI bridge"),
                    PciDeviceInfoId::new(0x0001, 0x1b36),
                    "",
                    [PciMemoryRegion::new(0, "memory", 0, 256)],
                )
                .irq(10)
                .pci_bridge(PciBridgeInfo::new(bridge_bus()).devices([network_card()])),
    }

    PciDeviceInfoClassInfo {
        r#"{"class":768}"# => PciDeviceInfoClassInfo::new(0x0300),
        r#"{"desc":"VGA controller","class":768}"#
            => PciDeviceInfoClassInfo::new(0x0300).desc("VGA controller"),
    }

    PciDeviceInfoId {
        r#"{"device":28672,"vendor":32902}"# => PciDeviceInfoId::new(0x7000, 0x8086),
    }

    PciInfo {
        r#"{"bus":0,"devices":[]}"# => PciInfo::new(0, []),
        r#"{"bus":0,"devices":[{"bus":1,"slot":3,"function":0,"class_info":{"class":512},"id":{"device":4110,"vendor":32902},"qdev_id":"net0","regions":[]}]}"#
            => PciInfo::new(0, [network_card()]),
    }

    BlockJobInfo {
        r#"{"type":"stream","device":"disk0","len":4096,"offset":512,"speed":0}"#
            => BlockJobInfo::new("stream", "disk0", 4096, 512, 0),
    }

    BlockdevSnapshot {
        r#"{"device":"disk0","snapshot-file":"/tmp/snap"}"#
            => BlockdevSnapshot::new("disk0", "/tmp/snap"),
        r#"{"device":"disk0","snapshot-file":"/tmp/snap","format":"qed","mode":"existing"}"#
            => BlockdevSnapshot::new("disk0", "/tmp/snap")
                .format("qed")
                .mode(NewImageMode::Existing),
    }

    ObjectPropertyInfo {
        r#"{"name":"rtc","type":"child<mc146818rtc>"}"#
            => ObjectPropertyInfo::new("rtc", "child<mc146818rtc>"),
    }

    ObjectTypeInfo {
        r#"{"name":"virtio-blk-pci"}"# => ObjectTypeInfo::new("virtio-blk-pci"),
    }
}

fn bridge_bus() -> PciBridgeInfoBus {
    PciBridgeInfoBus::new(
        0,
        1,
        2,
        PciMemoryRange::new(1, 2),
        PciMemoryRange::new(3, 4),
        PciMemoryRange::new(5, 6),
    )
}

fn network_card() -> PciDeviceInfo {
    PciDeviceInfo::new(
        1,
        3,
        0,
        PciDeviceInfoClassInfo::new(0x0200),
        PciDeviceInfoId::new(0x100e, 0x8086),
        "net0",
        [],
    )
}
