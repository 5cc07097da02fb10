//! Events until their subscribers take them.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::mem;

use serde_json::Value;

use super::Notice;
use super::sorted::Sorted;

/// For how many events a queue has room while it is empty.
const KEPT: usize = 8;

/// Who wants which events, and what they have not taken yet.
pub(crate) struct Subscribers {
    queues: Sorted<u64, (Filter, EventQueue)>,
    next: u64,
    /// How much memory each queue may take, in bytes.
    limit: usize,
}

/// Which events a subscriber wants.
pub(crate) enum Filter {
    All,
    Names(Vec<Cow<'static, str>>),
}

impl Filter {
    fn admits(&self, event: &Notice) -> bool {
        match self {
            Self::All => true,
            Self::Names(names) => names.iter().any(|name| *name == event.name()),
        }
    }
}

/// What a subscriber gets next.
#[derive(Debug, PartialEq)]
pub(crate) enum Next {
    Event(Notice),
    /// This many events were dropped before the next one.
    Lost(u64),
}

impl Subscribers {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            queues: Sorted::new(),
            next: 0,
            limit,
        }
    }

    pub(crate) fn add(&mut self, filter: Filter) -> u64 {
        self.next += 1;
        self.queues
            .insert(self.next, (filter, EventQueue::new(self.limit)));
        self.next
    }

    pub(crate) fn remove(&mut self, subscriber: u64) {
        self.queues.remove(&subscriber);
    }

    pub(super) fn push(&mut self, event: Notice) {
        let mut last: Option<&mut (Filter, EventQueue)> = None;
        for subscriber in self.queues.values_mut() {
            if subscriber.0.admits(&event)
                && let Some(earlier) = last.replace(subscriber)
            {
                give(earlier, event.clone());
            }
        }
        // All but the last have a copy.
        if let Some(last) = last {
            give(last, event);
        }
    }

    /// Whether there is something for this subscriber.
    pub(crate) fn has(&self, subscriber: u64) -> bool {
        self.queues
            .get(&subscriber)
            .is_some_and(|(_, queue)| !queue.is_empty())
    }

    /// Takes what is there for a subscriber, oldest first.
    pub(crate) fn take(&mut self, subscriber: u64) -> Option<Next> {
        self.queues.get_mut(&subscriber)?.1.next()
    }

    /// How many of a subscriber's events were dropped in all.
    pub(crate) fn lost(&self, subscriber: u64) -> u64 {
        self.queues
            .get(&subscriber)
            .map_or(0, |(_, queue)| queue.lost)
    }
}

fn give((filter, queue): &mut (Filter, EventQueue), event: Notice) {
    queue.push(match filter {
        Filter::All => event,
        // The others that came with it would stay for this one's sake.
        Filter::Names(_) => event.alone(),
    });
}

/// A queue of events with a limit on memory: beyond it the oldest are lost,
/// and counted.
struct EventQueue {
    events: VecDeque<(Notice, usize)>,
    weight: usize,
    limit: usize,
    lost: u64,
    /// Those of the lost ones that the subscriber was not told of.
    untold: u64,
}

impl EventQueue {
    fn new(limit: usize) -> Self {
        Self {
            events: VecDeque::new(),
            weight: 0,
            limit,
            lost: 0,
            untold: 0,
        }
    }

    fn push(&mut self, event: Notice) {
        let weight = weigh(&event);
        self.events.push_back((event, weight));
        self.weight += weight;
        while self.weight > self.limit && self.pop().is_some() {
            self.lost += 1;
            self.untold += 1;
        }
    }

    fn next(&mut self) -> Option<Next> {
        match mem::take(&mut self.untold) {
            0 => self.pop().map(Next::Event),
            lost => Some(Next::Lost(lost)),
        }
    }

    fn pop(&mut self) -> Option<Notice> {
        let (event, weight) = self.events.pop_front()?;
        self.weight -= weight;
        if self.events.is_empty() && self.events.capacity() > KEPT {
            // What a flood had needed does not stay.
            self.events = VecDeque::new();
        }
        Some(event)
    }

    fn is_empty(&self) -> bool {
        self.events.is_empty() && self.untold == 0
    }
}

