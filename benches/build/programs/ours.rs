//! Ten commands, by this crate.

use std::env::args;

use QMP::qmp;

fn main() -> qapi::Result<()> {
    let vm = qapi::Client::connect(args().nth(1).unwrap_or_default())?;
    println!("{:?}", qmp::query_version(&vm)?);
    println!("{:?}", qmp::query_status(&vm)?.status);
    for device in qmp::query_block(&vm)? {
        println!("{} {:?}", device.device, device.inserted.map(|it| it.file));
    }
    for node in qmp::query_named_block_nodes(&vm, &qmp::QueryNamedBlockNodes::new())? {
        println!("{:?} {}", node.node_name, node.image.filename);
    }
    qmp::stop(&vm)?;
    let options = qmp::BlockdevOptions::new(qmp::BlockdevOptionsQcow2::new("file0"));
    qmp::blockdev_add(&vm, &options.node_name("disk0"))?;
    qmp::device_add(&vm, &qmp::DeviceAdd::new("virtio-blk-pci").id("device0"))?;
    qmp::cont(&vm)?;
    qmp::device_del(&vm, &qmp::DeviceDel::new("device0"))?;
    qmp::blockdev_del(&vm, &qmp::BlockdevDel::new("disk0"))
}
