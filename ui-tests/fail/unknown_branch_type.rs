mod qmp {
    qapi::include_qapi!("unknown_branch_type.json");
}

fn main() {}
