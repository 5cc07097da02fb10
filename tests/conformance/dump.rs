//! The dumps that QEMU's tests make of a schema they accept, as lines that can
//! be compared with [`model`](crate::model)'s.
//!
//! What only matters for C is left out: prefixes, boxes, whether a function
//! is generated, files.

use std::collections::BTreeSet;

use qapi_codegen::schema::Condition;

/// A line of a dump and what is indented below it.
struct Node<'a> {
    text: &'a str,
    parts: Vec<Node<'a>>,
}

/// What a dump says.
pub(crate) fn lines(dump: &str) -> BTreeSet<String> {
    let dump: Vec<&str> = dump
        .lines()
        .take_while(|line| !line.starts_with("doc "))
        .collect();
    let mut out = BTreeSet::new();
    for block in nodes(&dump, 0) {
        let Some((kind, rest)) = block.text.split_once(' ') else {
            continue;
        };
        let is_builtin = matches!(rest, "q_empty" | "QType");
        let head = match kind {
            "enum" | "object" | "alternate" if !is_builtin => format!("{kind} {rest}"),
            "array" => rest
                .split_once(' ')
                .map_or(String::new(), |(_, ty)| format!("array of {ty}")),
            "command" | "event" => {
                let nothing = |word: &str| {
                    if matches!(word, "None" | "q_empty") {
                        "nothing".to_owned()
                    } else {
                        ty(word)
                    }
                };
                let words: Vec<&str> = rest.split(' ').collect();
                match words.as_slice() {
                    [name, data, "->", returns] => {
                        format!("command {name} {} -> {}", nothing(data), nothing(returns))
                    }
                    [name, data] => format!("event {name} {}", nothing(data)),
                    _ => format!("{kind} {rest}"),
                }
            }
            _ => continue,
        };
        let owner = head.split(' ').take(2).collect::<Vec<_>>().join(" ");
        out.insert(head + &suffix(&block.parts));
        out.extend(
            block
                .parts
                .iter()
                .filter_map(|part| Some(format!("{owner}: {}", self::part(kind, part)?))),
        );
    }
    out
}

/// A member, a case, a base, a tag or the flags of a command.
fn part(kind: &str, node: &Node<'_>) -> Option<String> {
    let (word, rest) = node.text.split_once(' ').unwrap_or((node.text, ""));
    let text = match word {
        "member" if kind == "enum" => format!("value {rest}"),
        "member" => {
            let (member, optional) = rest.split_once(" optional=")?;
            let (name, of) = member.split_once(": ")?;
            // A server that was built without it leaves it out.
            let conditional = node.parts.iter().any(|part| part.text.starts_with("if "));
            let optional = if optional == "True" || conditional {
                "*"
            } else {
                ""
            };
            format!("member {optional}{name}: {}", ty(of))
        }
        "case" => {
            let (name, of) = rest.split_once(": ")?;
            format!(
                "case {name}: {}",
                if of == "q_empty" {
                    "nothing".to_owned()
                } else {
                    ty(of)
                }
            )
        }
        "base" => format!("base {rest}"),
        "tag" if kind == "object" => format!("tag {rest}"),
        _ if kind == "command" && word.contains('=') => {
            let flags = node
                .text
                .split(' ')
                .filter(|flag| matches!(*flag, "success_response=False" | "oob=True"));
            let flags: Vec<&str> = flags.collect();
            if flags.is_empty() {
                return None;
            }
            flags.join(" ")
        }
        _ => return None,
    };
    Some(text + &suffix(&node.parts))
}

/// Conditions and features.
fn suffix(parts: &[Node<'_>]) -> String {
    let mut out = String::new();
    for part in parts {
        match part.text.split_once(' ') {
            Some(("if", condition)) => out += &format!(" if {}", self::condition(condition)),
            Some(("feature", name)) => out += &format!(" [{name}{}]", suffix(&part.parts)),
            _ => {}
        }
    }
    out
}

/// A type by this project's name; some built-in types are the same here.
fn ty(name: &str) -> String {
    let (element, list) = match name.strip_suffix("List") {
        Some(element) => (element, true),
        None => (name, false),
    };
    let element = match element {
        "int" => "int64",
        "size" => "uint64",
        "QType" => "qtype",
        other => other,
    };
    if list {
        format!("[{element}]")
    } else {
        element.to_owned()
    }
}

/// A condition, written as this project writes it.
fn condition(text: &str) -> String {
    let text = text.strip_prefix("OrderedDict").unwrap_or(text);
    let (parsed, rest) = parse_condition(text).unwrap_or_else(|| panic!("condition {text}"));
    assert_eq!(rest.trim(), "", "condition {text}");
    parsed.simplify(&|_| None).to_string()
}

/// Python's notation of strings, lists and dictionaries.
fn parse_condition(text: &str) -> Option<(Condition, &str)> {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix("{'not': ") {
        let (inner, rest) = parse_condition(rest)?;
        return Some((Condition::Not(Box::new(inner)), rest.strip_prefix('}')?));
    }
    for (start, make) in [
        (
            "{'all': [",
            Condition::All as fn(Vec<Condition>) -> Condition,
        ),
        ("{'any': [", Condition::Any),
    ] {
        let Some(mut rest) = text.strip_prefix(start) else {
            continue;
        };
        let mut parts = Vec::new();
        loop {
            let (part, after) = parse_condition(rest)?;
            parts.push(part);
            match after.strip_prefix(", ") {
                Some(more) => rest = more,
                None => return Some((make(parts), after.strip_prefix("]}")?)),
            }
        }
    }
    // At the top a name is not quoted.
    match text.strip_prefix('\'') {
        Some(text) => text
            .split_once('\'')
            .map(|(name, rest)| (Condition::Is(name.to_owned()), rest)),
        None => Some((Condition::Is(text.to_owned()), "")),
    }
}

/// Lines by indentation, four blanks for each level.
fn nodes<'a>(lines: &[&'a str], depth: usize) -> Vec<Node<'a>> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut nodes = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let below = lines[at + 1..]
            .iter()
            .take_while(|line| indent(line) > depth * 4)
            .count();
        let parts = self::nodes(&lines[at + 1..at + 1 + below], depth + 1);
        nodes.push(Node {
            text: lines[at].trim(),
            parts,
        });
        at += 1 + below;
    }
    nodes
}
