//! The schemas of a whole QEMU, and a table of their commands.
//!
//! Where `QEMU_SRC` is not set, when this is built, there is nothing here.

#![cfg(qemu_src)]

use qapi::json::{self, Mismatch};
use qapi::wire::Wire;
use qapi::{Client, Command, Transport, Value};

/// The monitor.
pub mod qmp {
    qapi::include_qapi!(concat!(env!("QEMU_SRC"), "/qapi/qapi-schema.json"));
}

/// The guest agent.
pub mod guest_agent {
    qapi::include_qapi!(concat!(env!("QEMU_SRC"), "/qga/qapi-schema.json"));
}

/// The storage daemon.
pub mod storage_daemon {
    qapi::include_qapi!(concat!(
        env!("QEMU_SRC"),
        "/storage-daemon/qapi/qapi-schema.json"
    ));
}

/// The commands of the monitor.
pub static QMP: &[Entry] = include!(concat!(env!("OUT_DIR"), "/qmp.rs"));

/// The commands of the guest agent.
pub static GUEST_AGENT: &[Entry] = include!(concat!(env!("OUT_DIR"), "/guest_agent.rs"));

/// The commands of the storage daemon.
pub static STORAGE_DAEMON: &[Entry] = include!(concat!(env!("OUT_DIR"), "/storage_daemon.rs"));

/// Reads a value by its type and writes it again.
pub type RoundTrip = fn(&Value) -> Result<Value, Mismatch>;

/// A command without its types.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Its name on the wire.
    pub name: &'static str,
    /// By the type of its arguments.
    pub arguments: RoundTrip,
    /// By the type of its result.
    pub returns: RoundTrip,
    /// Calls it without arguments, where it can be.
    pub call: Option<fn(&Client) -> qapi::Result<Value>>,
}

impl Entry {
    const fn new<C: Command>() -> Self {
        Self {
            name: C::NAME,
            arguments: round_trip::<C::Arguments>,
            returns: round_trip::<C::Returns>,
            call: None,
        }
    }

    const fn without_arguments<C: Command>() -> Self {
        Self {
            call: Some(|client| {
                let arguments = C::Arguments::blank();
                let result = client.execute::<C>(&arguments)?;
                Ok(json::to_value(&result))
            }),
            ..Self::new::<C>()
        }
    }
}

/// The entry of this name.
#[must_use]
pub fn find(entries: &'static [Entry], name: &str) -> Option<&'static Entry> {
    entries.iter().find(|entry| entry.name == name)
}

/// Reads a value by its type and writes it again.
///
/// # Errors
///
/// It does not fit the type.
pub fn round_trip<T: Wire>(tree: &Value) -> Result<Value, Mismatch> {
    // As text, as it would come over a socket.
    let value: T = json::from_str(&tree.to_string())?;
    Ok(json::to_value(&value))
}
