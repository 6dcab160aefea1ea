//! Which open point decides a finding: exact counts over all worlds, never a sample.
//!
//! Three notions, all exact (up to 20 yes/no points for each independent part of a finding):
//! how often a point is pivotal, which smallest sets of answers settle the finding, and how few of its own points a party
//! can concede before the outcome changes. Beyond that nothing is estimated: the answer is that there are too many points.

mod concede;
mod primes;
mod table;

use crate::judge::formula::PointId;
use crate::judge::points::Points;
use crate::judge::reading::{Join, Part, Parts, Reading, Stand};
use crate::outcome::{Finding, PointClass, Verdict};
use crate::text::{Name, Text};

pub use crate::judge::truth::MAX_BITS;
pub use concede::{Concessions, Lost};

/// One answer: a point has a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Answer {
    /// The point's id.
    pub point: Name,
    /// The value.
    pub value: Name,
}

/// How often a point is pivotal: in so many of the combinations of the other answers, its answer alone turns the outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pivot {
    /// Combinations of the other answers in which it turns the outcome.
    pub turns: u128,
    /// All combinations of the other answers that leave it open.
    pub of: u128,
}

/// An open point as it bears on one finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// Its id.
    pub id: Name,
    /// Why it is open.
    pub class: PointClass,
    /// The question.
    pub question: Text,
    /// The possible answers, each with the parties that give it.
    pub answers: Vec<(Name, Vec<Name>)>,
    /// How often it is pivotal.
    pub pivot: Pivot,
}

/// All minimal sets of answers that settle a finding one way, the smallest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settling {
    /// The sets. An empty set: it is settled already.
    pub sets: Vec<Vec<Answer>>,
    /// Whether there are more sets than can be listed; those that are there are then not all, and may not be the smallest.
    pub too_many: bool,
}

/// What decides a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The points, the most pivotal first.
    pub points: Vec<Weighed>,
    /// How many worlds there are over these points.
    pub worlds: u128,
    /// In how many it is a violation.
    pub violations: u128,
    /// What settles that it is a violation.
    pub violation: Settling,
    /// What settles that it is none: lawful, or the rule does not apply.
    pub no_violation: Settling,
    /// What each party can concede.
    pub concessions: Vec<Concessions>,
}

/// A finding with what decides it.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The finding.
    pub finding: Finding,
    /// Whether the outcome differs for some people, items or days within the finding: it then counts where any of them is concerned.
    pub mixed: bool,
    /// What decides it, or the points that are too many.
    pub decided: Result<Decided, Vec<Name>>,
    /// Parties that come to the same outcome on their own versions although it is not certain, and whether it is a violation.
    pub agreed: Option<(Vec<Name>, bool)>,
    /// What a court comes to by the burden of proof.
    pub court: Verdict,
    /// Who must prove that a ground holds, and where that is written.
    pub burden: Vec<(Name, Name)>,
}

impl Decision {
    /// Whether something is left to decide.
    pub fn is_open(&self) -> bool {
        self.decided.as_ref().map_or(true, |decided| decided.violations > 0 && decided.violations < decided.worlds)
    }
}

/// Works out what decides a finding.
pub fn decide(all: &Points, reading: Reading) -> Decision {
    let decided = match &reading.parts {
        Ok(parts) => Ok(weigh(all, parts, &reading.stands)),
        Err(too_many) => Err(too_many.points.iter().filter_map(|point| all.get(*point)).map(|point| point.id.clone()).collect()),
    };
    let mut decision =
        Decision { agreed: None, finding: reading.finding, mixed: reading.mixed, decided, court: reading.court, burden: reading.burden };
    if decision.is_open() {
        decision.agreed = agreed(&reading.stands);
    }
    decision
}

/// At least two parties that take a side, all with the same certain outcome.
fn agreed(stands: &[Stand]) -> Option<(Vec<Name>, bool)> {
    let outcome = |stand: &Stand| match stand.verdict {
        Verdict::Violation => Some(true),
        Verdict::Lawful | Verdict::NotApplicable => Some(false),
        Verdict::Disputed | Verdict::Undetermined | Verdict::OpenLaw => None,
    };
    let first = outcome(stands.first()?)?;
    let all = stands.len() > 1 && stands.iter().all(|stand| outcome(stand) == Some(first));
    all.then(|| (stands.iter().map(|stand| stand.party.clone()).collect(), first))
}

