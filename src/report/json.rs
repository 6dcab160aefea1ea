//! The complete result as JSON, in a stable order, with a version of its own: the same input gives the same bytes.
//!
//! The shape is `docs/schema/report.schema.json`; a change that breaks readers gets another name than `flowlaw/report/1`.

use super::lines::{Line, Report};
use super::matrix::{LawRow, Matrix};
use super::own::OwnVersion;
use crate::date::{Day, Period};
use crate::diagnostics::{Diagnostic, Severity};
use crate::outcome::{DecidingPoint, Finding, LegView, Reason, Tried, Verdict};
use crate::scenario::CountRange;
use crate::source::{Sources, Span};
use crate::text::{Name, Text};
use serde::Serialize;

/// The name of the format.
pub const FORMAT: &str = "flowlaw/report/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    scenario: Id<'a>,
    #[serde(rename = "as")]
    as_party: Option<&'a str>,
    variations: Vec<Id<'a>>,
    laws: Vec<LawDto<'a>>,
    counts: Counts,
    matrix: Vec<MatrixRowDto<'a>>,
    lines: Vec<LineDto<'a>>,
    own_versions: Vec<OwnDto<'a>>,
    findings: Vec<FindingDto<'a>>,
    questions: Vec<QuestionDto<'a>>,
    warnings: Vec<WarningDto<'a>>,
    parties: Vec<Id<'a>>,
    speakers: Vec<&'a str>,
    notice: Both<'a>,
}

#[derive(Serialize)]
struct Both<'a> {
    en: &'a str,
    ko: &'a str,
}

#[derive(Serialize)]
struct Id<'a> {
    id: &'a str,
    title: Both<'a>,
}

#[derive(Serialize)]
struct LawDto<'a> {
    id: &'a str,
    title: Both<'a>,
    version: &'a str,
    origin: &'a str,
    verified: Vec<Level>,
}

#[derive(Serialize)]
struct Level {
    level: &'static str,
    rules: usize,
}

#[derive(Serialize)]
struct Counts {
    violation: usize,
    disputed: usize,
    undetermined: usize,
    open_law: usize,
    lawful: usize,
    subsumed: usize,
}

#[derive(Serialize)]
struct MatrixRowDto<'a> {
    about: Subject<'a>,
    cells: Vec<MatrixCellDto<'a>>,
}

#[derive(Serialize)]
struct MatrixCellDto<'a> {
    law: &'a str,
    column: &'a str,
    verdict: Option<&'static str>,
    lines: usize,
    strictest: bool,
}

#[derive(Serialize)]
struct LineDto<'a> {
    rules: Vec<&'a str>,
    articles: String,
    answers: &'a str,
    verdict: &'static str,
    rests_on_reading: bool,
    people: Vec<String>,
    people_count: Range,
    from: Option<String>,
    through: Option<String>,
    has_gaps: bool,
    findings: Vec<&'a str>,
}

#[derive(Serialize)]
struct OwnDto<'a> {
    party: &'a str,
    findings: usize,
    remain: &'a [String],
    remain_on_leading_reading: &'a [String],
    rest_depends_on: &'a [String],
}

#[derive(Serialize)]
struct Range {
    min: Option<u64>,
    max: Option<u64>,
}

#[derive(Serialize)]
struct PeriodDto {
    from: Option<String>,
    through: Option<String>,
}

#[derive(Serialize)]
struct LegDto<'a> {
    giver: Option<&'a str>,
    receiver: Option<&'a str>,
    holder: Option<&'a str>,
    kind: &'static str,
}

#[derive(Serialize)]
struct PointDto<'a> {
    id: &'a str,
    class: &'static str,
    question: Both<'a>,
    line_to_add: Option<&'a str>,
}

#[derive(Serialize)]
struct ViewDto<'a> {
    party: &'a str,
    verdict: &'static str,
    grounds: Vec<&'a str>,
}

#[derive(Serialize)]
struct Location {
    file: String,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct ReasonDto<'a> {
    text: Both<'a>,
    holds: bool,
    location: Option<Location>,
    because: Vec<ReasonDto<'a>>,
}

#[derive(Serialize)]
struct TriedDto<'a> {
    id: &'a str,
    title: Both<'a>,
    cite: Option<&'a str>,
    holds: bool,
    because: Vec<ReasonDto<'a>>,
}

#[derive(Serialize)]
struct SanctionDto<'a> {
    cite: &'a str,
    formula: Both<'a>,
    certain: bool,
    by_transition: Option<&'a str>,
}

#[derive(Serialize)]
struct Answer<'a> {
    question: Both<'a>,
    answer: &'a str,
}

#[derive(Serialize)]
struct Subject<'a> {
    block: &'static str,
    id: &'a str,
}

