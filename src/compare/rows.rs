//! Which findings of several columns belong to one row, and in what they differ.

use super::changes::Told;
use super::{Column, ComparedRow, Difference, Entry, Side};
use crate::date::{Day, Period};
use crate::outcome::{Finding, Judgement, LegView, SanctionView, Verdict};
use crate::rules::{Pack, families};
use crate::scenario::{PeopleAlgebra, Region};
use crate::text::Name;
use crate::vocabulary::Block;
use std::collections::BTreeMap;

/// What identifies a row: law, rule (or its family), who answers, and what it is about.
pub(super) type Key = (Name, Name, Name, Block, Name);

/// Everything that a reader can see of one finding, but for how it was explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Content {
    said: Said,
    people: Vec<Name>,
    data: Vec<Name>,
    period: Period,
}

/// What a finding says of its people, data and days.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    rule: Name,
    version: Period,
    verdict: Verdict,
    on_reading: bool,
    folded: bool,
    grounds: Vec<Name>,
    decided_by: Vec<Name>,
    by_party: Vec<(Name, Verdict)>,
    sanctions: Vec<SanctionView>,
    legs: Vec<LegView>,
}

/// The findings of a judgement by row, in the order of the judgement.
pub(super) fn by_row(judgement: &Judgement, families: &BTreeMap<Name, Name>) -> Vec<(Key, Vec<usize>)> {
    let mut found: Vec<(Key, Vec<usize>)> = Vec::new();
    let mut places: BTreeMap<Key, usize> = BTreeMap::new();
    for (at, finding) in judgement.findings.iter().enumerate() {
        let rule = families.get(&finding.rule).unwrap_or(&finding.rule).clone();
        let key = (finding.law.clone(), rule, finding.answers.clone(), finding.block, finding.subject.clone());
        match places.get(&key).and_then(|place| found.get_mut(*place)) {
            Some((_, findings)) => findings.push(at),
            None => {
                places.insert(key.clone(), found.len());
                found.push((key, vec![at]));
            }
        }
    }
    found
}

/// What a judgement says in each row. What parties say by themselves counts only where nobody's side is taken in either column.
pub(super) fn contents(judgement: &Judgement, families: &BTreeMap<Name, Name>, with_parties: bool) -> BTreeMap<Key, Vec<Content>> {
    let of = |findings: Vec<usize>| {
        let mut all: Vec<Content> =
            findings.into_iter().filter_map(|at| judgement.findings.get(at)).map(|finding| content(finding, with_parties)).collect();
        all.sort_by(|a, b| (a.period, &a.people, &a.data, a.said.verdict).cmp(&(b.period, &b.people, &b.data, b.said.verdict)));
        all
    };
    by_row(judgement, families).into_iter().map(|(key, findings)| (key, of(findings))).collect()
}

fn content(finding: &Finding, with_parties: bool) -> Content {
    let open = !matches!(finding.verdict, Verdict::Violation | Verdict::Lawful);
    let mut decided_by: Vec<Name> = if open { finding.decided_by.iter().map(|point| point.id.clone()).collect() } else { Vec::new() };
    decided_by.sort();
    let said = Said {
        rule: finding.rule.clone(),
        version: finding.version,
        verdict: finding.verdict,
        on_reading: !finding.rests_on.is_empty(),
        folded: !finding.subsumed_by.is_empty(),
        grounds: finding.grounds.iter().map(|(id, _)| id.clone()).collect(),
        decided_by,
        by_party: if with_parties { finding.by_party.iter().map(|view| (view.party.clone(), view.verdict)).collect() } else { Vec::new() },
        sanctions: finding.sanctions.clone(),
        legs: finding.legs.clone(),
    };
    Content { said, people: finding.people.clone(), data: finding.data.clone(), period: finding.period }
}

/// Groups of people of both sides, to tell whether two lists of names mean the same people.
#[derive(Debug, Clone, Default)]
pub(super) struct People(Vec<PeopleAlgebra>);

/// People, items and days cut so finely that each finding holds for a piece as a whole or not at all.
struct Pieces {
    people: Vec<(Name, Vec<Region>)>,
    regions: Vec<Region>,
    items: Vec<Name>,
    days: Vec<Day>,
}

impl People {
    /// The groups of two sides; the ones with more groups are asked first.
    pub(super) fn of(first: &Told<'_>, second: &Told<'_>) -> People {
        People(vec![second.people(), first.people()])
    }

