//! Issue, rule, application, conclusion: one for each open line, from its proof.

use super::paper::{Paper, Part};
use crate::report::document::{short_ground, short_step};
use crate::report::messages::Message;
use crate::report::sheet::proof::{Ground, Proof};
use crate::report::sheet::{Cell, Sheet};
use crate::report::words::first_of;
use crate::text::Language;

/// So many grounds and points are named; the report has all of them.
const TOLD: usize = 3;
/// So many steps and grounds are told with the fact behind them.
const TOLD_WITH_REASON: usize = 2;

/// The handout; `blank` leaves the application to the student.
pub fn irac(sheet: &Sheet, blank: bool) -> Paper {
    let language = sheet.language;
    let mut paper = Paper::new(sheet, if blank { Message::HandoutIracBlank } else { Message::HandoutIrac });
    for line in &sheet.lines.rows {
        let Some((row, proof)) = first_row(sheet, line) else { continue };
        let cell = |key: &str| sheet.lines.cell(line, key).map(Cell::shown).unwrap_or_default();
        let about = sheet.findings.cell(row, "about").map(Cell::shown).unwrap_or_default();
        let issue = Message::IracIssue.fill(language, &[&cell("number"), &cell("answers"), &cell("article"), &cell("title"), &about]);
        paper.parts.push(Part::Heading(issue));
        let application = if blank { None } else { Some(application(proof, language)) };
        let conclusion = if blank { None } else { Some(conclusion(sheet, line, proof)) };
        paper.parts.push(Part::Labelled(vec![
            (Message::IracRule.say(language), Some(rule(proof, &cell("article"), language))),
            (Message::IracApplication.say(language), application),
            (Message::IracConclusion.say(language), conclusion),
        ]));
    }
    if sheet.lines.rows.is_empty() {
        paper.parts.push(Part::Paragraph(Message::NothingBroken.say(language)));
    }
    paper
}

/// The first row of a line, with its proof.
fn first_row<'a>(sheet: &'a Sheet, line: &[Cell]) -> Option<(&'a Vec<Cell>, &'a Proof)> {
    let number = sheet.lines.cell(line, "number")?;
    sheet.findings.rows.iter().zip(&sheet.proofs).find(|(row, _)| sheet.findings.cell(row, "number") == Some(number))
}

/// What the law demands: the article, and the grounds or duties that it names.
fn rule(proof: &Proof, article: &str, language: Language) -> String {
    let grounds: Vec<String> = proof.failed.iter().chain(&proof.held).map(|ground| ground.title.clone()).collect();
    match grounds.as_slice() {
        [] => article.to_owned(),
        grounds => {
            let message = if proof.duties { Message::IracRequires } else { Message::IracUnless };
            message.fill(language, &[article, &first_of(grounds, TOLD, language)])
        }
    }
}

fn application(proof: &Proof, language: Language) -> String {
    let because: Vec<String> = proof.because.iter().filter(|step| step.holds).map(short_step).collect();
    let mut parts = Vec::new();
    if !because.is_empty() {
        parts.push(Message::IracApplies.fill(language, &[&first_of(&because, TOLD_WITH_REASON, language)]));
    }
    let told = |grounds: &[Ground]| grounds.iter().map(short_ground).collect::<Vec<_>>();
    if !proof.held.is_empty() {
        parts.push(format!("{}: {}", begun(&proof.held_heading), first_of(&told(&proof.held), TOLD_WITH_REASON, language)));
    }
    if !proof.failed.is_empty() {
        parts.push(format!("{}: {}", begun(&proof.failed_heading), first_of(&told(&proof.failed), TOLD_WITH_REASON, language)));
    }
    parts.join(". ")
}

fn conclusion(sheet: &Sheet, line: &[Cell], proof: &Proof) -> String {
    let language = sheet.language;
    let cell = |key: &str| sheet.lines.cell(line, key).map(Cell::shown).unwrap_or_default();
    let days = format!("{}..{}", cell("from"), cell("through"));
    let mut parts =
        vec![[cell("verdict"), cell("people"), days].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")];
    let deciding: Vec<String> = proof.deciding.iter().map(|point| point.question.clone()).collect();
    if !deciding.is_empty() {
        parts.push(format!("{}: {}", begun(&Message::WhatDecides.say(language)), first_of(&deciding, TOLD, language)));
    }
    if let Some(sanction) = proof.sanctions.first() {
        parts.push(begun(sanction));
    }
    parts.join(" · ")
}

/// A sentence begins with a capital.
fn begun(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
