//! What one side must argue: its own version point by point, what it loses where it concedes one, and what stays lost anyway.
//!
//! Nothing is judged here: the runs come in, one for each point that the side could concede.

use super::paper::{Paper, Part};
use crate::outcome::{Judgement, Verdict};
use crate::report::check::header_lines;
use crate::report::lines::{Line, Report};
use crate::report::messages::Message;
use crate::report::reason::reason;
use crate::report::sheet::facts::Provenance;
use crate::report::sheet::flows::worded;
use crate::report::sheet::{Cell, Sheet, Table, clean};
use crate::report::words;
use crate::scenario::Document;
use crate::source::Sources;
use crate::text::Name;
use crate::vocabulary::WordList;
use std::collections::BTreeMap;

/// The run in which the side concedes one point and holds on to all others.
#[derive(Debug)]
pub struct Concession {
    /// The dispute, by its place.
    pub dispute: usize,
    /// What comes out.
    pub judgement: Judgement,
}

/// Everything a brief is made from.
#[derive(Debug)]
pub struct Case<'a> {
    /// The scenario.
    pub document: &'a Document,
    /// The side.
    pub party: &'a Name,
    /// The run on its own version.
    pub own: &'a Report<'a>,
    /// The runs with one concession each.
    pub concessions: &'a [Concession],
    /// The texts.
    pub files: &'a Sources,
}

/// What a side wants or fears: rule, who answers and what it is about, with the number of days and the article.
type Breaches = BTreeMap<(Name, Name, Name), (i64, String)>;

/// The handout.
pub fn brief(sheet: &Sheet, case: &Case<'_>) -> Paper {
    let report = case.own;
    let language = report.language;
    let name = report.party(case.party);
    let mut paper = Paper::new(sheet, Message::HandoutBrief);
    paper.title = clean(&format!("{}: {name}", Message::HandoutBrief.say(language)));
    paper.header = [sheet.title.clone()].into_iter().chain(header_lines(report).iter().map(|line| clean(line))).collect();
    let accused = report.lines.iter().any(|line| line.answers == *case.party);
    let breaches = breaches(report, case.party, accused);
    let lines = concerned(report, case.party, accused).filter(|line| line.verdict == Verdict::Violation).count();
    let stance = if accused { Message::BriefAccused } else { Message::BriefAccuser };
    paper.parts.push(Part::Paragraph(stance.fill(language, &[&name, &lines.to_string()])));
    argue(case, &mut paper);
    let costs = costs(case, accused, &breaches);
    concede(report, &costs, &mut paper);
    if accused {
        remains(report, case.party, &mut paper);
    }
    open(report, case.party, accused, &mut paper);
    paper
}

/// Violations on this account: of the side, or of everybody else where it accuses.
fn breaches(report: &Report<'_>, party: &Name, accused: bool) -> Breaches {
    let mut breaches = Breaches::new();
    for row in &report.judgement.findings {
        if row.verdict == Verdict::Violation && row.subsumed_by.is_empty() && (row.answers == *party) == accused {
            let key = (row.rule.clone(), row.answers.clone(), row.subject.clone());
            let days = i64::from(row.period.until.0) - i64::from(row.period.from.0);
            breaches.entry(key).or_insert_with(|| (0, clean(report.text(&row.article)))).0 += days;
        }
    }
    breaches
}

/// Articles of violations that are in `more` and not, or for fewer days, in `less`.
fn beyond(more: &Breaches, less: &Breaches) -> Vec<String> {
    let mut articles: Vec<String> = Vec::new();
    for (key, (days, article)) in more {
        if less.get(key).is_none_or(|(known, _)| known < days) && !articles.contains(article) {
            articles.push(article.clone());
        }
    }
    articles
}

fn concerned<'a>(report: &'a Report<'_>, party: &'a Name, accused: bool) -> impl Iterator<Item = &'a Line<'a>> {
    report.open_lines().filter(move |line| (line.answers == *party) == accused)
}

