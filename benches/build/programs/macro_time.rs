//! What the macro does between its arguments and the compiler, alone: reads,
//! checks and expands a schema some times, and prints each time's seconds of
//! the processor, and how long the expansion is.

use std::fs;

fn main() {
    let path = std::env::args().nth(1).expect("a schema");
    for _ in 0..3 {
        let start = seconds();
        let loaded = qapi_codegen::load(path.as_ref(), &path, &Default::default()).unwrap();
        let text = qapi_codegen::expand(&loaded.schema);
        let end = seconds();
        assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics.sorted());
        println!("{} {}", end - start, text.len());
    }
}

fn seconds() -> f64 {
    let schedule = fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    let nanoseconds = schedule.split(' ').next().unwrap();
    nanoseconds.parse::<f64>().unwrap() / 1e9
}
