mod qmp {
    qapi::include_qapi!("../../schema/qapi-schema.json");
}

fn main() -> qapi::Result<()> {
    let vm = qapi::Client::connect("/run/vm.qmp")?;
    qmp::query_state(&vm)?;
    Ok(())
}
