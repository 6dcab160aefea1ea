//! All worlds at once: truth tables over the points a finding reads, 64 worlds a machine word.
//!
//! A world is a choice of one value for each point. Points with more than two values take as many bits as they need;
//! bit patterns that stand for no value, and combinations declared impossible, are not admissible.

use super::formula::{Formula, Formulas, PointId, Shape};
use super::points::Points;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// At most so many bits of open points for one answer (the limit of 20 yes/no points).
pub const MAX_BITS: u32 = 20;

/// A set of worlds, one bit each.
pub type Table = Vec<u64>;

/// Combinations of values that make no sense: in no world do all members of a row hold.
pub type Impossible = Vec<Vec<(PointId, u16)>>;

/// What is taken as settled: point and value.
pub type Assumptions = Vec<(PointId, u16)>;

/// The worlds over some points.
#[derive(Debug, Clone)]
pub struct Worlds {
    points: Vec<Placed>,
    bits: u32,
    settled: Assumptions,
    admissible: Table,
}

/// Too many points for an exact answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooMany {
    /// The points.
    pub points: Vec<PointId>,
}

impl Worlds {
    /// The worlds over the points of `support` that the assumptions leave open. Points that impossible combinations tie to the support
    /// come along; settled points take no room.
    pub fn new(support: &[PointId], points: &Points, impossible: &Impossible, assumptions: &[(PointId, u16)]) -> Result<Worlds, TooMany> {
        let support = closed(support, impossible);
        let mut bits = 0;
        let mut placed = Vec::new();
        for point in support.into_iter().filter(|point| !assumptions.iter().any(|(settled, _)| settled == point)) {
            let arity = points.arity(point).max(2);
            let width = usize::BITS - (arity - 1).leading_zeros();
            placed.push(Placed { point, offset: bits, width, arity: u16::try_from(arity).unwrap_or(u16::MAX) });
            bits += width;
        }
        if bits > MAX_BITS {
            return Err(TooMany { points: placed.iter().map(|placed| placed.point).collect() });
        }
        let mut worlds = Worlds { points: placed, bits, settled: assumptions.to_vec(), admissible: Vec::new() };
        worlds.admissible = worlds.full();
        worlds.admissible = worlds.restrict(impossible);
        Ok(worlds)
    }

    fn full(&self) -> Table {
        let count = 1usize << self.bits;
        let mut table = vec![u64::MAX; count.div_ceil(64)];
        if count < 64
            && let Some(word) = table.first_mut()
        {
            *word = (1u64 << count) - 1;
        }
        table
    }

    fn restrict(&self, impossible: &Impossible) -> Table {
        let mut table = self.admissible.clone();
        for placed in self.points.iter().filter(|placed| u32::from(placed.arity) < (1 << placed.width)) {
            each_word(&mut table, |at, word| word & (0..placed.arity).fold(0, |some, value| some | placed.word(value, at)));
        }
        for row in impossible {
            if !row.is_empty() && row.iter().all(|(point, _)| self.knows(*point)) {
                let atoms: Vec<Atom> = row.iter().map(|(point, value)| self.atom(*point, *value)).collect();
                each_word(&mut table, |at, word| word & !atoms.iter().fold(u64::MAX, |all, atom| all & atom.word(at)));
            }
        }
        table
    }

    /// The worlds that can be.
    pub fn admissible(&self) -> &Table {
        &self.admissible
    }

    /// The points, in order.
    pub fn points(&self) -> impl Iterator<Item = PointId> {
        self.points.iter().map(|placed| placed.point)
    }

    /// The open points with their bits in the number of a world, the lowest first.
    pub fn placed(&self) -> &[Placed] {
        &self.points
    }

    fn knows(&self, point: PointId) -> bool {
        self.points.iter().any(|placed| placed.point == point) || self.settled.iter().any(|(known, _)| *known == point)
    }

    /// The worlds in which a point has a value: all or none for one that is settled.
    fn atom(&self, point: PointId, value: u16) -> Atom {
        if let Some((_, given)) = self.settled.iter().find(|(known, _)| *known == point) {
            return Atom::Constant(*given == value);
        }
        match self.points.iter().find(|placed| placed.point == point) {
            Some(placed) => Atom::Open(*placed, value),
            None => Atom::Constant(false),
        }
    }

    /// The worlds in which a formula is true, admissible or not. Its points must be among these.
    pub fn table(&self, formulas: &Formulas, formula: Formula) -> Table {
        self.run(&Program::new(formulas, formula, &self.settled))
    }

    /// The worlds in which a program comes out true.
    pub fn run(&self, program: &Program) -> Table {
        let mut table = self.full();
        let last = match program.result {
            Part::Constant(true) => return table,
            Part::Constant(false) => return vec![0; table.len()],
            Part::Step(last) => last,
        };
        let atoms: Vec<Atom> = program.atoms.iter().map(|(point, value)| self.atom(*point, *value)).collect();
        // One word of every step at a time: what a step needs is still at hand, and nothing is allocated.
        let mut values = vec![0; program.steps.len()];
        each_word(&mut table, |at, full| {
            program.word(&atoms, at, &mut values);
            full & values.get(last).copied().unwrap_or(0)
        });
        table
    }

