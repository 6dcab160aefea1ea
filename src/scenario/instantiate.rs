//! One story out of a document: base → versions → variation → `like` → facts.

use super::document::Document;
use super::lower::lower;
use super::model::{DisputeId, Entity, Fact, Item, Model, Value};
use super::patch;
use super::references;
use super::shape::unknown;
use crate::diagnostics::{Diagnostic, Diagnostics, codes, nearest};
use crate::syntax::{Content, Entry, Node};
use crate::text::Name;
use crate::vocabulary::{Block, Silence, attributes_of};

/// Which story to tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// The chosen version of each dispute; nothing leaves the base as it is.
    pub versions: Vec<Option<usize>>,
    /// Variations to apply, in order.
    pub variations: Vec<usize>,
}

/// A story with what was wrong in telling it.
#[derive(Debug, Clone)]
pub struct Instance {
    /// The facts.
    pub model: Model,
    /// Problems: dangling ids, things that a change should create but cannot.
    pub diagnostics: Diagnostics,
}

/// Tells one story.
pub fn instantiate(document: &Document, choice: &Choice) -> Instance {
    tell(document, choice, &Block::ALL, Model::default())
}

/// Tells a story that differs from one already told only by versions that write in some blocks: the others are taken over.
pub fn instantiate_near(document: &Document, choice: &Choice, near: &Model, differing: &[Block]) -> Instance {
    let mut blocks = differing.to_vec();
    // The people and countries of a flow follow from its groups and parties.
    if blocks.iter().any(|block| matches!(block, Block::People | Block::Parties)) && !blocks.contains(&Block::Flows) {
        blocks.push(Block::Flows);
    }
    tell(document, choice, &blocks, near.clone())
}

/// The blocks that a version writes in.
pub fn blocks_written(change: Option<&Node>) -> Vec<Block> {
    change.map(Node::entries).unwrap_or_default().iter().filter_map(|entry| Block::of(&entry.key)).collect()
}

fn tell(document: &Document, choice: &Choice, blocks: &[Block], near: Model) -> Instance {
    let mut diagnostics = Diagnostics::default();
    let keys: Vec<&str> = blocks.iter().map(|block| block.key()).chain(["readings"]).collect();
    let kept = document.base.entries().iter().filter(|entry| keys.contains(&&*entry.key)).cloned();
    let mut tree = Node::map(kept.collect(), document.base.span);
    let chosen =
        document.disputes.iter().zip(&choice.versions).filter_map(|(dispute, version)| version.and_then(|at| dispute.versions.get(at)));
    for change in chosen.filter_map(|version| version.change.as_ref()) {
        apply(&mut tree, change, &keys, &document.unreadable, &mut diagnostics);
    }
    for variation in choice.variations.iter().filter_map(|at| document.variations.get(*at)) {
        apply(&mut tree, &variation.change, &keys, &document.unreadable, &mut diagnostics);
    }
    expand_like(&mut tree, &groups(document), &mut diagnostics);
    let mut model = lower(&tree, blocks, near);
    model.unreadable.clone_from(&document.unreadable);
    references::complete(&mut model);
    references::check(&model, document, blocks, &mut diagnostics);
    Instance { model, diagnostics }
}

fn apply(tree: &mut Node, change: &Node, keys: &[&str], unreadable: &[Block], diagnostics: &mut Diagnostics) {
    for entry in change.entries().iter().filter(|entry| keys.contains(&&*entry.key)) {
        let mut entry = entry.clone();
        if let Some(block) = Block::of(&entry.key).filter(|block| !unreadable.contains(block)) {
            let missing = missing_targets(block, tree.get(&entry.key), &entry.value, diagnostics);
            missing.iter().for_each(|id| {
                entry.value.remove(id);
            });
        }
        // `contracts: none` gives way to the first contract that a change adds.
        if let Some(existing) = tree.get_mut(&entry.key)
            && existing.is_word("none")
        {
            *existing = Node::map(Vec::new(), entry.value.span);
        }
        let span = entry.key_span;
        patch::merge(tree, &Node::map(vec![entry], span));
    }
}

