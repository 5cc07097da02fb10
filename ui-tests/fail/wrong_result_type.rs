mod machine {
    qapi::include_qapi!("machine.json");
}

fn main() -> qapi::Result<()> {
    let vm = qapi::Client::connect("/run/vm.qmp")?;
    let paused: bool = machine::query_machine_state(&vm)?;
    println!("{}", paused);
    Ok(())
}
