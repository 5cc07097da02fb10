//! Definitions to the model: every name resolved, every rule held.

mod recursion;

use std::collections::{HashMap, HashSet};

use crate::definition::{Definition, Kind, Member as MemberDefinition, TypeExpr};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::doc::{Doc, Parts};
use crate::schema::{
    Branch, Builtin, Command, Member, Origin, Schema, Type, TypeId, TypeKind, TypeRef, Value,
};
use crate::source::Span;
use crate::syntax::Name;

/// A schema with more mistakes than this has a problem that no suggestion
/// solves, and each costs a look at every name.
const MAX_SUGGESTIONS: usize = 50;

/// Builds the model of what is right in these definitions.
///
/// A type that is unknown is taken for `any`, so that one mistake in a schema
/// is one mistake in the user's build.
pub(crate) fn check(definitions: &[Definition<'_>], diagnostics: &mut Diagnostics) -> Schema {
    let names = Names::collect(definitions, diagnostics);
    let mut checker = Checker {
        schema: Schema::with_named(names.types.len()),
        names: &names,
        places: HashMap::new(),
        diagnostics,
    };
    for definition in definitions {
        if names.first.get(definition.name.text) == Some(&definition.name.span) {
            checker.definition(definition);
        }
    }
    let Checker {
        mut schema, places, ..
    } = checker;
    recursion::resolve(&mut schema, &places, diagnostics);
    schema
}

/// A type that is defined by name.
#[derive(Clone, Copy)]
struct Named {
    id: TypeId,
    kind: &'static str,
}

/// What the schema's names stand for.
#[derive(Default)]
struct Names<'src> {
    types: HashMap<&'src str, Named>,
    /// Where each name is defined, types and commands alike.
    first: HashMap<&'src str, Span>,
    /// Names that are defined, with mistakes.
    broken: HashSet<&'src str>,
}

impl<'src> Names<'src> {
    fn collect(definitions: &[Definition<'src>], diagnostics: &mut Diagnostics) -> Self {
        let mut names = Self::default();
        for Definition { name, kind, .. } in definitions {
            let is_command = matches!(kind, Kind::Command(_));
            if let Some(first) = names.first.get(name.text) {
                diagnostics.push(
                    Diagnostic::new(
                        name.span,
                        format!("duplicate definition of '{}'", name.text),
                    )
                    .label("defined again here")
                    .related(*first, "first defined here"),
                );
                continue;
            }
            if !is_command && Builtin::named(name.text).is_some() {
                diagnostics.push(
                    Diagnostic::new(
                        name.span,
                        format!(
                            "{} '{}' has the name of a built-in type",
                            kind.describe(),
                            name.text
                        ),
                    )
                    .label("this name is taken"),
                );
                continue;
            }
            names.first.insert(name.text, name.span);
            if matches!(kind, Kind::Broken) {
                names.broken.insert(name.text);
            } else if !is_command {
                let id = Schema::named_id(names.types.len());
                names.types.insert(
                    name.text,
                    Named {
                        id,
                        kind: kind.describe(),
                    },
                );
            }
        }
        names
    }
}

/// Where a type is used, for messages.
struct Use<'a, 'src> {
    definition: &'a Definition<'src>,
    part: Part<'src>,
}

enum Part<'src> {
    Arguments,
    Returns,
    Member(&'src str),
    Branch(&'src str),
}

impl Use<'_, '_> {
    /// Such as "command 'query-block' returns".
    fn describe(&self) -> String {
        let Definition { name, kind, .. } = self.definition;
        let user = format!("{} '{}'", kind.describe(), name.text);
        match self.part {
            Part::Arguments => format!("{user} takes"),
            Part::Returns => format!("{user} returns"),
            Part::Member(member) => format!("member '{member}' of {user} has"),
            Part::Branch(branch) => format!("branch '{branch}' of {user} has"),
        }
    }
}

struct Checker<'n, 'src, 'd> {
    schema: Schema,
    names: &'n Names<'src>,
    /// Where each member of each type stands.
    places: HashMap<(TypeId, usize), Span>,
    diagnostics: &'d mut Diagnostics,
}

impl<'src> Checker<'_, 'src, '_> {
    fn definition(&mut self, definition: &Definition<'src>) {
        let parts = Parts::read(definition.comment.as_ref());
        match &definition.kind {
            Kind::Command(command) => {
                let name = definition.name.text.to_owned();
                let arguments = command
                    .data
                    .as_ref()
                    .and_then(|data| self.arguments(definition, data, &parts));
                let returns = command.returns.as_ref().map(|returns| {
                    let part = Part::Returns;
                    self.type_ref(&Use { definition, part }, returns)
                });
                let doc = parts.definition;
                self.schema.add_command(Command {
                    name,
                    arguments,
                    returns,
                    allow_oob: command.allow_oob,
                    success_response: command.success_response,
                    doc,
                });
            }
            Kind::Broken => {}
            kind => {
                let id = self.names.types[definition.name.text].id;
                let origin = Origin::Named(definition.name.text.to_owned());
                let kind = match kind {
                    Kind::Enum(values) => TypeKind::Enum(
                        values
                            .iter()
                            .map(|value| Value {
                                name: value.text.to_owned(),
                                doc: parts.member(value.text),
                            })
                            .collect(),
                    ),
                    Kind::Struct(members) => {
                        TypeKind::Struct(self.members(definition, id, members, &parts, ""))
                    }
                    Kind::SimpleUnion(branches) => {
                        TypeKind::SimpleUnion(self.branches(definition, id, branches, &parts))
                    }
                    Kind::Command(_) | Kind::Broken => return,
                };
                self.schema.define(
                    id,
                    Type {
                        origin,
                        kind,
                        doc: parts.definition,
                    },
                );
            }
        }
    }

