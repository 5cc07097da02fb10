//! `.. name:: argument` and what is indented below it.

use super::block::{Block, Line, blocks, literal};
use crate::letters;

/// Whether a line starts with the mark of directives.
pub(super) fn starts(text: &str) -> bool {
    text == ".." || text.starts_with(".. ")
}

/// What a directive with these lines below it says.
pub(super) fn read<'a>(line: Line<'a>, body: &[Line<'a>], depth: usize) -> Vec<Block<'a>> {
    let text = line.text[2..].trim_start();
    if let Some(label) = text.strip_prefix('[') {
        return footnote(label, line, body, depth);
    }
    // Comments, link targets and substitutions show nothing.
    let Some((name, argument)) = text.split_once("::") else {
        return Vec::new();
    };
    if name.is_empty() || letters::has(name, |c| c.is_whitespace() || c == '|') {
        return Vec::new();
    }
    let directive = Directive {
        name,
        argument: argument.trim(),
        indent: line.indent,
        body,
        depth,
    };
    directive.blocks()
}

struct Directive<'l, 'a> {
    name: &'a str,
    /// The rest of its line.
    argument: &'a str,
    indent: usize,
    body: &'l [Line<'a>],
    depth: usize,
}

impl<'a> Directive<'_, 'a> {
    fn blocks(&self) -> Vec<Block<'a>> {
        let title = match self.name {
            "note" => "Note",
            "warning" => "Warning",
            "caution" => "Caution",
            "important" => "Important",
            "attention" => "Attention",
            "danger" => "Danger",
            "error" => "Error",
            "hint" => "Hint",
            "tip" => "Tip",
            "seealso" => "See also",
            "todo" | "image" | "figure" | "include" | "toctree" | "contents" | "raw" | "index"
            | "highlight" | "default-role" | "role" | "class" => return Vec::new(),
            "qmp-example" => return self.example(),
            "code" | "code-block" | "sourcecode" | "parsed-literal" | "literalinclude" => {
                return self.literal();
            }
            "admonition" => {
                return vec![Block::Aside {
                    title: self.argument.trim_end_matches(':').to_owned(),
                    blocks: blocks(self.content(), self.depth),
                }];
            }
            "table" | "list-table" | "csv-table" | "topic" | "rubric" => {
                return self.titled(self.argument);
            }
            _ => return self.unknown(),
        };
        vec![Block::Aside {
            title: title.to_owned(),
            blocks: self.text(),
        }]
    }

    /// A dialogue with a server, or a text with such dialogues in it.
    fn example(&self) -> Vec<Block<'a>> {
        let content = if self.option("annotated").is_some() {
            blocks(self.content(), self.depth)
        } else {
            self.literal()
        };
        match self.option("title") {
            Some(title) if !title.is_empty() => vec![Block::Titled {
                title: title.trim_end_matches(':').to_owned(),
                blocks: content,
            }],
            _ => content,
        }
    }

    fn literal(&self) -> Vec<Block<'a>> {
        let lines = literal(self.content());
        if lines.is_empty() {
            return Vec::new();
        }
        vec![Block::Literal(lines)]
    }

    fn titled(&self, title: &str) -> Vec<Block<'a>> {
        let content = blocks(self.content(), self.depth);
        if title.is_empty() {
            return content;
        }
        vec![Block::Titled {
            title: title.trim_end_matches(':').to_owned(),
            blocks: content,
        }]
    }

    fn unknown(&self) -> Vec<Block<'a>> {
        let mut title = self.name.to_owned();
        if let Some(first) = title.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        vec![Block::Titled {
            title,
            blocks: self.text(),
        }]
    }

    /// The argument and the content as one text.
    fn text(&self) -> Vec<Block<'a>> {
        let mut lines = Vec::new();
        let first = self.body.iter().find(|line| !line.is_blank());
        let indent = first.map_or(self.indent + 3, |line| line.indent);
        if !self.argument.is_empty() {
            lines.push(Line {
                indent,
                text: self.argument,
            });
        }
        lines.extend(self.content());
        blocks(&lines, self.depth)
    }

    /// The lines behind the options.
    fn content(&self) -> &[Line<'a>] {
        let mut options = 0;
        while options < self.body.len() && option(self.body[options].text).is_some() {
            options += 1;
        }
        &self.body[options..]
    }

    fn option(&self, name: &str) -> Option<&'a str> {
        for line in self.body {
            let (known, value) = option(line.text)?;
            if known == name {
                return Some(value);
            }
        }
        None
    }
}

/// `:name: value`
fn option(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.strip_prefix(':')?.split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (is_name && (value.is_empty() || value.starts_with(' '))).then(|| (name, value.trim()))
}

/// `.. [label] text`
fn footnote<'a>(label: &'a str, line: Line<'a>, body: &[Line<'a>], depth: usize) -> Vec<Block<'a>> {
    let Some((label, text)) = label.split_once(']') else {
        return Vec::new();
    };
    let mut lines = vec![Line {
        indent: body
            .iter()
            .find(|line| !line.is_blank())
            .map_or(line.indent, |line| line.indent),
        text: text.trim(),
    }];
    lines.extend(body);
    vec![Block::Titled {
        title: format!("[{}]", label.trim_start_matches('#')),
        blocks: blocks(&lines, depth),
    }]
}
