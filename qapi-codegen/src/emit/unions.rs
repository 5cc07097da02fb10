//! Unions: an enum of the branches. A simple union is that enum; a flat one is
//! a struct of the common members with that enum in the place of the
//! discriminator.

use std::collections::HashMap;

use super::structs::BranchField;
use super::{Emitter, RUNTIME};
use crate::names::{UNRECOGNIZED, camel_case, distinct};
use crate::schema::{Branch, FlatUnion, TypeId, TypeRef};

/// A variant of an enum that has one for each branch, value or event.
pub(super) struct Variant<'a> {
    pub(super) docs: String,
    pub(super) name: String,
    /// On the wire.
    pub(super) tag: &'a str,
    /// The type it carries, and whether in a box.
    pub(super) carries: Option<(&'a TypeRef, bool)>,
}

impl Emitter<'_> {
    pub(super) fn simple_union(&mut self, id: TypeId, branches: &[Branch]) {
        let (names, docs) = (self.names, self.docs.ty(id));
        let name = names.ty(id);
        let (variants, unrecognized) = self.variants(id, branches);
        self.branch_enum(name, &docs, &variants, &unrecognized);
        self.conversions(name, Some(id), &variants);
        self.line(format_args!(
            "{RUNTIME}::simple_union!({name}, {unrecognized});"
        ));
    }

    pub(super) fn flat_union(&mut self, id: TypeId, union: &FlatUnion) {
        let names = self.names;
        let (name, branch_enum) = (names.ty(id), names.branch_enum(id));
        let discriminator = &union.discriminator;
        let docs = self.docs.discriminator(id, discriminator);
        let field = BranchField {
            wire: &discriminator.name,
            ty: branch_enum,
            docs,
        };
        self.with_members(id, &union.members, Some(&field));

        let (variants, unrecognized) = self.variants(id, &union.branches);
        let docs = self.docs.branch_enum(name);
        self.branch_enum(branch_enum, &docs, &variants, &unrecognized);
        self.conversions(branch_enum, None, &variants);
        self.line(format_args!(
            "{RUNTIME}::branches!({branch_enum}, {unrecognized});"
        ));
        if union.members.iter().all(|member| member.optional) {
            self.whole_conversions(name, branch_enum, id, &variants);
        }
    }

    fn variants<'b>(&self, id: TypeId, branches: &'b [Branch]) -> (Vec<Variant<'b>>, String) {
        let wire = branches.iter().map(|branch| branch.tag.as_str());
        let wire: Vec<&str> = wire.chain([UNRECOGNIZED]).collect();
        let mut names = distinct(&wire, camel_case, &[]);
        let unrecognized = names.pop().unwrap_or_default();
        let variants = branches.iter().zip(names).map(|(branch, name)| Variant {
            docs: self.docs.branch(id, branch),
            name,
            tag: &branch.tag,
            carries: branch.ty.as_ref().map(|ty| (ty, branch.boxed)),
        });
        (variants.collect(), unrecognized)
    }

    /// The enum, and how the runtime reads and writes it.
    pub(super) fn branch_enum(
        &mut self,
        name: &str,
        docs: &str,
        variants: &[Variant<'_>],
        unrecognized: &str,
    ) {
        let allow = self.allow;
        self.line(format_args!(
            "{docs}{allow}#[allow(clippy::large_enum_variant)]\n#[non_exhaustive]\npub enum {name} {{"
        ));
        for Variant {
            docs,
            name,
            carries,
            ..
        } in variants
        {
            match carries {
                Some((ty, boxed)) => {
                    let ty = self.maybe_boxed(ty, *boxed);
                    self.line(format_args!("{docs}{name}({ty}),"));
                }
                None => self.line(format_args!("{docs}{name},")),
            }
        }
        self.line(format_args!(
            "#[doc = \" One that the schema does not list.\"]\n\
             {unrecognized}({RUNTIME}::UnrecognizedBranch),\n}}"
        ));

        self.line(format_args!(
            "{allow}impl {name} {{\n\
             #[doc = \" Its name on the wire.\"]\n#[inline]\n#[must_use]\n\
             pub fn tag(&self) -> &str {{\nmatch self {{"
        ));
        for Variant {
            name, tag, carries, ..
        } in variants
        {
            let pattern = if carries.is_some() { "(_)" } else { "" };
            self.line(format_args!("Self::{name}{pattern} => {tag:?},"));
        }
        self.line(format_args!(
            "Self::{unrecognized}(branch) => branch.tag(),\n}}\n}}\n}}"
        ));
        self.branch_access(name, variants, unrecognized);
    }

    fn branch_access(&mut self, name: &str, variants: &[Variant<'_>], unrecognized: &str) {
        let allow = self.allow;
        self.line(format_args!(
            "{allow}impl {RUNTIME}::Union for {name} {{\n\
             #[inline]\nfn tag(&self) -> &str {{ Self::tag(self) }}\n\
             #[inline]\nfn branch(&self) -> {RUNTIME}::View<'_> {{\nmatch self {{"
        ));
        for Variant { name, carries, .. } in variants {
            match carries {
                Some((_, boxed)) => {
                    let place = if *boxed { "&**" } else { "" };
                    self.line(format_args!(
                        "Self::{name}(branch) => {RUNTIME}::view({place}branch),"
                    ));
                }
                None => self.line(format_args!("Self::{name} => {RUNTIME}::View::Nothing,")),
            }
        }
        self.line(format_args!(
            "Self::{unrecognized}(branch) => branch.__view(),\n}}\n}}\n\
             #[inline]\nfn branch_slot(&mut self) -> {RUNTIME}::Slot<'_> {{\nmatch self {{"
        ));
        for Variant { name, carries, .. } in variants {
            match carries {
                Some((_, boxed)) => {
                    let place = if *boxed { "&mut **" } else { "" };
                    self.line(format_args!(
                        "Self::{name}(branch) => {RUNTIME}::slot({place}branch),"
                    ));
                }
                None => self.line(format_args!("Self::{name} => {RUNTIME}::Slot::Nothing,")),
            }
        }
        self.line(format_args!(
            "Self::{unrecognized}(branch) => branch.__slot(),\n}}\n}}\n\
             #[inline]\nfn select(&mut self, tag: &str) {{\n*self = match tag {{"
        ));
        for Variant {
            name, tag, carries, ..
        } in variants
        {
            let blank = match carries {
                Some((_, true)) => format!("({RUNTIME}::blank_boxed())"),
                Some((_, false)) => format!("({RUNTIME}::blank())"),
                None => String::new(),
            };
            self.line(format_args!("{tag:?} => Self::{name}{blank},"));
        }
        self.line(format_args!(
            "_ => Self::{unrecognized}({RUNTIME}::UnrecognizedBranch::__blank(tag)),\n}};\n}}\n}}"
        ));
    }

    /// A branch becomes the union where that needs nothing else.
    fn whole_conversions(
        &mut self,
        name: &str,
        branch_enum: &str,
        id: TypeId,
        variants: &[Variant<'_>],
    ) {
        let (allow, from) = (self.allow, self.std("From"));
        let branches = unique_types(variants, Some(id))
            .into_iter()
            .map(|(_, ty, _)| self.rust_type(ty));
        let branches: Vec<String> = branches.chain([branch_enum.to_owned()]).collect();
        for branch in branches {
            self.line(format_args!(
                "{allow}impl {from}<{branch}> for {name} {{\n#[inline]\n\
                 fn from(branch: {branch}) -> Self {{ Self::new(branch) }}\n}}"
            ));
        }
    }

    /// A branch's content becomes the enum where only one branch has its type.
    pub(super) fn conversions(
        &mut self,
        name: &str,
        own: Option<TypeId>,
        variants: &[Variant<'_>],
    ) {
        let (allow, from) = (self.allow, self.std("From"));
        for (variant, ty, boxed) in unique_types(variants, own) {
            let ty = self.rust_type(ty);
            let value = if boxed {
                format!("{}::new(branch)", self.std("Box"))
            } else {
                "branch".to_owned()
            };
            self.line(format_args!(
                "{allow}impl {from}<{ty}> for {name} {{\n#[inline]\n\
                 fn from(branch: {ty}) -> Self {{ Self::{variant}({value}) }}\n}}"
            ));
        }
    }

    pub(super) fn maybe_boxed(&self, ty: &TypeRef, boxed: bool) -> String {
        let ty = self.rust_type(ty);
        if boxed {
            format!("{}<{ty}>", self.std("Box"))
        } else {
            ty
        }
    }
}

/// The variants that can be told by the type they carry, which is not `own`.
fn unique_types<'v>(
    variants: &'v [Variant<'_>],
    own: Option<TypeId>,
) -> Vec<(&'v str, &'v TypeRef, bool)> {
    let mut uses: HashMap<&TypeRef, usize> = HashMap::new();
    for (ty, _) in variants.iter().filter_map(|variant| variant.carries) {
        *uses.entry(ty).or_default() += 1;
    }
    let carrying = variants.iter().filter_map(|variant| {
        let (ty, boxed) = variant.carries?;
        Some((variant.name.as_str(), ty, boxed))
    });
    let is_own = |ty: &TypeRef| own.is_some_and(|own| *ty == TypeRef::Defined(own));
    carrying
        .filter(|(_, ty, _)| uses[ty] == 1 && !is_own(ty))
        .collect()
}
