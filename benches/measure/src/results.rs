//! What a program that measures hands to the one that writes the report.

use serde::{Deserialize, Serialize};

/// All that one program has measured.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Results {
    /// The figures that have a goal.
    pub goals: Vec<Goal>,
    /// All figures.
    pub tables: Vec<Table>,
    /// How figures grow.
    pub plots: Vec<Plot>,
}

/// A ratio and what it is to be.
#[derive(Debug, Serialize, Deserialize)]
pub struct Goal {
    /// What is measured.
    pub what: String,
    /// What it is compared with.
    pub against: String,
    /// The ratio.
    pub ratio: f64,
    /// What it has to be, if anything.
    pub must: Option<f64>,
    /// What it is meant to be, if that is more.
    pub aim: Option<f64>,
    /// Whether more is better.
    pub more: bool,
}

impl Goal {
    /// One that is to be at most this.
    pub fn at_most(what: impl Into<String>, against: &str, ratio: f64, must: f64) -> Self {
        Self {
            what: what.into(),
            against: against.to_owned(),
            ratio,
            must: Some(must),
            aim: None,
            more: false,
        }
    }

    /// One that is to be at least this.
    pub fn at_least(what: impl Into<String>, against: &str, ratio: f64, must: f64) -> Self {
        Self {
            more: true,
            ..Self::at_most(what, against, ratio, must)
        }
    }

    /// One that is aimed at and does not have to be reached.
    pub fn aimed_at(what: impl Into<String>, against: &str, ratio: f64, aim: f64) -> Self {
        Self {
            must: None,
            ..Self::at_least(what, against, ratio, aim).aim(aim)
        }
    }

    /// A second comparison, without a goal.
    pub fn shown(what: impl Into<String>, against: &str, ratio: f64) -> Self {
        Self {
            must: None,
            ..Self::at_most(what, against, ratio, 0.0)
        }
    }

    /// What is aimed at.
    #[must_use]
    pub fn aim(self, aim: f64) -> Self {
        Self {
            aim: Some(aim),
            ..self
        }
    }

    /// Whether it is as good as this.
    #[must_use]
    pub fn reaches(&self, goal: f64) -> bool {
        match self.more {
            true => self.ratio >= goal,
            false => self.ratio <= goal,
        }
    }
}

/// A table.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Table {
    /// What stands above it.
    pub title: String,
    /// How it was measured.
    pub note: String,
    /// The heads of its columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// One without rows.
    pub fn new(title: &str, note: &str, columns: &[&str]) -> Self {
        Self {
            title: title.to_owned(),
            note: note.to_owned(),
            columns: columns.iter().map(|column| (*column).to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// In Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let rule: Vec<String> = self.columns.iter().map(|_| "---".to_owned()).collect();
        let rows = self.rows.iter().map(|row| line(row));
        let rows: String = rows.collect();
        format!(
            "### {}\n\n{}\n\n{}{}{rows}",
            self.title,
            self.note,
            line(&self.columns),
            line(&rule)
        )
    }
}

/// Lines in a plane.
#[derive(Debug, Serialize, Deserialize)]
pub struct Plot {
    /// The file's name, without its end.
    pub file: String,
    /// What stands above it.
    pub title: String,
    /// What goes to the right.
    pub x: String,
    /// What goes up.
    pub y: String,
    /// Each line's name and points.
    pub lines: Vec<(String, Vec<(f64, f64)>)>,
}

impl Results {
    /// Writes them where `--json FILE` says, and shows them.
    ///
    /// # Panics
    ///
    /// The file can't be written.
    pub fn hand_over(&self) {
        for table in &self.tables {
            println!("{}", table.markdown());
        }
        for goal in &self.goals {
            println!(
                "{:6.2} (must {:?}, aim {:?}) {} / {}",
                goal.ratio, goal.must, goal.aim, goal.what, goal.against
            );
        }
        let mut arguments = std::env::args();
        if arguments.any(|argument| argument == "--json") {
            let path = arguments.next().expect("a file behind --json");
            std::fs::write(path, serde_json::to_string(self).unwrap()).unwrap();
        }
    }
}

/// A time as people read it.
#[must_use]
pub fn time(seconds: f64) -> String {
    match seconds {
        s if s >= 1.0 => format!("{s:.2} s"),
        s if s >= 1e-3 => format!("{:.2} ms", s * 1e3),
        s if s >= 1e-6 => format!("{:.2} µs", s * 1e6),
        s => format!("{:.0} ns", s * 1e9),
    }
}
