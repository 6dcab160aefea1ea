//! Pages about a whole law, from its pack alone: what is encoded and how it was checked, where it is open, what is not encoded,
//! and what no example and no scenario exercises.

use super::grid::Row;
use super::messages::Message;
use super::page::Page;
use super::words;
use crate::date::Period;
use crate::rules::{Pack, Rule, Verified};
use crate::text::{Language, Name};
use std::collections::BTreeMap;

/// The page about one law.
pub fn about(pack: &Pack, language: Language, page: &mut Page) {
    page.heading(&format!("{} ({})", pack.title.get(language), pack.id));
    page.line(&Message::LawVersion.fill(language, &[&pack.version, &home(pack)]));
    page.line(&Message::LawCounts.fill(
        language,
        &[&pack.rules.len().to_string(), &pack.concepts.len().to_string(), &pack.tables.len().to_string(), &checked(pack, language)],
    ));
    page.blank();
    encoded(pack, language, page);
    tables(pack, language, page);
    open(pack, language, page);
    not_encoded(pack, language, page);
    page.line(&Message::NotAdvice.say(language));
}

fn home(pack: &Pack) -> String {
    if pack.home.is_empty() { "–".to_owned() } else { pack.home.join(", ") }
}

fn checked(pack: &Pack, language: Language) -> String {
    let levels =
        [(Message::Primary, Verified::Primary), (Message::Secondary, Verified::Secondary), (Message::Unverified, Verified::Unverified)];
    let parts: Vec<String> = levels
        .into_iter()
        .map(|(message, level)| (message, pack.rules.iter().filter(|rule| rule.verified == level).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(message, count)| message.fill(language, &[&count.to_string()]))
        .collect();
    parts.join(", ")
}

/// From the first to the last day on which some version of a rule is in force.
fn in_force(rule: &Rule) -> String {
    match (rule.versions.first(), rule.versions.last()) {
        (Some(first), Some(last)) => {
            words::period(&Period { from: first.in_force.from, until: last.in_force.until, from_written: None, through_written: None })
        }
        _ => String::new(),
    }
}

fn encoded(pack: &Pack, language: Language, page: &mut Page) {
    page.heading(&Message::Encoded.say(language));
    let header = [Message::ColumnArticle, Message::ColumnRule, Message::ColumnTitle, Message::ColumnInForce, Message::ColumnVerified]
        .map(|message| message.say(language));
    let rows: Vec<Row> = pack
        .rules
        .iter()
        .map(|rule| {
            let cells = [
                format!("{} {}", rule.cite.law, rule.cite.article),
                rule.id.to_string(),
                rule.title.get(language).to_owned(),
                in_force(rule),
                rule.verified.word().to_owned(),
            ];
            Row { cells: cells.map(Into::into).to_vec(), below: None }
        })
        .collect();
    page.table(&header, &rows);
}

fn tables(pack: &Pack, language: Language, page: &mut Page) {
    if pack.tables.is_empty() {
        return;
    }
    page.heading(&Message::DatedTables.say(language));
    for table in &pack.tables {
        let rows = table.rows.len().to_string();
        page.indented(1, &Message::TableLine.fill(language, &[table.title.get(language), &table.id, &rows, table.verified.word()]));
    }
    page.blank();
}

fn open(pack: &Pack, language: Language, page: &mut Page) {
    page.heading(&Message::WhereOpen.say(language));
    if pack.questions.is_empty() {
        page.line(&Message::Nowhere.say(language));
    }
    for question in &pack.questions {
        let cite = question.cite.as_ref().map_or_else(String::new, |cite| format!(" [{cite}]"));
        page.indented(1, &format!("{}: {}{cite}", question.id, question.question.get(language)));
        for (at, (id, text)) in question.readings.iter().enumerate() {
            let leading = if question.leaning == Some(at) { format!(" ({})", Message::Leading.say(language)) } else { String::new() };
            page.indented(2, &format!("{id}: {}{leading}", text.get(language)));
        }
    }
    page.blank();
}

fn not_encoded(pack: &Pack, language: Language, page: &mut Page) {
    page.heading(&format!("{} ({})", Message::NotEncoded.say(language), pack.not_encoded.len()));
    for missing in &pack.not_encoded {
        page.indented(1, &format!("{} {}: {}", missing.law, missing.article, missing.because.get(language)));
    }
    page.blank();
}

/// How often scenarios reach a rule, by its id.
pub type Reached = BTreeMap<Name, usize>;

/// Which rules of a law examples and scenarios exercise. `scenarios` is how many scenarios were judged by this law.
pub fn coverage(pack: &Pack, reached: &Reached, scenarios: usize, language: Language, page: &mut Page) {
    page.heading(
        &Message::RulesTitle.fill(language, &[&format!("{} {}", pack.title.get(language), pack.version), &pack.rules.len().to_string()]),
    );
    page.line(&Message::CheckedLevel.fill(language, &[&checked(pack, language)]));
    page.blank();
    let header = [Message::ColumnArticle, Message::ColumnRule, Message::ColumnVerified, Message::ColumnExamples, Message::ColumnScenarios]
        .map(|message| message.say(language));
    let rows: Vec<Row> = pack
        .rules
        .iter()
        .map(|rule| {
            let cells = [
                format!("{} {}", rule.cite.law, rule.cite.article),
                rule.id.to_string(),
                rule.verified.word().to_owned(),
                examples(rule).to_string(),
                reached.get(&rule.id).copied().unwrap_or(0).to_string(),
            ];
            Row { cells: cells.map(Into::into).to_vec(), below: None }
        })
        .collect();
    page.table(&header, &rows);
    page.line(&Message::ScenariosCounted.fill(language, &[&scenarios.to_string()]));
    let idle: Vec<&Rule> = pack.rules.iter().filter(|rule| examples(rule) == 0 && !reached.contains_key(&rule.id)).collect();
    page.line(&format!("{} ({})", Message::NeverExercised.say(language), idle.len()));
    for rule in idle {
        page.indented(1, &format!("{} {}: {}", rule.cite.law, rule.cite.article, rule.id));
    }
    page.blank();
    not_encoded(pack, language, page);
}

/// Examples in which the rule applies.
fn examples(rule: &Rule) -> usize {
    let cases = rule.examples.as_ref().map(|examples| examples.cases.as_slice()).unwrap_or_default();
    cases.iter().filter(|case| &*case.expect != "not_applicable").count()
}
