#![deny(deprecated)]

mod current {
    qapi::include_qapi!("../../tests/golden/current.json");
}

fn main() -> qapi::Result<()> {
    let vm = qapi::Client::connect("/run/vm.qmp")?;
    current::old_reset(&vm)?;
    let _ = current::Featured::new(true).old("member");
    let _ = current::Speed::Legacy;
    Ok(())
}
