//! Servers that misbehave: each fault is one typed error or none. What is large
//! is in `memory.rs`.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

mod both;

use std::io::{self, Read};
use std::os::unix::net::UnixStream;
use std::thread;
use std::time::{Duration, Instant};

use qapi_runtime::testing::{Connection, Peer};
use qapi_runtime::{Client, Error, Greeting, Result, Version};
use serde_json::json;

use crate::both::{Kind, both};

both! {
    no_greeting_in_time,
    no_answer_to_the_negotiation_in_time,
    closed_before_the_greeting,
    closed_in_the_greeting,
    something_else_than_a_greeting,
    closed_in_a_reply,
    closed_between_replies_with_events_unread,
    quit_that_is_answered,
    the_end_reaches_every_waiting_call,
    what_is_no_message_ends_the_connection_with_an_excerpt,
    what_came_before_the_garbage_counts,
    what_is_no_event_ends_the_connection_with_an_excerpt,
    a_message_beyond_the_limit,
    a_command_beyond_the_limit_is_not_sent,
    many_messages_at_once_and_blank_lines,
    a_peer_that_does_not_read,
    a_peer_that_reads_slowly,
    a_call_waits_for_its_turn_to_write_no_longer_than_allowed,
}

/// Soon enough to wait for.
const SHORT: Duration = Duration::from_millis(50);

/// A server that negotiates, waits for a command, sends these bytes and closes.
fn saying(bytes: impl Into<Vec<u8>>) -> Peer {
    let bytes = bytes.into();
    scripted(move |connection| {
        connection.negotiate()?;
        connection.receive()?;
        connection.send(&bytes)
    })
}

fn scripted(script: impl Fn(&mut Connection) -> io::Result<()> + Send + Sync + 'static) -> Peer {
    Peer::scripted(script).unwrap()
}

/// The first command's id, after that of the negotiation.
const ID: u64 = 2;

#[track_caller]
fn assert_closed(error: &Error, command: Option<&str>) {
    match error {
        Error::Closed { command: name } => assert_eq!(name.as_deref(), command),
        other => panic!("not closed: {other}"),
    }
}

#[track_caller]
fn assert_protocol(error: &Error, part: &str) {
    match error {
        Error::Protocol(error) => assert!(error.to_string().contains(part), "{error}"),
        other => panic!("no protocol error: {other}"),
    }
}

fn no_greeting_in_time(kind: Kind) {
    let peer = scripted(|connection| {
        connection.hold();
        Ok(())
    });
    let builder = kind.builder().greeting_timeout(SHORT);
    let error = builder.connect(peer.path()).unwrap_err();
    assert!(
        matches!(error, Error::Timeout { command: None, after } if after == SHORT),
        "{error}"
    );
}

fn no_answer_to_the_negotiation_in_time(kind: Kind) {
    let peer = scripted(|connection| {
        connection.greet()?;
        connection.hold();
        Ok(())
    });
    let builder = kind.builder().greeting_timeout(SHORT);
    let error = builder.connect(peer.path()).unwrap_err();
    assert!(
        matches!(&error, Error::Timeout { command: Some(name), .. } if name == "qmp_capabilities"),
        "{error}"
    );
}

fn closed_before_the_greeting(kind: Kind) {
    let peer = scripted(|_| Ok(()));
    assert_closed(&kind.refusal(&peer), None);
}

fn closed_in_the_greeting(kind: Kind) {
    let peer = scripted(|connection| connection.send("{\"QMP\": {\"ver"));
    assert_protocol(&kind.refusal(&peer), "middle of a message");
}

fn something_else_than_a_greeting(kind: Kind) {
    let peer = scripted(|connection| connection.send("SSH-2.0-OpenSSH_9.2\r\n"));
    assert_protocol(&kind.refusal(&peer), "SSH-2.0");
}

