//! The files of a schema: the first one and all that it includes, each once.

use std::path::{Component, Path, PathBuf};
use std::{fs, io};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::lex::{Lexed, TokenKind, lex};
use crate::source::{SourceFile, SourceMap, Span};

/// All files of a schema.
#[derive(Debug, Default)]
pub(crate) struct Files {
    pub(crate) sources: SourceMap,
    /// The tokens of each.
    pub(crate) lexed: Vec<Vec<Lexed>>,
    pub(crate) paths: Vec<PathBuf>,
    /// Where the directive of each `include` starts, and the file that it brings.
    /// One that brings nothing new is not listed.
    included: Vec<(u32, usize)>,
}

/// An `include` directive.
struct Include {
    /// Where the directive starts.
    start: u32,
    /// The path as it is written.
    written: String,
    span: Span,
}

impl Files {
    /// Reads a file and all that it includes.
    pub(crate) fn read(path: &Path, name: &str, diagnostics: &mut Diagnostics) -> io::Result<Self> {
        let text = read_text(path)?;
        let mut files = Self::default();
        files.add(path, name, text, None, diagnostics);
        let mut reader = IncludeReader {
            files,
            known: vec![(identity(path), Some(0))],
            diagnostics,
        };
        reader.read_all();
        Ok(reader.files)
    }

    /// The file that the `include` at this place brings.
    pub(crate) fn included(&self, start: u32) -> Option<usize> {
        let found = self.included.iter().find(|(known, _)| *known == start);
        found.map(|(_, file)| *file)
    }

    /// A schema of one file that is not on disk.
    pub(crate) fn from_text(name: &str, text: String, diagnostics: &mut Diagnostics) -> Self {
        let mut files = Self::default();
        files.add(Path::new(""), name, text, None, diagnostics);
        files.paths.clear();
        if let Some(file) = files.sources.files().first() {
            for include in includes(file, &files.lexed[0]) {
                diagnostics.push(
                    Diagnostic::new(include.span, "a schema from memory can't include files")
                        .label("not read"),
                );
            }
        }
        files
    }

    fn add(
        &mut self,
        path: &Path,
        name: &str,
        text: String,
        included_from: Option<Span>,
        diagnostics: &mut Diagnostics,
    ) -> Option<usize> {
        let Some(file) = self.sources.add(name, text, included_from) else {
            let span = included_from.unwrap_or(Span { start: 0, end: 0 });
            diagnostics.push(Diagnostic::new(span, "the schema is larger than 4 GiB"));
            return None;
        };
        self.lexed.push(lex(file, diagnostics));
        self.paths.push(path.to_owned());
        Some(self.paths.len() - 1)
    }
}

struct IncludeReader<'d> {
    files: Files,
    /// The files so far; none where it can't be read, which was reported.
    known: Vec<(PathBuf, Option<usize>)>,
    diagnostics: &'d mut Diagnostics,
}

impl IncludeReader<'_> {
    /// Reads what the first file includes, in the order in which QEMU does:
    /// what an included file includes comes before what follows it.
    fn read_all(&mut self) {
        let mut stack = vec![(0, self.includes(0).into_iter())];
        while let Some((includer, pending)) = stack.last_mut() {
            let includer = *includer;
            let Some(include) = pending.next() else {
                stack.pop();
                continue;
            };
            let mut open = Vec::new();
            for (file, _) in &stack {
                open.push(*file);
            }
            if let Some(file) = self.include(includer, &include, &open) {
                stack.push((file, self.includes(file).into_iter()));
            }
        }
    }

    fn includes(&self, file: usize) -> Vec<Include> {
        includes(&self.files.sources.files()[file], &self.files.lexed[file])
    }

    /// Reads an included file, unless it is known.
    fn include(&mut self, includer: usize, include: &Include, open: &[usize]) -> Option<usize> {
        let beside = self.files.paths[includer].parent().unwrap_or(Path::new(""));
        let path = beside.join(&include.written);
        let identity = identity(&path);
        let known = self.known.iter().find(|(known, _)| *known == identity);
        if let Some((_, known)) = known {
            if let Some(known) = known.filter(|known| open.contains(known)) {
                self.diagnostics.push(self.cycle(known, include, open));
            }
            return None;
        }
        let text = match read_text(&path) {
            Ok(text) => text,
            Err(error) => {
                self.known.push((identity, None));
                let message = format!("can't read the file '{}'", include.written);
                self.diagnostics
                    .push(Diagnostic::new(include.span, message).label(error.to_string()));
                return None;
            }
        };
        let includer_name = Path::new(self.files.sources.files()[includer].name());
        let name = tidy(
            &includer_name
                .parent()
                .unwrap_or(Path::new(""))
                .join(&include.written),
        );
        let name = name.to_string_lossy().into_owned();
        let span = Span {
            start: include.start,
            end: include.span.end,
        };
        let file = self
            .files
            .add(&path, &name, text, Some(span), self.diagnostics)?;
        self.known.push((identity, Some(file)));
        self.files.included.push((include.start, file));
        Some(file)
    }

    fn cycle(&self, known: usize, include: &Include, open: &[usize]) -> Diagnostic {
        let files = self.files.sources.files();
        let from = open.iter().position(|file| *file == known).unwrap_or(0);
        let mut diagnostic = Diagnostic::new(
            include.span,
            format!("'{}' includes itself", files[known].name()),
        )
        .label("this closes the circle");
        for file in &open[from + 1..] {
            if let Some(span) = files[*file].included_from() {
                diagnostic = diagnostic.related(span, "through this one");
            }
        }
        diagnostic
    }
}

/// The `include` directives of a file, without taking the rest of it apart.
fn includes(file: &SourceFile, lexed: &[Lexed]) -> Vec<Include> {
    if !file.text().contains("'include'") {
        return Vec::new();
    }
    let mut tokens: Vec<&Lexed> = Vec::new();
    for token in lexed {
        if !matches!(token.kind, TokenKind::Comment { .. }) {
            tokens.push(token);
        }
    }
    let content = |token: &Lexed| token.with_text(file).content();
    let mut found = Vec::new();
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::LeftBrace | TokenKind::LeftBracket => {
                // A brace that was left open must not hide what follows.
                if file.starts_line(token.span) {
                    depth = 0;
                }
                if depth == 0
                    && let [_, key, colon, value, close, ..] = &tokens[index..]
                    && key.kind == TokenKind::Str
                    && content(key) == "include"
                    && colon.kind == TokenKind::Colon
                    && value.kind == TokenKind::Str
                    && close.kind == TokenKind::RightBrace
                {
                    let written = content(value).to_owned();
                    found.push(Include {
                        start: token.span.start,
                        written,
                        span: value.span,
                    });
                }
                depth += 1;
            }
            TokenKind::RightBrace | TokenKind::RightBracket => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    found
}

fn read_text(path: &Path) -> io::Result<String> {
    String::from_utf8(fs::read(path)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let mut line = 1;
        for byte in &error.as_bytes()[..at] {
            line += usize::from(*byte == b'\n');
        }
        io::Error::new(
            io::ErrorKind::InvalidData,
            format!("line {line} is not valid UTF-8"),
        )
    })
}

/// What makes two paths the same file.
fn identity(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| tidy(path))
}

/// A path without `.` and, where the text shows it, without `..`.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(tidy.components().next_back(), Some(Component::Normal(_))) =>
            {
                tidy.pop();
            }
            other => tidy.push(other),
        }
    }
    tidy
}
