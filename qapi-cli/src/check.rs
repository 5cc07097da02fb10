//! `qapi check`: all mistakes of a schema.

use qapi_codegen::{Diagnostic, LoadOptions, Loaded, SourceMap, Span, load};
use serde_json::{Value, json};

use crate::Outcome;
use crate::arguments::{Check, Format};
use crate::output;

/// Checks each file as a schema of its own. One that can't be read does not
/// keep the others from being checked.
pub(crate) fn run(arguments: &Check) -> Result<Outcome, String> {
    let options = LoadOptions {
        strict: arguments.strict,
        ..LoadOptions::default()
    };
    let mut worst = Outcome::Clean;
    for file in &arguments.files {
        let name = file.to_string_lossy();
        let outcome = match load(file, &name, &options) {
            Err(error) => {
                output::complain(&format!("qapi: can't read '{name}': {error}\n"));
                Outcome::Failed
            }
            Ok(loaded) if loaded.diagnostics.is_empty() => Outcome::Clean,
            Ok(loaded) => {
                output::print(&render(&loaded, arguments.format))?;
                let left_out = loaded.diagnostics.left_out();
                if left_out > 0 {
                    output::complain(&format!("qapi: {left_out} more mistakes in '{name}'\n"));
                }
                Outcome::Mistakes
            }
        };
        worst = worst.max(outcome);
    }
    Ok(worst)
}

/// The mistakes of a schema as text.
pub(crate) fn render(loaded: &Loaded, format: Format) -> String {
    let mistakes = loaded.diagnostics.sorted().into_iter();
    let sources = &loaded.sources;
    mistakes
        .map(|mistake| match format {
            Format::Short => mistake.short(sources) + "\n",
            Format::Human => mistake.long(sources, false) + "\n\n",
            Format::Json => object(mistake, sources).to_string() + "\n",
        })
        .collect()
}

fn object(mistake: &Diagnostic, sources: &SourceMap) -> Value {
    let mut object = place(mistake.span, &mistake.label, sources);
    object["message"] = json!(mistake.message);
    let related = mistake.related.iter();
    object["related"] = related
        .map(|(span, label)| place(*span, label, sources))
        .collect();
    object["help"] = json!(mistake.help);
    let includes = mistake.included_from(sources);
    object["included_from"] = includes
        .iter()
        .map(|at| json!({ "file": at.file, "line": at.line, "column": at.column }))
        .collect();
    object
}

/// A place and what is said there. The end is the one after the last
/// character.
fn place(span: Span, label: &str, sources: &SourceMap) -> Value {
    let position = |span| sources.locate(span);
    let (start, end) = (position(span), position(span.after()));
    json!({
        "file": start.map(|at| at.file),
        "line": start.map(|at| at.line),
        "column": start.map(|at| at.column),
        "end": end.map(|at| json!({ "line": at.line, "column": at.column })),
        "label": label,
    })
}
