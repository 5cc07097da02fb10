//! How much memory replies and events cost at their peak, counted by the
//! allocator. There is one test, as there is one count for the process.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

mod both;
mod schema;

use std::hint::black_box;
use std::sync::mpsc;

use peak_alloc::PeakAlloc;
use qapi_runtime::testing::Peer;
use qapi_runtime::{Error, Result};
use schema::query_devices;

use crate::both::{Kind, Vm};

/// A block that grows counts twice for a moment, as old and as new.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const MIB: usize = 1 << 20;

#[test]
fn at_most_a_few_times_the_line() {
    for &kind in Kind::ALL {
        let text = Line {
            before: "\"",
            piece: "x",
            after: "\"",
            count: 50_000_000,
        };
        text.check(kind, "one string of 50 MB", 3.0, |vm| {
            let text = vm.execute_raw("query-devices", None)?;
            assert_eq!(text.as_str().unwrap().len(), 50_000_000);
            Ok(())
        });

        let objects = Line {
            before: "{\"devices\": [{\"id\":\"\"}",
            piece: ",{\"id\":\"\"}",
            after: "]}",
            count: 2_000_000,
        };
        objects.check(kind, "two million structs", 12.0, |vm| {
            let devices = black_box(query_devices(vm)?.devices);
            assert_eq!(devices.len(), 2_000_001);
            Ok(())
        });

        let empty = Line {
            before: "[{}",
            piece: ",{}",
            after: "]",
            count: 2_000_000,
        };
        // Each of them is a value of 32 bytes.
        empty.check(kind, "two million empty values", 24.0, |vm| {
            let values = black_box(vm.execute_raw("query-devices", None)?);
            assert_eq!(values.as_array().unwrap().len(), 2_000_001);
            Ok(())
        });
        // What does not fit is not read further.
        empty.check(kind, "two million objects that do not fit", 4.0, |vm| {
            let error = query_devices(vm).err().unwrap();
            assert!(matches!(error, Error::Decode(_)), "{error}");
            Ok(())
        });

        flood(kind);
    }
}

/// A result of many pieces.
#[derive(Clone, Copy)]
struct Line {
    before: &'static str,
    piece: &'static str,
    after: &'static str,
    count: usize,
}

impl Line {
    /// Does not allow more memory than this many times the line.
    fn check(self, kind: Kind, what: &str, most: f64, call: impl FnOnce(&Vm) -> Result<()>) {
        let pieces = 1000;
        let piece = self.piece.repeat(self.count / pieces);
        let length = self.before.len() + piece.len() * pieces + self.after.len();
        let peer = Peer::scripted(move |connection| {
            connection.negotiate()?;
            let id = connection.receive()?.id;
            connection.send(format!("{{\"return\": {}", self.before))?;
            for _ in 0..pieces {
                connection.send(&piece)?;
            }
            connection.send(format!("{}, \"id\": {id}}}\r\n", self.after))?;
            connection.receive().map(drop)
        });
        let peer = peer.unwrap();
        let vm = kind.client(&peer);
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        call(&vm).unwrap();
        let peak = MEMORY.peak_usage() - before;
        let times = peak as f64 / length as f64;
        println!(
            "{kind:?}: {what}: {} MB, {times:.1} times the line",
            peak / 1_000_000
        );
        assert!(times <= most, "{kind:?}: {what}: {times:.1} times the line");
        // And it does not stay.
        let left = MEMORY.current_usage().saturating_sub(before);
        assert!(left < MIB, "{kind:?}: {what}: {left} bytes stay");
    }
}

/// Two million events with one who subscribed and does not read.
fn flood(kind: Kind) {
    let (begin, begun) = mpsc::channel();
    let begun = std::sync::Mutex::new(begun);
    let peer = Peer::scripted(move |connection| {
        connection.negotiate()?;
        let command = connection.receive()?;
        let events = "{\"event\": \"RESET\"}\r\n".repeat(1000);
        begun.lock().unwrap().recv().unwrap();
        for _ in 0..2_000 {
            connection.send(&events)?;
        }
        connection.reply(&command, qapi_runtime::Value::from("through"))?;
        connection.receive().map(drop)
    });
    let peer = peer.unwrap();
    let vm = kind.client(&peer);
    let events = vm.events();
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    begin.send(()).unwrap();
    assert_eq!(vm.execute_raw("stop", None).unwrap(), "through");
    let peak = MEMORY.peak_usage() - before;
    println!("{kind:?}: two million events: {} KiB", peak >> 10);
    // The queue's 4 MiB, which may be growing, and what is being read.
    assert!(peak < 16 * MIB, "{kind:?}: {peak} bytes");
    assert!(events.lost() > 1_900_000);
}