/// About how many bytes of memory an event takes.
fn weigh(event: &Notice) -> usize {
    let rest = match event {
        Notice::Line(event) => event.line().len(),
        Notice::Read(event) => {
            let data = event.data.text();
            let data = data.map_or_else(|| content(&event.data), str::len);
            size_of_val(&**event) + event.name.len() + data
        }
    };
    size_of::<(Notice, usize)>() + rest
}

/// What a value holds beside itself.
fn content(value: &Value) -> usize {
    /// An object's members live in nodes for eleven each.
    const NODE: usize = 11 * size_of::<(String, Value)>();

    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        Value::String(text) => text.len(),
        Value::Array(elements) => elements
            .iter()
            .map(|element| size_of::<Value>() + content(element))
            .sum(),
        Value::Object(members) => {
            members.len().div_ceil(6) * NODE
                + members
                    .iter()
                    .map(|(name, value)| name.len() + content(value))
                    .sum::<usize>()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;
    use crate::event::EventLine;
    use crate::{Event, Timestamp};

    fn event(number: u64) -> Notice {
        named("E", json!({"number": number}))
    }

    fn named(name: &str, data: Value) -> Notice {
        Notice::Read(Event::new(name, data, Timestamp::UNKNOWN).into())
    }

    #[test]
    fn beyond_the_limit_the_oldest_are_lost_counted_and_reported_in_their_place() {
        let mut queue = EventQueue::new(3 * weigh(&event(0)));
        for number in 0..10 {
            queue.push(event(number));
        }
        assert_eq!(queue.next(), Some(Next::Lost(7)));
        assert_eq!(queue.next(), Some(Next::Event(event(7))));
        queue.push(event(10));
        for number in 8..=10 {
            assert_eq!(queue.next(), Some(Next::Event(event(number))));
        }
        assert_eq!((queue.next(), queue.weight, queue.lost), (None, 0, 7));
    }

    #[test]
    fn an_event_larger_than_the_limit_is_lost_itself() {
        let mut queue = EventQueue::new(1000);
        let data = json!({"text": "x".repeat(1000)});
        queue.push(named("LARGE", data));
        assert!(!queue.is_empty());
        assert_eq!(queue.next(), Some(Next::Lost(1)));
        assert_eq!((queue.next(), queue.weight), (None, 0));
    }

    #[test]
    fn each_subscriber_gets_what_it_wants_from_its_subscription_on() {
        let mut subscribers = Subscribers::new(1 << 20);
        let early = subscribers.add(Filter::All);
        subscribers.push(event(1));
        let picky = subscribers.add(Filter::Names(vec!["F".into()]));
        let late = subscribers.add(Filter::All);
        subscribers.push(event(2));
        assert_eq!(subscribers.take(early), Some(Next::Event(event(1))));
        assert_eq!(subscribers.take(early), Some(Next::Event(event(2))));
        assert_eq!(subscribers.take(late), Some(Next::Event(event(2))));
        assert!(!subscribers.has(picky) && !subscribers.has(late));
        subscribers.remove(late);
        assert_eq!(subscribers.take(late), None);
    }

    #[test]
    fn who_wants_few_events_keeps_the_text_of_no_others() {
        let line = |name| {
            format!(r#"{{"event": "{name}", "timestamp": {{"seconds": 1, "microseconds": 2}}}}"#)
        };
        let (wanted, other) = (line("E"), line("F"));
        let text: Arc<str> = format!("{wanted}\n{other}").into();
        let shared = EventLine::find_in(&text, 0..wanted.len()).unwrap();
        let mut subscribers = Subscribers::new(1 << 20);
        let picky = subscribers.add(Filter::Names(vec!["E".into()]));
        subscribers.push(Notice::Line(shared));
        assert_eq!(Arc::strong_count(&text), 1);
        let Some(Next::Event(Notice::Line(event))) = subscribers.take(picky) else {
            panic!("no event");
        };
        assert_eq!((event.line(), event.name()), (&*wanted, "E"));
        assert_eq!(event.timestamp.microseconds, 2);
    }

    #[test]
    fn small_values_weigh_their_memory_and_not_their_text() {
        let zeros = json!(vec![0; 1000]);
        assert!(content(&zeros) >= 1000 * size_of::<Value>());
    }
}
