//! Events: none is lost to a subscriber unless its own queue is full, and then
//! it is told.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

mod schema;

mod both;

use std::thread;
use std::time::Duration;

use qapi_runtime::testing::Peer;
use qapi_runtime::{Error, FromEvent, Timestamp};
use serde_json::json;

use crate::both::{Events, Kind, both};
use crate::schema::DeviceState;

both! {
    events_before_the_greeting_and_during_negotiation_are_kept_on_demand,
    events_met_while_a_call_waits_are_kept_in_order,
    events_come_without_a_call_and_to_every_subscriber_from_its_time_on,
    a_thread_that_waits_for_events_gets_them_while_others_call,
    events_are_typed_and_one_that_does_not_fit_concerns_itself_only,
    events_are_read_whatever_the_order_of_their_members_and_their_spaces,
    a_flood_costs_bounded_memory_is_told_and_the_reply_arrives,
}

/// Long enough for the slowest machine, and never waited for in full.
const LONG: Duration = Duration::from_secs(60);

#[track_caller]
fn next<E: FromEvent>(events: &mut Events<E>) -> E {
    events.wait(LONG).unwrap().unwrap()
}

/// These have come, and no others.
#[track_caller]
fn assert_names(events: &mut Events, names: &[&str]) {
    for name in names {
        assert_eq!(next(events).name, *name);
    }
    assert_eq!(events.wait(Duration::ZERO).unwrap(), None);
}

fn events_before_the_greeting_and_during_negotiation_are_kept_on_demand(kind: Kind) {
    let peer = Peer::scripted(|connection| {
        connection.send_message(&json!({"event": "BEFORE"}))?;
        connection.greet()?;
        let negotiation = connection.receive()?;
        connection.send_message(&json!({"event": "DURING"}))?;
        connection.reply(&negotiation, json!({}))?;
        connection.receive().map(drop)
    })
    .unwrap();
    let vm = kind.builder().early_events(true).connect(peer.path());
    let vm = vm.unwrap();
    let mut events = vm.events();
    let mut others = vm.events();
    for name in ["BEFORE", "DURING"] {
        let event = next(&mut events);
        assert_eq!((event.name.as_str(), &*event.data), (name, &json!({})));
        assert_eq!(event.timestamp, Timestamp::UNKNOWN);
    }
    assert_eq!(others.wait(Duration::ZERO).unwrap(), None);
    assert_eq!(peer.commands()[0].name, "qmp_capabilities");
}

fn events_met_while_a_call_waits_are_kept_in_order(kind: Kind) {
    let peer = Peer::start().unwrap();
    peer.handle("stop", |call| {
        call.emit_before("STOP", json!({}));
        call.emit_before("RESET", json!({"guest": true}));
        Ok(json!({}))
    });
    let vm = kind.client(&peer);
    let mut events = vm.events();
    vm.execute_raw("stop", None).unwrap();
    assert_eq!(next(&mut events).name, "STOP");
    let reset = next(&mut events);
    assert_eq!(
        (reset.name.as_str(), &*reset.data),
        ("RESET", &json!({"guest": true}))
    );
    assert!(reset.timestamp.to_system_time().is_some());
    assert_eq!(events.wait(Duration::ZERO).unwrap(), None);
}

fn events_come_without_a_call_and_to_every_subscriber_from_its_time_on(kind: Kind) {
    let peer = Peer::start().unwrap();
    let vm = kind.client(&peer);
    let mut first = vm.events();
    let mut stops = vm.events_named(["STOP"]);
    assert_eq!(peer.emit("RESUME", json!({})), 1);
    // It is in the socket already, so no time is needed.
    assert_names(&mut first, &["RESUME"]);
    let mut second = vm.events();
    peer.emit("STOP", json!({}));
    peer.emit("RESUME", json!({}));
    for events in [&mut second, &mut first] {
        assert_names(events, &["STOP", "RESUME"]);
    }
    assert_names(&mut stops, &["STOP"]);
}

fn a_thread_that_waits_for_events_gets_them_while_others_call(kind: Kind) {
    let peer = Peer::start().unwrap();
    peer.handle("query-status", |call| {
        call.emit_before("E", json!({}));
        Ok(json!({}))
    });
    let vm = kind.client(&peer);
    thread::scope(|scope| {
        let counts = [vm.events(), vm.events()]
            .map(|events| scope.spawn(move || events.take(300).filter(Result::is_ok).count()));
        for _ in 0..3 {
            scope.spawn(|| {
                for _ in 0..100 {
                    vm.execute_raw("query-status", None).unwrap();
                }
            });
        }
        for count in counts {
            assert_eq!(count.join().unwrap(), 300);
        }
    });
}

