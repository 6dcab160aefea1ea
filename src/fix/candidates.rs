//! What somebody could do: read off the conditions of the rules that are broken.
//!
//! A rule is satisfied by a ground, a duty fulfilled, an exception, or by not applying. Each leaf of these conditions that
//! somebody can bring about becomes a wish; wishes for the same paper are one paper that says all of it.
//! Whether something is necessary, or where somebody sits, is no leaf that one can bring about.

use super::change::{Change, Cost, Deed};
use super::patch::{at, map, one_or_more, word, words};
use crate::date::Day;
use crate::judge::survey::{Names, Surveyed};
use crate::rules::{ConceptVersion, Condition, ConditionKind, ConsentTest, Demand, Judged, NamedCondition, NoticeTest, Pack, Path, Test};
use crate::scenario::{Entity, Model};
use crate::syntax::Node;
use crate::text::Name;
use crate::vocabulary::{Binding, Block, WordList, order_of, words_of};
use std::collections::{BTreeMap, BTreeSet};

/// Keys of things that exist which somebody can put right. Other keys are facts or judgments, not deeds.
const CORRECTABLE: &[(Block, &str)] = &[
    (Block::Consents, "required"),
    (Block::Consents, "service_refused"),
    (Block::Parties, "privacy_officer"),
    (Block::Holdings, "stored_apart"),
];

/// One thing to do, by what makes it one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Consent { asker: Name, act: Name },
    Notice { teller: Name, channel: Name },
    Contract { parties: Vec<Name>, kind: Option<Name> },
    Certificate { of: Name, scheme: Name },
    Assessment { kind: Name, by: Name },
    Protect { flow: Name, technique: Name, unlinkable: bool },
    Entrust { principal: Name, doer: Name, task: Option<Name>, flow: Name },
    Correct { block: Block, id: Name, key: Name, value: Name },
}

/// What it has to say, joined over everything that asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Content {
    told: BTreeSet<Name>,
    clauses: BTreeSet<Name>,
    form: Option<Name>,
    freely: bool,
    flows: BTreeSet<Name>,
    people: BTreeSet<Name>,
    tasks: BTreeSet<Name>,
    designated_by: Option<Name>,
    result: Option<Name>,
    closes_gap: bool,
    in_writing: bool,
    filed: bool,
    facts: BTreeMap<Name, Name>,
    since: Option<Day>,
}

/// Everything that could be done, as far as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Candidates {
    known: BTreeMap<Key, Content>,
}

/// A leg of a broken cell, and the facts around it.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// The law.
    pub pack: &'a Pack,
    /// The cell.
    pub cell: &'a Surveyed,
    /// What the names stand for.
    pub names: &'a Names,
    /// The facts.
    pub model: &'a Model,
    /// The first day that still can be repaired.
    pub from: Day,
}

impl Candidates {
    /// Takes in what would help a broken cell.
    pub fn learn(&mut self, site: &Site<'_>) {
        let Some(rule) = site.pack.rules.get(site.cell.rule) else { return };
        let Some(version) = rule.versions.get(site.cell.version) else { return };
        let mut walk = Walk { candidates: self, site, seen: BTreeSet::new() };
        walk.condition(&version.when, false, None);
        match &version.demand {
            Demand::ForbiddenUnless(list) | Demand::Required(list) => list.iter().for_each(|named| walk.named(named, true, None)),
            Demand::ForbiddenIf(condition) => walk.condition(condition, false, None),
            Demand::Exempts(_) => {}
        }
        version.unless.iter().for_each(|named| walk.named(named, true, None));
    }

    /// New papers: each can be there or not whatever else is done.
    pub fn papers(&self, packs: &[&Pack], model: &Model, costs: &dyn Fn(&Deed) -> Cost) -> Vec<Change> {
        self.known.iter().filter_map(|(key, content)| paper(key, content, packs, model)).map(|change| priced(change, costs)).collect()
    }

