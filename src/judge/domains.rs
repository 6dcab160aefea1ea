//! What an unknown can be (language reference H1): the values that some rule can tell apart in this scenario, and one more for all others.

use super::stories::{Stories, values_in};
use crate::rules::{Concept, Condition, ConditionKind, Demand, NamedCondition, Pack, Rule, Test};
use crate::scenario::{Entity, Value};
use crate::text::Name;
use crate::vocabulary::{Block, Kind, attributes_of};
use std::collections::{BTreeMap, BTreeSet};

/// Stands for every value that no rule can tell from another one.
pub const OTHER: &str = "other_value";
/// Stands for nobody.
pub const NONE: &str = "none";

/// The possible values of unknowns.
#[derive(Debug, Clone, Default)]
pub struct Domains {
    words: BTreeMap<(Block, &'static str), BTreeSet<Name>>,
    parties_of_task: BTreeMap<Name, BTreeSet<Name>>,
    parties: BTreeSet<Name>,
}

impl Domains {
    /// The domains of a scenario under some packs.
    pub fn new(stories: &Stories, packs: &[&Pack]) -> Domains {
        let mut domains = Domains::default();
        let mut purposes_permitted = false;
        for pack in packs {
            for condition in pack.rules.iter().flat_map(rule_conditions).chain(pack.concepts.iter().flat_map(concept_conditions)) {
                domains.tested(condition);
                purposes_permitted |= asks_permitted_purpose(condition);
            }
            for row in pack.tables.iter().flat_map(|table| &table.rows) {
                domains.asked(Block::Certificates, "scheme", row.needs_certificate.as_slice());
                row.unless.iter().for_each(|condition| domains.tested(condition));
            }
        }
        for model in stories.models() {
            for flow in model.block(Block::Flows) {
                let ends = ["from", "to", "caused_by"]
                    .iter()
                    .flat_map(|key| names_in(flow, key))
                    .filter(|name| model.find(Block::Parties, name).is_some())
                    .collect::<Vec<_>>();
                domains.parties.extend(ends.iter().cloned());
                // By which purposes data may come is asked with the purposes for which they go on.
                if purposes_permitted {
                    domains.asked(Block::Flows, "purpose", &names_in(flow, "purpose"));
                }
                for task in names_in(flow, "task") {
                    domains.parties_of_task.entry(task).or_default().extend(ends.iter().cloned());
                }
            }
            for task in model.block(Block::Tasks) {
                let named = attributes_of(Block::Tasks)
                    .filter(|attribute| attribute.kind == Kind::Parties)
                    .flat_map(|attribute| names_in(task, attribute.key));
                domains.parties_of_task.entry(task.id.clone()).or_default().extend(named);
            }
            for block in [Block::Consents, Block::Notices] {
                for told in model.block(block).iter().flat_map(|entity| entity.fact("told").map()) {
                    let key = match &*told.0.name {
                        "purpose" => "purpose",
                        "country" => "reaches",
                        _ => continue,
                    };
                    let words = values_in(&told.1)
                        .into_iter()
                        .filter_map(|value| if let Value::Words(items) = value { Some(items) } else { None })
                        .flatten();
                    let words: Vec<Name> = words.map(|item| item.name.clone()).filter(|word| &**word != "yes").collect();
                    domains.words.entry((Block::Flows, key)).or_default().extend(words);
                }
            }
        }
        domains
    }

    /// What an unknown word-valued key can be, in a fixed order, with [`OTHER`] last.
    pub fn words(&self, block: Block, key: &'static str) -> Vec<Name> {
        let known = self.words.get(&(block, key)).into_iter().flatten().cloned();
        known.filter(|word| &**word != NONE).chain([NONE.into(), OTHER.into()]).collect()
    }

    /// Who an unknown party can be: for tasks those who have to do with it, with [`NONE`] and [`OTHER`] last.
    pub fn parties(&self, block: Block, entity: &str) -> Vec<Name> {
        let known = if block == Block::Tasks { self.parties_of_task.get(entity) } else { Some(&self.parties) };
        known.into_iter().flatten().cloned().chain([NONE.into(), OTHER.into()]).collect()
    }

    /// For whom somebody may work under a task, besides themselves.
    pub fn principals(&self, task: &str) -> Vec<Name> {
        self.parties_of_task.get(task).into_iter().flatten().cloned().collect()
    }

