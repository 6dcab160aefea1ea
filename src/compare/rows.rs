//! Which findings of several columns belong to one row, and in what they differ.

use super::{Column, ComparedRow, Difference, Entry, Side};
use crate::date::Period;
use crate::outcome::{Finding, Judgement, LegView, SanctionView, Verdict};
use crate::rules::{Pack, families};
use crate::text::Name;
use crate::vocabulary::Block;
use std::collections::BTreeMap;

/// What identifies a row: law, rule (or its family), who answers, and what it is about.
pub(super) type Key = (Name, Name, Name, Block, Name);

/// Everything that a reader can see of one finding, but for how it was explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Content {
    rule: Name,
    version: Period,
    verdict: Verdict,
    on_reading: bool,
    folded: bool,
    people: Vec<Name>,
    data: Vec<Name>,
    period: Period,
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
        all.sort_by(|a, b| (a.period, &a.people, &a.data, a.verdict).cmp(&(b.period, &b.people, &b.data, b.verdict)));
        all
    };
    by_row(judgement, families).into_iter().map(|(key, findings)| (key, of(findings))).collect()
}

fn content(finding: &Finding, with_parties: bool) -> Content {
    let open = !matches!(finding.verdict, Verdict::Violation | Verdict::Lawful);
    let mut decided_by: Vec<Name> = if open { finding.decided_by.iter().map(|point| point.id.clone()).collect() } else { Vec::new() };
    decided_by.sort();
    Content {
        rule: finding.rule.clone(),
        version: finding.version,
        verdict: finding.verdict,
        on_reading: !finding.rests_on.is_empty(),
        folded: !finding.subsumed_by.is_empty(),
        people: finding.people.clone(),
        data: finding.data.clone(),
        period: finding.period,
        grounds: finding.grounds.iter().map(|(id, _)| id.clone()).collect(),
        decided_by,
        by_party: if with_parties { finding.by_party.iter().map(|view| (view.party.clone(), view.verdict)).collect() } else { Vec::new() },
        sanctions: finding.sanctions.clone(),
        legs: finding.legs.clone(),
    }
}

/// The families of all rules of the sides, where rows follow them; each rule is a family of its own otherwise.
pub(super) fn families_of(packs: &[&Pack], by_family: bool) -> BTreeMap<Name, Name> {
    if by_family { families(packs) } else { BTreeMap::new() }
}

/// The rows that differ from the first column somewhere, and how many do not.
pub(super) fn rows(sides: &[Side<'_>], columns: &[Column], by_family: bool) -> (Vec<ComparedRow>, usize) {
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
    let nothing = Vec::new();
    let mut differing = Vec::new();
    let mut same = 0;
    for key in keys {
        let mut entries: Vec<Entry> =
            found.iter().map(|rows| Entry { findings: rows.get(&key).cloned().unwrap_or_default(), ..Entry::default() }).collect();
        for (at, entry) in entries.iter_mut().enumerate().skip(1) {
            let before = first.get(usize::from(both_neutral(at))).and_then(|said| said.get(&key)).unwrap_or(&nothing);
            let after = others.get(at - 1).and_then(|said| said.get(&key)).unwrap_or(&nothing);
            entry.differences = differences(before, after);
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
fn differences(before: &[Content], after: &[Content]) -> Vec<Difference> {
    match (before.is_empty(), after.is_empty()) {
        _ if before == after => return Vec::new(),
        (true, _) => return vec![Difference::New],
        (_, true) => return vec![Difference::Gone],
        _ => {}
    }
    let mut found = Vec::new();
    let mut note = |differs: bool, difference: Difference| {
        if differs {
            found.push(difference);
        }
    };
    note(verdicts(before) != verdicts(after), Difference::Verdict);
    note(hull(before) != hull(after), Difference::Period);
    note(union(before, |one| &one.people) != union(after, |one| &one.people), Difference::People);
    note(union(before, |one| &one.data) != union(after, |one| &one.data), Difference::Data);
    note(union(before, |one| &one.grounds) != union(after, |one| &one.grounds), Difference::Ground);
    let laws = |all: &[Content]| distinct(all.iter().map(|one| (one.rule.clone(), one.version)));
    note(laws(before) != laws(after), Difference::Law);
    let costs = |all: &[Content]| {
        distinct(all.iter().flat_map(|one| &one.sanctions).map(|view| (view.cite.clone(), view.formula.clone(), view.certain)))
    };
    note(costs(before) != costs(after), Difference::Sanction);
    note(union(before, |one| &one.decided_by) != union(after, |one| &one.decided_by), Difference::DecidedBy);
    let views = |all: &[Content]| distinct(all.iter().flat_map(|one| one.by_party.iter().cloned()));
    note(views(before) != views(after), Difference::ByParty);
    let legs = |all: &[Content]| distinct(all.iter().flat_map(|one| one.legs.iter().cloned()));
    note(legs(before) != legs(after), Difference::Legs);
    if found.is_empty() {
        found.push(Difference::Coverage);
    }
    found
}

/// The verdicts that stand, and those that are folded into a stricter rule.
fn verdicts(all: &[Content]) -> Vec<(Verdict, bool, bool)> {
    distinct(all.iter().map(|one| (one.verdict, one.folded, one.on_reading)))
}

/// From the first to the last day of what is not lawful, or of everything where all is lawful.
fn hull(all: &[Content]) -> Option<(crate::date::Day, crate::date::Day)> {
    let open = || all.iter().filter(|one| one.verdict != Verdict::Lawful);
    let ends = |list: Vec<&Content>| Some((list.iter().map(|one| one.period.from).min()?, list.iter().map(|one| one.period.until).max()?));
    ends(open().collect()).or_else(|| ends(all.iter().collect()))
}

fn union<'a>(all: &'a [Content], of: impl Fn(&'a Content) -> &'a Vec<Name>) -> Vec<&'a Name> {
    distinct(all.iter().flat_map(of))
}

fn distinct<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut found: Vec<T> = items.collect();
    found.sort();
    found.dedup();
    found
}
