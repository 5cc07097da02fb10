mod qmp {
    qapi::include_qapi!("../../schema/qapi-schema.json");
}

fn main() -> qapi::Result<()> {
    let vm = qapi::Client::connect("/run/vm.qmp")?;
    let eject = qmp::Eject::new("ide1-cd0").force("yes");
    qmp::block_resize(&vm, &eject)
}
