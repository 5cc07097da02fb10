//! Measures calls and events with both ends on one processor: on two the
//! figures say more about the system than about the client.

use std::time::Duration;

use bench_client::calls::{self, OURS, RAW, RAW_WITH_ID, SUBJECTS};
use bench_client::servers::{EVENTS, Server, serve};
use bench_client::{events, pipelined};
use bench_measure::results::{Goal, Results, Table, time};
use bench_measure::rounds::{Rounds, Subject, compare_by};
use bench_measure::{clock, quick};
use bench_schema::qmp::commands;
use qapi_015::qmp as peer_qmp;

fn main() {
    serve();
    clock::pin();
    let mut results = Results::default();
    one_after_another(&mut results, "a canned server", Server::canned());
    match Server::qemu(SUBJECTS) {
        Some(server) => one_after_another(&mut results, "QEMU", server),
        None => eprintln!("left out: calls to QEMU, which is not installed"),
    }
    large_replies(&mut results);
    pipelined_calls(&mut results);
    events_through(&mut results);
    results.hand_over();
}

/// CPU of this process, which is the client's alone, and the clock on the wall.
fn rounds(subjects: &mut [Subject<'_>]) -> [Rounds; 2] {
    let (count, slice) = if quick() { (5, 10) } else { (21, 50) };
    let clocks = [clock::process as fn() -> Duration, clock::wall];
    compare_by(subjects, clocks, count, Duration::from_millis(slice))
}

fn one_after_another(results: &mut Results, whom: &str, mut server: Server) {
    let mut subjects =
        calls::subjects::<commands::QueryVersion, _>(&mut server, || peer_qmp::query_version {});
    let [cpu, wall] = rounds(&mut subjects);
    let title = format!("`query-version` from {whom}");
    let note = "A call, one after another, client and server on one processor: the client's CPU \
                time, and the time on the wall; × is how many times that of the raw socket, which \
                writes prepared bytes and reads a line, × id that of one whose command has an id \
                of one digit.";
    results
        .tables
        .push(table(&title, note, &subjects, &cpu, &wall));
    let goals = [(1.3, 1.1), (2.0, 1.5), (3.0, 2.0), (3.0, 2.0)];
    let ours = subjects.iter().enumerate().skip(OURS);
    for ((index, subject), (must, aim)) in ours.zip(goals) {
        for (clock, rounds, must, aim) in [("CPU", &cpu, must, aim), ("wall", &wall, 1.10, 1.03)] {
            let what = format!("{clock} per call, {whom}: {}", subject.name);
            let ratio = |raw| rounds.ratio(index, raw);
            let raw = [RAW, RAW_WITH_ID].map(|raw| (subjects[raw].name, ratio(raw)));
            let goal = Goal::at_most(what.clone(), raw[0].0, raw[0].1, must).aim(aim);
            results.goals.push(goal);
            results.goals.push(Goal::shown(what, raw[1].0, raw[1].1));
        }
    }
}

fn large_replies(results: &mut Results) {
    let mut server = Server::canned();
    let mut subjects =
        calls::subjects::<commands::QueryBlock, _>(&mut server, || peer_qmp::query_block {});
    let [cpu, wall] = rounds(&mut subjects);
    let title = "`query-block`, 240 kB, from a canned server";
    results
        .tables
        .push(table(title, "The same.", &subjects, &cpu, &wall));
}

fn pipelined_calls(results: &mut Results) {
    let mut server = Server::canned();
    let mut subjects = pipelined::subjects(&mut server);
    let [cpu, wall] = rounds(&mut subjects);
    let mut table = Table::new(
        "`query-version` from several tasks at once",
        "A call's share; × is how many times as fast as from one task.",
        &["client", "CPU", "wall", "×"],
    );
    for (index, subject) in subjects.iter().enumerate() {
        let gain = wall.ratio(index / 2 * 2, index);
        table.row([
            subject.name.to_owned(),
            time(cpu.median(index)),
            time(wall.median(index)),
            format!("{gain:.2}"),
        ]);
        if index == 1 || index == 3 {
            let what = format!("pipelined: {}", subject.name);
            results
                .goals
                .push(Goal::at_least(what, "one after another", gain, 3.0));
        }
    }
    results.tables.push(table);
}

fn events_through(results: &mut Results) {
    let mut server = Server::canned();
    let mut subjects = events::subjects(&mut server);
    let [cpu, wall] = rounds(&mut subjects);
    let mut table = Table::new(
        "Events through to a subscriber",
        "An event's share, typed; × is how many times as fast as `qapi` 0.15 on the same runtime.",
        &["client", "CPU", "×", "wall", "×"],
    );
    for (index, subject) in subjects.iter().enumerate() {
        let peer = if index == 2 || index == 4 { 4 } else { 3 };
        table.row([
            subject.name.to_owned(),
            time(cpu.median(index) / EVENTS as f64),
            format!("{:.2}", cpu.ratio(peer, index)),
            time(wall.median(index) / EVENTS as f64),
            format!("{:.2}", wall.ratio(peer, index)),
        ]);
        if index == 1 || index == 2 {
            let what = format!("events, CPU: {}", subject.name);
            let ratio = cpu.ratio(peer, index);
            results
                .goals
                .push(Goal::at_least(what, "qapi 0.15 tokio", ratio, 3.0));
        }
    }
    results.tables.push(table);
}

fn table(title: &str, note: &str, subjects: &[Subject<'_>], cpu: &Rounds, wall: &Rounds) -> Table {
    let columns = ["client", "CPU", "×", "× id", "wall", "×", "× id"];
    let mut table = Table::new(title, note, &columns);
    for (index, subject) in subjects.iter().enumerate() {
        let ratio = |rounds: &Rounds, raw| format!("{:.2}", rounds.ratio(index, raw));
        table.row([
            subject.name.to_owned(),
            time(cpu.median(index)),
            ratio(cpu, RAW),
            ratio(cpu, RAW_WITH_ID),
            time(wall.median(index)),
            ratio(wall, RAW),
            ratio(wall, RAW_WITH_ID),
        ]);
    }
    table
}
