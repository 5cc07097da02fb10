use super::*;
use crate::doc::corpus::check;

fn converted(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let markdown = markdown(&lines, &|name| {
        (name == "eject").then(|| "fn@eject".to_owned())
    });
    check(&markdown, text);
    markdown
}

#[test]
fn references_and_literals() {
    assert_eq!(
        converted("see @eject, @force. 'qcow2' is the drive's format; it isn't 'two words'"),
        "see [`eject`](fn@eject), `force`. `qcow2` is the drive's format; it isn't 'two words'"
    );
    assert_eq!(
        converted("a #str of `vnc' or `spice'"),
        "a `str` of `vnc` or `spice`"
    );
    assert_eq!(
        converted("``a b`` ``x`y`` `eject` `z`"),
        "`a b` ``x`y`` [`eject`](fn@eject) `z`"
    );
}

#[test]
fn roles_and_links() {
    assert_eq!(
        converted(":qapi:cmd:`eject` :ref:`the title <label>` :doc:`/interop/x` :ref:`label`"),
        "[`eject`](fn@eject) the title `interop/x` `label`"
    );
    assert_eq!(
        converted("`text <https://a.b/c_d>`_ `other text`_ `t <label>`__, see [1]_"),
        "[text](<https://a.b/c_d>) other text t, see \\[1\\]"
    );
}

#[test]
fn emphasis() {
    assert_eq!(
        converted("is *not* so, **never** a*b* 2 * 3 * 4 \\*x"),
        "is *not* so, **never** a\\*b\\* 2 \\* 3 \\* 4 \\*x"
    );
    assert_eq!(converted("*over\nlines*"), "*over\nlines*");
}

#[test]
fn what_looks_like_markdown_is_escaped() {
    assert_eq!(
        converted("child<foo> a*b [x] `y a_b __c__ &lt; ~~d~~ --help"),
        "child\\<foo\\> a\\*b \\[x\\] \\`y a_b \\_\\_c\\_\\_ \\&lt; \\~\\~d\\~\\~ \\--help"
    );
    assert_eq!(converted("# not a title"), "\\# not a title");
    assert_eq!(
        converted("in the year\n2011. That"),
        "in the year\n2011\\. That"
    );
    assert_eq!(converted("dashed\n- not a list"), "dashed\n\\- not a list");
    assert_eq!(converted("C:\\temp ends\\"), "C:\\\\temp ends\\\\");
}

#[test]
fn addresses() {
    assert_eq!(
        converted("see http://a.b/c. (https://x.y/) <http://z.z> xhttp://q.qq"),
        "see <http://a.b/c>. (<https://x.y/>) <http://z.z> x<http://q.qq>"
    );
    assert_eq!(
        converted("*at http://a.bc/ now*"),
        "*at http\\://a.bc/ now*"
    );
}

#[test]
fn indentation_alone_makes_no_block() {
    assert_eq!(converted("a\n        b\n\n      c"), "a\nb\n\nc");
}

#[test]
fn lists_keep_their_shape() {
    assert_eq!(
        converted("- one\n  more\n  - inner\n- two\n\n1) x\n   y\n\nend"),
        "- one\n  more\n- two".replace("  more\n", "  more\n  - inner\n") + "\n\n1. x\n   y\n\nend"
    );
    assert_eq!(
        converted("- one\n\n  more\n\n- two\nlazy"),
        "- one\n\n  more\n\n- two\n  lazy"
    );
    assert_eq!(converted("a) x\nb) y"), "- a) x\n- b) y");
    assert_eq!(converted("one of:\n* x\n* y"), "one of:\n\n- x\n- y");
}

#[test]
fn literal_blocks() {
    assert_eq!(
        converted("so::\n\n    a ``b``\n\n      c\n\nend ::\n\n  d\n\n::\n\n  ```\n"),
        "so:\n\n```text\na ``b``\n\n  c\n```\n\nend\n\n```text\nd\n```\n\n````text\n```\n````"
    );
    assert_eq!(
        converted("- so::\n\n    a\n\n  b"),
        "- so:\n\n  ```text\n  a\n  ```\n\n  b"
    );
}

#[test]
fn dialogues_and_bars() {
    let fenced = "so:\n\n```text\n-> { \"a\": 1 }\n<- {}\n```";
    assert_eq!(converted("so:\n-> { \"a\": 1 }\n<- {}"), fenced);
    assert_eq!(converted("so:\n\n  -> { \"a\": 1 }\n  <- {}"), fenced);
    assert_eq!(
        converted("so\n| a\n|  b\n\nc"),
        "so\n\n```text\na\n b\n```\n\nc"
    );
}

#[test]
fn tables_and_drawings() {
    assert_eq!(
        converted("+--+--+\n|a |b |\n+--+--+\n\n===  ===\nx    y\n===  ===\n"),
        "```text\n+--+--+\n|a |b |\n+--+--+\n```\n\n```text\n===  ===\nx    y\n===  ===\n```"
    );
}

#[test]
fn notes() {
    assert_eq!(
        converted(".. note:: One\n   two.\n\n   - three\n\nend"),
        "> **Note:** One\n> two.\n>\n> - three\n\nend"
    );
    assert_eq!(
        converted(".. admonition:: Known bugs\n\n   ::\n\n     x\n\n.. seealso:: @eject"),
        "> **Known bugs:**\n>\n> ```text\n> x\n> ```\n\n> **See also:** [`eject`](fn@eject)"
    );
}

