//! Contextual integrity: who sends what about whom to whom, and under which principle it was given and is used.

use super::paper::{Paper, Part};
use crate::report::lines::Report;
use crate::report::messages::Message;
use crate::report::sheet::flows::{ends, items, said_in_words, titles};
use crate::report::sheet::{Cell, Sheet, Table};
use crate::scenario::Entity;
use crate::vocabulary::Block;

/// The handout.
pub fn integrity(report: &Report<'_>, sheet: &Sheet) -> Paper {
    let language = report.language;
    let mut paper = Paper::new(sheet, Message::HandoutIntegrity);
    let mut table = Table::new(
        "integrity",
        Message::HandoutIntegrity,
        language,
        &[
            ("flow", Message::FlowWord, 20),
            ("sender", Message::ColumnSender, 20),
            ("recipient", Message::ColumnRecipient, 20),
            ("subject", Message::ColumnSubject, 24),
            ("type", Message::ColumnType, 30),
            ("given_for", Message::ColumnGivenFor, 30),
            ("used_for", Message::ColumnUsedFor, 40),
            ("verdict", Message::ColumnWorst, 18),
        ],
    );
    for (flow, row) in report.facts.block(Block::Flows).iter().zip(&sheet.flows.rows) {
        let verdict = sheet.flows.cell(row, "verdict").cloned().unwrap_or(Cell::Number(None));
        table.rows.push(vec![
            Cell::text(flow.title.get(language)),
            Cell::text(ends(report, flow.fact("from"))),
            Cell::text(ends(report, flow.fact("to"))),
            Cell::text(titles(report, Block::People, flow.fact("people"))),
            Cell::text(items(report, flow)),
            Cell::text(given_for(report, flow)),
            Cell::text(used_for(report, flow)),
            verdict,
        ]);
    }
    paper.parts.push(Part::Paragraph(Message::IntroIntegrity.say(language)));
    paper.parts.push(Part::Table(table));
    paper.parts.push(Part::List(
        [Message::AskIntegrity1, Message::AskIntegrity2, Message::AskIntegrity3].into_iter().map(|ask| ask.say(language)).collect(),
    ));
    paper
}

/// The norm under which people gave the data: what they were told and asked.
fn given_for(report: &Report<'_>, flow: &Entity) -> String {
    let mut parts = vec![said_in_words(report, Block::Flows, flow, "collected_for")];
    for consent in report.facts.block(Block::Consents) {
        let about = consent.fact("about").words();
        if about.iter().any(|item| item.name == flow.id) {
            parts.push(format!("{} ({})", consent.title.get(report.language), said_in_words(report, Block::Consents, consent, "for")));
        }
    }
    shown(parts, report)
}

/// The principle under which they travel now.
fn used_for(report: &Report<'_>, flow: &Entity) -> String {
    let task = titles(report, Block::Tasks, flow.fact("task"));
    let of = |key: &str| said_in_words(report, Block::Flows, flow, key);
    shown(vec![of("purpose"), task, of("frequency")], report)
}

fn shown(parts: Vec<String>, report: &Report<'_>) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { Message::NotStated.say(report.language) } else { parts.join("; ") }
}
