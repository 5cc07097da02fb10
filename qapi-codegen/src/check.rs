//! Definitions to the model: every name resolved, every rule held.
//!
//! The steps: collect the names; resolve what each definition mentions; let
//! structs have their bases' members; put unions together; see that no type
//! is infinite.

mod alternates;
mod bases;
mod names;
mod recursion;
mod types;
mod unions;

use std::collections::{HashMap, HashSet};

use crate::condition::Condition;
use crate::definition::{
    self, Command as CommandDefinition, Definition, Dialect, Feature as FeatureDefinition, Kind,
    Member as MemberDefinition, TypeExpr,
};
use crate::diagnostic::Diagnostics;
use crate::doc::Parts;
use crate::reach::keep;
use crate::schema::{
    Branch, Command, Event, Feature, Member, Origin, Schema, Struct, Type, TypeId, TypeKind,
    TypeRef, Value,
};
use crate::source::Span;
use crate::syntax::Name;
use names::Names;
use types::Use;

/// Builds the model of what is right in these definitions.
///
/// A type that is unknown is taken for `any`, so that one mistake in a schema
/// is one mistake in the user's build. Only those that are `documented`, or all,
/// have documentation.
pub(crate) fn check(
    definitions: &[Definition<'_>],
    dialect: Dialect,
    documented: Option<&HashSet<&str>>,
    diagnostics: &mut Diagnostics,
) -> Schema {
    let names = Names::collect(definitions, diagnostics);
    let mut checker = Checker {
        schema: Schema::with_named(names.type_count()),
        dialect,
        names: &names,
        // A definition has three or four, and growing costs a hash for each.
        places: HashMap::with_capacity(4 * definitions.len()),
        bases: Vec::new(),
        unions: Vec::new(),
        alternates: Vec::new(),
        diagnostics,
    };
    for definition in definitions {
        if names.is_first(definition) {
            let is_documented = documented.is_none_or(|names| names.contains(definition.name.text));
            let comment = definition.comment.as_ref().filter(|_| is_documented);
            checker.definition(definition, &Parts::read(comment));
        }
    }
    checker.inherit();
    checker.complete_unions();
    checker.check_alternates();
    let Checker {
        mut schema, places, ..
    } = checker;
    recursion::resolve(&mut schema, &places, diagnostics);
    schema
}

/// Where each member and branch of each type stands.
type Places = HashMap<(TypeId, String), Span>;

struct Checker<'n, 'src, 'd> {
    schema: Schema,
    dialect: Dialect,
    names: &'n Names<'src>,
    places: Places,
    /// Structs with a base.
    bases: Vec<(TypeId, Name<'src>, TypeId)>,
    /// Unions that wait for the types they are made of.
    unions: Vec<unions::Pending<'n, 'src>>,
    alternates: Vec<(TypeId, &'n Definition<'src>)>,
    diagnostics: &'d mut Diagnostics,
}

impl<'n, 'src> Checker<'n, 'src, '_> {
    fn definition(&mut self, definition: &'n Definition<'src>, parts: &Parts) {
        match &definition.kind {
            Kind::Broken => {}
            Kind::Command(command) => self.command(definition, command, parts),
            Kind::Event { data, .. } => self.event(definition, data.as_ref(), parts),
            _ => {
                if let Some(id) = self.names.type_id(definition.name.text) {
                    self.ty(definition, id, parts);
                }
            }
        }
    }

    fn ty(&mut self, definition: &'n Definition<'src>, id: TypeId, parts: &Parts) {
        let kind = match &definition.kind {
            Kind::Enum(values) => {
                let mut all = Vec::new();
                for one in values {
                    all.push(value(one, parts));
                }
                TypeKind::Enum(all)
            }
            Kind::Struct { base, members } => {
                let base = base.and_then(|base| self.base(definition, base));
                if let Some((name, base)) = base {
                    self.bases.push((id, name, base));
                }
                let members = self.members(definition, id, members, parts, "");
                TypeKind::Struct(Struct {
                    base: base.map(|(_, base)| base),
                    members,
                    open: false,
                })
            }
            Kind::FlatUnion {
                base,
                discriminator,
                branches,
            } => TypeKind::FlatUnion(self.flat_union(
                definition,
                id,
                base,
                *discriminator,
                branches,
                parts,
            )),
            Kind::SimpleUnion(branches) => {
                TypeKind::SimpleUnion(self.branches(definition, id, branches, parts))
            }
            Kind::Alternate(branches) => {
                self.alternates.push((id, definition));
                TypeKind::Alternate(self.branches(definition, id, branches, parts))
            }
            Kind::Command(_) | Kind::Event { .. } | Kind::Broken => return,
        };
        let ty = Type {
            origin: Origin::Named(definition.name.text.to_owned()),
            kind,
            condition: Condition::new(definition.condition.as_ref()),
            features: features(&definition.features, parts),
            doc: parts.definition.clone(),
        };
        self.schema.define(id, ty);
    }

    fn command(
        &mut self,
        definition: &'n Definition<'src>,
        command: &'n CommandDefinition<'src>,
        parts: &Parts,
    ) {
        let name = definition.name.text.to_owned();
        let origin = Origin::Arguments(name.clone());
        let arguments = command
            .data
            .as_ref()
            .and_then(|data| self.data(definition, data, origin, parts));
        if let Some(TypeExpr::Members(written)) = &command.data
            && let Some(id) = arguments
            && let TypeKind::Struct(structure) = &mut self.schema.ty_mut(id).kind
        {
            let is_rest = |name: &str| {
                written
                    .iter()
                    .any(|member| member.name.text == name && stands_for_others(&member.ty))
            };
            let listed = structure.members.len();
            keep(&mut structure.members, &mut |it| !is_rest(&it.name));
            structure.open = command.open || structure.members.len() < listed;
        }
        let returns = command
            .returns
            .as_ref()
            .map(|ty| self.type_ref(&Use::Returns(definition), ty));
        self.schema.add_command(Command {
            name,
            arguments,
            returns,
            allow_oob: command.allow_oob,
            success_response: command.success_response,
            condition: Condition::new(definition.condition.as_ref()),
            features: features(&definition.features, parts),
            doc: parts.definition.clone(),
        });
    }

    fn event(
        &mut self,
        definition: &'n Definition<'src>,
        data: Option<&'n TypeExpr<'src>>,
        parts: &Parts,
    ) {
        let name = definition.name.text.to_owned();
        let origin = Origin::EventData(name.clone());
        let data = data.and_then(|data| self.data(definition, data, origin, parts));
        self.schema.add_event(Event {
            name,
            data,
            condition: Condition::new(definition.condition.as_ref()),
            features: features(&definition.features, parts),
            doc: parts.definition.clone(),
        });
    }

    /// What a command or an event carries.
    fn data(
        &mut self,
        definition: &'n Definition<'src>,
        data: &'n TypeExpr<'src>,
        origin: Origin,
        parts: &Parts,
    ) -> Option<TypeId> {
        match data {
            TypeExpr::Members(members) if members.is_empty() => None,
            TypeExpr::Members(members) => {
                let id = self.schema.reserve();
                let members = self.members(definition, id, members, parts, "");
                self.schema.define(id, Type::anonymous(origin, members));
                Some(id)
            }
            TypeExpr::Named(name) => self.named_data(definition, *name),
            TypeExpr::List(_) => None,
        }
    }

    fn members(
        &mut self,
        definition: &'n Definition<'src>,
        owner: TypeId,
        members: &'n [MemberDefinition<'src>],
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
                    let inner = self.members(definition, id, inner, parts, &format!("{path}."));
                    self.schema.define(id, Type::anonymous(origin, inner));
                    TypeRef::Defined(id)
                }
                other => self.type_ref(&Use::Member(definition, name), other),
            };
            self.places
                .insert((owner, name.to_owned()), member.name.span);
            result.push(Member {
                name: name.to_owned(),
                optional: member.optional,
                ty,
                boxed: false,
                condition: Condition::new(member.condition.as_ref()),
                features: features(&member.features, parts),
                doc: parts.member(&path),
            });
        }
        result
    }

    /// The branches of a simple union or an alternate.
    fn branches(
        &mut self,
        definition: &'n Definition<'src>,
        owner: TypeId,
        branches: &'n [definition::Branch<'src>],
        parts: &Parts,
    ) -> Vec<Branch> {
        let mut result = Vec::new();
        for branch in branches {
            let tag = branch.tag.text;
            self.places.insert((owner, tag.to_owned()), branch.tag.span);
            result.push(Branch {
                tag: tag.to_owned(),
                ty: Some(self.type_ref(&Use::Branch(definition, tag), &branch.ty)),
                boxed: false,
                condition: Condition::new(branch.condition.as_ref()),
                doc: parts.member(tag),
            });
        }
        result
    }
}

/// QEMU 1.2 to 2.3 write arguments that are not listed as a member of type `**`,
/// whose name is not on the wire.
fn stands_for_others(ty: &TypeExpr<'_>) -> bool {
    matches!(ty, TypeExpr::Named(name) if name.text == "**")
}

fn value(value: &definition::Value<'_>, parts: &Parts) -> Value {
    Value {
        name: value.name.text.to_owned(),
        condition: Condition::new(value.condition.as_ref()),
        features: features(&value.features, parts),
        doc: parts.member(value.name.text),
    }
}

fn features(features: &[FeatureDefinition<'_>], parts: &Parts) -> Vec<Feature> {
    let mut all = Vec::new();
    for feature in features {
        all.push(Feature {
            name: feature.name.text.to_owned(),
            condition: Condition::new(feature.condition.as_ref()),
            doc: parts.feature(feature.name.text),
        });
    }
    all
}
