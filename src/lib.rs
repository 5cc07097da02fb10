//! Typed Rust from a QAPI schema.
//!
//! QAPI is the language in which QEMU describes its interfaces: the monitor
//! (QMP), the guest agent and the storage daemon. Point [`include_qapi!`] at
//! a schema, and its definitions become Rust at compile time: structs, open
//! enums, unions, and a function for each command. A [`Client`] carries them
//! to a running QEMU.
//!
//! ```no_run
//! mod qmp {
//!     qapi::include_qapi!("schema/qapi-schema.json");
//! }
//!
//! fn main() -> qapi::Result<()> {
//!     let vm = qapi::Client::connect("/run/vm.qmp")?; // greeting and negotiation, done
//!     let status = qmp::query_status(&vm)?;
//!     if status.status == qmp::RunState::Paused {
//!         qmp::cont(&vm)?;
//!     }
//!     let snapshot = qmp::BlockdevSnapshot::new("disk0", "/tmp/snap.qcow2").format("qcow2");
//!     qmp::transaction(&vm, &qmp::Transaction::new([snapshot.into()]))?;
//!     Ok(())
//! }
//! ```
//!
//! # What a schema becomes
//!
//! | schema | Rust |
//! |---|---|
//! | struct `BlockInfo` | `struct BlockInfo`, with `new(mandatory members…)` and a setter for each optional member |
//! | member `'io-status'` | field `io_status`; `'*io-status'` is an `Option`, and so is a member under an `'if'` that is not decided |
//! | `'base'` of a struct | the base's members come first |
//! | anonymous struct in member `'qemu'` of `VersionInfo` | `struct VersionInfoQemu` |
//! | enum `RunState` | `enum RunState` with a variant for each value, and `Unrecognized` for those of later releases |
//! | union `SocketAddress` with discriminator `'type'` | `struct SocketAddress` of the common members, whose field `r#type` holds the branch: `enum SocketAddressBranch` |
//! | union `BlockdevAction` without discriminator | `enum BlockdevAction` with a variant for each branch |
//! | alternate `BlockdevRef` | `enum BlockdevRef`, told apart by the type of JSON |
//! | command `block_resize` with arguments | `fn block_resize(transport, &BlockResize) -> Reply<()>` and `struct BlockResize` |
//! | command `query-block` | `fn query_block(transport) -> Reply<Vec<BlockInfo>>` |
//! | events | one `enum Event`, for [`Event::typed`], and `struct DeviceDeleted` for the data of `DEVICE_DELETED` |
//! | `str`, `bool`, `number`, `null` | `String`, `bool`, `f64`, [`Null`] |
//! | `int`, `size`, `int8` … `uint64` | `i64`, `u64`, the integer of that width |
//! | `any`, and the older `visitor` and `**` | [`Value`], any JSON |
//! | `['T']` | `Vec<T>` |
//! | a type that contains itself | a `Box` where it is needed |
//! | the feature `deprecated` | `#[deprecated]` |
//! | comments | rustdoc |
//!
//! Enums, unions, alternates and events are open: what the schema does not
//! list is `Unrecognized`, keeps its text or content, and can be sent back.
//!
//! The names follow one set of rules: types and values in camel case, members
//! and functions in snake case, keywords as raw identifiers (`r#type`). Of
//! names that meet, the one that needed no change keeps its name, and the
//! others get a number (`pc` and `PC` become `pc` and `pc_2`). The arguments
//! of a command are called like the command, with `Arguments` behind it where
//! a definition has that name already; in the same way the data of an event,
//! with `Event`. The rustdoc of an item says what it is called on the wire.
//!
//! All types implement `Clone`, `PartialEq`, `Debug`, and serde's `Serialize`
//! and `Deserialize`, to be stored and logged. The commands as types are in
//! the module `commands`, for code that is generic over [`Command`].
//!
//! # Transports
//!
//! The functions are generic over a small trait, [`Transport`]. `&Client` is
//! one, [`Client::deadline`] makes another, and a test's mock is a few lines.
//! [`testing`] has a peer that speaks the protocol.
//!
//! With the feature `tokio` there is `qapi::tokio::Client`, whose calls are
//! futures. [`guest::Agent`] talks to the guest agent, and so does
//! `qapi::tokio::guest::Agent`. [`wait`] has what can be waited for: the end of
//! a job, of a migration, of a device, any event.

#[doc(hidden)]
pub use qapi_macros::include_qapi as __include_qapi;
#[doc(hidden)]
pub use qapi_runtime::__private;
pub use qapi_runtime::*;

/// Expands to the typed API of a schema; the crate's page says to what.
///
/// ```
/// mod qmp {
///     qapi::include_qapi!("schema/qapi-schema.json");
/// }
/// # fn main() {
/// assert_eq!(qmp::RunState::Paused.as_str(), "paused");
/// # }
/// ```
///
/// The path is looked for beside the source file, as `include_str!` does, and
/// then in the package's root. It may be put together:
/// `concat!(env!("OUT_DIR"), "/qapi-schema.json")`. The crate is built again
/// when the schema changes. The expansion wants a module of its own.
///
/// A mistake in the schema is an error of the compiler, with the place in the
/// schema; all mistakes are reported at once.
///
/// # Arguments
///
/// Behind the path, in any order:
///
/// - `commands: ["query-block", …]` and `events: ["SHUTDOWN", …]`: generate
///   only these, and the types they need. Where one of the two is given, the
///   other is empty if it is not.
/// - `cfg: ["CONFIG_LINUX", "!CONFIG_SPICE", …]`: conditions of the schema that
///   are known to hold, or not to. What surely is not there is not generated;
///   a member under any other condition is optional.
/// - `optional: ["StatusInfo.singlestep", …]`: members that are mandatory in
///   the schema, but left out by the servers in use. They become optional.
/// - `strict`: all the rules of today's QEMU count, those for names and
///   documentation included. Without it, only what would make wrong code is a
///   mistake, and the schemas of all releases pass.
/// - `crate = path`: where the crate `qapi` is, for macros of other crates
///   that expand to this one. Everyone else can do without, whatever the
///   dependency is called.
///
/// ```
/// mod qmp {
///     // QEMU 9.0 has dropped a member that was there from the start.
///     qapi::include_qapi!(
///         "schema/qapi-schema.json",
///         optional: ["StatusInfo.singlestep"],
///     );
/// }
/// # fn main() {
/// let status: qmp::StatusInfo =
///     serde_json::from_str(r#"{"running": true, "status": "running"}"#).unwrap();
/// assert_eq!(status.singlestep, None);
/// # }
/// ```
#[macro_export]
macro_rules! include_qapi {
    ($($arguments:tt)*) => {
        $crate::__include_qapi! { ($crate) $($arguments)* }
    };
}

/// The interface of QEMU's monitor as of QEMU 1.1, generated from the schema
/// that comes with this crate. It shows what [`include_qapi!`] makes of a
/// schema, and serves programs that need no more of QEMU than that.
#[cfg(feature = "qmp")]
pub mod qmp {
    crate::include_qapi!("schema/qapi-schema.json");
}