    fn tested(&mut self, condition: &Condition) {
        match &condition.kind {
            ConditionKind::All(list) | ConditionKind::Any(list) => list.iter().for_each(|inner| self.tested(inner)),
            ConditionKind::Not(inner) => self.tested(inner),
            ConditionKind::Test(path, test) => {
                if let Some(attribute) = path.attribute {
                    self.asked(attribute.block, attribute.key, &tested_words(test));
                }
            }
            ConditionKind::Consent(test) => {
                self.asked(Block::Consents, "for", &test.acts);
                self.asked(Block::Consents, "form", &test.form);
                self.asked(Block::Consents, "form", test.form_at_least.as_slice());
            }
            ConditionKind::Notice(test) => self.asked(Block::Notices, "channel", &test.channels),
            ConditionKind::Contract { kind, .. } => self.asked(Block::Contracts, "kind", kind),
            ConditionKind::Certificate { scheme, designated_by, .. } => {
                self.asked(Block::Certificates, "scheme", scheme);
                self.asked(Block::Certificates, "designated_by", designated_by);
            }
            ConditionKind::Assessment { result, .. } => self.asked(Block::Assessments, "result", result),
            ConditionKind::Guaranteed(techniques) => self.asked(Block::Flows, "technique", techniques),
            // What these ask is a question of its own, or is asked with the words of the scenario.
            ConditionKind::Concept(_)
            | ConditionKind::Part(_)
            | ConditionKind::Table { .. }
            | ConditionKind::Reading(..)
            | ConditionKind::FromCountry(_)
            | ConditionKind::AllEnteredUnderTask
            | ConditionKind::PurposePermitted
            | ConditionKind::DaysSince(..)
            | ConditionKind::DoneBy(_) => {}
        }
    }

    fn asked(&mut self, block: Block, key: &'static str, words: &[Name]) {
        self.words.entry((block, key)).or_default().extend(words.iter().cloned());
    }
}

fn asks_permitted_purpose(condition: &Condition) -> bool {
    match &condition.kind {
        ConditionKind::All(list) | ConditionKind::Any(list) => list.iter().any(asks_permitted_purpose),
        ConditionKind::Not(inner) => asks_permitted_purpose(inner),
        kind => matches!(kind, ConditionKind::PurposePermitted),
    }
}

fn tested_words(test: &Test) -> Vec<Name> {
    match test {
        Test::Meets(words) | Test::Lacks(words) | Test::HasOtherThan(words) => words.clone(),
        Test::Not(inner) => tested_words(inner),
        _ => Vec::new(),
    }
}

fn names_in(entity: &Entity, key: &str) -> Vec<Name> {
    values_in(entity.fact(key))
        .into_iter()
        .filter_map(|value| if let Value::Words(items) = value { Some(items) } else { None })
        .flatten()
        .map(|item| item.name.clone())
        .collect()
}

/// All conditions of a rule.
pub fn rule_conditions(rule: &Rule) -> Vec<&Condition> {
    let mut found = Vec::new();
    for version in &rule.versions {
        found.push(&version.when);
        match &version.demand {
            Demand::ForbiddenUnless(named) | Demand::Required(named) => named.iter().for_each(|named| collect_named(named, &mut found)),
            Demand::ForbiddenIf(condition) => found.push(condition),
            Demand::Exempts(_) => {}
        }
        version.unless.iter().for_each(|named| collect_named(named, &mut found));
        found.extend(version.sanctions.iter().filter_map(|sanction| sanction.when.as_ref()));
    }
    found.extend(rule.subsumed_by.iter().filter_map(|(_, condition)| condition.as_ref()));
    found.extend(rule.notes.iter().filter_map(|(_, condition)| condition.as_ref()));
    found
}

/// All conditions of a concept.
pub fn concept_conditions(concept: &Concept) -> Vec<&Condition> {
    let mut found = Vec::new();
    for version in &concept.versions {
        found.push(&version.holds_when);
        version.parts.iter().chain(&version.unless).for_each(|named| collect_named(named, &mut found));
    }
    found
}

fn collect_named<'a>(named: &'a NamedCondition, found: &mut Vec<&'a Condition>) {
    found.push(&named.holds_when);
    named.unless.iter().for_each(|inner| collect_named(inner, found));
}
