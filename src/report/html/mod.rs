//! One page that needs nothing else: style, script, picture and rows in one file, safe to open from disk.
//!
//! Everything a user wrote is escaped by the templates; the content security policy in the page lets only our own style
//! and script run, by their hashes. The page is well-formed XML as well, so other programs can read it back.

use super::messages::Message;
use super::sheet::proof::{Ground, Proof, Step};
use super::sheet::{Cell, Column, Sheet, Table};
use super::words;
use crate::date::Day;
use crate::outcome::Verdict;
use crate::scenario::CountRange;
use crate::text::Language;
use askama::Template;
use base64::Engine as _;
use sha2::Digest as _;

/// How the page looks.
const STYLE: &str = include_str!("report.css");
/// How a handout differs from it.
const PAPER_STYLE: &str = include_str!("paper.css");
/// What it can do.
const SCRIPT: &str = include_str!("report.js");

/// Words of the page itself.
struct Labels {
    skip: String,
    contents: String,
    open_all: String,
    close_all: String,
    filter: String,
    verdict: String,
    any_verdict: String,
    rows_shown: String,
    sort_by: &'static str,
    why: String,
    story: String,
    decides: String,
    decided_by_nothing: String,
    views: String,
    sanctions: String,
    notes: String,
    sources: String,
    rule: String,
    holds: String,
    holds_not: String,
}

impl Labels {
    fn new(language: Language) -> Labels {
        let say = |message: Message| message.say(language);
        Labels {
            skip: say(Message::SkipToFindings),
            contents: say(Message::Contents),
            open_all: say(Message::OpenAll),
            close_all: say(Message::CloseAll),
            filter: say(Message::FilterBy),
            verdict: say(Message::ColumnVerdict),
            any_verdict: say(Message::AnyVerdict),
            rows_shown: say(Message::RowsShown),
            sort_by: Message::SortBy.pattern(language),
            why: say(Message::ShowReasons),
            story: say(Message::ToldFor),
            decides: say(Message::WhatDecides),
            decided_by_nothing: say(Message::DecidedNothing),
            views: say(Message::PerParty),
            sanctions: say(Message::Sanctions),
            notes: say(Message::Notes),
            sources: say(Message::SourcesAre),
            rule: say(Message::TheRule),
            holds: say(Message::Holds),
            holds_not: say(Message::HoldsNot),
        }
    }
}

/// How a handout looks.
pub(super) fn paper_style() -> String {
    format!("{STYLE}{PAPER_STYLE}")
}

/// What a handout's page may load and run: its style and nothing else.
pub(super) fn paper_policy() -> String {
    format!("default-src 'none'; style-src {}; base-uri 'none'; form-action 'none'", hash(&paper_style()))
}

/// One part of the page.
struct Section<'a> {
    key: &'static str,
    title: String,
    intro: Vec<String>,
    picture: Option<&'a str>,
    table: Option<&'a Table>,
    /// Closed until somebody opens it.
    folded: bool,
    after: Vec<String>,
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    sheet: &'a Sheet,
    sections: Vec<Section<'a>>,
    labels: &'a Labels,
    lang: &'static str,
    version: &'static str,
    style: String,
    script: &'static str,
    policy: String,
    first_of_line: Vec<Option<u64>>,
}

/// A tree as a line of brackets and items, for a template without recursion.
enum Token<'a> {
    Open,
    Item(&'a Step),
    End,
    Close,
}

#[derive(Template)]
#[template(path = "steps.html")]
struct Steps<'a> {
    tokens: Vec<Token<'a>>,
    labels: &'a Labels,
}

/// The page.
///
/// # Errors
/// With plain words where the page cannot be written.
pub fn page(sheet: &Sheet) -> Result<String, String> {
    let labels = Labels::new(sheet.language);
    let page = Page {
        sheet,
        sections: sections(sheet),
        labels: &labels,
        lang: match sheet.language {
            Language::English => "en",
            Language::Korean => "ko",
        },
        version: env!("CARGO_PKG_VERSION"),
        style: style(sheet),
        script: SCRIPT,
        policy: policy(sheet),
        first_of_line: first_of_line(&sheet.findings),
    };
    page.render().map_err(|error| error.to_string())
}

