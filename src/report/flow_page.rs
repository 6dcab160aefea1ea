//! A page about one flow: legs by each party's version, the facts about the work behind them, and the findings.

use super::grid::{Cell, Row};
use super::lines::Report;
use super::messages::Message;
use super::page::Page;
use super::rows::leg;
use super::words;
use crate::outcome::{Finding, Judgement};
use crate::scenario::{Choice, Document, Fact, Model, instantiate};
use crate::text::Name;
use crate::vocabulary::{Block, attributes_of};

/// The page. `accounts` are the runs on each party's version.
pub fn flow(report: &Report<'_>, document: &Document, flow: &str, accounts: &[(Name, Judgement)], page: &mut Page) {
    let language = report.language;
    page.heading(&format!("flows.{flow}: {}", report.title_of(Block::Flows, flow)));
    if let Some(entity) = report.facts.find(Block::Flows, flow) {
        let text = |key: &str| entity.fact(key).to_string();
        page.line(&Message::FlowFrom.fill(language, &[&text("from"), &text("to")]));
        for attribute in attributes_of(Block::Flows).filter(|attribute| !matches!(attribute.key, "from" | "to")) {
            let fact = entity.fact(attribute.key);
            if !fact.is_absent() {
                page.indented(1, &format!("{}: {fact}", attribute.key));
            }
        }
    }
    page.blank();
    page.heading(&Message::FlowLegs.say(language));
    page.indented(1, &format!("{}: {}", Message::EveryStory.say(language), legs_of(report.judgement, flow)));
    for (party, judgement) in accounts {
        page.indented(1, &format!("{party}: {}", legs_of(judgement, flow)));
    }
    page.blank();
    factors(report, document, flow, accounts, page);
    path(report, flow, page);
    findings(report, flow, page);
}

fn about<'a>(judgement: &'a Judgement, flow: &'a str) -> impl Iterator<Item = &'a Finding> {
    judgement.findings.iter().filter(move |finding| finding.block == Block::Flows && &*finding.subject == flow)
}

fn legs_of(judgement: &Judgement, flow: &str) -> String {
    let mut found: Vec<String> = Vec::new();
    for leg in about(judgement, flow).flat_map(|finding| &finding.legs).map(leg).filter(|leg| !leg.is_empty()) {
        if !found.contains(&leg) {
            found.push(leg);
        }
    }
    if found.is_empty() { "-".to_owned() } else { found.join("; ") }
}

/// The facts of the task, undisputed and in each party's version.
fn factors(report: &Report<'_>, document: &Document, flow: &str, accounts: &[(Name, Judgement)], page: &mut Page) {
    let language = report.language;
    let variations: Vec<usize> = report.judgement.variations.iter().filter_map(|(id, _)| document.variation(id)).collect();
    let model_of = |party: Option<&Name>| {
        let versions = (0..document.disputes.len()).map(|at| document.version_of(at, party?)).collect();
        instantiate(document, &Choice { versions, variations: variations.clone() }).model
    };
    let task_of = |model: &Model| model.find(Block::Flows, flow).and_then(|flow| flow.fact("task").word().cloned());
    let Some(task) = task_of(&report.facts) else { return };
    let models: Vec<Model> = accounts.iter().map(|(party, _)| model_of(Some(party))).collect();
    page.heading(&format!("{}: {} ({task})", Message::FlowFactors.say(language), report.title_of(Block::Tasks, &task)));
    let mut header = vec![Message::ColumnFact.say(language), Message::ColumnBase.say(language)];
    header.extend(accounts.iter().map(|(party, _)| party.to_string()));
    let fact_in = |model: &Model, key: &str| match model.find(Block::Tasks, &task).map(|task| task.fact(key)) {
        None | Some(Fact::Absent) => Message::NotStated.say(language),
        Some(fact) => fact.to_string(),
    };
    let rows: Vec<Row> = attributes_of(Block::Tasks)
        .map(|attribute| {
            let mut cells: Vec<Cell> = vec![attribute.key.to_owned().into(), fact_in(&report.facts, attribute.key).into()];
            cells.extend(models.iter().map(|model| Cell::from(fact_in(model, attribute.key))));
            Row { cells, below: None }
        })
        .collect();
    page.table(&header, &rows);
}

fn path(report: &Report<'_>, flow: &str, page: &mut Page) {
    let mut paths: Vec<String> = Vec::new();
    for finding in about(report.judgement, flow).filter(|finding| !finding.explanation.path.is_empty()) {
        let path: Vec<&str> = finding.explanation.path.iter().map(|name| &**name).collect();
        let path = path.join(" -> ");
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    for path in &paths {
        page.line(&format!("{}: {path}", Message::PathIs.say(report.language)));
    }
    page.blank();
}

fn findings(report: &Report<'_>, flow: &str, page: &mut Page) {
    page.heading(&Message::FlowFindings.say(report.language));
    for finding in about(report.judgement, flow) {
        page.indented(
            1,
            &format!("{}  {} {}", finding.id, words::verdict(finding.verdict, report.language), words::period(&finding.period)),
        );
    }
    page.blank();
    page.line(&Message::NotAdvice.say(report.language));
}
