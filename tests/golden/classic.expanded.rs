/** A node of a tree.  See [`walk`](fn@walk), and <http://example.org/tree>.

 # Notes

 1. names are \<unique\>
 2. sizes are *not*

 Since 0.14.0.*/
#[non_exhaustive]
pub struct Node {
    /// Its name; `root` has none.
    pub name: Option<String>,
    /// Its size in bytes.
    pub size: u64,
    /// Where it is.
    pub place: NodePlace,
    /// The member `kind`.
    pub kind: NodeKind,
    /// The nodes below; each is a [`Node`].
    pub children: Vec<Node>,
    /// Where a copy comes from.
    pub origin: Option<Box<Node>>,
    /// The member `tags`.
    pub tags: Vec<String>,
    /// The member `extra`.
    pub extra: Option<__qapi::Value>,
}
impl Node {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[must_use]
    pub fn new(
        size: u64,
        place: NodePlace,
        kind: NodeKind,
        children: impl IntoIterator<Item = Node>,
        tags: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        Self {
            name: None,
            size,
            place,
            kind,
            children: __qapi::list(children),
            origin: None,
            tags: __qapi::list_into(tags),
            extra: None,
        }
    }
    /// Sets `name`, which is optional.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }
    /// Sets `origin`, which is optional.
    #[inline]
    #[must_use]
    pub fn origin(mut self, origin: Node) -> Self {
        self.origin = Some(Box::new(origin));
        self
    }
    /// Sets `extra`, which is optional.
    #[must_use]
    pub fn extra(mut self, extra: impl Into<__qapi::Value>) -> Self {
        self.extra = Some(extra.into());
        self
    }
}
impl __qapi::Struct for Node {
    const NAMES: &'static str = "Node *name size place kind children *origin tags ?extra";
    #[inline]
    fn blank() -> Self {
        Self {
            name: None,
            size: 0,
            place: __qapi::blank(),
            kind: __qapi::blank(),
            children: __qapi::blank(),
            origin: None,
            tags: __qapi::blank(),
            extra: None,
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view_optional_str(&self.name),
            1 => __qapi::view_u64(&self.size),
            2 => __qapi::view(&self.place),
            3 => __qapi::view(&self.kind),
            4 => __qapi::view(&self.children),
            5 => __qapi::view_optional_boxed(&self.origin),
            6 => __qapi::view(&self.tags),
            _ => __qapi::view(&self.extra),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot_optional_str(&mut self.name),
            1 => __qapi::slot_u64(&mut self.size),
            2 => __qapi::slot(&mut self.place),
            3 => __qapi::slot(&mut self.kind),
            4 => __qapi::slot(&mut self.children),
            5 => __qapi::slot_optional_boxed(&mut self.origin),
            6 => __qapi::slot(&mut self.tags),
            _ => __qapi::slot(&mut self.extra),
        }
    }
}
/// The member `place` of [`Node`].
#[non_exhaustive]
pub struct NodePlace {
    /// To the right.
    pub x: i64,
    /// To the top, unlike `place.x`.
    pub y: Option<f64>,
}
impl NodePlace {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[inline]
    #[must_use]
    pub fn new(x: i64) -> Self {
        Self { x, y: None }
    }
    /// Sets `y`, which is optional.
    #[inline]
    #[must_use]
    pub fn y(mut self, y: f64) -> Self {
        self.y = Some(y);
        self
    }
}
impl __qapi::Struct for NodePlace {
    const NAMES: &'static str = "NodePlace x *y";
    #[inline]
    fn blank() -> Self {
        Self { x: 0, y: None }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view_i64(&self.x),
            _ => __qapi::view_optional_f64(&self.y),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot_i64(&mut self.x),
            _ => __qapi::slot_optional_f64(&mut self.y),
        }
    }
}
/// What a node is.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum NodeKind {
    /// Without children.
    Leaf,
    /// With them.
    InnerNode,
    /// The value `2nd`.
    _2nd,
    /// A value that the schema does not list.
    Unrecognized(__qapi::Unrecognized),
}
impl NodeKind {
    /// The values that the schema lists, in its order.
    pub const VALUES: &'static [Self] = &[Self::Leaf, Self::InnerNode, Self::_2nd];
    /// The value's name on the wire.
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Leaf => "leaf",
            Self::InnerNode => "inner-node",
            Self::_2nd => "2nd",
            Self::Unrecognized(name) => name.as_str(),
        }
    }
}
impl From<&str> for NodeKind {
    #[inline]
    fn from(name: &str) -> Self {
        __qapi::named(Self::VALUES, name, Self::Unrecognized)
    }
}
/// `Change` of the schema.
#[allow(clippy::large_enum_variant)]
#[non_exhaustive]
pub enum Change {
    /// The branch `add`.
    Add(Node),
    /// The branch `rename`.
    Rename(Rename),
    /// The branch `remove`.
    Remove(String),
    /// One that the schema does not list.
    Unrecognized(__qapi::UnrecognizedBranch),
}
impl Change {
    /// Its name on the wire.
    #[inline]
    #[must_use]
    pub fn tag(&self) -> &str {
        match self {
            Self::Add(_) => "add",
            Self::Rename(_) => "rename",
            Self::Remove(_) => "remove",
            Self::Unrecognized(branch) => branch.tag(),
        }
    }
}
impl __qapi::Union for Change {
    #[inline]
    fn tag(&self) -> &str {
        Self::tag(self)
    }
    #[inline]
    fn branch(&self) -> __qapi::View<'_> {
        match self {
            Self::Add(branch) => __qapi::view(branch),
            Self::Rename(branch) => __qapi::view(branch),
            Self::Remove(branch) => __qapi::view(branch),
            Self::Unrecognized(branch) => branch.__view(),
        }
    }
    #[inline]
    fn branch_slot(&mut self) -> __qapi::Slot<'_> {
        match self {
            Self::Add(branch) => __qapi::slot(branch),
            Self::Rename(branch) => __qapi::slot(branch),
            Self::Remove(branch) => __qapi::slot(branch),
            Self::Unrecognized(branch) => branch.__slot(),
        }
    }
    #[inline]
    fn select(&mut self, tag: &str) {
        *self = match tag {
            "add" => Self::Add(__qapi::blank()),
            "rename" => Self::Rename(__qapi::blank()),
            "remove" => Self::Remove(__qapi::blank()),
            _ => Self::Unrecognized(__qapi::UnrecognizedBranch::__blank(tag)),
        };
    }
}
impl From<Node> for Change {
    #[inline]
    fn from(branch: Node) -> Self {
        Self::Add(branch)
    }
}
impl From<Rename> for Change {
    #[inline]
    fn from(branch: Rename) -> Self {
        Self::Rename(branch)
    }
}
impl From<String> for Change {
    #[inline]
    fn from(branch: String) -> Self {
        Self::Remove(branch)
    }
}
__qapi::simple_union!(Change, Unrecognized);
/// `Rename` of the schema.
#[non_exhaustive]
pub struct Rename {
    /// The member `from`.
    pub from: String,
    /// The member `to`.
    pub to: String,
}
impl Rename {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[must_use]
    pub fn new(from: impl Into<String>, to: impl Into<String>) -> Self {
        Self {
            from: from.into(),
            to: to.into(),
        }
    }
}
impl __qapi::Struct for Rename {
    const NAMES: &'static str = "Rename from to";
    #[inline]
    fn blank() -> Self {
        Self {
            from: __qapi::blank(),
            to: __qapi::blank(),
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view_str(&self.from),
            _ => __qapi::view_str(&self.to),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot_str(&mut self.from),
            _ => __qapi::slot_str(&mut self.to),
        }
    }
}
/// The arguments of the command [`walk`](fn@walk).
#[non_exhaustive]
pub struct Walk {
    /// Where to start.
    pub from: String,
    /// How far to go.
    pub depth: Option<u8>,
}
impl Walk {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[must_use]
    pub fn new(from: impl Into<String>) -> Self {
        Self {
            from: from.into(),
            depth: None,
        }
    }
    /// Sets `depth`, which is optional.
    #[inline]
    #[must_use]
    pub fn depth(mut self, depth: u8) -> Self {
        self.depth = Some(depth);
        self
    }
}
impl __qapi::Struct for Walk {
    const NAMES: &'static str = "Walk from *depth";
    #[inline]
    fn blank() -> Self {
        Self {
            from: __qapi::blank(),
            depth: None,
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view_str(&self.from),
            _ => __qapi::view_optional_u8(&self.depth),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot_str(&mut self.from),
            _ => __qapi::slot_optional_u8(&mut self.depth),
        }
    }
}
/** Visit nodes.

 # Returns

 - Nothing on success
 - If [`from`](field@Walk::from) is no node, NodeNotFound

 Since 1.1.*/