fn closed_in_a_reply(kind: Kind) {
    let peer = saying("{\"return\": {}, \"id\"");
    let vm = kind.client(&peer);
    let error = vm.execute_raw("stop", None).unwrap_err();
    assert_protocol(&error, "middle of a message: `{\"return\": {}, \"id\"`");
}

fn closed_between_replies_with_events_unread(kind: Kind) {
    let peer = saying("{\"event\": \"SHUTDOWN\"}\r\n");
    let vm = kind.client(&peer);
    let mut events = vm.events();
    let error = vm.execute_raw("quit", None).unwrap_err();
    assert_closed(&error, Some("quit"));
    // Later calls say the same with their own names, and nothing is lost.
    let error = vm.execute_raw("stop", None).unwrap_err();
    assert_closed(&error, Some("stop"));
    let event = events.wait(SHORT).unwrap().unwrap();
    assert_eq!(event.name, "SHUTDOWN");
    assert_closed(&events.wait(SHORT).unwrap_err(), None);
    // A clean end is the end of the iterator and no item.
    assert!(events.next().is_none());
}

fn quit_that_is_answered(kind: Kind) {
    let peer = Peer::start().unwrap();
    peer.handle("quit", |call| {
        call.emit_before("SHUTDOWN", json!({"guest": false}));
        call.hang_up();
        Ok(json!({}))
    });
    let vm = kind.client(&peer);
    let mut events = vm.events();
    vm.execute_raw("quit", None).unwrap();
    assert_eq!(events.next().unwrap().unwrap().name, "SHUTDOWN");
    assert!(events.next().is_none());
}

fn the_end_reaches_every_waiting_call(kind: Kind) {
    let peer = scripted(|connection| {
        connection.negotiate()?;
        for _ in 0..8 {
            connection.receive()?;
        }
        Ok(())
    });
    let vm = kind.client(&peer);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let error = vm.execute_raw("query-block", None).unwrap_err();
                assert_closed(&error, Some("query-block"));
            });
        }
    });
}

fn what_is_no_message_ends_the_connection_with_an_excerpt(kind: Kind) {
    let deep = format!("{}{}\r\n", "[".repeat(10_000), "]".repeat(10_000));
    for (bytes, part) in [
        (&b"hello\r\n"[..], "no JSON"),
        (b"{\"return\": {}\r\n", "no JSON"),
        (
            b"{\"return\": \"\xff\xfe\", \"id\": 2}\r\n",
            "invalid UTF-8",
        ),
        (b"[1, 2]\r\n", "no message"),
        (b"{\"answer\": 42}\r\n", "`{\"answer\": 42}`"),
        (b"{\"return\": {}, \"error\": {}}\r\n", "no message"),
        (b"{\"return\": 7}\r\n", "without an id"),
        (b"{\"QMP\": {}}\r\n", "version"),
        (b"\x00\x01\x02\r\n", "no JSON"),
        // What is seen only when the result is read.
        (
            b"{\"return\": [{\"a\": tru}], \"id\": 2}\r\n",
            "no JSON (expected ident",
        ),
        (b"{\"return\": \"{, \"id\": 2}\r\n", "no JSON"),
        (
            b"{\"return\": {}, \"error\": {}, \"id\": 2}\r\n",
            "no message",
        ),
        (deep.as_bytes(), "no message"),
    ] {
        let peer = saying(bytes);
        let vm = kind.client(&peer);
        for _ in 0..2 {
            let error = vm.execute_raw("query-block", None).unwrap_err();
            assert_protocol(&error, part);
            assert!(error.to_string().len() < 1000);
        }
    }
}

fn what_came_before_the_garbage_counts(kind: Kind) {
    let peer = saying(format!(
        "{{\"event\": \"A\"}}\r\n{{\"return\": 1, \"id\": {ID}}}\r\ngarbage\r\n"
    ));
    let vm = kind.client(&peer);
    let mut events = vm.events();
    assert_eq!(vm.execute_raw("stop", None).unwrap(), 1);
    assert_eq!(events.next().unwrap().unwrap().name, "A");
    assert_protocol(&events.next().unwrap().unwrap_err(), "garbage");
    assert!(events.next().is_none());
    assert_protocol(&vm.execute_raw("stop", None).unwrap_err(), "garbage");
}

