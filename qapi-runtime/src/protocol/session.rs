//! Which reply belongs to which call.

use super::events::Subscribers;
use super::flow::{Flow, Lane};
use super::ids::{Calls, LONG, Sent, Whose};
use super::message::{Id, Message, Reply};
use crate::{Greeting, ProtocolError, trace};

/// One connection's calls and events.
pub(crate) struct Session {
    next_key: u64,
    calls: Calls,
    /// The id of the last call that was given an error without one.
    blamed: Option<u64>,
    greeted: bool,
    pub(crate) events: Subscribers,
    pub(crate) flow: Flow,
}

/// A call that has begun.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Begun {
    /// What the call is known by here. Keys are given in the order of sending,
    /// and no other call ever has this one.
    pub(crate) key: u64,
    /// What it is known by to the server, until the reply has come.
    pub(crate) id: u64,
}

/// What a message was.
#[derive(Debug)]
pub(crate) enum Incoming {
    Greeting(Box<Greeting>),
    /// An event, now in the queues of those who want it.
    Event,
    /// The reply to the waiting call of this key.
    Reply(u64, Reply),
    /// A reply that nobody waits for (any more).
    Dropped,
}

impl Session {
    pub(crate) fn new(event_memory: usize) -> Self {
        Self {
            next_key: LONG,
            calls: Calls::new(),
            blamed: None,
            greeted: false,
            events: Subscribers::new(event_memory),
            flow: Flow::default(),
        }
    }

    /// A new call, which has what its lane needs of [`Flow`].
    pub(crate) fn begin(&mut self, lane: Lane) -> Begun {
        let key = self.next_key;
        self.next_key += 1;
        let id = self.calls.add(Sent {
            key,
            lane,
            whose: Whose::Callers,
        });
        Begun { key, id }
    }

    /// Forgets a call whose command was not sent.
    pub(crate) fn withdraw(&mut self, key: u64) {
        let id = self.calls.find(key);
        let call = id.and_then(|id| self.calls.remove(id));
        self.release(call);
    }

    /// The caller leaves; if the reply comes after all, it is dropped. The
    /// server has the command all the same, and its lane is taken.
    pub(crate) fn abandon(&mut self, key: u64) {
        let id = self.calls.find(key);
        let forgotten = id.and_then(|id| self.calls.give_up(id));
        self.release(forgotten);
    }

    fn release(&mut self, call: Option<Sent>) {
        if let Some(call) = call {
            self.flow.release_place(call.lane);
            self.flow.release_fd(call.lane);
        }
    }

    /// Takes a message from the server.
    ///
    /// # Errors
    ///
    /// A message that has no place here.
    #[inline]
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

    /// The caller has read the reply itself.
    #[inline]
    pub(crate) fn settle(&mut self, call: Begun) {
        let sent = self.calls.remove(call.id);
        self.release(sent);
    }

