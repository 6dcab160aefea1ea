//! A pack from its files.

use super::condition::{self, Names};
use super::keys::{Keys, entries_of, text_of, words_of};
use super::model::{LegRules, NotEncoded, OpenQuestion, Pack};
use super::{link, statement};
use crate::diagnostics::{Diagnostic, Diagnostics, codes, listed, nearest};
use crate::syntax::{Content, Entry, Node};
use crate::text::Name;
use crate::vocabulary::{REMEDIES, is_country, zone_countries};

const KINDS: &[&str] = &["pack", "rule", "concept", "table", "transition", "open_questions", "scenario"];

/// Reads a pack from the documents of all its files.
/// Whatever is wrong is in the diagnostics, all of it; nothing comes back where there is no `pack` document.
pub fn read_pack(documents: &[Node], diagnostics: &mut Diagnostics) -> Option<Pack> {
    let kind_of = |node: &Node| KINDS.iter().copied().find(|kind| node.get(kind).is_some());
    let of_kind = |kind: &str| documents.iter().filter(move |node| kind_of(node) == Some(kind)).collect::<Vec<_>>();
    for node in documents.iter().filter(|node| kind_of(node).is_none()) {
        report_unknown(node, diagnostics);
    }
    let head = of_kind("pack");
    let Some(head) = head.first() else {
        diagnostics.push(
            Diagnostic::without_place(&codes::NO_LAW, "the folder has no `pack` document")
                .help("a pack has a `pack.yaml` that starts with `pack: its-name`"),
        );
        return None;
    };
    let question_blocks: Vec<&Node> =
        std::iter::once(*head).chain(of_kind("open_questions")).filter_map(|node| node.get("open_questions")).collect();
    let mut questions: Vec<OpenQuestion> = Vec::new();
    for block in question_blocks {
        for entry in entries_of(Some(block), "open_questions", diagnostics) {
            questions.push(question(entry, diagnostics));
        }
    }
    let mut names = Names {
        concepts: ids(&of_kind("concept"), "concept", diagnostics),
        tables: ids(&of_kind("table"), "table", diagnostics),
        questions: questions
            .iter()
            .map(|question| (question.id.clone(), question.readings.iter().map(|(id, _)| id.clone()).collect()))
            .collect(),
        ..Names::default()
    };
    ids(&of_kind("rule"), "rule", diagnostics);
    let concepts: Vec<_> = of_kind("concept").iter().filter_map(|node| statement::concept(node, &mut names, diagnostics)).collect();
    let tables = of_kind("table").iter().filter_map(|node| statement::table(node, &mut names, diagnostics)).collect();
    let rules = of_kind("rule").iter().filter_map(|node| statement::rule(node, &mut names, diagnostics)).collect();
    let transitions = of_kind("transition").iter().filter_map(|node| statement::transition(node, &mut names, diagnostics)).collect();
    let example_scenarios =
        of_kind("scenario").iter().filter_map(|node| Some((node.get("scenario")?.as_word()?.clone(), (*node).clone()))).collect();
    let mut pack = pack_head(head, &mut names, diagnostics);
    pack.questions = questions;
    pack.rules = rules;
    pack.concepts = concepts;
    pack.tables = tables;
    pack.transitions = transitions;
    pack.example_scenarios = example_scenarios;
    pack.conditions = names.next;
    link::link(&mut pack, diagnostics);
    Some(pack)
}

fn report_unknown(node: &Node, diagnostics: &mut Diagnostics) {
    let Some(first) = node.entries().first() else {
        diagnostics.push(Diagnostic::new(
            &codes::RULE_SHAPE,
            node.span,
            format!("this is {}, but a document of a pack is a block of keys", node.kind_in_words()),
        ));
        return;
    };
    let problem = Diagnostic::new(&codes::RULE_SHAPE, first.key_span, "this document says nothing about law");
    diagnostics.push(match node.entries().iter().find_map(|entry| nearest(&entry.key, KINDS.iter().copied())) {
        Some(near) => problem.help(format!("did you mean `{near}:`?")),
        None => problem.help(format!("a document has one of {}", listed(KINDS.iter().copied(), 9))),
    });
}

fn ids(documents: &[&Node], key: &str, diagnostics: &mut Diagnostics) -> Vec<Name> {
    let mut seen: Vec<(Name, crate::source::Span)> = Vec::new();
    for node in documents.iter().filter_map(|document| document.get(key)) {
        let Some(word) = node.as_word() else {
            diagnostics.push(Diagnostic::new(&codes::RULE_SHAPE, node.span, format!("a {key} needs an id")));
            continue;
        };
        if let Some((_, first)) = seen.iter().find(|(id, _)| id == word) {
            diagnostics.push(
                Diagnostic::new(&codes::DUPLICATE_DEFINITION, node.span, format!("{key} `{word}` is defined twice"))
                    .related(*first, "first here"),
            );
        } else {
            seen.push((word.clone(), node.span));
        }
    }
    seen.into_iter().map(|(id, _)| id).collect()
}

