//! Rows that a scenario expects, against the rows that come out.
//!
//! A row is met where, on every day and for all people and data of its scope, every finding has the expected verdict.
//! Without `flow` or `party` the gravest finding of a day and a group counts; without `period`, every day with a finding.

use crate::date::{Day, Period};
use crate::diagnostics::{Diagnostic, Diagnostics, codes, listed, nearest};
use crate::judge::case::{Law, Options, judge};
use crate::outcome::{Finding, Judgement, Verdict};
use crate::rules::Pack;
use crate::scenario::{Choice, Document, Expectation, Item, Model, PeopleAlgebra, Region, instantiate};
use crate::source::Span;
use crate::syntax::Node;
use crate::text::Name;
use crate::vocabulary::{Block, WordList, words_of};
use std::collections::BTreeSet;

/// How one expected row came out.
#[derive(Debug, Clone)]
pub struct RowResult {
    /// Where it stands.
    pub span: Span,
    /// The row in words.
    pub row: String,
    /// The expected verdict, with its ground.
    pub expected: String,
    /// What comes out where it is something else.
    pub actual: Vec<Actual>,
    /// What is wrong with the row itself.
    pub problems: Diagnostics,
}

/// What comes out instead, for some days and people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actual {
    /// When.
    pub period: Period,
    /// For whom; nobody in particular where people are not in question.
    pub people: Vec<Name>,
    /// The verdicts.
    pub verdict: String,
    /// The findings.
    pub findings: Vec<String>,
    /// What decides them.
    pub decided_by: Vec<Name>,
}

impl RowResult {
    /// Whether it came out as it must.
    pub fn passed(&self) -> bool {
        self.actual.is_empty() && !self.problems.has_errors()
    }
}

/// A version, a variation and readings: rows that share them share a run.
type Account = (Option<Name>, Option<Name>, Vec<(Name, Name)>);

/// A run that rows share.
struct Run {
    account: Account,
    judgement: Option<Judgement>,
    model: Model,
    problems: Diagnostics,
}

/// Compares every expected row of a scenario.
pub fn run_expected(document: &Document, law: &[Law<'_>]) -> Vec<RowResult> {
    let packs: Vec<&Pack> = law.iter().map(|law| law.pack).collect();
    let mut runs: Vec<Run> = Vec::new();
    let mut results = Vec::new();
    for row in document.expect.iter().filter(|row| row.label.is_none()) {
        let mut problems = Diagnostics::default();
        check_names(document, &packs, row, &mut problems);
        let mut actual = Vec::new();
        if !problems.has_errors() {
            let account: Account = (name_of(row.as_party.as_ref()), name_of(row.variation.as_ref()), row.readings.clone());
            let at = match runs.iter().position(|run| run.account == account) {
                Some(at) => at,
                None => {
                    runs.push(run(document, law, account));
                    runs.len() - 1
                }
            };
            if let Some(run) = runs.get(at) {
                problems.extend(run.problems.clone());
                if let Some(judgement) = &run.judgement {
                    actual = Comparison { row, model: &run.model, people: PeopleAlgebra::new(&run.model), judgement }.differences();
                }
            }
        }
        let verdict = row.verdict.as_ref().map_or("", |verdict| &verdict.name);
        let expected = row.ground.as_ref().map_or_else(|| verdict.to_owned(), |ground| format!("{verdict} by {}", ground.name));
        results.push(RowResult { span: row.span, row: in_words(row), expected, actual, problems });
    }
    results
}

fn name_of(item: Option<&Item>) -> Option<Name> {
    item.map(|item| item.name.clone())
}

fn run(document: &Document, law: &[Law<'_>], account: Account) -> Run {
    let (as_party, variation, readings) = &account;
    let court = as_party.as_deref() == Some("court");
    let variations = variation.as_ref().and_then(|id| document.order_of(id)).unwrap_or_default();
    let options = Options {
        as_party: as_party.clone().filter(|_| !court),
        court,
        variations: variations.clone(),
        readings: readings.clone(),
        ..Options::default()
    };
    let mut problems = Diagnostics::default();
    let judgement = judge(document, law, &options, &mut problems);
    let model = instantiate(document, &Choice { versions: vec![None; document.disputes.len()], variations }).model;
    Run { account, judgement, model, problems }
}

fn in_words(row: &Expectation) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut one = |key: &str, item: Option<&Item>| parts.extend(item.map(|item| format!("{key} {}", item.name)));
    one("as", row.as_party.as_ref());
    one("variation", row.variation.as_ref());
    one("rule", row.rules.first());
    one("party", row.party.as_ref());
    for (key, items) in [("flow", &row.flow), ("people", &row.people), ("data", &row.data)] {
        if !items.is_empty() {
            let names: Vec<&str> = items.iter().map(|item| &*item.name).collect();
            parts.push(format!("{key} {}", names.join("+")));
        }
    }
    parts.extend(row.readings.iter().map(|(question, reading)| format!("{question}={reading}")));
    parts.extend(row.period.map(|period| period.to_string()));
    parts.join(", ")
}

/// Everything that a row names must exist.
pub(super) fn check_names(document: &Document, packs: &[&Pack], row: &Expectation, problems: &mut Diagnostics) {
    let mut check = |what: &str, item: Option<&Item>, known: BTreeSet<&str>| {
        if let Some(item) = item.filter(|item| !known.contains(&*item.name)) {
            let problem = Diagnostic::new(&codes::DANGLING, item.span, format!("there is no {what} `{}`", item.name));
            problems.push(match nearest(&item.name, known.iter().copied()) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help(format!("there are {}", listed(known, 20))),
            });
        }
    };
    let speakers = document.speakers();
    check("party with a version", row.as_party.as_ref(), speakers.iter().map(|name| &**name).chain(["court"]).collect());
    check("variation", row.variation.as_ref(), document.variations.iter().map(|variation| &*variation.id).collect());
    let rules: BTreeSet<&str> = packs.iter().flat_map(|pack| &pack.rules).map(|rule| &*rule.id).collect();
    row.rules.iter().for_each(|item| check("rule", Some(item), rules.clone()));
    check("party", row.party.as_ref(), ids(document, &[Block::Parties]));
    let subjects = ids(document, &[Block::Flows, Block::Consents, Block::Holdings, Block::Events, Block::Parties]);
    row.flow.iter().for_each(|item| check("flow", Some(item), subjects.clone()));
    let groups = ids(document, &[Block::People]);
    row.people.iter().for_each(|item| check("group of people", Some(item), groups.clone()));
    let mut items = ids(document, &[Block::Data]);
    items.extend(words_of(WordList::Category).iter().map(|word| word.name));
    row.data.iter().for_each(|item| check("data item", Some(item), items.clone()));
}

