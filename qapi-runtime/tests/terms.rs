//! Calls on terms of their own: out-of-band, with a descriptor, within a
//! deadline.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

mod both;

use std::io::{IoSliceMut, Write};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use qapi_runtime::testing::{Connection, Peer, Received};
use qapi_runtime::{Client, Command, Error, Greeting, Transport, Version};
use rustix::net::{RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, recvmsg};
use serde_json::json;

use crate::both::{Kind, both};

both! {
    out_of_band_passes_the_full_queue_and_in_band_commands_wait,
    a_queue_full_of_abandoned_commands_opens_with_their_replies,
    out_of_band_takes_a_server_that_offers_it,
    a_descriptor_comes_with_the_first_bytes_of_its_command,
    a_descriptor_comes_once_however_long_its_command,
    commands_with_descriptors_wait_for_one_another_and_hold_up_nobody_else,
}

/// Long enough for the slowest machine, and never waited for in full.
const LONG: Duration = Duration::from_secs(60);

const SHORT: Duration = Duration::from_millis(50);

fn greeting() -> Greeting {
    let mut greeting = Greeting::new(Version::new(9, 0, 0));
    greeting.capabilities.push("oob".to_owned());
    greeting
}

/// A server that offers out-of-band execution.
fn with_oob(
    script: impl Fn(&mut Connection) -> std::io::Result<()> + Send + Sync + 'static,
) -> Peer {
    let peer = Peer::scripted(move |connection| {
        connection.negotiate()?;
        script(connection)
    })
    .unwrap();
    let version = json!({"qemu": {"major": 9, "minor": 0, "micro": 0}, "package": ""});
    peer.greet_with(json!({"version": version, "capabilities": ["oob"]}));
    peer
}

struct Pause;

impl Command for Pause {
    const NAME: &'static str = "migrate-pause";
    const ALLOW_OOB: bool = true;
    type Arguments = ();
    type Returns = ();
}

fn out_of_band_passes_the_full_queue_and_in_band_commands_wait(kind: Kind) {
    const CALLS: usize = 20;

    let (full, filled) = mpsc::channel();
    let peer = with_oob(move |connection| {
        let queued: Vec<Received> = (0..8)
            .map(|_| connection.receive())
            .collect::<Result<_, _>>()?;
        full.send(()).unwrap();
        // Nothing in-band may come now, however long one waits, so the next
        // command is the one past the queue.
        let urgent = connection.receive()?;
        assert_eq!((urgent.name.as_str(), urgent.oob), ("migrate-pause", true));
        connection.reply(&urgent, json!({}))?;
        for command in queued {
            connection.reply(&command, json!({}))?;
        }
        for _ in 8..CALLS {
            let command = connection.receive()?;
            assert!(!command.oob);
            connection.reply(&command, json!({}))?;
        }
        connection.receive().map(drop)
    });
    let vm = kind.client(&peer);
    thread::scope(|scope| {
        let calls: Vec<_> = (0..CALLS)
            .map(|_| scope.spawn(|| vm.execute_raw("query-block", None)))
            .collect();
        filled.recv_timeout(LONG).unwrap();
        let error = vm.deadline(SHORT).execute_raw("stop", None).unwrap_err();
        assert!(matches!(error, Error::Timeout { .. }), "{error}");
        vm.deadline(LONG).oob().execute::<Pause>(&()).unwrap();
        for call in calls {
            call.join().unwrap().unwrap();
        }
    });
}

fn a_queue_full_of_abandoned_commands_opens_with_their_replies(kind: Kind) {
    let (abandon, abandoned) = mpsc::channel();
    let abandoned = std::sync::Mutex::new(abandoned);
    let peer = with_oob(move |connection| {
        let queued: Vec<Received> = (0..8)
            .map(|_| connection.receive())
            .collect::<Result<_, _>>()?;
        abandoned.lock().unwrap().recv().unwrap();
        for command in queued {
            connection.reply(&command, json!("late"))?;
        }
        let command = connection.receive()?;
        connection.reply(&command, json!("right"))?;
        connection.receive().map(drop)
    });
    let vm = kind.client(&peer);
    for _ in 0..9 {
        let error = vm
            .deadline(SHORT)
            .execute_raw("query-block", None)
            .unwrap_err();
        assert!(matches!(error, Error::Timeout { .. }), "{error}");
    }
    abandon.send(()).unwrap();
    assert_eq!(vm.execute_raw("query-block", None).unwrap(), "right");
}

fn out_of_band_takes_a_server_that_offers_it(kind: Kind) {
    let peer = Peer::start().unwrap();
    let vm = kind.client(&peer);
    let error = vm.oob().execute_raw("migrate-pause", None).unwrap_err();
    assert!(
        matches!(&error, Error::Unsupported { command: Some(name), .. } if name == "migrate-pause"),
        "{error}"
    );
    assert!(peer.commands().is_empty());
}

