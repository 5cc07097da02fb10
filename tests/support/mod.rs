//! A QEMU process for a test.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use qapi::{Client, Event, Subscription};
use tempfile::TempDir;

const PROGRAM: &str = "qemu-system-x86_64";

/// Long enough for the slowest machine, and never waited for in full.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// QEMU's program, or a word about the test that can't run without it.
///
/// # Panics
///
/// There is none, and `QAPI_REQUIRE_LIVE=1` says that there must be.
pub(crate) fn program(test: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let program = std::env::split_paths(&folders)
        .map(|folder| folder.join(PROGRAM))
        .find(|program| program.is_file());
    if program.is_none() {
        let required = std::env::var_os("QAPI_REQUIRE_LIVE").is_some_and(|value| value == "1");
        assert!(!required, "{PROGRAM} is not on PATH");
        // Not by `eprintln!`, whose output is not shown for a test that passes.
        let message = format!("SKIPPED {test}: {PROGRAM} is not on PATH\n");
        let _ = io::stderr().write_all(message.as_bytes());
    }
    program
}

/// What a QEMU is started with. It runs in a folder of its own, so relative
/// paths in options and commands are files there.
pub(crate) struct Setup {
    command: Command,
    folder: TempDir,
}

impl Setup {
    /// An i440FX machine that is not started, without default devices.
    pub(crate) fn new(program: &Path) -> Self {
        let folder = TempDir::new().unwrap();
        let mut command = Command::new(program);
        command
            .current_dir(folder.path())
            .args(["-M", "pc", "-accel", "tcg", "-S", "-m", "64"])
            .args(["-nodefaults", "-display", "none"])
            .args(["-qmp", "unix:qmp,server=on,wait=off"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(folder.path().join("log")).unwrap());
        Self { command, folder }
    }

    /// Adds options, separated by spaces.
    pub(crate) fn with(mut self, options: &str) -> Self {
        self.command.args(options.split_whitespace());
        self
    }

    /// Puts a file into QEMU's folder.
    pub(crate) fn file(self, name: &str, content: &[u8]) -> Self {
        fs::write(self.folder.path().join(name), content).unwrap();
        self
    }

    /// Adds an empty disk with a raw image of this many bytes: `NAME.raw`.
    pub(crate) fn disk(self, name: &str, size: u64) -> Self {
        let image = format!("{name}.raw");
        let file = File::create(self.folder.path().join(&image)).unwrap();
        file.set_len(size).unwrap();
        self.with(&format!(
            "-drive id={name},file={image},format=raw,if=virtio"
        ))
    }

    pub(crate) fn start(mut self) -> Qemu {
        let mut process = self.command.spawn().unwrap();
        let socket = self.folder.path().join("qmp");
        let start = Instant::now();
        let client = loop {
            let error = match Client::builder().timeout(PATIENCE).connect(&socket) {
                Ok(client) => break client,
                Err(error) => error,
            };
            // Whatever stops this loop, the process must not stay behind.
            let ended = process.try_wait().unwrap();
            if ended.is_some() || start.elapsed() > PATIENCE {
                let _ = process.kill();
                let _ = process.wait();
                let log = fs::read_to_string(self.folder.path().join("log"));
                panic!("no QEMU to talk to: {error}; {ended:?}; {log:?}");
            }
            thread::sleep(Duration::from_millis(5));
        };
        Qemu {
            events: RefCell::new(client.events()),
            client,
            process,
            folder: self.folder,
        }
    }
}

/// A running QEMU, which ends with this value.
pub(crate) struct Qemu {
    client: Client,
    /// All events since the start.
    events: RefCell<Subscription>,
    process: Child,
    folder: TempDir,
}

impl Qemu {
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Where a file of QEMU's folder is for us.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Waits for an event; others before it are skipped.
    pub(crate) fn wait_for(&self, name: &str) -> Event {
        let mut events = self.events.borrow_mut();
        let mut events = events.within(PATIENCE).map(Result::unwrap);
        match events.find(|event| event.name == name) {
            Some(event) => event,
            None => panic!("no event {name} within {PATIENCE:?}"),
        }
    }

    /// Waits until the process has ended by itself.
    pub(crate) fn wait(mut self) -> ExitStatus {
        poll("the end of QEMU", || self.process.try_wait().unwrap())
    }
}

impl Drop for Qemu {
    fn drop(&mut self) {
        // Both fail where it has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Asks until there is an answer.
pub(crate) fn poll<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(start.elapsed() < PATIENCE, "no {what} within {PATIENCE:?}");
        thread::sleep(Duration::from_millis(5));
    }
}
