//! The text of a part, brought into the shape that the converter reads.

/// Strips the common indentation and the blank lines around a text, whose first
/// line may stand behind a tag and then has no indentation to compare.
pub(super) fn tidy(text: &mut Vec<String>, behind_tag: bool) {
    let own = usize::from(behind_tag).min(text.len());
    let (first, rest) = text.split_at_mut(own);
    let filled = |line: &&String| !line.is_empty();
    let common = rest
        .iter()
        .filter(filled)
        .map(|line| indentation(line))
        .min()
        .unwrap_or(0);
    for line in rest.iter_mut() {
        line.drain(..common.min(line.len()));
    }
    // What the first line opens stays deeper than that line.
    let opens = first.first().is_some_and(|line| {
        let is_alone = rest.first().is_none_or(String::is_empty) || line.starts_with(".. ");
        is_alone && (line.ends_with("::") || line.starts_with(".. "))
    });
    if opens
        && rest
            .iter()
            .find(filled)
            .is_some_and(|line| indentation(line) == 0)
    {
        for line in rest.iter_mut().filter(|line| !line.is_empty()) {
            line.insert_str(0, "   ");
        }
    }
    while text.last().is_some_and(String::is_empty) {
        text.pop();
    }
    let blank = text.iter().take_while(|line| line.is_empty()).count();
    text.drain(..blank);
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
        let rest = rest.trim_start_matches([' ', ',', ':']);
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
        let Some(first) = paragraph.first().filter(|line| !line.is_empty()) else {
            if !code.is_empty() {
                code.extend(paragraph.iter().map(String::as_str));
            }
            continue;
        };
        // A sentence may lead right into the code.
        let prose = paragraph
            .iter()
            .take_while(|line| open == 0 && is_prose(line));
        let prose = if is_prose(first) { prose.count() } else { 0 };
        if prose > 0 {
            flush(&mut code, &mut out);
            out.extend_from_slice(&paragraph[..prose]);
            out.push(String::new());
        }
        for line in &paragraph[prose..] {
            let count = |marks: &str| line.chars().filter(|c| marks.contains(*c)).count();
            open = (open + count("{[")).saturating_sub(count("}]"));
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
    out.extend(["::".to_owned(), String::new()]);
    out.extend(code.drain(..).map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!("   {line}")
        }
    }));
    out.push(String::new());
}

/// Whether a line reads like a sentence or an item of a list.
fn is_prose(line: &str) -> bool {
    let text = line
        .strip_prefix("- ")
        .or_else(|| line.strip_prefix("* "))
        .unwrap_or(line)
        .trim_start_matches(|c: char| c.is_ascii_digit() || ".)(".contains(c));
    let text = text.strip_prefix(' ').unwrap_or(text);
    text.starts_with(char::is_alphabetic) && !line.contains(['{', '}', '"'])
}
