//! From rows to lines: one line for each family of rules (`continues`) and whoever answers.
//!
//! A line shows its gravest verdict; rows with another one are said to be the rest, lawful rows are counted,
//! rows that give way to a stricter rule are folded away.

use super::matrix::Matrix;
use super::messages::Message;
use super::words;
use crate::date::Period;
use crate::outcome::{DecidingPoint, Finding, Judgement, Verdict};
use crate::rules::{Pack, families};
use crate::scenario::{Choice, CountRange, Document, Model, PeopleAlgebra, instantiate};
use crate::text::{Language, Name, Text};
use crate::vocabulary::Block;
use std::cmp::Reverse;

/// Everything a report is made from.
#[derive(Debug)]
pub struct Report<'a> {
    /// The run.
    pub judgement: &'a Judgement,
    /// The law.
    pub packs: Vec<&'a Pack>,
    /// In which language.
    pub language: Language,
    /// The lines, the gravest first.
    pub lines: Vec<Line<'a>>,
    /// Undisputed facts, for titles and counts.
    pub facts: Model,
    /// The laws beside each other, where there are several.
    pub matrix: Matrix,
    people: PeopleAlgebra,
}

/// One family of rules and one party.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// The family, by the id of its first rule.
    pub family: Name,
    /// Who answers.
    pub answers: Name,
    /// The gravest verdict.
    pub verdict: Verdict,
    /// The rows with that verdict, in time.
    pub head: Vec<&'a Finding>,
    /// Rows with another verdict that are not lawful.
    pub rest: Vec<&'a Finding>,
    /// Lawful rows.
    pub lawful: Vec<&'a Finding>,
    /// Rows for which a stricter rule takes the place.
    pub folded: Vec<&'a Finding>,
    /// The people of the head rows.
    pub people: Vec<Name>,
    /// How many they are.
    pub count: CountRange,
    /// From the first to the last day of the head rows.
    pub period: Period,
    /// Whether there are days in between on which no head row runs.
    pub has_gaps: bool,
}

