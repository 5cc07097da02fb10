//! Text inside a paragraph: references, literals, emphasis and addresses; all
//! else that Markdown would take for its own is escaped.

use super::role;
use crate::letters;

/// What an `@name` refers to.
pub(super) type Link<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Converts running text.
pub(super) struct Inline<'a> {
    pub(super) link: Link<'a>,
}

impl Inline<'_> {
    /// A paragraph's text, its lines kept.
    pub(super) fn text(&self, text: &str) -> String {
        let mut scan = Scan {
            link: self.link,
            text,
            at: 0,
            out: String::with_capacity(text.len() + text.len() / 8),
            in_link: false,
            unclosed: Unclosed::default(),
        };
        scan.run();
        scan.out
    }
}

/// Escapes everything, for the text of a link.
pub(super) fn plain(text: &str, link: Link<'_>) -> String {
    let mut scan = Scan {
        link,
        text,
        at: 0,
        out: String::new(),
        in_link: true,
        unclosed: Unclosed::default(),
    };
    scan.run();
    scan.out
}

/// Marks whose other half does not come: not looked for again, or nonsense
/// would take a time that grows with its square.
#[derive(Default)]
struct Unclosed {
    literal: bool,
    role: bool,
    strong: bool,
    emphasis: bool,
}

/// The bytes that neither Markdown nor reStructuredText knows.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        plain[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    plain[b' ' as usize] = true;
    plain[b'\n' as usize] = true;
    plain[b',' as usize] = true;
    plain
};

struct Scan<'a> {
    link: Link<'a>,
    text: &'a str,
    at: usize,
    out: String,
    /// In the text of a link: no links, no markup.
    in_link: bool,
    unclosed: Unclosed,
}

impl<'a> Scan<'a> {
    fn run(&mut self) {
        loop {
            self.plain_run();
            let Some(letter) = self.rest().chars().next() else {
                return;
            };
            let used = if self.in_link { 0 } else { self.markup(letter) };
            if used > 0 {
                self.at += used;
            } else {
                self.letter(letter);
                self.at += letter.len_utf8();
            }
        }
    }

