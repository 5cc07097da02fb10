//! The guest agent: scripted ones that misbehave, and the real one where it is
//! installed.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

mod both;

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Command as Program, Stdio};
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::Duration;

use qapi_runtime::guest::Exec;
use qapi_runtime::testing::{Connection, Peer};
use qapi_runtime::{Command, Error, ErrorClass, Transport};
use serde_json::{Value, json};

use crate::both::{Kind, both};

both! {
    garbage_and_stale_replies_before_the_synchronization_are_nobodys,
    an_agent_of_old_is_synchronized_by_its_own_command,
    a_late_reply_is_recognized_by_the_next_synchronization,
    an_agent_that_starts_only_later_and_one_that_never_does,
    silence_is_success_where_the_schema_says_so_and_an_error_is_one,
    a_command_that_could_not_be_sent_is_no_success,
    a_frozen_agent_says_so,
    the_end_of_the_agent_is_the_end,
    a_call_waits_for_its_turn_no_longer_than_allowed,
    what_an_agent_can_not_do_is_refused,
    a_program_is_asked_for_until_it_ends_and_its_words_are_in_no_error,
    a_real_agent,
}

/// Long enough for the slowest machine, and never waited for in full.
const LONG: Duration = Duration::from_secs(60);

const SHORT: Duration = Duration::from_millis(50);

/// The next command, without the sentinel.
fn receive(connection: &mut Connection) -> io::Result<Value> {
    let line = connection.receive_line()?;
    let line = line.strip_prefix(b"\xff").unwrap_or(&line);
    Ok(serde_json::from_slice(line)?)
}

/// Answers the synchronization.
fn sync(connection: &mut Connection) -> io::Result<()> {
    let line = connection.receive_line()?;
    assert_eq!(line[0], 0xff);
    let command: Value = serde_json::from_slice(&line[1..])?;
    assert_eq!(command["execute"], "guest-sync-delimited");
    connection.send(b"\xff")?;
    connection.send_message(&json!({"return": command["arguments"]["id"]}))
}

fn scripted(script: impl Fn(&mut Connection) -> io::Result<()> + Send + Sync + 'static) -> Peer {
    Peer::scripted(script).unwrap()
}

fn garbage_and_stale_replies_before_the_synchronization_are_nobodys(kind: Kind) {
    let peer = scripted(|connection| {
        connection.send("garbage\n{\"return\": \"stale\"}\n\n{\"return\": {\"half")?;
        sync(connection)?;
        let command = receive(connection)?;
        assert_eq!(command, json!({"execute": "guest-ping"}));
        connection.send_message(&json!({"return": "ours"}))?;
        connection.receive_line().map(drop)
    });
    let agent = kind.agent(peer.path());
    assert_eq!(
        agent.execute_raw("guest-ping", Value::Null).unwrap(),
        "ours"
    );
}

fn an_agent_of_old_is_synchronized_by_its_own_command(kind: Kind) {
    let peer = scripted(|connection| {
        receive(connection)?;
        let error = json!({"class": "CommandNotFound", "desc": "no such command"});
        connection.send_message(&json!({"error": error}))?;
        let command = receive(connection)?;
        assert_eq!(command["execute"], "guest-sync");
        connection.send_message(&json!({"return": command["arguments"]["id"]}))?;
        receive(connection)?;
        connection.send_message(&json!({"return": 1}))?;
        connection.receive_line().map(drop)
    });
    let agent = kind.agent(peer.path());
    assert_eq!(agent.execute_raw("guest-ping", Value::Null).unwrap(), 1);
}

