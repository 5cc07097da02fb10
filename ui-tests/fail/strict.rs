mod lenient {
    qapi::include_qapi!("strict.json");
}

mod strict {
    qapi::include_qapi!("strict.json", strict);
}

fn main() {}