/// A change may create a thing only if it says enough to create it. Returns the ids of those that it cannot create.
fn missing_targets(block: Block, existing: Option<&Node>, change: &Node, diagnostics: &mut Diagnostics) -> Vec<Name> {
    let mut impossible = Vec::new();
    for item in change.entries() {
        if existing.and_then(|node| node.get(&item.key)).is_some() {
            continue;
        }
        let missing: Vec<&str> = attributes_of(block)
            .filter(|attribute| attribute.silence == Silence::Required && item.value.get(attribute.key).is_none())
            .map(|attribute| attribute.key)
            .collect();
        if item.value.get("like").is_some() || (missing.is_empty() && !matches!(item.value.content, Content::Null)) {
            continue;
        }
        impossible.push(item.key.clone());
        let known = existing.map(Node::entries).unwrap_or_default().iter().map(|entry| &*entry.key);
        let problem = Diagnostic::new(&codes::PATCH_TARGET, item.key_span, format!("there is no {} `{}` to change", block.one(), item.key));
        diagnostics.push(match nearest(&item.key, known) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None if missing.is_empty() => problem,
            None => problem.help(format!("to create it here, it needs {}", crate::diagnostics::listed(missing, 9))),
        });
    }
    impossible
}

/// All groups of people and whose they are, in the base or brought by a change.
fn groups(document: &Document) -> Vec<(Name, Vec<Name>)> {
    let versions = document.disputes.iter().flat_map(|dispute| &dispute.versions).filter_map(|version| version.change.as_ref());
    let changes = versions.chain(document.variations.iter().map(|variation| &variation.change));
    let blocks = std::iter::once(&document.base).chain(changes).filter_map(|tree| tree.get("people"));
    let owners =
        |group: &Node| group.get("of").map(Node::items).unwrap_or_default().iter().filter_map(|item| item.as_word().cloned()).collect();
    blocks.flat_map(Node::entries).map(|entry| (entry.key.clone(), owners(&entry.value))).collect()
}

/// Replaces every `like: other` by what the other says, changed by what stands beside it.
fn expand_like(tree: &mut Node, groups: &[(Name, Vec<Name>)], diagnostics: &mut Diagnostics) {
    for block in Block::ALL {
        let Some(node) = tree
            .get(block.key())
            .filter(|node| node.entries().iter().any(|entry| block == Block::Flows || entry.value.get("like").is_some()))
            .cloned()
        else {
            continue;
        };
        let mut done = Node::map(Vec::new(), node.span);
        for entry in node.entries() {
            let value = expanded(block, &node, entry, groups, &mut Vec::new(), diagnostics);
            done.set(entry.key.clone(), entry.key_span, value);
        }
        if matches!(node.content, Content::Map(_)) {
            tree.set(block.key().into(), node.span, done);
        }
    }
}

fn expanded(
    block: Block,
    all: &Node,
    entry: &Entry,
    groups: &[(Name, Vec<Name>)],
    open: &mut Vec<Name>,
    diagnostics: &mut Diagnostics,
) -> Node {
    let mut own = with_default_people(block, entry.value.clone(), groups);
    let Some(like) = own.remove("like") else { return own };
    let Some(other) = like.as_word().and_then(|word| all.entries().iter().find(|candidate| candidate.key == *word)) else {
        if let Some(word) = like.as_word() {
            let item = Item { name: word.clone(), span: like.span };
            diagnostics.push(super::document::no_such(block.one(), &item, all.entries().iter().map(|candidate| &*candidate.key)));
        }
        return with_unknowns(block, own);
    };
    open.push(entry.key.clone());
    if open.contains(&other.key) {
        // Every member of the circle finds it: the first in the alphabet says so.
        if open.first() == open.iter().min() && open.first() == Some(&other.key) {
            let circle = open.iter().chain([&other.key]).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" → ");
            diagnostics.push(Diagnostic::new(&codes::LIKE_CYCLE, like.span, format!("`like` goes in a circle: {circle}")));
        }
        open.pop();
        return with_unknowns(block, own);
    }
    let mut copy = expanded(block, all, other, groups, open, diagnostics);
    open.pop();
    // What a copy is called, and what it carries on, it says itself.
    copy.remove("title");
    copy.remove("continues");
    patch::merge(&mut copy, &own);
    copy
}

