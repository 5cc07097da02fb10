//! The model to Rust, as text: the compiler's own lexer takes text apart
//! faster than a macro can hand over tokens one by one.

mod alternates;
mod commands;
mod deprecated;
mod docs;
mod enums;
mod events;
mod structs;
mod table;
mod types;
mod unions;

use std::fmt::Write as _;

use crate::names::Names;
use crate::schema::{Origin, Schema, TypeId, TypeKind, TypeRef};
use deprecated::Deprecated;
use docs::Docs;

/// What the expansion calls the runtime. It starts with an underscore and a
/// small letter, as no name of a schema does in Rust.
const RUNTIME: &str = "__qapi";

/// The line that an expansion needs in front of it, for code to which the
/// crate `qapi` is known by this path.
///
/// ```
/// assert_eq!(qapi_codegen::import("::qapi"), "use ::qapi::__private as __qapi;");
/// ```
#[must_use]
pub fn import(crate_path: &str) -> String {
    format!("use {crate_path}::__private as {RUNTIME};")
}

/// Expands a schema to Rust items, which need [`import`]'s line in front of
/// them. The same schema gives the same text.
///
/// ```
/// let loaded = qapi_codegen::load_text("demo.json", "{ 'command': 'stop' }", &Default::default());
/// let rust = qapi_codegen::expand(&loaded.schema);
/// assert!(rust.contains("pub fn stop<"));
/// ```
#[must_use]
pub fn expand(schema: &Schema) -> String {
    let names = Names::new(schema);
    let docs = Docs::new(schema, &names);
    let deprecated = Deprecated::new(schema);
    let mut emitter = Emitter {
        schema,
        names: &names,
        docs,
        deprecated,
        allow: "",
        structs: Vec::new(),
        enumerations: Vec::new(),
        out: String::new(),
    };
    for (id, ty) in schema.types() {
        if matches!(ty.origin, Origin::Named(_)) && schema.is_kept(id) {
            emitter.ty(id);
        }
    }
    for index in 0..schema.commands().len() {
        emitter.command(index);
    }
    emitter.events();
    emitter.command_types();
    emitter.common_impls();
    emitter.out
}

/// Writes the items of a schema.
struct Emitter<'a> {
    schema: &'a Schema,
    names: &'a Names,
    docs: Docs<'a>,
    deprecated: Deprecated,
    /// What goes in front of the items that are being written.
    allow: &'static str,
    /// Those written so far.
    structs: Vec<String>,
    enumerations: Vec<String>,
    out: String,
}

impl Emitter<'_> {
    /// A type, and those that are written in place inside it.
    fn ty(&mut self, id: TypeId) {
        let schema = self.schema;
        let kind = &schema.ty(id).kind;
        self.allow = self.deprecated.allow(id);
        match kind {
            TypeKind::Struct(structure) => self.structure(id, structure),
            TypeKind::Enum(values) => self.enumeration(id, values),
            TypeKind::FlatUnion(union) => self.flat_union(id, union),
            TypeKind::SimpleUnion(branches) => self.simple_union(id, branches),
            TypeKind::Alternate(branches) => self.alternate(id, branches),
        }
        for member in kind.members().unwrap_or_default() {
            if let TypeRef::Defined(inner) = member.ty
                && matches!(schema.ty(inner).origin, Origin::Member { owner, .. } if owner == id)
            {
                self.ty(inner);
            }
        }
    }

    /// The impls that are the same for all types of a kind, in one go: each
    /// call of a macro costs the compiler something.
    fn common_impls(&mut self) {
        let structs = std::mem::take(&mut self.structs).join(" ");
        let enumerations = std::mem::take(&mut self.enumerations).join(" ");
        self.line(format_args!("{RUNTIME}::structs!({structs});"));
        self.line(format_args!("{RUNTIME}::enumerations!({enumerations});"));
    }

    fn line(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a string can't fail.
        let _ = self.out.write_fmt(text);
        self.out.push('\n');
    }
}
