//! Trees as bytes, so that built-in law need not be parsed at every start.
//!
//! Words stand once in a table; a tree is written in pre-order with its spans. Only the build script writes such bytes,
//! and only the program that it built reads them: there is no version and no other reader.

use super::{Content, Entry, Node};
use crate::source::{FileId, Span};
use crate::text::Name;
use std::collections::BTreeMap;

const NULL: u64 = 0;
const PLAIN: u64 = 1;
const QUOTED: u64 = 2;
const LIST: u64 = 3;
const MAP: u64 = 4;

/// Writes documents as bytes.
pub fn encode(documents: &[Node]) -> Vec<u8> {
    let mut words: Vec<Name> = Vec::new();
    let mut index: BTreeMap<Name, u64> = BTreeMap::new();
    let mut body = Vec::new();
    put(&mut body, documents.len() as u64);
    for document in documents {
        node(document, &mut words, &mut index, &mut body);
    }
    let mut bytes = Vec::new();
    put(&mut bytes, words.len() as u64);
    for word in &words {
        put(&mut bytes, word.len() as u64);
        bytes.extend_from_slice(word.as_bytes());
    }
    bytes.extend(body);
    bytes
}

fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(low_bits(number) | 0x80);
        number >>= 7;
    }
    bytes.push(low_bits(number));
}

fn low_bits(number: u64) -> u8 {
    u8::try_from(number & 0x7f).unwrap_or(0)
}

fn word(text: &Name, words: &mut Vec<Name>, index: &mut BTreeMap<Name, u64>, body: &mut Vec<u8>) {
    let at = *index.entry(text.clone()).or_insert_with(|| {
        words.push(text.clone());
        words.len() as u64 - 1
    });
    put(body, at);
}

fn span(span: Span, body: &mut Vec<u8>) {
    put(body, u64::from(span.start));
    put(body, u64::from(span.end.saturating_sub(span.start)));
}

fn node(tree: &Node, words: &mut Vec<Name>, index: &mut BTreeMap<Name, u64>, body: &mut Vec<u8>) {
    match &tree.content {
        Content::Null => put(body, NULL),
        Content::Scalar { text, quoted } => {
            put(body, if *quoted { QUOTED } else { PLAIN });
            word(text, words, index, body);
        }
        Content::List(items) => {
            put(body, LIST);
            put(body, items.len() as u64);
            items.iter().for_each(|item| node(item, words, index, body));
        }
        Content::Map(entries) => {
            put(body, MAP);
            put(body, entries.len() as u64);
            for entry in entries {
                word(&entry.key, words, index, body);
                span(entry.key_span, body);
                node(&entry.value, words, index, body);
            }
        }
    }
    span(tree.span, body);
}

/// Reads documents back; nothing where the bytes are not ours.
pub fn decode(bytes: &[u8], file: FileId) -> Option<Vec<Node>> {
    let mut reader = Reader { bytes, at: 0, words: Vec::new(), file };
    for _ in 0..reader.number()? {
        let length = usize::try_from(reader.number()?).ok()?;
        let text = std::str::from_utf8(bytes.get(reader.at..reader.at + length)?).ok()?;
        reader.words.push(text.into());
        reader.at += length;
    }
    (0..reader.number()?).map(|_| reader.node()).collect()
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    words: Vec<Name>,
    file: FileId,
}

impl Reader<'_> {
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        let mut shift = 0;
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
            shift += 7;
        }
    }

    fn word(&mut self) -> Option<Name> {
        let at = usize::try_from(self.number()?).ok()?;
        self.words.get(at).cloned()
    }

    fn span(&mut self) -> Option<Span> {
        let start = u32::try_from(self.number()?).ok()?;
        let length = u32::try_from(self.number()?).ok()?;
        Some(Span { file: self.file, start, end: start + length })
    }

    fn node(&mut self) -> Option<Node> {
        let content = match self.number()? {
            NULL => Content::Null,
            kind @ (PLAIN | QUOTED) => Content::Scalar { text: self.word()?, quoted: kind == QUOTED },
            LIST => {
                let count = self.number()?;
                Content::List((0..count).map(|_| self.node()).collect::<Option<Vec<Node>>>()?)
            }
            MAP => {
                let count = self.number()?;
                let entries = (0..count).map(|_| Some(Entry { key: self.word()?, key_span: self.span()?, value: self.node()? }));
                Content::Map(entries.collect::<Option<Vec<Entry>>>()?)
            }
            _ => return None,
        };
        Some(Node { content, span: self.span()? })
    }
}
