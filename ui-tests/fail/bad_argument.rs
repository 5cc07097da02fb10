mod no_path {
    qapi::include_qapi!();
}

mod no_string {
    qapi::include_qapi!(schema);
}

mod unknown {
    qapi::include_qapi!("../../schema/qapi-schema.json", comands: ["query-name"]);
}

mod twice {
    qapi::include_qapi!("../../schema/qapi-schema.json", optional: [], optional: []);
}

mod no_such_variable {
    qapi::include_qapi!(concat!(env!("QAPI_TEST_NO_SUCH_VARIABLE"), "/qapi-schema.json"));
}

fn main() {}
