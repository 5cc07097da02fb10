//! The page.

use bench_measure::quick;
use bench_measure::results::{Goal, Results};

use crate::machine;

/// All of it.
pub fn results(all: &Results) -> String {
    let machine = machine::describe();
    let goals: String = all.goals.iter().map(goal).collect();
    let reached = all
        .goals
        .iter()
        .filter(|goal| goal.reaches(goal.must))
        .count();
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
         {reached} of {count} are reached. Ratios are medians over rounds in which all take \
         turns; ≤ is a share of what it is compared with, ≥ is how many times as fast.\n\n\
         | what | against | ratio | must | aim | |\n| --- | --- | --- | --- | --- | --- |\n{goals}\n\
         ## Growth\n\n{plots}\
         ## All figures\n\n{tables}",
        count = all.goals.len(),
        tables = tables.join("\n"),
    )
}

fn goal(goal: &Goal) -> String {
    let sign = if goal.more { "≥" } else { "≤" };
    let aim = goal.aim.map(|aim| format!("{sign} {aim}"));
    let verdict = match (goal.reaches(goal.must), goal.aim) {
        (false, _) => "**missed**",
        (true, Some(aim)) if !goal.reaches(aim) => "reached",
        (true, _) => "reached, and the aim",
    };
    let must = match goal.must {
        0.0 => String::new(),
        must => format!("{sign} {must}"),
    };
    format!(
        "| {} | {} | {:.2} | {must} | {} | {verdict} |\n",
        goal.what,
        goal.against,
        goal.ratio,
        aim.unwrap_or_default()
    )
}
