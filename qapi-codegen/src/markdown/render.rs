//! Blocks to Markdown.

use super::block::Block;
use super::inline::Inline;

/// Writes blocks, one behind the other.
pub(super) fn render(blocks: &[Block<'_>], inline: &Inline<'_>) -> String {
    let mut writer = Writer {
        inline,
        out: String::new(),
        prefix: String::new(),
        first: None,
    };
    writer.blocks(blocks, false);
    writer.out.truncate(writer.out.trim_end().len());
    writer.out
}

struct Writer<'a> {
    inline: &'a Inline<'a>,
    out: String,
    /// What each line starts with, inside lists and quotes.
    prefix: String,
    /// What the next line starts with, where it differs.
    first: Option<String>,
}

impl Writer<'_> {
    /// Lists follow their paragraph without a blank line where `tight`.
    fn blocks(&mut self, blocks: &[Block<'_>], tight: bool) {
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 && !(tight && matches!(block, Block::List(_))) {
                self.blank();
            }
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block<'_>) {
        match block {
            Block::Paragraph(lines) => {
                let text = self.inline.text(&lines.join("\n"));
                self.lines(&text);
            }
            Block::Heading { level, text } => {
                let text = format!("{} {}", "#".repeat(*level), self.inline.text(text));
                self.lines(&text);
            }
            Block::List(items) => self.list(items),
            Block::Literal(lines) => self.fence(lines),
            Block::Aside { title, blocks } => {
                let outside = self.prefix.len();
                self.prefix.push_str("> ");
                if let Some(first) = &mut self.first {
                    first.push_str("> ");
                }
                self.titled(title, blocks);
                self.prefix.truncate(outside);
            }
            Block::Titled { title, blocks } => self.titled(title, blocks),
        }
    }

    /// The title leads into a paragraph, and stands alone before all else.
    fn titled(&mut self, title: &str, blocks: &[Block<'_>]) {
        let title = self.inline.text(title);
        let lead = if title.is_empty() {
            String::new()
        } else {
            format!("**{title}:**")
        };
        if lead.is_empty() {
            return self.blocks(blocks, false);
        }
        let rest = match blocks {
            [Block::Paragraph(lines), rest @ ..] => {
                let text = self.inline.text(&lines.join("\n"));
                self.lines(&format!("{lead} {text}"));
                rest
            }
            _ => {
                self.lines(&lead);
                blocks
            }
        };
        if !rest.is_empty() {
            self.blank();
            self.blocks(rest, false);
        }
    }

    fn list(&mut self, items: &[(String, Vec<Block<'_>>)]) {
        let tight = items.iter().all(|(_, blocks)| is_tight(blocks));
        for (index, (marker, blocks)) in items.iter().enumerate() {
            if index > 0 && !tight {
                self.blank();
            }
            let start = self.first.take().unwrap_or_else(|| self.prefix.clone());
            self.first = Some(start + marker);
            let outside = self.prefix.len();
            let is_bullet = marker.starts_with('-');
            let width = if is_bullet { 2 } else { marker.len() };
            self.prefix.extend(std::iter::repeat_n(' ', width));
            // A letter is text, and only text may follow it.
            if is_bullet && marker.len() > width && !matches!(blocks[..], [Block::Paragraph(_), ..])
            {
                self.line("");
                self.blank();
            }
            self.blocks(blocks, tight);
            if self.first.is_some() {
                self.lines("");
            }
            self.prefix.truncate(outside);
        }
    }

    /// Fenced as text: rustdoc compiles what is indented or fenced as nothing.
    fn fence(&mut self, lines: &[String]) {
        let ticks = lines.iter().map(|line| longest_run(line)).max();
        let fence = "`".repeat(ticks.unwrap_or(0).max(2) + 1);
        self.line(&format!("{fence}text"));
        for line in lines {
            self.line(line);
        }
        self.line(&fence);
    }

    fn lines(&mut self, text: &str) {
        for line in text.split('\n') {
            self.line(line);
        }
    }

    fn line(&mut self, text: &str) {
        match self.first.take() {
            Some(first) => self.out.push_str(&first),
            None => self.out.push_str(&self.prefix),
        }
        self.out.push_str(text);
        while self.out.as_bytes().last() == Some(&b' ') {
            self.out.pop();
        }
        self.out.push('\n');
    }

    /// A blank line, unless an item has just begun.
    fn blank(&mut self) {
        if self.first.is_none() {
            self.line("");
        }
    }
}

/// Whether an item reads well without blank lines around it.
fn is_tight(blocks: &[Block<'_>]) -> bool {
    match blocks {
        [] | [Block::Paragraph(_)] => true,
        [Block::Paragraph(_), Block::List(items)] => {
            items.iter().all(|(_, blocks)| is_tight(blocks))
        }
        [Block::Titled { blocks, .. }] => matches!(blocks[..], [Block::Paragraph(_)]),
        _ => false,
    }
}

fn longest_run(line: &str) -> usize {
    // By bytes: macros are not optimised.
    let bytes = line.as_bytes();
    let (mut at, mut run, mut longest) = (0, 0, 0);
    while at < bytes.len() {
        run = if bytes[at] == b'`' { run + 1 } else { 0 };
        if run > longest {
            longest = run;
        }
        at += 1;
    }
    longest
}
