//! A whole scenario file, checked and ready to be patched.

use super::expect::{self, Decision, Expectation};
use super::lower::text;
use super::patch;
use super::shape::{self, Place};
use crate::diagnostics::{Diagnostic, Diagnostics, codes, listed, nearest};
use crate::scenario::model::Item;
use crate::source::Span;
use crate::syntax::{Content, Entry, Node};
use crate::text::{Name, Text};
use crate::vocabulary::Block;

/// A scenario: what nobody disputes, what the parties say, and what a class wants to try.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its id.
    pub id: Name,
    /// What people read.
    pub title: Text,
    /// The packs to judge by; empty for all whose scope can hold.
    pub law: Vec<Item>,
    /// The blocks of facts, with shorthands expanded.
    pub base: Node,
    /// Blocks of which a part could not be read, so that a name without a thing is no mistake of its own.
    pub unreadable: Vec<Block>,
    /// Points on which the parties differ.
    pub disputes: Vec<Dispute>,
    /// Changes to try.
    pub variations: Vec<Variation>,
    /// Decisions of authorities and courts, in order of time.
    pub decisions: Vec<Decision>,
    /// What `flowlaw test` compares with.
    pub expect: Vec<Expectation>,
    /// The place of the `scenario:` line.
    pub span: Span,
}

/// A point on which the parties differ.
#[derive(Debug, Clone)]
pub struct Dispute {
    /// Its id.
    pub id: Name,
    /// The question, as people ask it.
    pub question: Text,
    /// What the parties say.
    pub versions: Vec<Version>,
    /// Combinations that make no sense: this dispute's version, another dispute, its version, and why.
    pub impossible: Vec<Vec<(Name, Name)>>,
    /// Where the id stands.
    pub span: Span,
}

/// What one or more parties say happened.
#[derive(Debug, Clone)]
pub struct Version {
    /// Its id.
    pub id: Name,
    /// Who says so.
    pub by: Vec<Item>,
    /// What is different from the base; nothing for `none`.
    pub change: Option<Node>,
    /// How well it is supported.
    pub evidence: Option<Name>,
    /// Where it is said.
    pub sources: Vec<Name>,
    /// Where the id stands.
    pub span: Span,
}

/// A named change to try.
#[derive(Debug, Clone)]
pub struct Variation {
    /// Its id.
    pub id: Name,
    /// What people read.
    pub title: Text,
    /// Variations that come first.
    pub builds_on: Vec<Item>,
    /// What is different.
    pub change: Node,
    /// How hard it is to do, where it is offered as a remedy: money, time and friction, from 0 to 5.
    pub cost: Option<[u32; 3]>,
    /// Where the id stands.
    pub span: Span,
}

/// The files that a scenario includes.
#[derive(Debug, Clone, Default)]
pub struct Included {
    /// Their trees.
    pub trees: Vec<Node>,
    /// Whether one could not be read: what it would have held is not missed a second time.
    pub missing: bool,
}

const TOP_KEYS: &[&str] = &["scenario", "title", "law", "include", "readings", "disputes", "variations", "decisions", "expect", "note"];

impl Document {
    /// Reads a scenario from its tree and the trees of the files it includes.
    /// Whatever is wrong is in the diagnostics; the document then holds what could be understood.
    pub fn read(main: &Node, included: &Included, diagnostics: &mut Diagnostics) -> Document {
        let root = join(main, &included.trees, diagnostics);
        check_top(&root, main, included.missing, diagnostics);
        let mut base = Node::map(Vec::new(), root.span);
        let mut unreadable = if included.missing { Block::ALL.to_vec() } else { Vec::new() };
        for entry in root.entries() {
            if let Some(block) = Block::of(&entry.key) {
                let checked = shape::block(block, &entry.value, Place::Base, diagnostics);
                if !is_whole(&entry.value, &checked) {
                    unreadable.push(block);
                }
                base.set(entry.key.clone(), entry.key_span, checked);
            }
        }
        if let Some(readings) = root.get("readings") {
            base.set("readings".into(), readings.span, readings.clone());
        }
        let id = root.get("scenario").and_then(Node::as_word).cloned().unwrap_or_else(|| "scenario".into());
        let document = Document {
            title: root.get("title").map_or_else(|| Text::same(id.clone()), text),
            law: words(root.get("law")),
            disputes: disputes(root.get("disputes"), diagnostics),
            variations: variations(root.get("variations"), diagnostics),
            decisions: expect::decisions(root.get("decisions"), diagnostics),
            expect: expect::expectations(root.get("expect"), diagnostics),
            span: root.get("scenario").map_or(main.span, |node| node.span),
            id,
            base,
            unreadable,
        };
        document.check_disputes(diagnostics);
        document.check_variations(diagnostics);
        expect::check_decisions(&document, diagnostics);
        document
    }