/// What it says on each disputed point, and what the others say.
fn argue(case: &Case<'_>, paper: &mut Paper) {
    let language = case.own.language;
    let facts = Provenance::new(case.own, case.document, case.files);
    let mut table = Table::new(
        "argue",
        Message::BriefArgue,
        language,
        &[("question", Message::ColumnQuestion, 40), ("own", Message::BriefOwn, 50), ("others", Message::BriefOthers, 50)],
    );
    for (at, dispute) in case.document.disputes.iter().enumerate() {
        let Some(own) = case.document.version_of(at, case.party) else { continue };
        let told = |version: usize| {
            let Some(told) = dispute.versions.get(version) else { return String::new() };
            let facts = facts.told_in(at, version);
            let said = if facts.is_empty() { told.id.replace('_', " ") } else { facts.join("; ") };
            let evidence =
                told.evidence.as_ref().map_or_else(String::new, |word| format!(" – {}", worded(WordList::Evidence, word, language)));
            let sources: Vec<&str> = told.sources.iter().map(|source| &**source).collect();
            let sources = if sources.is_empty() { String::new() } else { format!(" [{}]", sources.join(", ")) };
            format!("{said}{evidence}{sources}")
        };
        let others: Vec<String> = (0..dispute.versions.len())
            .filter(|version| *version != own)
            .map(|version| {
                let by: Vec<&str> =
                    dispute.versions.get(version).map_or_else(Vec::new, |told| told.by.iter().map(|item| &*item.name).collect());
                format!("{}: {}", by.join(", "), told(version))
            })
            .collect();
        table.rows.push(vec![Cell::text(case.own.text(&dispute.question)), Cell::text(told(own)), Cell::text(others.join("\n"))]);
    }
    paper.parts.push(Part::Heading(Message::BriefArgue.say(language)));
    if table.rows.is_empty() {
        paper.parts.push(Part::Paragraph(Message::BriefNoVersion.say(language)));
    } else {
        paper.parts.push(Part::Table(table));
    }
}

/// What each concession costs: new violations (or more days of them), or violations that are gone where the side accuses.
fn costs(case: &Case<'_>, accused: bool, held: &Breaches) -> Vec<(String, Vec<String>)> {
    let report = case.own;
    let mut costs: Vec<(String, Vec<String>)> = Vec::new();
    for concession in case.concessions {
        let Some(dispute) = case.document.disputes.get(concession.dispute) else { continue };
        let conceded = Report::new(case.document, &concession.judgement, &report.packs, report.language);
        let after = breaches(&conceded, case.party, accused);
        let articles = if accused { beyond(&after, held) } else { beyond(held, &after) };
        costs.push((clean(report.text(&dispute.question)), articles));
    }
    costs.sort_by_key(|(_, articles)| std::cmp::Reverse(articles.len()));
    costs
}

fn concede(report: &Report<'_>, costs: &[(String, Vec<String>)], paper: &mut Paper) {
    let language = report.language;
    let (dear, free): (Vec<_>, Vec<_>) = costs.iter().partition(|(_, articles)| !articles.is_empty());
    if !dear.is_empty() {
        paper.parts.push(Part::Heading(Message::BriefNever.say(language)));
        let line = |(question, articles): &&(String, Vec<String>)| {
            Message::BriefCost.fill(language, &[question, &articles.len().to_string(), &words::first_of(articles, 6, language)])
        };
        paper.parts.push(Part::List(dear.iter().map(line).collect()));
    }
    if !free.is_empty() {
        paper.parts.push(Part::Heading(Message::BriefMay.say(language)));
        paper.parts.push(Part::List(free.iter().map(|(question, _)| question.clone()).collect()));
    }
}

/// What no argument about facts saves.
fn remains(report: &Report<'_>, party: &Name, paper: &mut Paper) {
    let lines: Vec<String> = concerned(report, party, true)
        .filter(|line| line.verdict == Verdict::Violation)
        .map(|line| clean(&format!("{} {} – {}", report.articles(line), report.line_title(line), reason(report, line))))
        .collect();
    if !lines.is_empty() {
        paper.parts.push(Part::Heading(Message::BriefRemains.say(report.language)));
        paper.parts.push(Part::List(lines));
    }
}

/// What is still open on its own version, with the questions that decide it.
fn open(report: &Report<'_>, party: &Name, accused: bool, paper: &mut Paper) {
    let lines: Vec<String> = concerned(report, party, accused)
        .filter(|line| line.verdict > Verdict::Violation && line.verdict < Verdict::Lawful)
        .map(|line| {
            let questions: Vec<String> = line.deciding().iter().map(|(point, _)| report.text(&point.question).to_owned()).collect();
            clean(&format!("{} – {}", report.articles(line), words::first_of(&questions, 2, report.language)))
        })
        .collect();
    if !lines.is_empty() {
        paper.parts.push(Part::Heading(Message::BriefOpen.say(report.language)));
        paper.parts.push(Part::List(lines));
    }
}
