//! Reading flat unions: common members, discriminator and the branch's members
//! stand in one object, in any order.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, IntoDeserializer, MapAccess, Visitor,
};
use serde_json::{Map, Value};

use super::early::Early;
use super::read::{FillMember, require_all};
use super::seen::Seen;
use super::{Object, Slot, Trace, View};

/// Fills a flat union from an object.
pub(super) struct FillFlatUnion<'a>(pub(super) &'a mut dyn Object, pub(super) &'a mut Trace);

/// What has been read of one level: of the union itself, of its branch, of the
/// branch's own branch.
#[derive(Default)]
struct Level {
    seen: Seen,
    has_tag: bool,
}

/// What a key stands for.
enum Target {
    /// A member of the object on this level.
    Member { level: usize, index: usize },
    /// The discriminator of the union on this level.
    Tag { level: usize },
    /// A member of a branch that the schema does not list.
    Extra,
    /// Nothing so far; the tag that decides may still come.
    Undecided,
    /// Nothing.
    Unknown,
}

impl<'de> Visitor<'de> for FillFlatUnion<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Self(union, trace) = self;
        let mut levels: Vec<Level> = vec![Level::default()];
        // What came before the tag that it belongs to.
        let mut early: Vec<(Cow<'de, str>, Early)> = Vec::new();
        while let Some(key) = entries.next_key_seed(Key)? {
            match locate(union, &key, 0, &levels) {
                Target::Undecided => early.push((key, entries.next_value()?)),
                Target::Unknown => drop(entries.next_value::<IgnoredAny>()?),
                Target::Extra => insert_extra(union, key.into_owned(), entries.next_value()?),
                Target::Member { level, index } => {
                    let fill = fill_member(union, level, index, &mut levels, trace)?;
                    let name = fill.name();
                    entries
                        .next_value_seed(fill)
                        .inspect_err(|_| trace.member(name))?;
                }
                Target::Tag { level } => {
                    let name = discriminator(union, level);
                    let tag = entries
                        .next_value_seed(Key)
                        .inspect_err(|_| trace.member(name))?;
                    set_tag(union, level, &tag, &mut levels)?;
                    replay(union, &mut early, &mut levels, trace)?;
                }
            }
        }
        complete(union, 0, &levels)
    }
}

/// Places what had to wait, as far as it can be placed now.
fn replay<E: serde::de::Error>(
    union: &mut dyn Object,
    early: &mut Vec<(Cow<'_, str>, Early)>,
    levels: &mut Vec<Level>,
    trace: &mut Trace,
) -> Result<(), E> {
    // A tag may decide where another one belongs, hence the rounds.
    loop {
        let mut waiting = Vec::new();
        let mut placed_tag = false;
        for (key, value) in early.drain(..) {
            match locate(union, &key, 0, levels) {
                Target::Undecided => waiting.push((key, value)),
                Target::Unknown => {}
                Target::Extra => {
                    let value = Value::deserialize(value.into_deserializer())?;
                    insert_extra(union, key.into_owned(), value);
                }
                Target::Member { level, index } => {
                    let fill = fill_member(union, level, index, levels, trace)?;
                    let name = fill.name();
                    fill.deserialize(value.into_deserializer())
                        .inspect_err(|_| trace.member(name))?;
                }
                Target::Tag { level } => {
                    let name = discriminator(union, level);
                    let tag = Key
                        .deserialize(value.into_deserializer())
                        .inspect_err(|_: &E| trace.member(name))?;
                    set_tag(union, level, &tag, levels)?;
                    placed_tag = true;
                }
            }
        }
        *early = waiting;
        if !placed_tag {
            return Ok(());
        }
    }
}

fn locate(union: &dyn Object, key: &str, level: usize, levels: &[Level]) -> Target {
    if let Some((_, discriminator)) = union.table().discriminator()
        && key == discriminator
    {
        return Target::Tag { level };
    }
    if let Some(index) = position(union, key) {
        return Target::Member { level, index };
    }
    if !levels.get(level).is_some_and(|level| level.has_tag) {
        return Target::Undecided;
    }
    let Some((_, branch)) = union.branch() else {
        return Target::Unknown;
    };
    match branch.branch() {
        View::Object(object) => match position(object, key) {
            Some(index) => Target::Member {
                level: level + 1,
                index,
            },
            None => Target::Unknown,
        },
        View::FlatUnion(inner) => locate(inner, key, level + 1, levels),
        View::Any(_) => Target::Extra,
        _ => Target::Unknown,
    }
}

fn position(object: &dyn Object, key: &str) -> Option<usize> {
    object.table().members().position(|(name, _)| name == key)
}

/// The object on a level below this union.
fn object_at(union: &mut dyn Object, level: usize) -> Option<&mut dyn Object> {
    if level == 0 {
        return Some(union);
    }
    match union.branch_mut()?.branch_slot() {
        Slot::Object(object) if level == 1 => Some(object),
        Slot::FlatUnion(inner) => object_at(inner, level - 1),
        _ => None,
    }
}

/// The union on a level below this one.
fn union_at(union: &mut dyn Object, level: usize) -> Option<&mut dyn Object> {
    if level == 0 {
        return Some(union);
    }
    match union.branch_mut()?.branch_slot() {
        Slot::FlatUnion(inner) => union_at(inner, level - 1),
        _ => None,
    }
}

fn discriminator(union: &mut dyn Object, level: usize) -> &'static str {
    union_at(union, level)
        .and_then(|union| union.table().discriminator())
        .map_or("", |(_, name)| name)
}

