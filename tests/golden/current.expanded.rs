/** What has a name: a base, and a type of its own.

 Since 1.0.*/
#[non_exhaustive]
pub struct Named {
    /// How it is called.
    pub id: String,
    /// What is said of it.
    pub note: Option<String>,
}
impl Named {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), note: None }
    }
    /// Sets `note`, which is optional.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}
impl __qapi::Struct for Named {
    const NAMES: &'static str = "Named id *note";
    #[inline]
    fn blank() -> Self {
        Self {
            id: __qapi::blank(),
            note: None,
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view_str(&self.id),
            _ => __qapi::view_optional_str(&self.note),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot_str(&mut self.id),
            _ => __qapi::slot_optional_str(&mut self.note),
        }
    }
}
/** What has a name and a place.

 Since 1.0.*/
#[non_exhaustive]
pub struct Placed {
    /// How it is called.
    pub id: String,
    /// What is said of it.
    pub note: Option<String>,
    /// How high it is.
    pub level: i8,
}
impl Placed {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[must_use]
    pub fn new(id: impl Into<String>, level: i8) -> Self {
        Self {
            id: id.into(),
            note: None,
            level,
        }
    }
    /// Sets `note`, which is optional.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}
impl __qapi::Struct for Placed {
    const NAMES: &'static str = "Placed id *note level";
    #[inline]
    fn blank() -> Self {
        Self {
            id: __qapi::blank(),
            note: None,
            level: 0,
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view_str(&self.id),
            1 => __qapi::view_optional_str(&self.note),
            _ => __qapi::view_i8(&self.level),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot_str(&mut self.id),
            1 => __qapi::slot_optional_str(&mut self.note),
            _ => __qapi::slot_i8(&mut self.level),
        }
    }
}
/** The discriminator of [`Shape`].

 Since 1.0.*/
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum ShapeType {
    /// With a radius.
    Circle,
    /// With sides.
    Box,
    /// With nothing.
    Point,
    /** Not on every server.

 Only if the server was built with `CONFIG_BLOB`.*/
    Blob,
    /// Shapes in a group.
    Many,
    /// A value that the schema does not list.
    Unrecognized(__qapi::Unrecognized),
}
impl ShapeType {
    /// The values that the schema lists, in its order.
    pub const VALUES: &'static [Self] = &[
        Self::Circle,
        Self::Box,
        Self::Point,
        Self::Blob,
        Self::Many,
    ];
    /// The value's name on the wire.
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Circle => "circle",
            Self::Box => "box",
            Self::Point => "point",
            Self::Blob => "blob",
            Self::Many => "many",
            Self::Unrecognized(name) => name.as_str(),
        }
    }
}
impl From<&str> for ShapeType {
    #[inline]
    fn from(name: &str) -> Self {
        __qapi::named(Self::VALUES, name, Self::Unrecognized)
    }
}
/** What every shape has.

 Since 1.0.*/
#[non_exhaustive]
pub struct ShapeBase {
    /// How it is called.
    pub id: String,
    /// What is said of it.
    pub note: Option<String>,
    /// How high it is.
    pub level: i8,
    /// Which one it is.
    pub shape: ShapeType,
    /// As a name.
    pub colour: Option<String>,
}
impl ShapeBase {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[must_use]
    pub fn new(id: impl Into<String>, level: i8, shape: ShapeType) -> Self {
        Self {
            id: id.into(),
            note: None,
            level,
            shape,
            colour: None,
        }
    }
    /// Sets `note`, which is optional.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
    /// Sets `colour`, which is optional.
    #[must_use]
    pub fn colour(mut self, colour: impl Into<String>) -> Self {
        self.colour = Some(colour.into());
        self
    }
}
impl __qapi::Struct for ShapeBase {
    const NAMES: &'static str = "ShapeBase id *note level shape *colour";
    #[inline]
    fn blank() -> Self {
        Self {
            id: __qapi::blank(),
            note: None,
            level: 0,
            shape: __qapi::blank(),
            colour: None,
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view_str(&self.id),
            1 => __qapi::view_optional_str(&self.note),
            2 => __qapi::view_i8(&self.level),
            3 => __qapi::view(&self.shape),
            _ => __qapi::view_optional_str(&self.colour),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot_str(&mut self.id),
            1 => __qapi::slot_optional_str(&mut self.note),
            2 => __qapi::slot_i8(&mut self.level),
            3 => __qapi::slot(&mut self.shape),
            _ => __qapi::slot_optional_str(&mut self.colour),
        }
    }
}
/** A string, or the wish for none.

 Since 1.0.*/
#[allow(clippy::large_enum_variant)]
#[non_exhaustive]
pub enum StrOrNull {
    /// The string.
    S(String),
    /// None.
    N(__qapi::Null),
    /// A value of none of these types.
    Unrecognized(__qapi::Value),
}
impl __qapi::Alternate for StrOrNull {
    #[inline]
    fn types(&self) -> &'static [__qapi::JsonType] {
        &[__qapi::JsonType::Str, __qapi::JsonType::Null]
    }
    #[inline]
    fn index(&self) -> usize {
        match self {
            Self::S(_) => 0,
            Self::N(_) => 1,
            Self::Unrecognized(_) => 2,
        }
    }
    #[inline]
    fn value(&self) -> __qapi::View<'_> {
        match self {
            Self::S(value) => __qapi::view(value),
            Self::N(value) => __qapi::view(value),
            Self::Unrecognized(value) => __qapi::view(value),
        }
    }
    #[inline]
    fn select(&mut self, index: usize) -> __qapi::Slot<'_> {
        *self = match index {
            0 => Self::S(__qapi::blank()),
            1 => Self::N(__qapi::blank()),
            _ => Self::Unrecognized(__qapi::blank()),
        };
        match self {
            Self::S(value) => __qapi::slot(value),
            Self::N(value) => __qapi::slot(value),
            Self::Unrecognized(value) => __qapi::slot(value),
        }
    }
}
impl From<String> for StrOrNull {
    #[inline]
    fn from(value: String) -> Self {
        Self::S(value)
    }
}
impl From<&str> for StrOrNull {
    #[inline]
    fn from(value: &str) -> Self {
        Self::S(value.into())
    }
}
impl From<__qapi::Null> for StrOrNull {
    #[inline]
    fn from(value: __qapi::Null) -> Self {
        Self::N(value)
    }
}
__qapi::alternate!(StrOrNull, Unrecognized);
/** A member of each built-in type, and a list of each.

 Since 1.0.*/
#[non_exhaustive]
pub struct Scalars {
    /// Text.
    pub str: String,
    /// With a fraction.
    pub number: f64,
    /// Whole.
    pub int: i64,
    /// 8 bits.
    pub int8: i8,
    /// 16 bits.
    pub int16: i16,
    /// 32 bits.
    pub int32: i32,
    /// 64 bits.
    pub int64: i64,
    /// 8 bits.
    pub uint8: u8,
    /// 16 bits.
    pub uint16: u16,
    /// 32 bits.
    pub uint32: u32,
    /// 64 bits.
    pub uint64: u64,
    /// Bytes.
    pub size: u64,
    /// Yes or no.
    pub bool: bool,
    /// Nothing.
    pub null: __qapi::Null,
    /// Anything.
    pub any: __qapi::Value,
    /// A type of JSON.
    pub qtype: __qapi::QType,
}
impl Scalars {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[allow(clippy::too_many_arguments)]
    #[must_use]
    pub fn new(
        str: impl Into<String>,
        number: f64,
        int: i64,
        int8: i8,
        int16: i16,
        int32: i32,
        int64: i64,
        uint8: u8,
        uint16: u16,
        uint32: u32,
        uint64: u64,
        size: u64,
        bool: bool,
        null: __qapi::Null,
        any: impl Into<__qapi::Value>,
        qtype: __qapi::QType,
    ) -> Self {
        Self {
            str: str.into(),
            number,
            int,
            int8,
            int16,
            int32,
            int64,
            uint8,
            uint16,
            uint32,
            uint64,
            size,
            bool,
            null,
            any: any.into(),
            qtype,
        }
    }
}
impl __qapi::Struct for Scalars {
    const NAMES: &'static str = "Scalars str number int int8 int16 int32 int64 uint8 uint16 uint32 uint64 size bool null any qtype";
    #[inline]
    fn blank() -> Self {
        Self {
            str: __qapi::blank(),
            number: 0.0,
            int: 0,
            int8: 0,
            int16: 0,
            int32: 0,
            int64: 0,
            uint8: 0,
            uint16: 0,
            uint32: 0,
            uint64: 0,
            size: 0,
            bool: false,
            null: __qapi::blank(),
            any: __qapi::blank(),
            qtype: __qapi::blank(),
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view_str(&self.str),
            1 => __qapi::view_f64(&self.number),
            2 => __qapi::view_i64(&self.int),
            3 => __qapi::view_i8(&self.int8),
            4 => __qapi::view_i16(&self.int16),
            5 => __qapi::view_i32(&self.int32),
            6 => __qapi::view_i64(&self.int64),
            7 => __qapi::view_u8(&self.uint8),
            8 => __qapi::view_u16(&self.uint16),
            9 => __qapi::view_u32(&self.uint32),
            10 => __qapi::view_u64(&self.uint64),
            11 => __qapi::view_u64(&self.size),
            12 => __qapi::view_bool(&self.bool),
            13 => __qapi::view(&self.null),
            14 => __qapi::view(&self.any),
            _ => __qapi::view(&self.qtype),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot_str(&mut self.str),
            1 => __qapi::slot_f64(&mut self.number),
            2 => __qapi::slot_i64(&mut self.int),
            3 => __qapi::slot_i8(&mut self.int8),
            4 => __qapi::slot_i16(&mut self.int16),
            5 => __qapi::slot_i32(&mut self.int32),
            6 => __qapi::slot_i64(&mut self.int64),
            7 => __qapi::slot_u8(&mut self.uint8),
            8 => __qapi::slot_u16(&mut self.uint16),
            9 => __qapi::slot_u32(&mut self.uint32),
            10 => __qapi::slot_u64(&mut self.uint64),
            11 => __qapi::slot_u64(&mut self.size),
            12 => __qapi::slot_bool(&mut self.bool),
            13 => __qapi::slot(&mut self.null),
            14 => __qapi::slot(&mut self.any),
            _ => __qapi::slot(&mut self.qtype),
        }
    }
}
/** Lists of built-in types, all of them optional.

 Since 1.0.*/
