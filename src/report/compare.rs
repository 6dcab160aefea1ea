//! The page of `compare`: what was changed, what differs, and why.

use super::check::tint;
use super::grid::{Cell, Look, Row};
use super::lines::Report;
use super::messages::Message;
use super::page::Page;
use super::words;
use crate::compare::{ChangedFact, ChangedKind, ComparedRow, Comparison, Difference, Element, ElementKind, Entry};
use crate::date::{Day, Period};
use crate::outcome::{Finding, Verdict};
use crate::scenario::PeopleAlgebra;
use crate::text::{Language, Name};
use crate::vocabulary::Block;

/// A label that is longer gives way to a number.
const LABEL: usize = 18;
/// So many columns of verdicts fit beside what a row is about, by the columns of the terminal.
const ROOM_FOR_ROW: usize = 54;
const ROOM_FOR_VERDICT: usize = 15;
/// So many steps of a proof are told.
const DETAILS: usize = 2;

/// A comparison with what is needed to tell it: one report for each column.
#[derive(Debug)]
pub struct Compared<'a> {
    /// What came out.
    pub comparison: &'a Comparison,
    /// For the names and titles of each column.
    pub reports: Vec<Report<'a>>,
    /// In which language.
    pub language: Language,
}

/// The whole page.
pub fn page(compared: &Compared<'_>, all: bool, look: Look) -> String {
    let mut page = Page::new(look);
    let language = compared.language;
    compared.header(&mut page);
    compared.changes(&mut page);
    let (mut shown, hidden): (Vec<&ComparedRow>, Vec<&ComparedRow>) =
        compared.comparison.rows.iter().partition(|row| all || compared.matters(row));
    shown.sort_by_key(|row| compared.gravity(row));
    if shown.is_empty() {
        page.line(&Message::CompareNoDifference.say(language));
    } else if compared.comparison.columns.len() == 2 {
        compared.pair(&shown, &mut page);
    } else {
        compared.matrix(&shown, &mut page);
        compared.reasons(&shown, &mut page);
    }
    page.blank();
    let counts = [compared.comparison.rows.len(), compared.comparison.same].map(|count| count.to_string());
    page.line(&Message::CompareCounts.fill(language, &[&counts[0], &counts[1]]));
    if !hidden.is_empty() {
        page.line(&Message::CompareHidden.fill(language, &[&hidden.len().to_string()]));
    }
    page.line(&Message::NotAdvice.say(language));
    page.finish()
}

