mod qmp {
    qapi::include_qapi!("unknown_key.json");
}

fn main() {}
