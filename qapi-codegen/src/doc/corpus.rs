//! Every comment of real schemas through the whole way to Markdown.

use std::path::{Path, PathBuf};

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::{Doc, Parts, SectionKind};
use crate::diagnostic::Diagnostics;
use crate::markdown::{markdown, sentence};
use crate::parse::parse;
use crate::source::SourceMap;

/// As rustdoc reads it.
fn events(text: &str) -> Vec<(Event<'_>, Range<usize>)> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    // rustdoc would look for an item of that name.
    let mut unresolved = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        panic!("unresolved [{}]: {text}", link.reference)
    };
    Parser::new_with_broken_link_callback(text, options, Some(&mut unresolved))
        .into_offset_iter()
        .collect()
}

/// What must hold of all that comes out. Gives the number of code blocks.
pub(crate) fn check(text: &str, source: &str) -> usize {
    let mut blocks = 0;
    let mut in_code = false;
    for (event, range) in events(text) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                assert_eq!(
                    kind,
                    CodeBlockKind::Fenced("text".into()),
                    "{source}\n--\n{text}"
                );
                let block = &text[range];
                let mark = &block[..block.len() - block.trim_start_matches('`').len()];
                let last = block.trim_end().lines().skip(1).last().unwrap_or_default();
                let last = last.trim_start_matches([' ', '>']);
                assert!(last == mark, "fence: {source}\n--\n{text}");
                blocks += 1;
                in_code = true;
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let known = ["fn@", "http://", "https://"];
                assert!(
                    known.iter().any(|start| dest_url.starts_with(start)),
                    "{text}"
                );
            }
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => {
                panic!("HTML: {source}\n--\n{text}")
            }
            Event::Start(Tag::Table(_) | Tag::FootnoteDefinition(_) | Tag::Strikethrough)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => panic!("{event:?}: {source}\n--\n{text}"),
            Event::Text(text) if !in_code => {
                let bare = text.contains("http://") || text.contains("https://");
                // Inside an autolink the text is the address.
                assert!(
                    !bare || !text.contains(' '),
                    "bare address: {text}\n{source}"
                );
            }
            Event::End(TagEnd::CodeBlock) => in_code = false,
            _ => {}
        }
    }
    blocks
}

/// All texts of a comment, as the emitter converts them.
fn converted(doc: &Doc) -> Vec<(String, String)> {
    let link = |name: &str| {
        name.len()
            .is_multiple_of(2)
            .then(|| format!("fn@{}", name.replace('-', "_")))
    };
    let sections = doc.sections.iter().map(|section| &section.text);
    std::iter::once(&doc.text)
        .chain(sections)
        .map(|text| (text.join("\n"), sentence(markdown(text, &link))))
        .collect()
}

#[derive(Default)]
struct Count {
    comments: usize,
    texts: usize,
    code: usize,
    examples: usize,
}

fn file(path: &Path, count: &mut Count) {
    let mut sources = SourceMap::default();
    sources.add("test.json", std::fs::read_to_string(path).unwrap(), None);
    let file = parse(&sources.files()[0], &mut Diagnostics::default());
    let free = file
        .comments
        .iter()
        .flat_map(|group| group.comments.free_form());
    let named = file
        .expressions
        .iter()
        .filter_map(|expression| expression.comment.clone());
    for comment in free.chain(named) {
        count.comments += 1;
        let parts = Parts::read(Some(&comment));
        count.examples += parts.definition.examples().len();
        let examples = parts.definition.sections.iter();
        for section in examples.filter(|section| section.kind == SectionKind::Example) {
            assert!(
                !crate::markdown::literals(&section.text).is_empty(),
                "{section:#?}"
            );
        }
        let named = parts.members.texts.iter().chain(&parts.features.texts);
        let named = named.map(|text| Doc {
            text: text.clone(),
            sections: Vec::new(),
        });
        for doc in named.chain([parts.definition.clone()]) {
            for (source, text) in converted(&doc) {
                count.texts += 1;
                count.code += check(&text, &source);
            }
        }
    }
}

fn schemas(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            schemas(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            found.push(path);
        }
    }
}

#[test]
fn comments_of_the_bundled_schema() {
    let mut count = Count::default();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema");
    if schema.exists() {
        file(&schema.join("qapi-schema.json"), &mut count);
        assert!(count.comments > 50);
    }
}

#[test]
fn comments_of_qemu() {
    let Some(root) = std::env::var_os("QEMU_SRC") else {
        eprintln!("SKIPPED: QEMU_SRC does not name a QEMU source tree");
        return;
    };
    let mut paths = Vec::new();
    for folder in ["qapi", "qga", "storage-daemon/qapi", "tests/qapi-schema"] {
        let folder = Path::new(&root).join(folder);
        if folder.exists() {
            schemas(&folder, &mut paths);
        }
    }
    // Before version 2.12 it was a file of the root.
    let old = Path::new(&root).join("qapi-schema.json");
    paths.extend(old.exists().then_some(old));
    let mut count = Count::default();
    for path in &paths {
        file(path, &mut count);
    }
    let Count {
        comments,
        texts,
        code,
        examples,
    } = count;
    assert!(comments > 0);
    println!(
        "{} files: {comments} comments, {texts} texts, {code} code blocks, {examples} examples",
        paths.len()
    );
}
