//! The impls that are the same for every generated type of a kind.

/// What structs and flat unions have beside their tables.
#[doc(hidden)]
#[macro_export]
macro_rules! __structs {
    ($($name:ident)*) => {
        #[allow(deprecated)]
        const _: () = {
            use $crate::__private::derived as d;
        $(
            $crate::__by_view!(d $name);
            $crate::__serde!(d $name);
        )*};
    };
}

/// What an enum of branches has beside them; it is no type of the schema.
#[doc(hidden)]
#[macro_export]
macro_rules! __branches {
    ($name:ident, $unrecognized:ident) => {
        #[allow(deprecated)]
        impl $crate::wire::Wire for $name {
            #[inline]
            fn blank() -> Self {
                Self::$unrecognized($crate::UnrecognizedBranch::__blank(""))
            }

            #[inline]
            fn view(&self) -> $crate::wire::View<'_> {
                $crate::wire::View::Union(self)
            }

            #[inline]
            fn slot(&mut self) -> $crate::wire::Slot<'_> {
                $crate::wire::Slot::Union(self)
            }
        }

        #[allow(deprecated)]
        const _: () = {
            use $crate::__private::derived as d;
    $crate::__by_view!(d $name);
        };
    };
}

/// What a simple union has beside its branches.
#[doc(hidden)]
#[macro_export]
macro_rules! __simple_union {
    ($name:ident, $unrecognized:ident) => {
        $crate::__branches!($name, $unrecognized);
        #[allow(deprecated)]
        const _: () = {
            use $crate::__private::derived as d;
    $crate::__serde!(d $name);
        };
    };
}

/// What the enum of a schema's events has beside them.
#[doc(hidden)]
#[macro_export]
macro_rules! __events {
    ($name:ident, $unrecognized:ident) => {
        $crate::__branches!($name, $unrecognized);

        #[allow(deprecated)]
        impl $crate::Events for $name {}
    };
}

/// What an alternate has beside its branches.
#[doc(hidden)]
#[macro_export]
macro_rules! __alternate {
    ($name:ident, $unrecognized:ident) => {
        #[allow(deprecated)]
        impl $crate::wire::Wire for $name {
            #[inline]
            fn blank() -> Self {
                Self::$unrecognized($crate::wire::Wire::blank())
            }

            #[inline]
            fn view(&self) -> $crate::wire::View<'_> {
                $crate::wire::View::Alternate(self)
            }

            #[inline]
            fn slot(&mut self) -> $crate::wire::Slot<'_> {
                $crate::wire::Slot::Alternate(self)
            }
        }

        #[allow(deprecated)]
        const _: () = {
            use $crate::__private::derived as d;
    $crate::__by_view!(d $name);
    $crate::__serde!(d $name);
        };
    };
}

/// The standard traits, through the type's view and slot. `$d` is
/// `$crate::__private::derived`: short paths cost the compiler less.
#[doc(hidden)]
#[macro_export]
macro_rules! __by_view {
    ($d:ident $name:ident) => {
        impl $d::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                $d::copy(self)
            }
        }

        impl $d::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $d::equal(self, other)
            }
        }

        impl $d::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut $d::Formatter<'_>) -> $d::FmtResult {
                $d::debug(self, f)
            }
        }
    };
}

/// serde's traits, through the type's view and slot.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($d:ident $name:ident) => {
        impl $d::Serialize for $name {
            fn serialize<S: $d::Serializer>(&self, serializer: S) -> $d::Result<S::Ok, S::Error> {
                $d::serialize(self, serializer)
            }
        }

        impl<'de> $d::Deserialize<'de> for $name {
            fn deserialize<D: $d::Deserializer<'de>>(
                deserializer: D,
            ) -> $d::Result<Self, D::Error> {
                $d::deserialize(deserializer)
            }
        }
    };
}

/// What open enums have beside their names: they need `as_str` and `From<&str>`.
#[doc(hidden)]
#[macro_export]
macro_rules! __enumerations {
    ($($name:ident)*) => {
        #[allow(deprecated)]
        const _: () = {
            use $crate::__private::derived as d;
        $(
        impl d::Wire for $name {
            #[inline]
            fn blank() -> Self {
                <Self as d::From<&str>>::from("")
            }

            #[inline]
            fn view(&self) -> d::View<'_> {
                d::View::Enum(self.as_str())
            }

            #[inline]
            fn slot(&mut self) -> d::Slot<'_> {
                d::Slot::Enum(self)
            }
        }

        impl d::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut d::Formatter<'_>) -> d::FmtResult {
                d::debug(self, f)
            }
        }

        impl d::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut d::Formatter<'_>) -> d::FmtResult {
                f.pad(self.as_str())
            }
        }

        impl d::FromStr for $name {
            type Err = d::Infallible;

            #[inline]
            fn from_str(name: &str) -> d::Result<Self, d::Infallible> {
                d::Result::Ok(<Self as d::From<&str>>::from(name))
            }
        }

        impl d::Eq for $name {}

        impl d::Hash for $name {
            #[inline]
            fn hash<H: d::Hasher>(&self, state: &mut H) {
                d::hash(self.as_str(), state);
            }
        }

        $crate::__serde!(d $name);
        )*};
    };
}
