//! Changes in the scenario's own shape: JSON Merge Patch (RFC 7396) with the repairs of language reference P10.
//!
//! `null` deletes; a plain list replaces; `{ add, drop }` changes a list; a period written as one word replaces, as a map merges.

use crate::source::Span;
use crate::syntax::{Content, Entry, Node};

/// Applies a change to a tree. Both have their shorthands expanded.
pub fn merge(base: &mut Node, change: &Node) {
    let Content::Map(entries) = &change.content else {
        *base = change.clone();
        return;
    };
    if is_list_change(change) {
        change_list(base, change);
        return;
    }
    if !matches!(base.content, Content::Map(_)) {
        *base = Node::map(Vec::new(), change.span);
    }
    for Entry { key, key_span, value } in entries {
        if matches!(value.content, Content::Null) {
            base.remove(key);
        } else if let Some(existing) = base.get_mut(key) {
            merge(existing, value);
        } else {
            let mut fresh = Node::map(Vec::new(), value.span);
            merge(&mut fresh, value);
            base.set(key.clone(), *key_span, fresh);
        }
    }
}

fn is_list_change(change: &Node) -> bool {
    let entries = change.entries();
    !entries.is_empty()
        && entries.iter().all(|entry| matches!(&*entry.key, "add" | "drop") && matches!(entry.value.content, Content::List(_)))
}

fn change_list(base: &mut Node, change: &Node) {
    let mut items = match &base.content {
        Content::List(items) => items.clone(),
        Content::Scalar { .. } => vec![base.clone()],
        Content::Null | Content::Map(_) => Vec::new(),
    };
    for gone in change.get("drop").map(Node::items).unwrap_or_default() {
        items.retain(|item| !item.says_the_same(gone));
    }
    for new in change.get("add").map(Node::items).unwrap_or_default() {
        if !items.iter().any(|item| item.says_the_same(new)) {
            items.push(new.clone());
        }
    }
    *base = Node::list(items, change.span);
}

/// The paths a change writes, down to the facts: `["tasks", "nsf", "work_of"]`, with the place of each.
pub fn written_paths(change: &Node) -> Vec<(Vec<crate::text::Name>, Span)> {
    let mut found = Vec::new();
    collect(change, &mut Vec::new(), &mut found);
    found
}

fn collect(node: &Node, path: &mut Vec<crate::text::Name>, found: &mut Vec<(Vec<crate::text::Name>, Span)>) {
    match &node.content {
        Content::Map(entries) if !is_list_change(node) && !entries.is_empty() => {
            for entry in entries {
                path.push(entry.key.clone());
                collect(&entry.value, path, found);
                path.pop();
            }
        }
        Content::Null | Content::Scalar { .. } | Content::List(_) | Content::Map(_) => found.push((path.clone(), node.span)),
    }
}
