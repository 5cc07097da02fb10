//! The clients against a real QEMU that is killed, stopped, busy or in demand.
//!
//! Where `qemu-system-x86_64` is not on `PATH` the tests say that they were
//! skipped; with `QAPI_REQUIRE_LIVE=1` they fail.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../qapi-runtime/tests/both/mod.rs"]
mod both;
#[path = "support/mod.rs"]
mod support;

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::AsFd;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use qapi::{Error, ErrorClass, wait};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;

use crate::both::{Kind, Vm, both};
use crate::support::{PATIENCE, Qemu, Setup};

both! {
    killed_in_the_middle_of_a_call,
    stopped_longer_than_a_deadline,
    a_second_client_waits_for_the_first_to_leave,
    a_device_is_gone,
    a_backup_is_complete_or_says_why_not,
    a_machine_moves_to_another_process,
    a_descriptor_becomes_a_disk,
    out_of_band_is_answered_as_such,
    ten_thousand_round_trips_from_eight_threads,
}

/// Soon enough to wait for.
const SHORT: Duration = Duration::from_millis(100);

fn setup(test: &str) -> Option<Setup> {
    support::program(test).map(|program| Setup::new(&program))
}

/// A machine with a monitor for this kind of client.
fn start(setup: Setup, kind: Kind) -> (Qemu, Vm) {
    let qemu = setup.with("-qmp unix:second,server=on,wait=off").start();
    let builder = kind.builder().timeout(PATIENCE);
    let vm = builder.connect(&qemu.path("second")).unwrap();
    (qemu, vm)
}

fn signal(qemu: &Qemu, signal: Signal) {
    let pid = Pid::from_raw(qemu.pid().try_into().unwrap()).unwrap();
    kill_process(pid, signal).unwrap();
}

fn killed_in_the_middle_of_a_call(kind: Kind) {
    let Some(setup) = setup("killed_in_the_middle_of_a_call") else {
        return;
    };
    let (mut qemu, vm) = start(setup, kind);
    // It can't answer any more, so the call waits when the end comes.
    signal(&qemu, Signal::STOP);
    let (tell, told) = std::sync::mpsc::channel();
    thread::scope(|scope| {
        let vm = &vm;
        let call = scope.spawn(move || {
            tell.send(()).unwrap();
            vm.execute_raw("query-status", None)
        });
        told.recv().unwrap();
        signal(&qemu, Signal::KILL);
        let error = call.join().unwrap().unwrap_err();
        assert!(
            matches!(&error, Error::Closed { command: Some(name) } if name == "query-status"),
            "{error}"
        );
    });
    qemu.kill();
}

fn stopped_longer_than_a_deadline(kind: Kind) {
    let Some(setup) = setup("stopped_longer_than_a_deadline") else {
        return;
    };
    let (qemu, vm) = start(setup, kind);
    signal(&qemu, Signal::STOP);
    let error = vm
        .deadline(SHORT)
        .execute_raw("query-name", None)
        .unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
    signal(&qemu, Signal::CONT);
    // The late reply is not taken for this one's.
    let status = vm.execute_raw("query-status", None).unwrap();
    assert_eq!(status["status"], "prelaunch");
}

fn a_second_client_waits_for_the_first_to_leave(kind: Kind) {
    let Some(setup) = setup("a_second_client_waits_for_the_first_to_leave") else {
        return;
    };
    let folder = tempfile::TempDir::new().unwrap();
    let socket = folder.path().join("second");
    let option = format!("-qmp unix:{},server=on,wait=off", socket.display());
    let _qemu = setup.with(&option).start();
    let first = kind.builder().connect(&socket).unwrap();
    let builder = kind.builder().greeting_timeout(SHORT);
    let error = builder.connect(&socket).unwrap_err();
    assert!(
        matches!(error, Error::Timeout { command: None, .. }),
        "{error}"
    );
    thread::scope(|scope| {
        let second = scope.spawn(|| kind.builder().connect(&socket));
        drop(first);
        let second = second.join().unwrap().unwrap();
        second.execute_raw("query-status", None).unwrap();
    });
}

fn a_device_is_gone(kind: Kind) {
    let Some(setup) = setup("a_device_is_gone") else {
        return;
    };
    let options = "-device qemu-xhci -device usb-tablet,id=tablet0";
    let (_qemu, vm) = start(setup.with(options), kind);
    let mut gone = vm.watch(wait::device_removed("tablet0"));
    vm.execute_raw("device_del", json!({"id": "tablet0"}))
        .unwrap();
    let event = gone.wait(PATIENCE).unwrap();
    assert_eq!(event.data["path"], "/machine/peripheral/tablet0");
}