#[test]
fn examples() {
    assert_eq!(
        converted(".. qmp-example::\n\n    -> { }\n\n    <- { }\n"),
        "```text\n-> { }\n\n<- { }\n```"
    );
    assert_eq!(
        converted(
            ".. qmp-example::\n   :annotated:\n   :title: Twice\n\n   First::\n\n     -> {}\n\n   Then::\n\n     <- {}\n"
        ),
        "**Twice:** First:\n\n```text\n-> {}\n```\n\nThen:\n\n```text\n<- {}\n```"
    );
    let lines = [".. qmp-example::", "", "   -> {}", "", "- b::", "", "    c"].map(str::to_owned);
    assert_eq!(literals(&lines), ["-> {}", "c"]);
}

#[test]
fn other_directives() {
    assert_eq!(
        converted(
            ".. code-block:: bash\n   :caption: x\n\n   $ ls\n\n.. a comment\n   goes on\n\n.. _label:\n\nend"
        ),
        "```text\n$ ls\n```\n\nend"
    );
    assert_eq!(
        converted(".. table:: Which\n   :widths: auto\n\n   ==  ==\n   a   b\n   ==  =="),
        "**Which:**\n\n```text\n==  ==\na   b\n==  ==\n```"
    );
    assert_eq!(
        converted(".. [1] foot\n   note\n\n.. deprecated:: 1.0"),
        "**\\[1\\]:** foot\nnote\n\n**Deprecated:** 1.0"
    );
}

#[test]
fn headings() {
    assert_eq!(
        converted("= Chapter\n== Part\ntext\n\n***\nTop\n***\n\nSection\n=======\n"),
        "# Chapter\n\n## Part\n\ntext\n\n# Top\n\n## Section"
    );
}

#[test]
fn definition_lists() {
    assert_eq!(
        converted("term\n    what it is\nother\n    more"),
        "- **term:** what it is\n- **other:** more"
    );
    let hanging = "a line that is about as long as lines are\n    and hangs";
    assert_eq!(converted(hanging), hanging.replace("    ", ""));
}

#[test]
fn sentences() {
    assert_eq!(sentence("the name".to_owned()), "The name.");
    assert_eq!(sentence("`x` is it!".to_owned()), "`x` is it!");
    assert_eq!(sentence("é".to_owned()), "é");
    assert_eq!(sentence("qcow2 is it".to_owned()), "qcow2 is it.");
    assert_eq!(sentence("one:\n- two".to_owned()), "One:\n- two");
    assert_eq!(
        sentence("so:\n```text\nx\n```".to_owned()),
        "So:\n```text\nx\n```"
    );
}

/// Text of pieces that mean something, put together at random.
fn nonsense(seed: u64, pieces: usize) -> String {
    const PIECES: [&str; 64] = [
        "\n",
        "\n",
        "\n\n",
        "\n\n",
        "  ",
        "    ",
        "\t",
        " ",
        "- ",
        "* ",
        "1. ",
        "a) ",
        "#. ",
        "::",
        "::\n\n",
        "``",
        "`",
        "```",
        "~~~",
        "*",
        "**",
        "_",
        "__",
        "@a",
        "@eject",
        "'",
        "'x'",
        ":ref:`",
        "`_",
        " <",
        ">",
        "http://a.bc",
        "https://",
        "<b>",
        "<!--",
        "&amp;",
        "[",
        "](",
        "]",
        "[^1]: ",
        "|",
        "---",
        "===",
        "+-+",
        "-> ",
        "<- {",
        ".. note:: ",
        ".. qmp-example::\n",
        ":title: x\n",
        ".. ",
        ".. [1] ",
        "[1]_",
        "= ",
        "\\",
        "\r",
        "\u{0}",
        "é",
        "word",
        "words, more",
        "|---|---|",
        "> ",
        "# ",
        "- [ ] ",
        "term\n    x\n",
    ];
    let mut state = seed;
    let mut text = String::new();
    for _ in 0..pieces {
        // A xorshift generator is random enough.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        text.push_str(PIECES[(state % 64) as usize]);
    }
    text
}

#[test]
fn nonsense_is_converted_safely() {
    for seed in 1..4000 {
        let text = nonsense(seed, 40);
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let markdown = markdown(&lines, &|name| {
            (name == "eject").then(|| "fn@eject".to_owned())
        });
        check(&markdown, &text);
        let _ = sentence(markdown);
    }
}

/// What could make a careless converter look at the rest again and again.
#[test]
fn time_is_linear() {
    let size = 200_000;
    let deep: String = (0..2000)
        .map(|depth| format!("{}- a\n\n", " ".repeat(depth)))
        .collect();
    let patterns = [
        "`",
        "``a ",
        "* a",
        "*a ",
        "**a ",
        "'a",
        ":a",
        "@a",
        "[",
        "[1",
        "<http://a",
        "- a\n",
        "a\n    b\n",
        "|a\n",
        ".. note::\n   ",
        "::\n\n a\n\n",
        "`a <",
        "\\",
        "http://",
        "-",
        "a\n===\n",
        "1. a\n\n",
        "`a' ",
        "=",
        "+-\n",
    ];
    let mut texts: Vec<String> = patterns
        .iter()
        .map(|pattern| pattern.repeat(size / pattern.len()))
        .collect();
    texts.push(deep);
    texts.push(nonsense(7, size / 4));
    for text in texts {
        let start = std::time::Instant::now();
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let _ = markdown(&lines, &|_| None);
        let took = start.elapsed();
        assert!(took.as_secs() < 10, "{took:?}: {}", &text[..30]);
    }
}
