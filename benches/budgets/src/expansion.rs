//! How long the expansion is.

use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use qapi_codegen::schema::Schema;

use crate::budget::Count;

/// Of the bundled schema, and where `QEMU_SRC` names a source tree, of that
/// one's, which has a budget if it is the release on record.
pub fn count(folder: &Path, counts: &mut Vec<Count>) {
    let bundled = load(&folder.join("../../schema/qapi-schema.json"));
    expansion("bundled schema", true, &bundled, counts);
    let Some(source) = std::env::var_os("QEMU_SRC").map(PathBuf::from) else {
        return println!("left out: the expansion of QEMU's schema (QEMU_SRC is not set)");
    };
    let schema = load(&source.join("qapi/qapi-schema.json"));
    let (types, commands) = (schema.types().count(), schema.commands().len());
    let name = format!("QEMU schema of {types} types and {commands} commands");
    expansion(&name, false, &schema, counts);
}

fn load(path: &Path) -> Schema {
    let loaded = qapi_codegen::load(path, "schema", &Default::default()).unwrap();
    assert!(
        loaded.diagnostics.is_empty(),
        "mistakes in {}",
        path.display()
    );
    loaded.schema
}

fn expansion(name: &str, required: bool, schema: &Schema, counts: &mut Vec<Count>) {
    let text = qapi_codegen::expand(schema);
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
            required,
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
