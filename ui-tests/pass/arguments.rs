mod other_path {
    pub use qapi as renamed;
}

mod qmp {
    qapi::include_qapi!(
        "../../schema/qapi-schema.json",
        crate = crate::other_path::renamed,
        optional: ["StatusInfo.singlestep", "VersionInfoQemu.micro"],
    );
}

fn main() {
    let status = qmp::StatusInfo::new(true, qmp::RunState::Running);
    assert_eq!(status.singlestep, None);
    let version = qmp::VersionInfoQemu::new(7, 2);
    assert_eq!(version.micro, None);
}