    /// The regions that each name covers, over all of them.
    fn regions(&self, names: &[&Name]) -> (Vec<(Name, Vec<Region>)>, Vec<Region>) {
        let parts: Vec<Name> = distinct(names.iter().flat_map(|name| name.split(" and ")).map(Name::from));
        let known = self.0.iter().find(|groups| parts.iter().all(|part| groups.bit(part).is_some()));
        let Some(groups) = known else {
            // Nothing is known of how they overlap: each name stands for itself.
            let each = names.iter().enumerate().map(|(at, name)| ((*name).clone(), vec![1 << (at % 64)]));
            return (each.collect(), (0..names.len()).map(|at| 1 << (at % 64)).collect());
        };
        let regions = groups.regions(&parts, &parts);
        let covers = |name: &Name| {
            let parts: Vec<Name> = name.split(" and ").map(Name::from).collect();
            let inside = |region: &&Region| parts.iter().all(|part| groups.is_in(**region, std::slice::from_ref(part)));
            regions.iter().filter(inside).copied().collect::<Vec<_>>()
        };
        (names.iter().map(|name| ((*name).clone(), covers(name))).collect(), regions.clone())
    }

    fn pieces(&self, before: &[Content], after: &[Content]) -> Pieces {
        let all = || before.iter().chain(after);
        let (people, regions) = self.regions(&distinct(all().flat_map(|one| &one.people)));
        let items: Vec<Name> = distinct(all().flat_map(|one| one.data.iter().cloned()));
        let days = distinct(all().flat_map(|one| [one.period.from, one.period.until]));
        Pieces {
            people,
            regions: if regions.is_empty() { vec![0] } else { regions },
            items: if items.is_empty() { vec!["".into()] } else { items },
            days,
        }
    }

    /// Whether both say the same of every person, item and day, however they are split into rows.
    pub(super) fn say_the_same(&self, before: &[Content], after: &[Content]) -> bool {
        if before == after {
            return true;
        }
        let pieces = self.pieces(before, after);
        let mut days = pieces.days.windows(2).filter_map(|pair| pair.first().copied());
        days.all(|day| {
            pieces.regions.iter().all(|region| {
                pieces.items.iter().all(|item| {
                    let said = |all: &[Content]| -> Vec<Said> {
                        let here = all.iter().filter(|one| pieces.covers(one, *region, item, day));
                        here.map(|one| one.said.clone()).collect()
                    };
                    said(before) == said(after)
                })
            })
        })
    }

    /// Whether the open findings of both (or all, where nothing is open) are about the same people.
    fn same_people(&self, before: &[Content], after: &[Content]) -> bool {
        let pieces = self.pieces(before, after);
        let concerned = |all: &[Content]| -> Vec<Region> {
            let of = |one: &Content| pieces.regions.iter().filter(|region| pieces.has(one, **region)).copied().collect::<Vec<_>>();
            let open: Vec<Region> = distinct(all.iter().filter(|one| one.said.verdict != Verdict::Lawful).flat_map(of));
            if open.is_empty() { distinct(all.iter().flat_map(of)) } else { open }
        };
        concerned(before) == concerned(after)
    }
}

impl Pieces {
    fn has(&self, one: &Content, region: Region) -> bool {
        one.people.is_empty() || self.people.iter().any(|(name, regions)| regions.contains(&region) && one.people.contains(name))
    }

    fn covers(&self, one: &Content, region: Region, item: &Name, day: Day) -> bool {
        one.period.contains(day) && (one.data.is_empty() || one.data.contains(item)) && self.has(one, region)
    }
}

/// The families of all rules of the sides, where rows follow them; each rule is a family of its own otherwise.
pub(super) fn families_of(packs: &[&Pack], by_family: bool) -> BTreeMap<Name, Name> {
    if by_family { families(packs) } else { BTreeMap::new() }
}

