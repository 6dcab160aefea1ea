//! Groups of people as sets: who is in which group, which regions a flow splits into, and how many people they hold.
//!
//! Groups refine each other (`part_of`), share nobody (`excludes`) or are what is left (`except`); all others may overlap.
//! A [`Region`] is one combination of memberships that can exist. See language reference P17.

use super::model::{CountRange, Model, Value};
use crate::text::Name;
use crate::vocabulary::Block;

/// Which groups somebody belongs to, one bit a group.
pub type Region = u64;

/// At most so many groups: one bit each.
pub const MAX_GROUPS: usize = 64;
/// At most so many groups may split one flow: every combination is looked at.
const MAX_FREE: usize = 12;

#[derive(Debug, Clone)]
struct Group {
    id: Name,
    parent: Option<usize>,
    excludes: Vec<usize>,
    except: Vec<usize>,
    count: CountRange,
}

/// All groups of a story.
#[derive(Debug, Clone, Default)]
pub struct PeopleAlgebra {
    groups: Vec<Group>,
}

impl PeopleAlgebra {
    /// The groups of a model.
    pub fn new(model: &Model) -> PeopleAlgebra {
        let entities: Vec<_> = model.block(Block::People).iter().take(MAX_GROUPS).collect();
        let index = |name: &Name| entities.iter().position(|entity| entity.id == *name);
        let groups = entities.iter().map(|entity| {
            let list = |key: &str| entity.fact(key).words().iter().filter_map(|item| index(&item.name)).collect::<Vec<_>>();
            let count = match entity.fact("count").stated() {
                Some(Value::Count(range)) => *range,
                _ => CountRange::default(),
            };
            Group {
                id: entity.id.clone(),
                parent: list("part_of").first().copied(),
                excludes: list("excludes"),
                except: list("except"),
                count,
            }
        });
        PeopleAlgebra { groups: groups.collect() }
    }

    /// The bit of a group.
    pub fn bit(&self, id: &str) -> Option<Region> {
        self.groups.iter().position(|group| &*group.id == id).map(|at| 1 << at)
    }

    /// Whether everybody in the region belongs to one of the groups.
    pub fn is_in(&self, region: Region, groups: &[Name]) -> bool {
        groups.iter().filter_map(|id| self.bit(id)).any(|bit| region & bit != 0)
    }

    /// The groups of a region, the most special first.
    pub fn groups_of(&self, region: Region) -> Vec<&Name> {
        let mut found: Vec<usize> = (0..self.groups.len()).filter(|at| region & (1 << at) != 0).collect();
        found.sort_by_key(|at| std::cmp::Reverse(self.depth(*at)));
        found.into_iter().filter_map(|at| self.groups.get(at)).map(|group| &group.id).collect()
    }

    fn depth(&self, at: usize) -> usize {
        let mut depth = 0;
        let mut current = at;
        while let Some(parent) = self.groups.get(current).and_then(|group| group.parent) {
            depth += 1;
            current = parent;
            if depth > self.groups.len() {
                break;
            }
        }
        depth
    }

    fn root(&self, at: usize) -> usize {
        let mut current = at;
        for _ in 0..self.groups.len() {
            match self.groups.get(current).and_then(|group| group.parent) {
                Some(parent) => current = parent,
                None => break,
            }
        }
        current
    }