/// A thing that cannot be described: whatever it must have is unknown, so that nothing else is said about it.
fn with_unknowns(block: Block, mut thing: Node) -> Node {
    for attribute in attributes_of(block).filter(|attribute| attribute.silence == Silence::Required || attribute.key == "people") {
        if thing.get(attribute.key).is_none() {
            thing.set(attribute.key.into(), thing.span, unknown(thing.span));
        }
    }
    thing
}

/// `from: drivers` means `people: drivers`, and `from: shop` the only people of the shop;
/// said before `like`, so that a copy with another sender keeps the people.
fn with_default_people(block: Block, mut flow: Node, groups: &[(Name, Vec<Name>)]) -> Node {
    if block != Block::Flows || flow.get("people").is_some() || flow.get("like").is_some() {
        return flow;
    }
    let Some((from, span)) = flow.get("from").and_then(|from| Some((from.as_word()?.clone(), from.span))) else { return flow };
    let owned: Vec<&Name> = groups.iter().filter(|(id, of)| *id == from || of.contains(&from)).map(|(id, _)| id).collect();
    let people = if owned.contains(&&from) {
        Some(&from)
    } else {
        Some(owned.as_slice()).filter(|owned| owned.len() == 1).and_then(|owned| owned.first().copied())
    };
    if let Some(people) = people.cloned() {
        flow.set("people".into(), span, Node::list(vec![Node::word(people, span)], span));
    }
    flow
}

/// Keys of flows and instruments whose change alters the shape of the graph or of the timeline.
fn is_structural(block: Block, key: &str) -> bool {
    match block {
        Block::Sources => false,
        Block::Parties | Block::People | Block::Data | Block::Holdings | Block::Events => true,
        Block::Tasks => matches!(key, "done_by" | "part_of" | "contract"),
        Block::Flows => {
            matches!(key, "from" | "to" | "people" | "data" | "period" | "caused_by" | "task" | "continues" | "reaches" | "requested_by")
        }
        Block::Consents => matches!(key, "by" | "to" | "for" | "period" | "withdrawn" | "about"),
        Block::Notices => matches!(key, "by" | "to" | "period" | "about"),
        Block::Contracts => matches!(key, "between" | "period" | "covers"),
        Block::Certificates => matches!(key, "of" | "period" | "scheme"),
        Block::Assessments => matches!(key, "by" | "about" | "period" | "kind"),
    }
}

/// Whether going from one story to the other changes the shape of the graph, and not only what is judged on it.
pub fn differs_in_structure(a: &Model, b: &Model) -> bool {
    if a.declared_none != b.declared_none {
        return true;
    }
    Block::ALL.into_iter().filter(|block| !a.shares(b, *block)).any(|block| {
        let (before, after) = (a.block(block), b.block(block));
        let gone = before.iter().any(|entity| b.find(block, &entity.id).is_none());
        gone || after.iter().any(|entity| match a.find(block, &entity.id) {
            None => !block.is_instrument(),
            Some(old) => {
                let keys = entity.facts().iter().chain(old.facts()).map(|(key, _)| *key);
                keys.filter(|key| is_structural(block, key)).any(|key| !entity.fact(key).says_the_same(old.fact(key)))
            }
        })
    })
}

/// Whether two versions bring in the same instrument in different shapes, so that no one model can hold both.
pub fn new_instruments_differ(original: &Model, a: &Model, b: &Model) -> bool {
    Block::ALL.into_iter().filter(|block| block.is_instrument() && !a.shares(b, *block)).any(|block| {
        let fresh = a.block(block).iter().filter(|entity| original.find(block, &entity.id).is_none());
        fresh.filter_map(|entity| Some((entity, b.find(block, &entity.id)?))).any(|(own, theirs)| {
            let mut keys = own.facts().iter().chain(theirs.facts()).map(|(key, _)| *key).filter(|key| is_structural(block, key));
            keys.any(|key| !own.fact(key).says_the_same(theirs.fact(key)))
        })
    })
}