#[derive(Serialize)]
struct FindingDto<'a> {
    id: &'a str,
    rule: &'a str,
    law: &'a str,
    title: Both<'a>,
    article: Both<'a>,
    version: PeriodDto,
    verified: &'static str,
    verdict: &'static str,
    rests_on: Vec<PointDto<'a>>,
    answers: &'a str,
    about: Subject<'a>,
    legs: Vec<LegDto<'a>>,
    path: Vec<&'a str>,
    people: Vec<&'a str>,
    people_count: Range,
    data: Vec<&'a str>,
    from: Option<String>,
    through: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from_written: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    through_written: Option<String>,
    grounds: Vec<Id<'a>>,
    because: Vec<ReasonDto<'a>>,
    excused_because: Vec<TriedDto<'a>>,
    not_excused_because: Vec<TriedDto<'a>>,
    told_for: Vec<Answer<'a>>,
    missing: Vec<PointDto<'a>>,
    decided_by: Vec<PointDto<'a>>,
    by_party: Vec<ViewDto<'a>>,
    subsumed_by: Vec<&'a str>,
    sanctions: Vec<SanctionDto<'a>>,
    notes: Vec<Both<'a>>,
    sources: Vec<&'a str>,
    location: Location,
    #[serde(skip_serializing_if = "Option::is_none")]
    too_many_points: Option<usize>,
}

#[derive(Serialize)]
struct QuestionDto<'a> {
    id: &'a str,
    question: Both<'a>,
    line_to_add: Option<&'a str>,
    findings: usize,
}

#[derive(Serialize)]
struct WarningDto<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    help: &'a [String],
    location: Option<Location>,
}

/// One run as a JSON value.
pub fn value(report: &Report<'_>, own: &[OwnVersion], warnings: &[&Diagnostic], sources: &Sources) -> serde_json::Value {
    let judgement = report.judgement;
    let (_, subsumed) = report.quiet_rows();
    let notice = super::messages::Message::NotAdvice;
    let document = Document {
        schema: FORMAT,
        scenario: Id { id: &judgement.scenario, title: both(&judgement.title) },
        as_party: judgement.as_party.as_deref(),
        variations: judgement.variations.iter().map(id_and_title).collect(),
        laws: judgement
            .packs
            .iter()
            .map(|pack| LawDto {
                id: &pack.id,
                title: both(&pack.title),
                version: &pack.version,
                origin: &pack.origin,
                verified: pack.verified.iter().map(|(level, rules)| Level { level: level.word(), rules: *rules }).collect(),
            })
            .collect(),
        counts: counts(&judgement.findings, subsumed),
        matrix: report.matrix.rows.iter().map(|row| matrix_row(&report.matrix, row)).collect(),
        lines: report.lines.iter().map(|line| line_dto(report, line)).collect(),
        own_versions: own
            .iter()
            .map(|own| OwnDto {
                party: &own.party,
                findings: own.total,
                remain: &own.remain,
                remain_on_leading_reading: &own.on_reading,
                rest_depends_on: &own.rest,
            })
            .collect(),
        findings: judgement.findings.iter().map(|finding| finding_dto(finding, sources)).collect(),
        questions: judgement
            .questions
            .iter()
            .map(|(point, findings)| QuestionDto {
                id: &point.id,
                question: both(&point.question),
                line_to_add: point.line_to_add.as_deref(),
                findings: *findings,
            })
            .collect(),
        warnings: warnings.iter().map(|problem| warning(problem, sources)).collect(),
        parties: judgement.names.iter().map(id_and_title).collect(),
        speakers: names(&judgement.speakers),
        notice: Both { en: notice.pattern(crate::text::Language::English), ko: notice.pattern(crate::text::Language::Korean) },
    };
    serde_json::to_value(&document).unwrap_or_default()
}

fn counts(findings: &[Finding], subsumed: usize) -> Counts {
    let count = |verdict: Verdict| findings.iter().filter(|finding| finding.verdict == verdict).count();
    Counts {
        violation: count(Verdict::Violation),
        disputed: count(Verdict::Disputed),
        undetermined: count(Verdict::Undetermined),
        open_law: count(Verdict::OpenLaw),
        lawful: count(Verdict::Lawful),
        subsumed,
    }
}

fn matrix_row<'a>(matrix: &'a Matrix, row: &'a LawRow) -> MatrixRowDto<'a> {
    let cells = row.cells.iter().zip(&matrix.columns).map(|(cell, column)| MatrixCellDto {
        law: &column.law,
        column: &column.head,
        verdict: cell.verdict.map(Verdict::word),
        lines: cell.lines,
        strictest: cell.strictest,
    });
    MatrixRowDto { about: Subject { block: row.block.key(), id: &row.subject }, cells: cells.collect() }
}

fn line_dto<'a>(report: &Report<'_>, line: &Line<'a>) -> LineDto<'a> {
    let mut rules: Vec<&'a str> = Vec::new();
    let mut findings: Vec<&'a str> = Vec::new();
    for row in line.head.iter().chain(&line.rest).chain(&line.lawful).chain(if line.is_folded() { &[][..] } else { &line.folded }) {
        if !rules.contains(&&*row.rule) {
            rules.push(&row.rule);
        }
        findings.push(&row.id);
    }
    let about = line.head.first().copied();
    LineDto {
        rules,
        articles: report.articles(line),
        answers: about.map_or("", |row| &row.answers),
        verdict: line.verdict.word(),
        rests_on_reading: line.on_reading(),
        people: line.people.iter().map(ToString::to_string).collect(),
        people_count: range(line.count),
        from: day(line.period.from),
        through: day_before(line.period.until),
        has_gaps: line.has_gaps,
        findings,
    }
}