impl<'a> Report<'a> {
    /// Makes the lines of a run.
    pub fn new(document: &Document, judgement: &'a Judgement, packs: &[&'a Pack], language: Language) -> Report<'a> {
        let variations = judgement.variations.iter().filter_map(|(id, _)| document.variation(id)).collect();
        let facts = instantiate(document, &Choice { versions: vec![None; document.disputes.len()], variations }).model;
        let people = PeopleAlgebra::new(&facts);
        let mut report = Report { judgement, packs: packs.to_vec(), language, lines: Vec::new(), facts, matrix: Matrix::default(), people };
        report.lines = report.make_lines();
        report.matrix = Matrix::new(&[&report], &[]);
        report
    }

    fn make_lines(&self) -> Vec<Line<'a>> {
        let families = families(&self.packs);
        let family_of = |rule: &Name| families.get(rule).cloned().unwrap_or_else(|| rule.clone());
        let mut groups: Vec<((Name, Name), Vec<&'a Finding>)> = Vec::new();
        for finding in &self.judgement.findings {
            let key = (family_of(&finding.rule), finding.answers.clone());
            match groups.iter_mut().find(|(known, _)| *known == key) {
                Some((_, rows)) => rows.push(finding),
                None => groups.push((key, vec![finding])),
            }
        }
        let mut lines: Vec<Line<'a>> = groups.into_iter().map(|((family, answers), rows)| self.line(family, answers, rows)).collect();
        // Of equal verdicts, what more parties' own versions break comes first, then what concerns more people.
        lines.sort_by_key(|line| {
            let people = line.count.min.or(line.count.max).unwrap_or(0);
            (line.is_folded(), line.verdict, line.on_reading(), Reverse(line.broken_by_versions()), Reverse(people))
        });
        lines
    }

    fn line(&self, family: Name, answers: Name, rows: Vec<&'a Finding>) -> Line<'a> {
        let (folded, mut rows): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|row| !row.subsumed_by.is_empty() && row.verdict != Verdict::Lawful);
        rows.sort_by_key(|row| (row.period.from, row.period.until));
        let shown = if rows.is_empty() { &folded } else { &rows };
        let verdict = shown.iter().map(|row| row.verdict).min().unwrap_or(Verdict::NotApplicable);
        let head: Vec<&Finding> = shown.iter().copied().filter(|row| row.verdict == verdict).collect();
        let rest = rows.iter().copied().filter(|row| row.verdict != verdict && row.verdict != Verdict::Lawful).collect();
        let lawful = rows.iter().copied().filter(|row| row.verdict == Verdict::Lawful).collect();
        let people = self.largest_groups(head.iter().flat_map(|row| row.people.iter().cloned()));
        let count = if people.is_empty() { CountRange::default() } else { self.people.count(&people) };
        Line { family, answers, verdict, people, count, period: whole_period(&head), has_gaps: has_gaps(&head), head, rest, lawful, folded }
    }

    /// Each group once, without those that another one contains.
    fn largest_groups(&self, names: impl Iterator<Item = Name>) -> Vec<Name> {
        let mut all: Vec<Name> = Vec::new();
        for name in names {
            if !all.contains(&name) {
                all.push(name);
            }
        }
        let contained = |name: &Name| {
            let mut parts = name.split(" and ").map(|part| self.ancestors(part));
            let joint = name.contains(" and ");
            parts.any(|chain| chain.iter().any(|above| all.contains(above) && (joint || above != name)))
        };
        let kept: Vec<Name> = all.iter().filter(|name| !contained(name)).cloned().collect();
        kept
    }

    fn ancestors(&self, group: &str) -> Vec<Name> {
        let mut found: Vec<Name> = vec![group.into()];
        while let Some(parent) =
            found.last().and_then(|last| self.facts.find(Block::People, last)).and_then(|group| group.fact("part_of").word())
        {
            if found.contains(parent) {
                break;
            }
            found.push(parent.clone());
        }
        found
    }

    /// A party's title.
    pub fn party(&self, id: &str) -> String {
        self.judgement
            .names
            .iter()
            .find(|(known, _)| &**known == id)
            .map_or_else(|| id.to_owned(), |(_, title)| title.get(self.language).to_owned())
    }

    /// The title of any thing, or its id.
    pub fn title_of(&self, block: Block, id: &str) -> String {
        self.facts.find(block, id).map_or_else(|| id.to_owned(), |entity| entity.title.get(self.language).to_owned())
    }

    /// A text in the language of the report.
    pub fn text<'b>(&self, text: &'b Text) -> &'b str {
        text.get(self.language)
    }

    /// The number of the line in which a finding stands, counted from 1; nothing for rows that no line shows.
    pub fn number_of(&self, finding: &str) -> Option<usize> {
        let at = self.open_lines().position(|line| line.rows().any(|row| row.id == finding))?;
        Some(at + 1)
    }

    /// Lines that are shown: neither lawful nor folded away.
    pub fn open_lines(&self) -> impl Iterator<Item = &Line<'a>> {
        self.lines.iter().filter(|line| !line.is_folded() && line.verdict != Verdict::Lawful)
    }

    /// Law and articles of a line in the order of time: `Network Act 63(2), PIPA 39-12(2), 28-8(1)`.
    pub fn articles(&self, line: &Line<'_>) -> String {
        let mut seen: Vec<&Name> = Vec::new();
        let mut text = String::new();
        let mut law = "";
        for row in line.head.iter().chain(&line.rest) {
            if seen.contains(&&row.rule) {
                continue;
            }
            seen.push(&row.rule);
            let cite = self.packs.iter().flat_map(|pack| &pack.rules).find(|rule| rule.id == row.rule).map(|rule| &rule.cite);
            if !text.is_empty() {
                text.push_str(", ");
            }
            match cite {
                Some(cite) if *cite.law == *law => text.push_str(&cite.article),
                Some(cite) => {
                    law = &cite.law;
                    text.push_str(self.text(&row.article));
                }
                None => text.push_str(self.text(&row.article)),
            }
        }
        text
    }

    /// The title of a line: that of its latest row.
    pub fn line_title(&self, line: &Line<'_>) -> String {
        line.head.last().map_or_else(String::new, |row| self.text(&row.title).to_owned())
    }

    /// How many people a line is about, or who they are where nobody counted.
    pub fn people(&self, line: &Line<'_>) -> String {
        self.people_of(&line.people, line.count)
    }

    /// How many people, or who they are where nobody counted.
    pub fn people_of(&self, people: &[Name], count: CountRange) -> String {
        words::count(count, self.language).unwrap_or_else(|| {
            let names: Vec<String> = people.iter().map(|id| self.title_of(Block::People, id)).collect();
            names.join(", ")
        })
    }

    /// From when to when, and whether with gaps.
    pub fn days(&self, line: &Line<'_>) -> String {
        let period = words::period(&line.period);
        if line.has_gaps { Message::WithGaps.fill(self.language, &[&period]) } else { period }
    }

    /// The verdict of a line, with a mark where it rests on a leading reading.
    pub fn verdict(&self, line: &Line<'_>) -> String {
        let marked = |verdict: Verdict| words::verdict(verdict, self.language);
        let all_views = || line.head.iter().flat_map(|row| &row.by_party);
        let agreed = all_views().next().is_some() && all_views().all(|view| view.verdict == Verdict::Violation);
        let own = match (line.verdict, agreed && self.judgement.as_party.is_none()) {
            (Verdict::Violation, true) => Message::InEveryVersion.say(self.language),
            (verdict, true) => Message::EachOwnVersion.fill(self.language, &[&marked(verdict)]),
            (verdict, false) => marked(verdict),
        };
        let own = if line.on_reading() { format!("{own} ◊") } else { own };
        match line.rest.iter().map(|row| row.verdict).min() {
            Some(rest) => Message::RestIs.fill(self.language, &[&own, &marked(rest)]),
            None => own,
        }
    }

    /// How many rows are lawful, and how many were folded away.
    pub fn quiet_rows(&self) -> (usize, usize) {
        let folded = self.lines.iter().map(|line| line.folded.len()).sum();
        let lawful = self.lines.iter().map(|line| line.lawful.len()).sum();
        (lawful, folded)
    }

    /// How many lines have a verdict.
    pub fn count_of(&self, verdict: Verdict) -> usize {
        self.lines.iter().filter(|line| !line.is_folded() && line.verdict == verdict).count()
    }
}

