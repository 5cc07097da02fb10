//! Reading a definition out of a value.

use super::keys::{Key, Keys};
use super::{
    Branch, Command, Condition, Definition, Dialect, Feature, KINDS, Kind, Member, Once, TypeExpr,
    Value, describe,
};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::letters;
use crate::lex::has_fault;
use crate::syntax::{Expression, Name, Node, NodeKind};

/// Turns a value into a definition; `None` where there is not even a name.
pub(crate) fn define<'src>(
    expression: &Expression<'src>,
    dialect: Dialect,
    diagnostics: &mut Diagnostics,
) -> Option<Definition<'src>> {
    let mut reader = Reader {
        dialect,
        diagnostics,
    };
    let (kind, name) = reader.header(expression)?;
    let known = reader.diagnostics.len();
    let keys = Keys::of_definition(kind, name, expression, reader.diagnostics);
    let definition = Definition {
        name,
        kind: reader.kind(kind, name, &keys).unwrap_or(Kind::Broken),
        condition: reader.condition_of(&keys),
        features: reader.features_of(&keys),
        comment: expression.comment.clone(),
    };
    let place = format!("in this {}", describe(kind));
    diagnostics.place_in(known, name.span, &place);
    Some(definition)
}

pub(super) struct Reader<'d> {
    dialect: Dialect,
    pub(super) diagnostics: &'d mut Diagnostics,
}

