//! Types where they are used.

use super::Checker;
use super::names::Named;
use crate::definition::{Definition, TypeExpr};
use crate::diagnostic::Diagnostic;
use crate::schema::{Builtin, TypeId, TypeRef};
use crate::syntax::Name;

/// A schema with more mistakes than this has a problem that no suggestion
/// solves, and each costs a look at every name.
pub(super) const MAX_SUGGESTIONS: usize = 50;

/// Where a type is used, for messages.
#[derive(Clone, Copy)]
pub(super) enum Use<'n, 'src> {
    Data(&'n Definition<'src>),
    Returns(&'n Definition<'src>),
    Base(&'n Definition<'src>),
    Member(&'n Definition<'src>, &'src str),
    Branch(&'n Definition<'src>, &'src str),
}

impl<'n, 'src> Use<'n, 'src> {
    fn definition(self) -> &'n Definition<'src> {
        match self {
            Self::Data(of)
            | Self::Returns(of)
            | Self::Base(of)
            | Self::Member(of, _)
            | Self::Branch(of, _) => of,
        }
    }

    /// Such as "command 'query-block' returns".
    fn describe(self) -> String {
        let Definition { name, kind, .. } = self.definition();
        let user = format!("{} '{}'", kind.describe(), name.text);
        match self {
            Self::Data(_) => format!("{user} takes"),
            Self::Returns(_) => format!("{user} returns"),
            Self::Base(_) => format!("the base of {user} is"),
            Self::Member(_, member) => format!("member '{member}' of {user} has"),
            Self::Branch(_, branch) => format!("branch '{branch}' of {user} has"),
        }
    }

    /// What must be there.
    fn expected(self) -> &'static str {
        match self {
            Self::Data(_) => "expected a struct or a union as 'data'",
            Self::Base(_) => "expected a struct as 'base'",
            _ => "expected a struct",
        }
    }
}

impl<'n, 'src> Checker<'n, 'src, '_> {
    pub(super) fn type_ref(&mut self, of: &Use<'n, 'src>, expr: &TypeExpr<'src>) -> TypeRef {
        match expr {
            TypeExpr::Named(name) => self.named(of, *name),
            TypeExpr::List(element) => TypeRef::List(Box::new(self.type_ref(of, element))),
            // Those are read only as data, as a base, and as a member's type.
            TypeExpr::Members(_) => TypeRef::Builtin(Builtin::Any),
        }
    }

    fn named(&mut self, of: &Use<'n, 'src>, name: Name<'src>) -> TypeRef {
        if let Some(builtin) = Builtin::named(name.text) {
            return TypeRef::Builtin(builtin);
        }
        if let Some(id) = self.names.type_id(name.text) {
            return TypeRef::Defined(id);
        }
        self.unknown(of, name);
        TypeRef::Builtin(Builtin::Any)
    }

    /// The struct or union that a command or an event carries.
    pub(super) fn named_data(
        &mut self,
        definition: &'n Definition<'src>,
        name: Name<'src>,
    ) -> Option<TypeId> {
        self.with_members(Use::Data(definition), name, &["struct", "union"])
    }

    /// The base of a struct or union.
    pub(super) fn base(
        &mut self,
        definition: &'n Definition<'src>,
        name: Name<'src>,
    ) -> Option<(Name<'src>, TypeId)> {
        Some((
            name,
            self.with_members(Use::Base(definition), name, &["struct"])?,
        ))
    }

    fn with_members(
        &mut self,
        of: Use<'n, 'src>,
        name: Name<'src>,
        kinds: &[&str],
    ) -> Option<TypeId> {
        let kind = match self.names.ty(name.text) {
            Some(Named { id, kind }) if kinds.contains(&kind) => return Some(id),
            Some(Named { kind, .. }) => kind,
            None if Builtin::named(name.text).is_some() => "built-in type",
            None => {
                self.unknown(&of, name);
                return None;
            }
        };
        let user = of.definition();
        let message = format!("{} {kind} '{}'", of.describe(), name.text);
        let mut diagnostic = Diagnostic::new(name.span, message)
            .label(of.expected())
            .related(user.name.span, format!("in this {}", user.kind.describe()));
        if let Some(place) = self.names.place(name.text) {
            diagnostic = diagnostic.related(place, format!("this is the {kind}"));
        }
        self.diagnostics.push(diagnostic);
        None
    }

    fn unknown(&mut self, of: &Use<'n, 'src>, name: Name<'src>) {
        if self.names.is_broken(name.text) {
            return;
        }
        let user = of.definition();
        let message = format!("{} unknown type '{}'", of.describe(), name.text);
        let mut diagnostic = Diagnostic::new(name.span, message)
            .related(user.name.span, format!("in this {}", user.kind.describe()));
        diagnostic = if self.names.is_other(name.text) {
            diagnostic.label("this is a command or an event, not a type")
        } else if self.diagnostics.len() >= MAX_SUGGESTIONS {
            diagnostic.label("no such type in this schema")
        } else {
            diagnostic.label("no such type in this schema").suggest(
                "a type",
                name.text,
                &self.names.types(),
            )
        };
        self.diagnostics.push(diagnostic);
    }
}
