//! Rust's names for the schema's names.
//!
//! The rules, for one scope (the types, the functions, the members of one
//! struct, the values of one enum):
//!
//! 1. Functions and members are written in snake case, types, values and
//!    branches in camel case. `-`, `_` and `.` separate words; in snake case
//!    so does a capital behind a small letter. In camel case capitals stay.
//! 2. Keywords become raw identifiers (`r#type`), and those that can't be raw
//!    get a `_` behind them (`self_`). A name that starts with a digit gets a
//!    `_` before it.
//! 3. Where two names of one scope meet, the one that needed no change keeps
//!    the name, else the first one; the others, in the schema's order, become
//!    `name_2`, `name_3`, …

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use crate::letters;
use crate::schema::{Origin, Schema, TypeId, TypeKind};

/// The variant of each enum and union for what the schema does not know. No
/// release of QEMU has a value of this name.
pub(crate) const UNRECOGNIZED: &str = "Unrecognized";

/// The Rust names of a schema's types and commands.
#[derive(Debug)]
pub(crate) struct Names {
    types: Vec<String>,
    /// The enum of the branches of each flat union, and nothing of other types.
    branches: Vec<String>,
    functions: Vec<String>,
    markers: Vec<String>,
    /// The enum of the events, and its variants.
    event: String,
    events: Vec<String>,
    all_types: HashSet<String>,
}

impl Names {
    pub(crate) fn new(schema: &Schema) -> Self {
        let (mut commands, mut events) = (Vec::new(), Vec::new());
        for command in schema.commands() {
            commands.push(command.name.as_str());
        }
        for event in schema.events() {
            events.push(event.name.as_str());
        }
        let mut all_types = HashSet::with_capacity(schema.types().count());
        let types = type_names(schema, &mut all_types);
        let mut branches = vec![String::new(); types.len()];
        for (id, ty) in schema.types() {
            if let TypeKind::FlatUnion(_) = ty.kind {
                let wanted = format!("{}Branch", types[id.index()]);
                branches[id.index()] = take_name(wanted, &mut all_types);
            }
        }
        let event = if all_types.contains("Event") {
            "SchemaEvent"
        } else {
            "Event"
        };
        Self {
            types,
            branches,
            functions: distinct(&commands, snake_case, &[]),
            markers: distinct(&commands, camel_case, &[]),
            event: take_name(event.to_owned(), &mut all_types),
            events: distinct(&events, event_case, &[UNRECOGNIZED]),
            all_types,
        }
    }

    /// A type's name.
    pub(crate) fn ty(&self, id: TypeId) -> &str {
        &self.types[id.index()]
    }

    /// The function of the command at this place.
    pub(crate) fn function(&self, command: usize) -> &str {
        &self.functions[command]
    }

    /// The type that stands for the command at this place, in `commands`.
    pub(crate) fn marker(&self, command: usize) -> &str {
        &self.markers[command]
    }

    /// The enum of a flat union's branches.
    pub(crate) fn branch_enum(&self, id: TypeId) -> &str {
        &self.branches[id.index()]
    }

    /// The enum of the schema's events.
    pub(crate) fn event_enum(&self) -> &str {
        &self.event
    }

    /// The variant of the event at this place.
    pub(crate) fn event(&self, event: usize) -> &str {
        &self.events[event]
    }

    /// Whether a type of the expansion has this name.
    pub(crate) fn is_type(&self, name: &str) -> bool {
        self.all_types.contains(name)
    }
}

/// Definitions have the first choice, then the arguments of commands and the
/// data of events (the command's or event's name, with `Arguments` or `Event`
/// behind it where that is taken), then anonymous structs (the owner's name and
/// the member's).
fn type_names(schema: &Schema, taken: &mut HashSet<String>) -> Vec<String> {
    let mut names = vec![String::new(); schema.types().count()];
    let (mut defined, mut wire) = (Vec::new(), Vec::new());
    for (id, ty) in schema.types() {
        if let Origin::Named(name) = &ty.origin {
            defined.push(id);
            wire.push(name.as_str());
        }
    }
    for (id, name) in defined.iter().zip(distinct(&wire, camel_case, &[])) {
        taken.insert(name.clone());
        names[id.index()] = name;
    }
    let (mut in_place, mut in_members) = (Vec::new(), Vec::new());
    for (id, ty) in schema.types() {
        match ty.origin {
            Origin::Named(_) => {}
            Origin::Arguments(_) | Origin::EventData(_) => in_place.push((id, ty)),
            Origin::Member { .. } => in_members.push((id, ty)),
        }
    }
    in_place.append(&mut in_members);
    for (id, ty) in in_place {
        let or_with = |name: String, suffix: &str| {
            if taken.contains(&name) {
                format!("{name}{suffix}")
            } else {
                name
            }
        };
        let wanted = match &ty.origin {
            Origin::Arguments(command) => or_with(camel_case(command), "Arguments"),
            Origin::EventData(event) => or_with(event_case(event), "Event"),
            // An owner comes before what it owns.
            Origin::Member { owner, member } => {
                format!(
                    "{}{}",
                    names[owner.index()],
                    camel_case(member).trim_start_matches('_')
                )
            }
            Origin::Named(_) => continue,
        };
        names[id.index()] = take_name(wanted, taken);
    }
    names
}

