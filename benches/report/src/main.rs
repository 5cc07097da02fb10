//! Measures all and writes `benches/RESULTS.md` with its plots:
//!
//!     cargo run --release --manifest-path benches/Cargo.toml -p report
//!
//! `-- --quick` takes fewer rounds, and `-- --only wire,client` measures anew
//! only what it names; the rest is as it was measured last.

mod machine;
mod plot;
mod text;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bench_measure::quick;
use bench_measure::results::Results;

/// What is run, in this order: the name, the package, the program.
const PROGRAMS: [(&str, &str, &str); 4] = [
    ("wire", "bench-wire", "bench-wire"),
    ("allocations", "bench-wire", "allocations"),
    ("client", "bench-client", "bench-client"),
    ("build", "bench-build", "bench-build"),
];

fn main() {
    let benches = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let benches = fs::canonicalize(benches).unwrap();
    let programs = build(&benches);
    let last = programs.join("bench-results");
    fs::create_dir_all(&last).unwrap();
    machine::capture_schema(&last.join("query-qmp-schema.json"));
    let only = only();
    let mut all = Results::default();
    for (name, _, program) in PROGRAMS {
        let json = last.join(format!("{name}.json"));
        if only
            .as_ref()
            .is_none_or(|only| only.contains(&name.to_owned()))
        {
            measure(&programs.join(program), &json, &last);
        }
        let text = fs::read_to_string(&json).unwrap_or_default();
        match serde_json::from_str::<Results>(&text) {
            Ok(results) => {
                all.goals.extend(results.goals);
                all.tables.extend(results.tables);
                all.plots.extend(results.plots);
            }
            Err(_) => eprintln!("left out: {name}, which was never measured"),
        }
    }
    let plots = benches.join("plots");
    fs::create_dir_all(&plots).unwrap();
    for plot in &all.plots {
        plot::draw(plot, &plots.join(format!("{}.svg", plot.file)));
    }
    fs::write(benches.join("RESULTS.md"), text::results(&all)).unwrap();
}

/// Builds them, and gives the folder that they are in.
fn build(benches: &Path) -> PathBuf {
    let mut command = Command::new(env!("CARGO"));
    command
        .current_dir(benches)
        .args(["build", "--release", "--locked"]);
    for (_, package, _) in PROGRAMS {
        command.args(["--package", package]);
    }
    assert!(command.status().unwrap().success(), "not built");
    let program = std::env::current_exe().unwrap();
    program.parent().unwrap().to_owned()
}

fn measure(program: &Path, json: &Path, last: &Path) {
    eprintln!("measuring: {}", program.display());
    let mut command = Command::new(program);
    command.arg("--json").arg(json);
    command.env("BENCH_CAPTURED_SCHEMA", last.join("query-qmp-schema.json"));
    if quick() {
        command.arg("--quick");
    }
    assert!(command.status().unwrap().success(), "not measured");
}

fn only() -> Option<Vec<String>> {
    let mut arguments = std::env::args();
    arguments.find(|argument| argument == "--only")?;
    let names = arguments.next().expect("names behind --only");
    Some(names.split(',').map(str::to_owned).collect())
}
