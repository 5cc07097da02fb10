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

/// How often all begins anew.
const TIMES: usize = 5;

fn main() {
    serve();
    clock::pin();
    let mut results = Results::default();
    one_after_another(&mut results, "a canned server", &|| Some(Server::canned()));
    one_after_another(&mut results, "QEMU", &|| Server::qemu(SUBJECTS));
    large_replies(&mut results);
    pipelined_calls(&mut results);
    events_through(&mut results);
    results.hand_over();
}

/// What subjects took.
#[derive(Default)]
struct Measured {
    names: Vec<&'static str>,
    /// Of this process, which is the client's alone.
    cpu: Rounds,
    wall: Rounds,
}

/// Measures several times anew, each time with another server and other
/// connections: which memory they happen to get makes a tenth. `None` where
/// there is no such server.
fn measure(
    server: &dyn Fn() -> Option<Server>,
    subjects: &dyn Fn(&mut Server) -> Vec<Subject<'static>>,
) -> Option<Measured> {
    let (count, slice) = if quick() { (1, 10) } else { (15, 30) };
    let slice = Duration::from_millis(slice);
    let clocks = [clock::process as fn() -> Duration, clock::wall];
    let mut all = Measured::default();
    for _ in 0..TIMES {
        let mut server = server()?;
        let mut subjects = subjects(&mut server);
        let [cpu, wall] = compare_by(&mut subjects, clocks, count, slice);
        all.names = subjects.iter().map(|subject| subject.name).collect();
        all.cpu.rounds.extend(cpu.rounds);
        all.wall.rounds.extend(wall.rounds);
    }
    Some(all)
}

/// The same with the server that is always there.
fn measure_canned(subjects: &dyn Fn(&mut Server) -> Vec<Subject<'static>>) -> Measured {
    measure(&|| Some(Server::canned()), subjects).unwrap_or_default()
}

fn one_after_another(results: &mut Results, whom: &str, server: &dyn Fn() -> Option<Server>) {
    let subjects = |server: &mut Server| {
        calls::subjects::<commands::QueryVersion, _>(server, || peer_qmp::query_version {})
    };
    let Some(measured) = measure(server, &subjects) else {
        return eprintln!("left out: calls to {whom}, which is not installed");
    };
    let title = format!("`query-version` from {whom}");
    let note = "A call, one after another, client and server on one processor: the client's CPU \
                time, and the time on the wall, with five servers one after another; × is how many times that of the raw socket, which \
                writes prepared bytes and reads a line, × id that of one whose command has an id \
                of one digit.";
    results.tables.push(table(&title, note, &measured));
    let Measured { names, cpu, wall } = measured;
    let goals = [(1.3, 1.1), (2.0, 1.5), (3.0, 2.0), (3.0, 2.0)];
    let ours = names.iter().enumerate().skip(OURS);
    for ((index, name), (must, aim)) in ours.zip(goals) {
        for (clock, rounds, must, aim) in [("CPU", &cpu, must, aim), ("wall", &wall, 1.10, 1.03)] {
            let what = format!("{clock} per call, {whom}: {name}");
            let ratio = |raw| rounds.ratio(index, raw);
            let raw = [RAW, RAW_WITH_ID].map(|raw| (names[raw], ratio(raw)));
            let goal = Goal::at_most(what.clone(), raw[0].0, raw[0].1, must).aim(aim);
            results.goals.push(goal);
            results.goals.push(Goal::shown(what, raw[1].0, raw[1].1));
        }
    }
}

fn large_replies(results: &mut Results) {
    let measured = measure_canned(&|server| {
        calls::subjects::<commands::QueryBlock, _>(server, || peer_qmp::query_block {})
    });
    let title = "`query-block`, 240 kB, from a canned server";
    results.tables.push(table(title, "The same.", &measured));
}

fn pipelined_calls(results: &mut Results) {
    let Measured { names, cpu, wall } = measure_canned(&pipelined::subjects);
    let mut table = Table::new(
        "`query-version` from several tasks at once",
        "A call's share; × is how many times as fast as from one task.",
        &["client", "CPU", "wall", "×"],
    );
    for (index, name) in names.iter().enumerate() {
        let gain = wall.ratio(index / 2 * 2, index);
        table.row([
            (*name).to_owned(),
            time(cpu.median(index)),
            time(wall.median(index)),
            format!("{gain:.2}"),
        ]);
        if index == 1 || index == 3 {
            let what = format!("pipelined: {name}");
            results
                .goals
                .push(Goal::at_least(what, "one after another", gain, 3.0));
        }
    }
    results.tables.push(table);
}

fn events_through(results: &mut Results) {
    let Measured { names, cpu, wall } = measure_canned(&events::subjects);
    let mut table = Table::new(
        "Events through to a subscriber",
        "An event's share, typed; × is how many times as fast as `qapi` 0.15 on the same runtime.",
        &["client", "CPU", "×", "wall", "×"],
    );
    for (index, name) in names.iter().enumerate() {
        let peer = if index == 2 || index == 4 { 4 } else { 3 };
        table.row([
            (*name).to_owned(),
            time(cpu.median(index) / EVENTS as f64),
            format!("{:.2}", cpu.ratio(peer, index)),
            time(wall.median(index) / EVENTS as f64),
            format!("{:.2}", wall.ratio(peer, index)),
        ]);
        if index == 1 || index == 2 {
            let what = format!("events, CPU: {name}");
            let ratio = cpu.ratio(peer, index);
            results
                .goals
                .push(Goal::at_least(what, "qapi 0.15 tokio", ratio, 3.0));
        }
    }
    results.tables.push(table);
}

fn table(title: &str, note: &str, Measured { names, cpu, wall }: &Measured) -> Table {
    let columns = ["client", "CPU", "×", "× id", "wall", "×", "× id"];
    let mut table = Table::new(title, note, &columns);
    for (index, name) in names.iter().enumerate() {
        let ratio = |rounds: &Rounds, raw| format!("{:.2}", rounds.ratio(index, raw));
        table.row([
            (*name).to_owned(),
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
