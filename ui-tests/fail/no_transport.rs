mod qmp {
    qapi::include_qapi!("../../schema/qapi-schema.json");
}

fn main() {
    let _ = qmp::query_status("/run/vm.qmp");
}