/// The rows that differ from the first column somewhere, and how many do not.
pub(super) fn rows(sides: &[Side<'_>], told: &[Told<'_>], columns: &[Column], by_family: bool) -> (Vec<ComparedRow>, usize) {
    let packs: Vec<&Pack> = sides.first().map(|side| side.law.iter().map(|law| law.pack).collect()).unwrap_or_default();
    let families = families_of(&packs, by_family);
    let neutral = |column: &Column| column.judgement.as_party.is_none();
    let mut keys: Vec<Key> = Vec::new();
    let found: Vec<BTreeMap<Key, Vec<usize>>> = columns
        .iter()
        .map(|column| {
            let rows = by_row(&column.judgement, &families);
            // A row that the columns before do not have comes after the one that it follows here.
            let mut after = 0;
            for (key, _) in &rows {
                match keys.iter().position(|known| known == key) {
                    Some(at) => after = at + 1,
                    None => {
                        keys.insert(after, key.clone());
                        after += 1;
                    }
                }
            }
            rows.into_iter().collect()
        })
        .collect();
    let both_neutral = |at: usize| columns.first().is_some_and(neutral) && columns.get(at).is_some_and(neutral);
    let said = |at: usize, with_parties: bool| columns.get(at).map(|column| contents(&column.judgement, &families, with_parties));
    let first = [said(0, false).unwrap_or_default(), said(0, true).unwrap_or_default()];
    let others: Vec<BTreeMap<Key, Vec<Content>>> = (1..columns.len()).map(|at| said(at, both_neutral(at)).unwrap_or_default()).collect();
    let people: Vec<People> = told.iter().map(|own| told.first().map_or_else(People::default, |first| People::of(first, own))).collect();
    let (nothing, nobody) = (Vec::new(), People::default());
    let mut differing = Vec::new();
    let mut same = 0;
    for key in keys {
        let mut entries: Vec<Entry> =
            found.iter().map(|rows| Entry { findings: rows.get(&key).cloned().unwrap_or_default(), ..Entry::default() }).collect();
        for (at, entry) in entries.iter_mut().enumerate().skip(1) {
            let before = first.get(usize::from(both_neutral(at))).and_then(|said| said.get(&key)).unwrap_or(&nothing);
            let after = others.get(at - 1).and_then(|said| said.get(&key)).unwrap_or(&nothing);
            entry.differences = differences(before, after, people.get(at).unwrap_or(&nobody));
        }
        if entries.iter().all(|entry| entry.differences.is_empty()) {
            same += 1;
            continue;
        }
        let (law, rule, answers, block, subject) = key;
        differing.push(ComparedRow { law, rule, answers, block, subject, entries });
    }
    (differing, same)
}

/// In what two entries differ; empty where they say the same.
fn differences(before: &[Content], after: &[Content], people: &People) -> Vec<Difference> {
    match (before.is_empty(), after.is_empty()) {
        (true, true) => return Vec::new(),
        (true, _) => return vec![Difference::New],
        (_, true) => return vec![Difference::Gone],
        _ if people.say_the_same(before, after) => return Vec::new(),
        _ => {}
    }
    let mut found = Vec::new();
    let mut note = |differs: bool, difference: Difference| {
        if differs {
            found.push(difference);
        }
    };
    note(said(before, verdicts) != said(after, verdicts), Difference::Verdict);
    note(hull(before) != hull(after), Difference::Period);
    note(!people.same_people(before, after), Difference::People);
    let items = |all: &[Content]| distinct(all.iter().flat_map(|one| one.data.iter().cloned()));
    note(items(before) != items(after), Difference::Data);
    let grounds = |one: &Said| one.grounds.clone();
    note(said(before, grounds) != said(after, grounds), Difference::Ground);
    let laws = |one: &Said| vec![(one.rule.clone(), one.version)];
    note(said(before, laws) != said(after, laws), Difference::Law);
    let costs = |one: &Said| one.sanctions.iter().map(|view| (view.cite.clone(), view.formula.clone(), view.certain)).collect();
    note(said(before, costs) != said(after, costs), Difference::Sanction);
    let points = |one: &Said| one.decided_by.clone();
    note(said(before, points) != said(after, points), Difference::DecidedBy);
    let views = |one: &Said| one.by_party.clone();
    note(said(before, views) != said(after, views), Difference::ByParty);
    let legs = |one: &Said| one.legs.clone();
    note(said(before, legs) != said(after, legs), Difference::Legs);
    if found.is_empty() {
        found.push(Difference::Coverage);
    }
    found
}

/// Everything of one kind that some findings say, each once.
fn said<T: Ord>(all: &[Content], of: impl Fn(&Said) -> Vec<T>) -> Vec<T> {
    distinct(all.iter().flat_map(|one| of(&one.said)))
}

/// The verdict, whether it gives way to a stricter rule, and whether it rests on a reading.
fn verdicts(one: &Said) -> Vec<(Verdict, bool, bool)> {
    vec![(one.verdict, one.folded, one.on_reading)]
}

/// From the first to the last day of what is not lawful, or of everything where all is lawful.
fn hull(all: &[Content]) -> Option<(Day, Day)> {
    let ends = |list: Vec<&Content>| Some((list.iter().map(|one| one.period.from).min()?, list.iter().map(|one| one.period.until).max()?));
    let open = all.iter().filter(|one| one.said.verdict != Verdict::Lawful);
    ends(open.collect()).or_else(|| ends(all.iter().collect()))
}

fn distinct<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut found: Vec<T> = items.collect();
    found.sort();
    found.dedup();
    found
}
