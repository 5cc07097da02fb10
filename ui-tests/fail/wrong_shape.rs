mod qmp {
    qapi::include_qapi!("wrong_shape.json");
}

fn main() {}
