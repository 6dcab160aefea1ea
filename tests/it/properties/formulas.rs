//! Formulas and tables: the machinery behind "in every world", against the plainest way of working it out.

use super::support::cases;
use flowlaw::judge::formula::{Formula, Formulas, PointId};
use flowlaw::judge::points::{Point, Points};
use flowlaw::judge::truth::{Assumptions, Impossible, Worlds};
use flowlaw::judge::verdict::Judge;
use flowlaw::outcome::{PointClass, Verdict};
use flowlaw::text::{Name, Text};
use proptest::prelude::*;
use proptest::strategy::BoxedStrategy;
use std::collections::BTreeSet;

/// How many values each point has. A dispute can have more than two versions, so that one between two others can be impossible.
pub const VALUES: [u16; 5] = [3, 3, 2, 4, 2];

/// A formula as anybody would write it down.
#[derive(Debug, Clone)]
pub enum Plain {
    Constant(bool),
    Is(usize, u16),
    Not(Box<Plain>),
    All(Vec<Plain>),
    Any(Vec<Plain>),
}

impl Plain {
    pub fn holds(&self, world: &[u16]) -> bool {
        match self {
            Plain::Constant(value) => *value,
            Plain::Is(point, value) => world[*point] == *value,
            Plain::Not(inner) => !inner.holds(world),
            Plain::All(parts) => parts.iter().all(|part| part.holds(world)),
            Plain::Any(parts) => parts.iter().any(|part| part.holds(world)),
        }
    }

    pub fn build(&self, formulas: &mut Formulas) -> Formula {
        match self {
            Plain::Constant(value) => Formula::constant(*value),
            Plain::Is(point, value) => formulas.atom(id(*point), *value),
            Plain::Not(inner) => {
                let inner = inner.build(formulas);
                formulas.not(inner)
            }
            Plain::All(parts) => {
                let parts: Vec<Formula> = parts.iter().map(|part| part.build(formulas)).collect();
                formulas.and(parts)
            }
            Plain::Any(parts) => {
                let parts: Vec<Formula> = parts.iter().map(|part| part.build(formulas)).collect();
                formulas.or(parts)
            }
        }
    }
}

pub fn id(point: usize) -> PointId {
    PointId(u32::try_from(point).unwrap())
}

pub fn plain(negations: bool) -> BoxedStrategy<Plain> {
    let is = (0..VALUES.len(), 0..4u16).prop_map(|(point, value)| Plain::Is(point, value % VALUES[point]));
    // Of two values, the first one only where nothing is denied.
    let is = is.prop_map(move |atom| if negations { atom } else { positive(atom) });
    let leaf = prop_oneof![8 => is, 1 => any::<bool>().prop_map(Plain::Constant)];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        let parts = prop::collection::vec(inner.clone(), 1..4);
        let groups = prop_oneof![parts.clone().prop_map(Plain::All), parts.prop_map(Plain::Any)];
        if negations { prop_oneof![3 => groups, 1 => inner.prop_map(|inner| Plain::Not(Box::new(inner)))].boxed() } else { groups.boxed() }
    })
    .boxed()
}

fn positive(atom: Plain) -> Plain {
    match atom {
        Plain::Is(point, _) => Plain::Is(point, 0),
        other => other,
    }
}

pub fn points() -> Points {
    let mut points = Points::default();
    for (at, values) in VALUES.iter().enumerate() {
        let name: Name = format!("point {at}").into();
        let class = [PointClass::Disputed, PointClass::NotStated, PointClass::NotStated, PointClass::Law, PointClass::Disputed][at];
        let values = (0..*values).map(|value| value.to_string().into()).collect();
        points.intern(&name, || Point {
            id: name.clone(),
            class,
            question: Text::same(name.clone()),
            values,
            leaning: None,
            line_to_add: None,
            span: None,
        });
    }
    points
}

pub fn worlds() -> Vec<Vec<u16>> {
    VALUES.iter().fold(vec![Vec::new()], |worlds: Vec<Vec<u16>>, values| {
        worlds.iter().flat_map(|world| (0..*values).map(move |value| [world.as_slice(), &[value]].concat())).collect()
    })
}

/// Combinations that make no sense, of disputed points.
pub fn impossible() -> BoxedStrategy<Vec<Vec<(usize, u16)>>> {
    prop::collection::vec((0..3u16, 0..2u16).prop_map(|(first, last)| vec![(0, first), (4, last)]), 0..4).boxed()
}

pub fn is_so(world: &[u16], member: &(usize, u16)) -> bool {
    world[member.0] == member.1
}

