//! `decode MESSAGE READER TIMES`: reads a message some times, for callgrind to
//! count.

use bench_derived as derived;
use bench_replies::Numbered;
use qapi::__private::measure::Inbox;
use qapi::{Command, TypedEvent};
use serde::de::DeserializeOwned;
use std::hint::black_box;

mod qmp {
    qapi::include_qapi!("replies.json");
}

use qmp::commands;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, message, reader, times] = &arguments[..] else {
        panic!("expected MESSAGE READER TIMES");
    };
    let (ours, times) = (reader == "ours", times.parse().unwrap());
    match message.as_str() {
        "status" => {
            let result = bench_replies::query_status();
            replies::<commands::QueryStatus, derived::StatusInfo>(&result, ours, times);
        }
        "nodes" => nodes(bench_replies::Kind::Mixed, ours, times),
        "nodes_raw" => nodes(bench_replies::Kind::Raw, ours, times),
        "schema" => {
            let result = bench_replies::query_qmp_schema();
            replies::<commands::QueryQmpSchema, Vec<derived::SchemaInfo>>(&result, ours, times);
        }
        "event" => events(ours, times),
        other => panic!("unknown message {other}"),
    }
}

fn nodes(kind: bench_replies::Kind, ours: bool, times: u64) {
    type ByHand = Vec<derived::BlockDeviceInfo>;
    let result = bench_replies::nodes(kind, 40);
    replies::<commands::QueryNamedBlockNodes, ByHand>(&result, ours, times);
}

fn replies<C: Command, D: DeserializeOwned>(result: &str, ours: bool, times: u64) {
    let mut inbox = Inbox::new();
    let mut reply = Numbered::new(result);
    for _ in 0..times {
        if ours {
            let id = inbox.begin();
            drop(black_box(inbox.answer::<C>(reply.with_id(id)).unwrap()));
        } else {
            let reply: derived::Reply<D> = serde_json::from_slice(reply.line()).unwrap();
            drop(black_box(reply.result));
        }
    }
}

fn events(ours: bool, times: u64) {
    let mut inbox = Inbox::new();
    let line = bench_replies::event();
    for _ in 0..times {
        if ours {
            inbox.read(&line);
            drop(black_box(inbox.event::<TypedEvent<qmp::Event>>().unwrap()));
        } else {
            let event: derived::TimedEvent = serde_json::from_slice(&line).unwrap();
            drop(black_box(event));
        }
    }
}
