//! Silence of the tool is a defect: facts that no rule reads, consents that cover no flow, things that nothing refers to.

use super::domains::{concept_conditions, rule_conditions};
use super::stories::{Stories, values_in};
use crate::diagnostics::{Diagnostic, codes};
use crate::rules::{Condition, ConditionKind, Pack, Path, Test};
use crate::scenario::{Entity, Model, Value};
use crate::text::Name;
use crate::vocabulary::{Block, Kind, attributes_of};
use std::collections::BTreeSet;

/// Warnings about a scenario under some packs.
pub fn lints(stories: &Stories, packs: &[&Pack]) -> Vec<Diagnostic> {
    let Some(model) = stories.models().next() else { return Vec::new() };
    let mut found = Vec::new();
    unread(model, &read_by(packs), &mut found);
    for consent in model.block(Block::Consents) {
        if !stories.models().any(|model| covers_something(model, consent, stories)) {
            let problem = Diagnostic::new(&codes::COVERS_NOTHING, consent.span, format!("consent `{}` covers no flow", consent.id));
            found.push(problem.help("look at `to` (who asked must be who gives), `by` (the people of a flow) and `period`"));
        }
    }
    unused(model, &mut found);
    found
}

/// Keys that rules read, as block and key.
pub fn read_by(packs: &[&Pack]) -> BTreeSet<(Block, &'static str)> {
    let mut read = BTreeSet::new();
    for pack in packs {
        let roots = pack.rules.iter().flat_map(rule_conditions).chain(pack.concepts.iter().flat_map(concept_conditions));
        roots.for_each(|root| collect(root, &mut read));
        for row in pack.tables.iter().flat_map(|table| &table.rows) {
            row.unless.iter().for_each(|condition| collect(condition, &mut read));
        }
    }
    read
}

fn collect(condition: &Condition, read: &mut BTreeSet<(Block, &'static str)>) {
    let mut path = |path: &Path| {
        if let Some(attribute) = path.attribute {
            read.insert((attribute.block, attribute.key));
        }
    };
    match &condition.kind {
        ConditionKind::Test(own, test) => {
            path(own);
            if let Test::Within(other) = test {
                path(other);
            }
        }
        ConditionKind::Table { every, .. } => every.iter().for_each(path),
        ConditionKind::DaysSince(own, _) | ConditionKind::DoneBy(own) => path(own),
        ConditionKind::All(list) | ConditionKind::Any(list) => list.iter().for_each(|inner| collect(inner, read)),
        ConditionKind::Not(inner) => collect(inner, read),
        _ => {}
    }
}

/// Keys that the engine or the reports read, whatever the law.
pub fn read_by_engine(block: Block, key: &str) -> bool {
    match block {
        Block::Sources | Block::Consents | Block::Notices | Block::Contracts | Block::Certificates | Block::Assessments => true,
        Block::Parties => {
            matches!(key, "name" | "established_in" | "sector" | "number" | "turnover" | "group" | "owned_by" | "regulated_by")
        }
        Block::People => matches!(key, "of" | "located_in" | "part_of" | "excludes" | "except" | "count"),
        Block::Data => true,
        Block::Tasks => matches!(key, "done_by" | "part_of" | "contract"),
        Block::Flows => matches!(
            key,
            "from"
                | "to"
                | "caused_by"
                | "task"
                | "people"
                | "data"
                | "period"
                | "reaches"
                | "purpose"
                | "records"
                | "frequency"
                | "continues"
                | "essential"
        ),
        Block::Holdings => matches!(key, "by" | "people" | "data" | "period"),
        Block::Events => matches!(key, "kind" | "of" | "people" | "data" | "date"),
    }
}

fn unread(model: &Model, read: &BTreeSet<(Block, &'static str)>, found: &mut Vec<Diagnostic>) {
    for block in Block::ALL {
        for entity in model.block(block) {
            for (key, fact) in entity.facts() {
                if !read.contains(&(block, key)) && !read_by_engine(block, key) {
                    let span = fact.span().unwrap_or(entity.span);
                    found.push(Diagnostic::new(
                        &codes::UNREAD,
                        span,
                        format!("no rule of the chosen law reads `{}.{}.{key}`", block.key(), entity.id),
                    ));
                }
            }
        }
    }
}

fn words(entity: &Entity, key: &str) -> Vec<Name> {
    let values =
        values_in(entity.fact(key)).into_iter().filter_map(|value| if let Value::Words(items) = value { Some(items) } else { None });
    values.flatten().map(|item| item.name.clone()).collect()
}

fn covers_something(model: &Model, consent: &Entity, stories: &Stories) -> bool {
    let askers = words(consent, "to");
    let by = words(consent, "by");
    model.block(Block::Flows).iter().any(|flow| {
        let task = flow.fact("task").word().and_then(|id| model.find(Block::Tasks, id));
        let principals = task
            .map(|task| {
                ["work_of", "done_by", "instructed_by", "supervised_by", "asked_by"]
                    .iter()
                    .flat_map(|key| words(task, key))
                    .collect::<Vec<_>>()
            })
            .unwrap_or_default();
        let givers = ["from", "caused_by", "to"].iter().flat_map(|key| words(flow, key)).chain(principals).collect::<Vec<_>>();
        let regions = stories.people.regions(&words(flow, "people"), &by);
        let people = regions.iter().any(|region| stories.people.is_in(*region, &by));
        let period = match (consent.fact("period").period(), flow.fact("period").period()) {
            (Some(a), Some(b)) => a.overlaps(&b),
            _ => true,
        };
        askers.iter().any(|asker| givers.contains(asker)) && people && period
    })
}

/// Data items and tasks that nothing names.
fn unused(model: &Model, found: &mut Vec<Diagnostic>) {
    let mut named: BTreeSet<Name> = BTreeSet::new();
    for block in Block::ALL {
        for entity in model.block(block) {
            for attribute in
                attributes_of(block).filter(|attribute| matches!(attribute.kind, Kind::DataItems | Kind::DataOrFlows | Kind::Tasks))
            {
                named.extend(words(entity, attribute.key));
            }
            for (key, fact) in entity.fact("told").map() {
                if matches!(&*key.name, "entrusted" | "data") {
                    named.extend(
                        values_in(fact)
                            .into_iter()
                            .filter_map(|value| if let Value::Words(items) = value { Some(items) } else { None })
                            .flatten()
                            .map(|item| item.name.clone()),
                    );
                }
            }
        }
    }
    for block in [Block::Data, Block::Tasks] {
        for entity in model.block(block).iter().filter(|entity| !named.contains(&entity.id)) {
            found.push(Diagnostic::new(&codes::UNUSED, entity.span, format!("nothing refers to {} `{}`", block.one(), entity.id)));
        }
    }
}