    /// A variation by its id.
    pub fn variation(&self, id: &str) -> Option<usize> {
        self.variations.iter().position(|variation| &*variation.id == id)
    }

    /// Everybody who says something in a dispute, in order of appearance.
    pub fn speakers(&self) -> Vec<Name> {
        let mut speakers: Vec<Name> = Vec::new();
        for by in self.disputes.iter().flat_map(|dispute| &dispute.versions).flat_map(|version| &version.by) {
            if !speakers.contains(&by.name) {
                speakers.push(by.name.clone());
            }
        }
        speakers
    }

    /// The version of a dispute that a party asserts.
    pub fn version_of(&self, dispute: usize, party: &str) -> Option<usize> {
        self.disputes.get(dispute)?.versions.iter().position(|version| version.by.iter().any(|by| &*by.name == party))
    }

    fn check_disputes(&self, diagnostics: &mut Diagnostics) {
        let written: Vec<_> = self
            .disputes
            .iter()
            .map(|dispute| {
                dispute.versions.iter().filter_map(|version| version.change.as_ref()).flat_map(patch::written_paths).collect::<Vec<_>>()
            })
            .collect();
        for (at, paths) in written.iter().enumerate() {
            for later in written.iter().skip(at + 1) {
                for (path, span) in later {
                    if let Some((_, first)) = paths.iter().find(|(other, _)| path.starts_with(other) || other.starts_with(path)) {
                        let problem = Diagnostic::new(&codes::SAME_PATH, *span, format!("two disputes write `{}`", path.join(".")));
                        diagnostics.push(
                            problem
                                .label("also here")
                                .related(*first, "first here")
                                .help("join the two disputes, or let one of them change something else"),
                        );
                    }
                }
            }
        }
        for (path, span) in written.iter().flatten() {
            if let Some(value) = value_at(&self.base, path).filter(|value| !value.is_word("unknown")) {
                let problem = Diagnostic::new(
                    &codes::BASE_TAKES_SIDE,
                    value.span,
                    format!("`{}` is stated here although the parties dispute it", path.join(".")),
                );
                diagnostics
                    .push(problem.related(*span, "disputed here").help("remove it from the base: the base holds what nobody disputes"));
            }
        }
    }

    fn check_variations(&self, diagnostics: &mut Diagnostics) {
        for variation in &self.variations {
            for before in &variation.builds_on {
                if self.variation(&before.name).is_none() {
                    diagnostics.push(no_such("variation", before, self.variations.iter().map(|other| &*other.id)));
                }
            }
            if self.order_of(&variation.id).is_none() {
                diagnostics.push(Diagnostic::new(
                    &codes::LIKE_CYCLE,
                    variation.span,
                    format!("variation `{}` builds on itself", variation.id),
                ));
            }
        }
    }

    /// The variations to apply for one, in order; nothing where they go in a circle.
    pub fn order_of(&self, id: &str) -> Option<Vec<usize>> {
        let mut order = Vec::new();
        self.collect_order(id, &mut Vec::new(), &mut order)?;
        Some(order)
    }

    fn collect_order(&self, id: &str, open: &mut Vec<usize>, order: &mut Vec<usize>) -> Option<()> {
        let Some(at) = self.variation(id) else { return Some(()) };
        if open.contains(&at) {
            return None;
        }
        open.push(at);
        for before in self.variations.get(at).map(|variation| variation.builds_on.as_slice()).unwrap_or_default() {
            self.collect_order(&before.name, open, order)?;
        }
        open.pop();
        if !order.contains(&at) {
            order.push(at);
        }
        Some(())
    }
}

/// `there is no X called …`, with the nearest one.
pub(super) fn no_such<'a>(what: &str, item: &Item, known: impl Iterator<Item = &'a str> + Clone) -> Diagnostic {
    let problem = Diagnostic::new(&codes::DANGLING, item.span, format!("there is no {what} `{}`", item.name));
    match nearest(&item.name, known.clone()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None if known.clone().next().is_none() => problem.help(format!("no {what} is declared in this scenario")),
        None => problem.help(format!("there are {}", listed(known, 12))),
    }
}

