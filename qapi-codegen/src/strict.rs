//! The rules of today's QEMU that go beyond what makes wrong code: one more
//! pass, over what the others have read.
//!
//! What the passes before it refuse is not looked at again.

mod alternates;
mod clashes;
mod conditions;
mod documentation;
mod keys;
mod names;
mod pragmas;
mod types;
mod words;

use std::collections::{HashMap, HashSet};

use crate::definition::{Definition, Kind, Member, TypeExpr};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::directive::Pragmas;
use crate::doc::check_comments;
use crate::syntax::{Expression, File, Name};

/// Checks all that only a strict reader minds.
pub(crate) fn check(
    files: &[File<'_>],
    definitions: &[Definition<'_>],
    pragmas: &Pragmas,
    diagnostics: &mut Diagnostics,
) {
    for file in files {
        for span in &file.inner_docs {
            diagnostics.push(
                Diagnostic::new(*span, "documentation comment inside of a definition")
                    .label("`##` starts one, which belongs between definitions"),
            );
        }
        check_comments(file, diagnostics);
        for expression in &file.expressions {
            self::expression(expression, diagnostics);
        }
    }
    let schema = Index::new(definitions);
    for definition in definitions {
        names::check(definition, pragmas, diagnostics);
        types::check(definition, &schema, pragmas, diagnostics);
        clashes::check(definition, &schema, diagnostics);
        alternates::check(definition, &schema, diagnostics);
        documentation::check(definition, pragmas, diagnostics);
    }
    names::check_number_of_features(definitions, diagnostics);
}

fn expression(expression: &Expression<'_>, diagnostics: &mut Diagnostics) {
    let first = expression.entries.first().map(|entry| entry.key.text);
    match first {
        Some("include") => {}
        Some("pragma") => pragmas::check(expression, diagnostics),
        _ => {
            keys::check(expression, diagnostics);
            conditions::check(expression, diagnostics);
        }
    }
}

/// The types by name.
struct Index<'d, 'src> {
    definitions: &'d [Definition<'src>],
    types: HashMap<&'src str, usize>,
}

impl<'d, 'src> Index<'d, 'src> {
    fn new(definitions: &'d [Definition<'src>]) -> Self {
        let mut types = HashMap::new();
        for (index, definition) in definitions.iter().enumerate() {
            if definition.kind.is_type() {
                types.entry(definition.name.text).or_insert(index);
            }
        }
        Self { definitions, types }
    }

    fn ty(&self, name: Name<'_>) -> Option<&'d Definition<'src>> {
        let index = self.types.get(name.text)?;
        Some(&self.definitions[*index])
    }

    /// The members of a struct, or the common ones of a union, and whose they
    /// are; those of bases first.
    fn members(&self, of: &'d Definition<'src>) -> Vec<(&'d Definition<'src>, &'d Member<'src>)> {
        // From the type to the last base, which may be a circle.
        let mut chain = vec![of];
        let mut seen = HashSet::from([of.name.text]);
        let mut last = of;
        while let Some(base) = base(last).and_then(|name| self.ty(name))
            && matches!(base.kind, Kind::Struct { .. })
            && seen.insert(base.name.text)
        {
            chain.push(base);
            last = base;
        }
        let mut members = Vec::new();
        for owner in chain.into_iter().rev() {
            for member in own_members(owner) {
                members.push((owner, member));
            }
        }
        members
    }
}

/// The base, where it has a name.
fn base<'src>(definition: &Definition<'src>) -> Option<Name<'src>> {
    match &definition.kind {
        Kind::Struct { base, .. } => *base,
        Kind::FlatUnion {
            base: TypeExpr::Named(name),
            ..
        } => Some(*name),
        _ => None,
    }
}

/// The members that a definition itself writes.
fn own_members<'d, 'src>(definition: &'d Definition<'src>) -> &'d [Member<'src>] {
    match &definition.kind {
        Kind::Struct { members, .. }
        | Kind::FlatUnion {
            base: TypeExpr::Members(members),
            ..
        } => members,
        Kind::Command(command) => match &command.data {
            Some(TypeExpr::Members(members)) => members,
            _ => &[],
        },
        Kind::Event {
            data: Some(TypeExpr::Members(members)),
            ..
        } => members,
        _ => &[],
    }
}

/// What a command or an event carries, and whether it is marked as boxed.
fn data<'d, 'src>(definition: &'d Definition<'src>) -> Option<(&'d TypeExpr<'src>, bool)> {
    match &definition.kind {
        Kind::Command(command) => Some((command.data.as_ref()?, command.boxed)),
        Kind::Event { data, boxed } => Some((data.as_ref()?, *boxed)),
        _ => None,
    }
}

/// How messages name a definition.
fn describe(definition: &Definition<'_>) -> String {
    format!("{} '{}'", definition.kind.describe(), definition.name.text)
}

/// Reports something at a part of a definition.
fn report(
    definition: &Definition<'_>,
    place: Name<'_>,
    message: String,
    label: impl Into<String>,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(place.span, message).label(label);
    if place.span == definition.name.span {
        return diagnostic;
    }
    let text = format!("in this {}", definition.kind.describe());
    diagnostic.related(definition.name.span, text)
}
