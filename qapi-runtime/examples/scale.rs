//! What thousands of tokio clients in one program cost: memory while they are
//! idle, and time per call. Prints a table.
//!
//!     cargo run --release -p qapi-runtime --example scale --features tokio
//!
//! The peers are in the same program, so sockets and peers are measured first
//! and taken off: memory before the first client is there, time by as many
//! round trips of the same bytes without a client.

#![allow(clippy::print_stdout, reason = "it is what it is for")]

use std::fmt::Write as _;
use std::io;
use std::time::Duration;

use peak_alloc::PeakAlloc;
use qapi_runtime::Result;
use qapi_runtime::tokio::Client;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustix::time::{ClockId, clock_gettime};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;
use tokio::task::JoinSet;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const CLIENTS: [usize; 3] = [1250, 2500, 5000];

/// Calls of each client, all clients at once.
const CALLS: usize = 100;

const GREETING: &[u8] = b"{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 0, \"major\": 10}, \"package\": \"\"}, \"capabilities\": [\"oob\"]}}\r\n";

fn main() -> Result<()> {
    let limit = getrlimit(Resource::Nofile);
    let most = Rlimit {
        current: limit.maximum,
        ..limit
    };
    setrlimit(Resource::Nofile, most).map_err(io::Error::from)?;
    println!(
        "| clients | bytes each, idle | RSS each, KiB | µs of CPU per call | of that the bare sockets | the client's share |"
    );
    println!("|---:|---:|---:|---:|---:|---:|");
    for clients in CLIENTS {
        // A runtime each, so that nothing is there from the last time.
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        runtime.block_on(measure(clients))?;
    }
    Ok(())
}

async fn measure(clients: usize) -> Result<()> {
    let bare = bare(clients).await?;

    let mut streams = Vec::with_capacity(clients);
    for _ in 0..clients {
        let (ours, theirs) = UnixStream::pair()?;
        tokio::spawn(serve(theirs));
        streams.push(ours);
    }
    let mut vms = Vec::with_capacity(clients);
    settle().await;
    let (heap, resident) = (MEMORY.current_usage(), resident()?);
    for stream in streams.drain(..) {
        vms.push(Client::builder().unix_stream(stream).await?);
    }
    settle().await;
    let heap = (MEMORY.current_usage() - heap) / clients;
    let resident = (self::resident()?.saturating_sub(resident)) / clients;

    let start = cpu();
    let mut tasks = JoinSet::new();
    for vm in &vms {
        let vm = vm.clone();
        tasks.spawn(async move {
            for _ in 0..CALLS {
                vm.execute_raw("query-status", None).await?;
            }
            Ok(())
        });
    }
    for result in tasks.join_all().await {
        let result: Result<()> = result;
        result?;
    }
    let calls = per_call(start, clients);
    println!(
        "| {clients} | {heap} | {:.1} | {calls:.1} | {bare:.1} | {:.1} |",
        resident as f64 / 1024.0,
        calls - bare
    );
    Ok(())
}

/// The same bytes to and fro without a client.
async fn bare(clients: usize) -> Result<f64> {
    let mut streams = Vec::with_capacity(clients);
    for _ in 0..clients {
        let (mut ours, theirs) = UnixStream::pair()?;
        tokio::spawn(serve(theirs));
        let _ = ours.read(&mut [0; 256]).await?; // the greeting
        streams.push(ours);
    }
    let start = cpu();
    let mut tasks = JoinSet::new();
    for mut stream in streams {
        tasks.spawn(async move {
            let mut buffer = [0; 256];
            for id in 0..CALLS {
                let line = format!("{{\"execute\":\"query-status\",\"id\":{id}}}\n");
                stream.write_all(line.as_bytes()).await?;
                let _ = stream.read(&mut buffer).await?;
            }
            io::Result::Ok(())
        });
    }
    for result in tasks.join_all().await {
        result?;
    }
    Ok(per_call(start, clients))
}

/// A server that keeps nothing and answers everything.
async fn serve(mut stream: UnixStream) -> io::Result<()> {
    let mut buffer = [0; 256];
    let mut line = String::new();
    stream.write_all(GREETING).await?;
    loop {
        let count = stream.read(&mut buffer).await?;
        let text = std::str::from_utf8(&buffer[..count]).map_err(io::Error::other)?;
        let Some((_, id)) = text.rsplit_once("\"id\":") else {
            return Ok(());
        };
        let id = id.trim_end().trim_end_matches('}');
        line.clear();
        let result = "{\"status\": \"running\", \"singlestep\": false, \"running\": true}";
        // Writing to memory can't fail.
        let _ = write!(line, "{{\"return\": {result}, \"id\": {id}}}\r\n");
        stream.write_all(line.as_bytes()).await?;
    }
}

/// Lets everybody come to rest.
async fn settle() {
    tokio::time::sleep(Duration::from_millis(500)).await;
}

fn cpu() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec as u32)
}

fn per_call(start: Duration, clients: usize) -> f64 {
    (cpu() - start).as_secs_f64() * 1e6 / (clients * CALLS) as f64
}

/// The memory of this process that is there, in bytes.
fn resident() -> io::Result<usize> {
    let pages = std::fs::read_to_string("/proc/self/statm")?;
    let pages = pages
        .split(' ')
        .nth(1)
        .and_then(|it| it.parse::<usize>().ok());
    Ok(pages.unwrap_or_default() * rustix::param::page_size())
}
