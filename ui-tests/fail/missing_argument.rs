mod qmp {
    qapi::include_qapi!("../../schema/qapi-schema.json");
}

fn main() -> qapi::Result<()> {
    let vm = qapi::Client::connect("/run/vm.qmp")?;
    qmp::eject(&vm)?;
    qmp::block_resize(&vm, &qmp::BlockResize::new("ide0-hd0"))
}
