//! Types where they are used.

use super::names::SPECIAL_FEATURES;
use super::{Index, data, describe, own_members, report};
use crate::definition::{Definition, Kind, Member, TypeExpr};
use crate::diagnostic::Diagnostics;
use crate::directive::Pragmas;
use crate::schema::Builtin;
use crate::syntax::Name;

/// Built-in types that only older schemas have.
const OLD_BUILTINS: [&str; 3] = ["visitor", "**", "dict"];

pub(super) fn check(
    definition: &Definition<'_>,
    schema: &Index<'_, '_>,
    pragmas: &Pragmas,
    diagnostics: &mut Diagnostics,
) {
    let mut checker = Checker {
        definition,
        schema,
        diagnostics,
    };
    checker.uses();
    checker.data();
    checker.returns(pragmas);
    if definition.kind.is_type() {
        checker.features();
    }
}

struct Checker<'c, 'src> {
    definition: &'c Definition<'src>,
    schema: &'c Index<'c, 'src>,
    diagnostics: &'c mut Diagnostics,
}

impl<'c, 'src> Checker<'c, 'src> {
    /// Each type that the definition mentions.
    fn uses(&mut self) {
        let definition = self.definition;
        for member in own_members(definition) {
            self.mention(&member.ty);
        }
        match &definition.kind {
            Kind::FlatUnion { branches, .. }
            | Kind::SimpleUnion(branches)
            | Kind::Alternate(branches) => {
                branches.iter().for_each(|branch| self.mention(&branch.ty));
            }
            Kind::Command(command) => command.returns.iter().for_each(|ty| self.mention(ty)),
            _ => {}
        }
    }

    fn mention(&mut self, ty: &TypeExpr<'src>) {
        if let TypeExpr::List(element) = ty
            && let TypeExpr::List(_) = **element
            && let Some(name) = innermost(element)
        {
            let message = format!("{} has a list of lists", describe(self.definition));
            self.push(
                name,
                message,
                "the elements of a list have a type with a name",
            );
        }
        if let Some(name) = innermost(ty)
            && OLD_BUILTINS.contains(&name.text)
            && self.schema.ty(name).is_none()
        {
            let message = format!(
                "{} uses unknown type '{}'",
                describe(self.definition),
                name.text
            );
            let diagnostic = report(self.definition, name, message, "a type of older schemas");
            self.diagnostics.push(diagnostic.help("write 'any'"));
        }
    }

    /// What C passes one by one can't be a union, nor depend on conditions.
    fn data(&mut self) {
        let definition = self.definition;
        let Some((ty, boxed)) = data(definition) else {
            return;
        };
        let is_conditional = |member: &&Member<'_>| member.condition.is_some();
        let (place, conditional) = match ty {
            _ if boxed => return,
            TypeExpr::Members(members) => (None, members.iter().find(is_conditional)),
            TypeExpr::Named(name) => {
                let Some(target) = self.schema.ty(*name) else {
                    return;
                };
                if let Kind::FlatUnion { .. } = target.kind {
                    let message = format!(
                        "{} takes {} without 'boxed': true",
                        describe(definition),
                        describe(target)
                    );
                    let diagnostic = report(definition, *name, message, "a union has to be boxed");
                    self.diagnostics
                        .push(diagnostic.related(target.name.span, "the union"));
                    return;
                }
                let mut members = self.schema.members(target).into_iter().map(|(_, one)| one);
                (Some(*name), members.find(is_conditional))
            }
            TypeExpr::List(_) => return,
        };
        let Some(member) = conditional else {
            return;
        };
        let message = format!(
            "{} has the conditional member '{}' without 'boxed': true",
            describe(definition),
            member.name.text
        );
        let label = "this needs a type with a name, and 'boxed': true";
        let mut diagnostic = report(definition, place.unwrap_or(member.name), message, label);
        if place.is_some() {
            diagnostic = diagnostic.related(member.name.span, "the conditional member");
        }
        self.diagnostics.push(diagnostic);
    }

    /// An object, or a list of objects: those can get more members later.
    fn returns(&mut self, pragmas: &Pragmas) {
        let definition = self.definition;
        let Kind::Command(command) = &definition.kind else {
            return;
        };
        let Some(returns) = &command.returns else {
            return;
        };
        let excepted = &pragmas.command_returns_exceptions;
        if excepted.iter().any(|name| name == definition.name.text) {
            return;
        }
        let Some(name) = innermost(returns) else {
            return;
        };
        let what = match self.schema.ty(name) {
            Some(target) => match target.kind {
                Kind::Enum(_) | Kind::Alternate(_) => describe(target),
                _ => return,
            },
            None if Builtin::named(name.text).is_some() => {
                format!("the built-in type '{}'", name.text)
            }
            None => return,
        };
        let message = format!("{} returns {what}", describe(definition));
        let diagnostic = report(
            definition,
            name,
            message,
            "expected a struct, a union, or a list of these as 'returns'",
        );
        self.diagnostics.push(diagnostic.help(
            "where it has to be so, the pragma 'command-returns-exceptions' lists the command",
        ));
    }

    /// Types as a whole are neither deprecated nor unstable.
    fn features(&mut self) {
        let definition = self.definition;
        for feature in &definition.features {
            if SPECIAL_FEATURES.contains(&feature.name.text) {
                let message = format!(
                    "{} can't have the feature '{}'",
                    describe(definition),
                    feature.name.text
                );
                let label = "for commands, events, members and values only";
                self.push(feature.name, message, label);
            }
        }
    }

    fn push(&mut self, name: Name<'src>, message: String, label: &str) {
        self.diagnostics
            .push(report(self.definition, name, message, label));
    }
}

/// The name in a type, inside of lists too.
fn innermost<'src>(ty: &TypeExpr<'src>) -> Option<Name<'src>> {
    match ty {
        TypeExpr::Named(name) => Some(*name),
        TypeExpr::List(element) => innermost(element),
        TypeExpr::Members(_) => None,
    }
}