    /// Changes of what is there already.
    pub fn reforms(&self, model: &Model, costs: &dyn Fn(&Deed) -> Cost) -> Vec<Change> {
        self.known.iter().filter_map(|(key, content)| reform(key, content, model)).map(|change| priced(change, costs)).collect()
    }

    fn wish(&mut self, key: Key, site: &Site<'_>) -> &mut Content {
        let content = self.known.entry(key).or_default();
        let from = site.cell.period.from.max(site.from);
        content.since = Some(content.since.map_or(from, |since| since.min(from)));
        if let Some(flow) = &site.names.flow {
            content.flows.insert(flow.clone());
            let people = site.model.find(Block::Flows, flow).map(|flow| flow.fact("people").words()).unwrap_or_default();
            content.people.extend(people.iter().map(|item| item.name.clone()));
        }
        content.tasks.extend(site.names.task.clone());
        content
    }
}

fn priced(change: Change, costs: &dyn Fn(&Deed) -> Cost) -> Change {
    Change { cost: costs(&change.deed), ..change }
}

struct Walk<'w, 'a> {
    candidates: &'w mut Candidates,
    site: &'w Site<'a>,
    seen: BTreeSet<(u32, bool)>,
}

impl Walk<'_, '_> {
    fn named(&mut self, named: &NamedCondition, wanted: bool, parts: Option<&ConceptVersion>) {
        self.condition(&named.holds_when, wanted, parts);
        named.unless.iter().for_each(|exception| self.named(exception, !wanted, parts));
    }

    fn condition(&mut self, condition: &Condition, wanted: bool, parts: Option<&ConceptVersion>) {
        if !self.seen.insert((condition.id, wanted)) {
            return;
        }
        match &condition.kind {
            ConditionKind::All(list) | ConditionKind::Any(list) => list.iter().for_each(|inner| self.condition(inner, wanted, parts)),
            ConditionKind::Not(inner) => self.condition(inner, !wanted, parts),
            ConditionKind::Concept(at) => self.concept(*at, wanted),
            ConditionKind::Part(at) => {
                if let Some(part) = parts.and_then(|version| version.parts.get(*at)) {
                    self.named(part, wanted, parts);
                }
            }
            ConditionKind::Test(path, test) => self.test(path, test, wanted),
            ConditionKind::Consent(test) if wanted => self.consent(test),
            ConditionKind::Notice(test) if wanted => self.notice(test),
            ConditionKind::Contract { .. } if wanted => self.contract(&condition.kind),
            ConditionKind::Certificate { of, scheme, designated_by, .. } if wanted => {
                for of in of.iter().filter_map(|role| self.site.names.party(*role).cloned()) {
                    // A certificate that the law does not name cannot be proposed.
                    let Some(scheme) = scheme.first().cloned() else { continue };
                    let content = self.candidates.wish(Key::Certificate { of, scheme }, self.site);
                    content.designated_by = content.designated_by.clone().or_else(|| designated_by.first().cloned());
                }
            }
            ConditionKind::Assessment { kind, by, result, measures_close_gap, .. } if wanted => {
                let by = by.and_then(|role| self.site.names.party(role).cloned());
                if let (Some(kind), Some(by)) = (kind.first().cloned(), by) {
                    let content = self.candidates.wish(Key::Assessment { kind, by }, self.site);
                    content.result = content.result.clone().or_else(|| result.first().cloned());
                    content.closes_gap |= *measures_close_gap == Some(true);
                }
            }
            _ => {}
        }
    }

    fn concept(&mut self, at: usize, wanted: bool) {
        let Some(concept) = self.site.pack.concepts.get(at) else { return };
        let day = self.site.cell.period.from;
        let Some(version) = concept.versions.iter().find(|version| version.in_force.contains(day)) else { return };
        self.condition(&version.holds_when, wanted, Some(version));
        version.unless.iter().for_each(|exception| self.named(exception, !wanted, Some(version)));
    }

