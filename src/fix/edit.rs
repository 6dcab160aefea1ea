//! A change written into the text of a scenario: only what changes is touched, comments and layout stay.
//!
//! Whoever writes the file must read the new text again and compare: what cannot be written here comes out as another tree.

use super::snippet;
use crate::diagnostics::{Diagnostic, codes};
use crate::source::{FileId, Sources};
use crate::syntax::{Content, Entry, Node};

/// One place in one file with what stands there then.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Edit {
    file: FileId,
    start: usize,
    end: usize,
    text: String,
}

/// A file with its new text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The file.
    pub file: FileId,
    /// Its text before.
    pub old: String,
    /// Its text then.
    pub new: String,
}

struct Writer<'a> {
    sources: &'a Sources,
    edits: Vec<Edit>,
    levels: usize,
}

/// The texts of the files that a change touches. `trees` are the scenario and what it includes, as they were read;
/// new things get lines of their own down to so many levels. Errors say why it cannot be written.
pub fn edited(sources: &Sources, trees: &[&Node], change: &Node, levels: usize) -> Result<Vec<Edited>, Diagnostic> {
    let mut writer = Writer { sources, edits: Vec::new(), levels };
    for block in change.entries() {
        let homes: Vec<&Node> = trees.iter().filter_map(|tree| tree.get(&block.key)).collect();
        let mut fresh = Node::map(Vec::new(), block.key_span);
        for item in block.value.entries() {
            let known = homes.iter().find_map(|home| Some((*home, home.entries().iter().find(|entry| entry.key == item.key)?)));
            let room = homes.iter().find(|home| !home.entries().is_empty());
            match (known, room) {
                (Some((home, entry)), _) => writer.change(home, entry, &item.value)?,
                (None, Some(home)) => writer.insert(home, item)?,
                (None, None) if homes.is_empty() => fresh.set(item.key.clone(), item.key_span, item.value.clone()),
                (None, None) => return Err(cannot(&format!("`{}` holds no entries to add to", block.key))),
            }
        }
        if let (false, Some(main)) = (fresh.entries().is_empty(), trees.first()) {
            writer.append(main, &Entry { key: block.key.clone(), key_span: block.key_span, value: fresh })?;
        }
    }
    Ok(writer.finish())
}

fn cannot(why: &str) -> Diagnostic {
    Diagnostic::without_place(&codes::WRITE, format!("the change cannot be written into the file: {why}"))
        .help("nothing was changed; keep it as a variation with `--save N`, or paste the lines yourself")
}

