//! Simple unions: an enum of the branches.

use std::collections::HashMap;

use super::{Emitter, RUNTIME};
use crate::names::{UNRECOGNIZED, camel_case, distinct};
use crate::schema::{Branch, TypeId, TypeRef};

impl Emitter<'_> {
    pub(super) fn simple_union(&mut self, id: TypeId, branches: &[Branch]) {
        let (docs, names) = (self.docs.ty(id), self.names);
        let name = names.ty(id);
        let wire: Vec<&str> = branches
            .iter()
            .map(|branch| branch.tag.as_str())
            .chain([UNRECOGNIZED])
            .collect();
        let mut variants = distinct(&wire, camel_case, &[]);
        let unrecognized = variants.pop().unwrap_or_default();
        let with_variants = || branches.iter().zip(&variants);

        self.line(format_args!("{docs}#[non_exhaustive]\npub enum {name} {{"));
        for (branch, variant) in with_variants() {
            let (docs, ty) = (self.docs.branch(id, branch), self.branch_type(branch));
            self.line(format_args!("{docs}{variant}({ty}),"));
        }
        self.line(format_args!(
            "#[doc = \" A branch that the schema does not list.\"]\n\
             {unrecognized}({RUNTIME}::UnrecognizedBranch),\n}}"
        ));

        self.line(format_args!(
            "impl {RUNTIME}::Union for {name} {{\n#[inline]\nfn tag(&self) -> &str {{\nmatch self {{"
        ));
        for (branch, variant) in with_variants() {
            self.line(format_args!("Self::{variant}(_) => {:?},", branch.tag));
        }
        self.line(format_args!(
            "Self::{unrecognized}(branch) => branch.tag(),\n}}\n}}\n\
             #[inline]\nfn branch(&self) -> {RUNTIME}::View<'_> {{\nmatch self {{"
        ));
        for variant in &variants {
            self.line(format_args!(
                "Self::{variant}(branch) => {RUNTIME}::view(branch),"
            ));
        }
        self.line(format_args!(
            "Self::{unrecognized}(branch) => branch.__view(),\n}}\n}}\n\
             #[inline]\nfn select(&mut self, tag: &str) -> {RUNTIME}::Slot<'_> {{\n*self = match tag {{"
        ));
        for (branch, variant) in with_variants() {
            self.line(format_args!(
                "{:?} => Self::{variant}({RUNTIME}::blank()),",
                branch.tag
            ));
        }
        self.line(format_args!(
            "_ => Self::{unrecognized}({RUNTIME}::UnrecognizedBranch::__blank(tag)),\n}};\nmatch self {{"
        ));
        for variant in &variants {
            self.line(format_args!(
                "Self::{variant}(branch) => {RUNTIME}::slot(branch),"
            ));
        }
        self.line(format_args!(
            "Self::{unrecognized}(branch) => branch.__slot(),\n}}\n}}\n}}"
        ));

        self.conversions(id, branches, &variants);
        self.line(format_args!("{RUNTIME}::union!({name}, {unrecognized});"));
    }

    fn branch_type(&self, branch: &Branch) -> String {
        let ty = self.rust_type(&branch.ty);
        if branch.boxed {
            format!("{}<{ty}>", self.std("Box"))
        } else {
            ty
        }
    }

    /// A branch's content becomes the union where only one branch has its type.
    fn conversions(&mut self, id: TypeId, branches: &[Branch], variants: &[String]) {
        let mut uses: HashMap<&TypeRef, usize> = HashMap::new();
        for branch in branches {
            *uses.entry(&branch.ty).or_default() += 1;
        }
        let (name, from) = (self.names.ty(id), self.std("From"));
        for (branch, variant) in branches.iter().zip(variants) {
            if uses[&branch.ty] > 1 || branch.ty == TypeRef::Defined(id) {
                continue;
            }
            let ty = self.rust_type(&branch.ty);
            let value = if branch.boxed {
                format!("{}::new(branch)", self.std("Box"))
            } else {
                "branch".to_owned()
            };
            self.line(format_args!(
                "impl {from}<{ty}> for {name} {{\n#[inline]\n\
                 fn from(branch: {ty}) -> Self {{ Self::{variant}({value}) }}\n}}"
            ));
        }
    }
}
