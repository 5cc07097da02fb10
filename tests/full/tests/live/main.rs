//! A running QEMU of one release, through the schemas of another one.
//!
//! There is nothing to test where `QEMU_SRC` is not set at build time; where
//! a program is not installed, the tests say so, and with
//! `QAPI_REQUIRE_LIVE=1` they fail.

#![cfg(all(qemu_src, unix))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers outside of test functions fail the test just as these do"
)]

mod daemon;
mod guest;
mod monitor;
mod queries;
#[path = "../../../support/mod.rs"]
mod support;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use qapi::{Client, ClientBuilder};
use tempfile::TempDir;

/// A program by its name, or a word about the test that can't run without it.
fn installed(program: &str, test: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&folders).chain(["/usr/sbin".into()]);
    let found = folders
        .map(|folder| folder.join(program))
        .find(|program| program.is_file());
    if found.is_none() {
        let required = std::env::var_os("QAPI_REQUIRE_LIVE").is_some_and(|value| value == "1");
        assert!(!required, "{program} is not installed");
        let message = format!("SKIPPED {test}: {program} is not installed\n");
        let _ = std::io::stderr().write_all(message.as_bytes());
    }
    found
}

/// An image of a disk, made with `qemu-img`.
fn create_image(path: &std::path::Path, size: &str) {
    let status = Command::new("qemu-img")
        .args(["create", "-q", "-f", "qcow2"])
        .arg(path)
        .arg(size)
        .status();
    assert!(status.unwrap().success());
}

/// A process with a socket, which ends with this value.
struct Server {
    client: Client,
    process: Child,
    folder: TempDir,
}

impl Server {
    /// Starts a program in a folder of its own, where it listens on `socket`.
    fn start(mut command: Command, folder: TempDir, builder: impl Fn() -> ClientBuilder) -> Self {
        let mut process = command
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let start = Instant::now();
        let client = loop {
            let connected = builder()
                .timeout(support::PATIENCE)
                .connect(folder.path().join("socket"));
            match connected {
                Ok(client) => break client,
                Err(error) => {
                    let ended = process.try_wait().unwrap();
                    if ended.is_some() || start.elapsed() > support::PATIENCE {
                        let _ = process.kill();
                        let _ = process.wait();
                        panic!("{error}; {ended:?}");
                    }
                }
            }
            std::thread::yield_now();
        };
        Self {
            client,
            process,
            folder,
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