    /// The regions of a flow that names `people`, refined by the groups that instruments and judgments name.
    /// Groups that share nobody's root with the flow do not refine it. Empty where there would be too many.
    pub fn regions(&self, people: &[Name], refined_by: &[Name]) -> Vec<Region> {
        let at = |id: &Name| self.groups.iter().position(|group| group.id == *id);
        let own: Vec<usize> = people.iter().filter_map(at).collect();
        let roots: Vec<usize> = own.iter().map(|group| self.root(*group)).collect();
        let mut relevant: Vec<usize> = own.clone();
        relevant.extend(refined_by.iter().filter_map(at).filter(|group| roots.contains(&self.root(*group))));
        let mut next = 0;
        while let Some(group) = relevant.get(next).and_then(|at| self.groups.get(*at)) {
            let more: Vec<usize> = group.parent.iter().chain(&group.except).copied().filter(|other| !relevant.contains(other)).collect();
            relevant.extend(more);
            next += 1;
        }
        relevant.sort_unstable();
        relevant.dedup();
        let free: Vec<usize> =
            relevant.iter().copied().filter(|at| self.groups.get(*at).is_some_and(|group| group.except.is_empty())).collect();
        if free.len() > MAX_FREE {
            return own.iter().map(|at| self.closure(1 << at)).collect();
        }
        let mut regions: Vec<Region> = Vec::new();
        for combination in 0..(1u64 << free.len()) {
            let mut region: Region =
                free.iter().enumerate().filter(|(bit, _)| combination & (1 << bit) != 0).map(|(_, at)| 1u64 << at).sum();
            for group in relevant.iter().filter(|at| !free.contains(at)) {
                if self.is_complement_member(*group, region) {
                    region |= 1 << group;
                }
            }
            let fits = own.iter().any(|at| region & (1 << at) != 0) && self.is_possible(region);
            if fits && !regions.contains(&region) {
                regions.push(region);
            }
        }
        regions.sort_unstable();
        regions
    }

    fn is_complement_member(&self, at: usize, region: Region) -> bool {
        self.groups.get(at).is_some_and(|group| {
            group.parent.is_none_or(|parent| region & (1 << parent) != 0) && group.except.iter().all(|other| region & (1 << other) == 0)
        })
    }

    fn is_possible(&self, region: Region) -> bool {
        self.groups.iter().enumerate().filter(|(at, _)| region & (1 << at) != 0).all(|(at, group)| {
            let parent = group.parent.is_none_or(|parent| region & (1 << parent) != 0);
            let disjoint = group.excludes.iter().all(|other| region & (1 << other) == 0 || *other == at);
            parent && disjoint && group.except.iter().all(|other| region & (1 << other) == 0)
        })
    }

    fn closure(&self, region: Region) -> Region {
        let mut region = region;
        for _ in 0..self.groups.len() {
            for (at, group) in self.groups.iter().enumerate() {
                if region & (1 << at) != 0
                    && let Some(parent) = group.parent
                {
                    region |= 1 << parent;
                }
            }
        }
        region
    }

    /// Names a set of regions of a thing about `own` groups by the fewest groups: largest groups first, then what is left as `a and b`.
    pub fn describe(&self, set: &[Region], all: &[Region], own: &[Name]) -> Vec<Name> {
        let mut left: Vec<Region> = set.to_vec();
        let mut names = Vec::new();
        // Only groups whose members all belong to the thing may stand for them.
        let whole: Vec<bool> = self
            .groups
            .iter()
            .map(|group| {
                own.contains(&group.id) || self.regions(std::slice::from_ref(&group.id), own).iter().all(|region| self.is_in(*region, own))
            })
            .collect();
        while !left.is_empty() {
            let fitting =
                self.groups.iter().enumerate().filter(|(at, _)| whole.get(*at).copied().unwrap_or(false)).filter_map(|(at, group)| {
                    let members: Vec<Region> = all.iter().copied().filter(|region| region & (1 << at) != 0).collect();
                    let new = members.iter().filter(|region| left.contains(region)).count();
                    (new > 0 && members.iter().all(|region| set.contains(region))).then_some((
                        new,
                        std::cmp::Reverse(members.len()),
                        std::cmp::Reverse(self.depth(at)),
                        std::cmp::Reverse(at),
                        &group.id,
                        members,
                    ))
                });
            let Some((.., id, members)) = fitting.max_by(|a, b| (a.0, a.1, a.2, a.3).cmp(&(b.0, b.1, b.2, b.3))) else { break };
            names.push(id.clone());
            left.retain(|region| !members.contains(region));
        }
        for region in left {
            let groups: Vec<String> = self.leaves(region).iter().map(ToString::to_string).collect();
            names.push(groups.join(" and ").into());
        }
        names
    }

    fn leaves(&self, region: Region) -> Vec<&Name> {
        let is_parent =
            |at: usize| self.groups.iter().enumerate().any(|(child, group)| region & (1 << child) != 0 && group.parent == Some(at));
        (0..self.groups.len())
            .filter(|at| region & (1 << at) != 0 && !is_parent(*at))
            .filter_map(|at| self.groups.get(at))
            .map(|group| &group.id)
            .collect()
    }

