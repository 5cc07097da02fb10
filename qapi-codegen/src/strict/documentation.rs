//! Definitions and their documentation: what the rules for comments ask for.

use super::names::features;
use super::own_members;
use crate::definition::{Definition, Kind};
use crate::diagnostic::Diagnostics;
use crate::directive::Pragmas;
use crate::doc::{Documented, check_definition};
use crate::syntax::Name;

pub(super) fn check(definition: &Definition<'_>, pragmas: &Pragmas, diagnostics: &mut Diagnostics) {
    let mut members: Vec<Name<'_>> = Vec::new();
    for member in own_members(definition) {
        members.push(member.name);
    }
    let role = match &definition.kind {
        Kind::Broken => return,
        Kind::Enum(values) => {
            for value in values {
                members.push(value.name);
            }
            "value"
        }
        Kind::Alternate(branches) => {
            for branch in branches {
                members.push(branch.tag);
            }
            "branch"
        }
        _ => "member",
    };
    let exceptions = &pragmas.documentation_exceptions;
    let documented = Documented {
        kind: definition.kind.describe(),
        name: definition.name,
        members,
        role,
        features: features(definition),
        returns: matches!(&definition.kind, Kind::Command(command) if command.returns.is_some()),
        excepted: exceptions.iter().any(|name| name == definition.name.text),
    };
    let comment = definition.comment.as_ref();
    check_definition(comment, &documented, pragmas.doc_required, diagnostics);
}
