//! From files to the model: the passes, one after the other.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::check::check;
use crate::definition::{Definition, define, is_old_dialect};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::parse::parse;
use crate::schema::Schema;
use crate::source::SourceMap;
use crate::syntax::{CommaQuirk, File};

/// A schema that was read, with all that is wrong with it.
#[derive(Debug)]
pub struct Loaded {
    /// What is right in it.
    pub schema: Schema,
    /// What is wrong with it; empty for a good schema.
    pub diagnostics: Diagnostics,
    /// The files it was read from.
    pub sources: SourceMap,
    /// Where those files are, in the same order.
    pub paths: Vec<PathBuf>,
}

/// Reads the schema in a file. `name` is what messages call that file.
///
/// # Errors
///
/// A file that can't be read at all. Everything that is wrong with its
/// content is a diagnostic.
pub fn load(path: &Path, name: &str) -> io::Result<Loaded> {
    let bytes = fs::read(path)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            + 1;
        io::Error::new(
            io::ErrorKind::InvalidData,
            format!("line {line} is not valid UTF-8"),
        )
    })?;
    let mut loaded = load_text(name, text);
    loaded.paths.push(path.to_owned());
    Ok(loaded)
}

/// Reads a schema from memory. `name` is what messages call it.
#[must_use]
pub fn load_text(name: &str, text: impl Into<String>) -> Loaded {
    let mut diagnostics = Diagnostics::default();
    let mut sources = SourceMap::default();
    let schema = match sources.add(name, text) {
        Some(file) => {
            let file = parse(file, &mut diagnostics);
            judge_commas(&file, &mut diagnostics);
            let read = file.expressions.iter();
            let read = read.filter_map(|expression| define(expression, &mut diagnostics));
            let broken = file.broken.iter().map(|name| Definition::broken(*name));
            let definitions: Vec<_> = read.chain(broken).collect();
            check(&definitions, &mut diagnostics)
        }
        None => Schema::default(),
    };
    Loaded {
        schema,
        diagnostics,
        sources,
        paths: Vec::new(),
    }
}

/// Missing and trailing commas are mistakes in all but the oldest schemas.
fn judge_commas(file: &File<'_>, diagnostics: &mut Diagnostics) {
    if file.expressions.iter().any(is_old_dialect) {
        return;
    }
    for quirk in &file.comma_quirks {
        diagnostics.push(match quirk {
            CommaQuirk::Missing(span) => {
                Diagnostic::new(*span, "missing comma").label("expected `,` before this")
            }
            CommaQuirk::Trailing(span) => {
                Diagnostic::new(*span, "comma behind the last element").label("remove this")
            }
        });
    }
}
