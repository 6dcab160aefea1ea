//! In how many stories a finding comes to which verdict: as a table, for spreadsheets and programs, and story by story.

use super::csv::guarded;
use super::decide::class;
use super::grid::{Cell, Look, Row};
use super::lines::Report;
use super::messages::Message;
use super::page::Page;
use super::words;
use crate::outcome::Verdict;
use crate::sweep::{Dimension, Kind, MAX_BITS, Story, Swept, Tally};
use crate::text::{Language, Name};
use serde::Serialize;
use std::collections::BTreeMap;

/// Findings of the short page.
pub const FEW: usize = 12;
/// The name of the JSON formats.
pub const FORMAT: &str = "flowlaw/sweep/1";

/// Whether it comes to different verdicts in different stories.
fn differs(tally: &Tally) -> bool {
    tally.counts.as_ref().is_ok_and(|counts| counts.iter().filter(|count| **count > 0).count() > 1)
}

/// What differs first, most violations first; then what could not be counted, then what is the same everywhere.
fn in_order(swept: &Swept) -> Vec<&Tally> {
    let mut all: Vec<&Tally> = swept.tallies.iter().collect();
    let violations = |tally: &Tally| tally.counts.as_ref().map_or(0, |counts| counts.first().copied().unwrap_or(0));
    all.sort_by_key(|tally| (!differs(tally), tally.counts.is_ok(), std::cmp::Reverse(violations(tally))));
    all
}

/// The page. `top` is how many findings are shown; everything where nothing is given.
pub fn page(report: &Report<'_>, swept: &Swept, filters: &str, top: Option<usize>, look: Look) -> String {
    let language = report.language;
    let mut page = Page::new(look);
    super::check::header(report, &mut page);
    page.line(&stories(swept, language));
    if !filters.is_empty() {
        page.line(&Message::SweepMatching.fill(language, &[&swept.matching.to_string(), filters]));
    }
    if swept.cases > 1 {
        page.line(&Message::SweepCases.fill(language, &[&swept.cases.to_string()]));
    }
    if !swept.left_out.is_empty() {
        page.line(&Message::SweepLeftOut.fill(language, &[&swept.left_out.join(", ")]));
    }
    page.blank();
    if !swept.dimensions.is_empty() {
        points(report, swept, &mut page);
    }
    let shown: Vec<&Tally> = in_order(swept).into_iter().filter(|tally| top.is_none() || differs(tally)).collect();
    if shown.is_empty() {
        page.line(&Message::SweepNothingVaries.say(language));
    } else {
        page.heading(&Message::SweepLegend.say(language));
        let left = shown.len().saturating_sub(top.unwrap_or(usize::MAX));
        table(report, shown.get(..shown.len() - left).unwrap_or_default(), &mut page);
        if left > 0 {
            page.line(&Message::SweepMore.fill(language, &[&left.to_string()]));
            page.blank();
        }
    }
    certain(swept, language, &mut page);
    page.line(&Message::SweepHow.say(language));
    page.line(&Message::NotAdvice.say(language));
    page.finish()
}

/// `12 stories = 2 × 2 × 3`.
fn stories(swept: &Swept, language: Language) -> String {
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for dimension in &swept.dimensions {
        *sizes.entry(dimension.values.len()).or_default() += 1;
    }
    if sizes.is_empty() {
        return Message::SweepOne.say(language);
    }
    let power = |(size, times): (&usize, &usize)| if *times > 1 { format!("{size}^{times}") } else { size.to_string() };
    let product = sizes.iter().map(power).collect::<Vec<_>>().join(" × ");
    let all = swept.dimensions.iter().fold(1u128, |all, dimension| all.saturating_mul(dimension.values.len() as u128));
    let message = if all == swept.stories { Message::SweepStories } else { Message::SweepImpossible };
    message.fill(language, &[&swept.stories.to_string(), &product])
}

fn kind(kind: Kind, language: Language) -> String {
    match kind {
        Kind::Variation => Message::SweepVariation.say(language),
        Kind::Open(open) => class(open, language),
    }
}

