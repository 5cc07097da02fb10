//! A map for keys that mostly come and go in order, such as ids.

use std::collections::VecDeque;
use std::mem;

/// Beyond this many places a map that is empty gives its memory back.
const KEPT: usize = 32;

/// Keys and their values in the order of the keys. With one entry, and mostly
/// there is no other, it has no memory elsewhere; with few entries, and with any
/// number that come and go in order, it neither allocates nor moves any.
pub(super) struct Sorted<K, V> {
    first: Option<(K, V)>,
    /// Those behind the first one; none without it.
    rest: VecDeque<(K, V)>,
}

impl<K: Ord, V> Sorted<K, V> {
    pub(super) fn new() -> Self {
        Self {
            first: None,
            rest: VecDeque::new(),
        }
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// The entry with the lowest key.
    pub(super) fn first(&self) -> Option<&(K, V)> {
        self.first.as_ref()
    }

    /// The entry, if it is the only one.
    #[cfg(feature = "tokio")]
    pub(super) fn only(&self) -> Option<&(K, V)> {
        self.first.as_ref().filter(|_| self.rest.is_empty())
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &V> {
        self.first.iter().chain(&self.rest).map(|(_, value)| value)
    }

    pub(super) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        let entries = self.first.iter_mut().chain(&mut self.rest);
        entries.map(|(_, value)| value)
    }

    /// The entries from this key on, up to before that one.
    pub(super) fn range(&self, from: &K, to: &K) -> impl Iterator<Item = &(K, V)> {
        let inside = |key: &K| key >= from && key < to;
        let first = self.first.as_ref().filter(|(key, _)| inside(key));
        let start = self.rest.partition_point(|(key, _)| key < from);
        let end = self.rest.partition_point(|(key, _)| key < to);
        first
            .into_iter()
            .chain(self.rest.range(start..end.max(start)))
    }

    pub(super) fn get(&self, key: &K) -> Option<&V> {
        let entry = match &self.first {
            Some(first) if first.0 == *key => first,
            _ => self.rest.get(find(&self.rest, key).ok()?)?,
        };
        Some(&entry.1)
    }

    pub(super) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let entry = match &mut self.first {
            Some(first) if first.0 == *key => first,
            _ => {
                let place = find(&self.rest, key).ok()?;
                self.rest.get_mut(place)?
            }
        };
        Some(&mut entry.1)
    }

    /// Puts a value in, in the place of the one with the same key, if any.
    #[inline]
    pub(super) fn insert(&mut self, key: K, value: V) {
        match &self.first {
            None => self.first = Some((key, value)),
            Some(_) => self.insert_another((key, value)),
        }
    }

    #[inline(never)]
    fn insert_another(&mut self, entry: (K, V)) {
        match &mut self.first {
            Some(first) if entry.0 <= first.0 => {
                let other = mem::replace(first, entry);
                if other.0 > first.0 {
                    self.rest.push_front(other);
                }
            }
            _ => match find(&self.rest, &entry.0) {
                Ok(place) => self.rest[place] = entry,
                Err(place) if place == self.rest.len() => self.rest.push_back(entry),
                Err(place) => self.rest.insert(place, entry),
            },
        }
    }

    #[inline]
    pub(super) fn remove(&mut self, key: &K) -> Option<V> {
        match &self.first {
            None => None,
            Some((first, _)) if first == key && self.rest.is_empty() => {
                self.first.take().map(|(_, value)| value)
            }
            Some(_) => self.remove_another(key),
        }
    }

    #[inline(never)]
    fn remove_another(&mut self, key: &K) -> Option<V> {
        let removed = match &mut self.first {
            Some((first, _)) if first == key => {
                mem::replace(&mut self.first, self.rest.pop_front())
            }
            _ => self.rest.remove(find(&self.rest, key).ok()?),
        };
        if self.rest.is_empty() && self.rest.capacity() > KEPT {
            self.rest = VecDeque::new();
        }
        removed.map(|(_, value)| value)
    }
}

/// Where it is, or would be.
fn find<K: Ord, V>(entries: &VecDeque<(K, V)>, key: &K) -> Result<usize, usize> {
    // What comes in order belongs at one of the ends.
    match (entries.front(), entries.back()) {
        (Some((first, _)), _) if key == first => Ok(0),
        (_, Some((last, _))) if key > last => Err(entries.len()),
        (None, _) => Err(0),
        _ => entries.binary_search_by(|(other, _)| other.cmp(key)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn it_is_a_map_in_order() {
        let (mut map, mut model) = (Sorted::new(), BTreeMap::new());
        // A generator of Lehmer's: the same numbers in each run.
        let mut number = 1_u64;
        for step in 0..20_000 {
            number = number * 48271 % 0x7fff_ffff;
            // Many, and then few: with two keys it is mostly empty or nearly so.
            let keys = if step / 100 % 2 == 0 { 60 } else { 2 };
            let key = number / 7 % keys;
            let removes = number % 8 < 3 + step / 100 % 2;
            if removes {
                assert_eq!(map.remove(&key), model.remove(&key));
            } else {
                map.insert(key, step);
                model.insert(key, step);
            }
            assert_eq!(map.is_empty(), model.is_empty());
            assert_eq!(map.first().map(|it| it.0), model.keys().next().copied());
            assert_eq!(map.get_mut(&key), model.get_mut(&key));
            assert!(map.values().eq(model.values()));
            assert!(map.values_mut().eq(model.values_mut()));
            assert_eq!(map.get(&key), model.get(&key));
            #[cfg(feature = "tokio")]
            assert_eq!(map.only(), map.first().filter(|_| model.len() == 1));
            let some = model.range(key..key + 20);
            assert!(
                map.range(&key, &(key + 20))
                    .map(|it| it.0)
                    .eq(some.map(|it| *it.0))
            );
        }
    }

    #[test]
    fn an_empty_one_keeps_little_memory() {
        let mut map = Sorted::new();
        (0..1000).for_each(|key| map.insert(key, key));
        assert!((0..1000).all(|key| map.remove(&key) == Some(key)));
        assert!(map.rest.capacity() <= KEPT);
    }
}
