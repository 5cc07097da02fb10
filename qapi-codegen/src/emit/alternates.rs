//! Alternates: an enum whose variants are told apart by the type of JSON.

use super::{Emitter, RUNTIME};
use crate::names::{UNRECOGNIZED, camel_case, distinct};
use crate::schema::{Branch, Builtin, TypeId, TypeKind, TypeRef};

impl Emitter<'_> {
    pub(super) fn alternate(&mut self, id: TypeId, branches: &[Branch]) {
        let allow = self.allow;
        let (names, docs) = (self.names, self.docs.ty(id));
        let name = names.ty(id);
        let wire = branches.iter().map(|branch| branch.tag.as_str());
        let wire: Vec<&str> = wire.chain([UNRECOGNIZED]).collect();
        let mut variants = distinct(&wire, camel_case, &[]);
        let unrecognized = variants.pop().unwrap_or_default();
        let with_types = || {
            branches
                .iter()
                .zip(&variants)
                .filter_map(|(branch, variant)| Some((branch, variant, branch.ty.as_ref()?)))
        };

        self.line(format_args!(
            "{docs}{allow}#[allow(clippy::large_enum_variant)]\n#[non_exhaustive]\npub enum {name} {{"
        ));
        for (branch, variant, ty) in with_types() {
            let (docs, ty) = (
                self.docs.branch(id, branch),
                self.maybe_boxed(ty, branch.boxed),
            );
            self.line(format_args!("{docs}{variant}({ty}),"));
        }
        self.line(format_args!(
            "#[doc = \" A value of none of these types.\"]\n{unrecognized}({RUNTIME}::Value),\n}}"
        ));

        let types: Vec<String> = with_types()
            .map(|(_, _, ty)| format!("{RUNTIME}::JsonType::{}", self.json_type(ty)))
            .collect();
        let types = types.join(", ");
        self.line(format_args!(
            "{allow}impl {RUNTIME}::Alternate for {name} {{\n\
             #[inline]\nfn types(&self) -> &'static [{RUNTIME}::JsonType] {{ &[{types}] }}\n\
             #[inline]\nfn index(&self) -> usize {{\nmatch self {{"
        ));
        let count = with_types().count();
        for (index, (_, variant, _)) in with_types().enumerate() {
            self.line(format_args!("Self::{variant}(_) => {index},"));
        }
        self.line(format_args!(
            "Self::{unrecognized}(_) => {count},\n}}\n}}\n\
             #[inline]\nfn value(&self) -> {RUNTIME}::View<'_> {{\nmatch self {{"
        ));
        for (branch, variant, _) in with_types() {
            let place = if branch.boxed { "&**" } else { "" };
            self.line(format_args!(
                "Self::{variant}(value) => {RUNTIME}::view({place}value),"
            ));
        }
        self.line(format_args!(
            "Self::{unrecognized}(value) => {RUNTIME}::view(value),"
        ));
        self.line(format_args!(
            "}}\n}}\n#[inline]\nfn select(&mut self, index: usize) -> {RUNTIME}::Slot<'_> {{\n*self = match index {{"
        ));
        for (index, (branch, variant, _)) in with_types().enumerate() {
            let blank = if branch.boxed { "blank_boxed" } else { "blank" };
            self.line(format_args!(
                "{index} => Self::{variant}({RUNTIME}::{blank}()),"
            ));
        }
        self.line(format_args!(
            "_ => Self::{unrecognized}({RUNTIME}::blank()),\n}};\nmatch self {{"
        ));
        for (branch, variant, _) in with_types() {
            let place = if branch.boxed { "&mut **" } else { "" };
            self.line(format_args!(
                "Self::{variant}(value) => {RUNTIME}::slot({place}value),"
            ));
        }
        self.line(format_args!(
            "Self::{unrecognized}(value) => {RUNTIME}::slot(value),"
        ));
        self.line(format_args!("}}\n}}\n}}"));

        let from = self.std("From");
        for (branch, variant, ty) in with_types() {
            let parameter = self.rust_type(ty);
            let value = if branch.boxed {
                format!("{}::new(value)", self.std("Box"))
            } else {
                "value".to_owned()
            };
            self.line(format_args!(
                "{allow}impl {from}<{parameter}> for {name} {{\n#[inline]\n\
                 fn from(value: {parameter}) -> Self {{ Self::{variant}({value}) }}\n}}"
            ));
            if *ty == TypeRef::Builtin(Builtin::Str) {
                self.line(format_args!(
                    "{allow}impl {from}<&str> for {name} {{\n#[inline]\n\
                     fn from(value: &str) -> Self {{ Self::{variant}(value.into()) }}\n}}"
                ));
            }
        }
        self.line(format_args!(
            "{RUNTIME}::alternate!({name}, {unrecognized});"
        ));
    }

    /// The type that the values of a branch have in JSON.
    fn json_type(&self, ty: &TypeRef) -> &'static str {
        match ty {
            TypeRef::Builtin(builtin) => match builtin {
                Builtin::Str | Builtin::QType => "Str",
                Builtin::Bool => "Boolean",
                Builtin::Null | Builtin::Any => "Null",
                _ => "Number",
            },
            TypeRef::List(_) => "Array",
            TypeRef::Defined(id) => match self.schema.ty(*id).kind {
                TypeKind::Enum(_) => "Str",
                _ => "Object",
            },
        }
    }
}
