use super::super::{Doc, Parts, SectionKind};
use crate::source::Span;
use crate::syntax::{Comment, CommentLine};

fn parts(text: &str) -> Parts {
    let span = Span { start: 0, end: 0 };
    let lines = text.lines().map(|text| CommentLine { text, span });
    Parts::read(Some(&Comment {
        lines: lines.collect(),
    }))
}

fn sections(parts: &Parts) -> Vec<(SectionKind, String)> {
    let sections = parts.definition.sections.iter();
    sections
        .map(|section| (section.kind, section.text.join("|")))
        .collect()
}

#[test]
fn text_members_and_sections() {
    let parts = parts(
        "@eject:\n\nEject a device.\n\n@device:  the name\n          of it\n\n@force: #optional even so\n\n\
         Returns: Nothing\n         If locked, DeviceLocked\n\nSince: 0.14.0\n\nMore text.",
    );
    assert_eq!(
        parts.definition.text,
        ["Eject a device.", "", "", "More text."]
    );
    assert_eq!(parts.member("device").text, ["the name", "of it"]);
    assert_eq!(parts.member("force").text, ["even so"]);
    assert_eq!(parts.member("missing"), Doc::default());
    assert_eq!(
        sections(&parts),
        [
            (
                SectionKind::Returns,
                "- Nothing|- If locked, DeviceLocked".to_owned()
            ),
            (SectionKind::Since, "0.14.0".to_owned()),
        ]
    );
}

#[test]
fn names_without_a_colon_and_lines_without_indentation() {
    let parts = parts(
        "@RunState\n\n@io-error: the last operation\nhas failed\n\n@paused: by hand\n@a.b:\nnested",
    );
    assert_eq!(
        parts.member("io-error").text,
        ["the last operation", "has failed"]
    );
    assert_eq!(parts.member("paused").text, ["by hand"]);
    assert_eq!(parts.member("a.b").text, ["nested"]);
    assert_eq!(parts.member("io_error").text, parts.member("io-error").text);
    assert!(parts.definition.text.is_empty());
}

#[test]
fn a_name_in_a_sentence_is_no_tag() {
    let parts = parts("@x:\n\nLike the\n@y\nof old, see\n@z.\n\n@a b: no name");
    assert_eq!(
        parts.definition.text,
        ["Like the", "@y", "of old, see", "@z.", "", "@a b: no name"]
    );
}

#[test]
fn deeper_indentation_is_kept() {
    let parts = parts("@x:\n\n@a: list:\n    - one\n      two\n    - three");
    assert_eq!(
        parts.member("a").text,
        ["list:", "- one", "  two", "- three"]
    );
}

#[test]
fn literal_blocks_stay_deeper() {
    let parts = parts(
        "@x:\n\nSo::\n\n   code\n\n@a: so::\n\n        code\n\n@b: so::\n\n        code\n\n    text",
    );
    assert_eq!(parts.definition.text, ["So::", "", "   code"]);
    assert_eq!(parts.member("a").text, ["so::", "", "   code"]);
    assert_eq!(parts.member("b").text, ["so::", "", "    code", "", "text"]);
}

#[test]
fn features_are_no_members() {
    let parts = parts(
        "@x:\n\n@a: member\n\nFeatures:\n@a: feature\n\n@deprecated: Do not\n    use.\n\nText.\n\n@b: member",
    );
    assert_eq!(parts.member("a").text, ["member"]);
    assert_eq!(parts.feature("a").text, ["feature"]);
    assert_eq!(parts.feature("deprecated").text, ["Do not", "use."]);
    assert_eq!(parts.member("b").text, ["member"]);
    assert_eq!(parts.definition.text, ["Text."]);
}

#[test]
fn optional_marks_are_left_out() {
    let parts = parts("@x\n@a: #optional the a\n@b: the b\n    #optional\n@c: #optional");
    assert_eq!(parts.member("a").text, ["the a"]);
    assert_eq!(parts.member("b").text, ["the b"]);
    assert!(parts.member("c").text.is_empty());
}

#[test]
fn tags_of_all_times() {
    let parts = parts(
        "@x\n\nSince 0.14.0\n\nsince: 1.0\n\nNote: one\n\nNotes:\n\ntwo\n\nthree\n\nErrors:\n    - If so, No\n\n\
         TODO: four\n\nSince the start, Returns are text.\nNote:: five",
    );
    assert_eq!(
        sections(&parts),
        [
            (SectionKind::Since, "0.14.0".to_owned()),
            (SectionKind::Since, "1.0".to_owned()),
            (SectionKind::Note, "one".to_owned()),
            (SectionKind::Note, "two||three".to_owned()),
            (SectionKind::Errors, "- If so, No".to_owned()),
            (SectionKind::Todo, "four".to_owned()),
        ]
    );
    assert_eq!(
        parts.definition.text,
        ["Since the start, Returns are text.", "Note:: five"]
    );
}

#[test]
fn plain_examples() {
    let parts = parts(
        "@x:\n\nExample:\n\n1. Do this:\n\n-> { \"a\":\n\n     [] }\n<- {}\n\nThen:\n-> {}\n\nExample::\n\n  -> {}\n\nSince: 1",
    );
    assert_eq!(
        parts.definition.examples(),
        ["-> { \"a\":\n\n     [] }\n<- {}", "-> {}", "-> {}"]
    );
    assert_eq!(parts.definition.sections[0].text[0], "1. Do this:");
}

#[test]
fn directives() {
    let parts = parts(
        "@x:\n\n.. note:: first\n   more\n\nText.\n\n@a: member\n\n.. note:: second\n   more\n\n\
         .. qmp-example::\n   :title: T\n\n    -> {}\n\n    <- {}\nlast\n\n.. warning:: third\n",
    );
    assert_eq!(
        parts.definition.text,
        [
            ".. note:: first",
            "   more",
            "",
            "Text.",
            "",
            "",
            "last",
            "",
            ".. warning:: third"
        ]
    );
    assert_eq!(
        sections(&parts),
        [
            (SectionKind::Note, "second|more".to_owned()),
            (
                SectionKind::Example,
                ".. qmp-example::|   :title: T||    -> {}||    <- {}".to_owned()
            ),
        ]
    );
    assert_eq!(parts.definition.examples(), ["-> {}\n\n<- {}"]);
}

#[test]
fn what_names_nothing_is_text() {
    let parts = parts("= Chapter\n\nNote: this\n\n.. qmp-example::\n\n  -> {}");
    assert!(parts.definition.sections.is_empty());
    assert_eq!(parts.definition.text.len(), 7);
}
