//! What is traced, and what never is.

#![cfg(all(unix, feature = "tracing"))]
#![allow(clippy::unwrap_used, clippy::panic)]

mod both;

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use qapi_runtime::ErrorClass;
use qapi_runtime::testing::Peer;
use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::both::Kind;

/// One test, as there is one subscriber for the whole process: those of single
/// threads get in each other's way when a place is traced for the first time.
#[test]
fn calls_by_name_and_outcome_without_what_travels_in_them() {
    let log = Log::default();
    tracing::subscriber::set_global_default(log.clone()).unwrap();
    calls(Kind::Blocking, &log);
    #[cfg(feature = "tokio")]
    calls(Kind::Tokio, &log);
}

/// Writes everything down.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let text = format!("{}={value:?};", field.name());
        self.0.lock().unwrap().push_str(&text);
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "qapi"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

fn calls(kind: Kind, log: &Log) {
    let peer = Peer::start().unwrap();
    peer.on("set_password", json!({"secret": "hunter2"}));
    peer.refuse("stop", ErrorClass::GenericError, "hunter2");
    let vm = kind.client(&peer);
    log.0.lock().unwrap().clear();
    vm.execute_raw("set_password", json!({"password": "hunter2"}))
        .unwrap();
    vm.execute_raw("stop", None).unwrap_err();
    let log = log.0.lock().unwrap();
    for part in [
        "command=\"set_password\";",
        "outcome=\"answered\";duration=",
        "command=\"stop\";",
        "outcome=\"refused\";duration=",
    ] {
        assert!(log.contains(part), "{log}");
    }
    assert!(!log.contains("hunter2"), "{log}");
}
