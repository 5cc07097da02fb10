use super::*;
use crate::parse::parse;
use crate::source::SourceMap;
use crate::syntax::{Node, NodeKind};

/// What the rules say of a schema: place, message, label.
fn judged(text: &str) -> Vec<String> {
    judged_with(text, false, &[])
}

fn judged_with(text: &str, required: bool, exceptions: &[&str]) -> Vec<String> {
    let mut sources = SourceMap::default();
    sources.add("test.json", text, None);
    let mut diagnostics = Diagnostics::default();
    let file = parse(&sources.files()[0], &mut diagnostics);
    assert!(diagnostics.is_empty(), "{:?}", diagnostics.sorted());
    check_comments(&file, &mut diagnostics);
    for expression in &file.expressions {
        if let Some(of) = documented(expression, exceptions) {
            check_definition(expression.comment.as_ref(), &of, required, &mut diagnostics);
        }
    }
    let found = diagnostics.sorted();
    let shown = found.iter().map(|mistake| {
        let place = sources.locate(mistake.span).unwrap();
        let Diagnostic { message, label, .. } = mistake;
        format!("{}:{}: {message} ({label})", place.line, place.column)
    });
    shown.collect()
}

/// What the rules have to know, straight from the syntax.
fn documented<'src>(
    expression: &Expression<'src>,
    exceptions: &[&str],
) -> Option<Documented<'src>> {
    let entry = |key: &str| {
        expression
            .entries
            .iter()
            .find(|entry| entry.key.text == key)
    };
    let kinds = ["command", "event", "struct", "enum", "union", "alternate"];
    let (kind, node) = kinds
        .iter()
        .find_map(|kind| Some((*kind, &entry(kind)?.value)))?;
    let NodeKind::Str(text) = node.kind else {
        return None;
    };
    let mut members = Vec::new();
    let mut features = Vec::new();
    let mut parts = Vec::new();
    if kind == "union" {
        parts.extend(entry("base"));
    } else {
        parts.extend(entry("data"));
    }
    for part in parts {
        match &part.value.kind {
            NodeKind::Object(entries) => {
                for entry in entries {
                    let text = entry.key.text.trim_start_matches('*');
                    members.push(Name { text, ..entry.key });
                    features.extend(names(&entry.value, "features"));
                }
            }
            NodeKind::List(values) => {
                for value in values {
                    members.extend(name(value));
                    features.extend(names(value, "features"));
                }
            }
            _ => {}
        }
    }
    if let Some(own) = entry("features")
        && let NodeKind::List(own) = &own.value.kind
    {
        features.extend(own.iter().filter_map(name));
    }
    Some(Documented {
        kind,
        name: Name {
            text,
            span: node.span,
        },
        members,
        role: match kind {
            "enum" => "value",
            "alternate" => "branch",
            _ => "member",
        },
        features,
        returns: entry("returns").is_some(),
        excepted: exceptions.contains(&text),
    })
}

/// `'name'` or `{ 'name': 'name' }`
fn name<'src>(node: &Node<'src>) -> Option<Name<'src>> {
    match &node.kind {
        NodeKind::Str(text) => Some(Name {
            text,
            span: node.span,
        }),
        NodeKind::Object(entries) => {
            let entry = entries.iter().find(|entry| entry.key.text == "name")?;
            name(&entry.value)
        }
        _ => None,
    }
}

/// The names in a list below a key.
fn names<'src>(node: &Node<'src>, key: &str) -> Vec<Name<'src>> {
    let NodeKind::Object(entries) = &node.kind else {
        return Vec::new();
    };
    let lists = entries.iter().filter(|entry| entry.key.text == key);
    let mut found = Vec::new();
    for entry in lists {
        if let NodeKind::List(list) = &entry.value.kind {
            found.extend(list.iter().filter_map(name));
        }
    }
    found
}

