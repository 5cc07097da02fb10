//! Events: none is lost unless the memory for them is full, and then counted.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::thread;
use std::time::Duration;

use qapi_runtime::testing::Peer;
use qapi_runtime::{Client, Timestamp};
use serde_json::json;

/// Long enough for the slowest machine, and never waited for in full.
const LONG: Duration = Duration::from_secs(60);

#[test]
fn events_before_the_greeting_and_during_negotiation_are_kept() {
    let peer = Peer::scripted(|connection| {
        connection.send_message(&json!({"event": "BEFORE"}))?;
        connection.greet()?;
        let negotiation = connection.receive()?;
        connection.send_message(&json!({"event": "DURING"}))?;
        connection.reply(&negotiation, json!({}))?;
        connection.receive().map(drop)
    })
    .unwrap();
    let vm = peer.client().unwrap();
    for name in ["BEFORE", "DURING"] {
        let event = vm.next_event(LONG).unwrap().unwrap();
        assert_eq!((event.name.as_str(), event.data), (name, json!({})));
        assert_eq!(event.timestamp, Timestamp::UNKNOWN);
    }
    assert_eq!(peer.commands()[0].name, "qmp_capabilities");
}

#[test]
fn events_met_while_a_call_waits_are_kept_in_order() {
    let peer = Peer::start().unwrap();
    peer.handle("stop", |call| {
        call.emit_before("STOP", json!({}));
        call.emit_before("RESET", json!({"guest": true}));
        Ok(json!({}))
    });
    let vm = peer.client().unwrap();
    vm.execute_raw("stop", None).unwrap();
    let events = vm.take_events();
    let names: Vec<_> = events.iter().map(|event| &event.name[..]).collect();
    assert_eq!(names, ["STOP", "RESET"]);
    assert_eq!(events[1].data, json!({"guest": true}));
    assert!(events[1].timestamp.to_system_time().is_some());
    assert_eq!(vm.next_event(Duration::ZERO).unwrap(), None);
}

#[test]
fn events_come_without_a_call() {
    let peer = Peer::start().unwrap();
    let vm = peer.client().unwrap();
    assert_eq!(peer.emit("RESUME", json!({})), 1);
    // It is in the socket already, so no time is needed.
    let event = vm.next_event(Duration::ZERO).unwrap().unwrap();
    assert_eq!(event.name, "RESUME");
    for _ in 0..3 {
        peer.emit("RTC_CHANGE", json!({"offset": 78}));
    }
    assert_eq!(vm.take_events().len(), 3);
}

#[test]
fn a_thread_that_waits_for_events_gets_them_while_others_call() {
    let peer = Peer::start().unwrap();
    peer.handle("query-status", |call| {
        call.emit_before("E", json!({}));
        Ok(json!({}))
    });
    let vm = peer.client().unwrap();
    thread::scope(|scope| {
        let events = scope.spawn(|| {
            (0..300)
                .filter(|_| vm.next_event(LONG).unwrap().is_some())
                .count()
        });
        for _ in 0..3 {
            scope.spawn(|| {
                for _ in 0..100 {
                    vm.execute_raw("query-status", None).unwrap();
                }
            });
        }
        assert_eq!(events.join().unwrap(), 300);
    });
    assert_eq!(vm.lost_events(), 0);
}

#[test]
fn a_flood_without_a_reader_costs_bounded_memory_and_the_reply_arrives() {
    const FLOOD: u64 = 50_000;

    let peer = Peer::scripted(|connection| {
        connection.negotiate()?;
        let command = connection.receive()?;
        let mut flood = String::new();
        for number in 0..FLOOD {
            flood += &format!("{{\"event\": \"E\", \"data\": {{\"number\": {number}}}}}\r\n");
        }
        connection.send(flood)?;
        connection.reply(&command, json!("through"))?;
        connection.receive().map(drop)
    })
    .unwrap();
    let vm = Client::builder().event_memory(100_000).connect(peer.path());
    let vm = vm.unwrap();
    assert_eq!(vm.execute_raw("stop", None).unwrap(), "through");
    let kept = vm.take_events();
    assert!((10..1000).contains(&kept.len()), "{}", kept.len());
    assert_eq!(vm.lost_events() + kept.len() as u64, FLOOD);
    assert_eq!(kept.last().unwrap().data["number"], FLOOD - 1);
}
