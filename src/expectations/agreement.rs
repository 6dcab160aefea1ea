//! How far the engine agrees with what authorities and courts decided.
//!
//! Each label (a row with `confidence`) is scored twice: *raw*, on the facts of the base with every dispute open, and *assessed*,
//! in the version of whoever decided, with the variation that holds its own assessments.
//! A label is met, undecided, wrong, or not encoded; wrong answers that stay wrong with every question of law left open are *certain*.

use super::expected::check_names;
use crate::date::{Day, Period};
use crate::diagnostics::Diagnostics;
use crate::judge::case::{Detail, Law, Options, judge};
use crate::outcome::{Finding, Judgement, Verdict};
use crate::rules::Pack;
use crate::scenario::patch::written_paths;
use crate::scenario::{Choice, Decision, Document, Expectation, Label, Model, PeopleAlgebra, instantiate};
use crate::source::Span;
use crate::syntax::Node;
use crate::text::{Name, Text};
use crate::vocabulary::Block;
use std::collections::BTreeSet;

/// What the engine says about a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// The same as was decided.
    Agrees,
    /// It depends on something that is disputed, not stated or open in law.
    Undecided,
    /// Something else.
    Wrong,
    /// No pack has encoded the article.
    NotEncoded,
}

/// One label in one run.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// What the engine says.
    pub answer: Answer,
    /// Whether a wrong answer stays wrong with every reading of the law left open.
    pub certain: bool,
    /// The verdicts that came out, the gravest first.
    pub verdicts: Vec<Verdict>,
    /// Points that decide where it is undecided.
    pub decided_by: Vec<Text>,
    /// Where a violation was decided and somebody breaks the rules: whether the party of the label is among those who do.
    pub right_party: Option<bool>,
    /// Where a violation was decided: days with a violation, and days of the label.
    pub overlap: Option<(i64, i64)>,
    /// Whether a fact that decided for the authority decides for the engine, or is among its reasons.
    pub decisive: Option<bool>,
    /// Remedies of the authority that do make it lawful, and how many were tried.
    pub remedies: Option<(usize, usize)>,
}

/// One label with both scores.
#[derive(Debug, Clone)]
pub struct LabelResult {
    /// Where it stands.
    pub span: Span,
    /// The decision, by its id.
    pub decision: Name,
    /// Whether it is the last decision, which counts.
    pub counts: bool,
    /// Article, or rules.
    pub article: Name,
    /// Who answers, by the decision.
    pub party: Name,
    /// What it is about.
    pub subjects: Vec<Name>,
    /// `P`, `S` or `M`.
    pub confidence: Name,
    /// What was decided.
    pub expected: Verdict,
    /// Why the engine answers something else, in law.
    pub because: Option<Text>,
    /// On raw facts.
    pub raw: Scored,
    /// With the assessments of whoever decided.
    pub assessed: Scored,
    /// What is wrong with the row.
    pub problems: Diagnostics,
}

impl LabelResult {
    /// Whether a wrong answer is given as certain, raw or assessed.
    pub fn is_wrong_and_certain(&self) -> bool {
        [&self.raw, &self.assessed].into_iter().any(|scored| scored.answer == Answer::Wrong && scored.certain)
    }

    /// Whether a violation was decided.
    pub fn is_positive(&self) -> bool {
        self.expected == Verdict::Violation
    }
}

/// One scenario with its labels.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// The scenario.
    pub scenario: Name,
    /// What people read.
    pub title: Text,
    /// Its labels.
    pub labels: Vec<LabelResult>,
    /// Facts of the base without a source, as `flows.f1`.
    pub unsourced: Vec<String>,
}