fn a_backup_is_complete_or_says_why_not(kind: Kind) {
    let Some(setup) = setup("a_backup_is_complete_or_says_why_not") else {
        return;
    };
    let content = vec![0x5a; 8 << 20];
    let setup = setup
        .file("disk.raw", &content)
        .file("copy.raw", &vec![0; 8 << 20])
        .file("small.raw", &vec![0; 1 << 20])
        .with("-blockdev driver=file,filename=disk.raw,node-name=disk0")
        .with("-blockdev driver=file,filename=copy.raw,node-name=copy0")
        .with("-blockdev driver=file,filename=small.raw,node-name=small0");
    let (qemu, vm) = start(setup, kind);
    let last = Arc::new(Mutex::new(None));
    let seen = Arc::clone(&last);
    let often = Duration::from_millis(10);
    let job = wait::job("backup0").on_progress(often, move |progress| {
        *seen.lock().unwrap() = Some(progress);
    });
    let mut done = vm.watch(job);
    let mut block_done = vm.watch(wait::block_job("backup0"));
    let arguments = json!({
        "job-id": "backup0", "device": "disk0", "target": "copy0", "sync": "full",
        "speed": 16 << 20,
    });
    vm.execute_raw("blockdev-backup", arguments).unwrap();
    done.wait(PATIENCE).unwrap();
    assert!(
        std::fs::read(qemu.path("copy.raw")).unwrap() == content,
        "not a copy"
    );
    let progress = last.lock().unwrap().unwrap();
    assert_eq!(progress.total, 8 << 20);
    assert_eq!(block_done.wait(PATIENCE).unwrap().current, 8 << 20);

    let mut cancelled = vm.watch(wait::job("backup1"));
    let arguments = json!({
        "job-id": "backup1", "device": "disk0", "target": "copy0", "sync": "full", "speed": 1,
    });
    vm.execute_raw("blockdev-backup", arguments).unwrap();
    vm.execute_raw("job-cancel", json!({"id": "backup1"}))
        .unwrap();
    let error = cancelled.wait(PATIENCE).unwrap_err();
    assert!(matches!(error, Error::Failed(_)), "{error}");
}

/// A machine and the one that it is to become.
fn source_and_target(test: &str, kind: Kind) -> Option<[(Qemu, Vm); 2]> {
    let target = setup(test)?.with("-incoming unix:incoming");
    Some([start(setup(test)?, kind), start(target, kind)])
}

fn a_machine_moves_to_another_process(kind: Kind) {
    let test = "a_machine_moves_to_another_process";
    let Some([(_source, vm), (target, other)]) = source_and_target(test, kind) else {
        return;
    };
    let uri = format!("unix:{}", target.path("incoming").display());
    let slowly = json!({"max-bandwidth": 1 << 20});
    vm.execute_raw("migrate-set-parameters", slowly).unwrap();
    let last = Arc::new(Mutex::new(None));
    let seen = Arc::clone(&last);
    let often = Duration::from_millis(5);
    let migration = wait::migration().on_progress(often, move |progress| {
        *seen.lock().unwrap() = Some(progress);
    });
    let mut moved = vm.watch(migration);
    vm.execute_raw("migrate", json!({"uri": uri})).unwrap();
    let info = moved.wait(PATIENCE).unwrap();
    assert_eq!(info["status"], "completed");
    let progress = last.lock().unwrap().unwrap();
    assert!(
        progress.total >= 64 << 20 && progress.current == progress.total,
        "{progress:?}"
    );
    let status = vm.execute_raw("query-status", None).unwrap();
    assert_eq!(status["status"], "postmigrate");

    let mut running = other.watch(wait::resumed());
    other.execute_raw("cont", None).unwrap();
    running.wait(PATIENCE).unwrap();

    let mut failed = vm.watch(wait::migration());
    let nowhere = json!({"uri": "unix:/no/such/socket"});
    let refused = vm.execute_raw("migrate", nowhere);
    let error = match refused {
        Ok(_) => failed.wait(PATIENCE).unwrap_err(),
        Err(error) => error,
    };
    assert!(
        matches!(error, Error::Failed(_) | Error::Server(_)),
        "{error}"
    );
}

fn a_descriptor_becomes_a_disk(kind: Kind) {
    let Some(setup) = setup("a_descriptor_becomes_a_disk") else {
        return;
    };
    let (_qemu, vm) = start(setup, kind);
    let mut image = tempfile::tempfile().unwrap();
    image.write_all(&[0x11; 4096]).unwrap();
    let set = vm
        .with_fd(image.as_fd())
        .execute_raw("add-fd", json!({"fdset-id": 7, "opaque": "image"}))
        .unwrap();
    assert_eq!(set["fdset-id"], 7);
    let node = json!({"driver": "file", "filename": "/dev/fdset/7", "node-name": "disk0"});
    vm.execute_raw("blockdev-add", node).unwrap();
    let nodes = vm.execute_raw("query-named-block-nodes", None).unwrap();
    assert_eq!(nodes[0]["image"]["virtual-size"], 4096);

    // A ring buffer into a pipe: what QEMU writes comes out at our end.
    let (mut reader, writer) = std::io::pipe().unwrap();
    let name = json!({"fdname": "pipe"});
    vm.with_fd(writer.as_fd())
        .execute_raw("getfd", name)
        .unwrap();
    drop(writer);
    let arguments = json!({"uri": "fd:pipe"});
    let mut moved = vm.watch(wait::migration());
    vm.execute_raw("migrate", arguments).unwrap();
    let reader = thread::spawn(move || {
        let mut state = Vec::new();
        reader.read_to_end(&mut state).map(|_| state)
    });
    moved.wait(PATIENCE).unwrap();
    assert!(reader.join().unwrap().unwrap().starts_with(b"QEVM"));

    let missing = vm
        .execute_raw("getfd", json!({"fdname": "none"}))
        .unwrap_err();
    assert_eq!(missing.as_server().unwrap().class, ErrorClass::GenericError);
    let null = File::open("/dev/null").unwrap();
    let with_fd = vm.with_fd(null.as_fd());
    with_fd
        .execute_raw("getfd", json!({"fdname": "null"}))
        .unwrap();
    vm.execute_raw("closefd", json!({"fdname": "null"}))
        .unwrap();
}

