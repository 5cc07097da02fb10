//! What only the guest agent's client for tokio can be asked.

#![cfg(all(unix, feature = "tokio"))]
#![allow(clippy::unwrap_used, clippy::panic)]

mod poll;

use std::time::Duration;

use qapi_runtime::Error;
use qapi_runtime::tokio::guest::Agent;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt, BufReader, DuplexStream, duplex};
use tokio::task::yield_now;

use poll::poll_times;

/// The server's end.
struct Server(BufReader<DuplexStream>);

impl Server {
    /// The next command, synchronizations answered; whatever else is half
    /// there is skipped.
    async fn receive(&mut self) -> Option<Value> {
        loop {
            let line = self.receive_line().await?;
            let start = line.iter().rposition(|&byte| byte == 0xff);
            let text = &line[start.map_or(0, |it| it + 1)..];
            let command: Value = serde_json::from_slice(text).unwrap();
            if command["execute"] != "guest-sync-delimited" {
                return Some(command);
            }
            self.0.write_all(b"\xff").await.unwrap();
            self.reply(&command["arguments"]["id"]).await;
        }
    }

    /// A little at a time, so that others see it half done.
    async fn receive_line(&mut self) -> Option<Vec<u8>> {
        let mut line = Vec::new();
        while line.pop_if(|&mut last| last == b'\n').is_none() {
            line.push(self.0.read_u8().await.ok()?);
            yield_now().await;
        }
        Some(line)
    }

    async fn reply(&mut self, result: &Value) {
        let line = format!("{}\n", json!({"return": result}));
        self.0.write_all(line.as_bytes()).await.unwrap();
    }
}

/// An agent and the server that answers with what the closure says.
async fn agent(
    size: usize,
    mut answer: impl FnMut(Value) -> Value + Send + 'static,
) -> (Agent, tokio::task::JoinHandle<()>) {
    let (ours, theirs) = duplex(size);
    let server = tokio::spawn(async move {
        let mut server = Server(BufReader::new(theirs));
        while let Some(command) = server.receive().await {
            let result = answer(command);
            server.reply(&result).await;
        }
    });
    (Agent::from_stream(ours).await.unwrap(), server)
}

/// The pipe is shorter than a command, so some are dropped while written, some
/// while their answer is read and some before their turn.
#[tokio::test]
async fn a_call_that_is_dropped_anywhere_hands_its_answer_to_nobody() {
    let (agent, _server) = agent(8, |command| command["arguments"].clone()).await;
    let text = "x".repeat(200);
    let mut dropped = 0;
    for times in (0..300).step_by(3) {
        for _ in 0..3 {
            let arguments = json!({"dropped": times, "text": text});
            let result = poll_times(agent.execute_raw("echo", arguments), times).await;
            dropped += usize::from(result.is_none());
            assert!(result.is_none_or(|it| it.unwrap()["dropped"] == times));
            let arguments = json!({"kept": times});
            let kept = agent.execute_raw("echo", arguments.clone()).await.unwrap();
            assert_eq!(kept, arguments);
        }
    }
    assert!((150..300).contains(&dropped), "{dropped}");
}

#[tokio::test]
async fn a_future_that_is_kept_and_not_polled_holds_up_nobody() {
    let (agent, _server) = agent(1 << 10, |command| command["execute"].clone()).await;
    let mut kept = Box::pin(agent.execute_raw("kept", None));
    assert!(poll_times(&mut kept, 1).await.is_none());
    assert_eq!(agent.execute_raw("other", None).await.unwrap(), "other");
    assert_eq!(kept.await.unwrap(), "kept");
}

#[tokio::test]
async fn a_thousand_tasks_get_their_own_answers() {
    let (agent, _server) = agent(1 << 16, |command| command["arguments"].clone()).await;
    let tasks: Vec<_> = (0..1000)
        .map(|number| {
            let call = agent.execute_raw("echo", json!(number));
            tokio::spawn(async move { assert_eq!(call.await.unwrap(), number) })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

#[tokio::test]
async fn the_last_clone_closes_the_connection() {
    let (agent, server) = agent(1 << 10, |_| json!({})).await;
    let clone = agent.clone();
    drop(agent);
    clone.execute_raw("guest-ping", None).await.unwrap();
    drop(clone);
    server.await.unwrap();
}

#[test]
fn a_runtime_that_ends_ends_the_connection() {
    let runtime = || {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        builder.enable_all().build().unwrap()
    };
    let first = runtime();
    let (agent, _server) = first.block_on(agent(64, |_| json!({})));
    drop(first);
    let error = runtime()
        .block_on(agent.execute_raw("guest-ping", None))
        .unwrap_err();
    assert!(matches!(error, Error::Closed { command: Some(name) } if name == "guest-ping"));
}

/// The waits are minutes long on the clock of the test, which goes by itself.
#[tokio::test(start_paused = true)]
async fn an_agent_is_asked_again_until_it_is_there_and_no_longer_than_allowed() {
    let (ours, mut theirs) = duplex(1 << 16);
    let server = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(90)).await;
        // All that was asked in the meantime is lost.
        let mut lost = vec![0; 1 << 16];
        let count = theirs.read(&mut lost).await.unwrap();
        let asked = lost[..count].iter().filter(|&&it| it == 0xff).count();
        assert!((89..=91).contains(&asked), "{asked}");
        let mut server = Server(BufReader::new(theirs));
        assert!(server.receive().await.is_none());
    });
    let patient = Agent::builder().sync_timeout(Duration::from_secs(100));
    drop(patient.stream(ours).await.unwrap());
    server.await.unwrap();

    let (ours, _theirs) = duplex(1 << 10);
    let start = tokio::time::Instant::now();
    let error = Agent::from_stream(ours).await.unwrap_err();
    assert!(
        matches!(&error, Error::Timeout { command: Some(name), after }
            if name == "guest-sync-delimited" && *after == Duration::from_secs(10)),
        "{error}"
    );
    assert_eq!(start.elapsed().as_secs(), 10);
}