#[non_exhaustive]
pub struct Undocumented {
    /// The member `str`.
    pub str: Option<Vec<String>>,
    /// The member `number`.
    pub number: Option<Vec<f64>>,
    /// The member `int8`.
    pub int8: Option<Vec<i8>>,
    /// The member `size`.
    pub size: Option<Vec<u64>>,
    /// The member `bool`.
    pub bool: Option<Vec<bool>>,
    /// The member `any`.
    pub any: Option<Vec<__qapi::Value>>,
    /// The member `null`.
    pub null: Option<Vec<__qapi::Null>>,
    /// The member `qtype`.
    pub qtype: Option<Vec<__qapi::QType>>,
    /// The member `one-null`.
    pub one_null: Option<__qapi::Null>,
    /// The member `one-any`.
    pub one_any: Option<__qapi::Value>,
    /// The member `one-qtype`.
    pub one_qtype: Option<__qapi::QType>,
}
impl Undocumented {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[inline]
    #[must_use]
    pub fn new() -> Self {
        Self {
            str: None,
            number: None,
            int8: None,
            size: None,
            bool: None,
            any: None,
            null: None,
            qtype: None,
            one_null: None,
            one_any: None,
            one_qtype: None,
        }
    }
    /// Sets `str`, which is optional.
    #[must_use]
    pub fn str(mut self, str: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.str = Some(__qapi::list_into(str));
        self
    }
    /// Sets `number`, which is optional.
    #[must_use]
    pub fn number(mut self, number: impl IntoIterator<Item = f64>) -> Self {
        self.number = Some(__qapi::list(number));
        self
    }
    /// Sets `int8`, which is optional.
    #[must_use]
    pub fn int8(mut self, int8: impl IntoIterator<Item = i8>) -> Self {
        self.int8 = Some(__qapi::list(int8));
        self
    }
    /// Sets `size`, which is optional.
    #[must_use]
    pub fn size(mut self, size: impl IntoIterator<Item = u64>) -> Self {
        self.size = Some(__qapi::list(size));
        self
    }
    /// Sets `bool`, which is optional.
    #[must_use]
    pub fn bool(mut self, bool: impl IntoIterator<Item = bool>) -> Self {
        self.bool = Some(__qapi::list(bool));
        self
    }
    /// Sets `any`, which is optional.
    #[must_use]
    pub fn any(
        mut self,
        any: impl IntoIterator<Item = impl Into<__qapi::Value>>,
    ) -> Self {
        self.any = Some(__qapi::list_into(any));
        self
    }
    /// Sets `null`, which is optional.
    #[must_use]
    pub fn null(mut self, null: impl IntoIterator<Item = __qapi::Null>) -> Self {
        self.null = Some(__qapi::list(null));
        self
    }
    /// Sets `qtype`, which is optional.
    #[must_use]
    pub fn qtype(mut self, qtype: impl IntoIterator<Item = __qapi::QType>) -> Self {
        self.qtype = Some(__qapi::list(qtype));
        self
    }
    /// Sets `one_null`, which is optional.
    #[inline]
    #[must_use]
    pub fn one_null(mut self, one_null: __qapi::Null) -> Self {
        self.one_null = Some(one_null);
        self
    }
    /// Sets `one_any`, which is optional.
    #[must_use]
    pub fn one_any(mut self, one_any: impl Into<__qapi::Value>) -> Self {
        self.one_any = Some(one_any.into());
        self
    }
    /// Sets `one_qtype`, which is optional.
    #[inline]
    #[must_use]
    pub fn one_qtype(mut self, one_qtype: __qapi::QType) -> Self {
        self.one_qtype = Some(one_qtype);
        self
    }
}
impl Default for Undocumented {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
impl __qapi::Struct for Undocumented {
    const NAMES: &'static str = "Undocumented *str *number *int8 *size *bool *any *null *qtype ?one-null ?one-any *one-qtype";
    #[inline]
    fn blank() -> Self {
        Self {
            str: None,
            number: None,
            int8: None,
            size: None,
            bool: None,
            any: None,
            null: None,
            qtype: None,
            one_null: None,
            one_any: None,
            one_qtype: None,
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view(&self.str),
            1 => __qapi::view(&self.number),
            2 => __qapi::view(&self.int8),
            3 => __qapi::view(&self.size),
            4 => __qapi::view(&self.bool),
            5 => __qapi::view(&self.any),
            6 => __qapi::view(&self.null),
            7 => __qapi::view(&self.qtype),
            8 => __qapi::view(&self.one_null),
            9 => __qapi::view(&self.one_any),
            _ => __qapi::view(&self.one_qtype),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot(&mut self.str),
            1 => __qapi::slot(&mut self.number),
            2 => __qapi::slot(&mut self.int8),
            3 => __qapi::slot(&mut self.size),
            4 => __qapi::slot(&mut self.bool),
            5 => __qapi::slot(&mut self.any),
            6 => __qapi::slot(&mut self.null),
            7 => __qapi::slot(&mut self.qtype),
            8 => __qapi::slot(&mut self.one_null),
            9 => __qapi::slot(&mut self.one_any),
            _ => __qapi::slot(&mut self.one_qtype),
        }
    }
}
/** Values as they should not be called, and values with all that values can
 have.

 Since 1.0.*/
#[allow(deprecated)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Speed {
    /// Starts with a digit.
    _10mbit,
    /// Is nothing else.
    _1_2,
    /** Under a condition.

 Only if the server was built with `CONFIG_TURBO`.*/
    Turbo,
    /** Nobody wants it any more.

 Deprecated: [`legacy`](Speed::Legacy) is deprecated; use [`turbo`](Speed::Turbo)*/
    #[deprecated]
    Legacy,
    /** Under a condition and with features.

 Unstable: [`lab`](Speed::Lab) is a trial

 Has the feature `own`: a feature of this schema's own

 Only if the server was built with `all(CONFIG_LAB, not(CONFIG_STABLE))`.*/
    Lab,
    /// A keyword.
    True,
    /// A keyword that can't be raw.
    Self_,
    /// One that can.
    For,
    /// Downstream.
    ComExampleWarp,
    /// A value that the schema does not list.
    Unrecognized(__qapi::Unrecognized),
}
#[allow(deprecated)]
impl Speed {
    /// The values that the schema lists, in its order.
    pub const VALUES: &'static [Self] = &[
        Self::_10mbit,
        Self::_1_2,
        Self::Turbo,
        Self::Legacy,
        Self::Lab,
        Self::True,
        Self::Self_,
        Self::For,
        Self::ComExampleWarp,
    ];
    /// The value's name on the wire.
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::_10mbit => "10mbit",
            Self::_1_2 => "1-2",
            Self::Turbo => "turbo",
            Self::Legacy => "legacy",
            Self::Lab => "lab",
            Self::True => "true",
            Self::Self_ => "self",
            Self::For => "for",
            Self::ComExampleWarp => "__com.example_warp",
            Self::Unrecognized(name) => name.as_str(),
        }
    }
}
#[allow(deprecated)]
impl From<&str> for Speed {
    #[inline]
    fn from(name: &str) -> Self {
        __qapi::named(Self::VALUES, name, Self::Unrecognized)
    }
}
/** A struct whose base has a base.

 Since 1.0.*/
#[non_exhaustive]
pub struct Top {
    /// How it is called.
    pub id: String,
    /// What is said of it.
    pub note: Option<String>,
    /// How high it is.
    pub level: i8,
    /// Of its own.
    pub speed: Speed,
    /** Mandatory where it is there at all.

 Only if the server was built with `CONFIG_NEEDED`.*/
    pub needed: Option<String>,
    /** Optional, and under a condition of every form.

 Only if the server was built with `any(CONFIG_A, all(CONFIG_B, not(CONFIG_C)), not(any(CONFIG_D, CONFIG_E)))`.*/
    pub wanted: Option<Vec<Speed>>,
    /** Written with one.

 On the wire: `Capital`.*/
    pub capital: Option<bool>,
}
impl Top {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[must_use]
    pub fn new(id: impl Into<String>, level: i8, speed: Speed) -> Self {
        Self {
            id: id.into(),
            note: None,
            level,
            speed,
            needed: None,
            wanted: None,
            capital: None,
        }
    }
    /// Sets `note`, which is optional.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
    /// Sets `needed`, which is optional.
    #[must_use]
    pub fn needed(mut self, needed: impl Into<String>) -> Self {
        self.needed = Some(needed.into());
        self
    }
    /// Sets `wanted`, which is optional.
    #[must_use]
    pub fn wanted(mut self, wanted: impl IntoIterator<Item = Speed>) -> Self {
        self.wanted = Some(__qapi::list(wanted));
        self
    }
    /// Sets `capital`, which is optional.
    #[inline]
    #[must_use]
    pub fn capital(mut self, capital: bool) -> Self {
        self.capital = Some(capital);
        self
    }
}
impl __qapi::Struct for Top {
    const NAMES: &'static str = "Top id *note level speed *needed *wanted *Capital";
    #[inline]
    fn blank() -> Self {
        Self {
            id: __qapi::blank(),
            note: None,
            level: 0,
            speed: __qapi::blank(),
            needed: None,
            wanted: None,
            capital: None,
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view_str(&self.id),
            1 => __qapi::view_optional_str(&self.note),
            2 => __qapi::view_i8(&self.level),
            3 => __qapi::view(&self.speed),
            4 => __qapi::view_optional_str(&self.needed),
            5 => __qapi::view(&self.wanted),
            _ => __qapi::view_optional_bool(&self.capital),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot_str(&mut self.id),
            1 => __qapi::slot_optional_str(&mut self.note),
            2 => __qapi::slot_i8(&mut self.level),
            3 => __qapi::slot(&mut self.speed),
            4 => __qapi::slot_optional_str(&mut self.needed),
            5 => __qapi::slot(&mut self.wanted),
            _ => __qapi::slot_optional_bool(&mut self.capital),
        }
    }
}
/** A struct with all that can be said about it.

 Since 1.0.

 Deprecated: of the whole type, or of [`old`](field@Featured::old)

 Has the feature `own`: a feature of this schema's own

 Only if the server was built with `any(CONFIG_A, CONFIG_B)`.*/
#[deprecated]
#[allow(deprecated)]
#[non_exhaustive]
pub struct Featured {
    /** Not to be used.

 Deprecated: of the whole type, or of [`old`](field@Featured::old)*/
    #[deprecated]
    pub old: Option<String>,
    /** May go.

 Unstable: of [`trial`](field@Featured::trial)

 Has the feature `own`: a feature of this schema's own*/
    pub trial: Option<i64>,
    /// Like any other.
    pub plain: bool,
}
#[allow(deprecated)]
impl Featured {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[inline]
    #[must_use]
    pub fn new(plain: bool) -> Self {
        Self {
            old: None,
            trial: None,
            plain,
        }
    }
    /// Sets `old`, which is optional.
    #[deprecated]
    #[must_use]
    pub fn old(mut self, old: impl Into<String>) -> Self {
        self.old = Some(old.into());
        self
    }
    /// Sets `trial`, which is optional.
    #[inline]
    #[must_use]
    pub fn trial(mut self, trial: i64) -> Self {
        self.trial = Some(trial);
        self
    }
}
#[allow(deprecated)]
impl __qapi::Struct for Featured {
    const NAMES: &'static str = "Featured *old *trial plain";
    #[inline]
    fn blank() -> Self {
        Self {
            old: None,
            trial: None,
            plain: false,
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view_optional_str(&self.old),
            1 => __qapi::view_optional_i64(&self.trial),
            _ => __qapi::view_bool(&self.plain),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot_optional_str(&mut self.old),
            1 => __qapi::slot_optional_i64(&mut self.trial),
            _ => __qapi::slot_bool(&mut self.plain),
        }
    }
}
/** Members that are keywords in Rust, mandatory ones and optional ones.

 Since 1.0.*/
