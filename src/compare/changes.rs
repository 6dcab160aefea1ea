//! In what two sides differ as they are told, and sides that take some of it from one and the rest from the other.

use super::{ChangedFact, ChangedKind, Side};
use crate::diagnostics::Diagnostics;
use crate::judge::case::{Case, Detail, Law, Options};
use crate::outcome::Judgement;
use crate::scenario::{Choice, Dispute, Document, PeopleAlgebra, Variation, instantiate, patch};
use crate::source::Span;
use crate::syntax::{Content, Entry, Node};
use crate::text::{Name, Text};
use crate::vocabulary::Block;

/// A side as it is told: what is written, what is tried, who is believed, by which law.
#[derive(Debug, Clone)]
pub(super) struct Told<'a> {
    document: Document,
    /// The changes of its variations, in order; those of the document itself do not count any more.
    changes: Vec<Node>,
    /// Version by dispute.
    versions: Vec<(Name, Name)>,
    court: bool,
    law: Vec<Law<'a>>,
    options: Options,
}

/// One thing in which two sides differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// A path into the blocks: a whole block, a thing, or a key of a thing.
    Path(Vec<Name>),
    /// Who is believed in a dispute.
    Version(Name),
    /// What is said in a dispute.
    Dispute(Name),
    /// Whether the burden of proof counts.
    Burden,
    /// The law.
    Law,
}

impl<'a> Told<'a> {
    /// What a side tells.
    pub(super) fn new(side: &Side<'a>) -> Told<'a> {
        let document = side.document.clone();
        let changes =
            side.options.variations.iter().filter_map(|at| document.variations.get(*at)).map(|variation| variation.change.clone());
        let party = side.options.as_party.as_ref();
        let asserted = party.map(|party| {
            let versions = document.disputes.iter().enumerate().filter_map(|(at, dispute)| {
                let version = document.version_of(at, party)?;
                Some((dispute.id.clone(), dispute.versions.get(version)?.id.clone()))
            });
            versions.collect()
        });
        Told {
            changes: changes.collect(),
            versions: side.options.versions.clone().or(asserted).unwrap_or_default(),
            court: side.options.court,
            law: side.law.clone(),
            options: side.options.clone(),
            document,
        }
    }

    /// Judges it; nothing where it cannot be told.
    pub(super) fn judge(&self) -> Option<Judgement> {
        let document = self.as_document();
        let options = Options {
            court: self.court,
            versions: Some(self.versions.clone()),
            variations: (0..self.changes.len()).collect(),
            detail: Detail::Consequences,
            ..self.options.clone()
        };
        let mut problems = Diagnostics::default();
        Case::open(&document, &self.law, &options, &mut problems).map(|mut case| case.judgement(&options))
    }

    /// The groups of people, as far as nobody disputes them.
    pub(super) fn people(&self) -> PeopleAlgebra {
        let document = self.as_document();
        let choice = Choice { versions: vec![None; document.disputes.len()], variations: (0..self.changes.len()).collect() };
        PeopleAlgebra::new(&instantiate(&document, &choice).model)
    }

    /// The document with the changes as its only variations.
    fn as_document(&self) -> Document {
        let mut document = self.document.clone();
        document.variations = self
            .changes
            .iter()
            .enumerate()
            .map(|(at, change)| Variation {
                id: format!("change_{at}").into(),
                title: Text::default(),
                builds_on: Vec::new(),
                change: change.clone(),
                cost: None,
                span: change.span,
            })
            .collect();
        document
    }

    /// The law.
    pub(super) fn packs(&self) -> Vec<&'a crate::rules::Pack> {
        self.law.iter().map(|law| law.pack).collect()
    }

    /// Whether nobody's side is taken.
    pub(super) fn takes_no_side(&self) -> bool {
        self.options.as_party.is_none() && !self.court
    }

