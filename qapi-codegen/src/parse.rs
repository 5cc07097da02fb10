//! Tokens to values; a mistake costs the definition it stands in and no more.

use crate::comment::{Before, CommentGroup, CommentLines};
use crate::definition::KINDS;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::letters;
use crate::lex::{Lexed, Token, TokenKind, tokens};
use crate::source::{SourceFile, Span};
use crate::syntax::{CommaQuirk, Entry, Expression, File, Name, Node, NodeKind};

/// How deep values may be nested; no schema comes near.
const MAX_DEPTH: usize = 32;

/// How many mistakes of syntax are worth reporting for one file.
const MAX_MISTAKES: usize = 100;

/// Parses a file, leaving out what has mistakes.
pub(crate) fn parse_lexed<'src>(
    file: &'src SourceFile,
    lexed: &[Lexed],
    diagnostics: &mut Diagnostics,
) -> File<'src> {
    let tokens = tokens(file, lexed);
    let mut parser = Parser {
        source: file,
        tokens: &tokens,
        next: 0,
        last: Span {
            start: file.span().start,
            end: file.span().start,
        },
        file: File::default(),
        diagnostics,
    };
    parser.run();
    parser.file
}

/// The same, from the text.
#[cfg(test)]
pub(crate) fn parse<'src>(file: &'src SourceFile, diagnostics: &mut Diagnostics) -> File<'src> {
    let lexed = crate::lex::lex(file, diagnostics);
    parse_lexed(file, &lexed, diagnostics)
}

/// Means: reported, and the current definition is lost.
struct Lost;

struct Parser<'t, 'src, 'd> {
    source: &'src SourceFile,
    tokens: &'t [Token<'src>],
    next: usize,
    /// The token before the next one.
    last: Span,
    file: File<'src>,
    diagnostics: &'d mut Diagnostics,
}

impl<'src> Parser<'_, 'src, '_> {
    fn run(&mut self) {
        let mut mistakes = 0;
        loop {
            let comments = self.comments();
            let token = self.peek();
            let start = self.next;
            let parsed = match token.kind {
                TokenKind::End => {
                    self.keep(comments, Before::End, token.span);
                    break;
                }
                TokenKind::LeftBrace => self.expression(&comments),
                _ => Err(self.unexpected(token, "a definition starts with `{`")),
            };
            let before = match parsed {
                Ok(()) => Before::Expression(self.file.expressions.len().saturating_sub(1)),
                Err(Lost) => Before::Mistake,
            };
            self.keep(comments, before, token.span);
            if parsed.is_err() {
                if let Some(name) = self.name_of_definition(start) {
                    self.file.broken.push(name);
                }
                mistakes += 1;
                if mistakes == MAX_MISTAKES {
                    break;
                }
                self.recover();
            }
        }
    }

    /// Keeps comments, with what they stand in front of.
    fn keep(&mut self, comments: CommentLines<'src>, before: Before, next: Span) {
        if !comments.lines.is_empty() {
            self.file.comments.push(CommentGroup {
                comments,
                before,
                next,
            });
        }
    }

    fn expression(&mut self, comments: &CommentLines<'src>) -> Result<(), Lost> {
        let node = self.value(0)?;
        if let NodeKind::Object(entries) = node.kind {
            let comment = comments.documentation();
            self.file.expressions.push(Expression {
                entries,
                span: node.span,
                comment,
            });
        }
        Ok(())
    }