    /// Copies what has no meaning wherever it stands: most of any text, and
    /// macros are not optimised.
    fn plain_run(&mut self) {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut at = start;
        while at < bytes.len() && PLAIN[bytes[at] as usize] {
            // An address may start here.
            if bytes[at] == b'h' && bytes.get(at + 1) == Some(&b't') {
                break;
            }
            at += 1;
        }
        self.out.push_str(&self.text[start..at]);
        self.at = at;
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn before(&self) -> char {
        self.text[..self.at].chars().next_back().unwrap_or(' ')
    }

    /// The length of the markup that starts here, now written; 0 if none does.
    fn markup(&mut self, letter: char) -> usize {
        let before = self.before();
        let starts_word = !before.is_alphanumeric() && before != '_';
        match letter {
            'h' => self.address(self.rest()),
            '<' if self.rest()[1..].starts_with("http") => self.bracketed_address(),
            _ if !starts_word => 0,
            '@' => self.reference(),
            '#' if letters::starts(&self.rest()[1..], |c| c.is_ascii_lowercase()) => {
                self.reference()
            }
            '\'' => self.quoted(),
            '`' if self.rest().starts_with("``") => self.literal(),
            '`' => match self.interpreted("") {
                0 => self.quoted(),
                used => used,
            },
            ':' => self.role(),
            '*' if self.rest().starts_with("**") => self.strong(),
            '*' => self.emphasis(),
            '\\' => self.escape(),
            '[' => self.footnote(),
            _ => 0,
        }
    }

    /// A letter of no meaning, and kept from getting one.
    fn letter(&mut self, letter: char) {
        let rest = &self.rest()[letter.len_utf8()..];
        let next = rest.chars().next().unwrap_or(' ');
        let before = self.before();
        let starts_line = self.at == 0 || before == '\n';
        let special = match letter {
            '_' => !before.is_alphanumeric() || !next.is_alphanumeric(),
            '#' | '+' | '=' => starts_line,
            // Two would become a dash.
            '-' => starts_line || next == '-',
            '&' => next.is_ascii_alphanumeric() || next == '#',
            '.' | ')' => next.is_whitespace() && self.ends_number(),
            ':' => self.in_link,
            _ => "\\`*[]<>|~".contains(letter),
        };
        if special {
            self.out.push('\\');
        }
        self.out.push(letter);
    }

    /// Whether the line so far is a number, which would be a list's.
    fn ends_number(&self) -> bool {
        let digits = self.text.as_bytes()[..self.at].iter().rev();
        let count = digits
            .take(10)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let start = self.at - count;
        count > 0 && (start == 0 || self.text.as_bytes()[start - 1] == b'\n')
    }

    /// `@name`, or `#name` as old texts call types.
    fn reference(&mut self) -> usize {
        let name = name_at(&self.rest()[1..]);
        if name.is_empty() {
            return 0;
        }
        self.name(name);
        1 + name.len()
    }

    /// A name: a link where it is known, if only to what a member is part of.
    fn name(&mut self, name: &str) {
        let link = self.link;
        let owner = || link(name.split_once('.')?.0);
        match link(name).or_else(owner) {
            Some(target) if target == name => self.out += &format!("[`{name}`]"),
            Some(target) => self.out += &format!("[`{name}`]({target})"),
            None => self.code(name),
        }
    }

    /// `'word'`, how old texts write a literal; the oldest start it with a
    /// backtick.
    fn quoted(&mut self) -> usize {
        let inner = &self.rest()[1..];
        let end = letters::up_to(inner, |c| c.is_whitespace() || "'`".contains(c));
        if end == 0
            || !inner[end..].starts_with('\'')
            || letters::starts(&inner[end + 1..], char::is_alphanumeric)
        {
            return 0;
        }
        self.code(&inner[..end]);
        end + 2
    }

    /// ` ``literal`` `
    fn literal(&mut self) -> usize {
        let inner = &self.rest()[2..];
        if self.unclosed.literal || letters::starts(inner, char::is_whitespace) {
            return 0;
        }
        let Some(end) = inner.find("``") else {
            self.unclosed.literal = true;
            return 0;
        };
        // Further backticks belong to the literal.
        let more = inner[end + 2..].len() - inner[end + 2..].trim_start_matches('`').len();
        if end + more == 0 {
            return 0;
        }
        self.code(&inner[..end + more]);
        end + more + 4
    }

    /// `` `text` ``, of a role or of none. Gives the length with both marks.
    fn interpreted(&mut self, role: &str) -> usize {
        let inner = &self.rest()[role.len() + 1..];
        if self.unclosed.role {
            return 0;
        }
        let Some(end) = inner.find('`') else {
            self.unclosed.role = true;
            return 0;
        };
        let text = &inner[..end];
        // `word' is old; up to the next backtick there may be anything.
        let word = letters::up_to(text, |c| matches!(c, '\'' | ' ' | '\n'));
        let is_old = text[word..].starts_with('\'');
        if end == 0 || text.trim() != text || is_old {
            return 0;
        }
        // `text`_ and `text`__ refer to something elsewhere.
        let behind = &inner[end + 1..];
        let marks = behind.len() - behind.trim_start_matches('_').len();
        let marks = if letters::starts(&behind[marks..], char::is_alphanumeric) || marks > 2 {
            0
        } else {
            marks
        };
        match role::read(role, text, marks > 0) {
            role::Shown::Name(name) => self.name(name),
            role::Shown::Code(text) => self.code(text),
            role::Shown::Text(text) => self.out += &plain(text, self.link),
            role::Shown::Address(text, address) => {
                let text = plain(text, self.link);
                self.out += &format!("[{text}](<{address}>)");
            }
        }
        end + 2 + marks
    }

    /// ``:role:`text` ``
    fn role(&mut self) -> usize {
        const LONGEST: usize = 32;
        let rest = self.rest();
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b":-_+.".contains(byte);
        let length = rest.bytes().take(LONGEST).take_while(is_part).count();
        let role = &rest[..length];
        if length < 3 || !role.ends_with(':') || !rest[length..].starts_with('`') {
            return 0;
        }
        match self.interpreted(role) {
            0 => 0,
            used => role.len() + used,
        }
    }

    /// `**text**`
    fn strong(&mut self) -> usize {
        let inner = &self.rest()[2..];
        if self.unclosed.strong || letters::starts(inner, char::is_whitespace) {
            return 0;
        }
        match closed(inner, "**") {
            Some(inner) => self.emphasized(inner, "**"),
            None => {
                self.unclosed.strong = true;
                0
            }
        }
    }

    /// `*text*`
    fn emphasis(&mut self) -> usize {
        let inner = &self.rest()[1..];
        if self.unclosed.emphasis || letters::starts(inner, char::is_whitespace) {
            return 0;
        }
        match closed(inner, "*") {
            Some(inner) => self.emphasized(inner, "*"),
            None => {
                self.unclosed.emphasis = true;
                0
            }
        }
    }

    fn emphasized(&mut self, inner: &str, mark: &str) -> usize {
        self.out += mark;
        self.out += &plain(inner, self.link);
        self.out += mark;
        inner.len() + 2 * mark.len()
    }

    /// `[1]_`
    fn footnote(&mut self) -> usize {
        const LONGEST: usize = 32;
        let rest = &self.rest()[1..];
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"#*-".contains(byte);
        let length = rest.bytes().take(LONGEST).take_while(is_part).count();
        let label = rest[..length].trim_start_matches('#');
        if !rest[length..].starts_with("]_") || label.is_empty() {
            return 0;
        }
        self.out += &format!("\\[{}\\]", plain(label, self.link));
        length + 3
    }

    /// `\*`: what reStructuredText escapes too.
    fn escape(&mut self) -> usize {
        let Some(next @ ('*' | '`' | '_' | '|' | '\\' | '@')) = self.rest()[1..].chars().next()
        else {
            return 0;
        };
        if next != '@' {
            self.out.push('\\');
        }
        self.out.push(next);
        2
    }

    /// An address in the web; rustdoc warns of bare ones.
    fn address(&mut self, text: &str) -> usize {
        if !text.starts_with("http://") && !text.starts_with("https://") {
            return 0;
        }
        let end = letters::up_to(text, |c| c.is_whitespace() || "<>()\"`'".contains(c));
        let address = letters::trim_end(&text[..end], |c| ".,;:*".contains(c));
        self.out += &format!("<{address}>");
        address.len()
    }

    /// `<address>`
    fn bracketed_address(&mut self) -> usize {
        let length = self.out.len();
        match self.address(&self.rest()[1..]) {
            used if used > 0 && self.rest()[1 + used..].starts_with('>') => used + 2,
            _ => {
                self.out.truncate(length);
                0
            }
        }
    }

    /// A literal, whatever it holds, on one line.
    fn code(&mut self, text: &str) {
        let text = text.replace('\n', " ");
        let (mut longest, mut length) = (0, 0);
        for byte in text.as_bytes() {
            length = if *byte == b'`' { length + 1 } else { 0 };
            longest = longest.max(length);
        }
        let marks = "`".repeat(longest + 1);
        // Two literals side by side would be one.
        if self.out.ends_with('`') {
            self.out.push(' ');
        }
        let is_mark = |c| matches!(c, '`' | ' ');
        let pad = if letters::starts(&text, is_mark) || letters::ends(&text, is_mark) {
            " "
        } else {
            ""
        };
        self.out += &format!("{marks}{pad}{text}{pad}{marks}");
    }
}

/// The name that a text starts with.
fn name_at(text: &str) -> &str {
    let end = letters::up_to(text, |c| !c.is_ascii_alphanumeric() && !"-_.".contains(c));
    letters::trim_end(&text[..end], |c| matches!(c, '.' | '-'))
}

/// The text up to a closing mark, which stands behind a word.
fn closed<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    for (at, _) in text.match_indices(mark) {
        let (before, behind) = (&text[..at], &text[at + mark.len()..]);
        if !before.is_empty()
            && !letters::ends(before, |c| c.is_whitespace() || c == '*' || c == '\\')
            && !letters::starts(behind, |c| c.is_alphanumeric() || c == '*')
        {
            return Some(before);
        }
    }
    None
}