proptest! {
    #![proptest_config(cases(200))]

    /// 4. Soundness of the fast path.
    #[test]
    fn what_folds_to_a_constant_is_so_in_every_world_and_nothing_changes_on_the_way(plain in plain(true)) {
        let mut formulas = Formulas::default();
        let formula = plain.build(&mut formulas);
        for world in worlds() {
            prop_assert_eq!(formulas.holds(formula, &|point| world[point.0 as usize]), plain.holds(&world), "{:?}", world);
            prop_assert!(formula != Formula::TRUE || plain.holds(&world));
            prop_assert!(formula != Formula::FALSE || !plain.holds(&world));
        }
    }

    /// 12. Polarity: what a formula never denies can only help it.
    #[test]
    fn a_point_that_is_never_denied_can_only_help(plain in plain(false)) {
        let mut formulas = Formulas::default();
        let formula = plain.build(&mut formulas);
        let holds = |world: &[u16]| formulas.holds(formula, &|point| world[point.0 as usize]);
        for world in worlds().into_iter().filter(|world| holds(world)) {
            for point in 0..VALUES.len() {
                let mut helped = world.clone();
                helped[point] = 0;
                prop_assert!(holds(&helped), "{world:?}, point {point}");
            }
        }
    }

    /// 12. Polarity: what a formula does not read never matters; and the verdict is what all worlds, one by one, come to.
    #[test]
    fn a_verdict_is_what_all_worlds_one_by_one_come_to(violation in plain(true), more in plain(true), impossible in impossible(), settled in prop::option::of((0..VALUES.len(), 0..4u16))) {
        let points = points();
        let settled: Option<(usize, u16)> = settled.map(|(point, value)| (point, value % VALUES[point]));
        let admissible: Vec<Vec<u16>> = worlds().into_iter().filter(|world| impossible.iter().all(|row| !row.iter().all(|member| is_so(world, member))) && settled.iter().all(|member| is_so(world, member))).collect();
        prop_assume!(!admissible.is_empty());
        let mut formulas = Formulas::default();
        let (broken, more) = (violation.build(&mut formulas), more.build(&mut formulas));
        let applies = formulas.or([broken, more]);
        let rows: Impossible = impossible.iter().map(|row| row.iter().map(|(point, value)| (id(*point), *value)).collect()).collect();
        let assumptions: Assumptions = settled.iter().map(|(point, value)| (id(*point), *value)).collect();
        let reaches = admissible.iter().any(|world| formulas.holds(applies, &|point| world[point.0 as usize]));
        let support: BTreeSet<PointId> = formulas.support(broken).iter().copied().collect();
        let judged = Judge::new(&mut formulas, &points, &rows).verdict(broken, applies, &assumptions);
        let outcomes: BTreeSet<bool> = admissible.iter().map(|world| violation.holds(world)).collect();
        let flips = |point: usize| admissible.iter().any(|one| admissible.iter().any(|other| (0..VALUES.len()).all(|at| at == point || one[at] == other[at]) && violation.holds(one) != violation.holds(other)));
        let deciding: BTreeSet<PointId> = (0..VALUES.len()).filter(|point| flips(*point)).map(id).collect();
        let said: BTreeSet<PointId> = judged.decided_by.iter().copied().collect();
        prop_assert!(said.is_subset(&support));
        match (outcomes.contains(&true), outcomes.contains(&false)) {
            (true, false) => prop_assert_eq!(judged.verdict, Verdict::Violation),
            (false, _) => prop_assert_eq!(judged.verdict, if reaches { Verdict::Lawful } else { Verdict::NotApplicable }),
            (true, true) => {
                prop_assert!(!matches!(judged.verdict, Verdict::Violation | Verdict::Lawful | Verdict::NotApplicable));
                if !deciding.is_empty() {
                    prop_assert_eq!(said, deciding);
                }
            }
        }
    }

    /// 3. Two-valued worlds: a table has one answer for each world, and counts no world that cannot be.
    #[test]
    fn a_table_holds_each_possible_world_once(plain in plain(true), impossible in impossible()) {
        let points = points();
        let mut formulas = Formulas::default();
        let formula = plain.build(&mut formulas);
        let all: Vec<PointId> = (0..VALUES.len()).map(id).collect();
        let rows: Impossible = impossible.iter().map(|row| row.iter().map(|(point, value)| (id(*point), *value)).collect()).collect();
        let table = Worlds::new(&all, &points, &rows, &[]).expect("few points");
        let admissible: Vec<Vec<u16>> = worlds().into_iter().filter(|world| impossible.iter().all(|row| !row.iter().all(|member| is_so(world, member)))).collect();
        prop_assert_eq!(table.total(), admissible.len() as u64);
        prop_assert_eq!(table.count(&table.table(&formulas, formula)), admissible.iter().filter(|world| plain.holds(world)).count() as u64);
    }
}

/// 12. Of three versions of a dispute the one in the middle is impossible: the dispute decides all the same.
#[test]
fn a_point_decides_between_two_values_with_an_impossible_one_between_them() {
    let points = points();
    let mut formulas = Formulas::default();
    let both = Plain::All(vec![Plain::Is(0, 0), Plain::Is(1, 0)]).build(&mut formulas);
    let impossible: Impossible = (0..2).map(|last| vec![(id(0), 1), (id(4), last)]).collect();
    let judged = Judge::new(&mut formulas, &points, &impossible).verdict(both, both, &Vec::new());
    assert_eq!((judged.verdict, judged.decided_by), (Verdict::Disputed, vec![id(0), id(1)]));
}
