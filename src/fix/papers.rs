//! What a wish looks like when it is fulfilled: a new paper that says all that was asked for, or a change of what is there.

use super::candidates::{Content, Key};
use super::change::{Change, Cost, Deed};
use super::patch::{at, map, one_or_more, word, words};
use crate::rules::{Condition, ConditionKind, Demand, Judged, Pack, Test};
use crate::scenario::{Entity, Model};
use crate::syntax::Node;
use crate::text::Name;
use crate::vocabulary::{Binding, Block, WordList, words_of};
use std::collections::BTreeSet;

/// The keys of a new paper, in order.
struct Paper {
    entries: Vec<(Name, Node)>,
}

impl Paper {
    fn say(&mut self, key: &str, value: Node) {
        self.entries.push((key.into(), value));
    }

    fn about(&mut self, content: &Content) {
        if !content.flows.is_empty() {
            self.say("about", words(&listed(&content.flows)));
        }
    }

    fn told(&mut self, told: &[Name]) {
        self.say("told", map(told.iter().map(|key| (key.clone(), word("yes"))).collect()));
    }
}

/// A new paper; nothing for changes of what is there, and for a consent of nobody.
pub(super) fn paper(key: &Key, content: &Content, packs: &[&Pack], model: &Model) -> Option<Change> {
    let mut paper = Paper { entries: Vec::new() };
    let (block, id, deed) = match key {
        Key::Consent { asker, act } => consent(&mut paper, asker, act, content, packs, model)?,
        Key::Notice { teller, channel } => notice(&mut paper, teller, channel, content),
        Key::Contract { parties, kind } => contract(&mut paper, parties, kind.as_ref(), content),
        Key::Certificate { of, scheme } => {
            paper.say("of", word(of.clone()));
            paper.say("scheme", word(scheme.clone()));
            if let Some(country) = &content.designated_by {
                paper.say("designated_by", word(country.clone()));
            }
            paper.say("measures_taken", word("yes"));
            (Block::Certificates, format!("{of}_{scheme}"), Deed::Certify { of: of.clone(), scheme: scheme.clone() })
        }
        Key::Assessment { kind, by } => {
            paper.say("kind", word(kind.clone()));
            paper.say("by", word(by.clone()));
            paper.about(content);
            if let Some(result) = &content.result {
                paper.say("result", word(result.clone()));
            }
            if content.closes_gap {
                paper.say("measures_close_gap", word("yes"));
            }
            let deed = Deed::Assess { by: by.clone(), kind: kind.clone(), result: content.result.clone() };
            (Block::Assessments, format!("{kind}_by_{by}"), deed)
        }
        Key::Protect { .. } | Key::Entrust { .. } | Key::Correct { .. } => return None,
    };
    if let Some(day) = content.since {
        paper.say("period", word(format!("{day}..")));
    }
    let id = fresh(model, &id);
    Some(Change { deed, patch: at(&[block.key(), &id], map(paper.entries)), since: content.since, cost: Cost::default() })
}

fn consent(
    paper: &mut Paper,
    asker: &Name,
    act: &Name,
    content: &Content,
    packs: &[&Pack],
    model: &Model,
) -> Option<(Block, String, Deed)> {
    let people = in_order(&content.people, model.block(Block::People));
    if people.is_empty() {
        return None;
    }
    let mut told = content.told.clone();
    told.extend(told_to_anybody_asked(packs));
    let told = in_word_order(&told);
    paper.say("by", one_or_more(&people));
    paper.say("to", word(asker.clone()));
    paper.say("for", word(act.clone()));
    paper.about(content);
    paper.told(&told);
    paper.say("bundled_with", word("none"));
    paper.say("required", word("no"));
    paper.say("service_refused", word("no"));
    if let Some(form) = &content.form {
        paper.say("form", word(form.clone()));
    }
    Some((Block::Consents, format!("{act}_by_{asker}"), Deed::AskConsent { asker: asker.clone(), people, act: act.clone(), told }))
}

fn notice(paper: &mut Paper, teller: &Name, channel: &Name, content: &Content) -> (Block, String, Deed) {
    let told = in_word_order(&content.told);
    paper.say("by", word(teller.clone()));
    paper.about(content);
    paper.say("channel", word(channel.clone()));
    paper.told(&told);
    (Block::Notices, format!("{channel}_of_{teller}"), Deed::Tell { teller: teller.clone(), channel: channel.clone(), told })
}

