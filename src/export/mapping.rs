//! Our words beside those of the W3C Data Privacy Vocabulary and fideslang: `docs/vocabulary-mapping.yaml`, read once.

use crate::source::Sources;
use crate::syntax::{Limits, Node, read};
use crate::text::Name;
use crate::vocabulary::{Block, WordList};

/// The file, as it is shipped.
pub const TEXT: &str = include_str!("../../docs/vocabulary-mapping.yaml");

/// The mapping.
#[derive(Debug, Clone)]
pub struct Mapping {
    root: Node,
}

/// Lists of words that are mapped, with their names in the file.
pub const LISTS: [(WordList, &str); 10] = [
    (WordList::Purpose, "purpose"),
    (WordList::Category, "category"),
    (WordList::Sector, "sector"),
    (WordList::Relation, "relation"),
    (WordList::FlowAct, "flow_act"),
    (WordList::Technique, "technique"),
    (WordList::Frequency, "frequency"),
    (WordList::Channel, "channel"),
    (WordList::Form, "form"),
    (WordList::EventKind, "event_kind"),
];

impl Default for Mapping {
    /// The shipped mapping.
    fn default() -> Mapping {
        let mut sources = Sources::default();
        let file = sources.add("docs/vocabulary-mapping.yaml", TEXT);
        let (documents, _) = read(&sources, file, Limits::default());
        Mapping { root: documents.into_iter().next().unwrap_or_else(|| Node::map(Vec::new(), crate::source::Span::default())) }
    }
}

impl Mapping {
    /// The prefixes of terms, with their addresses, in the order of the file.
    pub fn prefixes(&self) -> Vec<(Name, Name)> {
        let entries = self.root.get("prefixes").map(Node::entries).unwrap_or_default();
        entries.iter().filter_map(|entry| Some((entry.key.clone(), entry.value.as_word()?.clone()))).collect()
    }

    /// What the file says about a vocabulary: `version`, `commit`, `date`, `url`.
    pub fn about(&self, vocabulary: &str, key: &str) -> Option<&Name> {
        self.root.get("vocabularies")?.get(vocabulary)?.get(key)?.as_word()
    }

    /// The class of the entries of a block.
    pub fn class(&self, block: Block) -> Option<&Name> {
        term(self.root.get("blocks")?.get(block.key())?.get("dpv")?)
    }

    /// The property of a key.
    pub fn property(&self, block: Block, key: &str) -> Option<&Name> {
        term(self.root.get("keys")?.get(&format!("{}.{key}", block.key()))?)
    }

    /// The DPV term of a word.
    pub fn word(&self, list: WordList, word: &str) -> Option<&Name> {
        term(self.written(list, word)?.get("dpv")?)
    }

    /// The fideslang key of a word.
    pub fn fideslang(&self, list: WordList, word: &str) -> Option<&Name> {
        term(self.written(list, word)?.get("fideslang")?)
    }

    /// What the file says about a word, `none` included; nothing where it forgot the word.
    pub fn written(&self, list: WordList, word: &str) -> Option<&Node> {
        let (_, name) = LISTS.iter().find(|(known, _)| *known == list)?;
        self.root.get("words")?.get(name)?.get(word)
    }

    /// The words that the file lists under a name, and the keys and blocks it names, for checks.
    pub fn names(&self, part: &str) -> Vec<Name> {
        part.split('.')
            .try_fold(&self.root, |node, key| node.get(key))
            .map(Node::entries)
            .unwrap_or_default()
            .iter()
            .map(|entry| entry.key.clone())
            .collect()
    }
}

fn term(node: &Node) -> Option<&Name> {
    node.as_word().filter(|word| &***word != "none")
}
