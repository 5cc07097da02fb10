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
    let mut message = format!("there is no schema `{written}`; looked for it at");
    for path in tried {
        message += &format!("\n  {}", path.display());
    }
    Err(message)
}

/// The folders to look in. An absolute path stands for itself in each.
fn folders(span: Span) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if let Some(source) = span.unwrap().local_file()
        && let Some(beside) = source.parent()
    {
        folders.push(beside.to_owned());
    }
    if let Some(package) = std::env::var_os("CARGO_MANIFEST_DIR") {
        folders.push(PathBuf::from(package));
    }
    folders
}
