//! The agent and its calls.

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use ::tokio::io::{AsyncRead, AsyncWrite};
use ::tokio::sync::oneshot;
use ::tokio::time::Instant;
use serde_json::Value;

use super::AgentBuilder;
use super::line::{Answer, Line, serve, within};
use super::queue::{Job, Queue, Receiver};
use crate::client::timer::Timer;
use crate::guest::agent::{Name, check};
use crate::guest::file::Request;
use crate::protocol::{CommandLine, Errand, Patience};
use crate::trace::CallTrace;
use crate::transport::decode;
use crate::wire::{View, Wire};
use crate::with::Terms;
use crate::{Command, Error, Result, Transport, With};

/// A connection to a guest agent, whose calls are futures; see the
/// [module](super).
///
/// Clones are the same connection, which closes with the last of them. An
/// agent executes one command at a time, so calls wait for one another. After
/// [`Error::Timeout`], or a future that was dropped, it can still be used: what
/// the agent says late is given to nobody.
#[derive(Clone)]
pub struct Agent {
    handle: Arc<Handle>,
}

struct Handle {
    queue: Arc<Queue>,
    patience: Patience,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.queue.close();
    }
}

impl Agent {
    /// Connects to the Unix socket of the agent's channel and waits until the
    /// agent answers; see [`Agent::connect`](crate::guest::Agent::connect) of
    /// the blocking one.
    ///
    /// # Errors
    ///
    /// Nobody listens there, or no agent answers.
    #[cfg(unix)]
    pub async fn connect(path: impl AsRef<std::path::Path>) -> Result<Self> {
        Self::builder().connect(path).await
    }

    /// Talks through anything that can be read and written.
    ///
    /// # Errors
    ///
    /// No agent answers.
    pub async fn from_stream(
        stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    ) -> Result<Self> {
        Self::builder().stream(stream).await
    }

    /// Starts a connection with other than the default settings.
    pub fn builder() -> AgentBuilder {
        AgentBuilder::new()
    }

    pub(super) async fn start(mut line: Line, patience: Patience) -> Result<Self> {
        line.run(Errand::find(patience)).await?;
        let queue = Arc::new(Queue::default());
        ::tokio::spawn(serve(line, Receiver(Arc::clone(&queue))));
        Ok(Self {
            handle: Arc::new(Handle { queue, patience }),
        })
    }

    /// The same agent, whose calls fail with [`Error::Timeout`] if they take
    /// longer than this. It replaces the agent's own timeout.
    pub fn deadline(&self, timeout: Duration) -> With<'_, Self> {
        With::new(self).deadline(timeout)
    }

    /// Executes a command that the schema lacks: name and arguments as they
    /// stand on the wire.
    pub fn execute_raw(
        &self,
        name: impl Into<Cow<'static, str>>,
        arguments: impl Into<Option<Value>>,
    ) -> Reply<Value> {
        self.call_raw(name.into(), arguments.into(), Terms::default())
    }

    fn call_raw(&self, name: Name, arguments: Option<Value>, terms: Terms<'_>) -> Reply<Value> {
        let call = self.call(&name, arguments.view(), true, terms);
        Reply::new(name, call)
    }

    fn call_typed<C: Command>(
        &self,
        arguments: &C::Arguments,
        terms: Terms<'_>,
    ) -> Reply<C::Returns> {
        let name = Cow::Borrowed(C::NAME);
        let call = self.call(&name, arguments.view(), C::SUCCESS_RESPONSE, terms);
        Reply::new(name, call)
    }

    fn call(
        &self,
        name: &Name,
        arguments: View<'_>,
        answered: bool,
        terms: Terms<'_>,
    ) -> impl Future<Output = Answer> + Send + 'static {
        let line = check(name, terms).map(|()| CommandLine::new(name, arguments, false));
        let timeout = terms.timeout.or(self.handle.patience.timeout);
        let (agent, name) = (self.clone(), name.clone());
        async move {
            let trace = CallTrace::new(&name);
            let answer = match line {
                Ok(line) => agent.send(name, line, answered, timeout).await,
                Err(error) => Err(error),
            };
            trace.end(answer.as_ref());
            answer
        }
    }

    async fn send(
        &self,
        name: Name,
        line: CommandLine,
        answered: bool,
        timeout: Option<Duration>,
    ) -> Answer {
        let timer = start(timeout);
        let patience = self.handle.patience;
        let errand = Errand::new(name.clone(), line, answered, timer, patience);
        let late = errand.timeout();
        let (caller, mut answer) = oneshot::channel();
        let job = Job {
            errand,
            caller: Some(caller),
        };
        // The task has ended with its runtime.
        let gone = || Error::Closed {
            command: Some(name.clone()),
        };
        let place = self.handle.queue.push(job).ok_or_else(gone)?;
        if let Some(answer) = within(&timer, &mut answer).await {
            return answer.map_err(|_| gone())?;
        }
        // Once it is this call's turn, the task knows best how it ends.
        match place.leave() {
            true => Err(late),
            false => answer.await.map_err(|_| gone())?,
        }
    }

    /// Has a command executed whose answer nobody waits for.
    pub(super) fn send_away(&self, request: Request) {
        let line = CommandLine::new(request.name, request.arguments.view(), false);
        let patience = self.handle.patience;
        let timer = start(patience.timeout);
        let place = self.handle.queue.push(Job {
            errand: Errand::new(request.name.into(), line, true, timer, patience),
            caller: None,
        });
        // Without a task there is nobody to tell.
        if let Some(place) = place {
            place.keep();
        }
    }
}

