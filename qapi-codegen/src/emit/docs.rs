//! Rustdoc for each item, from the schema's comments.

use std::collections::HashMap;

use super::deprecated::is_deprecated;
use crate::doc::{Doc, SectionKind};
use crate::markdown::{markdown, sentence};
use crate::names::{Names, UNRECOGNIZED, camel_case, distinct, snake_case};
use crate::schema::{
    Branch, Condition, Discriminator, Feature, Member, Origin, Schema, TypeId, TypeKind, Value,
};

/// Writes doc attributes.
pub(super) struct Docs<'a> {
    schema: &'a Schema,
    names: &'a Names,
    types: HashMap<&'a str, TypeId>,
    commands: HashMap<&'a str, usize>,
    events: HashMap<&'a str, usize>,
}

impl<'a> Docs<'a> {
    pub(super) fn new(schema: &'a Schema, names: &'a Names) -> Self {
        let mut types = HashMap::with_capacity(schema.types().count());
        for (id, ty) in schema.types() {
            if let Origin::Named(name) = &ty.origin {
                types.insert(name.as_str(), id);
            }
        }
        let commands = schema.commands().iter().enumerate();
        let events = schema.events().iter().enumerate();
        Self {
            schema,
            names,
            types,
            commands: commands
                .map(|(index, command)| (command.name.as_str(), index))
                .collect(),
            events: events
                .map(|(index, event)| (event.name.as_str(), index))
                .collect(),
        }
    }

    pub(super) fn ty(&self, id: TypeId) -> String {
        let ty = self.schema.ty(id);
        let fallback = match &ty.origin {
            Origin::Named(name) => format!("`{name}` of the schema."),
            Origin::Arguments(command) => {
                let function = self.names.function(self.commands[command.as_str()]);
                format!("The arguments of the command [`{command}`](fn@{function}).")
            }
            Origin::EventData(event) => {
                let (events, index) = (self.names.event_enum(), self.events[event.as_str()]);
                let variant = self.names.event(index);
                format!("The data of the event [`{event}`]({events}::{variant}).")
            }
            Origin::Member { owner, member } => {
                let owner = self.names.ty(*owner);
                format!("The member `{member}` of [`{owner}`].")
            }
        };
        let mut text = self.whole(&ty.doc, Some(id), &fallback);
        self.about(&ty.condition, &ty.features, Some(id), &mut text);
        attribute(&text) + deprecated(&ty.features)
    }

    pub(super) fn member(&self, id: TypeId, member: &Member, field: &str) -> String {
        let mut text = self.part(&member.doc, id, &member.name, || {
            format!("The member `{}`.", member.name)
        });
        self.about(&member.condition, &member.features, Some(id), &mut text);
        if field.trim_start_matches("r#") != member.name.replace('-', "_") {
            text += &format!("\n\nOn the wire: `{}`.", member.name);
        }
        attribute(&text) + deprecated(&member.features)
    }

    pub(super) fn discriminator(&self, id: TypeId, discriminator: &Discriminator) -> String {
        let fallback = || format!("Which branch it is (`{}`).", discriminator.name);
        attribute(&self.part(&discriminator.doc, id, &discriminator.name, fallback))
    }

    pub(super) fn value(&self, id: TypeId, value: &Value) -> String {
        let mut text = self.part(&value.doc, id, &value.name, || {
            format!("The value `{}`.", value.name)
        });
        self.about(&value.condition, &value.features, Some(id), &mut text);
        attribute(&text) + deprecated(&value.features)
    }

    pub(super) fn branch(&self, id: TypeId, branch: &Branch) -> String {
        let mut text = self.part(&branch.doc, id, &branch.tag, || {
            format!("The branch `{}`.", branch.tag)
        });
        self.about(&branch.condition, &[], Some(id), &mut text);
        attribute(&text)
    }

    pub(super) fn branch_enum(&self, union: &str) -> String {
        attribute(&format!("The branches of [`{union}`]."))
    }

    pub(super) fn setter(&self, member: &Member, field: &str) -> String {
        let name = field.trim_start_matches("r#");
        attribute(&format!("Sets `{name}`, which is optional.")) + deprecated(&member.features)
    }

    pub(super) fn command(&self, index: usize) -> String {
        let command = &self.schema.commands()[index];
        let fallback = format!("The command `{}`.", command.name);
        let mut text = self.whole(&command.doc, command.arguments, &fallback);
        self.about(
            &command.condition,
            &command.features,
            command.arguments,
            &mut text,
        );
        if self.names.function(index) != command.name {
            text += &format!("\n\nOn the wire: `{}`.", command.name);
        }
        attribute(&text) + deprecated(&command.features)
    }

    pub(super) fn marker(&self, index: usize) -> String {
        let (name, function) = (
            &self.schema.commands()[index].name,
            self.names.function(index),
        );
        attribute(&format!(
            "The command `{name}`; see [`{function}`](fn@super::{function})."
        ))
    }

    pub(super) fn event(&self, index: usize) -> String {
        let event = &self.schema.events()[index];
        let mut text = self.whole(
            &event.doc,
            event.data,
            &format!("The event `{}`.", event.name),
        );
        self.about(&event.condition, &event.features, event.data, &mut text);
        text += &format!("\n\nOn the wire: `{}`.", event.name);
        attribute(&text) + deprecated(&event.features)
    }

    pub(super) fn event_enum(&self) -> String {
        attribute("The events of the schema, with what comes with each.")
    }

