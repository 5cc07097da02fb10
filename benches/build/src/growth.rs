//! How the cost grows with the schema.

use std::path::Path;

use bench_measure::quick;
use bench_measure::results::{Plot, Results, Table, time};
use bench_measure::rounds::median;

use crate::macro_time;
use crate::projects::{Projects, put};
use crate::run::{Cost, cargo};
use crate::schemas::Definitions;

/// Adds the table and the plots.
pub fn report(projects: &Projects, schema: &Path, results: &mut Results) {
    let definitions = Definitions::read(schema);
    let whole = definitions.len();
    let sizes = [
        ("1/8", definitions.part(whole / 8), whole / 8),
        ("1/4", definitions.part(whole / 4), whole / 4),
        ("1/2", definitions.part(whole / 2), whole / 2),
        ("1", definitions.copies(1), whole),
        ("4", definitions.copies(4), whole * 4),
    ];
    let mut table = Table::new(
        "How builds grow",
        "Parts of the schema with all that they need, and copies of it under other names, by the \
         number of definitions. Check is CPU of the crate alone.",
        &[
            "schemas",
            "definitions",
            "macro",
            "a definition",
            "expansion",
            "check",
            "a definition",
            "memory",
        ],
    );
    let (mut macro_times, mut checks) = (Vec::new(), Vec::new());
    for (name, text, count) in sizes {
        put(&projects.sized, "src/schema.json", &text);
        let (seconds, bytes) =
            macro_time::measure(projects, &projects.sized.join("src/schema.json"));
        let rounds: Vec<Cost> = (0..if quick() { 1 } else { 3 })
            .map(|_| {
                cargo(&projects.sized, &["clean", "--package", "sized"]);
                cargo(&projects.sized, &["check"]).of(&["sized"])
            })
            .collect();
        let check = median(rounds.iter().map(|it| it.cpu));
        let memory = median(rounds.iter().map(|it| it.memory));
        table.row([
            name.to_owned(),
            count.to_string(),
            time(seconds),
            time(seconds / count as f64),
            format!("{:.2} MB", bytes / 1e6),
            time(check),
            time(check / count as f64),
            format!("{memory:.0} MB"),
        ]);
        macro_times.push((count as f64, seconds));
        checks.push((count as f64, check));
    }
    results.tables.push(table);
    results.plots.push(Plot {
        file: "build-growth".into(),
        title: "Schemas of all sizes".into(),
        x: "definitions".into(),
        y: "seconds of CPU".into(),
        lines: vec![("check".into(), checks), ("macro".into(), macro_times)],
    });
}