    fn consent(&mut self, test: &ConsentTest) {
        let Some(asker) = self.site.names.party(test.to.unwrap_or(Binding::Giver)).cloned() else { return };
        for act in &test.acts {
            let content = self.candidates.wish(Key::Consent { asker: asker.clone(), act: act.clone() }, self.site);
            content.told.extend(test.told.iter().cloned());
            content.freely |= test.freely;
            for form in test.form.iter().take(1).chain(&test.form_at_least) {
                let rank = |form: &Name| order_of(WordList::Form, form);
                if content.form.as_ref().is_none_or(|known| rank(known) < rank(form)) {
                    content.form = Some(form.clone());
                }
            }
        }
    }

    fn notice(&mut self, test: &NoticeTest) {
        let Some(teller) = self.site.names.party(test.by.unwrap_or(Binding::Giver)).cloned() else { return };
        let Some(channel) = test.channels.first().cloned().or_else(|| Some("policy_page".into())) else { return };
        let content = self.candidates.wish(Key::Notice { teller, channel }, self.site);
        content.told.extend(test.told.iter().cloned());
        if test.entrusted_task {
            content.told.insert("entrusted".into());
        }
    }

    fn contract(&mut self, kind: &ConditionKind) {
        let ConditionKind::Contract { between, kind, clauses, in_writing, filed, .. } = kind else { return };
        let mut parties: Vec<Name> = between.iter().filter_map(|role| self.site.names.party(*role).cloned()).collect();
        if parties.len() < between.len() {
            return;
        }
        parties.dedup();
        let content = self.candidates.wish(Key::Contract { parties, kind: kind.first().cloned() }, self.site);
        content.clauses.extend(clauses.iter().cloned());
        content.in_writing |= *in_writing == Some(true);
        content.filed |= *filed == Some(true);
    }

    fn test(&mut self, path: &Path, test: &Test, wanted: bool) {
        if let Test::Not(inner) = test {
            return self.test(path, inner, !wanted);
        }
        match (path.binding, path.attribute.map(|attribute| attribute.key), test) {
            (Binding::Leg, None, Test::Meets(kinds)) => {
                let named = |kind: &str| kinds.iter().any(|known| &**known == kind);
                if wanted && named("entrust") || !wanted && named("provide") && !named("entrust") {
                    self.entrust();
                }
            }
            (Binding::Flow, Some("technique"), Test::Meets(words)) if wanted => {
                if let (Some(flow), Some(technique)) = (self.site.names.flow.clone(), words.first().cloned()) {
                    self.candidates.wish(Key::Protect { flow, technique, unlinkable: false }, self.site);
                }
            }
            (Binding::Flow, Some("linkable_by"), Test::Meets(words)) if wanted && words.iter().any(|word| &**word == "none") => {
                if let Some(flow) = self.site.names.flow.clone() {
                    let key = Key::Protect { flow, technique: "anonymised".into(), unlinkable: true };
                    self.candidates.wish(key, self.site);
                }
            }
            (binding, Some(key), Test::Answer(answer)) => self.correct(binding, key, path.inner.as_ref(), wanted == *answer),
            (Binding::Consent, Some("told"), Test::Meets(words)) if !wanted && words.iter().any(|word| &**word == "no") => {
                self.correct(Binding::Consent, "told", path.inner.as_ref(), true);
            }
            _ => {}
        }
    }

    fn correct(&mut self, binding: Binding, key: &str, inner: Option<&Name>, answer: bool) {
        let names = self.site.names;
        let thing = match binding {
            Binding::Consent => names.consent.clone().map(|id| (Block::Consents, id)),
            Binding::Holding => names.holding.clone().map(|id| (Block::Holdings, id)),
            Binding::Flow | Binding::Task | Binding::Leg | Binding::People | Binding::Data | Binding::Event => None,
            party => names.party(party).cloned().map(|id| (Block::Parties, id)),
        };
        let Some((block, id)) = thing else { return };
        let told = block == Block::Consents && key == "told" && answer;
        if told || CORRECTABLE.contains(&(block, key)) {
            let key: Name = inner.map_or_else(|| key.into(), |inner| format!("{key}.{inner}").into());
            let value: Name = if answer { "yes" } else { "no" }.into();
            self.candidates.wish(Key::Correct { block, id, key, value }, self.site);
        }
    }

