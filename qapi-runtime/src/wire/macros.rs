//! The impls that are the same for every generated type of a kind.

/// What structs and flat unions have beside their tables.
#[doc(hidden)]
#[macro_export]
macro_rules! __structs {
    ($($name:ident)*) => {
        #[allow(deprecated)]
        const _: () = {$(
            $crate::__by_view!($name);
            $crate::__serde!($name);
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
            $crate::__by_view!($name);
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
            $crate::__serde!($name);
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
            $crate::__by_view!($name);
            $crate::__serde!($name);
        };
    };
}

/// The standard traits, through the type's view and slot.
#[doc(hidden)]
#[macro_export]
macro_rules! __by_view {
    ($name:ident) => {
        impl ::core::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                $crate::wire::copy(self)
            }
        }

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::wire::equal(self, other)
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::wire::debug(self, f)
            }
        }
    };
}

/// serde's traits, through the type's view and slot.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident) => {
        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::wire::serialize(self, serializer)
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::deserialize(deserializer)
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
        const _: () = {$(
        impl $crate::wire::Wire for $name {
            #[inline]
            fn blank() -> Self {
                <Self as ::core::convert::From<&str>>::from("")
            }

            #[inline]
            fn view(&self) -> $crate::wire::View<'_> {
                $crate::wire::View::Enum(self.as_str())
            }

            #[inline]
            fn slot(&mut self) -> $crate::wire::Slot<'_> {
                $crate::wire::Slot::Enum(self)
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::wire::debug(self, f)
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(name: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(<Self as ::core::convert::From<&str>>::from(name))
            }
        }

        impl ::core::cmp::Eq for $name {}

        $crate::__serde!($name);
        )*};
    };
}
