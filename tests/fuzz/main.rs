//! Random input, the same on every run: schemas through every pass, and JSON
//! through generated types.
//!
//! `QAPI_FUZZ_SECONDS` says how long each of them takes (5 where it is not
//! set), `QAPI_FUZZ_SEED` where the random numbers start.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers outside of test functions fail the test just as these do"
)]

mod expansion;
mod generate;
mod mutate;
mod random;
mod reader;
mod reference;
mod schemas;
mod tags;
mod tree;
mod wire;

use std::time::{Duration, Instant};

/// Runs something until the time is over, with a counter for a seed.
fn run(what: &str, mut once: impl FnMut(u64)) {
    let number = |name| {
        std::env::var(name)
            .ok()
            .and_then(|value| value.parse().ok())
    };
    let time = Duration::from_secs(number("QAPI_FUZZ_SECONDS").unwrap_or(5));
    let seed: u64 = number("QAPI_FUZZ_SEED").unwrap_or(0);
    let start = Instant::now();
    let mut count = 0;
    while start.elapsed() < time {
        once(seed + count);
        count += 1;
    }
    println!(
        "{what}: {count} executions from seed {seed} in {:?}",
        start.elapsed()
    );
    assert!(count > 0);
}
