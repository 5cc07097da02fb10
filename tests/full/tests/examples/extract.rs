//! The examples in the comments of a schema.

use std::path::{Path, PathBuf};

/// One line of a conversation, joined from its lines in the comment.
pub(crate) struct Message {
    /// File and line.
    pub(crate) place: String,
    /// Whether the client says it.
    pub(crate) request: bool,
    pub(crate) text: String,
}

/// The files of a schema in a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.sort();
    files
}

/// The conversations of a file: one for each block of examples.
pub(crate) fn conversations(path: &Path) -> Vec<Vec<Message>> {
    let text = std::fs::read_to_string(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy();
    let mut all: Vec<Vec<Message>> = Vec::new();
    // Whether the line before belongs to a message.
    let mut open = false;
    for (number, line) in text.lines().enumerate() {
        let Some(comment) = line.strip_prefix('#') else {
            open = false;
            continue;
        };
        if comment.starts_with('#') || is_heading(comment) {
            all.push(Vec::new());
            open = false;
            continue;
        }
        let content = comment.trim();
        let start = |arrow| content.strip_prefix(arrow).map(str::trim);
        let (request, start) = match (start("->"), start("<-")) {
            (Some(text), _) => (true, Some(text)),
            (None, answer) => (false, answer),
        };
        if let (Some(start), Some(messages)) = (start, all.last_mut()) {
            messages.push(Message {
                place: format!("{name}:{}", number + 1),
                request,
                text: start.to_owned(),
            });
            open = true;
        } else if content.is_empty() {
            open = false;
        } else if open && let Some(message) = all.last_mut().and_then(|all| all.last_mut()) {
            message.text.push('\n');
            message.text.push_str(content);
        }
    }
    all.retain(|messages| !messages.is_empty());
    all
}

/// Where a conversation starts anew.
fn is_heading(comment: &str) -> bool {
    comment.contains(".. qmp-example::") || comment.trim_start().starts_with("Example")
}
