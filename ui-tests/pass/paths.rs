mod beside_the_source {
    qapi::include_qapi!("paths.json");
}

mod assembled {
    qapi::include_qapi!(concat!("path", "s", ".json"));
}

fn main() {
    let _: beside_the_source::Shape = "square".into();
    let _: assembled::Shape = "square".into();
}
