//! What differs between versions of a case, and which changed fact makes each difference: plain results.
//!
//! Every [`Side`] is judged on its own. The first one is what the others are compared with.
//! A changed fact causes a difference if taking it back undoes the difference, or if it makes a difference on its own; where
//! neither is so, facts are changed one after the other until the row moves (`causes`). A row can only differ if some
//! changed fact moves it on the way from one side to the other: there is none without a cause.
//! What the fact satisfied or broke is read off the two proofs (`elements`).

mod causes;
mod changes;
mod elements;
mod rows;

use crate::date::Day;
use crate::diagnostics::Diagnostics;
use crate::judge::case::{Case, Detail, Law, Options};
use crate::outcome::{Judgement, Verdict};
use crate::scenario::Document;
use crate::source::Span;
use crate::text::{Name, Text};
use crate::vocabulary::Block;
use changes::Told;

/// One version of a case, as it is asked for.
#[derive(Debug, Clone)]
pub struct Side<'a> {
    /// What people call it.
    pub label: String,
    /// The scenario.
    pub document: &'a Document,
    /// The law; that of one day where `law_as_of` names one.
    pub law: Vec<Law<'a>>,
    /// The day whose law is taken for all days.
    pub law_as_of: Option<Day>,
    /// On whose account, with which variations, about which rules.
    pub options: Options,
}

/// What differs between the sides.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The sides, in the order in which they were asked for.
    pub columns: Vec<Column>,
    /// Only rows that differ from the first column somewhere.
    pub rows: Vec<ComparedRow>,
    /// How many rows come out the same in every column.
    pub same: usize,
}

/// One side with what came out.
#[derive(Debug, Clone)]
pub struct Column {
    /// What people call it.
    pub label: String,
    /// The day whose law was taken for all days.
    pub law_as_of: Option<Day>,
    /// Everything that came out.
    pub judgement: Judgement,
    /// In what it differs from the first column.
    pub changed: Vec<ChangedFact>,
}

/// A fact (or an account, or the law) that is not the same as in the first column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedFact {
    /// What kind of thing it is.
    pub kind: ChangedKind,
    /// `flows.scoring.people`, `consents.abroad`, `disputes.whose_work`; empty for the law and the burden of proof.
    pub path: String,
    /// What the first column says; nothing where it says nothing.
    pub before: Option<String>,
    /// What this column says; nothing where it says nothing.
    pub after: Option<String>,
    /// Where this column says it, or where the first one did.
    pub span: Option<Span>,
    /// Every place in which either column says a part of it.
    pub places: Vec<Span>,
    /// How many rows it moves.
    pub rows: usize,
}

/// Kinds of things that can differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangedKind {
    /// A fact of the scenario.
    Fact,
    /// Whose version of a dispute is believed.
    Version,
    /// What the parties say in a dispute.
    Dispute,
    /// Whether the burden of proof settles what is open.
    Burden,
    /// Which law is applied.
    Law,
}

impl ChangedKind {
    /// The word in machine formats.
    pub fn word(self) -> &'static str {
        match self {
            ChangedKind::Fact => "fact",
            ChangedKind::Version => "version",
            ChangedKind::Dispute => "dispute",
            ChangedKind::Burden => "burden",
            ChangedKind::Law => "law",
        }
    }
}

/// One duty of one party about one thing, in every column. Where the columns apply the law of different days, a duty goes on under
/// whichever rule carries it on.
#[derive(Debug, Clone)]
pub struct ComparedRow {
    /// The pack.
    pub law: Name,
    /// The rule, or the first one of its family.
    pub rule: Name,
    /// Who answers.
    pub answers: Name,
    /// The block of what it is about.
    pub block: Block,
    /// What it is about.
    pub subject: Name,
    /// What each column says, in their order.
    pub entries: Vec<Entry>,
}

/// What one column says in one row.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Its findings, by their places in the column's judgement; none where no rule reaches anything.
    pub findings: Vec<usize>,
    /// In what it differs from the first column; empty where it says the same.
    pub differences: Vec<Difference>,
    /// What makes the difference: places in [`Column::changed`]. Several in one entry make it only together.
    pub causes: Vec<Vec<usize>>,
    /// What of the rule they satisfied or broke.
    pub elements: Vec<Element>,
}