#[test]
fn out_of_band_is_negotiated_only_on_demand() {
    for (wanted, line) in [
        (
            true,
            r#"{"execute":"qmp_capabilities","arguments":{"enable":["oob"]},"id":1}"#,
        ),
        (false, r#"{"execute":"qmp_capabilities","id":1}"#),
    ] {
        let (listener, path, _folder) = listen();
        let client = thread::spawn(move || Client::builder().negotiate_oob(wanted).connect(path));
        let mut stream = listener.accept().unwrap().0;
        let version = r#"{"qemu": {"major": 9, "minor": 1, "micro": 0}}"#;
        writeln!(
            stream,
            "{{\"QMP\": {{\"version\": {version}, \"capabilities\": [\"oob\"]}}}}"
        )
        .unwrap();
        let (received, _) = receive(&stream);
        assert_eq!(received.trim_end(), line);
        stream
            .write_all(b"{\"return\": {}, \"id\": 1}\r\n")
            .unwrap();
        client.join().unwrap().unwrap();
    }
}

fn a_descriptor_comes_with_the_first_bytes_of_its_command(kind: Kind) {
    let (server, client) = UnixStream::pair().unwrap();
    let builder = kind.builder().already_negotiated(greeting());
    let vm = builder.unix_stream(client).unwrap();
    let (reader, mut writer) = std::io::pipe().unwrap();
    thread::scope(|scope| {
        let call = scope.spawn(|| {
            let arguments = json!({"fdname": "pipe"});
            vm.with_fd(reader.as_fd())
                .deadline(LONG)
                .execute_raw("getfd", arguments)
        });
        let (line, fds) = receive(&server);
        assert_eq!(
            line,
            "{\"execute\":\"getfd\",\"arguments\":{\"fdname\":\"pipe\"},\"id\":1}\n"
        );
        (&server)
            .write_all(b"{\"return\": {}, \"id\": 1}\r\n")
            .unwrap();
        call.join().unwrap().unwrap();
        let [fd] = <[OwnedFd; 1]>::try_from(fds).unwrap();
        writer.write_all(b"through").unwrap();
        drop(writer);
        let content = std::io::read_to_string(std::fs::File::from(fd)).unwrap();
        assert_eq!(content, "through");
    });
}

fn a_descriptor_comes_once_however_long_its_command(kind: Kind) {
    let (server, client) = UnixStream::pair().unwrap();
    let builder = kind.builder().already_negotiated(greeting());
    let vm = builder.unix_stream(client).unwrap();
    let null = std::fs::File::open("/dev/null").unwrap();
    thread::scope(|scope| {
        let arguments = json!({"opaque": "x".repeat(1_000_000)});
        let terms = vm.with_fd(null.as_fd()).deadline(LONG);
        let call = scope.spawn(move || terms.execute_raw("add-fd", arguments));
        let (mut line, fds) = receive(&server);
        assert_eq!(fds.len(), 1);
        while !line.ends_with('\n') {
            let (more, fds) = receive(&server);
            assert!(fds.is_empty());
            line += &more;
        }
        assert!(line.len() > 1_000_000);
        let reply = b"{\"return\": {}, \"id\": 1}\r\n";
        (&server).write_all(reply).unwrap();
        call.join().unwrap().unwrap();
    });
}

fn commands_with_descriptors_wait_for_one_another_and_hold_up_nobody_else(kind: Kind) {
    let (server, client) = UnixStream::pair().unwrap();
    let builder = kind.builder().already_negotiated(greeting());
    let vm = builder.unix_stream(client).unwrap();
    let null = std::fs::File::open("/dev/null").unwrap();
    thread::scope(|scope| {
        let with_fd = || vm.with_fd(null.as_fd()).execute_raw("getfd", None);
        let first = scope.spawn(with_fd);
        assert_eq!(receive(&server).1.len(), 1);
        let deadline = vm.deadline(SHORT);
        let error = deadline
            .with_fd(null.as_fd())
            .execute_raw("getfd", None)
            .unwrap_err();
        assert!(matches!(error, Error::Timeout { .. }), "{error}");
        let other = scope.spawn(|| vm.execute_raw("stop", None));
        let (line, fds) = receive(&server);
        assert!(line.contains("stop") && fds.is_empty(), "{line}");
        let second = scope.spawn(with_fd);
        (&server)
            .write_all(b"{\"return\": 1, \"id\": 1}\r\n{\"return\": 2, \"id\": 2}\r\n")
            .unwrap();
        assert_eq!(first.join().unwrap().unwrap(), 1);
        assert_eq!(other.join().unwrap().unwrap(), 2);
        assert_eq!(receive(&server).1.len(), 1);
        (&server)
            .write_all(b"{\"return\": 3, \"id\": 3}\r\n")
            .unwrap();
        assert_eq!(second.join().unwrap().unwrap(), 3);
    });
}

#[test]
fn only_a_unix_socket_carries_descriptors() {
    let peer = Peer::start().unwrap();
    let stream = UnixStream::connect(peer.path()).unwrap();
    let null = std::fs::File::open("/dev/null").unwrap();
    for vm in [
        Client::connect_tcp(peer.tcp_address().unwrap()).unwrap(),
        Client::from_pair(stream.try_clone().unwrap(), stream).unwrap(),
    ] {
        let error = vm
            .with_fd(null.as_fd())
            .execute_raw("getfd", None)
            .unwrap_err();
        assert!(matches!(error, Error::Unsupported { .. }), "{error}");
    }
    assert!(peer.commands().is_empty());
}

/// What one read brings: text and descriptors.
fn receive(stream: &UnixStream) -> (String, Vec<OwnedFd>) {
    let mut bytes = [0; 4096];
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(4))];
    let mut control = RecvAncillaryBuffer::new(&mut space);
    let mut parts = [IoSliceMut::new(&mut bytes)];
    let received = recvmsg(stream, &mut parts, &mut control, RecvFlags::CMSG_CLOEXEC).unwrap();
    let mut fds = Vec::new();
    for message in control.drain() {
        if let RecvAncillaryMessage::ScmRights(more) = message {
            fds.extend(more);
        }
    }
    let text = String::from_utf8(bytes[..received.bytes].to_vec()).unwrap();
    (text, fds)
}

/// A listening socket in a folder that goes when the last value is dropped.
fn listen() -> (UnixListener, std::path::PathBuf, tempfile::TempDir) {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("qmp");
    (UnixListener::bind(&path).unwrap(), path, folder)
}
