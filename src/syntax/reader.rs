//! From parser events to the tree.

use super::{Content, Entry, Node, friendly};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::source::{FileId, Sources, Span, clamp};
use crate::text::Name;
use saphyr_parser::{Event, Parser, ScalarStyle};
use std::collections::BTreeMap;

/// Bounds for hostile input.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of one file.
    pub bytes: usize,
    /// Values of one file, with those that aliases repeat.
    pub nodes: usize,
    /// Levels of nesting.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { bytes: 16 * 1024 * 1024, nodes: 1_000_000, depth: 100 }
    }
}

/// Reads every document of a file. An empty list means that the file holds nothing or is broken (then there are errors).
pub fn read(sources: &Sources, file: FileId, limits: Limits) -> (Vec<Node>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let Some(source) = sources.file(file) else { return (Vec::new(), diagnostics) };
    let whole = Span { file, start: 0, end: 0 };
    if source.text.len() > limits.bytes {
        diagnostics.push(
            Diagnostic::new(
                &codes::TOO_LARGE,
                whole,
                format!("the file has {} bytes, more than the {} that are read", source.text.len(), limits.bytes),
            )
            .help("a scenario has a few kilobytes: this is probably another file"),
        );
        return (Vec::new(), diagnostics);
    }
    if let Some(problem) = friendly::before_parsing(&source.text, file) {
        diagnostics.push(problem);
        return (Vec::new(), diagnostics);
    }
    let mut builder = Builder {
        positions: Positions::new(&source.text, file),
        limits,
        nodes: 0,
        stack: Vec::new(),
        anchors: BTreeMap::new(),
        documents: Vec::new(),
        diagnostics,
    };
    for event in Parser::new_from_str(&source.text) {
        match event {
            Ok((event, span)) => {
                if builder.event(event, span).is_err() {
                    return (Vec::new(), builder.diagnostics);
                }
            }
            Err(error) => {
                let at = builder.positions.at(error.marker().index());
                builder.diagnostics.push(friendly::parse_error(&source.text, file, at, error.info()));
                return (Vec::new(), builder.diagnostics);
            }
        }
    }
    for problem in friendly::after_parsing(&source.text, file) {
        builder.diagnostics.push(problem);
    }
    (builder.documents, builder.diagnostics)
}

/// Reading stops: the reason is among the diagnostics.
struct Stop;

enum Frame {
    List { items: Vec<Node>, start: u32, anchor: usize },
    Map { entries: Entries, key: Option<(Name, Span)>, start: u32, anchor: usize },
}

/// The keys of a block. Where there are many they are found by an index, since a hostile file may hold half a million.
#[derive(Default)]
struct Entries {
    list: Vec<Entry>,
    index: BTreeMap<Name, Span>,
}

/// So many keys are found faster one by one.
const FEW: usize = 32;

impl Entries {
    fn place_of(&self, key: &Name) -> Option<Span> {
        let first = self.list.iter().take(FEW).find(|entry| entry.key == *key).map(|entry| entry.key_span);
        first.or_else(|| self.index.get(key).copied())
    }

    fn push(&mut self, entry: Entry) {
        if self.list.len() >= FEW {
            self.index.insert(entry.key.clone(), entry.key_span);
        }
        self.list.push(entry);
    }
}