fn a_late_reply_is_recognized_by_the_next_synchronization(kind: Kind) {
    let peer = scripted(|connection| {
        sync(connection)?;
        receive(connection)?;
        let resync = connection.receive_line()?;
        connection.send_message(&json!({"return": "late"}))?;
        let resync: Value = serde_json::from_slice(&resync[1..])?;
        connection.send(b"\xff")?;
        connection.send_message(&json!({"return": resync["arguments"]["id"]}))?;
        let command = receive(connection)?;
        assert_eq!(command["execute"], "second");
        connection.send_message(&json!({"return": "right"}))?;
        connection.receive_line().map(drop)
    });
    let agent = kind.agent(peer.path());
    let error = agent.deadline(SHORT).execute_raw("first").unwrap_err();
    assert!(
        matches!(&error, Error::Timeout { command: Some(name), after } if name == "first" && *after == SHORT),
        "{error}"
    );
    assert_eq!(agent.execute_raw("second", Value::Null).unwrap(), "right");
}

fn an_agent_that_starts_only_later_and_one_that_never_does(kind: Kind) {
    let peer = scripted(|connection| {
        // What is asked while nobody is there is lost.
        connection.receive_line()?;
        sync(connection)?;
        connection.receive_line().map(drop)
    });
    kind.agent(peer.path());

    let silent = scripted(|connection| {
        connection.hold();
        Ok(())
    });
    let builder = kind.agent_builder().sync_timeout(SHORT);
    let error = builder.connect(silent.path()).unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
}

struct Shutdown;

impl Command for Shutdown {
    const NAME: &'static str = "guest-shutdown";
    const SUCCESS_RESPONSE: bool = false;
    type Arguments = ();
    type Returns = ();
}

fn silence_is_success_where_the_schema_says_so_and_an_error_is_one(kind: Kind) {
    let peer = scripted(|connection| {
        sync(connection)?;
        receive(connection)?;
        sync(connection)?;
        receive(connection)?;
        let error = json!({"class": "GenericError", "desc": "frozen"});
        connection.send_message(&json!({"error": error}))?;
        connection.receive_line().map(drop)
    });
    let builder = kind.agent_builder().silence(SHORT);
    let agent = builder.connect(peer.path()).unwrap();
    agent.execute::<Shutdown>(&()).unwrap();
    let error = agent.deadline(LONG).execute::<Shutdown>(&()).unwrap_err();
    assert_eq!(error.to_string(), "guest-shutdown: frozen (GenericError)");
}

/// A command without an answer, as long as one likes.
struct Long;

impl Command for Long {
    const NAME: &'static str = "guest-long";
    const SUCCESS_RESPONSE: bool = false;
    type Arguments = Value;
    type Returns = ();
}

fn a_command_that_could_not_be_sent_is_no_success(kind: Kind) {
    let peer = scripted(|connection| {
        sync(connection)?;
        connection.hold();
        Ok(())
    });
    let agent = kind.agent_builder().silence(SHORT);
    let agent = agent.connect(peer.path()).unwrap();
    let long = json!({"data": "x".repeat(8_000_000)});
    let error = agent.deadline(SHORT).execute::<Long>(&long).unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
}

fn a_frozen_agent_says_so(kind: Kind) {
    const FROZEN: &str = "Command guest-file-open has been disabled: the agent is in frozen state";

    let peer = scripted(|connection| {
        sync(connection)?;
        for _ in 0..2 {
            receive(connection)?;
            let error = json!({"class": "CommandNotFound", "desc": FROZEN});
            connection.send_message(&json!({"error": error}))?;
        }
        receive(connection)?;
        connection.send_message(&json!({"return": "frozen"}))?;
        connection.receive_line().map(drop)
    });
    let agent = kind.agent(peer.path());
    let Err(Error::Server(error)) = agent.open("/etc/motd", "r") else {
        panic!("it opens");
    };
    assert_eq!(error.desc, FROZEN);
    let error = agent.exec(&Exec::new("/bin/ls"), LONG).unwrap_err();
    assert_eq!(error.into_server().unwrap().desc, FROZEN);
    let status = agent.execute_raw("guest-fsfreeze-status", Value::Null);
    assert_eq!(status.unwrap(), "frozen");
}

