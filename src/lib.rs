//! Typed Rust from a QAPI schema.
extern crate self as qapi;
#[doc(hidden)]
pub use qapi_runtime::__private;
pub use qapi_runtime::*;

/// Expands.
#[macro_export]
macro_rules! include_qapi {
    ($($arguments:tt)*) => {
        $crate::__include_qapi! { ($crate) $($arguments)* }
    };
}
#[doc(hidden)]
pub use qapi_macros::include_qapi as __include_qapi;

/// The interface.
#[cfg(feature = "qmp")]
pub mod qmp {
    crate::include_qapi!("../schema/qapi-schema.json");
}
