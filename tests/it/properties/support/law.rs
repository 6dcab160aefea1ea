//! Toy law, written without titles, citations and examples, which are filled in.

use flowlaw::diagnostics::{Diagnostics, render};
use flowlaw::rules::{Pack, read_pack};
use flowlaw::source::{Sources, Span};
use flowlaw::syntax::{Content, Entry, Limits, Node, read};

/// A pack that uses every operator, every kind of statement and every kind of test.
pub const TOY: &str = include_str!("toy.yaml");

/// Reads a pack; panics with the problems where there are some.
pub fn pack(text: &str) -> Pack {
    try_pack(text).unwrap_or_else(|problems| panic!("{}", problems.join("\n")))
}

/// Reads a pack, or says what is wrong with it.
pub fn try_pack(text: &str) -> Result<Pack, Vec<String>> {
    let mut sources = Sources::default();
    let file = sources.add("toy.yaml", text);
    let (documents, mut problems) = read(&sources, file, Limits::default());
    let documents: Vec<Node> = documents.into_iter().map(completed).collect();
    let pack = read_pack(&documents, &mut problems);
    let failed = problems.has_errors();
    pack.filter(|_| !failed).ok_or_else(|| shown(&sources, &problems))
}

/// Problems as a user sees them.
pub fn shown(sources: &Sources, problems: &Diagnostics) -> Vec<String> {
    problems.sorted().into_iter().map(|problem| render(sources, problem, false)).collect()
}

fn word(text: &str) -> Node {
    Node::word(text, Span::default())
}

fn map(entries: Vec<(String, Node)>) -> Node {
    Node::map(
        entries.into_iter().map(|(key, value)| Entry { key: key.into(), key_span: Span::default(), value }).collect(),
        Span::default(),
    )
}

fn add(node: &mut Node, key: &str, value: Node) {
    if node.get(key).is_none() {
        node.set(key.into(), Span::default(), value);
    }
}

const NAMED: &[&str] = &["forbidden_unless", "required", "unless", "parts"];

/// A document with everything that readers need and tests do not.
fn completed(mut node: Node) -> Node {
    let kind = ["rule", "concept", "table", "transition"].into_iter().find(|kind| node.get(kind).is_some());
    if let Some(kind) = kind {
        add(&mut node, "title", word("a title"));
        add(&mut node, "cite", map(vec![("law".into(), word("TOY")), ("article".into(), word("1"))]));
        add(&mut node, "verified", word("unverified"));
        let mut grounds = Vec::new();
        complete_named(&mut node, &mut grounds);
        if let Some(Content::List(versions)) = node.get_mut("versions").map(|node| &mut node.content) {
            versions.iter_mut().for_each(|version| complete_named(version, &mut grounds));
        }
        if kind == "rule" || kind == "concept" {
            add(&mut node, "examples", examples(&grounds));
        }
    }
    node
}

fn complete_named(node: &mut Node, grounds: &mut Vec<String>) {
    for key in NAMED {
        let Some(Content::Map(entries)) = node.get_mut(key).map(|node| &mut node.content) else { continue };
        for entry in entries {
            grounds.push(entry.key.to_string());
            add(&mut entry.value, "title", word("a title"));
            add(&mut entry.value, "cite", word("1"));
            complete_named(&mut entry.value, &mut Vec::new());
        }
    }
}

fn examples(grounds: &[String]) -> Node {
    let case = |expect: &str, ground: Option<&String>| {
        map(std::iter::once(("expect".to_owned(), word(expect))).chain(ground.map(|ground| ("ground".to_owned(), word(ground)))).collect())
    };
    let mut cases = vec![
        ("start_from".to_owned(), word("tiny")),
        ("bad".to_owned(), case("violation", None)),
        ("good".to_owned(), case("lawful", None)),
    ];
    cases.extend(grounds.iter().map(|ground| (format!("by_{ground}"), case("lawful", Some(ground)))));
    cases.dedup_by(|a, b| a.0 == b.0);
    let mut unique: Vec<(String, Node)> = Vec::new();
    for case in cases {
        if !unique.iter().any(|(id, _)| *id == case.0) {
            unique.push(case);
        }
    }
    map(unique)
}
