//! How many commands may be with the server at once.

/// How many in-band commands a server with out-of-band execution queues. With
/// more it stops reading, out-of-band commands included.
const WINDOW: usize = 8;

/// What kind of command a call is, as far as its way to the server goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lane {
    /// Executed out-of-band, past the queue.
    pub(crate) oob: bool,
    /// A descriptor comes with it.
    pub(crate) fd: bool,
}

/// Counts the commands with the server.
#[derive(Default)]
pub(crate) struct Flow {
    /// Whether the server reads ahead of what it executes.
    pub(crate) reads_ahead: bool,
    in_band: usize,
    fd: bool,
}

impl Flow {
    /// Whether a place in the server's queue is free; if so it is taken.
    pub(crate) fn take_place(&mut self, lane: Lane) -> bool {
        let free = lane.oob || !self.reads_ahead || self.in_band < WINDOW;
        if free && !lane.oob {
            self.in_band += 1;
        }
        free
    }

    /// Whether no other command with a descriptor is under way; if so this
    /// one is. A server that reads ahead drops the descriptor that it has
    /// when the next one arrives.
    pub(crate) fn take_fd(&mut self, lane: Lane) -> bool {
        let free = !lane.fd || !self.fd;
        self.fd |= lane.fd;
        free
    }

    /// Gives back what was taken.
    pub(crate) fn release_place(&mut self, lane: Lane) {
        if !lane.oob {
            self.in_band = self.in_band.saturating_sub(1);
        }
    }

    pub(crate) fn release_fd(&mut self, lane: Lane) {
        self.fd &= !lane.fd;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Lane = Lane {
        oob: false,
        fd: false,
    };

    #[test]
    fn a_server_that_reads_ahead_gets_eight_in_band_commands_at_most() {
        let mut flow = Flow {
            reads_ahead: true,
            ..Flow::default()
        };
        assert!((0..8).all(|_| flow.take_place(PLAIN)));
        assert!(!flow.take_place(PLAIN));
        let oob = Lane { oob: true, ..PLAIN };
        assert!(flow.take_place(oob));
        flow.release_place(oob);
        assert!(!flow.take_place(PLAIN));
        flow.release_place(PLAIN);
        assert!(flow.take_place(PLAIN) && !flow.take_place(PLAIN));
    }

    #[test]
    fn any_other_server_gets_what_there_is() {
        let mut flow = Flow::default();
        assert!((0..1000).all(|_| flow.take_place(PLAIN)));
    }

    #[test]
    fn one_descriptor_at_a_time() {
        let mut flow = Flow::default();
        let fd = Lane { fd: true, ..PLAIN };
        assert!(flow.take_fd(fd) && !flow.take_fd(fd) && flow.take_fd(PLAIN));
        flow.release_fd(PLAIN);
        assert!(!flow.take_fd(fd));
        flow.release_fd(fd);
        assert!(flow.take_fd(fd));
    }
}
