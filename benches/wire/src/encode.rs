//! Writing commands.

use std::hint::black_box;

use bench_derived as derived;
use bench_measure::rounds::Subject;
use bench_schema::qmp::commands;
use qapi::__private::measure::command;
use qapi::Command;
use qapi_015::qmp as peer_qmp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

/// A command, and all who write it: this crate, types written by hand, and
/// `qapi` 0.15.
pub struct Case {
    /// The command.
    pub name: &'static str,
    /// How long the line is, in bytes.
    pub bytes: usize,
    /// Those who write it.
    pub subjects: Vec<Subject<'static>>,
}

/// All commands.
#[must_use]
pub fn cases() -> Vec<Case> {
    vec![
        case::<commands::BlockdevAdd, _, peer_qmp::blockdev_add>("blockdev-add", CHAIN, chain()),
        case::<commands::DeviceAdd, _, peer_qmp::device_add>("device_add", DEVICE, device()),
    ]
}

/// Three nodes.
const CHAIN: &str = r#"{"driver": "qcow2", "node-name": "disk0", "read-only": false,
    "discard": "unmap", "cache": {"direct": true, "no-flush": false}, "lazy-refcounts": true,
    "file": {"driver": "raw", "node-name": "raw0", "offset": 1048576,
        "file": {"driver": "file", "node-name": "file0", "filename": "/var/lib/images/disk0.qcow2",
            "aio": "native"}}}"#;

const DEVICE: &str = r#"{"driver": "virtio-blk-pci", "id": "disk0", "bus": "pci.1",
    "drive": "disk0", "num-queues": 4, "iothread": "io0", "write-cache": "on"}"#;

fn case<C, D, P>(name: &'static str, text: &str, by_hand: D) -> Case
where
    C: Command + 'static,
    D: Serialize + 'static,
    P: qapi_015::Command + DeserializeOwned + 'static,
{
    let ours: C::Arguments = qapi::json::from_str(text).unwrap();
    let peer: P = serde_json::from_str(text).unwrap();
    let line = command::<C>(&ours, 7);
    assert_same(&line, &write_by_hand(C::NAME, &by_hand));
    assert_same(&line, &write_by_peer(&peer));
    let subjects = vec![
        Subject::new("ours", move || {
            drop(black_box(command::<C>(black_box(&ours), 7)))
        }),
        Subject::new("by hand", move || {
            drop(black_box(write_by_hand(C::NAME, black_box(&by_hand))));
        }),
        Subject::new("qapi 0.15", move || {
            drop(black_box(write_by_peer(black_box(&peer))))
        }),
    ];
    Case {
        name,
        bytes: line.len(),
        subjects,
    }
}

fn write_by_hand<T: Serialize>(execute: &str, arguments: &T) -> Vec<u8> {
    let command = derived::Execute {
        execute,
        arguments,
        id: 7,
    };
    let mut line = serde_json::to_vec(&command).unwrap();
    line.push(b'\n');
    line
}

fn write_by_peer<P: qapi_015::Command>(command: &P) -> Vec<u8> {
    let command = qapi_015::Execute::<&P, u32>::with_id(command, 7);
    let mut line = serde_json::to_vec(&command).unwrap();
    line.push(b'\n');
    line
}

/// All say the same, whatever the order of members.
fn assert_same(ours: &[u8], other: &[u8]) {
    let read = |line| serde_json::from_slice::<serde_json::Value>(line).unwrap();
    assert_eq!(read(ours), read(other));
}

fn chain() -> derived::BlockdevOptions {
    let file = derived::BlockdevOptions {
        node_name: Some("file0".into()),
        read_only: None,
        discard: None,
        cache: None,
        driver: derived::Driver::File {
            filename: "/var/lib/images/disk0.qcow2".into(),
            aio: Some("native".into()),
        },
    };
    let raw = derived::BlockdevOptions {
        node_name: Some("raw0".into()),
        read_only: None,
        discard: None,
        cache: None,
        driver: derived::Driver::Raw {
            file: derived::BlockdevRef::Definition(Box::new(file)),
            offset: Some(1 << 20),
        },
    };
    derived::BlockdevOptions {
        node_name: Some("disk0".into()),
        read_only: Some(false),
        discard: Some(derived::Discard::Unmap),
        cache: Some(derived::CacheOptions {
            direct: true,
            no_flush: false,
        }),
        driver: derived::Driver::Qcow2 {
            file: derived::BlockdevRef::Definition(Box::new(raw)),
            backing: None,
            lazy_refcounts: Some(true),
        },
    }
}

fn device() -> derived::DeviceAdd {
    let others = [
        ("drive", json!("disk0")),
        ("num-queues", json!(4)),
        ("iothread", json!("io0")),
        ("write-cache", json!("on")),
    ];
    derived::DeviceAdd {
        driver: "virtio-blk-pci".into(),
        bus: Some("pci.1".into()),
        id: Some("disk0".into()),
        others: others.map(|(name, value)| (name.to_owned(), value)).into(),
    }
}
