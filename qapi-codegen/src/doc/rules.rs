//! The rules that today's schemas keep in their documentation comments. They
//! count in strict mode only: most releases shipped comments that break some.

mod form;

use crate::comment::{Before, CommentGroup};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Span;
use crate::syntax::{Comment, CommentLine, Expression, File, Name};

use form::Form;

/// A definition, as far as its documentation has to agree with it.
pub(crate) struct Documented<'a> {
    /// Such as "command".
    pub(crate) kind: &'a str,
    pub(crate) name: Name<'a>,
    /// What must be described: the members that it lists itself (those of
    /// `data` and of an anonymous `base`), values, or branches of an
    /// alternate; not branches of a union.
    pub(crate) members: Vec<Name<'a>>,
    /// What one of those is: "member", "value" or "branch".
    pub(crate) role: &'a str,
    /// Its features, and those of these members.
    pub(crate) features: Vec<Name<'a>>,
    /// Whether it is a command that returns something.
    pub(crate) returns: bool,
    /// Whether members may go undescribed, by `documentation-exceptions`.
    pub(crate) excepted: bool,
}

/// Judges all documentation comments of a file: their marks, their tags, and
/// whether they stand in front of a definition.
pub(crate) fn check_comments(file: &File<'_>, diagnostics: &mut Diagnostics) {
    for group in &file.comments {
        let follows = match group.before {
            Before::Expression(index) => match file.expressions.get(index) {
                Some(expression) if is_definition(expression) => Follows::Definition,
                _ => Follows::Other,
            },
            Before::Mistake => Follows::Unknown,
            Before::End => Follows::Other,
        };
        check_group(group, follows, diagnostics);
    }
}

/// Judges whether a comment and the definition behind it agree. `required` is
/// the pragma `doc-required`.
pub(crate) fn check_definition(
    comment: Option<&Comment<'_>>,
    of: &Documented<'_>,
    required: bool,
    diagnostics: &mut Diagnostics,
) {
    let Some(comment) = comment else {
        if required {
            diagnostics.push(
                Diagnostic::new(
                    of.name.span,
                    format!("{} '{}' lacks documentation", of.kind, of.name.text),
                )
                .label("a comment between two lines `##` is required in front of this"),
            );
        }
        return;
    };
    // What is wrong with the comment alone is reported already.
    let form = Form::read(&comment.lines, &mut Diagnostics::default());
    let Some(symbol) = form.symbol else { return };
    if symbol.text != of.name.text {
        diagnostics.push(
            Diagnostic::new(
                of.name.span,
                format!(
                    "{} '{}' follows the documentation of '{}'",
                    of.kind, of.name.text, symbol.text
                ),
            )
            .label("this is not what the comment is about")
            .related(symbol.span, "documented here"),
        );
        return;
    }
    form.check_sections(of, diagnostics);
    for member in &of.members {
        if !of.excepted && !form.describes(member.text) {
            undescribed(of.role, member, of, diagnostics);
        }
    }
    for feature in &of.features {
        if !form.describes_feature(feature.text) {
            undescribed("feature", feature, of, diagnostics);
        }
    }
    unknown(of.role, &form.members, &of.members, of, diagnostics);
    unknown("feature", &form.features, &of.features, of, diagnostics);
}

fn undescribed(role: &str, part: &Name<'_>, of: &Documented<'_>, diagnostics: &mut Diagnostics) {
    let message = format!(
        "{role} '{}' of {} '{}' lacks documentation",
        part.text, of.kind, of.name.text
    );
    let place = if role == "feature" {
        " below `Features:`"
    } else {
        ""
    };
    diagnostics.push(Diagnostic::new(part.span, message).label(format!(
        "the comment needs a description `@{}:`{place}",
        part.text
    )));
}

