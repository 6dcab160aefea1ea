//! From cells to rows: equal neighbours are merged into the fewest rows that say exactly the same
//! (language reference P20), never across versions of a rule, grounds, or parties' verdicts.

use super::cells::{Cells, Outcome, Place};
use super::explain::leg_view;
use super::formula::{Formula, PointId};
use super::truth::Assumptions;
use super::verdict::{Judge, Judged};
use crate::outcome::{LegView, PointClass, Verdict};
use crate::text::Name;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that two cells must share to stand in one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The version of the rule.
    pub version: usize,
    /// The verdict and what decides it.
    pub judged: Judged,
    /// Questions on whose leading reading it rests.
    pub rests_on: Vec<PointId>,
    /// Each speaker's verdict and grounds.
    pub by_party: Vec<(Name, Verdict, Vec<Name>)>,
    /// Grounds, where lawful.
    pub grounds: Vec<Name>,
    /// The legs, in whichever story.
    pub legs: Vec<LegView>,
    /// Whether another rule takes its place.
    pub subsumed: bool,
}

/// One row: a block of cells.
#[derive(Debug, Clone)]
pub struct Row {
    /// What its cells share.
    pub signature: Signature,
    /// First segment.
    pub first: usize,
    /// Last segment, included.
    pub last: usize,
    /// Regions, by place.
    pub regions: Vec<usize>,
    /// Classes of items, by place.
    pub classes: Vec<usize>,
    /// One of its cells.
    pub sample: Place,
}

/// How each speaker, and the reader, settles the open points.
#[derive(Debug, Clone, Default)]
pub struct Accounts {
    /// What the reader takes as settled.
    pub own: Assumptions,
    /// What each speaker takes as settled.
    pub speakers: Vec<(Name, Assumptions)>,
    /// Settle by the burden of proof what is not certain.
    pub court: bool,
}

/// All that a signature follows from: the version, each way with its formulas and its leg by place, and the grounds.
type Origin = (usize, Vec<([Formula; 4], usize)>, Vec<(Name, Formula)>);

/// Regions by class by signature, all by place.
type BySignature = BTreeMap<usize, BTreeMap<usize, BTreeSet<usize>>>;

/// Merges the cells of a duty. Cells to which the rule does not apply are left out.
pub fn rows(cells: &Cells, accounts: &Accounts, judge: &mut Judge<'_>) -> Vec<Row> {
    let mut signatures: Vec<Signature> = Vec::new();
    let mut known: FxHashMap<Origin, usize> = FxHashMap::default();
    let mut legs: Vec<LegView> = Vec::new();
    let mut by_segment: BTreeMap<usize, BySignature> = BTreeMap::new();
    for (place, outcome) in &cells.outcomes {
        let ways = outcome
            .ways
            .iter()
            .map(|way| ([way.violation, way.applies, way.unproven, way.subsumed], leg_place(&mut legs, leg_view(&way.bound))));
        let key = (outcome.version, ways.collect(), outcome.grounds.clone());
        let at = match known.get(&key) {
            Some(at) => *at,
            None => {
                let signature = signature(outcome, accounts, judge);
                let at = signatures.iter().position(|other| *other == signature).unwrap_or_else(|| {
                    signatures.push(signature);
                    signatures.len() - 1
                });
                known.insert(key, at);
                at
            }
        };
        if signatures.get(at).is_some_and(|signature| signature.judged.verdict != Verdict::NotApplicable) {
            by_segment.entry(place.segment).or_default().entry(at).or_default().entry(place.class).or_default().insert(place.region);
        }
    }
    chain(&by_segment, &signatures)
}

fn leg_place(legs: &mut Vec<LegView>, leg: LegView) -> usize {
    legs.iter().position(|known| *known == leg).unwrap_or_else(|| {
        legs.push(leg);
        legs.len() - 1
    })
}

type Block = (usize, Vec<usize>, Vec<usize>);

/// Joins equal blocks of neighbouring segments.
fn chain(by_segment: &BTreeMap<usize, BySignature>, signatures: &[Signature]) -> Vec<Row> {
    let mut open: BTreeMap<Block, Row> = BTreeMap::new();
    let mut done: Vec<Row> = Vec::new();
    for (segment, by_signature) in by_segment {
        let mut still_open: BTreeMap<Block, Row> = BTreeMap::new();
        for block in blocks(by_signature) {
            let continued = open.remove(&block).filter(|row| row.last + 1 == *segment);
            let row = match continued {
                Some(row) => Row { last: *segment, ..row },
                None => {
                    let (at, classes, regions) = &block;
                    let Some(signature) = signatures.get(*at) else { continue };
                    let sample = Place {
                        segment: *segment,
                        region: regions.first().copied().unwrap_or(0),
                        class: classes.first().copied().unwrap_or(0),
                    };
                    Row {
                        signature: signature.clone(),
                        first: *segment,
                        last: *segment,
                        regions: regions.clone(),
                        classes: classes.clone(),
                        sample,
                    }
                }
            };
            still_open.insert(block, row);
        }
        done.extend(std::mem::replace(&mut open, still_open).into_values());
    }
    done.extend(open.into_values());
    done.sort_by(|a, b| (a.first, &a.regions, &a.classes, a.last).cmp(&(b.first, &b.regions, &b.classes, b.last)));
    done
}

