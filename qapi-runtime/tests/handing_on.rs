//! Whoever waits reads for all, and leaves at any time. If nobody took over,
//! somebody here would wait without end.

#![cfg(all(unix, feature = "tokio"))]
#![allow(clippy::unwrap_used, clippy::panic)]

mod poll;

use std::future::{Future, poll_fn};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::pin::pin;
use std::sync::Arc;
use std::sync::mpsc;
use std::task::Poll;
use std::thread;
use std::time::Duration;

use qapi_runtime::{Client, Error, tokio as asynchronous};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

use poll::poll_times;

const CALLERS: u64 = 8;
const CALLS: u64 = 400;

/// The calls of threads are made in so many parts.
const ROUNDS: u64 = 100;

/// Long after all is done, also on a slow machine.
const WATCHDOG: Duration = Duration::from_secs(120);

const GREETING: &str = r#"{"QMP": {"version": {"qemu": {"major": 9, "minor": 0, "micro": 0}}}}"#;

/// The same numbers in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0 * 48271 % 0x7fff_ffff;
        self.0 / 16 % limit
    }
}

/// A server that answers what has come together in any order, with an event
/// now and then, and some commands never.
fn server(stream: UnixStream) {
    let mut writer = stream.try_clone().unwrap();
    let mut reader = BufReader::new(stream);
    let mut numbers = Numbers(7);
    let (mut answers, mut events) = (Vec::new(), 0);
    writeln!(writer, "{GREETING}").unwrap();
    let mut line = String::new();
    while matches!(reader.read_line(&mut line), Ok(1..)) {
        let command: Value = serde_json::from_str(&line).unwrap();
        line.clear();
        if command["execute"] != "never" {
            let result = json!({"return": command["arguments"], "id": command["id"]});
            let place = numbers.below(answers.len() as u64 + 1);
            answers.insert(place as usize, format!("{result}\r\n"));
        }
        if numbers.below(4) == 0 {
            events += 1;
            answers.push(format!(
                "{{\"event\": \"E\", \"data\": {{\"n\": {events}}}}}\n"
            ));
        }
        if reader.buffer().is_empty() {
            // Together or one by one.
            let size = [1, 100][numbers.below(2) as usize];
            let pieces = answers.chunks(size).map(<[String]>::concat);
            if pieces
                .into_iter()
                .any(|piece| writer.write_all(piece.as_bytes()).is_err())
            {
                break;
            }
            answers.clear();
        }
    }
}

fn connection() -> UnixStream {
    let (ours, theirs) = UnixStream::pair().unwrap();
    thread::spawn(|| server(theirs));
    ours
}

/// Fails the test if this takes too long, whoever hangs.
fn watched(test: impl FnOnce() + Send + 'static) {
    let (tell, told) = mpsc::channel();
    let test = thread::spawn(move || {
        test();
        tell.send(()).unwrap();
    });
    match told.recv_timeout(WATCHDOG) {
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("somebody waits without end"),
        _ => test.join().unwrap(),
    }
}

/// A result, if there is one, is the caller's own.
fn check(result: Result<Value, Error>, sent: &Value) {
    match result {
        Ok(result) => assert_eq!(result, *sent),
        Err(error) => assert!(matches!(error, Error::Timeout { .. }), "{error}"),
    }
}

#[test]
fn threads_that_come_and_go() {
    watched(|| {
        let vm = Arc::new(Client::builder().unix_stream(connection()).unwrap());
        let mut events = vm.events();
        // It is when nobody new comes that somebody has to be woken.
        for round in 0..ROUNDS {
            let callers: Vec<_> = (1..=CALLERS)
                .map(|caller| {
                    let vm = Arc::clone(&vm);
                    thread::spawn(move || call(&vm, round * CALLERS + caller))
                })
                .collect();
            callers.into_iter().for_each(|it| it.join().unwrap());
        }
        for next in 1..=CALLERS * CALLS / 8 {
            let event = events.wait(WATCHDOG).unwrap().unwrap();
            assert_eq!(event.data["n"], next);
        }
    });
}

#[test]
fn who_leaves_with_its_reply_leaves_the_reading_to_who_waits() {
    watched(|| {
        let (ours, theirs) = UnixStream::pair().unwrap();
        let (tell, told) = mpsc::channel();
        thread::spawn(move || one_by_one(theirs, &told));
        let vm = Arc::new(Client::builder().unix_stream(ours).unwrap());
        for _ in 0..ROUNDS {
            let callers = [(); 2].map(|()| {
                let (vm, tell) = (Arc::clone(&vm), tell.clone());
                thread::spawn(move || {
                    vm.execute_raw("echo", None).unwrap();
                    tell.send(()).unwrap();
                })
            });
            callers.into_iter().for_each(|it| it.join().unwrap());
        }
    });
}