    fn value(&mut self, depth: usize) -> Result<Node<'src>, Lost> {
        let token = self.peek();
        let (kind, span) = match token.kind {
            _ if depth > MAX_DEPTH => {
                let message = format!("more than {MAX_DEPTH} values inside each other");
                let diagnostic = Diagnostic::new(token.span, message).label("one too many");
                return Err(self.lost(diagnostic));
            }
            TokenKind::LeftBrace => {
                let (entries, span) =
                    self.sequence(TokenKind::RightBrace, |parser| parser.entry(depth))?;
                (NodeKind::Object(entries), span)
            }
            TokenKind::LeftBracket => {
                let (elements, span) =
                    self.sequence(TokenKind::RightBracket, |parser| parser.value(depth + 1))?;
                (NodeKind::List(elements), span)
            }
            TokenKind::Str => {
                self.advance();
                (NodeKind::Str(token.content()), token.span)
            }
            TokenKind::Word if matches!(token.text, "true" | "false") => {
                self.advance();
                (NodeKind::Bool(token.text == "true"), token.span)
            }
            TokenKind::Word if matches!(token.text, "True" | "False") => {
                let right = token.text.to_ascii_lowercase();
                let diagnostic =
                    Diagnostic::new(token.span, format!("unknown word `{}`", token.text))
                        .label("booleans are written in lower case")
                        .help(format!("write `{right}`"));
                return Err(self.lost(diagnostic));
            }
            TokenKind::Word => {
                let diagnostic =
                    Diagnostic::new(token.span, format!("unknown word `{}`", token.text));
                let is_number = letters::starts(token.text, |c| c == '-' || c.is_ascii_digit());
                let diagnostic = if is_number {
                    diagnostic.label("the schema language has no numbers")
                } else {
                    let quoted = format!("names are written in single quotes: `'{}'`", token.text);
                    diagnostic.label("expected a value").help(quoted)
                };
                return Err(self.lost(diagnostic));
            }
            _ => {
                return Err(
                    self.unexpected(token, "expected a value: `{`, `[`, a string or a boolean")
                );
            }
        };
        Ok(Node { kind, span })
    }

    fn entry(&mut self, depth: usize) -> Result<Entry<'src>, Lost> {
        let token = self.peek();
        if token.kind != TokenKind::Str {
            return Err(self.unexpected(token, "expected a name in single quotes"));
        }
        self.advance();
        let key = Name {
            text: token.content(),
            span: token.span,
        };
        let token = self.peek();
        if token.kind != TokenKind::Colon {
            return Err(self.unexpected(token, "expected `:` and a value"));
        }
        self.advance();
        Ok(Entry {
            key,
            value: self.value(depth + 1)?,
        })
    }

    /// `open item, item … close`; the opening bracket is the next token.
    fn sequence<T>(
        &mut self,
        close: TokenKind,
        mut item: impl FnMut(&mut Self) -> Result<T, Lost>,
    ) -> Result<(Vec<T>, Span), Lost> {
        let open = self.peek();
        self.advance();
        let mut items = Vec::new();
        if self.peek().kind != close {
            loop {
                let token = self.peek();
                if self.is_at_definition(token) {
                    return Err(self.unclosed(open, token));
                }
                items.push(item(self)?);
                let token = self.peek();
                match token.kind {
                    kind if kind == close => break,
                    TokenKind::Comma => {
                        self.advance();
                        if self.peek().kind == close {
                            self.file
                                .comma_quirks
                                .push(CommaQuirk::Trailing(token.span));
                            break;
                        }
                    }
                    TokenKind::Str => self.file.comma_quirks.push(CommaQuirk::Missing(token.span)),
                    TokenKind::End => return Err(self.unclosed(open, token)),
                    _ if self.is_at_definition(token) => return Err(self.unclosed(open, token)),
                    _ => {
                        let bracket = if close == TokenKind::RightBrace {
                            '}'
                        } else {
                            ']'
                        };
                        return Err(self.unexpected(token, &format!("expected `,` or `{bracket}`")));
                    }
                }
            }
        }
        let end = self.peek().span;
        self.advance();
        Ok((items, open.span.to(end)))
    }

    /// The comments in front of the next token.
    fn comments(&mut self) -> CommentLines<'src> {
        let mut comments = CommentLines::default();
        while let Some(token) = self.tokens.get(self.next) {
            let TokenKind::Comment { whole_line } = token.kind else {
                break;
            };
            comments.push(token.line, token.text, token.span, whole_line);
            self.next += 1;
        }
        comments
    }

    fn peek(&mut self) -> Token<'src> {
        while let TokenKind::Comment { .. } = self.tokens[self.next].kind {
            let comment = self.tokens[self.next];
            if comment.text.starts_with("##") {
                self.file.inner_docs.push(comment.span);
            }
            self.next += 1;
        }
        self.tokens[self.next]
    }

    /// Steps over a token, but never over the end.
    fn advance(&mut self) {
        let token = self.peek();
        if token.kind != TokenKind::End {
            self.last = token.span;
            self.next += 1;
        }
    }

    /// The name of the definition that starts here, `{ 'kind': 'name'`.
    fn name_of_definition(&self, start: usize) -> Option<Name<'src>> {
        use TokenKind::{Colon, LeftBrace, Str};
        let expected = [LeftBrace, Str, Colon, Str];
        let mut known = 0;
        for token in &self.tokens[start..] {
            if matches!(token.kind, TokenKind::Comment { .. }) {
                continue;
            }
            if token.kind != expected[known] {
                return None;
            }
            known += 1;
            if known == expected.len() {
                return Some(Name {
                    text: token.content(),
                    span: token.span,
                });
            }
        }
        None
    }

    /// Definitions start in the first column, and nothing else does.
    fn starts_definition(&self, token: Token<'src>) -> bool {
        token.kind == TokenKind::LeftBrace && self.source.starts_line(token.span)
    }

    /// Whether the next token surely starts a definition, so that what is open
    /// was never closed.
    fn is_at_definition(&self, token: Token<'src>) -> bool {
        if !self.starts_definition(token) {
            return false;
        }
        let ahead = self.tokens[self.next + 1..].iter();
        let mut ahead = ahead.filter(|token| !matches!(token.kind, TokenKind::Comment { .. }));
        let key = ahead.next().filter(|token| token.kind == TokenKind::Str);
        key.is_some_and(|key| {
            KINDS.contains(&key.content()) || matches!(key.content(), "include" | "pragma")
        })
    }

    /// Goes on to the next definition.
    fn recover(&mut self) {
        loop {
            // Comments stay where they are: they may belong to what follows.
            let mut ahead = self.next;
            while let TokenKind::Comment { .. } = self.tokens[ahead].kind {
                ahead += 1;
            }
            let token = self.tokens[ahead];
            if token.kind == TokenKind::End || self.starts_definition(token) {
                return;
            }
            self.next = ahead + 1;
        }
    }

    fn lost(&mut self, diagnostic: Diagnostic) -> Lost {
        self.diagnostics.push(diagnostic);
        Lost
    }

    fn unexpected(&mut self, token: Token<'src>, expected: &str) -> Lost {
        if token.kind == TokenKind::BrokenStr {
            let diagnostic = Diagnostic::new(token.span, "string without an end")
                .label("a string ends with `'` on the line it starts on");
            return self.lost(diagnostic);
        }
        if token.kind == TokenKind::End {
            let diagnostic = Diagnostic::new(self.last.after(), "the file ends too early");
            return self.lost(diagnostic.label(expected));
        }
        let message = format!("unexpected {}", token.describe());
        let mut diagnostic = Diagnostic::new(token.span, message).label(expected);
        let before = Span {
            start: self.last.end.saturating_sub(1),
            end: self.last.end,
        };
        let ends_string = &self.source.text()[self.source.range(before)] == "'";
        if token.kind == TokenKind::Word && ends_string && self.last.end == token.span.start {
            diagnostic = diagnostic
                .related(self.last, "this is taken for one string")
                .help("is a quote missing, or one too many?");
        }
        self.lost(diagnostic)
    }

    /// Reports an open bracket where this token starts the next definition, or
    /// ends the file.
    fn unclosed(&mut self, open: Token<'src>, next: Token<'src>) -> Lost {
        let close = if open.kind == TokenKind::LeftBrace {
            '}'
        } else {
            ']'
        };
        let mut diagnostic = Diagnostic::new(open.span, format!("`{}` is never closed", open.text))
            .label("opened here")
            .related(
                self.last.after(),
                format!("expected `{close}` here at the latest"),
            );
        if next.kind != TokenKind::End {
            diagnostic = diagnostic.related(next.span, "the next definition starts here");
        }
        self.lost(diagnostic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    /// The definitions' first strings, the number of comma quirks, and each
    /// mistake with its place.
    fn parsed(text: &str) -> (Vec<String>, usize, Vec<String>) {
        let mut sources = SourceMap::default();
        sources.add("test.json", text, None);
        let mut diagnostics = Diagnostics::default();
        let file = parse(&sources.files()[0], &mut diagnostics);
        let names =
            file.expressions
                .iter()
                .map(|expression| match expression.entries[0].value.kind {
                    NodeKind::Str(name) => name.to_owned(),
                    ref other => other.describe().to_owned(),
                });
        let mistakes = diagnostics.sorted().into_iter().map(|mistake| {
            let place = sources.locate(mistake.span).unwrap();
            format!(
                "{}:{}: {} ({})",
                place.line, place.column, mistake.message, mistake.label
            )
        });
        (names.collect(), file.comma_quirks.len(), mistakes.collect())
    }

    #[test]
    fn definitions_in_order() {
        let (names, quirks, mistakes) =
            parsed("{ 'command': 'a' }\n{ 'enum': 'B',\n  'data': [ 'c', 'd' ] }\n");
        assert_eq!(names, ["a", "B"]);
        assert_eq!((quirks, mistakes.len()), (0, 0));
    }

    #[test]
    fn commas_are_judged_later() {
        let (names, quirks, mistakes) =
            parsed("{ 'enum': 'A'\n  'data': [ 'b', ] }\n{ 'command': 'c', }\n");
        assert_eq!(names, ["A", "c"]);
        assert_eq!((quirks, mistakes.len()), (3, 0));
    }

    #[test]
    fn a_mistake_costs_one_definition() {
        let (names, _, mistakes) = parsed(
            "{ 'command' 'a' }\n{ 'command': 'b' }\n{ 'command': c }\n{ 'command': 'd' }\n}\n{ 'command': 'e' }\n",
        );
        assert_eq!(names, ["b", "d", "e"]);
        assert_eq!(
            mistakes,
            [
                "1:13: unexpected string 'a' (expected `:` and a value)",
                "3:14: unknown word `c` (expected a value)",
                "5:1: unexpected `}` (a definition starts with `{`)",
            ]
        );
    }

    #[test]
    fn an_unclosed_definition_ends_where_the_next_one_starts() {
        let (names, _, mistakes) = parsed(
            "{ 'command': 'a',\n  'data': { 'b': 'str' }\n\n##\n# @c:\n##\n{ 'command': 'c' }\n",
        );
        assert_eq!(names, ["c"]);
        assert_eq!(mistakes, ["1:1: `{` is never closed (opened here)"]);
    }

    #[test]
    fn a_brace_in_the_first_column_need_not_start_a_definition() {
        let (names, _, mistakes) =
            parsed("{ 'enum': 'A', 'data': [\n{ 'name': 'a' },\n{ 'name': 'b' }\n] }\n");
        assert_eq!(names, ["A"]);
        assert!(mistakes.is_empty(), "{mistakes:?}");
    }

    #[test]
    fn the_end_of_the_file_in_the_middle() {
        let (names, _, mistakes) = parsed("{ 'command':\n");
        assert!(names.is_empty());
        assert_eq!(
            mistakes,
            ["1:13: the file ends too early (expected a value: `{`, `[`, a string or a boolean)"]
        );
    }

    #[test]
    fn nesting_has_a_limit() {
        let (_, _, mistakes) = parsed(&"{ 'a': [".repeat(100_000));
        assert_eq!(mistakes.len(), 1);
        assert!(
            mistakes[0].contains("more than 32 values inside each other"),
            "{mistakes:?}"
        );
    }

    #[test]
    fn the_documentation_of_a_definition_survives_a_mistake_before_it() {
        let mut sources = SourceMap::default();
        sources.add(
            "test.json",
            "{ 'command': }\n##\n# @b:\n##\n{ 'command': 'b' }\n",
            None,
        );
        let file = parse(&sources.files()[0], &mut Diagnostics::default());
        let comment = file.expressions[0].comment.as_ref().unwrap();
        assert_eq!(comment.lines[0].text, "@b:");
    }
}