fn points(report: &Report<'_>, swept: &Swept, page: &mut Page) {
    let language = report.language;
    let header = [Message::ColumnPoint, Message::ColumnKind, Message::ColumnAnswers].map(|column| column.say(language));
    let row = |dimension: &Dimension| {
        let (id, question) = (&*dimension.id, report.text(&dimension.question));
        let name = if question == id { id.to_owned() } else { format!("{question} ({id})") };
        let answers = dimension.values.join(", ");
        Row { cells: vec![name.into(), kind(dimension.kind, language).into(), answers.into()], below: None }
    };
    page.table(&header, &swept.dimensions.iter().map(row).collect::<Vec<_>>());
}

fn table(report: &Report<'_>, tallies: &[&Tally], page: &mut Page) {
    let language = report.language;
    let occurs = |at: usize| {
        tallies.iter().filter_map(|tally| tally.counts.as_ref().ok()).any(|counts| counts.get(at).is_some_and(|count| *count > 0))
    };
    let columns: Vec<(usize, Verdict)> = Verdict::ALL.into_iter().enumerate().filter(|(at, _)| *at == 0 || occurs(*at)).collect();
    let mut header = vec![Message::ColumnArticle.say(language), Message::ColumnWho.say(language)];
    header.extend(columns.iter().map(|(_, verdict)| words::verdict(*verdict, language)));
    header.push(Message::ColumnId.say(language));
    let row = |tally: &&Tally| {
        let mut cells: Vec<Cell> = vec![report.text(&tally.article).to_owned().into(), report.party(&tally.answers).into()];
        let mut below = format!("{}: {}", tally.id, report.text(&tally.title));
        match &tally.counts {
            Ok(counts) => cells.extend(columns.iter().map(|(at, verdict)| {
                let count = counts.get(*at).copied().unwrap_or(0);
                Cell::tinted(count.to_string(), if count > 0 { super::check::tint(*verdict) } else { None })
            })),
            Err(points) => {
                cells.extend(columns.iter().map(|_| Cell::from("?".to_owned())));
                let refused = [points.len().to_string(), MAX_BITS.to_string(), points.join(", ")];
                below = format!("{}: {}", tally.id, Message::SweepRefused.fill(language, &refused.each_ref().map(String::as_str)));
            }
        }
        Row { cells, below: Some(below) }
    };
    page.table(&header, &tallies.iter().map(row).collect::<Vec<_>>());
}

/// What is the same in every story, and what was not counted.
fn certain(swept: &Swept, language: Language, page: &mut Page) {
    let only = |tally: &&Tally, at: usize| {
        tally.counts.as_ref().is_ok_and(|counts| !differs(tally) && counts.get(at).is_some_and(|count| *count > 0))
    };
    let parts: Vec<String> = Verdict::ALL
        .into_iter()
        .enumerate()
        .map(|(at, verdict)| (verdict, swept.tallies.iter().filter(|tally| only(tally, at)).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(verdict, count)| Message::SweepCertainOf.fill(language, &[&words::verdict(verdict, language), &count.to_string()]))
        .collect();
    if !parts.is_empty() {
        page.line(&Message::SweepCertain.fill(language, &[&parts.join(", ")]));
    }
    let refused = swept.tallies.iter().filter(|tally| tally.counts.is_err()).count();
    if refused > 0 {
        page.line(&Message::SweepRefusedCount.fill(language, &[&refused.to_string()]));
    }
}

fn line(cells: &[String]) -> String {
    let mut writer = ::csv::WriterBuilder::new().from_writer(Vec::new());
    let complete = writer.write_record(cells.iter().map(|cell| guarded(cell))).is_ok();
    debug_assert!(complete, "writing into memory does not fail");
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// One row for each finding.
pub fn csv(report: &Report<'_>, swept: &Swept) -> String {
    let start = ["finding", "article", "answers", "stories"].into_iter();
    let header = start.chain(Verdict::ALL.map(Verdict::word)).chain(["too_many_points"]).map(str::to_owned);
    let mut text = line(&header.collect::<Vec<_>>());
    for tally in in_order(swept) {
        let mut cells =
            vec![tally.id.clone(), report.text(&tally.article).to_owned(), tally.answers.to_string(), swept.matching.to_string()];
        match &tally.counts {
            Ok(counts) => cells.extend(counts.iter().map(ToString::to_string).chain([String::new()])),
            Err(points) => cells.extend(Verdict::ALL.map(|_| String::new()).into_iter().chain([points.join("; ")])),
        }
        text.push_str(&line(&cells));
    }
    text
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    scenario: &'a str,
    #[serde(rename = "as")]
    as_party: Option<&'a str>,
    variations: Vec<&'a str>,
    stories: String,
    matching: String,
    cases: usize,
    points: Vec<PointDto<'a>>,
    left_out: Vec<&'a str>,
    findings: Vec<FindingDto<'a>>,
}

#[derive(Serialize)]
struct PointDto<'a> {
    id: &'a str,
    kind: &'static str,
    answers: Vec<&'a str>,
}

#[derive(Serialize)]
struct FindingDto<'a> {
    id: &'a str,
    article: &'a str,
    answers: &'a str,
    /// Nothing where it was counted.
    too_many_points: Option<Vec<&'a str>>,
    in_stories: Option<BTreeMap<&'static str, String>>,
}

