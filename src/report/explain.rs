//! A finding as a proof: why, why not excused, what decides it, what it can cost, and where all that is written.

use super::lines::Report;
use super::messages::Message;
use super::page::Page;
use super::rows::leg;
use super::words;
use crate::outcome::{Finding, PointClass, Reason};
use crate::rules::{Demand, Rule};
use crate::source::Sources;
use crate::vocabulary::Block;

/// Levels of a tree that are shown.
const DEPTH: usize = 6;

/// The page about one finding.
pub fn finding(report: &Report<'_>, finding: &Finding, sources: &Sources, page: &mut Page) {
    let language = report.language;
    page.heading(&format!("{} {}", report.text(&finding.article), report.text(&finding.title)));
    page.line(&finding.id);
    let people = words::count(finding.people_count, language);
    let groups: Vec<String> = finding.people.iter().map(|id| report.title_of(Block::People, id)).collect();
    let people = people.map_or_else(|| groups.join(", "), |count| format!("{} ({count})", groups.join(", ")));
    let mark = if finding.rests_on.is_empty() { "" } else { " ◊" };
    let facts = [
        words::verdict(finding.verdict, language) + mark,
        report.party(&finding.answers),
        finding.subject.to_string(),
        people,
        words::period(&finding.period),
    ];
    page.line(&facts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "));
    let data: Vec<String> = finding.data.iter().map(ToString::to_string).collect();
    labelled(page, &Message::ColumnData.say(language), &data.join(", "));
    let legs: Vec<String> = finding.legs.iter().map(leg).filter(|leg| !leg.is_empty()).collect();
    labelled(page, &Message::LegIs.say(language), &legs.join("; "));
    let path: Vec<&str> = finding.explanation.path.iter().map(|name| &**name).collect();
    labelled(page, &Message::PathIs.say(language), &path.join(" -> "));
    for stricter in &finding.subsumed_by {
        page.line(&Message::GivesWay.fill(language, &[stricter]));
    }
    page.blank();
    why(report, finding, sources, page);
    decided(report, finding, page);
    parties(report, finding, page);
    sanctions(report, finding, page);
    references(report, finding, sources, page);
}

fn labelled(page: &mut Page, label: &str, text: &str) {
    if !text.is_empty() {
        page.line(&format!("{label}: {text}"));
    }
}

fn why<'a>(report: &Report<'_>, finding: &'a Finding, sources: &Sources, page: &mut Page) {
    let language = report.language;
    let told = &finding.explanation;
    let mut shown: Vec<&'a Reason> = Vec::new();
    if !told.story.is_empty() {
        page.heading(&Message::ToldFor.say(language));
        for (question, answer) in &told.story {
            page.indented(1, &format!("{} {answer}", report.text(question)));
        }
        page.blank();
    }
    page.heading(&Message::Why.say(language));
    for reason in &told.because {
        tree(report, reason, 1, sources, &mut shown, page);
    }
    page.blank();
    let duties = super::reason::version_of(report, finding).is_some_and(|version| matches!(version.demand, Demand::Required(_)));
    let (held, failed): (Vec<_>, Vec<_>) = told.tried.iter().partition(|tried| tried.holds);
    let heading = if duties { Message::Duties } else { Message::ExcusedBy };
    for (heading, list) in [(heading, held), (if duties { Message::Duties } else { Message::WhyNotExcused }, failed)] {
        if list.is_empty() {
            continue;
        }
        page.heading(&heading.say(language));
        for tried in list {
            let cite = tried.cite.as_ref().map_or_else(String::new, |cite| format!(" ({cite})"));
            page.indented(1, &format!("{} {}{cite}", mark(tried.holds), report.text(&tried.title)));
            // Of a ground that fails, what fails is what matters.
            for reason in
                tried.reasons.iter().filter(|reason| tried.holds || !reason.holds || tried.reasons.iter().all(|reason| reason.holds))
            {
                tree(report, reason, 2, sources, &mut shown, page);
            }
        }
        page.blank();
    }
}

fn mark(holds: bool) -> &'static str {
    if holds { "[x]" } else { "[ ]" }
}

/// A reason with what it rests on. What was shown already is not shown again, only pointed at.
fn tree<'a>(report: &Report<'_>, reason: &'a Reason, level: usize, sources: &Sources, shown: &mut Vec<&'a Reason>, page: &mut Page) {
    let place = reason.span.map_or_else(String::new, |span| format!(" ({})", sources.line_reference(span)));
    page.indented(level, &format!("{} {}{place}", mark(reason.holds), report.text(&reason.text)));
    if level >= DEPTH {
        return;
    }
    let mut again = false;
    for child in &reason.children {
        if !child.children.is_empty() && shown.contains(&child) {
            again = true;
            continue;
        }
        if !child.children.is_empty() {
            shown.push(child);
        }
        tree(report, child, level + 1, sources, shown, page);
    }
    if again {
        page.indented(level + 1, &Message::AsAbove.say(report.language));
    }
}