/// Scores every label of a scenario; nothing where it has none.
pub fn score(document: &Document, law: &[Law<'_>]) -> Option<Agreement> {
    let mut scorer = Scorer { document, law, runs: Vec::new() };
    let labels: Vec<LabelResult> = document.expect.iter().filter_map(|row| Some(scorer.label(row, row.label.as_ref()?))).collect();
    if labels.is_empty() {
        return None;
    }
    Some(Agreement { scenario: document.id.clone(), title: document.title.clone(), labels, unsourced: unsourced(document) })
}

/// In whose version, with which variations, and whether every reading is open: labels that share them share a run.
type Account = (Option<Name>, Vec<usize>, bool);

struct Run {
    account: Account,
    judgement: Option<Judgement>,
    people: PeopleAlgebra,
    model: Model,
    problems: Diagnostics,
}

struct Scorer<'a> {
    document: &'a Document,
    law: &'a [Law<'a>],
    runs: Vec<Run>,
}

impl Scorer<'_> {
    fn label(&mut self, row: &Expectation, label: &Label) -> LabelResult {
        let packs: Vec<&Pack> = self.law.iter().map(|law| law.pack).collect();
        let mut problems = Diagnostics::default();
        check_names(self.document, &packs, row, &mut problems);
        let decisions = &self.document.decisions;
        let named = label.decision.as_ref().and_then(|item| decisions.iter().find(|decision| decision.id == item.name));
        let decision = named.or(decisions.last());
        let raw = self.scored(row, label, (None, Vec::new(), false), &mut problems);
        let (as_party, variations) = decision.map_or_else(Default::default, |decision| self.assessed(decision));
        let mut assessed = self.scored(row, label, (as_party.clone(), variations.clone(), false), &mut problems);
        assessed.remedies = self.remedies(row, label, as_party.as_ref(), &variations);
        let rules = || row.rules.iter().map(|item| &*item.name).collect::<Vec<_>>().join(", ");
        LabelResult {
            span: row.span,
            decision: decision.map(|decision| decision.id.clone()).unwrap_or_default(),
            counts: decision.map(|decision| &decision.id) == decisions.last().map(|last| &last.id),
            article: label.article.clone().unwrap_or_else(|| rules().into()),
            party: row.party.as_ref().map(|item| item.name.clone()).unwrap_or_default(),
            subjects: row.flow.iter().map(|item| item.name.clone()).collect(),
            confidence: label.confidence.clone(),
            expected: expected(row),
            because: label.because.clone(),
            raw,
            assessed,
            problems,
        }
    }

    /// The version and the variations of whoever decided.
    fn assessed(&self, decision: &Decision) -> (Option<Name>, Vec<usize>) {
        let speaks = |party: &Name| self.document.speakers().contains(party);
        let by = decision.by.as_ref().map(|item| item.name.clone()).filter(speaks);
        let variations = decision.assessed.as_ref().and_then(|item| self.document.order_of(&item.name)).unwrap_or_default();
        (by, variations)
    }

    fn scored(&mut self, row: &Expectation, label: &Label, account: Account, problems: &mut Diagnostics) -> Scored {
        if row.rules.is_empty() || problems.has_errors() {
            return Scored::nothing();
        }
        let document = self.document;
        let (as_party, variations, _) = account.clone();
        let run = self.run(account);
        problems.extend(run.problems.clone());
        let Some(judgement) = &run.judgement else { return Scored::nothing() };
        let reader = Reader { row, judgement, people: &run.people, model: &run.model };
        let mut scored = reader.scored();
        let decisive = (!label.decisive.is_empty()).then(|| reader.found(document, label));
        scored.decisive = decisive;
        if scored.answer == Answer::Wrong {
            let open = self.run((as_party, variations, true));
            scored.certain = open.judgement.as_ref().is_none_or(|judgement| {
                Reader { row, judgement, people: &open.people, model: &open.model }.scored().answer == Answer::Wrong
            });
        }
        scored
    }

    /// How many of the authority's remedies leave no violation.
    fn remedies(&mut self, row: &Expectation, label: &Label, as_party: Option<&Name>, variations: &[usize]) -> Option<(usize, usize)> {
        if label.lawful_if.is_empty() || row.rules.is_empty() {
            return None;
        }
        let mut helped = 0;
        for remedy in &label.lawful_if {
            let mut all = variations.to_vec();
            for at in self.document.order_of(&remedy.name).unwrap_or_default() {
                if !all.contains(&at) {
                    all.push(at);
                }
            }
            let run = self.run((as_party.cloned(), all, false));
            if let Some(judgement) = &run.judgement {
                let reader = Reader { row, judgement, people: &run.people, model: &run.model };
                helped += usize::from(!reader.findings().iter().any(|finding| finding.verdict != Verdict::Lawful));
            }
        }
        Some((helped, label.lawful_if.len()))
    }

    fn run(&mut self, account: Account) -> &Run {
        let at = match self.runs.iter().position(|run| run.account == account) {
            Some(at) => at,
            None => {
                self.runs.push(self.judged(account));
                self.runs.len() - 1
            }
        };
        &self.runs[at]
    }

    fn judged(&self, account: Account) -> Run {
        let (as_party, variations, all_readings) = account.clone();
        let choice = Choice { versions: vec![None; self.document.disputes.len()], variations: variations.clone() };
        let options = Options { as_party, variations, all_readings, detail: Detail::EveryReason, ..Options::default() };
        let mut problems = Diagnostics::default();
        let judgement = judge(self.document, self.law, &options, &mut problems);
        let model = instantiate(self.document, &choice).model;
        Run { account, judgement, people: PeopleAlgebra::new(&model), model, problems }
    }
}

