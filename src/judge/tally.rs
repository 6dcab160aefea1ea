//! Every duty in every world at once: in which worlds over some chosen points it comes to which verdict.
//!
//! A duty is what one party owes under one rule about one thing. In a world its verdict is the gravest of its cells,
//! whoever of the people, whichever item and day they are about. Points that are not chosen stay open in each world.

use super::case::{Case, Options, article, wanted_rule};
use super::formula::{Formula, PointId};
use super::points::Point;
use super::truth::{Assumptions, Impossible, Placed, Program, Table, TooMany, Worlds, forget};
use crate::outcome::{PointClass, Verdict};
use crate::text::{Name, Text};
use std::collections::BTreeSet;

/// How a cell comes out: the worlds in which the rule is broken, and those in which it applies.
type Fate = (Formula, Formula);

/// One duty with the formulas of its cells.
#[derive(Debug, Clone)]
pub struct Owed {
    /// `rule:who:subject`.
    pub id: String,
    /// Law and article.
    pub article: Text,
    /// The title of the rule.
    pub title: Text,
    /// Who answers.
    pub answers: Name,
    fates: BTreeSet<Fate>,
}

/// The chosen points, and what is settled besides.
#[derive(Debug, Clone)]
pub struct Space {
    chosen: Vec<PointId>,
    settled: Assumptions,
    impossible: Impossible,
}

/// Verdicts over the worlds of some points; worlds that differ only in points that were not chosen are one.
#[derive(Debug, Clone)]
pub struct Tallied {
    placed: Vec<Placed>,
    admissible: Table,
    by_verdict: [Table; 6],
}

impl Tallied {
    /// In how many worlds, of those in `also`, it comes to a verdict.
    pub fn count(&self, verdict: Verdict, also: Option<&Table>) -> u128 {
        let table = self.table(verdict);
        let within = |at: usize| also.map_or(u64::MAX, |also| also.get(at).copied().unwrap_or(0));
        table.iter().enumerate().map(|(at, word)| u128::from((word & within(at)).count_ones())).sum()
    }

    /// How many worlds there are.
    pub fn total(&self) -> u128 {
        self.admissible.iter().map(|word| u128::from(word.count_ones())).sum()
    }

    /// The worlds in which it comes to a verdict.
    pub fn table(&self, verdict: Verdict) -> &Table {
        let [violation, disputed, undetermined, open_law, lawful, not_applicable] = &self.by_verdict;
        match verdict {
            Verdict::Violation => violation,
            Verdict::Disputed => disputed,
            Verdict::Undetermined => undetermined,
            Verdict::OpenLaw => open_law,
            Verdict::Lawful => lawful,
            Verdict::NotApplicable => not_applicable,
        }
    }

    /// The verdict in the world in which the chosen points have the values that are told; nothing where there is no such world.
    pub fn verdict(&self, value: &dyn Fn(PointId) -> u16) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| holds(self.table(*verdict), &self.placed, value))
    }
}

