//! Alternates: the branches must be told apart by the type of JSON.

use super::Checker;
use crate::definition::{Kind, TypeExpr};
use crate::diagnostic::Diagnostic;
use crate::schema::{Builtin, TypeKind, TypeRef};

impl Checker<'_, '_, '_> {
    pub(super) fn check_alternates(&mut self) {
        for (id, definition) in std::mem::take(&mut self.alternates) {
            let Kind::Alternate(written) = &definition.kind else {
                continue;
            };
            let branches = self.schema.ty(id).kind.branches().unwrap_or_default();
            let mut known: Vec<(&str, usize)> = Vec::new();
            // The model has them as they are written, in that order.
            for ((index, branch), written) in branches.iter().enumerate().zip(written) {
                let Some(ty) = &branch.ty else {
                    continue;
                };
                let problem = match self.json_type(ty) {
                    // Either known to be unknown, or not allowed.
                    None => Some(None),
                    Some(json) => match known.iter().find(|(other, _)| *other == json) {
                        Some((_, other)) => Some(Some(*other)),
                        None => {
                            known.push((json, index));
                            None
                        }
                    },
                };
                let diagnostic = match problem {
                    None => continue,
                    Some(None) => {
                        let message = format!(
                            "branch '{}' of alternate '{}' can't be told apart",
                            branch.tag, definition.name.text
                        );
                        let (span, name) = match &written.ty {
                            TypeExpr::Named(name) => (name.span, name.text),
                            _ => (written.tag.span, branch.tag.as_str()),
                        };
                        Diagnostic::new(span, message)
                            .label(format!("'{name}' is no single type of JSON"))
                            .related(definition.name.span, "in this alternate")
                    }
                    Some(Some(other)) => {
                        let message = format!(
                            "branches '{}' and '{}' can't be told apart",
                            branches[other].tag, branch.tag
                        );
                        let diagnostic = Diagnostic::new(written.tag.span, message)
                            .label("of the same type in JSON as the other one");
                        match self.places.get(&(id, branches[other].tag.clone())) {
                            Some(place) => diagnostic.related(*place, "the other one"),
                            None => diagnostic,
                        }
                    }
                };
                self.diagnostics.push(diagnostic);
            }
        }
    }

    /// The type of JSON that all values of a type have, if there is one.
    fn json_type(&self, ty: &TypeRef) -> Option<&'static str> {
        match ty {
            TypeRef::Builtin(builtin) => match builtin {
                Builtin::Str | Builtin::QType => Some("string"),
                Builtin::Bool => Some("boolean"),
                Builtin::Null => Some("null"),
                Builtin::Any => None,
                _ => Some("number"),
            },
            TypeRef::List(_) => Some("array"),
            TypeRef::Defined(id) => match &self.schema.ty(*id).kind {
                TypeKind::Enum(_) => Some("string"),
                TypeKind::Struct(_) | TypeKind::FlatUnion(_) | TypeKind::SimpleUnion(_) => {
                    Some("object")
                }
                TypeKind::Alternate(_) => None,
            },
        }
    }
}
