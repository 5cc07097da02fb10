//! What a peer shares with its threads.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::answer::{Call, Received, reply};
use super::connection::{Connection, Line};
use crate::stream::Stream;
use crate::{ErrorClass, ServerError};

/// What a peer does with a connection.
type Script = dyn Fn(&mut Connection) -> io::Result<()> + Send + Sync;

/// How a command is answered. Each has its own lock, so that one that waits
/// holds up nobody else.
pub(super) type Handler = Arc<Mutex<dyn FnMut(&mut Call<'_>) -> Result<Value, ServerError> + Send>>;

pub(super) struct Shared {
    script: Box<Script>,
    state: Mutex<State>,
    /// A command was received, or the peer stops.
    changed: Condvar,
}

#[derive(Default)]
struct State {
    stopped: bool,
    greeting: Option<Value>,
    handlers: HashMap<String, Handler>,
    commands: Vec<Received>,
    lines: Vec<Weak<Line>>,
    threads: Vec<JoinHandle<()>>,
}

impl Shared {
    pub(super) fn new(script: Box<Script>) -> Arc<Self> {
        Arc::new(Self {
            script,
            state: Mutex::default(),
            changed: Condvar::new(),
        })
    }

    /// Starts a thread for a connection, `false` if the peer has stopped.
    pub(super) fn serve(self: &Arc<Self>, stream: Stream) -> bool {
        let mut state = self.state();
        if state.stopped || stream.prepare().is_err() {
            return !state.stopped;
        }
        let line = Arc::new(Line::new(stream));
        state.lines.retain(|line| line.strong_count() > 0);
        state.lines.push(Arc::downgrade(&line));
        let mut connection = Connection::new(Arc::clone(&line), Arc::clone(self));
        let thread = thread::Builder::new()
            .name("qmp-peer".to_owned())
            .spawn(move || {
                // A script ends with an error when the client has left, which
                // is the usual end.
                let _ = (connection.shared().script)(&mut connection);
            });
        // Without a thread the connection is closed, which the client reports.
        state.threads.extend(thread.ok());
        true
    }

    /// Closes every connection, ends its thread and gives back what a thread
    /// panicked with.
    pub(super) fn stop(&self) -> thread::Result<()> {
        let threads = {
            let mut state = self.state();
            state.stopped = true;
            std::mem::take(&mut state.threads)
        };
        self.changed.notify_all();
        for line in self.lines() {
            // It fails where the client has closed already.
            let _ = line.stream.shutdown();
        }
        let results: Vec<_> = threads.into_iter().map(JoinHandle::join).collect();
        results.into_iter().collect()
    }

    pub(super) fn wait_for_stop(&self) {
        let mut state = self.state();
        while !state.stopped {
            let woken = self.changed.wait(state);
            state = woken.unwrap_or_else(PoisonError::into_inner);
        }
    }

    pub(super) fn lines(&self) -> Vec<Arc<Line>> {
        self.state()
            .lines
            .iter()
            .filter_map(Weak::upgrade)
            .collect()
    }

    pub(super) fn set_greeting(&self, greeting: Value) {
        self.state().greeting = Some(greeting);
    }

    pub(super) fn greeting(&self) -> Value {
        self.state().greeting.clone().unwrap_or_else(|| {
            let qemu = json!({"major": 10, "minor": 0, "micro": 0});
            let version = json!({"qemu": qemu, "package": "qapi::testing"});
            json!({"version": version, "capabilities": []})
        })
    }

    pub(super) fn set_handler(&self, command: &str, handler: Handler) {
        self.state().handlers.insert(command.to_owned(), handler);
    }

    pub(super) fn remember(&self, command: &Received) {
        self.state().commands.push(command.clone());
        self.changed.notify_all();
    }

    pub(super) fn commands(&self) -> Vec<Received> {
        self.state().commands.clone()
    }

    pub(super) fn wait_for(&self, command: &str, timeout: Duration) -> Option<Received> {
        let start = Instant::now();
        let mut state = self.state();
        loop {
            if let Some(found) = state.commands.iter().find(|found| found.name == command) {
                return Some(found.clone());
            }
            let left = timeout.checked_sub(start.elapsed())?;
            let woken = self.changed.wait_timeout(state, left);
            state = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn handler(&self, command: &str) -> Option<Handler> {
        self.state().handlers.get(command).cloned()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The script of a well-behaved server.
pub(super) fn behave(connection: &mut Connection) -> io::Result<()> {
    connection.negotiate()?;
    loop {
        let line = connection.receive_line()?;
        match Received::parse(&line) {
            Ok(command) => {
                connection.shared().remember(&command);
                if !answer(connection, &command)? {
                    return Ok(());
                }
            }
            Err(answer) => connection.send_message(&answer)?,
        }
    }
}

/// Answers a command, `false` if the connection is to be closed.
fn answer(connection: &mut Connection, command: &Received) -> io::Result<bool> {
    let mut call = Call::new(command);
    let result = match connection.shared().handler(&command.name) {
        Some(handler) => {
            let mut handler = handler.lock().unwrap_or_else(PoisonError::into_inner);
            handler(&mut call)
        }
        None => Err(not_found(&command.name)),
    };
    let reply = reply(&command.id, result);
    for message in call.before.iter().chain([&reply]).chain(&call.after) {
        connection.send_message(message)?;
    }
    Ok(!call.hang_up)
}

fn not_found(name: &str) -> ServerError {
    let desc = match name {
        "qmp_capabilities" => "Capabilities have been negotiated already".to_owned(),
        _ => format!("There is no command '{name}' here"),
    };
    ServerError::new(ErrorClass::CommandNotFound, desc)
}