    /// What conditions and features say.
    fn about(
        &self,
        condition: &Condition,
        features: &[Feature],
        scope: Option<TypeId>,
        text: &mut String,
    ) {
        for feature in features {
            let said = markdown(&feature.doc.text, &|name| self.link(name, scope));
            let name = &feature.name;
            *text += &match (name.as_str(), said.is_empty()) {
                ("unstable", true) => {
                    "\n\nUnstable: it may change or go in any release.".to_owned()
                }
                ("unstable", false) => format!("\n\nUnstable: {said}"),
                // rustdoc shows the attribute.
                ("deprecated", true) => String::new(),
                ("deprecated", false) => format!("\n\nDeprecated: {said}"),
                (_, true) => format!("\n\nHas the feature `{name}`."),
                (_, false) => format!("\n\nHas the feature `{name}`: {said}"),
            };
        }
        if !condition.is_always() {
            *text += &format!("\n\nOnly if the server was built with `{condition}`.");
        }
    }

    /// The documentation of a definition; names of `scope`'s parts link to
    /// them.
    fn whole(&self, doc: &Doc, scope: Option<TypeId>, fallback: &str) -> String {
        let text = |lines: &[String]| markdown(lines, &|name| self.link(name, scope));
        let mut out = text(&doc.text);
        if out.is_empty() {
            out.push_str(fallback);
        }
        for kind in [
            SectionKind::Returns,
            SectionKind::Errors,
            SectionKind::Note,
            SectionKind::Example,
        ] {
            let title = match kind {
                SectionKind::Returns => "Returns",
                SectionKind::Errors => "Errors",
                SectionKind::Example => "Examples",
                _ => "Notes",
            };
            for (index, section) in doc
                .sections
                .iter()
                .filter(|section| section.kind == kind)
                .enumerate()
            {
                if index == 0 {
                    out += &format!("\n\n# {title}");
                }
                out += "\n\n";
                out += &sentence(text(&section.text));
            }
        }
        for section in doc
            .sections
            .iter()
            .filter(|section| section.kind == SectionKind::Since)
        {
            out += &format!("\n\nSince {}.", text(&section.text).trim_end_matches('.'));
        }
        out
    }

    /// The documentation of a part of a type. Its own name refers to something
    /// else: a branch may well be called like a command.
    fn part(&self, doc: &Doc, id: TypeId, own: &str, fallback: impl FnOnce() -> String) -> String {
        let scope = |name: &str| (name != own).then_some(id);
        let text = sentence(markdown(&doc.text, &|name| self.link(name, scope(name))));
        if text.is_empty() { fallback() } else { text }
    }

    /// What rustdoc calls the thing of this name.
    fn link(&self, name: &str, scope: Option<TypeId>) -> Option<String> {
        if let Some(id) = scope
            && let Some(part) = self.part_link(name, id)
        {
            return Some(part);
        }
        if let Some(id) = self.types.get(name)
            && self.schema.is_kept(*id)
        {
            return Some(self.names.ty(*id).to_owned());
        }
        if let Some(command) = self.commands.get(name) {
            return Some(format!("fn@{}", self.names.function(*command)));
        }
        let event = self.events.get(name)?;
        Some(format!(
            "{}::{}",
            self.names.event_enum(),
            self.names.event(*event)
        ))
    }

    fn part_link(&self, name: &str, id: TypeId) -> Option<String> {
        let ty = self.names.ty(id);
        match &self.schema.ty(id).kind {
            TypeKind::Struct(structure) => {
                let wire: Vec<&str> = structure
                    .members
                    .iter()
                    .map(|member| member.name.as_str())
                    .collect();
                field_link(ty, name, &wire)
            }
            TypeKind::Enum(values) => {
                let wire = values.iter().map(|value| value.name.as_str());
                variant_link(ty, name, wire.collect())
            }
            TypeKind::FlatUnion(union) => {
                let wire = union.members.iter().map(|member| member.name.as_str());
                let wire: Vec<&str> = wire.chain([union.discriminator.name.as_str()]).collect();
                field_link(ty, name, &wire)
            }
            TypeKind::SimpleUnion(branches) | TypeKind::Alternate(branches) => {
                let wire = branches.iter().map(|branch| branch.tag.as_str());
                variant_link(ty, name, wire.collect())
            }
        }
    }
}

fn field_link(ty: &str, name: &str, wire: &[&str]) -> Option<String> {
    let index = wire.iter().position(|known| *known == name)?;
    let field = distinct(wire, snake_case, &[]).swap_remove(index);
    Some(format!("field@{ty}::{}", field.trim_start_matches("r#")))
}

fn variant_link(ty: &str, name: &str, mut wire: Vec<&str>) -> Option<String> {
    let index = wire.iter().position(|known| *known == name)?;
    wire.push(UNRECOGNIZED);
    let variant = distinct(&wire, camel_case, &[]).swap_remove(index);
    Some(format!("{ty}::{variant}"))
}

/// The attribute for what is deprecated.
fn deprecated(features: &[Feature]) -> &'static str {
    if is_deprecated(features) {
        "#[deprecated]\n"
    } else {
        ""
    }
}

/// One attribute for the whole text: rustc handles each on its own.
fn attribute(text: &str) -> String {
    let mut lines = String::with_capacity(text.len() + 16);
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            lines.push('\n');
        }
        if !line.is_empty() {
            lines.push(' ');
            lines.push_str(line);
        }
    }
    format!("#[doc = {lines:?}]\n")
}
