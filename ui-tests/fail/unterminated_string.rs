mod qmp {
    qapi::include_qapi!("unterminated_string.json");
}

fn main() {}
