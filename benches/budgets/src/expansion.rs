//! How long the expansion is.

use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

use crate::budget::Count;

/// Of the bundled schema, and where `QEMU_SRC` names a source tree that has a
/// budget, of that one's.
pub fn count(folder: &Path, counts: &mut Vec<Count>) {
    schema(
        "bundled",
        &folder.join("../../schema/qapi-schema.json"),
        counts,
    );
    let Some(source) = std::env::var_os("QEMU_SRC").map(PathBuf::from) else {
        return println!("left out: the expansion of QEMU's schema (QEMU_SRC is not set)");
    };
    let version = std::fs::read_to_string(source.join("VERSION")).unwrap_or_default();
    schema(
        format!("qemu {}", version.trim()).trim_end(),
        &source.join("qapi/qapi-schema.json"),
        counts,
    );
}

fn schema(name: &str, path: &Path, counts: &mut Vec<Count>) {
    let loaded = qapi_codegen::load(path, name, &Default::default()).unwrap();
    assert!(loaded.diagnostics.is_empty(), "{name} has mistakes");
    let text = qapi_codegen::expand(&loaded.schema);
    let mut tokens = Tokens::default();
    tokens.add(text.parse().unwrap());
    for (what, value) in [
        ("bytes", text.len()),
        ("tokens", tokens.all),
        ("functions", tokens.functions),
        ("impls", tokens.impls),
    ] {
        counts.push(Count {
            name: format!("expansion of {name}: {what}"),
            value: value as f64,
            compiler: false,
        });
    }
}

#[derive(Default)]
struct Tokens {
    all: usize,
    functions: usize,
    impls: usize,
}

impl Tokens {
    fn add(&mut self, stream: TokenStream) {
        for token in stream {
            self.all += 1;
            match token {
                TokenTree::Group(group) => self.add(group.stream()),
                TokenTree::Ident(word) if word == "fn" => self.functions += 1,
                TokenTree::Ident(word) if word == "impl" => self.impls += 1,
                _ => {}
            }
        }
    }
}