impl Scored {
    fn nothing() -> Scored {
        Scored {
            answer: Answer::NotEncoded,
            certain: false,
            verdicts: Vec::new(),
            decided_by: Vec::new(),
            right_party: None,
            overlap: None,
            decisive: None,
            remedies: None,
        }
    }
}

fn expected(row: &Expectation) -> Verdict {
    row.verdict.as_ref().and_then(|item| Verdict::of(&item.name)).unwrap_or(Verdict::NotApplicable)
}

/// Reads one run for one label.
struct Reader<'a> {
    row: &'a Expectation,
    judgement: &'a Judgement,
    people: &'a PeopleAlgebra,
    model: &'a Model,
}

impl Reader<'_> {
    /// What the rules of the label say about its subjects, people, data and days, whoever answers.
    fn about(&self) -> Vec<&Finding> {
        let row = self.row;
        let any = |items: &[crate::scenario::Item], name: &Name| items.is_empty() || items.iter().any(|item| item.name == *name);
        let fits = |finding: &&Finding| {
            row.rules.iter().any(|rule| rule.name == finding.rule)
                && any(&row.flow, &finding.subject)
                && (row.data.is_empty() || finding.data.is_empty() || finding.data.iter().any(|item| any(&row.data, item)))
                && row.period.is_none_or(|period| period.overlaps(&finding.period))
        };
        self.judgement.findings.iter().filter(fits).collect()
    }

    /// The same for the party of the label, and its people.
    fn findings(&self) -> Vec<&Finding> {
        let groups: Vec<Name> = self.row.people.iter().map(|item| item.name.clone()).collect();
        let mut found = self.about();
        found
            .retain(|finding| self.is_of_party(finding) && (groups.is_empty() || groups.iter().any(|group| self.concerns(finding, group))));
        found
    }

    fn is_of_party(&self, finding: &Finding) -> bool {
        self.row.party.as_ref().is_none_or(|party| party.name == finding.answers)
    }

    /// Whether a finding is about somebody of a group.
    fn concerns(&self, finding: &Finding, group: &Name) -> bool {
        if finding.people.is_empty() {
            return true;
        }
        let named: Vec<Name> = finding.people.iter().flat_map(|name| name.split(" and ").map(Name::from)).collect();
        let regions = self.people.regions(std::slice::from_ref(group), &named);
        let is_all_of =
            |name: &Name, region: u64| name.split(" and ").all(|part| self.people.bit(part).is_some_and(|bit| region & bit != 0));
        regions.iter().any(|region| finding.people.iter().any(|name| is_all_of(name, *region)))
    }

    fn scored(&self) -> Scored {
        let findings = self.findings();
        let verdicts: BTreeSet<Verdict> = findings.iter().map(|finding| finding.verdict).collect();
        let positive = expected(self.row) == Verdict::Violation;
        let answer = if positive { self.answer_to_violation(&findings) } else { answer_to_none(&verdicts) };
        let mut decided_by: Vec<Text> = Vec::new();
        for point in findings.iter().flat_map(|finding| &finding.decided_by) {
            if !decided_by.contains(&point.question) {
                decided_by.push(point.question.clone());
            }
        }
        let breakers: Vec<&Name> =
            self.about().into_iter().filter(|finding| finding.verdict == Verdict::Violation).map(|finding| &finding.answers).collect();
        let right_party = self
            .row
            .party
            .as_ref()
            .filter(|_| positive && !breakers.is_empty())
            .map(|party| breakers.iter().any(|breaker| **breaker == party.name));
        Scored {
            answer,
            certain: false,
            verdicts: if verdicts.is_empty() { vec![Verdict::NotApplicable] } else { verdicts.into_iter().collect() },
            decided_by,
            right_party,
            overlap: if positive { self.overlap(&findings) } else { None },
            decisive: None,
            remedies: None,
        }
    }

    /// Every flow and every group of the label must be violated on some day.
    fn answer_to_violation(&self, findings: &[&Finding]) -> Answer {
        let flows: Vec<Option<&Name>> =
            if self.row.flow.is_empty() { vec![None] } else { self.row.flow.iter().map(|item| Some(&item.name)).collect() };
        let groups: Vec<Option<&Name>> =
            if self.row.people.is_empty() { vec![None] } else { self.row.people.iter().map(|item| Some(&item.name)).collect() };
        let mut answer = Answer::Agrees;
        for flow in &flows {
            for group in &groups {
                let gravest = findings
                    .iter()
                    .filter(|finding| flow.is_none_or(|flow| *flow == finding.subject))
                    .filter(|finding| group.is_none_or(|group| self.concerns(finding, group)))
                    .map(|finding| finding.verdict)
                    .min();
                answer = answer.max(match gravest {
                    Some(Verdict::Violation) => Answer::Agrees,
                    Some(Verdict::Disputed | Verdict::Undetermined | Verdict::OpenLaw) => Answer::Undecided,
                    Some(Verdict::Lawful | Verdict::NotApplicable) | None => Answer::Wrong,
                });
            }
        }
        answer
    }

    /// Days with a violation among the days of the label.
    fn overlap(&self, findings: &[&Finding]) -> Option<(i64, i64)> {
        let whole = self.row.period.or_else(|| self.days_of_flows())?;
        if whole.from == Day::BEGINNING || whole.until == Day::END {
            return None;
        }
        let mut broken: Vec<(i32, i32)> = findings
            .iter()
            .filter(|finding| finding.verdict == Verdict::Violation)
            .map(|finding| (finding.period.from.max(whole.from).0, finding.period.until.min(whole.until).0))
            .filter(|(from, until)| from < until)
            .collect();
        broken.sort_unstable();
        let (mut days, mut reached) = (0_i64, i32::MIN);
        for (from, until) in broken {
            days += i64::from(until.max(reached)) - i64::from(from.max(reached));
            reached = reached.max(until);
        }
        Some((days, i64::from(whole.until.0) - i64::from(whole.from.0)))
    }

    fn days_of_flows(&self) -> Option<Period> {
        let flows = self.row.flow.iter().filter_map(|item| self.model.find(Block::Flows, &item.name)?.fact("period").period());
        flows.reduce(|a, b| Period { from: a.from.min(b.from), until: a.until.max(b.until), from_written: None, through_written: None })
    }

    /// Whether a fact that decided is a point that decides, or stands among the reasons.
    fn found(&self, document: &Document, label: &Label) -> bool {
        let findings = self.findings();
        let points: Vec<&Name> =
            findings.iter().flat_map(|finding| finding.decided_by.iter().chain(&finding.rests_on)).map(|point| &point.id).collect();
        let mut reasons: Vec<Span> = Vec::new();
        for finding in &findings {
            let told = &finding.explanation;
            let tried = told.tried.iter().flat_map(|tried| &tried.reasons);
            told.because.iter().chain(tried).for_each(|reason| spans(reason, &mut reasons));
        }
        label.decisive.iter().any(|item| {
            let path: Vec<&str> = item.name.split('.').collect();
            points.iter().any(|point| is_about(document, point, &path))
                || places(document, &path)
                    .iter()
                    .any(|(from, to)| reasons.iter().any(|span| span.file == from.file && from.start <= span.start && span.start <= to.end))
        })
    }
}

