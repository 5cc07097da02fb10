//! Waiting for what a command sets going.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

mod both;

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use qapi_runtime::testing::Peer;
use qapi_runtime::{Error, wait};
use serde_json::json;

use crate::both::{Kind, both};

both! {
    what_happens_before_the_reply_counts,
    after_a_timeout_one_can_wait_on,
    a_predicate_chooses,
    the_end_of_the_connection_ends_the_wait,
    a_job_reports_progress_and_its_reason_to_fail,
    a_migration_is_asked_for_where_events_are_off,
}

/// Long enough for the slowest machine, and never waited for in full.
const LONG: Duration = Duration::from_secs(60);

const SHORT: Duration = Duration::from_millis(50);

fn what_happens_before_the_reply_counts(kind: Kind) {
    let peer = Peer::start().unwrap();
    peer.handle("device_del", |call| {
        let device = call.arguments()["id"].clone();
        call.emit_before("DEVICE_DELETED", json!({"path": "/machine/peripheral/x/y"}));
        call.emit_before("DEVICE_DELETED", json!({"device": device}));
        Ok(json!({}))
    });
    let vm = kind.client(&peer);
    let mut gone = vm.watch(wait::device_removed("net0"));
    vm.execute_raw("device_del", json!({"id": "net0"})).unwrap();
    let event = gone.wait(Duration::ZERO).unwrap();
    assert_eq!(event.data["device"], "net0");
}

fn after_a_timeout_one_can_wait_on(kind: Kind) {
    let peer = Peer::start().unwrap();
    let vm = kind.client(&peer);
    let mut off = vm.watch(wait::shutdown());
    let error = off.wait(SHORT).unwrap_err();
    assert_eq!(error.to_string(), "event SHUTDOWN: no answer within 50ms");
    peer.emit("SHUTDOWN", json!({"guest": true}));
    assert_eq!(off.wait(LONG).unwrap().data["guest"], true);
}

fn a_predicate_chooses(kind: Kind) {
    let peer = Peer::start().unwrap();
    let vm = kind.client(&peer);
    let mut open = vm.watch(wait::event("PORT").matching(|event| event.data["open"] == true));
    peer.emit("PORT", json!({"open": false}));
    peer.emit("OTHER", json!({"open": true}));
    peer.emit("PORT", json!({"open": true, "id": 7}));
    assert_eq!(open.wait(LONG).unwrap().data["id"], 7);
}

fn the_end_of_the_connection_ends_the_wait(kind: Kind) {
    let peer = Peer::start().unwrap();
    let vm = kind.client(&peer);
    let mut stopped = vm.watch(wait::stopped());
    drop(peer);
    let error = stopped.wait(LONG).unwrap_err();
    assert!(matches!(error, Error::Closed { .. }), "{error}");
}

fn a_job_reports_progress_and_its_reason_to_fail(kind: Kind) {
    let peer = Peer::start().unwrap();
    let (ask, asked) = mpsc::channel();
    peer.handle("query-jobs", move |_| {
        let _ = ask.send(());
        Ok(json!([{"id": "j", "current-progress": 3, "total-progress": 9}]))
    });
    peer.on("blockdev-backup", json!({}));
    let vm = kind.client(&peer);
    let (tell, told) = mpsc::channel();
    let often = Duration::from_millis(1);
    let mut job = vm.watch(wait::job("j").on_progress(often, move |progress| {
        let _ = tell.send((progress.current, progress.total));
    }));
    vm.execute_raw("blockdev-backup", None).unwrap();
    thread::scope(|scope| {
        let end = scope.spawn(move || job.wait(LONG));
        for _ in 0..3 {
            asked.recv_timeout(LONG).unwrap();
        }
        let status = |status| json!({"id": "j", "status": status});
        peer.emit("JOB_STATUS_CHANGE", status("aborting"));
        let reason = json!({"device": "j", "error": "no space left"});
        peer.emit("BLOCK_JOB_COMPLETED", reason);
        peer.emit("JOB_STATUS_CHANGE", status("concluded"));
        let error = end.join().unwrap().unwrap_err();
        assert_eq!(error.to_string(), "job j: no space left");
    });
    assert_eq!(told.recv_timeout(LONG).unwrap(), (3, 9));
}

fn a_migration_is_asked_for_where_events_are_off(kind: Kind) {
    let peer = Peer::start().unwrap();
    peer.on(
        "query-migrate",
        json!({"status": "completed", "downtime": 3}),
    );
    let vm = kind.client(&peer);
    let info = vm.watch(wait::migration()).wait(LONG).unwrap();
    assert_eq!(info["downtime"], 3);
}
