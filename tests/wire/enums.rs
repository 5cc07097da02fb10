//! The schema's enums, and values that came after it.

use std::collections::HashSet;
use std::fmt::Debug;
use std::hash::Hash;

use qapi::json;
use qapi::wire::Wire;

use crate::qmp::*;

pub(crate) const NAMES: &[&str] = &["RunState", "BlockDeviceIoStatus", "NewImageMode"];

#[test]
fn run_state() {
    let values = [
        (RunState::Debug, "debug"),
        (RunState::Inmigrate, "inmigrate"),
        (RunState::InternalError, "internal-error"),
        (RunState::IoError, "io-error"),
        (RunState::Paused, "paused"),
        (RunState::Postmigrate, "postmigrate"),
        (RunState::Prelaunch, "prelaunch"),
        (RunState::FinishMigrate, "finish-migrate"),
        (RunState::RestoreVm, "restore-vm"),
        (RunState::Running, "running"),
        (RunState::SaveVm, "save-vm"),
        (RunState::Shutdown, "shutdown"),
        (RunState::Watchdog, "watchdog"),
    ];
    check(&values, RunState::VALUES, RunState::as_str);
    assert_eq!("io-error".parse::<RunState>(), Ok(RunState::IoError));
    assert_eq!(format!("{:>8}|", RunState::Paused), "  paused|");

    let newer: RunState = "guest-panicked".into();
    assert!(matches!(&newer, RunState::Unrecognized(name) if name.as_str() == "guest-panicked"));
    assert_eq!(newer.to_string(), "guest-panicked");
}

#[test]
fn block_device_io_status() {
    let values = [
        (BlockDeviceIoStatus::Ok, "ok"),
        (BlockDeviceIoStatus::Failed, "failed"),
        (BlockDeviceIoStatus::Nospace, "nospace"),
    ];
    check(
        &values,
        BlockDeviceIoStatus::VALUES,
        BlockDeviceIoStatus::as_str,
    );
}

#[test]
fn new_image_mode() {
    let values = [
        (NewImageMode::Existing, "existing"),
        (NewImageMode::AbsolutePaths, "absolute-paths"),
    ];
    check(&values, NewImageMode::VALUES, NewImageMode::as_str);
}

#[test]
fn a_struct_with_a_newer_value_survives() {
    let text = r#"{"running":false,"singlestep":false,"status":"suspended"}"#;
    let status: StatusInfo = serde_json::from_str(text).unwrap();
    assert_eq!(status.status.as_str(), "suspended");
    assert_eq!(serde_json::to_string(&status.clone()).unwrap(), text);
}

/// What holds for every enum. The pairs are its values in the schema's order.
fn check<E>(pairs: &[(E, &str)], all: &[E], as_str: fn(&E) -> &str)
where
    E: Wire + Clone + Eq + Hash + Debug + for<'a> From<&'a str>,
{
    let values: Vec<_> = pairs.iter().map(|(value, _)| value.clone()).collect();
    assert_eq!(all, values);
    for (value, name) in pairs {
        assert_eq!(as_str(value), *name);
        assert_eq!(E::from(name), *value);
        let text = format!("\"{name}\"");
        assert_eq!(json::to_string(value), text);
        assert_eq!(json::from_str::<E>(&text).unwrap(), *value);
    }
    let distinct: HashSet<_> = values.iter().cloned().collect();
    assert_eq!(distinct.len(), pairs.len());

    // Among them names that differ from known ones in case or by a dash.
    let known = pairs[0].1;
    for name in ["x-new", "", "a\"b\\", "ünïcode", &known.to_uppercase()] {
        let text = serde_json::to_string(name).unwrap();
        let value: E = json::from_str(&text).unwrap();
        assert_eq!(as_str(&value), name);
        assert_eq!(json::to_string(&value), text);
        assert_eq!(value.clone(), value);
        assert!(!distinct.contains(&value));
    }
    for text in ["1", "null", "true", "[]", "{}", "[\"x\"]"] {
        assert!(json::from_str::<E>(text).is_err(), "{text}");
    }
}
