//! Measures reading and writing: all who do it take turns, by the time that
//! their thread has a processor.

use std::time::Duration;

use bench_measure::results::{Goal, Plot, Results, Table, time};
use bench_measure::rounds::{Rounds, compare};
use bench_measure::{clock, quick};
use bench_wire::{decode, encode};

fn main() {
    let mut results = Results::default();
    decoding(&mut results);
    encoding(&mut results);
    growth(&mut results);
    results.hand_over();
}

fn rounds(subjects: &mut [bench_measure::rounds::Subject<'_>]) -> Rounds {
    let (count, slice) = if quick() { (5, 5) } else { (21, 25) };
    compare(subjects, clock::thread, count, Duration::from_millis(slice))
}

fn decoding(results: &mut Results) {
    let columns = [
        "message",
        "bytes",
        "ours",
        "MB/s",
        "by hand",
        "×",
        "qapi 0.15 blocking",
        "×",
        "qapi 0.15 tokio",
        "×",
        "IgnoredAny",
        "×",
    ];
    let mut table = Table::new(
        "From the line to the typed value",
        "CPU time of one message, median of rounds in which all take turns; × is how many times \
         as fast ours is, median over the rounds. Ours is all that a client does between the \
         socket and the caller: framing, kind of message, id, reply or event, types. The others \
         get the same line, whole.",
        &columns,
    );
    let mut cases = decode::cases();
    cases.extend(captured().map(|text| decode::captured_schema(&text)));
    for mut case in cases {
        let rounds = rounds(&mut case.subjects);
        let ours = rounds.median(decode::OURS);
        let mut row = vec![
            case.name.to_owned(),
            case.bytes.to_string(),
            time(ours),
            format!("{:.0}", case.bytes as f64 / ours / 1e6),
        ];
        for other in [
            decode::DERIVED,
            decode::BLOCKING,
            decode::TOKIO,
            decode::FLOOR,
        ] {
            row.push(time(rounds.median(other)));
            row.push(format!("{:.2}", rounds.ratio(other, decode::OURS)));
        }
        table.row(row);
        let by_hand = if case.unions { (1.6, 2.5) } else { (1.0, 1.2) };
        let what = format!("decode: {}", case.name);
        let ratio = |other| rounds.ratio(other, decode::OURS);
        results.goals.extend([
            Goal::at_least(&what, "qapi 0.15 blocking", ratio(decode::BLOCKING), 2.5).aim(4.0),
            Goal::at_least(&what, "qapi 0.15 tokio", ratio(decode::TOKIO), 5.0).aim(8.0),
            Goal::at_least(&what, "by hand", ratio(decode::DERIVED), by_hand.0).aim(by_hand.1),
            Goal::aimed_at(&what, "IgnoredAny", ratio(decode::FLOOR), 0.5),
        ]);
    }
    results.tables.push(table);
}

/// What the QEMU on this machine says to `query-qmp-schema`, where the program
/// that writes the report has put it.
fn captured() -> Option<String> {
    std::fs::read_to_string(std::env::var_os("BENCH_CAPTURED_SCHEMA")?).ok()
}

fn encoding(results: &mut Results) {
    let mut table = Table::new(
        "From the typed value to the line",
        "The same, the other way.",
        &["command", "bytes", "ours", "by hand", "×", "qapi 0.15", "×"],
    );
    for mut case in encode::cases() {
        let rounds = rounds(&mut case.subjects);
        table.row([
            case.name.to_owned(),
            case.bytes.to_string(),
            time(rounds.median(0)),
            time(rounds.median(1)),
            format!("{:.2}", rounds.ratio(1, 0)),
            time(rounds.median(2)),
            format!("{:.2}", rounds.ratio(2, 0)),
        ]);
        let what = format!("encode: {}", case.name);
        results
            .goals
            .push(Goal::at_least(what, "by hand", rounds.ratio(1, 0), 1.0));
    }
    results.tables.push(table);
}

fn growth(results: &mut Results) {
    let mut table = Table::new(
        "How decoding grows",
        "`query-named-block-nodes` with this many nodes, and the time for each of them.",
        &["nodes", "bytes", "ours", "a node", "by hand", "a node"],
    );
    let mut lines = [("ours", Vec::new()), ("by hand", Vec::new())];
    for count in [1, 10, 100, 1000] {
        let result = bench_replies::nodes(bench_replies::Kind::Mixed, count);
        let mut case = decode::nodes("", true, &result);
        let rounds = rounds(&mut case.subjects[..2]);
        let times = [rounds.median(0), rounds.median(1)];
        let mut row = vec![count.to_string(), case.bytes.to_string()];
        for (index, seconds) in times.into_iter().enumerate() {
            row.push(time(seconds));
            row.push(time(seconds / count as f64));
            lines[index].1.push((count as f64, seconds * 1e3));
        }
        table.row(row);
    }
    results.tables.push(table);
    results.plots.push(Plot {
        file: "decode-growth".into(),
        title: "query-named-block-nodes".into(),
        x: "nodes".into(),
        y: "milliseconds".into(),
        lines: lines.map(|(name, points)| (name.to_owned(), points)).into(),
    });
}
