//! What only the client for tokio can be asked.

#![cfg(all(unix, feature = "tokio"))]
#![allow(clippy::unwrap_used, clippy::panic)]

mod poll;

use std::future::poll_fn;
use std::pin::pin;
use std::time::Duration;

use futures_core::Stream;
use qapi_runtime::testing::Peer;
use qapi_runtime::tokio::Client;
use qapi_runtime::{Error, Greeting, Version, wait};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, duplex};
use tokio::task::yield_now;

use poll::poll_times;

/// Long enough for the slowest machine, and never waited for in full.
const LONG: Duration = Duration::from_secs(60);

const SHORT: Duration = Duration::from_millis(50);

/// A client that is past its negotiation, and the server's end.
async fn pair(size: usize, oob: bool) -> (Client, BufReader<DuplexStream>) {
    let (ours, theirs) = duplex(size);
    let mut greeting = Greeting::new(Version::new(9, 0, 0));
    if oob {
        greeting.capabilities.push("oob".to_owned());
    }
    let builder = Client::builder().already_negotiated(greeting);
    (builder.stream(ours).await.unwrap(), BufReader::new(theirs))
}

async fn receive(server: &mut BufReader<DuplexStream>) -> Value {
    let mut line = String::new();
    server.read_line(&mut line).await.unwrap();
    serde_json::from_str(&line).unwrap()
}

async fn reply(server: &mut BufReader<DuplexStream>, id: &Value, result: Value) {
    let line = format!("{}\r\n", json!({"return": result, "id": id}));
    server.get_mut().write_all(line.as_bytes()).await.unwrap();
}