fn contract(paper: &mut Paper, parties: &[Name], kind: Option<&Name>, content: &Content) -> (Block, String, Deed) {
    let clauses = listed(&content.clauses);
    paper.say("between", words(parties));
    if let Some(kind) = kind {
        paper.say("kind", word(kind.clone()));
    }
    paper.say("in_writing", word("yes"));
    if !content.tasks.is_empty() {
        paper.say("covers", words(&listed(&content.tasks)));
    }
    if !clauses.is_empty() {
        paper.say("clauses", words(&clauses));
    }
    if content.filed {
        paper.say("filed", word("yes"));
    }
    let ending = kind.map_or_else(String::new, |kind| format!("_{kind}"));
    let deed = Deed::SignContract { parties: parties.to_vec(), kind: kind.cloned(), clauses };
    (Block::Contracts, format!("{}_contract{ending}", parties.join("_")), deed)
}

fn listed(set: &BTreeSet<Name>) -> Vec<Name> {
    set.iter().cloned().collect()
}

/// What some rule about consents wants anybody told who is asked for one, whatever it is for.
fn told_to_anybody_asked(packs: &[&Pack]) -> BTreeSet<Name> {
    fn collect(condition: &Condition, found: &mut BTreeSet<Name>) {
        match &condition.kind {
            ConditionKind::All(list) | ConditionKind::Any(list) => list.iter().for_each(|inner| collect(inner, found)),
            ConditionKind::Not(inner) => collect(inner, found),
            ConditionKind::Test(path, Test::Meets(words))
                if path.binding == Binding::Consent
                    && path.attribute.is_some_and(|attribute| attribute.key == "told")
                    && words.iter().any(|word| &**word == "no") =>
            {
                found.extend(path.inner.clone());
            }
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    for version in packs.iter().flat_map(|pack| &pack.rules).filter(|rule| rule.judges == Judged::Consent).flat_map(|rule| &rule.versions) {
        if let Demand::ForbiddenIf(condition) = &version.demand {
            collect(condition, &mut found);
        }
    }
    found
}

/// A change of what is there already; nothing for new papers.
pub(super) fn reform(key: &Key, content: &Content, model: &Model) -> Option<Change> {
    let (deed, patch) = match key {
        Key::Protect { flow, technique, unlinkable } => {
            let by: Vec<Name> = if *unlinkable {
                vec!["none".into()]
            } else {
                model.find(Block::Flows, flow)?.fact("from").words().iter().map(|item| item.name.clone()).take(1).collect()
            };
            let own = map(vec![("technique".into(), word(technique.clone())), ("linkable_by".into(), one_or_more(&by))]);
            (
                Deed::Protect { flow: flow.clone(), technique: technique.clone(), unlinkable: *unlinkable },
                at(&[Block::Flows.key(), flow], own),
            )
        }
        Key::Entrust { principal, doer, task, flow } => {
            let facts = |more: Vec<(Name, Node)>| {
                map(more.into_iter().chain(content.facts.iter().map(|(key, value)| (key.clone(), word(value.clone())))).collect())
            };
            match task {
                Some(task) => (
                    Deed::Entrust { principal: principal.clone(), doer: doer.clone(), task: task.clone() },
                    at(&[Block::Tasks.key(), task], facts(Vec::new())),
                ),
                None => {
                    let task: Name = fresh(model, &format!("{flow}_work")).into();
                    let patch = map(vec![
                        (Block::Tasks.key().into(), map(vec![(task.clone(), facts(vec![("done_by".into(), word(doer.clone()))]))])),
                        (Block::Flows.key().into(), at(&[flow, "task"], word(task.clone()))),
                    ]);
                    (Deed::Entrust { principal: principal.clone(), doer: doer.clone(), task }, patch)
                }
            }
        }
        Key::Correct { block, id, key, value } => {
            let path: Vec<&str> = [block.key(), id].into_iter().chain(key.split('.')).collect();
            let deed = Deed::Correct { block: *block, id: id.clone(), key: key.clone(), value: value.clone() };
            (deed, at(&path, word(value.clone())))
        }
        _ => return None,
    };
    Some(Change { deed, patch, since: None, cost: Cost::default() })
}

/// An id that nothing in the scenario has.
fn fresh(model: &Model, wanted: &str) -> String {
    let taken = |id: &str| Block::ALL.into_iter().any(|block| model.find(block, id).is_some());
    let mut id = wanted.to_owned();
    let mut number = 2;
    while taken(&id) {
        id = format!("{wanted}_{number}");
        number += 1;
    }
    id
}

/// Names in the order of their entries.
fn in_order(names: &BTreeSet<Name>, entities: &[Entity]) -> Vec<Name> {
    entities.iter().map(|entity| entity.id.clone()).filter(|id| names.contains(id)).collect()
}

/// Words in the order in which the language lists them.
fn in_word_order(told: &BTreeSet<Name>) -> Vec<Name> {
    let mut all: Vec<Name> = told.iter().cloned().collect();
    let place = |name: &Name| words_of(WordList::Told).iter().position(|known| *known.name == **name).unwrap_or(usize::MAX);
    all.sort_by_key(place);
    all
}
