//! What stands around results, and small ones.

use serde::{Deserialize, Serialize};

/// A reply.
#[derive(Clone, Debug, Deserialize)]
pub struct Reply<T> {
    /// Its result.
    #[serde(rename = "return")]
    pub result: T,
}

/// A command.
#[derive(Clone, Debug, Serialize)]
pub struct Execute<'a, T> {
    pub execute: &'a str,
    pub arguments: &'a T,
    pub id: u64,
}

#[derive(Clone, Debug, Deserialize)]
pub struct VersionInfo {
    pub qemu: VersionTriple,
    pub package: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct VersionTriple {
    pub major: i64,
    pub minor: i64,
    pub micro: i64,
}

#[derive(Clone, Debug, Deserialize)]
pub struct StatusInfo {
    pub running: bool,
    pub status: RunState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunState {
    Debug,
    Inmigrate,
    InternalError,
    IoError,
    Paused,
    Postmigrate,
    Prelaunch,
    FinishMigrate,
    RestoreVm,
    Running,
    SaveVm,
    Shutdown,
    Suspended,
    Watchdog,
    GuestPanicked,
    Colo,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Timestamp {
    pub seconds: i64,
    pub microseconds: i64,
}

/// An event and when it happened.
#[derive(Clone, Debug, Deserialize)]
pub struct TimedEvent {
    #[serde(flatten)]
    pub event: Event,
    pub timestamp: Timestamp,
}

/// Some events.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "event", content = "data", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Event {
    Stop,
    Resume,
    Shutdown {
        guest: bool,
        reason: String,
    },
    DeviceDeleted {
        device: Option<String>,
        path: String,
    },
    BlockJobReady(BlockJob),
    BlockJobCancelled(BlockJob),
    BlockJobCompleted(BlockJob),
}

#[derive(Clone, Debug, Deserialize)]
pub struct BlockJob {
    pub r#type: JobType,
    pub device: String,
    pub len: i64,
    pub offset: i64,
    pub speed: i64,
    pub error: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JobType {
    Commit,
    Stream,
    Mirror,
    Backup,
    Create,
    Amend,
    SnapshotLoad,
    SnapshotSave,
    SnapshotDelete,
}
