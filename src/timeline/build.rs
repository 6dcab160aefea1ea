//! From the rows of a judgement to bars in time.

use super::{Bar, Change, ChangeKind, DayRange, Records, Stretch, Timeline, TimelineRow, law};
use crate::date::{Day, Period};
use crate::outcome::{Finding, Judgement, SanctionView, Verdict};
use crate::rules::{Pack, Transition, TransitionEffect, families};
use crate::scenario::{Choice, CountRange, Document, Entity, Fact, Model, PeopleAlgebra, Value, instantiate};
use crate::text::{Name, Text};
use crate::vocabulary::Block;

/// Family of rules, who answers, and what it is about.
type Duty = (Name, Name, Block, Name);

/// The timeline of a judgement of this document by these packs. Lawful rows are bars too; who draws may leave them out.
pub fn timeline(document: &Document, judgement: &Judgement, packs: &[&Pack]) -> Timeline {
    let facts = Facts::new(document, judgement);
    let families = families(packs);
    let mut groups: Vec<(Duty, Vec<&Finding>)> = Vec::new();
    for finding in &judgement.findings {
        let family = families.get(&finding.rule).unwrap_or(&finding.rule).clone();
        let key = (family, finding.answers.clone(), finding.block, finding.subject.clone());
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, rows)) => rows.push(finding),
            None => groups.push((key, vec![finding])),
        }
    }
    let rows: Vec<TimelineRow> = groups.into_iter().map(|((family, ..), rows)| row(family, rows, packs, &facts)).collect();
    let mut marks: Vec<Change> =
        rows.iter().flat_map(|row| &row.bars).flat_map(|bar| bar.starts.iter().chain(&bar.ends)).cloned().collect();
    marks.sort_by(|a, b| (a.day, a.kind, &a.what.en).cmp(&(b.day, b.kind, &b.what.en)));
    marks.dedup_by(|a, b| (a.day, a.kind, &a.what) == (b.day, b.kind, &b.what));
    Timeline { rows, marks }
}

fn row(family: Name, mut findings: Vec<&Finding>, packs: &[&Pack], facts: &Facts) -> TimelineRow {
    findings.sort_by_key(|finding| (finding.period.from, finding.period.until));
    let bars: Vec<Bar> = findings.iter().map(|finding| bar(finding, packs, facts)).collect();
    let mut articles: Vec<Text> = Vec::new();
    for finding in &findings {
        if !articles.contains(&finding.article) {
            articles.push(finding.article.clone());
        }
    }
    let first = findings.first();
    let subject = first.map(|finding| finding.subject.clone()).unwrap_or_default();
    let block = first.map_or(Block::Flows, |finding| finding.block);
    let exposed: Vec<Name> = distinct(findings.iter().filter(|finding| is_open(finding.verdict)).flat_map(|finding| &finding.people));
    TimelineRow {
        family,
        title: findings.last().map(|finding| finding.title.clone()).unwrap_or_default(),
        answers: first.map(|finding| finding.answers.clone()).unwrap_or_default(),
        verdict: findings.iter().map(|finding| finding.verdict).min().unwrap_or(Verdict::NotApplicable),
        stretches: stretches(&findings, packs, facts),
        days: days(&findings, facts, block, &subject),
        people: if exposed.is_empty() { CountRange::default() } else { facts.people.count(&facts.people.joined(&exposed)) },
        records: records(&findings, facts, block, &subject),
        sanctions: sanctions(&findings),
        articles,
        block,
        subject,
        bars,
    }
}

/// Whether something with this verdict is, or may be, a breach.
fn is_open(verdict: Verdict) -> bool {
    !matches!(verdict, Verdict::Lawful | Verdict::NotApplicable)
}

fn distinct<'a>(names: impl Iterator<Item = &'a Name>) -> Vec<Name> {
    let mut found: Vec<Name> = Vec::new();
    for name in names {
        if !found.contains(name) {
            found.push(name.clone());
        }
    }
    found
}

fn bar(finding: &Finding, packs: &[&Pack], facts: &Facts) -> Bar {
    Bar {
        finding: finding.id.clone(),
        rule: finding.rule.clone(),
        article: finding.article.clone(),
        verdict: finding.verdict,
        period: finding.period,
        people: finding.people.clone(),
        people_count: finding.people_count,
        data: finding.data.clone(),
        starts: changes(finding, finding.period.from, ChangeKind::FactStarts, packs, facts),
        ends: changes(finding, finding.period.until, ChangeKind::FactEnds, packs, facts),
        folded: !finding.subsumed_by.is_empty() && is_open(finding.verdict),
    }
}

