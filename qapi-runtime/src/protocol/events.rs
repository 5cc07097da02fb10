//! Events until somebody takes them.

use std::collections::VecDeque;
use std::mem;

use serde_json::Value;

use crate::Event;

/// A queue of events with a limit on memory: beyond it the oldest are lost,
/// and counted.
pub(crate) struct EventQueue {
    events: VecDeque<(Event, usize)>,
    weight: usize,
    limit: usize,
    lost: u64,
}

impl EventQueue {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            events: VecDeque::new(),
            weight: 0,
            limit,
            lost: 0,
        }
    }

    pub(crate) fn push(&mut self, event: Event) {
        let weight = weigh(&event);
        self.events.push_back((event, weight));
        self.weight += weight;
        while self.weight > self.limit && self.pop().is_some() {
            self.lost += 1;
        }
    }

    pub(crate) fn pop(&mut self) -> Option<Event> {
        let (event, weight) = self.events.pop_front()?;
        self.weight -= weight;
        Some(event)
    }

    pub(crate) fn take_all(&mut self) -> Vec<Event> {
        self.weight = 0;
        mem::take(&mut self.events)
            .into_iter()
            .map(|(event, _)| event)
            .collect()
    }

    pub(crate) fn lost(&self) -> u64 {
        self.lost
    }
}

/// About how many bytes of memory an event takes.
fn weigh(event: &Event) -> usize {
    size_of::<(Event, usize)>() + event.name.len() + content(&event.data)
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
    use serde_json::json;

    use super::*;
    use crate::Timestamp;

    fn event(number: u64) -> Event {
        Event::new("E", json!({"number": number}), Timestamp::UNKNOWN)
    }

    #[test]
    fn beyond_the_limit_the_oldest_are_lost_and_counted() {
        let mut queue = EventQueue::new(3 * weigh(&event(0)));
        for number in 0..10 {
            queue.push(event(number));
        }
        assert_eq!(queue.lost(), 7);
        assert_eq!(queue.pop(), Some(event(7)));
        queue.push(event(10));
        assert_eq!(queue.take_all(), [event(8), event(9), event(10)]);
        assert_eq!((queue.weight, queue.lost()), (0, 7));
    }

    #[test]
    fn an_event_larger_than_the_limit_is_lost_itself() {
        let mut queue = EventQueue::new(1000);
        let data = json!({"text": "x".repeat(1000)});
        queue.push(Event::new("LARGE", data, Timestamp::UNKNOWN));
        assert_eq!((queue.pop(), queue.weight, queue.lost()), (None, 0, 1));
    }

    #[test]
    fn small_values_weigh_their_memory_and_not_their_text() {
        let zeros = json!(vec![0; 1000]);
        assert!(content(&zeros) >= 1000 * size_of::<Value>());
    }
}
