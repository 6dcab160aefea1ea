//! Counting: the cases are opened, and every duty is tallied over the points that it reads.

use super::choices::{Exclusive, bases, choices, with_choices, without_joins};
use crate::diagnostics::{Diagnostic, Diagnostics, codes, nearest};
use crate::judge::case::{Case, Law, Options};
use crate::judge::formula::PointId;
use crate::judge::points::Point;
use crate::judge::stories::readings_in;
use crate::judge::tally::{Group, Owed, Tallied};
use crate::judge::truth::TooMany;
use crate::outcome::{Judgement, PointClass, Verdict};
use crate::scenario::Document;
use crate::text::{Name, Text};
use rustc_hash::FxHashMap;

/// What is to be swept.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Ids of points, or kinds of them: `disputed`, `not_stated`, `law`. Every open point where empty.
    pub points: Vec<Name>,
    /// Variations, by place.
    pub variations: Vec<usize>,
    /// Which stories count.
    pub filters: Vec<Where>,
}

/// Only stories in which the gravest of the findings that are meant has this verdict.
#[derive(Debug, Clone)]
pub struct Where {
    /// The id of a finding, or the beginning of one up to a colon.
    pub finding: Name,
    /// The verdict.
    pub verdict: Verdict,
}

/// What kind of point it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A variation, made or not; one of several that cannot go together.
    Variation,
    /// An open point.
    Open(PointClass),
}

/// One point of all stories.
#[derive(Debug, Clone)]
pub struct Dimension {
    /// Its id.
    pub id: Name,
    /// What kind of point it is.
    pub kind: Kind,
    /// The question, or the title of the variation.
    pub question: Text,
    /// The possible answers.
    pub values: Vec<Name>,
    /// Whether every answer was judged as a case of its own.
    pub is_base: bool,
}

/// How often one duty comes to which verdict.
#[derive(Debug, Clone)]
pub struct Tally {
    /// The id of its findings, without a number.
    pub id: String,
    /// Law and article.
    pub article: Text,
    /// The title of the rule.
    pub title: Text,
    /// Who answers.
    pub answers: Name,
    /// In how many stories it comes to each verdict, in the order of [`Verdict::ALL`]; or the points that are too many to count.
    pub counts: Result<[u128; 6], Vec<Name>>,
}

/// Everything that came out.
#[derive(Debug)]
pub struct Swept {
    /// The points, of which every combination is a story.
    pub dimensions: Vec<Dimension>,
    /// Chosen points that no finding reads.
    pub left_out: Vec<Name>,
    /// All stories.
    pub stories: u128,
    /// Those that count.
    pub matching: u128,
    /// How many cases were judged.
    pub cases: usize,
    /// The duties, in the order of the packs and rules.
    pub tallies: Vec<Tally>,
    /// What the first case comes to, for headers.
    pub judgement: Judgement,
    pub(super) opened: Vec<Opened>,
    pub(super) filters: Vec<Where>,
}

/// One case, with what is needed to tell its stories one by one.
#[derive(Debug)]
pub(super) struct Opened {
    /// The answers of the dimensions that are cases of their own.
    pub base: Vec<usize>,
    /// The other dimensions.
    pub points: Vec<PointId>,
    pub groups: Vec<Group>,
    /// By the place of the tally.
    pub tallied: Vec<Option<Result<Tallied, Vec<Name>>>>,
    pub conditions: Vec<Tallied>,
}

struct Prepared<'a> {
    base: Vec<usize>,
    case: Case<'a>,
    owed: Vec<Owed>,
    settled: Vec<(PointId, u16)>,
}