/// One mistake for all names that nothing has.
fn unknown(
    role: &str,
    described: &[Name<'_>],
    known: &[Name<'_>],
    of: &Documented<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut candidates = Vec::new();
    for name in known {
        candidates.push(name.text);
    }
    candidates.sort_unstable();
    let mut bogus = Vec::new();
    for name in described {
        if candidates.binary_search(&name.text).is_err() {
            bogus.push(*name);
        }
    }
    let Some((first, others)) = bogus.split_first() else {
        return;
    };
    let mut names = format!("'{}'", first.text);
    for (index, other) in others.iter().enumerate() {
        names += if index + 1 == others.len() {
            " and "
        } else {
            ", "
        };
        names += &format!("'{}'", other.text);
    }
    let plural = match others.len() {
        0 => "",
        _ if role == "branch" => "es",
        _ => "s",
    };
    let message = format!(
        "documentation of {} '{}' describes unknown {role}{plural} {names}",
        of.kind, of.name.text
    );
    let mut diagnostic = Diagnostic::new(first.span, message)
        .label(format!("no such {role}"))
        .related(of.name.span, format!("in this {}", of.kind));
    for other in others {
        diagnostic = diagnostic.related(other.span, format!("nor this {role}"));
    }
    if others.is_empty() {
        diagnostic = diagnostic.suggest(&format!("a {role}"), first.text, &candidates);
    }
    diagnostics.push(diagnostic);
}

/// What a comment stands in front of.
#[derive(Clone, Copy, PartialEq)]
enum Follows {
    Definition,
    /// A directive, another comment, or nothing.
    Other,
    /// Something broken, which may have been a definition.
    Unknown,
}

/// A directive has a key that no definition has.
fn is_definition(expression: &Expression<'_>) -> bool {
    let directive = |key: &str| matches!(key, "include" | "pragma");
    !expression
        .entries
        .iter()
        .any(|entry| directive(entry.key.text))
}

/// A well delimited comment.
struct Block<'src> {
    open: Span,
    form: Form<'src>,
    sound: bool,
}

impl Block<'_> {
    /// Whether the comment is where it belongs.
    fn check_place(&self, follows: Follows, diagnostics: &mut Diagnostics) {
        if !self.sound {
            return;
        }
        match (self.form.symbol, follows) {
            (Some(symbol), Follows::Other) => diagnostics.push(
                Diagnostic::new(
                    self.open,
                    format!("documentation of '{}' is not in front of it", symbol.text),
                )
                .label("no definition follows this comment")
                .related(symbol.span, "documented here"),
            ),
            (None, Follows::Definition) => diagnostics.push(
                Diagnostic::new(
                    self.open,
                    "comment in front of a definition does not name it",
                )
                .label("expected `@`, the name of the definition and `:` in the next line"),
            ),
            _ => {}
        }
    }
}

fn check_group(group: &CommentGroup<'_>, follows: Follows, diagnostics: &mut Diagnostics) {
    let mut lines = group.comments.lines.iter();
    let mut last: Option<Block<'_>> = None;
    while let Some(open) = lines.next() {
        if !open.text.starts_with("##") {
            continue;
        }
        if let Some(before) = last.take()
            && before.form.symbol.is_some()
        {
            before.check_place(Follows::Other, diagnostics);
        }
        let known = diagnostics.len();
        check_mark(open.text, open.span, diagnostics);
        let mut content: Vec<CommentLine<'_>> = Vec::new();
        let close = loop {
            let Some(line) = lines.next() else { break None };
            if line.text.starts_with("##") {
                break Some(line);
            }
            if !matches!(line.text, "#" | "#\r") && !line.text.starts_with("# ") {
                let end = line.span.start + 1;
                diagnostics.push(
                    Diagnostic::new(
                        Span { end, ..line.span },
                        "no blank behind `#` in a documentation comment",
                    )
                    .label("expected a blank behind this"),
                );
            }
            content.push(line.content());
        };
        let form = Form::read(&content, diagnostics);
        match close {
            Some(close) => check_mark(close.text, close.span, diagnostics),
            None => unclosed(group, open.span, diagnostics),
        }
        last = Some(Block {
            open: open.span,
            form,
            sound: diagnostics.len() == known,
        });
    }
    if let Some(block) = last {
        block.check_place(follows, diagnostics);
    }
}

/// A delimiter has nothing but its two marks.
fn check_mark(text: &str, span: Span, diagnostics: &mut Diagnostics) {
    let text = text.strip_suffix('\r').unwrap_or(text);
    if text != "##" {
        let start = span.start + 2;
        diagnostics.push(
            Diagnostic::new(Span { start, ..span }, "text behind `##`")
                .label("a line `##` that delimits a documentation comment holds nothing else"),
        );
    }
}

fn unclosed(group: &CommentGroup<'_>, open: Span, diagnostics: &mut Diagnostics) {
    let last = group.comments.lines.last().map_or(open, |line| line.span);
    let span = match group.before {
        Before::End => last.after(),
        _ => group.next,
    };
    diagnostics.push(
        Diagnostic::new(span, "documentation comment without an end")
            .label("expected a line `##` before this")
            .related(open, "the comment starts here"),
    );
}

#[cfg(test)]
mod tests;
