//! Events: one enum for all of a schema's.

use super::unions::Variant;
use super::{Emitter, RUNTIME};
use crate::names::UNRECOGNIZED;
use crate::schema::{Origin, TypeRef};

impl Emitter<'_> {
    pub(super) fn events(&mut self) {
        let (schema, names) = (self.schema, self.names);
        if schema.events().is_empty() {
            return;
        }
        for event in schema.events() {
            if let Some(id) = event.data
                && let Origin::EventData(_) = schema.ty(id).origin
            {
                self.ty(id);
            }
        }
        let data: Vec<Option<TypeRef>> = schema
            .events()
            .iter()
            .map(|event| event.data.map(TypeRef::Defined))
            .collect();
        let variants: Vec<Variant<'_>> = schema
            .events()
            .iter()
            .zip(&data)
            .enumerate()
            .map(|(index, (event, data))| Variant {
                docs: self.docs.event(index),
                name: names.event(index).to_owned(),
                tag: &event.name,
                carries: data.as_ref().map(|ty| (ty, false)),
            })
            .collect();
        let (name, docs) = (names.event_enum(), self.docs.event_enum());
        self.allow = self.deprecated.allow_events(schema.events());
        self.branch_enum(name, &docs, &variants, UNRECOGNIZED);
        self.line(format_args!("{RUNTIME}::events!({name}, {UNRECOGNIZED});"));
    }
}
