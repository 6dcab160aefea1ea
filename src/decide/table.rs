//! Tables of worlds, one bit each: how often a point is pivotal, and what is left when points are no longer told apart.

use super::Pivot;
use crate::judge::reading::Part;
use crate::judge::truth::{Placed, Table, shifted_down};

/// How often a point is pivotal within a part.
pub fn pivot(part: &Part, placed: &Placed) -> Pivot {
    let admissible = part.worlds.admissible();
    // The worlds of a set in which the point has a value, moved to the place of its first value.
    let with = |set: &Table, value: u16, at: usize| {
        let distance = usize::from(value) << placed.offset;
        shifted_down(|word| set.get(word).map_or(0, |worlds| worlds & placed.word(value, word)), distance, at)
    };
    let (mut turns, mut of) = (0, 0);
    for at in 0..admissible.len() {
        let (mut once, mut twice, mut broken, mut kept) = (0, 0, 0, 0);
        for value in 0..placed.arity {
            let here = with(admissible, value, at);
            let violation = here & with(&part.violation, value, at);
            twice |= once & here;
            once |= here;
            broken |= violation;
            kept |= here & !violation;
        }
        turns += u128::from((broken & kept).count_ones());
        of += u128::from(twice.count_ones());
    }
    Pivot { turns, of }
}

/// The worlds of a set in which the point has a value, as a table without this point and those above it.
/// The point must be the topmost that the set still tells apart.
pub fn cofactor(set: &[u64], placed: &Placed, value: u16) -> Table {
    let (start, length) = (usize::from(value) << placed.offset, 1usize << placed.offset);
    if length >= 64 {
        return set.get(start / 64..(start + length) / 64).unwrap_or_default().to_vec();
    }
    let word = set.get(start / 64).copied().unwrap_or(0) >> (start % 64);
    vec![word & ((1 << length) - 1)]
}

/// All bits of a table over so many worlds.
pub fn full(worlds: usize) -> Table {
    if worlds < 64 { vec![(1 << worlds) - 1] } else { vec![u64::MAX; worlds / 64] }
}

/// Whether a world is in a set.
pub fn contains(set: &[u64], world: usize) -> bool {
    set.get(world / 64).is_some_and(|word| word >> (world % 64) & 1 == 1)
}
