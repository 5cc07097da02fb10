//! What all measurements share: clocks, rounds that take turns, statistics,
//! and the form of results.

pub mod clock;
pub mod results;
pub mod rounds;

/// Whether `--quick` was given: fewer rounds, to see that it works.
#[must_use]
pub fn quick() -> bool {
    std::env::args().any(|argument| argument == "--quick")
}
