//! Our YAML reader against the data model of `serde_yaml` (its continuation): equal trees of scalar text wherever both read a text,
//! and a list of what ours refuses and the other takes.
//!
//! Planted faults that fail here: words cut at their end, `no` read as nothing, an alias read as nothing.

use crate::properties::support::cases;
use flowlaw::source::Sources;
use flowlaw::syntax::{Content, Limits, Node, read};
use proptest::prelude::*;
use proptest::strategy::{BoxedStrategy, ValueTree};
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// Reads a text with ours; the first message where it is refused.
fn ours(text: &str) -> Result<Vec<Node>, String> {
    let mut sources = Sources::default();
    let file = sources.add("text.yaml", text);
    let (documents, problems) = read(&sources, file, Limits::default());
    match problems.sorted().first() {
        Some(problem) => Err(problem.message.clone()),
        None => Ok(documents),
    }
}

/// Whether the other reader takes every document of a text; its message without the place where not.
fn theirs(text: &str) -> Result<(), String> {
    for document in serde_yaml::Deserializer::from_str(text) {
        document.deserialize_any(Anything).map_err(|problem| without_place(&problem.to_string()))?;
    }
    Ok(())
}

/// `… at line 1 column 4, while parsing …` without all that.
fn without_place(message: &str) -> String {
    message.split(" at line").next().unwrap_or_default().split(", while").next().unwrap_or_default().to_owned()
}

/// Takes any tree.
struct Anything;

impl<'de> Visitor<'de> for Anything {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "anything")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_i128<E>(self, _: i128) -> Result<(), E> {
        Ok(())
    }

    fn visit_u128<E>(self, _: u128) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    /// A value with a tag of its own.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<(), A::Error> {
        let (_, value) = tagged.variant::<IgnoredAny>()?;
        value.newtype_variant::<IgnoredAny>().map(|_| ())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

/// Our tree, which the other reader must find again: the same shape, and at every leaf the same text.
struct Same<'n>(&'n Node);

impl<'de> DeserializeSeed<'de> for Same<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match &self.0.content {
            Content::Null => deserializer.deserialize_any(Unit),
            Content::Scalar { text, .. } => deserializer.deserialize_str(Text(text)),
            Content::List(items) => deserializer.deserialize_seq(Items(items)),
            Content::Map(_) => deserializer.deserialize_map(Entries(self.0)),
        }
    }
}

struct Unit;

impl Visitor<'_> for Unit {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nothing")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

struct Text<'n>(&'n str);

impl<'de> DeserializeSeed<'de> for Text<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Text<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the text {:?}", self.0)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        if text == self.0 { Ok(()) } else { Err(E::custom(format!("ours {:?}, theirs {text:?}", self.0))) }
    }
}

enum Key<'n> {
    Nothing,
    Text(&'n str),
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self {
            Key::Nothing => deserializer.deserialize_any(NoKey),
            Key::Text(text) => Text(text).deserialize(deserializer),
        }
    }
}

/// The key `~`, `""` or nothing before the colon.
struct NoKey;

impl Visitor<'_> for NoKey {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no key")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        Text("").visit_str(text)
    }
}

struct Items<'n>(&'n [Node]);

impl<'de> Visitor<'de> for Items<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of {}", self.0.len())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        for item in self.0 {
            items.next_element_seed(Same(item))?.ok_or_else(|| Error::custom("theirs ends early"))?;
        }
        if items.next_element::<IgnoredAny>()?.is_some() { Err(Error::custom("ours ends early")) } else { Ok(()) }
    }
}

struct Entries<'n>(&'n Node);

impl<'de> Visitor<'de> for Entries<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a block of {}", self.0.entries().len())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        for entry in self.0.entries() {
            // A key of nothing (`~:`) is the empty word for ours.
            let key = if entry.key.is_empty() { Key::Nothing } else { Key::Text(&entry.key) };
            entries.next_key_seed(key)?.ok_or_else(|| Error::custom("theirs ends early"))?;
            entries.next_value_seed(Same(&entry.value))?;
        }
        if entries.next_key::<IgnoredAny>()?.is_some() { Err(Error::custom("ours ends early")) } else { Ok(()) }
    }
}

