//! Content that came before the tag which says what it is, kept as it came:
//! what is wrong with it is still wrong when it is read.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{
    Deserialize, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;

/// A value of any type; of an object the members in their order, also twice.
pub(super) enum Early {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Number(f64),
    Str(String),
    List(Vec<Early>),
    Object(Vec<(String, Early)>),
}

impl<'de> Deserialize<'de> for Early {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Keep)
    }
}

struct Keep;

impl<'de> Visitor<'de> for Keep {
    type Value = Early;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Early, E> {
        Ok(Early::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Early, E> {
        Ok(Early::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Early, D::Error> {
        Early::deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Early, E> {
        Ok(Early::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Early, E> {
        Ok(Early::Int(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Early, E> {
        Ok(Early::Uint(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Early, E> {
        Ok(Early::Number(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Early, E> {
        Ok(Early::Str(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Early, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = elements.next_element()? {
            list.push(element);
        }
        Ok(Early::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Early, A::Error> {
        let mut members = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            members.push(entry);
        }
        Ok(Early::Object(members))
    }
}

/// Reads what was kept, with the errors of the format it came from.
pub(super) struct Late<E>(Early, PhantomData<E>);

impl<'de, E: Error> IntoDeserializer<'de, E> for Early {
    type Deserializer = Late<E>;

    fn into_deserializer(self) -> Late<E> {
        Late(self, PhantomData)
    }
}

impl<'de, E: Error> Deserializer<'de> for Late<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.0 {
            Early::Null => visitor.visit_unit(),
            Early::Bool(value) => visitor.visit_bool(value),
            Early::Int(value) => visitor.visit_i64(value),
            Early::Uint(value) => visitor.visit_u64(value),
            Early::Number(value) => visitor.visit_f64(value),
            Early::Str(value) => visitor.visit_string(value),
            Early::List(list) => visitor.visit_seq(SeqDeserializer::new(list.into_iter())),
            Early::Object(members) => visitor.visit_map(MapDeserializer::new(members.into_iter())),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.0 {
            Early::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
    }
}
