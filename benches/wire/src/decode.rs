//! Reading replies and events.

use std::hint::black_box;

use bench_derived as derived;
use bench_measure::rounds::Subject;
use bench_replies::Numbered;
use bench_schema::qmp::{self, commands};
use qapi::__private::measure::Inbox;
use qapi::{Command, TypedEvent};
use qapi_015::qmp as peer_qmp;
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::peer;

/// A message, and all who read it: in this order [`OURS`], [`DERIVED`],
/// [`BLOCKING`], [`TOKIO`] and [`FLOOR`].
pub struct Case {
    /// The command or event.
    pub name: &'static str,
    /// Whether there are unions in it.
    pub unions: bool,
    /// How long the line is, in bytes.
    pub bytes: usize,
    /// Those who read it.
    pub subjects: Vec<Subject<'static>>,
}

/// This crate.
pub const OURS: usize = 0;
/// Types written by hand with serde's derives.
pub const DERIVED: usize = 1;
/// `qapi` 0.15, blocking.
pub const BLOCKING: usize = 2;
/// `qapi` 0.15 on tokio.
pub const TOKIO: usize = 3;
/// `IgnoredAny`: what serde_json takes for looking at each byte.
pub const FLOOR: usize = 4;

/// All messages.
#[must_use]
pub fn cases() -> Vec<Case> {
    vec![
        reply::<commands::QueryStatus, derived::StatusInfo, peer_qmp::query_status>(
            "query-status",
            false,
            &bench_replies::query_status(),
        ),
        reply::<commands::QueryVersion, derived::VersionInfo, peer_qmp::query_version>(
            "query-version",
            false,
            &bench_replies::query_version(),
        ),
        event(),
        reply::<commands::QueryQmpSchema, Vec<derived::SchemaInfo>, peer_qmp::query_qmp_schema>(
            "query-qmp-schema",
            true,
            &bench_replies::query_qmp_schema(),
        ),
        reply::<commands::QueryBlock, Vec<derived::BlockInfo>, peer_qmp::query_block>(
            "query-block",
            true,
            &bench_replies::query_block(),
        ),
        nodes(
            "query-named-block-nodes",
            true,
            &bench_replies::query_named_block_nodes(),
        ),
        nodes(
            "the same, raw images",
            false,
            &bench_replies::query_named_block_nodes_raw(),
        ),
        reply::<commands::QueryBlockstats, Vec<derived::BlockStats>, peer_qmp::query_blockstats>(
            "query-blockstats",
            true,
            &bench_replies::query_blockstats(),
        ),
    ]
}

/// `query-named-block-nodes` with this result.
#[must_use]
pub fn nodes(name: &'static str, unions: bool, result: &str) -> Case {
    reply::<
        commands::QueryNamedBlockNodes,
        Vec<derived::BlockDeviceInfo>,
        peer_qmp::query_named_block_nodes,
    >(name, unions, result)
}

/// A reply that a real server sent to `query-qmp-schema`.
#[must_use]
pub fn captured_schema(result: &str) -> Case {
    reply::<commands::QueryQmpSchema, Vec<derived::SchemaInfo>, peer_qmp::query_qmp_schema>(
        "query-qmp-schema, captured",
        true,
        result,
    )
}

fn reply<C, D, P>(name: &'static str, unions: bool, result: &str) -> Case
where
    C: Command + 'static,
    D: DeserializeOwned + 'static,
    P: qapi_015::Command + 'static,
{
    let mut ours = Ours::new(result);
    let line = ours.reply.line().to_vec();
    let mut blocking = peer::Blocking::new(&line);
    let (by_hand, tokio, floor) = (line.clone(), line.clone(), line.clone());
    let subjects = vec![
        Subject::new("ours", move || drop(black_box(ours.read::<C>()))),
        Subject::new("by hand", move || {
            let reply: derived::Reply<D> = serde_json::from_slice(&by_hand).unwrap();
            drop(black_box(reply.result));
        }),
        Subject::new("qapi 0.15 blocking", move || {
            drop(black_box(blocking.reply::<P>()))
        }),
        Subject::new("qapi 0.15 tokio", move || {
            drop(black_box(peer::reply_by_tokio::<P>(&tokio)));
        }),
        Subject::new("IgnoredAny", move || {
            let _ = black_box(serde_json::from_slice::<IgnoredAny>(&floor).unwrap());
        }),
    ];
    Case {
        name,
        unions,
        bytes: line.len(),
        subjects,
    }
}

fn event() -> Case {
    let line = bench_replies::event();
    let mut inbox = Inbox::new();
    let ours = line.clone();
    let (by_hand, blocking, tokio, floor) =
        (line.clone(), line.clone(), line.clone(), line.clone());
    let subjects = vec![
        Subject::new("ours", move || {
            inbox.read(&ours);
            drop(black_box(inbox.event::<TypedEvent<qmp::Event>>().unwrap()));
        }),
        Subject::new("by hand", move || {
            let event: derived::TimedEvent = serde_json::from_slice(&by_hand).unwrap();
            drop(black_box(event));
        }),
        Subject::new("qapi 0.15 blocking", move || {
            drop(black_box(peer::event(&blocking)))
        }),
        Subject::new("qapi 0.15 tokio", move || {
            drop(black_box(peer::event(&tokio)))
        }),
        Subject::new("IgnoredAny", move || {
            let _ = black_box(serde_json::from_slice::<IgnoredAny>(&floor).unwrap());
        }),
    ];
    Case {
        name: "an event",
        unions: true,
        bytes: line.len(),
        subjects,
    }
}

/// This crate's way, on one connection: each call has its own id.
struct Ours {
    inbox: Inbox,
    reply: Numbered,
}

impl Ours {
    fn new(result: &str) -> Self {
        Self {
            inbox: Inbox::new(),
            reply: Numbered::new(result),
        }
    }

    fn read<C: Command>(&mut self) -> C::Returns {
        let id = self.inbox.begin();
        self.inbox.answer::<C>(self.reply.with_id(id)).unwrap()
    }
}
