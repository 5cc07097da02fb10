//! What `query-qmp-schema` lists.

use serde::Deserialize;

#[derive(Clone, Debug, Deserialize)]
pub struct SchemaInfo {
    pub name: String,
    pub features: Option<Vec<String>>,
    #[serde(flatten)]
    pub kind: SchemaKind,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(
    tag = "meta-type",
    rename_all = "kebab-case",
    rename_all_fields = "kebab-case"
)]
pub enum SchemaKind {
    Builtin {
        json_type: String,
    },
    Enum {
        members: Vec<EnumMember>,
        values: Vec<String>,
    },
    Array {
        element_type: String,
    },
    Object {
        members: Vec<ObjectMember>,
        tag: Option<String>,
        variants: Option<Vec<Variant>>,
    },
    Alternate {
        members: Vec<AlternateMember>,
    },
    Command {
        arg_type: String,
        ret_type: String,
        allow_oob: Option<bool>,
    },
    Event {
        arg_type: String,
    },
}

#[derive(Clone, Debug, Deserialize)]
pub struct EnumMember {
    pub name: String,
    pub features: Option<Vec<String>>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct ObjectMember {
    pub name: String,
    pub r#type: String,
    pub default: Option<serde_json::Value>,
    pub features: Option<Vec<String>>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Variant {
    pub case: String,
    pub r#type: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct AlternateMember {
    pub r#type: String,
}
