//! `qapi expand`: a schema as Rust.

use qapi_codegen::schema::Schema;
use qapi_codegen::{LoadOptions, load};

use crate::Outcome;
use crate::arguments::{Expand, Format};
use crate::{check, output};

/// Prints what the macro expands to, if nothing is wrong with the schema.
pub(crate) fn run(arguments: &Expand) -> Result<Outcome, String> {
    let name = arguments.file.to_string_lossy();
    let options = LoadOptions {
        cfg: arguments.cfg.clone(),
        strict: arguments.strict,
    };
    let mut loaded = load(&arguments.file, &name, &options)
        .map_err(|error| format!("can't read '{name}': {error}"))?;
    if !loaded.diagnostics.is_empty() {
        output::complain(&check::render(&loaded, Format::Human));
        return Ok(Outcome::Mistakes);
    }
    adapt(&mut loaded.schema, arguments)?;
    let import = qapi_codegen::import(&arguments.crate_path);
    let items = qapi_codegen::expand(&loaded.schema);
    let file = syn::parse_file(&format!("{import}\n{items}"))
        .map_err(|error| format!("the expansion is not Rust: {error}"))?;
    output::print(&prettyplease::unparse(&file))?;
    Ok(Outcome::Clean)
}

/// Makes members optional, and selects commands and events.
fn adapt(schema: &mut Schema, arguments: &Expand) -> Result<(), String> {
    for member in &arguments.optional {
        schema.set_optional(member)?;
    }
    schema.select(arguments.commands.as_deref(), arguments.events.as_deref())
}
