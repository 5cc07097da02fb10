//! The sections of the report, in order: each asks the machine and shows what
//! it answers.

mod pci;

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use qapi::{Client, Error, Timestamp, wait};

pub(crate) use self::pci::pci_topology;
use crate::report::{Report, size, yes_or_no};
use crate::{Result, qmp};

pub(crate) fn version(report: &mut Report<impl Write>, vm: &Client) -> Result<()> {
    let version = qmp::query_version(vm)?;
    let qemu = &version.qemu;
    let commands = qmp::query_commands(vm)?;
    let kvm = qmp::query_kvm(vm)?;

    report.heading("Version")?;
    report.pairs(&[
        (
            "release",
            format!("{}.{}.{}", qemu.major, qemu.minor, qemu.micro),
        ),
        ("package", or_none(version.package.trim())),
        ("commands", commands.len().to_string()),
        ("KVM in use", yes_or_no(kvm.enabled)),
    ])?;
    Ok(())
}

pub(crate) fn status(report: &mut Report<impl Write>, vm: &Client) -> Result<()> {
    let name = qmp::query_name(vm)?;
    let status = qmp::query_status(vm)?;
    // States that came after the schema are values as well, not errors.
    let meaning = match &status.status {
        qmp::RunState::Prelaunch => "waits for its first `cont`",
        qmp::RunState::Paused => "halted by `stop`",
        qmp::RunState::Running => "executes guest code",
        qmp::RunState::Unrecognized(_) => "a state that the schema does not know",
        _ => "halted",
    };

    report.heading("Status")?;
    report.pairs(&[
        ("name", or_none(name.name.as_deref().unwrap_or_default())),
        ("running", yes_or_no(status.running)),
        ("state", format!("{}: {meaning}", status.status)),
    ])?;
    Ok(())
}

pub(crate) fn block_devices(report: &mut Report<impl Write>, vm: &Client) -> Result<()> {
    let drives = qmp::query_block(vm)?;
    let rows: Vec<_> = drives.iter().map(drive_row).collect();

    report.heading("Block devices")?;
    report.table(["drive", "removable", "driver", "access", "image"], &rows)?;
    Ok(())
}

fn drive_row(drive: &qmp::BlockInfo) -> [String; 5] {
    let (driver, access, image) = match &drive.inserted {
        Some(image) if image.ro => (image.drv.clone(), "read", image.file.clone()),
        Some(image) => (image.drv.clone(), "read, write", image.file.clone()),
        None => ("-".to_owned(), "-", "(empty)".to_owned()),
    };
    [
        or_none(&drive.device),
        yes_or_no(drive.removable),
        driver,
        access.to_owned(),
        image,
    ]
}

/// Takes a snapshot into `folder`, or else beside the image.
pub(crate) fn snapshot(
    report: &mut Report<impl Write>,
    vm: &Client,
    folder: Option<&Path>,
) -> Result<()> {
    report.heading("Snapshot, by a transaction")?;
    let Some((device, image)) = writable_drive(vm)? else {
        report.line("left out: no drive with a name can be written")?;
        return Ok(());
    };
    let overlay = match folder {
        Some(folder) => folder.join("snapshot.qcow2").display().to_string(),
        None => format!("{image}.tour-{}.qcow2", std::process::id()),
    };

    // Any number of drives could be named here: all succeed, or none is changed.
    let action = qmp::BlockdevSnapshot::new(&device, &overlay)
        .format("qcow2")
        .mode(qmp::NewImageMode::AbsolutePaths);
    qmp::transaction(vm, &qmp::Transaction::new([action.into()]))?;

    let drives = qmp::query_block(vm)?;
    let drive = drives.into_iter().find(|drive| drive.device == device);
    let inserted = drive.and_then(|drive| drive.inserted);
    let inserted = inserted.ok_or("the drive is empty after its snapshot")?;
    report.pairs(&[
        ("drive", device),
        ("writes to", inserted.file),
        (
            "backed by",
            or_none(inserted.backing_file.as_deref().unwrap_or_default()),
        ),
    ])?;
    Ok(())
}

/// The first drive with a name that holds a writable image, and that image.
fn writable_drive(vm: &Client) -> Result<Option<(String, String)>> {
    let drives = qmp::query_block(vm)?;
    let mut named = drives.into_iter().filter(|drive| !drive.device.is_empty());
    let drive = named.find_map(|drive| {
        let image = drive.inserted.filter(|image| !image.ro)?;
        Some((drive.device, image.file))
    });
    Ok(drive)
}

pub(crate) fn human_monitor(report: &mut Report<impl Write>, vm: &Client) -> Result<()> {
    let command = "info memory_size_summary";
    let text = qmp::human_monitor_command(vm, &qmp::HumanMonitorCommand::new(command))?;

    report.heading(&format!("The human monitor's `{command}`"))?;
    for line in text.lines() {
        report.line(line)?;
    }
    Ok(())
}

pub(crate) fn object_model(report: &mut Report<impl Write>, vm: &Client) -> Result<()> {
    const PATH: &str = "/machine";
    let properties = qmp::qom_list(vm, &qmp::QomList::new(PATH))?;

    report.heading("Objects that the machine is composed of")?;
    let children: Vec<_> = properties
        .iter()
        .filter(|property| property.r#type.starts_with("child<"))
        .map(|property| [property.name.clone(), property.r#type.clone()])
        .collect();
    report.table(["name", "type"], &children)?;

    report.heading("Properties of the machine")?;
    let mut rows = Vec::new();
    for property in &properties {
        if ["bool", "string"].contains(&property.r#type.as_str()) && rows.len() < 8 {
            // The schema leaves the type open, so this is any JSON value.
            let value = qmp::qom_get(vm, &qmp::QomGet::new(PATH, &property.name));
            let value = value.map_or_else(|error| error.to_string(), |value| value.to_string());
            rows.push([property.name.clone(), value]);
        }
    }
    report.table(["name", "value"], &rows)?;
    Ok(())
}

pub(crate) fn an_error(report: &mut Report<impl Write>, vm: &Client) -> Result<()> {
    report.heading("An error: the balloon of a machine that has none")?;
    match qmp::query_balloon(vm) {
        Ok(balloon) => {
            let actual = size(balloon.actual);
            report.line(&format!("no error: this machine has one, at {actual}"))?;
        }
        Err(Error::Server(error)) => report.pairs(&[
            ("class", error.class.to_string()),
            ("text", error.desc.clone()),
        ])?,
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

pub(crate) fn quit(report: &mut Report<impl Write>, vm: &Client) -> Result<()> {
    // It listens before the command is sent, so it can't miss the event.
    let mut off = vm.watch(wait::shutdown());
    qmp::quit(vm)?;
    let event = off.wait(Duration::from_secs(10))?;

    report.heading("Quit")?;
    report.pairs(&[
        ("event", event.name),
        ("data", event.data.to_string()),
        ("time", time_of_day(event.timestamp)),
    ])?;
    Ok(())
}

fn time_of_day(timestamp: Timestamp) -> String {
    if timestamp == Timestamp::UNKNOWN {
        return "unknown".to_owned();
    }
    let (minutes, second) = (timestamp.seconds / 60, timestamp.seconds % 60);
    let (hour, minute) = (minutes / 60 % 24, minutes % 60);
    let microsecond = timestamp.microseconds;
    format!("{hour:02}:{minute:02}:{second:02}.{microsecond:06} UTC")
}

fn or_none(text: &str) -> String {
    if text.is_empty() { "(none)" } else { text }.to_owned()
}
