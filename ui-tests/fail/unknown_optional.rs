mod no_such_member {
    qapi::include_qapi!("../../schema/qapi-schema.json", optional: ["StatusInfo.singelstep"]);
}

mod no_such_type {
    qapi::include_qapi!("../../schema/qapi-schema.json", optional: ["Status.singlestep"]);
}

fn main() {}
