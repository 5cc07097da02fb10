//! Arguments of commands.

use std::collections::BTreeMap;

use serde::Serialize;

/// Of `device_add`.
#[derive(Clone, Debug, Serialize)]
pub struct DeviceAdd {
    pub driver: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bus: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(flatten)]
    pub others: BTreeMap<String, serde_json::Value>,
}

/// Of `blockdev-add`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct BlockdevOptions {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_only: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discard: Option<Discard>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cache: Option<CacheOptions>,
    #[serde(flatten)]
    pub driver: Driver,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Discard {
    Ignore,
    Unmap,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct CacheOptions {
    pub direct: bool,
    pub no_flush: bool,
}

#[derive(Clone, Debug, Serialize)]
#[serde(
    tag = "driver",
    rename_all = "kebab-case",
    rename_all_fields = "kebab-case"
)]
pub enum Driver {
    Qcow2 {
        file: BlockdevRef,
        #[serde(skip_serializing_if = "Option::is_none")]
        backing: Option<BlockdevRef>,
        #[serde(skip_serializing_if = "Option::is_none")]
        lazy_refcounts: Option<bool>,
    },
    Raw {
        file: BlockdevRef,
        #[serde(skip_serializing_if = "Option::is_none")]
        offset: Option<u64>,
    },
    File {
        filename: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        aio: Option<String>,
    },
}

#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum BlockdevRef {
    Definition(Box<BlockdevOptions>),
    Reference(String),
}
