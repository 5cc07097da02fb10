//! A report in plain text: sections with aligned rows.

use std::io::{self, Write};

const INDENT: &str = "  ";

/// Writes as it goes, so that what came before an error is seen.
pub(crate) struct Report<W> {
    output: W,
}

impl<W: Write> Report<W> {
    pub(crate) fn new(output: W) -> Self {
        Self { output }
    }

    pub(crate) fn title(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.output, "{}", printable(text))
    }

    pub(crate) fn heading(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.output, "\n{text}")
    }

    pub(crate) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.output, "{INDENT}{}", printable(text).trim_end())
    }

    /// A name and a value each.
    pub(crate) fn pairs(&mut self, pairs: &[(&str, String)]) -> io::Result<()> {
        let rows: Vec<_> = pairs.iter().map(|(name, value)| [*name, value]).collect();
        self.rows(&rows)
    }

    /// A table with a head, or a word where it would be empty.
    pub(crate) fn table<const N: usize>(
        &mut self,
        head: [&str; N],
        rows: &[[String; N]],
    ) -> io::Result<()> {
        if rows.is_empty() {
            return self.line("none");
        }
        let body = rows.iter().map(|row| row.each_ref().map(String::as_str));
        let all: Vec<_> = std::iter::once(head).chain(body).collect();
        self.rows(&all)
    }

    fn rows<const N: usize>(&mut self, rows: &[[&str; N]]) -> io::Result<()> {
        let cells: Vec<[String; N]> = rows.iter().map(|row| row.map(printable)).collect();
        let mut widths = [0; N];
        for row in &cells {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count());
            }
        }
        for row in &cells {
            let columns = row.iter().zip(widths);
            let line: String = columns
                .map(|(cell, width)| format!("{cell:width$}{INDENT}"))
                .collect();
            self.line(&line)?;
        }
        Ok(())
    }
}

/// Text from elsewhere, with what would move the cursor made visible.
fn printable(text: &str) -> String {
    let mut line = String::new();
    for character in text.chars() {
        if character == '\t' {
            line.push_str(INDENT);
        } else if character.is_control() {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    line
}

/// A number of bytes in the largest unit that it is a multiple of.
pub(crate) fn size(bytes: i64) -> String {
    const UNITS: [&str; 5] = ["B", "KiB", "MiB", "GiB", "TiB"];
    let mut number = bytes;
    let mut unit = 0;
    while number != 0 && number % 1024 == 0 && unit + 1 < UNITS.len() {
        number /= 1024;
        unit += 1;
    }
    format!("{number} {}", UNITS[unit])
}

pub(crate) fn yes_or_no(value: bool) -> String {
    if value { "yes" } else { "no" }.to_owned()
}