impl<'a> Line<'a> {
    /// Whether all its rows give way to a stricter rule.
    pub fn is_folded(&self) -> bool {
        self.rest.is_empty()
            && self.lawful.is_empty()
            && self.head.iter().all(|row| !row.subsumed_by.is_empty() && row.verdict != Verdict::Lawful)
    }

    /// Whether every head row rests on the leading reading of a question of law.
    pub fn on_reading(&self) -> bool {
        !self.head.is_empty() && self.head.iter().all(|row| !row.rests_on.is_empty())
    }

    /// How many parties' own versions break it somewhere.
    fn broken_by_versions(&self) -> usize {
        let mut parties: Vec<&Name> =
            self.rows().flat_map(|row| &row.by_party).filter(|view| view.verdict == Verdict::Violation).map(|view| &view.party).collect();
        parties.sort();
        parties.dedup();
        parties.len()
    }

    /// All its rows that are not lawful.
    pub fn rows(&self) -> impl Iterator<Item = &'a Finding> + '_ {
        self.head.iter().chain(&self.rest).copied()
    }

    /// What decides its rows, each point with the number of rows, the most frequent first.
    pub fn deciding(&self) -> Vec<(&'a DecidingPoint, usize)> {
        let mut counts: Vec<(&'a DecidingPoint, usize)> = Vec::new();
        for point in self.rows().flat_map(|row| &row.decided_by) {
            match counts.iter_mut().find(|(known, _)| known.id == point.id) {
                Some((_, count)) => *count += 1,
                None => counts.push((point, 1)),
            }
        }
        counts.sort_by(|a, b| (a.0.class, b.1).cmp(&(b.0.class, a.1)));
        counts
    }

    /// A party's verdict on the line, and whether its rows differ.
    pub fn view_of(&self, party: &str) -> Option<(Verdict, bool)> {
        let all = self.head.iter().chain(&self.rest).chain(&self.lawful);
        let verdicts: Vec<Verdict> =
            all.filter_map(|row| row.by_party.iter().find(|view| &*view.party == party)).map(|view| view.verdict).collect();
        let gravest = verdicts.iter().min().copied()?;
        Some((gravest, verdicts.iter().any(|verdict| *verdict != gravest)))
    }
}

fn has_gaps(rows: &[&Finding]) -> bool {
    let mut until = rows.first().map_or(crate::date::Day::BEGINNING, |row| row.period.until);
    for row in rows {
        if row.period.from > until {
            return true;
        }
        until = until.max(row.period.until);
    }
    false
}

fn whole_period(rows: &[&Finding]) -> Period {
    let mut whole = rows.first().map_or(Period::ALWAYS, |row| row.period);
    for row in rows {
        if row.period.from < whole.from || (row.period.from == whole.from && whole.from_written.is_none()) {
            (whole.from, whole.from_written) = (row.period.from, row.period.from_written);
        }
        if row.period.until > whole.until || (row.period.until == whole.until && whole.through_written.is_none()) {
            (whole.until, whole.through_written) = (row.period.until, row.period.through_written);
        }
    }
    whole
}
