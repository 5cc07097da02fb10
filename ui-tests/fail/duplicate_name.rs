mod qmp {
    qapi::include_qapi!("duplicate_name.json");
}

fn main() {}
