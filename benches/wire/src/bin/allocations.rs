//! Counts allocations: apart from the times, which counting would disturb.

use bench_measure::results::{Goal, Results, Table};
use bench_wire::decode;

fn main() {
    let mut table = Table::new(
        "Allocations",
        "For one message, on a connection that has had one before.",
        &[
            "message",
            "ours",
            "kB",
            "by hand",
            "kB",
            "qapi 0.15 blocking",
            "kB",
            "qapi 0.15 tokio",
            "kB",
        ],
    );
    let mut results = Results::default();
    for mut case in decode::cases() {
        let counts: Vec<(u64, u64)> = case.subjects[..=decode::TOKIO]
            .iter_mut()
            .map(|subject| {
                (subject.run)(1);
                let info = allocation_counter::measure(|| (subject.run)(1));
                (info.count_total, info.bytes_total)
            })
            .collect();
        let cells = counts
            .iter()
            .flat_map(|(count, bytes)| [count.to_string(), format!("{:.1}", *bytes as f64 / 1e3)]);
        table.row([case.name.to_owned()].into_iter().chain(cells));
        if case.name == "query-named-block-nodes" {
            let ratio = counts[decode::OURS].0 as f64 / counts[decode::DERIVED].0 as f64;
            let what = format!("allocations: {}", case.name);
            results
                .goals
                .push(Goal::at_most(what, "by hand", ratio, 1.0));
        }
    }
    results.tables.push(table);
    results.hand_over();
}
