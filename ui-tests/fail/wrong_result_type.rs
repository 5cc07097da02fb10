mod qmp {
    qapi::include_qapi!("../../schema/qapi-schema.json");
}

fn main() -> qapi::Result<()> {
    let vm = qapi::Client::connect("/run/vm.qmp")?;
    let running: bool = qmp::query_status(&vm)?;
    println!("{}", running);
    Ok(())
}
