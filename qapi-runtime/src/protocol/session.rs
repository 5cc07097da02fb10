//! Which reply belongs to which call.

use super::events::Subscribers;
use super::flow::{Flow, Lane};
use super::message::{Id, Message, Reply};
use super::sorted::Sorted;
use crate::{Greeting, ProtocolError, trace};

/// How many abandoned calls are remembered. Only their order matters, so
/// forgetting the oldest harms nobody: a reply with an id that is not known
/// is dropped as well.
const ABANDONED: usize = 1024;

/// One connection's calls and events.
pub(crate) struct Session {
    next_id: u64,
    /// Calls whose caller waits.
    waiting: Sorted<u64, Lane>,
    /// Calls whose caller has left before the reply came.
    abandoned: Sorted<u64, Lane>,
    /// The last call that was given an error without an id.
    blamed: Option<u64>,
    greeted: bool,
    pub(crate) events: Subscribers,
    pub(crate) flow: Flow,
}

/// What a message was.
#[derive(Debug)]
pub(crate) enum Incoming {
    Greeting(Greeting),
    /// An event, now in the queues of those who want it.
    Event,
    /// The reply to the waiting call of this id.
    Reply(u64, Reply),
    /// A reply that nobody waits for (any more).
    Dropped,
}

impl Session {
    pub(crate) fn new(event_memory: usize) -> Self {
        Self {
            next_id: 1,
            waiting: Sorted::new(),
            abandoned: Sorted::new(),
            blamed: None,
            greeted: false,
            events: Subscribers::new(event_memory),
            flow: Flow::default(),
        }
    }

    /// A new call's id. Ids are given in the order of sending, and the call
    /// has what its lane needs of [`Flow`].
    pub(crate) fn begin(&mut self, lane: Lane) -> u64 {
        let id = self.next_id;
        self.next_id += 1;
        self.waiting.insert(id, lane);
        id
    }

    /// Forgets a call whose command was not sent.
    pub(crate) fn withdraw(&mut self, id: u64) {
        let lane = self.waiting.remove(&id);
        self.release(lane);
    }

    /// The caller leaves; if the reply comes after all, it is dropped.
    pub(crate) fn abandon(&mut self, id: u64) {
        if let Some(lane) = self.waiting.remove(&id) {
            // The server has the command all the same, and its lane is taken.
            self.abandoned.insert(id, lane);
        }
        if self.abandoned.len() > ABANDONED {
            let oldest = self.abandoned.first().map(|(id, _)| *id);
            let forgotten = oldest.and_then(|id| self.abandoned.remove(&id));
            self.release(forgotten);
        }
    }

    fn release(&mut self, lane: Option<Lane>) {
        if let Some(lane) = lane {
            self.flow.release_place(lane);
            self.flow.release_fd(lane);
        }
    }

    /// Takes a message from the server.
    ///
    /// # Errors
    ///
    /// A message that has no place here.
    pub(crate) fn accept(&mut self, message: Message) -> Result<Incoming, ProtocolError> {
        match message {
            Message::Event(event) => {
                trace::event(event.name());
                self.events.push(event);
                Ok(Incoming::Event)
            }
            Message::Greeting(_) if self.greeted => {
                // Something between us and the server has connected anew, and
                // the state of all calls is gone.
                Err(ProtocolError::new("the server sent a second greeting", b""))
            }
            Message::Greeting(greeting) => {
                trace::connected(&greeting);
                self.greeted = true;
                Ok(Incoming::Greeting(greeting))
            }
            Message::Reply { id, reply } => self.accept_reply(id, reply),
        }
    }

    fn accept_reply(&mut self, id: Id, reply: Reply) -> Result<Incoming, ProtocolError> {
        let id = match (id, &reply) {
            // Servers send several errors for one command that they can't
            // read, and another call was blamed for the second. It is better
            // to stop here than to do so again.
            (Id::Number(id), _) if Some(id) == self.blamed => {
                return Err(ProtocolError::new(
                    "the server sent an error without an id that was no answer to a command",
                    b"",
                ));
            }
            (Id::Number(id), _) => Some(id),
            // The specification has clients drop these.
            (Id::Foreign, _) => None,
            // The server failed before it had read as far as the id, which
            // happens in the order of commands.
            (Id::Missing, Err(_)) => {
                let oldest = self.oldest();
                self.blamed = oldest.or(self.blamed);
                oldest
            }
            // Every command had an id and every server returns it with the
            // result, so here somebody else's traffic is mixed with ours. To
            // guess whose it is could hand one command's result to another.
            (Id::Missing, Ok(result)) => {
                return Err(ProtocolError::new(
                    "the server sent a result without an id",
                    result.text().as_bytes(),
                ));
            }
        };
        let Some(id) = id else {
            trace::dropped_reply();
            return Ok(Incoming::Dropped);
        };
        let abandoned = self.abandoned.remove(&id);
        let waiting = self.waiting.remove(&id);
        self.release(waiting.or(abandoned));
        Ok(match waiting {
            Some(_) => Incoming::Reply(id, reply),
            None => {
                // Nobody else will see whether it was one.
                if let Ok(result) = &reply {
                    result.check()?;
                }
                trace::dropped_reply();
                Incoming::Dropped
            }
        })
    }

    /// The call that a server which works in order answers next.
    fn oldest(&self) -> Option<u64> {
        let oldest = [&self.waiting, &self.abandoned].map(|calls| calls.first().map(|(id, _)| *id));
        oldest.into_iter().flatten().min()
    }
}

