//! Law by law: what each law says about each flow, with the strictest cell of a row marked by a sign, not by colour alone.

use super::check::tint;
use super::grid::{Cell, Row};
use super::lines::Report;
use super::messages::Message;
use super::page::Page;
use super::words;
use crate::outcome::{Finding, Verdict};
use crate::text::{Language, Name, Text};
use crate::vocabulary::Block;

/// The sign of the strictest cell.
pub const STRICTEST: &str = "▲";
/// The sign of a law that does not reach a row.
pub const OUT_OF_REACH: &str = "–";

/// One law, as a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The pack.
    pub law: Name,
    /// What stands above it: the pack's id, with the country where a party was moved.
    pub head: String,
    /// The pack's title.
    pub title: Text,
}

/// What one law says about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawCell {
    /// The gravest verdict; nothing where the law does not reach it.
    pub verdict: Option<Verdict>,
    /// How many lines of the report have that verdict.
    pub lines: usize,
    /// Whether no other law is stricter about it; never where nothing is broken or open.
    pub strictest: bool,
}

/// What all laws say about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawRow {
    /// The block of what it is about.
    pub block: Block,
    /// What it is about.
    pub subject: Name,
    /// One cell for each column.
    pub cells: Vec<LawCell>,
}

/// Laws beside each other; empty where there is only one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matrix {
    /// The laws.
    pub columns: Vec<Column>,
    /// Flows in the order of the file, then everything else that a law judges.
    pub rows: Vec<LawRow>,
}

