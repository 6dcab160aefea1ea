//! Every row with every column, for `check --all`; cards where the terminal is narrow.

use super::check::tint;
use super::grid::{Cell, Row};
use super::lines::Report;
use super::messages::Message;
use super::page::Page;
use super::words;
use crate::outcome::{Finding, LegView};
use crate::text::Language;

/// Below this many columns, each row is a card.
const NARROW: usize = 100;

/// The columns, and what stands below each row.
const COLUMNS: [Message; 9] = [
    Message::ColumnArticle,
    Message::ColumnWho,
    Message::ColumnVerdict,
    Message::ColumnWhat,
    Message::ColumnLegs,
    Message::ColumnPeople,
    Message::ColumnData,
    Message::ColumnPeriod,
    Message::ColumnId,
];

/// All rows.
pub fn all_rows(report: &Report<'_>, page: &mut Page) {
    let language = report.language;
    let header = COLUMNS.map(|message| message.say(language));
    if page.look.width < NARROW && !page.look.markdown {
        for finding in &report.judgement.findings {
            card(report, finding, &header, page);
        }
        return;
    }
    let rows: Vec<Row> = report
        .judgement
        .findings
        .iter()
        .map(|finding| {
            let verdict = Cell::tinted(verdict_of(finding, language), tint(finding.verdict));
            let mut cells: Vec<Cell> = values(report, finding).into_iter().map(Cell::from).collect();
            if let Some(cell) = cells.get_mut(2) {
                *cell = verdict;
            }
            Row { cells, below: Some(Message::TitleAndReason.fill(language, &[&finding.id, report.text(&finding.title)])) }
        })
        .collect();
    page.table(&header, &rows);
}

fn card(report: &Report<'_>, finding: &Finding, header: &[String], page: &mut Page) {
    page.line(&Message::TitleAndReason.fill(report.language, &[&finding.id, report.text(&finding.title)]));
    for (name, value) in header.iter().zip(values(report, finding)) {
        if !value.is_empty() {
            page.indented(1, &format!("{name}: {value}"));
        }
    }
    page.blank();
}

fn values(report: &Report<'_>, finding: &Finding) -> Vec<String> {
    let language = report.language;
    let legs: Vec<String> = finding.legs.iter().map(leg).filter(|leg| !leg.is_empty()).collect();
    let people: Vec<&str> = finding.people.iter().map(|id| &**id).collect();
    let people = match words::count(finding.people_count, language) {
        Some(count) => format!("{} ({count})", people.join(", ")),
        None => people.join(", "),
    };
    vec![
        report.text(&finding.article).to_owned(),
        finding.answers.to_string(),
        verdict_of(finding, language),
        finding.subject.to_string(),
        legs.join("; "),
        people,
        finding.data.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        words::period(&finding.period),
    ]
}

/// The verdict of a row, with its ground where it is lawful and a mark where it rests on a reading.
pub fn verdict_of(finding: &Finding, language: Language) -> String {
    let mut word = words::verdict(finding.verdict, language);
    if !finding.grounds.is_empty() {
        let grounds: Vec<&str> = finding.grounds.iter().map(|(id, _)| &**id).collect();
        word = format!("{word} ({})", grounds.join(", "));
    }
    if !finding.rests_on.is_empty() {
        word.push_str(" ◊");
    }
    if let Some(stricter) = finding.subsumed_by.first() {
        word = format!("{word}; {}", Message::GivesWay.fill(language, &[stricter]));
    }
    word
}

/// `kakaopay provide apple (alipay holds)`.
pub fn leg(leg: &LegView) -> String {
    if leg.kind.is_empty() {
        return String::new();
    }
    let name = |party: &Option<crate::text::Name>| party.as_ref().map_or_else(|| "people".to_owned(), ToString::to_string);
    let holder = if leg.holder == leg.receiver {
        String::new()
    } else {
        leg.holder.as_ref().map_or_else(String::new, |holder| format!(" ({holder})"))
    };
    format!("{} -{}-> {}{holder}", name(&leg.giver), leg.kind, name(&leg.receiver))
}
