//! The directives `include` and `pragma`.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::syntax::{Expression, Node, NodeKind};

/// What is no definition.
pub(crate) enum Directive {
    Include,
    Pragma(Pragmas),
}

/// What a schema says about the rules it keeps.
#[derive(Debug, Default)]
pub(crate) struct Pragmas {
    /// Whether each definition must be documented.
    pub(crate) doc_required: bool,
    /// Commands whose names may break the rules.
    pub(crate) command_name_exceptions: Vec<String>,
    /// Commands that may return what is not an object.
    pub(crate) command_returns_exceptions: Vec<String>,
    /// Definitions that need no documentation.
    pub(crate) documentation_exceptions: Vec<String>,
    /// Types whose members' names may break the rules.
    pub(crate) member_name_exceptions: Vec<String>,
}

impl Pragmas {
    pub(crate) fn merge(&mut self, other: Self) {
        self.doc_required |= other.doc_required;
        self.command_name_exceptions
            .extend(other.command_name_exceptions);
        self.command_returns_exceptions
            .extend(other.command_returns_exceptions);
        self.documentation_exceptions
            .extend(other.documentation_exceptions);
        self.member_name_exceptions
            .extend(other.member_name_exceptions);
    }
}

impl Directive {
    /// Reads a directive; `None` for a definition.
    pub(crate) fn read(expression: &Expression<'_>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let entry = expression
            .entries
            .iter()
            .find(|entry| matches!(entry.key.text, "include" | "pragma"))?;
        let is_include = entry.key.text == "include";
        // A definition with an unknown key is reported as one.
        if expression.entries[0].key.text != entry.key.text {
            return None;
        }
        for extra in expression.entries.iter().skip(1) {
            let message = format!("unknown key '{}' in {}", extra.key.text, entry.key.text);
            diagnostics.push(
                Diagnostic::new(extra.key.span, message)
                    .label(format!("'{}' stands alone", entry.key.text))
                    .related(entry.key.span, "in this directive"),
            );
        }
        if is_include {
            if !matches!(entry.value.kind, NodeKind::Str(_)) {
                expected(
                    "the path of a file behind 'include'",
                    &entry.value,
                    diagnostics,
                );
            }
            return Some(Self::Include);
        }
        Some(Self::Pragma(pragmas(&entry.value, diagnostics)))
    }
}

fn pragmas(node: &Node<'_>, diagnostics: &mut Diagnostics) -> Pragmas {
    let mut pragmas = Pragmas::default();
    let NodeKind::Object(entries) = &node.kind else {
        expected("an object behind 'pragma'", node, diagnostics);
        return pragmas;
    };
    for entry in entries {
        let name = entry.key.text;
        let list = match entry.key.text {
            "doc-required" => {
                match entry.value.kind {
                    NodeKind::Bool(value) => pragmas.doc_required = value,
                    _ => expected("a boolean as 'doc-required'", &entry.value, diagnostics),
                }
                continue;
            }
            // The second name of each is that of releases before 6.0.
            "command-name-exceptions" => &mut pragmas.command_name_exceptions,
            "command-returns-exceptions" | "returns-whitelist" => {
                &mut pragmas.command_returns_exceptions
            }
            "member-name-exceptions" | "name-case-whitelist" => &mut pragmas.member_name_exceptions,
            "documentation-exceptions" => &mut pragmas.documentation_exceptions,
            // What later releases add is none of an older reader's business.
            _ => continue,
        };
        match &entry.value.kind {
            NodeKind::List(elements) => {
                for element in elements {
                    match element.kind {
                        NodeKind::Str(text) => list.push(text.to_owned()),
                        _ => expected(&format!("a name in '{name}'"), element, diagnostics),
                    }
                }
            }
            _ => expected(
                &format!("a list of names as '{name}'"),
                &entry.value,
                diagnostics,
            ),
        }
    }
    pragmas
}

fn expected(what: &str, found: &Node<'_>, diagnostics: &mut Diagnostics) {
    let message = format!("expected {what}, found {}", found.kind.describe());
    diagnostics.push(Diagnostic::new(found.span, message).label("not allowed here"));
}
