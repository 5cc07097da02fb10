//! The crates that are built: outside all workspaces, as a user's are.

use std::fs;
use std::path::{Path, PathBuf};

/// The program's commands.
pub const COMMANDS: [&str; 10] = [
    "query-version",
    "query-status",
    "query-block",
    "query-named-block-nodes",
    "stop",
    "blockdev-add",
    "device_add",
    "cont",
    "device_del",
    "blockdev-del",
];

/// All of them.
pub struct Projects {
    /// A library with the whole schema, and the program on top of it.
    pub ours: PathBuf,
    /// The same with `qapi` 0.15.
    pub peer: PathBuf,
    /// The program with a schema of ten commands.
    pub selected: PathBuf,
    /// What times the macro.
    pub macro_time: PathBuf,
    /// A library with a schema of another size.
    pub sized: PathBuf,
}

impl Projects {
    /// Writes them to this folder.
    pub fn new(folder: &Path, schema: &Path) -> Self {
        let schema = schema.display();
        let root = root();
        let qapi = format!("qapi = {{ path = {:?} }}\n", root);
        let include = format!(
            "pub mod qmp {{\n    qapi::include_qapi!({:?});\n}}\n",
            schema.to_string()
        );
        let program = include_str!("../programs/ours.rs");
        let ours = write(
            folder,
            "ours",
            &format!("{qapi}whole = {{ path = \"whole\" }}\n"),
        );
        put(&ours, "whole/Cargo.toml", &manifest("whole", &qapi));
        put(&ours, "whole/src/lib.rs", &include);
        put(&ours, "src/main.rs", &program.replace("QMP::", "whole::"));

        let peer = write(
            folder,
            "peer",
            "qapi = { version = \"=0.15.0\", features = [\"qmp\"] }\n",
        );
        put(&peer, "src/main.rs", include_str!("../programs/peer.rs"));

        let selected = write(folder, "selected", &qapi);
        let chosen = include.replace(");", &format!(", commands: {COMMANDS:?});"));
        put(
            &selected,
            "src/main.rs",
            &format!("{}\n{chosen}", program.replace("use QMP::qmp;\n", "")),
        );

        let codegen = format!(
            "qapi-codegen = {{ path = {:?} }}\n",
            root.join("qapi-codegen")
        );
        let macro_time = write(folder, "macro_time", &codegen);
        put(
            &macro_time,
            "src/main.rs",
            include_str!("../programs/macro_time.rs"),
        );

        let sized = write(folder, "sized", &qapi);
        put(
            &sized,
            "src/lib.rs",
            "pub mod qmp {\n    qapi::include_qapi!(\"schema.json\");\n}\n",
        );
        Self {
            ours,
            peer,
            selected,
            macro_time,
            sized,
        }
    }
}

fn root() -> PathBuf {
    fs::canonicalize(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).unwrap()
}

fn write(folder: &Path, name: &str, dependencies: &str) -> PathBuf {
    let project = folder.join(name);
    let manifest = manifest(name, dependencies);
    put(
        &project,
        "Cargo.toml",
        &format!("{manifest}\n[workspace]\n\n[profile.release]\nstrip = true\n"),
    );
    // The versions of this workspace, and so nothing to download.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, project.join("Cargo.lock")).unwrap();
    project
}

fn manifest(name: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\n{dependencies}"
    )
}

/// Writes a file and the folders it is in.
pub fn put(project: &Path, name: &str, text: &str) {
    let path = project.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
