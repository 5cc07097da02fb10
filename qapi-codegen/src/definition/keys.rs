//! The keys of a definition: each known, none twice, none missing.

use super::{Once, describe};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::syntax::{Entry, Expression, Name, Node, NodeKind};

/// A key that a kind of definition can have.
enum Key {
    Required(&'static str),
    Optional(&'static str),
    /// A boolean; `'no'` for `false` in the oldest schemas.
    Flag(&'static str),
}

impl Key {
    fn name(&self) -> &'static str {
        match self {
            Self::Required(name) | Self::Optional(name) | Self::Flag(name) => name,
        }
    }
}

/// The keys of each kind, beside the one that names it.
fn keys_of(kind: &str) -> &'static [Key] {
    match kind {
        "command" => &[
            Key::Optional("data"),
            Key::Optional("returns"),
            Key::Flag("gen"),
            Key::Flag("success-response"),
            Key::Flag("allow-oob"),
            Key::Flag("allow-preconfig"),
            Key::Flag("coroutine"),
        ],
        _ => &[Key::Required("data")],
    }
}

/// The values of a definition's keys.
pub(super) struct Keys<'e, 'src> {
    entries: &'e [Entry<'src>],
}

impl<'e, 'src> Keys<'e, 'src> {
    /// Checks the keys of a definition of this kind.
    pub(super) fn check(
        kind: &'static str,
        name: Name<'src>,
        expression: &'e Expression<'src>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let known = keys_of(kind);
        let mut seen = Once::default();
        for entry in &expression.entries {
            if !seen.first(entry.key, "key", diagnostics) || entry.key.text == kind {
                continue;
            }
            match known.iter().find(|key| key.name() == entry.key.text) {
                Some(Key::Flag(_)) => check_flag(entry, diagnostics),
                Some(_) => {}
                None => diagnostics.push(
                    Diagnostic::new(
                        entry.key.span,
                        format!(
                            "unknown key '{}' in {} '{}'",
                            entry.key.text,
                            describe(kind),
                            name.text
                        ),
                    )
                    .label("not a key of such a definition")
                    .related(name.span, "in this definition")
                    .suggest(
                        "a key",
                        entry.key.text,
                        known.iter().map(Key::name),
                    ),
                ),
            }
        }
        let keys = Self {
            entries: &expression.entries,
        };
        for key in known {
            if let Key::Required(key) = key
                && keys.get(key).is_none()
            {
                let message = format!("{} '{}' lacks the key '{key}'", describe(kind), name.text);
                diagnostics.push(Diagnostic::new(name.span, message).label("in this definition"));
            }
        }
        keys
    }

    /// A flag's value; `None` where it is not given.
    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        self.get(key)
            .map(|node| matches!(node.kind, NodeKind::Bool(true)))
    }

    pub(super) fn get(&self, key: &str) -> Option<&'e Node<'src>> {
        self.entries
            .iter()
            .find(|entry| entry.key.text == key)
            .map(|entry| &entry.value)
    }
}

fn check_flag(entry: &Entry<'_>, diagnostics: &mut Diagnostics) {
    if matches!(entry.value.kind, NodeKind::Bool(_) | NodeKind::Str("no")) {
        return;
    }
    diagnostics.push(
        Diagnostic::new(
            entry.value.span,
            format!("expected a boolean, found {}", entry.value.kind.describe()),
        )
        .label(format!("'{}' is `true` or `false`", entry.key.text)),
    );
}
