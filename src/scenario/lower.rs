//! From the checked tree to typed facts.

use super::model::{CountRange, Entity, Fact, Item, Model, Value};
use crate::date::{Period, VagueDate};
use crate::syntax::{Content, Node};
use crate::text::{Name, Text};
use crate::vocabulary::{Block, Kind, attribute};

/// The facts of a tree whose blocks were checked, patched and freed of `like`.
/// Only the given blocks are looked at; the others stay as they are in `near`.
pub(super) fn lower(root: &Node, blocks: &[Block], near: Model) -> Model {
    let mut model = near;
    model.declared_none.retain(|block| !blocks.contains(block));
    model.readings.clear();
    for block in blocks.iter().copied() {
        let Some(node) = root.get(block.key()) else {
            model.replace(block, Vec::new());
            continue;
        };
        if node.is_word("none") {
            model.declared_none.push(block);
            model.replace(block, Vec::new());
            continue;
        }
        model.replace(block, node.entries().iter().map(|entry| entity(block, &entry.key, entry.key_span, &entry.value)).collect());
    }
    for entry in root.get("readings").map(Node::entries).unwrap_or_default() {
        let key = Item { name: entry.key.clone(), span: entry.key_span };
        model.readings.push((key, words(&entry.value)));
    }
    model
}

fn entity(block: Block, id: &Name, span: crate::source::Span, node: &Node) -> Entity {
    let mut facts = Vec::new();
    let mut title = Text::same(id.clone());
    let mut sources = Vec::new();
    for entry in node.entries() {
        match &*entry.key {
            "title" | "name" => title = text(&entry.value),
            "source" => sources = source_references(&entry.value),
            _ => {}
        }
        if let Some(attribute) = attribute(block, &entry.key) {
            facts.push((attribute.key, fact(attribute.kind, &entry.value)));
        }
    }
    Entity::new(id.clone(), span, title, facts, sources)
}

/// A text with its two languages.
pub(super) fn text(node: &Node) -> Text {
    let part = |key: &str| node.get(key).and_then(Node::as_word).cloned();
    match (&node.content, part("en"), part("ko")) {
        (Content::Map(_), Some(en), Some(ko)) => Text { en, ko },
        (Content::Map(_), Some(only), None) | (Content::Map(_), None, Some(only)) => Text::same(only),
        _ => Text::same(node.as_word().cloned().unwrap_or_else(|| "".into())),
    }
}

fn source_references(node: &Node) -> Vec<(Name, Vec<Name>)> {
    let list = |node: &Node| node.items().iter().filter_map(|item| item.as_word().cloned()).collect::<Vec<Name>>();
    match &node.content {
        Content::Map(entries) => entries.iter().map(|entry| (entry.key.clone(), list(&entry.value))).collect(),
        Content::Null | Content::Scalar { .. } | Content::List(_) => vec![("all".into(), list(node))],
    }
}

fn is_unknown(node: &Node) -> bool {
    node.is_word("unknown")
}

fn fact(kind: Kind, node: &Node) -> Fact {
    if matches!(node.content, Content::Null) {
        return Fact::Absent;
    }
    if is_unknown(node) && kind != Kind::Text {
        return Fact::Unknown(node.span);
    }
    let value = match kind {
        Kind::Text => Value::Text(text(node)),
        Kind::Judgment => Value::Answer(node.is_word("yes")),
        Kind::Needs => {
            return map(node, &|inner| match &inner.content {
                Content::Map(_) => map(inner, &|leaf| fact(Kind::Judgment, leaf)),
                Content::Null | Content::Scalar { .. } | Content::List(_) => fact(Kind::Judgment, inner),
            });
        }
        Kind::Told => return map(node, &words),
        Kind::WordByItem(_) if matches!(node.content, Content::Map(_)) => return map(node, &words),
        Kind::Shares => return map(node, &|inner| fact(Kind::Count, inner)),
        Kind::Records | Kind::Money => return map(node, &|inner| fact(Kind::Text, inner)),
        Kind::Frequency if matches!(node.content, Content::Map(_)) => return map(node, &|inner| fact(Kind::Count, inner)),
        Kind::Period => Value::Period(period(node)),
        Kind::Date => Value::Date(node.as_word().and_then(|word| VagueDate::parse(word).ok())),
        Kind::Count => Value::Count(count(node)),
        Kind::Word(crate::vocabulary::WordList::Fault) => Value::Words(items(node)),
        Kind::Word(_)
        | Kind::Words(_)
        | Kind::WordByItem(_)
        | Kind::Parties
        | Kind::PartyOrGroup
        | Kind::Groups
        | Kind::DataItems
        | Kind::DataOrFlows
        | Kind::Tasks
        | Kind::Contracts
        | Kind::Flows
        | Kind::Frequency
        | Kind::SourceReferences => return words(node),
    };
    Fact::Stated(value, node.span)
}

fn map(node: &Node, lower: &dyn Fn(&Node) -> Fact) -> Fact {
    let entries = node.entries().iter().map(|entry| (Item { name: entry.key.clone(), span: entry.key_span }, lower(&entry.value)));
    Fact::Stated(Value::Map(entries.collect()), node.span)
}

fn items(node: &Node) -> Vec<Item> {
    node.items().iter().filter_map(|item| Some(Item { name: item.as_word()?.clone(), span: item.span })).collect()
}

fn words(node: &Node) -> Fact {
    let mut items = items(node);
    if is_unknown(node) || matches!(items.as_slice(), [only] if &*only.name == "unknown") {
        return Fact::Unknown(node.span);
    }
    items.retain(|item| &*item.name != "none");
    Fact::Stated(Value::Words(items), node.span)
}

fn period(node: &Node) -> Period {
    let date = |key: &str| node.get(key).and_then(Node::as_word).and_then(|word| VagueDate::parse(word).ok());
    Period::new(date("from"), date("through")).unwrap_or(Period {
        from: crate::date::Day::BEGINNING,
        until: crate::date::Day::BEGINNING,
        from_written: None,
        through_written: None,
    })
}

fn count(node: &Node) -> CountRange {
    let number = |node: &Node| node.as_word().and_then(|word| word.parse::<u64>().ok());
    match &node.content {
        Content::Map(_) => CountRange { min: node.get("at_least").and_then(number), max: node.get("at_most").and_then(number) },
        Content::Null | Content::Scalar { .. } | Content::List(_) => number(node).map_or_else(CountRange::default, CountRange::exactly),
    }
}