/// Sweeps a scenario. `step` is told how many cases of how many are judged.
///
/// # Errors
/// What is wrong with the scenario or with what was asked, or the points that are too many to count exactly.
pub fn sweep(
    document: &Document,
    law: &[Law<'_>],
    options: &Options,
    request: &Request,
    step: &mut dyn FnMut(usize, usize),
) -> Result<Swept, Diagnostics> {
    let exclusive = choices(document, &without_joins(document, &request.variations), &options.variations);
    let combinations = bases(&exclusive).map_err(refused)?;
    let copy = with_choices(document, &exclusive);
    check_points(document, request)?;
    let mut prepared: Vec<Prepared<'_>> = Vec::new();
    let mut judgement: Option<Judgement> = None;
    for (at, base) in combinations.iter().enumerate() {
        step(at, combinations.len());
        let own = Options { variations: made(&exclusive, base, &options.variations), ..options.clone() };
        let mut problems = Diagnostics::default();
        let Some(mut case) = Case::open(&copy, law, &own, &mut problems) else { return Err(problems) };
        if judgement.is_none() {
            judgement = Some(case.judgement(options));
        }
        let owed = case.owed(options);
        let settled = case.settled(options, &|point| names(document, request, point));
        prepared.push(Prepared { base: base.clone(), case, owed, settled });
    }
    step(combinations.len(), combinations.len());
    let (open, left_out) = dimensions(document, request, &exclusive, &prepared);
    let judgement = judgement.ok_or_else(Diagnostics::default)?;
    let fixed: Vec<Dimension> = exclusive.iter().filter(|choice| choice.is_base).map(base_dimension).collect();
    let mut swept = Swept {
        dimensions: fixed.into_iter().chain(open.iter().map(|(dimension, _)| dimension.clone())).collect(),
        left_out,
        stories: 0,
        matching: 0,
        cases: prepared.len(),
        tallies: all_duties(&prepared),
        judgement,
        opened: Vec::new(),
        filters: request.filters.clone(),
    };
    check_filters(&swept, request)?;
    for one in prepared {
        swept.count(one, &open)?;
    }
    Ok(swept)
}

fn refused(problem: Diagnostic) -> Diagnostics {
    let mut problems = Diagnostics::default();
    problems.push(problem);
    problems
}

/// What is applied in a case, in order.
fn made(exclusive: &[Exclusive], base: &[usize], fixed: &[usize]) -> Vec<usize> {
    let mut all = fixed.to_vec();
    for (choice, answer) in exclusive.iter().filter(|choice| choice.is_base).zip(base) {
        for at in choice.answers.get(*answer).map(|(_, order)| order.as_slice()).unwrap_or_default() {
            if !all.contains(at) {
                all.push(*at);
            }
        }
    }
    all
}

fn base_dimension(choice: &Exclusive) -> Dimension {
    Dimension {
        id: choice.id.clone(),
        kind: Kind::Variation,
        question: choice.title.clone(),
        values: choice.answers.iter().map(|(id, _)| id.clone()).collect(),
        is_base: true,
    }
}

/// The id of a point as people write it.
fn short(id: &str) -> &str {
    ["dispute:variation:", "dispute:", "reading:"].iter().find_map(|start| id.strip_prefix(start)).unwrap_or(id)
}

fn is_variation(point: &Point) -> bool {
    point.id.starts_with("dispute:variation:")
}

/// Whether a point is chosen by its name, or by that of a dispute over how to read it.
fn names(document: &Document, request: &Request, point: &Point) -> bool {
    let kind = |name: &Name| point.class == PointClass::Law && &**name == PointClass::Law.word();
    let disputed = |name: &Name| {
        let dispute = document.disputes.iter().find(|dispute| dispute.id == *name);
        dispute.is_some_and(|dispute| {
            dispute.versions.iter().flat_map(readings_in).any(|(question, _)| *point.id == *format!("reading:{question}"))
        })
    };
    request.points.iter().any(|name| kind(name) || **name == *point.id || &**name == short(&point.id) || disputed(name))
}

fn is_chosen(document: &Document, request: &Request, point: &Point) -> bool {
    request.points.is_empty()
        || is_variation(point)
        || names(document, request, point)
        || request.points.iter().any(|name| &**name == point.class.word() || &**name == "all")
}

/// Points, the kinds first, in the order of the first case that reads them; and the chosen ones that nothing reads.
fn dimensions(
    document: &Document,
    request: &Request,
    exclusive: &[Exclusive],
    prepared: &[Prepared<'_>],
) -> (Vec<(Dimension, Point)>, Vec<Name>) {
    let mut found: Vec<(Dimension, Point)> = Vec::new();
    for one in prepared {
        for id in one.case.points_read(&one.owed, &one.settled) {
            let Some(point) = one.case.points().get(id).filter(|point| is_chosen(document, request, point)) else { continue };
            if found.iter().any(|(_, known)| known.id == point.id) {
                continue;
            }
            let kind = if is_variation(point) { Kind::Variation } else { Kind::Open(point.class) };
            let dimension = Dimension {
                id: short(&point.id).into(),
                kind,
                question: point.question.clone(),
                values: point.values.clone(),
                is_base: false,
            };
            found.push((dimension, point.clone()));
        }
    }
    found.sort_by_key(|(dimension, _)| dimension.kind);
    let variations = exclusive.iter().filter(|choice| !choice.is_base).map(|choice| choice.id.clone());
    let kinds = ["all", "disputed", "not_stated", "law"];
    let named = request.points.iter().filter(|name| !kinds.contains(&&***name)).cloned();
    let is_read = |name: &Name| {
        let only = Request { points: vec![name.clone()], ..Request::default() };
        found.iter().any(|(dimension, point)| dimension.id == *name || names(document, &only, point))
    };
    let left_out = variations.chain(named).filter(|name| !is_read(name)).collect();
    (found, left_out)
}

/// What was named must exist: a dispute, or something that reads like the path of a fact or a question of law.
fn check_points(document: &Document, request: &Request) -> Result<(), Diagnostics> {
    let kinds = ["all", "disputed", "not_stated", "law"];
    let known = || document.disputes.iter().map(|dispute| &*dispute.id).chain(kinds);
    let mistaken = |name: &&Name| !known().any(|known| known == short(name)) && !name.contains(['.', '-', ':', ' ']);
    match request.points.iter().find(mistaken) {
        None => Ok(()),
        Some(name) => {
            let problem = Diagnostic::without_place(&codes::UNKNOWN_SELECTION, format!("there is no open point `{name}`"));
            Err(refused(match nearest(name, known()) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => {
                    problem.help("`flowlaw decide --all` shows all open points; `disputed`, `not_stated` and `law` stand for all of a kind")
                }
            }))
        }
    }
}

fn check_filters(swept: &Swept, request: &Request) -> Result<(), Diagnostics> {
    for filter in &request.filters {
        if swept.tallies.iter().any(|tally| is_meant(&tally.id, &filter.finding)) {
            continue;
        }
        let problem = Diagnostic::without_place(
            &codes::UNKNOWN_SELECTION,
            format!("there is no finding `{}` in any of these stories", filter.finding),
        );
        let ids = swept.tallies.iter().map(|tally| tally.id.as_str());
        return Err(refused(match nearest(&filter.finding, ids) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help("`flowlaw sweep --all` shows the ids of all findings"),
        }));
    }
    Ok(())
}

