//! What servers say: the shapes, the order of members and the spaces are those
//! that QEMU 7.2 sent, with the members that later releases made mandatory,
//! in numbers that fill a size. The same in each run.

mod block;
mod introspection;

pub use block::{Kind, nodes, stats};

/// A reply whose id can be changed, as a line that stays where it is.
pub struct Numbered {
    line: Vec<u8>,
    /// Where the id stands.
    id: usize,
}

impl Numbered {
    /// One with this result, and with the id 1.
    #[must_use]
    pub fn new(result: &str) -> Self {
        let line = format!("{{\"return\": {result}, \"id\": 1}}\r\n").into_bytes();
        let id = line.len() - "1}\r\n".len();
        Self { line, id }
    }

    /// The line as it is.
    #[must_use]
    pub fn line(&self) -> &[u8] {
        &self.line
    }

    /// The line with this id.
    ///
    /// # Panics
    ///
    /// It has more than one digit.
    pub fn with_id(&mut self, id: u64) -> &[u8] {
        assert!(id < 10, "calls one after another have ids of one digit");
        self.line[self.id] = b'0' + id as u8;
        &self.line
    }
}

/// The greeting, with out-of-band execution on offer or without.
#[must_use]
pub fn greeting(oob: bool) -> String {
    let version = query_version();
    let capabilities = if oob { "\"oob\"" } else { "" };
    format!("{{\"QMP\": {{\"version\": {version}, \"capabilities\": [{capabilities}]}}}}\r\n")
}

/// The result of `query-version`.
#[must_use]
pub fn query_version() -> String {
    "{\"qemu\": {\"micro\": 22, \"minor\": 2, \"major\": 7}, \
     \"package\": \"Debian 1:7.2+dfsg-7+deb12u18+b3\"}"
        .to_owned()
}

/// The result of `query-status`.
#[must_use]
pub fn query_status() -> String {
    "{\"status\": \"prelaunch\", \"singlestep\": false, \"running\": false}".to_owned()
}

/// The result of `query-block`: 240 kB.
#[must_use]
pub fn query_block() -> String {
    list(240_000, block::device)
}

/// The result of `query-named-block-nodes`: 524 kB, a third of the nodes qcow2.
#[must_use]
pub fn query_named_block_nodes() -> String {
    list(524_000, |index| block::node(Kind::Mixed, index))
}

/// The same of raw images only, which have no union in them.
#[must_use]
pub fn query_named_block_nodes_raw() -> String {
    list(524_000, |index| block::node(Kind::Raw, index))
}

/// The result of `query-blockstats`: 572 kB.
#[must_use]
pub fn query_blockstats() -> String {
    list(572_000, block::device_stats)
}

/// The result of `query-qmp-schema`: 207 kB.
#[must_use]
pub fn query_qmp_schema() -> String {
    list(207_000, introspection::entity)
}

/// An event, as a line.
#[must_use]
pub fn event() -> Vec<u8> {
    concat!(
        "{\"timestamp\": {\"seconds\": 1795369599, \"microseconds\": 171518}, ",
        "\"event\": \"BLOCK_JOB_COMPLETED\", \"data\": {\"device\": \"job0\", ",
        "\"len\": 10737418240, \"offset\": 10737418240, \"speed\": 0, \"type\": \"mirror\"}}\r\n"
    )
    .as_bytes()
    .to_vec()
}

/// As many elements as fill about this many bytes.
fn list(size: usize, element: impl Fn(usize) -> String) -> String {
    let mut text = String::from("[");
    let mut index = 0;
    while text.len() < size {
        if index > 0 {
            text.push_str(", ");
        }
        text.push_str(&element(index));
        index += 1;
    }
    text.push(']');
    text
}
