//! Enums: the schema's values, and one variant for what it does not know.

use super::{Emitter, RUNTIME};
use crate::names::{UNRECOGNIZED, camel_case, distinct};
use crate::schema::{TypeId, Value};

impl Emitter<'_> {
    pub(super) fn enumeration(&mut self, id: TypeId, values: &[Value]) {
        let allow = self.allow;
        let (docs, names) = (self.docs.ty(id), self.names);
        let name = names.ty(id);
        let wire: Vec<&str> = values
            .iter()
            .map(|value| value.name.as_str())
            .chain([UNRECOGNIZED])
            .collect();
        let mut variants = distinct(&wire, camel_case, &["VALUES"]);
        let unrecognized = variants.pop().unwrap_or_default();

        self.line(format_args!(
            "{docs}{allow}#[derive(Clone, PartialEq)]\n#[non_exhaustive]\npub enum {name} {{"
        ));
        for (value, variant) in values.iter().zip(&variants) {
            let docs = self.docs.value(id, value);
            self.line(format_args!("{docs}{variant},"));
        }
        self.line(format_args!(
            "#[doc = \" A value that the schema does not list.\"]\n\
             {unrecognized}({RUNTIME}::Unrecognized),\n}}"
        ));

        let list: Vec<String> = variants
            .iter()
            .map(|variant| format!("Self::{variant}"))
            .collect();
        let list = list.join(", ");
        self.line(format_args!(
            "{allow}impl {name} {{\n\
             #[doc = \" The values that the schema lists, in its order.\"]\n\
             pub const VALUES: &'static [Self] = &[{list}];\n\
             #[doc = \" The value's name on the wire.\"]\n#[inline]\n#[must_use]\n\
             pub fn as_str(&self) -> &str {{\nmatch self {{"
        ));
        for (value, variant) in values.iter().zip(&variants) {
            self.line(format_args!("Self::{variant} => {:?},", value.name));
        }
        self.line(format_args!(
            "Self::{unrecognized}(name) => name.as_str(),\n}}\n}}\n}}"
        ));

        let from = self.std("From");
        self.line(format_args!(
            "{allow}impl {from}<&str> for {name} {{\n#[inline]\nfn from(name: &str) -> Self {{\n\
             {RUNTIME}::named(Self::VALUES, name, Self::{unrecognized})\n}}\n}}"
        ));
        self.enumerations.push(name.to_owned());
    }
}
