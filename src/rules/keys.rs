//! Reads the keys of a block one by one and reports those nobody asked for.

use crate::diagnostics::{Diagnostic, Diagnostics, codes, listed, nearest};
use crate::source::Span;
use crate::syntax::{Content, Entry, Node};
use crate::text::{Name, Text};

/// A block that is being read.
pub(super) struct Keys<'a> {
    node: &'a Node,
    what: String,
    asked: Vec<&'static str>,
}

impl<'a> Keys<'a> {
    /// Starts reading. Reports a value that is no block.
    pub(super) fn new(node: &'a Node, what: impl Into<String>, diagnostics: &mut Diagnostics) -> Keys<'a> {
        let what = what.into();
        if !matches!(node.content, Content::Map(_)) {
            diagnostics.push(Diagnostic::new(
                &codes::WRONG_TYPE,
                node.span,
                format!("{what} is {}, but should be a block of keys", node.kind_in_words()),
            ));
        }
        Keys { node, what, asked: Vec::new() }
    }

    /// Where the block stands.
    pub(super) fn span(&self) -> Span {
        self.node.entries().first().map_or(self.node.span, |entry| entry.key_span)
    }

    /// A key that may be missing.
    pub(super) fn get(&mut self, key: &'static str) -> Option<&'a Node> {
        self.asked.push(key);
        self.node.get(key)
    }

    /// A key that must be there.
    pub(super) fn required(&mut self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<&'a Node> {
        let found = self.get(key);
        if found.is_none() {
            diagnostics.push(Diagnostic::new(&codes::MISSING_KEY, self.span(), format!("{} has no `{key}`", self.what)));
        }
        found
    }

    /// One word.
    pub(super) fn word(&mut self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Name> {
        let node = self.get(key)?;
        if node.as_word().is_none() {
            diagnostics.push(Diagnostic::new(
                &codes::WRONG_TYPE,
                node.span,
                format!("`{key}` is {}, but takes one word", node.kind_in_words()),
            ));
        }
        node.as_word().cloned()
    }

    /// Words.
    pub(super) fn words(&mut self, key: &'static str) -> Vec<Name> {
        self.get(key).map(words_of).unwrap_or_default()
    }

    /// Yes or no.
    pub(super) fn answer(&mut self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<bool> {
        let node = self.get(key)?;
        match node.as_word().map(|word| &**word) {
            Some("yes" | "true") => Some(true),
            Some("no" | "false") => Some(false),
            _ => {
                diagnostics.push(Diagnostic::new(&codes::UNKNOWN_WORD, node.span, format!("`{key}` is answered by `yes` or `no`")));
                None
            }
        }
    }

    /// A text in both languages; its absence is reported.
    pub(super) fn title(&mut self, diagnostics: &mut Diagnostics) -> Text {
        self.required("title", diagnostics).map(text_of).unwrap_or_default()
    }

    /// Reports what was never asked for.
    pub(super) fn finish(self, diagnostics: &mut Diagnostics) {
        for entry in self.node.entries() {
            if !self.asked.contains(&&*entry.key) {
                let problem = Diagnostic::new(&codes::UNKNOWN_KEY, entry.key_span, format!("{} has no key `{}`", self.what, entry.key));
                diagnostics.push(match nearest(&entry.key, self.asked.iter().copied()) {
                    Some(near) => problem.help(format!("did you mean `{near}`?")),
                    None => problem.help(format!("it can have {}", listed(self.asked.iter().copied(), 20))),
                });
            }
        }
    }
}

/// The words of a list or a single word.
pub(super) fn words_of(node: &Node) -> Vec<Name> {
    node.items().iter().filter_map(|item| item.as_word().cloned()).collect()
}

/// A text with its two languages.
pub(super) fn text_of(node: &Node) -> Text {
    let part = |key: &str| node.get(key).and_then(Node::as_word).cloned();
    match (part("en"), part("ko"), node.as_word()) {
        (Some(en), Some(ko), _) => Text { en, ko },
        (Some(only), None, _) | (None, Some(only), _) => Text::same(only),
        (None, None, Some(word)) => Text::same(word.clone()),
        (None, None, None) => Text::default(),
    }
}

/// The entries of a block of named things.
pub(super) fn entries_of<'a>(node: Option<&'a Node>, what: &str, diagnostics: &mut Diagnostics) -> &'a [Entry] {
    match node {
        None => &[],
        Some(node) if matches!(node.content, Content::Map(_)) => node.entries(),
        Some(node) => {
            diagnostics.push(Diagnostic::new(
                &codes::WRONG_TYPE,
                node.span,
                format!("`{what}` is {}, but should be a block", node.kind_in_words()),
            ));
            &[]
        }
    }
}