    /// The work can be arranged so that whoever holds the data works for whoever gives them.
    fn entrust(&mut self) {
        let names = self.site.names;
        let (Some(principal), Some(doer), Some(flow)) =
            (names.party(Binding::Giver).cloned(), names.party(Binding::Holder).cloned(), names.flow.clone())
        else {
            return;
        };
        if principal == doer {
            return;
        }
        let facts = works_for(self.site.pack, self.site.cell.period.from, &principal);
        if !facts.is_empty() {
            let key = Key::Entrust { principal, doer, task: names.task.clone(), flow };
            self.candidates.wish(key, self.site).facts.extend(facts);
        }
    }
}

/// The facts about a task that make its doer work for somebody, by this law: of alternatives the first.
fn works_for(pack: &Pack, day: Day, principal: &Name) -> BTreeMap<Name, Name> {
    let mut facts = BTreeMap::new();
    let concept = pack.legs.works_for.and_then(|at| pack.concepts.get(at));
    if let Some(version) = concept.and_then(|concept| concept.versions.iter().find(|version| version.in_force.contains(day))) {
        role_facts(&version.holds_when, version, principal, &mut facts);
    }
    facts
}

fn role_facts(condition: &Condition, version: &ConceptVersion, principal: &Name, facts: &mut BTreeMap<Name, Name>) {
    match &condition.kind {
        ConditionKind::All(list) => list.iter().for_each(|inner| role_facts(inner, version, principal, facts)),
        ConditionKind::Any(list) => list.iter().take(1).for_each(|inner| role_facts(inner, version, principal, facts)),
        ConditionKind::Part(at) => {
            if let Some(part) = version.parts.get(*at) {
                role_facts(&part.holds_when, version, principal, facts);
            }
        }
        ConditionKind::Test(path, test) if path.binding == Binding::Task => {
            let Some(attribute) = path.attribute else { return };
            match test {
                Test::HasParty(Binding::Principal) => facts.insert(attribute.key.into(), principal.clone()),
                Test::Answer(answer) => facts.insert(attribute.key.into(), if *answer { "yes" } else { "no" }.into()),
                _ => None,
            };
        }
        _ => {}
    }
}

