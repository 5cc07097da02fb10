//! Text to tokens.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::letters;
use crate::source::{SourceFile, Span};

/// A token of the schema language, or a line of comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'src> {
    pub(crate) kind: TokenKind,
    /// As it stands in the file, quotes included.
    pub(crate) text: &'src str,
    pub(crate) span: Span,
    /// The line it starts on, from 0.
    pub(crate) line: usize,
}

impl<'src> Token<'src> {
    /// The content of a string.
    pub(crate) fn content(&self) -> &'src str {
        let inner = self.text.strip_prefix('\'').unwrap_or(self.text);
        inner.strip_suffix('\'').unwrap_or(inner)
    }

    /// How messages name the token.
    pub(crate) fn describe(&self) -> String {
        match self.kind {
            TokenKind::Str => format!("string {}", self.text),
            TokenKind::Word => format!("`{}`", self.text),
            TokenKind::End => "the end of the file".to_owned(),
            _ => format!("`{}`", self.text),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    Colon,
    Comma,
    /// `'…'`
    Str,
    /// A string that lacks its end.
    BrokenStr,
    /// A run of letters and digits: `true` and `false`, or a mistake.
    Word,
    /// From `#` to the end of the line; `whole_line` where nothing precedes it.
    Comment {
        whole_line: bool,
    },
    End,
}

/// A token without its text, which the file has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lexed {
    pub(crate) kind: TokenKind,
    pub(crate) span: Span,
    line: usize,
}

impl Lexed {
    pub(crate) fn with_text(self, file: &SourceFile) -> Token<'_> {
        let Self { kind, span, line } = self;
        Token {
            kind,
            text: &file.text()[file.range(span)],
            span,
            line,
        }
    }
}

/// Takes a file apart. What is no token is reported and left out. The last token is
/// [`TokenKind::End`].
///
/// Byte by byte: cargo does not optimise macros.
pub(crate) fn lex(file: &SourceFile, diagnostics: &mut Diagnostics) -> Vec<Lexed> {
    let mut lexer = Lexer {
        file,
        bytes: file.text().as_bytes(),
        at: 0,
        line: 0,
        line_is_blank: true,
        tokens: Vec::new(),
        diagnostics,
    };
    if file.text().starts_with('\u{feff}') {
        lexer.at = '\u{feff}'.len_utf8();
    }
    lexer.run();
    lexer.tokens
}

/// The tokens of a file, with their text.
pub(crate) fn tokens<'src>(file: &'src SourceFile, lexed: &[Lexed]) -> Vec<Token<'src>> {
    let mut tokens = Vec::with_capacity(lexed.len());
    for token in lexed {
        tokens.push(token.with_text(file));
    }
    tokens
}

struct Lexer<'src, 'd> {
    file: &'src SourceFile,
    bytes: &'src [u8],
    at: usize,
    line: usize,
    line_is_blank: bool,
    tokens: Vec<Lexed>,
    diagnostics: &'d mut Diagnostics,
}

impl<'src> Lexer<'src, '_> {
    fn run(&mut self) {
        while self.at < self.bytes.len() {
            let blank_before = self.line_is_blank;
            match self.bytes[self.at] {
                b'\n' => {
                    self.at += 1;
                    self.line += 1;
                    self.line_is_blank = true;
                    continue;
                }
                b' ' | b'\t' | b'\r' | b'\x0b' | b'\x0c' | b'\x1c'..=b'\x1f' => {
                    self.at += 1;
                    continue;
                }
                _ => self.line_is_blank = false,
            }
            match self.bytes[self.at] {
                b'{' => self.token(TokenKind::LeftBrace, 1),
                b'}' => self.token(TokenKind::RightBrace, 1),
                b'[' => self.token(TokenKind::LeftBracket, 1),
                b']' => self.token(TokenKind::RightBracket, 1),
                b':' => self.token(TokenKind::Colon, 1),
                b',' => self.token(TokenKind::Comma, 1),
                b'#' => {
                    let length = self.file.line_end(self.line) - self.at;
                    let whole_line = blank_before;
                    self.token(TokenKind::Comment { whole_line }, length);
                }
                b'\'' => self.string(),
                b'"' => self.double_quoted(),
                first if first.is_ascii() => match is_word(char::from(first)) {
                    true => self.word(),
                    false => self.stray(),
                },
                _ => self.beyond_ascii(blank_before),
            }
        }
        self.token(TokenKind::End, 0);
    }

    fn word(&mut self) {
        let rest = self.rest();
        let length = letters::up_to(rest, |c| !is_word(c));
        self.token(TokenKind::Word, length);
    }

    fn beyond_ascii(&mut self, blank_before: bool) {
        match self.rest().chars().next() {
            Some(first) if is_blank(first) => {
                self.at += first.len_utf8();
                self.line_is_blank = blank_before;
            }
            _ => self.stray(),
        }
    }

    fn rest(&self) -> &'src str {
        &self.file.text()[self.at..]
    }

    fn span(&self, length: usize) -> Span {
        let start = self.file.span().start + self.at as u32;
        Span {
            start,
            end: start + length as u32,
        }
    }

    fn token(&mut self, kind: TokenKind, length: usize) {
        self.tokens.push(Lexed {
            kind,
            span: self.span(length),
            line: self.line,
        });
        self.at += length;
    }

    fn string(&mut self) {
        let mut end = self.at + 1;
        while end < self.bytes.len() {
            match self.bytes[end] {
                b'\'' => return self.token(TokenKind::Str, end + 1 - self.at),
                b'\\' => break,
                b' '..=b'~' => end += 1,
                _ => break,
            }
        }
        self.unusual_string();
    }

    /// With an escape, a mistake, or without an end.
    fn unusual_string(&mut self) {
        let mut escaped = false;
        for (offset, character) in self.rest().char_indices().skip(1) {
            match character {
                '\n' => return self.unterminated(offset),
                '\'' if !escaped => return self.token(TokenKind::Str, offset + 1),
                '\\' if !escaped => escaped = true,
                '\\' => escaped = false,
                ' '..='~' if !escaped => {}
                _ => {
                    let start = self.span(0).start + offset as u32;
                    let (from, what) = if escaped {
                        (
                            start - 1,
                            format!("unknown escape `\\{}`", character.escape_debug()),
                        )
                    } else {
                        let shown = character.escape_debug();
                        (
                            start,
                            format!("character `{shown}` is not allowed in a string"),
                        )
                    };
                    let span = Span {
                        start: from,
                        end: start + character.len_utf8() as u32,
                    };
                    self.diagnostics.push(
                        Diagnostic::new(span, what)
                            .label("strings hold printable ASCII, and `\\\\` as the only escape"),
                    );
                    escaped = false;
                }
            }
        }
        self.unterminated(self.rest().len());
    }

    /// Not reported yet: the quote that is missing may well be an earlier one.
    fn unterminated(&mut self, length: usize) {
        let length = self.rest()[..length].trim_end().len();
        self.token(TokenKind::BrokenStr, length);
    }

    fn double_quoted(&mut self) {
        let line = self.rest().lines().next().unwrap_or_default();
        let length = line[1..]
            .find('"')
            .map_or(line.trim_end().len(), |end| end + 2);
        self.diagnostics.push(
            Diagnostic::new(self.span(length), "string in double quotes")
                .label("strings are written in single quotes: `'…'`"),
        );
        self.token(TokenKind::Str, length);
    }

    /// One report for a run of characters that belong nowhere.
    fn stray(&mut self) {
        let fits = |c: char| is_blank(c) || "{}[]:,#'\"".contains(c) || is_word(c);
        let length = letters::up_to(self.rest(), fits);
        let shown: String = self.rest()[..length].chars().take(20).collect();
        self.diagnostics.push(
            Diagnostic::new(
                self.span(length),
                format!("unexpected `{}`", shown.escape_debug()),
            )
            .label("not part of the schema language"),
        );
        self.at += length;
    }
}

