//! Which changed fact makes which difference: found by taking facts back and by changing them alone, never by guessing.

use super::changes::{Place, Told, differing};
use super::rows::{Content, Key, People, contents, families_of};
use super::{ChangedFact, ComparedRow};
use crate::outcome::Judgement;
use crate::rules::Pack;
use crate::text::Name;
use std::collections::BTreeMap;

type Rows = BTreeMap<Key, Vec<Content>>;

/// Finds what differs between two sides, writes the causes into the rows of one column, and counts what each fact moves.
pub(super) fn find(first: &Told<'_>, second: &Told<'_>, column: usize, rows: &mut [ComparedRow], by_family: bool) -> Vec<ChangedFact> {
    let (places, mut facts): (Vec<Place>, Vec<ChangedFact>) = differing(first, second).into_iter().unzip();
    let moved: Vec<(usize, Key)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.entries.get(column).is_some_and(|entry| !entry.differences.is_empty()))
        .map(|(at, row)| (at, (row.law.clone(), row.rule.clone(), row.answers.clone(), row.block, row.subject.clone())))
        .collect();
    let keys: Vec<Key> = moved.iter().map(|(_, key)| key.clone()).collect();
    let causes = match places.as_slice() {
        [] => vec![Vec::new(); keys.len()],
        [_] => vec![vec![vec![0]]; keys.len()],
        _ if keys.is_empty() => Vec::new(),
        _ => Search::new(first, second, &places, by_family).causes(&keys),
    };
    for ((at, _), causes) in moved.iter().zip(causes) {
        for fact in causes.iter().flatten().collect::<std::collections::BTreeSet<_>>() {
            if let Some(fact) = facts.get_mut(*fact) {
                fact.rows += 1;
            }
        }
        if let Some(entry) = rows.get_mut(*at).and_then(|row| row.entries.get_mut(column)) {
            entry.causes = causes;
        }
    }
    facts
}

struct Search<'s, 'a> {
    first: &'s Told<'a>,
    second: &'s Told<'a>,
    places: &'s [Place],
    families: BTreeMap<Name, Name>,
    with_parties: bool,
    people: People,
}

impl<'s, 'a> Search<'s, 'a> {
    fn new(first: &'s Told<'a>, second: &'s Told<'a>, places: &'s [Place], by_family: bool) -> Search<'s, 'a> {
        let packs: Vec<&Pack> = first.packs();
        let with_parties = first.takes_no_side() && second.takes_no_side();
        Search { first, second, places, families: families_of(&packs, by_family), with_parties, people: People::of(first, second) }
    }

    fn said(&self, judgement: &Judgement) -> Rows {
        contents(judgement, &self.families, self.with_parties)
    }

    /// The causes of each row. A row without one would have to move although nothing was changed.
    fn causes(&self, keys: &[Key]) -> Vec<Vec<Vec<usize>>> {
        let mut causes: Vec<Vec<Vec<usize>>> = vec![Vec::new(); keys.len()];
        let (Some(start), Some(end)) = (self.first.judge(), self.second.judge()) else { return causes };
        let (start, end) = (self.said(&start), self.said(&end));
        // Taken back alone: what then comes out differently needed it.
        let mut idle = Vec::new();
        for (at, place) in self.places.iter().enumerate() {
            let without = self.second.with(self.first, &[place]).judge().map(|judgement| self.said(&judgement));
            if !without.is_some_and(|without| self.note(at, keys, &without, &end, &mut causes)) {
                idle.push(at);
            }
        }
        // Changed alone: what then comes out differently needed nothing else.
        for at in idle {
            let Some(place) = self.places.get(at) else { continue };
            if let Some(alone) = self.first.with(self.second, &[place]).judge() {
                self.note(at, keys, &self.said(&alone), &start, &mut causes);
            }
        }
        if causes.iter().any(Vec::is_empty) {
            self.step_by_step(keys, &start, &end, &mut causes);
        }
        causes
    }

    /// Changes one fact after the other. Steps that cannot be told alone count together with the next one.
    fn step_by_step(&self, keys: &[Key], start: &Rows, end: &Rows, causes: &mut [Vec<Vec<usize>>]) {
        let open: Vec<usize> = (0..causes.len()).filter(|at| causes.get(*at).is_some_and(Vec::is_empty)).collect();
        let mut before = start.clone();
        let mut waiting = Vec::new();
        for at in 0..self.places.len() {
            waiting.push(at);
            let places: Vec<&Place> = self.places.iter().take(at + 1).collect();
            let last = at + 1 == self.places.len();
            let after =
                if last { Some(end.clone()) } else { self.first.with(self.second, &places).judge().map(|judgement| self.said(&judgement)) };
            let Some(after) = after else { continue };
            for row in &open {
                if let (Some(key), Some(causes)) = (keys.get(*row), causes.get_mut(*row))
                    && self.moves(key, &before, &after)
                {
                    causes.push(waiting.clone());
                }
            }
            before = after;
            waiting.clear();
        }
    }

    /// Writes down a place as the cause of every row that comes out differently with and without it. Whether there is one.
    fn note(&self, at: usize, keys: &[Key], one: &Rows, other: &Rows, causes: &mut [Vec<Vec<usize>>]) -> bool {
        let mut any = false;
        for (key, causes) in keys.iter().zip(causes) {
            if self.moves(key, one, other) {
                causes.push(vec![at]);
                any = true;
            }
        }
        any
    }

    fn moves(&self, key: &Key, one: &Rows, other: &Rows) -> bool {
        let said = |rows: &'_ Rows| rows.get(key).cloned().unwrap_or_default();
        !self.people.say_the_same(&said(one), &said(other))
    }
}
