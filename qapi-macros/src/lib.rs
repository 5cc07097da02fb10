//! The procedural macro behind `qapi::include_qapi!`, which is the way to use
//! it: the facade tells it by which path its caller knows the crate `qapi`.

mod arguments;
mod expand;
mod locate;

use proc_macro::TokenStream;

/// Expands to the typed API of a schema; see `qapi::include_qapi!`.
///
/// Its input is the path of the crate `qapi` in parentheses, and then what
/// the caller of `qapi::include_qapi!` wrote.
#[proc_macro]
pub fn include_qapi(input: TokenStream) -> TokenStream {
    let arguments = syn::parse_macro_input!(input as arguments::Arguments);
    expand::expand(arguments).unwrap_or_else(|error| error.into_compile_error().into())
}
