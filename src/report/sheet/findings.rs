//! Tables about what was judged: lines, rows, the parties' versions, open questions.

use super::{Cell, Column, Table, clean};
use crate::outcome::{Finding, Verdict};
use crate::report::lines::{Line, Report};
use crate::report::messages::Message;
use crate::report::reason::reason;
use crate::report::{check, rows, words};
use crate::source::Sources;
use std::collections::BTreeMap;

/// How many lines have which verdict.
pub fn counts(report: &Report<'_>) -> Vec<(Option<Verdict>, String)> {
    check::count_parts(report).into_iter().map(|(verdict, text)| (verdict, clean(&text))).collect()
}

/// The lines, numbered.
pub fn lines(report: &Report<'_>) -> Table {
    let mut table = Table::new(
        "lines",
        Message::SectionSummary,
        report.language,
        &[
            ("number", Message::ColumnNumber, 6),
            ("article", Message::ColumnArticle, 30),
            ("title", Message::ColumnTitle, 44),
            ("answers", Message::ColumnWho, 22),
            ("verdict", Message::ColumnVerdict, 24),
            ("people", Message::ColumnPeople, 24),
            ("from", Message::ColumnFrom, 12),
            ("through", Message::ColumnThrough, 12),
            ("reason", Message::ColumnReason, 60),
        ],
    );
    for (at, line) in report.open_lines().enumerate() {
        table.rows.push(vec![
            Cell::Number(u64::try_from(at + 1).ok()),
            Cell::text(report.articles(line)),
            Cell::text(report.line_title(line)),
            Cell::text(report.party(&line.answers)),
            Cell::Verdict(line.verdict, clean(&report.verdict(line))),
            Cell::Count(clean(&report.people(line)), line.count),
            Cell::from(&line.period),
            through(report, line),
            Cell::text(reason(report, line)),
        ]);
    }
    table
}

/// The last day of a line, and whether there are days in between without the breach.
fn through(report: &Report<'_>, line: &Line<'_>) -> Cell {
    match Cell::through(&line.period) {
        Cell::Date(day, text) if line.has_gaps => Cell::Date(day, Message::WithGaps.fill(report.language, &[&text]).trim().to_owned()),
        cell => cell,
    }
}

/// Every row.
pub fn findings(report: &Report<'_>, sources: &Sources) -> Table {
    let language = report.language;
    let mut table = Table::new(
        "findings",
        Message::SectionFindings,
        language,
        &[
            ("number", Message::ColumnNumber, 6),
            ("article", Message::ColumnArticle, 24),
            ("title", Message::ColumnTitle, 44),
            ("answers", Message::ColumnWho, 22),
            ("verdict", Message::ColumnVerdict, 24),
            ("about", Message::ColumnWhat, 22),
            ("people", Message::ColumnPeople, 24),
            ("data", Message::ColumnData, 30),
            ("from", Message::ColumnFrom, 12),
            ("through", Message::ColumnThrough, 12),
            ("days", Message::ColumnDays, 0),
            ("legs", Message::ColumnLegs, 0),
            ("decided_by", Message::ColumnDecidedBy, 0),
            ("sanctions", Message::ColumnSanctions, 0),
            ("rule", Message::ColumnRule, 0),
            ("id", Message::ColumnId, 0),
            ("place", Message::ColumnPlace, 0),
        ],
    );
    let numbers = numbers(report);
    table.rows = ordered(report).iter().map(|finding| row(report, finding, numbers.get(finding.id.as_str()).copied(), sources)).collect();
    table
}

/// The rows in the order of the lines; rows that are lawful or give way come last.
pub fn ordered<'a>(report: &Report<'a>) -> Vec<&'a Finding> {
    let numbers = numbers(report);
    let mut findings: Vec<&Finding> = report.judgement.findings.iter().collect();
    findings.sort_by_key(|finding| numbers.get(finding.id.as_str()).copied().unwrap_or(u64::MAX));
    findings
}

