//! Small schemas made up at random, of few names that meet often.

use std::fmt::Write as _;

use crate::random::Random;

const NAMES: [&str; 16] = [
    "a",
    "b",
    "c-d",
    "c_d",
    "C-d",
    "type",
    "self",
    "Self",
    "T",
    "1-2",
    "new",
    "VALUES",
    "cD",
    "unrecognized",
    "others",
    "other",
];
const TYPES: [&str; 14] = [
    "A",
    "B",
    "C",
    "Cd",
    "c-d",
    "T",
    "Event",
    "AArguments",
    "BBranch",
    "ABranch",
    "Option",
    "Box",
    "SchemaEvent",
    "self",
];
const BUILTINS: [&str; 8] = [
    "str", "int", "bool", "null", "any", "size", "QType", "number",
];
const CONDITIONS: [&str; 7] = [
    "'CONFIG_A'",
    "'CONFIG_B'",
    "'CONFIG_C'",
    "{ 'not': 'CONFIG_A' }",
    "{ 'all': [ 'CONFIG_A', 'CONFIG_C' ] }",
    "{ 'any': [ 'CONFIG_B', { 'not': 'CONFIG_C' } ] }",
    "[ 'defined(CONFIG_A)', 'CONFIG_C' ]",
];

/// What a schema has so far, to be mentioned.
struct Maker<'r> {
    random: &'r mut Random,
    enums: Vec<(&'static str, Vec<&'static str>)>,
    /// Every type, structs and unions among them.
    types: Vec<&'static str>,
    objects: Vec<&'static str>,
    out: String,
}

pub(crate) fn schema(random: &mut Random) -> String {
    let mut names = TYPES;
    random.shuffle(&mut names);
    let count = 2 + random.below(7);
    let mut maker = Maker {
        random,
        enums: Vec::new(),
        types: Vec::new(),
        objects: Vec::new(),
        out: String::new(),
    };
    // Kinds first, so that types can mention those behind them.
    let kinds: Vec<usize> = (0..count).map(|_| maker.random.below(7)).collect();
    for (name, kind) in names.iter().zip(&kinds) {
        maker.types.push(name);
        match kind {
            0 | 1 => {
                let values = maker.some_names();
                maker.enums.push((name, values));
            }
            2..=5 => maker.objects.push(name),
            _ => {}
        }
    }
    for (name, kind) in names.iter().zip(&kinds) {
        match kind {
            0 | 1 => maker.enumeration(name),
            2..=4 => maker.structure(name),
            5 => maker.union(name),
            _ => maker.alternate(name),
        }
    }
    for name in maker.some_names() {
        maker.command(name);
    }
    for name in maker.some_names() {
        maker.event(name);
    }
    maker.out
}

