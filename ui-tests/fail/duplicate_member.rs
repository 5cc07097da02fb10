mod qmp {
    qapi::include_qapi!("duplicate_member.json");
}

fn main() {}