fn answer_to_none(verdicts: &BTreeSet<Verdict>) -> Answer {
    match verdicts.first() {
        Some(Verdict::Violation) => Answer::Wrong,
        Some(Verdict::Disputed | Verdict::Undetermined | Verdict::OpenLaw) => Answer::Undecided,
        Some(Verdict::Lawful | Verdict::NotApplicable) | None => Answer::Agrees,
    }
}

fn spans(reason: &crate::outcome::Reason, found: &mut Vec<Span>) {
    found.extend(reason.span);
    reason.children.iter().for_each(|child| spans(child, found));
}

/// Whether an open point is about a path: the fact itself, or the dispute that writes it.
fn is_about(document: &Document, point: &str, path: &[&str]) -> bool {
    if let ["disputes", dispute] = path {
        return point.strip_prefix("dispute:") == Some(dispute);
    }
    let written = path.join(".");
    if let Some(rest) = point.strip_prefix(&written) {
        return rest.is_empty() || rest.starts_with(['.', ' ']);
    }
    let dispute = point.strip_prefix("dispute:").and_then(|id| document.disputes.iter().find(|dispute| &*dispute.id == id));
    let changes = dispute.into_iter().flat_map(|dispute| &dispute.versions).filter_map(|version| version.change.as_ref());
    changes.flat_map(written_paths).any(|(other, _)| path.iter().zip(&other).all(|(a, b)| **a == **b))
}

