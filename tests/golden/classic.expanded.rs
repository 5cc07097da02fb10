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
    #[inline]
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
            children: children.into_iter().collect(),
            origin: None,
            tags: tags.into_iter().map(|element| element.into()).collect(),
            extra: None,
        }
    }
    /// Sets `name`, which is optional.
    #[inline]
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
    #[inline]
    #[must_use]
    pub fn extra(mut self, extra: impl Into<__qapi::Value>) -> Self {
        self.extra = Some(extra.into());
        self
    }
}
impl __qapi::Object for Node {
    #[inline]
    fn name(&self) -> &'static str {
        "Node"
    }
    #[inline]
    fn members(&self) -> &'static [&'static str] {
        &["*name", "size", "place", "kind", "children", "*origin", "tags", "?extra"]
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view(&self.name),
            1 => __qapi::view(&self.size),
            2 => __qapi::view(&self.place),
            3 => __qapi::view(&self.kind),
            4 => __qapi::view(&self.children),
            5 => __qapi::view(&self.origin),
            6 => __qapi::view(&self.tags),
            7 => __qapi::view(&self.extra),
            _ => __qapi::View::Absent,
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot(&mut self.name),
            1 => __qapi::slot(&mut self.size),
            2 => __qapi::slot(&mut self.place),
            3 => __qapi::slot(&mut self.kind),
            4 => __qapi::slot(&mut self.children),
            5 => __qapi::slot(&mut self.origin),
            6 => __qapi::slot(&mut self.tags),
            7 => __qapi::slot(&mut self.extra),
            _ => __qapi::Slot::Nothing,
        }
    }
}
__qapi::object!(Node { name, size, place, kind, children, origin, tags, extra });
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
impl __qapi::Object for NodePlace {
    #[inline]
    fn name(&self) -> &'static str {
        "NodePlace"
    }
    #[inline]
    fn members(&self) -> &'static [&'static str] {
        &["x", "*y"]
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view(&self.x),
            1 => __qapi::view(&self.y),
            _ => __qapi::View::Absent,
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot(&mut self.x),
            1 => __qapi::slot(&mut self.y),
            _ => __qapi::Slot::Nothing,
        }
    }
}
__qapi::object!(NodePlace { x, y });
/// What a node is.
#[derive(Clone, PartialEq, Eq, Hash)]
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
        match name {
            "leaf" => Self::Leaf,
            "inner-node" => Self::InnerNode,
            "2nd" => Self::_2nd,
            _ => Self::Unrecognized(__qapi::Unrecognized::__new(name)),
        }
    }
}
__qapi::enumeration!(NodeKind);
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
    #[inline]
    #[must_use]
    pub fn new(from: impl Into<String>, to: impl Into<String>) -> Self {
        Self {
            from: from.into(),
            to: to.into(),
        }
    }
}
impl __qapi::Object for Rename {
    #[inline]
    fn name(&self) -> &'static str {
        "Rename"
    }
    #[inline]
    fn members(&self) -> &'static [&'static str] {
        &["from", "to"]
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view(&self.from),
            1 => __qapi::view(&self.to),
            _ => __qapi::View::Absent,
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot(&mut self.from),
            1 => __qapi::slot(&mut self.to),
            _ => __qapi::Slot::Nothing,
        }
    }
}
__qapi::object!(Rename { from, to });
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
    #[inline]
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
impl __qapi::Object for Walk {
    #[inline]
    fn name(&self) -> &'static str {
        "Walk"
    }
    #[inline]
    fn members(&self) -> &'static [&'static str] {
        &["from", "*depth"]
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view(&self.from),
            1 => __qapi::view(&self.depth),
            _ => __qapi::View::Absent,
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot(&mut self.from),
            1 => __qapi::slot(&mut self.depth),
            _ => __qapi::Slot::Nothing,
        }
    }
}
__qapi::object!(Walk { from, depth });
/** Visit nodes.

 # Returns

 - Nothing on success
 - If [`from`](field@Walk::from) is no node, NodeNotFound

 Since 1.1.*/
#[inline]
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
    #[inline]
    #[must_use]
    pub fn new(changes: impl IntoIterator<Item = Change>) -> Self {
        Self {
            changes: changes.into_iter().collect(),
        }
    }
}
impl __qapi::Object for ApplyChanges {
    #[inline]
    fn name(&self) -> &'static str {
        "ApplyChanges"
    }
    #[inline]
    fn members(&self) -> &'static [&'static str] {
        &["changes"]
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view(&self.changes),
            _ => __qapi::View::Absent,
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot(&mut self.changes),
            _ => __qapi::Slot::Nothing,
        }
    }
}
__qapi::object!(ApplyChanges { changes });
/** The command `apply-changes`.

 On the wire: `apply-changes`.*/
#[inline]
pub fn apply_changes<T: __qapi::Transport>(
    transport: T,
    arguments: &ApplyChanges,
) -> T::Reply<()> {
    transport.execute::<commands::ApplyChanges>(arguments)
}
/// The command `rename`.
#[inline]
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
    #[inline]
    #[must_use]
    pub fn new(r#type: impl Into<String>) -> Self {
        Self {
            r#type: r#type.into(),
            question: None,
        }
    }
    /// Sets `question`, which is optional.
    #[inline]
    #[must_use]
    pub fn question(mut self, question: impl Into<__qapi::Value>) -> Self {
        self.question = Some(question.into());
        self
    }
}
impl __qapi::Object for Ask {
    #[inline]
    fn name(&self) -> &'static str {
        "Ask"
    }
    #[inline]
    fn members(&self) -> &'static [&'static str] {
        &["type", "?question"]
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view(&self.r#type),
            1 => __qapi::view(&self.question),
            _ => __qapi::View::Absent,
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot(&mut self.r#type),
            1 => __qapi::slot(&mut self.question),
            _ => __qapi::Slot::Nothing,
        }
    }
}
__qapi::object!(Ask { r#type, question });
/// The command `ask`.
#[inline]
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
    #[inline]
    #[must_use]
    pub fn new(driver: impl Into<String>) -> Self {
        Self {
            driver: driver.into(),
            others: __qapi::Map::new(),
        }
    }
    /// Adds a member that the schema does not list.
    #[inline]
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
impl __qapi::Object for Plug {
    #[inline]
    fn name(&self) -> &'static str {
        "Plug"
    }
    #[inline]
    fn members(&self) -> &'static [&'static str] {
        &["driver"]
    }
    #[inline]
    fn member(&self, index: usize) -> __qapi::View<'_> {
        match index {
            0 => __qapi::view(&self.driver),
            _ => __qapi::View::Absent,
        }
    }
    #[inline]
    fn member_slot(&mut self, index: usize) -> __qapi::Slot<'_> {
        match index {
            0 => __qapi::slot(&mut self.driver),
            _ => __qapi::Slot::Nothing,
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
__qapi::object!(Plug { driver } others);
/// The command `plug`.
#[inline]
pub fn plug<T: __qapi::Transport>(transport: T, arguments: &Plug) -> T::Reply<()> {
    transport.execute::<commands::Plug>(arguments)
}
/// The command `leave`.
#[inline]
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