/// Whether a finding is meant: by its id, or by the beginning of it up to a colon.
fn is_meant(id: &str, wanted: &str) -> bool {
    id == wanted || id.strip_prefix(wanted).is_some_and(|rest| rest.starts_with(':'))
}

fn all_duties(prepared: &[Prepared<'_>]) -> Vec<Tally> {
    let mut found: Vec<Tally> = Vec::new();
    for owed in prepared.iter().flat_map(|one| &one.owed) {
        if !found.iter().any(|known| known.id == owed.id) {
            found.push(Tally {
                id: owed.id.clone(),
                article: owed.article.clone(),
                title: owed.title.clone(),
                answers: owed.answers.clone(),
                counts: Ok([0; 6]),
            });
        }
    }
    found
}

impl Swept {
    fn count(&mut self, one: Prepared<'_>, open: &[(Dimension, Point)]) -> Result<(), Diagnostics> {
        let Prepared { base, mut case, owed, settled } = one;
        let points: Vec<PointId> = open.iter().map(|(_, point)| case.know(point)).collect();
        let space = case.space(points.clone(), settled);
        let named = |too_many: &TooMany| -> Vec<Name> {
            too_many.points.iter().filter_map(|point| case.points().get(*point)).map(|point| short(&point.id).into()).collect()
        };
        let groups = case.groups(&space).map_err(|too_many| refused(tied(&named(&too_many))))?;
        let stories: u128 = groups.iter().map(Group::total).fold(1, u128::saturating_mul);
        let by_id: FxHashMap<&str, &Owed> = owed.iter().map(|owed| (owed.id.as_str(), owed)).collect();
        let meant: Vec<Vec<&Owed>> =
            self.filters.iter().map(|filter| owed.iter().filter(|owed| is_meant(&owed.id, &filter.finding)).collect()).collect();
        let read: Vec<&Owed> = meant.iter().flatten().copied().collect();
        // The stories that count, in the worlds over what a duty and the filters read.
        let filter = |also: &[&Owed]| -> Result<Option<Vec<u64>>, TooMany> {
            let mut all: Option<Vec<u64>> = None;
            for (filter, duties) in self.filters.iter().zip(&meant) {
                let tallied = case.tally(&space, duties, &[also, &read].concat())?;
                let table = tallied.table(filter.verdict);
                all = Some(match all {
                    None => table.clone(),
                    Some(known) => known.iter().zip(table).map(|(a, b)| a & b).collect(),
                });
            }
            Ok(all)
        };
        let scaled = |count: u128, tallied: &Tallied| if tallied.total() == 0 { 0 } else { stories / tallied.total() * count };
        let over_read = case.tally(&space, &[], &read).map_err(|too_many| refused(too_many_for_filter(&named(&too_many))))?;
        let kept = filter(&[]).map_err(|too_many| refused(too_many_for_filter(&named(&too_many))))?;
        self.stories = self.stories.saturating_add(stories);
        self.matching = self.matching.saturating_add(scaled(over_read.count(Verdict::NotApplicable, kept.as_ref()), &over_read));
        let mut opened = Opened { base, points, groups, tallied: Vec::new(), conditions: Vec::new() };
        for (filter, duties) in self.filters.iter().zip(&meant) {
            debug_assert!(!filter.finding.is_empty(), "checked before");
            opened.conditions.push(case.tally(&space, duties, &[]).map_err(|too_many| refused(too_many_for_filter(&named(&too_many))))?);
        }
        for tally in &mut self.tallies {
            let duties: Vec<&Owed> = by_id.get(tally.id.as_str()).copied().into_iter().collect();
            let found = case.tally(&space, &duties, &read).and_then(|tallied| Ok((filter(&duties)?, tallied)));
            match (&mut tally.counts, found) {
                (Ok(counts), Ok((kept, tallied))) => {
                    for (count, verdict) in counts.iter_mut().zip(Verdict::ALL) {
                        *count = count.saturating_add(scaled(tallied.count(verdict, kept.as_ref()), &tallied));
                    }
                    opened.tallied.push(Some(Ok(tallied)));
                }
                (_, Ok(_)) => opened.tallied.push(None),
                (counts, Err(too_many)) => {
                    let points = named(&too_many);
                    *counts = Err(points.clone());
                    opened.tallied.push(Some(Err(points)));
                }
            }
        }
        self.opened.push(opened);
        Ok(())
    }
}

fn tied(points: &[Name]) -> Diagnostic {
    let message =
        format!("{} points are tied together by combinations declared impossible, more than can be counted exactly", points.len());
    Diagnostic::without_place(&codes::TOO_MANY_POINTS, message).help(format!("choose fewer with `--points`, of: {}", points.join(", ")))
}

fn too_many_for_filter(points: &[Name]) -> Diagnostic {
    let message = format!("what `--where` names reads {} open points, more than 20 yes/no points", points.len());
    Diagnostic::without_place(&codes::TOO_MANY_POINTS, message)
        .help(format!("choose fewer with `--points`, or settle some with `--as`, `--reading` or by stating facts: {}", points.join(", ")))
}
