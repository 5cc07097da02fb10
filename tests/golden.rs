//! The model and the expansion of schemas, against the ones on record in
//! `tests/golden/`.
//!
//! `UPDATE_GOLDEN=1` writes them anew; the difference is then for git to show
//! and for a person to judge.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // A test fails that way.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use qapi_codegen::schema::{Origin, Schema, Type, TypeKind, TypeRef};
use qapi_codegen::{LoadOptions, Loaded};

#[test]
fn model_of_the_classic_dialect() {
    let loaded = load("tests/golden/classic.json");
    compare("classic.model.txt", &model(&loaded.schema));
}

#[test]
fn expansion_of_the_classic_dialect() {
    let loaded = load("tests/golden/classic.json");
    compare("classic.expanded.rs", &expansion(&loaded.schema));
}

#[test]
fn model_of_the_bundled_schema() {
    let loaded = load("schema/qapi-schema.json");
    compare("qapi-schema.model.txt", &model(&loaded.schema));
}

/// The same schema gives the same text, whatever the order of a hash map.
#[test]
fn expansion_is_deterministic() {
    let expand = || qapi_codegen::expand(&load("schema/qapi-schema.json").schema);
    let first = expand();
    assert!((0..4).all(|_| expand() == first));
}

fn load(path: &str) -> Loaded {
    let loaded = qapi_codegen::load(&root().join(path), path, &LoadOptions::default())
        .expect("a file of this repository");
    let mistakes = loaded.diagnostics.sorted();
    assert!(mistakes.is_empty(), "{mistakes:#?}");
    loaded
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares with the text on record, or puts it there.
fn compare(name: &str, actual: &str) {
    let path: PathBuf = root().join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, actual).expect("a writable working tree");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if let Some((number, (expected, actual))) = expected
        .lines()
        .zip(actual.lines())
        .enumerate()
        .find(|(_, (expected, actual))| expected != actual)
    {
        panic!(
            "{name}:{}: expected\n  {expected}\nbut it is\n  {actual}",
            number + 1
        );
    }
    assert_eq!(
        expected.lines().count(),
        actual.lines().count(),
        "{name}: number of lines"
    );
}

/// Formatted as `rustfmt` nearly would.
fn expansion(schema: &Schema) -> String {
    let items = syn::parse_file(&qapi_codegen::expand(schema)).expect("the expansion is Rust");
    prettyplease::unparse(&items)
}

/// One line for each definition and each of its parts.
fn model(schema: &Schema) -> String {
    let mut out = String::new();
    for (_, ty) in schema.types() {
        let name = type_name(schema, ty);
        let lines = match &ty.kind {
            TypeKind::Struct(_) | TypeKind::FlatUnion(_) => {
                let kind = if let TypeKind::Struct(_) = ty.kind {
                    "struct"
                } else {
                    "union"
                };
                writeln!(out, "{kind} {name}").expect("memory");
                ty.kind
                    .members()
                    .unwrap_or_default()
                    .iter()
                    .map(|member| {
                        let optional = if member.optional { "*" } else { "" };
                        let boxed = if member.boxed { " boxed" } else { "" };
                        let ty = type_ref(schema, &member.ty);
                        (
                            format!("{optional}{}: {ty}{boxed}", member.name),
                            &member.doc,
                        )
                    })
                    .collect::<Vec<_>>()
            }
            TypeKind::Enum(values) => {
                writeln!(out, "enum {name}").expect("memory");
                values
                    .iter()
                    .map(|value| (value.name.clone(), &value.doc))
                    .collect()
            }
            TypeKind::SimpleUnion(branches) | TypeKind::Alternate(branches) => {
                writeln!(out, "union {name}").expect("memory");
                branches
                    .iter()
                    .map(|branch| {
                        let boxed = if branch.boxed { " boxed" } else { "" };
                        (
                            format!(
                                "{}: {}{boxed}",
                                branch.tag,
                                branch
                                    .ty
                                    .as_ref()
                                    .map_or(String::new(), |ty| type_ref(schema, ty))
                            ),
                            &branch.doc,
                        )
                    })
                    .collect()
            }
        };
        for (line, doc) in lines {
            writeln!(out, "    {line}  # {}", doc.text.join(" ")).expect("memory");
        }
    }
    for command in schema.commands() {
        let arguments = command
            .arguments
            .map(|id| type_name(schema, schema.ty(id)))
            .unwrap_or_default();
        let returns = command
            .returns
            .as_ref()
            .map_or("nothing".to_owned(), |ty| type_ref(schema, ty));
        let silent = if command.success_response {
            ""
        } else {
            " silent"
        };
        writeln!(
            out,
            "command {}({arguments}) -> {returns}{silent}",
            command.name
        )
        .expect("memory");
        for section in &command.doc.sections {
            writeln!(out, "    # {:?}: {}", section.kind, section.text.join(" ")).expect("memory");
        }
    }
    out
}

fn type_name(schema: &Schema, ty: &Type) -> String {
    match &ty.origin {
        Origin::Named(name) => name.clone(),
        Origin::Arguments(command) => format!("arguments of {command}"),
        Origin::EventData(event) => format!("data of {event}"),
        Origin::Member { owner, member } => {
            format!("{}.{member}", type_name(schema, schema.ty(*owner)))
        }
    }
}

fn type_ref(schema: &Schema, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Builtin(builtin) => format!("{builtin:?}").to_lowercase(),
        TypeRef::Defined(id) => type_name(schema, schema.ty(*id)),
        TypeRef::List(element) => format!("[{}]", type_ref(schema, element)),
    }
}
