//! Structs: the members, a constructor, a setter for each optional member,
//! and the table by which the runtime reads and writes them.
//!
//! A flat union is such a struct with one more field, which holds the branch.

use super::{Emitter, RUNTIME};
use crate::names::{distinct, snake_case};
use crate::schema::{Member, Struct, TypeId};

/// The field of a flat union that holds the branch.
pub(super) struct BranchField<'a> {
    /// The discriminator's name on the wire.
    pub(super) wire: &'a str,
    /// The enum of the branches.
    pub(super) ty: &'a str,
    /// The field's documentation.
    pub(super) docs: String,
}

/// The field that a struct has beside its members.
#[derive(Clone, Copy)]
pub(super) enum ExtraField<'a> {
    Branch(&'a BranchField<'a>, &'a str),
    Others(&'a str),
}

/// The field for members that the schema does not list.
const OTHERS: &str = "others";

impl Emitter<'_> {
    pub(super) fn structure(&mut self, id: TypeId, structure: &Struct) {
        if structure.open {
            self.open_structure(id, &structure.members);
        } else {
            self.with_members(id, &structure.members, None);
        }
    }

    /// A struct with one more field, for members that the schema does not list.
    fn open_structure(&mut self, id: TypeId, members: &[Member]) {
        let names = self.names;
        let name = names.ty(id);
        let wire = members.iter().map(|member| member.name.as_str());
        let wire: Vec<&str> = wire.chain([OTHERS]).collect();
        let mut fields = distinct(&wire, snake_case, &[]);
        let others = fields.pop().unwrap_or_default();
        let extra = ExtraField::Others(&others);
        self.declaration(id, members, &fields, Some(extra));
        self.constructors(id, members, &fields, Some(extra));
        self.table(name, members, &fields, Some(extra));
    }

    /// A struct; with the field for the branch, a flat union.
    pub(super) fn with_members(
        &mut self,
        id: TypeId,
        members: &[Member],
        branch: Option<&BranchField<'_>>,
    ) {
        let names = self.names;
        let name = names.ty(id);
        let wire = members.iter().map(|member| member.name.as_str());
        let wire: Vec<&str> = wire.chain(branch.map(|branch| branch.wire)).collect();
        let mut fields = distinct(&wire, snake_case, &[]);
        let branch = branch.map(|branch| (branch, fields.pop().unwrap_or_default()));
        let branch_field = branch
            .as_ref()
            .map(|(branch, field)| ExtraField::Branch(branch, field));

        self.declaration(id, members, &fields, branch_field);
        self.constructors(id, members, &fields, branch_field);
        self.table(name, members, &fields, branch_field);
    }

    fn declaration(
        &mut self,
        id: TypeId,
        members: &[Member],
        fields: &[String],
        extra: Option<ExtraField<'_>>,
    ) {
        let (docs, names) = (self.docs.ty(id), self.names);
        let allow = self.allow;
        self.line(format_args!(
            "{docs}{allow}#[non_exhaustive]\npub struct {} {{",
            names.ty(id)
        ));
        for (member, field) in members.iter().zip(fields) {
            let (docs, ty) = (self.docs.member(id, member, field), self.field_type(member));
            self.line(format_args!("{docs}pub {field}: {ty},"));
        }
        match extra {
            None => {}
            Some(ExtraField::Branch(BranchField { docs, ty, .. }, field)) => {
                self.line(format_args!("{docs}pub {field}: {ty},"));
            }
            Some(ExtraField::Others(field)) => self.line(format_args!(
                "#[doc = \" Members that the schema does not list.\"]\n\
                 pub {field}: {RUNTIME}::Map<{RUNTIME}::std::String, {RUNTIME}::Value>,"
            )),
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

    fn constructors(
        &mut self,
        id: TypeId,
        members: &[Member],
        fields: &[String],
        extra: Option<ExtraField<'_>>,
    ) {
        let names = self.names;
        let name = names.ty(id);
        let mut parameters = Vec::new();
        let mut values = Vec::new();
        for (member, field) in members.iter().zip(fields) {
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
        match extra {
            None => {}
            Some(ExtraField::Branch(BranchField { ty, .. }, field)) => {
                values.push(format!("{field}: {field}.into()"));
                parameters.push(format!("{field}: impl {}<{ty}>", self.std("Into")));
            }
            Some(ExtraField::Others(field)) => {
                values.push(format!("{field}: {RUNTIME}::Map::new()"));
            }
        }
        let (list, values) = (parameters.join(", "), values.join(", "));
        let inline = inline(&list);
        let allow = self.allow;
        // How many there are is the schema's choice, not the user's.
        let many = if parameters.len() > 7 {
            "#[allow(clippy::too_many_arguments)]\n"
        } else {
            ""
        };
        self.line(format_args!(
            "{allow}impl {name} {{\n\
             #[doc = \" Creates a value from its mandatory members; the optional ones are absent.\"]\n\
             {many}{inline}#[must_use]\n\
             pub fn new({list}) -> Self {{ Self {{ {values} }} }}"
        ));
        self.setters(members, fields, extra);
        self.line(format_args!("}}"));
        if parameters.is_empty() {
            let default = self.std("Default");
            let allow = self.allow;
            self.line(format_args!(
                "{allow}impl {default} for {name} {{\n#[inline]\nfn default() -> Self {{ Self::new() }}\n}}"
            ));
        }
    }

    fn setters(&mut self, members: &[Member], fields: &[String], extra: Option<ExtraField<'_>>) {
        let wire: Vec<&str> = fields.iter().map(String::as_str).collect();
        let mut reserved = vec!["new"];
        if let Some(ExtraField::Others(others)) = extra {
            reserved.push("other");
            let into = self.std("Into");
            self.line(format_args!(
                "#[doc = \" Adds a member that the schema does not list.\"]\n#[must_use]\n\
                 pub fn other(mut self, name: impl {into}<{RUNTIME}::std::String>, \
                 value: impl {into}<{RUNTIME}::Value>) -> Self {{\n\
                 let _ = self.{others}.insert(name.into(), value.into());\nself\n}}"
            ));
        }
        let setters = distinct(&wire, str::to_owned, &reserved);
        for ((member, field), setter) in members.iter().zip(fields).zip(setters) {
            if !member.optional {
                continue;
            }
            let parameter = self.parameter(field, &member.ty, member.boxed);
            let docs = self.docs.setter(member, field);
            let inline = inline(&parameter.ty);
            let (ty, value) = (parameter.ty, parameter.value);
            self.line(format_args!(
                "{docs}{inline}#[must_use]\n\
                 pub fn {setter}(mut self, {field}: {ty}) -> Self {{ self.{field} = Some({value}); self }}"
            ));
        }
    }
}

/// The attribute that keeps a function from being compiled where nobody calls
/// it. Generic ones, by their parameters, need none.
fn inline(parameters: &str) -> &'static str {
    if parameters.contains("impl ") {
        ""
    } else {
        "#[inline]\n"
    }
}
