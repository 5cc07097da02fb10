//! Which part of a schema is asked for: conditions decided, commands and
//! events selected, and the types that these need.

use crate::condition::Condition;
use crate::schema::{Command, Event, Feature, Origin, Schema, TypeId, TypeKind, TypeRef, unknown};

impl Schema {
    /// Decides conditions: what surely is not there goes, and what surely is
    /// there is no longer optional. A mandatory member whose condition stays
    /// open becomes optional, for a server may lack it.
    pub(crate) fn decide(&mut self, decided: &dyn Fn(&str) -> Option<bool>) {
        let simplify = |condition: &mut Condition| {
            let taken = std::mem::replace(condition, Condition::Never);
            *condition = taken.simplify(decided);
            *condition != Condition::Never
        };
        let tidy = |features: &mut Vec<Feature>| {
            features.retain_mut(|feature| simplify(&mut feature.condition));
        };
        let (types, commands, events) = self.parts_mut();
        keep(commands, &mut |command| {
            tidy(&mut command.features);
            simplify(&mut command.condition)
        });
        keep(events, &mut |event| {
            tidy(&mut event.features);
            simplify(&mut event.condition)
        });
        for ty in types {
            simplify(&mut ty.condition);
            tidy(&mut ty.features);
            if let Some(members) = ty.kind.members_mut() {
                keep(members, &mut |member| {
                    tidy(&mut member.features);
                    let stays = simplify(&mut member.condition);
                    member.optional |= !member.condition.is_always();
                    stays
                });
            }
            if let Some(branches) = ty.kind.branches_mut() {
                branches.retain_mut(|branch| simplify(&mut branch.condition));
            }
            if let TypeKind::Enum(values) = &mut ty.kind {
                values.retain_mut(|value| {
                    tidy(&mut value.features);
                    simplify(&mut value.condition)
                });
            }
        }
        self.leave_out_never();
    }

    /// Leaves out the types that no server has, unless something mentions them.
    fn leave_out_never(&mut self) {
        let never = |condition: &Condition| *condition == Condition::Never;
        if !self.types().any(|(_, ty)| never(&ty.condition)) {
            return;
        }
        let mut needed = self.roots();
        for (id, ty) in self.types() {
            if matches!(ty.origin, Origin::Named(_)) && !never(&ty.condition) {
                needed.push(id);
            }
        }
        let kept = self.closure(needed);
        self.set_kept(kept);
    }

    /// Keeps only these commands and events; where only one of the two is
    /// selected, none of the other stays. Types stay that they need.
    ///
    /// # Errors
    ///
    /// The first name that the schema does not have.
    pub fn select(
        &mut self,
        commands: Option<&[String]>,
        events: Option<&[String]>,
    ) -> Result<(), String> {
        let (commands, events) = match (commands, events) {
            (None, None) => return Ok(()),
            (commands, events) => (commands.unwrap_or_default(), events.unwrap_or_default()),
        };
        for name in commands {
            self.find_command(name)?;
        }
        for name in events {
            self.find_event(name)?;
        }
        let (_, all_commands, all_events) = self.parts_mut();
        keep(all_commands, &mut |it| commands.contains(&it.name));
        keep(all_events, &mut |it| events.contains(&it.name));
        let reached = self.closure(self.roots());
        self.set_kept(reached);
        Ok(())
    }

    /// The command of this name.
    ///
    /// # Errors
    ///
    /// There is none; the error suggests a similar name.
    pub fn find_command(&self, name: &str) -> Result<&Command, String> {
        let what = "the schema has no command";
        find(self.commands(), |command| &command.name, what, name)
    }

    /// The event of this name.
    ///
    /// # Errors
    ///
    /// There is none; the error suggests a similar name.
    pub fn find_event(&self, name: &str) -> Result<&Event, String> {
        let what = "the schema has no event";
        find(self.events(), |event| &event.name, what, name)
    }

