//! Calls, one after another.

use std::hint::black_box;
use std::io::{BufReader, BufWriter, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;

use bench_measure::rounds::Subject;
use qapi::{Command, Transport};
use qapi_015::futures::{QapiService, QmpStreamTokio};
use qapi_015::qmp::QmpCommand;
use qapi_015::{Qmp, Stream};
use tokio::io::WriteHalf;
use tokio::runtime::{Builder, Runtime};

use crate::servers::{Server, connect};

/// The bare socket's place among the subjects.
pub const RAW: usize = 0;

/// The place of one whose commands have an id, as those of every client do:
/// QEMU takes the longer the more bytes a command has.
pub const RAW_WITH_ID: usize = 1;

/// Where this crate's subjects begin.
pub const OURS: usize = 2;

/// How many subjects there are.
pub const SUBJECTS: usize = 11;

/// All who call this command, which takes no arguments.
pub fn subjects<C, P>(server: &mut Server, command: fn() -> P) -> Vec<Subject<'static>>
where
    C: Command<Arguments = ()> + 'static,
    P: QmpCommand + 'static,
    C::Returns: Send,
    P::Ok: Send,
{
    let mut next = || {
        let path = server.path();
        drop(connect_and_leave(&path));
        path
    };
    vec![
        raw("raw socket", &next(), C::NAME, ""),
        raw("raw socket, with an id", &next(), C::NAME, ",\"id\":1"),
        ours_blocking::<C>(&next()),
        ours_tokio::<C>("ours, tokio current-thread", &next(), current_thread()),
        ours_tokio::<C>("ours, tokio multi-thread", &next(), multi_thread()),
        ours_from_task::<C>(&next()),
        peer_blocking(&next(), command),
        peer_buffered(&next(), command),
        peer_tokio(
            "qapi 0.15, tokio current-thread",
            &next(),
            current_thread(),
            command,
        ),
        peer_tokio(
            "qapi 0.15, tokio multi-thread",
            &next(),
            multi_thread(),
            command,
        ),
        peer_from_task(&next(), command),
    ]
}

/// The socket may be there before somebody listens.
fn connect_and_leave(path: &Path) -> UnixStream {
    connect(path)
}

/// As `#[tokio::main(flavor = "current_thread")]` makes it.
pub fn current_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// As `#[tokio::main]` makes it, with two threads: what calls is not one of
/// them.
pub fn multi_thread() -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

fn raw(what: &'static str, path: &Path, name: &str, id: &str) -> Subject<'static> {
    let mut stream = connect(path);
    let mut buffer = vec![0; 64 << 10];
    let mut read_line = move |stream: &mut UnixStream| loop {
        let count = stream.read(&mut buffer).unwrap();
        if buffer[..count].ends_with(b"\n") {
            break;
        }
    };
    read_line(&mut stream);
    stream
        .write_all(b"{\"execute\": \"qmp_capabilities\"}\n")
        .unwrap();
    read_line(&mut stream);
    let command = format!("{{\"execute\":\"{name}\"{id}}}\n");
    Subject::new(what, move || {
        stream.write_all(command.as_bytes()).unwrap();
        read_line(&mut stream);
    })
}

fn ours_blocking<C: Command<Arguments = ()>>(path: &Path) -> Subject<'static> {
    let client = qapi::Client::connect(path).unwrap();
    Subject::new("ours, blocking", move || {
        drop(black_box((&client).execute::<C>(&()).unwrap()));
    })
}

fn ours_tokio<C: Command<Arguments = ()>>(
    name: &'static str,
    path: &Path,
    runtime: Runtime,
) -> Subject<'static> {
    let client = runtime
        .block_on(qapi::tokio::Client::connect(path))
        .unwrap();
    let run = move |times| {
        runtime.block_on(async {
            for _ in 0..times {
                drop(black_box((&client).execute::<C>(&()).await.unwrap()));
            }
        });
    };
    Subject {
        name,
        run: Box::new(run),
    }
}

fn ours_from_task<C>(path: &Path) -> Subject<'static>
where
    C: Command<Arguments = ()> + 'static,
    C::Returns: Send,
{
    let runtime = multi_thread();
    let client = runtime
        .block_on(qapi::tokio::Client::connect(path))
        .unwrap();
    let run = move |times| {
        let client = client.clone();
        let task = runtime.spawn(async move {
            for _ in 0..times {
                drop(black_box((&client).execute::<C>(&()).await.unwrap()));
            }
        });
        runtime.block_on(task).unwrap();
    };
    Subject {
        name: "ours, tokio multi-thread, from a task",
        run: Box::new(run),
    }
}

fn peer_blocking<P: QmpCommand + 'static>(path: &Path, command: fn() -> P) -> Subject<'static> {
    // The way its documentation shows: a reader with a buffer and a bare writer.
    let stream = connect(path);
    let reader = BufReader::new(stream.try_clone().unwrap());
    let mut qmp = Qmp::new(Stream::new(reader, stream));
    qmp.handshake().unwrap();
    Subject::new("qapi 0.15, blocking", move || {
        drop(black_box(qmp.execute(&command()).unwrap()));
    })
}

fn peer_buffered<P: QmpCommand + 'static>(path: &Path, command: fn() -> P) -> Subject<'static> {
    let stream = connect(path);
    let reader = BufReader::new(stream.try_clone().unwrap());
    let mut qmp = Qmp::new(Stream::new(reader, BufWriter::new(stream)));
    qmp.handshake().unwrap();
    Subject::new("qapi 0.15, blocking, with a BufWriter", move || {
        drop(black_box(qmp.execute(&command()).unwrap()));
    })
}

/// The handle of `qapi` 0.15 on tokio.
pub type PeerService = QapiService<QmpStreamTokio<WriteHalf<tokio::net::UnixStream>>>;

/// Connects `qapi` 0.15 on tokio, with a task that reads.
pub async fn peer_service(path: &Path) -> PeerService {
    let stream = QmpStreamTokio::open_uds(path).await.unwrap();
    let stream = stream.negotiate().await.unwrap();
    stream.spawn_tokio().0
}

fn peer_tokio<P: QmpCommand + 'static>(
    name: &'static str,
    path: &Path,
    runtime: Runtime,
    command: fn() -> P,
) -> Subject<'static> {
    let service = runtime.block_on(peer_service(path));
    let run = move |times| {
        runtime.block_on(async {
            for _ in 0..times {
                drop(black_box(service.execute(command()).await.unwrap()));
            }
        });
    };
    Subject {
        name,
        run: Box::new(run),
    }
}

fn peer_from_task<P>(path: &Path, command: fn() -> P) -> Subject<'static>
where
    P: QmpCommand + 'static,
    P::Ok: Send,
{
    let runtime = multi_thread();
    let service = std::sync::Arc::new(runtime.block_on(peer_service(path)));
    let run = move |times| {
        let service = std::sync::Arc::clone(&service);
        let task = runtime.spawn(async move {
            for _ in 0..times {
                drop(black_box(service.execute(command()).await.unwrap()));
            }
        });
        runtime.block_on(task).unwrap();
    };
    Subject {
        name: "qapi 0.15, tokio multi-thread, from a task",
        run: Box::new(run),
    }
}