/// Whether the lexer has something to say about a string with this content.
pub(crate) fn has_fault(content: &str) -> bool {
    let escapes = content.replace("\\\\", "");
    escapes.contains('\\') || letters::has(&escapes, |c| !(' '..='~').contains(&c))
}

/// What QEMU's reader takes for white space, which is more than ASCII's.
fn is_blank(character: char) -> bool {
    character.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&character)
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || "_-.*".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    fn lexed(text: &str) -> (Vec<(TokenKind, String)>, Vec<String>) {
        let mut sources = SourceMap::default();
        let file = sources.add("test.json", text, None).unwrap();
        let mut diagnostics = Diagnostics::default();
        let tokens = tokens(file, &lex(file, &mut diagnostics));
        for token in &tokens {
            assert_eq!(&file.text()[file.range(token.span)], token.text);
        }
        let tokens = tokens
            .iter()
            .map(|token| (token.kind, token.text.to_owned()))
            .collect();
        let messages = diagnostics
            .sorted()
            .iter()
            .map(|d| d.message.clone())
            .collect();
        (tokens, messages)
    }

    fn kinds(text: &str) -> Vec<TokenKind> {
        lexed(text).0.into_iter().map(|(kind, _)| kind).collect()
    }

    #[test]
    fn every_kind_of_token() {
        use TokenKind::*;
        assert_eq!(
            kinds("{ 'a': [true], } # end"),
            [
                LeftBrace,
                Str,
                Colon,
                LeftBracket,
                Word,
                RightBracket,
                Comma,
                RightBrace,
                Comment { whole_line: false },
                End
            ]
        );
    }

    #[test]
    fn comments_know_whether_they_have_the_line() {
        let comments = kinds("  # alone\n{ # behind\n");
        assert_eq!(comments[0], TokenKind::Comment { whole_line: true });
        assert_eq!(comments[2], TokenKind::Comment { whole_line: false });
    }

    #[test]
    fn a_comment_mark_inside_a_string_is_text() {
        let (tokens, messages) = lexed("'a # b'");
        assert_eq!(tokens[0], (TokenKind::Str, "'a # b'".to_owned()));
        assert!(messages.is_empty());
    }

    #[test]
    fn an_unterminated_string_ends_with_its_line() {
        let (tokens, messages) = lexed("{ 'command: x }\n{");
        assert!(messages.is_empty());
        let kinds: Vec<_> = tokens.iter().map(|(kind, _)| *kind).collect();
        use TokenKind::{BrokenStr, End, LeftBrace};
        assert_eq!(kinds, [LeftBrace, BrokenStr, LeftBrace, End]);
    }

    #[test]
    fn mistakes_are_reported_once_and_passed_over() {
        let (tokens, messages) = lexed("{ \"a\": ;;; 'b\\n' 'ü' }");
        assert_eq!(
            messages,
            [
                "string in double quotes",
                "unexpected `;;;`",
                "unknown escape `\\n`",
                "character `ü` is not allowed in a string",
            ]
        );
        assert_eq!(tokens.len(), 7);
    }

    #[test]
    fn any_text_is_lexed_to_its_end() {
        for text in [
            "",
            "'",
            "\"",
            "\\",
            "'\\",
            "'\\'",
            "\u{feff}{}",
            "ä\u{0}'\u{1}'",
            "#",
            "\r\n",
        ] {
            assert_eq!(kinds(text).last(), Some(&TokenKind::End), "{text:?}");
        }
    }
}
