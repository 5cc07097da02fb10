//! What names may look like.

use crate::letters;

/// How the names of something are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `lower-case`, with the exceptions that a pragma grants.
    Lower { capitals: bool, underscores: bool },
    /// `UPPER_CASE`
    Upper,
    /// `CamelCase`
    Camel,
}

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is no name, for this reason.
    Invalid(&'static str),
    /// It is written in another style.
    Style(&'static str),
}

/// Judges a name.
pub(super) fn judge(name: &str, style: Style) -> Option<Fault> {
    let stem = match stem(name) {
        Ok(stem) => stem,
        Err(reason) => return Some(Fault::Invalid(reason)),
    };
    if mangled(name).starts_with("q_") {
        return Some(Fault::Invalid("`q_` and `q-` at the start are reserved"));
    }
    let fault = match style {
        Style::Lower {
            capitals,
            underscores,
        } => {
            let fine = (capitals || !letters::has(stem, |letter| letter.is_ascii_uppercase()))
                && (underscores || !stem.contains('_'));
            (!fine).then_some("expected lower case, and `-` between words")
        }
        Style::Upper => {
            let fine =
                !letters::has(stem, |letter| letter.is_ascii_lowercase()) && !stem.contains('-');
            (!fine).then_some("expected upper case, and `_` between words")
        }
        Style::Camel => {
            let fine = letters::starts(stem, |first| first.is_ascii_uppercase())
                && letters::has(&stem[1..], |letter| letter.is_ascii_lowercase())
                && letters::all(stem, |letter| letter.is_ascii_alphanumeric());
            (!fine).then_some("expected CamelCase")
        }
    };
    fault.map(Fault::Style)
}

/// The name in another style, if it then is a good one.
pub(super) fn restyled(name: &str, style: Style) -> Option<String> {
    let good = match style {
        Style::Lower { .. } => {
            let mut good = String::new();
            let mut before = ' ';
            for letter in name.chars() {
                if letter.is_ascii_uppercase()
                    && (before.is_ascii_lowercase() || before.is_ascii_digit())
                {
                    good.push('-');
                }
                good.push(if letter == '_' {
                    '-'
                } else {
                    letter.to_ascii_lowercase()
                });
                before = letter;
            }
            good
        }
        Style::Upper => name.to_ascii_uppercase().replace('-', "_"),
        Style::Camel => {
            let mut good = String::new();
            let mut starts_word = true;
            for letter in name.chars() {
                match letter {
                    '-' | '_' => starts_word = true,
                    _ if starts_word => {
                        good.push(letter.to_ascii_uppercase());
                        starts_word = false;
                    }
                    _ => good.push(letter),
                }
            }
            good
        }
    };
    judge(&good, style).is_none().then_some(good)
}

/// What a name becomes in C, where `-` and `.` are not allowed.
pub(super) fn mangled(name: &str) -> String {
    letters::replace(name, |letter| !letter.is_ascii_alphanumeric(), "_")
}

/// A name without the prefix of a downstream and without `x-`.
fn stem(name: &str) -> Result<&str, &'static str> {
    let rest = match name.strip_prefix("__") {
        None => name,
        Some(rest) => {
            let domain = |letter: char| letter.is_ascii_alphanumeric() || ".-".contains(letter);
            let Some((prefix, rest)) = rest.split_once('_') else {
                return Err("a downstream's prefix is `__`, a domain and `_`");
            };
            if prefix.is_empty() || !letters::all(prefix, domain) {
                return Err("a downstream's prefix is `__`, a domain and `_`");
            }
            rest
        }
    };
    let is_stem = |text: &str| {
        letters::starts(text, |first| first.is_ascii_alphabetic())
            && letters::all(text, |letter| {
                letter.is_ascii_alphanumeric() || "-_".contains(letter)
            })
    };
    match rest.get(..2) {
        Some("x-" | "X-") if is_stem(&rest[2..]) => Ok(&rest[2..]),
        _ if is_stem(rest) => Ok(rest),
        _ if letters::starts(rest, |first| !first.is_ascii_alphabetic()) => {
            Err("a name starts with a letter")
        }
        _ => Err("names are made of letters, digits, `-` and `_`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOWER: Style = Style::Lower {
        capitals: false,
        underscores: false,
    };

    #[test]
    fn good_and_bad_names() {
        let good = [
            ("query-block", LOWER),
            ("x-colo", LOWER),
            ("x-1", LOWER),
            ("__com.redhat_drive-mirror", LOWER),
            ("__org.x_x-y", LOWER),
            (
                "block_resize",
                Style::Lower {
                    capitals: false,
                    underscores: true,
                },
            ),
            (
                "Arg_x",
                Style::Lower {
                    capitals: true,
                    underscores: true,
                },
            ),
            ("BLOCK_JOB", Style::Upper),
            ("X-BLOCK", Style::Upper),
            ("BlockInfo", Style::Camel),
            ("ACPISlotType", Style::Camel),
            ("__org.x_BlockInfo", Style::Camel),
        ];
        for (name, style) in good {
            assert_eq!(judge(name, style), None, "{name}");
        }
        let invalid = [
            "", "-a", "_a", "1a", "a.b", "a b", "q-a", "q_a", "__a", "___a", "__a b_c", "__a_",
            "*a",
        ];
        for name in invalid {
            assert!(
                matches!(judge(name, LOWER), Some(Fault::Invalid(_))),
                "{name}"
            );
        }
        let styled = [
            ("a_b", LOWER),
            ("Ab", LOWER),
            ("x-A", LOWER),
            (
                "Ab",
                Style::Lower {
                    capitals: false,
                    underscores: true,
                },
            ),
            (
                "a_b",
                Style::Lower {
                    capitals: true,
                    underscores: false,
                },
            ),
            ("Block", Style::Upper),
            ("A-B", Style::Upper),
            ("blockInfo", Style::Camel),
            ("BLOCK", Style::Camel),
            ("B", Style::Camel),
            ("Block_Info", Style::Camel),
        ];
        for (name, style) in styled {
            assert!(
                matches!(judge(name, style), Some(Fault::Style(_))),
                "{name}"
            );
        }
    }

    #[test]
    fn names_in_a_better_style() {
        assert_eq!(
            restyled("Block_resizeNow", LOWER).as_deref(),
            Some("block-resize-now")
        );
        assert_eq!(
            restyled("block-job", Style::Upper).as_deref(),
            Some("BLOCK_JOB")
        );
        assert_eq!(
            restyled("block-info", Style::Camel).as_deref(),
            Some("BlockInfo")
        );
        assert_eq!(restyled("BLOCK", Style::Camel), None);
    }
}