    /// This side with some places as the other one has them.
    pub(super) fn with(&self, other: &Told<'a>, places: &[&Place]) -> Told<'a> {
        let mut mixed = self.clone();
        for place in places {
            match place {
                Place::Path(path) => {
                    put(&mut mixed.document.base, path, at(&other.document.base, path).cloned());
                    mixed.changes.iter_mut().for_each(|change| _ = strip(change, path));
                    mixed.changes.retain(|change| !change.entries().is_empty());
                    mixed.changes.extend(other.changes.iter().filter_map(|change| only(change, path)));
                }
                Place::Version(dispute) => {
                    mixed.versions.retain(|(known, _)| known != dispute);
                    mixed.versions.extend(other.versions.iter().filter(|(known, _)| known == dispute).cloned());
                }
                Place::Dispute(id) => {
                    mixed.document.disputes.retain(|dispute| dispute.id != *id);
                    mixed.document.disputes.extend(other.document.disputes.iter().filter(|dispute| dispute.id == *id).cloned());
                }
                Place::Burden => mixed.court = other.court,
                Place::Law => mixed.law.clone_from(&other.law),
            }
        }
        mixed
    }

    /// The facts as they are without the disputes.
    fn facts(&self) -> Node {
        let mut facts = self.document.base.clone();
        for change in &self.changes {
            for entry in change.entries() {
                if let Some(existing) = facts.get_mut(&entry.key)
                    && existing.is_word("none")
                {
                    *existing = Node::map(Vec::new(), entry.value.span);
                }
            }
            patch::merge(&mut facts, change);
        }
        facts
    }

    /// The paths that the changes write, cut off at the key of a thing.
    fn written(&self) -> Vec<Vec<Name>> {
        let paths = self.changes.iter().flat_map(patch::written_paths).map(|(mut path, _)| {
            path.truncate(3);
            path
        });
        paths.collect()
    }

    fn is_disputed(&self, path: &[Name]) -> bool {
        let changes = self.document.disputes.iter().flat_map(|dispute| &dispute.versions).filter_map(|version| version.change.as_ref());
        changes.flat_map(patch::written_paths).any(|(written, _)| written.starts_with(path) || path.starts_with(&written))
    }
}

/// Everything in which the second side differs from the first, things before what may name them.
pub(super) fn differing<'a>(first: &Told<'a>, second: &Told<'a>) -> Vec<(Place, ChangedFact)> {
    let mut found = Vec::new();
    let (before, after) = (first.facts(), second.facts());
    let whole: Vec<&Name> = [&before, &after].into_iter().flat_map(Node::entries).map(|entry| &entry.key).collect();
    let mut keys: Vec<Name> = Block::ALL.into_iter().map(|block| Name::from(block.key())).collect();
    keys.push("readings".into());
    for block in keys.iter().filter(|key| whole.contains(key)) {
        let mut paths = Vec::new();
        block_paths(block, before.get(block), after.get(block), &mut paths);
        for path in settled_paths(first, second, block) {
            if !paths.iter().any(|known| path.starts_with(known) || known.starts_with(&path)) {
                paths.push(path);
            }
        }
        for path in paths {
            let (old, new) = (at(&before, &path), at(&after, &path));
            let said = |node: Option<&Node>, told: &Told<'_>| match node {
                Some(node) => Some(node.clone()),
                None if told.is_disputed(&path) && path.len() == 3 && !told.written().contains(&path) => {
                    Some(Node::word("disputed", Span::default()))
                }
                None => None,
            };
            let span = place_of(&after, &path).or_else(|| place_of(&before, &path));
            let places = places(&before, &after, &path);
            let (before, after) = describe(said(old, first).as_ref(), said(new, second).as_ref());
            let fact = ChangedFact { kind: ChangedKind::Fact, path: path.join("."), before, after, span, places, rows: 0 };
            found.push((Place::Path(path), fact));
        }
    }
    found.extend(differing_disputes(first, second));
    if first.court != second.court {
        let said = |court: bool| Some(if court { "yes".to_owned() } else { "no".to_owned() });
        let fact = changed(ChangedKind::Burden, String::new(), said(first.court), said(second.court), None);
        found.push((Place::Burden, fact));
    }
    if !same_law(first, second) {
        let said = |told: &Told<'_>| {
            Some(told.law.iter().map(|law| format!("{} {}", law.pack.id, law.pack.version)).collect::<Vec<_>>().join(", "))
        };
        found.push((Place::Law, changed(ChangedKind::Law, String::new(), said(first), said(second), None)));
    }
    found
}