impl Case<'_> {
    /// Every duty, in the order of the packs and rules. What the options leave out is left out.
    pub fn owed(&mut self, options: &Options) -> Vec<Owed> {
        let mut found: Vec<Owed> = Vec::new();
        for (law, duties) in self.law.iter().zip(&self.duties) {
            for (duty, cells) in duties {
                let Some(rule) = law.pack.rules.get(duty.rule).filter(|rule| wanted_rule(options, &rule.id)) else { continue };
                let formulas = &mut self.run.formulas;
                let mut fates = BTreeSet::new();
                for outcome in cells.outcomes.values() {
                    let violation = outcome.violation(formulas);
                    let applies = outcome.applies(formulas);
                    fates.insert((violation, applies));
                }
                let id = format!("{}:{}:{}", rule.id, duty.answers, duty.subject.place().1);
                match found.iter_mut().find(|known| known.id == id) {
                    Some(known) => known.fates.extend(fates),
                    None => found.push(Owed {
                        id,
                        article: article(law.pack, duty.rule),
                        title: rule.title.clone(),
                        answers: duty.answers.clone(),
                        fates,
                    }),
                }
            }
        }
        found
    }

    /// What the reader's account settles; `freed` points stay open whatever it says.
    pub fn settled(&mut self, options: &Options, freed: &dyn Fn(&Point) -> bool) -> Assumptions {
        self.run.options = options.clone();
        let own = self.run.accounts().own;
        own.into_iter().filter(|(point, _)| self.run.points.get(*point).is_some_and(|known| !freed(known))).collect()
    }

    /// The points on which some verdict may depend, in order.
    pub fn points_read(&self, owed: &[Owed], settled: &Assumptions) -> Vec<PointId> {
        let mut read: BTreeSet<PointId> = BTreeSet::new();
        for formula in owed.iter().flat_map(|owed| &owed.fates).flat_map(|fate| [fate.0, fate.1]) {
            read.extend(self.reads(formula, settled));
        }
        read.into_iter().collect()
    }

    fn reads(&self, formula: Formula, settled: &Assumptions) -> Vec<PointId> {
        let program = Program::new(&self.run.formulas, formula, settled);
        self.run.formulas.support(formula).iter().copied().filter(|point| program.reads(*point)).collect()
    }

    /// The place of a point; it is made where this case does not read it.
    pub fn know(&mut self, point: &Point) -> PointId {
        self.run.points.intern(&point.id, || point.clone())
    }

    /// The worlds over chosen points.
    pub fn space(&self, chosen: Vec<PointId>, settled: Assumptions) -> Space {
        Space { chosen, settled, impossible: self.run.impossible() }
    }

    /// The verdict, in each world, of the gravest of these duties. The worlds are over what they read, and what `also` read.
    pub fn tally(&self, space: &Space, duties: &[&Owed], also: &[&Owed]) -> Result<Tallied, TooMany> {
        let mut points: BTreeSet<PointId> = BTreeSet::new();
        for fate in duties.iter().chain(also).flat_map(|owed| &owed.fates) {
            points.extend(self.reads(fate.0, &space.settled));
            points.extend(self.reads(fate.1, &space.settled));
        }
        let worlds = Worlds::new(&points.into_iter().collect::<Vec<_>>(), &self.run.points, &space.impossible, &space.settled)?;
        let (placed, open) = space.placed(&worlds);
        let admissible = projected(worlds.admissible().clone(), &open);
        let empty: Table = vec![0; admissible.len()];
        let mut tallied = Tallied { placed, admissible, by_verdict: std::array::from_fn(|_| empty.clone()) };
        for fate in duties.iter().flat_map(|owed| &owed.fates) {
            let found = self.verdicts_of(*fate, space, &worlds, &open);
            for (all, more) in tallied.by_verdict.iter_mut().zip(found) {
                all.iter_mut().zip(more).for_each(|(word, more)| *word |= more);
            }
        }
        // What no cell reaches does not apply; of several verdicts the gravest counts.
        let mut left = tallied.admissible.clone();
        let last = tallied.by_verdict.len() - 1;
        for (at, table) in tallied.by_verdict.iter_mut().enumerate() {
            for (word, left) in table.iter_mut().zip(&mut left) {
                *word = if at == last { *left } else { *word & *left };
                *left &= !*word;
            }
        }
        Ok(tallied)
    }

    fn verdicts_of(&self, (violation, applies): Fate, space: &Space, worlds: &Worlds, open: &[Placed]) -> [Table; 6] {
        let formulas = &self.run.formulas;
        let table = |formula: Formula| worlds.run(&Program::new(formulas, formula, &space.settled));
        let within = |table: &Table, wanted: bool| -> Table {
            table.iter().zip(worlds.admissible()).map(|(word, admissible)| admissible & if wanted { *word } else { !*word }).collect()
        };
        let broken = table(violation);
        let (holds, fails) = (within(&broken, true), within(&broken, false));
        let (some, not) = (projected(holds.clone(), open), projected(fails.clone(), open));
        let reached = projected(within(&table(applies), true), open);
        let mixed = both(&some, &not);
        // Which of the points that are left open decide alone, and of which kind they are.
        let mut by_class: [Table; 3] = std::array::from_fn(|_| vec![0; mixed.len()]);
        let class = |point: PointId| self.run.points.get(point).map_or(0, |point| point.class as usize);
        for point in open {
            let (mut high, mut low) = (holds.clone(), fails.clone());
            forget(&mut high, point);
            forget(&mut low, point);
            let decides = projected(both(&high, &low), open);
            if let Some(known) = by_class.get_mut(class(point.point)) {
                known.iter_mut().zip(decides).for_each(|(word, more)| *word |= more);
            }
        }
        // Where impossible combinations leave no single change, everything that is read decides together.
        let together = formulas.support(violation).iter().map(|point| class(*point)).min().unwrap_or(0);
        let each = |at: usize| -> [u64; 6] {
            let word = |table: &Table| table.get(at).copied().unwrap_or(0);
            let (some, not, mixed, reached) = (word(&some), word(&not), word(&mixed), word(&reached));
            let [disputed, silent, law] = by_class.each_ref().map(word);
            let rest = mixed & !(disputed | silent | law);
            let rest_of = |class: usize| if class == together { rest } else { 0 };
            let disputed = mixed & disputed | rest_of(PointClass::Disputed as usize);
            let silent = (mixed & silent | rest_of(PointClass::NotStated as usize)) & !disputed;
            let kept = not & !some;
            [some & !not, disputed, silent, mixed & !(disputed | silent), kept & reached, kept & !reached]
        };
        let words: Vec<[u64; 6]> = (0..mixed.len()).map(each).collect();
        std::array::from_fn(|verdict| words.iter().map(|row| row.get(verdict).copied().unwrap_or(0)).collect())
    }

    /// The chosen points in groups that combinations which make no sense tie together: worlds of different groups go together freely.
    pub fn groups(&self, space: &Space) -> Result<Vec<Group>, TooMany> {
        let mut covered: BTreeSet<PointId> = space.settled.iter().map(|(point, _)| *point).collect();
        let mut groups = Vec::new();
        for point in &space.chosen {
            if covered.contains(point) {
                continue;
            }
            let worlds = Worlds::new(&[*point], &self.run.points, &space.impossible, &space.settled)?;
            let (placed, open) = space.placed(&worlds);
            covered.extend(placed.iter().map(|placed| placed.point));
            groups.push(Group { placed, admissible: projected(worlds.admissible().clone(), &open) });
        }
        Ok(groups)
    }
}

