//! What the parser makes of tokens: values with their places, and the comment
//! in front of each definition.

use crate::comment::CommentGroup;
use crate::source::Span;

/// A name or another string, and where it stands, quotes included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Name<'src> {
    pub(crate) text: &'src str,
    pub(crate) span: Span,
}

/// A value.
#[derive(Clone, Debug)]
pub(crate) struct Node<'src> {
    pub(crate) kind: NodeKind<'src>,
    pub(crate) span: Span,
}

#[derive(Clone, Debug)]
pub(crate) enum NodeKind<'src> {
    Object(Vec<Entry<'src>>),
    List(Vec<Node<'src>>),
    Str(&'src str),
    Bool(bool),
}

impl NodeKind<'_> {
    /// How messages name a value of this kind.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Self::Object(_) => "an object",
            Self::List(_) => "a list",
            Self::Str(_) => "a string",
            Self::Bool(_) => "a boolean",
        }
    }
}

/// A member of an object.
#[derive(Clone, Debug)]
pub(crate) struct Entry<'src> {
    pub(crate) key: Name<'src>,
    pub(crate) value: Node<'src>,
}

/// An object on the top level, with the comment that documents it.
#[derive(Clone, Debug)]
pub(crate) struct Expression<'src> {
    pub(crate) entries: Vec<Entry<'src>>,
    pub(crate) span: Span,
    pub(crate) comment: Option<Comment<'src>>,
}

/// A documentation comment, without its marks.
#[derive(Clone, Debug)]
pub(crate) struct Comment<'src> {
    pub(crate) lines: Vec<CommentLine<'src>>,
}

/// A line of a comment, without `#` and the blank after it; the span is that of
/// this text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CommentLine<'src> {
    pub(crate) text: &'src str,
    pub(crate) span: Span,
}

/// What only schemas of the old dialect may contain, to be judged when the
/// dialect is known.
#[derive(Clone, Copy, Debug)]
pub(crate) enum CommaQuirk {
    /// No comma before this token.
    Missing(Span),
    /// A comma, here, before a closing bracket.
    Trailing(Span),
}

/// A file, taken apart.
#[derive(Debug, Default)]
pub(crate) struct File<'src> {
    pub(crate) expressions: Vec<Expression<'src>>,
    /// All comments outside of values, in their order.
    pub(crate) comments: Vec<CommentGroup<'src>>,
    pub(crate) comma_quirks: Vec<CommaQuirk>,
    /// Comments that start with `##` in the middle of a definition.
    pub(crate) inner_docs: Vec<Span>,
    /// The names of the definitions that were lost to mistakes.
    pub(crate) broken: Vec<Name<'src>>,
}
