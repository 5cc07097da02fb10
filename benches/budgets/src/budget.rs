//! Budgets on record, and counts against them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// How far beyond its budget a count may be.
const SLACK: f64 = 0.05;

/// Something that was counted.
pub struct Count {
    /// What.
    pub name: String,
    /// How much of it there is.
    pub value: f64,
    /// Whether it depends on the compiler.
    pub compiler: bool,
    /// Whether it has to have a budget.
    pub required: bool,
}

/// The counts on record.
pub struct Budgets {
    values: BTreeMap<String, f64>,
    /// The compiler that they were counted with.
    compiler: String,
}

impl Budgets {
    /// Reads them.
    pub fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap_or_default();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let pairs = lines.filter_map(|line| line.split_once(" = "));
        let mut budgets = Self {
            values: BTreeMap::new(),
            compiler: String::new(),
        };
        for (name, value) in pairs {
            match name {
                "compiler" => budgets.compiler = value.to_owned(),
                _ => drop(
                    budgets
                        .values
                        .insert(name.to_owned(), value.parse().unwrap()),
                ),
            }
        }
        budgets
    }

    /// Puts counts in the place of those on record. What was not counted this
    /// time stays.
    pub fn update(path: &Path, counts: &[Count]) {
        let mut budgets = Self::read(path);
        for count in counts {
            budgets.values.insert(count.name.clone(), count.value);
        }
        let mut text = format!(
            "# Counts that may not grow by more than 5 %: `scripts/budgets`.\n\
             compiler = {}\n",
            compiler()
        );
        for (name, value) in &budgets.values {
            let _ = writeln!(text, "{name} = {value}");
        }
        fs::write(path, text).unwrap();
    }

    /// What is wrong. All counts are shown.
    pub fn compare(&self, counts: &[Count]) -> Vec<String> {
        let same_compiler = self.compiler == compiler();
        let mut failures = Vec::new();
        for count in counts {
            let (name, value) = (&count.name, count.value);
            let Some(budget) = self.values.get(name) else {
                let missing = format!("{name}: {value}, and there is no budget for it");
                match count.required {
                    true => failures.push(missing),
                    false => println!("{missing}"),
                }
                continue;
            };
            let percent = (value / budget - 1.0) * 100.0;
            println!("{name}: {value} of {budget} ({percent:+.1} %)");
            if count.compiler && !same_compiler {
                println!("  not compared: the budget is for {}", self.compiler);
            } else if percent > SLACK * 100.0 {
                failures.push(format!(
                    "over budget: {name} is {value}, {percent:.1} % more than {budget}"
                ));
            } else if percent < -SLACK * 100.0 {
                println!("  far below its budget, which could be lowered");
            }
        }
        failures
    }
}

/// The compiler and its version.
fn compiler() -> String {
    let output = Command::new("rustc").arg("--version").output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}
