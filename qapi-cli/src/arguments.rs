//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::Parser;
use lexopt::prelude::{Long, Short, Value, ValueExt as _};

/// What `--help` prints.
pub(crate) const USAGE: &str = "\
Checks QAPI schemas and shows the Rust they become.

Usage: qapi check [OPTIONS] FILE...
       qapi expand [OPTIONS] FILE

qapi check: reports all mistakes of schemas and of the files they include
  --strict               keep all rules of today's QEMU, not only what the
                         expansion needs
  --message-format KIND  short: 'path:line:column: error: message', a line each
                         human: with the text around it (this is the default)
                         json: an object for each mistake, a line each

qapi expand: prints what include_qapi! expands to
  --commands NAME,...    only these commands and what they need
  --events NAME,...      only these events and what they need
  --cfg NAME             this condition holds; '!NAME': it does not
  --optional TYPE.MEMBER this member may be missing
  --crate PATH           the path of the crate qapi (default: ::qapi)
  --strict               as for check

  -h, --help             print this
  -V, --version          print the version

Exit status: 0 nothing is wrong, 1 a schema has mistakes, 2 could not run
";

/// What is asked for.
#[derive(Debug, PartialEq)]
pub(crate) enum Arguments {
    Help,
    Version,
    Check(Check),
    Expand(Expand),
}

/// What `qapi check` is told.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Check {
    pub(crate) strict: bool,
    pub(crate) format: Format,
    pub(crate) files: Vec<PathBuf>,
}

/// What `qapi expand` is told.
#[derive(Debug, PartialEq)]
pub(crate) struct Expand {
    pub(crate) strict: bool,
    pub(crate) commands: Option<Vec<String>>,
    pub(crate) events: Option<Vec<String>>,
    pub(crate) cfg: Vec<(String, bool)>,
    pub(crate) optional: Vec<String>,
    pub(crate) crate_path: String,
    pub(crate) file: PathBuf,
}

/// How mistakes are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    Short,
    #[default]
    Human,
    Json,
}

impl Arguments {
    /// Reads a command line, the program's name included. The error is for the
    /// user to read.
    pub(crate) fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Self, String> {
        let mut parser = Parser::from_iter(words);
        let parsed = match parser.next().map_err(|error| error.to_string())? {
            Some(Short('h') | Long("help")) => return Ok(Self::Help),
            Some(Short('V') | Long("version")) => return Ok(Self::Version),
            Some(Value(command)) if command == "check" => Self::check(&mut parser),
            Some(Value(command)) if command == "expand" => Self::expand(&mut parser),
            Some(Value(command)) if command == "help" => return Ok(Self::Help),
            Some(Value(command)) => Err(format!(
                "unknown command '{}', expected 'check' or 'expand'",
                command.to_string_lossy()
            )
            .into()),
            Some(other) => Err(other.unexpected()),
            None => Err("expected a command: 'check' or 'expand'".into()),
        };
        parsed.map_err(|error| error.to_string())
    }

    fn check(parser: &mut Parser) -> Result<Self, lexopt::Error> {
        let mut check = Check::default();
        while let Some(argument) = parser.next()? {
            match argument {
                Short('h') | Long("help") => return Ok(Self::Help),
                Long("strict") => check.strict = true,
                Long("message-format") => {
                    check.format = match parser.value()?.string()?.as_str() {
                        "short" => Format::Short,
                        "human" => Format::Human,
                        "json" => Format::Json,
                        other => {
                            return Err(format!(
                                "unknown format '{other}', expected 'short', 'human' or 'json'"
                            )
                            .into());
                        }
                    }
                }
                Value(file) => check.files.push(file.into()),
                other => return Err(other.unexpected()),
            }
        }
        if check.files.is_empty() {
            return Err("expected the path of a schema".into());
        }
        Ok(Self::Check(check))
    }

    fn expand(parser: &mut Parser) -> Result<Self, lexopt::Error> {
        let mut expand = Expand {
            strict: false,
            commands: None,
            events: None,
            cfg: Vec::new(),
            optional: Vec::new(),
            crate_path: "::qapi".to_owned(),
            file: PathBuf::new(),
        };
        let mut files = Vec::new();
        while let Some(argument) = parser.next()? {
            match argument {
                Short('h') | Long("help") => return Ok(Self::Help),
                Long("strict") => expand.strict = true,
                Long("commands") => expand
                    .commands
                    .get_or_insert_default()
                    .extend(list(parser)?),
                Long("events") => expand.events.get_or_insert_default().extend(list(parser)?),
                Long("optional") => expand.optional.extend(list(parser)?),
                Long("cfg") => expand.cfg.extend(list(parser)?.map(condition)),
                Long("crate") => expand.crate_path = parser.value()?.string()?,
                Value(file) => files.push(PathBuf::from(file)),
                other => return Err(other.unexpected()),
            }
        }
        match <[PathBuf; 1]>::try_from(files) {
            Ok([file]) => Ok(Self::Expand(Expand { file, ..expand })),
            Err(files) if files.is_empty() => Err("expected the path of a schema".into()),
            Err(files) => Err(Value(files[1].clone().into()).unexpected()),
        }
    }
}

/// Names, with commas between them.
fn list(parser: &mut Parser) -> Result<impl Iterator<Item = String>, lexopt::Error> {
    let names = parser.value()?.string()?;
    let names: Vec<String> = names
        .split(',')
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    Ok(names.into_iter())
}

/// `NAME` for one that holds, `!NAME` for one that does not.
fn condition(text: String) -> (String, bool) {
    match text.strip_prefix('!') {
        Some(name) => (name.trim().to_owned(), false),
        None => (text, true),
    }
}