fn question(entry: &Entry, diagnostics: &mut Diagnostics) -> OpenQuestion {
    let mut keys = Keys::new(&entry.value, format!("question `{}`", entry.key), diagnostics);
    let question = keys.required("question", diagnostics).map(text_of).unwrap_or_default();
    let readings: Vec<_> = entries_of(keys.required("readings", diagnostics), "readings", diagnostics)
        .iter()
        .map(|reading| (reading.key.clone(), text_of(&reading.value)))
        .collect();
    let leaning = keys.get("leaning").and_then(|node| {
        let at = node.as_word().and_then(|word| readings.iter().position(|(id, _)| id == word));
        if at.is_none() {
            let problem = Diagnostic::new(&codes::DANGLING, node.span, "the leading reading is none of the readings");
            diagnostics.push(problem.help(format!("the readings are {}", listed(readings.iter().map(|(id, _)| &**id), 9))));
        }
        at
    });
    let cite = keys.word("cite", diagnostics);
    keys.get("note");
    keys.finish(diagnostics);
    OpenQuestion { id: entry.key.clone(), question, readings, leaning, cite, span: entry.key_span }
}

/// Where a law is at home: as written, or the country that its id is.
fn home(id: &str, keys: &mut Keys<'_>, diagnostics: &mut Diagnostics) -> Vec<Name> {
    let Some(node) = keys.get("home") else {
        let country = id.to_uppercase();
        return if is_country(&country) { vec![country.into()] } else { Vec::new() };
    };
    for (at, item) in node.items().iter().enumerate() {
        let word = item.as_word().map_or("", |word| &**word);
        if !is_country(word) && (at == 0 || zone_countries(word).is_none()) {
            let problem = Diagnostic::new(&codes::UNKNOWN_WORD, item.span, format!("`home` starts with a country, and `{word}` is none"));
            diagnostics.push(problem.help("write a code of two capital letters, and zones after it: `home: [DE, EEA]`"));
        }
    }
    words_of(node)
}

fn pack_head(node: &Node, names: &mut Names, diagnostics: &mut Diagnostics) -> Pack {
    let mut keys = Keys::new(node, "a pack", diagnostics);
    let id = keys.word("pack", diagnostics).unwrap_or_default();
    let title = keys.title(diagnostics);
    let version = keys.word("version", diagnostics).unwrap_or_default();
    let home = home(&id, &mut keys, diagnostics);
    let concept_of = |node: Option<&Node>, diagnostics: &mut Diagnostics| {
        let node = node?;
        let at = node.as_word().and_then(|word| names.concepts.iter().position(|concept| concept == word));
        if at.is_none() {
            let known = names.concepts.iter().map(|concept| &**concept);
            diagnostics.push(
                Diagnostic::new(&codes::DANGLING, node.span, "there is no such concept")
                    .help(format!("the concepts are {}", listed(known, 12))),
            );
        }
        at
    };
    let scope = concept_of(keys.get("scope"), diagnostics);
    let legs_node = keys.get("legs");
    let works_for = concept_of(legs_node.and_then(|legs| legs.get("works_for")), diagnostics);
    let recipient =
        legs_node.and_then(|legs| legs.get("recipient_is_principal")).map(|node| condition::condition(node, names, diagnostics));
    keys.get("open_questions");
    keys.get("note");
    let not_encoded = keys.get("not_encoded").map(Node::items).unwrap_or_default().iter().map(|item| {
        let word = |key: &str| item.get(key).and_then(Node::as_word).cloned().unwrap_or_default();
        NotEncoded { law: word("law"), article: word("article"), because: item.get("because").map(statement::text).unwrap_or_default() }
    });
    let not_encoded = not_encoded.collect();
    let costs = costs(keys.get("costs"), diagnostics);
    if !matches!(node.content, Content::Map(_)) {
        diagnostics.push(Diagnostic::new(&codes::RULE_SHAPE, node.span, "the pack document is no block of keys"));
    }
    keys.finish(diagnostics);
    Pack {
        id,
        title,
        version,
        home,
        scope,
        legs: LegRules { works_for, recipient_is_principal: recipient, days: Vec::new() },
        questions: Vec::new(),
        rules: Vec::new(),
        concepts: Vec::new(),
        tables: Vec::new(),
        transitions: Vec::new(),
        costs,
        not_encoded,
        example_scenarios: Vec::new(),
        conditions: 0,
    }
}

/// How hard kinds of changes are, each respect from 0 to 5.
fn costs(node: Option<&Node>, diagnostics: &mut Diagnostics) -> Vec<(Name, [u32; 3])> {
    let mut found = Vec::new();
    for entry in entries_of(node, "costs", diagnostics) {
        if !REMEDIES.iter().any(|remedy| *remedy.name == *entry.key) {
            let known = || REMEDIES.iter().map(|remedy| remedy.name);
            let problem = Diagnostic::new(&codes::UNKNOWN_KEY, entry.key_span, format!("there is no kind of change `{}`", entry.key));
            diagnostics.push(match nearest(&entry.key, known()) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help(format!("the kinds are {}", listed(known(), 14))),
            });
        }
        let mut keys = Keys::new(&entry.value, format!("cost of `{}`", entry.key), diagnostics);
        let mut level = |key: &'static str| {
            let Some(node) = keys.get(key) else { return 0 };
            let number = node.as_word().and_then(|word| word.parse::<u32>().ok()).filter(|number| *number <= 5);
            if number.is_none() {
                let problem = Diagnostic::new(&codes::WRONG_TYPE, node.span, format!("`{key}` of a cost is a number from 0 to 5"));
                diagnostics.push(problem.help("0 is nothing, 5 as hard as it gets; only the order counts"));
            }
            number.unwrap_or(0)
        };
        let cost = [level("money"), level("time"), level("friction")];
        keys.finish(diagnostics);
        found.push((entry.key.clone(), cost));
    }
    found
}
