//! Values to definitions: which kind it is, and whether its keys are right.
//!
//! Names are not looked up yet; that is [`check`](crate::check)'s work.

mod conditions;
mod keys;
mod needed;
mod read;

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Span;
use crate::syntax::{Comment, File, Name};

pub(crate) use needed::needed;
pub(crate) use read::define;

/// A definition, its names not yet resolved.
#[derive(Debug)]
pub(crate) struct Definition<'src> {
    pub(crate) name: Name<'src>,
    pub(crate) kind: Kind<'src>,
    pub(crate) condition: Option<Condition<'src>>,
    pub(crate) features: Vec<Feature<'src>>,
    pub(crate) comment: Option<Comment<'src>>,
}

impl<'src> Definition<'src> {
    /// A definition that was lost to a mistake, but for its name.
    pub(crate) fn broken(name: Name<'src>) -> Self {
        let (condition, features, comment) = (None, Vec::new(), None);
        Self {
            name,
            kind: Kind::Broken,
            condition,
            features,
            comment,
        }
    }
}

#[derive(Debug)]
pub(crate) enum Kind<'src> {
    Enum(Vec<Value<'src>>),
    Struct {
        base: Option<Name<'src>>,
        members: Vec<Member<'src>>,
    },
    /// A union with a discriminator, on the wire one object.
    FlatUnion {
        base: TypeExpr<'src>,
        discriminator: Name<'src>,
        branches: Vec<Branch<'src>>,
    },
    /// A union without discriminator, on the wire `{"type": …, "data": …}`.
    SimpleUnion(Vec<Branch<'src>>),
    Alternate(Vec<Branch<'src>>),
    Command(Command<'src>),
    Event {
        data: Option<TypeExpr<'src>>,
        boxed: bool,
    },
    /// Something whose mistakes are reported; only its name is of use.
    Broken,
}

impl Kind<'_> {
    /// How messages name a definition of this kind.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Self::Enum(_) => "enum",
            Self::Struct { .. } => "struct",
            Self::FlatUnion { .. } | Self::SimpleUnion(_) => "union",
            Self::Alternate(_) => "alternate",
            Self::Command(_) => "command",
            Self::Event { .. } => "event",
            Self::Broken => "definition",
        }
    }

    /// Whether it defines a type.
    pub(crate) fn is_type(&self) -> bool {
        !matches!(self, Self::Command(_) | Self::Event { .. } | Self::Broken)
    }
}

/// A value of an enum.
#[derive(Debug)]
pub(crate) struct Value<'src> {
    pub(crate) name: Name<'src>,
    pub(crate) condition: Option<Condition<'src>>,
    pub(crate) features: Vec<Feature<'src>>,
}

/// A member of a struct, or an argument of a command.
#[derive(Debug)]
pub(crate) struct Member<'src> {
    pub(crate) name: Name<'src>,
    pub(crate) optional: bool,
    pub(crate) ty: TypeExpr<'src>,
    pub(crate) condition: Option<Condition<'src>>,
    pub(crate) features: Vec<Feature<'src>>,
}

/// A branch of a union or an alternate.
#[derive(Debug)]
pub(crate) struct Branch<'src> {
    pub(crate) tag: Name<'src>,
    pub(crate) ty: TypeExpr<'src>,
    pub(crate) condition: Option<Condition<'src>>,
}

/// A type as it is written.
#[derive(Debug)]
pub(crate) enum TypeExpr<'src> {
    Named(Name<'src>),
    List(Box<TypeExpr<'src>>),
    /// An anonymous struct.
    Members(Vec<Member<'src>>),
}

#[derive(Debug)]
pub(crate) struct Command<'src> {
    pub(crate) data: Option<TypeExpr<'src>>,
    pub(crate) returns: Option<TypeExpr<'src>>,
    pub(crate) boxed: bool,
    /// `'gen': false`: its arguments are not checked by the schema, and may be
    /// more than those it lists.
    pub(crate) open: bool,
    pub(crate) allow_oob: bool,
    pub(crate) success_response: bool,
}

/// A word that says something about what it is attached to.
#[derive(Debug)]
pub(crate) struct Feature<'src> {
    pub(crate) name: Name<'src>,
    pub(crate) condition: Option<Condition<'src>>,
}

/// When something is there, in terms of how the server was built.
#[derive(Debug)]
pub(crate) enum Condition<'src> {
    /// A name, or in older schemas an expression of C.
    Is(Name<'src>),
    All(Vec<Condition<'src>>),
    Any(Vec<Condition<'src>>),
    Not(Box<Condition<'src>>),
}

/// How a definition's first key names its kind.
pub(crate) const KINDS: [&str; 7] = [
    "command",
    "struct",
    "enum",
    "union",
    "alternate",
    "event",
    "type",
];

/// What a schema of the first releases may do and a later one may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// With structs that are defined by `'type'`.
    Old,
    /// All others.
    Current,
}

impl Dialect {
    /// The dialect of a schema of these files.
    pub(crate) fn of(files: &[File<'_>]) -> Self {
        for file in files {
            for expression in &file.expressions {
                for entry in &expression.entries {
                    if entry.key.text == "type" {
                        return Self::Old;
                    }
                }
            }
        }
        Self::Current
    }
}

/// Names of which each may come once.
#[derive(Default)]
pub(crate) struct Once<'src> {
    names: Vec<Name<'src>>,
    /// Where those are among them that come after the first few.
    places: HashMap<&'src str, usize>,
}

impl<'src> Once<'src> {
    /// So many names are faster compared than hashed.
    const FEW: usize = 16;

    /// Whether the name comes for the first time; reported where it doesn't.
    pub(crate) fn first(
        &mut self,
        name: Name<'src>,
        what: &str,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let Some(first) = self.seen(name) else {
            return true;
        };
        diagnostics.push(
            Diagnostic::new(name.span, format!("duplicate {what} '{}'", name.text))
                .label("defined again here")
                .related(first, "first defined here"),
        );
        false
    }

    /// Where the name came first, if not here.
    fn seen(&mut self, name: Name<'src>) -> Option<Span> {
        let count = self.names.len();
        for known in &self.names[..count.min(Self::FEW)] {
            if known.text.len() == name.text.len() && known.text == name.text {
                return Some(known.span);
            }
        }
        if count >= Self::FEW {
            if let Some(place) = self.places.get(name.text) {
                return Some(self.names[*place].span);
            }
            self.places.insert(name.text, count);
        }
        self.names.push(name);
        None
    }
}

/// The current word for a kind.
fn describe(kind: &str) -> &str {
    if kind == "type" { "struct" } else { kind }
}
