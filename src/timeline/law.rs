//! Which pieces of law behind a rule change on a day: its own versions, concepts and tables that it reads.

use super::{Change, ChangeKind};
use crate::date::{Day, Period};
use crate::outcome::Finding;
use crate::rules::{Condition, ConditionKind, Demand, NamedCondition, Pack, Rule};
use crate::text::Text;
use std::collections::BTreeSet;

/// The changes of law on a day that matter for a finding. The rule's own versions come first; they are told alone.
pub(super) fn changes(pack: &Pack, finding: &Finding, day: Day) -> Vec<Change> {
    let Some(rule) = pack.rules.iter().find(|rule| rule.id == finding.rule) else { return Vec::new() };
    let mut own = Vec::new();
    for version in &rule.versions {
        boundary(&version.in_force, day, &finding.article, Some(version.span), &mut own);
    }
    // That a text takes the place of another one is one change.
    if own.iter().any(|change| change.kind == ChangeKind::LawStarts) {
        own.retain(|change| change.kind == ChangeKind::LawStarts);
    }
    if !own.is_empty() {
        return own;
    }
    let mut walk = Walk { pack, day, found: Vec::new(), seen: BTreeSet::new() };
    walk.rule(rule);
    let others = rule.displaced_by.iter().chain(&rule.exempted_by).filter_map(|at| pack.rules.get(*at));
    for other in others {
        let article = Text::same(format!("{} {}", other.cite.law, other.cite.article));
        other.versions.iter().for_each(|version| boundary(&version.in_force, day, &article, Some(version.span), &mut walk.found));
    }
    walk.found
}

fn boundary(period: &Period, day: Day, what: &Text, span: Option<crate::source::Span>, found: &mut Vec<Change>) {
    let mut push = |kind| {
        let change = Change { day, kind, what: what.clone(), span };
        if !found.iter().any(|known: &Change| known.kind == kind && known.what == change.what) {
            found.push(change);
        }
    };
    if period.from == day && day != Day::BEGINNING {
        push(ChangeKind::LawStarts);
    }
    if period.until == day && day != Day::END {
        push(ChangeKind::LawEnds);
    }
}

struct Walk<'a> {
    pack: &'a Pack,
    day: Day,
    found: Vec<Change>,
    seen: BTreeSet<usize>,
}

impl<'a> Walk<'a> {
    fn rule(&mut self, rule: &'a Rule) {
        if let Some(scope) = self.pack.scope {
            self.concept(scope);
        }
        for version in &rule.versions {
            self.condition(&version.when);
            match &version.demand {
                Demand::ForbiddenUnless(list) | Demand::Required(list) => list.iter().for_each(|named| self.named(named)),
                Demand::ForbiddenIf(condition) => self.condition(condition),
                Demand::Exempts(_) => {}
            }
            version.unless.iter().for_each(|named| self.named(named));
        }
    }

    fn named(&mut self, named: &'a NamedCondition) {
        self.condition(&named.holds_when);
        named.unless.iter().for_each(|inner| self.named(inner));
    }

    fn concept(&mut self, at: usize) {
        let Some(concept) = self.pack.concepts.get(at).filter(|_| self.seen.insert(at)) else { return };
        for version in &concept.versions {
            boundary(&version.in_force, self.day, &concept.title, Some(concept.span), &mut self.found);
            self.condition(&version.holds_when);
            version.parts.iter().chain(&version.unless).for_each(|named| self.named(named));
        }
    }

    fn condition(&mut self, condition: &'a Condition) {
        match &condition.kind {
            ConditionKind::All(list) | ConditionKind::Any(list) => list.iter().for_each(|inner| self.condition(inner)),
            ConditionKind::Not(inner) => self.condition(inner),
            ConditionKind::Concept(at) => self.concept(*at),
            ConditionKind::Table { table, .. } => {
                let Some(table) = self.pack.tables.get(*table) else { return };
                for row in &table.rows {
                    boundary(&row.in_force, self.day, &table.title, Some(row.span), &mut self.found);
                    let legacy = row.legacy_until.map(|last| Period { until: last.plus(1), ..Period::ALWAYS });
                    legacy.iter().for_each(|period| boundary(period, self.day, &table.title, Some(row.span), &mut self.found));
                    row.unless.iter().for_each(|condition| self.condition(condition));
                }
            }
            _ => {}
        }
    }
}