    /// The types that commands and events mention.
    fn roots(&self) -> Vec<TypeId> {
        let mut needed: Vec<TypeId> = Vec::new();
        for command in self.commands() {
            if let Some(id) = command.arguments {
                needed.push(id);
            }
            if let Some(ty) = &command.returns {
                push_inner(ty, &mut needed);
            }
        }
        for event in self.events() {
            if let Some(id) = event.data {
                needed.push(id);
            }
        }
        needed
    }

    /// Of each type whether it is one of these, or they need it.
    fn closure(&self, mut needed: Vec<TypeId>) -> Vec<bool> {
        let mut reached = vec![false; self.types().count()];
        while let Some(id) = needed.pop() {
            if !reached[id.index()] {
                reached[id.index()] = true;
                self.need(id, &mut needed);
            }
        }
        reached
    }

    /// Adds the types that a type needs.
    fn need(&self, id: TypeId, needed: &mut Vec<TypeId>) {
        let kind = &self.ty(id).kind;
        for member in kind.members().unwrap_or_default() {
            push_inner(&member.ty, needed);
        }
        for branch in kind.branches().unwrap_or_default() {
            if let Some(ty) = &branch.ty {
                push_inner(ty, needed);
            }
        }
    }
}

/// The one of this name. Where there is none, the error says `what` and suggests
/// a similar name.
fn find<'a, T>(
    all: &'a [T],
    name_of: fn(&T) -> &str,
    what: &str,
    name: &str,
) -> Result<&'a T, String> {
    for one in all {
        if name_of(one) == name {
            return Ok(one);
        }
    }
    let mut known = Vec::new();
    for one in all {
        known.push(name_of(one));
    }
    Err(unknown(what, name, &known))
}

/// Leaves out what does not stay. Compiled once for each type: closures of
/// their own would be one more each.
pub(crate) fn keep<T>(all: &mut Vec<T>, stays: &mut dyn FnMut(&mut T) -> bool) {
    all.retain_mut(stays);
}

fn push_inner(ty: &TypeRef, types: &mut Vec<TypeId>) {
    if let Some(id) = inner(ty) {
        types.push(id);
    }
}

/// The schema's type in a use of one, inside of lists too.
pub(crate) fn inner(ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Builtin(_) => None,
        TypeRef::Defined(id) => Some(*id),
        TypeRef::List(element) => inner(element),
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::Schema;
    use crate::{LoadOptions, expand, load_text};

    fn types_of(text: &str, cfg: &[(&str, bool)]) -> Vec<String> {
        let cfg = cfg.iter().map(|(name, holds)| ((*name).to_owned(), *holds));
        let options = LoadOptions {
            cfg: cfg.collect(),
            ..LoadOptions::default()
        };
        types(&load_text("test", text, &options).schema)
    }

    fn types(schema: &Schema) -> Vec<String> {
        let lines = expand(schema);
        let names = lines.lines().filter_map(|line| {
            line.strip_prefix("pub struct ")
                .or(line.strip_prefix("pub enum "))
        });
        let names = names.take_while(|name| !name.ends_with("{}"));
        names
            .map(|name| name.trim_end_matches(" {").to_owned())
            .collect()
    }

    #[test]
    fn what_no_server_has_goes_unless_it_is_mentioned() {
        let gone = "{ 'struct': 'Gone', 'data': {}, 'if': 'NO' }";
        let cases: [(&str, &[&str]); 7] = [
            ("", &[]),
            ("{ 'command': 'c', 'returns': 'Gone' }", &["Gone"]),
            ("{ 'command': 'c', 'returns': ['Gone'], 'if': 'NO' }", &[]),
            ("{ 'command': 'c', 'data': 'Gone' }", &["Gone"]),
            (
                "{ 'command': 'c', 'data': { 'x': 'Gone' }, 'if': 'NO' }",
                &[],
            ),
            ("{ 'event': 'E', 'data': 'Gone' }", &["Gone", "Event"]),
            (
                "{ 'struct': 'Here', 'data': { '*x': { 'type': 'Gone', 'if': 'NO' } } }",
                &["Here"],
            ),
        ];
        for (text, expected) in cases {
            let text = format!("{gone}\n{text}");
            assert_eq!(types_of(&text, &[("NO", false)]), expected, "{text}");
        }
    }
}
