//! What decides, against the plainest way of working it out: looking at every world, one after another.

use super::formulas::{Plain, VALUES, id, impossible, is_so, plain, points, worlds};
use super::support::law::{TOY, pack};
use super::support::scenarios::scenarios;
use super::support::{cases, document};
use flowlaw::decide::{Decided, decide, weigh};
use flowlaw::diagnostics::Diagnostics;
use flowlaw::judge::case::{Case, Law, Options};
use flowlaw::judge::formula::{Formulas, PointId};
use flowlaw::judge::reading::{Join, Part, Parts, Stand};
use flowlaw::judge::truth::{Impossible, Worlds};
use flowlaw::outcome::Verdict;
use proptest::prelude::*;
use std::collections::BTreeSet;

type World = Vec<u16>;

fn part(formulas: &mut Formulas, plain: &Plain, rows: &Impossible, over: &[usize]) -> Part {
    let formula = plain.build(formulas);
    let over: Vec<PointId> = over.iter().map(|point| id(*point)).collect();
    let worlds = Worlds::new(&over, &points(), rows, &[]).expect("few points");
    Part { violation: worlds.table(formulas, formula), worlds }
}

/// A finding over all points, with what each of two parties says about some.
fn over_all(plain: &Plain, rows: &[Vec<(usize, u16)>], said: &[Vec<Option<u16>>]) -> Decided {
    let rows: Impossible = rows.iter().map(|row| row.iter().map(|(point, value)| (id(*point), *value)).collect()).collect();
    let all: Vec<usize> = (0..VALUES.len()).collect();
    let parts = Parts { join: Join::Any, parts: vec![part(&mut Formulas::default(), plain, &rows, &all)] };
    weigh(&points(), &parts, &stands(&parts, said))
}

fn stands(parts: &Parts, said: &[Vec<Option<u16>>]) -> Vec<Stand> {
    let stand = |(at, said): (usize, &Vec<Option<u16>>)| Stand {
        party: format!("party {at}").into(),
        positions: said.iter().enumerate().filter_map(|(point, value)| Some((id(point), (*value)?))).collect(),
        parts: Ok(parts.clone()),
        verdict: Verdict::Disputed,
    };
    said.iter().enumerate().map(stand).collect()
}

fn positions() -> impl Strategy<Value = Vec<Option<u16>>> {
    prop::collection::vec(prop::option::of(0..4u16), VALUES.len())
        .prop_map(|said| said.into_iter().zip(VALUES).map(|(value, of)| value.map(|value| value % of)).collect())
}

fn possible(rows: &[Vec<(usize, u16)>]) -> Vec<World> {
    worlds().into_iter().filter(|world| rows.iter().all(|row| !row.iter().all(|member| is_so(world, member)))).collect()
}

fn fits(world: &World, answers: &[(usize, u16)]) -> bool {
    answers.iter().all(|answer| is_so(world, answer))
}

/// Every choice of an answer, or of none, for each point.
fn partial() -> Vec<Vec<(usize, u16)>> {
    VALUES.iter().enumerate().fold(vec![Vec::new()], |sets: Vec<Vec<(usize, u16)>>, (point, values)| {
        sets.iter()
            .flat_map(|set| std::iter::once(set.clone()).chain((0..*values).map(move |value| [set.as_slice(), &[(point, value)]].concat())))
            .collect()
    })
}

/// Every smallest set of answers after which all possible worlds come out this way, and one is left.
fn settling(broken: bool, plain: &Plain, all: &[World]) -> BTreeSet<Vec<(usize, u16)>> {
    let settles = |set: &[(usize, u16)]| {
        let mut left = all.iter().filter(|world| fits(world, set)).peekable();
        left.peek().is_some() && left.all(|world| plain.holds(world) == broken)
    };
    let without = |set: &[(usize, u16)], at: usize| {
        set.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, answer)| *answer).collect::<Vec<_>>()
    };
    partial().into_iter().filter(|set| settles(set) && (0..set.len()).all(|at| !settles(&without(set, at)))).collect()
}

fn point_of(name: &str) -> usize {
    name.trim_start_matches("point ").parse().expect("a point")
}

fn found(decided: &[Vec<flowlaw::decide::Answer>]) -> BTreeSet<Vec<(usize, u16)>> {
    decided.iter().map(|set| set.iter().map(|answer| (point_of(&answer.point), answer.value.parse().expect("a value"))).collect()).collect()
}