impl Reader<'_> {
    /// The kind of a definition and its name.
    fn header<'src>(
        &mut self,
        expression: &Expression<'src>,
    ) -> Option<(&'static str, Name<'src>)> {
        let found = KINDS.into_iter().find_map(|kind| {
            let entry = expression
                .entries
                .iter()
                .find(|entry| entry.key.text == kind)?;
            Some((kind, entry))
        });
        let Some((kind, entry)) = found else {
            self.unknown_kind(expression);
            return None;
        };
        let NodeKind::Str(text) = entry.value.kind else {
            self.expected(
                &format!("a name behind '{kind}'"),
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
        let diagnostic = match expression.entries.first() {
            Some(first) if has_fault(first.key.text) => return,
            None => Diagnostic::new(expression.span, "an empty object defines nothing")
                .label("expected a definition"),
            Some(first) => {
                let message = format!("unknown kind of definition '{}'", first.key.text);
                let mut known = KINDS.to_vec();
                known.extend_from_slice(&["include", "pragma"]);
                Diagnostic::new(first.key.span, message)
                    .label("expected 'command', 'struct', 'enum', 'union', 'alternate' or 'event'")
                    .suggest("a kind", first.key.text, &known)
            }
        };
        self.diagnostics.push(diagnostic);
    }

    /// The rest of a definition; `None` where the mistakes leave nothing to go
    /// on with.
    fn kind<'src>(
        &mut self,
        kind: &str,
        name: Name<'src>,
        keys: &Keys<'_, 'src>,
    ) -> Option<Kind<'src>> {
        let data = keys.get("data");
        Some(match kind {
            "enum" => Kind::Enum(self.values(data?)?),
            "struct" | "type" => Kind::Struct {
                base: keys.get("base").and_then(|node| self.type_name(node)),
                members: self.members(data?)?,
            },
            "union" => self.union(name, keys)?,
            "alternate" => Kind::Alternate(self.some_branches(data?)?),
            "event" => Kind::Event {
                data: data.and_then(|node| self.data(node)),
                boxed: keys.flag("boxed").unwrap_or(false),
            },
            _ => Kind::Command(Command {
                data: data.and_then(|node| self.data(node)),
                returns: keys
                    .get("returns")
                    .and_then(|node| self.type_expr(node, "'returns'")),
                boxed: keys.flag("boxed").unwrap_or(false),
                open: matches!(
                    keys.get("gen").map(|node| &node.kind),
                    Some(NodeKind::Bool(false))
                ),
                allow_oob: keys.flag("allow-oob").unwrap_or(false),
                success_response: keys.flag("success-response").unwrap_or(true),
            }),
        })
    }

    fn union<'src>(&mut self, name: Name<'src>, keys: &Keys<'_, 'src>) -> Option<Kind<'src>> {
        let (base, discriminator) = (keys.get("base"), keys.get("discriminator"));
        let branches = keys.get("data").and_then(|data| {
            // The values of a discriminator may be branches enough.
            if discriminator.is_some() {
                self.branches(data)
            } else {
                self.some_branches(data)
            }
        });
        let discriminator = match discriminator.map(|node| (&node.kind, node)) {
            None => None,
            // What is now called an alternate.
            Some((NodeKind::Object(entries), _)) if entries.is_empty() && base.is_none() => {
                return Some(Kind::Alternate(branches?));
            }
            Some((NodeKind::Str(text), node)) => Some(Name {
                text,
                span: node.span,
            }),
            Some((_, node)) => {
                self.expected(
                    "the name of a member as 'discriminator'",
                    node,
                    "the member that tells the branches apart",
                );
                return None;
            }
        };
        let base = match base.map(|node| (&node.kind, node)) {
            None => None,
            Some((NodeKind::Object(_), node)) => {
                Some(TypeExpr::Members(self.object_members(node)?))
            }
            Some((_, node)) => Some(TypeExpr::Named(self.type_name(node)?)),
        };
        match (base, discriminator) {
            (Some(base), Some(discriminator)) => Some(Kind::FlatUnion {
                base,
                discriminator,
                branches: branches?,
            }),
            (None, None) => Some(Kind::SimpleUnion(branches?)),
            (base, _) => {
                let lacks = if base.is_some() {
                    "discriminator"
                } else {
                    "base"
                };
                self.diagnostics.push(
                    Diagnostic::new(
                        name.span,
                        format!("union '{}' lacks the key '{lacks}'", name.text),
                    )
                    .label(
                        "a union has both 'base' and 'discriminator', or in old schemas neither",
                    ),
                );
                None
            }
        }
    }

    /// The values of an enum.
    fn values<'src>(&mut self, node: &Node<'src>) -> Option<Vec<Value<'src>>> {
        let NodeKind::List(elements) = &node.kind else {
            self.expected("a list of names as 'data'", node, "the values of this enum");
            return None;
        };
        let mut values = Vec::new();
        let mut seen = Once::default();
        for element in elements {
            let Some((name, condition, features)) = self.named_item(element, "enum value") else {
                continue;
            };
            if self.check_name(name) && seen.first(name, "value", self.diagnostics) {
                values.push(Value {
                    name,
                    condition,
                    features,
                });
            }
        }
        Some(values)
    }

    /// A name alone, or `{ 'name': name, 'if': …, 'features': … }`.
    #[allow(clippy::type_complexity)]
    fn named_item<'src>(
        &mut self,
        node: &Node<'src>,
        what: &'static str,
    ) -> Option<(Name<'src>, Option<Condition<'src>>, Vec<Feature<'src>>)> {
        const VALUE: &[Key] = &[
            Key::Required("name"),
            Key::Optional("if"),
            Key::Optional("features"),
        ];
        const FEATURE: &[Key] = &[Key::Required("name"), Key::Optional("if")];
        match &node.kind {
            NodeKind::Str(text) => Some((
                Name {
                    text,
                    span: node.span,
                },
                None,
                Vec::new(),
            )),
            NodeKind::Object(entries) => {
                let known = if what == "feature" { FEATURE } else { VALUE };
                let place = Name {
                    text: "",
                    span: node.span,
                };
                let keys = Keys::of_part(entries, known, what, place, self.diagnostics);
                let name = keys.get("name")?;
                let NodeKind::Str(text) = name.kind else {
                    self.expected("a name", name, format!("the name of this {what}"));
                    return None;
                };
                let known = self.diagnostics.len();
                let (condition, features) = (self.condition_of(&keys), self.features_of(&keys));
                self.diagnostics
                    .place_in(known, name.span, &format!("of {what} '{text}'"));
                Some((
                    Name {
                        text,
                        span: name.span,
                    },
                    condition,
                    features,
                ))
            }
            _ => {
                self.expected(
                    "a name",
                    node,
                    format!("each {what} is a name, or an object with a name"),
                );
                None
            }
        }
    }

    /// The members of a struct.
    fn members<'src>(&mut self, node: &Node<'src>) -> Option<Vec<Member<'src>>> {
        if !matches!(node.kind, NodeKind::Object(_)) {
            self.expected("an object as 'data'", node, "the members and their types");
            return None;
        }
        self.object_members(node)
    }

    fn object_members<'src>(&mut self, node: &Node<'src>) -> Option<Vec<Member<'src>>> {
        let NodeKind::Object(entries) = &node.kind else {
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
                && let Some((ty, condition, features)) = self.member_type(&entry.value, name)
            {
                members.push(Member {
                    name,
                    optional,
                    ty,
                    condition,
                    features,
                });
            }
        }
        Some(members)
    }

    /// A type, or `{ 'type': type, 'if': …, 'features': … }`.
    #[allow(clippy::type_complexity)]
    fn member_type<'src>(
        &mut self,
        node: &Node<'src>,
        name: Name<'src>,
    ) -> Option<(TypeExpr<'src>, Option<Condition<'src>>, Vec<Feature<'src>>)> {
        const KEYS: &[Key] = &[
            Key::Required("type"),
            Key::Optional("if"),
            Key::Optional("features"),
        ];
        let NodeKind::Object(entries) = &node.kind else {
            let of = format!("member '{}'", name.text);
            return Some((self.type_expr(node, &of)?, None, Vec::new()));
        };
        if self.dialect == Dialect::Old {
            return Some((
                TypeExpr::Members(self.object_members(node)?),
                None,
                Vec::new(),
            ));
        }
        let owner = format!("member '{}'", name.text);
        let known = self.diagnostics.len();
        let keys = Keys::of_part(entries, KEYS, &owner, name, self.diagnostics);
        let (condition, features) = (self.condition_of(&keys), self.features_of(&keys));
        let ty = keys
            .get("type")
            .and_then(|node| self.type_expr(node, &owner));
        self.diagnostics
            .place_in(known, name.span, &format!("of {owner}"));
        Some((ty?, condition, features))
    }

    /// Branches, of which there must be one at least.
    fn some_branches<'src>(&mut self, node: &Node<'src>) -> Option<Vec<Branch<'src>>> {
        if matches!(&node.kind, NodeKind::Object(entries) if entries.is_empty()) {
            self.diagnostics.push(
                Diagnostic::new(node.span, "'data' has no branches").label("expected at least one"),
            );
        }
        self.branches(node)
    }

    /// The branches of a union or an alternate.
    fn branches<'src>(&mut self, node: &Node<'src>) -> Option<Vec<Branch<'src>>> {
        const KEYS: &[Key] = &[Key::Required("type"), Key::Optional("if")];
        let NodeKind::Object(entries) = &node.kind else {
            self.expected("an object as 'data'", node, "the branches and their types");
            return None;
        };
        let mut branches = Vec::new();
        let mut seen = Once::default();
        for entry in entries {
            let tag = entry.key;
            if !self.check_name(tag) || !seen.first(tag, "branch", self.diagnostics) {
                continue;
            }
            let owner = format!("branch '{}'", tag.text);
            let known = self.diagnostics.len();
            let (ty, condition) = match &entry.value.kind {
                NodeKind::Object(inner) => {
                    let keys = Keys::of_part(inner, KEYS, &owner, tag, self.diagnostics);
                    let condition = self.condition_of(&keys);
                    (
                        keys.get("type")
                            .and_then(|node| self.type_expr(node, &owner)),
                        condition,
                    )
                }
                _ => (self.type_expr(&entry.value, &owner), None),
            };
            self.diagnostics
                .place_in(known, tag.span, &format!("of {owner}"));
            if let Some(ty) = ty {
                branches.push(Branch { tag, ty, condition });
            }
        }
        Some(branches)
    }

    /// What a command or an event carries: members, or the name of a type.
    fn data<'src>(&mut self, node: &Node<'src>) -> Option<TypeExpr<'src>> {
        match &node.kind {
            NodeKind::Str(text) => Some(TypeExpr::Named(Name {
                text,
                span: node.span,
            })),
            NodeKind::Object(_) => Some(TypeExpr::Members(self.object_members(node)?)),
            _ => {
                self.expected(
                    "an object or the name of a struct as 'data'",
                    node,
                    "the members and their types",
                );
                None
            }
        }
    }

    /// A name, or a list of one name, as the type `of` something.
    fn type_expr<'src>(&mut self, node: &Node<'src>, of: &str) -> Option<TypeExpr<'src>> {
        match &node.kind {
            NodeKind::Str(text) => Some(TypeExpr::Named(Name {
                text,
                span: node.span,
            })),
            NodeKind::List(elements) => match elements.as_slice() {
                [element] => Some(TypeExpr::List(Box::new(self.type_expr(element, of)?))),
                _ => {
                    let message = format!("a list as type for {of} has one element");
                    self.diagnostics.push(
                        Diagnostic::new(node.span, message)
                            .label(format!("{} elements here", elements.len()))
                            .help("write `['Type']`, with the type of the list's elements"),
                    );
                    None
                }
            },
            NodeKind::Object(_) => {
                self.expected(
                    &format!("a type for {of}"),
                    node,
                    "an anonymous struct can't be here: define a struct and name it",
                );
                None
            }
            NodeKind::Bool(_) => {
                self.expected(
                    &format!("a type for {of}"),
                    node,
                    "a name, or a list of one name",
                );
                None
            }
        }
    }

    fn type_name<'src>(&mut self, node: &Node<'src>) -> Option<Name<'src>> {
        let NodeKind::Str(text) = node.kind else {
            self.expected(
                "the name of a struct as 'base'",
                node,
                "the struct whose members come first",
            );
            return None;
        };
        Some(Name {
            text,
            span: node.span,
        })
    }

    fn features_of<'src>(&mut self, keys: &Keys<'_, 'src>) -> Vec<Feature<'src>> {
        let Some(node) = keys.get("features") else {
            return Vec::new();
        };
        let NodeKind::List(elements) = &node.kind else {
            self.expected("a list as 'features'", node, "a list of names");
            return Vec::new();
        };
        let mut features = Vec::new();
        let mut seen = Once::default();
        for element in elements {
            if let Some((name, condition, _)) = self.named_item(element, "feature")
                && seen.first(name, "feature", self.diagnostics)
            {
                features.push(Feature { name, condition });
            }
        }
        features
    }

    /// Whether Rust can make a name of this one; reported where it can't.
    fn check_name(&mut self, name: Name<'_>) -> bool {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        let has_letter = letters::has(name.text, |c| c.is_ascii_alphanumeric());
        if has_letter && letters::all(name.text, allowed) {
            return true;
        }
        // The lexer reported what no string may contain.
        if has_fault(name.text) {
            return false;
        }
        self.diagnostics.push(
            Diagnostic::new(name.span, format!("invalid name '{}'", name.text))
                .label("names are made of letters, digits, `-`, `_` and `.`"),
        );
        false
    }

    pub(super) fn expected(&mut self, what: &str, found: &Node<'_>, label: impl Into<String>) {
        let message = format!("expected {what}, found {}", found.kind.describe());
        self.diagnostics
            .push(Diagnostic::new(found.span, message).label(label));
    }
}