fn paper(key: &Key, content: &Content, packs: &[&Pack], model: &Model) -> Option<Change> {
    let listed = |set: &BTreeSet<Name>| set.iter().cloned().collect::<Vec<_>>();
    let (flows, yes) = (listed(&content.flows), || word("yes"));
    let about = |entries: &mut Vec<(Name, Node)>| {
        if !flows.is_empty() {
            entries.push(("about".into(), words(&flows)));
        }
    };
    let since = |entries: &mut Vec<(Name, Node)>| {
        if let Some(day) = content.since {
            entries.push(("period".into(), word(format!("{day}.."))));
        }
    };
    let mut entries: Vec<(Name, Node)> = Vec::new();
    let (block, id, deed) = match key {
        Key::Consent { asker, act } => {
            let people = in_order(&content.people, model.block(Block::People));
            if people.is_empty() {
                return None;
            }
            let mut told = content.told.clone();
            told.extend(told_to_anybody_asked(packs));
            let told = in_word_order(&told);
            entries.push(("by".into(), one_or_more(&people)));
            entries.push(("to".into(), word(asker.clone())));
            entries.push(("for".into(), word(act.clone())));
            about(&mut entries);
            entries.push(("told".into(), map(told.iter().map(|key| (key.clone(), yes())).collect())));
            for key in ["bundled_with", "required", "service_refused"] {
                entries.push((key.into(), word(if key == "bundled_with" { "none" } else { "no" })));
            }
            if let Some(form) = &content.form {
                entries.push(("form".into(), word(form.clone())));
            }
            since(&mut entries);
            (Block::Consents, format!("{act}_by_{asker}"), Deed::AskConsent { asker: asker.clone(), people, act: act.clone(), told })
        }
        Key::Notice { teller, channel } => {
            let told = in_word_order(&content.told);
            entries.push(("by".into(), word(teller.clone())));
            about(&mut entries);
            entries.push(("channel".into(), word(channel.clone())));
            entries.push(("told".into(), map(told.iter().map(|key| (key.clone(), yes())).collect())));
            since(&mut entries);
            (Block::Notices, format!("{channel}_of_{teller}"), Deed::Tell { teller: teller.clone(), channel: channel.clone(), told })
        }
        Key::Contract { parties, kind } => {
            let clauses = listed(&content.clauses);
            entries.push(("between".into(), words(parties)));
            if let Some(kind) = kind {
                entries.push(("kind".into(), word(kind.clone())));
            }
            entries.push(("in_writing".into(), yes()));
            if !content.tasks.is_empty() {
                entries.push(("covers".into(), words(&listed(&content.tasks))));
            }
            if !clauses.is_empty() {
                entries.push(("clauses".into(), words(&clauses)));
            }
            if content.filed {
                entries.push(("filed".into(), yes()));
            }
            since(&mut entries);
            let kind = kind.as_ref().map_or_else(String::new, |kind| format!("_{kind}"));
            (Block::Contracts, format!("{}_contract{kind}", parties.join("_")), Deed::SignContract { parties: parties.clone(), clauses })
        }
        Key::Certificate { of, scheme } => {
            entries.push(("of".into(), word(of.clone())));
            entries.push(("scheme".into(), word(scheme.clone())));
            if let Some(country) = &content.designated_by {
                entries.push(("designated_by".into(), word(country.clone())));
            }
            entries.push(("measures_taken".into(), yes()));
            since(&mut entries);
            (Block::Certificates, format!("{of}_{scheme}"), Deed::Certify { of: of.clone(), scheme: scheme.clone() })
        }
        Key::Assessment { kind, by } => {
            entries.push(("kind".into(), word(kind.clone())));
            entries.push(("by".into(), word(by.clone())));
            about(&mut entries);
            if let Some(result) = &content.result {
                entries.push(("result".into(), word(result.clone())));
            }
            if content.closes_gap {
                entries.push(("measures_close_gap".into(), yes()));
            }
            since(&mut entries);
            let deed = Deed::Assess { by: by.clone(), kind: kind.clone(), result: content.result.clone() };
            (Block::Assessments, format!("{kind}_by_{by}"), deed)
        }
        Key::Protect { .. } | Key::Entrust { .. } | Key::Correct { .. } => return None,
    };
    let id = fresh(model, &id);
    Some(Change { deed, patch: at(&[block.key(), &id], map(entries)), since: content.since, cost: Cost::default() })
}

/// What some rule about consents wants anybody told who is asked for one, whatever it is for.
fn told_to_anybody_asked(packs: &[&Pack]) -> BTreeSet<Name> {
    fn collect(condition: &Condition, found: &mut BTreeSet<Name>) {
        match &condition.kind {
            ConditionKind::All(list) | ConditionKind::Any(list) => list.iter().for_each(|inner| collect(inner, found)),
            ConditionKind::Not(inner) => collect(inner, found),
            ConditionKind::Test(path, Test::Meets(words)) if words.iter().any(|word| &**word == "no") => {
                if path.binding == Binding::Consent && path.attribute.is_some_and(|attribute| attribute.key == "told") {
                    found.extend(path.inner.clone());
                }
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

fn reform(key: &Key, content: &Content, model: &Model) -> Option<Change> {
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
