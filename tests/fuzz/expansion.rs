//! What would be an error of the compiler in an expansion.

use std::collections::{HashMap, HashSet};

use syn::{Fields, ImplItem, Item};

/// Fails where the expansion is no Rust, names something twice, uses a type
/// that is not there, or has a type of infinite size.
pub(crate) fn check(rust: &str) {
    let file = syn::parse_file(rust).unwrap_or_else(|error| panic!("{error}:\n{rust}"));
    let mut types = Once::new("type");
    let mut values = Once::new("function");
    let mut methods: HashMap<String, Once> = HashMap::new();
    let mut uses: Vec<(String, String)> = Vec::new();
    for item in &file.items {
        match item {
            Item::Struct(item) => {
                types.add(&item.ident);
                let mut fields = Once::new("field");
                for field in &item.fields {
                    field.ident.iter().for_each(|name| fields.add(name));
                }
                uses.extend(type_texts(&item.fields).map(|ty| (item.ident.to_string(), ty)));
            }
            Item::Enum(item) => {
                types.add(&item.ident);
                let mut variants = Once::new("variant");
                for variant in &item.variants {
                    variants.add(&variant.ident);
                    uses.extend(type_texts(&variant.fields).map(|ty| (item.ident.to_string(), ty)));
                }
            }
            Item::Fn(item) => values.add(&item.sig.ident),
            Item::Impl(item) if item.trait_.is_none() => {
                let ty = text(&item.self_ty);
                let known = methods.entry(ty).or_insert_with(|| Once::new("method"));
                for item in &item.items {
                    match item {
                        ImplItem::Fn(item) => known.add(&item.sig.ident),
                        ImplItem::Const(item) => known.add(&item.ident),
                        _ => {}
                    }
                }
            }
            Item::Mod(item) => {
                types.add(&item.ident);
                let mut markers = Once::new("command type");
                for item in item.content.iter().flat_map(|(_, items)| items) {
                    if let Item::Enum(item) = item {
                        markers.add(&item.ident);
                    }
                }
            }
            _ => {}
        }
    }
    check_uses(&types.names, &uses);
}

struct Once {
    what: &'static str,
    names: HashSet<String>,
}

impl Once {
    fn new(what: &'static str) -> Self {
        let names = HashSet::new();
        Self { what, names }
    }

    fn add(&mut self, name: &syn::Ident) {
        let new = self.names.insert(name.to_string());
        assert!(new, "{} {name} is there twice", self.what);
    }
}

fn type_texts(fields: &Fields) -> impl Iterator<Item = String> {
    fields.iter().map(|field| text(&field.ty))
}

fn text(tokens: &impl quote::ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}

const KNOWN: [&str; 14] = [
    "String", "Vec", "Option", "Box", "bool", "f64", "i8", "i16", "i32", "i64", "u8", "u16", "u32",
    "u64",
];

fn check_uses(types: &HashSet<String>, uses: &[(String, String)]) {
    // What each type holds by value.
    let mut holds: HashMap<&str, Vec<&str>> = HashMap::new();
    for (owner, ty) in uses {
        let mut by_value = true;
        for part in ty.split(['<', '>', ',']).filter(|part| !part.is_empty()) {
            if part.contains("::") {
                by_value &= part.ends_with("::Option");
            } else if types.contains(part) {
                if by_value {
                    holds.entry(owner).or_default().push(part);
                }
            } else {
                assert!(KNOWN.contains(&part), "{owner} has an unknown {part}");
                by_value &= part == "Option";
            }
        }
    }
    // Types that hold nothing more, until none are left.
    let mut open: HashMap<&str, Vec<&str>> = holds;
    loop {
        let before = open.len();
        let keys: HashSet<&str> = open.keys().copied().collect();
        open.retain(|_, parts| parts.iter().any(|part| keys.contains(part)));
        if open.is_empty() {
            return;
        }
        assert!(
            open.len() < before,
            "types of infinite size: {:?}",
            open.keys()
        );
    }
}
