//! Events through to a subscriber, as types of the schema. One time is one
//! reply and [`EVENTS`] events.

use std::hint::black_box;
use std::time::Duration;

use bench_measure::rounds::Subject;
use bench_schema::qmp;
use futures_util::StreamExt;
use qapi_015::futures::QmpStreamTokio;
use qapi_015::qmp as peer_qmp;
use tokio::runtime::Runtime;

use crate::calls::{current_thread, multi_thread};
use crate::servers::{EVENTS, Server};

/// This crate blocking and on tokio, then `qapi` 0.15.
pub fn subjects(server: &mut Server) -> Vec<Subject<'static>> {
    vec![
        ours_blocking(server),
        ours_tokio("ours, tokio current-thread", server, current_thread()),
        ours_tokio("ours, tokio multi-thread", server, multi_thread()),
        peer_tokio("qapi 0.15, tokio current-thread", server, current_thread()),
        peer_tokio("qapi 0.15, tokio multi-thread", server, multi_thread()),
    ]
}

fn ours_blocking(server: &mut Server) -> Subject<'static> {
    let client = qapi::Client::connect(server.path()).unwrap();
    let mut events = client.events().typed::<qmp::Event>();
    Subject::new("ours, blocking", move || {
        qmp::stop(&client).unwrap();
        for _ in 0..EVENTS {
            let event = events.wait(Duration::from_secs(60)).unwrap();
            drop(black_box(event.unwrap()));
        }
    })
}

fn ours_tokio(name: &'static str, server: &mut Server, runtime: Runtime) -> Subject<'static> {
    let client = runtime
        .block_on(qapi::tokio::Client::connect(server.path()))
        .unwrap();
    let mut events = client.events().typed::<qmp::Event>();
    Subject::new(name, move || {
        runtime.block_on(async {
            qmp::stop(&client).await.unwrap();
            for _ in 0..EVENTS {
                drop(black_box(events.next().await.unwrap().unwrap()));
            }
        });
    })
}

fn peer_tokio(name: &'static str, server: &mut Server, runtime: Runtime) -> Subject<'static> {
    let (service, mut events) = runtime.block_on(async {
        let stream = QmpStreamTokio::open_uds(server.path()).await.unwrap();
        stream.negotiate().await.unwrap().into_parts()
    });
    Subject::new(name, move || {
        runtime.block_on(async {
            let events = async {
                for _ in 0..EVENTS {
                    drop(black_box(events.next().await.unwrap().unwrap()));
                }
            };
            let (reply, ()) =
                futures_util::future::join(service.execute(peer_qmp::stop {}), events).await;
            reply.unwrap();
        });
    })
}