fn decided(report: &Report<'_>, finding: &Finding, page: &mut Page) {
    let language = report.language;
    page.heading(&Message::WhatDecides.say(language));
    if finding.decided_by.is_empty() && finding.rests_on.is_empty() {
        page.indented(1, &Message::DecidedNothing.say(language));
    }
    for point in finding.decided_by.iter().chain(&finding.rests_on) {
        let class = match point.class {
            PointClass::Disputed => Message::ClassDisputed,
            PointClass::NotStated => Message::ClassNotStated,
            PointClass::Law => Message::ClassLaw,
        };
        page.indented(1, &format!("{}: {}", class.say(language), report.text(&point.question)));
        if let Some(line) = &point.line_to_add {
            page.code(2, &Message::QuestionAdd.fill(language, &[line]));
        }
    }
    page.blank();
}

fn parties(report: &Report<'_>, finding: &Finding, page: &mut Page) {
    if finding.by_party.is_empty() {
        return;
    }
    page.heading(&Message::PerParty.say(report.language));
    for view in &finding.by_party {
        let grounds: Vec<&str> = view.grounds.iter().map(|id| &**id).collect();
        let grounds = if grounds.is_empty() { String::new() } else { format!(" ({})", grounds.join(", ")) };
        page.indented(1, &format!("{}: {}{grounds}", view.party, words::verdict(view.verdict, report.language)));
    }
    page.blank();
}

fn sanctions(report: &Report<'_>, finding: &Finding, page: &mut Page) {
    let language = report.language;
    if !finding.sanctions.is_empty() {
        page.heading(&Message::Sanctions.say(language));
    }
    for sanction in &finding.sanctions {
        let possibly = if sanction.certain { String::new() } else { format!("{}: ", Message::Possibly.say(language)) };
        let transition =
            sanction.by_transition.as_ref().map_or_else(String::new, |id| format!(" [{}]", Message::ByTransition.fill(language, &[id])));
        page.indented(1, &format!("{possibly}{} ({}){transition}", report.text(&sanction.formula), sanction.cite));
    }
    if !finding.sanctions.is_empty() {
        page.blank();
    }
}

fn references(report: &Report<'_>, finding: &Finding, sources: &Sources, page: &mut Page) {
    let language = report.language;
    if !finding.notes.is_empty() {
        page.heading(&Message::Notes.say(language));
        finding.notes.iter().for_each(|note| page.indented(1, report.text(note)));
        page.blank();
    }
    let named: Vec<String> = finding.sources.iter().map(|id| source(report, id)).collect();
    if !named.is_empty() {
        page.heading(&Message::SourcesAre.say(language));
        named.iter().for_each(|source| page.indented(1, source));
        page.blank();
    }
    page.heading(&Message::TheRule.say(language));
    if let Some(rule) = rule_of(report, finding) {
        page.indented(1, &format!("{}: {}", rule.id, citation(rule)));
        page.indented(1, &Message::Version.fill(language, &[&finding.version.to_string()]));
        page.indented(1, &Message::CheckedLevel.fill(language, &[rule.verified.word()]));
        page.indented(1, &sources.line_reference(rule.span));
    }
    page.indented(1, &sources.line_reference(finding.span));
    page.blank();
    page.line(&Message::NotAdvice.say(language));
}

fn source(report: &Report<'_>, id: &str) -> String {
    let Some(entity) = report.facts.find(Block::Sources, id) else { return id.to_owned() };
    let text = |key: &str| match entity.fact(key).stated() {
        Some(value) => value.to_string(),
        None => String::new(),
    };
    let parts = [entity.title.get(report.language).to_owned(), text("by"), text("date"), text("url")];
    format!("{id}: {}", parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "))
}

/// The rule of a finding.
pub fn rule_of<'a>(report: &Report<'a>, finding: &Finding) -> Option<&'a Rule> {
    report.packs.iter().flat_map(|pack| &pack.rules).find(|rule| rule.id == finding.rule)
}

/// Law, article, case and page.
pub fn citation(rule: &Rule) -> String {
    let cite = &rule.cite;
    let parts = [
        Some(format!("{} {}", cite.law, cite.article)),
        cite.case.as_ref().map(ToString::to_string),
        cite.url.as_ref().map(ToString::to_string),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
