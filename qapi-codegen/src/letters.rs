//! Looking for letters of a kind in a text. The standard library's own search
//! is compiled anew for each closure, and cargo does so in every user's build;
//! here it is compiled once, as kinds are told by pointers to functions.

/// Whether a letter is of the kind.
pub(crate) type Kind = fn(char) -> bool;

/// Whether the text starts with such a letter.
pub(crate) fn starts(text: &str, kind: Kind) -> bool {
    text.starts_with(kind)
}

/// Whether the text ends with such a letter.
pub(crate) fn ends(text: &str, kind: Kind) -> bool {
    text.ends_with(kind)
}

/// Whether there is such a letter in the text.
pub(crate) fn has(text: &str, kind: Kind) -> bool {
    text.contains(kind)
}

/// Whether there are no others.
pub(crate) fn all(text: &str, kind: Kind) -> bool {
    text.chars().all(kind)
}

/// The length of the text up to the first such letter.
pub(crate) fn up_to(text: &str, kind: Kind) -> usize {
    text.find(kind).unwrap_or(text.len())
}

/// The text without such letters at its start.
pub(crate) fn trim_start(text: &str, kind: Kind) -> &str {
    text.trim_start_matches(kind)
}

/// The text without such letters at its end.
pub(crate) fn trim_end(text: &str, kind: Kind) -> &str {
    text.trim_end_matches(kind)
}

/// The text with something else in the place of each such letter.
pub(crate) fn replace(text: &str, kind: Kind, with: &str) -> String {
    text.replace(kind, with)
}