/// The ids of some blocks, in the base or in any change.
fn ids<'a>(document: &'a Document, blocks: &[Block]) -> BTreeSet<&'a str> {
    let changes = document.disputes.iter().flat_map(|dispute| &dispute.versions).filter_map(|version| version.change.as_ref());
    let roots: Vec<&Node> =
        std::iter::once(&document.base).chain(changes).chain(document.variations.iter().map(|variation| &variation.change)).collect();
    blocks
        .iter()
        .flat_map(|block| roots.iter().filter_map(|root| root.get(block.key())))
        .flat_map(Node::entries)
        .map(|entry| &*entry.key)
        .collect()
}

/// One row with everything that it is compared with.
struct Comparison<'a> {
    row: &'a Expectation,
    model: &'a Model,
    people: PeopleAlgebra,
    judgement: &'a Judgement,
}

/// A stretch of days and a region, with what comes out there.
type Piece = (Period, Region, String, Vec<usize>);

impl Comparison<'_> {
    fn differences(&self) -> Vec<Actual> {
        if self.row.flow.is_empty() {
            self.of_subject(None)
        } else {
            self.row.flow.iter().flat_map(|flow| self.of_subject(Some(&flow.name))).collect()
        }
    }

    fn of_subject(&self, subject: Option<&Name>) -> Vec<Actual> {
        let row = self.row;
        let fits = |finding: &Finding| {
            (row.rules.is_empty() || row.rules.iter().any(|rule| rule.name == finding.rule))
                && row.party.as_ref().is_none_or(|party| party.name == finding.answers)
                && subject.is_none_or(|subject| *subject == finding.subject)
                && (row.data.is_empty() || finding.data.is_empty() || row.data.iter().any(|item| finding.data.contains(&item.name)))
        };
        let findings: Vec<&Finding> = self.judgement.findings.iter().filter(|finding| fits(finding)).collect();
        let own = self.scope(subject, &findings);
        let named: Vec<Name> =
            findings.iter().flat_map(|finding| &finding.people).flat_map(|name| name.split(" and ").map(Name::from)).collect();
        let regions = self.people.regions(&own, &named);
        let regions = if regions.is_empty() { vec![0] } else { regions };
        let mut wrong: Vec<Piece> = Vec::new();
        for region in &regions {
            wrong.extend(self.of_region(subject, *region, &findings));
        }
        self.summarised(wrong, &regions, &own, &findings)
    }

    /// The people a row is about.
    fn scope(&self, subject: Option<&Name>, findings: &[&Finding]) -> Vec<Name> {
        if !self.row.people.is_empty() {
            return self.row.people.iter().map(|item| item.name.clone()).collect();
        }
        let places = [(Block::Flows, "people"), (Block::Consents, "by"), (Block::Holdings, "people"), (Block::Events, "people")];
        let stated = subject.and_then(|subject| {
            places.into_iter().find_map(|(block, key)| Some(self.model.find(block, subject)?.fact(key).words().to_vec()))
        });
        match stated {
            Some(items) if !items.is_empty() => items.into_iter().map(|item| item.name).collect(),
            _ => {
                let named: BTreeSet<Name> =
                    findings.iter().flat_map(|finding| &finding.people).flat_map(|name| name.split(" and ").map(Name::from)).collect();
                named.into_iter().collect()
            }
        }
    }

    fn of_region(&self, subject: Option<&Name>, region: Region, findings: &[&Finding]) -> Vec<Piece> {
        let about: Vec<(usize, &Finding)> =
            findings.iter().copied().enumerate().filter(|(_, finding)| region == 0 || self.is_about(finding, region)).collect();
        let mut days: BTreeSet<Day> = about.iter().flat_map(|(_, finding)| [finding.period.from, finding.period.until]).collect();
        if let Some(period) = self.row.period {
            days.extend([period.from, period.until]);
            days.retain(|day| period.from <= *day && *day <= period.until);
        }
        let expected = self.row.verdict.as_ref().and_then(|verdict| Verdict::of(&verdict.name)).unwrap_or(Verdict::NotApplicable);
        if days.len() < 2 {
            let nothing = (Period::ALWAYS, region, Verdict::NotApplicable.word().to_owned(), Vec::new());
            return if expected == Verdict::NotApplicable { Vec::new() } else { vec![nothing] };
        }
        let days: Vec<Day> = days.into_iter().collect();
        let mut wrong: Vec<Piece> = Vec::new();
        for pair in days.windows(2) {
            let [from, until] = pair else { continue };
            let here: Vec<(usize, &Finding)> = about.iter().copied().filter(|(_, finding)| finding.period.contains(*from)).collect();
            if here.is_empty() && self.row.period.is_none() {
                continue;
            }
            if let Some(actual) = self.wrong_here(subject, expected, &here) {
                let ids: Vec<usize> = here.iter().map(|(at, _)| *at).collect();
                match wrong.last_mut() {
                    Some((period, _, known, found)) if period.until == *from && *known == actual => {
                        period.until = *until;
                        found.extend(ids);
                    }
                    _ => {
                        wrong.push((Period { from: *from, until: *until, from_written: None, through_written: None }, region, actual, ids));
                    }
                }
            }
        }
        wrong
    }

    /// What comes out on a day for a region, if it is not what was expected.
    fn wrong_here(&self, subject: Option<&Name>, expected: Verdict, here: &[(usize, &Finding)]) -> Option<String> {
        let mut verdicts: BTreeSet<Verdict> = here.iter().map(|(_, finding)| finding.verdict).collect();
        if verdicts.is_empty() {
            verdicts.insert(Verdict::NotApplicable);
        }
        if subject.is_none() || self.row.party.is_none() {
            verdicts = verdicts.into_iter().take(1).collect();
        }
        let words = |verdicts: &BTreeSet<Verdict>| verdicts.iter().map(|verdict| verdict.word()).collect::<Vec<_>>().join(" and ");
        if verdicts != BTreeSet::from([expected]) {
            return Some(words(&verdicts));
        }
        let ground = self.row.ground.as_ref()?;
        let missing = here.iter().find(|(_, finding)| !finding.grounds.iter().any(|(id, _)| *id == ground.name));
        missing.map(|(_, finding)| {
            let grounds: Vec<&str> = finding.grounds.iter().map(|(id, _)| &**id).collect();
            format!("{} by {}", words(&verdicts), if grounds.is_empty() { "no ground".to_owned() } else { grounds.join(", ") })
        })
    }

    fn is_about(&self, finding: &Finding, region: Region) -> bool {
        let all_of = |name: &Name| name.split(" and ").all(|part| self.people.bit(part).is_some_and(|bit| region & bit != 0));
        finding.people.is_empty() || finding.people.iter().any(all_of)
    }

    /// Regions with the same days and verdict become one difference.
    fn summarised(&self, wrong: Vec<Piece>, regions: &[Region], own: &[Name], findings: &[&Finding]) -> Vec<Actual> {
        let mut groups: Vec<(Period, String, Vec<Region>, BTreeSet<usize>)> = Vec::new();
        for (period, region, verdict, found) in wrong {
            match groups.iter_mut().find(|(known, word, ..)| *known == period && *word == verdict) {
                Some((_, _, members, ids)) => {
                    members.push(region);
                    ids.extend(found);
                }
                None => groups.push((period, verdict, vec![region], found.into_iter().collect())),
            }
        }
        let described = groups.into_iter().map(|(period, verdict, members, ids)| {
            let rows: Vec<&Finding> = ids.iter().filter_map(|at| findings.get(*at).copied()).collect();
            let mut decided_by: Vec<Name> = rows.iter().flat_map(|finding| &finding.decided_by).map(|point| point.id.clone()).collect();
            decided_by.sort();
            decided_by.dedup();
            let people = if members == [0] { Vec::new() } else { self.people.describe(&members, regions, own) };
            Actual { period, people, verdict, findings: rows.iter().map(|finding| finding.id.clone()).collect(), decided_by }
        });
        described.collect()
    }
}
