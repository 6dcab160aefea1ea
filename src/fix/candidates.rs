//! What somebody could do: read off the conditions of the rules that are broken.
//!
//! A rule is satisfied by a ground, a duty fulfilled, an exception, or by not applying. Each leaf of these conditions that
//! somebody can bring about becomes a wish; wishes for the same paper are one paper that says all of it.
//! Whether something is necessary, or where somebody sits, is no leaf that one can bring about.

use super::change::{Change, Cost, Deed};
use super::papers::{paper, reform};
use crate::date::Day;
use crate::judge::survey::{Names, Surveyed};
use crate::rules::{ConceptVersion, Condition, ConditionKind, ConsentTest, Demand, NamedCondition, NoticeTest, Pack, Path, Test};
use crate::scenario::Model;
use crate::text::Name;
use crate::vocabulary::{Binding, Block, WordList, order_of};
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
pub(super) enum Key {
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
pub(super) struct Content {
    pub(super) told: BTreeSet<Name>,
    pub(super) clauses: BTreeSet<Name>,
    pub(super) form: Option<Name>,
    pub(super) freely: bool,
    pub(super) flows: BTreeSet<Name>,
    pub(super) people: BTreeSet<Name>,
    pub(super) tasks: BTreeSet<Name>,
    pub(super) designated_by: Option<Name>,
    pub(super) result: Option<Name>,
    pub(super) closes_gap: bool,
    pub(super) filed: bool,
    pub(super) facts: BTreeMap<Name, Name>,
    pub(super) since: Option<Day>,
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
        let ConditionKind::Contract { between, kind, clauses, filed, .. } = kind else { return };
        let mut parties: Vec<Name> = between.iter().filter_map(|role| self.site.names.party(*role).cloned()).collect();
        if parties.len() < between.len() {
            return;
        }
        parties.dedup();
        let content = self.candidates.wish(Key::Contract { parties, kind: kind.first().cloned() }, self.site);
        content.clauses.extend(clauses.iter().cloned());
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
