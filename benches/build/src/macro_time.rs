//! The time inside the macro.

use std::path::Path;
use std::process::Command;

use bench_measure::results::{Goal, Results, Table, time};
use bench_measure::rounds::median;

use crate::projects::Projects;
use crate::run::cargo;

/// What QEMU's own generator, in Python, took for a schema of this size on a
/// machine of this kind, in seconds: a figure on record, for the generator
/// comes with QEMU's source alone and is not run here.
const PYTHON: f64 = 0.92;

/// The macro's work on a schema, and how long the expansion is, in bytes.
pub fn measure(projects: &Projects, schema: &Path) -> (f64, f64) {
    let program = projects.macro_time.join("target/debug/macro_time");
    let output = Command::new(program).arg(schema).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let lines = text.lines().map(|line| line.split_once(' ').unwrap());
    let both: Vec<(f64, f64)> = lines
        .map(|(seconds, bytes)| (seconds.parse().unwrap(), bytes.parse().unwrap()))
        .collect();
    (median(both.iter().map(|it| it.0)), both[0].1)
}

/// Adds the table and the goal.
pub fn report(projects: &Projects, schema: &Path, results: &mut Results) {
    cargo(&projects.macro_time, &["build"]);
    let (seconds, bytes) = measure(projects, schema);
    let mut table = Table::new(
        "Inside the macro",
        "Reading, parsing, checking and emitting the whole schema, as text that the compiler's \
         lexer then takes apart; not optimised, as cargo builds macros. CPU. QEMU's own \
         generator is a figure on record, not a measurement of this run.",
        &["the macro", "QEMU's generator", "×", "expansion"],
    );
    table.row([
        time(seconds),
        time(PYTHON),
        format!("{:.2}", seconds / PYTHON),
        format!("{:.2} MB", bytes / 1e6),
    ]);
    results.tables.push(table);
    let goal = Goal::at_most(
        "time inside the macro",
        "QEMU's generator",
        seconds / PYTHON,
        1.0,
    );
    results.goals.push(goal.aim(0.4));
}