#[test]
fn a_good_comment() {
    let text = "\
##
# = Chapter
#
# Its text.
##

# A plain comment.

##
# @start:
#
# Start the thing.
#
# @id: which one,
#     by name
#
#     More of it.
#
# Features:
#
# @fast: It is fast.
#
# Returns: whether it started
#
# Errors:
#     - If there is none, GenericError
#
# TODO: think
#
# TODO: again
#
# Since: 1.0
#
# .. note:: A note.
##
# Between.
{ 'command': 'start', 'data': { '*id': 'str' }, 'returns': 'bool',
  'features': [ 'fast' ] }
";
    assert_eq!(judged(text), [""; 0]);
}

#[test]
fn marks() {
    assert_eq!(
        judged("## text\n# more\n##\n"),
        [
            "1:3: text behind `##` (a line `##` that delimits a documentation comment holds nothing else)"
        ]
    );
    assert_eq!(
        judged("##\n# more\n## \n"),
        [
            "3:3: text behind `##` (a line `##` that delimits a documentation comment holds nothing else)"
        ]
    );
    assert_eq!(
        judged("##\n#more\n##\n"),
        ["2:1: no blank behind `#` in a documentation comment (expected a blank behind this)"]
    );
    assert_eq!(
        judged("##\n# @a:\n{ 'command': 'a' }\n"),
        ["3:1: documentation comment without an end (expected a line `##` before this)"]
    );
    assert_eq!(
        judged("##\n# text\n"),
        ["2:7: documentation comment without an end (expected a line `##` before this)"]
    );
}

#[test]
fn places() {
    let lost = "documentation of 'a' is not in front of it (no definition follows this comment)";
    assert_eq!(judged("##\n# @a:\n##\n"), [format!("1:1: {lost}")]);
    assert_eq!(
        judged("##\n# @a:\n##\n{ 'include': 'b.json' }\n{ 'command': 'a' }\n"),
        [format!("1:1: {lost}")]
    );
    assert_eq!(
        judged("##\n# @a:\n##\n##\n# @a:\n##\n{ 'command': 'a' }\n"),
        [format!("1:1: {lost}")]
    );
    assert_eq!(
        judged("##\n# text\n##\n{ 'command': 'a' }\n"),
        ["1:1: comment in front of a definition does not name it \
          (expected `@`, the name of the definition and `:` in the next line)"]
    );
    assert_eq!(
        judged("##\n# @a:\n##\n{ 'command': 'b' }\n"),
        [
            "4:14: command 'b' follows the documentation of 'a' (this is not what the comment is about)"
        ]
    );
}

#[test]
fn the_first_line() {
    let command = "{ 'command': 'a' }\n";
    assert_eq!(
        judged(&format!("##\n# @a\n##\n{command}")),
        ["2:5: no `:` behind the name 'a' (expected `:` at the end of the line)"]
    );
    assert_eq!(
        judged(&format!("##\n# @:\n##\n{command}")),
        ["2:3: no name behind `@` (expected the name of the definition and `:` behind this)"]
    );
    assert_eq!(
        judged("##\n# Text.\n#\n# @a: text\n##\n"),
        ["4:3: description of 'a' in a comment without a name \
          (the first line of the comment must name the definition)"]
    );
}

#[test]
fn headings() {
    assert_eq!(
        judged("##\n# Text.\n# = Chapter\n##\n"),
        [
            "3:3: heading in the middle of a comment (a heading with `=` must come first in its comment)"
        ]
    );
    assert_eq!(
        judged("##\n# @a:\n#\n# == Chapter\n##\n{ 'command': 'a' }\n"),
        ["4:3: heading in the documentation of a definition \
          (only comments that document no definition have headings)"]
    );
}

/// A comment of these lines for a command `a` with the member `m`, which
/// returns nothing.
fn command(lines: &str) -> Vec<String> {
    judged(&format!(
        "##\n# @a:\n{lines}##\n{{ 'command': 'a', 'data': {{ 'm': 'int' }} }}\n"
    ))
}

