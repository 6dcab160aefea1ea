//! A record of processing with a register of transfers, in the manner of GDPR Article 30: one card for each flow.

use super::paper::{Paper, Part};
use crate::report::lines::Report;
use crate::report::messages::Message;
use crate::report::sheet::flows::{ends, items, said, said_in_words, titles};
use crate::report::sheet::{Cell, Sheet};
use crate::report::words;
use crate::scenario::{Entity, Fact};
use crate::vocabulary::Block;

/// The handout.
pub fn record(report: &Report<'_>, sheet: &Sheet) -> Paper {
    let language = report.language;
    let mut paper = Paper::new(sheet, Message::HandoutRecord);
    paper.parts.push(Part::Paragraph(Message::IntroRecord.say(language)));
    for (flow, row) in report.facts.block(Block::Flows).iter().zip(&sheet.flows.rows) {
        let legs = sheet.flows.cell(row, "legs").map(Cell::shown).unwrap_or_default();
        let period = flow.fact("period").period().map_or_else(|| said(flow.fact("period")), |period| words::period(&period));
        let recipients = format!("{} ({})", ends(report, flow.fact("to")), countries(report, flow).join(", "));
        let people = flow.fact("people").words().iter().map(|item| people(report, &item.name)).collect::<Vec<_>>().join(", ");
        paper.parts.push(Part::Heading(flow.title.get(language).to_owned()));
        let lines = [
            (Message::RecordController, ends(report, flow.fact("from"))),
            (Message::RecordRoles, legs),
            (Message::RecordPurposes, purposes(report, flow)),
            (Message::RecordSubjects, people),
            (Message::RecordData, items(report, flow)),
            (Message::RecordRecipients, recipients),
            (Message::RecordTransfer, transfer(report, flow)),
            (Message::RecordInstruments, instruments(report, flow).join("; ")),
            (Message::RecordPeriod, period),
            (Message::RecordSecurity, said_in_words(report, Block::Flows, flow, "technique")),
        ];
        let not_stated = Message::NotStated.say(language);
        paper.parts.push(Part::Labelled(
            lines
                .into_iter()
                .map(|(label, text)| (label.say(language), Some(if text.is_empty() { not_stated.clone() } else { text })))
                .collect(),
        ));
    }
    paper
}

fn people(report: &Report<'_>, id: &str) -> String {
    let title = report.title_of(Block::People, id);
    let count = match report.facts.find(Block::People, id).and_then(|group| group.fact("count").stated()) {
        Some(crate::scenario::Value::Count(range)) => words::count(*range, report.language),
        _ => None,
    };
    count.map_or_else(|| title.clone(), |count| format!("{title} ({count})"))
}

fn purposes(report: &Report<'_>, flow: &Entity) -> String {
    let parts = [said_in_words(report, Block::Flows, flow, "purpose"), titles(report, Block::Tasks, flow.fact("task"))];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

/// Where the recipients sit, and where else the data reach.
fn countries(report: &Report<'_>, flow: &Entity) -> Vec<String> {
    let seats = flow
        .fact("to")
        .words()
        .iter()
        .filter_map(|item| report.facts.find(Block::Parties, &item.name))
        .map(|party| party.fact("established_in"));
    let mut found: Vec<String> = Vec::new();
    for country in seats.chain([flow.fact("reaches"), flow.fact("stored_in")]).flat_map(Fact::words) {
        if !found.iter().any(|known| *known == *country.name) {
            found.push(country.name.to_string());
        }
    }
    found
}

/// From which country to which others.
fn transfer(report: &Report<'_>, flow: &Entity) -> String {
    let home = |id: &str| report.facts.find(Block::Parties, id).and_then(|party| party.fact("established_in").word().cloned());
    let from: Vec<String> =
        flow.fact("from").words().iter().filter_map(|item| home(&item.name)).map(|country| country.to_string()).collect();
    let abroad: Vec<String> = countries(report, flow).into_iter().filter(|country| !from.contains(country)).collect();
    if abroad.is_empty() {
        Message::RecordNoTransfer.say(report.language)
    } else {
        format!("{} → {}", from.join(", "), abroad.join(", "))
    }
}

/// Consents, contracts, notices and certificates that name the flow, its work or its recipient.
fn instruments(report: &Report<'_>, flow: &Entity) -> Vec<String> {
    let names = |entity: &Entity, key: &str, wanted: &[&str]| entity.fact(key).words().iter().any(|item| wanted.contains(&&*item.name));
    let id = [&*flow.id];
    let tasks: Vec<&str> = flow.fact("task").words().iter().map(|item| &*item.name).collect();
    let recipients: Vec<&str> = flow.fact("to").words().iter().map(|item| &*item.name).collect();
    let mut found = Vec::new();
    for block in Block::ALL.into_iter().filter(|block| block.is_instrument()) {
        for entity in report.facts.block(block) {
            let concerned = match block {
                Block::Contracts => names(entity, "covers", &tasks),
                Block::Certificates => names(entity, "of", &recipients),
                _ => names(entity, "about", &id),
            };
            let exists = entity.fact("exists");
            if concerned && !matches!(exists.stated(), Some(crate::scenario::Value::Answer(false))) {
                let doubt = if exists.is_absent() { String::new() } else { format!(" ({})", said(exists)) };
                found.push(format!("{}: {}{doubt}", block.one(), entity.title.get(report.language)));
            }
        }
    }
    found
}