    /// The type of a command's arguments.
    fn arguments(
        &mut self,
        definition: &Definition<'src>,
        data: &TypeExpr<'src>,
        parts: &Parts,
    ) -> Option<TypeId> {
        match data {
            TypeExpr::Members(members) if members.is_empty() => None,
            TypeExpr::Members(members) => {
                let id = self.schema.reserve();
                let origin = Origin::Arguments(definition.name.text.to_owned());
                let kind = TypeKind::Struct(self.members(definition, id, members, parts, ""));
                self.schema.define(
                    id,
                    Type {
                        origin,
                        kind,
                        doc: Doc::default(),
                    },
                );
                Some(id)
            }
            TypeExpr::Named(name) => self.named_arguments(definition, *name),
            TypeExpr::List(_) => None,
        }
    }

    fn named_arguments(
        &mut self,
        definition: &Definition<'src>,
        name: Name<'src>,
    ) -> Option<TypeId> {
        let kind = match self.names.types.get(name.text) {
            Some(Named {
                id,
                kind: "struct" | "union",
            }) => return Some(*id),
            Some(Named { kind, .. }) => kind,
            None if Builtin::named(name.text).is_some() => "built-in type",
            None => {
                self.named(
                    &Use {
                        definition,
                        part: Part::Arguments,
                    },
                    name,
                );
                return None;
            }
        };
        let message = format!(
            "command '{}' takes {kind} '{}'",
            definition.name.text, name.text
        );
        self.diagnostics.push(
            Diagnostic::new(name.span, message)
                .label("arguments need a type with members: a struct")
                .related(definition.name.span, "in this command"),
        );
        None
    }

    fn members(
        &mut self,
        definition: &Definition<'src>,
        owner: TypeId,
        members: &[MemberDefinition<'src>],
        parts: &Parts,
        path: &str,
    ) -> Vec<Member> {
        let mut result = Vec::new();
        for member in members {
            let name = member.name.text;
            let path = format!("{path}{name}");
            let ty = match &member.ty {
                TypeExpr::Members(inner) => {
                    let id = self.schema.reserve();
                    let origin = Origin::Member {
                        owner,
                        member: name.to_owned(),
                    };
                    let kind = TypeKind::Struct(self.members(
                        definition,
                        id,
                        inner,
                        parts,
                        &format!("{path}."),
                    ));
                    self.schema.define(
                        id,
                        Type {
                            origin,
                            kind,
                            doc: Doc::default(),
                        },
                    );
                    TypeRef::Defined(id)
                }
                other => {
                    let part = Part::Member(name);
                    self.type_ref(&Use { definition, part }, other)
                }
            };
            self.places.insert((owner, result.len()), member.name.span);
            result.push(Member {
                name: name.to_owned(),
                optional: member.optional,
                ty,
                boxed: false,
                doc: parts.member(&path),
            });
        }
        result
    }

    fn branches(
        &mut self,
        definition: &Definition<'src>,
        owner: TypeId,
        branches: &[crate::definition::Branch<'src>],
        parts: &Parts,
    ) -> Vec<Branch> {
        let mut result = Vec::new();
        for branch in branches {
            let part = Part::Branch(branch.tag.text);
            self.places.insert((owner, result.len()), branch.tag.span);
            result.push(Branch {
                tag: branch.tag.text.to_owned(),
                ty: self.type_ref(&Use { definition, part }, &branch.ty),
                boxed: false,
                doc: parts.member(branch.tag.text),
            });
        }
        result
    }

    fn type_ref(&mut self, of: &Use<'_, 'src>, expr: &TypeExpr<'src>) -> TypeRef {
        match expr {
            TypeExpr::Named(name) => self.named(of, *name),
            TypeExpr::List(element) => TypeRef::List(Box::new(self.type_ref(of, element))),
            TypeExpr::Members(members) => {
                let span = members
                    .first()
                    .map_or(of.definition.name.span, |member| member.name.span);
                self.diagnostics.push(
                    Diagnostic::new(
                        span,
                        format!("{} an anonymous struct, which can't be here", of.describe()),
                    )
                    .label("define a struct and name it here"),
                );
                TypeRef::Builtin(Builtin::Any)
            }
        }
    }

    fn named(&mut self, of: &Use<'_, 'src>, name: Name<'src>) -> TypeRef {
        if let Some(builtin) = Builtin::named(name.text) {
            return TypeRef::Builtin(builtin);
        }
        if let Some(named) = self.names.types.get(name.text) {
            return TypeRef::Defined(named.id);
        }
        if self.names.broken.contains(name.text) {
            return TypeRef::Builtin(Builtin::Any);
        }
        let Definition {
            name: user, kind, ..
        } = of.definition;
        let message = format!("{} unknown type '{}'", of.describe(), name.text);
        let mut diagnostic = Diagnostic::new(name.span, message)
            .related(user.span, format!("in this {}", kind.describe()));
        diagnostic = if self.names.first.contains_key(name.text) {
            diagnostic.label("this is a command, not a type")
        } else if self.diagnostics.len() >= MAX_SUGGESTIONS {
            diagnostic.label("no such type in this schema")
        } else {
            let builtin = Builtin::NAMES.iter().map(|(name, _)| *name);
            let mut known: Vec<&str> = self.names.types.keys().copied().chain(builtin).collect();
            known.sort_unstable();
            diagnostic
                .label("no such type in this schema")
                .suggest("a type", name.text, known)
        };
        self.diagnostics.push(diagnostic);
        TypeRef::Builtin(Builtin::Any)
    }
}