/// Chosen points that only some combinations of values suit.
#[derive(Debug, Clone)]
pub struct Group {
    placed: Vec<Placed>,
    admissible: Table,
}

impl Group {
    /// How many combinations there are.
    pub fn total(&self) -> u128 {
        self.admissible.iter().map(|word| u128::from(word.count_ones())).sum()
    }

    /// Whether these values go together.
    pub fn allows(&self, value: &dyn Fn(PointId) -> u16) -> bool {
        holds(&self.admissible, &self.placed, value)
    }
}

fn holds(table: &Table, placed: &[Placed], value: &dyn Fn(PointId) -> u16) -> bool {
    let world: usize = placed.iter().map(|placed| usize::from(value(placed.point)) << placed.offset).sum();
    table.get(world / 64).is_some_and(|word| word >> (world % 64) & 1 == 1)
}

impl Space {
    /// The chosen points of some worlds, and those that stay open.
    fn placed(&self, worlds: &Worlds) -> (Vec<Placed>, Vec<Placed>) {
        worlds.placed().iter().copied().partition(|placed| self.chosen.contains(&placed.point))
    }
}

fn projected(mut table: Table, open: &[Placed]) -> Table {
    open.iter().for_each(|point| forget(&mut table, point));
    table
}

fn both(a: &Table, b: &Table) -> Table {
    a.iter().zip(b).map(|(a, b)| a & b).collect()
}
