//! The testing peer behaves like a server, and goes when it is dropped.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use qapi_runtime::Error;
use qapi_runtime::testing::Peer;
use serde_json::{Value, json};

/// Sends lines by hand and gives back the answers, the greeting first.
fn talk(peer: &Peer, lines: &[&str]) -> Vec<Value> {
    let mut stream = TcpStream::connect(peer.tcp_address().unwrap()).unwrap();
    let mut answers = BufReader::new(stream.try_clone().unwrap()).lines();
    let mut next = || serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
    let mut result = vec![next()];
    for line in lines {
        stream.write_all(line.as_bytes()).unwrap();
        stream.write_all(b"\n").unwrap();
        result.push(next());
    }
    result
}

#[test]
fn it_answers_as_a_server_does() {
    let peer = Peer::start().unwrap();
    peer.on("query-status", json!({"running": true}));
    let answers = talk(
        &peer,
        &[
            r#"{"execute": "query-status", "id": "early"}"#,
            r#"{"execute": "qmp_capabilities"}"#,
            r#"{"execute": "query-status", "id": {"any": "value"}}"#,
            r#"{"execute": "make-tea", "id": 3}"#,
            r#"{"execute": "qmp_capabilities", "id": 4}"#,
            r#"{"execute": }"#,
            "[]",
            r#"{"execute": "query-status", "arguments": 7, "id": 5}"#,
            r#"{"run": "query-status", "id": 6}"#,
            r#"{"execute": "query-status", "more": 1, "id": 7}"#,
        ],
    );
    let class = |answer: &Value| answer["error"]["class"].clone();
    assert!(answers[0]["QMP"]["version"]["qemu"]["major"].is_u64());
    assert_eq!(class(&answers[1]), "CommandNotFound");
    assert_eq!(answers[1]["id"], "early");
    assert_eq!(answers[2], json!({"return": {}}));
    let id = json!({"any": "value"});
    assert_eq!(answers[3], json!({"return": {"running": true}, "id": id}));
    assert_eq!(class(&answers[4]), "CommandNotFound");
    assert_eq!(class(&answers[5]), "CommandNotFound");
    for (answer, id) in answers[6..]
        .iter()
        .zip([None, None, Some(5), Some(6), Some(7)])
    {
        assert_eq!(class(answer), "GenericError");
        assert_eq!(answer.get("id").cloned(), id.map(Value::from));
    }
    let names: Vec<_> = peer
        .commands()
        .into_iter()
        .map(|command| command.name)
        .collect();
    assert_eq!(names, ["query-status", "make-tea", "qmp_capabilities"]);
}

#[test]
fn events_go_to_every_client_that_has_negotiated() {
    let peer = Peer::start().unwrap();
    assert_eq!(peer.emit("NOBODY", json!({})), 0);
    let clients = [peer.client().unwrap(), peer.client().unwrap()];
    let subscriptions = clients.each_ref().map(qapi_runtime::Client::events);
    talk(&peer, &[]);
    assert_eq!(peer.emit("STOP", Value::Null), 2);
    for mut events in subscriptions {
        let names: Vec<_> = events
            .within(Duration::ZERO)
            .map(|event| event.unwrap().name)
            .collect();
        assert_eq!(names, ["STOP"]);
    }
}

#[test]
fn a_command_can_be_waited_for() {
    let peer = Peer::start().unwrap();
    let vm = peer.client().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| vm.execute_raw("make-tea", json!({"sugar": 2})));
        let command = peer.wait_for("make-tea", Duration::from_secs(60)).unwrap();
        assert_eq!(command.arguments["sugar"], 2);
    });
    assert_eq!(peer.wait_for("make-coffee", Duration::ZERO), None);
}

#[test]
fn dropping_it_ends_connections_and_leaves_nothing_behind() {
    let peer = Peer::start().unwrap();
    let vm = peer.client().unwrap();
    let other = qapi_runtime::Client::connect_tcp(peer.tcp_address().unwrap()).unwrap();
    let folder = peer.path().parent().unwrap().to_owned();
    assert!(folder.is_dir());
    drop(peer);
    assert!(!folder.exists());
    for vm in [vm, other] {
        let error = vm.execute_raw("stop", None).unwrap_err();
        assert!(matches!(error, Error::Closed { .. }), "{error}");
    }
}

#[test]
fn a_failed_assertion_in_a_handler_fails_the_test() {
    let peer = Peer::start().unwrap();
    peer.handle("stop", |call| {
        assert_eq!(call.arguments(), &json!({"wrong": 1}), "seen by the test");
        Ok(json!({}))
    });
    let vm = peer.client().unwrap();
    assert!(vm.execute_raw("stop", None).is_err());
    let panic = catch_unwind(AssertUnwindSafe(|| drop(peer))).unwrap_err();
    let message = panic.downcast::<String>().unwrap();
    assert!(message.contains("seen by the test"));
}
