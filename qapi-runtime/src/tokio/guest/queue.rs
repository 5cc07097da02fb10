//! Commands that wait for their turn.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ::tokio::sync::{Notify, oneshot};

use super::line::Answer;
use crate::protocol::Errand;

/// A command and who wants its answer.
pub(super) struct Job {
    pub(super) errand: Errand,
    /// Nobody, where it is to be done all the same.
    pub(super) caller: Option<oneshot::Sender<Answer>>,
}

/// What callers hand to the task. Who leaves takes his command along, so what
/// is here is bounded by those who wait.
#[derive(Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Default)]
struct State {
    jobs: BTreeMap<u64, Job>,
    next: u64,
    /// Nobody is left who could send more.
    closed: bool,
    /// The task has ended.
    ended: bool,
}

impl Queue {
    /// Gives a command to the task, `None` if there is none.
    pub(super) fn push(&self, job: Job) -> Option<Place<'_>> {
        let mut state = self.state();
        if state.ended {
            return None;
        }
        let number = state.next;
        state.next += 1;
        state.jobs.insert(number, job);
        self.changed.notify_one();
        Some(Place {
            queue: self,
            number,
        })
    }

    async fn next(&self) -> Option<Job> {
        loop {
            {
                let mut state = self.state();
                if let Some((_, job)) = state.jobs.pop_first() {
                    return Some(job);
                }
                if state.closed {
                    return None;
                }
            }
            self.changed.notified().await;
        }
    }

    pub(super) fn close(&self) {
        self.state().closed = true;
        self.changed.notify_one();
    }

    fn end(&self) {
        let mut state = self.state();
        state.ended = true;
        let jobs = std::mem::take(&mut state.jobs);
        drop(state);
        drop(jobs);
    }

    /// A lock whose holder panicked is taken all the same: everything here is
    /// changed in single steps.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The task's end. With it, which may be with the runtime's, nobody waits any
/// more: callers are told by the end of their senders.
pub(super) struct Receiver(pub(super) Arc<Queue>);

impl Receiver {
    /// Waits for the next command; `None` if there will be none.
    pub(super) async fn next(&self) -> Option<Job> {
        self.0.next().await
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// A place in the queue, which is given up when this is dropped.
pub(super) struct Place<'a> {
    queue: &'a Queue,
    number: u64,
}

impl Place<'_> {
    /// Leaves, `false` if the command's turn has come already.
    pub(super) fn leave(&self) -> bool {
        self.queue.state().jobs.remove(&self.number).is_some()
    }

    /// The command stays, whoever goes.
    pub(super) fn keep(mut self) {
        self.number = u64::MAX;
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.leave();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Patience;

    fn job() -> Job {
        Job {
            errand: Errand::find(Patience::default()),
            caller: None,
        }
    }

    #[test]
    fn who_leaves_takes_the_command_along() {
        let queue = Queue::default();
        drop(queue.push(job()));
        let second = queue.push(job()).unwrap();
        queue.push(job()).unwrap().keep();
        assert_eq!(queue.state().jobs.len(), 2);
        assert!(second.leave() && !second.leave());
        assert_eq!(queue.state().jobs.len(), 1);
        queue.end();
        assert!(queue.push(job()).is_none());
        assert!(queue.state().jobs.is_empty());
    }

    #[tokio::test]
    async fn commands_come_in_order_and_to_an_end() {
        let queue = Queue::default();
        for _ in 0..2 {
            queue.push(job()).unwrap().keep();
        }
        queue.close();
        // What was sent before the end is done.
        assert!(queue.next().await.is_some() && queue.next().await.is_some());
        assert!(queue.next().await.is_none());
    }
}
