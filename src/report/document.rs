//! The rows as Markdown that pastes into an assignment: tables, and one short reason for each open line.

use super::grid::{Look, Row, escape, table};
use super::messages::Message;
use super::sheet::proof::{Ground, Proof, Step};
use super::sheet::{Cell, Sheet, Table};

/// The document.
pub fn markdown(sheet: &Sheet) -> String {
    let language = sheet.language;
    let mut text = Markdown::default();
    text.heading(1, &sheet.title);
    sheet.header.iter().for_each(|line| text.item(0, line));
    let counts: Vec<&str> = sheet.counts.iter().map(|(_, count)| count.as_str()).collect();
    text.item(0, &Message::CountsAre.fill(language, &[&counts.join(", ")]));
    text.heading(2, &Message::SectionSummary.say(language));
    text.table(&sheet.lines, &[]);
    sheet.remarks.iter().for_each(|line| text.paragraph(line));
    if let Some(versions) = &sheet.versions {
        text.section(versions);
        text.paragraph(&Message::PartlyMark.say(language));
    }
    text.heading(2, &Message::SectionFindings.say(language));
    text.paragraph(&Message::IntroLawful.say(language));
    text.table(&sheet.findings, &["id"]);
    reasons(sheet, &mut text);
    let inserts = &sheet.inserts;
    for inserted in [&inserts.deciding, &inserts.comparison, &inserts.timeline, &inserts.fixes].into_iter().flatten() {
        text.section(inserted);
    }
    for rest in [&sheet.questions, &sheet.flows, &sheet.unsourced, &sheet.sources, &sheet.packs] {
        text.section(rest);
    }
    text.paragraph(&sheet.notice);
    text.finish()
}

/// One row of each line, as a few sentences.
fn reasons(sheet: &Sheet, text: &mut Markdown) {
    let mut told = Vec::new();
    for (row, proof) in sheet.findings.rows.iter().zip(&sheet.proofs) {
        let Some(Cell::Number(Some(number))) = sheet.findings.cell(row, "number") else { continue };
        if told.contains(number) {
            continue;
        }
        told.push(*number);
        let cell = |key: &str| sheet.findings.cell(row, key).map(Cell::shown).unwrap_or_default();
        text.heading(3, &format!("{number}. {} {}", cell("article"), cell("title")));
        text.item(0, &[cell("answers"), cell("verdict"), cell("days")].join(" · "));
        short_proof(sheet, proof, text);
    }
}

fn short_proof(sheet: &Sheet, proof: &Proof, text: &mut Markdown) {
    let language = sheet.language;
    let mut list = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            text.item(0, title);
            lines.iter().for_each(|line| text.item(1, line));
        }
    };
    list(&Message::Why.say(language), proof.because.iter().map(short_step).collect());
    list(&proof.held_heading, proof.held.iter().map(short_ground).collect());
    list(&proof.failed_heading, proof.failed.iter().map(short_ground).collect());
    let deciding = proof.deciding.iter().map(|point| format!("{}: {}", point.class_name, point.question)).collect();
    list(&Message::WhatDecides.say(language), deciding);
    list(&Message::Sanctions.say(language), proof.sanctions.clone());
    list(&Message::SourcesAre.say(language), proof.sources.iter().map(|link| link.text.clone()).collect());
}

/// A step with the fact it rests on first.
pub fn short_step(step: &Step) -> String {
    let leaf = step.leaf();
    let place = if leaf.place.is_empty() { String::new() } else { format!(" ({})", leaf.short_place()) };
    if leaf == step { format!("{}{place}", step.text) } else { format!("{}: {}{place}", step.text, leaf.text) }
}

/// A ground with the first thing that made it hold or fail.
pub fn short_ground(ground: &Ground) -> String {
    let decisive = ground.steps.iter().find(|step| step.holds == ground.holds).or(ground.steps.first());
    match decisive.map(Step::leaf) {
        Some(leaf) if leaf.place.is_empty() => format!("{} – {}", ground.title, leaf.text),
        Some(leaf) => format!("{} – {} ({})", ground.title, leaf.text, leaf.short_place()),
        None => ground.title.clone(),
    }
}

/// Markdown that grows line by line; what users wrote cannot start a heading, a list or a tag.
#[derive(Debug, Default)]
pub struct Markdown {
    text: String,
    in_list: bool,
}

impl Markdown {
    /// A heading of a level.
    pub fn heading(&mut self, level: usize, text: &str) {
        self.end_list();
        self.push(&["#".repeat(level).as_str(), " ", &inline(text), "\n\n"]);
    }

    /// A paragraph.
    pub fn paragraph(&mut self, text: &str) {
        self.end_list();
        self.push(&[&inline(text), "\n\n"]);
    }

    /// A point of a list, under another one where the level is above 0.
    pub fn item(&mut self, level: usize, text: &str) {
        self.in_list = true;
        self.push(&[&"  ".repeat(level), "- ", &inline(text), "\n"]);
    }

    /// Lines to write on.
    pub fn blank_lines(&mut self, count: usize) {
        self.end_list();
        for _ in 0..count {
            self.push(&[&"…".repeat(30), "\n\n"]);
        }
    }

    /// A table under its heading; nothing where it is empty.
    pub fn section(&mut self, table: &Table) {
        if !table.rows.is_empty() {
            self.heading(2, &table.title);
            self.table(table, &[]);
        }
    }

    /// The columns that pages show, and others that are named.
    pub fn table(&mut self, shown: &Table, more: &[&str]) {
        self.end_list();
        let columns: Vec<usize> = shown
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.on_pages || more.contains(&column.key.as_str()))
            .map(|(at, _)| at)
            .collect();
        let header: Vec<String> = columns.iter().filter_map(|at| Some(shown.columns.get(*at)?.label.clone())).collect();
        let rows: Vec<Row> = shown
            .rows
            .iter()
            .map(|row| Row {
                cells: columns.iter().map(|at| row.get(*at).map(Cell::shown).unwrap_or_default().into()).collect(),
                below: None,
            })
            .collect();
        self.text.push_str(&table(&Look { width: 0, color: false, markdown: true }, &header, &rows));
        self.text.push('\n');
    }

    /// The text.
    pub fn finish(mut self) -> String {
        self.end_list();
        format!("{}\n", self.text.trim_end())
    }

    fn push(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.text.push_str(part));
    }

    fn end_list(&mut self) {
        if self.in_list {
            self.text.push('\n');
        }
        self.in_list = false;
    }
}

/// A text inside a line: nothing in it is markup.
fn inline(text: &str) -> String {
    let escaped = escape(text.trim()).replace('&', "\\&").replace('~', "\\~");
    let digits = escaped.chars().take_while(char::is_ascii_digit).count();
    let rest = escaped.get(digits..).unwrap_or_default();
    if digits > 0 && rest.starts_with(['.', ')']) {
        return format!("{}\\{rest}", escaped.get(..digits).unwrap_or_default());
    }
    if escaped.starts_with(['#', '+', '-', '=']) { format!("\\{escaped}") } else { escaped }
}

#[cfg(test)]
mod tests {
    use super::Markdown;

    #[test]
    fn what_users_wrote_is_no_markup() {
        let mut text = Markdown::default();
        text.paragraph("# no heading");
        text.item(0, "1. no number");
        text.item(1, "- no point <b>");
        text.paragraph("&copy; | *x*");
        assert_eq!(text.finish(), "\\# no heading\n\n- 1\\. no number\n  - \\- no point \\<b\\>\n\n\\&copy; \\| \\*x\\*\n");
    }
}
