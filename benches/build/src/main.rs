//! Measures what builds cost, against `qapi` 0.15 with `qapi-qmp` 0.15: the
//! same schema, the same settings, one after the other in each round.

mod growth;
mod macro_time;
mod projects;
mod run;
mod schemas;
mod table;

use std::fs;
use std::path::Path;

use bench_measure::quick;
use bench_measure::results::Results;
use projects::Projects;
use run::cargo;
use table::Builds;

fn main() {
    run::wrap();
    let schema = Path::new(bench_schema::SCHEMA);
    let folder = tempfile::tempdir().unwrap();
    let projects = Projects::new(folder.path(), schema);
    let rounds = if quick() { 1 } else { 5 };
    let mut builds = Builds::default();
    for round in 1..=rounds {
        eprintln!("builds: round {round} of {rounds}");
        check(&projects, &mut builds);
        debug(&projects, &mut builds);
        release(&projects, &mut builds);
    }
    let mut results = Results::default();
    builds.report(&mut results);
    sizes(&projects, &mut results);
    macro_time::report(&projects, schema, &mut results);
    growth::report(&projects, schema, &mut results);
    results.hand_over();
}

/// Nothing is there: all dependencies as well, on all processors. What the
/// crate with the schema takes of that is known by its name.
fn check(projects: &Projects, builds: &mut Builds) {
    let cold = |folder: &Path| {
        let _ = fs::remove_dir_all(folder.join("target/debug"));
        cargo(folder, &["check"])
    };
    let (ours, peer) = (cold(&projects.ours), cold(&projects.peer));
    builds.push("cold check", [ours.total, peer.total]);
    builds.push("check", [ours.of(&["whole"]), peer.of(&["qapi_qmp"])]);
    let selected = cold(&projects.selected);
    builds.push_ours("cold check, ten commands", selected.total);
    builds.push_ours("check, ten commands", selected.of(&["selected"]));
}

fn debug(projects: &Projects, builds: &mut Builds) {
    let ours = cargo(&projects.ours, &["build"]).of(&["whole"]);
    let peer = cargo(&projects.peer, &["build"]).of(&["qapi_qmp"]);
    builds.push("build", [ours, peer]);
}

/// The schema and the program.
fn release(projects: &Projects, builds: &mut Builds) {
    let build = |folder: &Path, packages: &[&str]| {
        // What it stands on stays from the round before.
        if folder.join("target/release").exists() {
            for package in packages {
                cargo(folder, &["clean", "--release", "--package", package]);
            }
        }
        let crates: Vec<String> = packages.iter().map(|it| it.replace('-', "_")).collect();
        let crates: Vec<&str> = crates.iter().map(String::as_str).collect();
        cargo(folder, &["build", "--release"]).of(&crates)
    };
    let ours = build(&projects.ours, &["ours", "whole"]);
    let peer = build(&projects.peer, &["peer", "qapi", "qapi-qmp"]);
    builds.push("release program", [ours, peer]);
    let selected = build(&projects.selected, &["selected"]);
    builds.push_ours("release program, ten commands", selected);
}

fn sizes(projects: &Projects, results: &mut Results) {
    let size = |folder: &Path, name: &str| {
        let program = folder.join("target/release").join(name);
        fs::metadata(program).unwrap().len() as f64
    };
    let ours = size(&projects.ours, "ours");
    let selected = size(&projects.selected, "selected");
    table::sizes(results, ours, selected, size(&projects.peer, "peer"));
}
