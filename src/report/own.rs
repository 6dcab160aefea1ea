//! What is left on a party's own version: the sentence that a class remembers.

use super::lines::{Line, Report};
use super::messages::Message;
use super::words;
use crate::outcome::{Judgement, Verdict};
use crate::text::Name;

/// How a party fares on its own version of the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnVersion {
    /// The party.
    pub party: Name,
    /// How many lines against it there are, on its own version or on anybody's.
    pub total: usize,
    /// Articles of the lines that stay violations whatever the law is read to say.
    pub remain: Vec<String>,
    /// Articles of the lines that stay violations on the leading reading.
    pub on_reading: Vec<String>,
    /// What decides the other lines, the most decisive first.
    pub rest: Vec<String>,
}

/// The party with a version that most lines are about.
pub fn most_concerned(report: &Report<'_>) -> Option<Name> {
    let lines_of = |party: &Name| report.open_lines().filter(|line| line.answers == *party).count();
    let candidates = report.judgement.speakers.iter().map(|party| (lines_of(party), party)).filter(|(lines, _)| *lines > 0);
    candidates.rev().max_by_key(|(lines, _)| *lines).map(|(_, party)| party.clone())
}

/// Compares all stories (or the same run) with the run on the party's own version.
pub fn own_version(all: &Report<'_>, own: &Report<'_>, party: &Name) -> OwnVersion {
    let against = |report: &'_ Report<'_>| {
        report.open_lines().filter(|line| line.answers == *party).map(|line| line.family.clone()).collect::<Vec<_>>()
    };
    let mut families = against(all);
    families.extend(against(own).into_iter().filter(|family| !families.contains(family)).collect::<Vec<_>>());
    let (mut remain, mut on_reading, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    for family in &families {
        let of = |line: &&Line<'_>| line.family == *family && line.answers == *party;
        match own.open_lines().find(of) {
            Some(line) if line.verdict == Verdict::Violation && line.on_reading() => on_reading.push(own.articles(line)),
            Some(line) if line.verdict == Verdict::Violation => remain.push(own.articles(line)),
            line => rest.extend(line.or_else(|| all.open_lines().find(of))),
        }
    }
    OwnVersion { party: party.clone(), total: families.len(), remain, on_reading, rest: decisive(all, &rest) }
}

/// The questions, each once however many points ask it.
fn decisive(report: &Report<'_>, lines: &[&Line<'_>]) -> Vec<String> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for (point, _) in lines.iter().flat_map(|line| line.deciding()) {
        let question = report.text(&point.question).trim_end_matches('?');
        match counts.iter_mut().find(|(known, _)| known == question) {
            Some((_, count)) => *count += 1,
            None => counts.push((question.to_owned(), 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(question, _)| format!("“{question}”")).collect()
}

impl OwnVersion {
    /// The sentence.
    pub fn sentence(&self, report: &Report<'_>) -> String {
        let language = report.language;
        let name = report.party(&self.party);
        let reading = if self.on_reading.is_empty() {
            String::new()
        } else {
            Message::OwnMoreReading.fill(language, &[&self.on_reading.len().to_string()])
        };
        let which = if self.remain.is_empty() {
            String::new()
        } else {
            Message::OwnWhich.fill(language, &[&words::first_of(&self.remain, 6, language)])
        };
        let rest = if self.rest.is_empty() {
            String::new()
        } else {
            Message::OwnRest.fill(language, &[&words::first_of(&self.rest, 3, language)])
        };
        let (remain, total) = (self.remain.len().to_string(), self.total.to_string());
        match self.remain.len() {
            0 => Message::OwnVersionNone.fill(language, &[&name, &total, &reading, &rest]),
            1 => Message::OwnVersionOne.fill(language, &[&name, &remain, &total, &reading, &which, &rest]),
            _ => Message::OwnVersion.fill(language, &[&name, &remain, &total, &reading, &which, &rest]),
        }
    }
}

/// Whether a run is one that leaves the versions of the parties open.
pub fn takes_no_side(judgement: &Judgement) -> bool {
    judgement.as_party.is_none() && !judgement.speakers.is_empty()
}