fn events_are_typed_and_one_that_does_not_fit_concerns_itself_only(kind: Kind) {
    let peer = Peer::start().unwrap();
    let vm = kind.client(&peer);
    let mut events = vm.events().typed::<schema::Event>();
    peer.emit("DEVICE_ADDED", json!({"id": "disk0", "size": 7}));
    peer.emit("DEVICE_ADDED", json!({"size": "large"}));
    peer.emit("DEVICE_ADDED", json!({"size": 1}));
    peer.emit("TEAPOT", json!({"hot": true}));
    peer.emit(
        "DEVICE_ADDED",
        json!({"id": "disk1", "more": 1, "state": "teapot"}),
    );

    let added = next(&mut events);
    assert!(matches!(added.event, schema::Event::DeviceAdded(device) if device.size == Some(7)));
    assert!(added.timestamp.seconds > 0);
    let Err(Error::Decode(error)) = events.wait(LONG) else {
        panic!("it fits");
    };
    assert_eq!(error.command.as_deref(), Some("DEVICE_ADDED"));
    assert_eq!(error.path(), "data.size");
    let error = events.wait(LONG).err().unwrap();
    assert!(error.to_string().contains("`id`"), "{error}");
    let teapot = next(&mut events).event;
    assert!(matches!(teapot, schema::Event::Unrecognized(event)
        if event.tag() == "TEAPOT" && event.data()["hot"] == true));
    let schema::Event::DeviceAdded(added) = next(&mut events).event else {
        panic!("another event");
    };
    assert_eq!(added.id, "disk1");
    assert!(
        matches!(added.state, Some(DeviceState::Unrecognized(state)) if state.as_str() == "teapot")
    );
}

fn events_are_read_whatever_the_order_of_their_members_and_their_spaces(kind: Kind) {
    let peer = Peer::scripted(|connection| {
        connection.negotiate()?;
        let command = connection.receive()?;
        let (time, dense) = (
            r#""timestamp": {"seconds": 5, "microseconds": 2}"#,
            r#""timestamp":{"seconds":5,"microseconds":2}"#,
        );
        let (name, data) = (r#""event": "DEVICE_ADDED""#, r#""data": {"id": "{\"a\":"}"#);
        for line in [
            format!("{{{time}, {name}, {data}}}"),
            format!("{{{name}, {data}, {time}}}"),
            format!("{{{data}, {time}, {name}}}"),
            format!("{{{dense},\"event\":\"DEVICE_ADDED\",\"data\":{{\"id\":\"{{\\\"a\\\":\"}}}}"),
            format!("{{\"event\":\"DEVICE_ADDED\",\"data\":{{\"id\":\"{{\\\"a\\\":\"}},{dense}}}"),
            format!(" {{ {time} , {name} , {data} , \"more\": {{}} }} "),
            format!("{{{name}, \"data\": {{\"id\": \"x\", \"id\": \"{{\\\"a\\\":\"}}, {time}}}"),
        ] {
            connection.send(format!("{line}\r\n"))?;
        }
        connection.reply(&command, json!({}))?;
        connection.receive().map(drop)
    })
    .unwrap();
    let vm = kind.client(&peer);
    let mut untyped = vm.events();
    let mut typed = vm.events_named(["DEVICE_ADDED"]).typed::<schema::Event>();
    vm.execute_raw("stop", None).unwrap();
    for _ in 0..7 {
        let event = next(&mut untyped);
        assert_eq!(
            (event.name.as_str(), event.timestamp.seconds),
            ("DEVICE_ADDED", 5)
        );
        assert_eq!(event.data, json!({"id": "{\"a\":"}));
        let event = next(&mut typed);
        assert_eq!(event.timestamp.seconds, 5);
        assert!(
            matches!(event.event, schema::Event::DeviceAdded(device) if device.id == "{\"a\":")
        );
    }
    assert_eq!(untyped.wait(Duration::ZERO).unwrap(), None);
}

fn a_flood_costs_bounded_memory_is_told_and_the_reply_arrives(kind: Kind) {
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
    let vm = kind.builder().event_memory(100_000).connect(peer.path());
    let vm = vm.unwrap();
    let mut slow = vm.events();
    let mut picky = vm.events_named(["F"]);
    assert_eq!(vm.execute_raw("stop", None).unwrap(), "through");
    let Err(Error::Lagged { lost }) = slow.wait(LONG) else {
        panic!("not told");
    };
    let kept: Vec<_> = std::iter::from_fn(|| slow.wait(Duration::ZERO).unwrap()).collect();
    assert!((10..1000).contains(&kept.len()), "{}", kept.len());
    assert_eq!(lost + kept.len() as u64, FLOOD);
    assert_eq!(slow.lost(), lost);
    assert_eq!(kept[0].data["number"], lost);
    assert_eq!(kept.last().unwrap().data["number"], FLOOD - 1);
    assert_eq!(picky.wait(Duration::ZERO).unwrap(), None);
}

#[test]
fn a_subscription_outlives_its_client() {
    let peer = Peer::start().unwrap();
    let mut events = peer.client().unwrap().events();
    assert_eq!(peer.emit("STOP", json!({})), 1);
    assert_eq!(events.wait(LONG).unwrap().unwrap().name, "STOP");
    let reader = thread::spawn(move || events.count());
    drop(peer);
    assert_eq!(reader.join().unwrap(), 0);
}
