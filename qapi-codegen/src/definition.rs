//! Values to definitions: which kind it is, and whether its keys are right.
//!
//! Names are not looked up yet; that is [`check`](crate::check)'s work.

mod keys;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Span;
use crate::syntax::{Comment, Expression, Name, Node, NodeKind};
use keys::Keys;

/// A definition, its names not yet resolved.
#[derive(Debug)]
pub(crate) struct Definition<'src> {
    pub(crate) name: Name<'src>,
    pub(crate) kind: Kind<'src>,
    pub(crate) comment: Option<Comment<'src>>,
}

impl<'src> Definition<'src> {
    /// A definition that was lost to a mistake, but for its name.
    pub(crate) fn broken(name: Name<'src>) -> Self {
        Self {
            name,
            kind: Kind::Broken,
            comment: None,
        }
    }
}

#[derive(Debug)]
pub(crate) enum Kind<'src> {
    Enum(Vec<Name<'src>>),
    Struct(Vec<Member<'src>>),
    /// A union without discriminator; each branch under its tag.
    SimpleUnion(Vec<Branch<'src>>),
    Command(Command<'src>),
    /// Something whose mistakes are reported; only its name is of use.
    Broken,
}

impl Kind<'_> {
    /// How messages name a definition of this kind.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Self::Enum(_) => "enum",
            Self::Struct(_) => "struct",
            Self::SimpleUnion(_) => "union",
            Self::Command(_) => "command",
            Self::Broken => "definition",
        }
    }
}

/// A member of a struct, or an argument of a command.
#[derive(Debug)]
pub(crate) struct Member<'src> {
    pub(crate) name: Name<'src>,
    pub(crate) optional: bool,
    pub(crate) ty: TypeExpr<'src>,
}

#[derive(Debug)]
pub(crate) struct Branch<'src> {
    pub(crate) tag: Name<'src>,
    pub(crate) ty: TypeExpr<'src>,
}

/// A type as it is written.
#[derive(Debug)]
pub(crate) enum TypeExpr<'src> {
    Named(Name<'src>),
    List(Box<TypeExpr<'src>>),
    /// An anonymous struct.
    Members(Vec<Member<'src>>),
}

#[derive(Debug)]
pub(crate) struct Command<'src> {
    pub(crate) data: Option<TypeExpr<'src>>,
    pub(crate) returns: Option<TypeExpr<'src>>,
    pub(crate) allow_oob: bool,
    pub(crate) success_response: bool,
}

/// How a definition's first key names its kind.
const KINDS: [&str; 5] = ["command", "enum", "struct", "type", "union"];

/// Whether a definition is written in the dialect of the first schemas.
pub(crate) fn is_old_dialect(expression: &Expression<'_>) -> bool {
    expression
        .entries
        .iter()
        .any(|entry| entry.key.text == "type")
}

/// Turns a value into a definition; `None` where there is not even a name.
pub(crate) fn define<'src>(
    expression: &Expression<'src>,
    diagnostics: &mut Diagnostics,
) -> Option<Definition<'src>> {
    let mut reader = Reader { diagnostics };
    let (kind, name) = reader.header(expression)?;
    let kind = reader.kind(kind, name, expression).unwrap_or(Kind::Broken);
    Some(Definition {
        name,
        kind,
        comment: expression.comment.clone(),
    })
}

struct Reader<'d> {
    diagnostics: &'d mut Diagnostics,
}