/// The cells of one segment with one signature, as blocks of classes × regions.
fn blocks(by_signature: &BySignature) -> Vec<Block> {
    let mut found = Vec::new();
    for (signature, by_class) in by_signature {
        let mut by_regions: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
        for (class, regions) in by_class {
            by_regions.entry(regions.iter().copied().collect()).or_default().push(*class);
        }
        found.extend(by_regions.into_iter().map(|(regions, classes)| (*signature, classes, regions)));
    }
    found
}

/// The verdict on one account: by a court, the burden of proof settles what is not certain.
pub(super) fn on_account(
    violation: Formula,
    applies: Formula,
    unproven: &[Formula],
    own: &Assumptions,
    court: bool,
    judge: &mut Judge<'_>,
) -> Judged {
    let judged = judge.verdict(violation, applies, own);
    if !court || !matches!(judged.verdict, Verdict::Disputed | Verdict::Undetermined | Verdict::OpenLaw) {
        return judged;
    }
    let unproven = judge.formulas.or(unproven.to_vec());
    judge.verdict(unproven, applies, own)
}

fn signature(outcome: &Outcome, accounts: &Accounts, judge: &mut Judge<'_>) -> Signature {
    let violation = outcome.violation(judge.formulas);
    let applies = outcome.applies(judge.formulas);
    let unproven = outcome.ways.iter().map(|way| way.unproven).collect::<Vec<_>>();
    let judged = on_account(violation, applies, &unproven, &accounts.own, accounts.court, judge);
    let mut by_party = Vec::new();
    for (party, assumptions) in &accounts.speakers {
        let verdict = judge.verdict(violation, applies, assumptions).verdict;
        let grounds = if verdict == Verdict::Lawful { grounds(outcome, violation, applies, assumptions, judge) } else { Vec::new() };
        by_party.push((party.clone(), verdict, grounds));
    }
    let legs = legs(outcome, &accounts.own, judge);
    let subsumed_worlds = outcome.ways.iter().map(|way| way.subsumed).collect::<Vec<_>>();
    let subsumed = judge.formulas.or(subsumed_worlds);
    let not_subsumed = judge.formulas.not(subsumed);
    let alone = judge.formulas.and([violation, not_subsumed]);
    let subsumed = subsumed != Formula::FALSE && judge.summary(alone, &accounts.own).is_ok_and(|summary| !summary.can_hold);
    Signature {
        version: outcome.version,
        rests_on: rests_on(violation, applies, &judged, accounts, judge),
        grounds: if judged.verdict == Verdict::Lawful { grounds(outcome, violation, applies, &accounts.own, judge) } else { Vec::new() },
        judged,
        by_party,
        legs,
        subsumed,
    }
}

/// The grounds that excuse in some world in which the rule applies and is kept.
fn grounds(outcome: &Outcome, violation: Formula, applies: Formula, assumptions: &Assumptions, judge: &mut Judge<'_>) -> Vec<Name> {
    let kept = judge.formulas.not(violation);
    let mut found = Vec::new();
    for (id, formula) in &outcome.grounds {
        let by_this = judge.formulas.and([applies, kept, *formula]);
        if judge.summary(by_this, assumptions).is_ok_and(|summary| summary.can_hold) {
            found.push(id.clone());
        }
    }
    found.sort();
    found
}

fn legs(outcome: &Outcome, assumptions: &Assumptions, judge: &mut Judge<'_>) -> Vec<LegView> {
    let mut found: Vec<LegView> = Vec::new();
    for way in &outcome.ways {
        let leg = leg_view(&way.bound);
        if !found.contains(&leg) && judge.summary(way.applies, assumptions).map_or(true, |summary| summary.can_hold) {
            found.push(leg);
        }
    }
    found.sort();
    found
}

/// Questions of law whose leading reading, if it were open, would change the verdict.
fn rests_on(violation: Formula, applies: Formula, judged: &Judged, accounts: &Accounts, judge: &mut Judge<'_>) -> Vec<PointId> {
    // A dispute that decides goes on deciding whatever else is freed: only where all points together were said to decide,
    // because none did alone, that is not certain.
    if judged.verdict == Verdict::Disputed && !accounts.court && judged.decided_by != judge.formulas.support(violation) {
        return Vec::new();
    }
    let both = judge.formulas.or([violation, applies]);
    let questions: Vec<PointId> = judge
        .formulas
        .support(both)
        .iter()
        .copied()
        .filter(|point| judge.points.get(*point).is_some_and(|point| point.class == PointClass::Law && point.leaning.is_some()))
        .collect();
    questions
        .into_iter()
        .filter(|question| {
            let leaning = judge.points.get(*question).and_then(|point| point.leaning);
            let settled_by_leaning = accounts.own.iter().any(|(point, value)| point == question && Some(*value) == leaning);
            let freed: Assumptions = accounts.own.iter().copied().filter(|(point, _)| point != question).collect();
            settled_by_leaning && judge.verdict(violation, applies, &freed).verdict != judged.verdict
        })
        .collect()
}
