//! The markers of list items.

/// A marker at the start of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// How wide it is in the source, the blanks behind it included.
    pub(super) width: usize,
    /// As Markdown writes it.
    pub(super) written: String,
}

impl Marker {
    /// The marker that a line starts with, if text follows it.
    pub(super) fn of(line: &str) -> Option<Self> {
        let mark = line.split(' ').next()?;
        let rest = line[mark.len()..].trim_start();
        let written = match mark {
            _ if rest.is_empty() => return None,
            "-" | "*" | "o" | "•" => "- ".to_owned(),
            "#." => "1. ".to_owned(),
            // Markdown counts with digits only.
            _ if is_letter(mark) => format!("- {mark} "),
            _ => format!("{}. ", number(mark)?),
        };
        Some(Self {
            width: line.len() - rest.len(),
            written,
        })
    }

    pub(super) fn is_number(&self) -> bool {
        !self.written.starts_with('-')
    }
}

/// `1.`, `1)` or `(1)`.
fn number(mark: &str) -> Option<&str> {
    let inner = mark.strip_suffix('.').or_else(|| mark.strip_suffix(')'))?;
    let digits = inner.strip_prefix('(').unwrap_or(inner);
    let is_number = (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then_some(digits)
}

/// `a)` or `(a)`, for few letters.
fn is_letter(mark: &str) -> bool {
    let inner = mark.strip_suffix(')').unwrap_or_default();
    let inner = inner.strip_prefix('(').unwrap_or(inner);
    matches!(inner.as_bytes(), [b'a'..=b'h'])
}
