//! What the rounds say.

use bench_measure::results::{Goal, Results, Table, time};
use bench_measure::rounds::median;

use crate::run::Cost;

/// One round: ours, and the other's if it has one.
type Round = (Cost, Option<Cost>);

/// The costs of builds by name, round by round.
#[derive(Default)]
pub struct Builds {
    all: Vec<(&'static str, Vec<Round>)>,
}

impl Builds {
    /// One round of a build, ours and the other's.
    pub fn push(&mut self, what: &'static str, [ours, peer]: [Cost; 2]) {
        self.add(what, ours, Some(peer));
    }

    /// One round of a build that only we have.
    pub fn push_ours(&mut self, what: &'static str, ours: Cost) {
        self.add(what, ours, None);
    }

    fn add(&mut self, what: &'static str, ours: Cost, peer: Option<Cost>) {
        let known = self.all.iter_mut().find(|(name, _)| *name == what);
        match known {
            Some((_, rounds)) => rounds.push((ours, peer)),
            None => self.all.push((what, vec![(ours, peer)])),
        }
    }

    fn rounds(&self, what: &str) -> &[Round] {
        let build = self.all.iter().find(|(name, _)| *name == what);
        build
            .map(|(_, rounds)| rounds.as_slice())
            .unwrap_or_default()
    }

    /// Adds the table and the goals.
    pub fn report(&self, results: &mut Results) {
        let mut table = Table::new(
            "Builds",
            &format!(
                "Median of {} rounds; × is ours over the other's, median over the rounds. `check` and `build` are \
             the crate with the whole schema alone: our rustc with the macro in it, and the other \
             rustc without the build script that generates its source. `release program` is that \
             crate and a program that uses ten of its commands, without other dependencies; `cold \
             check` is that program with all dependencies, the whole tree of processes. Memory is that \
             of the largest process. Nothing is incremental.",
                self.rounds("check").len()
            ),
            &[
                "build",
                "CPU",
                "qapi 0.15",
                "×",
                "wall",
                "qapi 0.15",
                "×",
                "memory",
                "qapi 0.15",
                "×",
            ],
        );
        let kinds: [fn(&Cost) -> f64; 3] = [|it| it.cpu, |it| it.wall, |it| it.memory];
        for (what, rounds) in &self.all {
            let mut row = vec![(*what).to_owned()];
            for (index, kind) in kinds.iter().enumerate() {
                let show = |value| match index {
                    2 => format!("{value:.0} MB"),
                    _ => time(value),
                };
                row.push(show(median(rounds.iter().map(|(ours, _)| kind(ours)))));
                let peers: Vec<f64> = rounds.iter().flat_map(|it| &it.1).map(kind).collect();
                match peers.is_empty() {
                    true => row.extend(["".to_owned(), "".to_owned()]),
                    false => {
                        row.push(show(median(peers)));
                        row.push(format!("{:.3}", ratio(rounds, *kind)));
                    }
                }
            }
            table.row(row);
        }
        results.tables.push(table);
        self.goals(results);
    }

    fn goals(&self, results: &mut Results) {
        let cpu: fn(&Cost) -> f64 = |it| it.cpu;
        let wall: fn(&Cost) -> f64 = |it| it.wall;
        let all = [
            ("check", 0.20, 0.10),
            ("build", 0.20, 0.10),
            ("release program", 0.30, 0.15),
            ("cold check", 0.40, 0.25),
        ];
        for (what, must, aim) in all {
            for (kind, name) in [(cpu, "CPU"), (wall, "wall")] {
                let ratio = ratio(self.rounds(what), kind);
                let what = format!("{what}, {name}");
                results
                    .goals
                    .push(Goal::at_most(what, "qapi-qmp", ratio, must).aim(aim));
            }
        }
        let memory = ratio(self.rounds("check"), |it| it.memory);
        let goal = Goal::at_most("check, memory", "qapi-qmp", memory, 0.35).aim(0.20);
        results.goals.push(goal);
        let selected = self.rounds("check, ten commands").iter();
        let pairs = selected.zip(self.rounds("check"));
        let ratio = median(pairs.map(|((part, _), (whole, _))| part.cpu / whole.cpu));
        let goal = Goal::at_most("check, ten commands, CPU", "ours, whole", ratio, 0.15);
        results.goals.push(goal.aim(0.05));
    }
}

fn ratio(rounds: &[Round], kind: fn(&Cost) -> f64) -> f64 {
    let both = rounds
        .iter()
        .filter_map(|(ours, peer)| Some((ours, peer.as_ref()?)));
    median(both.map(|(ours, peer)| kind(ours) / kind(peer)))
}

/// The size of the programs, in bytes.
pub fn sizes(results: &mut Results, ours: f64, selected: f64, peer: f64) {
    let mut table = Table::new(
        "The program",
        "Release build, stripped, in kB.",
        &["ours, whole schema", "ours, ten commands", "qapi 0.15", "×"],
    );
    let kilobytes = |bytes: f64| format!("{:.0}", bytes / 1e3);
    let cells = [kilobytes(ours), kilobytes(selected), kilobytes(peer)];
    table.row(cells.into_iter().chain([format!("{:.2}", ours / peer)]));
    results.tables.push(table);
    let goal = Goal::at_most("size of the program", "qapi 0.15", ours / peer, 0.8);
    results.goals.push(goal.aim(0.5));
}