/// Events are looked through by those who want them.
fn what_is_no_event_ends_the_connection_with_an_excerpt(kind: Kind) {
    let time = r#""timestamp": {"seconds": 1, "microseconds": 2}"#;
    for (event, part) in [
        (
            format!("{{{time}, \"event\": \"A\", \"data\": {{\"b\": tru}}}}"),
            "no JSON",
        ),
        (
            format!("{{{time}, \"event\": \"A\", \"data\": {{}}, \"return\": {{}}}}"),
            "no message",
        ),
        (
            format!("{{\"event\": \"A\", \"data\": {{\"b\": \"\\ud800\"}}, {time}}}"),
            "can't be read",
        ),
    ] {
        let peer = saying(format!("{event}\r\n{{\"return\": 1, \"id\": {ID}}}\r\n"));
        let vm = kind.client(&peer);
        let mut events = vm.events();
        assert_eq!(vm.execute_raw("stop", None).unwrap(), 1);
        assert_protocol(&events.next().unwrap().unwrap_err(), part);
        assert_protocol(&vm.execute_raw("stop", None).unwrap_err(), part);
    }
}

fn a_message_beyond_the_limit(kind: Kind) {
    let reply = |length| {
        format!(
            "{{\"return\": \"{}\", \"id\": {ID}}}\r\n",
            "x".repeat(length)
        )
    };
    let limit = reply(100_000).len();
    for (length, fits) in [(100_000, true), (100_001, false)] {
        let peer = saying(reply(length));
        let builder = kind.builder().max_message_size(limit);
        let vm = builder.connect(peer.path()).unwrap();
        match vm.execute_raw("query-block", None) {
            Ok(text) => assert!(fits && text.as_str().unwrap().len() == length),
            Err(error) => {
                assert!(!fits);
                assert_protocol(&error, &format!("more than {limit} bytes"));
            }
        }
    }
}

fn a_command_beyond_the_limit_is_not_sent(kind: Kind) {
    let peer = Peer::start().unwrap();
    peer.on("stop", json!({}));
    let builder = kind.builder().max_message_size(1000);
    let vm = builder.connect(peer.path()).unwrap();
    let secret = json!({"data": "hunter2".repeat(1000)});
    let error = vm.execute_raw("ringbuf-write", secret).unwrap_err();
    assert!(
        matches!(&error, Error::TooLong { command: Some(name), limit: 1000 } if name == "ringbuf-write"),
        "{error}"
    );
    assert!(!format!("{error:?}").contains("hunter2"));
    vm.execute_raw("stop", None).unwrap();
    assert_eq!(peer.commands().len(), 1);
}

/// Reads a byte at a time.
struct Bytewise(UnixStream);

impl Read for Bytewise {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = buffer.len().min(1);
        self.0.read(&mut buffer[..length])
    }
}

#[test]
fn messages_cut_at_every_byte() -> Result<()> {
    let peer = Peer::start()?;
    peer.handle("query-block", |call| {
        call.emit_before("A", json!({"text": "ä\r\n"}));
        Ok(json!([{"device": "disk0"}]))
    });
    let stream = UnixStream::connect(peer.path())?;
    let vm = Client::from_pair(Bytewise(stream.try_clone()?), stream)?;
    let mut events = vm.events();
    assert_eq!(vm.execute_raw("query-block", None)?[0]["device"], "disk0");
    assert_eq!(events.wait(SHORT)?.unwrap().data["text"], "ä\r\n");
    Ok(())
}

