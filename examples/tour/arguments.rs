//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::Result;

pub(crate) const HELP: &str = "\
Shows a virtual machine through the typed interface of a QAPI schema.

Usage: cargo run --example tour [-- OPTIONS]

Without options, the tour starts qemu-system-x86_64 with a disk of its own in
a temporary folder, and ends it. Where that is not installed, a stand-in in
this process answers instead.

Options:
  --connect SOCKET  visit the machine whose QMP Unix socket this is, and leave
                    it as it is: no snapshot, no quit
  --destructive     with --connect: also snapshot its first writable drive,
                    into a new file beside the image, and then quit it
  --stand-in        let the stand-in answer, even where QEMU is installed
  --help            show this
";

/// What the user asked for.
#[derive(Default)]
pub(crate) struct Arguments {
    pub(crate) help: bool,
    pub(crate) connect: Option<PathBuf>,
    pub(crate) destructive: bool,
    pub(crate) stand_in: bool,
}

impl Arguments {
    pub(crate) fn parse(mut words: impl Iterator<Item = OsString>) -> Result<Self> {
        let mut arguments = Self::default();
        while let Some(word) = words.next() {
            match word.to_str() {
                Some("--help" | "-h") => arguments.help = true,
                Some("--destructive") => arguments.destructive = true,
                Some("--stand-in") => arguments.stand_in = true,
                Some("--connect") => {
                    let socket = words.next().ok_or("--connect needs the path of a socket")?;
                    arguments.connect = Some(socket.into());
                }
                _ => return Err(format!("unknown argument {word:?}; see --help").into()),
            }
        }
        if arguments.destructive && arguments.connect.is_none() {
            return Err("--destructive is for --connect; see --help".into());
        }
        if arguments.stand_in && arguments.connect.is_some() {
            return Err("--stand-in and --connect exclude each other".into());
        }
        Ok(arguments)
    }
}
