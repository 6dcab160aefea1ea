//! YAML and JSON text as a tree that knows where every word stands.
//!
//! Input: a text. Output: one [`Node`] a document, and [`crate::diagnostics::Diagnostics`].
//! No word of privacy law lives here. Scalars stay text: `NO` is Norway and `2018-04` is not a number.
//! Duplicate keys are refused; size, depth and the growth by aliases are bounded.

pub mod compact;
mod friendly;
mod reader;

pub use reader::{Limits, read};

use crate::source::Span;
use crate::text::Name;

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub content: Content,
    /// Where it stands.
    pub span: Span,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Nothing after the colon, `~` or `null`.
    Null,
    /// A word, number or text. `quoted` tells `"NO"` from `NO`.
    Scalar {
        /// The text as YAML reads it.
        text: Name,
        /// Whether it stood in quotes or a block.
        quoted: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A block of keys, in the order of the file.
    Map(Vec<Entry>),
}

/// One key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: Name,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// A word at a place.
    pub fn word(text: impl Into<Name>, span: Span) -> Node {
        Node { content: Content::Scalar { text: text.into(), quoted: false }, span }
    }

    /// A list at a place.
    pub fn list(items: Vec<Node>, span: Span) -> Node {
        Node { content: Content::List(items), span }
    }

    /// A block at a place.
    pub fn map(entries: Vec<Entry>, span: Span) -> Node {
        Node { content: Content::Map(entries), span }
    }

    /// The text of a scalar.
    pub fn as_word(&self) -> Option<&Name> {
        match &self.content {
            Content::Scalar { text, .. } => Some(text),
            Content::Null | Content::List(_) | Content::Map(_) => None,
        }
    }

    /// Whether this is exactly the unquoted word.
    pub fn is_word(&self, word: &str) -> bool {
        matches!(&self.content, Content::Scalar { text, .. } if &**text == word)
    }

    /// The entries of a block; empty for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.content {
            Content::Map(entries) => entries,
            Content::Null | Content::Scalar { .. } | Content::List(_) => &[],
        }
    }

    /// The entries of a block, to change them.
    pub fn entries_mut(&mut self) -> Option<&mut Vec<Entry>> {
        match &mut self.content {
            Content::Map(entries) => Some(entries),
            Content::Null | Content::Scalar { .. } | Content::List(_) => None,
        }
    }

    /// The items of a list; a single value counts as a list of one, nothing as an empty list.
    pub fn items(&self) -> &[Node] {
        match &self.content {
            Content::List(items) => items,
            Content::Null => &[],
            Content::Scalar { .. } | Content::Map(_) => std::slice::from_ref(self),
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|entry| &*entry.key == key).map(|entry| &entry.value)
    }

    /// The value of a key, to change it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.entries_mut()?.iter_mut().find(|entry| &*entry.key == key).map(|entry| &mut entry.value)
    }

    /// Sets or replaces a key of a block.
    pub fn set(&mut self, key: Name, key_span: Span, value: Node) {
        if let Some(entries) = self.entries_mut() {
            match entries.iter_mut().find(|entry| entry.key == key) {
                Some(entry) => *entry = Entry { key, key_span, value },
                None => entries.push(Entry { key, key_span, value }),
            }
        }
    }

    /// Removes a key of a block and returns its value.
    pub fn remove(&mut self, key: &str) -> Option<Node> {
        let entries = self.entries_mut()?;
        let at = entries.iter().position(|entry| &*entry.key == key)?;
        Some(entries.remove(at).value)
    }

    /// What kind of value this is, in a user's words.
    pub fn kind_in_words(&self) -> &'static str {
        match self.content {
            Content::Null => "nothing",
            Content::Scalar { .. } => "a single word",
            Content::List(_) => "a list",
            Content::Map(_) => "a block of keys",
        }
    }

    /// Whether two values say the same, wherever they stand.
    pub fn says_the_same(&self, other: &Node) -> bool {
        match (&self.content, &other.content) {
            (Content::Null, Content::Null) => true,
            (Content::Scalar { text: a, .. }, Content::Scalar { text: b, .. }) => a == b,
            (Content::List(a), Content::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.says_the_same(b)),
            (Content::Map(a), Content::Map(b)) => {
                a.len() == b.len()
                    && a.iter().all(|entry| b.iter().any(|other| entry.key == other.key && entry.value.says_the_same(&other.value)))
            }
            _ => false,
        }
    }
}
