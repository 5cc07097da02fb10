//! A transport of a few lines, as users may write for their own tests.

use std::cell::RefCell;

use qapi::json::{self, Mismatch};
use qapi::wire::Wire;
use qapi::{Command, Transport};

/// Gives the same reply to every command, and remembers what was sent.
pub(crate) struct Mock {
    pub(crate) reply: &'static str,
    pub(crate) sent: RefCell<Vec<(&'static str, String)>>,
}

impl Transport for &Mock {
    type Reply<R: Wire> = Result<R, Mismatch>;

    fn execute<C: Command>(self, arguments: &C::Arguments) -> Result<C::Returns, Mismatch> {
        let arguments = json::to_string(arguments);
        self.sent.borrow_mut().push((C::NAME, arguments));
        json::from_str(self.reply)
    }
}
