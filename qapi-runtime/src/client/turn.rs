//! A thing that one thread at a time may use.

use std::ops::{Deref, DerefMut};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::timer::Timer;

/// A mutex that can be waited for with a deadline.
pub(crate) struct Turn<T> {
    line: Mutex<Line>,
    returned: Condvar,
    /// Locked by whoever has set `taken`, so hardly ever waited for.
    thing: Mutex<T>,
}

/// Who has the thing, and who wants it.
#[derive(Default)]
struct Line {
    taken: bool,
    /// How many wait. To wake nobody would cost a system call.
    waiting: usize,
}

impl<T> Turn<T> {
    pub(crate) fn new(thing: T) -> Self {
        Self {
            line: Mutex::default(),
            returned: Condvar::new(),
            thing: Mutex::new(thing),
        }
    }

    /// Waits for the thing, `None` if time runs out first.
    pub(crate) fn take(&self, timer: &Timer) -> Option<Held<'_, T>> {
        let mut line = lock(&self.line);
        while line.taken {
            line.waiting += 1;
            let woken = wait(&self.returned, line, timer);
            let in_time = woken.is_some();
            line = woken.unwrap_or_else(|| lock(&self.line));
            line.waiting -= 1;
            if !in_time {
                // Whom this one was woken in place of is woken.
                self.wake(&line);
                return None;
            }
        }
        line.taken = true;
        drop(line);
        Some(Held {
            turn: self,
            thing: lock(&self.thing),
        })
    }

    fn wake(&self, line: &Line) {
        if !line.taken && line.waiting > 0 {
            self.returned.notify_one();
        }
    }
}

/// The thing, until this is dropped.
pub(crate) struct Held<'a, T> {
    turn: &'a Turn<T>,
    thing: MutexGuard<'a, T>,
}

impl<T> Deref for Held<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.thing
    }
}

impl<T> DerefMut for Held<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.thing
    }
}

impl<T> Drop for Held<'_, T> {
    fn drop(&mut self) {
        let mut line = lock(&self.turn.line);
        line.taken = false;
        self.turn.wake(&line);
    }
}

/// A lock whose holder panicked is taken all the same: everything here is
/// changed in single steps.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits to be woken, `None` if time is over.
pub(crate) fn wait<'a, T>(
    wake: &Condvar,
    guard: MutexGuard<'a, T>,
    timer: &Timer,
) -> Option<MutexGuard<'a, T>> {
    match timer.left() {
        None => Some(wake.wait(guard).unwrap_or_else(PoisonError::into_inner)),
        Some(left) if left.is_zero() => None,
        Some(left) => {
            let woken = wake.wait_timeout(guard, left);
            Some(woken.unwrap_or_else(PoisonError::into_inner).0)
        }
    }
}
