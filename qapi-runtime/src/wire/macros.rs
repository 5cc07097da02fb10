//! The impls that are the same for every generated type of a kind.

/// What a struct has beside its table.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($name:ident { $($member:ident),* $(,)? }) => {
        impl $crate::wire::Wire for $name {
            #[inline]
            fn blank() -> Self {
                Self { $($member: $crate::wire::Wire::blank()),* }
            }

            #[inline]
            fn view(&self) -> $crate::wire::View<'_> {
                $crate::wire::View::Object(self)
            }

            #[inline]
            fn slot(&mut self) -> $crate::wire::Slot<'_> {
                $crate::wire::Slot::Object(self)
            }
        }

        $crate::__by_view!($name);
    };
}

/// What a simple union has beside its branches.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($name:ident, $unrecognized:ident) => {
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

        $crate::__by_view!($name);
    };
}

/// The standard traits and serde's, through the type's view and slot.
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

        $crate::__serde!($name);
    };
}

/// serde's traits, through the type's view and slot.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident) => {
        impl $crate::__private::serde::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::wire::serialize(self, serializer)
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::deserialize(deserializer)
            }
        }
    };
}

/// What an open enum has beside its names: it needs `as_str` and `From<&str>`.
#[doc(hidden)]
#[macro_export]
macro_rules! __enumeration {
    ($name:ident) => {
        impl $crate::wire::Enumeration for $name {
            #[inline]
            fn name(&self) -> &str {
                self.as_str()
            }

            #[inline]
            fn set(&mut self, name: &str) {
                *self = <Self as ::core::convert::From<&str>>::from(name);
            }
        }

        impl $crate::wire::Wire for $name {
            #[inline]
            fn blank() -> Self {
                <Self as ::core::convert::From<&str>>::from("")
            }

            #[inline]
            fn view(&self) -> $crate::wire::View<'_> {
                $crate::wire::View::Enum(self)
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

        $crate::__serde!($name);
    };
}