/// The smallest sets of own points whose loss changes what is certain on an account; nothing where nothing is.
fn losses(plain: &Plain, all: &[World], said: &[Option<u16>]) -> Option<BTreeSet<BTreeSet<usize>>> {
    let own: Vec<(usize, u16)> = said.iter().enumerate().filter_map(|(point, value)| Some((point, (*value)?))).collect();
    let outcomes = |answers: &[(usize, u16)]| {
        all.iter().filter(|world| fits(world, answers)).map(|world| plain.holds(world)).collect::<BTreeSet<bool>>()
    };
    let held = outcomes(&own);
    if held.len() != 1 {
        return None;
    }
    let accounts = own.iter().fold(vec![Vec::new()], |accounts: Vec<Vec<(usize, u16)>>, (point, _)| {
        accounts
            .iter()
            .flat_map(|account| (0..VALUES[*point]).map(move |value| [account.as_slice(), &[(*point, value)]].concat()))
            .collect()
    });
    let changed = |account: &[(usize, u16)]| {
        account.iter().filter(|answer| !own.contains(answer)).map(|(point, _)| *point).collect::<BTreeSet<usize>>()
    };
    let flips: BTreeSet<BTreeSet<usize>> = accounts
        .iter()
        .filter(|account| !outcomes(account).is_empty() && outcomes(account) != held)
        .map(|account| changed(account))
        .collect();
    Some(flips.iter().filter(|set| !flips.iter().any(|other| other != *set && other.is_subset(set))).cloned().collect())
}

proptest! {
    #![proptest_config(cases(100))]

    /// 31. What decides: how often a point is pivotal, and every smallest set of answers, are what looking at every world gives.
    #[test]
    fn what_decides_is_what_every_world_one_by_one_says(plain in plain(true), rows in impossible()) {
        let all = possible(&rows);
        let decided = over_all(&plain, &rows, &[]);
        prop_assert_eq!(decided.worlds, all.len() as u128);
        prop_assert_eq!(decided.violations, all.iter().filter(|world| plain.holds(world)).count() as u128);
        for weighed in &decided.points {
            let point = point_of(&weighed.id);
            let mut contexts: BTreeSet<World> = BTreeSet::new();
            let mut turning: BTreeSet<World> = BTreeSet::new();
            for one in &all {
                for other in all.iter().filter(|other| one[point] != other[point] && (0..VALUES.len()).all(|at| at == point || one[at] == other[at])) {
                    let context: World = one.iter().enumerate().filter(|(at, _)| *at != point).map(|(_, value)| *value).collect();
                    if plain.holds(one) != plain.holds(other) {
                        turning.insert(context.clone());
                    }
                    contexts.insert(context);
                }
            }
            prop_assert_eq!((weighed.pivot.turns, weighed.pivot.of), (turning.len() as u128, contexts.len() as u128), "{}", weighed.id);
        }
        prop_assert_eq!(found(&decided.violation.sets), settling(true, &plain, &all));
        prop_assert_eq!(found(&decided.no_violation.sets), settling(false, &plain, &all));
    }

    /// 32. Duality: every set that settles a violation meets every set that settles that there is none.
    #[test]
    fn what_settles_it_one_way_meets_everything_that_settles_it_the_other_way(plain in plain(true)) {
        let decided = over_all(&plain, &[], &[]);
        for one in found(&decided.violation.sets) {
            for other in found(&decided.no_violation.sets) {
                prop_assert!(one.iter().any(|(point, value)| other.iter().any(|(at, wanted)| at == point && wanted != value)), "{one:?} {other:?}");
            }
        }
    }

    /// 31. A point matters exactly if it stands in some smallest set.
    #[test]
    fn a_point_decides_exactly_if_it_stands_in_a_smallest_set(plain in plain(true)) {
        let decided = over_all(&plain, &[], &[]);
        let all = found(&decided.violation.sets).into_iter().chain(found(&decided.no_violation.sets));
        let named: BTreeSet<usize> = all.flatten().map(|(point, _)| point).collect();
        let turning: BTreeSet<usize> = decided.points.iter().filter(|point| point.pivot.turns > 0).map(|point| point_of(&point.id)).collect();
        prop_assert_eq!(named, turning);
    }

    /// 32. What a party can concede: every smallest set of own points is found, and no other.
    #[test]
    fn a_party_loses_exactly_by_the_smallest_sets_that_every_account_one_by_one_shows(plain in plain(true), rows in impossible(), said in positions()) {
        let all = possible(&rows);
        let decided = over_all(&plain, &rows, std::slice::from_ref(&said));
        let found = decided.concessions.first().and_then(|concession| concession.lost.as_ref()).map(|lost| {
            lost.iter().map(|lost| lost.points.iter().map(|point| point_of(point)).collect()).collect::<BTreeSet<BTreeSet<usize>>>()
        });
        // A party that says nothing, or what cannot be, has nothing to lose.
        prop_assert_eq!(found, losses(&plain, &all, &said).filter(|_| said.iter().any(Option::is_some)));
    }

    /// 3. Parts that share no point, joined, are what one table over all of them says.
    #[test]
    fn parts_joined_are_what_one_table_says(low in plain(true), high in plain(true), any in any::<bool>()) {
        let (low, high) = (only(&low, &[0, 1, 2]), only(&high, &[3, 4]));
        let whole = if any { Plain::Any(vec![low.clone(), high.clone()]) } else { Plain::All(vec![low.clone(), high.clone()]) };
        let mut formulas = Formulas::default();
        let none = Impossible::new();
        let split = vec![part(&mut formulas, &low, &none, &[0, 1, 2]), part(&mut formulas, &high, &none, &[3, 4])];
        // Where a part is settled already, what the other reads decides nothing: that is no case of independent parts.
        prop_assume!(split.iter().all(|part| (1..part.worlds.total()).contains(&part.worlds.count(&part.violation))));
        let joined = weigh(&points(), &Parts { join: if any { Join::Any } else { Join::All }, parts: split }, &[]);
        prop_assert_eq!(joined, over_all(&whole, &[], &[]));
    }
}

