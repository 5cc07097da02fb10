//! Mistakes in the examples themselves.

/// An example that does not fit the schema it stands in.
#[derive(Debug)]
pub(crate) struct Mistake {
    /// How the report of it starts.
    what: &'static str,
    /// Where.
    file: &'static str,
}

impl Mistake {
    /// Whether a failure, `file:line: what…`, is this mistake.
    pub(crate) fn explains(&self, failure: &str) -> bool {
        failure.split_once(": ").is_some_and(|(place, what)| {
            place.split(':').next() == Some(self.file) && what.starts_with(self.what)
        })
    }
}

const fn mistake(file: &'static str, what: &'static str) -> Mistake {
    Mistake { what, file }
}

/// Those of QEMU 10.0's monitor.
pub(crate) const MONITOR: &[Mistake] = &[
    // Members that a later release has made part of the type, not of the example.
    mistake(
        "block-core.json",
        "query-block: [0].inserted: missing member `active`",
    ),
    mistake(
        "block-core.json",
        "query-named-block-nodes: [0]: missing member `active`",
    ),
    mistake(
        "migration.json",
        "query-migrate: ram: missing member `dirty-pages-rate`",
    ),
    mistake("misc-target.json", "query-sev: missing member `sev-type`"),
    mistake(
        "misc-target.json",
        "query-sgx-capabilities: missing member `sections`",
    ),
    mistake(
        "misc.json",
        "query-iothreads: [0]: missing member `poll-max-ns`",
    ),
    mistake("misc.json", "RTC_CHANGE: missing member `qom-path`"),
    mistake(
        "pci.json",
        "query-pci: [0].devices[0]: missing member `irq_pin`",
    ),
    mistake(
        "virtio.json",
        "x-query-virtio-status: missing member `disable-legacy-check`",
    ),
    // A member that the type has no longer.
    mistake("trace.json", "return[0].vcpu is lost"),
    // A number in quotes.
    mistake(
        "migration.json",
        "migrate: channels[0].addr.offset: invalid type: string",
    ),
    // Missing commas, and a brace too many.
    mistake("block-core.json", "not JSON: expected `,` or `}`"),
    mistake("machine.json", "not JSON: trailing characters"),
    mistake("migration.json", "not JSON: trailing characters"),
    // A result without the envelope, twice.
    mistake("migration.json", "neither an answer nor an event"),
];

/// There are no examples.
pub(crate) const GUEST_AGENT: &[Mistake] = &[];