    /// The same people by the fewest names: a group whose parts are all named stands for them.
    pub fn joined(&self, names: &[Name]) -> Vec<Name> {
        let mut kept: Vec<Name> = Vec::new();
        for name in names.iter().filter(|name| !self.is_part_of_another(name, names)) {
            if !kept.contains(name) {
                kept.push(name.clone());
            }
        }
        let regions = self.regions(&kept, &kept);
        let plain = kept.iter().all(|name| self.bit(name).is_some());
        if plain && !regions.is_empty() { self.describe(&regions, &regions, &kept) } else { kept }
    }

    fn is_part_of_another(&self, name: &Name, names: &[Name]) -> bool {
        let place = |id: &str| self.groups.iter().position(|group| &*group.id == id);
        let joint = name.contains(" and ");
        name.split(" and ").any(|part| {
            let chain = std::iter::successors(place(part), |at| self.groups.get(*at).and_then(|group| group.parent));
            let mut above = chain.take(MAX_GROUPS).filter_map(|at| self.groups.get(at)).map(|group| &group.id);
            above.any(|group| names.contains(group) && (joint || group != name))
        })
    }

    /// How many people groups hold together: a range where nobody knows how much they overlap.
    pub fn count(&self, names: &[Name]) -> CountRange {
        let ids: Vec<usize> = names.iter().filter_map(|id| self.groups.iter().position(|group| group.id == *id)).collect();
        if ids.len() != names.len() {
            let most = names.iter().map(|name| {
                name.split(" and ")
                    .filter_map(|id| self.groups.iter().position(|group| &*group.id == id))
                    .filter_map(|at| self.count_of(at).max)
                    .min()
            });
            return CountRange { min: None, max: most.sum() };
        }
        let counts: Vec<CountRange> = ids.iter().map(|at| self.count_of(*at)).collect();
        let disjoint = ids.iter().enumerate().all(|(first, a)| ids.iter().skip(first + 1).all(|b| self.are_disjoint(*a, *b)));
        let total: Option<u64> = counts.iter().map(|count| count.max).sum();
        let ceiling = self.common_ancestor(&ids).and_then(|at| self.count_of(at).max);
        let max = match (total, ceiling) {
            (Some(total), Some(ceiling)) => Some(total.min(ceiling)),
            (total, ceiling) => total.or(ceiling),
        };
        let known = counts.iter().filter_map(|count| count.min);
        let min = if disjoint { Some(known.sum()).filter(|sum| *sum > 0) } else { known.max() };
        CountRange { min, max }
    }

    fn count_of(&self, at: usize) -> CountRange {
        let Some(group) = self.groups.get(at) else { return CountRange::default() };
        let parent = group.parent.filter(|parent| *parent != at).map(|parent| self.count_of(parent)).unwrap_or_default();
        if group.except.is_empty() {
            return CountRange { min: group.count.min, max: group.count.max.or(parent.max) };
        }
        let excepted: Vec<CountRange> = group.except.iter().filter(|other| **other != at).map(|other| self.count_of(*other)).collect();
        let most: Option<u64> = excepted.iter().map(|count| count.max).sum();
        let least: u64 = excepted.iter().filter_map(|count| count.min).max().unwrap_or(0);
        CountRange {
            min: group.count.min.or_else(|| Some(parent.min?.saturating_sub(most?))),
            max: group.count.max.or_else(|| Some(parent.max?.saturating_sub(least))),
        }
    }

    fn are_disjoint(&self, a: usize, b: usize) -> bool {
        let says = |one: usize, other: usize| {
            self.groups.get(one).is_some_and(|group| group.excludes.contains(&other) || group.except.contains(&other))
        };
        says(a, b) || says(b, a)
    }

    fn common_ancestor(&self, ids: &[usize]) -> Option<usize> {
        let chain = |at: usize| {
            std::iter::successors(self.groups.get(at).and_then(|group| group.parent), |at| {
                self.groups.get(*at).and_then(|group| group.parent)
            })
            .take(MAX_GROUPS)
            .collect::<Vec<_>>()
        };
        let mut shared = ids.first().map(|first| chain(*first))?;
        for at in ids.iter().skip(1) {
            let other = chain(*at);
            shared.retain(|candidate| other.contains(candidate));
        }
        shared.first().copied()
    }
}
