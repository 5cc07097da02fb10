//! Ten commands, by `qapi` 0.15.

use std::env::args;
use std::io::BufReader;
use std::os::unix::net::UnixStream;

use qapi::{Qmp, Stream, qmp};

fn main() -> Result<(), qapi::ExecuteError> {
    let stream = UnixStream::connect(args().nth(1).unwrap_or_default())?;
    let mut vm = Qmp::new(Stream::new(BufReader::new(stream.try_clone()?), stream));
    vm.handshake()?;
    println!("{:?}", vm.execute(&qmp::query_version {})?);
    println!("{:?}", vm.execute(&qmp::query_status {})?.status);
    for device in vm.execute(&qmp::query_block {})? {
        println!("{} {:?}", device.device, device.inserted.map(|it| it.file));
    }
    for node in vm.execute(&qmp::query_named_block_nodes { flat: None })? {
        println!("{:?} {}", node.node_name, node.image.base.filename);
    }
    vm.execute(&qmp::stop {})?;
    let file = qmp::BlockdevRef::reference("file0".into());
    let options = qmp::BlockdevOptions::qcow2 {
        base: qmp::BlockdevOptionsBase {
            auto_read_only: None,
            cache: None,
            detect_zeroes: None,
            discard: None,
            force_share: None,
            node_name: Some("disk0".into()),
            read_only: None,
        },
        qcow2: qmp::BlockdevOptionsGenericFormat { file }.into(),
    };
    vm.execute(&qmp::blockdev_add(options))?;
    let device = qmp::device_add::new("virtio-blk-pci", Some("device0".to_owned()), None, []);
    vm.execute(&device)?;
    vm.execute(&qmp::cont {})?;
    vm.execute(&qmp::device_del { id: "device0".into() })?;
    vm.execute(&qmp::blockdev_del { node_name: "disk0".into() })?;
    Ok(())
}
