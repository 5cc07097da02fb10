//! `cargo bench -p bench-client`: calls for criterion, by the clock on the
//! wall, both ends on one processor.

use bench_client::calls;
use bench_client::servers::{Server, serve};
use bench_schema::qmp::commands;
use criterion::{Criterion, criterion_group};
use qapi_015::qmp as peer_qmp;

fn round_trip(criterion: &mut Criterion) {
    let mut server = Server::canned();
    let subjects =
        calls::subjects::<commands::QueryVersion, _>(&mut server, || peer_qmp::query_version {});
    let mut group = criterion.benchmark_group("round trip");
    for mut subject in subjects {
        group.bench_function(subject.name, |bencher| {
            bencher.iter_custom(|times| {
                let start = std::time::Instant::now();
                (subject.run)(times as usize);
                start.elapsed()
            });
        });
    }
}

fn main() {
    serve();
    bench_measure::clock::pin();
    benches();
    Criterion::default().configure_from_args().final_summary();
}

criterion_group!(benches, round_trip);
