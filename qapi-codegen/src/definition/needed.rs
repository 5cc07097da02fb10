//! Which definitions some of them need, before anything is known of types.

use std::collections::{HashMap, HashSet};

use super::{Definition, Kind, TypeExpr};

/// The names of these definitions and of all that they mention.
pub(crate) fn needed<'src>(
    definitions: &[Definition<'src>],
    roots: &[String],
) -> HashSet<&'src str> {
    let mut by_name: HashMap<&str, usize> = HashMap::new();
    for (index, definition) in definitions.iter().enumerate() {
        by_name.insert(definition.name.text, index);
    }
    let mut open: Vec<&str> = roots.iter().map(String::as_str).collect();
    let mut needed = HashSet::new();
    while let Some(name) = open.pop() {
        if let Some(index) = by_name.get(name) {
            let definition = &definitions[*index];
            if needed.insert(definition.name.text) {
                mentioned(&definition.kind, &mut open);
            }
        }
    }
    needed
}

fn mentioned<'src>(kind: &Kind<'src>, names: &mut Vec<&'src str>) {
    match kind {
        Kind::Enum(_) | Kind::Broken => {}
        Kind::Struct { base, members } => {
            if let Some(base) = base {
                names.push(base.text);
            }
            for member in members {
                of_type(&member.ty, names);
            }
        }
        Kind::FlatUnion { base, branches, .. } => {
            of_type(base, names);
            for branch in branches {
                of_type(&branch.ty, names);
            }
        }
        Kind::SimpleUnion(branches) | Kind::Alternate(branches) => {
            for branch in branches {
                of_type(&branch.ty, names);
            }
        }
        Kind::Command(command) => {
            for ty in command.data.iter().chain(&command.returns) {
                of_type(ty, names);
            }
        }
        Kind::Event { data, .. } => {
            if let Some(ty) = data {
                of_type(ty, names);
            }
        }
    }
}

fn of_type<'src>(ty: &TypeExpr<'src>, names: &mut Vec<&'src str>) {
    match ty {
        TypeExpr::Named(name) => names.push(name.text),
        TypeExpr::List(element) => of_type(element, names),
        TypeExpr::Members(members) => {
            for member in members {
                of_type(&member.ty, names);
            }
        }
    }
}