#[cfg(test)]
mod tests {
    use super::super::events::{Filter, Next};
    use super::*;

    fn session() -> Session {
        Session::new(1 << 20)
    }

    fn accept(session: &mut Session, line: &str) -> Incoming {
        let message = Message::parse(line.as_bytes()).unwrap();
        session.accept(message).unwrap()
    }

    /// The call that a line answers.
    fn answered(session: &mut Session, line: &str) -> Option<u64> {
        match accept(session, line) {
            Incoming::Reply(id, _) => Some(id),
            Incoming::Dropped => None,
            other => panic!("no reply: {other:?}"),
        }
    }

    const NAMELESS: &str = r#"{"error": {"class": "GenericError", "desc": "bad"}}"#;

    #[test]
    fn replies_find_their_calls_in_any_order_and_once() {
        let mut session = session();
        let (first, second) = (
            session.begin(Lane::default()),
            session.begin(Lane::default()),
        );
        let reply = |id| format!(r#"{{"return": {{}}, "id": {id}}}"#);
        assert_eq!(answered(&mut session, &reply(second)), Some(second));
        assert_eq!(answered(&mut session, &reply(second)), None);
        assert_eq!(answered(&mut session, &reply(99)), None);
        assert_eq!(answered(&mut session, r#"{"return": {}, "id": "1"}"#), None);
        assert_eq!(answered(&mut session, &reply(first)), Some(first));
    }

    #[test]
    fn a_late_reply_is_dropped() {
        let mut session = session();
        let (late, next) = (
            session.begin(Lane::default()),
            session.begin(Lane::default()),
        );
        session.abandon(late);
        let reply = format!(r#"{{"return": {{}}, "id": {late}}}"#);
        assert_eq!(answered(&mut session, &reply), None);
        assert!(session.abandoned.is_empty());
        assert!(session.waiting.get_mut(&next).is_some());
    }

    #[test]
    fn an_error_without_id_is_the_oldest_calls_even_if_that_was_abandoned() {
        let mut session = session();
        assert_eq!(answered(&mut session, NAMELESS), None);
        let (first, second) = (
            session.begin(Lane::default()),
            session.begin(Lane::default()),
        );
        session.abandon(first);
        assert_eq!(answered(&mut session, NAMELESS), None);
        assert_eq!(answered(&mut session, NAMELESS), Some(second));
    }

    #[test]
    fn a_call_that_was_wrongly_given_an_error_without_id_is_found_out() {
        let mut session = session();
        let (unreadable, next) = (
            session.begin(Lane::default()),
            session.begin(Lane::default()),
        );
        assert_eq!(answered(&mut session, NAMELESS), Some(unreadable));
        assert_eq!(answered(&mut session, NAMELESS), Some(next));
        let reply = format!(r#"{{"return": {{}}, "id": {next}}}"#);
        let message = Message::parse(reply.as_bytes()).unwrap();
        let error = session.accept(message).unwrap_err();
        assert!(error.message.contains("without an id"), "{error}");
    }

    #[test]
    fn an_abandoned_command_keeps_its_place_with_the_server_until_it_is_answered() {
        let mut session = session();
        session.flow.reads_ahead = true;
        let lane = Lane::default();
        let ids: Vec<_> = (0..8)
            .map(|_| {
                assert!(session.flow.take_place(lane));
                session.begin(lane)
            })
            .collect();
        session.abandon(ids[0]);
        assert!(!session.flow.take_place(lane));
        let reply = format!(r#"{{"return": {{}}, "id": {}}}"#, ids[0]);
        assert_eq!(answered(&mut session, &reply), None);
        assert!(session.flow.take_place(lane));
        session.withdraw(ids[1]);
        assert!(session.flow.take_place(lane));
    }

    #[test]
    fn a_result_without_id_belongs_to_nobody() {
        let mut session = session();
        session.begin(Lane::default());
        let message = Message::parse(br#"{"return": {"secret": 1}}"#).unwrap();
        let error = session.accept(message).unwrap_err();
        assert!(error.message.contains("without an id"), "{error}");
    }

    #[test]
    fn a_second_greeting_is_refused() {
        let mut session = session();
        let line = r#"{"QMP": {"version": {"qemu": {"major": 1, "minor": 2, "micro": 3}}}}"#;
        assert!(matches!(accept(&mut session, line), Incoming::Greeting(_)));
        let message = Message::parse(line.as_bytes()).unwrap();
        assert!(session.accept(message).is_err());
    }

    #[test]
    fn a_server_that_never_answers_costs_no_more_than_a_fixed_memory() {
        let mut session = session();
        for _ in 0..10 * ABANDONED {
            let id = session.begin(Lane::default());
            session.abandon(id);
        }
        assert_eq!(
            (session.waiting.len(), session.abandoned.len()),
            (0, ABANDONED)
        );
    }

    #[test]
    fn events_are_kept_before_and_after_the_greeting() {
        let mut session = session();
        let subscriber = session.events.add(Filter::All);
        assert!(matches!(
            accept(&mut session, r#"{"event": "A"}"#),
            Incoming::Event
        ));
        let greeting = r#"{"QMP": {"version": {"qemu": {"major": 1, "minor": 2, "micro": 3}}}}"#;
        accept(&mut session, greeting);
        accept(&mut session, r#"{"event": "B"}"#);
        for name in ["A", "B"] {
            let next = session.events.take(subscriber);
            assert!(matches!(next, Some(Next::Event(event)) if event.name() == name));
        }
    }
}
