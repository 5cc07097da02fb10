//! The built-in enum `QType`.

use crate::Unrecognized;

/// The types of JSON as the schema language names them (`QType`).
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum QType {
    /// `none`: no value.
    None,
    /// `qnull`: `null`.
    Qnull,
    /// `qnum`: a number.
    Qnum,
    /// `qstring`: a string.
    Qstring,
    /// `qdict`: an object.
    Qdict,
    /// `qlist`: an array.
    Qlist,
    /// `qbool`: `true` or `false`.
    Qbool,
    /// Any other.
    Unrecognized(Unrecognized),
}

impl QType {
    /// Its name on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::None => "none",
            Self::Qnull => "qnull",
            Self::Qnum => "qnum",
            Self::Qstring => "qstring",
            Self::Qdict => "qdict",
            Self::Qlist => "qlist",
            Self::Qbool => "qbool",
            Self::Unrecognized(name) => name.as_str(),
        }
    }
}

impl From<&str> for QType {
    fn from(name: &str) -> Self {
        match name {
            "none" => Self::None,
            "qnull" => Self::Qnull,
            "qnum" => Self::Qnum,
            "qstring" => Self::Qstring,
            "qdict" => Self::Qdict,
            "qlist" => Self::Qlist,
            "qbool" => Self::Qbool,
            _ => Self::Unrecognized(Unrecognized::__new(name)),
        }
    }
}

crate::__enumerations!(QType);
