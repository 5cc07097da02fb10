//! The table of a struct: how the runtime reads and writes its members.

use super::structs::ExtraField;
use super::{Emitter, RUNTIME};
use crate::schema::{Builtin, Member, TypeKind, TypeRef};

/// How many names the runtime takes out of one string.
const MOST_NAMES: usize = 64;

/// A member in the table.
struct Row<'a> {
    field: &'a str,
    /// What it holds before it is filled.
    blank: &'static str,
    /// Which of the runtime's functions reach it: `view` or `slot` and this.
    access: &'static str,
    boxed: bool,
}

impl Emitter<'_> {
    /// What the runtime knows the struct by.
    pub(super) fn table(
        &mut self,
        name: &str,
        members: &[Member],
        fields: &[String],
        extra: Option<ExtraField<'_>>,
    ) {
        self.structs.push(name.to_owned());
        let mut names: Vec<String> = members
            .iter()
            .map(|member| format!("{}{}", self.presence(member), member.name))
            .collect();
        let mut rows: Vec<Row<'_>> = members
            .iter()
            .zip(fields)
            .map(|(member, field)| Row::new(member, field))
            .collect();
        let mut others = None;
        match extra {
            None => {}
            Some(ExtraField::Branch(branch, field)) => {
                names.push(format!("@{}", branch.wire));
                rows.push(Row::of_any_type(field));
            }
            Some(ExtraField::Others(field)) => others = Some(field),
        }
        let mut blank: Vec<String> = rows.iter().map(Row::blank).collect();
        blank.extend(others.map(|field| format!("{field}: {RUNTIME}::Map::new()")));
        let (allow, blank) = (self.allow, blank.join(", "));
        let mut packed = name.to_owned();
        for name in &names {
            packed.push(' ');
            packed.push_str(name);
        }
        self.line(format_args!(
            "{allow}impl {RUNTIME}::Struct for {name} {{\n\
             const NAMES: &'static str = {packed:?};\n\
             #[inline]\nfn blank() -> Self {{ Self {{ {blank} }} }}"
        ));
        if names.len() > MOST_NAMES || names.iter().any(|name| name.contains(' ')) {
            self.line(format_args!(
                "const TABLE: &'static {RUNTIME}::Table = &{RUNTIME}::Table {{ name: {name:?}, members: &{names:?} }};"
            ));
        }
        self.accessor("member", "&", "View", "view", &rows);
        self.accessor("member_slot", "&mut ", "Slot", "slot", &rows);
        if let Some(others) = others {
            let map = format!("{RUNTIME}::Map<{RUNTIME}::std::String, {RUNTIME}::Value>");
            let option = self.std("Option");
            self.line(format_args!(
                "#[inline]\nfn others(&self) -> {option}<&{map}> {{ Some(&self.{others}) }}\n\
                 #[inline]\nfn others_mut(&mut self) -> {option}<&mut {map}> {{ Some(&mut self.{others}) }}"
            ));
        }
        self.line(format_args!("}}"));
    }

    /// A function from a member's index to the member. The last one needs no
    /// index of its own, and so a struct with one member no `match`.
    fn accessor(
        &mut self,
        function: &str,
        reference: &str,
        ty: &str,
        access: &str,
        rows: &[Row<'_>],
    ) {
        let reach = |row: &Row<'_>| {
            let (field, suffix) = (row.field, row.access);
            let content = if row.boxed { "*" } else { "" };
            format!("{RUNTIME}::{access}{suffix}({reference}{content}self.{field})")
        };
        let (only, indexed) = match rows.split_last() {
            None => (format!("{RUNTIME}::{ty}::Nothing"), rows),
            Some((last, others)) => (reach(last), others),
        };
        if indexed.is_empty() {
            self.line(format_args!(
                "#[inline]\nfn {function}({reference}self, _: usize) -> {RUNTIME}::{ty}<'_> {{ {only} }}"
            ));
            return;
        }
        self.line(format_args!(
            "#[inline]\nfn {function}({reference}self, index: usize) -> {RUNTIME}::{ty}<'_> {{\nmatch index {{"
        ));
        for (index, row) in indexed.iter().enumerate() {
            let reach = reach(row);
            self.line(format_args!("{index} => {reach},"));
        }
        self.line(format_args!("_ => {only},\n}}\n}}"));
    }

    /// The mark of a member in the table, as the runtime's `Table` explains it.
    fn presence(&self, member: &Member) -> &'static str {
        let has_null = match &member.ty {
            TypeRef::Builtin(builtin) => matches!(builtin, Builtin::Any | Builtin::Null),
            TypeRef::Defined(id) => matches!(self.schema.ty(*id).kind, TypeKind::Alternate(_)),
            TypeRef::List(_) => false,
        };
        match (member.optional, has_null) {
            (false, _) => "",
            (true, true) => "?",
            (true, false) => "*",
        }
    }
}

