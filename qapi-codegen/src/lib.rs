//! Reads QAPI schemas and writes Rust.
#![allow(dead_code)]
mod check;
mod comment;
mod definition;
mod diagnostic;
mod doc;
mod emit;
mod lex;
mod load;
mod markdown;
mod names;
mod parse;
mod render;
mod schema;
mod source;
mod syntax;
pub use diagnostic::*;
pub use doc::*;
pub use emit::*;
pub use load::*;
pub use schema::*;
pub use source::*;