/// By tokio's clock, which tests can set.
fn start(timeout: Option<Duration>) -> Timer {
    match timeout {
        Some(timeout) => Timer::start_at(Instant::now().into_std(), timeout),
        None => Timer::start(None),
    }
}

impl fmt::Debug for Agent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Agent")
            .field("patience", &self.handle.patience)
            .finish_non_exhaustive()
    }
}

/// What a call will give back: a future.
///
/// The command is sent when it is first polled, and its deadline runs from
/// then. It can be dropped at any time: a command whose turn has not come is
/// not sent then, and a late answer is nobody's.
#[must_use = "futures do nothing unless awaited"]
pub struct Reply<R> {
    name: Name,
    call: Pin<Box<dyn Future<Output = Answer> + Send>>,
    kind: PhantomData<fn() -> R>,
}

impl<R> Reply<R> {
    fn new(name: Name, call: impl Future<Output = Answer> + Send + 'static) -> Self {
        Self {
            name,
            call: Box::pin(call),
            kind: PhantomData,
        }
    }
}

impl<R: Wire> Future for Reply<R> {
    type Output = Result<R>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<R>> {
        let result = ready!(self.call.as_mut().poll(cx))?;
        Poll::Ready(match result {
            Some(result) => decode(self.name.clone(), &result),
            None => Ok(R::blank()),
        })
    }
}

impl<R> fmt::Debug for Reply<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("command", &self.name)
            .finish_non_exhaustive()
    }
}

impl Transport for &Agent {
    type Reply<R: Wire> = Reply<R>;

    fn execute<C: Command>(self, arguments: &C::Arguments) -> Reply<C::Returns> {
        self.call_typed::<C>(arguments, Terms::default())
    }
}

impl<const OOB: bool> With<'_, Agent, OOB> {
    /// [`Agent::execute_raw`] on these terms.
    pub fn execute_raw(
        self,
        name: impl Into<Cow<'static, str>>,
        arguments: impl Into<Option<Value>>,
    ) -> Reply<Value> {
        self.client
            .call_raw(name.into(), arguments.into(), self.terms)
    }
}

impl<const OOB: bool> Transport for With<'_, Agent, OOB> {
    type Reply<R: Wire> = Reply<R>;

    fn execute<C: Command>(self, arguments: &C::Arguments) -> Reply<C::Returns> {
        self.client.call_typed::<C>(arguments, self.terms)
    }
}
