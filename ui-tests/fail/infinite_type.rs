mod qmp {
    qapi::include_qapi!("infinite_type.json");
}

fn main() {}
