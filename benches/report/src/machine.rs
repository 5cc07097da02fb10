//! Where and with what it was measured.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// The machine and the versions, a line of Markdown each.
pub fn describe() -> String {
    let file = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let cpu = file("/proc/cpuinfo");
    let field = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name));
        let value = line.and_then(|line| line.split_once(':'));
        value.map_or("unknown".to_owned(), |(_, value)| value.trim().to_owned())
    };
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let load = file("/proc/loadavg");
    let load: Vec<&str> = load.split(' ').take(3).collect();
    let lines = [
        format!("{}, {processors} processors", field(&cpu, "model name")),
        format!("memory: {}", field(&file("/proc/meminfo"), "MemTotal")),
        format!("load at the end (1, 5 and 15 minutes): {}", load.join(", ")),
        format!("Linux {}", file("/proc/sys/kernel/osrelease").trim()),
        first_line("rustc", "--version"),
        first_line("qemu-system-x86_64", "--version"),
        "peers: `qapi` 0.15.0 with `qapi-qmp` 0.15.0, whose schema (QEMU 9.1) all use".to_owned(),
        "all other versions: `benches/Cargo.lock`".to_owned(),
    ];
    lines.map(|line| format!("- {line}\n")).concat()
}

fn first_line(program: &str, argument: &str) -> String {
    match Command::new(program).arg(argument).output() {
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            text.lines().next().unwrap_or_default().to_owned()
        }
        Err(_) => format!("{program}: not installed"),
    }
}

/// Asks the QEMU on this machine for its schema, and writes down the result.
/// Without one there is no file.
pub fn capture_schema(path: &Path) {
    let _ = fs::remove_file(path);
    let child = Command::new("qemu-system-x86_64")
        .args([
            "-M",
            "none",
            "-S",
            "-nodefaults",
            "-display",
            "none",
            "-qmp",
            "stdio",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        return;
    };
    for command in ["qmp_capabilities", "query-qmp-schema", "quit"] {
        let input = child.stdin.as_mut().unwrap();
        writeln!(input, "{{\"execute\": \"{command}\"}}").unwrap();
    }
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let reply = text.lines().find(|line| line.contains("meta-type"));
    // The list alone, with the spaces that the server writes.
    let list = reply.and_then(|reply| reply.get(reply.find('[')?..=reply.rfind(']')?));
    fs::write(path, list.unwrap()).unwrap();
}
