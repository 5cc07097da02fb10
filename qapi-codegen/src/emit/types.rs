//! How a type is written where it is used.

use super::{Emitter, RUNTIME};
use crate::schema::{Builtin, TypeId, TypeRef};

/// A parameter for a value: its type, and how its argument becomes the value.
pub(super) struct Parameter {
    pub(super) ty: String,
    pub(super) value: String,
}

impl Emitter<'_> {
    /// A type in Rust.
    pub(super) fn rust_type(&self, ty: &TypeRef) -> String {
        match ty {
            TypeRef::Builtin(builtin) => self.builtin(*builtin),
            TypeRef::Defined(id) => self.names.ty(*id).to_owned(),
            TypeRef::List(element) => format!("{}<{}>", self.std("Vec"), self.rust_type(element)),
        }
    }

    /// A type in Rust, for the module `commands`, where the commands' own
    /// types could shadow any short name.
    pub(super) fn inner_type(&self, ty: &TypeRef) -> String {
        match ty {
            TypeRef::Builtin(Builtin::Str) => format!("{RUNTIME}::std::String"),
            TypeRef::Builtin(builtin) => self.builtin(*builtin),
            TypeRef::Defined(id) => format!("super::{}", self.names.ty(*id)),
            TypeRef::List(element) => format!("{RUNTIME}::std::Vec<{}>", self.inner_type(element)),
        }
    }

    fn builtin(&self, builtin: Builtin) -> String {
        match builtin {
            Builtin::Str => self.std("String"),
            Builtin::Bool => "bool".to_owned(),
            Builtin::Number => "f64".to_owned(),
            Builtin::Int8 => "i8".to_owned(),
            Builtin::Int16 => "i16".to_owned(),
            Builtin::Int32 => "i32".to_owned(),
            Builtin::Int64 => "i64".to_owned(),
            Builtin::Uint8 => "u8".to_owned(),
            Builtin::Uint16 => "u16".to_owned(),
            Builtin::Uint32 => "u32".to_owned(),
            Builtin::Uint64 => "u64".to_owned(),
            Builtin::Any => format!("{RUNTIME}::Value"),
            Builtin::Null => format!("{RUNTIME}::Null"),
            Builtin::QType => format!("{RUNTIME}::QType"),
        }
    }

    /// A name of the standard prelude, by its path where the schema has a
    /// type of that name.
    pub(super) fn std(&self, name: &str) -> String {
        if self.names.is_type(name) {
            format!("{RUNTIME}::std::{name}")
        } else {
            name.to_owned()
        }
    }

    /// The parameter for a value of this type.
    pub(super) fn parameter(&self, name: &str, ty: &TypeRef, boxed: bool) -> Parameter {
        let into = self.std("Into");
        match ty {
            TypeRef::Builtin(Builtin::Str | Builtin::Any) => Parameter {
                ty: format!("impl {into}<{}>", self.rust_type(ty)),
                value: format!("{name}.into()"),
            },
            TypeRef::List(element) => {
                // Elements that could be of any type would leave the type of
                // `[element.into()]` open.
                let inner = match &**element {
                    TypeRef::Defined(_) => Parameter {
                        ty: self.rust_type(element),
                        value: "element".to_owned(),
                    },
                    other => self.parameter("element", other, false),
                };
                let items = format!("impl {}<Item = {}>", self.std("IntoIterator"), inner.ty);
                let value = if inner.value == "element" {
                    format!("{RUNTIME}::list({name})")
                } else if inner.value == "element.into()" {
                    format!("{RUNTIME}::list_into({name})")
                } else {
                    format!(
                        "{name}.into_iter().map(|element| {}).collect()",
                        inner.value
                    )
                };
                Parameter { ty: items, value }
            }
            TypeRef::Defined(id) if self.takes_branches(*id) => {
                let value = format!("{name}.into()");
                let boxed = if boxed {
                    format!("{}::new({value})", self.std("Box"))
                } else {
                    value
                };
                Parameter {
                    ty: format!("impl {into}<{}>", self.rust_type(ty)),
                    value: boxed,
                }
            }
            _ if boxed => Parameter {
                ty: self.rust_type(ty),
                value: format!("{}::new({name})", self.std("Box")),
            },
            _ => Parameter {
                ty: self.rust_type(ty),
                value: name.to_owned(),
            },
        }
    }

    /// Whether the content of a branch can stand for a value of this type.
    fn takes_branches(&self, id: TypeId) -> bool {
        self.schema.ty(id).kind.branches().is_some()
    }
}
