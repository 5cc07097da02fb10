//! Commands: a function for each, the struct of its arguments, and the type
//! that stands for it.

use super::{Emitter, RUNTIME};
use crate::schema::Origin;

impl Emitter<'_> {
    pub(super) fn command(&mut self, index: usize) {
        let (schema, names) = (self.schema, self.names);
        let command = &schema.commands()[index];
        if let Some(id) = command.arguments
            && let Origin::Arguments(_) = schema.ty(id).origin
        {
            self.ty(id);
        }
        let allow = self.deprecated.allow_command(command);
        let docs = self.docs.command(index);
        let (function, marker) = (names.function(index), names.marker(index));
        let returns = command
            .returns
            .as_ref()
            .map_or("()".to_owned(), |ty| self.rust_type(ty));
        let (parameter, argument) = match command.arguments {
            Some(id) => (format!(", arguments: &{}", names.ty(id)), "arguments"),
            None => (String::new(), "&()"),
        };
        // No type's name ends in `_` behind a letter that is no keyword.
        let generic = if names.is_type("T") { "T_" } else { "T" };
        self.line(format_args!(
            "{docs}{allow}\
             pub fn {function}<{generic}: {RUNTIME}::Transport>(transport: {generic}{parameter}) -> {generic}::Reply<{returns}> {{\n\
             transport.execute::<commands::{marker}>({argument})\n}}"
        ));
    }

    /// The module `commands`.
    pub(super) fn command_types(&mut self) {
        let (schema, names) = (self.schema, self.names);
        self.line(format_args!(
            "#[doc = \" The commands as types, for code that is generic over them.\"]\n\
             pub mod commands {{\nuse super::{RUNTIME};"
        ));
        for (index, command) in schema.commands().iter().enumerate() {
            let (marker, docs) = (names.marker(index), self.docs.marker(index));
            let arguments = command
                .arguments
                .map_or("()".to_owned(), |id| format!("super::{}", names.ty(id)));
            let returns = command
                .returns
                .as_ref()
                .map_or("()".to_owned(), |ty| self.inner_type(ty));
            let allow = self.deprecated.allow_command(command);
            let mut flags = String::new();
            if command.allow_oob {
                flags += "const ALLOW_OOB: bool = true;\n";
            }
            if !command.success_response {
                flags += "const SUCCESS_RESPONSE: bool = false;\n";
            }
            self.line(format_args!(
                "{docs}pub enum {marker} {{}}\n\
                 {allow}impl {RUNTIME}::Command for {marker} {{\n\
                 const NAME: &'static str = {:?};\n\
                 {flags}type Arguments = {arguments};\ntype Returns = {returns};\n}}",
                command.name
            ));
        }
        self.line(format_args!("}}"));
    }
}
