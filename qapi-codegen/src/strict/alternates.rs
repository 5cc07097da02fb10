//! Alternates: text from the command line must be told apart too, where a
//! number or a boolean is no more than its letters.

use super::{Index, describe, report};
use crate::definition::{Branch, Definition, Kind, TypeExpr};
use crate::diagnostic::Diagnostics;
use crate::letters;
use crate::schema::Builtin;

pub(super) fn check(
    definition: &Definition<'_>,
    schema: &Index<'_, '_>,
    diagnostics: &mut Diagnostics,
) {
    let Kind::Alternate(branches) = &definition.kind else {
        return;
    };
    // One of each kind: a second one is a mistake by all rules.
    let mut known: Vec<(Input<'_>, &Branch<'_>)> = Vec::new();
    for branch in branches {
        let Some(own) = input(branch, schema) else {
            continue;
        };
        let mut conflicts = known
            .iter()
            .filter_map(|(input, other)| Some((other, own.conflict(input)?)));
        if let Some((other, label)) = conflicts.next() {
            let message = format!(
                "branches '{}' and '{}' of {} can't be told apart",
                other.tag.text,
                branch.tag.text,
                describe(definition)
            );
            let diagnostic = report(definition, branch.tag, message, label);
            diagnostics.push(diagnostic.related(other.tag.span, "the other one"));
        }
        if !known.iter().any(|(input, _)| input.is_like(&own)) {
            known.push((own, branch));
        }
    }
}

/// What a branch accepts.
#[derive(Clone, Copy)]
enum Input<'d> {
    Text,
    Value(&'d Definition<'d>),
    Number,
    Boolean,
}

impl Input<'_> {
    fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// Why the two can't stand in one alternate.
    fn conflict(&self, other: &Self) -> Option<String> {
        match (self, other) {
            (Self::Text, Self::Number | Self::Boolean)
            | (Self::Number | Self::Boolean, Self::Text) => {
                Some("text can look like a number or a boolean".to_owned())
            }
            (Self::Value(values), Self::Number) | (Self::Number, Self::Value(values)) => {
                let value = value(values, |text| {
                    letters::starts(text, |first| {
                        first.is_ascii_digit() || "-+.".contains(first)
                    })
                })?;
                Some(format!("the value '{value}' looks like a number"))
            }
            (Self::Value(values), Self::Boolean) | (Self::Boolean, Self::Value(values)) => {
                let value = value(values, |text| matches!(text, "on" | "off"))?;
                Some(format!("the value '{value}' stands for a boolean"))
            }
            _ => None,
        }
    }
}

/// The first value of an enum that is of a kind.
fn value<'d>(definition: &'d Definition<'_>, is: fn(&str) -> bool) -> Option<&'d str> {
    let Kind::Enum(values) = &definition.kind else {
        return None;
    };
    for value in values {
        if is(value.name.text) {
            return Some(value.name.text);
        }
    }
    None
}

/// What a branch accepts, where text may be taken for it.
fn input<'d>(branch: &Branch<'_>, schema: &Index<'d, 'd>) -> Option<Input<'d>> {
    let TypeExpr::Named(name) = branch.ty else {
        return None;
    };
    if let Some(target) = schema.ty(name) {
        return matches!(target.kind, Kind::Enum(_)).then_some(Input::Value(target));
    }
    match Builtin::named(name.text)? {
        Builtin::Str => Some(Input::Text),
        Builtin::Bool => Some(Input::Boolean),
        Builtin::Any | Builtin::Null | Builtin::QType => None,
        _ => Some(Input::Number),
    }
}
