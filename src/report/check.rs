//! The page that `check` prints: what was judged and by which law, the short table, who is believed, counts, questions.

use super::grid::{Cell, Look, Row, Tint};
use super::lines::{Line, Report};
use super::messages::Message;
use super::own::{OwnVersion, takes_no_side};
use super::page::Page;
use super::reason::{QUESTIONS, reason};
use super::words;
use crate::outcome::Verdict;
use crate::rules::Verified;
use crate::text::Name;
use crate::vocabulary::Block;

/// How much of it.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    /// Every row, not only the lines.
    pub all: bool,
    /// Every question, not only three.
    pub questions: bool,
}

/// Lines of the short table for a case with disputes.
const MANY: usize = 12;
/// Lines of the short table for a case without.
const FEW: usize = 10;

/// The whole page.
pub fn page(report: &Report<'_>, own: &[OwnVersion], extent: Extent, look: Look) -> String {
    let mut page = Page::new(look);
    header(report, &mut page);
    if report.judgement.findings.is_empty() {
        page.line(&Message::NothingToJudge.say(report.language));
    } else if extent.all {
        report.matrix.print(report.language, &mut page);
        super::rows::all_rows(report, &mut page);
    } else {
        report.matrix.print(report.language, &mut page);
        short_table(report, &mut page);
        if takes_no_side(report.judgement) {
            disputes(report, &mut page);
        }
    }
    counts(report, &mut page);
    for own in own {
        page.line(&own.sentence(report));
    }
    page.blank();
    questions(report, extent, &mut page);
    if let Some(hint) = sector_hint(report) {
        page.line(&hint);
        page.blank();
    }
    footer(report, &mut page);
    page.finish()
}

pub(super) fn header(report: &Report<'_>, page: &mut Page) {
    page.heading(&format!("{} ({})", report.text(&report.judgement.title), report.judgement.scenario));
    header_lines(report).iter().for_each(|line| page.line(line));
    page.blank();
}

/// In whose version, with which changes, by which law.
pub fn header_lines(report: &Report<'_>) -> Vec<String> {
    let (judgement, language) = (report.judgement, report.language);
    let version = match &judgement.as_party {
        Some(party) if &**party == "court" => Message::HeaderCourt.say(language),
        Some(party) => Message::HeaderAs.fill(language, &[&report.party(party), party]),
        None if judgement.speakers.is_empty() => Message::HeaderPlain.say(language),
        None => Message::HeaderAll.say(language),
    };
    let mut lines = vec![version];
    for (id, title) in &judgement.variations {
        lines.push(Message::HeaderVariation.fill(language, &[report.text(title), id]));
    }
    for pack in &judgement.packs {
        let origin = if pack.origin == "built in" { Message::BuiltIn.say(language) } else { pack.origin.clone() };
        lines.push(Message::HeaderLaw.fill(language, &[report.text(&pack.title), &pack.version, &origin]));
    }
    lines
}

/// The colour of a verdict.
pub fn tint(verdict: Verdict) -> Option<Tint> {
    match verdict {
        Verdict::Violation => Some(Tint::Red),
        Verdict::Disputed | Verdict::Undetermined | Verdict::OpenLaw => Some(Tint::Yellow),
        Verdict::Lawful => Some(Tint::Green),
        Verdict::NotApplicable => None,
    }
}

fn limit(report: &Report<'_>) -> usize {
    if report.judgement.speakers.is_empty() { FEW } else { MANY }
}

fn short_table(report: &Report<'_>, page: &mut Page) {
    let language = report.language;
    let lines: Vec<&Line<'_>> = report.open_lines().collect();
    if lines.is_empty() {
        page.line(&Message::NothingBroken.say(language));
        page.blank();
        return;
    }
    let header = [
        Message::ColumnArticle,
        Message::ColumnWho,
        Message::ColumnVerdict,
        Message::ColumnPeople,
        Message::ColumnPeriod,
        Message::ColumnReason,
    ]
    .map(|message| message.say(language));
    let rows: Vec<Row> = lines
        .iter()
        .take(limit(report))
        .map(|line| {
            let reason = reason(report, line);
            let title = report.line_title(line);
            let why = if reason.is_empty() { title } else { Message::TitleAndReason.fill(language, &[&title, &reason]) };
            let cells = vec![
                report.articles(line).into(),
                report.party(&line.answers).into(),
                Cell::tinted(report.verdict(line), tint(line.verdict)),
                report.people(line).into(),
                report.days(line).into(),
            ];
            Row { cells, below: Some(why) }
        })
        .collect();
    page.table(&header, &rows);
    if lines.len() > rows.len() {
        page.line(&Message::MoreLines.fill(language, &[&(lines.len() - rows.len()).to_string()]));
    }
    page.blank();
}

/// Each line by each party's version, where the versions differ.
fn disputes(report: &Report<'_>, page: &mut Page) {
    let language = report.language;
    let speakers = &report.judgement.speakers;
    let differs = |line: &&Line<'_>| {
        let views: Vec<_> = speakers.iter().map(|party| line.view_of(party)).collect();
        views.windows(2).any(|pair| pair.first() != pair.last())
    };
    let (differing, same): (Vec<&Line<'_>>, Vec<&Line<'_>>) = report.open_lines().partition(differs);
    if differing.is_empty() {
        return;
    }
    page.heading(&Message::DisputesTitle.say(language));
    let mut header = vec![Message::ColumnArticle.say(language), Message::ColumnWho.say(language)];
    header.extend(speakers.iter().map(ToString::to_string));
    let rows: Vec<Row> = differing
        .iter()
        .take(limit(report))
        .map(|line| {
            let mut cells: Vec<Cell> = vec![report.articles(line).into(), line.answers.to_string().into()];
            cells.extend(speakers.iter().map(|party| view(report, line, party)));
            Row { cells, below: None }
        })
        .collect();
    page.table(&header, &rows);
    page.line(&Message::PartlyMark.say(language));
    if differing.len() > rows.len() {
        page.line(&Message::MoreInDisputes.fill(language, &[&(differing.len() - rows.len()).to_string()]));
    }
    if !same.is_empty() {
        page.line(&Message::SameInEvery.fill(language, &[&same.len().to_string()]));
    }
    page.blank();
}

