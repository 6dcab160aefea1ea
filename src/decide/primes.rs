//! The smallest sets of answers that settle an outcome: the prime implicants of a truth table, also of points with more
//! than two values, where impossible worlds settle nothing and stand in nobody's way.

use super::table::{cofactor, full};
use crate::judge::formula::PointId;
use crate::judge::reading::Part;
use crate::judge::truth::{Placed, Table};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

/// At most so many sets for one outcome.
pub const MOST: usize = 100_000;

/// Some points with their values, by their bits in the number of a world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Term {
    mask: u32,
    value: u32,
}

impl Term {
    fn with(self, placed: &Placed, value: u16) -> Term {
        let mask = ((1 << placed.width) - 1) << placed.offset;
        Term { mask: self.mask | mask, value: self.value | u32::from(value) << placed.offset }
    }

    /// The points and values.
    pub fn answers(self, part: &Part) -> Vec<(PointId, u16)> {
        let value = |placed: &Placed| {
            let mask = (1 << placed.width) - 1;
            (self.mask >> placed.offset & mask == mask).then(|| self.value >> placed.offset & mask)
        };
        part.worlds.placed().iter().filter_map(|placed| Some((placed.point, u16::try_from(value(placed)?).ok()?))).collect()
    }

    /// Whether there is a possible world in which all its answers are so.
    fn is_possible(self, part: &Part) -> bool {
        let answers = self.answers(part);
        let placed: Vec<(&Placed, u16)> = part
            .worlds
            .placed()
            .iter()
            .filter_map(|placed| Some((placed, answers.iter().find(|(point, _)| *point == placed.point)?.1)))
            .collect();
        let admissible = part.worlds.admissible();
        admissible
            .iter()
            .enumerate()
            .any(|(at, word)| placed.iter().fold(*word, |word, (placed, value)| word & placed.word(*value, at)) != 0)
    }
}

/// The prime implicants of an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Primes {
    /// The terms.
    pub terms: Vec<Term>,
    /// Whether they are not all.
    pub too_many: bool,
}

/// All smallest sets of answers after which every possible world is a violation (or none is).
pub fn primes(part: &Part, broken: bool) -> Primes {
    let admissible = part.worlds.admissible();
    let holds: Table = part
        .violation
        .iter()
        .zip(admissible)
        .map(|(violation, admissible)| if broken { violation | !admissible } else { !(violation & admissible) })
        .collect();
    let worlds = part.worlds.placed().last().map_or(1, |top| 1usize << (top.offset + top.width));
    let holds: Table = holds.iter().zip(full(worlds)).map(|(word, full)| word & full).collect();
    let mut search = Search { placed: part.worlds.placed(), known: FxHashMap::default(), room: 40 * MOST };
    let found = search.of(part.worlds.placed().len(), holds);
    let mut terms: Vec<Term> = found.map(|terms| terms.iter().copied().collect()).unwrap_or_default();
    let too_many = search.room == 0 || terms.len() > MOST;
    if part.worlds.total() < part.worlds.placed().iter().map(|placed| u64::from(placed.arity)).product() {
        terms.retain(|term| term.is_possible(part));
    }
    terms.sort_by_key(|term| (term.mask.count_ones(), *term));
    terms.truncate(MOST);
    Primes { terms, too_many }
}

/// The search remembers each table it has met: different ways through the points soon come to the same ones.
struct Search<'a> {
    placed: &'a [Placed],
    known: FxHashMap<(usize, Table), Rc<Vec<Term>>>,
    /// So many more terms may be made.
    room: usize,
}

impl Search<'_> {
    /// The terms over the lowest `count` points; nothing where there is no room for them.
    fn of(&mut self, count: usize, table: Table) -> Option<Rc<Vec<Term>>> {
        if table.iter().all(|word| *word == 0) {
            return Some(Rc::new(Vec::new()));
        }
        let Some(top) = count.checked_sub(1).and_then(|at| self.placed.get(at)) else { return Some(Rc::new(vec![Term::default()])) };
        let key = (count, table);
        if let Some(known) = self.known.get(&key) {
            return Some(known.clone());
        }
        let halves: Vec<Table> = (0..top.arity).map(|value| cofactor(&key.1, top, value)).collect();
        let mut always = halves.first().cloned().unwrap_or_default();
        for half in halves.iter().skip(1) {
            always.iter_mut().zip(half).for_each(|(word, other)| *word &= other);
        }
        // Without the top point: what settles it whatever the top point is. With it: what settles it there, and not always.
        let without = self.of(count - 1, always)?;
        let settled: FxHashSet<Term> = without.iter().copied().collect();
        let mut terms: Vec<Term> = without.to_vec();
        for (value, half) in (0..).zip(halves) {
            let there = self.of(count - 1, half)?;
            terms.extend(there.iter().filter(|term| !settled.contains(term)).map(|term| term.with(top, value)));
        }
        self.room = self.room.saturating_sub(terms.len() + 1);
        if self.room == 0 {
            return None;
        }
        let terms = Rc::new(terms);
        self.known.insert(key, terms.clone());
        Some(terms)
    }
}