fn take_name(wanted: String, taken: &mut HashSet<String>) -> String {
    let name = free_name(wanted, taken, &mut 2);
    taken.insert(name.clone());
    name
}

/// The Rust names of the schema's names in one scope, different from each
/// other and from the `reserved` ones.
pub(crate) fn distinct(
    wire: &[&str],
    convert: fn(&str) -> String,
    reserved: &[&str],
) -> Vec<String> {
    let mut wanted = Vec::with_capacity(wire.len());
    for name in wire {
        wanted.push(convert(name));
    }
    if do_not_meet(&wanted, reserved) {
        return wanted;
    }
    let mut taken = HashSet::new();
    for name in reserved {
        taken.insert((*name).to_owned());
    }
    let mut names = vec![None; wire.len()];
    for (index, name) in wanted.iter().enumerate() {
        if name == wire[index] && taken.insert(name.clone()) {
            names[index] = Some(name.clone());
        }
    }
    let mut result = Vec::with_capacity(wire.len());
    // The last number of each name, or any number of names may meet.
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for (name, wanted) in names.into_iter().zip(wanted) {
        result.push(name.unwrap_or_else(|| {
            let first = numbers.entry(wanted.clone()).or_insert(2);
            let name = free_name(wanted, &taken, first);
            taken.insert(name.clone());
            name
        }));
    }
    result
}

/// Nearly always. Of a few names it is cheaper to compare each with each.
fn do_not_meet(names: &[String], reserved: &[&str]) -> bool {
    const FEW: usize = 16;
    if names.len() > FEW {
        let mut seen: HashSet<&str> = HashSet::new();
        for name in reserved {
            seen.insert(name);
        }
        for name in names {
            if !seen.insert(name) {
                return false;
            }
        }
        return true;
    }
    for (index, name) in names.iter().enumerate() {
        for other in &names[..index] {
            if name.len() == other.len() && name == other {
                return false;
            }
        }
        if reserved.contains(&name.as_str()) {
            return false;
        }
    }
    true
}

/// The name, or the first free one with a number behind it, from `number` on.
fn free_name(wanted: String, taken: &HashSet<String>, number: &mut usize) -> String {
    if !taken.contains(&wanted) {
        return wanted;
    }
    let plain = wanted.trim_start_matches("r#").trim_end_matches('_');
    loop {
        let name = format!("{plain}_{number}");
        *number = number.saturating_add(1);
        if !taken.contains(&name) {
            return name;
        }
    }
}

/// The name of a function or a member.
pub(crate) fn snake_case(wire: &str) -> String {
    let wire = ascii(wire);
    let mut name = Vec::with_capacity(wire.len() + 4);
    let mut before = b' ';
    for &letter in wire.as_bytes() {
        match letter {
            b'-' | b'.' => name.push(b'_'),
            b'A'..=b'Z' => {
                if before.is_ascii_lowercase() {
                    name.push(b'_');
                }
                name.push(letter | 0x20);
            }
            letter => name.push(letter),
        }
        before = letter;
    }
    identifier(name)
}

/// The name of a type, a value or a branch.
pub(crate) fn camel_case(wire: &str) -> String {
    let wire = ascii(wire);
    let mut name: Vec<u8> = Vec::with_capacity(wire.len() + 1);
    let mut starts_word = true;
    for &letter in wire.as_bytes() {
        match letter {
            b'-' | b'_' | b'.' => starts_word = true,
            b'a'..=b'z' if starts_word => {
                name.push(letter & !0x20);
                starts_word = false;
            }
            b'0'..=b'9' if starts_word => {
                if matches!(name.last(), Some(b'0'..=b'9')) {
                    name.push(b'_');
                }
                name.push(letter);
                starts_word = false;
            }
            letter => {
                name.push(letter);
                starts_word = false;
            }
        }
    }
    identifier(name)
}

/// The name of an event, which the schema writes in capitals.
pub(crate) fn event_case(wire: &str) -> String {
    if letters::has(wire, |c| c.is_ascii_lowercase()) {
        camel_case(wire)
    } else {
        camel_case(&wire.to_ascii_lowercase())
    }
}