fn many_messages_at_once_and_blank_lines(kind: Kind) {
    let mut bytes = String::from("\r\n\n");
    for number in 0..1000 {
        bytes += &format!("{{\"event\": \"E\", \"data\": {{\"number\": {number}}}}}\r\n\r\n");
    }
    bytes += &format!("{{\"return\": {{}}, \"id\": {ID}}}\n");
    let peer = saying(bytes);
    let vm = kind.client(&peer);
    let mut events = vm.events();
    vm.execute_raw("stop", None).unwrap();
    for number in 0..1000 {
        let event = events.wait(SHORT).unwrap().unwrap();
        assert_eq!(event.data["number"], number);
    }
}

fn a_peer_that_does_not_read(kind: Kind) {
    let peer = scripted(|connection| {
        connection.negotiate()?;
        connection.hold();
        Ok(())
    });
    let vm = kind.client(&peer);
    let secret = json!({"data": "hunter2 ".repeat(1_000_000)});
    let vm = vm.deadline(SHORT);
    let error = vm.execute_raw("ringbuf-write", secret).unwrap_err();
    assert!(
        matches!(&error, Error::Timeout { command: Some(name), after }
            if name == "ringbuf-write" && *after == SHORT),
        "{error}"
    );
    assert!(!format!("{error:?}").contains("hunter2"));
    // Whatever comes next would be read as the rest of that command.
    let error = vm.execute_raw("stop", None).unwrap_err();
    assert!(!format!("{error:?}").contains("hunter2"));
    match (kind, error) {
        (Kind::Blocking, error) => assert_unusable(&error),
        // Its task would still write the rest.
        #[cfg(feature = "tokio")]
        (Kind::Tokio, error) => assert!(matches!(error, Error::Timeout { .. }), "{error}"),
    }
}

#[track_caller]
fn assert_unusable(error: &Error) {
    assert!(matches!(error, Error::Io(_)), "{error}");
    assert!(error.to_string().contains("ringbuf-write"), "{error}");
}

#[test]
fn a_peer_that_does_not_read_from_any_writer() {
    let peer = scripted(|connection| {
        connection.negotiate()?;
        connection.hold();
        Ok(())
    });
    let stream = UnixStream::connect(peer.path()).unwrap();
    let vm = Client::from_pair(stream.try_clone().unwrap(), stream).unwrap();
    let vm = vm.deadline(SHORT);
    let large = json!({"data": "x".repeat(8_000_000)});
    let error = vm.execute_raw("ringbuf-write", large).unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
    assert_unusable(&vm.execute_raw("stop", None).unwrap_err());
}

fn a_peer_that_reads_slowly(kind: Kind) {
    let (mut server, stream) = UnixStream::pair().unwrap();
    // At this pace the command takes some 16 seconds, without ever a pause as
    // long as the deadline.
    thread::spawn(move || {
        let mut piece = [0; 500];
        while server.read(&mut piece).is_ok_and(|count| count > 0) {
            thread::sleep(Duration::from_millis(1));
        }
    });
    let greeting = Greeting::new(Version::new(10, 0, 0));
    let builder = kind.builder().already_negotiated(greeting);
    let vm = builder.unix_stream(stream).unwrap();
    let large = json!({"data": "x".repeat(8_000_000)});
    let start = Instant::now();
    let error = vm
        .deadline(Duration::from_secs(1))
        .execute_raw("ringbuf-write", large)
        .unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
    assert!(start.elapsed() < Duration::from_secs(8));
}

fn a_call_waits_for_its_turn_to_write_no_longer_than_allowed(kind: Kind) {
    let peer = scripted(|connection| {
        connection.negotiate()?;
        connection.hold();
        Ok(())
    });
    let vm = kind.client(&peer);
    thread::scope(|scope| {
        let large = json!({"data": "x".repeat(8_000_000)});
        scope.spawn(|| vm.execute_raw("ringbuf-write", large).unwrap_err());
        // It has the turn when this fails without having written anything, or
        // before: in both cases in time.
        let error = vm.deadline(SHORT).execute_raw("stop", None).unwrap_err();
        assert!(matches!(error, Error::Timeout { .. }), "{error}");
        drop(peer);
    });
}
