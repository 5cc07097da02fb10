//! What the names of a schema stand for.

use std::collections::HashMap;

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
    known: HashMap<&'src str, usize>,
    defined: Vec<Defined>,
    type_count: usize,
}

/// What a name is defined as first.
struct Defined {
    place: Span,
    /// Whether there are mistakes in it.
    broken: bool,
    /// The type, if it is one.
    ty: Option<Named>,
}

impl<'src> Names<'src> {
    pub(super) fn collect(definitions: &[Definition<'src>], diagnostics: &mut Diagnostics) -> Self {
        let mut names = Self::default();
        names.known.reserve(definitions.len());
        for Definition { name, kind, .. } in definitions {
            if let Some(first) = names.place(name.text) {
                diagnostics.push(
                    Diagnostic::new(
                        name.span,
                        format!("duplicate definition of '{}'", name.text),
                    )
                    .label("defined again here")
                    .related(first, "first defined here"),
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
            let broken = matches!(kind, Kind::Broken);
            let ty = (!broken && kind.is_type()).then(|| Named {
                id: Schema::named_id(names.type_count),
                kind: kind.describe(),
            });
            names.type_count += usize::from(ty.is_some());
            names.known.insert(name.text, names.defined.len());
            names.defined.push(Defined {
                place: name.span,
                broken,
                ty,
            });
        }
        names
    }

    fn get(&self, name: &str) -> Option<&Defined> {
        self.known.get(name).map(|index| &self.defined[*index])
    }

    pub(super) fn type_count(&self) -> usize {
        self.type_count
    }

    /// Whether this definition, not an earlier one, has the name.
    pub(super) fn is_first(&self, definition: &Definition<'src>) -> bool {
        self.place(definition.name.text) == Some(definition.name.span)
    }

    pub(super) fn ty(&self, name: &str) -> Option<Named> {
        self.get(name)?.ty
    }

    pub(super) fn type_id(&self, name: &str) -> Option<TypeId> {
        self.ty(name).map(|named| named.id)
    }

    /// Where a name is defined first.
    pub(super) fn place(&self, name: &str) -> Option<Span> {
        self.get(name).map(|defined| defined.place)
    }

    /// Whether the name is known for a definition that could not be read.
    pub(super) fn is_broken(&self, name: &str) -> bool {
        self.get(name).is_some_and(|defined| defined.broken)
    }

    /// Whether the name is that of a command or an event.
    pub(super) fn is_other(&self, name: &str) -> bool {
        self.get(name).is_some_and(|defined| defined.ty.is_none())
    }

    /// All names a type can be called by, in order.
    pub(super) fn types(&self) -> Vec<&'src str> {
        let mut names: Vec<&str> = Vec::new();
        for (name, _) in &Builtin::NAMES {
            names.push(name);
        }
        for (name, index) in &self.known {
            if self.defined[*index].ty.is_some() {
                names.push(name);
            }
        }
        names.sort_unstable();
        names
    }
}
