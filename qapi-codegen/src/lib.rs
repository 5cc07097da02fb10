//! Reads QAPI schemas and writes Rust: the front end and the back end of
//! `qapi::include_qapi!`, for tools that need them without the macro.
//!
//! The passes, each in a file of its own:
//!
//! | pass | from | to |
//! |---|---|---|
//! | `lex` | text | tokens |
//! | `parse` | tokens | values, with their places and comments |
//! | `definition` | values | definitions, their keys checked |
//! | `check` | definitions | the [`schema::Schema`], its names resolved |
//! | `strict` | definitions | nothing: rules that only a strict reader minds |
//! | `emit` | the schema | Rust, as text |
//!
//! Mistakes are gathered in [`Diagnostics`], all of them in one run.
//!
//! ```
//! use qapi_codegen::LoadOptions;
//!
//! let loaded = qapi_codegen::load_text(
//!     "demo.json",
//!     "{ 'command': 'query-name', 'returns': 'NameInfo' }\n\
//!      { 'struct': 'NameInfo', 'data': { '*name': 'string' } }\n",
//!     &LoadOptions::default(),
//! );
//! let mistakes = loaded.diagnostics.sorted();
//! assert_eq!(
//!     mistakes[0].short(&loaded.sources),
//!     "demo.json:2:44: error: member 'name' of struct 'NameInfo' has unknown type 'string'",
//! );
//! // What is right can be expanded all the same.
//! assert!(qapi_codegen::expand(&loaded.schema).contains("pub fn query_name<"));
//! ```

mod check;
mod comment;
mod condition;
mod definition;
mod diagnostic;
mod directive;
mod doc;
mod emit;
mod files;
mod letters;
mod lex;
mod load;
mod markdown;
mod names;
mod parse;
mod reach;
mod render;
pub mod schema;
mod source;
mod strict;
mod syntax;

pub use diagnostic::{Diagnostic, Diagnostics};
pub use emit::{expand, import};
pub use load::{LoadOptions, Loaded, load, load_for, load_text};
pub use source::{Location, SourceFile, SourceMap, Span};
