//! A map for keys that mostly come and go in order, such as ids.

use std::collections::VecDeque;

/// Beyond this many places a map that is empty gives its memory back.
const KEPT: usize = 32;

/// Keys and their values in the order of the keys. With few entries, and with
/// any number that come and go in order, it neither allocates nor moves any.
pub(super) struct Sorted<K, V>(VecDeque<(K, V)>);

impl<K: Ord, V> Sorted<K, V> {
    pub(super) fn new() -> Self {
        Self(VecDeque::new())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The entry with the lowest key.
    pub(super) fn first(&self) -> Option<&(K, V)> {
        self.0.front()
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    /// The entries from this key on, up to before that one.
    pub(super) fn range(&self, from: &K, to: &K) -> impl Iterator<Item = &(K, V)> {
        let start = self.0.partition_point(|(key, _)| key < from);
        let end = self.0.partition_point(|(key, _)| key < to);
        self.0.range(start..end.max(start))
    }

    pub(super) fn get(&self, key: &K) -> Option<&V> {
        let place = self.find(key).ok()?;
        self.0.get(place).map(|(_, value)| value)
    }

    pub(super) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let place = self.find(key).ok()?;
        self.0.get_mut(place).map(|(_, value)| value)
    }

    /// Puts a value in, in the place of the one with the same key, if any.
    pub(super) fn insert(&mut self, key: K, value: V) {
        match self.find(&key) {
            Ok(place) => self.0[place] = (key, value),
            Err(place) if place == self.0.len() => self.0.push_back((key, value)),
            Err(place) => self.0.insert(place, (key, value)),
        }
    }

    pub(super) fn remove(&mut self, key: &K) -> Option<V> {
        let (_, value) = match self.find(key).ok()? {
            0 => self.0.pop_front()?,
            place => self.0.remove(place)?,
        };
        if self.0.is_empty() && self.0.capacity() > KEPT {
            self.0 = VecDeque::new();
        }
        Some(value)
    }

    fn find(&self, key: &K) -> Result<usize, usize> {
        // What comes in order belongs at one of the ends.
        match (self.0.front(), self.0.back()) {
            (Some((first, _)), _) if key == first => Ok(0),
            (_, Some((last, _))) if key > last => Err(self.0.len()),
            (None, _) => Err(0),
            _ => self.0.binary_search_by(|(other, _)| other.cmp(key)),
        }
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
            let key = number / 7 % 60;
            let removes = number % 8 < 3;
            if removes {
                assert_eq!(map.remove(&key), model.remove(&key));
            } else {
                map.insert(key, step);
                model.insert(key, step);
            }
            assert_eq!(map.len(), model.len());
            assert_eq!(map.is_empty(), model.is_empty());
            assert_eq!(map.first().map(|it| it.0), model.keys().next().copied());
            assert_eq!(map.get(&key), model.get(&key));
            assert_eq!(map.get_mut(&key), model.get_mut(&key));
            assert!(map.values().eq(model.values()));
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
        assert!(map.0.capacity() <= KEPT);
    }
}