fn changed(kind: ChangedKind, path: String, before: Option<String>, after: Option<String>, span: Option<Span>) -> ChangedFact {
    ChangedFact { kind, path, before, after, span, places: span.into_iter().collect(), rows: 0 }
}

fn differing_disputes(first: &Told<'_>, second: &Told<'_>) -> Vec<(Place, ChangedFact)> {
    let mut found = Vec::new();
    let mut ids: Vec<&Name> = Vec::new();
    for dispute in first.document.disputes.iter().chain(&second.document.disputes) {
        if !ids.contains(&&dispute.id) {
            ids.push(&dispute.id);
        }
    }
    for id in ids {
        let of = |told: &Told<'_>| told.document.disputes.iter().find(|dispute| dispute.id == *id).cloned();
        let (old, new) = (of(first), of(second));
        if !same_dispute(old.as_ref(), new.as_ref()) {
            let names = |dispute: Option<&Dispute>| {
                dispute.map(|dispute| dispute.versions.iter().map(|version| &*version.id).collect::<Vec<_>>().join(" / "))
            };
            let span = new.as_ref().or(old.as_ref()).map(|dispute| dispute.span);
            let fact = changed(ChangedKind::Dispute, format!("disputes.{id}"), names(old.as_ref()), names(new.as_ref()), span);
            found.push((Place::Dispute(id.clone()), fact));
        }
        let believed = |told: &Told<'_>| told.versions.iter().find(|(known, _)| known == id).map(|(_, version)| version.clone());
        let (before, after) = (believed(first), believed(second));
        if before != after {
            let span = new.as_ref().and_then(|dispute| {
                let wanted = after.as_ref().or(before.as_ref())?;
                dispute.versions.iter().find(|version| version.id == *wanted).map(|version| version.span)
            });
            let told = [(&old, &before), (&new, &after)].into_iter().filter_map(|(dispute, version)| {
                let version = dispute.as_ref()?.versions.iter().find(|known| Some(&known.id) == version.as_ref())?;
                version.change.as_ref()
            });
            let mut places = Vec::new();
            told.for_each(|change| spans(change, &mut places));
            let said = |version: Option<Name>| version.map(|version| version.to_string());
            let fact = changed(ChangedKind::Version, format!("disputes.{id}"), said(before), said(after), span);
            found.push((Place::Version(id.clone()), ChangedFact { places, ..fact }));
        }
    }
    found
}

fn same_dispute(a: Option<&Dispute>, b: Option<&Dispute>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return a.is_none() && b.is_none() };
    let same_change = |a: Option<&Node>, b: Option<&Node>| match (a, b) {
        (Some(a), Some(b)) => a.says_the_same(b),
        (a, b) => a.is_none() && b.is_none(),
    };
    a.impossible == b.impossible
        && a.versions.len() == b.versions.len()
        && a.versions.iter().zip(&b.versions).all(|(a, b)| {
            let by = |list: &[crate::scenario::Item]| list.iter().map(|item| item.name.clone()).collect::<Vec<_>>();
            a.id == b.id && by(&a.by) == by(&b.by) && same_change(a.change.as_ref(), b.change.as_ref())
        })
}

fn same_law(first: &Told<'_>, second: &Told<'_>) -> bool {
    first.law.len() == second.law.len()
        && first.law.iter().zip(&second.law).all(|(a, b)| {
            let days = |law: &Law<'_>| {
                law.pack
                    .rules
                    .iter()
                    .map(|rule| rule.versions.iter().map(|version| version.in_force).collect::<Vec<_>>())
                    .collect::<Vec<_>>()
            };
            std::ptr::eq(a.pack, b.pack)
                || (a.pack.id == b.pack.id && a.origin == b.origin && a.pack.version == b.pack.version && days(a) == days(b))
        })
}