fn a_call_waits_for_its_turn_no_longer_than_allowed(kind: Kind) {
    let (begin, begun) = mpsc::channel();
    let (end, ended) = mpsc::channel();
    let ended = Mutex::new(ended);
    let peer = scripted(move |connection| {
        sync(connection)?;
        assert_eq!(receive(connection)?["execute"], "first");
        begin.send(()).unwrap();
        ended.lock().unwrap().recv().unwrap();
        connection.send_message(&json!({"return": 1}))?;
        // What had no turn in time is not sent.
        assert_eq!(receive(connection)?["execute"], "third");
        connection.send_message(&json!({"return": 3}))?;
        connection.receive_line().map(drop)
    });
    let agent = kind.agent(peer.path());
    thread::scope(|scope| {
        let first = scope.spawn(|| agent.execute_raw("first", Value::Null));
        begun.recv().unwrap();
        let error = agent.deadline(SHORT).execute_raw("second").unwrap_err();
        assert!(
            matches!(&error, Error::Timeout { command: Some(name), after } if name == "second" && *after == SHORT),
            "{error}"
        );
        end.send(()).unwrap();
        assert_eq!(first.join().unwrap().unwrap(), 1);
    });
    assert_eq!(agent.execute_raw("third", Value::Null).unwrap(), 3);
}

fn what_an_agent_can_not_do_is_refused(kind: Kind) {
    let peer = scripted(|connection| {
        sync(connection)?;
        connection.receive_line().map(drop)
    });
    let agent = kind.agent(peer.path());
    let error = agent.out_of_band("guest-ping").unwrap_err();
    assert!(matches!(error, Error::Unsupported { .. }), "{error}");
}

fn the_end_of_the_agent_is_the_end(kind: Kind) {
    let peer = scripted(|connection| {
        sync(connection)?;
        receive(connection).map(drop)
    });
    let agent = kind.agent(peer.path());
    for name in ["first", "second"] {
        let error = agent.execute_raw(name, Value::Null).unwrap_err();
        assert!(
            matches!(&error, Error::Closed { command: Some(command) } if command == name),
            "{error}"
        );
    }
}

fn a_program_is_asked_for_until_it_ends_and_its_words_are_in_no_error(kind: Kind) {
    let peer = scripted(|connection| {
        sync(connection)?;
        let command = receive(connection)?;
        let arguments = json!({
            "path": "/bin/cat", "capture-output": true, "arg": ["-"],
            "env": ["TOKEN=hunter2"], "input-data": "aGk=",
        });
        assert_eq!(
            command,
            json!({"execute": "guest-exec", "arguments": arguments})
        );
        connection.send_message(&json!({"return": {"pid": 7}}))?;
        for exited in [false, false, true] {
            let command = receive(connection)?;
            assert_eq!(command["arguments"]["pid"], 7);
            let status = json!({"exited": exited, "exitcode": 3, "out-data": "aGk="});
            connection.send_message(&json!({"return": status}))?;
        }
        connection.receive_line().map(drop)
    });
    let agent = kind.agent(peer.path());
    let cat = Exec::new("/bin/cat")
        .args(["-"])
        .env("TOKEN", "hunter2")
        .input("hi");
    assert!(!format!("{cat:?}").contains("hunter2"));
    let output = agent.exec(&cat, LONG).unwrap();
    assert_eq!(
        (output.exit_code, &output.stdout[..]),
        (Some(3), &b"hi"[..])
    );
    assert!(!output.success());
}

/// A writer that takes nothing any more after this many lines.
struct Stuck(UnixStream, usize);