    /// In how many admissible worlds the table is true.
    pub fn count(&self, table: &Table) -> u64 {
        table.iter().zip(&self.admissible).map(|(a, b)| u64::from((a & b).count_ones())).sum()
    }

    /// How many admissible worlds there are.
    pub fn total(&self) -> u64 {
        self.admissible.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// The points of which one change of value alone, from an admissible world to another, changes the table.
    pub fn deciding(&self, table: &Table) -> Vec<PointId> {
        self.points.iter().filter(|placed| self.decides(table, placed)).map(|placed| placed.point).collect()
    }

    fn decides(&self, table: &Table, placed: &Placed) -> bool {
        (0..placed.arity).any(|low| {
            (low + 1..placed.arity).any(|high| {
                let distance = usize::from(high - low) << placed.offset;
                // Worlds with the higher value, moved to the place of those that differ from them in nothing but the lower one.
                let moved = |set: &Table, at: usize| {
                    shifted_down(|word| set.get(word).map_or(0, |worlds| worlds & placed.word(high, word)), distance, at)
                };
                table.iter().zip(&self.admissible).enumerate().any(|(at, (here, admissible))| {
                    let both = admissible & placed.word(low, at) & moved(&self.admissible, at);
                    both != 0 && (here ^ moved(table, at)) & both != 0
                })
            })
        })
    }

    /// The first admissible world in which the table is true, as a value for each point.
    pub fn example(&self, table: &Table) -> Option<Vec<(PointId, u16)>> {
        let at = table.iter().zip(&self.admissible).enumerate().find_map(|(word, (a, b))| {
            let both = a & b;
            (both != 0).then(|| word * 64 + both.trailing_zeros() as usize)
        })?;
        let value = |placed: &Placed| u16::try_from(at >> placed.offset & ((1 << placed.width) - 1)).unwrap_or(0);
        Some(self.points.iter().map(|placed| (placed.point, value(placed))).collect())
    }
}

/// A formula with everything inside it that the assumptions leave open, each part once and before whatever needs it.
#[derive(Debug)]
pub struct Program {
    steps: Vec<Step>,
    /// The parts of all steps, one after another.
    parts: Vec<usize>,
    atoms: Vec<(PointId, u16)>,
    known: FxHashMap<Formula, Part>,
    result: Part,
}

/// What a part of a formula comes to: always the same, or the result of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Constant(bool),
    Step(usize),
}

/// How to get one word of a part from the words before it.
#[derive(Debug)]
enum Step {
    Atom(usize),
    Not(usize),
    And(Range<usize>),
    Or(Range<usize>),
}

impl Program {
    /// The program of a formula under assumptions.
    pub fn new(formulas: &Formulas, formula: Formula, assumptions: &[(PointId, u16)]) -> Program {
        let mut program =
            Program { steps: Vec::new(), parts: Vec::new(), atoms: Vec::new(), known: FxHashMap::default(), result: Part::Constant(false) };
        program.result = program.compile(formulas, formula, assumptions);
        program
    }

    /// Whether the result can depend on a point. Many points of a formula fall away with what is settled.
    pub fn reads(&self, point: PointId) -> bool {
        self.atoms.iter().any(|(known, _)| *known == point)
    }

    fn compile(&mut self, formulas: &Formulas, formula: Formula, assumptions: &[(PointId, u16)]) -> Part {
        match formulas.shape(formula) {
            Shape::Constant(value) => return Part::Constant(*value),
            Shape::Atom(point, value) => {
                if let Some((_, given)) = assumptions.iter().find(|(settled, _)| settled == point) {
                    return Part::Constant(given == value);
                }
            }
            Shape::Not(_) | Shape::And(_) | Shape::Or(_) => {}
        }
        if let Some(part) = self.known.get(&formula) {
            return *part;
        }
        let part = match formulas.shape(formula) {
            Shape::Constant(value) => Part::Constant(*value),
            Shape::Atom(point, value) => {
                self.atoms.push((*point, *value));
                self.step(Step::Atom(self.atoms.len() - 1))
            }
            Shape::Not(inner) => match self.compile(formulas, *inner, assumptions) {
                Part::Constant(value) => Part::Constant(!value),
                Part::Step(inner) => self.step(Step::Not(inner)),
            },
            Shape::And(parts) => self.compile_all(formulas, parts, true, assumptions),
            Shape::Or(parts) => self.compile_all(formulas, parts, false, assumptions),
        };
        self.known.insert(formula, part);
        part
    }

