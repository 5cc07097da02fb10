//! The types of the schema that all are compared with.

/// All of it.
pub mod qmp {
    qapi::include_qapi!(env!("BENCH_SCHEMA"));
}

/// Where the schema is.
pub const SCHEMA: &str = env!("BENCH_SCHEMA");

/// The version of `qapi-qmp` that it comes with.
pub const PEER: &str = env!("BENCH_PEER");