fn sections(sheet: &Sheet) -> Vec<Section<'_>> {
    let language = sheet.language;
    let inserts = &sheet.inserts;
    let section = |key: &'static str, title: Message| Section {
        key,
        title: title.say(language),
        intro: Vec::new(),
        picture: None,
        table: None,
        folded: false,
        after: Vec::new(),
    };
    let with = |title: Message, table: &'static str| section(table, title);
    let mut sections = vec![Section {
        table: Some(&sheet.lines).filter(|table| !table.rows.is_empty()),
        intro: if sheet.lines.rows.is_empty() { vec![nothing(sheet)] } else { Vec::new() },
        after: sheet.remarks.clone(),
        ..section("summary", Message::SectionSummary)
    }];
    if let Some(picture) = &inserts.picture {
        sections.push(Section { picture: Some(svg_only(picture)), ..section("picture", Message::SectionPicture) });
    }
    if let Some(table) = &sheet.versions {
        let after = vec![Message::PartlyMark.say(language)];
        sections.push(Section { table: Some(table), after, ..with(Message::SectionVersions, "versions") });
    }
    if let Some(table) = &inserts.deciding {
        sections.push(Section { table: Some(table), ..with(Message::SectionDecides, "deciding") });
    }
    let intro = vec![format!("{} {}", Message::IntroFindings.say(language), Message::IntroLawful.say(language))];
    sections.push(Section { table: Some(&sheet.findings), intro, ..with(Message::SectionFindings, "findings") });
    if let Some(table) = &inserts.comparison {
        sections.push(Section { table: Some(table), ..with(Message::SectionComparison, "comparison") });
    }
    if inserts.timeline.is_some() || inserts.timeline_picture.is_some() {
        let picture = inserts.timeline_picture.as_deref().map(svg_only);
        sections.push(Section { picture, table: inserts.timeline.as_ref(), ..with(Message::SectionTimeline, "timeline") });
    }
    if let Some(table) = &inserts.fixes {
        sections.push(Section { table: Some(table), ..with(Message::SectionFixes, "fixes") });
    }
    sections.extend(provenance(sheet, section));
    sections
}

fn provenance<'a>(sheet: &'a Sheet, section: impl Fn(&'static str, Message) -> Section<'a>) -> Vec<Section<'a>> {
    let language = sheet.language;
    let (sourced, all) = sheet.sourced;
    let unsourced = if sourced == all {
        Message::IntroUnsourcedNone.fill(language, &[&all.to_string()])
    } else {
        Message::IntroUnsourced.fill(language, &[&sourced.to_string(), &all.to_string()])
    };
    let shown = |table: &'a Table| Some(table).filter(|table| !table.rows.is_empty());
    let questions = if sheet.questions.rows.is_empty() { vec![Message::NoQuestions.say(language)] } else { Vec::new() };
    let mut sections = vec![
        Section { table: shown(&sheet.questions), intro: questions, ..section("questions", Message::SectionQuestions) },
        Section { table: shown(&sheet.flows), ..section("flows", Message::SectionFlows) },
        Section { table: shown(&sheet.facts), folded: true, ..section("facts", Message::SectionFacts) },
        Section { table: shown(&sheet.unsourced), intro: vec![unsourced], folded: true, ..section("unsourced", Message::SectionUnsourced) },
    ];
    if !sheet.sources.rows.is_empty() {
        sections.push(Section { table: Some(&sheet.sources), folded: true, ..section("sources", Message::SectionSources) });
    }
    sections.push(Section { table: Some(&sheet.coverage), folded: true, ..section("coverage", Message::SectionCoverage) });
    sections.push(Section { table: Some(&sheet.packs), ..section("packs", Message::SectionPacks) });
    if !sheet.warnings.is_empty() {
        sections.push(Section { after: sheet.warnings.clone(), ..section("warnings", Message::SectionWarnings) });
    }
    sections
}

fn nothing(sheet: &Sheet) -> String {
    let message = if sheet.findings.rows.is_empty() { Message::NothingToJudge } else { Message::NothingBroken };
    message.say(sheet.language)
}

/// The drawing without what stands before its first element.
fn svg_only(picture: &str) -> &str {
    picture.find("<svg").and_then(|at| picture.get(at..)).unwrap_or_default()
}

/// The one style of the page: its own, and that of its pictures.
fn style(sheet: &Sheet) -> String {
    format!("{STYLE}{}", sheet.inserts.style)
}

/// Nothing may be loaded from anywhere; only the style and the script of this page count, and the styles inside its pictures.
fn policy(sheet: &Sheet) -> String {
    let mut styles = vec![hash(&style(sheet))];
    for picture in [&sheet.inserts.picture, &sheet.inserts.timeline_picture].into_iter().flatten() {
        for part in picture.split("<style").skip(1) {
            let style = part.split_once('>').and_then(|(_, rest)| rest.split_once("</style>")).map(|(style, _)| hash(style));
            styles.extend(style);
        }
    }
    let styles = styles.join(" ");
    format!("default-src 'none'; style-src {styles}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'", hash(SCRIPT))
}

