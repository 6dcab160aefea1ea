//! Who sends what to whom: one row for each flow.

use super::{Cell, Table};
use crate::outcome::{Finding, Verdict};
use crate::report::lines::Report;
use crate::report::messages::Message;
use crate::report::{rows, words};
use crate::scenario::{Entity, Fact};
use crate::source::Sources;
use crate::text::Language;
use crate::vocabulary::{Block, Kind, WordList, attribute, word_title};
use std::collections::BTreeMap;

/// The flows of the undisputed facts; what only one version tells stands among the facts.
pub fn flows(report: &Report<'_>, sources: &Sources) -> Table {
    let mut table = Table::new(
        "flows",
        Message::SectionFlows,
        report.language,
        &[
            ("id", Message::ColumnId, 22),
            ("title", Message::ColumnTitle, 36),
            ("from", Message::ColumnSender, 20),
            ("to", Message::ColumnRecipient, 20),
            ("task", Message::ColumnTask, 24),
            ("people", Message::ColumnPeople, 28),
            ("data", Message::ColumnData, 40),
            ("purpose", Message::ColumnPurpose, 22),
            ("collected_for", Message::ColumnCollectedFor, 0),
            ("technique", Message::ColumnTechnique, 0),
            ("frequency", Message::ColumnFrequency, 0),
            ("records", Message::ColumnRecords, 0),
            ("first_day", Message::ColumnFrom, 12),
            ("last_day", Message::ColumnThrough, 12),
            ("legs", Message::ColumnLegs, 36),
            ("verdict", Message::ColumnWorst, 18),
            ("findings", Message::ColumnFindings, 0),
            ("place", Message::ColumnPlace, 0),
        ],
    );
    let mut about: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in report.judgement.findings.iter().filter(|finding| finding.block == Block::Flows) {
        about.entry(&finding.subject).or_default().push(finding);
    }
    for flow in report.facts.block(Block::Flows) {
        let findings = about.get(&*flow.id).map_or(&[][..], Vec::as_slice);
        table.rows.push(row(report, flow, findings, sources));
    }
    table
}

/// The titles of the things that a fact names.
pub fn titles(report: &Report<'_>, block: Block, fact: &Fact) -> String {
    let names: Vec<String> = fact.words().iter().map(|item| report.title_of(block, &item.name)).collect();
    names.join(", ")
}

/// Sender and recipient may be parties or people.
pub fn ends(report: &Report<'_>, fact: &Fact) -> String {
    let title = |id: &str| match report.facts.find(Block::Parties, id) {
        Some(_) => report.party(id),
        None => report.title_of(Block::People, id),
    };
    fact.words().iter().map(|item| title(&item.name)).collect::<Vec<_>>().join(", ")
}

/// A fact as people read it; nothing where it is not written.
pub fn said(fact: &Fact) -> String {
    if fact.is_absent() { String::new() } else { fact.to_string() }
}

/// A fact in the words of its list, in the reader's language; nothing where it is not written.
pub fn said_in_words(report: &Report<'_>, block: Block, entity: &Entity, key: &str) -> String {
    let fact = entity.fact(key);
    let list = attribute(block, key).and_then(|attribute| match attribute.kind {
        Kind::Word(list) | Kind::Words(list) | Kind::WordByItem(list) => Some(list),
        _ => None,
    });
    match list {
        Some(list) if !fact.words().is_empty() => {
            fact.words().iter().map(|item| worded(list, &item.name, report.language)).collect::<Vec<_>>().join(", ")
        }
        _ => said(fact),
    }
}

/// A word of a list in the reader's language; without underscores where the list does not know it.
pub fn worded(list: WordList, word: &str, language: Language) -> String {
    word_title(list, word).map_or_else(|| word.replace('_', " "), |title| title.get(language).to_owned())
}

/// The items of a flow: titles of what the scenario describes, and the words of the category tree.
pub fn items(report: &Report<'_>, flow: &Entity) -> String {
    let title = |id: &str| match report.facts.find(Block::Data, id) {
        Some(item) => item.title.get(report.language).to_owned(),
        None => worded(WordList::Category, id, report.language),
    };
    flow.fact("data").words().iter().map(|item| title(&item.name)).collect::<Vec<_>>().join(", ")
}

/// Who gives to whom in law, in whichever story.
pub fn legs(findings: &[&Finding]) -> String {
    let mut legs: Vec<String> = Vec::new();
    for leg in findings.iter().flat_map(|finding| &finding.legs).map(rows::leg).filter(|leg| !leg.is_empty()) {
        if !legs.contains(&leg) {
            legs.push(leg);
        }
    }
    legs.join("; ")
}

fn row(report: &Report<'_>, flow: &Entity, findings: &[&Finding], sources: &Sources) -> Vec<Cell> {
    let period = flow.fact("period").period();
    let worst = findings.iter().map(|finding| finding.verdict).min().unwrap_or(Verdict::NotApplicable);
    vec![
        Cell::text(&flow.id),
        Cell::text(flow.title.get(report.language)),
        Cell::text(ends(report, flow.fact("from"))),
        Cell::text(ends(report, flow.fact("to"))),
        Cell::text(titles(report, Block::Tasks, flow.fact("task"))),
        Cell::text(titles(report, Block::People, flow.fact("people"))),
        Cell::text(titles(report, Block::Data, flow.fact("data"))),
        Cell::text(said(flow.fact("purpose"))),
        Cell::text(said(flow.fact("collected_for"))),
        Cell::text(said(flow.fact("technique"))),
        Cell::text(said(flow.fact("frequency"))),
        Cell::text(said(flow.fact("records"))),
        period.as_ref().map_or_else(|| Cell::Date(None, said(flow.fact("period"))), Cell::from),
        period.as_ref().map_or_else(|| Cell::Date(None, String::new()), Cell::through),
        Cell::text(legs(findings)),
        Cell::Verdict(worst, words::verdict(worst, report.language)),
        Cell::Number(u64::try_from(findings.len()).ok()),
        Cell::text(sources.line_reference(flow.span)),
    ]
}
