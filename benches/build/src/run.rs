//! Runs cargo, and knows what it cost: all together, and each crate.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use serde::{Deserialize, Serialize};
use wait4::Wait4;

/// Where this program, as the wrapper around rustc, notes what a crate cost.
const LOG: &str = "BENCH_RUSTC_LOG";

/// What a run cost.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Cost {
    /// Seconds on the wall.
    pub wall: f64,
    /// Seconds of the processor, user's and system's.
    pub cpu: f64,
    /// The most memory that a process had, in MB.
    pub memory: f64,
}

impl Cost {
    /// One after the other.
    #[must_use]
    pub fn then(self, other: Self) -> Self {
        Self {
            wall: self.wall + other.wall,
            cpu: self.cpu + other.cpu,
            memory: self.memory.max(other.memory),
        }
    }
}

/// What a run of cargo cost.
pub struct Run {
    /// The whole tree of processes.
    pub total: Cost,
    /// Each rustc, by the name of its crate.
    pub crates: Vec<(String, Cost)>,
}

impl Run {
    /// These crates alone.
    #[must_use]
    pub fn of(&self, names: &[&str]) -> Cost {
        let costs: Vec<Cost> = self
            .crates
            .iter()
            .filter(|(name, _)| names.contains(&name.as_str()))
            .map(|(_, cost)| *cost)
            .collect();
        assert!(!costs.is_empty(), "none of {names:?} was compiled");
        costs.into_iter().fold(Cost::default(), Cost::then)
    }
}

/// Runs cargo in this folder, whose `target` it uses. Nothing is incremental.
pub fn cargo(folder: &Path, arguments: &[&str]) -> Run {
    let log = folder.join("rustc.log");
    let _ = fs::remove_file(&log);
    let mut command = Command::new(env!("CARGO"));
    command
        .args(arguments)
        .arg("--offline")
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTC_WRAPPER", std::env::current_exe().unwrap())
        .env(LOG, &log)
        .env_remove("RUSTFLAGS");
    let (total, good) = measure(command.stdout(Stdio::null()).stderr(Stdio::piped()));
    assert!(good, "cargo {arguments:?} in {}", folder.display());
    let log = fs::read_to_string(&log).unwrap_or_default();
    let crates = log.lines().map(|line| serde_json::from_str(line).unwrap());
    Run {
        total,
        crates: crates.collect(),
    }
}

/// Where cargo started this program in front of rustc, it runs that, notes
/// what it cost, and does not come back.
pub fn wrap() {
    let Some(log) = std::env::var_os(LOG) else {
        return;
    };
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let mut command = Command::new(&arguments[0]);
    let (cost, good) = measure(command.args(&arguments[1..]));
    let mut names = arguments.iter().skip_while(|it| *it != "--crate-name");
    if let Some(name) = names.nth(1).filter(|name| *name != "___") {
        let line = serde_json::to_string(&(name.to_string_lossy(), cost)).unwrap();
        let mut log = OpenOptions::new()
            .create(true)
            .append(true)
            .open(log)
            .unwrap();
        writeln!(log, "{line}").unwrap();
    }
    std::process::exit(i32::from(!good));
}

fn measure(command: &mut Command) -> (Cost, bool) {
    let start = Instant::now();
    let mut child = command.spawn().unwrap();
    // What it complains about is shown if it fails, and small enough for a pipe
    // only while somebody reads.
    let complaints = child.stderr.take().map(|mut pipe| {
        std::thread::spawn(move || std::io::read_to_string(&mut pipe).unwrap_or_default())
    });
    let end = child.wait4().unwrap();
    let wall = start.elapsed().as_secs_f64();
    if let Some(complaints) = complaints.map(|thread| thread.join().unwrap())
        && !end.status.success()
    {
        eprintln!("{complaints}");
    }
    let cost = Cost {
        wall,
        cpu: (end.rusage.utime + end.rusage.stime).as_secs_f64(),
        memory: end.rusage.maxrss as f64 / 1e6,
    };
    (cost, end.status.success())
}
