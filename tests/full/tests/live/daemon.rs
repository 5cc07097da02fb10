//! The storage daemon.

use std::process::Command;

use qapi::Client;
use qapi_full_tests::{STORAGE_DAEMON, storage_daemon as qsd};
use tempfile::TempDir;

use crate::{Server, create_image, installed};

#[test]
fn a_node_and_its_export() {
    let test = "a_node_and_its_export";
    let (Some(program), Some(_)) = (
        installed("qemu-storage-daemon", test),
        installed("qemu-img", test),
    ) else {
        return;
    };
    let folder = TempDir::new().unwrap();
    create_image(&folder.path().join("disk.qcow2"), "2M");
    let mut command = Command::new(program);
    command
        .args([
            "--chardev",
            "socket,id=monitor,path=socket,server=on,wait=off",
        ])
        .args(["--monitor", "chardev=monitor"]);
    let server = Server::start(command, folder, Client::builder);
    let daemon = &server.client;

    let file = qsd::BlockdevOptions::new(qsd::BlockdevOptionsBranch::File(
        qsd::BlockdevOptionsFile::new("disk.qcow2"),
    ));
    let disk = qsd::BlockdevOptions::new(qsd::BlockdevOptionsQcow2::new(file)).node_name("disk");
    qsd::blockdev_add(daemon, &disk).unwrap();
    let nodes = qsd::query_named_block_nodes(daemon, &Default::default());
    let error = nodes.unwrap_err().to_string();
    // This release does not send a member that the schema's has.
    assert!(
        error.contains("query-named-block-nodes: return[0]: missing member `active`")
            && error.contains("`optional: [\"BlockDeviceInfo.active\"]`"),
        "{error}"
    );

    let queries = STORAGE_DAEMON
        .iter()
        .filter(|entry| entry.name.starts_with("query-"));
    let mut answered = 0;
    for entry in queries {
        let Some(call) = entry.call else { continue };
        match call(daemon) {
            Ok(_) => answered += 1,
            Err(error) => println!("{}: {error}", entry.name),
        }
    }
    assert!(answered > 3, "{answered}");
    qsd::blockdev_del(daemon, &qsd::BlockdevDel::new("disk")).unwrap();
    let _ = qsd::quit(daemon);
}
