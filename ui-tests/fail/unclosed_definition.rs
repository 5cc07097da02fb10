mod qmp {
    qapi::include_qapi!("unclosed_definition.json");
}

fn main() {}
