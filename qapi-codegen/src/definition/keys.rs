//! The keys of a definition: each known, none twice, none missing.

use super::{KINDS, Once, describe};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::lex::has_fault;
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
        let keys = Self { entries };
        let is_complete = keys.check_required(known, owner, place, diagnostics);
        let mut seen = Once::default();
        for entry in entries {
            let key = entry.key;
            if !seen.first(key, "key", diagnostics) || key.text == kind {
                continue;
            }
            match find(known, key.text) {
                Some(Key::Flag(_)) => check_flag(entry, diagnostics),
                Some(_) => {}
                None if !kind.is_empty() && KINDS.contains(&key.text) => {
                    diagnostics.push(second_kind(kind, key, place));
                }
                // A part that lacks its main key is something else as a whole.
                None if has_fault(key.text) || kind.is_empty() && !is_complete => {}
                None => diagnostics.push(unknown_key(key, known, owner, place)),
            }
        }
        keys
    }

    /// Whether all keys are there that must be.
    fn check_required(
        &self,
        known: &'static [Key],
        owner: &str,
        place: Name<'src>,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let known_at_first = diagnostics.len();
        for key in known {
            if let Key::Required(key) = key
                && self.get(key).is_none()
            {
                let mut others = Vec::new();
                for entry in self.entries {
                    if find(known, entry.key.text).is_none() {
                        others.push(entry.key.text);
                    }
                }
                let mut diagnostic =
                    Diagnostic::new(place.span, format!("{owner} lacks the key '{key}'"))
                        .label(format!("expected '{key}' beside this"));
                if let Some(other) = nearest(key, &others) {
                    diagnostic = diagnostic.help(format!("is '{other}' meant to be '{key}'?"));
                } else if *key == "type" && !others.is_empty() {
                    let help = "an anonymous struct can't be here: define a struct and name it";
                    diagnostic = diagnostic.help(help);
                }
                diagnostics.push(diagnostic);
            }
        }
        diagnostics.len() == known_at_first
    }

    /// A flag's value; `None` where it is not given.
    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        let node = self.get(key)?;
        Some(matches!(node.kind, NodeKind::Bool(true)))
    }

    pub(super) fn get(&self, key: &str) -> Option<&'e Node<'src>> {
        for entry in self.entries {
            if entry.key.text == key {
                return Some(&entry.value);
            }
        }
        None
    }
}

fn unknown_key(key: Name<'_>, known: &[Key], owner: &str, place: Name<'_>) -> Diagnostic {
    let what = owner.split(" '").next().unwrap_or_default();
    let diagnostic = Diagnostic::new(key.span, format!("unknown key '{}' in {owner}", key.text))
        .label("this key means nothing here")
        .related(place.span, format!("in this {what}"));
    let (mut names, mut quoted) = (Vec::new(), Vec::new());
    for key in known {
        names.push(key.name());
        quoted.push(format!("'{}'", key.name()));
    }
    if nearest(key.text, &names).is_some() {
        return diagnostic.suggest("a key", key.text, &names);
    }
    diagnostic.help(format!("these are known: {}", quoted.join(", ")))
}

/// What is known of a key.
fn find<'k>(known: &'k [Key], name: &str) -> Option<&'k Key> {
    known.iter().find(|known| known.name() == name)
}

/// Reports that something is defined as two things at once.
fn second_kind(kind: &str, second: Name<'_>, place: Name<'_>) -> Diagnostic {
    let message = format!(
        "'{}' is both a '{kind}' and a '{}'",
        place.text, second.text
    );
    Diagnostic::new(second.span, message)
        .label("expected only one of 'command', 'struct', 'enum', 'union', 'alternate', 'event'")
        .related(
            place.span,
            format!("this is the name of the {}", describe(kind)),
        )
}

fn check_flag(entry: &Entry<'_>, diagnostics: &mut Diagnostics) {
    if matches!(entry.value.kind, NodeKind::Bool(_) | NodeKind::Str("no")) {
        return;
    }
    let (key, found) = (entry.key.text, entry.value.kind.describe());
    let message = format!("expected a boolean as '{key}', found {found}");
    diagnostics.push(
        Diagnostic::new(entry.value.span, message).label(format!("'{key}' is `true` or `false`")),
    );
}
