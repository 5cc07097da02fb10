//! `cargo bench -p bench-wire`: the same for criterion, which compares a change
//! with what was before it.

use bench_wire::{decode, encode};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn reading(criterion: &mut Criterion) {
    for case in decode::cases() {
        // Events have a group of their own.
        let kind = if case.name == "an event" {
            "event"
        } else {
            "decode"
        };
        let mut group = criterion.benchmark_group(format!("{kind}/{}", case.name));
        group.throughput(Throughput::Bytes(case.bytes as u64));
        for mut subject in case.subjects {
            group.bench_function(subject.name, |bencher| bencher.iter(|| (subject.run)(1)));
        }
    }
}

fn writing(criterion: &mut Criterion) {
    for case in encode::cases() {
        let mut group = criterion.benchmark_group(format!("encode/{}", case.name));
        group.throughput(Throughput::Bytes(case.bytes as u64));
        for mut subject in case.subjects {
            group.bench_function(subject.name, |bencher| bencher.iter(|| (subject.run)(1)));
        }
    }
}

criterion_group!(benches, reading, writing);
criterion_main!(benches);
