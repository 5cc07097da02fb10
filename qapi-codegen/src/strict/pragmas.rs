//! Pragmas: only those of today.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::syntax::{Expression, NodeKind};

const KNOWN: [&str; 5] = [
    "command-name-exceptions",
    "command-returns-exceptions",
    "doc-required",
    "documentation-exceptions",
    "member-name-exceptions",
];

/// What releases before 6.0 called two of them.
const OLD: [(&str, &str); 2] = [
    ("returns-whitelist", "command-returns-exceptions"),
    ("name-case-whitelist", "member-name-exceptions"),
];

pub(super) fn check(expression: &Expression<'_>, diagnostics: &mut Diagnostics) {
    let Some(NodeKind::Object(entries)) = expression.entries.first().map(|entry| &entry.value.kind)
    else {
        return;
    };
    for entry in entries {
        let name = entry.key.text;
        if KNOWN.contains(&name) {
            continue;
        }
        let diagnostic = Diagnostic::new(entry.key.span, format!("unknown pragma '{name}'"));
        diagnostics.push(match OLD.iter().find(|(old, _)| *old == name) {
            Some((_, new)) => diagnostic
                .label("the name of older releases")
                .help(format!("write '{new}'")),
            None => diagnostic
                .label("no such pragma")
                .suggest("a pragma", name, &KNOWN),
        });
    }
}