/// Where the two trees differ.
fn difference(text: &str, documents: &[Node]) -> Option<String> {
    let mut others = serde_yaml::Deserializer::from_str(text);
    for document in documents {
        match others.next().map(|other| Same(document).deserialize(other)) {
            Some(Ok(())) => {}
            Some(Err(problem)) => return Some(without_place(&problem.to_string())),
            None => return Some("theirs has fewer documents".to_owned()),
        }
    }
    others.next().map(|_| "theirs has more documents".to_owned())
}

fn yaml_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            yaml_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
            found.push(path);
        }
    }
}

#[test]
fn every_shipped_file_is_the_same_tree_for_both_readers() {
    let mut files = Vec::new();
    for folder in ["rules", "scenarios", "src", "tests/data/cli"] {
        yaml_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    }
    assert!(files.len() > 30, "{} files", files.len());
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let documents = ours(&text).unwrap_or_else(|problem| panic!("ours refuses {}: {problem}", path.display()));
        assert_eq!(difference(&text, &documents), None, "{}", path.display());
    }
}

/// What ours refuses on purpose and the other reader takes, and what ours says.
const ONLY_THEIRS: &[(&str, &str)] = &[
    // One of two facts would be lost.
    ("a: 1\na: 2\n", "`a` stands twice in the same block"),
    ("{ a: 1, a: 2 }\n", "`a` stands twice in the same block"),
    // Nobody writes a key of several words on purpose.
    ("? [a, b]\n: 1\n", "a key must be a single word, not a list or a block"),
    ("{ { a: b }: c }\n", "a key must be a single word, not a list or a block"),
    // The signs would become part of the word.
    ("a: “yes”\n", "the curly quote `“` is not a quotation mark here"),
    ("a:\n  b：1\n", "a full-width colon `：` is used after a key"),
    ("a:\n  \u{a0}b\n", "a special space is used to indent this line"),
    // What a bracket or a quote opens must stand further right than the key before it.
    ("a: [ 1,\nb ]\n", "this line does not start in the column of the lines it belongs to"),
    ("a: '\nb'\n", "the quote `'` is opened and not closed on this line"),
    // So must a text block.
    ("- #\n|\n", "a dash is missing before this item"),
    ("? d: #\n  |\n", "this line is neither `key: value` nor `- item`"),
    // YAML allows a tab inside brackets only: a rule that nobody should have to know.
    ("a: [\n\tb, c ]\n", "a tab is used to indent this line"),
];

#[test]
fn what_ours_refuses_and_the_other_takes_is_a_known_list() {
    for (text, message) in ONLY_THEIRS {
        assert_eq!(ours(text), Err((*message).to_owned()), "{text:?}");
        assert_eq!(theirs(text), Ok(()), "theirs refuses {text:?} too, so that it needs no place in the list");
    }
    let deep = format!("{}{}", "[".repeat(101), "]".repeat(101));
    assert_eq!(ours(&deep), Err("more than 100 levels of nesting".to_owned()));
    assert_eq!(theirs(&deep), Ok(()));
    let long = format!("a: {}\n", "x".repeat(Limits::default().bytes));
    assert_eq!(ours(&long), Err("the file has 16777220 bytes, more than the 16777216 that are read".to_owned()));
    assert_eq!(theirs(&long), Ok(()));
}

/// What the other reader refuses and ours takes, and what the other says. None of it is a scenario or law: what stands there is refused one step later.
const ONLY_OURS: &[(&str, &str)] = &[
    // No key before the colon: the empty word for ours.
    (":\n", "did not find expected key"),
    ("{ : }\n", "did not find expected node content"),
    // A line of nothing but a tab.
    ("a: 1\n\t\n", "found a tab character that violates indentation"),
    ("\t\n", "found character that cannot start any token"),
    // A key in braces that runs over two lines.
    ("{ x\n  y: 1 }\n", "did not find expected ',' or '}'"),
    // A text block at the very left.
    (">\na: 1\n", "did not find expected <document start>"),
];