#[non_exhaustive]
pub struct Keywords {
    /// The member `for`.
    pub r#for: String,
    /// The member `loop`.
    pub r#loop: String,
    /** The member `self`.

 On the wire: `self`.*/
    pub self_: String,
    /// The member `true`.
    pub r#true: bool,
    /// The member `async`.
    pub r#async: String,
    /// The member `type`.
    pub r#type: Speed,
    /// The member `gen`.
    pub r#gen: String,
    /** The member `super`.

 On the wire: `super`.*/
    pub super_: String,
    /** The member `crate`.

 On the wire: `crate`.*/
    pub crate_: String,
    /// The member `new`.
    pub new: String,
    /// The member `fn`.
    pub r#fn: Option<String>,
    /// The member `match`.
    pub r#match: Option<String>,
    /// The member `mut`.
    pub r#mut: Option<String>,
    /// The member `move`.
    pub r#move: Option<String>,
    /// The member `ref`.
    pub r#ref: Option<String>,
    /// The member `static`.
    pub r#static: Option<String>,
    /// The member `dyn`.
    pub r#dyn: Option<String>,
    /// The member `await`.
    pub r#await: Option<String>,
    /// The member `try`.
    pub r#try: Option<String>,
    /// The member `yield`.
    pub r#yield: Option<String>,
    /// The member `union`.
    pub union: Option<String>,
    /// The member `default`.
    pub default: Option<String>,
    /// The member `clone`.
    pub clone: Option<String>,
    /// The member `box`.
    pub r#box: Option<String>,
    /// The member `final`.
    pub r#final: Option<String>,
    /// The member `extern`.
    pub r#extern: Option<String>,
    /// The member `let`.
    pub r#let: Option<String>,
    /// The member `raw`.
    pub raw: Option<String>,
    /// The member `element`.
    pub element: Option<Vec<String>>,
}
impl Keywords {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[allow(clippy::too_many_arguments)]
    #[must_use]
    pub fn new(
        r#for: impl Into<String>,
        r#loop: impl Into<String>,
        self_: impl Into<String>,
        r#true: bool,
        r#async: impl Into<String>,
        r#type: Speed,
        r#gen: impl Into<String>,
        super_: impl Into<String>,
        crate_: impl Into<String>,
        new: impl Into<String>,
    ) -> Self {
        Self {
            r#for: r#for.into(),
            r#loop: r#loop.into(),
            self_: self_.into(),
            r#true,
            r#async: r#async.into(),
            r#type,
            r#gen: r#gen.into(),
            super_: super_.into(),
            crate_: crate_.into(),
            new: new.into(),
            r#fn: None,
            r#match: None,
            r#mut: None,
            r#move: None,
            r#ref: None,
            r#static: None,
            r#dyn: None,
            r#await: None,
            r#try: None,
            r#yield: None,
            union: None,
            default: None,
            clone: None,
            r#box: None,
            r#final: None,
            r#extern: None,
            r#let: None,
            raw: None,
            element: None,
        }
    }
    /// Sets `fn`, which is optional.
    #[must_use]
    pub fn r#fn(mut self, r#fn: impl Into<String>) -> Self {
        self.r#fn = Some(r#fn.into());
        self
    }
    /// Sets `match`, which is optional.
    #[must_use]
    pub fn r#match(mut self, r#match: impl Into<String>) -> Self {
        self.r#match = Some(r#match.into());
        self
    }
    /// Sets `mut`, which is optional.
    #[must_use]
    pub fn r#mut(mut self, r#mut: impl Into<String>) -> Self {
        self.r#mut = Some(r#mut.into());
        self
    }
    /// Sets `move`, which is optional.
    #[must_use]
    pub fn r#move(mut self, r#move: impl Into<String>) -> Self {
        self.r#move = Some(r#move.into());
        self
    }
    /// Sets `ref`, which is optional.
    #[must_use]
    pub fn r#ref(mut self, r#ref: impl Into<String>) -> Self {
        self.r#ref = Some(r#ref.into());
        self
    }
    /// Sets `static`, which is optional.
    #[must_use]
    pub fn r#static(mut self, r#static: impl Into<String>) -> Self {
        self.r#static = Some(r#static.into());
        self
    }
    /// Sets `dyn`, which is optional.
    #[must_use]
    pub fn r#dyn(mut self, r#dyn: impl Into<String>) -> Self {
        self.r#dyn = Some(r#dyn.into());
        self
    }
    /// Sets `await`, which is optional.
    #[must_use]
    pub fn r#await(mut self, r#await: impl Into<String>) -> Self {
        self.r#await = Some(r#await.into());
        self
    }
    /// Sets `try`, which is optional.
    #[must_use]
    pub fn r#try(mut self, r#try: impl Into<String>) -> Self {
        self.r#try = Some(r#try.into());
        self
    }
    /// Sets `yield`, which is optional.
    #[must_use]
    pub fn r#yield(mut self, r#yield: impl Into<String>) -> Self {
        self.r#yield = Some(r#yield.into());
        self
    }
    /// Sets `union`, which is optional.
    #[must_use]
    pub fn union(mut self, union: impl Into<String>) -> Self {
        self.union = Some(union.into());
        self
    }
    /// Sets `default`, which is optional.
    #[must_use]
    pub fn default(mut self, default: impl Into<String>) -> Self {
        self.default = Some(default.into());
        self
    }
    /// Sets `clone`, which is optional.
    #[must_use]
    pub fn clone(mut self, clone: impl Into<String>) -> Self {
        self.clone = Some(clone.into());
        self
    }
    /// Sets `box`, which is optional.
    #[must_use]
    pub fn r#box(mut self, r#box: impl Into<String>) -> Self {
        self.r#box = Some(r#box.into());
        self
    }
    /// Sets `final`, which is optional.
    #[must_use]
    pub fn r#final(mut self, r#final: impl Into<String>) -> Self {
        self.r#final = Some(r#final.into());
        self
    }
    /// Sets `extern`, which is optional.
    #[must_use]
    pub fn r#extern(mut self, r#extern: impl Into<String>) -> Self {
        self.r#extern = Some(r#extern.into());
        self
    }
    /// Sets `let`, which is optional.
    #[must_use]
    pub fn r#let(mut self, r#let: impl Into<String>) -> Self {
        self.r#let = Some(r#let.into());
        self
    }
    /// Sets `raw`, which is optional.
    #[must_use]
    pub fn raw(mut self, raw: impl Into<String>) -> Self {
        self.raw = Some(raw.into());
        self
    }
    /// Sets `element`, which is optional.
    #[must_use]
    pub fn element(
        mut self,
        element: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.element = Some(__qapi::list_into(element));
        self
    }
}
impl __qapi::Struct for Keywords {
    const NAMES: &'static str = "Keywords for loop self true async type gen super crate new *fn *match *mut *move *ref *static *dyn *await *try *yield *union *default *clone *box *final *extern *let *raw *element";
    #[inline]
    fn blank() -> Self {
        Self {
            r#for: __qapi::blank(),
            r#loop: __qapi::blank(),
            self_: __qapi::blank(),
            r#true: false,
            r#async: __qapi::blank(),
            r#type: __qapi::blank(),
            r#gen: __qapi::blank(),
            super_: __qapi::blank(),
            crate_: __qapi::blank(),
            new: __qapi::blank(),
            r#fn: None,
            r#match: None,
            r#mut: None,
            r#move: None,
            r#ref: None,
            r#static: None,
            r#dyn: None,
            r#await: None,
            r#try: None,
            r#yield: None,
            union: None,
            default: None,
            clone: None,
            r#box: None,
            r#final: None,
            r#extern: None,
            r#let: None,
            raw: None,
            element: None,
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view_str(&self.r#for),
            1 => __qapi::view_str(&self.r#loop),
            2 => __qapi::view_str(&self.self_),
            3 => __qapi::view_bool(&self.r#true),
            4 => __qapi::view_str(&self.r#async),
            5 => __qapi::view(&self.r#type),
            6 => __qapi::view_str(&self.r#gen),
            7 => __qapi::view_str(&self.super_),
            8 => __qapi::view_str(&self.crate_),
            9 => __qapi::view_str(&self.new),
            10 => __qapi::view_optional_str(&self.r#fn),
            11 => __qapi::view_optional_str(&self.r#match),
            12 => __qapi::view_optional_str(&self.r#mut),
            13 => __qapi::view_optional_str(&self.r#move),
            14 => __qapi::view_optional_str(&self.r#ref),
            15 => __qapi::view_optional_str(&self.r#static),
            16 => __qapi::view_optional_str(&self.r#dyn),
            17 => __qapi::view_optional_str(&self.r#await),
            18 => __qapi::view_optional_str(&self.r#try),
            19 => __qapi::view_optional_str(&self.r#yield),
            20 => __qapi::view_optional_str(&self.union),
            21 => __qapi::view_optional_str(&self.default),
            22 => __qapi::view_optional_str(&self.clone),
            23 => __qapi::view_optional_str(&self.r#box),
            24 => __qapi::view_optional_str(&self.r#final),
            25 => __qapi::view_optional_str(&self.r#extern),
            26 => __qapi::view_optional_str(&self.r#let),
            27 => __qapi::view_optional_str(&self.raw),
            _ => __qapi::view(&self.element),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot_str(&mut self.r#for),
            1 => __qapi::slot_str(&mut self.r#loop),
            2 => __qapi::slot_str(&mut self.self_),
            3 => __qapi::slot_bool(&mut self.r#true),
            4 => __qapi::slot_str(&mut self.r#async),
            5 => __qapi::slot(&mut self.r#type),
            6 => __qapi::slot_str(&mut self.r#gen),
            7 => __qapi::slot_str(&mut self.super_),
            8 => __qapi::slot_str(&mut self.crate_),
            9 => __qapi::slot_str(&mut self.new),
            10 => __qapi::slot_optional_str(&mut self.r#fn),
            11 => __qapi::slot_optional_str(&mut self.r#match),
            12 => __qapi::slot_optional_str(&mut self.r#mut),
            13 => __qapi::slot_optional_str(&mut self.r#move),
            14 => __qapi::slot_optional_str(&mut self.r#ref),
            15 => __qapi::slot_optional_str(&mut self.r#static),
            16 => __qapi::slot_optional_str(&mut self.r#dyn),
            17 => __qapi::slot_optional_str(&mut self.r#await),
            18 => __qapi::slot_optional_str(&mut self.r#try),
            19 => __qapi::slot_optional_str(&mut self.r#yield),
            20 => __qapi::slot_optional_str(&mut self.union),
            21 => __qapi::slot_optional_str(&mut self.default),
            22 => __qapi::slot_optional_str(&mut self.clone),
            23 => __qapi::slot_optional_str(&mut self.r#box),
            24 => __qapi::slot_optional_str(&mut self.r#final),
            25 => __qapi::slot_optional_str(&mut self.r#extern),
            26 => __qapi::slot_optional_str(&mut self.r#let),
            27 => __qapi::slot_optional_str(&mut self.raw),
            _ => __qapi::slot(&mut self.element),
        }
    }
}
/** A downstream type with a downstream member.

 Since 1.0.*/
#[non_exhaustive]
pub struct ComExampleThing {
    /** Downstream.

 On the wire: `__com.example_x`.*/
    pub __com_example_x: i64,
    /// A trial of old.
    pub x_plain: Option<String>,
}
impl ComExampleThing {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[inline]
    #[must_use]
    pub fn new(__com_example_x: i64) -> Self {
        Self {
            __com_example_x,
            x_plain: None,
        }
    }
    /// Sets `x_plain`, which is optional.
    #[must_use]
    pub fn x_plain(mut self, x_plain: impl Into<String>) -> Self {
        self.x_plain = Some(x_plain.into());
        self
    }
}
impl __qapi::Struct for ComExampleThing {
    const NAMES: &'static str = "ComExampleThing __com.example_x *x-plain";
    #[inline]
    fn blank() -> Self {
        Self {
            __com_example_x: 0,
            x_plain: None,
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view_i64(&self.__com_example_x),
            _ => __qapi::view_optional_str(&self.x_plain),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot_i64(&mut self.__com_example_x),
            _ => __qapi::slot_optional_str(&mut self.x_plain),
        }
    }
}
/** `Circle` of the schema.

 Since 1.0.*/
#[non_exhaustive]
pub struct Circle {
    /// How large it is.
    pub radius: u8,
}
impl Circle {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[inline]
    #[must_use]
    pub fn new(radius: u8) -> Self {
        Self { radius }
    }
}
impl __qapi::Struct for Circle {
    const NAMES: &'static str = "Circle radius";
    #[inline]
    fn blank() -> Self {
        Self { radius: 0 }
    }
    #[inline]
    fn member(&self, _: usize) -> __qapi::View<'_> {
        __qapi::view_u8(&self.radius)
    }
    #[inline]
    fn member_slot(&mut self, _: usize) -> __qapi::Slot<'_> {
        __qapi::slot_u8(&mut self.radius)
    }
}
/** `Sides` of the schema.

 Since 1.0.*/
#[non_exhaustive]
pub struct Sides {
    /// From left to right.
    pub width: u64,
    /// From top to bottom; the same where it is absent.
    pub height: Option<u64>,
}
impl Sides {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[inline]
    #[must_use]
    pub fn new(width: u64) -> Self {
        Self { width, height: None }
    }
    /// Sets `height`, which is optional.
    #[inline]
    #[must_use]
    pub fn height(mut self, height: u64) -> Self {
        self.height = Some(height);
        self
    }
}
impl __qapi::Struct for Sides {
    const NAMES: &'static str = "Sides width *height";
    #[inline]
    fn blank() -> Self {
        Self { width: 0, height: None }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view_u64(&self.width),
            _ => __qapi::view_optional_u64(&self.height),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot_u64(&mut self.width),
            _ => __qapi::slot_optional_u64(&mut self.height),
        }
    }
}
/** A union whose base has its discriminator, and bases of its own. The branch
 `point` is empty.

 Since 1.0.*/
#[allow(deprecated)]
#[non_exhaustive]
pub struct Shape {
    /// How it is called.
    pub id: String,
    /// What is said of it.
    pub note: Option<String>,
    /// How high it is.
    pub level: i8,
    /// As a name.
    pub colour: Option<String>,
    /// Which one it is.
    pub shape: ShapeBranch,
}
#[allow(deprecated)]
impl Shape {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[must_use]
    pub fn new(id: impl Into<String>, level: i8, shape: impl Into<ShapeBranch>) -> Self {
        Self {
            id: id.into(),
            note: None,
            level,
            colour: None,
            shape: shape.into(),
        }
    }
    /// Sets `note`, which is optional.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
    /// Sets `colour`, which is optional.
    #[must_use]
    pub fn colour(mut self, colour: impl Into<String>) -> Self {
        self.colour = Some(colour.into());
        self
    }
}
#[allow(deprecated)]
impl __qapi::Struct for Shape {
    const NAMES: &'static str = "Shape id *note level *colour @shape";
    #[inline]
    fn blank() -> Self {
        Self {
            id: __qapi::blank(),
            note: None,
            level: 0,
            colour: None,
            shape: __qapi::blank(),
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view_str(&self.id),
            1 => __qapi::view_optional_str(&self.note),
            2 => __qapi::view_i8(&self.level),
            3 => __qapi::view_optional_str(&self.colour),
            _ => __qapi::view(&self.shape),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot_str(&mut self.id),
            1 => __qapi::slot_optional_str(&mut self.note),
            2 => __qapi::slot_i8(&mut self.level),
            3 => __qapi::slot_optional_str(&mut self.colour),
            _ => __qapi::slot(&mut self.shape),
        }
    }
}
/// The branches of [`Shape`].
#[allow(deprecated)]
#[allow(clippy::large_enum_variant)]
#[non_exhaustive]
pub enum ShapeBranch {
    /// The branch `circle`.
    Circle(Circle),
    /// The branch `box`.
    Box(Sides),
    /// The branch `point`.
    Point,
    /** The branch `blob`.

 Only if the server was built with `CONFIG_BLOB`.*/
    Blob(Featured),
    /// The branch `many`.
    Many(Box<ShapeGroup>),
    /// One that the schema does not list.
    Unrecognized(__qapi::UnrecognizedBranch),
}
#[allow(deprecated)]
impl ShapeBranch {
    /// Its name on the wire.
    #[inline]
    #[must_use]
    pub fn tag(&self) -> &str {
        match self {
            Self::Circle(_) => "circle",
            Self::Box(_) => "box",
            Self::Point => "point",
            Self::Blob(_) => "blob",
            Self::Many(_) => "many",
            Self::Unrecognized(branch) => branch.tag(),
        }
    }
}
#[allow(deprecated)]
impl __qapi::Union for ShapeBranch {
    #[inline]
    fn tag(&self) -> &str {
        Self::tag(self)
    }
    #[inline]
    fn branch(&self) -> __qapi::View<'_> {
        match self {
            Self::Circle(branch) => __qapi::view(branch),
            Self::Box(branch) => __qapi::view(branch),
            Self::Point => __qapi::View::Nothing,
            Self::Blob(branch) => __qapi::view(branch),
            Self::Many(branch) => __qapi::view(&**branch),
            Self::Unrecognized(branch) => branch.__view(),
        }
    }
    #[inline]
    fn branch_slot(&mut self) -> __qapi::Slot<'_> {
        match self {
            Self::Circle(branch) => __qapi::slot(branch),
            Self::Box(branch) => __qapi::slot(branch),
            Self::Point => __qapi::Slot::Nothing,
            Self::Blob(branch) => __qapi::slot(branch),
            Self::Many(branch) => __qapi::slot(&mut **branch),
            Self::Unrecognized(branch) => branch.__slot(),
        }
    }
    #[inline]
    fn select(&mut self, tag: &str) {
        *self = match tag {
            "circle" => Self::Circle(__qapi::blank()),
            "box" => Self::Box(__qapi::blank()),
            "point" => Self::Point,
            "blob" => Self::Blob(__qapi::blank()),
            "many" => Self::Many(__qapi::blank_boxed()),
            _ => Self::Unrecognized(__qapi::UnrecognizedBranch::__blank(tag)),
        };
    }
}
#[allow(deprecated)]
impl From<Circle> for ShapeBranch {
    #[inline]
    fn from(branch: Circle) -> Self {
        Self::Circle(branch)
    }
}
#[allow(deprecated)]
impl From<Sides> for ShapeBranch {
    #[inline]
    fn from(branch: Sides) -> Self {
        Self::Box(branch)
    }
}
#[allow(deprecated)]
impl From<Featured> for ShapeBranch {
    #[inline]
    fn from(branch: Featured) -> Self {
        Self::Blob(branch)
    }
}
#[allow(deprecated)]
impl From<ShapeGroup> for ShapeBranch {
    #[inline]
    fn from(branch: ShapeGroup) -> Self {
        Self::Many(Box::new(branch))
    }
}
__qapi::branches!(ShapeBranch, Unrecognized);
/** Recursion through a union: by a list, and by value.

 Since 1.0.*/
#[non_exhaustive]
pub struct ShapeGroup {
    /// Those in the group.
    pub shapes: Vec<Shape>,
    /// The one around them.
    pub frame: Option<Box<Shape>>,
}
impl ShapeGroup {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[must_use]
    pub fn new(shapes: impl IntoIterator<Item = Shape>) -> Self {
        Self {
            shapes: __qapi::list(shapes),
            frame: None,
        }
    }
    /// Sets `frame`, which is optional.
    #[must_use]
    pub fn frame(mut self, frame: impl Into<Shape>) -> Self {
        self.frame = Some(Box::new(frame.into()));
        self
    }
}
impl __qapi::Struct for ShapeGroup {
    const NAMES: &'static str = "ShapeGroup shapes *frame";
    #[inline]
    fn blank() -> Self {
        Self {
            shapes: __qapi::blank(),
            frame: None,
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view(&self.shapes),
            _ => __qapi::view_optional_boxed(&self.frame),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot(&mut self.shapes),
            _ => __qapi::slot_optional_boxed(&mut self.frame),
        }
    }
}
/** A base whose base is not the one with the discriminator.

 Since 1.0.*/
#[non_exhaustive]
pub struct TaggedBase {
    /// Which branch it is.
    pub driver: Driver,
}
impl TaggedBase {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[inline]
    #[must_use]
    pub fn new(driver: Driver) -> Self {
        Self { driver }
    }
}
impl __qapi::Struct for TaggedBase {
    const NAMES: &'static str = "TaggedBase driver";
    #[inline]
    fn blank() -> Self {
        Self { driver: __qapi::blank() }
    }
    #[inline]
    fn member(&self, _: usize) -> __qapi::View<'_> {
        __qapi::view(&self.driver)
    }
    #[inline]
    fn member_slot(&mut self, _: usize) -> __qapi::Slot<'_> {
        __qapi::slot(&mut self.driver)
    }
}
/** `NodeBase` of the schema.

 Since 1.0.*/
#[non_exhaustive]
pub struct NodeBase {
    /// Which branch it is.
    pub driver: Driver,
    /// How it is called.
    pub node_name: Option<String>,
}
impl NodeBase {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[inline]
    #[must_use]
    pub fn new(driver: Driver) -> Self {
        Self { driver, node_name: None }
    }
    /// Sets `node_name`, which is optional.
    #[must_use]
    pub fn node_name(mut self, node_name: impl Into<String>) -> Self {
        self.node_name = Some(node_name.into());
        self
    }
}
impl __qapi::Struct for NodeBase {
    const NAMES: &'static str = "NodeBase driver *node-name";
    #[inline]
    fn blank() -> Self {
        Self {
            driver: __qapi::blank(),
            node_name: None,
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view(&self.driver),
            _ => __qapi::view_optional_str(&self.node_name),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot(&mut self.driver),
            _ => __qapi::slot_optional_str(&mut self.node_name),
        }
    }
}
/** `Driver` of the schema.

 Since 1.0.*/
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Driver {
    /// A file.
    File,
    /// A node over another one.
    Overlay,
    /// A branch that is a union itself.
    Choice,
    /// The same union once more.
    Choice2,
    /// Nothing.
    NullCo,
    /// A value that the schema does not list.
    Unrecognized(__qapi::Unrecognized),
}
impl Driver {
    /// The values that the schema lists, in its order.
    pub const VALUES: &'static [Self] = &[
        Self::File,
        Self::Overlay,
        Self::Choice,
        Self::Choice2,
        Self::NullCo,
    ];
    /// The value's name on the wire.
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::File => "file",
            Self::Overlay => "overlay",
            Self::Choice => "choice",
            Self::Choice2 => "choice-2",
            Self::NullCo => "null-co",
            Self::Unrecognized(name) => name.as_str(),
        }
    }
}
impl From<&str> for Driver {
    #[inline]
    fn from(name: &str) -> Self {
        __qapi::named(Self::VALUES, name, Self::Unrecognized)
    }
}
/** The discriminator is a member of the base of the base.

 Since 1.0.*/
#[non_exhaustive]
pub struct Node {
    /// How it is called.
    pub node_name: Option<String>,
    /// Which branch it is.
    pub driver: NodeBranch,
}
impl Node {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[must_use]
    pub fn new(driver: impl Into<NodeBranch>) -> Self {
        Self {
            node_name: None,
            driver: driver.into(),
        }
    }
    /// Sets `node_name`, which is optional.
    #[must_use]
    pub fn node_name(mut self, node_name: impl Into<String>) -> Self {
        self.node_name = Some(node_name.into());
        self
    }
}
impl __qapi::Struct for Node {
    const NAMES: &'static str = "Node *node-name @driver";
    #[inline]
    fn blank() -> Self {
        Self {
            node_name: None,
            driver: __qapi::blank(),
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view_optional_str(&self.node_name),
            _ => __qapi::view(&self.driver),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot_optional_str(&mut self.node_name),
            _ => __qapi::slot(&mut self.driver),
        }
    }
}
/// The branches of [`Node`].
#[allow(clippy::large_enum_variant)]
#[non_exhaustive]
pub enum NodeBranch {
    /// The branch `file`.
    File(NodeFile),
    /// The branch `overlay`.
    Overlay(Box<NodeOverlay>),
    /// The branch `choice`.
    Choice(Choice),
    /// The branch `choice-2`.
    Choice2(Choice),
    /// The branch `null-co`.
    NullCo,
    /// One that the schema does not list.
    Unrecognized(__qapi::UnrecognizedBranch),
}
impl NodeBranch {
    /// Its name on the wire.
    #[inline]
    #[must_use]
    pub fn tag(&self) -> &str {
        match self {
            Self::File(_) => "file",
            Self::Overlay(_) => "overlay",
            Self::Choice(_) => "choice",
            Self::Choice2(_) => "choice-2",
            Self::NullCo => "null-co",
            Self::Unrecognized(branch) => branch.tag(),
        }
    }
}
impl __qapi::Union for NodeBranch {
    #[inline]
    fn tag(&self) -> &str {
        Self::tag(self)
    }
    #[inline]
    fn branch(&self) -> __qapi::View<'_> {
        match self {
            Self::File(branch) => __qapi::view(branch),
            Self::Overlay(branch) => __qapi::view(&**branch),
            Self::Choice(branch) => __qapi::view(branch),
            Self::Choice2(branch) => __qapi::view(branch),
            Self::NullCo => __qapi::View::Nothing,
            Self::Unrecognized(branch) => branch.__view(),
        }
    }
    #[inline]
    fn branch_slot(&mut self) -> __qapi::Slot<'_> {
        match self {
            Self::File(branch) => __qapi::slot(branch),
            Self::Overlay(branch) => __qapi::slot(&mut **branch),
            Self::Choice(branch) => __qapi::slot(branch),
            Self::Choice2(branch) => __qapi::slot(branch),
            Self::NullCo => __qapi::Slot::Nothing,
            Self::Unrecognized(branch) => branch.__slot(),
        }
    }
    #[inline]
    fn select(&mut self, tag: &str) {
        *self = match tag {
            "file" => Self::File(__qapi::blank()),
            "overlay" => Self::Overlay(__qapi::blank_boxed()),
            "choice" => Self::Choice(__qapi::blank()),
            "choice-2" => Self::Choice2(__qapi::blank()),
            "null-co" => Self::NullCo,
            _ => Self::Unrecognized(__qapi::UnrecognizedBranch::__blank(tag)),
        };
    }
}
impl From<NodeFile> for NodeBranch {
    #[inline]
    fn from(branch: NodeFile) -> Self {
        Self::File(branch)
    }
}
impl From<NodeOverlay> for NodeBranch {
    #[inline]
    fn from(branch: NodeOverlay) -> Self {
        Self::Overlay(Box::new(branch))
    }
}
__qapi::branches!(NodeBranch, Unrecognized);
impl From<NodeFile> for Node {
    #[inline]
    fn from(branch: NodeFile) -> Self {
        Self::new(branch)
    }
}
impl From<NodeOverlay> for Node {
    #[inline]
    fn from(branch: NodeOverlay) -> Self {
        Self::new(branch)
    }
}
impl From<NodeBranch> for Node {
    #[inline]
    fn from(branch: NodeBranch) -> Self {
        Self::new(branch)
    }
}
/** `NodeFile` of the schema.

 Since 1.0.*/
#[non_exhaustive]
pub struct NodeFile {
    /// Where it is.
    pub filename: String,
    /// The member `locking`.
    pub locking: Option<bool>,
}
impl NodeFile {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[must_use]
    pub fn new(filename: impl Into<String>) -> Self {
        Self {
            filename: filename.into(),
            locking: None,
        }
    }
    /// Sets `locking`, which is optional.
    #[inline]
    #[must_use]
    pub fn locking(mut self, locking: bool) -> Self {
        self.locking = Some(locking);
        self
    }
}
impl __qapi::Struct for NodeFile {
    const NAMES: &'static str = "NodeFile filename *locking";
    #[inline]
    fn blank() -> Self {
        Self {
            filename: __qapi::blank(),
            locking: None,
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view_str(&self.filename),
            _ => __qapi::view_optional_bool(&self.locking),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot_str(&mut self.filename),
            _ => __qapi::slot_optional_bool(&mut self.locking),
        }
    }
}
/** `NodeOverlay` of the schema.

 Since 1.0.*/
#[non_exhaustive]
pub struct NodeOverlay {
    /// The node below.
    pub file: Box<NodeRef>,
    /// The node behind; null for none.
    pub backing: Option<Box<NodeRefOrNull>>,
}
impl NodeOverlay {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[must_use]
    pub fn new(file: impl Into<NodeRef>) -> Self {
        Self {
            file: Box::new(file.into()),
            backing: None,
        }
    }
    /// Sets `backing`, which is optional.
    #[must_use]
    pub fn backing(mut self, backing: impl Into<NodeRefOrNull>) -> Self {
        self.backing = Some(Box::new(backing.into()));
        self
    }
}
impl __qapi::Struct for NodeOverlay {
    const NAMES: &'static str = "NodeOverlay file ?backing";
    #[inline]
    fn blank() -> Self {
        Self {
            file: __qapi::blank_boxed(),
            backing: None,
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view(&*self.file),
            _ => __qapi::view_optional_boxed(&self.backing),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot(&mut *self.file),
            _ => __qapi::slot_optional_boxed(&mut self.backing),
        }
    }
}
/** Recursion through an alternate.

 Since 1.0.*/
#[allow(clippy::large_enum_variant)]
#[non_exhaustive]
pub enum NodeRef {
    /// A node that is made for this.
    Definition(Box<Node>),
    /// One that is there.
    Reference(String),
    /// A value of none of these types.
    Unrecognized(__qapi::Value),
}
impl __qapi::Alternate for NodeRef {
    #[inline]
    fn types(&self) -> &'static [__qapi::JsonType] {
        &[__qapi::JsonType::Object, __qapi::JsonType::Str]
    }
    #[inline]
    fn index(&self) -> usize {
        match self {
            Self::Definition(_) => 0,
            Self::Reference(_) => 1,
            Self::Unrecognized(_) => 2,
        }
    }
    #[inline]
    fn value(&self) -> __qapi::View<'_> {
        match self {
            Self::Definition(value) => __qapi::view(&**value),
            Self::Reference(value) => __qapi::view(value),
            Self::Unrecognized(value) => __qapi::view(value),
        }
    }
    #[inline]
    fn select(&mut self, index: usize) -> __qapi::Slot<'_> {
        *self = match index {
            0 => Self::Definition(__qapi::blank_boxed()),
            1 => Self::Reference(__qapi::blank()),
            _ => Self::Unrecognized(__qapi::blank()),
        };
        match self {
            Self::Definition(value) => __qapi::slot(&mut **value),
            Self::Reference(value) => __qapi::slot(value),
            Self::Unrecognized(value) => __qapi::slot(value),
        }
    }
}
impl From<Node> for NodeRef {
    #[inline]
    fn from(value: Node) -> Self {
        Self::Definition(Box::new(value))
    }
}
impl From<String> for NodeRef {
    #[inline]
    fn from(value: String) -> Self {
        Self::Reference(value)
    }
}
impl From<&str> for NodeRef {
    #[inline]
    fn from(value: &str) -> Self {
        Self::Reference(value.into())
    }
}
__qapi::alternate!(NodeRef, Unrecognized);
/** `NodeRefOrNull` of the schema.

 Since 1.0.*/
#[allow(clippy::large_enum_variant)]
#[non_exhaustive]
pub enum NodeRefOrNull {
    /// A node that is made for this.
    Definition(Box<Node>),
    /// One that is there.
    Reference(String),
    /// None.
    Null(__qapi::Null),
    /// A value of none of these types.
    Unrecognized(__qapi::Value),
}
impl __qapi::Alternate for NodeRefOrNull {
    #[inline]
    fn types(&self) -> &'static [__qapi::JsonType] {
        &[__qapi::JsonType::Object, __qapi::JsonType::Str, __qapi::JsonType::Null]
    }
    #[inline]
    fn index(&self) -> usize {
        match self {
            Self::Definition(_) => 0,
            Self::Reference(_) => 1,
            Self::Null(_) => 2,
            Self::Unrecognized(_) => 3,
        }
    }
    #[inline]
    fn value(&self) -> __qapi::View<'_> {
        match self {
            Self::Definition(value) => __qapi::view(&**value),
            Self::Reference(value) => __qapi::view(value),
            Self::Null(value) => __qapi::view(value),
            Self::Unrecognized(value) => __qapi::view(value),
        }
    }
    #[inline]
    fn select(&mut self, index: usize) -> __qapi::Slot<'_> {
        *self = match index {
            0 => Self::Definition(__qapi::blank_boxed()),
            1 => Self::Reference(__qapi::blank()),
            2 => Self::Null(__qapi::blank()),
            _ => Self::Unrecognized(__qapi::blank()),
        };
        match self {
            Self::Definition(value) => __qapi::slot(&mut **value),
            Self::Reference(value) => __qapi::slot(value),
            Self::Null(value) => __qapi::slot(value),
            Self::Unrecognized(value) => __qapi::slot(value),
        }
    }
}
impl From<Node> for NodeRefOrNull {
    #[inline]
    fn from(value: Node) -> Self {
        Self::Definition(Box::new(value))
    }
}
impl From<String> for NodeRefOrNull {
    #[inline]
    fn from(value: String) -> Self {
        Self::Reference(value)
    }
}
impl From<&str> for NodeRefOrNull {
    #[inline]
    fn from(value: &str) -> Self {
        Self::Reference(value.into())
    }
}
impl From<__qapi::Null> for NodeRefOrNull {
    #[inline]
    fn from(value: __qapi::Null) -> Self {
        Self::Null(value)
    }
}
__qapi::alternate!(NodeRefOrNull, Unrecognized);
/** `ChoiceType` of the schema.

 Since 1.0.*/
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum ChoiceType {
    /// One.
    Left,
    /// The other.
    Right,
    /// None.
    Neither,
    /// A value that the schema does not list.
    Unrecognized(__qapi::Unrecognized),
}
impl ChoiceType {
    /// The values that the schema lists, in its order.
    pub const VALUES: &'static [Self] = &[Self::Left, Self::Right, Self::Neither];
    /// The value's name on the wire.
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Neither => "neither",
            Self::Unrecognized(name) => name.as_str(),
        }
    }
}
impl From<&str> for ChoiceType {
    #[inline]
    fn from(name: &str) -> Self {
        __qapi::named(Self::VALUES, name, Self::Unrecognized)
    }
}
/** A union with a base of its own, and a branch of another one.

 Since 1.0.*/
#[non_exhaustive]
pub struct Choice {
    /// How much it counts.
    pub weight: Option<f64>,
    /// Which branch it is.
    pub r#type: ChoiceBranch,
}
impl Choice {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[must_use]
    pub fn new(r#type: impl Into<ChoiceBranch>) -> Self {
        Self {
            weight: None,
            r#type: r#type.into(),
        }
    }
    /// Sets `weight`, which is optional.
    #[inline]
    #[must_use]
    pub fn weight(mut self, weight: f64) -> Self {
        self.weight = Some(weight);
        self
    }
}
impl __qapi::Struct for Choice {
    const NAMES: &'static str = "Choice *weight @type";
    #[inline]
    fn blank() -> Self {
        Self {
            weight: None,
            r#type: __qapi::blank(),
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view_optional_f64(&self.weight),
            _ => __qapi::view(&self.r#type),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot_optional_f64(&mut self.weight),
            _ => __qapi::slot(&mut self.r#type),
        }
    }
}
/// The branches of [`Choice`].
#[allow(clippy::large_enum_variant)]
#[non_exhaustive]
pub enum ChoiceBranch {
    /// The branch `left`.
    Left(ChoiceLeft),
    /// The branch `right`.
    Right(Sides),
    /// The branch `neither`.
    Neither,
    /// One that the schema does not list.
    Unrecognized(__qapi::UnrecognizedBranch),
}
impl ChoiceBranch {
    /// Its name on the wire.
    #[inline]
    #[must_use]
    pub fn tag(&self) -> &str {
        match self {
            Self::Left(_) => "left",
            Self::Right(_) => "right",
            Self::Neither => "neither",
            Self::Unrecognized(branch) => branch.tag(),
        }
    }
}
impl __qapi::Union for ChoiceBranch {
    #[inline]
    fn tag(&self) -> &str {
        Self::tag(self)
    }
    #[inline]
    fn branch(&self) -> __qapi::View<'_> {
        match self {
            Self::Left(branch) => __qapi::view(branch),
            Self::Right(branch) => __qapi::view(branch),
            Self::Neither => __qapi::View::Nothing,
            Self::Unrecognized(branch) => branch.__view(),
        }
    }
    #[inline]
    fn branch_slot(&mut self) -> __qapi::Slot<'_> {
        match self {
            Self::Left(branch) => __qapi::slot(branch),
            Self::Right(branch) => __qapi::slot(branch),
            Self::Neither => __qapi::Slot::Nothing,
            Self::Unrecognized(branch) => branch.__slot(),
        }
    }
    #[inline]
    fn select(&mut self, tag: &str) {
        *self = match tag {
            "left" => Self::Left(__qapi::blank()),
            "right" => Self::Right(__qapi::blank()),
            "neither" => Self::Neither,
            _ => Self::Unrecognized(__qapi::UnrecognizedBranch::__blank(tag)),
        };
    }
}
impl From<ChoiceLeft> for ChoiceBranch {
    #[inline]
    fn from(branch: ChoiceLeft) -> Self {
        Self::Left(branch)
    }
}
impl From<Sides> for ChoiceBranch {
    #[inline]
    fn from(branch: Sides) -> Self {
        Self::Right(branch)
    }
}
__qapi::branches!(ChoiceBranch, Unrecognized);
impl From<ChoiceLeft> for Choice {
    #[inline]
    fn from(branch: ChoiceLeft) -> Self {
        Self::new(branch)
    }
}
impl From<Sides> for Choice {
    #[inline]
    fn from(branch: Sides) -> Self {
        Self::new(branch)
    }
}
impl From<ChoiceBranch> for Choice {
    #[inline]
    fn from(branch: ChoiceBranch) -> Self {
        Self::new(branch)
    }
}
/** `ChoiceLeft` of the schema.

 Since 1.0.*/
#[non_exhaustive]
pub struct ChoiceLeft {
    /// Whose.
    pub hand: String,
}
impl ChoiceLeft {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[must_use]
    pub fn new(hand: impl Into<String>) -> Self {
        Self { hand: hand.into() }
    }
}
impl __qapi::Struct for ChoiceLeft {
    const NAMES: &'static str = "ChoiceLeft hand";
    #[inline]
    fn blank() -> Self {
        Self { hand: __qapi::blank() }
    }
    #[inline]
    fn member(&self, _: usize) -> __qapi::View<'_> {
        __qapi::view_str(&self.hand)
    }
    #[inline]
    fn member_slot(&mut self, _: usize) -> __qapi::Slot<'_> {
        __qapi::slot_str(&mut self.hand)
    }
}
/** A branch of each type of JSON.

 Since 1.0.*/
#[allow(clippy::large_enum_variant)]
#[non_exhaustive]
pub enum EachType {
    /// A string.
    Text(String),
    /// A boolean.
    Flag(bool),
    /// An integer.
    Count(i64),
    /// An object.
    Object(Named),
    /// An array.
    List(Vec<u8>),
    /// Null.
    Nothing(__qapi::Null),
    /// A value of none of these types.
    Unrecognized(__qapi::Value),
}
impl __qapi::Alternate for EachType {
    #[inline]
    fn types(&self) -> &'static [__qapi::JsonType] {
        &[
            __qapi::JsonType::Str,
            __qapi::JsonType::Boolean,
            __qapi::JsonType::Number,
            __qapi::JsonType::Object,
            __qapi::JsonType::Array,
            __qapi::JsonType::Null,
        ]
    }
    #[inline]
    fn index(&self) -> usize {
        match self {
            Self::Text(_) => 0,
            Self::Flag(_) => 1,
            Self::Count(_) => 2,
            Self::Object(_) => 3,
            Self::List(_) => 4,
            Self::Nothing(_) => 5,
            Self::Unrecognized(_) => 6,
        }
    }
    #[inline]
    fn value(&self) -> __qapi::View<'_> {
        match self {
            Self::Text(value) => __qapi::view(value),
            Self::Flag(value) => __qapi::view(value),
            Self::Count(value) => __qapi::view(value),
            Self::Object(value) => __qapi::view(value),
            Self::List(value) => __qapi::view(value),
            Self::Nothing(value) => __qapi::view(value),
            Self::Unrecognized(value) => __qapi::view(value),
        }
    }
    #[inline]
    fn select(&mut self, index: usize) -> __qapi::Slot<'_> {
        *self = match index {
            0 => Self::Text(__qapi::blank()),
            1 => Self::Flag(__qapi::blank()),
            2 => Self::Count(__qapi::blank()),
            3 => Self::Object(__qapi::blank()),
            4 => Self::List(__qapi::blank()),
            5 => Self::Nothing(__qapi::blank()),
            _ => Self::Unrecognized(__qapi::blank()),
        };
        match self {
            Self::Text(value) => __qapi::slot(value),
            Self::Flag(value) => __qapi::slot(value),
            Self::Count(value) => __qapi::slot(value),
            Self::Object(value) => __qapi::slot(value),
            Self::List(value) => __qapi::slot(value),
            Self::Nothing(value) => __qapi::slot(value),
            Self::Unrecognized(value) => __qapi::slot(value),
        }
    }
}
impl From<String> for EachType {
    #[inline]
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl From<&str> for EachType {
    #[inline]
    fn from(value: &str) -> Self {
        Self::Text(value.into())
    }
}
impl From<bool> for EachType {
    #[inline]
    fn from(value: bool) -> Self {
        Self::Flag(value)
    }
}
impl From<i64> for EachType {
    #[inline]
    fn from(value: i64) -> Self {
        Self::Count(value)
    }
}
impl From<Named> for EachType {
    #[inline]
    fn from(value: Named) -> Self {
        Self::Object(value)
    }
}
impl From<Vec<u8>> for EachType {
    #[inline]
    fn from(value: Vec<u8>) -> Self {
        Self::List(value)
    }
}
impl From<__qapi::Null> for EachType {
    #[inline]
    fn from(value: __qapi::Null) -> Self {
        Self::Nothing(value)
    }
}
__qapi::alternate!(EachType, Unrecognized);
/** `SpeedOrNumber` of the schema.

 Since 1.0.

 Only if the server was built with `not(CONFIG_STABLE)`.*/
#[allow(clippy::large_enum_variant)]
#[non_exhaustive]
pub enum SpeedOrNumber {
    /// By name.
    Speed(Speed),
    /// In bits per second.
    Number(f64),
    /** Under a condition.

 Only if the server was built with `CONFIG_BLOB`.*/
    Shape(Shape),
    /// A value of none of these types.
    Unrecognized(__qapi::Value),
}
impl __qapi::Alternate for SpeedOrNumber {
    #[inline]
    fn types(&self) -> &'static [__qapi::JsonType] {
        &[__qapi::JsonType::Str, __qapi::JsonType::Number, __qapi::JsonType::Object]
    }
    #[inline]
    fn index(&self) -> usize {
        match self {
            Self::Speed(_) => 0,
            Self::Number(_) => 1,
            Self::Shape(_) => 2,
            Self::Unrecognized(_) => 3,
        }
    }
    #[inline]
    fn value(&self) -> __qapi::View<'_> {
        match self {
            Self::Speed(value) => __qapi::view(value),
            Self::Number(value) => __qapi::view(value),
            Self::Shape(value) => __qapi::view(value),
            Self::Unrecognized(value) => __qapi::view(value),
        }
    }
    #[inline]
    fn select(&mut self, index: usize) -> __qapi::Slot<'_> {
        *self = match index {
            0 => Self::Speed(__qapi::blank()),
            1 => Self::Number(__qapi::blank()),
            2 => Self::Shape(__qapi::blank()),
            _ => Self::Unrecognized(__qapi::blank()),
        };
        match self {
            Self::Speed(value) => __qapi::slot(value),
            Self::Number(value) => __qapi::slot(value),
            Self::Shape(value) => __qapi::slot(value),
            Self::Unrecognized(value) => __qapi::slot(value),
        }
    }
}
impl From<Speed> for SpeedOrNumber {
    #[inline]
    fn from(value: Speed) -> Self {
        Self::Speed(value)
    }
}
impl From<f64> for SpeedOrNumber {
    #[inline]
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}
impl From<Shape> for SpeedOrNumber {
    #[inline]
    fn from(value: Shape) -> Self {
        Self::Shape(value)
    }
}
__qapi::alternate!(SpeedOrNumber, Unrecognized);
/** Optional alternates: absent, null and a value are three things.

 Since 1.0.*/
#[non_exhaustive]
pub struct Settings {
    /// With a null of its own.
    pub name: Option<StrOrNull>,
    /// With a null of its own, too.
    pub each: Option<EachType>,
    /** Without.

 Only if the server was built with `not(CONFIG_STABLE)`.*/
    pub rate: Option<SpeedOrNumber>,
}
impl Settings {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[inline]
    #[must_use]
    pub fn new() -> Self {
        Self {
            name: None,
            each: None,
            rate: None,
        }
    }
    /// Sets `name`, which is optional.
    #[must_use]
    pub fn name(mut self, name: impl Into<StrOrNull>) -> Self {
        self.name = Some(name.into());
        self
    }
    /// Sets `each`, which is optional.
    #[must_use]
    pub fn each(mut self, each: impl Into<EachType>) -> Self {
        self.each = Some(each.into());
        self
    }
    /// Sets `rate`, which is optional.
    #[must_use]
    pub fn rate(mut self, rate: impl Into<SpeedOrNumber>) -> Self {
        self.rate = Some(rate.into());
        self
    }
}
impl Default for Settings {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
impl __qapi::Struct for Settings {
    const NAMES: &'static str = "Settings ?name ?each ?rate";
    #[inline]
    fn blank() -> Self {
        Self {
            name: None,
            each: None,
            rate: None,
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view(&self.name),
            1 => __qapi::view(&self.each),
            _ => __qapi::view(&self.rate),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot(&mut self.name),
            1 => __qapi::slot(&mut self.each),
            _ => __qapi::slot(&mut self.rate),
        }
    }
}
/** `Tree` of the schema.

 Since 1.0.*/
#[non_exhaustive]
pub struct Tree {
    /// A tree.
    pub left: Option<Box<Tree>>,
    /// Another one.
    pub right: Option<Box<Tree>>,
    /// And others.
    pub more: Option<Vec<Tree>>,
    /// Through another struct.
    pub twin: Option<Box<Twin>>,
}
impl Tree {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[inline]
    #[must_use]
    pub fn new() -> Self {
        Self {
            left: None,
            right: None,
            more: None,
            twin: None,
        }
    }
    /// Sets `left`, which is optional.
    #[inline]
    #[must_use]
    pub fn left(mut self, left: Tree) -> Self {
        self.left = Some(Box::new(left));
        self
    }
    /// Sets `right`, which is optional.
    #[inline]
    #[must_use]
    pub fn right(mut self, right: Tree) -> Self {
        self.right = Some(Box::new(right));
        self
    }
    /// Sets `more`, which is optional.
    #[must_use]
    pub fn more(mut self, more: impl IntoIterator<Item = Tree>) -> Self {
        self.more = Some(__qapi::list(more));
        self
    }
    /// Sets `twin`, which is optional.
    #[inline]
    #[must_use]
    pub fn twin(mut self, twin: Twin) -> Self {
        self.twin = Some(Box::new(twin));
        self
    }
}
impl Default for Tree {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
impl __qapi::Struct for Tree {
    const NAMES: &'static str = "Tree *left *right *more *twin";
    #[inline]
    fn blank() -> Self {
        Self {
            left: None,
            right: None,
            more: None,
            twin: None,
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view_optional_boxed(&self.left),
            1 => __qapi::view_optional_boxed(&self.right),
            2 => __qapi::view(&self.more),
            _ => __qapi::view_optional_boxed(&self.twin),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot_optional_boxed(&mut self.left),
            1 => __qapi::slot_optional_boxed(&mut self.right),
            2 => __qapi::slot(&mut self.more),
            _ => __qapi::slot_optional_boxed(&mut self.twin),
        }
    }
}
/** `Twin` of the schema.

 Since 1.0.*/
#[non_exhaustive]
pub struct Twin {
    /// Back to where it came from.
    pub tree: Box<Tree>,
}
impl Twin {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[inline]
    #[must_use]
    pub fn new(tree: Tree) -> Self {
        Self { tree: Box::new(tree) }
    }
}
impl __qapi::Struct for Twin {
    const NAMES: &'static str = "Twin tree";
    #[inline]
    fn blank() -> Self {
        Self {
            tree: __qapi::blank_boxed(),
        }
    }
    #[inline]
    fn member(&self, _: usize) -> __qapi::View<'_> {
        __qapi::view(&*self.tree)
    }
    #[inline]
    fn member_slot(&mut self, _: usize) -> __qapi::Slot<'_> {
        __qapi::slot(&mut *self.tree)
    }
}
/** Two structs that hold lists of each other.

 Since 1.0.*/
#[non_exhaustive]
pub struct Forest {
    /// What it is made of.
    pub woods: Vec<Wood>,
}
impl Forest {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[must_use]
    pub fn new(woods: impl IntoIterator<Item = Wood>) -> Self {
        Self { woods: __qapi::list(woods) }
    }
}
impl __qapi::Struct for Forest {
    const NAMES: &'static str = "Forest woods";
    #[inline]
    fn blank() -> Self {
        Self { woods: __qapi::blank() }
    }
    #[inline]
    fn member(&self, _: usize) -> __qapi::View<'_> {
        __qapi::view(&self.woods)
    }
    #[inline]
    fn member_slot(&mut self, _: usize) -> __qapi::Slot<'_> {
        __qapi::slot(&mut self.woods)
    }
}
/** `Wood` of the schema.

 Since 1.0.*/
#[non_exhaustive]
pub struct Wood {
    /// What is inside.
    pub forests: Vec<Forest>,
}
impl Wood {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[must_use]
    pub fn new(forests: impl IntoIterator<Item = Forest>) -> Self {
        Self {
            forests: __qapi::list(forests),
        }
    }
}
impl __qapi::Struct for Wood {
    const NAMES: &'static str = "Wood forests";
    #[inline]
    fn blank() -> Self {
        Self { forests: __qapi::blank() }
    }
    #[inline]
    fn member(&self, _: usize) -> __qapi::View<'_> {
        __qapi::view(&self.forests)
    }
    #[inline]
    fn member_slot(&mut self, _: usize) -> __qapi::Slot<'_> {
        __qapi::slot(&mut self.forests)
    }
}
/// The arguments of the command [`list-shapes`](fn@list_shapes).
#[non_exhaustive]
pub struct ListShapes {
    /// What to look for.
    pub filter: Option<StrOrNull>,
}
impl ListShapes {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[inline]
    #[must_use]
    pub fn new() -> Self {
        Self { filter: None }
    }
    /// Sets `filter`, which is optional.
    #[must_use]
    pub fn filter(mut self, filter: impl Into<StrOrNull>) -> Self {
        self.filter = Some(filter.into());
        self
    }
}
impl Default for ListShapes {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
impl __qapi::Struct for ListShapes {
    const NAMES: &'static str = "ListShapes ?filter";
    #[inline]
    fn blank() -> Self {
        Self { filter: None }
    }
    #[inline]
    fn member(&self, _: usize) -> __qapi::View<'_> {
        __qapi::view(&self.filter)
    }
    #[inline]
    fn member_slot(&mut self, _: usize) -> __qapi::Slot<'_> {
        __qapi::slot(&mut self.filter)
    }
}
/** Returns the bases of shapes, which are a type of their own here.

 # Returns

 A list of [`ShapeBase`].

 # Errors

 - If [`filter`](field@ListShapes::filter) means nothing, GenericError

 # Examples

 ```text
 -> { "execute": "list-shapes" }
 <- { "return": [] }
 ```

 Since 1.0.

 On the wire: `list-shapes`.*/
pub fn list_shapes<T: __qapi::Transport>(
    transport: T,
    arguments: &ListShapes,
) -> T::Reply<Vec<ShapeBase>> {
    transport.execute::<commands::ListShapes>(arguments)
}
/** Takes a union.

 Since 1.0.

 On the wire: `shape-add`.*/
pub fn shape_add<T: __qapi::Transport>(
    transport: T,
    arguments: &Shape,
) -> T::Reply<Shape> {
    transport.execute::<commands::ShapeAdd>(arguments)
}
/** Takes another one.

 Since 1.0.

 On the wire: `node-add`.*/
pub fn node_add<T: __qapi::Transport>(transport: T, arguments: &Node) -> T::Reply<()> {
    transport.execute::<commands::NodeAdd>(arguments)
}
/** Takes a struct, by its name.

 Since 1.0.

 On the wire: `named-set`.*/
pub fn named_set<T: __qapi::Transport>(
    transport: T,
    arguments: &Named,
) -> T::Reply<Named> {
    transport.execute::<commands::NamedSet>(arguments)
}
/** Takes a struct in one piece.

 Since 1.0.

 On the wire: `top-set`.*/
pub fn top_set<T: __qapi::Transport>(transport: T, arguments: &Top) -> T::Reply<Top> {
    transport.execute::<commands::TopSet>(arguments)
}
/// The arguments of the command [`settings-set`](fn@settings_set).
#[allow(deprecated)]
#[non_exhaustive]
pub struct SettingsSet {
    /// What to set.
    pub settings: Settings,
    /// With names of its own.
    pub keywords: Option<Keywords>,
    /** Under a condition.

 Only if the server was built with `CONFIG_TURBO`.*/
    pub speed: Option<Speed>,
    /** Not to be used.

 Deprecated: [`old`](field@SettingsSet::old) is*/
    #[deprecated]
    pub old: Option<i64>,
}
#[allow(deprecated)]
impl SettingsSet {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[inline]
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            keywords: None,
            speed: None,
            old: None,
        }
    }
    /// Sets `keywords`, which is optional.
    #[inline]
    #[must_use]
    pub fn keywords(mut self, keywords: Keywords) -> Self {
        self.keywords = Some(keywords);
        self
    }
    /// Sets `speed`, which is optional.
    #[inline]
    #[must_use]
    pub fn speed(mut self, speed: Speed) -> Self {
        self.speed = Some(speed);
        self
    }
    /// Sets `old`, which is optional.
    #[deprecated]
    #[inline]
    #[must_use]
    pub fn old(mut self, old: i64) -> Self {
        self.old = Some(old);
        self
    }
}
#[allow(deprecated)]
impl __qapi::Struct for SettingsSet {
    const NAMES: &'static str = "SettingsSet settings *keywords *speed *old";
    #[inline]
    fn blank() -> Self {
        Self {
            settings: __qapi::blank(),
            keywords: None,
            speed: None,
            old: None,
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view(&self.settings),
            1 => __qapi::view(&self.keywords),
            2 => __qapi::view(&self.speed),
            _ => __qapi::view_optional_i64(&self.old),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot(&mut self.settings),
            1 => __qapi::slot(&mut self.keywords),
            2 => __qapi::slot(&mut self.speed),
            _ => __qapi::slot_optional_i64(&mut self.old),
        }
    }
}
/** The command `settings-set`.

 Since 1.0.

 On the wire: `settings-set`.*/
pub fn settings_set<T: __qapi::Transport>(
    transport: T,
    arguments: &SettingsSet,
) -> T::Reply<()> {
    transport.execute::<commands::SettingsSet>(arguments)
}
/** Returns a number.

 Since 1.0.*/
pub fn count<T: __qapi::Transport>(transport: T) -> T::Reply<i64> {
    transport.execute::<commands::Count>(&())
}
/** Returns a value of everything.

 Since 1.0.*/
pub fn scalars<T: __qapi::Transport>(
    transport: T,
    arguments: &Scalars,
) -> T::Reply<Scalars> {
    transport.execute::<commands::Scalars>(arguments)
}
/** The command `lists`.

 Since 1.0.*/
pub fn lists<T: __qapi::Transport>(transport: T) -> T::Reply<Undocumented> {
    transport.execute::<commands::Lists>(&())
}
/// The arguments of the command [`plant`](fn@plant).
#[non_exhaustive]
pub struct Plant {
    /// What to plant.
    pub tree: Tree,
    /// Where.
    pub forest: Option<Forest>,
    /// Members that the schema does not list.
    pub others: __qapi::Map<__qapi::std::String, __qapi::Value>,
}
impl Plant {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[inline]
    #[must_use]
    pub fn new(tree: Tree) -> Self {
        Self {
            tree,
            forest: None,
            others: __qapi::Map::new(),
        }
    }
    /// Adds a member that the schema does not list.
    #[must_use]
    pub fn other(
        mut self,
        name: impl Into<__qapi::std::String>,
        value: impl Into<__qapi::Value>,
    ) -> Self {
        let _ = self.others.insert(name.into(), value.into());
        self
    }
    /// Sets `forest`, which is optional.
    #[inline]
    #[must_use]
    pub fn forest(mut self, forest: Forest) -> Self {
        self.forest = Some(forest);
        self
    }
}
impl __qapi::Struct for Plant {
    const NAMES: &'static str = "Plant tree *forest";
    #[inline]
    fn blank() -> Self {
        Self {
            tree: __qapi::blank(),
            forest: None,
            others: __qapi::Map::new(),
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view(&self.tree),
            _ => __qapi::view(&self.forest),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot(&mut self.tree),
            _ => __qapi::slot(&mut self.forest),
        }
    }
    #[inline]
    fn others(&self) -> Option<&__qapi::Map<__qapi::std::String, __qapi::Value>> {
        Some(&self.others)
    }
    #[inline]
    fn others_mut(
        &mut self,
    ) -> Option<&mut __qapi::Map<__qapi::std::String, __qapi::Value>> {
        Some(&mut self.others)
    }
}
/** The command `plant`.

 Since 1.0.*/
pub fn plant<T: __qapi::Transport>(transport: T, arguments: &Plant) -> T::Reply<Tree> {
    transport.execute::<commands::Plant>(arguments)
}
/** Goes without an answer.

 Since 1.0.

 Deprecated: use [`__com.example_reset`](fn@__com_example_reset)*/
#[deprecated]
pub fn old_reset<T: __qapi::Transport>(transport: T) -> T::Reply<()> {
    transport.execute::<commands::OldReset>(&())
}
/// The arguments of the command [`__com.example_reset`](fn@__com_example_reset).
#[non_exhaustive]
pub struct ComExampleReset {
    /** Whether it hurts.

 On the wire: `__com.example_hard`.*/
    pub __com_example_hard: Option<bool>,
}
impl ComExampleReset {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[inline]
    #[must_use]
    pub fn new() -> Self {
        Self { __com_example_hard: None }
    }
    /// Sets `__com_example_hard`, which is optional.
    #[inline]
    #[must_use]
    pub fn __com_example_hard(mut self, __com_example_hard: bool) -> Self {
        self.__com_example_hard = Some(__com_example_hard);
        self
    }
}
impl Default for ComExampleReset {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
impl __qapi::Struct for ComExampleReset {
    const NAMES: &'static str = "ComExampleReset *__com.example_hard";
    #[inline]
    fn blank() -> Self {
        Self { __com_example_hard: None }
    }
    #[inline]
    fn member(&self, _: usize) -> __qapi::View<'_> {
        __qapi::view_optional_bool(&self.__com_example_hard)
    }
    #[inline]
    fn member_slot(&mut self, _: usize) -> __qapi::Slot<'_> {
        __qapi::slot_optional_bool(&mut self.__com_example_hard)
    }
}
/** Downstream.

 Since 1.0.

 On the wire: `__com.example_reset`.*/
pub fn __com_example_reset<T: __qapi::Transport>(
    transport: T,
    arguments: &ComExampleReset,
) -> T::Reply<ComExampleThing> {
    transport.execute::<commands::ComExampleReset>(arguments)
}
/// The arguments of the command [`turbo-on`](fn@turbo_on).
#[allow(deprecated)]
#[non_exhaustive]
pub struct TurboOn {
    /// The member `featured`.
    pub featured: Featured,
}
#[allow(deprecated)]
impl TurboOn {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[inline]
    #[must_use]
    pub fn new(featured: Featured) -> Self {
        Self { featured }
    }
}
#[allow(deprecated)]
impl __qapi::Struct for TurboOn {
    const NAMES: &'static str = "TurboOn featured";
    #[inline]
    fn blank() -> Self {
        Self { featured: __qapi::blank() }
    }
    #[inline]
    fn member(&self, _: usize) -> __qapi::View<'_> {
        __qapi::view(&self.featured)
    }
    #[inline]
    fn member_slot(&mut self, _: usize) -> __qapi::Slot<'_> {
        __qapi::slot(&mut self.featured)
    }
}
/** There under a condition only, and a trial.

 Since 1.0.

 Unstable: a trial

 Only if the server was built with `all(CONFIG_TURBO, CONFIG_LAB)`.

 On the wire: `turbo-on`.*/
pub fn turbo_on<T: __qapi::Transport>(
    transport: T,
    arguments: &TurboOn,
) -> T::Reply<()> {
    transport.execute::<commands::TurboOn>(arguments)
}
/// The data of the event [`SPEED_CHANGED`](Event::SpeedChanged).
#[non_exhaustive]
pub struct SpeedChanged {
    /// The new one.
    pub speed: Speed,
    /// The old one.
    pub was: Option<Speed>,
}
impl SpeedChanged {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[inline]
    #[must_use]
    pub fn new(speed: Speed) -> Self {
        Self { speed, was: None }
    }
    /// Sets `was`, which is optional.
    #[inline]
    #[must_use]
    pub fn was(mut self, was: Speed) -> Self {
        self.was = Some(was);
        self
    }
}
impl __qapi::Struct for SpeedChanged {
    const NAMES: &'static str = "SpeedChanged speed *was";
    #[inline]
    fn blank() -> Self {
        Self {
            speed: __qapi::blank(),
            was: None,
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view(&self.speed),
            _ => __qapi::view(&self.was),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot(&mut self.speed),
            _ => __qapi::slot(&mut self.was),
        }
    }
}
/// The data of the event [`TURBO`](Event::Turbo).
#[non_exhaustive]
pub struct Turbo {
    /// How many seconds.
    pub r#for: i64,
}
impl Turbo {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[inline]
    #[must_use]
    pub fn new(r#for: i64) -> Self {
        Self { r#for }
    }
}
impl __qapi::Struct for Turbo {
    const NAMES: &'static str = "Turbo for";
    #[inline]
    fn blank() -> Self {
        Self { r#for: 0 }
    }
    #[inline]
    fn member(&self, _: usize) -> __qapi::View<'_> {
        __qapi::view_i64(&self.r#for)
    }
    #[inline]
    fn member_slot(&mut self, _: usize) -> __qapi::Slot<'_> {
        __qapi::slot_i64(&mut self.r#for)
    }
}
/// The events of the schema, with what comes with each.
#[allow(deprecated)]
#[allow(clippy::large_enum_variant)]
#[non_exhaustive]
pub enum Event {
    /** Without data.

 Since 1.0.

 On the wire: `RESET`.*/
    Reset,
    /** With data of its own.

 # Examples

 ```text
 <- { "event": "SPEED_CHANGED", "data": { "speed": "turbo" },
      "timestamp": { "seconds": 1, "microseconds": 2 } }
 ```

 Since 1.0.

 On the wire: `SPEED_CHANGED`.*/
    SpeedChanged(SpeedChanged),
    /** With a struct.

 Since 1.0.

 On the wire: `NAME_CHANGED`.*/
    NameChanged(Named),
    /** With a union.

 Since 1.0.

 On the wire: `SHAPE_ADDED`.*/
    ShapeAdded(Shape),
    /** There under a condition, and not for long.

 Since 1.0.

 Deprecated: use [`SPEED_CHANGED`](Event::SpeedChanged)

 Has the feature `own`: a feature of this schema's own

 Only if the server was built with `CONFIG_TURBO`.

 On the wire: `TURBO`.*/
    #[deprecated]
    Turbo(Turbo),
    /** Downstream.

 Since 1.0.

 On the wire: `__com.example_ALARM`.*/
    ComExampleALARM(ComExampleThing),
    /// One that the schema does not list.
    Unrecognized(__qapi::UnrecognizedBranch),
}
#[allow(deprecated)]
impl Event {
    /// Its name on the wire.
    #[inline]
    #[must_use]
    pub fn tag(&self) -> &str {
        match self {
            Self::Reset => "RESET",
            Self::SpeedChanged(_) => "SPEED_CHANGED",
            Self::NameChanged(_) => "NAME_CHANGED",
            Self::ShapeAdded(_) => "SHAPE_ADDED",
            Self::Turbo(_) => "TURBO",
            Self::ComExampleALARM(_) => "__com.example_ALARM",
            Self::Unrecognized(branch) => branch.tag(),
        }
    }
}
#[allow(deprecated)]
impl __qapi::Union for Event {
    #[inline]
    fn tag(&self) -> &str {
        Self::tag(self)
    }
    #[inline]
    fn branch(&self) -> __qapi::View<'_> {
        match self {
            Self::Reset => __qapi::View::Nothing,
            Self::SpeedChanged(branch) => __qapi::view(branch),
            Self::NameChanged(branch) => __qapi::view(branch),
            Self::ShapeAdded(branch) => __qapi::view(branch),
            Self::Turbo(branch) => __qapi::view(branch),
            Self::ComExampleALARM(branch) => __qapi::view(branch),
            Self::Unrecognized(branch) => branch.__view(),
        }
    }
    #[inline]
    fn branch_slot(&mut self) -> __qapi::Slot<'_> {
        match self {
            Self::Reset => __qapi::Slot::Nothing,
            Self::SpeedChanged(branch) => __qapi::slot(branch),
            Self::NameChanged(branch) => __qapi::slot(branch),
            Self::ShapeAdded(branch) => __qapi::slot(branch),
            Self::Turbo(branch) => __qapi::slot(branch),
            Self::ComExampleALARM(branch) => __qapi::slot(branch),
            Self::Unrecognized(branch) => branch.__slot(),
        }
    }
    #[inline]
    fn select(&mut self, tag: &str) {
        *self = match tag {
            "RESET" => Self::Reset,
            "SPEED_CHANGED" => Self::SpeedChanged(__qapi::blank()),
            "NAME_CHANGED" => Self::NameChanged(__qapi::blank()),
            "SHAPE_ADDED" => Self::ShapeAdded(__qapi::blank()),
            "TURBO" => Self::Turbo(__qapi::blank()),
            "__com.example_ALARM" => Self::ComExampleALARM(__qapi::blank()),
            _ => Self::Unrecognized(__qapi::UnrecognizedBranch::__blank(tag)),
        };
    }
}
__qapi::events!(Event, Unrecognized);
/// The commands as types, for code that is generic over them.
pub mod commands {
    use super::__qapi;
    /// The command `list-shapes`; see [`list_shapes`](fn@super::list_shapes).
    pub enum ListShapes {}
    impl __qapi::Command for ListShapes {
        const NAME: &'static str = "list-shapes";
        type Arguments = super::ListShapes;
        type Returns = __qapi::std::Vec<super::ShapeBase>;
    }
    /// The command `shape-add`; see [`shape_add`](fn@super::shape_add).
    pub enum ShapeAdd {}
    impl __qapi::Command for ShapeAdd {
        const NAME: &'static str = "shape-add";
        type Arguments = super::Shape;
        type Returns = super::Shape;
    }
    /// The command `node-add`; see [`node_add`](fn@super::node_add).
    pub enum NodeAdd {}
    impl __qapi::Command for NodeAdd {
        const NAME: &'static str = "node-add";
        type Arguments = super::Node;
        type Returns = ();
    }
    /// The command `named-set`; see [`named_set`](fn@super::named_set).
    pub enum NamedSet {}
    impl __qapi::Command for NamedSet {
        const NAME: &'static str = "named-set";
        type Arguments = super::Named;
        type Returns = super::Named;
    }
    /// The command `top-set`; see [`top_set`](fn@super::top_set).
    pub enum TopSet {}
    impl __qapi::Command for TopSet {
        const NAME: &'static str = "top-set";
        type Arguments = super::Top;
        type Returns = super::Top;
    }
    /// The command `settings-set`; see [`settings_set`](fn@super::settings_set).
    pub enum SettingsSet {}
    impl __qapi::Command for SettingsSet {
        const NAME: &'static str = "settings-set";
        const ALLOW_OOB: bool = true;
        type Arguments = super::SettingsSet;
        type Returns = ();
    }
    /// The command `count`; see [`count`](fn@super::count).
    pub enum Count {}
    impl __qapi::Command for Count {
        const NAME: &'static str = "count";
        type Arguments = ();
        type Returns = i64;
    }
    /// The command `scalars`; see [`scalars`](fn@super::scalars).
    pub enum Scalars {}
    impl __qapi::Command for Scalars {
        const NAME: &'static str = "scalars";
        type Arguments = super::Scalars;
        type Returns = super::Scalars;
    }
    /// The command `lists`; see [`lists`](fn@super::lists).
    pub enum Lists {}
    impl __qapi::Command for Lists {
        const NAME: &'static str = "lists";
        type Arguments = ();
        type Returns = super::Undocumented;
    }
    /// The command `plant`; see [`plant`](fn@super::plant).
    pub enum Plant {}
    impl __qapi::Command for Plant {
        const NAME: &'static str = "plant";
        type Arguments = super::Plant;
        type Returns = super::Tree;
    }
    /// The command `old_reset`; see [`old_reset`](fn@super::old_reset).
    pub enum OldReset {}
    impl __qapi::Command for OldReset {
        const NAME: &'static str = "old_reset";
        const SUCCESS_RESPONSE: bool = false;
        type Arguments = ();
        type Returns = ();
    }
    /// The command `__com.example_reset`; see [`__com_example_reset`](fn@super::__com_example_reset).
    pub enum ComExampleReset {}
    impl __qapi::Command for ComExampleReset {
        const NAME: &'static str = "__com.example_reset";
        type Arguments = super::ComExampleReset;
        type Returns = super::ComExampleThing;
    }
    /// The command `turbo-on`; see [`turbo_on`](fn@super::turbo_on).
    pub enum TurboOn {}
    impl __qapi::Command for TurboOn {
        const NAME: &'static str = "turbo-on";
        type Arguments = super::TurboOn;
        type Returns = ();
    }
}
__qapi::structs!(
    Named Placed ShapeBase Scalars Undocumented Top Featured Keywords ComExampleThing
    Circle Sides Shape ShapeGroup TaggedBase NodeBase Node NodeFile NodeOverlay Choice
    ChoiceLeft Settings Tree Twin Forest Wood ListShapes SettingsSet Plant
    ComExampleReset TurboOn SpeedChanged Turbo
);
__qapi::enumerations!(ShapeType Speed Driver ChoiceType);
