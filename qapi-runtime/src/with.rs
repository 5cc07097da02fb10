//! A client with terms for its calls.

use std::fmt;
use std::time::Duration;

use crate::stream::Fd;

/// A client whose calls are made on terms of their own: a deadline
/// ([`deadline`](Self::deadline)), out-of-band ([`oob`](Self::oob)), with a
/// file descriptor (`with_fd`). It is a [`Transport`](crate::Transport), is
/// made by the client's methods of the same names, and they combine.
///
/// ```no_run
/// # use std::time::Duration;
/// # fn demo(vm: &qapi_runtime::Client) -> qapi_runtime::Result<()> {
/// let urgent = vm.deadline(Duration::from_secs(2)).oob();
/// urgent.execute_raw("migrate-pause", None)?;
/// # Ok(())
/// # }
/// ```
///
/// A command that its schema does not declare fit for out-of-band execution
/// (`'allow-oob'`) is refused when the program is built:
///
/// ```compile_fail
/// # use qapi_runtime::{Client, Command, Transport};
/// struct Stop;
///
/// impl Command for Stop {
///     const NAME: &'static str = "stop";
///     type Arguments = ();
///     type Returns = ();
/// }
///
/// # fn demo(vm: &Client) {
/// vm.oob().execute::<Stop>(&());
/// # }
/// # fn main() { demo(&Client::connect("").unwrap()); }
/// ```
#[must_use]
pub struct With<'a, C, const OOB: bool = false> {
    pub(crate) client: &'a C,
    pub(crate) terms: Terms<'a>,
}

/// What is different from the client's own terms.
#[derive(Clone, Copy, Default)]
pub(crate) struct Terms<'a> {
    pub(crate) timeout: Option<Duration>,
    pub(crate) oob: bool,
    pub(crate) fd: Option<Fd<'a>>,
}

impl<'a, C> With<'a, C> {
    pub(crate) fn new(client: &'a C) -> Self {
        Self {
            client,
            terms: Terms::default(),
        }
    }
}

impl<'a, C, const OOB: bool> With<'a, C, OOB> {
    /// The same with a deadline: calls fail with
    /// [`Error::Timeout`](crate::Error::Timeout) if they take longer, from
    /// sending to reply. The time runs anew for every call.
    pub fn deadline(mut self, timeout: Duration) -> Self {
        self.terms.timeout = Some(timeout);
        self
    }

    /// The same with out-of-band execution: past all commands that wait.
    pub fn oob(self) -> With<'a, C, true> {
        let mut terms = self.terms;
        terms.oob = true;
        With {
            client: self.client,
            terms,
        }
    }

    /// The same with a descriptor that is sent along with every command, for
    /// `getfd` and `add-fd`. Only the last one given counts.
    #[cfg(unix)]
    pub fn with_fd(mut self, fd: std::os::fd::BorrowedFd<'a>) -> Self {
        self.terms.fd = Some(fd);
        self
    }
}

impl<C, const OOB: bool> Clone for With<'_, C, OOB> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C, const OOB: bool> Copy for With<'_, C, OOB> {}

impl<C: fmt::Debug, const OOB: bool> fmt::Debug for With<'_, C, OOB> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("With")
            .field("client", &self.client)
            .field("deadline", &self.terms.timeout)
            .field("oob", &OOB)
            .field("fd", &self.terms.fd)
            .finish()
    }
}
