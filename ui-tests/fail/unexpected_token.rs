mod qmp {
    qapi::include_qapi!("unexpected_token.json");
}

fn main() {}
