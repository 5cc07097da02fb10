//! A user's crate may forbid what generated code is tempted to do.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unreachable_pub, unused_qualifications)]
#![deny(missing_debug_implementations, single_use_lifetimes, trivial_casts, unused_results)]

/// The interface.
pub mod qmp {
    qapi::include_qapi!("../../schema/qapi-schema.json");
}

fn main() {}
