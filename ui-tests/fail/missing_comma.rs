mod qmp {
    qapi::include_qapi!("missing_comma.json");
}

fn main() {}