impl Maker<'_> {
    fn some_names(&mut self) -> Vec<&'static str> {
        let mut names = NAMES;
        self.random.shuffle(&mut names);
        let count = self.random.below(5);
        names[..count].to_vec()
    }

    fn ty(&mut self) -> String {
        let name = if self.random.once_in(3) || self.types.is_empty() {
            *self.random.pick(&BUILTINS)
        } else {
            *self.random.pick(&self.types)
        };
        if self.random.once_in(4) {
            format!("[ '{name}' ]")
        } else {
            format!("'{name}'")
        }
    }

    fn condition(&mut self) -> String {
        if self.random.once_in(6) {
            format!(", 'if': {}", self.random.pick(&CONDITIONS))
        } else {
            String::new()
        }
    }

    fn extras(&mut self) -> String {
        let mut extras = self.condition();
        if self.random.once_in(8) {
            let feature = *self.random.pick(&["deprecated", "unstable", "own"]);
            let _ = write!(extras, ", 'features': [ '{feature}' ]");
        }
        extras
    }

    fn members(&mut self) -> String {
        let mut members = Vec::new();
        for name in self.some_names() {
            let star = if self.random.once_in(2) { "*" } else { "" };
            let (ty, extras) = (self.ty(), self.extras());
            members.push(format!("'{star}{name}': {{ 'type': {ty}{extras} }}"));
        }
        format!("{{ {} }}", members.join(", "))
    }

    fn enumeration(&mut self, name: &str) {
        let known = self.enums.iter().find(|(known, _)| *known == name);
        let values = known.map(|(_, values)| values.clone()).unwrap_or_default();
        let values: Vec<String> = values
            .iter()
            .map(|value| format!("{{ 'name': '{value}'{} }}", self.extras()))
            .collect();
        let extras = self.extras();
        let _ = writeln!(
            self.out,
            "{{ 'enum': '{name}', 'data': [ {} ]{extras} }}",
            values.join(", ")
        );
    }

    fn structure(&mut self, name: &str) {
        let (members, extras) = (self.members(), self.extras());
        let base = if self.random.once_in(5) {
            format!(", 'base': '{}'", self.random.pick(&self.objects))
        } else {
            String::new()
        };
        let _ = writeln!(
            self.out,
            "{{ 'struct': '{name}', 'data': {members}{base}{extras} }}"
        );
    }

    fn union(&mut self, name: &str) {
        if self.enums.is_empty() {
            self.structure(name);
            return;
        }
        let (tag, values) = self.random.pick(&self.enums).clone();
        let mut branches = Vec::new();
        for value in values {
            if self.random.once_in(3) {
                continue;
            }
            let (ty, condition) = (*self.random.pick(&self.objects), self.condition());
            branches.push(format!("'{value}': {{ 'type': '{ty}'{condition} }}"));
        }
        let (ty, extras) = (self.ty(), self.extras());
        let _ = writeln!(
            self.out,
            "{{ 'union': '{name}', 'base': {{ 'tag': '{tag}', '*common': {ty} }}, \
             'discriminator': 'tag', 'data': {{ {} }}{extras} }}",
            branches.join(", ")
        );
    }

    fn alternate(&mut self, name: &str) {
        let mut branches: Vec<String> = Vec::new();
        let mut candidates = vec![
            "'bool'".to_owned(),
            "'int'".to_owned(),
            "'null'".to_owned(),
            format!("[ {} ]", self.ty().replace(['[', ']'], "")),
        ];
        candidates.extend(self.objects.first().map(|name| format!("'{name}'")));
        candidates.push(match self.enums.last() {
            Some((name, _)) => format!("'{name}'"),
            None => "'str'".to_owned(),
        });
        for (name, ty) in self.some_names().into_iter().zip(candidates) {
            branches.push(format!("'{name}': {{ 'type': {ty}{} }}", self.condition()));
        }
        branches.push("'last': 'str'".to_owned());
        let extras = self.extras();
        let _ = writeln!(
            self.out,
            "{{ 'alternate': '{name}', 'data': {{ {} }}{extras} }}",
            branches.join(", ")
        );
    }

    fn data(&mut self) -> String {
        match self.random.below(3) {
            0 => String::new(),
            1 => format!(", 'data': {}", self.members()),
            _ if self.objects.is_empty() => String::new(),
            _ => format!(
                ", 'data': '{}', 'boxed': true",
                self.random.pick(&self.objects)
            ),
        }
    }

    fn command(&mut self, name: &str) {
        let (data, extras) = (self.data(), self.extras());
        let returns = if self.random.once_in(2) {
            format!(", 'returns': {}", self.ty())
        } else {
            String::new()
        };
        let open = if data.contains('{') && self.random.once_in(4) {
            ", 'gen': false"
        } else {
            ""
        };
        let _ = writeln!(
            self.out,
            "{{ 'command': 'x-{name}'{data}{returns}{open}{extras} }}"
        );
    }

    fn event(&mut self, name: &str) {
        let (data, extras) = (self.data(), self.extras());
        let _ = writeln!(self.out, "{{ 'event': 'e-{name}'{data}{extras} }}");
    }
}
