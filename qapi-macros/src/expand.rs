//! From the arguments to the items.

use proc_macro2::{Span, TokenStream};
use qapi_codegen::{Loaded, load};
use quote::{quote, quote_spanned};
use syn::Error;

use crate::arguments::Arguments;
use crate::locate::locate;

/// How many mistakes of a schema one build reports.
const MAX_ERRORS: usize = 50;

/// Expands to the schema's items, to an error for each of its mistakes, and
/// to what makes cargo build again when its files change.
pub(crate) fn expand(arguments: Arguments) -> syn::Result<TokenStream> {
    let Arguments {
        crate_path,
        path: written,
        span,
        optional,
    } = arguments;
    let path = locate(&written, span).map_err(|message| Error::new(span, message))?;
    let mut loaded = load(&path, &written)
        .map_err(|error| Error::new(span, format!("can't read `{}`: {error}", path.display())))?;
    for member in &optional {
        let set = loaded.schema.set_optional(&member.value());
        set.map_err(|message| Error::new(member.span(), message))?;
    }
    let items: TokenStream = qapi_codegen::expand(&loaded.schema)
        .parse()
        .map_err(|error| Error::new(span, format!("the expansion is not Rust: {error}")))?;
    let errors = errors(&loaded, span);
    let tracked = tracked(&loaded);
    Ok(quote! {
        use #crate_path::__private as __qapi;
        #errors
        #items
        #tracked
    })
}

fn errors(loaded: &Loaded, span: Span) -> TokenStream {
    let diagnostics = loaded.diagnostics.sorted();
    let mut messages: Vec<String> = diagnostics
        .iter()
        .take(MAX_ERRORS)
        .map(|diagnostic| diagnostic.long(&loaded.sources, true))
        .collect();
    if diagnostics.len() > MAX_ERRORS {
        messages.push(format!(
            "{} more mistakes in the schema",
            diagnostics.len() - MAX_ERRORS
        ));
    }
    messages
        .iter()
        .map(|message| quote_spanned!(span=> ::core::compile_error! { #message }))
        .collect()
}

/// rustc remembers the files that `include_bytes!` names, and cargo asks it.
fn tracked(loaded: &Loaded) -> TokenStream {
    let files = loaded
        .paths
        .iter()
        .filter_map(|path| std::path::absolute(path).ok());
    let files = files.filter_map(|path| path.to_str().map(str::to_owned));
    files
        .map(|file| {
            quote!(
                const _: &[u8] = ::core::include_bytes!(#file);
            )
        })
        .collect()
}
