//! Names that differ, but not in C.

use std::collections::{HashMap, HashSet};

use super::words::mangled;
use super::{Index, describe, own_members, report};
use crate::definition::{Definition, Kind, TypeExpr};
use crate::diagnostic::Diagnostics;
use crate::syntax::Name;

/// A name, what it names and whose it is.
type Named<'d, 'src> = (&'static str, Name<'src>, &'d Definition<'src>);

/// Checks the names of a definition's parts against each other.
pub(super) fn check<'d, 'src>(
    definition: &'d Definition<'src>,
    schema: &Index<'d, 'src>,
    diagnostics: &mut Diagnostics,
) {
    let mut common = Seen::default();
    match &definition.kind {
        Kind::Enum(values) => {
            for value in values {
                common.add(
                    ("value", value.name, definition),
                    definition,
                    value.name,
                    diagnostics,
                );
            }
        }
        Kind::Struct { .. } | Kind::FlatUnion { .. } => {
            for (owner, member) in schema.members(definition) {
                common.add(
                    ("member", member.name, owner),
                    definition,
                    member.name,
                    diagnostics,
                );
            }
        }
        _ => {
            for member in own_members(definition) {
                common.add(
                    ("member", member.name, definition),
                    definition,
                    member.name,
                    diagnostics,
                );
            }
        }
    }
    if let Kind::FlatUnion { branches, .. } = &definition.kind {
        for branch in branches {
            let TypeExpr::Named(name) = branch.ty else {
                continue;
            };
            // The members of one branch never meet those of another.
            let mut seen = Seen {
                common: Some(&common),
                ..Seen::default()
            };
            for (owner, name) in all_members(schema, name) {
                seen.add(("member", name, owner), definition, branch.tag, diagnostics);
            }
        }
    }
}

/// All members that a value of a type can have, those of branches too.
fn all_members<'d, 'src>(
    schema: &Index<'d, 'src>,
    name: Name<'src>,
) -> Vec<(&'d Definition<'src>, Name<'src>)> {
    let mut found = Vec::new();
    let mut done: HashSet<&str> = HashSet::new();
    let mut open = vec![name];
    while let Some(name) = open.pop() {
        let Some(target) = schema.ty(name).filter(|_| done.insert(name.text)) else {
            continue;
        };
        for (owner, member) in schema.members(target) {
            found.push((owner, member.name));
        }
        if let Kind::FlatUnion { branches, .. } = &target.kind {
            for branch in branches {
                if let TypeExpr::Named(name) = branch.ty {
                    open.push(name);
                }
            }
        }
    }
    found
}

/// Names by what they are in C.
#[derive(Default)]
struct Seen<'c, 'd, 'src> {
    /// Those that are there before.
    common: Option<&'c Seen<'c, 'd, 'src>>,
    places: HashMap<String, usize>,
    names: Vec<Named<'d, 'src>>,
}

impl<'d, 'src> Seen<'_, 'd, 'src> {
    fn get(&self, in_c: &str) -> Option<Named<'d, 'src>> {
        Some(self.names[*self.places.get(in_c)?])
    }

    /// Adds a name. One that is the same in the schema already is a mistake by
    /// all rules, and reported elsewhere.
    fn add(
        &mut self,
        named: Named<'d, 'src>,
        definition: &Definition<'src>,
        place: Name<'src>,
        diagnostics: &mut Diagnostics,
    ) {
        let (what, name, owner) = named;
        let in_c = mangled(name.text);
        let common = self.common.and_then(|common| common.get(&in_c));
        let Some((_, other, other_owner)) = common.or_else(|| self.get(&in_c)) else {
            self.places.insert(in_c, self.names.len());
            self.names.push(named);
            return;
        };
        if other.text == name.text {
            return;
        }
        let of = |of: &Definition<'_>| {
            if of.name == definition.name {
                String::new()
            } else {
                format!(" of {}", describe(of))
            }
        };
        let message = format!(
            "{what} '{}'{} collides with {what} '{}'{}",
            name.text,
            of(owner),
            other.text,
            of(other_owner)
        );
        let mut diagnostic = report(definition, place, message, "the same name in C");
        diagnostic = diagnostic.related(other.span, "the other one");
        diagnostics.push(diagnostic);
    }
}
