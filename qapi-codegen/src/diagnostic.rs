//! Mistakes in a schema, gathered until all are known.

use crate::source::Span;

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong, in one line.
    pub message: String,
    /// The token that is wrong.
    pub span: Span,
    /// What to say right at that token.
    pub label: String,
    /// Other places that matter, and what to say there.
    pub related: Vec<(Span, String)>,
    /// How to mend it.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A mistake at a place.
    #[must_use]
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            span,
            label: String::new(),
            related: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Says something right at the place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }

    /// Shows another place that matters.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push((span, text.into()));
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Suggests the known name that is most like the wrong one, if one is.
    #[must_use]
    pub(crate) fn suggest(self, what: &str, wrong: &str, known: &[&str]) -> Self {
        match nearest(wrong, known) {
            Some(name) => self.help(format!("{what} with a similar name exists: '{name}'")),
            None => self,
        }
    }
}

/// The mistakes found so far.
#[derive(Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    left_out: usize,
}

/// How many mistakes are kept: more than anyone reads, and few enough to show
/// in no time, whatever the schema.
const MAX_KEPT: usize = 1000;

impl Diagnostics {
    /// Adds a mistake. A second one at the same token is taken for a
    /// consequence of the first and left out.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.found.len() == MAX_KEPT {
            self.left_out += 1;
        } else if self.found.iter().all(|known| known.span != diagnostic.span) {
            self.found.push(diagnostic);
        }
    }

    /// How many mistakes were not kept, because there are too many.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// Shows where the mistakes were made that were found after the first
    /// `known` ones, as far as they do not say so themselves.
    pub(crate) fn place_in(&mut self, known: usize, span: Span, text: &str) {
        let later = self.found.iter_mut().skip(known);
        for diagnostic in later.filter(|one| one.related.is_empty() && one.span != span) {
            diagnostic.related.push((span, text.to_owned()));
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// How many mistakes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// The mistakes in the order of their places.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<&Diagnostic> = Vec::new();
        for diagnostic in &self.found {
            let at = sorted.partition_point(|earlier| earlier.span <= diagnostic.span);
            sorted.insert(at, diagnostic);
        }
        sorted
    }
}

/// The name that most likely was meant: few letters away, measured by the
/// name's length, case and `-`/`_` counting as half a letter.
pub(crate) fn nearest<'a>(wrong: &str, known: &[&'a str]) -> Option<&'a str> {
    let most = (wrong.len() / 3).max(1) * 2;
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        if name.len().abs_diff(wrong.len()) * 2 > most {
            continue;
        }
        let distance = distance(wrong.as_bytes(), name.as_bytes());
        if distance <= most && best.is_none_or(|(best, _)| distance < best) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// The cost of turning one name into the other; two per letter, and as much
/// for two letters that change places.
fn distance(from: &[u8], to: &[u8]) -> usize {
    let fold = |letter: u8| match letter {
        b'_' => b'-',
        other => other.to_ascii_lowercase(),
    };
    // The costs up to a letter of `from`: two letters back, one back, here.
    let mut earlier = vec![0; to.len() + 1];
    let mut before = earlier.clone();
    for (length, cost) in before.iter_mut().enumerate() {
        *cost = length * 2;
    }
    let mut costs = before.clone();
    for (row, &left) in from.iter().enumerate() {
        costs[0] = (row + 1) * 2;
        for (column, &right) in to.iter().enumerate() {
            let change = match () {
                () if left == right => 0,
                () if fold(left) == fold(right) => 1,
                () => 2,
            };
            let replaced = before[column] + change;
            let mut cost = replaced.min(before[column + 1] + 2).min(costs[column] + 2);
            if row > 0 && column > 0 && left == to[column - 1] && right == from[row - 1] {
                cost = cost.min(earlier[column - 1] + 2);
            }
            costs[column + 1] = cost;
        }
        std::mem::swap(&mut earlier, &mut before);
        std::mem::swap(&mut before, &mut costs);
    }
    before[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested() {
        let known = ["BlockInfo", "BlockStats", "str", "VersionInfo"];
        assert_eq!(nearest("BlockInfoo", &known), Some("BlockInfo"));
        assert_eq!(nearest("blockinfo", &known), Some("BlockInfo"));
        assert_eq!(nearest("string", &known), None);
        assert_eq!(nearest("st", &known), Some("str"));
        assert_eq!(nearest("Elephant", &known), None);
        assert_eq!(nearest("knid", &["data", "kind"]), Some("kind"));
    }

    #[test]
    fn there_is_an_end_to_mistakes() {
        let mut diagnostics = Diagnostics::default();
        for start in 0..1010 {
            let span = Span { start, end: start };
            diagnostics.push(Diagnostic::new(span, "again"));
        }
        assert_eq!((diagnostics.len(), diagnostics.left_out()), (1000, 10));
    }

    #[test]
    fn a_second_mistake_at_one_token_is_noise() {
        let mut diagnostics = Diagnostics::default();
        let span = Span { start: 3, end: 5 };
        diagnostics.push(Diagnostic::new(span, "first"));
        diagnostics.push(Diagnostic::new(span, "second"));
        diagnostics.push(Diagnostic::new(span.after(), "elsewhere"));
        let messages: Vec<_> = diagnostics
            .sorted()
            .iter()
            .map(|d| d.message.as_str())
            .collect();
        assert_eq!(messages, ["first", "elsewhere"]);
    }
}
