//! One short reason for a line.

use super::lines::{Line, Report};
use super::messages::Message;
use crate::outcome::{Explanation, Finding, Reason, Verdict};
use crate::rules::{Demand, RuleVersion};

/// How many questions `check` prints.
pub const QUESTIONS: usize = 3;

/// What failed first, or what it depends on.
pub fn reason(report: &Report<'_>, line: &Line<'_>) -> String {
    let language = report.language;
    if let Some(points) = line.head.iter().find_map(|row| row.too_many_points) {
        return Message::ReasonTooMany.fill(language, &[&points.to_string()]);
    }
    if line.verdict != Verdict::Violation {
        let points = line.deciding();
        let Some((first, _)) = points.first() else { return String::new() };
        let asked =
            report.judgement.questions.iter().take(QUESTIONS).position(|(point, _)| point.id == first.id).map(|at| (at + 1).to_string());
        if let Some(number) = asked {
            return match points.len() - 1 {
                0 => Message::ReasonQuestion.fill(language, &[&number]),
                more => Message::ReasonQuestionMore.fill(language, &[&number, &more.to_string()]),
            };
        }
        let question = report.text(&first.question).trim_end_matches('?').to_owned();
        let question = match points.len() - 1 {
            0 => question,
            more => Message::ReasonMore.fill(language, &[&question, &more.to_string()]),
        };
        return Message::ReasonDepends.fill(language, &[&question]);
    }
    let told = line.head.iter().chain(&line.rest).find(|row| !row.explanation.because.is_empty() || !row.explanation.tried.is_empty());
    told.map_or_else(String::new, |row| what_failed(report, row))
}

/// What failed in a row that is a violation in the story that is told.
pub fn what_failed(report: &Report<'_>, row: &Finding) -> String {
    let language = report.language;
    let Some(version) = version_of(report, row) else { return String::new() };
    let failed: Vec<_> = row.explanation.tried.iter().filter(|tried| !tried.holds).collect();
    match &version.demand {
        Demand::Required(duties) => {
            let missing: Vec<String> = failed
                .iter()
                .filter(|tried| duties.iter().any(|duty| duty.id == tried.id))
                .map(|tried| report.text(&tried.title).to_owned())
                .collect();
            match missing.split_first() {
                Some((first, [])) => Message::ReasonMissing.fill(language, &[first]),
                Some((first, more)) => {
                    Message::ReasonMissing.fill(language, &[&Message::ReasonMore.fill(language, &[first, &more.len().to_string()])])
                }
                None => String::new(),
            }
        }
        Demand::ForbiddenUnless(grounds) => {
            let titles: Vec<&str> = failed
                .iter()
                .filter(|tried| grounds.iter().any(|ground| ground.id == tried.id))
                .map(|tried| report.text(&tried.title))
                .collect();
            match titles.split_first() {
                Some((first, [])) => Message::ReasonNoGround.fill(language, &[first]),
                Some((first, _)) => Message::ReasonNoGroundOf.fill(language, &[&titles.len().to_string(), first]),
                None => String::new(),
            }
        }
        Demand::ForbiddenIf(_) => forbidden(report, &row.explanation),
        Demand::Exempts(_) => String::new(),
    }
}

fn forbidden(report: &Report<'_>, explanation: &Explanation) -> String {
    fn leaf(reason: &Reason) -> &Reason {
        reason.children.iter().filter(|child| child.holds == reason.holds).map(leaf).next().unwrap_or(reason)
    }
    explanation
        .because
        .iter()
        .rev()
        .find(|reason| reason.holds)
        .map_or_else(String::new, |reason| report.text(&leaf(reason).text).to_owned())
}

/// The version of the rule that a row was judged by.
pub fn version_of<'a>(report: &Report<'a>, row: &Finding) -> Option<&'a RuleVersion> {
    let rule = report.packs.iter().flat_map(|pack| &pack.rules).find(|rule| rule.id == row.rule)?;
    rule.versions.iter().find(|version| version.in_force == row.version)
}
