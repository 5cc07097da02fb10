//! A model as text: one line for each definition and each of its parts.

use std::fmt::Write as _;

use qapi_codegen::schema::{
    Branch, Condition, Doc, Feature, Member, Origin, Schema, Type, TypeId, TypeKind, TypeRef, Value,
};

pub(crate) fn model(schema: &Schema) -> String {
    let mut out = String::new();
    let kept = schema.types().filter(|(id, _)| schema.is_kept(*id));
    for (_, ty) in kept {
        let (head, parts) = definition(schema, ty);
        let head = format!("{head}{}", when(&ty.condition, &ty.features));
        writeln!(out, "{head}").expect("memory");
        for (line, doc) in parts {
            writeln!(out, "    {line}  # {}", doc.text.join(" ")).expect("memory");
        }
    }
    for command in schema.commands() {
        let returns = command
            .returns
            .as_ref()
            .map_or("nothing".to_owned(), |ty| type_ref(schema, ty));
        let line = format!(
            "command {}({}) -> {returns}{}{}{}",
            command.name,
            optional_name(schema, command.arguments),
            word(command.allow_oob, " oob"),
            word(!command.success_response, " silent"),
            when(&command.condition, &command.features),
        );
        section(&mut out, &line, &command.doc);
    }
    for event in schema.events() {
        let line = format!(
            "event {}({}){}",
            event.name,
            optional_name(schema, event.data),
            when(&event.condition, &event.features),
        );
        section(&mut out, &line, &event.doc);
    }
    out
}

type Parts<'a> = Vec<(String, &'a Doc)>;

/// The first line of a type, and its parts.
fn definition<'a>(schema: &Schema, ty: &'a Type) -> (String, Parts<'a>) {
    let name = type_name(schema, ty);
    match &ty.kind {
        TypeKind::Struct(structure) => {
            let base = structure.base.map_or(String::new(), |base| {
                format!(" : {}", name_of(schema, base))
            });
            let members = structure.members.iter();
            let members = members.map(|one| member(schema, one));
            let open = word(structure.open, " open");
            (format!("struct {name}{base}{open}"), members.collect())
        }
        TypeKind::Enum(values) => {
            let values = values.iter().map(value);
            (format!("enum {name}"), values.collect())
        }
        TypeKind::FlatUnion(union) => {
            let base = union.base.map_or(String::new(), |base| {
                format!(" : {}", name_of(schema, base))
            });
            let discriminator = &union.discriminator;
            let by = format!(
                "by {}: {}",
                discriminator.name,
                optional_name(schema, discriminator.ty)
            );
            let members = union.members.iter();
            let mut parts: Parts<'a> = members.map(|one| member(schema, one)).collect();
            parts.push((by, &discriminator.doc));
            let branches = union.branches.iter();
            parts.extend(branches.map(|one| {
                let (line, doc) = branch(schema, one);
                (format!("- {line}"), doc)
            }));
            (format!("union {name}{base}"), parts)
        }
        TypeKind::SimpleUnion(branches) => {
            let branches = branches.iter().map(|one| branch(schema, one));
            (format!("union {name}"), branches.collect())
        }
        TypeKind::Alternate(branches) => {
            let branches = branches.iter().map(|one| branch(schema, one));
            (format!("alternate {name}"), branches.collect())
        }
    }
}

fn member<'a>(schema: &Schema, member: &'a Member) -> (String, &'a Doc) {
    let line = format!(
        "{}{}: {}{}{}",
        word(member.optional, "*"),
        member.name,
        type_ref(schema, &member.ty),
        word(member.boxed, " boxed"),
        when(&member.condition, &member.features),
    );
    (line, &member.doc)
}

fn value(value: &Value) -> (String, &Doc) {
    let when = when(&value.condition, &value.features);
    (format!("{}{when}", value.name), &value.doc)
}

fn branch<'a>(schema: &Schema, branch: &'a Branch) -> (String, &'a Doc) {
    let ty = branch
        .ty
        .as_ref()
        .map_or(String::new(), |ty| type_ref(schema, ty));
    let line = format!(
        "{}: {ty}{}{}",
        branch.tag,
        word(branch.boxed, " boxed"),
        when(&branch.condition, &[]),
    );
    (line, &branch.doc)
}

fn section(out: &mut String, line: &str, doc: &Doc) {
    writeln!(out, "{line}").expect("memory");
    for section in &doc.sections {
        writeln!(out, "    # {:?}: {}", section.kind, section.text.join(" ")).expect("memory");
    }
}

/// A condition and features, as far as there are any.
fn when(condition: &Condition, features: &[Feature]) -> String {
    let mut out = String::new();
    if !condition.is_always() {
        write!(out, " if {condition}").expect("memory");
    }
    for feature in features {
        write!(out, " +{}", feature.name).expect("memory");
        if !feature.condition.is_always() {
            write!(out, "(if {})", feature.condition).expect("memory");
        }
    }
    out
}

fn word(holds: bool, word: &'static str) -> &'static str {
    if holds { word } else { "" }
}

fn name_of(schema: &Schema, id: TypeId) -> String {
    type_name(schema, schema.ty(id))
}

fn optional_name(schema: &Schema, id: Option<TypeId>) -> String {
    id.map(|id| name_of(schema, id)).unwrap_or_default()
}

fn type_name(schema: &Schema, ty: &Type) -> String {
    match &ty.origin {
        Origin::Named(name) => name.clone(),
        Origin::Arguments(command) => format!("arguments of {command}"),
        Origin::EventData(event) => format!("data of {event}"),
        Origin::Member { owner, member } => format!("{}.{member}", name_of(schema, *owner)),
    }
}

fn type_ref(schema: &Schema, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Builtin(builtin) => format!("{builtin:?}").to_lowercase(),
        TypeRef::Defined(id) => name_of(schema, *id),
        TypeRef::List(element) => format!("[{}]", type_ref(schema, element)),
    }
}
