//! The examples in the comments of QEMU's schemas, through the types of the
//! same schemas: what was read is written again, and nothing is lost.
//!
//! There is nothing to test where `QEMU_SRC` is not set at build time.

#![cfg(qemu_src)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers outside of test functions fail the test just as these do"
)]

mod extract;
mod mistakes;

use std::collections::BTreeMap;
use std::path::Path;

use extract::Message;
use qapi::{Event, Events, Timestamp, Value, json};
use qapi_full_tests::{Entry, GUEST_AGENT, QMP, find, qmp};

/// What became of a message.
enum Verdict {
    Passed(&'static str),
    /// It leaves something out, and says so; or it answers such a request.
    Elided,
    Failed(String),
}

/// What an answer answers.
#[derive(Clone, Copy)]
enum Asked {
    Nothing,
    Unreadable,
    Command(&'static Entry),
}

type TypedEvent = fn(&Event) -> Result<Value, String>;

struct Schema {
    commands: &'static [Entry],
    event: Option<TypedEvent>,
}

#[test]
fn of_the_monitor() {
    let schema = Schema {
        commands: QMP,
        event: Some(event::<qmp::Event>),
    };
    check("qapi", &schema, mistakes::MONITOR);
}

#[test]
fn of_the_guest_agent() {
    let schema = Schema {
        commands: GUEST_AGENT,
        event: None,
    };
    check("qga", &schema, mistakes::GUEST_AGENT);
}

/// Goes through the examples of a folder. Those that fail are the known
/// mistakes in the comments, in this order, each at its place.
fn check(folder: &str, schema: &Schema, known: &[mistakes::Mistake]) {
    let folder = Path::new(env!("QEMU_SRC")).join(folder);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut failures = Vec::new();
    let mut elided = Vec::new();
    for file in extract::files(&folder) {
        for conversation in extract::conversations(&file) {
            let mut asked = Asked::Nothing;
            for message in &conversation {
                match judge(message, schema, &mut asked) {
                    Verdict::Passed(what) => *counts.entry(what).or_default() += 1,
                    Verdict::Elided => elided.push(message.place.clone()),
                    Verdict::Failed(why) => failures.push((message, why).describe()),
                }
            }
        }
    }
    println!("passed: {counts:?}");
    println!("elided: {}: {}", elided.len(), elided.join(" "));
    let unknown: Vec<&String> = failures
        .iter()
        .filter(|failure| !known.iter().any(|mistake| mistake.explains(failure)))
        .collect();
    println!("known mistakes: {}", failures.len() - unknown.len());
    for failure in &failures {
        println!("  {failure}");
    }
    assert!(unknown.is_empty(), "{} failed: {unknown:#?}", unknown.len());
    for mistake in known {
        let used = failures.iter().any(|failure| mistake.explains(failure));
        assert!(used, "no longer a mistake: {mistake:?}");
    }
}

trait Describe {
    fn describe(self) -> String;
}

impl Describe for (&Message, String) {
    fn describe(self) -> String {
        format!("{}: {}", self.0.place, self.1)
    }
}

fn judge(message: &Message, schema: &Schema, asked: &mut Asked) -> Verdict {
    let elided = message.text.contains("...");
    let verdict = match serde_json::from_str(&message.text) {
        Ok(tree) if message.request => request(&tree, schema).map(|entry| {
            *asked = Asked::Command(entry);
            "requests"
        }),
        Ok(tree) => match (answer(&tree, schema, *asked), *asked) {
            (Err(_), Asked::Unreadable) => return Verdict::Elided,
            (verdict, _) => verdict,
        },
        Err(error) => Err(format!("not JSON: {error}")),
    };
    if verdict.is_err() && message.request {
        *asked = Asked::Unreadable;
    }
    match verdict {
        Err(_) if elided => Verdict::Elided,
        Err(why) => Verdict::Failed(why),
        Ok(what) => Verdict::Passed(what),
    }
}

fn request(tree: &Value, schema: &Schema) -> Result<&'static Entry, String> {
    let name = tree.get("execute").or(tree.get("exec-oob"));
    let name = name
        .and_then(Value::as_str)
        .ok_or_else(|| "no command".to_owned())?;
    let entry =
        find(schema.commands, name).ok_or_else(|| format!("there is no command '{name}'"))?;
    let empty = Value::Object(serde_json::Map::new());
    let arguments = tree.get("arguments").unwrap_or(&empty);
    let again = (entry.arguments)(arguments).map_err(|error| format!("{name}: {error}"))?;
    same(arguments, &again, name)?;
    Ok(entry)
}

fn answer(tree: &Value, schema: &Schema, asked: Asked) -> Result<&'static str, String> {
    if let Some(result) = tree.get("return") {
        let Asked::Command(entry) = asked else {
            return Err("an answer to nothing".to_owned());
        };
        let again = (entry.returns)(result).map_err(|error| format!("{}: {error}", entry.name))?;
        same(result, &again, "return")?;
        return Ok("results");
    }
    if let Some(error) = tree.get("error") {
        let has = |member| error.get(member).is_some_and(Value::is_string);
        return if has("class") && has("desc") {
            Ok("errors")
        } else {
            Err("an error without class and desc".to_owned())
        };
    }
    if let Some(name) = tree.get("event").and_then(Value::as_str) {
        let typed = schema.event.ok_or("no events here")?;
        let empty = Value::Object(serde_json::Map::new());
        let data = tree.get("data").unwrap_or(&empty);
        let event = Event::new(name, data.clone(), Timestamp::UNKNOWN);
        let again = typed(&event).map_err(|error| format!("{name}: {error}"))?;
        same(data, &again, name)?;
        return Ok("events");
    }
    Err("neither an answer nor an event".to_owned())
}

/// The data of an event, through its type.
fn event<E: Events>(event: &Event) -> Result<Value, String> {
    let typed: E = event.typed().map_err(|error| error.to_string())?;
    if let qapi::wire::View::Union(union) = typed.view()
        && let qapi::wire::View::Any(_) = union.branch()
    {
        return Err("there is no such event".to_owned());
    }
    Ok(json::to_value(&typed)["data"].take())
}

/// Whether two trees are the same, numbers by their value.
fn same(left: &Value, right: &Value, path: &str) -> Result<(), String> {
    match (left, right) {
        (Value::Object(old), Value::Object(new)) => {
            for (name, value) in old {
                let path = format!("{path}.{name}");
                let again = new.get(name).ok_or_else(|| format!("{path} is lost"))?;
                same(value, again, &path)?;
            }
            match new.keys().find(|name| !old.contains_key(*name)) {
                Some(name) => Err(format!("{path}.{name} is new")),
                None => Ok(()),
            }
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            let mut pairs = old.iter().zip(new).enumerate();
            pairs.try_for_each(|(index, (old, new))| same(old, new, &format!("{path}[{index}]")))
        }
        (Value::Number(old), Value::Number(new)) if old.as_f64() == new.as_f64() => Ok(()),
        _ if left == right => Ok(()),
        _ => Err(format!("{path} was {left} and is {right}")),
    }
}
