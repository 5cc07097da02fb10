//! Unions with a discriminator: a branch for each value of its enum.

use std::collections::{HashMap, HashSet};

use super::types::MAX_SUGGESTIONS;
use super::{Checker, Condition};
use crate::definition::{self, Definition, Dialect, TypeExpr};
use crate::diagnostic::Diagnostic;
use crate::doc::{Doc, Parts};
use crate::schema::{
    Branch, Builtin, Discriminator, FlatUnion, Member, Origin, TypeId, TypeKind, TypeRef,
};
use crate::source::Span;
use crate::syntax::Name;

/// A union whose base may not have all its members yet.
pub(super) struct Pending<'n, 'src> {
    id: TypeId,
    definition: &'n Definition<'src>,
    discriminator: Name<'src>,
    /// Where each branch stands.
    tags: &'n [definition::Branch<'src>],
}

impl<'n, 'src> Checker<'n, 'src, '_> {
    /// What the union's own definition says; the rest comes with
    /// [`complete_unions`](Self::complete_unions).
    pub(super) fn flat_union(
        &mut self,
        definition: &'n Definition<'src>,
        id: TypeId,
        base: &'n TypeExpr<'src>,
        discriminator: Name<'src>,
        branches: &'n [definition::Branch<'src>],
        parts: &Parts,
    ) -> FlatUnion {
        let (base, members) = match base {
            TypeExpr::Members(members) => (None, self.members(definition, id, members, parts, "")),
            TypeExpr::Named(name) => (
                self.base(definition, *name).map(|(_, base)| base),
                Vec::new(),
            ),
            TypeExpr::List(_) => (None, Vec::new()),
        };
        self.unions.push(Pending {
            id,
            definition,
            discriminator,
            tags: branches,
        });
        let branches = self.branches(definition, id, branches, parts);
        let name = discriminator.text.to_owned();
        let discriminator = Discriminator {
            name,
            ty: None,
            doc: Doc::default(),
        };
        FlatUnion {
            base,
            members,
            discriminator,
            branches,
        }
    }

    /// Gives unions their bases' members, and a branch for each value of their
    /// discriminators.
    pub(super) fn complete_unions(&mut self) {
        let unions = std::mem::take(&mut self.unions);
        for pending in &unions {
            self.complete(pending);
        }
        for pending in &unions {
            self.check_branch_members(pending);
        }
    }

    fn complete(&mut self, pending: &Pending<'n, 'src>) {
        let id = pending.id;
        let TypeKind::FlatUnion(union) = &self.schema.ty(id).kind else {
            return;
        };
        let mut union = union.clone();
        if let Some(base) = union.base {
            union.members = self
                .schema
                .ty(base)
                .kind
                .members()
                .unwrap_or_default()
                .to_vec();
            for member in &union.members {
                if let Some(span) = self.places.get(&(base, member.name.clone())).copied() {
                    self.places.entry((id, member.name.clone())).or_insert(span);
                }
            }
        } else if union.members.is_empty() {
            // The base is unknown, and reported.
            return;
        }
        if let Some(tags) = self.take_discriminator(pending, &mut union) {
            self.check_tags(pending, union.discriminator.ty, &tags);
            union.branches = complete_branches(&union.branches, tags);
            self.check_some_branch(pending, &union);
        }
        self.check_branch_types(pending, &mut union);
        self.schema.ty_mut(id).kind = TypeKind::FlatUnion(union);
    }

    /// Takes the discriminator out of the common members and gives the tags
    /// that it allows, with the conditions of the enum's values.
    fn take_discriminator(
        &mut self,
        pending: &Pending<'n, 'src>,
        union: &mut FlatUnion,
    ) -> Option<Vec<(String, Condition)>> {
        let Pending {
            discriminator,
            definition,
            ..
        } = pending;
        let mut names = Vec::new();
        for member in &union.members {
            names.push(member.name.as_str());
        }
        let found = names.iter().position(|name| *name == discriminator.text);
        let Some(index) = found else {
            let message = format!(
                "'base' of union '{}' has no member '{}'",
                definition.name.text, discriminator.text
            );
            self.diagnostics.push(
                Diagnostic::new(discriminator.span, message)
                    .label("the discriminator is a member of the base")
                    .related(definition.name.span, "in this union")
                    .suggest("a member", discriminator.text, &names),
            );
            return None;
        };
        let member = union.members.remove(index);
        self.check_discriminator(pending, &member);
        union.discriminator.doc = member.doc.clone();
        let mut tags = Vec::new();
        let TypeRef::Defined(ty) = member.ty else {
            for branch in &union.branches {
                tags.push((branch.tag.clone(), Condition::Always));
            }
            return Some(tags);
        };
        let TypeKind::Enum(values) = &self.schema.ty(ty).kind else {
            return None;
        };
        union.discriminator.ty = Some(ty);
        for value in values {
            tags.push((value.name.clone(), value.condition.clone()));
        }
        Some(tags)
    }

    fn check_discriminator(&mut self, pending: &Pending<'n, 'src>, member: &Member) {
        let is_enum = match &member.ty {
            TypeRef::Defined(id) => matches!(self.schema.ty(*id).kind, TypeKind::Enum(_)),
            // Releases before 2.0 have unions by any string; a type that is
            // unknown is reported already.
            TypeRef::Builtin(builtin) => match builtin {
                Builtin::Str => self.dialect == Dialect::Old,
                builtin => *builtin == Builtin::Any,
            },
            TypeRef::List(_) => false,
        };
        let problem = if !is_enum {
            "is not of an enum type"
        } else if member.optional {
            "is optional"
        } else if !member.condition.is_always() {
            "is conditional"
        } else {
            return;
        };
        let Name { text, span } = pending.discriminator;
        let mut diagnostic = Diagnostic::new(span, format!("the discriminator '{text}' {problem}"))
            .label("each value needs one of the branches' names here");
        if let Some(place) = self.places.get(&(pending.id, member.name.clone())) {
            let owner = self.owner_name(pending.id, text);
            diagnostic = diagnostic.related(*place, format!("the member{owner}"));
        }
        self.diagnostics.push(diagnostic);
    }

    /// An enum without values and a union without branches leave nothing.
    fn check_some_branch(&mut self, pending: &Pending<'n, 'src>, union: &FlatUnion) {
        if !union.branches.is_empty() || !pending.tags.is_empty() {
            return;
        }
        let Name { text, span } = pending.definition.name;
        let mut diagnostic = Diagnostic::new(span, format!("union '{text}' has no branches"))
            .label("neither 'data' nor its enum has any");
        if let Some(place) = union.discriminator.ty.and_then(|ty| self.place_of(ty)) {
            diagnostic = diagnostic.related(place, "this enum is empty");
        }
        self.diagnostics.push(diagnostic);
    }

    /// Where a type is defined.
    fn place_of(&self, ty: TypeId) -> Option<Span> {
        match &self.schema.ty(ty).origin {
            Origin::Named(name) => self.names.place(name),
            _ => None,
        }
    }

    /// Each branch belongs to a value of the discriminator.
    fn check_tags(
        &mut self,
        pending: &Pending<'n, 'src>,
        ty: Option<TypeId>,
        tags: &[(String, Condition)],
    ) {
        let (mut values, mut known) = (Vec::new(), HashSet::new());
        for (tag, _) in tags {
            values.push(tag.as_str());
            known.insert(tag.as_str());
        }
        let origin = ty.map(|ty| &self.schema.ty(ty).origin);
        let label = match origin {
            Some(Origin::Named(name)) => format!("enum '{name}' has no such value"),
            _ => "its enum has no such value".to_owned(),
        };
        for branch in pending.tags {
            if known.contains(branch.tag.text) {
                continue;
            }
            let message = format!(
                "branch '{}' is no value of the discriminator",
                branch.tag.text
            );
            let mut diagnostic = Diagnostic::new(branch.tag.span, message)
                .label(label.clone())
                .related(pending.discriminator.span, "the discriminator");
            if self.diagnostics.len() < MAX_SUGGESTIONS {
                diagnostic = diagnostic.suggest("a value", branch.tag.text, &values);
            }
            if let Some(place) = ty.and_then(|ty| self.place_of(ty)) {
                diagnostic = diagnostic.related(place, "its enum");
            }
            self.diagnostics.push(diagnostic);
        }
    }

    /// A branch adds members, so it is a struct or a union.
    fn check_branch_types(&mut self, pending: &Pending<'n, 'src>, union: &mut FlatUnion) {
        for branch in &mut union.branches {
            let fits = match &branch.ty {
                None | Some(TypeRef::Builtin(Builtin::Any)) => true,
                Some(TypeRef::Defined(id)) => {
                    matches!(
                        self.schema.ty(*id).kind,
                        TypeKind::Struct(_) | TypeKind::FlatUnion(_)
                    )
                }
                Some(_) => false,
            };
            if fits && branch.ty != Some(TypeRef::Builtin(Builtin::Any)) {
                continue;
            }
            branch.ty = None;
            let written = pending
                .tags
                .iter()
                .find(|written| written.tag.text == branch.tag);
            if let Some(written) = written
                && (!fits
                    || matches!(&written.ty, TypeExpr::Named(name) if Builtin::named(name.text).is_some()))
            {
                let span = match &written.ty {
                    TypeExpr::Named(name) => name.span,
                    _ => written.tag.span,
                };
                let message = format!("branch '{}' is neither a struct nor a union", branch.tag);
                let label = match &written.ty {
                    TypeExpr::Named(name) => format!("'{}' has no members to add", name.text),
                    _ => "a list has no members to add".to_owned(),
                };
                self.diagnostics.push(
                    Diagnostic::new(span, message)
                        .label(label)
                        .related(pending.definition.name.span, "in this union"),
                );
            }
        }
    }

    /// The members of a branch and the common ones stand in one object.
    fn check_branch_members(&mut self, pending: &Pending<'n, 'src>) {
        let TypeKind::FlatUnion(union) = &self.schema.ty(pending.id).kind else {
            return;
        };
        let mut common: HashSet<&str> = HashSet::new();
        for member in &union.members {
            common.insert(&member.name);
        }
        common.insert(&union.discriminator.name);
        let mut clashes = Vec::new();
        for branch in &union.branches {
            let Some(TypeRef::Defined(ty)) = branch.ty else {
                continue;
            };
            for (owner, name) in self.all_members(ty) {
                if common.contains(name) {
                    clashes.push((branch.tag.clone(), owner, name.to_owned()));
                }
            }
        }
        for (tag, owner, name) in clashes {
            let Some(span) = self.places.get(&(pending.id, tag.clone())) else {
                continue;
            };
            if owner == pending.id {
                let union = pending.definition.name;
                let message = format!("branch '{tag}' makes union '{}' contain itself", union.text);
                let diagnostic = Diagnostic::new(*span, message);
                self.diagnostics.push(
                    diagnostic
                        .label("all members of its type stand in the same object")
                        .related(union.span, "this union"),
                );
                continue;
            }
            let message =
                format!("member '{name}' of branch '{tag}' collides with a common member");
            let mut diagnostic =
                Diagnostic::new(*span, message).label("both would have the same name on the wire");
            for (id, what) in [(owner, "branch's"), (pending.id, "common")] {
                if let Some(place) = self.places.get(&(id, name.clone())) {
                    let owner = self.owner_name(id, &name);
                    diagnostic = diagnostic.related(*place, format!("the {what} member{owner}"));
                }
            }
            self.diagnostics.push(diagnostic);
        }
    }

    /// All members that a value of this type can have, and whose they are.
    fn all_members(&self, id: TypeId) -> Vec<(TypeId, &str)> {
        let mut found = Vec::new();
        let mut seen = Vec::new();
        let mut stack = vec![id];
        while let Some(id) = stack.pop() {
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            let kind = &self.schema.ty(id).kind;
            for member in kind.members().unwrap_or_default() {
                found.push((id, member.name.as_str()));
            }
            if let TypeKind::FlatUnion(union) = kind {
                found.push((id, union.discriminator.name.as_str()));
                for branch in &union.branches {
                    if let Some(TypeRef::Defined(ty)) = branch.ty {
                        stack.push(ty);
                    }
                }
            }
        }
        found
    }
}

/// A branch for each tag, empty where the union has none.
fn complete_branches(written: &[Branch], tags: Vec<(String, Condition)>) -> Vec<Branch> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (index, branch) in written.iter().enumerate() {
        places.insert(&branch.tag, index);
    }
    let mut complete = Vec::new();
    for (tag, condition) in tags {
        complete.push(match places.get(tag.as_str()) {
            Some(&index) => Branch {
                condition: condition.and(written[index].condition.clone()),
                ..written[index].clone()
            },
            None => Branch {
                tag,
                ty: None,
                boxed: false,
                condition,
                doc: Doc::default(),
            },
        });
    }
    complete
}
