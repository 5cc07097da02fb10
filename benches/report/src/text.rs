//! The page.

use bench_measure::quick;
use bench_measure::results::{Goal, Results};

use crate::machine;

/// All of it.
pub fn results(all: &Results) -> String {
    let machine = machine::describe();
    let goals: String = all.goals.iter().map(goal).collect();
    let musts = all.goals.iter().filter_map(|goal| Some((goal, goal.must?)));
    let reached = musts.clone().filter(|(goal, must)| goal.reaches(*must));
    let (reached, count) = (reached.count(), musts.count());
    let hurry = match quick() {
        true => "\nThis was done with `--quick`: few rounds, so the figures are rough.\n",
        false => "",
    };
    let plots: String = all
        .plots
        .iter()
        .map(|plot| format!("![{}](plots/{}.svg)\n\n", plot.title, plot.file))
        .collect();
    let tables: Vec<String> = all.tables.iter().map(|table| table.markdown()).collect();
    format!(
        "# Results\n\n\
         Written by one command:\n\n    \
         cargo run --release --manifest-path benches/Cargo.toml -p report\n\n\
         Single parts of it: `-p bench-wire`, `-p bench-wire --bin allocations`, \
         `-p bench-client`, `-p bench-build`; for criterion, `cargo bench --manifest-path \
         benches/Cargo.toml -p bench-wire` and `-p bench-client`.\n{hurry}\n\
         ## Machine and versions\n\n{machine}\n\
         ## Goals\n\n\
         {reached} of {count} that have to be are reached. Ratios are medians over rounds in which all take \
         turns; ≤ is a share of what it is compared with, ≥ is how many times as fast.\n\n\
         | what | against | ratio | must | aim | |\n| --- | --- | --- | --- | --- | --- |\n{goals}\n\
         ## Growth\n\n{plots}\
         ## All figures\n\n{tables}",
        tables = tables.join("\n"),
    )
}

fn goal(goal: &Goal) -> String {
    let sign = if goal.more { "≥" } else { "≤" };
    let show = |goal: Option<f64>| goal.map(|goal| format!("{sign} {goal}"));
    let reaches = |it: Option<f64>| it.is_some_and(|it| goal.reaches(it));
    let verdict = match (reaches(goal.must), reaches(goal.aim)) {
        (_, true) => "the aim",
        (true, false) => "reached",
        _ if goal.must.is_none() && goal.aim.is_none() => "for comparison",
        (false, false) if goal.must.is_none() => "below the aim",
        (false, false) => "**missed**",
    };
    format!(
        "| {} | {} | {:.2} | {} | {} | {verdict} |\n",
        goal.what,
        goal.against,
        goal.ratio,
        show(goal.must).unwrap_or_default(),
        show(goal.aim).unwrap_or_default()
    )
}