    #[inline]
    fn accept_reply(&mut self, id: Id, reply: Reply) -> Result<Incoming, ProtocolError> {
        let call = match (id, &reply) {
            // Servers send several errors for one command that they can't
            // read, and another call was blamed for the second. It is better
            // to stop here than to do so again.
            (Id::Number(id), _) if Some(id) == self.blamed => {
                return Err(ProtocolError::new(
                    "the server sent an error without an id that was no answer to a command",
                    b"",
                ));
            }
            (Id::Number(id), _) => self.calls.remove(id),
            // The specification has clients drop these.
            (Id::Foreign, _) => None,
            // The server failed before it had read as far as the id, which
            // happens in the order of commands.
            (Id::Missing, Err(_)) => {
                let oldest = self.calls.oldest();
                self.blamed = oldest.or(self.blamed);
                oldest.and_then(|id| self.calls.answer(id))
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
        let open = call.filter(|call| call.whose != Whose::Answered);
        self.release(open);
        match call {
            Some(Sent {
                key,
                whose: Whose::Callers,
                ..
            }) => Ok(Incoming::Reply(key, reply)),
            _ => drop_reply(reply),
        }
    }
}

#[cold]
fn drop_reply(reply: Reply) -> Result<Incoming, ProtocolError> {
    // Nobody else will see whether it was one.
    if let Ok(result) = &reply {
        result.check()?;
    }
    trace::dropped_reply();
    Ok(Incoming::Dropped)
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

    fn begin(session: &mut Session) -> Begun {
        session.begin(Lane::default())
    }

    fn reply_to(id: u64) -> String {
        format!(r#"{{"return": {{}}, "id": {id}}}"#)
    }

    const NAMELESS: &str = r#"{"error": {"class": "GenericError", "desc": "bad"}}"#;

    #[test]
    fn replies_find_their_calls_in_any_order_and_once() {
        let mut session = session();
        let (first, second) = (begin(&mut session), begin(&mut session));
        let (to_first, to_second) = (reply_to(first.id), reply_to(second.id));
        assert_eq!(answered(&mut session, &to_second), Some(second.key));
        assert_eq!(answered(&mut session, &to_second), None);
        for unknown in [99, first.key, second.key, u64::MAX] {
            assert_eq!(answered(&mut session, &reply_to(unknown)), None);
        }
        assert_eq!(answered(&mut session, r#"{"return": {}, "id": "1"}"#), None);
        assert_eq!(answered(&mut session, &to_first), Some(first.key));
    }

    #[test]
    fn a_late_reply_is_dropped() {
        let mut session = session();
        let (late, next) = (begin(&mut session), begin(&mut session));
        session.abandon(late.key);
        assert_eq!(answered(&mut session, &reply_to(late.id)), None);
        assert_eq!(session.calls.find(late.key), None);
        assert_eq!(session.calls.find(next.key), Some(next.id));
    }

    #[test]
    fn a_late_reply_is_no_other_calls_however_many_there_were() {
        let mut session = session();
        let late = begin(&mut session);
        let late = [late, begin(&mut session)];
        late.iter().for_each(|call| session.abandon(call.key));
        for _ in 0..2000 {
            let call = begin(&mut session);
            assert!(late.iter().all(|late| call.id != late.id));
            assert_eq!(answered(&mut session, &reply_to(call.id)), Some(call.key));
        }
        // With the reply its id is free; only the very first one's is not.
        let reply = reply_to(late[1].id);
        assert_eq!(answered(&mut session, &reply), None);
        let mut ids = (0..10).map(|_| {
            let call = begin(&mut session);
            session.withdraw(call.key);
            call.id
        });
        assert!(ids.any(|id| id == late[1].id));
    }

    #[test]
    fn a_call_that_was_forgotten_keeps_its_id() {
        let mut session = session();
        let forgotten: Vec<_> = (0..5000).map(|_| begin(&mut session)).collect();
        forgotten.iter().for_each(|call| session.abandon(call.key));
        let waiting: Vec<_> = (0..5000).map(|_| begin(&mut session)).collect();
        for late in forgotten {
            assert_eq!(answered(&mut session, &reply_to(late.id)), None);
        }
        for call in waiting {
            assert_eq!(answered(&mut session, &reply_to(call.id)), Some(call.key));
        }
    }

    #[test]
    fn a_command_that_was_not_sent_gives_its_id_back() {
        let mut session = session();
        let ids: Vec<_> = (0..100)
            .map(|_| {
                let call = begin(&mut session);
                session.withdraw(call.key);
                call.id
            })
            .collect();
        assert!(ids.iter().all(|id| *id < 10));
        // Nothing is known of the last one, even if a reply comes.
        assert_eq!(answered(&mut session, &reply_to(ids[99])), None);
    }

    #[test]
    fn an_error_without_id_is_the_oldest_calls_even_if_that_was_abandoned() {
        let mut session = session();
        assert_eq!(answered(&mut session, NAMELESS), None);
        let (first, second) = (begin(&mut session), begin(&mut session));
        session.abandon(first.key);
        assert_eq!(answered(&mut session, NAMELESS), None);
        assert_eq!(answered(&mut session, NAMELESS), Some(second.key));
    }

    #[test]
    fn a_call_that_was_wrongly_given_an_error_without_id_is_found_out() {
        let mut session = session();
        let (unreadable, next) = (begin(&mut session), begin(&mut session));
        assert_eq!(answered(&mut session, NAMELESS), Some(unreadable.key));
        assert_eq!(answered(&mut session, NAMELESS), Some(next.key));
        // Nobody else has got its id in the meantime.
        for _ in 0..2000 {
            let call = begin(&mut session);
            assert_eq!(answered(&mut session, &reply_to(call.id)), Some(call.key));
        }
        let reply = reply_to(next.id);
        let message = Message::parse(reply.as_bytes()).unwrap();
        let error = session.accept(message).unwrap_err();
        assert!(error.message.contains("without an id"), "{error}");
    }

    #[test]
    fn an_abandoned_command_keeps_its_place_with_the_server_until_it_is_answered() {
        let mut session = session();
        session.flow.reads_ahead = true;
        let lane = Lane::default();
        let calls: Vec<_> = (0..8)
            .map(|_| {
                assert!(session.flow.take_place(lane));
                session.begin(lane)
            })
            .collect();
        session.abandon(calls[0].key);
        assert!(!session.flow.take_place(lane));
        assert_eq!(answered(&mut session, &reply_to(calls[0].id)), None);
        assert!(session.flow.take_place(lane));
        session.withdraw(calls[1].key);
        assert!(session.flow.take_place(lane));
    }

    #[test]
    fn a_result_without_id_belongs_to_nobody() {
        let mut session = session();
        begin(&mut session);
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
        for _ in 0..10_000 {
            let call = begin(&mut session);
            session.abandon(call.key);
        }
        assert_eq!(session.calls.len(), 1000 + 1024);
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