impl Write for Stuck {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(left) = self.1.checked_sub(1) else {
            loop {
                thread::park();
            }
        };
        self.1 = left;
        self.0.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_writer_that_hangs_costs_each_call_its_time_and_no_more() {
    let peer = scripted(|connection| {
        sync(connection)?;
        connection.receive_line().map(drop)
    });
    let stream = UnixStream::connect(peer.path()).unwrap();
    let reader = stream.try_clone().unwrap();
    let builder = qapi_runtime::guest::Agent::builder();
    let agent = builder.pair(reader, Stuck(stream, 1)).unwrap();
    for _ in 0..4 {
        let error = agent.deadline(SHORT).execute_raw("guest-ping", None);
        let error = error.unwrap_err();
        assert!(matches!(error, Error::Timeout { .. }), "{error}");
    }
}

/// A real agent, which ends with this value.
struct Qga(Child);

impl Qga {
    fn start(folder: &Path, test: &str) -> Option<Self> {
        let program = ["/usr/sbin/qemu-ga", "/usr/bin/qemu-ga"];
        let Some(program) = program.iter().find(|it| Path::new(it).is_file()) else {
            let required = std::env::var_os("QAPI_REQUIRE_LIVE").is_some_and(|it| it == "1");
            assert!(!required, "qemu-ga is not installed");
            let message = format!("SKIPPED {test}: qemu-ga is not installed\n");
            let _ = io::stderr().write_all(message.as_bytes());
            return None;
        };
        let mut command = Program::new(program);
        command
            .args(["-m", "unix-listen", "-p"])
            .arg(folder.join("qga"))
            .arg("-f")
            .arg(folder.join("pid"))
            .arg("-t")
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        Some(Self(command.spawn().unwrap()))
    }
}

impl Drop for Qga {
    fn drop(&mut self) {
        // Both fail where it has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn a_real_agent(kind: Kind) {
    let folder = tempfile::TempDir::new().unwrap();
    let Some(_qga) = Qga::start(folder.path(), "a_real_agent") else {
        return;
    };
    let builder = kind
        .agent_builder()
        .connect_timeout(LONG)
        .sync_timeout(LONG);
    let agent = builder.connect(&folder.path().join("qga")).unwrap();
    assert_eq!(
        agent.execute_raw("guest-ping", Value::Null).unwrap(),
        json!({})
    );

    let error = agent.execute_raw("make-tea", Value::Null).unwrap_err();
    assert_eq!(
        error.into_server().unwrap().class,
        ErrorClass::CommandNotFound
    );

    let script = "cat; echo $GREETING >&2; exit 3";
    let shell = Exec::new("/bin/sh")
        .args(["-c", script])
        .env("GREETING", "hello");
    let output = agent.exec(&shell.input("\0\u{ff}text"), LONG).unwrap();
    assert_eq!(output.exit_code, Some(3));
    assert_eq!(output.stdout, "\0\u{ff}text".as_bytes());
    assert_eq!(output.stderr, b"hello\n");
    let shell = Exec::new("/bin/sh").args(["-c", "kill -9 $$"]);
    let output = agent.exec(&shell, LONG).unwrap();
    assert_eq!((output.exit_code, output.signal), (None, Some(9)));
    let error = agent
        .exec(&Exec::new("/no/such/program"), LONG)
        .unwrap_err();
    assert!(matches!(error, Error::Server(_)), "{error}");
    let sleep = Exec::new("/bin/sleep").args(["2"]);
    let error = agent.exec(&sleep, SHORT).unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error}");

    let path = folder.path().join("file");
    let path = path.to_str().unwrap();
    let content: Vec<u8> = (0..3_000_000_u32)
        .map(|number| (number % 251) as u8)
        .collect();
    let mut file = agent.open(path, "w+").unwrap();
    file.write_all(&content).unwrap();
    file.flush().unwrap();
    assert_eq!(std::fs::read(path).unwrap(), content);
    assert_eq!(file.seek(SeekFrom::Start(1_000_000)).unwrap(), 1_000_000);
    let mut rest = Vec::new();
    file.read_to_end(&mut rest).unwrap();
    assert!(rest == content[1_000_000..], "not what was written");
    file.close().unwrap();
    let error = agent.open("/no/such/file", "r").unwrap_err();
    assert!(matches!(error, Error::Server(_)), "{error}");
}
