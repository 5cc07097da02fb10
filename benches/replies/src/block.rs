//! Block devices, nodes and their statistics.

/// Which nodes there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Of each disk the overlay, its base and their files: one in two is qcow2
    /// and has a union in it.
    Mixed,
    /// Raw images.
    Raw,
}

/// The result of `query-named-block-nodes` with this many nodes.
#[must_use]
pub fn nodes(kind: Kind, count: usize) -> String {
    let nodes: Vec<String> = (0..count).map(|index| node(kind, index)).collect();
    format!("[{}]", nodes.join(", "))
}

/// The result of `query-blockstats` with this many devices.
#[must_use]
pub fn stats(count: usize) -> String {
    let devices: Vec<String> = (0..count).map(device_stats).collect();
    format!("[{}]", devices.join(", "))
}

/// One node.
pub(crate) fn node(kind: Kind, index: usize) -> String {
    let disk = index / 4;
    let (image, driver, backing) = match (kind, index % 4) {
        (Kind::Raw, _) => (raw(&format!("disk{index}.raw"), "raw"), "raw", None),
        (_, 0) => (overlay(disk), "qcow2", Some(base_name(disk))),
        (_, 1) => (raw(&format!("disk{disk}.qcow2"), "file"), "file", None),
        (_, 2) => (qcow2(disk, ""), "qcow2", None),
        _ => (raw(&base_name(disk), "file"), "file", None),
    };
    device_info(index, &image, driver, backing.as_deref())
}

/// One of `query-block`.
pub(crate) fn device(index: usize) -> String {
    let inserted = node(Kind::Mixed, index * 4);
    format!(
        "{{\"io-status\": \"ok\", \"device\": \"drive{index}\", \"locked\": false, \
         \"removable\": false, \"inserted\": {inserted}, \
         \"qdev\": \"/machine/peripheral-anon/device[{index}]/virtio-backend\", \
         \"type\": \"unknown\"}}"
    )
}

/// One of `query-blockstats`.
pub(crate) fn device_stats(index: usize) -> String {
    let parent = format!(
        "{{\"stats\": {}, \"node-name\": \"#block{:03}\", \"driver-specific\": \
         {{\"discard-bytes-ok\": {}, \"discard-nb-ok\": {index}, \"driver\": \"file\", \
         \"discard-nb-failed\": 0}}}}",
        counters(index),
        index * 7 % 1000,
        index * 4096
    );
    format!(
        "{{\"device\": \"drive{index}\", \"parent\": {parent}, \"stats\": {}, \
         \"backing\": {{\"parent\": {parent}, \"stats\": {}, \"node-name\": \"#block{:03}\"}}, \
         \"node-name\": \"#block{:03}\", \
         \"qdev\": \"/machine/peripheral-anon/device[{index}]/virtio-backend\"}}",
        counters(index + 1),
        counters(index + 2),
        index * 11 % 1000,
        index * 13 % 1000
    )
}

fn device_info(index: usize, image: &str, driver: &str, backing: Option<&str>) -> String {
    let depth = usize::from(backing.is_some());
    let backing = backing.map(|name| format!("\"backing_file\": \"{name}\", "));
    let backing = backing.unwrap_or_default();
    format!(
        "{{\"iops_rd\": 0, \"detect_zeroes\": \"off\", \"image\": {image}, \"iops_wr\": 0, \
         \"ro\": false, \"node-name\": \"#block{:03}\", \"backing_file_depth\": {depth}, \
         \"drv\": \"{driver}\", \"iops\": 0, \"bps_wr\": 0, \"write_threshold\": 0, {backing}\
         \"encrypted\": false, \"bps\": 0, \"bps_rd\": 0, \"cache\": {{\"no-flush\": false, \
         \"direct\": false, \"writeback\": true}}, \"file\": \"/var/lib/images/{index}.img\"}}",
        index * 7 % 1000
    )
}

fn base_name(disk: usize) -> String {
    format!("base{disk}.qcow2")
}

fn overlay(disk: usize) -> String {
    let base = base_name(disk);
    let more = format!(
        "\"backing-image\": {}, \"backing-filename-format\": \"qcow2\", \
         \"full-backing-filename\": \"/var/lib/images/{base}\", \
         \"backing-filename\": \"{base}\", ",
        qcow2(disk, "")
    );
    qcow2(disk, &more)
}

fn qcow2(disk: usize, more: &str) -> String {
    format!(
        "{{{more}\"virtual-size\": {}, \"filename\": \"/var/lib/images/disk{disk}.qcow2\", \
         \"cluster-size\": 65536, \"format\": \"qcow2\", \"actual-size\": 200704, \
         \"format-specific\": {{\"type\": \"qcow2\", \"data\": {{\"compat\": \"1.1\", \
         \"compression-type\": \"zlib\", \"lazy-refcounts\": false, \"refcount-bits\": 16, \
         \"corrupt\": false, \"extended-l2\": false}}}}, \"dirty-flag\": false}}",
        (disk + 1) << 30
    )
}

fn raw(name: &str, format: &str) -> String {
    format!(
        "{{\"virtual-size\": 197120, \"filename\": \"/var/lib/images/{name}\", \
         \"format\": \"{format}\", \"actual-size\": 200704, \"dirty-flag\": false}}"
    )
}

fn counters(seed: usize) -> String {
    let operations = 1000 + seed * 37;
    let bytes = operations * 4096;
    let time = operations * 81_337;
    format!(
        "{{\"unmap_operations\": {seed}, \"unmap_merged\": 0, \"flush_total_time_ns\": {time}, \
         \"wr_highest_offset\": {bytes}, \"wr_total_time_ns\": {time}, \
         \"failed_wr_operations\": 0, \"failed_rd_operations\": 0, \"wr_merged\": 0, \
         \"wr_bytes\": {bytes}, \"timed_stats\": [], \"failed_unmap_operations\": 0, \
         \"failed_flush_operations\": 0, \"account_invalid\": true, \
         \"rd_total_time_ns\": {time}, \"invalid_unmap_operations\": 0, \
         \"flush_operations\": {operations}, \"wr_operations\": {operations}, \
         \"unmap_bytes\": 0, \"rd_merged\": 0, \"rd_bytes\": {bytes}, \
         \"unmap_total_time_ns\": 0, \"invalid_flush_operations\": 0, \
         \"account_failed\": true, \"rd_operations\": {operations}, \
         \"invalid_wr_operations\": 0, \"invalid_rd_operations\": 0, \
         \"zone_append_bytes\": 0, \"zone_append_operations\": 0, \
         \"zone_append_total_time_ns\": 0, \"zone_append_merged\": 0, \
         \"failed_zone_append_operations\": 0, \"invalid_zone_append_operations\": 0}}"
    )
}