/// Whether everything in a block could be read.
fn is_whole(written: &Node, checked: &Node) -> bool {
    written.is_word("none") || (matches!(written.content, Content::Map(_)) && written.entries().len() == checked.entries().len())
}

fn value_at<'a>(root: &'a Node, path: &[Name]) -> Option<&'a Node> {
    path.iter().try_fold(root, |node, key| node.get(key))
}

fn join(main: &Node, included: &[Node], diagnostics: &mut Diagnostics) -> Node {
    let mut root = main.clone();
    for file in included {
        for entry in file.entries() {
            if matches!(&*entry.key, "scenario" | "law" | "title" | "include") {
                let problem = Diagnostic::new(&codes::INCLUDE, entry.key_span, format!("an included file has no `{}`", entry.key));
                diagnostics.push(problem.help("it holds blocks only, such as `flows:` or `disputes:`"));
                continue;
            }
            join_block(&mut root, entry, diagnostics);
        }
    }
    root
}

fn join_block(root: &mut Node, entry: &Entry, diagnostics: &mut Diagnostics) {
    let Some(existing) = root.get_mut(&entry.key) else {
        root.set(entry.key.clone(), entry.key_span, entry.value.clone());
        return;
    };
    match (&mut existing.content, &entry.value.content) {
        (Content::List(items), Content::List(more)) => items.extend(more.iter().cloned()),
        (Content::Map(entries), Content::Map(more)) => {
            for new in more {
                if let Some(first) = entries.iter().find(|old| old.key == new.key) {
                    let problem = Diagnostic::new(&codes::INCLUDE, new.key_span, format!("`{}` is defined in two files", new.key));
                    diagnostics.push(problem.label("again here").related(first.key_span, "first here"));
                } else {
                    entries.push(new.clone());
                }
            }
        }
        _ => {
            let problem = Diagnostic::new(
                &codes::INCLUDE,
                entry.key_span,
                format!("`{}` cannot be joined with the one in the other file", entry.key),
            );
            diagnostics.push(problem);
        }
    }
}

fn check_top(root: &Node, main: &Node, incomplete: bool, diagnostics: &mut Diagnostics) {
    if !matches!(main.content, Content::Map(_)) {
        let problem = Diagnostic::new(
            &codes::WRONG_TYPE,
            main.span,
            format!("the file is {}, but a scenario is a block of keys", main.kind_in_words()),
        );
        diagnostics.push(problem.help("a scenario starts with `scenario: its-name`; `flowlaw init` writes one to start from"));
        return;
    }
    let known = || TOP_KEYS.iter().copied().chain(Block::ALL.into_iter().map(Block::key));
    for entry in root.entries() {
        if diagnostics.is_full() {
            return;
        }
        if !known().any(|key| key == &*entry.key) {
            let problem = Diagnostic::new(&codes::UNKNOWN_KEY, entry.key_span, format!("a scenario has no key `{}`", entry.key));
            diagnostics.push(match nearest(&entry.key, known()).or_else(|| other_word(&entry.key)) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help(format!("the keys are {}", listed(known(), 30))),
            });
        }
    }
    if root.get("scenario").and_then(Node::as_word).is_none() {
        let place = root.entries().first().map_or(main.span, |entry| entry.key_span);
        diagnostics
            .push(Diagnostic::new(&codes::MISSING_KEY, place, "the scenario has no name").help("start the file with `scenario: its-name`"));
    }
    if !incomplete
        && root.get("flows").is_none()
        && root.get("consents").is_none()
        && root.get("holdings").is_none()
        && root.get("events").is_none()
    {
        let place = root.entries().first().map_or(main.span, |entry| entry.key_span);
        diagnostics.push(
            Diagnostic::new(&codes::MISSING_KEY, place, "the scenario has no `flows`")
                .help("name at least one flow: who sends which data to whom, and when"),
        );
    }
}

/// Words that people type for a block, and the block.
fn other_word(word: &str) -> Option<&'static str> {
    let words = [
        ("persons", "people"),
        ("subjects", "people"),
        ("data_subjects", "people"),
        ("users", "people"),
        ("companies", "parties"),
        ("controllers", "parties"),
        ("organisations", "parties"),
        ("organizations", "parties"),
        ("transfers", "flows"),
        ("items", "data"),
        ("name", "scenario"),
        ("rules", "law"),
        ("agreements", "contracts"),
        ("policies", "notices"),
    ];
    words.iter().find(|(other, _)| *other == word).map(|(_, block)| *block)
}