#[test]
fn what_the_other_refuses_and_ours_takes_is_a_known_list() {
    for (text, message) in ONLY_OURS {
        assert!(ours(text).is_ok(), "ours refuses {text:?}: {:?}", ours(text));
        assert_eq!(theirs(text), Err((*message).to_owned()), "{text:?}");
    }
}

/// Texts that both take and read differently, with the difference.
const DIFFERENT: &[(&str, &str)] = &[
    // A text block that the file ends in the middle of a line: ours ends it with a line break.
    ("a: |\n x", "a: ours \"x\\n\", theirs \"x\""),
    // Nothing is a document of nothing for theirs, and no document for ours.
    ("# only a comment\n", "theirs has more documents"),
    // A text block at the very left.
    ("|\n#\n", "ours \"#\\n\", theirs \"\""),
];

#[test]
fn what_both_take_and_read_differently_is_a_known_list() {
    for (text, expected) in DIFFERENT {
        assert_eq!(difference(text, &ours(text).unwrap()).as_deref(), Some(*expected), "{text:?}");
    }
}

/// Whether a message stands in a list, whatever names it holds.
fn listed(list: &[(&str, &str)], message: &str) -> bool {
    let without_names = |text: &str| text.split('`').step_by(2).collect::<String>();
    list.iter().any(|(_, known)| without_names(known) == without_names(message))
}

fn scalar() -> BoxedStrategy<String> {
    let words = prop::sample::select(vec![
        "yes",
        "no",
        "NO",
        "unknown",
        "null",
        "~",
        "Null",
        "true",
        "2018",
        "2018-04",
        "2019-06-27..2024-05-21",
        "8_090_000",
        "0x1F",
        "1e3",
        ".inf",
        "007",
        "1.10",
        "-3",
        "a b",
        "한국",
        "a#b",
        "'it''s'",
        "\"tab\\there\"",
        "\"\\uD55C\"",
        "''",
        "\"\"",
        "\"a: b # c\"",
        "'[x]'",
        "KR",
    ]);
    prop_oneof![4 => words.prop_map(str::to_owned), 1 => "[a-z가-힣][a-z0-9_ 가-힣]{0,8}[a-z0-9가-힣]"].boxed()
}

/// A tree in YAML, indented by so many levels.
#[derive(Debug, Clone)]
enum Tree {
    Leaf(String),
    Text(Vec<String>, bool),
    List(Vec<Tree>, bool),
    Map(Vec<(String, Tree)>, bool),
}