fn hash(text: &str) -> String {
    let digest = sha2::Sha256::digest(text.as_bytes());
    format!("'sha256-{}'", base64::engine::general_purpose::STANDARD.encode(digest))
}

/// For each row, the number of its line where it is the first row of it.
fn first_of_line(findings: &Table) -> Vec<Option<u64>> {
    let mut seen = std::collections::BTreeSet::new();
    let number = |row: &Vec<Cell>| match findings.cell(row, "number") {
        Some(Cell::Number(number)) => *number,
        _ => None,
    };
    findings.rows.iter().map(|row| number(row).filter(|number| seen.insert(*number))).collect()
}

fn flatten<'a>(steps: &'a [Step], tokens: &mut Vec<Token<'a>>) {
    if steps.is_empty() {
        return;
    }
    tokens.push(Token::Open);
    for step in steps {
        tokens.push(Token::Item(step));
        flatten(&step.steps, tokens);
        tokens.push(Token::End);
    }
    tokens.push(Token::Close);
}

/// A row as a page shows it.
struct RowView<'a> {
    /// The number by which other tables point at this row.
    line: Option<u64>,
    cells: Vec<(&'a Column, &'a Cell)>,
    proof: Option<&'a Proof>,
}

/// A verdict is told by its sign as well as by its colour.
trait Signed {
    fn sign(&self) -> &'static str;
}

impl Signed for Verdict {
    fn sign(&self) -> &'static str {
        match self {
            Verdict::Violation => "✖",
            Verdict::Disputed => "◐",
            Verdict::Undetermined => "?",
            Verdict::OpenLaw => "§",
            Verdict::Lawful => "✔",
            Verdict::NotApplicable => "–",
        }
    }
}

#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "templates pass everything by reference")]
impl Page<'_> {
    fn steps(&self, steps: &[Step]) -> String {
        let mut tokens = Vec::new();
        flatten(steps, &mut tokens);
        Steps { tokens, labels: self.labels }.render().unwrap_or_default()
    }

    fn mark(&self, ground: &Ground) -> String {
        let (class, sign, label) =
            if ground.holds { ("holds", "✓", &self.labels.holds) } else { ("fails", "✗", &self.labels.holds_not) };
        format!("<span class=\"mark {class}\" role=\"img\" aria-label=\"{label}\">{sign}</span>")
    }

    /// The rows of a table with what pages show of them.
    fn rows<'b>(&'b self, table: &'b Table) -> Vec<RowView<'b>> {
        let findings = table.key == "findings";
        let columns = table.on_pages();
        let of = |at: usize, row: &'b Vec<Cell>| RowView {
            line: self.first_of_line.get(at).copied().flatten().filter(|_| findings),
            cells: columns.iter().filter_map(|(column_at, column)| Some((*column, row.get(*column_at)?))).collect(),
            proof: self.sheet.proofs.get(at).filter(|_| findings),
        };
        table.rows.iter().enumerate().map(|(at, row)| of(at, row)).collect()
    }

    fn verdict_words(&self, table: &Table) -> Vec<(&'static str, String)> {
        Page::verdicts(table).into_iter().map(|verdict| (verdict.word(), words::verdict(verdict, self.sheet.language))).collect()
    }

    /// The verdicts in a table, the gravest first.
    fn verdicts(table: &Table) -> Vec<Verdict> {
        let has = |verdict: Verdict| table.rows.iter().flatten().any(|cell| matches!(cell, Cell::Verdict(found, _) if *found == verdict));
        Verdict::ALL.into_iter().filter(|verdict| has(*verdict)).collect()
    }

    fn sort_by(labels: &Labels, column: &Column) -> String {
        labels.sort_by.replace("{0}", &column.label)
    }

    fn address(column: &Column, text: &str) -> Option<String> {
        if column.key == "url" { super::sheet::facts::web_address(text) } else { None }
    }

    /// Whether a number leads to the first row of its line.
    fn links(table: &Table, column: &Column) -> bool {
        column.key == "number" && matches!(table.key, "lines" | "versions" | "deciding" | "timeline")
    }

    fn number(number: &Option<u64>) -> String {
        number.map_or_else(String::new, |number| number.to_string())
    }

    fn size(range: &CountRange) -> String {
        Page::number(&range.min.or(range.max))
    }

    fn day(day: &Option<Day>) -> String {
        day.map_or_else(String::new, |day| day.0.to_string())
    }

    fn rank(verdict: &Verdict) -> String {
        Verdict::ALL.iter().position(|known| known == verdict).unwrap_or_default().to_string()
    }
}
