mod qmp {
    qapi::include_qapi!("/no/such/schema.json");
}

fn main() {}
