//! Structs: the members, a constructor, a setter for each optional member,
//! and the table by which the runtime reads and writes them.

use super::{Emitter, RUNTIME};
use crate::names::{distinct, snake_case};
use crate::schema::{Builtin, Member, TypeId, TypeRef};

impl Emitter<'_> {
    pub(super) fn structure(&mut self, id: TypeId, members: &[Member]) {
        let names = self.names;
        let name = names.ty(id);
        let wire: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
        let fields = distinct(&wire, snake_case, &[]);
        self.declaration(id, members, &fields);
        self.constructors(name, members, &fields);
        self.table(name, members, &fields);
        self.line(format_args!(
            "{RUNTIME}::object!({name} {{ {} }});",
            fields.join(", ")
        ));
    }

    fn declaration(&mut self, id: TypeId, members: &[Member], fields: &[String]) {
        let (docs, names) = (self.docs.ty(id), self.names);
        self.line(format_args!(
            "{docs}#[non_exhaustive]\npub struct {} {{",
            names.ty(id)
        ));
        for (member, field) in members.iter().zip(fields) {
            let (docs, ty) = (self.docs.member(id, member, field), self.field_type(member));
            self.line(format_args!("{docs}pub {field}: {ty},"));
        }
        self.line(format_args!("}}"));
    }

    fn field_type(&self, member: &Member) -> String {
        let mut ty = self.rust_type(&member.ty);
        if member.boxed {
            ty = format!("{}<{ty}>", self.std("Box"));
        }
        if member.optional {
            ty = format!("{}<{ty}>", self.std("Option"));
        }
        ty
    }

    fn constructors(&mut self, name: &str, members: &[Member], fields: &[String]) {
        let with_fields = || members.iter().zip(fields);
        let mut parameters = Vec::new();
        let mut values = Vec::new();
        for (member, field) in with_fields() {
            if member.optional {
                values.push(format!("{field}: None"));
                continue;
            }
            let parameter = self.parameter(field, &member.ty, member.boxed);
            values.push(if parameter.value == *field {
                field.clone()
            } else {
                format!("{field}: {}", parameter.value)
            });
            parameters.push(format!("{field}: {}", parameter.ty));
        }
        let (parameters_text, values) = (parameters.join(", "), values.join(", "));
        // How many there are is the schema's choice, not the user's.
        let allow = if parameters.len() > 7 {
            "#[allow(clippy::too_many_arguments)]\n"
        } else {
            ""
        };
        self.line(format_args!(
            "impl {name} {{\n\
             #[doc = \" Creates a value from its mandatory members; the optional ones are absent.\"]\n{allow}#[inline]\n#[must_use]\n\
             pub fn new({parameters_text}) -> Self {{ Self {{ {values} }} }}"
        ));
        self.setters(members, fields);
        self.line(format_args!("}}"));
        if parameters.is_empty() {
            let default = self.std("Default");
            self.line(format_args!(
                "impl {default} for {name} {{\n#[inline]\nfn default() -> Self {{ Self::new() }}\n}}"
            ));
        }
    }

    fn setters(&mut self, members: &[Member], fields: &[String]) {
        let wire: Vec<&str> = fields.iter().map(String::as_str).collect();
        let setters = distinct(&wire, str::to_owned, &["new"]);
        for ((member, field), setter) in members.iter().zip(fields).zip(setters) {
            if !member.optional {
                continue;
            }
            let parameter = self.parameter(field, &member.ty, member.boxed);
            let docs = self.docs.setter(field);
            let (ty, value) = (parameter.ty, parameter.value);
            self.line(format_args!(
                "{docs}#[inline]\n#[must_use]\n\
                 pub fn {setter}(mut self, {field}: {ty}) -> Self {{ self.{field} = Some({value}); self }}"
            ));
        }
    }

    fn table(&mut self, name: &str, members: &[Member], fields: &[String]) {
        let entries: Vec<String> = members
            .iter()
            .map(|member| format!("{:?}", format!("{}{}", presence(member), member.name)))
            .collect();
        let wire = entries.join(", ");
        self.line(format_args!(
            "impl {RUNTIME}::Object for {name} {{\n\
             #[inline]\nfn name(&self) -> &'static str {{ {name:?} }}\n\
             #[inline]\nfn members(&self) -> &'static [&'static str] {{ &[{wire}] }}"
        ));
        self.line(format_args!(
            "#[inline]\nfn member(&self, index: usize) -> {RUNTIME}::View<'_> {{\nmatch index {{"
        ));
        for (index, field) in fields.iter().enumerate() {
            self.line(format_args!("{index} => {RUNTIME}::view(&self.{field}),"));
        }
        self.line(format_args!("_ => {RUNTIME}::View::Absent,\n}}\n}}"));
        self.line(format_args!(
            "#[inline]\nfn member_slot(&mut self, index: usize) -> {RUNTIME}::Slot<'_> {{\nmatch index {{"
        ));
        for (index, field) in fields.iter().enumerate() {
            self.line(format_args!(
                "{index} => {RUNTIME}::slot(&mut self.{field}),"
            ));
        }
        self.line(format_args!("_ => {RUNTIME}::Slot::Nothing,\n}}\n}}\n}}"));
    }
}

/// The mark of a member in the table, as `Object::members` explains it.
fn presence(member: &Member) -> &'static str {
    match (member.optional, &member.ty) {
        (false, _) => "",
        (true, TypeRef::Builtin(Builtin::Any)) => "?",
        (true, _) => "*",
    }
}
