//! On which days the law that a rule reads changes: its own versions, those of every concept and table behind it.
//!
//! Between two such days, and days on which the facts change, a rule says the same.

use super::model::{Condition, ConditionKind, Demand, NamedCondition, Pack, Rule};
use crate::date::{Day, Period};
use std::collections::BTreeSet;

/// Writes down the days of every rule and of the law about legs.
pub(super) fn complete_days(pack: &mut Pack) {
    let rules: Vec<Vec<Day>> = (0..pack.rules.len()).map(|at| rule_days(pack, at)).collect();
    let mut legs = BTreeSet::new();
    if let Some(at) = pack.legs.works_for {
        concept_days(pack, at, &mut legs, &mut BTreeSet::new());
    }
    if let Some(condition) = &pack.legs.recipient_is_principal {
        condition_days(pack, condition, &mut legs, &mut BTreeSet::new());
    }
    for (rule, days) in pack.rules.iter_mut().zip(rules) {
        rule.days = days;
    }
    pack.legs.days = legs.into_iter().collect();
}

fn rule_days(pack: &Pack, at: usize) -> Vec<Day> {
    let mut days = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let Some(rule) = pack.rules.get(at) else { return Vec::new() };
    if let Some(scope) = pack.scope {
        concept_days(pack, scope, &mut days, &mut seen);
    }
    own_days(pack, rule, &mut days, &mut seen);
    // What displaces, exempts or takes the place of a rule is read with it.
    let others = rule.displaced_by.iter().chain(&rule.exempted_by).filter_map(|other| pack.rules.get(*other));
    let subsuming = rule.subsumed_by.iter().filter_map(|(id, _)| pack.rules.iter().find(|other| other.id == *id));
    for other in others.chain(subsuming) {
        own_days(pack, other, &mut days, &mut seen);
    }
    days.into_iter().collect()
}

fn own_days(pack: &Pack, rule: &Rule, days: &mut BTreeSet<Day>, seen: &mut BTreeSet<usize>) {
    for version in &rule.versions {
        period_days(&version.in_force, days);
        condition_days(pack, &version.when, days, seen);
        match &version.demand {
            Demand::ForbiddenUnless(list) | Demand::Required(list) => list.iter().for_each(|named| named_days(pack, named, days, seen)),
            Demand::ForbiddenIf(condition) => condition_days(pack, condition, days, seen),
            Demand::Exempts(_) => {}
        }
        version.unless.iter().for_each(|named| named_days(pack, named, days, seen));
    }
    for condition in rule.subsumed_by.iter().filter_map(|(_, condition)| condition.as_ref()) {
        condition_days(pack, condition, days, seen);
    }
}

fn period_days(period: &Period, days: &mut BTreeSet<Day>) {
    days.extend([period.from, period.until]);
}

fn named_days(pack: &Pack, named: &NamedCondition, days: &mut BTreeSet<Day>, seen: &mut BTreeSet<usize>) {
    condition_days(pack, &named.holds_when, days, seen);
    named.unless.iter().for_each(|inner| named_days(pack, inner, days, seen));
}

fn concept_days(pack: &Pack, at: usize, days: &mut BTreeSet<Day>, seen: &mut BTreeSet<usize>) {
    let Some(concept) = pack.concepts.get(at).filter(|_| seen.insert(at)) else { return };
    for version in &concept.versions {
        period_days(&version.in_force, days);
        condition_days(pack, &version.holds_when, days, seen);
        version.parts.iter().chain(&version.unless).for_each(|named| named_days(pack, named, days, seen));
    }
}

fn condition_days(pack: &Pack, condition: &Condition, days: &mut BTreeSet<Day>, seen: &mut BTreeSet<usize>) {
    match &condition.kind {
        ConditionKind::All(list) | ConditionKind::Any(list) => list.iter().for_each(|inner| condition_days(pack, inner, days, seen)),
        ConditionKind::Not(inner) => condition_days(pack, inner, days, seen),
        ConditionKind::Concept(at) => concept_days(pack, *at, days, seen),
        ConditionKind::Table { table, .. } => {
            for row in pack.tables.get(*table).map(|table| table.rows.as_slice()).unwrap_or_default() {
                period_days(&row.in_force, days);
                days.extend(row.legacy_until.map(|until| until.plus(1)));
                row.unless.iter().for_each(|condition| condition_days(pack, condition, days, seen));
            }
        }
        _ => {}
    }
}
