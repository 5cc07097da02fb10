//! Where generated code mentions what the schema deprecates. That mention is
//! no use, and must not warn in the user's build.

use std::collections::HashSet;

use crate::reach::inner;
use crate::schema::{Command, Event, Feature, Schema, Type, TypeId, TypeKind, TypeRef};

const ALLOW: &str = "#[allow(deprecated)]\n";

/// What is deprecated, and what mentions it.
pub(super) struct Deprecated {
    types: HashSet<TypeId>,
    mentions: HashSet<TypeId>,
}

impl Deprecated {
    pub(super) fn new(schema: &Schema) -> Self {
        let types = schema
            .types()
            .filter(|(_, ty)| is_deprecated(&ty.features))
            .map(|(id, _)| id);
        let mut deprecated = Self {
            types: types.collect(),
            mentions: HashSet::new(),
        };
        let mentions = schema
            .types()
            .filter(|(_, ty)| deprecated.is_mentioned(ty))
            .map(|(id, _)| id);
        deprecated.mentions = mentions.collect();
        deprecated
    }

    /// What goes in front of the items of a type.
    pub(super) fn allow(&self, id: TypeId) -> &'static str {
        allow_if(self.mentions.contains(&id))
    }

    /// What goes in front of the function and the type of a command.
    pub(super) fn allow_command(&self, command: &Command) -> &'static str {
        let arguments = command.arguments.is_some_and(|id| self.types.contains(&id));
        allow_if(arguments || command.returns.as_ref().is_some_and(|ty| self.is_type(ty)))
    }

    /// What goes in front of the enum of the events.
    pub(super) fn allow_events(&self, events: &[Event]) -> &'static str {
        allow_if(events.iter().any(|event| {
            is_deprecated(&event.features) || event.data.is_some_and(|id| self.types.contains(&id))
        }))
    }

    fn is_mentioned(&self, ty: &Type) -> bool {
        let values = match &ty.kind {
            TypeKind::Enum(values) => values.as_slice(),
            _ => &[],
        };
        let mut members = ty.kind.members().unwrap_or_default().iter();
        let mut branches = ty.kind.branches().unwrap_or_default().iter();
        is_deprecated(&ty.features)
            || members.any(|member| is_deprecated(&member.features) || self.is_type(&member.ty))
            || branches.any(|branch| branch.ty.as_ref().is_some_and(|ty| self.is_type(ty)))
            || values.iter().any(|value| is_deprecated(&value.features))
    }

    fn is_type(&self, ty: &TypeRef) -> bool {
        inner(ty).is_some_and(|id| self.types.contains(&id))
    }
}

pub(super) fn is_deprecated(features: &[Feature]) -> bool {
    features.iter().any(|feature| feature.name == "deprecated")
}

fn allow_if(mentioned: bool) -> &'static str {
    if mentioned { ALLOW } else { "" }
}
