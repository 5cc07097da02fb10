//! Connections by vsock. Whole ones need the kernel's loopback (the module
//! `vsock_loopback`); where it is missing, those tests say that they were
//! skipped.

#![cfg(all(target_os = "linux", feature = "vsock"))]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::thread;
use std::time::Duration;

use qapi_runtime::guest::Agent;
use qapi_runtime::{Client, Error, VsockListener};
use socket2::{Domain, SockAddr, Socket, Type};

/// Long enough for the slowest machine, and never waited for in full.
const LONG: Duration = Duration::from_secs(60);

const SHORT: Duration = Duration::from_millis(50);

/// This machine as it calls itself, and any free port.
const LOCAL: u32 = 1;
const ANY: u32 = u32::MAX;

const GREETING: &[u8] =
    b"{\"QMP\": {\"version\": {\"qemu\": {\"major\": 9, \"minor\": 1, \"micro\": 0}}}}\r\n";

/// A listening socket, unless there is no vsock here.
fn listener(test: &str) -> Option<VsockListener> {
    let listener = VsockListener::bind(ANY);
    listener
        .map_err(|error| skip(test, "no vsock", &error))
        .ok()
}

/// Likewise, and it can be reached from here.
fn loopback(test: &str) -> Option<VsockListener> {
    let listener = listener(test)?;
    let probe = Socket::new(Domain::VSOCK, Type::STREAM, None).unwrap();
    let address = SockAddr::vsock(LOCAL, listener.port().unwrap());
    let result = probe.connect_timeout(&address, 10 * SHORT);
    let result = result.map_err(|error| skip(test, "no vsock loopback (CID 1)", &error));
    // It is taken out of the listener's queue by the one who tests.
    result.ok().and_then(|()| {
        drop(probe);
        VsockListener::bind(ANY).ok()
    })
}

fn skip(test: &str, lack: &str, error: &io::Error) {
    let message = format!("SKIPPED {test}: {lack} on this machine: {error}\n");
    let _ = io::stderr().write_all(message.as_bytes());
}

/// Connects as a server does that is told to.
fn call(port: u32) {
    let stream = Socket::new(Domain::VSOCK, Type::STREAM, None).unwrap();
    stream.connect(&SockAddr::vsock(LOCAL, port)).unwrap();
    serve(stream);
}

/// Negotiates and answers one more command.
fn serve(mut stream: Socket) {
    stream.write_all(GREETING).unwrap();
    for id in 1..=2 {
        let mut byte = [0];
        while byte != *b"\n" {
            stream.read_exact(&mut byte).unwrap();
        }
        let reply = format!("{{\"return\": {id}, \"id\": {id}}}\r\n");
        stream.write_all(reply.as_bytes()).unwrap();
    }
}

#[test]
fn a_server_that_connects_to_us() {
    let Some(listener) = loopback("a_server_that_connects_to_us") else {
        return;
    };
    let port = listener.port().unwrap();
    let server = thread::spawn(move || call(port));
    let builder = Client::builder().connect_timeout(LONG);
    let vm = builder.accept_vsock(&listener).unwrap();
    let null = std::fs::File::open("/dev/null").unwrap();
    let error = vm.with_fd(null.as_fd()).execute_raw("getfd", None);
    assert!(matches!(error, Err(Error::Unsupported { .. })));
    assert_eq!(vm.execute_raw("stop", None).unwrap(), 2);
    server.join().unwrap();
}

#[test]
fn a_port_where_nobody_listens_is_tried_again_until_the_deadline() {
    let Some(listener) = loopback("a_port_where_nobody_listens_is_tried_again_until_the_deadline")
    else {
        return;
    };
    let port = listener.port().unwrap();
    drop(listener);
    let error = Agent::builder().connect_vsock(LOCAL, port).unwrap_err();
    assert!(matches!(error, Error::Io(_)), "{error}");
    let builder = Client::builder().connect_timeout(LONG);
    let client = thread::spawn(move || builder.connect_vsock(LOCAL, port));
    let listener = Socket::new(Domain::VSOCK, Type::STREAM, None).unwrap();
    listener.bind(&SockAddr::vsock(ANY, port)).unwrap();
    listener.listen(1).unwrap();
    let server = thread::spawn(move || serve(listener.accept().unwrap().0));
    let vm = client.join().unwrap().unwrap();
    assert_eq!(vm.execute_raw("stop", None).unwrap(), 2);
    server.join().unwrap();
}

#[test]
fn a_listener_is_waited_for_no_longer_than_allowed() {
    let Some(listener) = listener("a_listener_is_waited_for_no_longer_than_allowed") else {
        return;
    };
    let builder = Client::builder().connect_timeout(SHORT);
    let error = builder.accept_vsock(&listener).unwrap_err();
    assert!(
        matches!(error, Error::Timeout { after, .. } if after == SHORT),
        "{error}"
    );
    // The port is taken.
    let error = VsockListener::bind(listener.port().unwrap()).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::AddrInUse);
}

#[test]
fn a_machine_that_is_not_there_is_an_error_in_time() {
    if listener("a_machine_that_is_not_there_is_an_error_in_time").is_none() {
        return;
    }
    let builder = Client::builder().greeting_timeout(SHORT);
    let error = builder.connect_vsock(0x7fff_fff0, 1).unwrap_err();
    assert!(matches!(error, Error::Io(_)), "{error}");
}

#[cfg(feature = "tokio")]
mod with_tokio {
    use qapi_runtime::tokio::Client;

    use super::*;

    #[tokio::test]
    async fn the_same_for_tokio() {
        let Some(listener) = listener("the_same_for_tokio") else {
            return;
        };
        let builder = Client::builder().connect_timeout(SHORT);
        let error = builder.accept_vsock(&listener).await.unwrap_err();
        assert!(matches!(error, Error::Timeout { .. }), "{error}");
        let builder = Client::builder().greeting_timeout(SHORT);
        let error = builder.connect_vsock(0x7fff_fff0, 1).await.unwrap_err();
        assert!(
            matches!(error, Error::Io(_) | Error::Timeout { .. }),
            "{error}"
        );
    }

    #[tokio::test]
    async fn a_server_that_connects_to_us() {
        let Some(listener) = loopback("with_tokio::a_server_that_connects_to_us") else {
            return;
        };
        let port = listener.port().unwrap();
        let server = thread::spawn(move || call(port));
        let vm = Client::builder().accept_vsock(&listener).await.unwrap();
        assert_eq!(vm.execute_raw("stop", None).await.unwrap(), 2);
        server.join().unwrap();
        // And the other way round, with nobody who greets.
        let builder = Client::builder().greeting_timeout(SHORT);
        let error = builder.connect_vsock(LOCAL, port).await.unwrap_err();
        assert!(matches!(error, Error::Timeout { .. }), "{error}");
    }
}
