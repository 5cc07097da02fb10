//! What the clients do between a socket's bytes and a typed value, without
//! the socket. For this project's measurements, and nobody else's.

use crate::protocol::{
    Batch, Begun, CommandLine, Filter, Found, Framer, Hub, Lane, Limits, Next, Own,
};
use crate::protocol::{EVENT_MEMORY, MESSAGE_LIMIT, Wake, Want};
use crate::transport::decode;
use crate::wire::Wire;
use crate::{Command, Error, FromEvent, Result};

/// How much the clients read at once.
const PIECE: usize = 16 << 10;

/// One connection, whose bytes come from memory.
pub struct Inbox {
    framer: Framer,
    hub: Hub<Nobody>,
    subscriber: u64,
    /// The last call.
    call: Option<Begun>,
}

/// Nobody waits, so nobody is woken.
#[derive(Clone)]
struct Nobody;

impl Wake for Nobody {
    fn wake(&self) {}
}

impl Inbox {
    /// A connection with one subscriber to all events.
    #[must_use]
    pub fn new() -> Self {
        let mut hub = Hub::new(Limits {
            message: MESSAGE_LIMIT,
            events: EVENT_MEMORY,
            early_events: false,
        });
        let subscriber = hub.subscribe(Filter::All);
        Self {
            framer: Framer::new(MESSAGE_LIMIT),
            hub,
            subscriber,
            call: None,
        }
    }

    /// The id of a call that begins.
    pub fn begin(&mut self) -> u64 {
        let call = self.hub.session.begin(Lane::default());
        self.call = Some(call);
        call.id
    }

    /// Takes bytes of the server's, in pieces as a socket would give them.
    pub fn read(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(PIECE) {
            let batch = Batch::read(&mut self.framer, piece);
            self.hub.store(batch).wake();
        }
    }

    /// Takes bytes of the server's for the last call: its result.
    ///
    /// # Errors
    ///
    /// There is none, or it does not fit.
    pub fn answer<C: Command>(&mut self, bytes: &[u8]) -> Result<C::Returns> {
        let Some(call) = self.call.take() else {
            return Err(self.nothing());
        };
        let mut value = C::Returns::blank();
        let mut own = Own::new(call, value.slot());
        for piece in bytes.chunks(PIECE) {
            if own.read(&self.framer, piece) {
                self.hub.settle(call);
                return Ok(value);
            }
            self.read(piece);
        }
        match self.hub.reply(call.key) {
            Some(reply) => decode(C::NAME.into(), &reply.map_err(Error::Server)?),
            None => Err(self.nothing()),
        }
    }

    /// The next event.
    ///
    /// # Errors
    ///
    /// There is none, or it does not fit.
    pub fn event<E: FromEvent>(&mut self) -> Result<E> {
        let found = self.hub.find(Want::Event(self.subscriber));
        match found {
            Some(Found::Event(Next::Event(event))) => event.read(),
            _ => Err(self.nothing()),
        }
    }

    fn nothing(&self) -> Error {
        let failure = self.hub.failure().cloned();
        failure.unwrap_or(Error::Closed { command: None })
    }
}

impl Default for Inbox {
    fn default() -> Self {
        Self::new()
    }
}

/// A command as the line that is sent.
#[must_use]
pub fn command<C: Command>(arguments: &C::Arguments, id: u64) -> Vec<u8> {
    CommandLine::new(C::NAME, arguments.view(), false).finish(id)
}