/// Where a fact is written: in the base, in a version or in a variation, from its key to its end.
fn places(document: &Document, path: &[&str]) -> Vec<(Span, Span)> {
    let versions = document.disputes.iter().flat_map(|dispute| &dispute.versions).filter_map(|version| version.change.as_ref());
    let roots = std::iter::once(&document.base).chain(versions).chain(document.variations.iter().map(|variation| &variation.change));
    let Some((last, above)) = path.split_last() else { return Vec::new() };
    roots
        .filter_map(|root| above.iter().try_fold(root, |node, key| node.get(key)))
        .filter_map(|node| node.entries().iter().find(|entry| *entry.key == **last))
        .map(|entry| (entry.key_span, end_of(&entry.value)))
        .collect()
}

/// The end of the last word of a value.
fn end_of(node: &Node) -> Span {
    let inner = node.entries().last().map(|entry| &entry.value).or_else(|| node.as_word().is_none().then(|| node.items().last()).flatten());
    inner.map_or(node.span, end_of)
}

/// Entries of the base that say no source, but for sources themselves and parties that neither send nor receive.
fn unsourced(document: &Document) -> Vec<String> {
    let acting = |party: &str| {
        let flows = document.base.get(Block::Flows.key()).map(Node::entries).unwrap_or_default();
        let ends = flows.iter().flat_map(|flow| ["from", "to"].into_iter().filter_map(|key| flow.value.get(key)));
        ends.flat_map(Node::items).any(|item| item.as_word().is_some_and(|word| &**word == party))
    };
    let mut found = Vec::new();
    for block in Block::ALL.into_iter().filter(|block| *block != Block::Sources) {
        for entry in document.base.get(block.key()).map(Node::entries).unwrap_or_default() {
            let speaks_only = block == Block::Parties && !acting(&entry.key);
            if entry.value.get("source").is_none() && !speaks_only {
                found.push(format!("{}.{}", block.key(), entry.key));
            }
        }
    }
    found
}
