//! Calls from several tasks at once.

use std::sync::Arc;

use bench_measure::rounds::Subject;
use bench_schema::qmp;
use qapi_015::qmp as peer_qmp;
use tokio::runtime::Runtime;

use crate::calls::{current_thread, multi_thread, peer_service};
use crate::servers::Server;

/// How many tasks there are.
pub const TASKS: usize = 8;

/// In pairs: from one task, and from [`TASKS`]. One time is one call.
pub fn subjects(server: &mut Server) -> Vec<Subject<'static>> {
    vec![
        ours(
            "ours, tokio current-thread, 1 task",
            server,
            current_thread(),
            1,
        ),
        ours(
            "ours, tokio current-thread, 8 tasks",
            server,
            current_thread(),
            TASKS,
        ),
        ours(
            "ours, tokio multi-thread, 1 task",
            server,
            multi_thread(),
            1,
        ),
        ours(
            "ours, tokio multi-thread, 8 tasks",
            server,
            multi_thread(),
            TASKS,
        ),
        peer(
            "qapi 0.15, tokio current-thread, 1 task",
            server,
            current_thread(),
            1,
        ),
        peer(
            "qapi 0.15, tokio current-thread, 8 tasks",
            server,
            current_thread(),
            TASKS,
        ),
    ]
}

fn ours(
    name: &'static str,
    server: &mut Server,
    runtime: Runtime,
    tasks: usize,
) -> Subject<'static> {
    let client = runtime
        .block_on(qapi::tokio::Client::connect(server.path()))
        .unwrap();
    let run = move |times: usize| {
        let all: Vec<_> = (0..tasks)
            .map(|task| {
                let client = client.clone();
                runtime.spawn(async move {
                    for _ in 0..share(times, tasks, task) {
                        qmp::query_version(&client).await.unwrap();
                    }
                })
            })
            .collect();
        runtime.block_on(async {
            for task in all {
                task.await.unwrap();
            }
        });
    };
    Subject {
        name,
        run: Box::new(run),
    }
}

fn peer(
    name: &'static str,
    server: &mut Server,
    runtime: Runtime,
    tasks: usize,
) -> Subject<'static> {
    let service = Arc::new(runtime.block_on(peer_service(&server.path())));
    let run = move |times: usize| {
        let all: Vec<_> = (0..tasks)
            .map(|task| {
                let service = Arc::clone(&service);
                runtime.spawn(async move {
                    for _ in 0..share(times, tasks, task) {
                        service.execute(peer_qmp::query_version {}).await.unwrap();
                    }
                })
            })
            .collect();
        runtime.block_on(async {
            for task in all {
                task.await.unwrap();
            }
        });
    };
    Subject {
        name,
        run: Box::new(run),
    }
}

/// What is left for one of several tasks.
fn share(times: usize, tasks: usize, task: usize) -> usize {
    times / tasks + usize::from(task < times % tasks)
}