struct Builder {
    positions: Positions,
    limits: Limits,
    nodes: usize,
    stack: Vec<Frame>,
    anchors: BTreeMap<usize, (Node, usize)>,
    documents: Vec<Node>,
    diagnostics: Diagnostics,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, span: saphyr_parser::Span) -> Result<(), Stop> {
        let (start, end) = (self.positions.at(span.start.index()), self.positions.at(span.end.index()));
        let place = Span { file: self.positions.file, start, end };
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let null = style == ScalarStyle::Plain && tag.is_none() && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let quoted = style != ScalarStyle::Plain;
                let content = if null { Content::Null } else { Content::Scalar { text: text.as_ref().into(), quoted } };
                self.place(Node { content, span: place }, anchor, 1)
            }
            Event::SequenceStart(anchor, _) => self.open(Frame::List { items: Vec::new(), start, anchor }, place),
            Event::MappingStart(anchor, _) => self.open(Frame::Map { entries: Entries::default(), key: None, start, anchor }, place),
            Event::SequenceEnd | Event::MappingEnd => self.close(end),
            Event::Alias(anchor) => {
                let Some((node, size)) = self.anchors.get(&anchor).cloned() else {
                    let message = "`*` repeats a value marked with `&`, but no such value ends before it in this document";
                    self.diagnostics.push(Diagnostic::new(&codes::NOT_YAML, place, message).help("write the value out"));
                    return Err(Stop);
                };
                self.place(node, 0, size)
            }
            Event::DocumentStart(_) => {
                // The parser still knows the anchors of the documents before.
                self.anchors.clear();
                Ok(())
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn open(&mut self, frame: Frame, place: Span) -> Result<(), Stop> {
        if self.stack.len() >= self.limits.depth {
            let message = format!("more than {} levels of nesting", self.limits.depth);
            self.diagnostics.push(Diagnostic::new(&codes::TOO_LARGE, place, message).label("the next level starts here"));
            return Err(Stop);
        }
        self.stack.push(frame);
        Ok(())
    }

    fn close(&mut self, end: u32) -> Result<(), Stop> {
        let file = self.positions.file;
        let (content, start, anchor) = match self.stack.pop() {
            Some(Frame::List { items, start, anchor }) => (Content::List(items), start, anchor),
            Some(Frame::Map { entries, start, anchor, .. }) => (Content::Map(entries.list), start, anchor),
            None => return Ok(()),
        };
        let size = if anchor == 0 { 1 } else { size_of(&content) };
        self.place_counted(Node { content, span: Span { file, start, end: end.max(start) } }, anchor, 1, size)
    }

    fn place(&mut self, node: Node, anchor: usize, count: usize) -> Result<(), Stop> {
        self.place_counted(node, anchor, count, count)
    }

    fn place_counted(&mut self, node: Node, anchor: usize, count: usize, size: usize) -> Result<(), Stop> {
        self.nodes += count;
        if self.nodes > self.limits.nodes {
            let message = format!("more than {} values, counting those that aliases repeat", self.limits.nodes);
            let problem = Diagnostic::new(&codes::TOO_LARGE, node.span, message);
            self.diagnostics.push(problem.help("an alias such as `*name` repeats everything that `&name` marks: write what you need once"));
            return Err(Stop);
        }
        if anchor != 0 {
            self.anchors.insert(anchor, (node.clone(), size));
        }
        match self.stack.last_mut() {
            None => self.documents.push(node),
            Some(Frame::List { items, .. }) => items.push(node),
            Some(Frame::Map { entries, key, .. }) => match key.take() {
                None => match node.content {
                    Content::Scalar { text, .. } => *key = Some((text, node.span)),
                    Content::Null => *key = Some(("".into(), node.span)),
                    Content::List(_) | Content::Map(_) => {
                        self.diagnostics.push(
                            Diagnostic::new(&codes::NOT_YAML, node.span, "a key must be a single word, not a list or a block")
                                .help("a bracket or brace may be missing its closing partner, or a `:` stands in the wrong place"),
                        );
                        return Err(Stop);
                    }
                },
                Some((key, key_span)) => {
                    if let Some(first) = entries.place_of(&key) {
                        let message = format!("`{key}` stands twice in the same block");
                        let problem = Diagnostic::new(&codes::DUPLICATE_KEY, key_span, message).label("again here");
                        self.diagnostics.push(problem.related(first, "first here").help("keep one of them, or give one another name"));
                        if self.diagnostics.is_full() {
                            return Err(Stop);
                        }
                    } else {
                        entries.push(Entry { key, key_span, value: node });
                    }
                }
            },
        }
        Ok(())
    }
}

fn size_of(content: &Content) -> usize {
    match content {
        Content::Null | Content::Scalar { .. } => 1,
        Content::List(items) => 1 + items.iter().map(|item| size_of(&item.content)).sum::<usize>(),
        Content::Map(entries) => 1 + entries.iter().map(|entry| 1 + size_of(&entry.value.content)).sum::<usize>(),
    }
}

/// The parser counts characters, spans count bytes.
struct Positions {
    file: FileId,
    length: u32,
    /// Byte offset of every character; empty for pure ASCII, where both counts agree.
    offsets: Vec<u32>,
}

impl Positions {
    fn new(text: &str, file: FileId) -> Positions {
        let offsets = if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(at, _)| clamp(at)).collect() };
        Positions { file, length: clamp(text.len()), offsets }
    }

    fn at(&self, character: usize) -> u32 {
        if self.offsets.is_empty() {
            clamp(character).min(self.length)
        } else {
            self.offsets.get(character).copied().unwrap_or(self.length)
        }
    }
}
