//! The keys of definitions and what may stand behind them.

use crate::definition::KINDS;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::syntax::{Entry, Expression, NodeKind};

pub(super) fn check(expression: &Expression<'_>, diagnostics: &mut Diagnostics) {
    let entries = &expression.entries;
    let Some(kind) = entries.iter().find(|entry| KINDS.contains(&entry.key.text)) else {
        return;
    };
    if kind.key.text == "type" {
        diagnostics.push(
            Diagnostic::new(
                kind.key.span,
                "'type' is what schemas before 2.4 call a struct",
            )
            .label("expected one of 'command', 'struct', 'enum', 'union', 'alternate', 'event'")
            .help("write 'struct'"),
        );
    }
    for entry in entries {
        value(entry, diagnostics);
    }
    match kind.key.text {
        "union" => union(kind, entries, diagnostics),
        "command" => {
            boxed(kind, entries, diagnostics);
            if let (Some(oob), Some(coroutine)) =
                (find(entries, "allow-oob"), find(entries, "coroutine"))
            {
                diagnostics.push(
                    Diagnostic::new(
                        coroutine.key.span,
                        "'allow-oob' and 'coroutine' exclude each other",
                    )
                    .label("this can't be")
                    .related(oob.key.span, "together with this"),
                );
            }
        }
        "event" => boxed(kind, entries, diagnostics),
        _ => {}
    }
}

/// A flag is only written where it differs from what it is without.
fn value(entry: &Entry<'_>, diagnostics: &mut Diagnostics) {
    let expected = match entry.key.text {
        "gen" | "success-response" => false,
        "boxed" | "allow-oob" | "allow-preconfig" | "coroutine" => true,
        "prefix" => {
            if !matches!(entry.value.kind, NodeKind::Str(_)) {
                let message = format!("'prefix' is {}", entry.value.kind.describe());
                diagnostics
                    .push(Diagnostic::new(entry.value.span, message).label("expected a string"));
            }
            return;
        }
        _ => return,
    };
    match entry.value.kind {
        NodeKind::Bool(value) if value == expected => {}
        _ => diagnostics.push(
            Diagnostic::new(
                entry.value.span,
                format!("'{}' can only be `{expected}`", entry.key.text),
            )
            .label(format!(
                "write `{expected}`, or leave '{}' out",
                entry.key.text
            )),
        ),
    }
}

/// A union has a base and a discriminator.
fn union(kind: &Entry<'_>, entries: &[Entry<'_>], diagnostics: &mut Diagnostics) {
    let NodeKind::Str(name) = kind.value.kind else {
        return;
    };
    match (find(entries, "base"), find(entries, "discriminator")) {
        (None, None) => diagnostics.push(
            Diagnostic::new(
                kind.value.span,
                format!("union '{name}' lacks the keys 'base' and 'discriminator'"),
            )
            .label("unions without them are of older schemas"),
        ),
        (None, Some(discriminator)) if matches!(discriminator.value.kind, NodeKind::Object(_)) => {
            diagnostics.push(
                Diagnostic::new(
                    kind.value.span,
                    format!("union '{name}' lacks the key 'base'"),
                )
                .label("this is how older schemas write an alternate")
                .help("write 'alternate' instead of 'union', and no 'discriminator'"),
            );
        }
        _ => {}
    }
}

/// What is passed in a box has a name.
fn boxed(kind: &Entry<'_>, entries: &[Entry<'_>], diagnostics: &mut Diagnostics) {
    let Some(boxed) = find(entries, "boxed") else {
        return;
    };
    let (place, label) = match find(entries, "data") {
        None => (boxed.key.span, "there is no 'data' here"),
        Some(data) if matches!(data.value.kind, NodeKind::Str(_)) => return,
        Some(data) => (data.value.span, "expected the name of a struct or a union"),
    };
    diagnostics.push(
        Diagnostic::new(place, "'boxed' needs a type by name as 'data'")
            .label(label)
            .related(kind.value.span, format!("in this {}", kind.key.text)),
    );
}

fn find<'e, 'src>(entries: &'e [Entry<'src>], key: &str) -> Option<&'e Entry<'src>> {
    entries.iter().find(|entry| entry.key.text == key)
}