pub(super) fn words(node: Option<&Node>) -> Vec<Item> {
    node.map(Node::items)
        .unwrap_or_default()
        .iter()
        .filter_map(|item| Some(Item { name: item.as_word()?.clone(), span: item.span }))
        .collect()
}

pub(super) fn entries_of<'a>(node: Option<&'a Node>, what: &str, diagnostics: &mut Diagnostics) -> &'a [Entry] {
    match node.map(|node| (&node.content, node)) {
        None => &[],
        Some((Content::Map(entries), _)) => entries,
        Some((_, node)) => {
            diagnostics.push(Diagnostic::new(
                &codes::WRONG_TYPE,
                node.span,
                format!("`{what}` is {}, but should be a block", node.kind_in_words()),
            ));
            &[]
        }
    }
}

pub(super) fn check_keys(node: &Node, what: &str, known: &[&str], diagnostics: &mut Diagnostics) {
    if !matches!(node.content, Content::Map(_)) {
        diagnostics.push(Diagnostic::new(
            &codes::WRONG_TYPE,
            node.span,
            format!("{what} is {}, but should be a block of keys", node.kind_in_words()),
        ));
    }
    for entry in node.entries() {
        if !known.contains(&&*entry.key) {
            let problem = Diagnostic::new(&codes::UNKNOWN_KEY, entry.key_span, format!("{what} has no key `{}`", entry.key));
            diagnostics.push(match nearest(&entry.key, known.iter().copied()) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help(format!("it can have {}", listed(known.iter().copied(), 14))),
            });
        }
    }
}

fn disputes(node: Option<&Node>, diagnostics: &mut Diagnostics) -> Vec<Dispute> {
    let mut found = Vec::new();
    for entry in entries_of(node, "disputes", diagnostics) {
        check_keys(&entry.value, "a dispute", &["question", "about", "versions", "impossible", "note", "source"], diagnostics);
        let question = entry.value.get("question").map_or_else(|| Text::same(entry.key.clone()), text);
        let versions = entries_of(entry.value.get("versions"), "versions", diagnostics)
            .iter()
            .map(|version| version_of(version, diagnostics))
            .collect::<Vec<_>>();
        if versions.len() < 2 {
            let problem =
                Diagnostic::new(&codes::MISSING_KEY, entry.key_span, format!("dispute `{}` needs at least two versions", entry.key));
            diagnostics.push(problem.help("a party that says nothing is different from the base is written with `change: none`"));
        }
        let impossible = entry.value.get("impossible").map(Node::items).unwrap_or_default().iter().map(combination).collect();
        found.push(Dispute { id: entry.key.clone(), question, versions, impossible, span: entry.key_span });
    }
    check_combinations(node, &found, diagnostics);
    found
}

fn combination(node: &Node) -> Vec<(Name, Name)> {
    node.entries()
        .iter()
        .filter(|entry| &*entry.key != "because")
        .filter_map(|entry| Some((entry.key.clone(), entry.value.as_word()?.clone())))
        .collect()
}

fn check_combinations(node: Option<&Node>, disputes: &[Dispute], diagnostics: &mut Diagnostics) {
    for row in node
        .map(Node::entries)
        .unwrap_or_default()
        .iter()
        .filter_map(|entry| entry.value.get("impossible"))
        .flat_map(|list| list.items().to_vec())
    {
        if row.get("because").is_none() {
            diagnostics.push(
                Diagnostic::new(&codes::MISSING_KEY, row.span, "an impossible combination needs its reason").help("add `because: …`"),
            );
        }
        for entry in row.entries().iter().filter(|entry| &*entry.key != "because") {
            let Some(dispute) = disputes.iter().find(|dispute| dispute.id == entry.key) else {
                diagnostics.push(no_such(
                    "dispute",
                    &Item { name: entry.key.clone(), span: entry.key_span },
                    disputes.iter().map(|dispute| &*dispute.id),
                ));
                continue;
            };
            if let Some(word) = entry.value.as_word()
                && !dispute.versions.iter().any(|version| version.id == *word)
            {
                diagnostics.push(no_such(
                    "version",
                    &Item { name: word.clone(), span: entry.value.span },
                    dispute.versions.iter().map(|version| &*version.id),
                ));
            }
        }
    }
}

