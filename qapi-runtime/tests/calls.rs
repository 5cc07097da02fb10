//! Calls that go well, and errors that belong to one call only.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

mod schema;

mod both;

use std::io::{self, Read, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use qapi_runtime::testing::Peer;
use qapi_runtime::{Client, Error, ErrorClass, Greeting, Version};
use schema::{Change, Device, DeviceState, add_device, query_change, query_devices};
use serde_json::json;

use crate::both::{Kind, both};

both! {
    a_typed_call_sends_its_arguments_and_decodes_its_result,
    arguments_are_left_out_where_there_are_none,
    the_greeting_is_kept_with_what_is_unknown,
    an_error_of_the_server_names_the_command_and_nothing_of_its_arguments,
    a_result_that_does_not_fit_says_where,
    a_result_nested_too_deep_is_a_typed_error,
    values_and_branches_that_are_not_listed_are_kept,
    replies_in_reverse_order_find_their_threads,
    many_threads_get_their_own_replies,
    a_thousand_callers_get_their_own_replies,
    a_call_whose_time_is_over_leaves_the_others_waiting,
    who_has_its_reply_leaves_the_others_a_reader,
    a_late_reply_is_not_given_to_the_next_command,
    a_very_late_reply_and_those_that_come_twice_are_given_to_nobody,
    a_client_has_a_timeout_of_its_own_and_a_deadline_replaces_it,
    replies_with_an_unknown_id_are_ignored,
    an_error_without_id_is_the_oldest_calls,
    a_negotiated_connection_is_taken_over_as_it_is,
}

/// Long enough for the slowest machine, and never waited for in full.
const LONG: Duration = Duration::from_secs(60);

fn a_typed_call_sends_its_arguments_and_decodes_its_result(kind: Kind) {
    let peer = Peer::start().unwrap();
    peer.on("add-device", json!({}));
    peer.on(
        "query-devices",
        json!({"devices": [{"id": "disk0", "size": 7}]}),
    );
    let vm = kind.client(&peer);

    let device = Device {
        id: "disk0".to_owned(),
        size: None,
        state: None,
    };
    add_device(&vm, &device).unwrap();
    let devices = query_devices(&vm).unwrap().devices;
    assert_eq!(devices[0].size, Some(7));

    let commands = peer.commands();
    assert_eq!(commands[0].name, "add-device");
    assert_eq!(commands[0].arguments, json!({"id": "disk0"}));
    assert_eq!(commands[1].name, "query-devices");
    assert_ne!(commands[0].id, commands[1].id);
}

fn arguments_are_left_out_where_there_are_none(kind: Kind) {
    let (lines, sent) = mpsc::channel();
    let peer = Peer::scripted(move |connection| {
        connection.negotiate()?;
        loop {
            lines.send(connection.receive_line()?).unwrap();
            connection.send("{\"return\": {}, \"id\": 2}\r\n")?;
        }
    });
    let peer = peer.unwrap();
    let vm = kind.client(&peer);
    vm.execute_raw("stop", None).unwrap();
    assert_eq!(sent.recv().unwrap(), br#"{"execute":"stop","id":2}"#);
}

fn the_greeting_is_kept_with_what_is_unknown(kind: Kind) {
    let peer = Peer::start().unwrap();
    peer.greet_with(json!({
        "version": {"qemu": {"major": 7, "minor": 2, "micro": 22}, "package": "Debian", "new": 1},
        "capabilities": ["oob", "teapot", {"new": 2}],
        "more": {},
    }));
    let vm = kind.client(&peer);
    assert_eq!(vm.greeting().version.to_string(), "7.2.22 (Debian)");
    assert!(vm.greeting().offers("oob") && vm.greeting().offers("teapot"));
    assert!(!vm.greeting().offers("new"));
}

fn an_error_of_the_server_names_the_command_and_nothing_of_its_arguments(kind: Kind) {
    let peer = Peer::start().unwrap();
    peer.refuse("set_password", ErrorClass::from("Teapot"), "no tea");
    let vm = kind.client(&peer);
    let error = vm
        .execute_raw("set_password", json!({"password": "hunter2"}))
        .unwrap_err();
    assert_eq!(error.to_string(), "set_password: no tea (Teapot)");
    assert!(!format!("{error:?} {vm:?}").contains("hunter2"));

    let error = vm.execute_raw("make-tea".to_owned(), None).unwrap_err();
    let server = error.as_server().unwrap();
    assert_eq!(server.class, ErrorClass::CommandNotFound);
    assert_eq!(server.command.as_deref(), Some("make-tea"));
}

fn a_result_that_does_not_fit_says_where(kind: Kind) {
    let peer = Peer::start().unwrap();
    let mut devices = vec![json!({"id": "disk", "size": 1}); 3];
    devices.push(json!({"id": "disk3", "size": -5}));
    peer.on("query-devices", json!({"devices": devices}));
    let vm = kind.client(&peer);

    let Err(Error::Decode(error)) = query_devices(&vm) else {
        panic!("no decode error");
    };
    assert_eq!(error.command.as_deref(), Some("query-devices"));
    assert_eq!(error.path(), "return.devices[3].size");
    assert!(error.excerpt.contains("-5"), "{}", error.excerpt);
    let text = error.to_string();
    assert!(
        text.starts_with("query-devices: return.devices[3].size: "),
        "{text}"
    );

    // The connection is as good as before.
    peer.on("query-devices", json!({"devices": []}));
    assert!(query_devices(&vm).unwrap().devices.is_empty());
}

fn a_result_nested_too_deep_is_a_typed_error(kind: Kind) {
    let peer = Peer::scripted(|connection| {
        connection.negotiate()?;
        loop {
            let id = connection.receive()?.id;
            let (open, close) = ("[".repeat(10_000), "]".repeat(10_000));
            connection.send(format!("{{\"return\": {open}{close}, \"id\": {id}}}\r\n"))?;
        }
    })
    .unwrap();
    let vm = kind.client(&peer);
    for _ in 0..2 {
        let error = vm.execute_raw("query-devices", None).unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error}");
    }
}

fn values_and_branches_that_are_not_listed_are_kept(kind: Kind) {
    let peer = Peer::start().unwrap();
    let device = json!({"id": "disk0", "state": "teapot"});
    peer.on("query-devices", json!({"devices": [device]}));
    peer.on(
        "query-change",
        json!({"type": "boiled", "data": {"hot": true}}),
    );
    let vm = kind.client(&peer);
    let state = query_devices(&vm).unwrap().devices.pop().unwrap().state;
    assert!(matches!(state, Some(DeviceState::Unrecognized(name)) if name.as_str() == "teapot"));
    let change = query_change(&vm).unwrap();
    assert!(matches!(change, Change::Unrecognized(branch)
        if branch.tag() == "boiled" && branch.data()["hot"] == true));
}

fn replies_in_reverse_order_find_their_threads(kind: Kind) {
    let peer = Peer::scripted(|connection| {
        connection.negotiate()?;
        let first = connection.receive()?;
        let second = connection.receive()?;
        for command in [second, first] {
            let name = command.name.clone();
            connection.reply(&command, json!(name))?;
        }
        connection.receive().map(drop)
    })
    .unwrap();
    let vm = kind.client(&peer);
    thread::scope(|scope| {
        let names = ["one", "two"];
        let calls = names.map(|name| {
            scope.spawn({
                let vm = &vm;
                move || vm.execute_raw(name, None)
            })
        });
        for (name, call) in names.into_iter().zip(calls) {
            assert_eq!(call.join().unwrap().unwrap(), name);
        }
    });
}

fn many_threads_get_their_own_replies(kind: Kind) {
    const THREADS: usize = 16;
    const CALLS: usize = 200;

    let peer = Peer::start().unwrap();
    peer.handle("echo", |call| Ok(call.arguments().clone()));
    let vm = kind.client(&peer);
    thread::scope(|scope| {
        for thread in 0..THREADS {
            let vm = &vm;
            scope.spawn(move || {
                for call in 0..CALLS {
                    let sent = json!({"thread": thread, "call": call});
                    assert_eq!(vm.execute_raw("echo", sent.clone()).unwrap(), sent);
                }
            });
        }
    });
    assert_eq!(peer.commands().len(), THREADS * CALLS);
}

/// All of them at once: nobody is answered before the last one has come.
fn a_thousand_callers_get_their_own_replies(kind: Kind) {
    const CALLERS: usize = 1000;

    let peer = Peer::scripted(|connection| {
        connection.negotiate()?;
        let commands: Vec<_> = (0..CALLERS)
            .map(|_| connection.receive())
            .collect::<Result<_, _>>()?;
        let replies = commands.iter().rev().map(|command| {
            let reply = json!({"return": command.arguments, "id": command.id});
            format!("{reply}\r\n")
        });
        connection.send(replies.collect::<String>())?;
        connection.receive().map(drop)
    })
    .unwrap();
    let vm = kind.client(&peer);
    thread::scope(|scope| {
        for caller in 0..CALLERS {
            let vm = &vm;
            let call = move || {
                let sent = json!({"caller": caller});
                assert_eq!(vm.execute_raw("echo", sent.clone()).unwrap(), sent);
            };
            let thread = thread::Builder::new().stack_size(256 << 10);
            thread.spawn_scoped(scope, call).unwrap();
        }
    });
}

fn a_call_whose_time_is_over_leaves_the_others_waiting(kind: Kind) {
    let (left, go_on) = mpsc::channel();
    let go_on = std::sync::Mutex::new(go_on);
    let peer = Peer::scripted(move |connection| {
        connection.negotiate()?;
        let commands = [connection.receive()?, connection.receive()?];
        go_on.lock().unwrap().recv().unwrap();
        for command in commands {
            let name = command.name.clone();
            connection.reply(&command, json!(name))?;
        }
        connection.receive().map(drop)
    })
    .unwrap();
    let vm = kind.client(&peer);
    thread::scope(|scope| {
        let patient = scope.spawn(|| vm.execute_raw("patient", None));
        let soon = Duration::from_millis(50);
        let error = vm.deadline(soon).execute_raw("hasty", None).unwrap_err();
        assert!(
            matches!(&error, Error::Timeout { command: Some(name), after }
                if name == "hasty" && *after == soon),
            "{error}"
        );
        left.send(()).unwrap();
        assert_eq!(patient.join().unwrap().unwrap(), "patient");
    });
}

/// The second reply comes when the first caller, who may have read for both, is
/// gone.
fn who_has_its_reply_leaves_the_others_a_reader(kind: Kind) {
    const ROUNDS: usize = 50;

    let (left, go_on) = mpsc::channel();
    let go_on = std::sync::Mutex::new(go_on);
    let peer = Peer::scripted(move |connection| {
        connection.negotiate()?;
        for _ in 0..ROUNDS {
            let mut commands = [connection.receive()?, connection.receive()?];
            commands.sort_by(|a, b| a.name.cmp(&b.name));
            connection.reply(&commands[0], json!("first"))?;
            go_on.lock().unwrap().recv().unwrap();
            connection.reply(&commands[1], json!("second"))?;
        }
        connection.receive().map(drop)
    })
    .unwrap();
    let vm = kind.client(&peer);
    let patient = vm.deadline(LONG);
    for _ in 0..ROUNDS {
        thread::scope(|scope| {
            let second = scope.spawn(|| patient.execute_raw("second", None));
            assert_eq!(patient.execute_raw("first", None).unwrap(), "first");
            left.send(()).unwrap();
            assert_eq!(second.join().unwrap().unwrap(), "second");
        });
    }
}

fn a_late_reply_is_not_given_to_the_next_command(kind: Kind) {
    let peer = Peer::scripted(|connection| {
        connection.negotiate()?;
        let late = connection.receive()?;
        let next = connection.receive()?;
        connection.reply(&late, json!("late"))?;
        connection.reply(&next, json!("next"))?;
        connection.receive().map(drop)
    })
    .unwrap();
    let vm = kind.client(&peer);
    let hasty = vm.deadline(Duration::from_millis(20));
    assert!(matches!(query_devices(hasty), Err(Error::Timeout { .. })));
    assert_eq!(vm.execute_raw("next", None).unwrap(), "next");
}

/// Ids are used again, but not that of a command whose reply is to come, and
/// not soon enough to take a reply that came twice for the next one's.
fn a_very_late_reply_and_those_that_come_twice_are_given_to_nobody(kind: Kind) {
    const MANY: usize = 60;

    let peer = Peer::scripted(|connection| {
        connection.negotiate()?;
        let late = connection.receive()?;
        for number in 0..MANY {
            let command = connection.receive()?;
            if number == MANY / 2 {
                connection.reply(&late, json!("late"))?;
            }
            connection.reply(&command, command.arguments.clone())?;
            connection.reply(&command, json!("twice"))?;
        }
        connection.receive().map(drop)
    })
    .unwrap();
    let vm = kind.client(&peer);
    let hasty = vm.deadline(Duration::from_millis(20));
    assert!(matches!(query_devices(hasty), Err(Error::Timeout { .. })));
    for number in 0..MANY {
        let sent = json!({"number": number});
        assert_eq!(vm.execute_raw("echo", sent.clone()).unwrap(), sent);
    }
    let commands = peer.commands();
    let late = &commands[0].id;
    assert!(commands.iter().all(|it| it.id.as_u64() < Some(10)));
    assert!(commands[1..=MANY / 2].iter().all(|it| it.id != *late));
    assert!(commands[MANY / 2..].iter().any(|it| it.id == *late));
}

fn a_client_has_a_timeout_of_its_own_and_a_deadline_replaces_it(kind: Kind) {
    let peer = Peer::scripted(|connection| {
        connection.negotiate()?;
        connection.receive()?;
        let second = connection.receive()?;
        connection.reply(&second, json!({}))?;
        connection.receive().map(drop)
    })
    .unwrap();
    let timeout = Duration::from_millis(20);
    let vm = kind.builder().timeout(timeout).connect(peer.path());
    let vm = vm.unwrap();
    let error = vm.execute_raw("first", None).unwrap_err();
    assert!(
        matches!(error, Error::Timeout { after, .. } if after == timeout),
        "{error}"
    );
    vm.deadline(LONG).execute_raw("second", None).unwrap();
}

fn replies_with_an_unknown_id_are_ignored(kind: Kind) {
    let peer = Peer::scripted(|connection| {
        connection.negotiate()?;
        let command = connection.receive()?;
        connection.send("{\"return\": \"wrong\", \"id\": 99}\r\n")?;
        connection.send("{\"return\": \"wrong\", \"id\": \"2\"}\r\n")?;
        connection.send("{\"error\": {\"class\": \"A\", \"desc\": \"b\"}, \"id\": 0}\r\n")?;
        connection.reply(&command, json!("right"))?;
        connection.reply(&command, json!("twice"))?;
        let command = connection.receive()?;
        connection.reply(&command, json!("right again"))?;
        connection.receive().map(drop)
    })
    .unwrap();
    let vm = kind.client(&peer);
    assert_eq!(vm.execute_raw("first", None).unwrap(), "right");
    assert_eq!(vm.execute_raw("second", None).unwrap(), "right again");
}

fn an_error_without_id_is_the_oldest_calls(kind: Kind) {
    let peer = Peer::scripted(|connection| {
        connection.negotiate()?;
        connection.receive()?;
        connection
            .send_message(&json!({"error": {"class": "GenericError", "desc": "bad JSON"}}))?;
        let command = connection.receive()?;
        connection.reply(&command, json!({}))?;
        connection.receive().map(drop)
    })
    .unwrap();
    let vm = kind.client(&peer);
    let error = vm.execute_raw("first", None).unwrap_err();
    assert_eq!(error.to_string(), "first: bad JSON (GenericError)");
    vm.execute_raw("second", None).unwrap();
}

#[test]
fn tcp_works_like_a_unix_socket() {
    let peer = Peer::start().unwrap();
    peer.on("stop", json!({}));
    let vm = Client::connect_tcp(peer.tcp_address().unwrap()).unwrap();
    vm.execute_raw("stop", None).unwrap();
}

#[test]
fn any_reader_and_writer_will_do_and_keep_deadlines() {
    let peer = Peer::scripted(|connection| {
        connection.negotiate()?;
        let first = connection.receive()?;
        connection.reply(&first, json!(vec!["x"; 100_000]))?;
        let late = connection.receive()?;
        let next = connection.receive()?;
        connection.reply(&late, json!("late"))?;
        connection.reply(&next, json!("next"))?;
        connection.receive().map(drop)
    })
    .unwrap();
    let vm = over_pipes(&peer).unwrap();
    let large = vm.execute_raw("first", None).unwrap();
    assert_eq!(large.as_array().unwrap().len(), 100_000);
    let error = vm
        .deadline(Duration::from_millis(20))
        .execute_raw("late", None)
        .unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
    assert_eq!(vm.execute_raw("next", None).unwrap(), "next");
}

/// A client on pipes, which know no timeouts, to a peer's socket.
fn over_pipes(peer: &Peer) -> qapi_runtime::Result<Client> {
    let (reader, mut from_server) = io::pipe()?;
    let (mut to_server, writer) = io::pipe()?;
    let mut socket = UnixStream::connect(peer.path())?;
    let mut other = socket.try_clone()?;
    thread::spawn(move || pass(&mut socket, &mut from_server));
    thread::spawn(move || {
        pass(&mut to_server, &mut other)?;
        other.shutdown(Shutdown::Write)
    });
    Client::from_pair(reader, writer)
}

/// `io::copy` without its shortcuts through the kernel, which wait for more.
fn pass(from: &mut impl Read, to: &mut impl Write) -> io::Result<()> {
    let mut piece = [0; 1000];
    loop {
        match from.read(&mut piece)? {
            0 => return Ok(()),
            count => to.write_all(&piece[..count])?,
        }
    }
}

fn a_negotiated_connection_is_taken_over_as_it_is(kind: Kind) {
    let peer = Peer::scripted(|connection| {
        let command = connection.receive()?;
        connection.reply(&command, json!({}))?;
        connection.receive().map(drop)
    })
    .unwrap();
    let vm = kind
        .builder()
        .already_negotiated(Greeting::new(Version::new(10, 1, 0)))
        .connect(peer.path())
        .unwrap();
    vm.execute_raw("stop", None).unwrap();
    assert_eq!(vm.greeting().version, Version::new(10, 1, 0));
    assert_eq!(peer.commands()[0].name, "stop");
}

#[test]
fn without_negotiation_the_server_refuses() {
    let peer = Peer::start().unwrap();
    peer.on("stop", json!({}));
    let vm = Client::builder().negotiate(false).connect(peer.path());
    let vm = vm.unwrap();
    let error = vm.execute_raw("stop", None).unwrap_err();
    let server = error.as_server().unwrap();
    assert_eq!(server.class, ErrorClass::CommandNotFound);
    vm.execute_raw("qmp_capabilities", None).unwrap();
    vm.execute_raw("stop", None).unwrap();
}

#[test]
fn dropping_the_client_closes_the_connection() {
    let (ended, end) = mpsc::channel();
    let peer = Peer::scripted(move |connection| {
        connection.negotiate()?;
        let error = connection.receive().unwrap_err();
        ended.send(error.kind()).unwrap();
        Ok(())
    })
    .unwrap();
    drop(peer.client().unwrap());
    assert_eq!(
        end.recv_timeout(LONG).unwrap(),
        io::ErrorKind::UnexpectedEof
    );
    drop(over_pipes(&peer).unwrap());
    assert_eq!(
        end.recv_timeout(LONG).unwrap(),
        io::ErrorKind::UnexpectedEof
    );
}
