//! Counts that may not grow: how long the expansion is, how much code it is
//! for the compiler, and how many instructions decoding takes. They are the
//! same in each run on each machine, as times are not.
//!
//! `UPDATE_BUDGETS=1` writes the counts down as the new budgets; the difference
//! is then for git to show and for a person to judge.

mod budget;
mod code;
mod expansion;
mod instructions;

use std::path::Path;
use std::process::ExitCode;

use budget::{Budgets, Count};

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut counts: Vec<Count> = Vec::new();
    expansion::count(folder, &mut counts);
    code::count(folder, &mut counts);
    instructions::count(&mut counts);
    let path = folder.join("budgets.txt");
    if std::env::var_os("UPDATE_BUDGETS").is_some() {
        Budgets::update(&path, &counts);
        return ExitCode::SUCCESS;
    }
    let failures = Budgets::read(&path).compare(&counts);
    for failure in &failures {
        eprintln!("{failure}");
    }
    match failures.is_empty() {
        true => ExitCode::SUCCESS,
        false => {
            eprintln!("UPDATE_BUDGETS=1 scripts/budgets makes these the new budgets.");
            ExitCode::FAILURE
        }
    }
}