/// A file in the guest of one byte after the other.
struct Disk {
    content: Vec<u8>,
    position: usize,
    calls: Vec<String>,
}

impl Disk {
    fn answer(&mut self, command: &Value) -> Value {
        let name = command["execute"].as_str().unwrap();
        self.calls.push(name.to_owned());
        let arguments = &command["arguments"];
        match name {
            "guest-file-open" => json!(7),
            // No more than three bytes at once, whatever is asked for.
            "guest-file-read" => {
                let count = arguments["count"].as_u64().unwrap().min(3) as usize;
                let end = (self.position + count).min(self.content.len());
                let text = &self.content[self.position..end];
                self.position = end;
                json!({"count": text.len(), "buf-b64": base64(text), "eof": false})
            }
            "guest-file-seek" => {
                let offset = arguments["offset"].as_i64().unwrap();
                assert_eq!(arguments["whence"], "cur");
                self.position = self.position.checked_add_signed(offset as isize).unwrap();
                json!({"position": self.position, "eof": false})
            }
            "guest-file-write" => {
                // `ab` and then what is left of it.
                let text = arguments["buf-b64"].as_str().unwrap();
                let count = if text == "YWI=" { 1 } else { 2 };
                json!({"count": count.min(text.trim_end_matches('=').len() * 3 / 4), "eof": false})
            }
            _ => json!({}),
        }
    }
}

/// Of three bytes at most, as the disk has them.
fn base64(bytes: &[u8]) -> String {
    match bytes {
        b"012" => "MDEy".to_owned(),
        b"3" => "Mw==".to_owned(),
        b"1" => "MQ==".to_owned(),
        b"23" => "MjM=".to_owned(),
        b"" => String::new(),
        other => panic!("not expected: {other:?}"),
    }
}

#[tokio::test]
async fn a_file_keeps_its_place_when_reads_are_dropped() {
    let disk = std::sync::Arc::new(std::sync::Mutex::new(Disk {
        content: b"0123".to_vec(),
        position: 0,
        calls: Vec::new(),
    }));
    let shared = disk.clone();
    let answer = move |command| shared.lock().unwrap().answer(&command);
    let (agent, server) = agent(1 << 10, answer).await;
    let mut file = agent.open("/file", "r+").await.unwrap();

    // It asks for three bytes and leaves.
    let mut three = [0; 3];
    assert!(poll_times(file.read(&mut three), 1).await.is_none());
    let mut one = [0; 1];
    assert_eq!(file.read(&mut one).await.unwrap(), 1);
    assert_eq!(&one, b"0");
    // The other two are there, and seeking knows that.
    assert_eq!(file.seek(std::io::SeekFrom::Current(1)).await.unwrap(), 2);
    let mut rest = Vec::new();
    file.read_to_end(&mut rest).await.unwrap();
    assert_eq!(rest, b"23");

    // A part that the agent takes in two goes; the flush waits for it.
    disk.lock().unwrap().calls.clear();
    file.write_all(b"ab").await.unwrap();
    file.flush().await.unwrap();
    file.flush().await.unwrap();
    let calls = std::mem::take(&mut disk.lock().unwrap().calls);
    assert_eq!(
        calls,
        ["guest-file-write", "guest-file-write", "guest-file-flush"]
    );
    // Dropping it closes it, before the connection goes.
    drop(file);
    drop(agent);
    server.await.unwrap();
    assert_eq!(disk.lock().unwrap().calls, ["guest-file-close"]);
}

#[tokio::test]
async fn what_a_file_could_not_write_is_said_by_the_flush() {
    let (ours, theirs) = duplex(1 << 10);
    tokio::spawn(async move {
        let mut server = Server(BufReader::new(theirs));
        server.receive().await.unwrap();
        server.reply(&json!(7)).await;
        server.receive().await.unwrap();
        let error = json!({"error": {"class": "GenericError", "desc": "disk full"}});
        let line = format!("{error}\n");
        server.0.write_all(line.as_bytes()).await.unwrap();
        server.receive().await
    });
    let agent = Agent::from_stream(ours).await.unwrap();
    let mut file = agent.open("/file", "w").await.unwrap();
    file.write_all(b"text").await.unwrap();
    let error = file.flush().await.unwrap_err();
    let error = error.downcast::<Error>().unwrap();
    assert_eq!(error.into_server().unwrap().desc, "disk full");
}
