//! Patches built from words, and joined into one.

use crate::source::Span;
use crate::syntax::{Content, Entry, Node};
use crate::text::Name;

/// A word.
pub fn word(text: impl Into<Name>) -> Node {
    Node::word(text, Span::default())
}

/// A list of words.
pub fn words(list: &[Name]) -> Node {
    Node::list(list.iter().map(|name| word(name.clone())).collect(), Span::default())
}

/// One word, or a list of several.
pub fn one_or_more(list: &[Name]) -> Node {
    match list {
        [only] => word(only.clone()),
        _ => words(list),
    }
}

/// Nothing: what deletes in a patch.
pub fn nothing() -> Node {
    Node { content: Content::Null, span: Span::default() }
}

/// A block of keys.
pub fn map(entries: Vec<(Name, Node)>) -> Node {
    let entries = entries.into_iter().map(|(key, value)| Entry { key, key_span: Span::default(), value });
    Node::map(entries.collect(), Span::default())
}

/// A value under a path of keys.
pub fn at(path: &[&str], value: Node) -> Node {
    path.iter().rev().fold(value, |inner, key| map(vec![((*key).into(), inner)]))
}

/// Several patches as one; nothing where two of them write the same place differently.
pub fn joined<'n>(patches: impl IntoIterator<Item = &'n Node>) -> Option<Node> {
    let mut all = map(Vec::new());
    for patch in patches {
        join(&mut all, patch)?;
    }
    Some(all)
}

fn join(into: &mut Node, patch: &Node) -> Option<()> {
    for entry in patch.entries() {
        let Some(existing) = into.get_mut(&entry.key) else {
            into.set(entry.key.clone(), Span::default(), entry.value.clone());
            continue;
        };
        if existing.says_the_same(&entry.value) {
            continue;
        }
        match (&mut existing.content, &entry.value.content) {
            (Content::Map(_), Content::Map(_)) => join(existing, &entry.value)?,
            // Only `add` and `drop` can be done twice.
            (Content::List(items), Content::List(more)) if matches!(&*entry.key, "add" | "drop") => {
                for item in more {
                    if !items.iter().any(|known| known.says_the_same(item)) {
                        items.push(item.clone());
                    }
                }
            }
            _ => return None,
        }
    }
    Some(())
}
