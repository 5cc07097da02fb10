//! From the arguments to the items.

use std::io;
use std::path::Path;

use proc_macro2::{Span, TokenStream};
use qapi_codegen::schema::Schema;
use qapi_codegen::{LoadOptions, Loaded, load_for};
use quote::{quote, quote_spanned};
use syn::{Error, LitStr};

use crate::arguments::Arguments;
use crate::locate::locate;

/// How many mistakes of a schema one build reports.
const MAX_ERRORS: usize = 50;

/// Expands to the schema's items, to an error for each of its mistakes, and
/// to what makes cargo build again when its files change.
pub(crate) fn expand(arguments: Arguments) -> syn::Result<proc_macro::TokenStream> {
    let Arguments {
        crate_path,
        path: written,
        span,
        ..
    } = &arguments;
    let span = *span;
    let path = locate(written, span).map_err(|message| Error::new(span, message))?;
    let mut loaded = load(&path, written, &arguments)
        .map_err(|error| Error::new(span, format!("can't read `{}`: {error}", path.display())))?;
    adapt(&mut loaded.schema, &arguments)?;
    let errors = errors(&loaded, span);
    let items = items(&loaded, span)?;
    let tracked = tracked(&loaded);
    let mut expansion = proc_macro::TokenStream::from(quote! {
        use #crate_path::__private as __qapi;
        #errors
        #tracked
    });
    expansion.extend([items]);
    Ok(expansion)
}

/// The schema's items, taken apart by the compiler's own lexer alone: that of
/// `proc_macro2`, which goes over all text before it, costs more than all else
/// here. It is asked first where the text may be wrong, and the compiler would
/// say so, too.
fn items(loaded: &Loaded, span: Span) -> syn::Result<proc_macro::TokenStream> {
    let text = qapi_codegen::expand(&loaded.schema);
    if !loaded.diagnostics.is_empty() && text.parse::<TokenStream>().is_err() {
        return Ok(proc_macro::TokenStream::new());
    }
    text.parse().map_err(|error: proc_macro::LexError| {
        Error::new(span, format!("the expansion is not Rust: {error}"))
    })
}

fn load(path: &Path, written: &str, arguments: &Arguments) -> io::Result<Loaded> {
    let options = load_options(arguments);
    let (commands, events) = (names(&arguments.commands), names(&arguments.events));
    if commands.is_none() && events.is_none() {
        return qapi_codegen::load(path, written, &options);
    }
    let mut selected = commands.unwrap_or_default();
    selected.append(&mut events.unwrap_or_default());
    load_for(path, written, &options, &selected)
}

fn load_options(arguments: &Arguments) -> LoadOptions {
    let mut options = LoadOptions {
        cfg: Vec::new(),
        strict: arguments.strict,
    };
    for condition in &arguments.cfg {
        let condition = condition.value();
        options.cfg.push(match condition.strip_prefix('!') {
            Some(name) => (name.trim().to_owned(), false),
            None => (condition, true),
        });
    }
    options
}

/// Makes members optional, and selects commands and events. All wrong names
/// are one error, which the compiler shows as one for each.
fn adapt(schema: &mut Schema, arguments: &Arguments) -> syn::Result<()> {
    let mut errors: Option<Error> = None;
    let mut check = |name: &LitStr, found: Result<(), String>| {
        if let Err(message) = found {
            let error = Error::new(name.span(), message);
            match &mut errors {
                Some(errors) => errors.combine(error),
                None => errors = Some(error),
            }
        }
    };
    for member in &arguments.optional {
        check(member, schema.set_optional(&member.value()));
    }
    for name in arguments.commands.as_deref().unwrap_or_default() {
        check(name, schema.find_command(&name.value()).map(drop));
    }
    for name in arguments.events.as_deref().unwrap_or_default() {
        check(name, schema.find_event(&name.value()).map(drop));
    }
    if let Some(errors) = errors {
        return Err(errors);
    }
    let (commands, events) = (names(&arguments.commands), names(&arguments.events));
    schema
        .select(commands.as_deref(), events.as_deref())
        .map_err(|unknown| Error::new(arguments.span, unknown))
}

/// What is selected; `None` for all.
fn names(selected: &Option<Vec<LitStr>>) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for name in selected.as_ref()? {
        names.push(name.value());
    }
    Some(names)
}

fn errors(loaded: &Loaded, span: Span) -> TokenStream {
    let diagnostics = loaded.diagnostics.sorted();
    let shown = diagnostics.len().min(MAX_ERRORS);
    let mut errors = TokenStream::new();
    let mut add = |message: String| {
        errors.extend(quote_spanned!(span=> ::core::compile_error! { #message }));
    };
    for diagnostic in &diagnostics[..shown] {
        add(diagnostic.long(&loaded.sources, true));
    }
    let more = diagnostics.len() - shown;
    if more > 0 {
        add(format!("{more} more mistakes in the schema"));
    }
    errors
}

/// rustc remembers the files that `include_bytes!` names, and cargo asks it.
fn tracked(loaded: &Loaded) -> TokenStream {
    let mut files = TokenStream::new();
    for path in &loaded.paths {
        if let Ok(path) = std::path::absolute(path)
            && let Some(path) = path.to_str()
        {
            files.extend(quote!(::core::include_bytes!(#path),));
        }
    }
    // One constant for all: each costs the compiler about as much as a function.
    quote!(
        const _: &[&[u8]] = &[#files];
    )
}