impl Matrix {
    /// The matrix of one or more runs, each with the laws it was judged by.
    /// A law with another name than its own (`eu (DE)`) is given as `heads`, in the order of the columns.
    pub fn new(reports: &[&Report<'_>], heads: &[String]) -> Matrix {
        let sources: Vec<(&Report<'_>, Column)> = reports
            .iter()
            .flat_map(|report| report.judgement.packs.iter().map(move |pack| (*report, pack)))
            .enumerate()
            .map(|(at, (report, pack))| {
                let head = heads.get(at).cloned().unwrap_or_else(|| pack.id.to_string());
                (report, Column { law: pack.id.clone(), head, title: pack.title.clone() })
            })
            .collect();
        if sources.len() < 2 {
            return Matrix::default();
        }
        let mut rows: Vec<LawRow> = Vec::new();
        for (block, subject) in subjects(reports) {
            let cells: Vec<LawCell> = sources.iter().map(|(report, column)| cell(report, &column.law, block, &subject)).collect();
            rows.push(LawRow { block, subject, cells: marked(cells) });
        }
        Matrix { columns: sources.into_iter().map(|(_, column)| column).collect(), rows }
    }

    /// The laws that are strictest about something, by id.
    pub fn strictest(&self, block: Block, subject: &str) -> Vec<&Name> {
        let row = self.rows.iter().find(|row| row.block == block && &*row.subject == subject);
        let cells = row.map(|row| row.cells.as_slice()).unwrap_or_default();
        cells.iter().zip(&self.columns).filter(|(cell, _)| cell.strictest).map(|(_, column)| &column.law).collect()
    }

    /// The table with its signs explained, and the laws that reach nothing.
    pub fn print(&self, language: Language, page: &mut Page) {
        if self.columns.is_empty() {
            return;
        }
        page.heading(&Message::MatrixTitle.say(language));
        let header: Vec<String> =
            std::iter::once(Message::ColumnWhat.say(language)).chain(self.columns.iter().map(|column| column.head.clone())).collect();
        let rows: Vec<Row> = self
            .rows
            .iter()
            .map(|row| {
                let subject =
                    if row.block == Block::Flows { row.subject.to_string() } else { format!("{}.{}", row.block.key(), row.subject) };
                let cells = std::iter::once(Cell::from(subject)).chain(row.cells.iter().map(|cell| shown(cell, language))).collect();
                Row { cells, below: None }
            })
            .collect();
        page.table(&header, &rows);
        page.line(&Message::MatrixSigns.fill(language, &[STRICTEST, OUT_OF_REACH]));
        let silent: Vec<String> = (0..)
            .zip(&self.columns)
            .filter(|(at, _)| self.rows.iter().all(|row| row.cells.get(*at).is_none_or(|cell| cell.verdict.is_none())))
            .map(|(_, column)| format!("{} ({})", column.title.get(language), column.head))
            .collect();
        if !silent.is_empty() {
            page.line(&Message::MatrixSilent.fill(language, &[&silent.join("; ")]));
        }
        page.blank();
    }
}

fn shown(cell: &LawCell, language: Language) -> Cell {
    let Some(verdict) = cell.verdict else { return OUT_OF_REACH.to_owned().into() };
    let mut text = words::verdict(verdict, language);
    if cell.lines > 1 && verdict < Verdict::Lawful {
        text = format!("{text} ×{}", cell.lines);
    }
    if cell.strictest {
        text = format!("{STRICTEST} {text}");
    }
    Cell::tinted(text, tint(verdict))
}

/// Everything that is judged: flows as the file has them, then the rest as it comes.
fn subjects(reports: &[&Report<'_>]) -> Vec<(Block, Name)> {
    let mut found: Vec<(Block, Name)> = Vec::new();
    let flows = reports.iter().flat_map(|report| report.facts.block(Block::Flows)).map(|flow| (Block::Flows, flow.id.clone()));
    let others = reports.iter().flat_map(|report| &report.judgement.findings).map(|finding| (finding.block, finding.subject.clone()));
    for subject in flows.chain(others) {
        if !found.contains(&subject) {
            found.push(subject);
        }
    }
    found.sort_by_key(|(block, _)| *block != Block::Flows);
    found
}

fn cell(report: &Report<'_>, law: &Name, block: Block, subject: &Name) -> LawCell {
    let about = |finding: &&Finding| finding.law == *law && finding.block == block && finding.subject == *subject;
    let lines: Vec<Verdict> = report
        .lines
        .iter()
        .filter(|line| !line.is_folded())
        .filter_map(|line| {
            line.head.iter().chain(&line.rest).chain(&line.lawful).copied().filter(about).map(|finding| finding.verdict).min()
        })
        .collect();
    let verdict = lines.iter().min().copied();
    LawCell { verdict, lines: lines.iter().filter(|line| Some(**line) == verdict).count(), strictest: false }
}

/// The gravest verdict is the strictest, and of equal ones the one with most lines; equals are all marked.
fn marked(mut cells: Vec<LawCell>) -> Vec<LawCell> {
    let rank =
        |cell: &LawCell| cell.verdict.filter(|verdict| *verdict < Verdict::Lawful).map(|verdict| (verdict, std::cmp::Reverse(cell.lines)));
    let strictest = cells.iter().filter_map(rank).min();
    for cell in &mut cells {
        cell.strictest = strictest.is_some() && rank(cell) == strictest;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::{LawCell, marked};
    use crate::outcome::Verdict;

    fn strictest(cells: &[(Option<Verdict>, usize)]) -> Vec<bool> {
        let cells = cells.iter().map(|(verdict, lines)| LawCell { verdict: *verdict, lines: *lines, strictest: false }).collect();
        marked(cells).iter().map(|cell| cell.strictest).collect()
    }

    #[test]
    fn the_gravest_verdict_is_the_strictest_and_then_the_number_of_lines() {
        let (violation, open) = (Some(Verdict::Violation), Some(Verdict::Undetermined));
        assert_eq!(strictest(&[(open, 9), (violation, 1), (None, 0)]), [false, true, false]);
        assert_eq!(strictest(&[(violation, 2), (violation, 3)]), [false, true]);
        assert_eq!(strictest(&[(violation, 2), (violation, 2)]), [true, true]);
    }

    #[test]
    fn where_nothing_is_broken_no_law_is_stricter() {
        assert_eq!(strictest(&[(Some(Verdict::Lawful), 2), (None, 0)]), [false, false]);
    }
}
