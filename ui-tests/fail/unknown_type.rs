mod qmp {
    qapi::include_qapi!("unknown_type.json");
}

fn main() {}
