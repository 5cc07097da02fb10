//! Documentation comments, taken apart into what they say about what.

mod read;
mod rules;
mod tidy;

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::markdown::literals;
use crate::syntax::Comment;

pub(crate) use rules::{Documented, check_comments, check_definition};

/// What a comment says about a definition, or about one of its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
    /// The text outside of all sections, by lines.
    pub text: Vec<String>,
    /// The tagged sections, in their order.
    pub sections: Vec<Section>,
}

impl Doc {
    /// The dialogues with a server that the comment shows, each as it stands
    /// there.
    #[must_use]
    pub fn examples(&self) -> Vec<String> {
        let mut examples = Vec::new();
        for section in &self.sections {
            if section.kind == SectionKind::Example {
                examples.append(&mut literals(&section.text));
            }
        }
        examples
    }
}

/// A section of a comment, such as `Returns:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What the section is about.
    pub kind: SectionKind,
    /// Its text, by lines.
    pub text: Vec<String>,
}

/// What a section of a comment is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    /// What a command returns.
    Returns,
    /// How a command can fail.
    Errors,
    /// The release that brought the definition.
    Since,
    /// Anything worth knowing beside.
    Note,
    /// How it is used.
    Example,
    /// What is left to do; not shown.
    Todo,
}

/// A comment's parts: what it says of the definition, and of each name in it.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) definition: Doc,
    /// Members, values, branches and arguments; nested ones with dots.
    members: Named,
    features: Named,
}

impl Parts {
    /// Takes a comment apart. One that names nothing is all text.
    pub(crate) fn read(comment: Option<&Comment<'_>>) -> Self {
        comment.map(read::read).unwrap_or_default()
    }

    /// What the comment says of a part of the definition.
    pub(crate) fn member(&self, name: &str) -> Doc {
        self.members.get(name)
    }

    /// What the comment says of a feature.
    #[cfg_attr(not(test), allow(dead_code))]
    pub(crate) fn feature(&self, name: &str) -> Doc {
        self.features.get(name)
    }
}

/// What is said of each of many names.
#[derive(Debug, Default)]
struct Named {
    names: Vec<String>,
    texts: Vec<Vec<String>>,
    /// Where there are many.
    places: OnceCell<Places>,
}

#[derive(Debug, Default)]
struct Places {
    exact: HashMap<String, usize>,
    /// By the name in one spelling: comments often have `_` for `-`.
    folded: HashMap<String, usize>,
}

impl Named {
    /// So many names are faster compared than hashed.
    const FEW: usize = 16;

    fn add(&mut self, name: &str) {
        self.names.push(name.to_owned());
        self.texts.push(Vec::new());
    }

    fn get(&self, name: &str) -> Doc {
        let mut doc = Doc::default();
        if let Some(index) = self.find(name) {
            doc.text.clone_from(&self.texts[index]);
        }
        doc
    }

    fn find(&self, name: &str) -> Option<usize> {
        if self.names.len() > Self::FEW {
            let Places { exact, folded } = self.places.get_or_init(|| self.places());
            return exact.get(name).or_else(|| folded.get(&fold(name))).copied();
        }
        for (index, known) in self.names.iter().enumerate() {
            if known.len() == name.len() && known == name {
                return Some(index);
            }
        }
        let folded = fold(name);
        for (index, known) in self.names.iter().enumerate() {
            if known.len() == name.len() && fold(known) == folded {
                return Some(index);
            }
        }
        None
    }

    fn places(&self) -> Places {
        let mut places = Places::default();
        for (index, name) in self.names.iter().enumerate() {
            places.exact.entry(name.clone()).or_insert(index);
            places.folded.entry(fold(name)).or_insert(index);
        }
        places
    }
}

fn fold(name: &str) -> String {
    name.replace('_', "-").to_ascii_lowercase()
}

#[cfg(test)]
pub(crate) mod corpus;
