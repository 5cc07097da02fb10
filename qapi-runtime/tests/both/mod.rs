//! One test, two clients: the blocking one and, with the feature, tokio's,
//! behind the same methods.

#![allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "each test uses a part of it"
)]

use std::borrow::Cow;
use std::os::fd::BorrowedFd;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use qapi_runtime::testing::Peer;
use qapi_runtime::wait::Condition;
use qapi_runtime::wire::Wire;
use qapi_runtime::{Command, Error, Event, FromEvent, Greeting, Result, Transport, Value};

pub(crate) use self::agent::{Agent, AgentBuilder};

/// Passes settings on to a builder.
macro_rules! settings {
    ($($name:ident: $ty:ty,)*) => {
        $(pub(crate) fn $name(self, value: $ty) -> Self {
            match self {
                Self::Blocking(builder) => Self::Blocking(builder.$name(value)),
                #[cfg(feature = "tokio")]
                Self::Tokio(builder) => Self::Tokio(builder.$name(value)),
            }
        })*
    };
}

mod agent;

/// Makes two tests of each function that takes a [`Kind`].
macro_rules! both {
    ($($name:ident,)*) => {
        mod blocking {
            $(#[test] fn $name() { super::$name(crate::both::Kind::Blocking) })*
        }

        #[cfg(feature = "tokio")]
        mod tokio {
            $(#[test] fn $name() { super::$name(crate::both::Kind::Tokio) })*
        }
    };
}

pub(crate) use both;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Blocking,
    #[cfg(feature = "tokio")]
    Tokio,
}

impl Kind {
    pub(crate) const ALL: &[Self] = &[
        Self::Blocking,
        #[cfg(feature = "tokio")]
        Self::Tokio,
    ];

    pub(crate) fn client(self, peer: &Peer) -> Vm {
        self.builder().connect(peer.path()).unwrap()
    }

    /// Why no client could be made.
    pub(crate) fn refusal(self, peer: &Peer) -> Error {
        self.builder().connect(peer.path()).unwrap_err()
    }

    pub(crate) fn builder(self) -> Builder {
        match self {
            Self::Blocking => Builder::Blocking(qapi_runtime::Client::builder()),
            #[cfg(feature = "tokio")]
            Self::Tokio => Builder::Tokio(qapi_runtime::tokio::Client::builder()),
        }
    }
}

#[cfg(feature = "tokio")]
fn block_on<F: Future>(future: F) -> F::Output {
    use std::sync::LazyLock;
    use tokio::runtime::{Builder, Runtime};

    static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(2).enable_all().build().unwrap()
    });
    RUNTIME.block_on(future)
}

pub(crate) enum Builder {
    Blocking(qapi_runtime::ClientBuilder),
    #[cfg(feature = "tokio")]
    Tokio(qapi_runtime::tokio::ClientBuilder),
}

impl Builder {
    settings! {
        timeout: Duration,
        greeting_timeout: Duration,
        max_message_size: usize,
        event_memory: usize,
        early_events: bool,
        already_negotiated: Greeting,
    }

    pub(crate) fn connect(self, path: &Path) -> Result<Vm> {
        match self {
            Self::Blocking(builder) => builder.connect(path).map(Vm::Blocking),
            #[cfg(feature = "tokio")]
            Self::Tokio(builder) => block_on(builder.connect(path)).map(Vm::Tokio),
        }
    }

    pub(crate) fn unix_stream(self, stream: UnixStream) -> Result<Vm> {
        match self {
            Self::Blocking(builder) => builder.unix_stream(stream).map(Vm::Blocking),
            #[cfg(feature = "tokio")]
            Self::Tokio(builder) => block_on(builder.inherited(stream.into())).map(Vm::Tokio),
        }
    }
}

#[derive(Debug)]
pub(crate) enum Vm {
    Blocking(qapi_runtime::Client),
    #[cfg(feature = "tokio")]
    Tokio(qapi_runtime::tokio::Client),
}

impl Vm {
    pub(crate) fn greeting(&self) -> &Greeting {
        match self {
            Self::Blocking(vm) => vm.greeting(),
            #[cfg(feature = "tokio")]
            Self::Tokio(vm) => vm.greeting(),
        }
    }

    pub(crate) fn execute_raw(
        &self,
        name: impl Into<Cow<'static, str>>,
        arguments: impl Into<Option<Value>>,
    ) -> Result<Value> {
        match self {
            Self::Blocking(vm) => vm.execute_raw(name, arguments),
            #[cfg(feature = "tokio")]
            Self::Tokio(vm) => block_on(vm.execute_raw(name, arguments)),
        }
    }

    pub(crate) fn deadline(&self, deadline: Duration) -> Terms<'_> {
        Terms {
            vm: self,
            deadline: Some(deadline),
            fd: None,
        }
    }

    pub(crate) fn with_fd<'a>(&'a self, fd: BorrowedFd<'a>) -> Terms<'a> {
        Terms {
            vm: self,
            deadline: None,
            fd: Some(fd),
        }
    }

    pub(crate) fn oob(&self) -> Terms<'_, true> {
        Terms {
            vm: self,
            deadline: None,
            fd: None,
        }
    }

    pub(crate) fn events(&self) -> Events {
        match self {
            Self::Blocking(vm) => Events::Blocking(vm.events()),
            #[cfg(feature = "tokio")]
            Self::Tokio(vm) => Events::Tokio(vm.events()),
        }
    }

    pub(crate) fn events_named(&self, names: [&'static str; 1]) -> Events {
        match self {
            Self::Blocking(vm) => Events::Blocking(vm.events_named(names)),
            #[cfg(feature = "tokio")]
            Self::Tokio(vm) => Events::Tokio(vm.events_named(names)),
        }
    }

    pub(crate) fn watch<C: Condition>(&self, condition: C) -> Waiter<'_, C> {
        match self {
            Self::Blocking(vm) => Waiter::Blocking(vm.watch(condition)),
            #[cfg(feature = "tokio")]
            Self::Tokio(vm) => Waiter::Tokio(vm.watch(condition)),
        }
    }
}

