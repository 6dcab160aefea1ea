//! From formulas to verdicts: over all worlds, or those that fit somebody's account.

use super::formula::{Formula, Formulas, PointId, Shape};
use super::points::Points;
use super::truth::{Assumptions, Impossible, Program, TooMany, Worlds};
use crate::outcome::{PointClass, Verdict};
use rustc_hash::FxHashMap;

/// What can be said of a formula over the worlds that fit some assumptions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// True in some world.
    pub can_hold: bool,
    /// False in some world.
    pub can_fail: bool,
    /// The points that decide.
    pub deciding: Vec<PointId>,
}

/// A verdict with what decides it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Judged {
    /// The verdict.
    pub verdict: Verdict,
    /// The points that decide, where it is not certain.
    pub decided_by: Vec<PointId>,
    /// How many points were too many.
    pub too_many: Option<usize>,
}

/// Judges formulas, and remembers what it found.
#[derive(Debug)]
pub struct Judge<'a> {
    /// The store.
    pub formulas: &'a mut Formulas,
    /// The points.
    pub points: &'a Points,
    /// Combinations that make no sense.
    pub impossible: &'a Impossible,
    /// What it found before.
    pub memory: Memory,
}

/// What judges found, for the next one.
#[derive(Debug, Default)]
pub struct Memory {
    /// The combinations under which it holds.
    impossible: Impossible,
    known: FxHashMap<(Formula, Assumptions), Result<Summary, TooMany>>,
}

