//! The machine that is visited: one of our own, somebody else's, or a stand-in.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use qapi::Client;
use qapi::testing::Peer;
use tempfile::TempDir;

use crate::arguments::Arguments;
use crate::{Result, stand_in};

const QEMU: &str = "qemu-system-x86_64";

/// How long QEMU may take to start, and to end.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long one command may take.
const CALL_TIMEOUT: Duration = Duration::from_secs(30);

pub(crate) struct Machine {
    client: Client,
    host: Host,
}

enum Host {
    /// Started for this tour.
    Own(Qemu),
    /// Answers in QEMU's place.
    StandIn { _peer: Peer },
    /// Reached through `--connect`.
    Foreign { socket: PathBuf, destructive: bool },
}

impl Machine {
    pub(crate) fn find(arguments: &Arguments) -> Result<Self> {
        if let Some(socket) = &arguments.connect {
            let client = connect(socket)
                .map_err(|error| format!("no QMP server at {}: {error}", socket.display()))?;
            let host = Host::Foreign {
                socket: socket.clone(),
                destructive: arguments.destructive,
            };
            return Ok(Self { client, host });
        }
        match find_on_path(QEMU) {
            Some(program) if !arguments.stand_in => {
                let (qemu, client) = Qemu::start(&program)?;
                let host = Host::Own(qemu);
                Ok(Self { client, host })
            }
            _ => {
                let peer = stand_in::start()?;
                let client = connect(peer.path())?;
                let host = Host::StandIn { _peer: peer };
                Ok(Self { client, host })
            }
        }
    }

    pub(crate) fn description(&self) -> String {
        let version = &self.client.greeting().version;
        match &self.host {
            Host::Own(_) => format!("QEMU {version}, started for this tour"),
            Host::StandIn { .. } => {
                "A stand-in in this process: the answers are made up, no QEMU runs".to_owned()
            }
            Host::Foreign { socket, .. } => format!("QEMU {version} at {}", socket.display()),
        }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Whether the tour may snapshot its drives and end it.
    pub(crate) fn may_be_changed(&self) -> bool {
        match self.host {
            Host::Own(_) | Host::StandIn { .. } => true,
            Host::Foreign { destructive, .. } => destructive,
        }
    }

    /// The folder that new files belong in, where the machine is our own.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match &self.host {
            Host::Own(qemu) => Some(qemu.folder.path()),
            _ => None,
        }
    }

    /// Waits until our own machine has ended by itself.
    pub(crate) fn wait(&mut self) -> Result<()> {
        match &mut self.host {
            Host::Own(qemu) => qemu.wait(),
            _ => Ok(()),
        }
    }
}

/// A QEMU process and its folder; both are gone when this is.
struct Qemu {
    process: Child,
    folder: TempDir,
}

impl Qemu {
    fn start(program: &Path) -> Result<(Self, Client)> {
        let folder = tempfile::Builder::new().prefix("qapi-tour-").tempdir()?;
        let (image, format) = make_disk(folder.path())?;
        let socket = folder.path().join("qmp");
        // Warnings would run through the report.
        let log = File::create(folder.path().join("log"))?;
        let process = Command::new(program)
            .args(["-M", "pc", "-accel", "tcg", "-S", "-display", "none"])
            .args(["-nodefaults", "-name", "tour", "-device", "VGA"])
            .arg("-drive")
            .arg(option(
                &format!("id=disk0,if=ide,format={format},file="),
                &image,
            ))
            .args(["-drive", "id=cd0,if=ide,media=cdrom"])
            .args(["-device", "pci-bridge,chassis_nr=1"])
            .arg("-qmp")
            .arg(format!("{},server=on,wait=off", option("unix:", &socket)))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .map_err(|error| format!("{} does not start: {error}", program.display()))?;
        let mut qemu = Self { process, folder };
        let client = qemu.connect(&socket)?;
        Ok((qemu, client))
    }

    /// Tries until QEMU listens. The error of a QEMU that ended is its own.
    fn connect(&mut self, socket: &Path) -> Result<Client> {
        let start = Instant::now();
        loop {
            let error = match connect(socket) {
                Ok(client) => return Ok(client),
                Err(error) => error,
            };
            if let Some(status) = self.process.try_wait()? {
                let log = fs::read_to_string(self.folder.path().join("log"))?;
                return Err(format!("QEMU ended at once ({status}): {}", log.trim()).into());
            }
            if start.elapsed() > PATIENCE {
                return Err(format!("QEMU does not answer: {error}").into());
            }
            thread::sleep(Duration::from_millis(10));
        }
    }

    fn wait(&mut self) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            match self.process.try_wait()? {
                Some(status) if status.success() => return Ok(()),
                Some(status) => return Err(format!("QEMU ended with {status}").into()),
                None => thread::sleep(Duration::from_millis(10)),
            }
        }
        Err("QEMU does not end".into())
    }
}

impl Drop for Qemu {
    fn drop(&mut self) {
        // It has ended already, unless the tour broke off.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn connect(socket: &Path) -> qapi::Result<Client> {
    Client::builder().timeout(CALL_TIMEOUT).connect(socket)
}

/// Makes a disk of 64 MiB: qcow2 where its tool is installed, else raw.
fn make_disk(folder: &Path) -> Result<(PathBuf, &'static str)> {
    const SIZE: u64 = 64 << 20;
    if let Some(program) = find_on_path("qemu-img") {
        let image = folder.join("disk.qcow2");
        let output = Command::new(program)
            .args(["create", "-q", "-f", "qcow2"])
            .arg(&image)
            .arg(SIZE.to_string())
            .output()?;
        if output.status.success() {
            return Ok((image, "qcow2"));
        }
        let message = String::from_utf8_lossy(&output.stderr);
        return Err(format!("qemu-img: {}", message.trim()).into());
    }
    let image = folder.join("disk.raw");
    File::create(&image)?.set_len(SIZE)?;
    Ok((image, "raw"))
}

/// An option of QEMU's that ends in a path, in which commas are doubled.
fn option(start: &str, path: &Path) -> String {
    format!("{start}{}", path.display().to_string().replace(',', ",,"))
}

fn find_on_path(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders)
        .filter(|folder| folder != OsStr::new(""))
        .map(|folder| folder.join(program))
        .find(|candidate| is_executable(candidate).unwrap_or(false))
}

fn is_executable(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;

    let metadata = fs::metadata(path)?;
    Ok(metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}
