//! Displays over the network. VNC is in every usual build, SPICE is not.

use qapi::ErrorClass;

use crate::gone::assert_gone;
use crate::machine::{Stage, refused};
use crate::qmp;

pub(crate) fn vnc(stage: &Stage) {
    let plain = stage.start(stage.setup());
    assert_eq!(qmp::query_vnc(&plain).unwrap(), qmp::VncInfo::new(false));

    let vm = stage.start_with("-vnc unix:vnc,password=on");
    let info = qmp::query_vnc(&vm).unwrap();
    assert!(info.enabled);
    assert_eq!(info.family.as_deref(), Some("unix"));
    assert_eq!(info.auth.as_deref(), Some("vnc"));
    assert_eq!(info.clients, Some(Vec::new()));

    let change = qmp::ChangeVncPassword::new("secret");
    qmp::change_vnc_password(&vm, &change).unwrap();
    let password = qmp::SetPassword::new("vnc", "secret");
    qmp::set_password(&vm, &password).unwrap();
    qmp::set_password(&vm, &password.clone().connected("keep")).unwrap();
    let error = refused(qmp::set_password(&vm, &password.connected("disconnect")));
    assert_eq!(error.class, ErrorClass::GenericError);

    for time in ["now", "never", "+60", "2000000000"] {
        qmp::expire_password(&vm, &qmp::ExpirePassword::new("vnc", time)).unwrap();
    }
    let error = refused(qmp::expire_password(
        &vm,
        &qmp::ExpirePassword::new("telnet", "now"),
    ));
    assert!(error.desc.contains("telnet"), "{error}");
}

pub(crate) fn spice(stage: &Stage) {
    let vm = stage.start(stage.setup());
    let commands = qmp::query_commands(&vm).unwrap();
    if commands.iter().any(|it| it.name == "query-spice") {
        let info = qmp::query_spice(&vm).unwrap();
        assert!(!info.enabled);
        assert_eq!(info.channels, None);
    } else {
        assert_gone(qmp::query_spice(&vm), "query-spice");
    }
}
