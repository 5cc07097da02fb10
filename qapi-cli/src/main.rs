//! The command `qapi`: checks QAPI schemas and shows the Rust they become.

mod arguments;
mod check;
mod expand;
mod output;

use std::process::ExitCode;

use arguments::{Arguments, USAGE};

/// What the command's exit status says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Nothing is wrong.
    Clean,
    /// A schema has mistakes.
    Mistakes,
    /// The command could not do its work.
    Failed,
}

fn main() -> ExitCode {
    let done = match Arguments::parse(std::env::args_os()) {
        Ok(Arguments::Help) => output::print(USAGE).map(|()| Outcome::Clean),
        Ok(Arguments::Version) => output::print(concat!("qapi ", env!("CARGO_PKG_VERSION"), "\n"))
            .map(|()| Outcome::Clean),
        Ok(Arguments::Check(arguments)) => check::run(&arguments),
        Ok(Arguments::Expand(arguments)) => expand::run(&arguments),
        Err(message) => Err(format!("{message}\nTry 'qapi --help'.")),
    };
    let outcome = done.unwrap_or_else(|message| {
        output::complain(&format!("qapi: {message}\n"));
        Outcome::Failed
    });
    ExitCode::from(outcome as u8)
}
