//! The rows that every handed-in format shows: tables of typed cells, and a proof for each finding.
//!
//! HTML, spreadsheet, Markdown and SARIF are made from one [`Sheet`], so they cannot tell different stories.
//! What other parts of the program draw or work out comes in as [`Inserts`], ready to be placed.

pub mod deciding;
pub mod facts;
pub mod findings;
pub mod fixes;
pub mod flows;
pub mod law;
pub mod proof;
pub mod timeline;

use super::grid::plain;
use super::lines::Report;
use super::messages::Message;
use super::own::OwnVersion;
use super::words;
use crate::date::{Day, Period, VagueDate};
use crate::diagnostics::Diagnostic;
use crate::outcome::Verdict;
use crate::scenario::{CountRange, Document};
use crate::source::Sources;
use crate::text::{Language, Name};
use proof::Proof;

/// What one cell holds. Numbers and days stay numbers and days until a format writes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A number; nothing where there is none.
    Number(Option<u64>),
    /// How many people: as read, and at least and at most.
    Count(String, CountRange),
    /// A day: the first possible one, and as it was written; nothing where a period is open.
    Date(Option<Day>, String),
    /// A verdict, and how it reads with its grounds and marks.
    Verdict(Verdict, String),
}

impl Cell {
    /// A text, without characters that would steer a terminal or break a file.
    pub fn text(text: impl AsRef<str>) -> Cell {
        Cell::Text(clean(text.as_ref()))
    }

    /// The first day of a period.
    pub fn from(period: &Period) -> Cell {
        match known(period.from) {
            Some(day) => Cell::Date(Some(day), words::from(period)),
            None => Cell::Date(None, String::new()),
        }
    }

    /// The last day of a period, included.
    pub fn through(period: &Period) -> Cell {
        Cell::Date(known(period.until).map(|until| until.plus(-1)), words::through(period).unwrap_or_default())
    }

    /// A date as somebody wrote it.
    pub fn date(date: VagueDate) -> Cell {
        Cell::Date(Some(date.first), date.to_string())
    }

    /// The cell as people read it.
    pub fn shown(&self) -> String {
        match self {
            Cell::Text(text) | Cell::Count(text, _) | Cell::Date(_, text) | Cell::Verdict(_, text) => text.clone(),
            Cell::Number(number) => number.map_or_else(String::new, |number| number.to_string()),
        }
    }
}

fn known(day: Day) -> Option<Day> {
    (day != Day::BEGINNING && day != Day::END).then_some(day)
}

/// Text that every format can hold: line breaks stay, other control characters and characters that are none go.
pub fn clean(text: &str) -> String {
    plain(text).chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name for programs, the same in both languages.
    pub key: String,
    /// Its name for people.
    pub label: String,
    /// Its width in a spreadsheet, in characters.
    pub width: u16,
    /// Whether pages show it; spreadsheets show every column.
    pub on_pages: bool,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name for programs and addresses: `findings`.
    pub key: &'static str,
    /// Its heading.
    pub title: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has a cell for every column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// An empty table. Columns are key, label and width; a width of 0 keeps the column off pages.
    pub fn new(key: &'static str, title: Message, language: Language, columns: &[(&str, Message, u16)]) -> Table {
        let columns = columns
            .iter()
            .map(|(key, label, width)| Column {
                key: (*key).to_owned(),
                label: label.say(language),
                width: if *width == 0 { 20 } else { *width },
                on_pages: *width > 0,
            })
            .collect();
        Table { key, title: title.say(language), columns, rows: Vec::new() }
    }

    /// The place of a column.
    pub fn column(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }

    /// The cell of a row in a column.
    pub fn cell<'a>(&self, row: &'a [Cell], key: &str) -> Option<&'a Cell> {
        row.get(self.column(key)?)
    }

    /// The columns that pages show, with their places.
    pub fn on_pages(&self) -> Vec<(usize, &Column)> {
        self.columns.iter().enumerate().filter(|(_, column)| column.on_pages).collect()
    }
}

/// What other parts of the program add, ready to be placed; what is missing has no section.
#[derive(Debug, Clone, Default)]
pub struct Inserts {
    /// The data-flow graph as SVG.
    pub picture: Option<String>,
    /// Variations side by side.
    pub comparison: Option<Table>,
    /// The timeline as SVG.
    pub timeline_picture: Option<String>,
    /// The same timeline in rows.
    pub timeline: Option<Table>,
    /// The smallest sets of changes that end a violation.
    pub fixes: Option<Table>,
    /// Which facts decide how much.
    pub deciding: Option<Table>,
    /// How the pictures look on a dark page, where they bring no style of their own.
    pub style: &'static str,
    /// What is left out, and how to get it.
    pub remarks: Vec<String>,
}