/// Everything that was counted as JSON. Counts are texts: they can be larger than what JSON readers keep exactly.
pub fn json(report: &Report<'_>, swept: &Swept) -> String {
    let judgement = report.judgement;
    let findings = in_order(swept);
    let document = Document {
        schema: FORMAT,
        scenario: &judgement.scenario,
        as_party: judgement.as_party.as_deref(),
        variations: judgement.variations.iter().map(|(id, _)| &**id).collect(),
        stories: swept.stories.to_string(),
        matching: swept.matching.to_string(),
        cases: swept.cases,
        points: swept.dimensions.iter().map(point).collect(),
        left_out: swept.left_out.iter().map(|id| &**id).collect(),
        findings: findings.iter().map(|tally| finding(tally)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn point(dimension: &Dimension) -> PointDto<'_> {
    let kind = match dimension.kind {
        Kind::Variation => "variation",
        Kind::Open(class) => class.word(),
    };
    PointDto { id: &dimension.id, kind, answers: dimension.values.iter().map(|value| &**value).collect() }
}

fn finding(tally: &Tally) -> FindingDto<'_> {
    let counts = tally.counts.as_ref();
    FindingDto {
        id: &tally.id,
        article: &tally.article.en,
        answers: &tally.answers,
        too_many_points: counts.err().map(|points| points.iter().map(|point| &**point).collect()),
        in_stories: counts
            .ok()
            .map(|counts| Verdict::ALL.into_iter().map(Verdict::word).zip(counts.iter().map(ToString::to_string)).collect()),
    }
}

/// The first line of the rows as CSV: points, then findings.
pub fn rows_header(swept: &Swept) -> String {
    let points = swept.dimensions.iter().map(|dimension| dimension.id.to_string());
    line(&points.chain(swept.tallies.iter().map(|tally| tally.id.clone())).collect::<Vec<_>>())
}

fn answer(dimension: &Dimension, at: usize) -> &str {
    dimension.values.get(at).map_or("", |value: &Name| &**value)
}

/// What a finding comes to in a story; a word of its own where it reads too many points.
fn verdict(verdict: Option<Verdict>) -> &'static str {
    verdict.map_or("not_counted", Verdict::word)
}

/// A story as a line of CSV.
pub fn row_csv(swept: &Swept, story: &Story) -> String {
    let answers = swept.dimensions.iter().zip(&story.answers).map(|(dimension, at)| answer(dimension, *at).to_owned());
    line(&answers.chain(story.verdicts.iter().map(|found| verdict(*found).to_owned())).collect::<Vec<_>>())
}

#[derive(Serialize)]
struct StoryDto<'a> {
    points: BTreeMap<&'a str, &'a str>,
    verdicts: BTreeMap<&'a str, &'static str>,
}

/// A story as a line of JSON.
pub fn row_json(swept: &Swept, story: &Story) -> String {
    let dto = StoryDto {
        points: swept.dimensions.iter().zip(&story.answers).map(|(dimension, at)| (&*dimension.id, answer(dimension, *at))).collect(),
        verdicts: swept.tallies.iter().zip(&story.verdicts).map(|(tally, found)| (tally.id.as_str(), verdict(*found))).collect(),
    };
    let mut text = serde_json::to_string(&dto).unwrap_or_default();
    text.push('\n');
    text
}