impl<'a> Row<'a> {
    /// A literal, and a function of one type, cost the compiler less than a
    /// generic call.
    fn new(member: &Member, field: &'a str) -> Self {
        let (mandatory, optional, blank) = match &member.ty {
            TypeRef::Builtin(builtin) => access(*builtin),
            _ => GENERIC,
        };
        match (member.optional, member.boxed) {
            (true, true) => Self {
                field,
                blank: "None",
                access: "_optional_boxed",
                boxed: false,
            },
            (true, false) => Self {
                field,
                blank: "None",
                access: optional,
                boxed: false,
            },
            (false, true) => Self {
                boxed: true,
                blank: "__qapi::blank_boxed()",
                ..Self::of_any_type(field)
            },
            (false, false) => Self {
                field,
                blank,
                access: mandatory,
                boxed: false,
            },
        }
    }

    fn of_any_type(field: &'a str) -> Self {
        let (access, _, blank) = GENERIC;
        Self {
            field,
            blank,
            access,
            boxed: false,
        }
    }

    fn blank(&self) -> String {
        format!("{}: {}", self.field, self.blank)
    }
}

/// What reaches a mandatory and an optional member, and how the first begins.
type Access = (&'static str, &'static str, &'static str);

const GENERIC: Access = ("", "", "__qapi::blank()");

fn access(builtin: Builtin) -> Access {
    match builtin {
        Builtin::Str => ("_str", "_optional_str", "__qapi::blank()"),
        Builtin::Bool => ("_bool", "_optional_bool", "false"),
        Builtin::Number => ("_f64", "_optional_f64", "0.0"),
        Builtin::Int8 => ("_i8", "_optional_i8", "0"),
        Builtin::Int16 => ("_i16", "_optional_i16", "0"),
        Builtin::Int32 => ("_i32", "_optional_i32", "0"),
        Builtin::Int64 => ("_i64", "_optional_i64", "0"),
        Builtin::Uint8 => ("_u8", "_optional_u8", "0"),
        Builtin::Uint16 => ("_u16", "_optional_u16", "0"),
        Builtin::Uint32 => ("_u32", "_optional_u32", "0"),
        Builtin::Uint64 => ("_u64", "_optional_u64", "0"),
        Builtin::Any | Builtin::Null | Builtin::QType => GENERIC,
    }
}

#[cfg(test)]
mod tests {
    fn expansion(members: usize) -> String {
        let members: Vec<String> = (0..members).map(|it| format!("'m{it}': 'int'")).collect();
        let text = format!(
            "{{ 'struct': 'Wide', 'data': {{ {} }} }}",
            members.join(", ")
        );
        let loaded = crate::load_text("wide.json", text, &crate::LoadOptions::default());
        crate::expand(&loaded.schema)
    }

    #[test]
    fn only_what_one_string_cannot_say_has_a_table() {
        assert!(expansion(64).contains("NAMES: &'static str = \"Wide m0 m1 "));
        assert!(!expansion(64).contains("const TABLE"));
        assert!(expansion(65).contains("const TABLE"));
    }
}