    fn compile_all(&mut self, formulas: &Formulas, parts: &[Formula], is_and: bool, assumptions: &[(PointId, u16)]) -> Part {
        let mut open = Vec::with_capacity(parts.len());
        for part in parts {
            match self.compile(formulas, *part, assumptions) {
                Part::Constant(value) if value == is_and => {}
                Part::Constant(value) => return Part::Constant(value),
                Part::Step(step) => open.push(step),
            }
        }
        match open.as_slice() {
            [] => Part::Constant(is_and),
            [only] => Part::Step(*only),
            _ => {
                let start = self.parts.len();
                self.parts.extend(open);
                let range = start..self.parts.len();
                self.step(if is_and { Step::And(range) } else { Step::Or(range) })
            }
        }
    }

    fn step(&mut self, step: Step) -> Part {
        self.steps.push(step);
        Part::Step(self.steps.len() - 1)
    }

    /// Works out one word of every step.
    fn word(&self, atoms: &[Atom], at: usize, values: &mut [u64]) {
        for (place, step) in self.steps.iter().enumerate() {
            let value = |place: &usize| values.get(*place).copied().unwrap_or(0);
            let parts = |range: &Range<usize>| self.parts.get(range.clone()).unwrap_or_default().iter().map(value);
            let result = match step {
                Step::Atom(atom) => atoms.get(*atom).map_or(0, |atom| atom.word(at)),
                Step::Not(inner) => !value(inner),
                Step::And(range) => parts(range).fold(u64::MAX, |all, part| all & part),
                Step::Or(range) => parts(range).fold(0, |any, part| any | part),
            };
            if let Some(value) = values.get_mut(place) {
                *value = result;
            }
        }
    }
}

fn closed(support: &[PointId], impossible: &Impossible) -> Vec<PointId> {
    let mut all = support.to_vec();
    loop {
        let more: Vec<PointId> = impossible
            .iter()
            .filter(|row| row.iter().any(|(point, _)| all.contains(point)))
            .flat_map(|row| row.iter().map(|(point, _)| *point))
            .filter(|point| !all.contains(point))
            .collect();
        if more.is_empty() {
            all.sort_unstable();
            all.dedup();
            return all;
        }
        all.extend(more);
    }
}

fn each_word(table: &mut Table, word: impl FnMut(usize, u64) -> u64) {
    let mut change = word;
    for (at, word) in table.iter_mut().enumerate() {
        *word = change(at, *word);
    }
}

const PATTERNS: [u64; 6] = [
    0xAAAA_AAAA_AAAA_AAAA,
    0xCCCC_CCCC_CCCC_CCCC,
    0xF0F0_F0F0_F0F0_F0F0,
    0xFF00_FF00_FF00_FF00,
    0xFFFF_0000_FFFF_0000,
    0xFFFF_FFFF_0000_0000,
];

/// A point with its bits in the number of a world.
#[derive(Debug, Clone, Copy)]
pub struct Placed {
    /// The point.
    pub point: PointId,
    /// Its lowest bit.
    pub offset: u32,
    /// How many bits it takes.
    pub width: u32,
    /// How many values it has.
    pub arity: u16,
}

impl Placed {
    /// Of one word of worlds, those in which the point has a value.
    pub fn word(&self, value: u16, at: usize) -> u64 {
        (0..self.width).fold(u64::MAX, |word, bit| {
            let pattern = match PATTERNS.get((self.offset + bit) as usize) {
                Some(pattern) => *pattern,
                None if at >> (self.offset + bit - 6) & 1 == 1 => u64::MAX,
                None => 0,
            };
            word & if value >> bit & 1 == 1 { pattern } else { !pattern }
        })
    }
}

/// That a point has a value.
#[derive(Debug, Clone, Copy)]
enum Atom {
    /// Settled.
    Constant(bool),
    /// Different from world to world.
    Open(Placed, u16),
}

impl Atom {
    fn word(&self, at: usize) -> u64 {
        match self {
            Atom::Constant(true) => u64::MAX,
            Atom::Constant(false) => 0,
            Atom::Open(placed, value) => placed.word(*value, at),
        }
    }
}

/// One word of a table that is moved down by a distance.
pub fn shifted_down(table: impl Fn(usize) -> u64, distance: usize, at: usize) -> u64 {
    let (words, bits) = (distance / 64, distance % 64);
    let low = table(at + words) >> bits;
    if bits == 0 { low } else { low | table(at + words + 1) << (64 - bits) }
}

/// Worlds that differ only in a point become one, at its first value: in the set if one of them was.
pub fn forget(table: &mut Table, placed: &Placed) {
    let before = table.clone();
    for (at, word) in table.iter_mut().enumerate() {
        *word = (0..placed.arity).fold(0, |any, value| {
            let distance = usize::from(value) << placed.offset;
            any | shifted_down(|from| before.get(from).map_or(0, |worlds| worlds & placed.word(value, from)), distance, at)
        });
    }
}
