//! Interpreted text: what stands in backticks.

use crate::letters;

/// How it is shown.
pub(super) enum Shown<'a> {
    /// As the name of something in the schema.
    Name(&'a str),
    Code(&'a str),
    Text(&'a str),
    /// As a text that leads to an address in the web.
    Address(&'a str, &'a str),
}

/// Reads the text of a role such as `:ref:`; a reference to another place may
/// be marked by what is behind it instead.
pub(super) fn read<'a>(role: &str, text: &'a str, refers: bool) -> Shown<'a> {
    let role = role.trim_matches(':');
    // `text <target>`
    let titled = text.strip_suffix('>').and_then(|text| {
        let (title, target) = text.rsplit_once('<')?;
        Some((title.trim(), target))
    });
    let is_address = |target: &str| {
        let is_web = target.starts_with("http://") || target.starts_with("https://");
        is_web && !letters::has(target, |c| c.is_whitespace() || c == '\\')
    };
    match titled {
        Some((title, target)) if refers && is_address(target) => {
            return Shown::Address(if title.is_empty() { target } else { title }, target);
        }
        Some((title, _)) if !title.is_empty() => return Shown::Text(title),
        _ => {}
    }
    if refers {
        return Shown::Text(text);
    }
    match role {
        "" => name(text),
        "doc" => Shown::Code(text.trim_start_matches('/')),
        "sup" | "sub" | "emphasis" | "strong" | "title" | "term" | "abbr" => Shown::Text(text),
        role if role.starts_with("qapi") => {
            name(letters::trim_start(text, |c| matches!(c, '~' | '!')))
        }
        _ => Shown::Code(text),
    }
}

/// A name in the schema, without the namespace in front of it.
fn name(text: &str) -> Shown<'_> {
    let name = text.rsplit_once(':').map_or(text, |(_, name)| name);
    let is_name = !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    if is_name {
        Shown::Name(name)
    } else {
        Shown::Code(text)
    }
}
