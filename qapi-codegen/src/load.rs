//! From files to the model: the passes, one after the other.

use std::io;
use std::path::{Path, PathBuf};

use crate::check::check;
use crate::definition::{Definition, Dialect, define, needed};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::directive::{Directive, Pragmas};
use crate::files::Files;
use crate::parse::parse_lexed;
use crate::schema::Schema;
use crate::source::SourceMap;
use crate::strict;
use crate::syntax::{CommaQuirk, Expression, File};

/// How to read a schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadOptions {
    /// Conditions that are known to hold, or not to: `CONFIG_LINUX`, `true`.
    pub cfg: Vec<(String, bool)>,
    /// Whether all the rules of today's QEMU are to be kept, those for names
    /// and documentation included. Without it, only what would make wrong code
    /// is a mistake.
    pub strict: bool,
}

/// A schema that was read, with all that is wrong with it.
#[derive(Debug)]
pub struct Loaded {
    /// What is right in it.
    pub schema: Schema,
    /// What is wrong with it; empty for a good schema.
    pub diagnostics: Diagnostics,
    /// The files it was read from.
    pub sources: SourceMap,
    /// Where those files are, in the same order; empty for a schema from
    /// memory.
    pub paths: Vec<PathBuf>,
}

/// Reads the schema in a file and in those it includes. `name` is what
/// messages call that file.
///
/// # Errors
///
/// A file that can't be read at all. Everything that is wrong with its
/// content is a diagnostic.
pub fn load(path: &Path, name: &str, options: &LoadOptions) -> io::Result<Loaded> {
    let mut diagnostics = Diagnostics::default();
    let files = Files::read(path, name, &mut diagnostics)?;
    Ok(resolve(files, options, None, diagnostics))
}

/// The same where it is known that only these commands and events will be
/// [selected](Schema::select): the rest of the schema is checked as well, but
/// has no documentation, which is most of the work.
///
/// # Errors
///
/// Those of [`load`].
pub fn load_for(
    path: &Path,
    name: &str,
    options: &LoadOptions,
    commands_and_events: &[String],
) -> io::Result<Loaded> {
    let mut diagnostics = Diagnostics::default();
    let files = Files::read(path, name, &mut diagnostics)?;
    Ok(resolve(
        files,
        options,
        Some(commands_and_events),
        diagnostics,
    ))
}

/// Reads a schema from memory, which can't include others. `name` is what
/// messages call it.
#[must_use]
pub fn load_text(name: &str, text: impl Into<String>, options: &LoadOptions) -> Loaded {
    let mut diagnostics = Diagnostics::default();
    let files = Files::from_text(name, text.into(), &mut diagnostics);
    resolve(files, options, None, diagnostics)
}

fn resolve(
    files: Files,
    options: &LoadOptions,
    selected: Option<&[String]>,
    mut diagnostics: Diagnostics,
) -> Loaded {
    let mut parsed: Vec<File<'_>> = Vec::new();
    for (index, file) in files.sources.files().iter().enumerate() {
        parsed.push(parse_lexed(file, &files.lexed[index], &mut diagnostics));
    }
    // A strict reader knows no old dialect.
    let dialect = if options.strict {
        Dialect::Current
    } else {
        Dialect::of(&parsed)
    };
    if dialect == Dialect::Current {
        judge_commas(&parsed, &mut diagnostics);
    }

    let mut definitions = Definitions {
        dialect,
        files: &files,
        parsed: &parsed,
        found: Vec::new(),
        pragmas: Pragmas::default(),
    };
    if !parsed.is_empty() {
        definitions.of_file(0, &mut diagnostics);
    }
    for file in &parsed {
        for name in &file.broken {
            definitions.found.push(Definition::broken(*name));
        }
    }
    let documented = selected.map(|roots| needed(&definitions.found, roots));
    let mut schema = check(
        &definitions.found,
        dialect,
        documented.as_ref(),
        &mut diagnostics,
    );
    if options.strict {
        strict::check(
            &parsed,
            &definitions.found,
            &definitions.pragmas,
            &mut diagnostics,
        );
    }
    schema.decide(&|name| {
        options
            .cfg
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, holds)| *holds)
    });
    Loaded {
        schema,
        diagnostics,
        sources: files.sources,
        paths: files.paths,
    }
}

/// The definitions of all files, those of an included file in its place.
struct Definitions<'a, 'src> {
    dialect: Dialect,
    files: &'a Files,
    parsed: &'a [File<'src>],
    found: Vec<Definition<'src>>,
    pragmas: Pragmas,
}

impl Definitions<'_, '_> {
    fn of_file(&mut self, file: usize, diagnostics: &mut Diagnostics) {
        // Not by recursion: schemas may include each other in a long row.
        let mut stack: Vec<std::slice::Iter<'_, Expression<'_>>> =
            vec![self.parsed[file].expressions.iter()];
        while let Some(expressions) = stack.last_mut() {
            let Some(expression) = expressions.next() else {
                stack.pop();
                continue;
            };
            match Directive::read(expression, diagnostics) {
                None => {
                    if let Some(found) = define(expression, self.dialect, diagnostics) {
                        self.found.push(found);
                    }
                }
                Some(Directive::Include) => {
                    if let Some(file) = self.files.included(expression.span.start) {
                        stack.push(self.parsed[file].expressions.iter());
                    }
                }
                Some(Directive::Pragma(pragmas)) => self.pragmas.merge(pragmas),
            }
        }
    }
}

/// Missing and trailing commas are mistakes in all but the oldest schemas.
fn judge_commas(files: &[File<'_>], diagnostics: &mut Diagnostics) {
    for file in files {
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
}