/// Everything that is handed in about one run.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The language.
    pub language: Language,
    /// The scenario's id.
    pub scenario: Name,
    /// The scenario's title.
    pub title: String,
    /// In whose version, with which changes, by which law.
    pub header: Vec<String>,
    /// How many lines have which verdict; nothing for those that give way.
    pub counts: Vec<(Option<Verdict>, String)>,
    /// What else the summary says.
    pub remarks: Vec<String>,
    /// One line for each family of rules and party.
    pub lines: Table,
    /// The parties' versions side by side, where there are any.
    pub versions: Option<Table>,
    /// Every row, in the order of the lines; rows without a line come last.
    pub findings: Table,
    /// Why, for each row of `findings`.
    pub proofs: Vec<Proof>,
    /// Open questions.
    pub questions: Table,
    /// Who sends what to whom.
    pub flows: Table,
    /// Every stated fact, undisputed or not.
    pub facts: Table,
    /// Entries with facts that name no source.
    pub unsourced: Table,
    /// How many facts name a source, of how many.
    pub sourced: (usize, usize),
    /// The sources.
    pub sources: Table,
    /// Which articles were exercised, not reached, not encoded.
    pub coverage: Table,
    /// The packs.
    pub packs: Table,
    /// Warnings, with their places.
    pub warnings: Vec<String>,
    /// That this is not legal advice.
    pub notice: String,
    /// What other parts add.
    pub inserts: Inserts,
}

impl Sheet {
    /// The rows of a run.
    pub fn new(
        report: &Report<'_>,
        document: &Document,
        own: &[OwnVersion],
        warnings: &[&Diagnostic],
        sources: &Sources,
        inserts: Inserts,
    ) -> Sheet {
        let language = report.language;
        let facts = facts::Provenance::new(report, document, sources);
        Sheet {
            language,
            scenario: report.judgement.scenario.clone(),
            title: clean(report.text(&report.judgement.title)),
            header: super::check::header_lines(report).iter().map(|line| clean(line)).collect(),
            counts: findings::counts(report),
            remarks: remarks(report, own).into_iter().chain(inserts.remarks.iter().map(|remark| clean(remark))).collect(),
            lines: findings::lines(report),
            versions: findings::versions(report),
            findings: findings::findings(report, sources),
            proofs: findings::ordered(report).into_iter().map(|finding| Proof::new(report, finding, &facts, sources)).collect(),
            questions: findings::questions(report),
            flows: flows::flows(report, sources),
            unsourced: facts.unsourced(language),
            sourced: facts.sourced(),
            sources: facts.sources(report),
            facts: facts.table(language),
            coverage: law::coverage(report),
            packs: law::packs(report),
            warnings: warnings.iter().map(|problem| warning(problem, sources)).collect(),
            notice: Message::NotAdvice.say(language),
            inserts,
        }
    }

    /// All tables that have rows, in the order in which they are handed in.
    pub fn tables(&self) -> Vec<&Table> {
        let inserts = &self.inserts;
        let all = [
            Some(&self.lines),
            self.versions.as_ref(),
            Some(&self.findings),
            Some(&self.flows),
            Some(&self.facts),
            inserts.comparison.as_ref(),
            inserts.timeline.as_ref(),
            inserts.fixes.as_ref(),
            inserts.deciding.as_ref(),
            Some(&self.questions),
            Some(&self.unsourced),
            Some(&self.sources),
            Some(&self.coverage),
            Some(&self.packs),
        ];
        all.into_iter().flatten().filter(|table| !table.rows.is_empty()).collect()
    }
}

fn remarks(report: &Report<'_>, own: &[OwnVersion]) -> Vec<String> {
    let mut remarks: Vec<String> = own.iter().map(|own| own.sentence(report)).collect();
    remarks.extend(super::check::leading_mark(report));
    remarks.extend(super::check::sector_hint(report));
    remarks.push(super::check::verified(report));
    remarks.iter().map(|remark| clean(remark)).collect()
}

fn warning(problem: &Diagnostic, sources: &Sources) -> String {
    let place = problem.span.map_or_else(String::new, |span| format!("{}: ", sources.line_reference(span)));
    clean(&format!("{place}{} ({})", problem.message, problem.code.id))
}