fn finding_dto<'a>(finding: &'a Finding, sources: &Sources) -> FindingDto<'a> {
    let told = &finding.explanation;
    let tried = |holds: bool| told.tried.iter().filter(|tried| tried.holds == holds).map(|tried| tried_dto(tried, sources)).collect();
    FindingDto {
        id: &finding.id,
        rule: &finding.rule,
        law: &finding.law,
        title: both(&finding.title),
        article: both(&finding.article),
        version: PeriodDto { from: day(finding.version.from), through: day_before(finding.version.until) },
        verified: finding.verified.word(),
        verdict: finding.verdict.word(),
        rests_on: points(&finding.rests_on),
        answers: &finding.answers,
        about: Subject { block: finding.block.key(), id: &finding.subject },
        legs: finding.legs.iter().map(leg).collect(),
        path: names(&told.path),
        people: names(&finding.people),
        people_count: range(finding.people_count),
        data: names(&finding.data),
        from: day(finding.period.from),
        through: day_before(finding.period.until),
        from_written: written(&finding.period).0,
        through_written: written(&finding.period).1,
        grounds: finding.grounds.iter().map(id_and_title).collect(),
        because: told.because.iter().map(|reason| reason_dto(reason, sources)).collect(),
        excused_because: tried(true),
        not_excused_because: tried(false),
        told_for: told.story.iter().map(|(question, answer)| Answer { question: both(question), answer }).collect(),
        missing: finding.decided_by.iter().filter(|point| point.class == crate::outcome::PointClass::NotStated).map(point).collect(),
        decided_by: points(&finding.decided_by),
        by_party: finding
            .by_party
            .iter()
            .map(|view| ViewDto { party: &view.party, verdict: view.verdict.word(), grounds: names(&view.grounds) })
            .collect(),
        subsumed_by: names(&finding.subsumed_by),
        sanctions: finding
            .sanctions
            .iter()
            .map(|sanction| SanctionDto {
                cite: &sanction.cite,
                formula: both(&sanction.formula),
                certain: sanction.certain,
                by_transition: sanction.by_transition.as_deref(),
            })
            .collect(),
        notes: finding.notes.iter().map(both).collect(),
        sources: names(&finding.sources),
        location: location(finding.span, sources),
        too_many_points: finding.too_many_points,
    }
}

fn reason_dto<'a>(reason: &'a Reason, sources: &Sources) -> ReasonDto<'a> {
    ReasonDto {
        text: both(&reason.text),
        holds: reason.holds,
        location: reason.span.map(|span| location(span, sources)),
        because: reason.children.iter().map(|child| reason_dto(child, sources)).collect(),
    }
}

fn tried_dto<'a>(tried: &'a Tried, sources: &Sources) -> TriedDto<'a> {
    TriedDto {
        id: &tried.id,
        title: both(&tried.title),
        cite: tried.cite.as_deref(),
        holds: tried.holds,
        because: tried.reasons.iter().map(|reason| reason_dto(reason, sources)).collect(),
    }
}

fn warning<'a>(problem: &'a Diagnostic, sources: &Sources) -> WarningDto<'a> {
    let severity = match problem.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    WarningDto {
        code: problem.code.id,
        severity,
        message: &problem.message,
        help: &problem.help,
        location: problem.span.map(|span| location(span, sources)),
    }
}

fn both(text: &Text) -> Both<'_> {
    Both { en: &text.en, ko: text.get(crate::text::Language::Korean) }
}

fn id_and_title((id, title): &(Name, Text)) -> Id<'_> {
    Id { id, title: both(title) }
}

fn names(names: &[Name]) -> Vec<&str> {
    names.iter().map(|name| &**name).collect()
}

fn points(list: &[DecidingPoint]) -> Vec<PointDto<'_>> {
    list.iter().map(point).collect()
}

fn point(point: &DecidingPoint) -> PointDto<'_> {
    PointDto { id: &point.id, class: point.class.word(), question: both(&point.question), line_to_add: point.line_to_add.as_deref() }
}

fn leg(leg: &LegView) -> LegDto<'_> {
    LegDto { giver: leg.giver.as_deref(), receiver: leg.receiver.as_deref(), holder: leg.holder.as_deref(), kind: leg.kind }
}

fn range(range: CountRange) -> Range {
    Range { min: range.min, max: range.max }
}

fn day(day: Day) -> Option<String> {
    (day != Day::BEGINNING && day != Day::END).then(|| day.to_string())
}

fn day_before(until: Day) -> Option<String> {
    day(until.plus(-1))
}

fn written(period: &Period) -> (Option<String>, Option<String>) {
    (period.from_written.map(|date| date.to_string()), period.through_written.map(|date| date.to_string()))
}

fn location(span: Span, sources: &Sources) -> Location {
    let place = sources.location(span);
    Location { file: place.file, line: place.line, column: place.column }
}