/// A name that is wrong, and reported, must not make the rest unreadable.
/// Byte by byte, as the rest here: cargo does not optimise macros.
fn ascii(wire: &str) -> Cow<'_, str> {
    match wire.is_ascii() {
        true => Cow::Borrowed(wire),
        false => Cow::Owned(letters::replace(wire, |c| !c.is_ascii(), "*")),
    }
}

/// A word as an identifier that any edition accepts.
fn identifier(mut name: Vec<u8>) -> String {
    for letter in &mut name {
        if !matches!(letter, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_') {
            *letter = b'_';
        }
    }
    if let None | Some(b'0'..=b'9') = name.first() {
        name.insert(0, b'_');
    }
    let name = String::from_utf8(name).unwrap_or_default();
    match word(&name) {
        Word::Free => name,
        Word::Keyword => format!("r#{name}"),
        Word::Reserved => name + "_",
    }
}

/// What a word is to Rust.
#[derive(Clone, Copy)]
enum Word {
    Free,
    /// An identifier with `r#` in front of it.
    Keyword,
    /// No identifier in any way.
    Reserved,
}

fn word(name: &str) -> Word {
    thread_local! {
        // Schemas use the same words over and over.
        static KNOWN: RefCell<HashMap<String, Word>> = RefCell::default();
    }
    if !may_be_keyword(name.as_bytes()) {
        return Word::Free;
    }
    let is_identifier = |text: &str| syn::parse_str::<syn::Ident>(text).is_ok();
    KNOWN.with_borrow_mut(|known| {
        if let Some(word) = known.get(name) {
            return *word;
        }
        // `gen` is a keyword of the 2024 edition only.
        let word = if name != "gen" && is_identifier(name) {
            Word::Free
        } else if is_identifier(&format!("r#{name}")) {
            Word::Keyword
        } else {
            Word::Reserved
        };
        known.insert(name.to_owned(), word);
        word
    })
}

/// Whether it is worth asking: keywords are short, and of small letters but
/// for `Self`.
fn may_be_keyword(name: &[u8]) -> bool {
    let [first, rest @ ..] = name else {
        return true;
    };
    if name.len() > LONGEST_KEYWORD || matches!(first, b'A'..=b'R' | b'T'..=b'Z') {
        return false;
    }
    for letter in rest {
        if !letter.is_ascii_lowercase() {
            return false;
        }
    }
    true
}

/// `abstract` and its like; the language has few words left to reserve.
const LONGEST_KEYWORD: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_and_functions() {
        let cases = [
            ("device", "device"),
            ("io-status", "io_status"),
            ("UUID", "uuid"),
            ("qemuVersion", "qemu_version"),
            ("x509_dname", "x509_dname"),
            ("type", "r#type"),
            ("async", "r#async"),
            ("gen", "r#gen"),
            ("self", "self_"),
            ("super", "super_"),
            ("10mbit", "_10mbit"),
            ("__com.redhat_x", "__com_redhat_x"),
            ("x-y", "x_y"),
            ("*x", "_x"),
            ("é→", "__"),
            ("", "__"),
        ];
        for (wire, rust) in cases {
            assert_eq!(snake_case(wire), rust, "{wire}");
        }
    }

    #[test]
    fn types_and_values() {
        let cases = [
            ("BlockInfo", "BlockInfo"),
            ("internal-error", "InternalError"),
            ("blockdev-snapshot-sync", "BlockdevSnapshotSync"),
            ("block_set_io_throttle", "BlockSetIoThrottle"),
            ("X86CPURegister32", "X86CPURegister32"),
            ("10mbit", "_10mbit"),
            ("1-2", "_1_2"),
            ("12", "_12"),
            ("self", "Self_"),
            ("__com.redhat_x", "ComRedhatX"),
        ];
        for (wire, rust) in cases {
            assert_eq!(camel_case(wire), rust, "{wire}");
        }
    }

    #[test]
    fn names_that_meet_are_numbered_and_unchanged_ones_stay() {
        assert_eq!(
            distinct(&["PC", "pc", "Pc"], snake_case, &[]),
            ["pc_2", "pc", "pc_3"]
        );
        assert_eq!(distinct(&["a-b", "a_b"], snake_case, &[]), ["a_b_2", "a_b"]);
        assert_eq!(distinct(&["a-b", "a.b"], snake_case, &[]), ["a_b", "a_b_2"]);
        assert_eq!(
            distinct(&["Type", "type"], snake_case, &[]),
            ["r#type", "type_2"]
        );
        assert_eq!(distinct(&["new"], snake_case, &["new"]), ["new_2"]);
    }
}
