//! Types that contain themselves: boxed where something ends the recursion,
//! refused where nothing does.

use super::Places;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::schema::{Schema, TypeId, TypeKind, TypeRef};
use crate::source::Span;

/// A part of a type that holds another type by value.
#[derive(Clone, Copy)]
struct Edge {
    part: Part,
    /// The place among the type's members or branches.
    index: usize,
    to: TypeId,
    /// Whether each value has this part, so that nothing ends the recursion.
    always: bool,
}

#[derive(Clone, Copy)]
enum Part {
    Member,
    Branch,
}

/// Marks the members that need a box and reports types of infinite size.
pub(crate) fn resolve(schema: &mut Schema, places: &Places, diagnostics: &mut Diagnostics) {
    let (mut edges, mut ids) = (Vec::new(), Vec::new());
    for (id, ty) in schema.types() {
        edges.push(self::edges(&ty.kind));
        ids.push(id);
    }
    let groups = groups(&edges, false);
    let infinite = self::groups(&edges, true);
    // By the number of the group.
    let mut reports: Vec<Option<Diagnostic>> = vec![None; edges.len()];
    for id in ids {
        let group_of = |groups: &[usize], edge: &Edge| {
            let group = groups[id.index()];
            (group == groups[edge.to.index()]).then_some(group)
        };
        for edge in &edges[id.index()] {
            if edge.always
                && let Some(group) = group_of(&infinite, edge)
                && let Some(span) = places.get(&(id, part_name(schema, id, edge)))
            {
                reports[group] = Some(match reports[group].take() {
                    None => first_report(schema, id, edge, *span),
                    Some(known) => known.related(*span, "through this one"),
                });
            }
            if group_of(&groups, edge).is_some() {
                set_boxed(schema, id, edge);
            }
        }
    }
    for report in reports.into_iter().flatten() {
        diagnostics.push(report);
    }
}

fn edges(kind: &TypeKind) -> Vec<Edge> {
    let mut edges = Vec::new();
    let mut add = |index, part, ty: Option<&TypeRef>, always| {
        // A list holds its elements elsewhere and may be empty.
        if let Some(TypeRef::Defined(to)) = ty {
            edges.push(Edge {
                part,
                index,
                to: *to,
                always,
            });
        }
    };
    let members = kind.members().unwrap_or_default();
    for (index, member) in members.iter().enumerate() {
        let always = !member.optional && member.condition.is_always();
        add(index, Part::Member, Some(&member.ty), always);
    }
    // A value of something open need not be of any branch that is known.
    let branches = kind.branches().unwrap_or_default();
    for (index, branch) in branches.iter().enumerate() {
        add(index, Part::Branch, branch.ty.as_ref(), branches.len() == 1);
    }
    edges
}

fn part_name(schema: &Schema, id: TypeId, edge: &Edge) -> String {
    let kind = &schema.ty(id).kind;
    let name = match edge.part {
        Part::Member => kind
            .members()
            .and_then(|members| Some(members.get(edge.index)?.name.clone())),
        Part::Branch => kind
            .branches()
            .and_then(|branches| Some(branches.get(edge.index)?.tag.clone())),
    };
    name.unwrap_or_default()
}

fn first_report(schema: &Schema, id: TypeId, edge: &Edge, span: Span) -> Diagnostic {
    let what = match edge.part {
        Part::Member => "member",
        Part::Branch => "branch",
    };
    let message = format!(
        "{what} '{}' makes its type contain itself without end",
        part_name(schema, id, edge)
    );
    Diagnostic::new(span, message)
        .label("every value would hold another one")
        .help("make a member optional, or a list")
}

fn set_boxed(schema: &mut Schema, id: TypeId, edge: &Edge) {
    let kind = &mut schema.ty_mut(id).kind;
    match edge.part {
        Part::Member => {
            if let Some(member) = kind
                .members_mut()
                .and_then(|members| members.get_mut(edge.index))
            {
                member.boxed = true;
            }
        }
        Part::Branch => {
            if let Some(branch) = kind
                .branches_mut()
                .and_then(|branches| branches.get_mut(edge.index))
            {
                branch.boxed = true;
            }
        }
    }
}

/// The strongly connected component of each type (Tarjan's algorithm, without
/// recursion: schemas may chain any number of types). A type that is alone
/// and does not contain itself has a component of its own that no edge stays
/// within.
fn groups(edges: &[Vec<Edge>], only_always: bool) -> Vec<usize> {
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
                if only_always && !edge.always {
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
