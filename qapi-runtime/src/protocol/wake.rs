//! How who waits is woken.

/// Wakes one who waits. What was cloned from it wakes the same one.
pub(crate) trait Wake: Clone {
    fn wake(&self);
}

/// Those who are to be woken. It is done when nothing is locked, or they would
/// wait again at once, for the lock.
#[must_use]
pub(crate) struct Woken<W> {
    first: Option<W>,
    more: Vec<W>,
}

impl<W: Wake> Woken<W> {
    pub(crate) fn none() -> Self {
        Self {
            first: None,
            more: Vec::new(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    pub(crate) fn wake(self) {
        for one in self.first.iter().chain(&self.more) {
            one.wake();
        }
    }

    pub(super) fn add(&mut self, one: Option<W>) {
        match self.first {
            None => self.first = one,
            Some(_) => self.more.extend(one),
        }
    }
}