impl Tree {
    fn flow(&self) -> String {
        match self {
            Tree::Leaf(text) => text.clone(),
            Tree::Text(lines, _) => format!("\"{}\"", lines.join(" ")),
            Tree::List(items, _) => format!("[ {} ]", items.iter().map(Tree::flow).collect::<Vec<_>>().join(", ")),
            Tree::Map(entries, _) => {
                format!("{{ {} }}", entries.iter().map(|(key, value)| format!("{key}: {}", value.flow())).collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn block(&self, indent: usize, out: &mut String) {
        let space = "  ".repeat(indent);
        match self {
            Tree::List(items, false) if !items.is_empty() => {
                for item in items {
                    out.push_str(&format!("\n{space}-"));
                    item.block(indent + 1, out);
                }
            }
            Tree::Map(entries, false) if !entries.is_empty() => {
                for (key, value) in entries {
                    out.push_str(&format!("\n{space}{key}:"));
                    value.block(indent + 1, out);
                }
            }
            Tree::Text(lines, folded) => {
                // At the very left `serde_yaml` reads such a text as empty.
                out.push_str(if *folded { " >-" } else { " |" });
                lines.iter().for_each(|line| out.push_str(&format!("\n  {space}{line}")));
            }
            other => out.push_str(&format!(" {}  # so", other.flow())),
        }
    }
}

fn tree() -> BoxedStrategy<Tree> {
    let leaf = prop_oneof![6 => scalar().prop_map(Tree::Leaf), 1 => (prop::collection::vec("[a-z가-힣][a-z 가-힣]{0,9}", 1..3), any::<bool>()).prop_map(|(lines, folded)| Tree::Text(lines, folded))];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let entries = prop::collection::btree_map("[a-z]{1,4}", inner.clone(), 0..4).prop_map(|map| map.into_iter().collect());
        prop_oneof![
            (prop::collection::vec(inner, 0..4), any::<bool>()).prop_map(|(items, flow)| Tree::List(items, flow)),
            (entries, any::<bool>()).prop_map(|(entries, flow)| Tree::Map(entries, flow))
        ]
    })
    .boxed()
}

/// Lines that look like YAML, in any order: some are, some are not.
fn soup() -> BoxedStrategy<String> {
    let start = prop::sample::select(vec!["", "", "", "  ", "    ", "- ", "  - ", "- - ", "? ", "---\n", "{ ", "[ "]);
    let key = prop::sample::select(vec!["", "a: ", "b: ", "c: ", "d: ", "'e': ", "가: ", "~: ", "g : ", ": "]);
    let value = prop::sample::select(vec![
        "", "", "1", "2018", "x y", "~", "'q'", "\"q\"", "'", "[ 1, 2 ]", "[ 1,", "]", "{ h: 1 }", "{ h: 1,", "}", "&n 1", "*n", "*n", "|",
        ">", ">-", "!t 1", "a: 1", "-", "#", "@", "%", "“", "\t",
    ]);
    let end = prop::sample::select(vec!["\n", "\n", "\n", " # x\n", "\r\n", ",\n", " ]\n", " }\n", "\n\n"]);
    let line = (start, key, value, end).prop_map(|(start, key, value, end)| format!("{start}{key}{value}{end}"));
    let first = prop::sample::select(vec!["", "", "z: &n { k: [ v ] }\n", "- &n 1\n"]);
    (first, prop::collection::vec(line, 1..6)).prop_map(|(first, lines)| format!("{first}{}", lines.concat())).boxed()
}

#[test]
fn the_lists_above_are_whole() {
    let mut runner = TestRunner::new_with_rng(cases(1), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let (mut alike, mut unlisted) = (0, Vec::new());
    for _ in 0..20_000 {
        let text = soup().new_tree(&mut runner).unwrap().current();
        match (ours(&text), theirs(&text)) {
            (Err(message), Ok(())) if !listed(ONLY_THEIRS, &message) => unlisted.push(format!("only ours refuses {text:?}: {message}")),
            (Ok(_), Err(message)) if !listed(ONLY_OURS, &message) => unlisted.push(format!("only theirs refuses {text:?}: {message}")),
            (Ok(_), Ok(())) => alike += 1,
            _ => {}
        }
    }
    unlisted.sort_by_key(String::len);
    assert!(unlisted.is_empty(), "{}", unlisted.join("\n"));
    assert!(alike > 1_000, "both take only {alike} of the texts");
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_made_up_document_is_the_same_tree_for_both_readers(documents in prop::collection::vec(tree(), 1..3)) {
        let mut text = String::new();
        for document in &documents {
            text.push_str("---");
            document.block(0, &mut text);
            text.push('\n');
        }
        let read = ours(&text);
        prop_assert!(read.is_ok(), "ours refuses\n{text}\n{read:?}");
        prop_assert_eq!(difference(&text, &read.unwrap()), None, "{}", text);
    }

    #[test]
    fn any_text_that_both_readers_take_is_the_same_tree(text in soup()) {
        let read = ours(&text);
        // A single text at the very left is no scenario and no law, and read differently (see the list above).
        let is_block = |documents: &Vec<Node>| !documents.is_empty() && documents.iter().all(|document| !matches!(document.content, Content::Scalar { .. }));
        prop_assume!(theirs(&text).is_ok() && read.as_ref().is_ok_and(is_block));
        prop_assert_eq!(difference(&text, &read.unwrap()), None, "{:?}", text);
    }
}