/// Joins the versions of one dispute into `base`: facts on which they differ become [`Fact::Disputed`].
/// The versions may differ from `base` in judgments and in instruments that only some of them have, not in structure.
pub fn merge_versions(base: &mut Model, dispute: DisputeId, versions: &[&Model], original: &Model) {
    for block in Block::ALL.into_iter().filter(|block| versions.iter().any(|version| !version.shares(original, *block))) {
        let mut ids: Vec<Name> = base.block(block).iter().map(|entity| entity.id.clone()).collect();
        for entity in versions.iter().flat_map(|version| version.block(block)) {
            if !ids.contains(&entity.id) {
                ids.push(entity.id.clone());
                let mut fresh = entity.clone();
                // Where it does not exist, what it says does not matter.
                let said: Vec<&Entity> = versions.iter().map(|version| version.find(block, &entity.id).unwrap_or(entity)).collect();
                merge_entity(&mut fresh, entity, dispute, &said);
                let exists = versions.iter().map(|version| match version.find(block, &entity.id) {
                    None => Fact::Stated(Value::Answer(false), entity.span),
                    Some(found) => found.fact("exists").clone(),
                });
                fresh.set("exists", Fact::Disputed(dispute, exists.collect()));
                base.block_mut(block).push(fresh);
            }
        }
        for entity in base.block_mut(block) {
            let Some(before) = original.find(block, &entity.id) else { continue };
            merge_entity(
                entity,
                before,
                dispute,
                &versions.iter().filter_map(|version| version.find(block, &entity.id)).collect::<Vec<_>>(),
            );
        }
    }
}

fn merge_entity(entity: &mut Entity, before: &Entity, dispute: DisputeId, versions: &[&Entity]) {
    let mut keys: Vec<&'static str> = Vec::new();
    for (key, _) in versions.iter().flat_map(|version| version.facts()) {
        if !keys.contains(key) {
            keys.push(key);
        }
    }
    for key in keys {
        let facts: Vec<&Fact> = versions.iter().map(|version| version.fact(key)).collect();
        if facts.iter().any(|fact| !fact.says_the_same(before.fact(key))) {
            let merged = merge_fact(entity.fact(key), before.fact(key), dispute, &facts);
            entity.set(key, merged);
        }
    }
}

fn merge_fact(current: &Fact, before: &Fact, dispute: DisputeId, versions: &[&Fact]) -> Fact {
    let map_like = |fact: &Fact| matches!(fact, Fact::Absent | Fact::Stated(Value::Map(_), _));
    let any_map = versions.iter().any(|fact| matches!(fact, Fact::Stated(Value::Map(_), _)));
    if !(any_map && map_like(current) && versions.iter().all(|fact| map_like(fact))) {
        return Fact::Disputed(dispute, versions.iter().map(|fact| (*fact).clone()).collect());
    }
    let mut entries: Vec<(Item, Fact)> = current.map().to_vec();
    for (key, _) in versions.iter().flat_map(|fact| fact.map()) {
        let inner: Vec<&Fact> = versions.iter().map(|fact| entry(fact, &key.name)).collect();
        let old = entry(before, &key.name);
        if inner.iter().all(|fact| fact.says_the_same(old)) {
            continue;
        }
        match entries.iter().position(|(name, _)| name.name == key.name) {
            Some(at) => {
                if let Some(existing) = entries.get_mut(at)
                    && !matches!(&existing.1, Fact::Disputed(already, _) if *already == dispute)
                {
                    existing.1 = merge_fact(&existing.1.clone(), old, dispute, &inner);
                }
            }
            None => entries.push((key.clone(), merge_fact(&Fact::Absent, old, dispute, &inner))),
        }
    }
    let span = versions.iter().find_map(|fact| fact.span()).or_else(|| current.span()).unwrap_or_default();
    Fact::Stated(Value::Map(entries), span)
}

static ABSENT: Fact = Fact::Absent;

fn entry<'a>(fact: &'a Fact, key: &str) -> &'a Fact {
    fact.map().iter().find(|(name, _)| &*name.name == key).map_or(&ABSENT, |(_, fact)| fact)
}
