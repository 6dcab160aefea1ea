//! A patch as YAML, the way people write it: blocks and ids line by line, what a thing says in braces.

use crate::syntax::{Content, Node};

/// Columns after which a line in braces is broken.
const COLUMNS: usize = 100;

/// The lines of a block of keys, each starting with so many spaces. The first `levels` levels get lines of their own.
pub fn lines(node: &Node, indent: usize, levels: usize) -> Vec<String> {
    let mut found = Vec::new();
    let margin = " ".repeat(indent);
    for entry in node.entries() {
        let key = scalar(&entry.key, false);
        match &entry.value.content {
            Content::Map(inner) if levels > 1 && !inner.is_empty() => {
                found.push(format!("{margin}{key}:"));
                found.extend(lines(&entry.value, indent + 2, levels - 1));
            }
            _ => found.extend(broken(&format!("{margin}{key}: "), &parts(&entry.value), indent + 4)),
        }
    }
    found
}

/// The patch as a whole, one line under the other.
pub fn text(node: &Node, indent: usize) -> String {
    let mut text = lines(node, indent, 3).join("\n");
    text.push('\n');
    text
}

/// A value in one line.
pub fn inline(node: &Node) -> String {
    parts(node).concat()
}

/// The pieces of a value, between which a line may be broken.
fn parts(node: &Node) -> Vec<String> {
    match &node.content {
        Content::Null => vec!["null".into()],
        Content::Scalar { text, quoted } => vec![scalar(text, *quoted)],
        Content::List(items) => {
            let inner: Vec<String> = items.iter().map(inline).collect();
            enclosed("[", &inner, "]")
        }
        Content::Map(entries) => {
            let inner: Vec<String> =
                entries.iter().map(|entry| format!("{}: {}", scalar(&entry.key, false), inline(&entry.value))).collect();
            enclosed("{ ", &inner, " }")
        }
    }
}

fn enclosed(open: &str, inner: &[String], close: &str) -> Vec<String> {
    let last = inner.len().saturating_sub(1);
    let mut found: Vec<String> = inner
        .iter()
        .enumerate()
        .map(|(at, part)| {
            let before = if at == 0 { open } else { "" };
            let after = if at == last { close } else { ", " };
            format!("{before}{part}{after}")
        })
        .collect();
    if found.is_empty() {
        found.push(format!("{}{}", open.trim_end(), close.trim_start()));
    }
    found
}

fn broken(first: &str, parts: &[String], hanging: usize) -> Vec<String> {
    let mut found = vec![first.to_owned()];
    for part in parts {
        let full = found.last().is_some_and(|line| line.chars().count() + part.trim_end().chars().count() > COLUMNS && line != first);
        if full {
            found.push(" ".repeat(hanging));
        }
        if let Some(line) = found.last_mut() {
            line.push_str(part);
        }
    }
    found.iter().map(|line| line.trim_end().to_owned()).collect()
}

fn scalar(text: &str, quoted: bool) -> String {
    let plain = !text.is_empty()
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '/'))
        && !text.starts_with(['-', '.'])
        && !matches!(text, "null" | "NO" | "~");
    if plain && !quoted || is_period(text) {
        return text.to_owned();
    }
    let mut escaped = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            c => escaped.push(c),
        }
    }
    escaped.push('"');
    escaped
}

fn is_period(text: &str) -> bool {
    text.contains("..") && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'))
}
