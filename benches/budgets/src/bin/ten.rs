//! A program with the whole bundled schema that uses ten of its commands.

use std::env::args;

#[allow(dead_code, deprecated)]
mod qmp {
    qapi::include_qapi!("../../schema/qapi-schema.json");
}

fn main() -> qapi::Result<()> {
    let vm = qapi::Client::connect(args().nth(1).unwrap_or_default())?;
    println!("{:?}", qmp::query_version(&vm)?);
    println!("{:?}", qmp::query_status(&vm)?.status);
    println!("{:?}", qmp::query_name(&vm)?);
    for device in qmp::query_block(&vm)? {
        println!("{} {:?}", device.device, device.inserted.map(|it| it.file));
    }
    for device in qmp::query_blockstats(&vm)? {
        println!("{:?} {}", device.device, device.stats.rd_bytes);
    }
    for device in qmp::query_chardev(&vm)? {
        println!("{} {}", device.label, device.filename);
    }
    qmp::stop(&vm)?;
    qmp::eject(&vm, &qmp::Eject::new("cd0"))?;
    let snapshot = qmp::BlockdevSnapshot::new("disk0", "/tmp/snapshot.qcow2");
    qmp::transaction(&vm, &qmp::Transaction::new([snapshot.into()]))?;
    qmp::cont(&vm)
}
