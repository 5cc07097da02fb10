//! Filling a [`Slot`] from any serde format.
//!
//! [`Fill`] is generic over the format and not over the type, so a program
//! compiles it once per format, however many types its schema has.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, IntoDeserializer, MapAccess, SeqAccess,
    Visitor,
};

use super::alternate::FillAlternate;
use super::early::Early;
use super::flat::FillFlatUnion;
use super::seen::Seen;
use super::table::{Presence, split_member};
use super::{Enumeration, List, Object, Slot, Union, Wire};

/// Reads a value of a schema type from any self-describing format.
///
/// # Errors
///
/// Those of the format, and a value that does not fit the type.
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::blank();
    let mut trace = Trace::default();
    match Fill::new(value.slot(), &mut trace).deserialize(deserializer) {
        Ok(()) => Ok(value),
        Err(error) if trace.is_empty() => Err(error),
        Err(error) => Err(D::Error::custom(format_args!("{trace}: {error}"))),
    }
}

/// Where in a value reading failed; empty as long as nothing has.
#[derive(Default)]
pub(crate) struct Trace {
    /// From the inside out: each level adds its own step on the way back.
    steps: Vec<Step>,
}

enum Step {
    Member(&'static str),
    Index(usize),
}

impl Trace {
    fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    pub(super) fn member(&mut self, name: &'static str) {
        self.steps.push(Step::Member(name));
    }

    fn index(&mut self, index: usize) {
        self.steps.push(Step::Index(index));
    }
}

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, step) in self.steps.iter().rev().enumerate() {
            match step {
                Step::Member(name) if depth == 0 => f.write_str(name)?,
                Step::Member(name) => write!(f, ".{name}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// The seed that fills a slot; on failure it leaves the place in the trace.
pub(crate) struct Fill<'a> {
    slot: Slot<'a>,
    trace: &'a mut Trace,
}

impl<'a> Fill<'a> {
    pub(crate) fn new(slot: Slot<'a>, trace: &'a mut Trace) -> Self {
        Self { slot, trace }
    }
}

impl<'de> DeserializeSeed<'de> for Fill<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let trace = self.trace;
        match self.slot {
            Slot::Nothing => drop(IgnoredAny::deserialize(deserializer)?),
            Slot::Null => <()>::deserialize(deserializer)?,
            Slot::Bool(slot) => *slot = Deserialize::deserialize(deserializer)?,
            Slot::I8(slot) => *slot = Deserialize::deserialize(deserializer)?,
            Slot::I16(slot) => *slot = Deserialize::deserialize(deserializer)?,
            Slot::I32(slot) => *slot = Deserialize::deserialize(deserializer)?,
            Slot::I64(slot) => *slot = Deserialize::deserialize(deserializer)?,
            Slot::U8(slot) => *slot = Deserialize::deserialize(deserializer)?,
            Slot::U16(slot) => *slot = Deserialize::deserialize(deserializer)?,
            Slot::U32(slot) => *slot = Deserialize::deserialize(deserializer)?,
            Slot::U64(slot) => *slot = Deserialize::deserialize(deserializer)?,
            Slot::Number(slot) => *slot = Deserialize::deserialize(deserializer)?,
            Slot::Str(slot) => *slot = Deserialize::deserialize(deserializer)?,
            Slot::Any(slot) => *slot = Deserialize::deserialize(deserializer)?,
            Slot::Enum(slot) => deserializer.deserialize_str(FillEnum(slot))?,
            Slot::List(slot) => deserializer.deserialize_seq(FillList(slot, trace))?,
            Slot::Object(slot) => deserializer.deserialize_map(FillObject(slot, trace))?,
            Slot::FlatUnion(slot) => deserializer.deserialize_map(FillFlatUnion(slot, trace))?,
            Slot::Union(slot) => deserializer.deserialize_map(FillUnion(slot, trace))?,
            Slot::Alternate(slot) => deserializer.deserialize_any(FillAlternate(slot, trace))?,
        }
        Ok(())
    }
}

struct FillEnum<'a>(&'a mut dyn Enumeration);

impl Visitor<'_> for FillEnum<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<(), E> {
        self.0.set(name);
        Ok(())
    }
}

struct FillList<'a>(&'a mut dyn List, &'a mut Trace);

impl<'de> Visitor<'de> for FillList<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let Self(list, trace) = self;
        loop {
            let before = list.len();
            let next = elements.next_element_seed(FillElement { list, trace });
            // A mistake between two elements belongs to neither.
            match next.inspect_err(|_| {
                if list.len() > before {
                    trace.index(before);
                }
            })? {
                Some(()) => {}
                None => return Ok(()),
            }
        }
    }
}

struct FillElement<'a> {
    list: &'a mut dyn List,
    trace: &'a mut Trace,
}

impl<'de> DeserializeSeed<'de> for FillElement<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        Fill::new(self.list.push(), self.trace).deserialize(deserializer)
    }
}

struct FillObject<'a>(&'a mut dyn Object, &'a mut Trace);