impl<'a> Writer<'a> {
    fn text(&self, file: FileId) -> &'a str {
        self.sources.file(file).map_or("", |file| &*file.text)
    }

    fn replace(&mut self, file: FileId, start: usize, end: usize, text: String) {
        self.edits.push(Edit { file, start, end, text });
    }

    /// A key that is there says something else then.
    fn change(&mut self, home: &Node, entry: &Entry, value: &Node) -> Result<(), Diagnostic> {
        let (file, text) = (entry.key_span.file, self.text(entry.key_span.file));
        if matches!(value.content, Content::Null) {
            return self.delete(home, entry);
        }
        if let Some(list) = changed_list(&entry.value, value) {
            return self.overwrite(text, entry, &list);
        }
        match (&entry.value.content, &value.content) {
            (Content::Map(known), Content::Map(wanted)) if !known.is_empty() => {
                for inner in wanted {
                    match known.iter().find(|entry| entry.key == inner.key) {
                        Some(known) => self.change(&entry.value, known, &inner.value)?,
                        None => self.insert(&entry.value, inner)?,
                    }
                }
                Ok(())
            }
            (Content::Null, _) => {
                let end = entry.key_span.end as usize;
                let colon = text.get(end..).and_then(|rest| rest.find(':')).ok_or_else(|| cannot("a key has no colon"))?;
                self.replace(file, end + colon + 1, end + colon + 1, format!(" {}", snippet::inline(value)));
                Ok(())
            }
            _ => self.overwrite(text, entry, value),
        }
    }

    fn overwrite(&mut self, text: &str, entry: &Entry, value: &Node) -> Result<(), Diagnostic> {
        let end = end_of(text, &entry.value).ok_or_else(|| cannot("a value has no clear end"))?;
        self.replace(entry.key_span.file, entry.value.span.start as usize, end, snippet::inline(value));
        Ok(())
    }

    fn delete(&mut self, home: &Node, entry: &Entry) -> Result<(), Diagnostic> {
        let text = self.text(entry.key_span.file);
        if in_braces(text, home) {
            return Err(cannot(&format!("`{}` stands in braces", entry.key)));
        }
        let start = line_start(text, entry.key_span.start as usize);
        let end = if matches!(entry.value.content, Content::Null) {
            entry.key_span.end as usize
        } else {
            end_of(text, &entry.value).ok_or_else(|| cannot("a value has no clear end"))?
        };
        let end = text.get(end..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| end + at + 1);
        self.replace(entry.key_span.file, start, end, String::new());
        Ok(())
    }

    /// A new key at the end of a block that holds at least one.
    fn insert(&mut self, home: &Node, entry: &Entry) -> Result<(), Diagnostic> {
        let Some((first, last)) = home.entries().first().zip(home.entries().last()) else {
            return Err(cannot("there is no block to add to"));
        };
        let file = last.key_span.file;
        let text = self.text(file);
        let end = if matches!(last.value.content, Content::Null) {
            last.key_span.end as usize + 1
        } else {
            end_of(text, &last.value).ok_or_else(|| cannot("a value has no clear end"))?
        };
        let own = Node::map(vec![entry.clone()], entry.key_span);
        if in_braces(text, home) {
            let inside = snippet::inline(&own);
            let inside = inside.trim_start_matches("{ ").trim_end_matches(" }").to_owned();
            self.replace(file, end, end, format!(", {inside}"));
            return Ok(());
        }
        let column = first.key_span.start as usize - line_start(text, first.key_span.start as usize);
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let lines = snippet::lines(&own, column, self.levels).join(newline);
        match text.get(end..).and_then(|rest| rest.find('\n')) {
            Some(at) => self.replace(file, end + at + 1, end + at + 1, format!("{lines}{newline}")),
            None => self.replace(file, text.len(), text.len(), format!("{newline}{lines}{newline}")),
        }
        Ok(())
    }

    /// A new block at the end of a file.
    fn append(&mut self, main: &Node, entry: &Entry) -> Result<(), Diagnostic> {
        let file = main.span.file;
        let text = self.text(file);
        let Some(first) = main.entries().first().filter(|_| !in_braces(text, main)) else {
            return Err(cannot("it is written in braces"));
        };
        let column = first.key_span.start as usize - line_start(text, first.key_span.start as usize);
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let before = if text.is_empty() || text.ends_with('\n') { "" } else { newline };
        let lines = snippet::lines(&Node::map(vec![entry.clone()], entry.key_span), column, self.levels + 1).join(newline);
        self.replace(file, text.len(), text.len(), format!("{before}{lines}{newline}"));
        Ok(())
    }

    fn finish(mut self) -> Vec<Edited> {
        self.edits.sort_by_key(|edit| (edit.file, edit.start));
        let mut files: Vec<Edited> = Vec::new();
        let mut at = 0;
        for edit in &self.edits {
            let text = self.text(edit.file);
            if files.last().is_none_or(|last| last.file != edit.file) {
                files.push(Edited { file: edit.file, old: text.to_owned(), new: String::new() });
                at = 0;
            }
            if let Some(last) = files.last_mut() {
                last.new.push_str(text.get(at..edit.start).unwrap_or_default());
                last.new.push_str(&edit.text);
                at = edit.end.max(at);
            }
            let next_is_elsewhere = self.edits.iter().rfind(|other| other.file == edit.file).is_some_and(|last| std::ptr::eq(last, edit));
            if let (true, Some(last)) = (next_is_elsewhere, files.last_mut()) {
                last.new.push_str(text.get(at..).unwrap_or_default());
            }
        }
        files
    }
}

/// A list as `{ add, drop }` leaves it; nothing where the change is another one.
fn changed_list(known: &Node, change: &Node) -> Option<Node> {
    let entries = change.entries();
    if entries.is_empty() || !entries.iter().all(|entry| matches!(&*entry.key, "add" | "drop")) {
        return None;
    }
    let list = |key: &str| change.get(key).map(Node::items).unwrap_or_default();
    let mut items: Vec<Node> =
        known.items().iter().filter(|item| !list("drop").iter().any(|gone| gone.says_the_same(item))).cloned().collect();
    for new in list("add") {
        if !items.iter().any(|item| item.says_the_same(new)) {
            items.push(new.clone());
        }
    }
    Some(Node::list(items, known.span))
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

fn in_braces(text: &str, node: &Node) -> bool {
    text.get(node.span.start as usize..).is_some_and(|rest| rest.starts_with(['{', '[']))
}

/// Where the text of a value ends: behind a closing bracket, behind the last letter of a word.
fn end_of(text: &str, node: &Node) -> Option<usize> {
    let start = node.span.start as usize;
    if in_braces(text, node) {
        return closing(text, start);
    }
    match &node.content {
        Content::Map(entries) => match entries.last() {
            Some(last) if matches!(last.value.content, Content::Null) => Some(last.key_span.end as usize + 1),
            Some(last) => end_of(text, &last.value),
            None => None,
        },
        Content::List(items) => items.last().and_then(|last| end_of(text, last)),
        Content::Scalar { .. } | Content::Null => {
            let own = text.get(start..node.span.end as usize)?;
            Some(start + own.trim_end().len())
        }
    }
}

/// Behind the bracket that closes the one at `start`.
fn closing(text: &str, start: usize) -> Option<usize> {
    let (mut depth, mut quote, mut comment, mut before) = (0_usize, None, false, ' ');
    for (at, c) in text.get(start..)?.char_indices() {
        match (quote, c) {
            (_, '\n') if comment => comment = false,
            _ if comment => {}
            (Some('"'), _) if before == '\\' => {}
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '#') if before.is_whitespace() => comment = true,
            (None, '"' | '\'') if !before.is_alphanumeric() => quote = Some(c),
            (None, '{' | '[') => depth += 1,
            (None, '}' | ']') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(start + at + c.len_utf8());
                }
            }
            _ => {}
        }
        before = c;
    }
    None
}