/// What changes on the first day of a finding, or on the day after its last one. That its own subject begins or ends says it all.
fn changes(finding: &Finding, day: Day, edge: ChangeKind, packs: &[&Pack], facts: &Facts) -> Vec<Change> {
    if day == Day::BEGINNING || day == Day::END {
        return Vec::new();
    }
    let mut own = facts.changes(day, |block, id| block == finding.block && *id == finding.subject);
    own.retain(|change| change.kind == edge);
    if !own.is_empty() {
        return own;
    }
    let mut found: Vec<Change> =
        packs.iter().filter(|pack| pack.id == finding.law).flat_map(|pack| law::changes(pack, finding, day)).collect();
    found.extend(
        facts.changes(day, |block, id| {
            !(matches!(block, Block::Flows | Block::Sources) || block == finding.block && *id == finding.subject)
        }),
    );
    if found.is_empty() {
        found = facts.changes(day, |_, _| true);
    }
    if found.is_empty() {
        found.push(Change { day, kind: ChangeKind::TimeLimit, what: finding.article.clone(), span: None });
    }
    found
}

/// Days without a gap on which something is not lawful.
fn stretches(findings: &[&Finding], packs: &[&Pack], facts: &Facts) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for (at, finding) in findings.iter().enumerate().filter(|(_, finding)| is_open(finding.verdict)) {
        let ids = finding.sanctions.iter().filter_map(|view| view.by_transition.as_ref());
        let transitions: Vec<&Transition> =
            ids.filter_map(|id| packs.iter().flat_map(|pack| &pack.transitions).find(|transition| transition.id == *id)).collect();
        let touches = found.last_mut().filter(|last| finding.period.from <= last.period.until);
        let stretch = match touches {
            Some(last) => {
                if finding.period.until > last.period.until {
                    (last.period.until, last.period.through_written) = (finding.period.until, finding.period.through_written);
                }
                last.bars.push(at);
                last
            }
            None => {
                let carries_on = if finding.block == Block::Flows { facts.carried_on(&finding.subject) } else { None };
                found.push(Stretch { period: finding.period, bars: vec![at], joined_by: Vec::new(), cut_by: Vec::new(), carries_on });
                match found.last_mut() {
                    Some(last) => last,
                    None => continue,
                }
            }
        };
        for transition in transitions {
            let known = match transition.effect {
                TransitionEffect::IfRunningOn(..) => &mut stretch.joined_by,
                TransitionEffect::CutAt(_) => &mut stretch.cut_by,
            };
            let named = (transition.id.clone(), transition.title.clone());
            if !known.contains(&named) {
                known.push(named);
            }
        }
    }
    found
}

/// Days that are surely broken, and days that may be.
fn days(findings: &[&Finding], facts: &Facts, block: Block, subject: &Name) -> DayRange {
    let sure = findings.iter().filter(|finding| finding.verdict == Verdict::Violation).filter_map(|finding| surely_in(&finding.period));
    let possible = findings.iter().filter(|finding| is_open(finding.verdict)).map(|finding| (finding.period.from, finding.period.until));
    let mut range = DayRange { min: measure(sure.collect()).unwrap_or(u64::MAX), max: measure(possible.collect()) };
    // Three sends are three days at most, whatever the months in which they lie.
    if let Some(times) = facts.find(block, subject).find_map(times_of) {
        range = DayRange { min: range.min.min(1), max: range.max.map_or(Some(times), |max| Some(max.min(times))) };
    }
    range.min = range.min.min(range.max.unwrap_or(u64::MAX));
    range
}

/// How often a flow runs, where a number is stated.
fn times_of(flow: &Entity) -> Option<u64> {
    let frequency = flow.fact("frequency");
    if frequency.word().is_some_and(|word| &**word == "once") {
        return Some(1);
    }
    match frequency.map().iter().find(|(key, _)| &*key.name == "times")?.1.stated()? {
        Value::Count(range) => range.max,
        _ => None,
    }
}

/// The days that lie in a period however its vague ends are read.
fn surely_in(period: &Period) -> Option<(Day, Day)> {
    let from = period.from_written.map_or(period.from, |date| date.last.max(period.from));
    let until = period.through_written.map_or(period.until, |date| date.first.plus(1).min(period.until));
    (from < until).then_some((from, until))
}

/// How many days the union of some stretches has; nothing where one does not end.
fn measure(mut stretches: Vec<(Day, Day)>) -> Option<u64> {
    stretches.sort_unstable();
    let mut total: u64 = 0;
    let mut reached = Day::BEGINNING;
    for (from, until) in stretches {
        if until == Day::END || from == Day::BEGINNING {
            return None;
        }
        let from = from.max(reached);
        if from < until {
            total += u64::from(until.0.abs_diff(from.0));
            reached = until;
        }
    }
    Some(total)
}