pub fn walk<T: __qapi::Transport>(
    transport: T,
    arguments: &Walk,
) -> T::Reply<Vec<Node>> {
    transport.execute::<commands::Walk>(arguments)
}
/// The arguments of the command [`apply-changes`](fn@apply_changes).
#[non_exhaustive]
pub struct ApplyChanges {
    /// The member `changes`.
    pub changes: Vec<Change>,
}
impl ApplyChanges {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[must_use]
    pub fn new(changes: impl IntoIterator<Item = Change>) -> Self {
        Self {
            changes: __qapi::list(changes),
        }
    }
}
impl __qapi::Struct for ApplyChanges {
    const NAMES: &'static str = "ApplyChanges changes";
    #[inline]
    fn blank() -> Self {
        Self { changes: __qapi::blank() }
    }
    #[inline]
    fn member(&self, _: usize) -> __qapi::View<'_> {
        __qapi::view(&self.changes)
    }
    #[inline]
    fn member_slot(&mut self, _: usize) -> __qapi::Slot<'_> {
        __qapi::slot(&mut self.changes)
    }
}
/** The command `apply-changes`.

 On the wire: `apply-changes`.*/
pub fn apply_changes<T: __qapi::Transport>(
    transport: T,
    arguments: &ApplyChanges,
) -> T::Reply<()> {
    transport.execute::<commands::ApplyChanges>(arguments)
}
/// The command `rename`.
pub fn rename<T: __qapi::Transport>(transport: T, arguments: &Rename) -> T::Reply<bool> {
    transport.execute::<commands::Rename>(arguments)
}
/// The arguments of the command [`ask`](fn@ask).
#[non_exhaustive]
pub struct Ask {
    /// The member `type`.
    pub r#type: String,
    /// The member `question`.
    pub question: Option<__qapi::Value>,
}
impl Ask {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[must_use]
    pub fn new(r#type: impl Into<String>) -> Self {
        Self {
            r#type: r#type.into(),
            question: None,
        }
    }
    /// Sets `question`, which is optional.
    #[must_use]
    pub fn question(mut self, question: impl Into<__qapi::Value>) -> Self {
        self.question = Some(question.into());
        self
    }
}
impl __qapi::Struct for Ask {
    const NAMES: &'static str = "Ask type ?question";
    #[inline]
    fn blank() -> Self {
        Self {
            r#type: __qapi::blank(),
            question: None,
        }
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view_str(&self.r#type),
            _ => __qapi::view(&self.question),
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot_str(&mut self.r#type),
            _ => __qapi::slot(&mut self.question),
        }
    }
}
/// The command `ask`.
pub fn ask<T: __qapi::Transport>(
    transport: T,
    arguments: &Ask,
) -> T::Reply<__qapi::Value> {
    transport.execute::<commands::Ask>(arguments)
}
/// The arguments of the command [`plug`](fn@plug).
#[non_exhaustive]
pub struct Plug {
    /// The member `driver`.
    pub driver: String,
    /// Members that the schema does not list.
    pub others: __qapi::Map<__qapi::std::String, __qapi::Value>,
}
impl Plug {
    /// Creates a value from its mandatory members; the optional ones are absent.
    #[must_use]
    pub fn new(driver: impl Into<String>) -> Self {
        Self {
            driver: driver.into(),
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
}
impl __qapi::Struct for Plug {
    const NAMES: &'static str = "Plug driver";
    #[inline]
    fn blank() -> Self {
        Self {
            driver: __qapi::blank(),
            others: __qapi::Map::new(),
        }
    }
    #[inline]
    fn member(&self, _: usize) -> __qapi::View<'_> {
        __qapi::view_str(&self.driver)
    }
    #[inline]
    fn member_slot(&mut self, _: usize) -> __qapi::Slot<'_> {
        __qapi::slot_str(&mut self.driver)
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
/// The command `plug`.
pub fn plug<T: __qapi::Transport>(transport: T, arguments: &Plug) -> T::Reply<()> {
    transport.execute::<commands::Plug>(arguments)
}
/// The command `leave`.
pub fn leave<T: __qapi::Transport>(transport: T) -> T::Reply<()> {
    transport.execute::<commands::Leave>(&())
}
/// The commands as types, for code that is generic over them.
pub mod commands {
    use super::__qapi;
    /// The command `walk`; see [`walk`](fn@super::walk).
    pub enum Walk {}
    impl __qapi::Command for Walk {
        const NAME: &'static str = "walk";
        type Arguments = super::Walk;
        type Returns = __qapi::std::Vec<super::Node>;
    }
    /// The command `apply-changes`; see [`apply_changes`](fn@super::apply_changes).
    pub enum ApplyChanges {}
    impl __qapi::Command for ApplyChanges {
        const NAME: &'static str = "apply-changes";
        type Arguments = super::ApplyChanges;
        type Returns = ();
    }
    /// The command `rename`; see [`rename`](fn@super::rename).
    pub enum Rename {}
    impl __qapi::Command for Rename {
        const NAME: &'static str = "rename";
        type Arguments = super::Rename;
        type Returns = bool;
    }
    /// The command `ask`; see [`ask`](fn@super::ask).
    pub enum Ask {}
    impl __qapi::Command for Ask {
        const NAME: &'static str = "ask";
        type Arguments = super::Ask;
        type Returns = __qapi::Value;
    }
    /// The command `plug`; see [`plug`](fn@super::plug).
    pub enum Plug {}
    impl __qapi::Command for Plug {
        const NAME: &'static str = "plug";
        type Arguments = super::Plug;
        type Returns = ();
    }
    /// The command `leave`; see [`leave`](fn@super::leave).
    pub enum Leave {}
    impl __qapi::Command for Leave {
        const NAME: &'static str = "leave";
        const SUCCESS_RESPONSE: bool = false;
        type Arguments = ();
        type Returns = ();
    }
}
__qapi::structs!(Node NodePlace Rename Walk ApplyChanges Ask Plug);
__qapi::enumerations!(NodeKind);