impl<'de> Visitor<'de> for FillObject<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Self(object, trace) = self;
        let members = object.table().members;
        let mut seen = Seen::default();
        let mut expected = 0;
        let keep = object.others().is_some();
        loop {
            let lookup = Lookup {
                members,
                expected,
                keep,
            };
            let index = match entries.next_key_seed(lookup)? {
                None => break,
                Some(Found::Member(index)) => index,
                Some(Found::Other(name)) => {
                    other_member(object, name, &mut entries)?;
                    continue;
                }
            };
            expected = index + 1;
            let fill = FillMember::new(object, index, trace);
            let name = fill.name();
            if seen.insert(index) {
                return Err(A::Error::custom(format_args!("duplicate member `{name}`")));
            }
            entries
                .next_value_seed(fill)
                .inspect_err(|_| trace.member(name))?;
        }
        require_all(&seen, object)
    }
}

/// Keeps a member that the schema does not list where there is room for it.
fn other_member<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    name: String,
    entries: &mut A,
) -> Result<(), A::Error> {
    let Some(others) = object.others_mut() else {
        entries.next_value::<IgnoredAny>()?;
        return Ok(());
    };
    if others.contains_key(&name) {
        return Err(A::Error::custom(format_args!("duplicate member `{name}`")));
    }
    let _ = others.insert(name, entries.next_value()?);
    Ok(())
}

fn missing_member<E: serde::de::Error>(object: &str, member: &str) -> E {
    E::custom(format_args!(
        "missing member `{member}` of `{object}` (where servers leave it out, \
         `optional: [\"{object}.{member}\"]` in `include_qapi!` makes it optional)"
    ))
}

/// Whether each mandatory member of an object has been there.
pub(super) fn require_all<E: serde::de::Error>(seen: &Seen, object: &dyn Object) -> Result<(), E> {
    let table = object.table();
    match seen.missing(table.without_discriminator()) {
        Some(member) => Err(missing_member(table.name, member)),
        None => Ok(()),
    }
}

/// Finds a key's place in the table, without keeping the key where there is
/// no room for others.
struct Lookup {
    members: &'static [&'static str],
    /// The member after the last one: servers mostly keep the schema's order.
    expected: usize,
    keep: bool,
}

enum Found {
    /// A member, by its place.
    Member(usize),
    /// Another one, by its name if that is of interest.
    Other(String),
}

impl<'de> DeserializeSeed<'de> for Lookup {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Lookup {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<Self::Value, E> {
        let is_key = |member: &&'static str| split_member(member).0 == key;
        if self.members.get(self.expected).is_some_and(is_key) {
            return Ok(Found::Member(self.expected));
        }
        Ok(match self.members.iter().position(is_key) {
            Some(index) => Found::Member(index),
            None if self.keep => Found::Other(key.to_owned()),
            None => Found::Other(String::new()),
        })
    }
}

/// Fills a member of an object.
pub(super) struct FillMember<'a> {
    object: &'a mut dyn Object,
    index: usize,
    name: &'static str,
    presence: Presence,
    trace: &'a mut Trace,
}

impl<'a> FillMember<'a> {
    pub(super) fn new(object: &'a mut dyn Object, index: usize, trace: &'a mut Trace) -> Self {
        let (name, presence) = split_member(object.table().members[index]);
        Self {
            object,
            index,
            name,
            presence,
            trace,
        }
    }

    /// The member's name on the wire.
    pub(super) fn name(&self) -> &'static str {
        self.name
    }
}

impl<'de> DeserializeSeed<'de> for FillMember<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.presence == Presence::Optional {
            deserializer.deserialize_option(self)
        } else {
            Fill::new(self.object.member_slot(self.index), self.trace).deserialize(deserializer)
        }
    }
}

/// `null` leaves an optional member absent.
impl<'de> Visitor<'de> for FillMember<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's value")
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        Fill::new(self.object.member_slot(self.index), self.trace).deserialize(deserializer)
    }
}

struct FillUnion<'a>(&'a mut dyn Union, &'a mut Trace);

impl<'de> Visitor<'de> for FillUnion<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the members `type` and `data`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Self(union, trace) = self;
        let mut tag: Option<Cow<'de, str>> = None;
        let mut early: Option<Early> = None;
        let mut filled = false;
        while let Some(key) = entries.next_key::<Cow<'de, str>>()? {
            match &*key {
                "type" if tag.is_some() => {
                    return Err(A::Error::custom("duplicate member `type`"));
                }
                "data" if filled || early.is_some() => {
                    return Err(A::Error::custom("duplicate member `data`"));
                }
                "type" => {
                    tag = Some(entries.next_value().inspect_err(|_| trace.member("type"))?);
                }
                "data" => match &tag {
                    Some(tag) => {
                        union.select(tag);
                        entries
                            .next_value_seed(Fill::new(union.branch_slot(), trace))
                            .inspect_err(|_| trace.member("data"))?;
                        filled = true;
                    }
                    // The branch is not known yet: the content waits.
                    None => early = Some(entries.next_value()?),
                },
                _ => drop(entries.next_value::<IgnoredAny>()?),
            }
        }
        let Some(tag) = tag else {
            return Err(A::Error::custom("missing member `type`"));
        };
        if let Some(data) = early {
            union.select(&tag);
            Fill::new(union.branch_slot(), trace)
                .deserialize(data.into_deserializer())
                .inspect_err(|_: &A::Error| trace.member("data"))?;
        } else if !filled {
            return Err(A::Error::custom("missing member `data`"));
        }
        Ok(())
    }
}