fn set_tag<E: serde::de::Error>(
    union: &mut dyn Object,
    level: usize,
    tag: &str,
    levels: &mut Vec<Level>,
) -> Result<(), E> {
    levels.resize_with(levels.len().max(level + 2), Level::default);
    if std::mem::replace(&mut levels[level].has_tag, true) {
        let name = discriminator(union, level);
        return Err(E::custom(format_args!("duplicate member `{name}`")));
    }
    if let Some(branch) = union_at(union, level).and_then(|union| union.branch_mut()) {
        branch.select(tag);
    }
    Ok(())
}

fn fill_member<'a, E: serde::de::Error>(
    union: &'a mut dyn Object,
    level: usize,
    index: usize,
    levels: &mut Vec<Level>,
    trace: &'a mut Trace,
) -> Result<FillMember<'a>, E> {
    levels.resize_with(levels.len().max(level + 1), Level::default);
    let Some(object) = object_at(union, level) else {
        return Err(E::custom("a branch without members"));
    };
    let fill = FillMember::new(object, index, trace);
    if levels[level].seen.insert(index) {
        return Err(E::custom(format_args!(
            "duplicate member `{}`",
            fill.name()
        )));
    }
    Ok(fill)
}

/// Keeps a member of a branch that the schema does not list.
fn insert_extra(union: &mut dyn Object, key: String, value: Value) {
    let Some(branch) = union.branch_mut() else {
        return;
    };
    match branch.branch_slot() {
        Slot::FlatUnion(inner) => insert_extra(inner, key, value),
        Slot::Any(Value::Object(members)) => drop(members.insert(key, value)),
        Slot::Any(blank) => *blank = Value::Object(Map::from_iter([(key, value)])),
        _ => {}
    }
}

/// Whether all is there that must be.
fn complete<E: serde::de::Error>(
    union: &mut dyn Object,
    level: usize,
    levels: &[Level],
) -> Result<(), E> {
    let missing = |object: &dyn Object, level: usize| -> Result<(), E> {
        let no_members = Seen::default();
        let seen = levels.get(level).map_or(&no_members, |level| &level.seen);
        require_all(seen, object)
    };
    missing(union, level)?;
    if !levels.get(level).is_some_and(|level| level.has_tag) {
        // No option makes that one optional.
        return Err(E::custom(format_args!(
            "missing member `{}` of `{}`",
            discriminator(union, 0),
            union.table().name
        )));
    }
    let Some(branch) = union.branch_mut() else {
        return Ok(());
    };
    match branch.branch_slot() {
        Slot::Object(object) => missing(object, level + 1),
        Slot::FlatUnion(inner) => complete(inner, level + 1, levels),
        _ => Ok(()),
    }
}

/// A string, borrowed where the format allows it.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}
