//! What the names of a schema stand for.

use std::collections::{HashMap, HashSet};

use crate::definition::{Definition, Kind};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::schema::{Builtin, Schema, TypeId};
use crate::source::Span;

/// A type that is defined by name.
#[derive(Clone, Copy)]
pub(super) struct Named {
    pub(super) id: TypeId,
    /// How messages name its kind.
    pub(super) kind: &'static str,
}

/// All names of a schema: of types, commands and events alike.
#[derive(Default)]
pub(super) struct Names<'src> {
    types: HashMap<&'src str, Named>,
    first: HashMap<&'src str, Span>,
    /// Names that are defined, with mistakes.
    broken: HashSet<&'src str>,
}

impl<'src> Names<'src> {
    pub(super) fn collect(definitions: &[Definition<'src>], diagnostics: &mut Diagnostics) -> Self {
        let mut names = Self::default();
        for Definition { name, kind, .. } in definitions {
            if let Some(first) = names.first.get(name.text) {
                diagnostics.push(
                    Diagnostic::new(
                        name.span,
                        format!("duplicate definition of '{}'", name.text),
                    )
                    .label("defined again here")
                    .related(*first, "first defined here"),
                );
                continue;
            }
            if kind.is_type() && Builtin::named(name.text).is_some() {
                let message = format!(
                    "{} '{}' has the name of a built-in type",
                    kind.describe(),
                    name.text
                );
                diagnostics.push(Diagnostic::new(name.span, message).label("this name is taken"));
                continue;
            }
            names.first.insert(name.text, name.span);
            if matches!(kind, Kind::Broken) {
                names.broken.insert(name.text);
            } else if kind.is_type() {
                let id = Schema::named_id(names.types.len());
                names.types.insert(
                    name.text,
                    Named {
                        id,
                        kind: kind.describe(),
                    },
                );
            }
        }
        names
    }

    pub(super) fn type_count(&self) -> usize {
        self.types.len()
    }

    /// Whether this definition, not an earlier one, has the name.
    pub(super) fn is_first(&self, definition: &Definition<'src>) -> bool {
        self.first.get(definition.name.text) == Some(&definition.name.span)
    }

    pub(super) fn ty(&self, name: &str) -> Option<Named> {
        self.types.get(name).copied()
    }

    pub(super) fn type_id(&self, name: &str) -> Option<TypeId> {
        self.ty(name).map(|named| named.id)
    }

    /// Where a name is defined first.
    pub(super) fn place(&self, name: &str) -> Option<Span> {
        self.first.get(name).copied()
    }

    /// Whether the name is known for a definition that could not be read.
    pub(super) fn is_broken(&self, name: &str) -> bool {
        self.broken.contains(name)
    }

    /// Whether the name is that of a command or an event.
    pub(super) fn is_other(&self, name: &str) -> bool {
        self.first.contains_key(name) && !self.types.contains_key(name)
    }

    /// All names a type can be called by, in order.
    pub(super) fn types(&self) -> Vec<&'src str> {
        let builtin = Builtin::NAMES.iter().map(|(name, _)| *name);
        let mut names: Vec<&str> = self.types.keys().copied().chain(builtin).collect();
        names.sort_unstable();
        names
    }
}
