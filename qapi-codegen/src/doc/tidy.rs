//! The text of a part, brought into the shape that the converter reads.

use crate::letters;

/// Strips the common indentation and the blank lines around a text, whose first
/// line may stand behind a tag and then has no indentation to compare.
pub(super) fn tidy(text: &mut Vec<String>, behind_tag: bool) {
    let own = usize::from(behind_tag).min(text.len());
    let (first, rest) = text.split_at_mut(own);
    let mut common = usize::MAX;
    for line in rest.iter() {
        if !line.is_empty() {
            common = common.min(indentation(line));
        }
    }
    for line in rest.iter_mut() {
        line.drain(..common.min(line.len()));
    }
    // What the first line opens stays deeper than that line.
    let opens = first.first().is_some_and(|line| {
        let is_alone = rest.first().is_none_or(String::is_empty) || line.starts_with(".. ");
        is_alone && (line.ends_with("::") || line.starts_with(".. "))
    });
    let filled = rest.iter().find(|line| !line.is_empty());
    if opens && filled.is_some_and(|line| indentation(line) == 0) {
        for line in rest {
            if !line.is_empty() {
                line.insert_str(0, "   ");
            }
        }
    }
    while text.last().is_some_and(String::is_empty) {
        text.pop();
    }
    let filled = text.iter().position(|line| !line.is_empty());
    text.drain(..filled.unwrap_or(0));
}

/// In blanks; a tab is no blank and stays.
fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Removes the mark that the first schemas put on optional members; the type
/// says it already.
pub(super) fn without_optional_marks(text: &mut [String]) {
    for (index, line) in text.iter_mut().enumerate() {
        let words = line.trim_start();
        let Some(rest) = ["#optional", "@optional"]
            .iter()
            .find_map(|mark| words.strip_prefix(mark))
        else {
            continue;
        };
        let indent = if index == 0 {
            0
        } else {
            line.len() - words.len()
        };
        let rest = letters::trim_start(rest, |c| matches!(c, ' ' | ',' | ':'));
        *line = if rest.is_empty() {
            String::new()
        } else {
            format!("{}{rest}", " ".repeat(indent))
        };
    }
}

/// Old texts say in a line of its own, below what is returned, when which error
/// is. That is a list.
pub(super) fn list_conditions(text: &mut [String]) {
    let is_condition = |line: &String| line.starts_with("If ") || line.starts_with("if ");
    let is_list = text.first().is_some_and(|first| !first.starts_with("- "))
        && text.iter().skip(1).any(|line| line.starts_with("If "))
        && !text.iter().any(String::is_empty);
    if !is_list {
        return;
    }
    for (index, line) in text.iter_mut().enumerate() {
        let starts = index == 0 || is_condition(line);
        line.insert_str(0, if starts { "- " } else { "  " });
    }
}

/// The text of an `Example:` section: all that is no sentence becomes a literal
/// block.
pub(super) fn example(text: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut code: Vec<&str> = Vec::new();
    // The brackets that are open so far.
    let mut open = 0_usize;
    for paragraph in text.chunk_by(|line, next| line.is_empty() == next.is_empty()) {
        if paragraph[0].is_empty() {
            for line in paragraph {
                if !code.is_empty() {
                    code.push(line);
                }
            }
            continue;
        }
        // A sentence may lead right into the code.
        let mut prose = 0;
        while open == 0 && prose < paragraph.len() && is_prose(&paragraph[prose]) {
            prose += 1;
        }
        if prose > 0 {
            flush(&mut code, &mut out);
            out.extend_from_slice(&paragraph[..prose]);
            out.push(String::new());
        }
        for line in &paragraph[prose..] {
            let mut closed = 0;
            for byte in line.as_bytes() {
                match byte {
                    b'{' | b'[' => open += 1,
                    b'}' | b']' => closed += 1,
                    _ => {}
                }
            }
            open = open.saturating_sub(closed);
            code.push(line);
        }
    }
    flush(&mut code, &mut out);
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out
}

fn flush(code: &mut Vec<&str>, out: &mut Vec<String>) {
    while code.last().is_some_and(|line| line.is_empty()) {
        code.pop();
    }
    if code.is_empty() {
        return;
    }
    out.push("::".to_owned());
    out.push(String::new());
    for line in code.iter() {
        let indent = if line.is_empty() { "" } else { "   " };
        out.push(format!("{indent}{line}"));
    }
    code.clear();
    out.push(String::new());
}

/// Whether a line reads like a sentence or an item of a list.
fn is_prose(line: &str) -> bool {
    let text = match line.strip_prefix("- ") {
        Some(text) => text,
        None => line.strip_prefix("* ").unwrap_or(line),
    };
    let text = letters::trim_start(text, |c| c.is_ascii_digit() || ".)(".contains(c));
    let text = text.strip_prefix(' ').unwrap_or(text);
    letters::starts(text, char::is_alphabetic)
        && !letters::has(line, |c| matches!(c, '{' | '}' | '"'))
}
