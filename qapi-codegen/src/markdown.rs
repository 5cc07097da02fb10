//! Plain text of schema comments to Markdown.
//!
//! The text was never meant as Markdown: what looks like it is escaped, and
//! nothing may come out as an indented block, which rustdoc would compile as
//! a test in the user's crate.

/// Converts lines of plain text; `link` knows what an `@name` refers to.
pub(crate) fn markdown(lines: &[String], link: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    // How far the text of the list items around the current line is indented:
    // in the source, and in the output.
    let mut items: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        let text = line.trim_start();
        if text.is_empty() {
            out.push('\n');
            continue;
        }
        let indent = line.len() - text.len();
        while items.last().is_some_and(|(source, _)| indent < *source) {
            items.pop();
        }
        let base = items.last().map_or(0, |(_, output)| *output);
        out.extend(std::iter::repeat_n(' ', base));
        match list_marker(text) {
            Some((marker, rest)) => {
                let width = text.len() - rest.len();
                items.push((indent + width, base + marker.len()));
                out.push_str(&marker);
                inline(rest, link, &mut out);
            }
            None => inline(text, link, &mut out),
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

/// The marker of a list item, as Markdown writes it, and the item's text.
fn list_marker(text: &str) -> Option<(String, &str)> {
    for bullet in ["- ", "* ", "o "] {
        if let Some(rest) = text.strip_prefix(bullet) {
            return Some(("- ".to_owned(), rest.trim_start()));
        }
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = text.split_at(digits);
    let rest = rest
        .strip_prefix(')')
        .or_else(|| rest.strip_prefix('.'))?
        .strip_prefix(' ')?;
    (1..=3)
        .contains(&digits)
        .then(|| (format!("{number}. "), rest.trim_start()))
}

/// A line's references, quoted words and addresses; the rest is escaped.
fn inline(text: &str, link: &dyn Fn(&str) -> Option<String>, out: &mut String) {
    let mut rest = text;
    let mut before = ' ';
    while let Some(letter) = rest.chars().next() {
        let starts_word = !before.is_alphanumeric() && before != '_';
        let length = match letter {
            '@' if starts_word => reference(rest, link, out),
            '\'' if starts_word => quoted(rest, out),
            'h' if starts_word => address(rest, out),
            _ => 0,
        };
        if length > 0 {
            before = ' ';
            rest = &rest[length..];
            continue;
        }
        let starts_line = rest.len() == text.len();
        let ends_word = !rest[letter.len_utf8()..].starts_with(char::is_alphanumeric);
        let special = match letter {
            '_' => starts_word || ends_word,
            '#' | '+' | '-' | '=' | '|' | '~' => starts_line,
            _ => "\\`*[]<>".contains(letter),
        };
        if special {
            out.push('\\');
        }
        out.push(letter);
        before = letter;
        rest = &rest[letter.len_utf8()..];
    }
}

/// `@name`: a link where the name is known. Gives the length, 0 if it is none.
fn reference(text: &str, link: &dyn Fn(&str) -> Option<String>, out: &mut String) -> usize {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let name = &text[1..];
    let name = &name[..name.find(|c| !is_part(c)).unwrap_or(name.len())];
    let name = name.trim_end_matches(['.', '-']);
    if name.is_empty() {
        return 0;
    }
    match link(name) {
        Some(target) => *out += &format!("[`{name}`]({target})"),
        None => *out += &format!("`{name}`"),
    }
    1 + name.len()
}

/// `'word'`: a literal.
fn quoted(text: &str, out: &mut String) -> usize {
    let Some(end) = text[1..].find('\'') else {
        return 0;
    };
    let word = &text[1..=end];
    let behind = text[end + 2..].chars().next();
    if word.is_empty()
        || word.contains(|c: char| c.is_whitespace() || c == '`')
        || behind.is_some_and(char::is_alphanumeric)
    {
        return 0;
    }
    *out += &format!("`{word}`");
    end + 2
}

/// An address in the web.
fn address(text: &str, out: &mut String) -> usize {
    if !text.starts_with("http://") && !text.starts_with("https://") {
        return 0;
    }
    let end = text
        .find(|c: char| c.is_whitespace() || "<>()\"".contains(c))
        .unwrap_or(text.len());
    let address = text[..end].trim_end_matches(['.', ',', ';', ':']);
    *out += &format!("<{address}>");
    address.len()
}

/// A text that stands alone: a capital at its start, a full stop at its end.
pub(crate) fn sentence(mut text: String) -> String {
    if let Some(first) = text.chars().next()
        && first.is_ascii_lowercase()
    {
        text[..1].make_ascii_uppercase();
    }
    let one_paragraph = !text.contains("\n\n") && !text.contains("\n- ");
    if one_paragraph
        && text.ends_with(|last: char| last.is_ascii_alphanumeric() || "`)".contains(last))
    {
        text.push('.');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(text: &str) -> String {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        markdown(&lines, &|name| {
            (name == "eject").then(|| "fn@eject".to_owned())
        })
    }

    #[test]
    fn references_and_literals() {
        assert_eq!(
            converted("see @eject, @force. 'qcow2' is the drive's format; it isn't 'two words'"),
            "see [`eject`](fn@eject), `force`. `qcow2` is the drive's format; it isn't 'two words'"
        );
    }

    #[test]
    fn what_looks_like_markdown_is_escaped() {
        assert_eq!(
            converted("child<foo> a*b [x] `y' a_b"),
            "child\\<foo\\> a\\*b \\[x\\] \\`y' a_b"
        );
        assert_eq!(converted("# not a title"), "\\# not a title");
        assert_eq!(converted("see http://a.b/c."), "see <http://a.b/c>.");
    }

    #[test]
    fn indentation_never_makes_a_block() {
        assert_eq!(converted("a\n        b\n\n      c"), "a\nb\n\nc");
    }

    #[test]
    fn lists_keep_their_shape() {
        assert_eq!(
            converted("- one\n  more\n  - inner\n- two\n\n1) x\n   y\n\nend"),
            "- one\n  more\n  - inner\n- two\n\n1. x\n   y\n\nend"
        );
    }

    #[test]
    fn sentences() {
        assert_eq!(sentence("the name".to_owned()), "The name.");
        assert_eq!(sentence("`x` is it!".to_owned()), "`x` is it!");
        assert_eq!(sentence("é".to_owned()), "é");
        assert_eq!(sentence("one:\n- two".to_owned()), "One:\n- two");
    }
}
