//! Reading alternates: the type of JSON decides which branch it is.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use super::{Alternate, Fill, JsonType, Trace};

/// Fills an alternate from any value.
pub(super) struct FillAlternate<'a>(pub(super) &'a mut dyn Alternate, pub(super) &'a mut Trace);

impl FillAlternate<'_> {
    fn fill<'de, D: Deserializer<'de>>(self, json: JsonType, value: D) -> Result<(), D::Error> {
        let Self(alternate, trace) = self;
        let types = alternate.types();
        let index = types
            .iter()
            .position(|ty| *ty == json)
            .unwrap_or(types.len());
        Fill::new(alternate.select(index), trace).deserialize(value)
    }
}

impl<'de> Visitor<'de> for FillAlternate<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        self.fill(JsonType::Boolean, value.into_deserializer())
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        self.fill(JsonType::Number, value.into_deserializer())
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        self.fill(JsonType::Number, value.into_deserializer())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        self.fill(JsonType::Number, value.into_deserializer())
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<(), E> {
        self.fill(JsonType::Str, value.into_deserializer())
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.fill(JsonType::Null, ().into_deserializer())
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<(), A::Error> {
        self.fill(JsonType::Array, SeqAccessDeserializer::new(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<(), A::Error> {
        self.fill(JsonType::Object, MapAccessDeserializer::new(entries))
    }
}