fn version_of(entry: &Entry, diagnostics: &mut Diagnostics) -> Version {
    let node = &entry.value;
    check_keys(node, "a version", &["by", "change", "source", "evidence", "note"], diagnostics);
    let change = match node.get("change") {
        None => {
            let problem =
                Diagnostic::new(&codes::MISSING_KEY, entry.key_span, format!("version `{}` does not say what is different", entry.key));
            diagnostics.push(problem.help("write `change: none` if nothing is different from the base"));
            None
        }
        Some(change) if change.is_word("none") => None,
        Some(change) => Some(checked_change(change, diagnostics)),
    };
    if let Some(change) = &change
        && change.get("readings").is_some()
        && change.entries().len() > 1
    {
        diagnostics.push(
            Diagnostic::new(&codes::WRONG_TYPE, change.span, "a version that sets `readings` sets nothing else")
                .help("make the question of law a dispute of its own"),
        );
    }
    let evidence =
        node.get("evidence").filter(|word| shape::check_word(crate::vocabulary::WordList::Evidence, "evidence", word, diagnostics));
    Version {
        id: entry.key.clone(),
        by: words(node.get("by")),
        change,
        evidence: evidence.and_then(Node::as_word).cloned(),
        sources: words(node.get("source")).into_iter().map(|item| item.name).collect(),
        span: entry.key_span,
    }
}

/// Checks a change and expands its shorthands.
pub fn checked_change(node: &Node, diagnostics: &mut Diagnostics) -> Node {
    let Content::Map(entries) = &node.content else {
        diagnostics.push(Diagnostic::new(
            &codes::WRONG_TYPE,
            node.span,
            format!("`change` is {}, but has the shape of a scenario", node.kind_in_words()),
        ));
        return Node::map(Vec::new(), node.span);
    };
    let mut checked = Node::map(Vec::new(), node.span);
    for entry in entries {
        match Block::of(&entry.key) {
            Some(block) => checked.set(entry.key.clone(), entry.key_span, shape::block(block, &entry.value, Place::Patch, diagnostics)),
            None if &*entry.key == "readings" => checked.set(entry.key.clone(), entry.key_span, entry.value.clone()),
            None => {
                let known = Block::ALL.into_iter().map(Block::key).chain(["readings"]);
                let problem = Diagnostic::new(&codes::UNKNOWN_KEY, entry.key_span, format!("a change has no block `{}`", entry.key));
                diagnostics.push(match nearest(&entry.key, known.clone()) {
                    Some(near) => problem.help(format!("did you mean `{near}`?")),
                    None => problem.help(format!("a change has the shape of a scenario: {}", listed(known, 14))),
                });
            }
        }
    }
    checked
}

fn variations(node: Option<&Node>, diagnostics: &mut Diagnostics) -> Vec<Variation> {
    let mut found = Vec::new();
    for entry in entries_of(node, "variations", diagnostics) {
        check_keys(&entry.value, "a variation", &["title", "builds_on", "change", "cost", "note"], diagnostics);
        let change = match entry.value.get("change") {
            Some(node) => checked_change(node, diagnostics),
            None => {
                if entry.value.get("builds_on").is_none() {
                    diagnostics.push(
                        Diagnostic::new(&codes::MISSING_KEY, entry.key_span, format!("variation `{}` changes nothing", entry.key))
                            .help("add `change:` with what is different"),
                    );
                }
                Node::map(Vec::new(), entry.value.span)
            }
        };
        let title = entry.value.get("title").map_or_else(|| Text::same(entry.key.clone()), text);
        found.push(Variation {
            id: entry.key.clone(),
            title,
            builds_on: words(entry.value.get("builds_on")),
            change,
            cost: entry.value.get("cost").map(|node| cost(node, diagnostics)),
            span: entry.key_span,
        });
    }
    found
}

/// How hard something is in three respects, each from 0 to 5; what is not written is 0.
fn cost(node: &Node, diagnostics: &mut Diagnostics) -> [u32; 3] {
    check_keys(node, "`cost`", &["money", "time", "friction"], diagnostics);
    ["money", "time", "friction"].map(|key| {
        let Some(value) = node.get(key) else { return 0 };
        match value.as_word().and_then(|word| word.parse::<u32>().ok()).filter(|number| *number <= 5) {
            Some(number) => number,
            None => {
                let problem = Diagnostic::new(&codes::WRONG_TYPE, value.span, format!("`{key}` of a cost is a number from 0 to 5"));
                diagnostics.push(problem.help("0 is nothing, 5 as hard as it gets; only the order counts"));
                0
            }
        }
    })
}
