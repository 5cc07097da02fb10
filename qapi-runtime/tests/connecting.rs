//! Ways to find a server, or to be found by one.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::os::unix::net::{UnixListener, UnixStream};
use std::thread;
use std::time::Duration;

use qapi_runtime::testing::Peer;
use qapi_runtime::{Client, Error};

/// Long enough for the slowest machine, and never waited for in full.
const LONG: Duration = Duration::from_secs(60);

const SHORT: Duration = Duration::from_millis(50);

/// A server at this end of a stream, which negotiates and closes.
fn serve(stream: impl std::io::Read + Write) {
    let mut stream = BufReader::new(stream);
    let greeting = r#"{"QMP": {"version": {"qemu": {"major": 9, "minor": 1, "micro": 0}}}}"#;
    writeln!(stream.get_mut(), "{greeting}").unwrap();
    let mut line = String::new();
    stream.read_line(&mut line).unwrap();
    assert!(line.contains("qmp_capabilities"), "{line}");
    stream
        .get_mut()
        .write_all(b"{\"return\": {}, \"id\": 1}\r\n")
        .unwrap();
}

fn assert_version(vm: &Client) {
    assert_eq!(vm.greeting().version.to_string(), "9.1.0");
}

#[test]
fn a_socket_that_is_not_there_yet_is_waited_for() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("qmp");
    let error = Client::connect(&path).unwrap_err();
    assert!(matches!(&error, Error::Io(error) if error.kind() == std::io::ErrorKind::NotFound));
    let error = Client::builder().connect_timeout(SHORT).connect(&path);
    assert!(matches!(error.unwrap_err(), Error::Io(_)));

    let client = thread::spawn({
        let path = path.clone();
        move || Client::builder().connect_timeout(LONG).connect(path)
    });
    // A socket file without a listener refuses, as after a crash.
    drop(UnixListener::bind(&path).unwrap());
    std::fs::remove_file(&path).unwrap();
    let listener = UnixListener::bind(&path).unwrap();
    serve(listener.accept().unwrap().0);
    assert_version(&client.join().unwrap().unwrap());
}

#[test]
#[cfg(target_os = "linux")]
fn an_abstract_socket() {
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::net::SocketAddr;

    let name = format!("qapi-abstract-{}", std::process::id());
    let address = SocketAddr::from_abstract_name(&name).unwrap();
    let listener = UnixListener::bind_addr(&address).unwrap();
    let client = thread::spawn(move || Client::builder().connect_abstract(name));
    serve(listener.accept().unwrap().0);
    assert_version(&client.join().unwrap().unwrap());
}

/// Connecting blocks while a server has all the connections waiting that it
/// allows, which is what the third client of QEMU meets.
#[test]
#[cfg(target_os = "linux")]
fn a_full_backlog_keeps_the_deadline() {
    let name = format!("qapi-backlog-{}", std::process::id());
    let address = rustix::net::SocketAddrUnix::new_abstract_name(name.as_bytes()).unwrap();
    let (family, kind) = (
        rustix::net::AddressFamily::UNIX,
        rustix::net::SocketType::STREAM,
    );
    let listener = rustix::net::socket(family, kind, None).unwrap();
    rustix::net::bind(&listener, &address).unwrap();
    rustix::net::listen(&listener, 0).unwrap();
    for _ in 0..3 {
        let builder = Client::builder().greeting_timeout(SHORT);
        let error = builder.connect_abstract(&name).unwrap_err();
        assert!(
            matches!(&error, Error::Timeout { .. })
                || matches!(&error, Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut),
            "{error}"
        );
    }
}

#[test]
fn an_inherited_socket_of_either_kind() {
    let (ours, theirs) = UnixStream::pair().unwrap();
    let server = thread::spawn(move || serve(theirs));
    assert_version(&Client::builder().inherited(OwnedFd::from(ours)).unwrap());
    server.join().unwrap();

    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let ours = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let theirs = listener.accept().unwrap().0;
    let server = thread::spawn(move || serve(theirs));
    assert_version(&Client::builder().inherited(OwnedFd::from(ours)).unwrap());
    server.join().unwrap();

    let file = std::fs::File::open("/dev/null").unwrap();
    let error = Client::builder()
        .inherited(OwnedFd::from(file))
        .unwrap_err();
    assert!(matches!(error, Error::Io(_)), "{error}");
}

#[test]
fn a_server_that_connects_to_us() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let builder = Client::builder().connect_timeout(SHORT);
    let error = builder.clone().accept_tcp(&listener).unwrap_err();
    assert!(
        matches!(error, Error::Timeout { after, .. } if after == SHORT),
        "{error}"
    );
    let address = listener.local_addr().unwrap();
    let server = thread::spawn(move || serve(TcpStream::connect(address).unwrap()));
    let builder = builder.connect_timeout(Duration::ZERO);
    assert_version(&builder.accept_tcp(&listener).unwrap());
    server.join().unwrap();
}

#[test]
fn a_builder_connects_anew_and_the_old_state_is_gone() {
    let peer = Peer::start().unwrap();
    peer.handle("quit", |call| {
        call.hang_up();
        Ok(serde_json::json!({}))
    });
    peer.on("query-status", serde_json::json!(7));
    let builder = Client::builder();
    let old = builder.clone().connect(peer.path()).unwrap();
    let mut events = old.events();
    old.execute_raw("quit", None).unwrap();
    let new = builder.connect(peer.path()).unwrap();
    assert!(old.execute_raw("query-status", None).is_err());
    assert!(events.next().is_none());
    assert_eq!(new.execute_raw("query-status", None).unwrap(), 7);
}
