//! Where the schema file is.

use std::path::{Path, PathBuf};

use proc_macro2::Span;

/// Finds a file: beside the source file that names it, as `include_str!`
/// does, then in the package's root.
pub(crate) fn locate(written: &str, span: Span) -> Result<PathBuf, String> {
    let written_path = Path::new(written);
    let mut tried = Vec::new();
    for folder in folders(span) {
        let path = folder.join(written_path);
        if path.is_file() {
            return Ok(path);
        }
        if !tried.contains(&path) {
            tried.push(path);
        }
    }
    let tried: Vec<String> = tried
        .iter()
        .map(|path| format!("  {}", path.display()))
        .collect();
    Err(format!(
        "there is no schema `{written}`; looked for it at\n{}",
        tried.join("\n")
    ))
}

/// The folders to look in. An absolute path stands for itself in each.
fn folders(span: Span) -> Vec<PathBuf> {
    let source = span.unwrap().local_file();
    let beside = source.and_then(|file| Some(file.parent()?.to_owned()));
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    beside.into_iter().chain(package).collect()
}
