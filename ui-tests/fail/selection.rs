//! What is selected must be there; what is not selected is not.

mod no_such_command {
    qapi::include_qapi!("../../tests/golden/current.json", commands: ["count", "cuont", "other"]);
}

mod no_such_event {
    qapi::include_qapi!("../../tests/golden/current.json", events: ["SPEED_CHANGE", "RESET"]);
}

mod an_event_is_no_command {
    qapi::include_qapi!("../../tests/golden/current.json", commands: ["RESET"]);
}

mod no_member_of_a_union {
    qapi::include_qapi!("../../tests/golden/current.json", optional: ["Shape.radius"]);
}

mod the_discriminator_stays {
    qapi::include_qapi!("../../tests/golden/current.json", optional: ["Shape.shape"]);
}

mod no_member_of_an_enum {
    qapi::include_qapi!("../../tests/golden/current.json", optional: ["Speed.turbo", "Shape"]);
}

mod no_list {
    qapi::include_qapi!("../../tests/golden/current.json", commands: "count");
}

mod no_string {
    qapi::include_qapi!("../../tests/golden/current.json", events: [RESET]);
}

mod strict_has_no_value {
    qapi::include_qapi!("../../tests/golden/current.json", strict: true);
}

fn main() {}
