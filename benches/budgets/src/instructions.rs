//! How many instructions decoding takes, counted by callgrind.
//!
//! What has a budget is their number over that of types written by hand with
//! serde's derives, in the same run. The number alone depends on the compiler,
//! the versions of serde and its like, the C library's `memcpy` and what of
//! the processor it uses; these are the same for both.

use std::process::Command;

use crate::budget::Count;

/// How often a message is read, beyond the first times.
const TIMES: u64 = 20;

/// The first times, which warm up.
const FIRST: u64 = 5;

/// Of all messages that the program `decode` knows.
pub fn count(counts: &mut Vec<Count>) {
    if Command::new("valgrind").arg("--version").output().is_err() {
        return println!("left out: the instructions of decoding (valgrind is not installed)");
    }
    for message in ["status", "event", "schema", "nodes", "nodes_raw"] {
        let [ours, by_hand] = ["ours", "by-hand"].map(|reader| per_message(message, reader));
        println!("decoding {message}: {ours} instructions, by hand {by_hand}");
        counts.push(Count {
            name: format!("decoding {message}: instructions over those by hand"),
            value: (ours as f64 / by_hand as f64 * 1000.0).round() / 1000.0,
            compiler: false,
            required: true,
        });
    }
}

fn per_message(message: &str, reader: &str) -> u64 {
    let few = instructions(message, reader, FIRST);
    (instructions(message, reader, FIRST + TIMES) - few) / TIMES
}

/// What callgrind says behind `Collected :`.
fn instructions(message: &str, reader: &str, times: u64) -> u64 {
    let program = std::env::current_exe().unwrap().with_file_name("decode");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args([message, reader, &times.to_string()])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}");
    let line = text.lines().find_map(|line| line.split_once("Collected :"));
    line.and_then(|(_, number)| number.trim().parse().ok())
        .unwrap_or_else(|| panic!("callgrind counts nothing: {text}"))
}