#[test]
fn order_and_repetition() {
    assert_eq!(
        command("# @m: text\n# @m: text\n"),
        ["4:4: duplicate description of 'm' (described again here)"]
    );
    assert_eq!(
        command("# @: text\n# @m: text\n"),
        ["3:3: no name behind `@` (expected a name)"]
    );
    assert_eq!(
        command("# Since: 1\n#\n# @m: text\n"),
        ["5:3: description of 'm' behind a section \
          (descriptions of members come before features and sections)"]
    );
    assert_eq!(
        command("# @m: text\n#\n# Since: 1\n#\n# Since: 2\n"),
        ["7:3: duplicate section 'Since' (again here)"]
    );
    assert_eq!(
        command("# @m: text\n#\n# Features:\n# @f: text\n#\n# Features:\n"),
        [
            "6:4: documentation of command 'a' describes unknown feature 'f' (no such feature)",
            "8:3: duplicate line 'Features:' (one line for all features)",
        ]
    );
    assert_eq!(
        command("# @m: text\n#\n# Features:\n#\n# none\n"),
        ["7:3: no description behind 'Features:' \
          (expected `@`, the name of a feature, `:` and a description)"]
    );
}

#[test]
fn text_and_indentation() {
    assert_eq!(
        command("# @m: one\n#   two\n# three\n# four\n"),
        ["5:3: line is indented less than the text above it (expected 2 blanks at least)"]
    );
    assert_eq!(
        command("# @m:\n#\n# Since:\n"),
        [
            "3:3: no text behind 'm:' (expected text behind this)",
            "5:3: no text behind 'Since:' (expected text behind this)",
        ]
    );
    assert_eq!(command("# @m:\n#\n#   text\n#\n# more\n"), [""; 0]);
}

#[test]
fn sections_fit_the_definition() {
    assert_eq!(
        command("# @m: text\n#\n# Returns: text\n"),
        [
            "5:3: documentation of command 'a' has a section 'Returns' (this command returns nothing)"
        ]
    );
    assert_eq!(
        judged("##\n# @E:\n#\n# @a: b\n#\n# Errors: text\n##\n{ 'enum': 'E', 'data': [ 'a' ] }\n"),
        [
            "6:3: documentation of enum 'E' has a section 'Errors' (only commands have a section 'Errors')"
        ]
    );
    assert_eq!(
        command("# @m: text\n#\n# Notes: text\n"),
        ["5:3: section 'Notes' is not in use any more (no longer a tag)"]
    );
    assert_eq!(
        command("# @m: text\n#\n# Example::\n#\n#     text\n"),
        [""; 0]
    );
}

#[test]
fn names_agree_with_the_definition() {
    assert_eq!(
        judged("##\n# @E:\n# @ab: x\n# @y: x\n# @z: x\n##\n{ 'enum': 'E', 'data': [ 'ac' ] }\n"),
        [
            "3:4: documentation of enum 'E' describes unknown values 'ab', 'y' and 'z' (no such value)",
            "7:26: value 'ac' of enum 'E' lacks documentation \
             (the comment needs a description `@ac:`)",
        ]
    );
    let text = "##\n# @S:\n##\n{ 'struct': 'S', 'data': { 'm': { 'type': 'int', 'features': [ 'f' ] } } }\n";
    assert_eq!(
        judged_with(text, false, &["S"]),
        ["4:64: feature 'f' of struct 'S' lacks documentation \
          (the comment needs a description `@f:` below `Features:`)"]
    );
}

#[test]
fn line_ends_of_either_kind() {
    assert_eq!(
        judged("##\r\n# @a:\r\n#\r\n# Text.\r\n##\r\n{ 'command': 'a' }\r\n"),
        [""; 0]
    );
}

