//! The guest agent's dialect: no greeting, no ids, and at the other end of a
//! wire that never closes perhaps somebody who still has half of an earlier
//! client's command, or has not sent all that he was asked for.

mod errand;
mod line;

use std::borrow::Cow;

pub(crate) use self::errand::{Errand, Patience, Step};
pub(crate) use self::line::AgentLine;
use super::{CommandLine, Message, Reply};
use crate::wire::View;
use crate::{ErrorClass, ProtocolError};

/// The byte that no JSON has. It makes a parser give up what it had, and marks
/// the answer to `guest-sync-delimited`.
const SENTINEL: u8 = 0xff;

/// The command whose answer is marked.
const SYNC: &str = "guest-sync-delimited";

/// A line from an agent.
struct Answer<'a> {
    /// Whether the sentinel was before it.
    delimited: bool,
    line: Cow<'a, [u8]>,
    /// Where the answer begins.
    start: usize,
}

impl<'a> Answer<'a> {
    fn new(line: impl Into<Cow<'a, [u8]>>) -> Self {
        let line = line.into();
        let sentinel = line.iter().rposition(|&byte| byte == SENTINEL);
        Self {
            delimited: sentinel.is_some(),
            start: sentinel.map_or(0, |position| position + 1),
            line,
        }
    }

    /// The reply that it is, `None` for anything else a server may say.
    ///
    /// # Errors
    ///
    /// It is no message.
    fn reply(&self) -> Result<Option<Reply>, ProtocolError> {
        Ok(match Message::parse(&self.line[self.start..])? {
            Message::Reply { reply, .. } => {
                if let Ok(result) = &reply {
                    result.check()?;
                }
                Some(reply)
            }
            Message::Event(_) | Message::Greeting(_) => None,
        })
    }
}

/// Finding out where the answers of this session begin.
struct Sync {
    number: u64,
    /// The agent is from before 1.1 and has only `guest-sync`.
    old: bool,
}

/// What an answer means to a [`Sync`].
#[derive(Debug, PartialEq)]
enum SyncStep {
    /// It is of an earlier session.
    Stale,
    /// This is to be sent.
    Send(Vec<u8>),
    /// What comes now is ours.
    Done,
}

impl Sync {
    /// A synchronization with a number that no earlier one had.
    fn new(number: u64) -> Self {
        Self { number, old: false }
    }

    /// What starts it. It may be sent again while nothing comes.
    fn request(&self) -> Vec<u8> {
        let mut request = vec![SENTINEL];
        request.extend(command(SYNC, self.number));
        request
    }

    fn accept(&mut self, answer: &Answer<'_>) -> SyncStep {
        // Another number for the other command: both may be answered.
        let number = self.number + u64::from(self.old);
        match answer.reply() {
            Ok(Some(Ok(result))) if answer.delimited != self.old => {
                match result.text().parse() == Ok(number) {
                    true => SyncStep::Done,
                    false => SyncStep::Stale,
                }
            }
            Ok(Some(Err(error))) if error.class == ErrorClass::CommandNotFound && !self.old => {
                self.old = true;
                SyncStep::Send(command("guest-sync", self.number + 1))
            }
            _ => SyncStep::Stale,
        }
    }
}

fn command(name: &str, id: u64) -> Vec<u8> {
    let arguments = serde_json::json!({"id": id});
    CommandLine::new(name, View::Any(&arguments), false).finish_without_id()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(sync: &mut Sync, line: &[u8]) -> SyncStep {
        sync.accept(&Answer::new(line))
    }

    #[test]
    fn only_the_delimited_answer_with_our_number_counts() {
        let mut sync = Sync::new(7);
        let request = b"\xff{\"execute\":\"guest-sync-delimited\",\"arguments\":{\"id\":7}}\n";
        assert_eq!(sync.request(), request);
        for stale in [
            &b"garbage"[..],
            b"{\"return\": 7}",
            b"{\"return\": {}}",
            b"\xff{\"return\": 6}",
            b"{\"error\": {\"class\": \"GenericError\", \"desc\": \"JSON parse error\"}}",
            b"\xffgarbage",
        ] {
            assert_eq!(step(&mut sync, stale), SyncStep::Stale);
        }
        assert_eq!(
            step(&mut sync, b"{\"retu\xff{\"return\": 7}"),
            SyncStep::Done
        );
    }

    #[test]
    fn an_old_agent_is_asked_in_its_own_way() {
        let mut sync = Sync::new(7);
        let unknown = b"{\"error\": {\"class\": \"CommandNotFound\", \"desc\": \"?\"}}";
        let request = b"{\"execute\":\"guest-sync\",\"arguments\":{\"id\":8}}\n".to_vec();
        assert_eq!(step(&mut sync, unknown), SyncStep::Send(request));
        assert_eq!(step(&mut sync, unknown), SyncStep::Stale);
        // It was a stale error, and the agent answers both.
        assert_eq!(step(&mut sync, b"\xff{\"return\": 7}"), SyncStep::Stale);
        assert_eq!(step(&mut sync, b"{\"return\": 8}"), SyncStep::Done);
    }
}
