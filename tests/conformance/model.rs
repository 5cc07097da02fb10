//! A model of this project, as lines that can be compared with those of
//! [`dump`](crate::dump).

use std::collections::BTreeSet;

use qapi_codegen::Loaded;
use qapi_codegen::schema::{
    Branch, Condition, Feature, Member, Origin, Schema, Type, TypeId, TypeKind, TypeRef,
};

/// What the model says.
pub(crate) fn lines(loaded: &Loaded) -> BTreeSet<String> {
    let schema = &loaded.schema;
    let mut writer = Writer {
        schema,
        out: BTreeSet::new(),
    };
    for (_, ty) in schema.types() {
        writer.ty(ty);
    }
    for command in schema.commands() {
        let arguments = writer.data(command.arguments);
        let returns = command
            .returns
            .as_ref()
            .map_or("nothing".to_owned(), |ty| writer.use_of(ty));
        writer.out.insert(format!(
            "command {} {arguments} -> {returns}{}",
            command.name,
            suffix(&command.condition, &command.features)
        ));
        let mut flags = Vec::new();
        flags.extend((!command.success_response).then_some("success_response=False"));
        flags.extend(command.allow_oob.then_some("oob=True"));
        if !flags.is_empty() {
            writer
                .out
                .insert(format!("command {}: {}", command.name, flags.join(" ")));
        }
    }
    for event in schema.events() {
        let data = writer.data(event.data);
        let suffix = suffix(&event.condition, &event.features);
        writer
            .out
            .insert(format!("event {} {data}{suffix}", event.name));
    }
    writer.out
}

struct Writer<'a> {
    schema: &'a Schema,
    out: BTreeSet<String>,
}

impl Writer<'_> {
    fn ty(&mut self, ty: &Type) {
        let name = type_name(self.schema, ty);
        let word = match &ty.kind {
            TypeKind::Enum(_) => "enum",
            TypeKind::Alternate(_) => "alternate",
            _ => "object",
        };
        let owner = format!("{word} {name}");
        self.out
            .insert(owner.clone() + &suffix(&ty.condition, &ty.features));
        match &ty.kind {
            TypeKind::Enum(values) => {
                for value in values {
                    let suffix = suffix(&value.condition, &value.features);
                    self.out
                        .insert(format!("{owner}: value {}{suffix}", value.name));
                }
            }
            TypeKind::Struct(structure) => {
                let inherited = structure.base.map_or(0, |base| {
                    self.schema
                        .ty(base)
                        .kind
                        .members()
                        .unwrap_or_default()
                        .len()
                });
                if let Some(base) = structure.base {
                    let base = type_name(self.schema, self.schema.ty(base));
                    self.out.insert(format!("{owner}: base {base}"));
                }
                self.members(&owner, &structure.members[inherited..]);
            }
            TypeKind::FlatUnion(union) => {
                let base = match union.base {
                    Some(base) => type_name(self.schema, self.schema.ty(base)),
                    None => {
                        let base = format!("q_obj_{name}-base");
                        let object = format!("object {base}");
                        self.out
                            .insert(object.clone() + &suffix(&ty.condition, &[]));
                        self.members(&object, &union.members);
                        let tag = union.discriminator.ty.map_or("qtype".to_owned(), |ty| {
                            type_name(self.schema, self.schema.ty(ty))
                        });
                        self.out.insert(format!(
                            "{object}: member {}: {tag}",
                            union.discriminator.name
                        ));
                        base
                    }
                };
                self.out.insert(format!("{owner}: base {base}"));
                self.out
                    .insert(format!("{owner}: tag {}", union.discriminator.name));
                self.branches(&owner, &union.branches);
            }
            TypeKind::SimpleUnion(branches) | TypeKind::Alternate(branches) => {
                self.branches(&owner, branches);
            }
        }
    }

    fn members(&mut self, owner: &str, members: &[Member]) {
        for member in members {
            let optional = if member.optional { "*" } else { "" };
            let ty = self.use_of(&member.ty);
            let suffix = suffix(&member.condition, &member.features);
            self.out.insert(format!(
                "{owner}: member {optional}{}: {ty}{suffix}",
                member.name
            ));
        }
    }

    fn branches(&mut self, owner: &str, branches: &[Branch]) {
        for branch in branches {
            let ty = branch
                .ty
                .as_ref()
                .map_or("nothing".to_owned(), |ty| self.use_of(ty));
            let suffix = suffix(&branch.condition, &[]);
            self.out
                .insert(format!("{owner}: case {}: {ty}{suffix}", branch.tag));
        }
    }

    fn data(&self, id: Option<TypeId>) -> String {
        id.map_or("nothing".to_owned(), |id| {
            type_name(self.schema, self.schema.ty(id))
        })
    }

    /// The name of a type where it is used; lists of the schema's own types
    /// have a line of their own.
    fn use_of(&mut self, ty: &TypeRef) -> String {
        match ty {
            TypeRef::Builtin(builtin) => format!("{builtin:?}").to_lowercase(),
            TypeRef::Defined(id) => type_name(self.schema, self.schema.ty(*id)),
            TypeRef::List(element) => {
                let name = self.use_of(element);
                if let TypeRef::Defined(_) = **element {
                    self.out.insert(format!("array of {name}"));
                }
                format!("[{name}]")
            }
        }
    }
}

fn type_name(schema: &Schema, ty: &Type) -> String {
    match &ty.origin {
        Origin::Named(name) => name.clone(),
        Origin::Arguments(owner) | Origin::EventData(owner) => format!("q_obj_{owner}-arg"),
        Origin::Member { owner, member } => {
            format!("{}.{member}", type_name(schema, schema.ty(*owner)))
        }
    }
}

fn suffix(condition: &Condition, features: &[Feature]) -> String {
    let mut out = String::new();
    if !condition.is_always() {
        out += &format!(" if {condition}");
    }
    for feature in features {
        out += &format!(" [{}{}]", feature.name, suffix(&feature.condition, &[]));
    }
    out
}