fn view(report: &Report<'_>, line: &Line<'_>, party: &Name) -> Cell {
    match line.view_of(party) {
        Some((verdict, partly)) => {
            let word = words::verdict(verdict, report.language);
            Cell::tinted(if partly { format!("{word} *") } else { word }, tint(verdict))
        }
        None => String::new().into(),
    }
}

fn counts(report: &Report<'_>, page: &mut Page) {
    let parts: Vec<String> = count_parts(report).into_iter().map(|(_, text)| text).collect();
    page.line(&Message::CountsAre.fill(report.language, &[&parts.join(", ")]));
    leading_mark(report).iter().for_each(|mark| page.line(mark));
}

/// How many lines have which verdict; nothing for those that give way to a stricter rule.
pub fn count_parts(report: &Report<'_>) -> Vec<(Option<Verdict>, String)> {
    let language = report.language;
    let lines = [
        (Message::CountViolations, Verdict::Violation),
        (Message::CountDisputed, Verdict::Disputed),
        (Message::CountUndetermined, Verdict::Undetermined),
        (Message::CountOpenLaw, Verdict::OpenLaw),
        (Message::CountLawful, Verdict::Lawful),
    ];
    let mut parts: Vec<(Option<Verdict>, String)> = lines
        .into_iter()
        .filter_map(|(message, verdict)| {
            let count = report.count_of(verdict);
            (count > 0 || verdict == Verdict::Violation).then(|| (Some(verdict), message.fill(language, &[&count.to_string()])))
        })
        .collect();
    let folded = report.lines.iter().filter(|line| line.is_folded()).count();
    if folded > 0 {
        parts.push((None, Message::CountSubsumed.fill(language, &[&folded.to_string()])));
    }
    parts
}

/// What `◊` stands for, where a line bears it.
pub fn leading_mark(report: &Report<'_>) -> Option<String> {
    let language = report.language;
    let mut readings: Vec<String> = Vec::new();
    for point in report.open_lines().flat_map(|line| line.head.iter()).flat_map(|row| &row.rests_on) {
        let question = report.text(&point.question).to_owned();
        if !readings.contains(&question) {
            readings.push(question);
        }
    }
    (!readings.is_empty()).then(|| Message::LeadingMark.fill(language, &[&words::first_of(&readings, 2, language)]))
}

fn questions(report: &Report<'_>, extent: Extent, page: &mut Page) {
    let language = report.language;
    let all = &report.judgement.questions;
    if all.is_empty() {
        return;
    }
    page.line(&Message::QuestionsTitle.say(language));
    let limit = if extent.questions { all.len() } else { QUESTIONS };
    for (at, (point, findings)) in all.iter().take(limit).enumerate() {
        let message = if *findings == 1 { Message::QuestionLineOne } else { Message::QuestionLine };
        page.numbered(at + 1, &message.fill(language, &[report.text(&point.question), &findings.to_string()]));
        if let Some(line) = &point.line_to_add {
            page.code(2, &Message::QuestionAdd.fill(language, &[line]));
        }
    }
    if all.len() > limit {
        page.indented(1, &Message::MoreQuestions.fill(language, &[&(all.len() - limit).to_string()]));
    }
    page.blank();
}

/// A giver whose business nobody stated: some rules were never asked.
pub fn sector_hint(report: &Report<'_>) -> Option<String> {
    let mut givers = report.judgement.findings.iter().flat_map(|row| &row.legs).filter_map(|leg| leg.giver.as_ref());
    let giver = givers.find(|giver| report.facts.find(Block::Parties, giver).is_some_and(|party| party.fact("sector").is_absent()))?;
    Some(Message::SectorHint.fill(report.language, &[&report.party(giver), giver]))
}

/// How far the rules were checked.
pub fn verified(report: &Report<'_>) -> String {
    let language = report.language;
    let of = |level: Verified| {
        report
            .judgement
            .packs
            .iter()
            .flat_map(|pack| &pack.verified)
            .filter(|(known, _)| *known == level)
            .map(|(_, count)| count)
            .sum::<usize>()
    };
    let levels =
        [(Message::Primary, Verified::Primary), (Message::Secondary, Verified::Secondary), (Message::Unverified, Verified::Unverified)];
    let parts: Vec<String> = levels
        .into_iter()
        .map(|(message, level)| (message, of(level)))
        .filter(|(_, count)| *count > 0)
        .map(|(message, count)| message.fill(language, &[&count.to_string()]))
        .collect();
    format!("{}.", Message::VerifiedIs.fill(language, &[&parts.join(", ")]))
}

pub(super) fn footer(report: &Report<'_>, page: &mut Page) {
    page.line(&format!("{} {}", verified(report), Message::NotAdvice.say(report.language)));
}

/// One line about a whole run, where there are several.
pub fn summary(report: &Report<'_>, name: &str) -> String {
    let count = |verdict: Verdict| report.count_of(verdict).to_string();
    Message::SummaryLine.fill(
        report.language,
        &[name, &count(Verdict::Violation), &count(Verdict::Disputed), &count(Verdict::Undetermined), &count(Verdict::Lawful)],
    )
}
