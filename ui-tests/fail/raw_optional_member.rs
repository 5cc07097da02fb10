mod qmp {
    qapi::include_qapi!("../../schema/qapi-schema.json");
}

fn main() {
    let mut snapshot = qmp::BlockdevSnapshot::new("ide0-hd0", "/tmp/snapshot.qcow2");
    snapshot.format = "qcow2".to_owned();
}