/// In what two entries can differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Difference {
    /// The first column has no such row.
    New,
    /// Only the first column has it.
    Gone,
    /// The verdict.
    Verdict,
    /// The verdict for some people, data or days only.
    Coverage,
    /// The days.
    Period,
    /// The people.
    People,
    /// The data.
    Data,
    /// The ground on which it is lawful.
    Ground,
    /// The rule or version of the law.
    Law,
    /// What it can cost.
    Sanction,
    /// What decides it.
    DecidedBy,
    /// The verdict in some party's own version.
    ByParty,
    /// Who gives to whom in law.
    Legs,
}

impl Difference {
    /// The word in machine formats.
    pub fn word(self) -> &'static str {
        match self {
            Difference::New => "new",
            Difference::Gone => "gone",
            Difference::Verdict => "verdict",
            Difference::Coverage => "coverage",
            Difference::Period => "period",
            Difference::People => "people",
            Difference::Data => "data",
            Difference::Ground => "ground",
            Difference::Law => "law",
            Difference::Sanction => "sanction",
            Difference::DecidedBy => "decided_by",
            Difference::ByParty => "by_party",
            Difference::Legs => "legs",
        }
    }
}

/// A part of a rule that fares differently in two columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// How.
    pub kind: ElementKind,
    /// What people read.
    pub title: Text,
    /// Where it is written.
    pub cite: Option<Name>,
    /// The steps of the proof that came out differently, with the facts' places.
    pub details: Vec<(Text, Option<Span>)>,
}

/// How a part of a rule fares differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ElementKind {
    /// A ground, duty or exception that holds now.
    Satisfied,
    /// A ground, duty or exception that holds no more.
    Broken,
    /// A condition of the rule that holds now.
    Applies,
    /// A condition of the rule that holds no more.
    AppliesNoMore,
    /// A point that decides it no more.
    Settled,
    /// A point that decides it now.
    Opened,
}

impl ElementKind {
    /// The word in machine formats.
    pub fn word(self) -> &'static str {
        match self {
            ElementKind::Satisfied => "satisfied",
            ElementKind::Broken => "broken",
            ElementKind::Applies => "applies",
            ElementKind::AppliesNoMore => "applies_no_more",
            ElementKind::Settled => "settled",
            ElementKind::Opened => "opened",
        }
    }
}

/// Compares sides with the first one. Whatever is wrong with one of them is in the diagnostics, and then nothing comes back.
pub fn compare(sides: &[Side<'_>], diagnostics: &mut Diagnostics) -> Option<Comparison> {
    let by_family = sides.iter().any(|side| side.law_as_of.is_some());
    let mut columns = Vec::new();
    for side in sides {
        let options = Options { detail: Detail::EveryReason, ..side.options.clone() };
        let judgement = Case::open(side.document, &side.law, &options, diagnostics).map(|mut case| case.judgement(&options));
        columns.push(Column { label: side.label.clone(), law_as_of: side.law_as_of, judgement: judgement?, changed: Vec::new() });
    }
    let told: Vec<Told<'_>> = sides.iter().map(Told::new).collect();
    let (mut rows, same) = rows::rows(sides, &told, &columns, by_family);
    for (at, column) in columns.iter_mut().enumerate().skip(1) {
        let (Some(first), Some(own)) = (told.first(), told.get(at)) else { continue };
        column.changed = causes::find(first, own, at, &mut rows, by_family);
    }
    for row in &mut rows {
        elements::read_off(row, &columns);
    }
    Some(Comparison { columns, rows, same })
}

impl ChangedFact {
    /// Whether a place is one in which either column says a part of it.
    pub fn is_said_at(&self, span: Span) -> bool {
        self.places.iter().any(|place| place.file == span.file && place.start <= span.start && span.end <= place.end)
    }
}

impl Entry {
    /// The gravest verdict of what is not folded into a stricter rule; nothing where there is no row.
    pub fn verdict(&self, judgement: &Judgement) -> Option<Verdict> {
        let all = || self.findings.iter().filter_map(|at| judgement.findings.get(*at));
        let standing = all().filter(|finding| finding.subsumed_by.is_empty()).map(|finding| finding.verdict).min();
        standing.or_else(|| all().map(|finding| finding.verdict).min())
    }
}