/// Of the records that a flow states: all of them where a breach takes in all its days, people and data, else some of them.
fn records(findings: &[&Finding], facts: &Facts, block: Block, subject: &Name) -> Option<Records> {
    let flow = facts.find(block, subject).find(|flow| !flow.fact("records").map().is_empty())?;
    let entry = |key: &str| match flow.fact("records").map().iter().find(|(known, _)| &*known.name == key)?.1.stated()? {
        Value::Text(text) => Some(text.en.clone()),
        _ => None,
    };
    let stated: u64 = entry("count")?.replace('_', "").parse().ok()?;
    let unit = entry("unit").unwrap_or_else(|| "record".into());
    let period = flow.fact("period").period()?;
    let people = flow.fact("people").words();
    let whole = |finding: &&&Finding| {
        finding.verdict == Verdict::Violation
            && flow.fact("data").words().iter().all(|item| finding.data.contains(&item.name))
            && people.iter().all(|group| facts.covers(&finding.people, &group.name))
    };
    let broken = measure(findings.iter().filter(whole).map(|finding| (finding.period.from, finding.period.until)).collect());
    let all = measure(vec![(period.from, period.until)]);
    findings.iter().any(|finding| is_open(finding.verdict)).then(|| Records {
        count: CountRange { min: if all.is_some() && broken == all { Some(stated) } else { None }, max: Some(stated) },
        unit,
    })
}

/// Each sanction once, with the days to which it applies.
fn sanctions(findings: &[&Finding]) -> Vec<(SanctionView, Period)> {
    let mut found: Vec<(SanctionView, Period)> = Vec::new();
    for finding in findings {
        for view in &finding.sanctions {
            match found.iter_mut().find(|(known, _)| known == view) {
                Some((_, period)) => {
                    if finding.period.until > period.until {
                        (period.until, period.through_written) = (finding.period.until, finding.period.through_written);
                    }
                }
                None => found.push((view.clone(), finding.period)),
            }
        }
    }
    found
}

/// The facts of every version that counts on the account of a judgement.
struct Facts {
    models: Vec<Model>,
    people: PeopleAlgebra,
}

impl Facts {
    fn new(document: &Document, judgement: &Judgement) -> Facts {
        let variations: Vec<usize> = judgement.variations.iter().filter_map(|(id, _)| document.variation(id)).collect();
        let count = document.disputes.len();
        let party = judgement.as_party.as_ref().filter(|party| document.speakers().contains(party));
        let own = |at: usize| party.and_then(|party| document.version_of(at, party));
        let settled: Vec<Option<usize>> = (0..count).map(own).collect();
        let tell = |versions: Vec<Option<usize>>| instantiate(document, &Choice { versions, variations: variations.clone() }).model;
        let mut models = vec![tell(settled.clone())];
        // What the party leaves open may be as anybody says.
        for (at, dispute) in document.disputes.iter().enumerate().filter(|(at, _)| settled.get(*at) == Some(&None)) {
            for version in 0..dispute.versions.len() {
                let mut versions = settled.clone();
                if let Some(chosen) = versions.get_mut(at) {
                    *chosen = Some(version);
                }
                models.push(tell(versions));
            }
        }
        let people = models.first().map(PeopleAlgebra::new).unwrap_or_default();
        Facts { models, people }
    }

    fn find<'a>(&'a self, block: Block, id: &'a Name) -> impl Iterator<Item = &'a Entity> + 'a {
        self.models.iter().filter_map(move |model| model.find(block, id))
    }

    /// Whether all people of a group are among those named.
    fn covers(&self, named: &[Name], group: &Name) -> bool {
        let mut current = Some(group.clone());
        for _ in 0..16 {
            match current {
                Some(id) if named.contains(&id) => return true,
                Some(id) => current = self.find(Block::People, &id).find_map(|group| group.fact("part_of").word()).cloned(),
                None => return false,
            }
        }
        false
    }

    /// The flow that another one carries on, in whichever version.
    fn carried_on(&self, flow: &Name) -> Option<Name> {
        self.find(Block::Flows, flow).find_map(|flow| flow.fact("continues").word()).cloned()
    }

    /// The facts that begin or end on a day, of things that are wanted.
    fn changes(&self, day: Day, wanted: impl Fn(Block, &Name) -> bool) -> Vec<Change> {
        let mut found: Vec<Change> = Vec::new();
        for model in &self.models {
            for block in Block::ALL {
                for thing in model.block(block).iter().filter(|thing| wanted(block, &thing.id)) {
                    for (key, fact) in thing.facts() {
                        let what = Text::same(format!("{}.{}.{key}", block.key(), thing.id));
                        for kind in kinds(fact, day) {
                            let change = Change { day, kind, what: what.clone(), span: fact.span() };
                            if !found.iter().any(|known| (known.kind, &known.what) == (kind, &change.what)) {
                                found.push(change);
                            }
                        }
                    }
                }
            }
        }
        found
    }
}

/// How a fact changes on a day.
fn kinds(fact: &Fact, day: Day) -> Vec<ChangeKind> {
    match fact.stated() {
        Some(Value::Period(period)) => {
            let starts = (period.from == day).then_some(ChangeKind::FactStarts);
            starts.into_iter().chain((period.until == day).then_some(ChangeKind::FactEnds)).collect()
        }
        Some(Value::Date(Some(date))) if date.first == day || date.last.plus(1) == day => vec![ChangeKind::FactStarts],
        _ => Vec::new(),
    }
}
