mod qmp {
    qapi::include_qapi!("../../schema/qapi-schema.json");
}

// The module compiles with the strictest lints that a user may set.
fn main() {
    let names: Vec<&str> = qmp::RunState::VALUES.iter().map(qmp::RunState::as_str).collect();
    assert!(names.contains(&"paused"));
}
