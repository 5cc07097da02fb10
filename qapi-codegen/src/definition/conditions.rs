//! Reading conditions.

use super::Condition;
use super::keys::Keys;
use super::read::Reader;
use crate::diagnostic::Diagnostic;
use crate::syntax::{Name, Node, NodeKind};

impl Reader<'_> {
    /// What stands behind `'if'`.
    pub(super) fn condition_of<'src>(&mut self, keys: &Keys<'_, 'src>) -> Option<Condition<'src>> {
        self.condition(keys.get("if")?)
    }

    /// `'NAME'`, `{ 'all': […] }`, `{ 'any': […] }`, `{ 'not': … }`, or in older
    /// schemas an expression of C or a list of them.
    fn condition<'src>(&mut self, node: &Node<'src>) -> Option<Condition<'src>> {
        match &node.kind {
            NodeKind::Str(text) if text.trim().is_empty() => {
                self.diagnostics
                    .push(Diagnostic::new(node.span, "empty condition").label("expected a name"));
                None
            }
            NodeKind::Str(text) => Some(Condition::Is(Name {
                text,
                span: node.span,
            })),
            NodeKind::List(_) => Some(Condition::All(self.conditions(node, "if")?)),
            NodeKind::Object(entries) => {
                let [entry] = entries.as_slice() else {
                    self.diagnostics.push(
                        Diagnostic::new(node.span, "a condition has one key")
                            .label(format!("{} keys here", entries.len()))
                            .help("write `{ 'all': […] }`, `{ 'any': […] }` or `{ 'not': … }`"),
                    );
                    return None;
                };
                match entry.key.text {
                    "all" => Some(Condition::All(self.conditions(&entry.value, "all")?)),
                    "any" => Some(Condition::Any(self.conditions(&entry.value, "any")?)),
                    "not" => Some(Condition::Not(Box::new(self.condition(&entry.value)?))),
                    other => {
                        self.diagnostics.push(
                            Diagnostic::new(
                                entry.key.span,
                                format!("unknown key '{other}' in a condition"),
                            )
                            .label("expected 'all', 'any' or 'not'")
                            .suggest(
                                "a key",
                                other,
                                &["all", "any", "not"],
                            ),
                        );
                        None
                    }
                }
            }
            NodeKind::Bool(_) => {
                self.expected(
                    "a condition behind 'if'",
                    node,
                    "a name, or an object with 'all', 'any' or 'not'",
                );
                None
            }
        }
    }

    fn conditions<'src>(&mut self, node: &Node<'src>, key: &str) -> Option<Vec<Condition<'src>>> {
        let NodeKind::List(elements) = &node.kind else {
            let what = format!("a list of conditions behind '{key}'");
            self.expected(&what, node, "one condition, or several");
            return None;
        };
        if elements.is_empty() {
            self.diagnostics.push(
                Diagnostic::new(node.span, format!("no conditions behind '{key}'"))
                    .label("expected at least one"),
            );
            return None;
        }
        let mut conditions = Vec::new();
        for element in elements {
            conditions.push(self.condition(element)?);
        }
        Some(conditions)
    }
}
