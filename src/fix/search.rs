//! All minimal sets of things that together reach a goal, smallest first.
//!
//! Whoever judges a set says of which things every larger set that reaches the goal has at least one;
//! adding those one by one, level by level, meets every minimal set (an implicit hitting set search).

use std::collections::BTreeSet;

/// What somebody says of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It reaches the goal.
    Reached,
    /// It does not; every larger set that does has one of these. None of them: no larger set does.
    NeedsOneOf(Vec<usize>),
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// The minimal sets, each in order, smaller ones first.
    pub sets: Vec<Vec<usize>>,
    /// Every minimal set with fewer members than this is among them; nothing where all are.
    pub complete_below: Option<usize>,
}

/// Searches, asking about at most so many sets.
pub fn minimal_sets(most_asked: usize, mut ask: impl FnMut(&[usize]) -> Answer) -> Found {
    let mut found = Found::default();
    let mut level: BTreeSet<Vec<usize>> = BTreeSet::from([Vec::new()]);
    let mut asked = 0;
    let mut size = 0;
    while !level.is_empty() {
        let mut next: BTreeSet<Vec<usize>> = BTreeSet::new();
        for set in level {
            if found.sets.iter().any(|known| is_within(known, &set)) {
                continue;
            }
            if asked == most_asked {
                found.complete_below = Some(size);
                return found;
            }
            asked += 1;
            match ask(&set) {
                Answer::Reached => found.sets.push(set),
                Answer::NeedsOneOf(choices) => {
                    for choice in choices.into_iter().filter(|choice| !set.contains(choice)) {
                        let mut larger = set.clone();
                        larger.push(choice);
                        larger.sort_unstable();
                        next.insert(larger);
                    }
                }
            }
        }
        level = next;
        size += 1;
    }
    found
}

/// Whether every member of one ordered set is in the other.
pub fn is_within<T: Ord>(small: &[T], large: &[T]) -> bool {
    small.iter().all(|member| large.binary_search(member).is_ok())
}