impl<'a> Compared<'a> {
    /// What a column says in a row.
    pub fn findings(&self, column: usize, entry: &Entry) -> Vec<&'a Finding> {
        let all = self.comparison.columns.get(column).map(|column| column.judgement.findings.as_slice()).unwrap_or_default();
        entry.findings.iter().filter_map(|at| all.get(*at)).collect()
    }

    /// What people call a column.
    pub fn label(&self, column: usize) -> String {
        self.comparison.columns.get(column).map_or_else(String::new, |column| column.label.clone())
    }

    /// Whether a row is worth a line: something in it is, or may be, broken, and more than what decides it differs.
    fn matters(&self, row: &ComparedRow) -> bool {
        let broken = row.entries.iter().enumerate().any(|(at, entry)| {
            self.findings(at, entry).iter().any(|finding| finding.verdict != Verdict::Lawful && finding.subsumed_by.is_empty())
        });
        let minor = |difference: &Difference| matches!(difference, Difference::DecidedBy | Difference::Legs | Difference::Law);
        broken && row.entries.iter().any(|entry| !entry.differences.iter().all(minor))
    }

    /// Rows whose verdict changes come first, among them those that are violations somewhere.
    fn gravity(&self, row: &ComparedRow) -> (bool, Option<Verdict>) {
        let moves = |difference: &Difference| matches!(difference, Difference::Verdict | Difference::New | Difference::Gone);
        let verdicts = self.comparison.columns.iter().zip(&row.entries).filter_map(|(column, entry)| entry.verdict(&column.judgement));
        (!row.entries.iter().flat_map(|entry| &entry.differences).any(moves), verdicts.min())
    }

    fn header(&self, page: &mut Page) {
        let language = self.language;
        let Some((first, report)) = self.comparison.columns.first().zip(self.reports.first()) else { return };
        page.heading(&format!("{} ({})", report.text(&first.judgement.title), first.judgement.scenario));
        let one_account = self.comparison.columns.iter().all(|column| column.judgement.as_party == first.judgement.as_party);
        let account = |party: &Name| match &**party {
            "court" => Message::HeaderCourt.say(language),
            _ => Message::HeaderAs.fill(language, &[&report.party(party), party]),
        };
        for (at, column) in self.comparison.columns.iter().enumerate() {
            let mut titles = self.titles(at);
            titles.extend(column.judgement.as_party.as_ref().filter(|_| !one_account).map(account));
            let number = (at + 1).to_string();
            page.line(&if titles.is_empty() {
                Message::CompareColumn.fill(language, &[&number, &column.label])
            } else {
                Message::CompareColumnTitle.fill(language, &[&number, &column.label, &titles.join("; ")])
            });
        }
        if let Some(party) = first.judgement.as_party.as_ref().filter(|_| one_account) {
            page.line(&account(party));
        }
        for pack in &first.judgement.packs {
            let origin = if pack.origin == "built in" { Message::BuiltIn.say(language) } else { pack.origin.clone() };
            page.line(&Message::HeaderLaw.fill(language, &[report.text(&pack.title), &pack.version, &origin]));
        }
        page.blank();
    }

    /// The titles of the variations of a column: those that its label names, without what they build on.
    fn titles(&self, column: usize) -> Vec<String> {
        let Some((column, report)) = self.comparison.columns.get(column).zip(self.reports.get(column)) else { return Vec::new() };
        let all = &column.judgement.variations;
        let named: Vec<_> = all.iter().filter(|(id, _)| column.label.split(' ').any(|word| word == &**id)).collect();
        let shown: Vec<_> = if named.is_empty() { all.iter().collect() } else { named };
        shown.into_iter().map(|(_, title)| report.text(title).to_owned()).collect()
    }

    fn changes(&self, page: &mut Page) {
        let language = self.language;
        let several = self.comparison.columns.len() > 2;
        for (at, column) in self.comparison.columns.iter().enumerate().skip(1) {
            page.heading(&if several {
                Message::CompareChangedIn.fill(language, &[&self.numbered(at)])
            } else {
                Message::CompareChanged.say(language)
            });
            if column.changed.is_empty() {
                page.indented(1, &Message::CompareNothingChanged.say(language));
            }
            for fact in &column.changed {
                let effect = match fact.rows {
                    0 => Message::CompareMovesNone.say(language),
                    1 => Message::CompareMovesOne.say(language),
                    rows => Message::CompareMoves.fill(language, &[&rows.to_string()]),
                };
                page.indented(1, &Message::TitleAndReason.fill(language, &[&self.change(at, fact), &effect]));
            }
            page.blank();
        }
    }

    /// A changed fact with what it was and is.
    fn change(&self, column: usize, fact: &ChangedFact) -> String {
        let language = self.language;
        let name = self.name(fact);
        let said = |side: &Option<String>| side.clone().unwrap_or_else(|| Message::NotStated.say(language));
        match (fact.kind, &fact.before, &fact.after) {
            (ChangedKind::Burden, ..) => name,
            (ChangedKind::Version, before, after) => {
                let open = |side: &Option<String>| side.clone().unwrap_or_else(|| Message::CompareOpen.say(language));
                Message::CompareFrom.fill(language, &[&name, &open(before), &open(after)])
            }
            (ChangedKind::Law, ..) => {
                let day = |at: usize| self.comparison.columns.get(at).and_then(|column| column.law_as_of).map(|day| day.to_string());
                let (before, after) = match (day(0), day(column)) {
                    (None, None) => (said(&fact.before), said(&fact.after)),
                    (before, after) => {
                        let open = |side: Option<String>| side.unwrap_or_else(|| Message::CompareBase.say(language));
                        (open(before), open(after))
                    }
                };
                Message::CompareFrom.fill(language, &[&name, &before, &after])
            }
            (_, None, Some(after)) => Message::CompareAdded.fill(language, &[&name, after]),
            (_, Some(before), None) => Message::CompareTaken.fill(language, &[&name, before]),
            (_, before, after) => Message::CompareFrom.fill(language, &[&name, &said(before), &said(after)]),
        }
    }

    /// What a changed fact is called.
    pub fn name(&self, fact: &ChangedFact) -> String {
        match fact.kind {
            ChangedKind::Burden => Message::CompareBurden.say(self.language),
            ChangedKind::Law => Message::CompareLaw.say(self.language),
            ChangedKind::Fact | ChangedKind::Version | ChangedKind::Dispute => fact.path.clone(),
        }
    }

    fn numbered(&self, column: usize) -> String {
        Message::CompareColumn.fill(self.language, &[&(column + 1).to_string(), &self.label(column)])
    }

    /// Two columns: the causes stand below each row.
    fn pair(&self, rows: &[&ComparedRow], page: &mut Page) {
        let mut header = self.row_header();
        header.extend([0, 1].map(|at| self.label(at)));
        let mut told: Vec<(Vec<Cell>, Vec<&Name>, String)> = Vec::new();
        for row in rows {
            let mut cells = vec![self.article(row).into(), row.answers.to_string().into()];
            cells.extend(row.entries.iter().enumerate().map(|(at, entry)| self.cell(row, at, entry, false)));
            let why = row.entries.get(1).map_or_else(String::new, |entry| self.why(row, 1, entry));
            let below = Message::TitleAndReason.fill(self.language, &[&self.title(row), &why]);
            match told.iter_mut().find(|(known, _, text)| *known == cells && *text == below) {
                Some((_, subjects, _)) => subjects.push(&row.subject),
                None => told.push((cells, vec![&row.subject], below)),
            }
        }
        let rows: Vec<Row> = told
            .into_iter()
            .map(|(mut cells, subjects, below)| {
                cells.insert(2, subjects.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ").into());
                Row { cells, below: Some(below) }
            })
            .collect();
        if page.look.markdown {
            header.push(Message::ColumnReason.say(self.language));
        }
        page.table(&header, &rows);
    }

    /// More columns: the verdicts first, in as many tables as the width asks for.
    fn matrix(&self, rows: &[&ComparedRow], page: &mut Page) {
        let columns = self.comparison.columns.len();
        let room = if page.look.markdown { columns } else { (page.look.width.saturating_sub(ROOM_FOR_ROW) / ROOM_FOR_VERDICT).max(2) };
        let others: Vec<usize> = (1..columns).collect();
        for part in others.chunks(room.saturating_sub(1).max(1)) {
            let shown: Vec<usize> = std::iter::once(0).chain(part.iter().copied()).collect();
            let differs =
                |row: &&&ComparedRow| part.iter().any(|at| row.entries.get(*at).is_some_and(|entry| !entry.differences.is_empty()));
            let mut header = self.row_header();
            header.extend(shown.iter().map(|at| {
                let label = self.label(*at);
                if label.chars().count() > LABEL { format!("[{}]", at + 1) } else { format!("[{}] {label}", at + 1) }
            }));
            let rows: Vec<Row> = rows
                .iter()
                .filter(differs)
                .map(|row| {
                    let mut cells = self.row_cells(row);
                    cells.extend(shown.iter().filter_map(|at| Some(self.cell(row, *at, row.entries.get(*at)?, true))));
                    Row { cells, below: None }
                })
                .collect();
            if !rows.is_empty() {
                page.table(&header, &rows);
            }
        }
        page.line(&Message::CompareLegend.say(self.language));
        page.blank();
    }

    /// Why, column by column.
    fn reasons(&self, rows: &[&ComparedRow], page: &mut Page) {
        let language = self.language;
        for column in 1..self.comparison.columns.len() {
            let differing: Vec<(&&ComparedRow, &Entry)> =
                rows.iter().filter_map(|row| Some((row, row.entries.get(column).filter(|entry| !entry.differences.is_empty())?))).collect();
            if differing.is_empty() {
                continue;
            }
            page.heading(&Message::CompareWhy.fill(language, &[&self.numbered(column)]));
            for (row, entry) in differing {
                let before = row.entries.first().map_or_else(String::new, |first| self.said(row, 0, first));
                let about = Message::CompareRow
                    .fill(language, &[&self.article(row), &row.answers, &row.subject, &before, &self.said(row, column, entry)]);
                page.indented(1, &Message::TitleAndReason.fill(language, &[&about, &self.why(row, column, entry)]));
            }
            page.blank();
        }
    }

    fn row_header(&self) -> Vec<String> {
        [Message::ColumnArticle, Message::ColumnWho, Message::ColumnWhat].map(|message| message.say(self.language)).to_vec()
    }

    fn row_cells(&self, row: &ComparedRow) -> Vec<Cell> {
        vec![self.article(row).into(), row.answers.to_string().into(), row.subject.to_string().into()]
    }

    /// Law and article of a row; several where a duty goes on under other rules.
    pub fn article(&self, row: &ComparedRow) -> String {
        let mut found: Vec<&str> = Vec::new();
        for (at, entry) in row.entries.iter().enumerate() {
            for finding in self.findings(at, entry) {
                let article = finding.article.get(self.language);
                if !found.contains(&article) {
                    found.push(article);
                }
            }
        }
        found.join(", ")
    }

    /// The title of the rule.
    pub fn title(&self, row: &ComparedRow) -> String {
        let found = row.entries.iter().enumerate().find_map(|(at, entry)| self.findings(at, entry).last().copied());
        found.map_or_else(String::new, |finding| finding.title.get(self.language).to_owned())
    }

    fn cell(&self, row: &ComparedRow, column: usize, entry: &Entry, short: bool) -> Cell {
        if column > 0 && entry.differences.is_empty() {
            return if short { "=".to_owned() } else { Message::CompareSame.say(self.language) }.into();
        }
        let verdict = self.comparison.columns.get(column).and_then(|column| entry.verdict(&column.judgement));
        Cell::tinted(self.said(row, column, entry), verdict.and_then(tint))
    }

    /// What a column says in a row: the verdict, and whatever differs.
    pub fn said(&self, row: &ComparedRow, column: usize, entry: &Entry) -> String {
        let language = self.language;
        let findings = self.findings(column, entry);
        let verdict = self.comparison.columns.get(column).and_then(|column| entry.verdict(&column.judgement));
        let Some(verdict) = verdict else { return Message::CompareNone.say(language) };
        let standing: Vec<&Finding> = findings.iter().copied().filter(|finding| finding.verdict == verdict).collect();
        let mut word = words::verdict(verdict, language);
        if standing.iter().all(|finding| !finding.rests_on.is_empty()) {
            word.push_str(" ◊");
        }
        if let Some(rest) = findings.iter().filter(|finding| finding.verdict != verdict).map(|finding| finding.verdict).min() {
            word = Message::RestIs.fill(language, &[&word, &words::verdict(rest, language)]);
        }
        let mut parts = vec![word];
        // The first column shows whatever differs in any other one.
        let differs = |difference: Difference| match column {
            0 => row.entries.iter().any(|entry| entry.differences.contains(&difference)),
            _ => entry.differences.contains(&difference),
        };
        if verdict != Verdict::Lawful && findings.iter().all(|finding| !finding.subsumed_by.is_empty()) && differs(Difference::Verdict) {
            parts.push(Message::CompareGivesWay.say(language));
        }
        // What makes it lawful now stands with the cause.
        if verdict == Verdict::Lawful && differs(Difference::Ground) && !differs(Difference::Verdict) {
            parts.extend(grounds(&standing, language));
        }
        if differs(Difference::Law) {
            parts.extend(self.own_articles(row, &standing));
        }
        if differs(Difference::People) {
            parts.extend(self.people(column, &standing));
        }
        if differs(Difference::Period) {
            parts.extend(hull(&standing).map(|period| words::period(&period)));
        }
        if differs(Difference::Data) {
            let items: std::collections::BTreeSet<&Name> = standing.iter().flat_map(|finding| &finding.data).collect();
            parts.push(Message::CompareItems.fill(language, &[&items.len().to_string()]));
        }
        if column > 0 {
            let only = |difference: Difference| entry.differences.iter().all(|other| *other == difference || *other == Difference::Legs);
            let notes = [
                (Difference::Sanction, Message::CompareOtherSanction, !differs(Difference::Verdict)),
                (Difference::ByParty, Message::CompareOtherParties, !differs(Difference::Verdict)),
                (Difference::DecidedBy, Message::CompareOtherPoints, only(Difference::DecidedBy)),
                (Difference::Legs, Message::CompareOtherLegs, only(Difference::Legs)),
                (Difference::Coverage, Message::CompareOtherPeople, true),
            ];
            let told = notes.into_iter().filter(|(difference, _, tell)| differs(*difference) && *tell);
            parts.extend(told.map(|(_, message, _)| message.say(language)));
        }
        parts.into_iter().reduce(|text, part| Message::CompareWords.fill(language, &[&text, &part])).unwrap_or_default()
    }

    /// The articles of some findings, where the columns apply different ones.
    fn own_articles(&self, row: &ComparedRow, findings: &[&Finding]) -> Option<String> {
        let mut own: Vec<&str> = findings.iter().map(|finding| finding.article.get(self.language)).collect();
        own.dedup();
        let own = own.join(", ");
        (own != self.article(row)).then_some(own)
    }

    /// How many people some findings are about, or who they are where nobody counted.
    fn people(&self, column: usize, findings: &[&Finding]) -> Option<String> {
        let mut names: Vec<Name> = Vec::new();
        for name in findings.iter().flat_map(|finding| &finding.people) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        let report = self.reports.get(column).filter(|_| !names.is_empty())?;
        let groups = PeopleAlgebra::new(&report.facts);
        let names = groups.joined(&names);
        let counted = groups.count(&names);
        Some(
            words::count(counted, self.language)
                .unwrap_or_else(|| names.iter().map(|id| report.title_of(Block::People, id)).collect::<Vec<_>>().join(", ")),
        )
    }

    /// The facts that make a difference, and what of the rule they satisfied or broke.
    pub fn why(&self, row: &ComparedRow, column: usize, entry: &Entry) -> String {
        let language = self.language;
        let changed = self.comparison.columns.get(column).map(|column| column.changed.as_slice()).unwrap_or_default();
        let name = |at: &usize| changed.get(*at).map(|fact| self.name(fact));
        let causes: Vec<String> = entry
            .causes
            .iter()
            .map(|together| {
                let names = together.iter().filter_map(name).collect::<Vec<_>>().join(" + ");
                if together.len() > 1 { Message::CompareTogether.fill(language, &[&names]) } else { names }
            })
            .collect();
        let mut parts = vec![Message::CompareBecause.fill(language, &[&causes.join(", ")])];
        parts.extend(self.elements(entry));
        if entry.differences.contains(&Difference::Sanction) && !entry.differences.contains(&Difference::Verdict) {
            let before = row.entries.first().map(|first| self.costs(0, first)).unwrap_or_default();
            parts.push(Message::CompareCosts.fill(language, &[&before, &self.costs(column, entry)]));
        }
        parts.into_iter().reduce(|text, part| Message::CompareWords.fill(language, &[&text, &part])).unwrap_or_default()
    }

    /// The elements of an entry in words; of the points that decide it (no) more, the first one.
    pub fn elements(&self, entry: &Entry) -> Vec<String> {
        let is_point = |element: &&Element| matches!(element.kind, ElementKind::Settled | ElementKind::Opened);
        let mut parts: Vec<String> =
            entry.elements.iter().filter(|element| !is_point(element)).map(|element| self.element(element)).collect();
        for (kind, message) in [(ElementKind::Settled, Message::CompareSettled), (ElementKind::Opened, Message::CompareOpened)] {
            let questions: Vec<String> = entry
                .elements
                .iter()
                .filter(|element| element.kind == kind)
                .map(|element| element.title.get(self.language).trim_end_matches('?').to_owned())
                .collect();
            if !questions.is_empty() {
                parts.push(message.fill(self.language, &[&words::first_of(&questions, 1, self.language)]));
            }
        }
        parts
    }

    fn costs(&self, column: usize, entry: &Entry) -> String {
        let mut found: Vec<String> = Vec::new();
        for view in self.findings(column, entry).iter().flat_map(|finding| &finding.sanctions) {
            let text = format!("{} ({})", view.formula.get(self.language), view.cite);
            if !found.contains(&text) {
                found.push(text);
            }
        }
        if found.is_empty() { Message::CompareNoCost.say(self.language) } else { found.join(" / ") }
    }

    /// One element in words.
    pub fn element(&self, element: &Element) -> String {
        let language = self.language;
        let title = element.title.get(language).trim_end_matches('?').to_owned();
        let title = match &element.cite {
            Some(cite) => format!("{title} ({cite})"),
            None => title,
        };
        let message = match element.kind {
            ElementKind::Satisfied => Message::CompareSatisfied,
            ElementKind::Broken => Message::CompareBroken,
            ElementKind::Applies => Message::CompareApplies,
            ElementKind::AppliesNoMore => Message::CompareAppliesNoMore,
            ElementKind::Settled => Message::CompareSettled,
            ElementKind::Opened => Message::CompareOpened,
        };
        let text = message.fill(language, &[&title]);
        let details: Vec<String> = element.details.iter().map(|(detail, _)| detail.get(language).to_owned()).collect();
        if details.is_empty() {
            return text;
        }
        Message::CompareDetails.fill(language, &[&text, &words::first_of(&details, DETAILS, language)])
    }
}

/// The titles of the grounds of lawful findings, each once.
fn grounds(findings: &[&Finding], language: Language) -> Option<String> {
    let mut found: Vec<&str> = Vec::new();
    for (_, title) in findings.iter().flat_map(|finding| &finding.grounds) {
        let title = title.get(language);
        if !found.contains(&title) {
            found.push(title);
        }
    }
    (!found.is_empty()).then(|| found.join(", "))
}

/// From the first to the last day of some findings.
pub(super) fn hull(findings: &[&Finding]) -> Option<Period> {
    let mut whole = findings.first()?.period;
    for finding in findings {
        let period = finding.period;
        if period.from < whole.from {
            (whole.from, whole.from_written) = (period.from, period.from_written);
        }
        if period.until > whole.until {
            (whole.until, whole.through_written) = (period.until, period.through_written);
        }
    }
    (whole.from != Day::BEGINNING || whole.until != Day::END).then_some(whole)
}