/// A server that has two commands before it answers the first, and answers
/// the second when the first one's caller has its reply.
fn one_by_one(stream: UnixStream, told: &mpsc::Receiver<()>) {
    let mut writer = stream.try_clone().unwrap();
    let mut commands = BufReader::new(stream).lines().map_while(Result::ok);
    writeln!(writer, "{GREETING}").unwrap();
    let mut answer = |command: Option<String>| {
        let command: Option<Value> = command.map(|text| serde_json::from_str(&text).unwrap());
        let id = command.map(|command| command["id"].clone())?;
        write!(writer, "{{\"return\": {{}}, \"id\": {id}}}\r\n").ok()
    };
    // The negotiation.
    let _ = answer(commands.next());
    while let Some(first) = commands.next() {
        let second = commands.next();
        let _ = answer(Some(first));
        let _ = told.recv();
        let _ = answer(second);
        let _ = told.recv();
    }
}

fn call(vm: &Client, caller: u64) {
    let mut numbers = Numbers(caller);
    for number in 0..CALLS / ROUNDS {
        let sent = json!({"caller": caller, "number": number});
        let soon = Duration::from_micros(numbers.below(300));
        match numbers.below(8) {
            0 => check(vm.deadline(soon).execute_raw("never", None), &Value::Null),
            1 | 2 => check(vm.deadline(soon).execute_raw("echo", sent.clone()), &sent),
            _ => assert_eq!(vm.execute_raw("echo", sent.clone()).unwrap(), sent),
        }
    }
}

#[test]
fn tasks_that_come_and_go_on_one_thread() {
    tasks(|| Builder::new_current_thread().enable_all().build().unwrap());
}

#[test]
fn tasks_that_come_and_go_on_several_threads() {
    tasks(|| {
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(3).enable_all().build().unwrap()
    });
}

fn tasks(runtime: fn() -> Runtime) {
    watched(move || {
        let runtime = runtime();
        runtime.block_on(async {
            let vm = asynchronous::Client::builder();
            let stream = connection();
            stream.set_nonblocking(true).unwrap();
            let stream = tokio::net::UnixStream::from_std(stream).unwrap();
            let vm = vm.unix_stream(stream).await.unwrap();
            let mut events = vm.events();
            let callers: Vec<_> = (1..=CALLERS)
                .map(|caller| tokio::spawn(call_from_task(vm.clone(), caller)))
                .collect();
            for next in 1..=CALLERS * CALLS / 8 {
                let event = events.next().await.unwrap().unwrap();
                assert_eq!(event.data["n"], next);
            }
            for caller in callers {
                caller.await.unwrap();
            }
            // Now this is the only caller, and not a task.
            for number in 0..CALLS {
                let sent = json!({"number": number});
                assert_eq!(vm.execute_raw("echo", sent.clone()).await.unwrap(), sent);
            }
        });
    });
}

async fn call_from_task(vm: asynchronous::Client, caller: u64) {
    let mut numbers = Numbers(caller);
    for number in 0..CALLS {
        let sent = json!({"caller": caller, "number": number});
        let echo = vm.execute_raw("echo", sent.clone());
        match numbers.below(8) {
            0 => {
                let soon = Duration::from_micros(numbers.below(300));
                let never = vm.deadline(soon).execute_raw("never", None);
                check(never.await, &Value::Null);
            }
            1 | 2 => {
                let times = numbers.below(4);
                if let Some(result) = poll_times(echo, times as usize).await {
                    assert_eq!(result.unwrap(), sent);
                }
            }
            // It is not asked for while another call is waited for.
            3 => {
                let mut echo = pin!(echo);
                let first = poll_fn(|cx| Poll::Ready(echo.as_mut().poll(cx))).await;
                let other = vm.execute_raw("echo", json!("other")).await;
                assert_eq!(other.unwrap(), "other");
                let result = match first {
                    Poll::Ready(result) => result,
                    Poll::Pending => echo.await,
                };
                assert_eq!(result.unwrap(), sent);
            }
            _ => assert_eq!(echo.await.unwrap(), sent),
        }
    }
}