impl Transport for &Vm {
    type Reply<R: Wire> = Result<R>;

    fn execute<C: Command>(self, arguments: &C::Arguments) -> Result<C::Returns> {
        match self {
            Vm::Blocking(vm) => vm.execute::<C>(arguments),
            #[cfg(feature = "tokio")]
            Vm::Tokio(vm) => block_on(vm.execute::<C>(arguments)),
        }
    }
}

#[derive(Clone, Copy)]
pub(crate) struct Terms<'a, const OOB: bool = false> {
    vm: &'a Vm,
    deadline: Option<Duration>,
    fd: Option<BorrowedFd<'a>>,
}

/// Passes the terms on to a client and does this with it.
macro_rules! on_terms {
    ($terms:expr, $vm:ident => $action:expr) => {{
        let terms = $terms;
        let deadline = terms.deadline.unwrap_or(Duration::from_secs(3600));
        match (terms.vm, terms.fd) {
            (Vm::Blocking(vm), None) => {
                let $vm = vm.deadline(deadline);
                $action
            }
            (Vm::Blocking(vm), Some(fd)) => {
                let $vm = vm.with_fd(fd).deadline(deadline);
                $action
            }
            #[cfg(feature = "tokio")]
            (Vm::Tokio(vm), None) => {
                let $vm = vm.deadline(deadline);
                block_on($action)
            }
            #[cfg(feature = "tokio")]
            (Vm::Tokio(vm), Some(fd)) => {
                let $vm = vm.deadline(deadline).with_fd(fd);
                block_on($action)
            }
        }
    }};
}

impl<'a, const OOB: bool> Terms<'a, OOB> {
    pub(crate) fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    pub(crate) fn with_fd(mut self, fd: BorrowedFd<'a>) -> Self {
        self.fd = Some(fd);
        self
    }

    pub(crate) fn oob(self) -> Terms<'a, true> {
        Terms {
            vm: self.vm,
            deadline: self.deadline,
            fd: self.fd,
        }
    }

    pub(crate) fn execute_raw(
        self,
        name: impl Into<Cow<'static, str>>,
        arguments: impl Into<Option<Value>>,
    ) -> Result<Value> {
        match OOB {
            true => on_terms!(self, vm => vm.oob().execute_raw(name, arguments)),
            false => on_terms!(self, vm => vm.execute_raw(name, arguments)),
        }
    }
}

impl Transport for Terms<'_, false> {
    type Reply<R: Wire> = Result<R>;

    fn execute<C: Command>(self, arguments: &C::Arguments) -> Result<C::Returns> {
        on_terms!(self, vm => vm.execute::<C>(arguments))
    }
}

impl Transport for Terms<'_, true> {
    type Reply<R: Wire> = Result<R>;

    fn execute<C: Command>(self, arguments: &C::Arguments) -> Result<C::Returns> {
        on_terms!(self, vm => vm.oob().execute::<C>(arguments))
    }
}

pub(crate) enum Events<E = Event> {
    Blocking(qapi_runtime::Subscription<E>),
    #[cfg(feature = "tokio")]
    Tokio(qapi_runtime::tokio::Subscription<E>),
}

impl Events {
    pub(crate) fn typed<E: qapi_runtime::Events>(self) -> Events<qapi_runtime::TypedEvent<E>> {
        match self {
            Self::Blocking(events) => Events::Blocking(events.typed()),
            #[cfg(feature = "tokio")]
            Self::Tokio(events) => Events::Tokio(events.typed()),
        }
    }
}

impl<E: FromEvent> Events<E> {
    pub(crate) fn wait(&mut self, timeout: Duration) -> Result<Option<E>> {
        match self {
            Self::Blocking(events) => events.wait(timeout),
            #[cfg(feature = "tokio")]
            Self::Tokio(events) => {
                let next = async { tokio::time::timeout(timeout, events.next()).await };
                match block_on(next) {
                    Ok(None) => Err(Error::Closed { command: None }),
                    Ok(Some(event)) => event.map(Some),
                    Err(_) => Ok(None),
                }
            }
        }
    }

    pub(crate) fn lost(&self) -> u64 {
        match self {
            Self::Blocking(events) => events.lost(),
            #[cfg(feature = "tokio")]
            Self::Tokio(events) => events.lost(),
        }
    }
}

impl<E: FromEvent> Iterator for Events<E> {
    type Item = Result<E>;

    fn next(&mut self) -> Option<Result<E>> {
        match self {
            Self::Blocking(events) => events.next(),
            #[cfg(feature = "tokio")]
            Self::Tokio(events) => block_on(events.next()),
        }
    }
}

pub(crate) enum Waiter<'a, C> {
    Blocking(qapi_runtime::Waiter<'a, C>),
    #[cfg(feature = "tokio")]
    Tokio(qapi_runtime::tokio::Waiter<C>),
}

impl<C: Condition> Waiter<'_, C> {
    pub(crate) fn wait(&mut self, timeout: Duration) -> Result<C::Outcome> {
        match self {
            Self::Blocking(waiter) => waiter.wait(timeout),
            #[cfg(feature = "tokio")]
            Self::Tokio(waiter) => block_on(waiter.wait(timeout)),
        }
    }
}
