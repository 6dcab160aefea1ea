//! How many of its own points a party can concede before the outcome changes.

use super::table::contains;
use super::{Answer, named};
use crate::judge::points::Points;
use crate::judge::reading::{Join, Part, Parts, Stand};
use crate::judge::truth::{Placed, forget};
use crate::outcome::Verdict;
use crate::text::Name;

/// At most so many combinations of a party's own points and their other answers are tried.
const MOST: usize = 1 << 20;

/// What a party can concede.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concessions {
    /// The party.
    pub party: Name,
    /// What it says, of the points that can matter.
    pub positions: Vec<Answer>,
    /// What its account alone comes to.
    pub verdict: Verdict,
    /// The smallest sets of own points whose loss changes a certain outcome, the smallest first; nothing where the outcome
    /// is not certain on its own account, and none where no loss changes it.
    pub lost: Option<Vec<Lost>>,
    /// Whether there are too many points to say.
    pub too_many: bool,
}

/// Own points whose loss changes the outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The points' ids.
    pub points: Vec<Name>,
    /// What it then comes to, at the worst for the earlier outcome: certain the other way, or only no longer certain.
    pub turned: bool,
}

/// What can be said of a world of own points: whether some, and whether every, completion of it is a violation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Status {
    possible: bool,
    some: bool,
    every: bool,
}

/// A part over a party's own points alone.
struct Own<'a> {
    placed: Vec<(&'a Placed, u16)>,
    worlds: Vec<(usize, Status)>,
    held: usize,
}

/// What a party can concede; nothing where none of its points can matter.
pub fn concessions(all: &Points, stand: &Stand) -> Option<Concessions> {
    let mut said = Concessions { party: stand.party.clone(), positions: Vec::new(), verdict: stand.verdict, lost: None, too_many: false };
    let Ok(parts) = &stand.parts else {
        said.positions = named(all, &stand.positions);
        said.too_many = true;
        return Some(said);
    };
    let own: Vec<Own<'_>> = parts.parts.iter().map(|part| own(part, stand)).collect();
    let matter: Vec<_> = own.iter().flat_map(|own| &own.placed).map(|(placed, value)| (placed.point, *value)).collect();
    if matter.is_empty() {
        return None;
    }
    said.positions = named(all, &matter);
    if own.iter().map(|own| own.worlds.len()).product::<usize>() > MOST {
        said.too_many = true;
        return Some(said);
    }
    let held = own.iter().map(|own| own.worlds.iter().find(|(world, _)| *world == own.held).map(|(_, status)| *status));
    // A party whose own answers cannot go together has no account to lose.
    let held = joined(parts, &held.collect::<Option<Vec<Status>>>()?);
    if !held.possible || held.some != held.every {
        return Some(said);
    }
    said.lost = Some(lost(all, parts, &own, held));
    Some(said)
}

fn joined(parts: &Parts, each_part: &[Status]) -> Status {
    let each = |test: fn(&Status) -> bool| {
        if parts.join == Join::All { each_part.iter().all(test) } else { each_part.iter().any(test) }
    };
    Status {
        possible: each_part.iter().all(|status| status.possible),
        some: each(|status| status.some),
        every: each(|status| status.every),
    }
}

/// The smallest sets of changed points after which the outcome is another one, or no longer certain.
fn lost(all: &Points, parts: &Parts, own: &[Own<'_>], held: Status) -> Vec<Lost> {
    let mut found: Vec<(Vec<usize>, bool)> = Vec::new();
    let mut choice = vec![0; own.len()];
    loop {
        let chosen: Vec<&(usize, Status)> = own.iter().zip(&choice).filter_map(|(own, at)| own.worlds.get(*at)).collect();
        let status = joined(parts, &chosen.iter().map(|(_, status)| *status).collect::<Vec<_>>());
        if status.possible && (status.some, status.every) != (held.some, held.every) {
            let changed = own.iter().zip(&chosen).scan(0, |before, (own, (world, _))| {
                let start = *before;
                *before += own.placed.len();
                Some(own.changed(*world).into_iter().map(move |at| start + at).collect::<Vec<_>>())
            });
            found.push((changed.flatten().collect(), status.some == status.every));
        }
        if !step(&mut choice, own) {
            break;
        }
    }
    found.sort_by(|a, b| (a.0.len(), &a.0, !a.1).cmp(&(b.0.len(), &b.0, !b.1)));
    let mut smallest: Vec<(Vec<usize>, bool)> = Vec::new();
    for (points, turned) in found {
        if !smallest.iter().any(|(known, _)| known.iter().all(|point| points.contains(point))) {
            smallest.push((points, turned));
        }
    }
    let ids: Vec<Name> = own
        .iter()
        .flat_map(|own| &own.placed)
        .map(|(placed, _)| all.get(placed.point).map_or_else(|| "".into(), |point| point.id.clone()))
        .collect();
    let named = |points: Vec<usize>| points.into_iter().filter_map(|at| ids.get(at).cloned()).collect();
    smallest.into_iter().map(|(points, turned)| Lost { points: named(points), turned }).collect()
}

/// The next choice of one world of each part; not where it was the last.
fn step(choice: &mut [usize], own: &[Own<'_>]) -> bool {
    for (at, own) in choice.iter_mut().zip(own) {
        *at += 1;
        if *at < own.worlds.len() {
            return true;
        }
        *at = 0;
    }
    false
}

/// A part over the points on which a party takes a position; whatever else is open is completed in every way.
fn own<'a>(part: &'a Part, stand: &Stand) -> Own<'a> {
    let position = |placed: &'a Placed| Some((placed, stand.positions.iter().find(|(point, _)| *point == placed.point)?.1));
    let placed: Vec<(&Placed, u16)> = part.worlds.placed().iter().filter_map(position).collect();
    let (mut some, mut not, mut possible) = (part.violation.clone(), part.violation.clone(), part.worlds.admissible().clone());
    for (at, admissible) in part.worlds.admissible().iter().enumerate() {
        if let (Some(some), Some(not)) = (some.get_mut(at), not.get_mut(at)) {
            *some &= admissible;
            *not = !*not & admissible;
        }
    }
    for other in part.worlds.placed().iter().filter(|other| !placed.iter().any(|(own, _)| own.point == other.point)) {
        for table in [&mut some, &mut not, &mut possible] {
            forget(table, other);
        }
    }
    let held = placed.iter().map(|(placed, value)| usize::from(*value) << placed.offset).sum();
    let mut worlds = vec![0usize];
    for (placed, _) in &placed {
        worlds = (0..usize::from(placed.arity)).flat_map(|value| worlds.iter().map(move |world| world | value << placed.offset)).collect();
    }
    let status = |world: usize| Status {
        possible: contains(&possible, world),
        some: contains(&some, world),
        every: contains(&possible, world) && !contains(&not, world),
    };
    Own { placed, worlds: worlds.into_iter().map(|world| (world, status(world))).collect(), held }
}

impl Own<'_> {
    /// The own points, by place, in which a world differs from what the party says.
    fn changed(&self, world: usize) -> Vec<usize> {
        let value = |world: usize, placed: &Placed| world >> placed.offset & ((1 << placed.width) - 1);
        let differs = |placed: &Placed| value(world, placed) != value(self.held, placed);
        self.placed.iter().enumerate().filter(|(_, (placed, _))| differs(placed)).map(|(at, _)| at).collect()
    }
}