/// Lines that mean something, put together at random: nothing panics, and all
/// mistakes have a place.
#[test]
fn nonsense_is_judged() {
    const LINES: [&str; 16] = [
        "##",
        "# @a:",
        "# @a",
        "# @:",
        "# @a b: ü",
        "#",
        "#",
        "# Features:",
        "# Since: 1",
        "#x",
        "##x",
        "#   deep",
        "# ü",
        "# = x",
        "# Note: x",
        "{ 'command': 'a', 'data': { 'm': 'str' } }",
    ];
    let mut state = 1_u64;
    for _ in 0..2000 {
        let mut text = String::new();
        for _ in 0..20 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            text += LINES[(state >> 60) as usize];
            text.push('\n');
        }
        judged(&text);
    }
}

#[test]
fn documentation_may_be_required() {
    let text = "{ 'command': 'a' }\n";
    assert_eq!(judged(text), [""; 0]);
    assert_eq!(
        judged_with(text, true, &[]),
        ["1:14: command 'a' lacks documentation \
          (a comment between two lines `##` is required in front of this)"]
    );
}

/// The verdicts of QEMU's own parser on the tests that it has for comments.
#[test]
fn verdicts_of_qemu() {
    let Some(root) = std::env::var_os("QEMU_SRC") else {
        eprintln!("SKIPPED: QEMU_SRC does not name a QEMU source tree");
        return;
    };
    let tests = std::path::Path::new(&root).join("tests/qapi-schema");
    let mut count = 0;
    for entry in std::fs::read_dir(tests).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.starts_with("doc-") || !name.ends_with(".json") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let expected = std::fs::read_to_string(path.with_extension("err")).unwrap();
        let required = text.contains("'doc-required': true");
        let found = judged_with(&text, required, &[]);
        count += 1;
        let Some(expected) = expected.lines().last() else {
            assert_eq!(found, [""; 0], "{name}");
            continue;
        };
        let (_, expected) = expected.split_once(':').unwrap();
        let (line, message) = expected.split_once(':').unwrap();
        let first = found
            .first()
            .unwrap_or_else(|| panic!("{name} is accepted"));
        assert!(
            first.starts_with(&format!("{line}:")),
            "{name}: {expected}\n{found:?}"
        );
        let line = text.lines().nth(line.parse::<usize>().unwrap() - 1);
        for wanted in message.split('\'').skip(1).step_by(2) {
            let wanted = wanted.trim_matches(['@', ':']);
            // Tags and marks need no name where they are shown.
            let is_name = wanted.chars().all(|c| c.is_alphanumeric() || c == '-');
            let shown = first.contains(wanted) || line.is_some_and(|line| line.contains(wanted));
            assert!(shown || !is_name, "{name}: {expected}\n{found:?}");
        }
    }
    println!("{count} verdicts compared");
}

/// The schemas that QEMU ships keep the rules.
#[test]
fn schemas_of_qemu() {
    let Some(root) = std::env::var_os("QEMU_SRC") else {
        eprintln!("SKIPPED: QEMU_SRC does not name a QEMU source tree");
        return;
    };
    let root = std::path::Path::new(&root);
    let mut count = 0;
    for folder in ["qapi", "qga", "storage-daemon/qapi"] {
        let pragmas = ["pragma.json", "qapi-schema.json"];
        let pragmas = pragmas
            .map(|name| std::fs::read_to_string(root.join(folder).join(name)).unwrap_or_default());
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let pragma = pragmas.concat();
            let from = pragma
                .find("'documentation-exceptions'")
                .unwrap_or(pragma.len());
            let list = pragma[from..].split(']').next().unwrap_or_default();
            let exceptions: Vec<&str> = list.split('\'').skip(3).step_by(2).collect();
            let found = judged_with(&text, true, &exceptions);
            assert_eq!(found, [""; 0], "{}", path.display());
            count += 1;
        }
    }
    assert!(count > 0);
    println!("{count} files keep the rules");
}
