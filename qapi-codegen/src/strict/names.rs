//! The names that a schema gives.

use std::collections::HashSet;

use super::words::{Fault, Style, judge, mangled, restyled};
use super::{describe, own_members, report};
use crate::definition::{Definition, Feature, Kind};
use crate::diagnostic::Diagnostics;
use crate::directive::Pragmas;
use crate::letters;
use crate::schema::Builtin;
use crate::syntax::Name;

const LOWER: Style = Style::Lower {
    capitals: false,
    underscores: false,
};

/// How many features a schema may have, and which ones always count.
const MAX_FEATURES: usize = 64;
pub(super) const SPECIAL_FEATURES: [&str; 2] = ["deprecated", "unstable"];

/// Checks the names in a definition, its own and those of its parts.
pub(super) fn check(definition: &Definition<'_>, pragmas: &Pragmas, diagnostics: &mut Diagnostics) {
    let mut checker = Checker {
        definition,
        diagnostics,
    };
    checker.definition(pragmas);
    // A pragma names types, so the arguments of commands have no exceptions.
    let is_excepted = definition.kind.is_type()
        && contains(&pragmas.member_name_exceptions, definition.name.text);
    let style = Style::Lower {
        capitals: is_excepted,
        underscores: is_excepted,
    };
    for member in own_members(definition) {
        checker.member(member.name, style);
    }
    match &definition.kind {
        Kind::Enum(values) => {
            for value in values {
                checker.value(value.name, style);
            }
        }
        Kind::Alternate(branches) => {
            for branch in branches {
                checker.name("branch", branch.tag, LOWER);
            }
        }
        _ => {}
    }
    for feature in features(definition) {
        checker.name("feature", feature, LOWER);
    }
}

/// The features of a definition and of its parts, its own first.
pub(super) fn features<'src>(definition: &Definition<'src>) -> Vec<Name<'src>> {
    let mut names = Vec::new();
    let mut add = |features: &[Feature<'src>]| {
        for feature in features {
            names.push(feature.name);
        }
    };
    add(&definition.features);
    for member in own_members(definition) {
        add(&member.features);
    }
    if let Kind::Enum(values) = &definition.kind {
        for value in values {
            add(&value.features);
        }
    }
    names
}

/// Different features have a bit each.
pub(super) fn check_number_of_features(
    definitions: &[Definition<'_>],
    diagnostics: &mut Diagnostics,
) {
    let mut known: HashSet<&str> = SPECIAL_FEATURES.into_iter().collect();
    for definition in definitions {
        for feature in features(definition) {
            known.insert(feature.text);
            if known.len() > MAX_FEATURES {
                let message = format!(
                    "feature '{}' of {} is one too many",
                    feature.text,
                    describe(definition)
                );
                let label = format!(
                    "a schema has at most {MAX_FEATURES} features, 'deprecated' and 'unstable' among them"
                );
                diagnostics.push(report(definition, feature, message, label));
                return;
            }
        }
    }
}

struct Checker<'c, 'src> {
    definition: &'c Definition<'src>,
    diagnostics: &'c mut Diagnostics,
}

impl<'src> Checker<'_, 'src> {
    fn definition(&mut self, pragmas: &Pragmas) {
        let Definition { name, kind, .. } = self.definition;
        let style = match kind {
            Kind::Broken => return,
            Kind::Event { .. } => Style::Upper,
            Kind::Command(_) => Style::Lower {
                capitals: false,
                underscores: contains(&pragmas.command_name_exceptions, name.text),
            },
            _ => Style::Camel,
        };
        self.name("", *name, style);
        if name.text.ends_with("List") {
            self.push(
                *name,
                "",
                "has a reserved name",
                "'List' at the end is for the types of lists in C",
            );
        }
        // For types that is a mistake by all rules.
        if !kind.is_type() && Builtin::named(name.text).is_some() {
            self.push(
                *name,
                "",
                "has the name of a built-in type",
                "this name is taken",
            );
        }
    }

    fn member(&mut self, name: Name<'src>, style: Style) {
        self.name("member", name, style);
        let in_c = mangled(name.text);
        if in_c == "u" || in_c.starts_with("has_") {
            let label = if in_c == "u" {
                "`u` is what the branches of a union are called in C"
            } else {
                "`has-` at the start is for what says in C whether a member is there"
            };
            self.push(name, "member", "has a reserved name", label);
        }
    }

    /// Only the values of enums may start with a digit.
    fn value(&mut self, name: Name<'src>, style: Style) {
        if letters::starts(name.text, |first| first.is_ascii_digit()) {
            let text = format!("d{}", name.text);
            let fault = judge(&text, style);
            self.fault("value", name, style, fault);
        } else {
            self.name("value", name, style);
        }
    }

    fn name(&mut self, what: &str, name: Name<'src>, style: Style) {
        self.fault(what, name, style, judge(name.text, style));
    }

    fn fault(&mut self, what: &str, name: Name<'src>, style: Style, fault: Option<Fault>) {
        let (problem, label) = match fault {
            None => return,
            Some(Fault::Invalid(reason)) => ("has an invalid name", reason),
            Some(Fault::Style(expected)) => ("has a name of the wrong style", expected),
        };
        let message = self.message(what, name, problem);
        let mut diagnostic = report(self.definition, name, message, label);
        if let Some(Fault::Style(_)) = fault
            && let Some(good) = restyled(name.text, style)
        {
            diagnostic = diagnostic.help(format!("write '{good}'"));
        }
        self.diagnostics.push(diagnostic);
    }

    fn push(&mut self, name: Name<'src>, what: &str, problem: &str, label: &str) {
        let message = self.message(what, name, problem);
        self.diagnostics
            .push(report(self.definition, name, message, label));
    }

    fn message(&self, what: &str, name: Name<'src>, problem: &str) -> String {
        let owner = describe(self.definition);
        if what.is_empty() {
            format!("{owner} {problem}")
        } else {
            format!("{what} '{}' of {owner} {problem}", name.text)
        }
    }
}

fn contains(names: &[String], name: &str) -> bool {
    names.iter().any(|known| known == name)
}