/// Weighs the points of a finding.
pub fn weigh(all: &Points, parts: &Parts, stands: &[Stand]) -> Decided {
    let (worlds, violations) = totals(parts);
    let mut points = Vec::new();
    for (at, part) in parts.parts.iter().enumerate() {
        // In a part of several, a point turns the outcome only where the other parts leave it to this one.
        let others = parts.parts.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, part)| part);
        let leave: u128 = others.clone().map(|other| leaves_open(other, parts.join)).product();
        let others: u128 = others.map(|other| u128::from(other.worlds.total())).product();
        for placed in part.worlds.placed() {
            let pivot = table::pivot(part, placed);
            if let Some(point) = all.get(placed.point) {
                points.push(Weighed {
                    id: point.id.clone(),
                    class: point.class,
                    question: point.question.clone(),
                    answers: answers(placed.point, &point.values, stands),
                    pivot: Pivot { turns: pivot.turns * leave, of: pivot.of * others },
                });
            }
        }
    }
    // The larger share first; of equal ones, what is in dispute before what nobody stated.
    points.sort_by(|a, b| {
        (b.pivot.turns * a.pivot.of).cmp(&(a.pivot.turns * b.pivot.of)).then_with(|| (a.class, &a.id).cmp(&(b.class, &b.id)))
    });
    Decided {
        points,
        worlds,
        violations,
        violation: settling(all, parts, true),
        no_violation: settling(all, parts, false),
        concessions: stands.iter().filter_map(|stand| concede::concessions(all, stand)).collect(),
    }
}

/// In how many of its worlds a part leaves the outcome to the others.
fn leaves_open(part: &Part, join: Join) -> u128 {
    let holds = part.worlds.count(&part.violation);
    u128::from(if join == Join::All { holds } else { part.worlds.total() - holds })
}

/// All worlds, and those in which the finding is broken.
fn totals(parts: &Parts) -> (u128, u128) {
    let all: u128 = parts.parts.iter().map(|part| u128::from(part.worlds.total())).product();
    let open: u128 = parts.parts.iter().map(|part| leaves_open(part, parts.join)).product();
    (all, if parts.join == Join::All { open } else { all - open })
}

fn answers(point: PointId, values: &[Name], stands: &[Stand]) -> Vec<(Name, Vec<Name>)> {
    let holds = |stand: &&Stand, value: usize| stand.positions.iter().any(|(own, held)| *own == point && usize::from(*held) == value);
    values
        .iter()
        .enumerate()
        .map(|(at, value)| (value.clone(), stands.iter().filter(|stand| holds(stand, at)).map(|stand| stand.party.clone()).collect()))
        .collect()
}

/// The smallest sets of answers that settle the finding: those of one part, or one of each part together.
fn settling(all: &Points, parts: &Parts, broken: bool) -> Settling {
    let of_parts: Vec<primes::Primes> = parts.parts.iter().map(|part| primes::primes(part, broken)).collect();
    let too_many = of_parts.iter().any(|primes| primes.too_many);
    let terms = of_parts.iter().zip(&parts.parts).map(|(primes, part)| primes.terms.iter().map(|term| term.answers(part)).collect());
    let alone = (parts.join == Join::Any) == broken || parts.parts.len() == 1;
    let (sets, cut) = if alone { (terms.flat_map(|sets: Vec<Vec<_>>| sets).collect(), false) } else { product(terms.collect()) };
    let mut settling = Settling { sets: sets.into_iter().map(|set| named(all, &set)).collect(), too_many: too_many || cut };
    settling.sets.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    settling
}

type Set = Vec<(PointId, u16)>;

/// One set of each list, joined; and whether there would be too many.
fn product(lists: Vec<Vec<Set>>) -> (Vec<Set>, bool) {
    let mut all: Vec<Set> = vec![Vec::new()];
    for list in lists {
        if all.len().saturating_mul(list.len()) > primes::MOST {
            return (all, true);
        }
        all = all.iter().flat_map(|set| list.iter().map(move |more| [set.as_slice(), more].concat())).collect();
    }
    (all, false)
}

fn named(all: &Points, set: &[(PointId, u16)]) -> Vec<Answer> {
    let answer = |(point, value): &(PointId, u16)| {
        let point = all.get(*point)?;
        Some(Answer { point: point.id.clone(), value: point.values.get(usize::from(*value))?.clone() })
    };
    let mut answers: Vec<Answer> = set.iter().filter_map(answer).collect();
    answers.sort();
    answers
}