#[tokio::test]
async fn a_call_that_is_dropped_anywhere_disturbs_no_other() {
    let (vm, mut server) = pair(64, true).await;
    tokio::spawn(async move {
        loop {
            let command = receive(&mut server).await;
            reply(&mut server, &command["id"], command["arguments"].clone()).await;
        }
    });
    // The line is longer than the pipe, so some are dropped while written.
    let text = "x".repeat(200);
    for times in 0..30 {
        for _ in 0..3 {
            let arguments = json!({"dropped": times, "text": text});
            let dropped = poll_times(vm.execute_raw("echo", arguments), times).await;
            let arguments = json!({"kept": times});
            let kept = vm.execute_raw("echo", arguments.clone()).await.unwrap();
            assert_eq!(kept, arguments);
            assert!(dropped.is_none_or(|it| it.unwrap()["dropped"] == times));
        }
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_before_it_is_written_is_not_sent() {
    let (vm, mut server) = pair(16, false).await;
    let long = vm.execute_raw("long", json!({"text": "x".repeat(100)}));
    let mut long = Box::pin(long);
    assert!(poll_times(&mut long, 3).await.is_none());
    assert!(
        poll_times(vm.execute_raw("dropped", None), 3)
            .await
            .is_none()
    );
    let next = vm.execute_raw("next", None);
    let server = async {
        for name in ["long", "next"] {
            let command = receive(&mut server).await;
            assert_eq!(command["execute"], name);
            reply(&mut server, &command["id"], json!(name)).await;
        }
    };
    let (long, next, ()) = tokio::join!(long, next, server);
    assert_eq!(
        (long.unwrap(), next.unwrap()),
        (json!("long"), json!("next"))
    );
}

#[tokio::test]
async fn a_place_in_the_queue_is_given_up_by_dropping() {
    let (vm, mut server) = pair(1 << 16, true).await;
    let mut queued: Vec<_> = (0..8)
        .map(|_| Box::pin(vm.execute_raw("queued", None)))
        .collect();
    for call in &mut queued {
        assert!(poll_times(call, 2).await.is_none());
    }
    let mut first = Box::pin(vm.execute_raw("first", None));
    let mut second = Box::pin(vm.execute_raw("second", None));
    assert!(poll_times(&mut first, 2).await.is_none());
    assert!(poll_times(&mut second, 2).await.is_none());
    drop(first);
    for _ in 0..8 {
        let command = receive(&mut server).await;
        assert_eq!(command["execute"], "queued");
        reply(&mut server, &command["id"], json!({})).await;
    }
    let server = async {
        let command = receive(&mut server).await;
        assert_eq!(command["execute"], "second");
        reply(&mut server, &command["id"], json!(2)).await;
    };
    let (second, ()) = tokio::join!(second, server);
    assert_eq!(second.unwrap(), 2);
}

#[tokio::test]
async fn a_large_command_past_its_deadline_is_finished_when_the_server_reads_on() {
    let (vm, mut server) = pair(64, false).await;
    let secret = json!({"data": "hunter2 ".repeat(1000)});
    let error = vm
        .deadline(SHORT)
        .execute_raw("ringbuf-write", secret)
        .await;
    let error = error.unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
    assert!(!format!("{error:?} {vm:?}").contains("hunter2"));
    // A server that never reads costs no memory for calls that have left.
    for _ in 0..100 {
        let error = vm.deadline(Duration::ZERO).execute_raw("stop", None).await;
        assert!(matches!(error.unwrap_err(), Error::Timeout { .. }));
    }
    let server = async {
        for name in ["ringbuf-write", "cont"] {
            let command = receive(&mut server).await;
            assert_eq!(command["execute"], name);
            reply(&mut server, &command["id"], json!(name)).await;
        }
    };
    let (result, ()) = tokio::join!(vm.execute_raw("cont", None), server);
    assert_eq!(result.unwrap(), "cont");
}

#[tokio::test]
async fn messages_cut_at_every_byte() {
    let (vm, mut server) = pair(1, false).await;
    let mut events = vm.events();
    tokio::spawn(async move {
        let command = receive(&mut server).await;
        let event = "{\"event\": \"A\", \"data\": {\"text\": \"ä\\r\\n\"}}\r\n";
        server.get_mut().write_all(event.as_bytes()).await.unwrap();
        reply(&mut server, &command["id"], json!([1, 2])).await;
    });
    assert_eq!(
        vm.execute_raw("query-block", None).await.unwrap(),
        json!([1, 2])
    );
    assert_eq!(events.next().await.unwrap().unwrap().data["text"], "ä\r\n");
    assert!(events.next().await.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_tasks_get_their_own_replies() {
    let peer = Peer::start().unwrap();
    peer.handle("echo", |call| Ok(call.arguments().clone()));
    let vm = Client::connect(peer.path()).await.unwrap();
    let tasks: Vec<_> = (0..1000)
        .map(|number| {
            let vm = vm.clone();
            tokio::spawn(async move {
                for call in 0..5 {
                    let sent = json!({"task": number, "call": call});
                    assert_eq!(vm.execute_raw("echo", sent.clone()).await.unwrap(), sent);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(peer.commands().len(), 5000);
}

#[tokio::test]
async fn the_last_clone_closes_the_connection_and_ends_subscriptions() {
    let (vm, mut server) = pair(64, false).await;
    let mut events = vm.events();
    let clone = vm.clone();
    drop(vm);
    assert!(poll_times(events.next(), 5).await.is_none());
    drop(clone);
    assert!(events.next().await.is_none());
    assert_eq!(
        server.read_u8().await.unwrap_err().kind(),
        std::io::ErrorKind::UnexpectedEof
    );
}

#[test]
fn a_runtime_that_ends_ends_the_connection() {
    let runtime = || {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        builder.enable_all().build().unwrap()
    };
    let first = runtime();
    let (vm, _server) = first.block_on(pair(64, false));
    drop(first);
    let error = runtime()
        .block_on(vm.execute_raw("stop", None))
        .unwrap_err();
    assert!(matches!(error, Error::Closed { command: Some(name) } if name == "stop"));
}

#[tokio::test]
async fn events_are_read_while_nobody_waits() {
    let (vm, mut server) = pair(64, false).await;
    let mut off = vm.watch(wait::shutdown());
    // Far more than the pipe holds: it is written only if it is read.
    for _ in 0..1000 {
        server
            .get_mut()
            .write_all(b"{\"event\": \"RESET\"}\r\n")
            .await
            .unwrap();
    }
    server
        .get_mut()
        .write_all(b"{\"event\": \"SHUTDOWN\"}\r\n")
        .await
        .unwrap();
    off.wait(LONG).await.unwrap();
    let mut events = pin!(vm.events_named(["STOP"]));
    server
        .get_mut()
        .write_all(b"{\"event\": \"STOP\"}\r\n")
        .await
        .unwrap();
    let event = poll_fn(|cx| events.as_mut().poll_next(cx)).await;
    assert_eq!(event.unwrap().unwrap().name, "STOP");
}

#[tokio::test]
async fn replies_can_be_awaited_elsewhere() {
    let (vm, mut server) = pair(1 << 10, false).await;
    let call = tokio::spawn(vm.execute_raw("stop", None));
    let command = receive(&mut server).await;
    reply(&mut server, &command["id"], json!(7)).await;
    assert_eq!(call.await.unwrap().unwrap(), 7);
}

#[tokio::test]
async fn ways_to_connect() {
    let peer = Peer::start().unwrap();
    peer.on("stop", json!({}));
    let stream = tokio::net::UnixStream::connect(peer.path()).await.unwrap();
    let folder = tempfile::TempDir::new().unwrap();
    let late = folder.path().join("late");
    let error = Client::connect(&late).await.unwrap_err();
    assert!(matches!(error, Error::Io(_)), "{error}");
    let builder = Client::builder().connect_timeout(LONG);
    let (found, ()) = tokio::join!(builder.connect(&late), async {
        yield_now().await;
        std::os::unix::fs::symlink(peer.path(), &late).unwrap();
    });
    for vm in [
        Client::connect_tcp(peer.tcp_address().unwrap())
            .await
            .unwrap(),
        Client::from_stream(stream).await.unwrap(),
        found.unwrap(),
    ] {
        vm.execute_raw("stop", None).await.unwrap();
    }

    let listener = tokio::net::UnixListener::bind(folder.path().join("listener")).unwrap();
    let builder = Client::builder().connect_timeout(SHORT);
    let error = builder.accept(&listener).await.unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
}