/// A formula over some points only: any other becomes one of them.
fn only(plain: &Plain, points: &[usize]) -> Plain {
    let inner = |parts: &[Plain]| parts.iter().map(|part| only(part, points)).collect();
    match plain {
        Plain::Constant(value) => Plain::Constant(*value),
        Plain::Is(point, value) => {
            let point = points[point % points.len()];
            Plain::Is(point, value % VALUES[point])
        }
        Plain::Not(inner) => Plain::Not(Box::new(only(inner, points))),
        Plain::All(parts) => Plain::All(inner(parts)),
        Plain::Any(parts) => Plain::Any(inner(parts)),
    }
}

proptest! {
    #![proptest_config(cases(24))]

    /// 6 and 7, on whole scenarios: `decide` and `check` say the same about what is open, what decides, and what parties come to.
    #[test]
    fn decide_and_check_agree_on_every_finding(scenario in scenarios()) {
        let law = pack(TOY);
        let document = document(&scenario)?;
        let law = [Law { pack: &law, origin: "test" }];
        let mut case = Case::open(&document, &law, &Options::default(), &mut Diagnostics::default()).expect("a case");
        let judgement = case.judgement(&Options::default());
        let readings = case.readings(&Options::default(), &|_| true);
        prop_assert_eq!(readings.iter().map(|reading| &reading.finding.id).collect::<Vec<_>>(), judgement.findings.iter().map(|finding| &finding.id).collect::<Vec<_>>());
        for (reading, finding) in readings.into_iter().zip(&judgement.findings) {
            let views: Vec<_> = reading.stands.iter().map(|stand| (stand.party.clone(), stand.verdict)).collect();
            for (party, verdict) in views.iter().filter(|_| !reading.mixed) {
                let shown = finding.by_party.iter().find(|view| view.party == *party).map(|view| view.verdict);
                prop_assert_eq!(shown, Some(*verdict), "{} {}", finding.id, party);
            }
            let decision = decide(case.points(), reading);
            let Ok(decided) = &decision.decided else { continue };
            prop_assert_eq!(decided.violations == decided.worlds, finding.verdict == Verdict::Violation, "{}", finding.id);
            prop_assert_eq!(decision.is_open(), !matches!(finding.verdict, Verdict::Violation | Verdict::Lawful | Verdict::NotApplicable), "{}", finding.id);
            let turning: BTreeSet<_> = decided.points.iter().filter(|point| point.pivot.turns > 0).map(|point| point.id.clone()).collect();
            if !decision.mixed && !turning.is_empty() {
                prop_assert_eq!(turning, finding.decided_by.iter().map(|point| point.id.clone()).collect::<BTreeSet<_>>(), "{}", finding.id);
            }
        }
    }
}
