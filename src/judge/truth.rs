//! All worlds at once: truth tables over the points a finding reads, 64 worlds a machine word.
//!
//! A world is a choice of one value for each point. Points with more than two values take as many bits as they need;
//! bit patterns that stand for no value, and combinations declared impossible, are not admissible.

use super::formula::{Formula, Formulas, PointId, Shape};
use super::points::Points;
use rustc_hash::FxHashMap;

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
    points: Vec<(PointId, u32, u32, u16)>,
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
            placed.push((point, bits, width, u16::try_from(arity).unwrap_or(u16::MAX)));
            bits += width;
        }
        if bits > MAX_BITS {
            let open: Vec<PointId> = placed.iter().map(|(point, ..)| *point).collect();
            return Err(TooMany { points: open });
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
        for (point, _, width, arity) in &self.points {
            if u32::from(*arity) < (1 << width) {
                let mut some = vec![0; table.len()];
                for value in 0..*arity {
                    join(&mut some, &self.atom(*point, value), |a, b| a | b);
                }
                join(&mut table, &some, |a, b| a & b);
            }
        }
        for row in impossible {
            if !row.is_empty() && row.iter().all(|(point, _)| self.knows(*point)) {
                let mut all = self.full();
                for (point, value) in row {
                    join(&mut all, &self.atom(*point, *value), |a, b| a & b);
                }
                join(&mut table, &all, |a, b| a & !b);
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
        self.points.iter().map(|(point, ..)| *point)
    }

    fn knows(&self, point: PointId) -> bool {
        self.points.iter().any(|(known, ..)| *known == point) || self.settled.iter().any(|(known, _)| *known == point)
    }

    /// The worlds in which a point has a value: all or none for one that is settled.
    pub fn atom(&self, point: PointId, value: u16) -> Table {
        let mut table = self.full();
        if let Some((_, given)) = self.settled.iter().find(|(known, _)| *known == point) {
            return if *given == value { table } else { vec![0; table.len()] };
        }
        let Some((_, offset, width, _)) = self.points.iter().find(|(known, ..)| *known == point) else { return vec![0; table.len()] };
        for bit in 0..*width {
            let wanted = value >> bit & 1 == 1;
            mask_bit(&mut table, offset + bit, wanted);
        }
        table
    }

    /// The worlds in which a formula is true, admissible or not. Its points must be among these.
    pub fn table(&self, formulas: &Formulas, formula: Formula) -> Table {
        let mut done = FxHashMap::default();
        self.compute(formulas, formula, &mut done);
        done.remove(&formula).unwrap_or_else(|| vec![0; self.admissible.len()])
    }

    fn compute(&self, formulas: &Formulas, formula: Formula, done: &mut FxHashMap<Formula, Table>) {
        if done.contains_key(&formula) {
            return;
        }
        let table = match formulas.shape(formula) {
            Shape::Constant(true) => self.full(),
            Shape::Constant(false) => vec![0; self.admissible.len()],
            Shape::Atom(point, value) => self.atom(*point, *value),
            Shape::Not(inner) => {
                self.compute(formulas, *inner, done);
                let mut table = self.full();
                if let Some(inner) = done.get(inner) {
                    join(&mut table, inner, |a, b| a & !b);
                }
                table
            }
            Shape::And(parts) => self.fold(formulas, parts, done, self.full(), |a, b| a & b),
            Shape::Or(parts) => self.fold(formulas, parts, done, vec![0; self.admissible.len()], |a, b| a | b),
        };
        done.insert(formula, table);
    }

    fn fold(
        &self,
        formulas: &Formulas,
        parts: &[Formula],
        done: &mut FxHashMap<Formula, Table>,
        start: Table,
        with: fn(u64, u64) -> u64,
    ) -> Table {
        let mut table = start;
        for part in parts {
            self.compute(formulas, *part, done);
            if let Some(part) = done.get(part) {
                join(&mut table, part, with);
            }
        }
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
        self.points.iter().filter(|placed| self.decides(table, placed)).map(|(point, ..)| *point).collect()
    }

    fn decides(&self, table: &Table, (point, offset, _, arity): &(PointId, u32, u32, u16)) -> bool {
        (0..*arity).any(|low| {
            (low + 1..*arity).any(|high| {
                let distance = usize::from(high - low) << offset;
                let (at_low, at_high) = (self.atom(*point, low), self.atom(*point, high));
                let both = |set: &Table, mask: &Table| -> Table { set.iter().zip(mask).map(|(a, b)| a & b).collect() };
                let moved = shift_down(&both(table, &at_high), distance);
                let admissible = shift_down(&both(&self.admissible, &at_high), distance);
                moved
                    .iter()
                    .zip(table)
                    .zip(admissible.iter().zip(&self.admissible))
                    .zip(&at_low)
                    .any(|(((moved, here), (there, admissible)), mask)| (moved ^ (here & mask)) & there & admissible & mask != 0)
            })
        })
    }

    /// The first admissible world in which the table is true, as a value for each point.
    pub fn example(&self, table: &Table) -> Option<Vec<(PointId, u16)>> {
        let at = table.iter().zip(&self.admissible).enumerate().find_map(|(word, (a, b))| {
            let both = a & b;
            (both != 0).then(|| word * 64 + both.trailing_zeros() as usize)
        })?;
        Some(
            self.points
                .iter()
                .map(|(point, offset, width, _)| (*point, u16::try_from(at >> offset & ((1 << width) - 1)).unwrap_or(0)))
                .collect(),
        )
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

fn join(table: &mut Table, other: &Table, with: fn(u64, u64) -> u64) {
    for (word, other) in table.iter_mut().zip(other) {
        *word = with(*word, *other);
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

/// Keeps the worlds whose number has this bit set (or not).
fn mask_bit(table: &mut Table, bit: u32, wanted: bool) {
    for (at, word) in table.iter_mut().enumerate() {
        let pattern = match PATTERNS.get(bit as usize) {
            Some(pattern) => *pattern,
            None if at >> (bit - 6) & 1 == 1 => u64::MAX,
            None => 0,
        };
        *word &= if wanted { pattern } else { !pattern };
    }
}

/// Moves every world down by a distance.
fn shift_down(table: &Table, distance: usize) -> Table {
    let (words, bits) = (distance / 64, distance % 64);
    let at = |index: usize| table.get(index).copied().unwrap_or(0);
    (0..table.len())
        .map(|index| {
            let low = at(index + words) >> bits;
            if bits == 0 { low } else { low | at(index + words + 1) << (64 - bits) }
        })
        .collect()
}
