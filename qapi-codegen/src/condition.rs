//! When something is there: conditions on how the server was built.

use std::fmt;

use crate::definition;
use crate::letters;

/// A condition on how a server was built, in terms of the schema's names for
/// that, such as `CONFIG_LINUX`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// It holds.
    Always,
    /// It does not.
    Never,
    /// It holds if this name is defined.
    Is(String),
    /// It holds if all of these do.
    All(Vec<Condition>),
    /// It holds if one of these does.
    Any(Vec<Condition>),
    /// It holds if this one does not.
    Not(Box<Condition>),
}

impl Condition {
    /// The condition that a schema writes; `Always` where it writes none.
    pub(crate) fn new(written: Option<&definition::Condition<'_>>) -> Self {
        match written {
            None => Self::Always,
            Some(definition::Condition::Is(name)) => expression(name.text),
            Some(definition::Condition::All(all)) => Self::All(Self::each(all)),
            Some(definition::Condition::Any(any)) => Self::Any(Self::each(any)),
            Some(definition::Condition::Not(inner)) => Self::Not(Box::new(Self::new(Some(inner)))),
        }
    }

    fn each(written: &[definition::Condition<'_>]) -> Vec<Self> {
        let mut conditions = Vec::new();
        for one in written {
            conditions.push(Self::new(Some(one)));
        }
        conditions
    }

    /// Whether it surely holds.
    #[must_use]
    pub fn is_always(&self) -> bool {
        *self == Self::Always
    }

    /// This and another one together.
    #[must_use]
    pub(crate) fn and(self, other: Self) -> Self {
        if self == other {
            return self;
        }
        Self::All(vec![self, other]).simplify(&|_| None)
    }

    /// What is left of it when some names are decided.
    #[must_use]
    pub fn simplify(self, decided: &dyn Fn(&str) -> Option<bool>) -> Self {
        match self {
            Self::Always | Self::Never => self,
            Self::Is(name) => match decided(&name) {
                Some(true) => Self::Always,
                Some(false) => Self::Never,
                None => Self::Is(name),
            },
            Self::All(all) => match left(all, Self::Always, Self::Never, decided) {
                Ok(rest) => Self::All(rest),
                Err(one) => one,
            },
            Self::Any(any) => match left(any, Self::Never, Self::Always, decided) {
                Ok(rest) => Self::Any(rest),
                Err(one) => one,
            },
            Self::Not(inner) => match inner.simplify(decided) {
                Self::Always => Self::Never,
                Self::Never => Self::Always,
                Self::Not(inner) => *inner,
                other => Self::Not(Box::new(other)),
            },
        }
    }
}

/// What is left of several conditions that are simplified: those that are not
/// `neutral`, where there are two at least and none `decides` for all.
fn left(
    conditions: Vec<Condition>,
    neutral: Condition,
    decides: Condition,
    decided: &dyn Fn(&str) -> Option<bool>,
) -> Result<Vec<Condition>, Condition> {
    let mut rest = Vec::new();
    let mut all_decided = false;
    for condition in conditions {
        let condition = condition.simplify(decided);
        all_decided |= condition == decides;
        if condition != neutral {
            rest.push(condition);
        }
    }
    match rest.len() {
        _ if all_decided => Err(decides),
        0 => Err(neutral),
        1 => Err(rest.swap_remove(0)),
        _ => Ok(rest),
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Always => f.write_str("always"),
            Self::Never => f.write_str("never"),
            Self::Is(name) => f.write_str(name),
            Self::All(all) => join(all, "all", f),
            Self::Any(any) => join(any, "any", f),
            Self::Not(inner) => write!(f, "not({inner})"),
        }
    }
}

fn join(conditions: &[Condition], word: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{word}(")?;
    for (index, condition) in conditions.iter().enumerate() {
        let comma = if index == 0 { "" } else { ", " };
        write!(f, "{comma}{condition}")?;
    }
    f.write_str(")")
}

/// A name, or what schemas of 3.0 to 6.1 write: an expression for the C
/// preprocessor. One that is more than `defined`, `!`, `&&` and `||` is taken
/// for a name as a whole.
fn expression(text: &str) -> Condition {
    let mut parser = Expression { rest: text.trim() };
    match parser.any(0) {
        Some(condition) if parser.rest.is_empty() => condition,
        _ => Condition::Is(text.trim().to_owned()),
    }
}

struct Expression<'a> {
    rest: &'a str,
}

/// How deep an expression may be nested.
const MAX_DEPTH: usize = 32;

impl Expression<'_> {
    fn any(&mut self, depth: usize) -> Option<Condition> {
        let mut parts = vec![self.all(depth)?];
        while self.token("||") {
            parts.push(self.all(depth)?);
        }
        Some(if parts.len() == 1 {
            parts.swap_remove(0)
        } else {
            Condition::Any(parts)
        })
    }

    fn all(&mut self, depth: usize) -> Option<Condition> {
        let mut parts = vec![self.one(depth)?];
        while self.token("&&") {
            parts.push(self.one(depth)?);
        }
        Some(if parts.len() == 1 {
            parts.swap_remove(0)
        } else {
            Condition::All(parts)
        })
    }

    fn one(&mut self, depth: usize) -> Option<Condition> {
        if depth > MAX_DEPTH {
            return None;
        }
        if self.token("!") {
            return Some(Condition::Not(Box::new(self.one(depth + 1)?)));
        }
        if self.token("(") {
            let inner = self.any(depth + 1)?;
            return self.token(")").then_some(inner);
        }
        let name = self.word()?;
        if name != "defined" {
            return Some(Condition::Is(name));
        }
        if self.token("(") {
            let name = self.word()?;
            return self.token(")").then_some(Condition::Is(name));
        }
        Some(Condition::Is(self.word()?))
    }

    fn token(&mut self, token: &str) -> bool {
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest.trim_start();
                true
            }
            None => false,
        }
    }

    fn word(&mut self) -> Option<String> {
        let end = letters::up_to(self.rest, |c| !c.is_ascii_alphanumeric() && c != '_');
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest.trim_start();
        (!word.is_empty()).then(|| word.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_of_c() {
        let cases = [
            ("CONFIG_A", "CONFIG_A"),
            ("defined(CONFIG_A)", "CONFIG_A"),
            ("defined CONFIG_A", "CONFIG_A"),
            ("!defined(A) && (defined(B) || C)", "all(not(A), any(B, C))"),
            (
                "defined(A) || defined(B) && defined(C)",
                "any(A, all(B, C))",
            ),
            ("A > 3", "A > 3"),
            ("defined(", "defined("),
        ];
        for (text, expected) in cases {
            assert_eq!(expression(text).to_string(), expected);
        }
        let deep = "!".repeat(100_000) + "A";
        assert_eq!(expression(&deep), Condition::Is(deep.clone()));
    }

    #[test]
    fn what_is_decided_goes() {
        let decided = |name: &str| match name {
            "YES" => Some(true),
            "NO" => Some(false),
            _ => None,
        };
        let cases = [
            ("YES", "always"),
            ("!YES", "never"),
            ("YES && A", "A"),
            ("NO && A", "never"),
            ("NO || A", "A"),
            ("YES || A", "always"),
            ("!(NO || A)", "not(A)"),
            ("!!A", "A"),
            ("A && B", "all(A, B)"),
        ];
        for (text, expected) in cases {
            assert_eq!(
                expression(text).simplify(&decided).to_string(),
                expected,
                "{text}"
            );
        }
    }
}