fn out_of_band_is_answered_as_such(kind: Kind) {
    let Some(setup) = setup("out_of_band_is_answered_as_such") else {
        return;
    };
    let (_qemu, vm) = start(setup, kind);
    assert!(vm.greeting().offers("oob"));
    let error = vm.oob().execute_raw("migrate-pause", None).unwrap_err();
    let server = error.into_server().unwrap();
    assert!(server.desc.contains("migrat"), "{server}");
    let error = vm.oob().execute_raw("query-status", None).unwrap_err();
    assert!(error.to_string().contains("OOB"), "{error}");
}

/// The human monitor repeats a number, so every reply is known.
fn print(number: usize) -> serde_json::Value {
    json!({"command-line": format!("print /d {number}")})
}

fn ten_thousand_round_trips_from_eight_threads(kind: Kind) {
    let Some(setup) = setup("ten_thousand_round_trips_from_eight_threads") else {
        return;
    };
    let (_qemu, vm) = start(setup, kind);
    thread::scope(|scope| {
        for thread in 0..8 {
            let vm = &vm;
            scope.spawn(move || {
                for call in 0..1250 {
                    let number = thread * 10_000 + call;
                    let text = vm.execute_raw("human-monitor-command", print(number));
                    assert_eq!(text.unwrap().as_str().unwrap().trim(), number.to_string());
                }
            });
        }
    });
}

#[cfg(feature = "tokio")]
mod with_tokio {
    use qapi::tokio::Client;

    use std::fs::File;
    use std::os::fd::AsFd;

    use qapi::wait;
    use serde_json::json;

    use super::{PATIENCE, print, setup};

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn ten_thousand_round_trips_from_two_hundred_tasks() {
        let Some(setup) = setup("ten_thousand_round_trips_from_two_hundred_tasks") else {
            return;
        };
        let folder = tempfile::TempDir::new().unwrap();
        let socket = folder.path().join("second");
        let option = format!("-qmp unix:{},server=on,wait=off", socket.display());
        let _qemu = setup.with(&option).start();
        let vm = Client::connect(&socket).await.unwrap();
        let tasks: Vec<_> = (0..200)
            .map(|task| {
                let vm = vm.clone();
                tokio::spawn(async move {
                    for call in 0..50 {
                        let number = task * 10_000 + call;
                        let text = vm.execute_raw("human-monitor-command", print(number));
                        let text = text.await.unwrap();
                        assert_eq!(text.as_str().unwrap().trim(), number.to_string());
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    }

    #[tokio::test]
    async fn a_device_is_gone_and_the_machine_too() {
        let Some(setup) = setup("a_device_is_gone_and_the_machine_too") else {
            return;
        };
        // QEMU connects to us here.
        let folder = tempfile::TempDir::new().unwrap();
        let socket = folder.path().join("manager");
        let listener = tokio::net::UnixListener::bind(&socket).unwrap();
        let setup = setup
            .with("-device qemu-xhci -device usb-tablet,id=tablet0")
            .with(&format!("-qmp unix:{}", socket.display()));
        let _qemu = setup.start();
        let builder = Client::builder().connect_timeout(PATIENCE);
        let vm = builder.accept(&listener).await.unwrap();

        let mut gone = vm.watch(wait::device_removed("tablet0"));
        let arguments = json!({"id": "tablet0"});
        vm.execute_raw("device_del", arguments).await.unwrap();
        gone.wait(PATIENCE).await.unwrap();

        let null = File::open("/dev/null").unwrap();
        let with_fd = vm.with_fd(null.as_fd());
        let set = with_fd.execute_raw("add-fd", json!({"fdset-id": 3}));
        assert_eq!(set.await.unwrap()["fdset-id"], 3);

        let mut off = vm.watch(wait::shutdown());
        let mut events = vm.events();
        vm.execute_raw("quit", None).await.unwrap();
        assert_eq!(off.wait(PATIENCE).await.unwrap().data["guest"], false);
        let mut names = Vec::new();
        while let Some(event) = events.next().await {
            names.push(event.unwrap().name);
        }
        assert!(names.contains(&"SHUTDOWN".to_owned()), "{names:?}");
    }
}
