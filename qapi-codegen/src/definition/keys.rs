//! The keys of a definition: each known, none twice, none missing.

use super::{Once, describe};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::syntax::{Entry, Expression, Name, Node, NodeKind};

/// A key that something written as an object can have.
pub(super) enum Key {
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

/// The keys of each kind of definition, beside the one that names it.
pub(super) fn keys_of(kind: &str) -> &'static [Key] {
    use Key::{Flag, Optional, Required};
    match kind {
        "command" => &[
            Optional("data"),
            Optional("returns"),
            Flag("boxed"),
            Flag("gen"),
            Flag("success-response"),
            Flag("allow-oob"),
            Flag("allow-preconfig"),
            Flag("coroutine"),
            Optional("if"),
            Optional("features"),
        ],
        "event" => &[
            Optional("data"),
            Flag("boxed"),
            Optional("if"),
            Optional("features"),
        ],
        "enum" => &[
            Required("data"),
            Optional("prefix"),
            Optional("if"),
            Optional("features"),
        ],
        "union" => &[
            Required("data"),
            Optional("base"),
            Optional("discriminator"),
            Optional("if"),
            Optional("features"),
        ],
        "alternate" => &[Required("data"), Optional("if"), Optional("features")],
        _ => &[
            Required("data"),
            Optional("base"),
            Optional("if"),
            Optional("features"),
        ],
    }
}

/// The values of an object's keys.
pub(super) struct Keys<'e, 'src> {
    entries: &'e [Entry<'src>],
}

impl<'e, 'src> Keys<'e, 'src> {
    /// Checks the keys of a definition of this kind.
    pub(super) fn of_definition(
        kind: &'static str,
        name: Name<'src>,
        expression: &'e Expression<'src>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let owner = format!("{} '{}'", describe(kind), name.text);
        Self::check(
            &expression.entries,
            kind,
            keys_of(kind),
            &owner,
            name,
            diagnostics,
        )
    }

    /// Checks the keys of a part of a definition that is written as an object.
    pub(super) fn of_part(
        entries: &'e [Entry<'src>],
        known: &'static [Key],
        owner: &str,
        place: Name<'src>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        Self::check(entries, "", known, owner, place, diagnostics)
    }

    fn check(
        entries: &'e [Entry<'src>],
        kind: &'static str,
        known: &'static [Key],
        owner: &str,
        place: Name<'src>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut seen = Once::default();
        for entry in entries {
            if !seen.first(entry.key, "key", diagnostics) || entry.key.text == kind {
                continue;
            }
            match known.iter().find(|key| key.name() == entry.key.text) {
                Some(Key::Flag(_)) => check_flag(entry, diagnostics),
                Some(_) => {}
                None => diagnostics.push(
                    Diagnostic::new(
                        entry.key.span,
                        format!("unknown key '{}' in {owner}", entry.key.text),
                    )
                    .label("this key means nothing here")
                    .related(
                        place.span,
                        format!("in this {}", owner.split(' ').next().unwrap_or_default()),
                    )
                    .suggest(
                        "a key",
                        entry.key.text,
                        known.iter().map(Key::name),
                    ),
                ),
            }
        }
        let keys = Self { entries };
        for key in known {
            if let Key::Required(key) = key
                && keys.get(key).is_none()
            {
                diagnostics.push(
                    Diagnostic::new(place.span, format!("{owner} lacks the key '{key}'"))
                        .label(format!("expected '{key}' beside this")),
                );
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
