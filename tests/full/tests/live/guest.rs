//! The guest agent, on this machine instead of in a guest.

use std::process::Command;

use qapi::{Client, Greeting, Version};
use qapi_full_tests::guest_agent as qga;
use tempfile::TempDir;

use crate::{Server, installed};

fn start(test: &str) -> Option<Server> {
    let program = installed("qemu-ga", test)?;
    let folder = TempDir::new().unwrap();
    let mut command = Command::new(program);
    command
        .args(["--method", "unix-listen", "--path"])
        .arg(folder.path().join("socket"))
        .arg("--statedir")
        .arg(folder.path())
        .arg("--pidfile")
        .arg(folder.path().join("pid"));
    // It neither greets nor negotiates.
    let builder = || {
        let greeting = Greeting::new(Version::new(0, 0, 0));
        Client::builder().already_negotiated(greeting)
    };
    Some(Server::start(command, folder, builder))
}

#[test]
fn commands_of_the_guest_agent() {
    let Some(server) = start("commands_of_the_guest_agent") else {
        return;
    };
    let agent = &server.client;
    let id = 0x1234_5678_9abc;
    assert_eq!(
        qga::guest_sync(agent, &qga::GuestSync::new(id)).unwrap(),
        id
    );
    qga::guest_ping(agent).unwrap();

    let info = qga::guest_info(agent).unwrap();
    assert!(!info.version.is_empty());
    let ping = info
        .supported_commands
        .iter()
        .find(|command| command.name == "guest-ping");
    assert!(ping.unwrap().enabled);

    let system = qga::guest_get_osinfo(agent).unwrap();
    assert_eq!(system.machine.as_deref(), Some(std::env::consts::ARCH));
    assert!(qga::guest_get_time(agent).unwrap() > 1_600_000_000_000_000_000);
    assert!(
        !qga::guest_get_host_name(agent)
            .unwrap()
            .host_name
            .is_empty()
    );
    for interface in qga::guest_network_get_interfaces(agent).unwrap() {
        assert!(!interface.name.is_empty());
    }
}

#[test]
fn a_file_in_the_guest() {
    let Some(server) = start("a_file_in_the_guest") else {
        return;
    };
    let agent = &server.client;
    let path = server.folder.path().join("file");
    let path = path.to_str().unwrap();
    let open = qga::GuestFileOpen::new(path).mode("w+");
    let handle = qga::guest_file_open(agent, &open).unwrap();
    // "text", in base 64.
    let written = qga::guest_file_write(
        agent,
        &qga::GuestFileWriteArguments::new(handle, "dGV4dA=="),
    );
    assert_eq!(written.unwrap().count, 4);
    let seek = qga::GuestFileSeekArguments::new(handle, 1, qga::QGASeek::Set);
    let at = qga::guest_file_seek(agent, &seek).unwrap();
    assert_eq!((at.position, at.eof), (1, false));
    let read = qga::guest_file_read(agent, &qga::GuestFileReadArguments::new(handle)).unwrap();
    assert_eq!(
        (read.count, read.buf_b64.as_str(), read.eof),
        (3, "ZXh0", true)
    );
    qga::guest_file_close(agent, &qga::GuestFileClose::new(handle)).unwrap();
    assert_eq!(std::fs::read(path).unwrap(), b"text");
    let error = qga::guest_file_close(agent, &qga::GuestFileClose::new(handle)).unwrap_err();
    assert!(error.as_server().is_some(), "{error}");
}
