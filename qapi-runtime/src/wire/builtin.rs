//! [`Wire`] for the language's built-in types, lists and optional values.

use serde_json::Value;

use super::{List, Slot, View, Wire};

macro_rules! scalar {
    ($($rust:ty => $view:ident as $wide:ty, $slot:ident;)*) => {$(
        impl Wire for $rust {
            #[inline]
            fn blank() -> Self {
                Self::default()
            }

            #[inline]
            fn view(&self) -> View<'_> {
                View::$view(<$wide>::from(*self))
            }

            #[inline]
            fn slot(&mut self) -> Slot<'_> {
                Slot::$slot(self)
            }
        }
    )*};
}

scalar! {
    bool => Bool as bool, Bool;
    i8 => Int as i64, I8;
    i16 => Int as i64, I16;
    i32 => Int as i64, I32;
    i64 => Int as i64, I64;
    u8 => Uint as u64, U8;
    u16 => Uint as u64, U16;
    u32 => Uint as u64, U32;
    u64 => Uint as u64, U64;
    f64 => Number as f64, Number;
}

/// Nothing: no arguments, or a result without content. Any value is taken for
/// it, because what later servers return where this schema says "nothing" is
/// none of an older client's business.
impl Wire for () {
    #[inline]
    fn blank() -> Self {}

    #[inline]
    fn view(&self) -> View<'_> {
        View::Nothing
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Nothing
    }
}

/// The value of the schema's type `null`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Null;

impl Wire for Null {
    #[inline]
    fn blank() -> Self {
        Self
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Null
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Null
    }
}

impl Wire for String {
    #[inline]
    fn blank() -> Self {
        Self::new()
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Str(self)
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Str(self)
    }
}

impl Wire for Value {
    #[inline]
    fn blank() -> Self {
        Self::Null
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Any(self)
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Any(self)
    }
}

impl<T: Wire> Wire for Option<T> {
    #[inline]
    fn blank() -> Self {
        None
    }

    #[inline]
    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.view(),
            None => View::Absent,
        }
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        *self = None;
        // Unlike with `insert` the blank one is made in its place.
        self.get_or_insert_with(T::blank).slot()
    }
}

impl<T: Wire> Wire for Vec<T> {
    #[inline]
    fn blank() -> Self {
        Self::new()
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::List(self)
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        self.clear();
        Slot::List(self)
    }
}

impl<T: Wire> List for Vec<T> {
    #[inline]
    fn len(&self) -> usize {
        self.len()
    }

    #[inline]
    fn element(&self, index: usize) -> View<'_> {
        self.get(index).map_or(View::Absent, T::view)
    }

    #[inline]
    fn push(&mut self) -> Slot<'_> {
        // Unlike with `push` the blank one is made in its place.
        self.extend(std::iter::once_with(T::blank));
        self.last_mut().map_or(Slot::Nothing, T::slot)
    }

    #[inline]
    fn reserve(&mut self, additional: usize, bytes: usize) {
        self.reserve_exact(additional.min(bytes / size_of::<T>().max(1)));
    }
}
