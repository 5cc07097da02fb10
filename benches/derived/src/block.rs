//! Block devices, nodes and their statistics.

use serde::Deserialize;

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct BlockInfo {
    pub device: String,
    pub qdev: Option<String>,
    pub r#type: String,
    pub removable: bool,
    pub locked: bool,
    pub inserted: Option<BlockDeviceInfo>,
    #[serde(rename = "tray_open")]
    pub tray_open: Option<bool>,
    pub io_status: Option<IoStatus>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IoStatus {
    Ok,
    Failed,
    Nospace,
}

#[derive(Clone, Debug, Deserialize)]
pub struct BlockDeviceInfo {
    pub file: String,
    #[serde(rename = "node-name")]
    pub node_name: Option<String>,
    pub ro: bool,
    pub drv: String,
    pub backing_file: Option<String>,
    pub backing_file_depth: i64,
    pub encrypted: bool,
    pub detect_zeroes: DetectZeroes,
    pub bps: i64,
    pub bps_rd: i64,
    pub bps_wr: i64,
    pub iops: i64,
    pub iops_rd: i64,
    pub iops_wr: i64,
    pub image: ImageInfo,
    pub bps_max: Option<i64>,
    pub bps_rd_max: Option<i64>,
    pub bps_wr_max: Option<i64>,
    pub iops_max: Option<i64>,
    pub iops_rd_max: Option<i64>,
    pub iops_wr_max: Option<i64>,
    pub bps_max_length: Option<i64>,
    pub bps_rd_max_length: Option<i64>,
    pub bps_wr_max_length: Option<i64>,
    pub iops_max_length: Option<i64>,
    pub iops_rd_max_length: Option<i64>,
    pub iops_wr_max_length: Option<i64>,
    pub iops_size: Option<i64>,
    pub group: Option<String>,
    pub cache: Cache,
    pub write_threshold: i64,
    #[serde(rename = "dirty-bitmaps")]
    pub dirty_bitmaps: Option<Vec<DirtyBitmap>>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DetectZeroes {
    Off,
    On,
    Unmap,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Cache {
    pub writeback: bool,
    pub direct: bool,
    pub no_flush: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub struct DirtyBitmap {
    pub name: Option<String>,
    pub count: i64,
    pub granularity: u32,
    pub recording: bool,
    pub busy: bool,
    pub persistent: bool,
    pub inconsistent: Option<bool>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ImageInfo {
    pub filename: String,
    pub format: String,
    pub dirty_flag: Option<bool>,
    pub actual_size: Option<i64>,
    pub virtual_size: i64,
    pub cluster_size: Option<i64>,
    pub encrypted: Option<bool>,
    pub compressed: Option<bool>,
    pub backing_filename: Option<String>,
    pub full_backing_filename: Option<String>,
    pub backing_filename_format: Option<String>,
    pub snapshots: Option<Vec<Snapshot>>,
    pub format_specific: Option<FormatSpecific>,
    pub backing_image: Option<Box<ImageInfo>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Snapshot {
    pub id: String,
    pub name: String,
    pub vm_state_size: i64,
    pub date_sec: i64,
    pub date_nsec: i64,
    pub vm_clock_sec: i64,
    pub vm_clock_nsec: i64,
    pub icount: Option<i64>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "kebab-case")]
pub enum FormatSpecific {
    Qcow2(Qcow2Info),
    Vmdk(VmdkInfo),
    File(FileInfo),
    Rbd {},
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Qcow2Info {
    pub compat: String,
    pub data_file: Option<String>,
    pub data_file_raw: Option<bool>,
    pub extended_l2: Option<bool>,
    pub lazy_refcounts: Option<bool>,
    pub corrupt: Option<bool>,
    pub refcount_bits: i64,
    pub compression_type: Compression,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compression {
    Zlib,
    Zstd,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct VmdkInfo {
    pub create_type: String,
    pub cid: i64,
    pub parent_cid: i64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct FileInfo {
    pub extent_size_hint: Option<u64>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct BlockStats {
    pub device: Option<String>,
    pub qdev: Option<String>,
    pub node_name: Option<String>,
    pub stats: Counters,
    pub driver_specific: Option<DriverSpecific>,
    pub parent: Option<Box<BlockStats>>,
    pub backing: Option<Box<BlockStats>>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Counters {
    pub rd_bytes: i64,
    pub wr_bytes: i64,
    pub zone_append_bytes: i64,
    pub unmap_bytes: i64,
    pub rd_operations: i64,
    pub wr_operations: i64,
    pub zone_append_operations: i64,
    pub flush_operations: i64,
    pub unmap_operations: i64,
    pub rd_total_time_ns: i64,
    pub wr_total_time_ns: i64,
    pub zone_append_total_time_ns: i64,
    pub flush_total_time_ns: i64,
    pub unmap_total_time_ns: i64,
    pub wr_highest_offset: i64,
    pub rd_merged: i64,
    pub wr_merged: i64,
    pub zone_append_merged: i64,
    pub unmap_merged: i64,
    pub idle_time_ns: Option<i64>,
    pub failed_rd_operations: i64,
    pub failed_wr_operations: i64,
    pub failed_zone_append_operations: i64,
    pub failed_flush_operations: i64,
    pub failed_unmap_operations: i64,
    pub invalid_rd_operations: i64,
    pub invalid_wr_operations: i64,
    pub invalid_zone_append_operations: i64,
    pub invalid_flush_operations: i64,
    pub invalid_unmap_operations: i64,
    pub account_invalid: bool,
    pub account_failed: bool,
    pub timed_stats: Vec<TimedStats>,
    pub rd_latency_histogram: Option<Histogram>,
    pub wr_latency_histogram: Option<Histogram>,
    pub zone_append_latency_histogram: Option<Histogram>,
    pub flush_latency_histogram: Option<Histogram>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct TimedStats {
    pub interval_length: i64,
    pub avg_rd_latency_ns: i64,
    pub avg_wr_latency_ns: i64,
    pub avg_flush_latency_ns: i64,
    pub avg_rd_queue_depth: f64,
    pub avg_wr_queue_depth: f64,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Histogram {
    pub boundaries: Vec<u64>,
    pub bins: Vec<u64>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "driver")]
pub enum DriverSpecific {
    #[serde(rename = "file")]
    File(DiscardCounters),
    #[serde(rename = "host_device")]
    HostDevice(DiscardCounters),
    #[serde(other)]
    Other,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct DiscardCounters {
    pub discard_nb_ok: u64,
    pub discard_nb_failed: u64,
    pub discard_bytes_ok: u64,
}
