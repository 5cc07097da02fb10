//! Structs get the members of their bases.

use std::collections::HashSet;

use super::Checker;
use crate::diagnostic::Diagnostic;
use crate::schema::{Member, Origin, TypeId, TypeKind};
use crate::syntax::Name;

impl Checker<'_, '_, '_> {
    /// Puts the members of its base in front of each struct's own.
    pub(super) fn inherit(&mut self) {
        let count = self.schema.types().count();
        let mut bases: Vec<Option<(Name<'_>, TypeId)>> = vec![None; count];
        for (id, name, base) in &self.bases {
            bases[id.index()] = Some((*name, *base));
        }
        let mut done: Vec<Option<bool>> = vec![None; count];
        for (start, ..) in self.bases.clone() {
            // From the struct down to the first base that is complete.
            let mut chain = Vec::new();
            let mut id = start;
            while let Some((name, base)) = bases[id.index()]
                && done[id.index()].is_none()
            {
                done[id.index()] = Some(false);
                chain.push((id, name, base));
                id = base;
            }
            if done[id.index()] == Some(false) {
                let (_, name, _) = chain[chain.len() - 1];
                let mut diagnostic =
                    Diagnostic::new(name.span, format!("'{}' is a base of itself", name.text))
                        .label("this closes the circle");
                let circle = chain.iter().skip_while(|(start, ..)| *start != id);
                for (_, through, _) in circle.filter(|(_, through, _)| through.span != name.span) {
                    diagnostic = diagnostic.related(through.span, "through this one");
                }
                self.diagnostics.push(diagnostic);
                for (id, ..) in chain {
                    done[id.index()] = Some(true);
                    // The model has no circles, so that what follows bases ends.
                    if let TypeKind::Struct(structure) = &mut self.schema.ty_mut(id).kind {
                        structure.base = None;
                    }
                }
                continue;
            }
            for (id, name, base) in chain.into_iter().rev() {
                self.prepend(id, name, base);
                done[id.index()] = Some(true);
            }
        }
    }

    fn prepend(&mut self, id: TypeId, base_name: Name<'_>, base: TypeId) {
        let inherited: Vec<Member> = self
            .schema
            .ty(base)
            .kind
            .members()
            .unwrap_or_default()
            .to_vec();
        let TypeKind::Struct(structure) = &self.schema.ty(id).kind else {
            return;
        };
        let own = structure.members.clone();
        let mut members = inherited;
        let (mut taken, mut clashing, mut fine) = (HashSet::new(), Vec::new(), Vec::new());
        for member in &members {
            taken.insert(member.name.as_str());
        }
        for member in own {
            if taken.contains(member.name.as_str()) {
                clashing.push(member);
            } else {
                fine.push(member);
            }
        }
        for member in clashing {
            self.clash(
                id,
                &member.name,
                base,
                &format!("the base '{}'", base_name.text),
            );
        }
        for member in &members {
            if let Some(span) = self.places.get(&(base, member.name.clone())).copied() {
                self.places.entry((id, member.name.clone())).or_insert(span);
            }
        }
        members.append(&mut fine);
        if let Some(all) = self.schema.ty_mut(id).kind.members_mut() {
            *all = members;
        }
    }

    /// Reports a member that another type's member of that name is in the way of.
    pub(super) fn clash(&mut self, id: TypeId, member: &str, other: TypeId, other_name: &str) {
        let Some(span) = self.places.get(&(id, member.to_owned())) else {
            return;
        };
        let message = format!("member '{member}' collides with a member of {other_name}");
        let mut diagnostic =
            Diagnostic::new(*span, message).label("both would have the same name on the wire");
        if let Some(first) = self.places.get(&(other, member.to_owned())) {
            let owner = self.owner_name(other, member);
            diagnostic = diagnostic.related(*first, format!("the member{owner}"));
        }
        self.diagnostics.push(diagnostic);
    }

    /// " of 'Base'", for the struct that a member of this type comes from.
    pub(super) fn owner_name(&self, mut id: TypeId, member: &str) -> String {
        let place = |id: TypeId| self.places.get(&(id, member.to_owned()));
        let base = |id: TypeId| match &self.schema.ty(id).kind {
            TypeKind::Struct(structure) => structure.base,
            TypeKind::FlatUnion(union) => union.base,
            _ => None,
        };
        // What a type inherits has the same place as in its base.
        while let Some(base) = base(id).filter(|base| place(*base) == place(id)) {
            id = base;
        }
        match &self.schema.ty(id).origin {
            Origin::Named(name) => format!(" of '{name}'"),
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{LoadOptions, load_text};

    /// A collision below a circle once made the search for the member's owner
    /// go round and round.
    #[test]
    fn a_collision_below_a_circle_of_bases() {
        let text = "{ 'struct': 'A', 'base': 'A', 'data': { 'x': 'int' } }\n\
                    { 'struct': 'C', 'base': 'A', 'data': { 'x': 'int' } }\n";
        let loaded = load_text("test.json", text, &LoadOptions::default());
        let mistakes = loaded.diagnostics.sorted();
        let messages: Vec<_> = mistakes
            .iter()
            .map(|mistake| mistake.message.as_str())
            .collect();
        assert_eq!(messages.len(), 2, "{messages:?}");
    }
}