/// Where two trees of a block say different things: whole things where one side has them alone, else their keys.
fn block_paths(block: &Name, before: Option<&Node>, after: Option<&Node>, found: &mut Vec<Vec<Name>>) {
    let is_map = |node: Option<&Node>| node.is_none_or(|node| matches!(node.content, Content::Map(_)));
    let nothing: &[Entry] = &[];
    if !is_map(before) || !is_map(after) {
        if !matches!((before, after), (Some(a), Some(b)) if a.says_the_same(b)) {
            found.push(vec![block.clone()]);
        }
        return;
    }
    let (old, new) = (before.map_or(nothing, Node::entries), after.map_or(nothing, Node::entries));
    for id in names(old, new) {
        let (a, b) = (before.and_then(|node| node.get(id)), after.and_then(|node| node.get(id)));
        match (a, b) {
            (Some(a), Some(b)) if matches!(a.content, Content::Map(_)) && matches!(b.content, Content::Map(_)) => {
                for key in names(a.entries(), b.entries()) {
                    let same = matches!((a.get(key), b.get(key)), (Some(a), Some(b)) if a.says_the_same(b));
                    if !same && !matches!(&**key, "title" | "name" | "note" | "source") {
                        found.push(vec![block.clone(), id.clone(), key.clone()]);
                    }
                }
            }
            (Some(a), Some(b)) if a.says_the_same(b) => {}
            _ => found.push(vec![block.clone(), id.clone()]),
        }
    }
}

/// Disputed facts that the changes of one side settle and those of the other do not, though the base says the same.
fn settled_paths(first: &Told<'_>, second: &Told<'_>, block: &Name) -> Vec<Vec<Name>> {
    let (a, b) = (first.written(), second.written());
    let only = a.iter().filter(|path| !b.contains(path)).chain(b.iter().filter(|path| !a.contains(path)));
    let mut found: Vec<Vec<Name>> = Vec::new();
    for path in only.filter(|path| path.first() == Some(block) && path.len() == 3 && (first.is_disputed(path) || second.is_disputed(path)))
    {
        if !found.contains(path) {
            found.push(path.clone());
        }
    }
    found
}

fn names<'n>(a: &'n [Entry], b: &'n [Entry]) -> Vec<&'n Name> {
    let mut found: Vec<&Name> = a.iter().map(|entry| &entry.key).collect();
    found.extend(b.iter().map(|entry| &entry.key).filter(|key| !a.iter().any(|entry| entry.key == **key)));
    found
}

/// The value at a path.
fn at<'n>(root: &'n Node, path: &[Name]) -> Option<&'n Node> {
    path.iter().try_fold(root, |node, key| node.get(key))
}

/// From the key to the end of the value at a path.
fn place_of(root: &Node, path: &[Name]) -> Option<Span> {
    let (last, before) = path.split_last()?;
    let entry = at(root, before)?.entries().iter().find(|entry| entry.key == *last)?;
    Some(whole(entry))
}

/// The key and its value as one place, where they stand together.
fn whole(entry: &Entry) -> Span {
    let (key, value) = (entry.key_span, entry.value.span);
    if key.file == value.file && key.start <= value.end { Span { end: value.end.max(key.end), ..key } } else { value }
}

/// Every place at which either tree says a part of what stands at a path and the other one does not say it there.
fn places(before: &Node, after: &Node, path: &[Name]) -> Vec<Span> {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    let collect = |root: &Node, found: &mut Vec<Span>| {
        let Some(node) = at(root, path) else { return };
        found.extend(place_of(root, path));
        spans(node, found);
    };
    collect(before, &mut old);
    collect(after, &mut new);
    let only_new: Vec<Span> = new.iter().filter(|span| !old.contains(span)).copied().collect();
    let only_old: Vec<Span> = old.into_iter().filter(|span| !new.contains(span)).collect();
    only_new.into_iter().chain(only_old).collect()
}

