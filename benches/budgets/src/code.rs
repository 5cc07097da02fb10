//! How much code a program of ten commands is for the compiler: all that is
//! instantiated in it, before anything is optimised away.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::budget::Count;

/// Of the program `ten`, as a release build has it.
pub fn count(folder: &Path, counts: &mut Vec<Count>) {
    let program = std::env::current_exe().unwrap();
    let output = program.with_file_name("ten.ll");
    let emit = format!("--emit=llvm-ir={}", output.display());
    let status = Command::new(env!("CARGO"))
        .args([
            "rustc",
            "--quiet",
            "--locked",
            "--release",
            "--bin",
            "ten",
            "--",
            &emit,
        ])
        .args(["-Ccodegen-units=1", "-Cno-prepopulate-passes"])
        .current_dir(folder)
        .status()
        .unwrap();
    assert!(status.success(), "the program is not compiled");
    let text = fs::read_to_string(&output).unwrap();
    let mut lines = 0;
    let mut functions = 0;
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with("define ") {
            functions += 1;
            inside = true;
        }
        lines += usize::from(inside);
        inside &= line != "}";
    }
    for (what, value) in [("functions", functions), ("lines of LLVM", lines)] {
        counts.push(Count {
            name: format!("program of ten commands: {what}"),
            value: value as f64,
            compiler: true,
            required: true,
        });
    }
}
