//! Time of the processor, and where threads may run.

use std::time::Duration;

use rustix::thread::{CpuSet, sched_setaffinity};
use rustix::time::{ClockId, clock_gettime};

/// The processor's time that this thread has had.
#[must_use]
pub fn thread() -> Duration {
    read(ClockId::ThreadCPUTime)
}

/// The processor's time that this process has had, in all its threads.
#[must_use]
pub fn process() -> Duration {
    read(ClockId::ProcessCPUTime)
}

/// The time on the wall.
#[must_use]
pub fn wall() -> Duration {
    read(ClockId::Monotonic)
}

fn read(clock: ClockId) -> Duration {
    let time = clock_gettime(clock);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        time.tv_nsec.unsigned_abs() as u32,
    )
}

/// From here on this thread, and threads and processes that it starts, run on
/// the last of the processors it may run on.
///
/// # Panics
///
/// The system refuses.
pub fn pin() {
    let allowed = rustix::thread::sched_getaffinity(None).unwrap();
    let last = (0..CpuSet::MAX_CPU).rev().find(|cpu| allowed.is_set(*cpu));
    let mut one = CpuSet::new();
    one.set(last.unwrap());
    sched_setaffinity(None, &one).unwrap();
}
