//! Conditions: names, and objects that combine them, but no C.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::letters;
use crate::syntax::{Entry, Expression, Node, NodeKind};

/// Checks each `'if'` of a definition.
pub(super) fn check(expression: &Expression<'_>, diagnostics: &mut Diagnostics) {
    holder(&expression.entries, diagnostics);
    for entry in &expression.entries {
        if !matches!(entry.key.text, "data" | "base") {
            continue;
        }
        // What is in these has names of its own for keys, of which one may be 'if'.
        match &entry.value.kind {
            NodeKind::Object(parts) => {
                parts
                    .iter()
                    .for_each(|part| part_of(&part.value, diagnostics));
            }
            NodeKind::List(parts) => parts.iter().for_each(|part| part_of(part, diagnostics)),
            _ => {}
        }
    }
}

fn part_of(node: &Node<'_>, diagnostics: &mut Diagnostics) {
    if let NodeKind::Object(entries) = &node.kind {
        holder(entries, diagnostics);
    }
}

/// What can have a condition, and features that have some.
fn holder(entries: &[Entry<'_>], diagnostics: &mut Diagnostics) {
    for entry in entries {
        match (entry.key.text, &entry.value.kind) {
            ("if", _) => condition(&entry.value, diagnostics),
            ("features", NodeKind::List(features)) => {
                features
                    .iter()
                    .for_each(|feature| part_of(feature, diagnostics));
            }
            _ => {}
        }
    }
}

fn condition(node: &Node<'_>, diagnostics: &mut Diagnostics) {
    match &node.kind {
        NodeKind::Str(text) if !is_name(text) => {
            let message = format!("condition '{text}' is not a name");
            let mut diagnostic = Diagnostic::new(node.span, message)
                .label("expected capitals, digits and `_`, as in 'CONFIG_LINUX'");
            if text.contains("defined") || letters::has(text, |c| "(!&|".contains(c)) {
                diagnostic = diagnostic.help(
                    "expressions of C are written as `{ 'all': […] }`, `{ 'any': […] }` and `{ 'not': … }`",
                );
            }
            diagnostics.push(diagnostic);
        }
        NodeKind::List(_) => diagnostics.push(
            Diagnostic::new(node.span, "'if' is a list")
                .label("expected a name or an object")
                .help("write `{ 'all': […] }`"),
        ),
        NodeKind::Object(entries) => {
            for entry in entries {
                match (entry.key.text, &entry.value.kind) {
                    ("not", _) => condition(&entry.value, diagnostics),
                    ("all" | "any", NodeKind::List(parts)) => {
                        parts.iter().for_each(|part| condition(part, diagnostics));
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn is_name(text: &str) -> bool {
    let fits = |letter: char| matches!(letter, 'A'..='Z' | '0'..='9' | '_');
    letters::starts(text, |first| first.is_ascii_uppercase()) && letters::all(text, fits)
}