impl Reader<'_> {
    /// The rest of a definition; `None` where the mistakes leave nothing to go
    /// on with.
    fn kind<'src>(
        &mut self,
        kind: &'static str,
        name: Name<'src>,
        expression: &Expression<'src>,
    ) -> Option<Kind<'src>> {
        let keys = Keys::check(kind, name, expression, self.diagnostics);
        let data = keys.get("data");
        Some(match kind {
            "enum" => Kind::Enum(self.names(data?)?),
            "struct" | "type" => Kind::Struct(self.members(data?)?),
            "union" => Kind::SimpleUnion(self.branches(data?)?),
            _ => Kind::Command(Command {
                data: data.and_then(|node| self.data(node)),
                returns: keys.get("returns").and_then(|node| self.type_expr(node)),
                allow_oob: keys.flag("allow-oob").unwrap_or(false),
                success_response: keys.flag("success-response").unwrap_or(true),
            }),
        })
    }

    /// The kind of a definition and its name.
    fn header<'src>(
        &mut self,
        expression: &Expression<'src>,
    ) -> Option<(&'static str, Name<'src>)> {
        let is_kind = |key: &str| KINDS.into_iter().find(|kind| *kind == key);
        let found = expression
            .entries
            .iter()
            .find_map(|entry| Some((is_kind(entry.key.text)?, entry)));
        let Some((kind, entry)) = found else {
            self.unknown_kind(expression);
            return None;
        };
        let NodeKind::Str(text) = entry.value.kind else {
            self.expected(
                "a name",
                &entry.value,
                format!("the name of this {}", describe(kind)),
            );
            return None;
        };
        let name = Name {
            text,
            span: entry.value.span,
        };
        self.check_name(name).then_some((kind, name))
    }

    fn unknown_kind(&mut self, expression: &Expression<'_>) {
        let Some(first) = expression.entries.first() else {
            self.diagnostics.push(
                Diagnostic::new(expression.span, "an empty object defines nothing")
                    .label("expected a definition"),
            );
            return;
        };
        let mut diagnostic = Diagnostic::new(
            first.key.span,
            format!("unknown kind of definition '{}'", first.key.text),
        );
        diagnostic = match first.key.text {
            "include" | "pragma" | "event" | "alternate" => diagnostic.label("not supported yet"),
            _ => diagnostic
                .label("expected 'command', 'enum', 'struct', 'type' or 'union'")
                .suggest("a kind", first.key.text, KINDS),
        };
        self.diagnostics.push(diagnostic);
    }

    /// A list of strings.
    fn names<'src>(&mut self, node: &Node<'src>) -> Option<Vec<Name<'src>>> {
        let NodeKind::List(elements) = &node.kind else {
            self.expected("a list of names", node, "the values of this enum");
            return None;
        };
        let mut names = Vec::new();
        let mut seen = Once::default();
        for element in elements {
            let NodeKind::Str(text) = element.kind else {
                self.expected("a name", element, "a value of this enum");
                continue;
            };
            let name = Name {
                text,
                span: element.span,
            };
            if self.check_name(name) && seen.first(name, "value", self.diagnostics) {
                names.push(name);
            }
        }
        Some(names)
    }

    fn members<'src>(&mut self, node: &Node<'src>) -> Option<Vec<Member<'src>>> {
        let NodeKind::Object(entries) = &node.kind else {
            self.expected("an object", node, "the members and their types");
            return None;
        };
        let mut members = Vec::new();
        let mut seen = Once::default();
        for entry in entries {
            let (text, optional) = match entry.key.text.strip_prefix('*') {
                Some(text) => (text, true),
                None => (entry.key.text, false),
            };
            let name = Name {
                text,
                span: entry.key.span,
            };
            if self.check_name(name)
                && seen.first(name, "member", self.diagnostics)
                && let Some(ty) = self.type_expr(&entry.value)
            {
                members.push(Member { name, optional, ty });
            }
        }
        Some(members)
    }

    fn branches<'src>(&mut self, node: &Node<'src>) -> Option<Vec<Branch<'src>>> {
        let NodeKind::Object(entries) = &node.kind else {
            self.expected("an object", node, "the branches and their types");
            return None;
        };
        let mut branches = Vec::new();
        let mut seen = Once::default();
        for entry in entries {
            if !self.check_name(entry.key) || !seen.first(entry.key, "branch", self.diagnostics) {
                continue;
            }
            match self.type_expr(&entry.value) {
                Some(TypeExpr::Members(_)) => {
                    self.expected(
                        "the name of a type",
                        &entry.value,
                        "the type of this branch",
                    );
                }
                Some(ty) => branches.push(Branch { tag: entry.key, ty }),
                None => {}
            }
        }
        if branches.is_empty() && entries.is_empty() {
            self.diagnostics.push(
                Diagnostic::new(node.span, "a union without branches").label("expected a branch"),
            );
        }
        Some(branches)
    }

    /// What a command takes: members, or the name of a type that has them.
    fn data<'src>(&mut self, node: &Node<'src>) -> Option<TypeExpr<'src>> {
        if let NodeKind::List(_) = node.kind {
            self.expected(
                "an object or the name of a struct",
                node,
                "the arguments of this command",
            );
            return None;
        }
        self.type_expr(node)
    }

    fn type_expr<'src>(&mut self, node: &Node<'src>) -> Option<TypeExpr<'src>> {
        match &node.kind {
            NodeKind::Str(text) => Some(TypeExpr::Named(Name {
                text,
                span: node.span,
            })),
            NodeKind::Object(_) => Some(TypeExpr::Members(self.members(node)?)),
            NodeKind::List(elements) => match elements.as_slice() {
                [element] => Some(TypeExpr::List(Box::new(self.type_expr(element)?))),
                _ => {
                    self.diagnostics.push(
                        Diagnostic::new(
                            node.span,
                            "a list type has one element: its elements' type",
                        )
                        .label(format!("{} elements here", elements.len()))
                        .help("write `['Type']`"),
                    );
                    None
                }
            },
            NodeKind::Bool(_) => {
                self.expected(
                    "a type",
                    node,
                    "a name, a list of one name, or an object of members",
                );
                None
            }
        }
    }

    /// Whether Rust can make a name of this one; reported where it can't.
    fn check_name(&mut self, name: Name<'_>) -> bool {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        let has_letter = name.text.contains(|c: char| c.is_ascii_alphanumeric());
        if has_letter && name.text.chars().all(allowed) {
            return true;
        }
        self.diagnostics.push(
            Diagnostic::new(name.span, format!("invalid name '{}'", name.text))
                .label("names are made of letters, digits, `-`, `_` and `.`"),
        );
        false
    }

    fn expected(&mut self, what: &str, found: &Node<'_>, label: impl Into<String>) {
        let message = format!("expected {what}, found {}", found.kind.describe());
        self.diagnostics
            .push(Diagnostic::new(found.span, message).label(label));
    }
}

/// Names of which each may come once.
#[derive(Default)]
struct Once<'src> {
    seen: HashMap<&'src str, Span>,
}

impl<'src> Once<'src> {
    /// Whether the name comes for the first time; reported where it doesn't.
    fn first(&mut self, name: Name<'src>, what: &str, diagnostics: &mut Diagnostics) -> bool {
        match self.seen.entry(name.text) {
            Entry::Vacant(entry) => {
                entry.insert(name.span);
                true
            }
            Entry::Occupied(entry) => {
                diagnostics.push(
                    Diagnostic::new(name.span, format!("duplicate {what} '{}'", name.text))
                        .label("defined again here")
                        .related(*entry.get(), "first defined here"),
                );
                false
            }
        }
    }
}

/// The current word for a kind.
fn describe(kind: &str) -> &str {
    if kind == "type" { "struct" } else { kind }
}