/// The number of the line that each row belongs to; rows that are lawful or give way have none.
fn numbers<'a>(report: &'a Report<'_>) -> BTreeMap<&'a str, u64> {
    let lines = report.open_lines().zip(1_u64..);
    lines.flat_map(|(line, number)| line.rows().map(move |row| (row.id.as_str(), number)).collect::<Vec<_>>()).collect()
}

fn row(report: &Report<'_>, finding: &Finding, number: Option<u64>, sources: &Sources) -> Vec<Cell> {
    let legs: Vec<String> = finding.legs.iter().map(rows::leg).filter(|leg| !leg.is_empty()).collect();
    let decided: Vec<&str> = finding.decided_by.iter().chain(&finding.rests_on).map(|point| report.text(&point.question)).collect();
    let sanctions: Vec<String> =
        finding.sanctions.iter().map(|sanction| format!("{}: {}", sanction.cite, report.text(&sanction.formula))).collect();
    let data: Vec<&str> = finding.data.iter().map(|item| &**item).collect();
    vec![
        Cell::Number(number),
        Cell::text(report.text(&finding.article)),
        Cell::text(report.text(&finding.title)),
        Cell::text(report.party(&finding.answers)),
        Cell::Verdict(finding.verdict, clean(&rows::verdict_of(finding, report.language))),
        Cell::text(report.title_of(finding.block, &finding.subject)),
        Cell::Count(clean(&report.people_of(&finding.people, finding.people_count)), finding.people_count),
        Cell::text(data.join(", ")),
        Cell::from(&finding.period),
        Cell::through(&finding.period),
        Cell::text(words::period(&finding.period)),
        Cell::text(legs.join("; ")),
        Cell::text(decided.join("; ")),
        Cell::text(sanctions.join("; ")),
        Cell::text(&finding.rule),
        Cell::text(&finding.id),
        Cell::text(sources.line_reference(finding.span)),
    ]
}

/// Each open line by each party's version.
pub fn versions(report: &Report<'_>) -> Option<Table> {
    let speakers = &report.judgement.speakers;
    if speakers.is_empty() || report.judgement.as_party.is_some() {
        return None;
    }
    let mut table = Table::new(
        "versions",
        Message::SectionVersions,
        report.language,
        &[
            ("number", Message::ColumnNumber, 6),
            ("article", Message::ColumnArticle, 30),
            ("title", Message::ColumnTitle, 44),
            ("answers", Message::ColumnWho, 22),
        ],
    );
    table.columns.extend(speakers.iter().map(|party| Column {
        key: format!("as_{party}"),
        label: clean(&report.party(party)),
        width: 20,
        on_pages: true,
    }));
    for (line, number) in report.open_lines().zip(1_u64..) {
        let mut cells = vec![
            Cell::Number(Some(number)),
            Cell::text(report.articles(line)),
            Cell::text(report.line_title(line)),
            Cell::text(report.party(&line.answers)),
        ];
        cells.extend(speakers.iter().map(|party| match line.view_of(party) {
            Some((verdict, partly)) => {
                let word = words::verdict(verdict, report.language);
                Cell::Verdict(verdict, if partly { format!("{word} *") } else { word })
            }
            None => Cell::text(""),
        }));
        table.rows.push(cells);
    }
    Some(table)
}

/// Open questions, the most decisive first.
pub fn questions(report: &Report<'_>) -> Table {
    let mut table = Table::new(
        "questions",
        Message::SectionQuestions,
        report.language,
        &[
            ("number", Message::ColumnNumber, 6),
            ("question", Message::ColumnQuestion, 60),
            ("findings", Message::ColumnFindings, 12),
            ("line", Message::ColumnLine, 60),
        ],
    );
    for ((point, findings), number) in report.judgement.questions.iter().zip(1_u64..) {
        table.rows.push(vec![
            Cell::Number(Some(number)),
            Cell::text(report.text(&point.question)),
            Cell::Number(u64::try_from(*findings).ok()),
            Cell::text(point.line_to_add.as_deref().unwrap_or_default()),
        ]);
    }
    table
}
