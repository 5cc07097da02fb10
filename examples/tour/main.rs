//! A tour of a virtual machine through the typed interface that
//! `include_qapi!` makes of a schema: `cargo run --example tour -- --help`.
//!
//! The calls are in `sections.rs`, starting QEMU and connecting to it in
//! `machine.rs`, and what a test can put in QEMU's place in `stand_in.rs`.

mod arguments;
mod machine;
mod report;
mod sections;
mod stand_in;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use crate::arguments::{Arguments, HELP};
use crate::machine::Machine;
use crate::report::Report;

/// Everything in here comes from the schema: a struct, an enum or a union for
/// each type, and a function for each command.
///
/// QEMU 9 and later no longer send `singlestep`, so it must not be mandatory.
mod qmp {
    qapi::include_qapi!("schema/qapi-schema.json", optional: ["StatusInfo.singlestep"]);
}

type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where even this fails there is nobody left to tell.
            let _ = writeln!(io::stderr(), "tour: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let arguments = Arguments::parse(std::env::args_os().skip(1))?;
    if arguments.help {
        io::stdout().write_all(HELP.as_bytes())?;
        return Ok(());
    }
    let mut machine = Machine::find(&arguments)?;
    let mut report = Report::new(io::stdout().lock());
    report.title(&machine.description())?;

    let vm = machine.client();
    sections::version(&mut report, vm)?;
    sections::status(&mut report, vm)?;
    sections::block_devices(&mut report, vm)?;
    sections::pci_topology(&mut report, vm)?;
    if machine.may_be_changed() {
        sections::snapshot(&mut report, vm, machine.folder())?;
    }
    sections::human_monitor(&mut report, vm)?;
    sections::object_model(&mut report, vm)?;
    sections::an_error(&mut report, vm)?;
    if machine.may_be_changed() {
        sections::quit(&mut report, vm)?;
        machine.wait()?;
    } else {
        report.heading("Left out")?;
        report.line("the snapshot and quit: they change the machine; see --destructive")?;
    }
    Ok(())
}