impl<'a> Judge<'a> {
    /// A judge over a store.
    pub fn new(formulas: &'a mut Formulas, points: &'a Points, impossible: &'a Impossible) -> Judge<'a> {
        Judge::recalling(formulas, points, impossible, Memory::default())
    }

    /// A judge who knows what an earlier one found, as far as it still holds.
    pub fn recalling(formulas: &'a mut Formulas, points: &'a Points, impossible: &'a Impossible, mut memory: Memory) -> Judge<'a> {
        if memory.impossible != *impossible {
            memory = Memory { impossible: impossible.clone(), known: FxHashMap::default() };
        }
        Judge { formulas, points, impossible, memory }
    }

    /// What can be said of a formula.
    pub fn summary(&mut self, formula: Formula, assumptions: &Assumptions) -> Result<Summary, TooMany> {
        if let Shape::Constant(value) = self.formulas.shape(formula) {
            return Ok(Summary { can_hold: *value, can_fail: !*value, deciding: Vec::new() });
        }
        let support = self.formulas.support(formula);
        let settled: Assumptions = assumptions
            .iter()
            .copied()
            .filter(|(point, _)| support.contains(point) || self.impossible.iter().any(|row| row.iter().any(|(tied, _)| tied == point)))
            .collect();
        let key = (formula, settled);
        if let Some(known) = self.memory.known.get(&key) {
            return known.clone();
        }
        let result = self.compute(formula, &key.1);
        self.memory.known.insert(key, result.clone());
        result
    }

    fn compute(&mut self, formula: Formula, assumptions: &Assumptions) -> Result<Summary, TooMany> {
        let program = Program::new(self.formulas, formula, assumptions);
        // What falls away with the settled points takes no room; but combinations that make no sense still count.
        let tied = |point: &PointId| self.impossible.iter().any(|row| row.iter().any(|(tied, _)| tied == point));
        let support: Vec<PointId> =
            self.formulas.support(formula).iter().copied().filter(|point| program.reads(*point) || tied(point)).collect();
        match Worlds::new(&support, self.points, self.impossible, assumptions) {
            Ok(worlds) => {
                let table = worlds.run(&program);
                let (holds, total) = (worlds.count(&table), worlds.total());
                let varies = holds > 0 && holds < total;
                Ok(Summary {
                    can_hold: holds > 0,
                    can_fail: holds < total,
                    deciding: if varies { worlds.deciding(&table) } else { Vec::new() },
                })
            }
            Err(too_many) => self.by_components(formula, assumptions).unwrap_or(Err(too_many)),
        }
    }

    /// Too many points for one table: parts that share no point are judged one by one and joined exactly.
    fn by_components(&mut self, formula: Formula, assumptions: &Assumptions) -> Option<Result<Summary, TooMany>> {
        let (parts, is_and) = match self.formulas.shape(formula).clone() {
            Shape::And(parts) => (parts, true),
            Shape::Or(parts) => (parts, false),
            Shape::Not(inner) => {
                let inner = self.summary(inner, assumptions);
                return Some(inner.map(|inner| Summary { can_hold: inner.can_fail, can_fail: inner.can_hold, deciding: inner.deciding }));
            }
            Shape::Constant(_) | Shape::Atom(..) => return None,
        };
        let groups = self.independent(&parts, assumptions);
        if groups.len() < 2 {
            return None;
        }
        let mut summaries = Vec::new();
        for group in groups {
            let joined = if is_and { self.formulas.and(group) } else { self.formulas.or(group) };
            match self.summary(joined, assumptions) {
                Ok(summary) => summaries.push(summary),
                Err(too_many) => return Some(Err(too_many)),
            }
        }
        // In a conjunction a point decides where all other parts can hold; in a disjunction where they can fail.
        let lets_decide = |summary: &Summary| if is_and { summary.can_hold } else { summary.can_fail };
        let all_let = summaries.iter().all(lets_decide);
        let mut deciding: Vec<PointId> = Vec::new();
        for (at, summary) in summaries.iter().enumerate() {
            if all_let || summaries.iter().enumerate().all(|(other, part)| other == at || lets_decide(part)) {
                deciding.extend(&summary.deciding);
            }
        }
        deciding.sort_unstable();
        let (can_hold, can_fail) = if is_and {
            (summaries.iter().all(|part| part.can_hold), summaries.iter().any(|part| part.can_fail))
        } else {
            (summaries.iter().any(|part| part.can_hold), summaries.iter().all(|part| part.can_fail))
        };
        Some(Ok(Summary { can_hold, can_fail, deciding }))
    }

    pub(super) fn independent(&self, parts: &[Formula], assumptions: &Assumptions) -> Vec<Vec<Formula>> {
        let mut groups: Vec<(Vec<PointId>, Vec<Formula>)> = Vec::new();
        for part in parts {
            let mut points = self.formulas.support(*part).to_vec();
            for row in self.impossible {
                if row.iter().any(|(point, _)| points.contains(point)) {
                    points.extend(row.iter().map(|(point, _)| *point));
                }
            }
            points.retain(|point| !assumptions.iter().any(|(settled, _)| settled == point));
            let (touching, mut apart): (Vec<_>, Vec<_>) =
                groups.into_iter().partition(|(known, _)| known.iter().any(|point| points.contains(point)));
            let mut members = vec![*part];
            for (known, formulas) in touching {
                points.extend(known);
                members.extend(formulas);
            }
            apart.push((points, members));
            groups = apart;
        }
        groups.into_iter().map(|(_, members)| members).collect()
    }

    /// The verdict of a cell: `violation` and `applies` are the worlds in which the rule is broken and in which it applies.
    pub fn verdict(&mut self, violation: Formula, applies: Formula, assumptions: &Assumptions) -> Judged {
        let broken = match self.summary(violation, assumptions) {
            Ok(summary) => summary,
            Err(too_many) => {
                return Judged {
                    verdict: Verdict::Undetermined,
                    decided_by: too_many.points.clone(),
                    too_many: Some(too_many.points.len()),
                };
            }
        };
        if !broken.can_fail {
            return Judged { verdict: Verdict::Violation, decided_by: Vec::new(), too_many: None };
        }
        if !broken.can_hold {
            let applies = self.summary(applies, assumptions).map_or(true, |summary| summary.can_hold);
            let verdict = if applies { Verdict::Lawful } else { Verdict::NotApplicable };
            return Judged { verdict, decided_by: Vec::new(), too_many: None };
        }
        // Where impossible combinations leave no single change, everything that the formula reads decides together.
        let deciding = if broken.deciding.is_empty() { self.formulas.support(violation).to_vec() } else { broken.deciding };
        let has = |class: PointClass| deciding.iter().filter_map(|point| self.points.get(*point)).any(|point| point.class == class);
        let verdict = if has(PointClass::Disputed) {
            Verdict::Disputed
        } else if has(PointClass::NotStated) {
            Verdict::Undetermined
        } else {
            Verdict::OpenLaw
        };
        Judged { verdict, decided_by: deciding, too_many: None }
    }
}
