//! Types that contain themselves: boxed where something ends the recursion,
//! refused where nothing does.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::schema::{Schema, TypeId, TypeKind, TypeRef};
use crate::source::Span;

/// A part of a type that holds another type by value.
#[derive(Clone, Copy)]
struct Edge {
    /// The place among the type's members or branches.
    index: usize,
    to: TypeId,
    /// Whether each value has this part, so that nothing ends the recursion.
    always: bool,
}

/// Marks the members that need a box and reports types of infinite size.
pub(crate) fn resolve(
    schema: &mut Schema,
    places: &HashMap<(TypeId, usize), Span>,
    diagnostics: &mut Diagnostics,
) {
    let edges: Vec<Vec<Edge>> = schema.types().map(|(_, ty)| edges(&ty.kind)).collect();
    let groups = groups(&edges, |_| true);
    let infinite = self::groups(&edges, |edge| edge.always);
    let ids: Vec<TypeId> = schema.types().map(|(id, _)| id).collect();
    let mut reports: BTreeMap<usize, Diagnostic> = BTreeMap::new();
    for id in ids {
        let group_of = |groups: &[usize], edge: &Edge| {
            let group = groups[id.index()];
            (group == groups[edge.to.index()]).then_some(group)
        };
        for edge in &edges[id.index()] {
            if edge.always
                && let Some(group) = group_of(&infinite, edge)
                && let Some(span) = places.get(&(id, edge.index))
            {
                let known = reports.remove(&group);
                reports.insert(
                    group,
                    match known {
                        None => first_report(schema, id, edge, *span),
                        Some(known) => known.related(*span, "through this one"),
                    },
                );
            }
            if group_of(&groups, edge).is_some() {
                set_boxed(schema, id, edge.index);
            }
        }
    }
    for report in reports.into_values() {
        diagnostics.push(report);
    }
}

fn edges(kind: &TypeKind) -> Vec<Edge> {
    let edge = |index, ty: &TypeRef, always| match ty {
        TypeRef::Defined(to) => Some(Edge {
            index,
            to: *to,
            always,
        }),
        // A list holds its elements elsewhere and may be empty.
        TypeRef::Builtin(_) | TypeRef::List(_) => None,
    };
    match kind {
        TypeKind::Struct(members) => members
            .iter()
            .enumerate()
            .filter_map(|(index, member)| edge(index, &member.ty, !member.optional))
            .collect(),
        TypeKind::Enum(_) => Vec::new(),
        TypeKind::SimpleUnion(branches) => branches
            .iter()
            .enumerate()
            .filter_map(|(index, branch)| edge(index, &branch.ty, branches.len() == 1))
            .collect(),
    }
}

fn first_report(schema: &Schema, id: TypeId, edge: &Edge, span: Span) -> Diagnostic {
    let part = match &schema.ty(id).kind {
        TypeKind::Struct(members) => format!("member '{}'", members[edge.index].name),
        TypeKind::SimpleUnion(branches) => format!("branch '{}'", branches[edge.index].tag),
        TypeKind::Enum(_) => String::new(),
    };
    Diagnostic::new(
        span,
        format!("{part} makes its type contain itself without end"),
    )
    .label("every value would hold another one")
    .help("make a member optional, or a list")
}

fn set_boxed(schema: &mut Schema, id: TypeId, index: usize) {
    match &mut schema.ty_mut(id).kind {
        TypeKind::Struct(members) => members[index].boxed = true,
        TypeKind::SimpleUnion(branches) => branches[index].boxed = true,
        TypeKind::Enum(_) => {}
    }
}

/// The strongly connected component of each type (Tarjan's algorithm, without
/// recursion: schemas may chain any number of types). A type that is alone
/// and does not contain itself has a component of its own that no edge stays
/// within.
fn groups(edges: &[Vec<Edge>], follow: impl Fn(&Edge) -> bool) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let mut order = vec![UNSEEN; edges.len()];
    let mut lowest = vec![UNSEEN; edges.len()];
    let mut group = vec![UNSEEN; edges.len()];
    let mut stack = Vec::new();
    let mut next = 0;
    for start in 0..edges.len() {
        if order[start] != UNSEEN {
            continue;
        }
        let mut path = vec![(start, 0)];
        while let Some((node, step)) = path.pop() {
            if step == 0 {
                order[node] = next;
                lowest[node] = next;
                next += 1;
                stack.push(node);
            }
            if let Some(edge) = edges[node].get(step) {
                path.push((node, step + 1));
                let to = edge.to.index();
                if !follow(edge) {
                    continue;
                }
                if order[to] == UNSEEN {
                    path.push((to, 0));
                } else if group[to] == UNSEEN {
                    lowest[node] = lowest[node].min(order[to]);
                }
                continue;
            }
            if lowest[node] == order[node] {
                while let Some(member) = stack.pop() {
                    group[member] = node;
                    if member == node {
                        break;
                    }
                }
            }
            if let Some((parent, _)) = path.last() {
                lowest[*parent] = lowest[*parent].min(lowest[node]);
            }
        }
    }
    group
}