/// The places of a value and of everything inside it. A block may hold what another file added, so its parts count one by one.
fn spans(node: &Node, found: &mut Vec<Span>) {
    match &node.content {
        Content::Map(entries) => {
            for entry in entries {
                found.push(entry.key_span);
                spans(&entry.value, found);
            }
        }
        Content::List(items) => {
            found.push(node.span);
            items.iter().for_each(|item| spans(item, found));
        }
        Content::Null | Content::Scalar { .. } => found.push(node.span),
    }
}

/// Writes a value at a path, or takes it away.
fn put(root: &mut Node, path: &[Name], value: Option<Node>) {
    let Some((first, rest)) = path.split_first() else { return };
    match (rest.is_empty(), value) {
        (true, None) => _ = root.remove(first),
        (true, Some(value)) => root.set(first.clone(), value.span, value),
        (false, value) => {
            let writes = value.is_some();
            if root.get(first).is_none_or(|node| !matches!(node.content, Content::Map(_))) && writes {
                root.set(first.clone(), root.span, Node::map(Vec::new(), root.span));
            }
            if let Some(inner) = root.get_mut(first) {
                put(inner, rest, value);
            }
        }
    }
}

/// Takes a path out of a change; what is left empty goes as well. Whether nothing is left.
fn strip(change: &mut Node, path: &[Name]) -> bool {
    if let Some((first, rest)) = path.split_first() {
        let inside = |inner: &mut Node| matches!(inner.content, Content::Map(_)) && strip(inner, rest);
        if rest.is_empty() || change.get_mut(first).is_some_and(inside) {
            change.remove(first);
        }
    }
    change.entries().is_empty()
}

/// Only what a change writes at a path.
fn only(change: &Node, path: &[Name]) -> Option<Node> {
    let Some((first, rest)) = path.split_first() else { return Some(change.clone()) };
    let entry = change.entries().iter().find(|entry| entry.key == *first)?;
    let value = only(&entry.value, rest)?;
    Some(Node::map(vec![Entry { key: entry.key.clone(), key_span: entry.key_span, value }], change.span))
}

/// Two values as a file would write them; of two blocks only the keys in which they differ.
fn describe(before: Option<&Node>, after: Option<&Node>) -> (Option<String>, Option<String>) {
    let is_block = |node: &Node| matches!(node.content, Content::Map(_)) && !is_period(node);
    match (before, after) {
        (Some(a), Some(b)) if is_block(a) && is_block(b) => {
            let differing = |own: &Node, other: &Node| {
                let entries =
                    own.entries().iter().filter(|entry| other.get(&entry.key).is_none_or(|value| !value.says_the_same(&entry.value)));
                Node::map(entries.cloned().collect(), own.span)
            };
            let said = |node: Node| (!node.entries().is_empty()).then(|| inline(&node));
            (said(differing(a, b)), said(differing(b, a)))
        }
        (before, after) => (before.map(inline), after.map(inline)),
    }
}

fn is_period(node: &Node) -> bool {
    let entries = node.entries();
    !entries.is_empty() && entries.iter().all(|entry| matches!(&*entry.key, "from" | "through"))
}

/// A value in one line of YAML.
fn inline(node: &Node) -> String {
    match &node.content {
        Content::Null => "none".to_owned(),
        Content::Scalar { text, .. } => text.to_string(),
        Content::List(items) if items.is_empty() => "none".to_owned(),
        Content::List(items) if items.len() == 1 => items.iter().map(inline).collect(),
        Content::List(items) => format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Content::Map(_) if is_period(node) => {
            let day = |key: &str| node.get(key).map(inline).unwrap_or_default();
            format!("{}..{}", day("from"), day("through"))
        }
        Content::Map(entries) => {
            let shown = entries.iter().filter(|entry| !matches!(&*entry.key, "title" | "note" | "source" | "name"));
            let parts: Vec<String> = shown.map(|entry| format!("{}: {}", entry.key, inline(&entry.value))).collect();
            format!("{{ {} }}", parts.join(", "))
        }
    }
}
