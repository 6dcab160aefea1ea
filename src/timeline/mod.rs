//! When breaches start and end, and why then: plain data that tables and pictures are drawn from.
//!
//! One [`TimelineRow`] for each family of rules (`continues`), whoever answers and what it is about; its [`Bar`]s are the rows
//! of the judgement in time. Days are half-open here as everywhere inside: [`Period::until`] is the day after the last one.

mod build;
mod law;

pub use build::timeline;

use crate::date::{Day, Period};
use crate::outcome::{SanctionView, Verdict};
use crate::scenario::CountRange;
use crate::source::Span;
use crate::text::{Name, Text};
use crate::vocabulary::Block;

/// Everything that a run found, in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The rows, in the order of the judgement.
    pub rows: Vec<TimelineRow>,
    /// Every day on which some bar starts or ends, in order, with what changes then.
    pub marks: Vec<Change>,
}

/// One duty of one party about one thing, through all versions of the law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineRow {
    /// The family, by the id of its first rule.
    pub family: Name,
    /// Law and article of each rule that has a bar, in time.
    pub articles: Vec<Text>,
    /// The title of the latest one.
    pub title: Text,
    /// Who answers.
    pub answers: Name,
    /// The block of what it is about.
    pub block: Block,
    /// What it is about.
    pub subject: Name,
    /// The gravest verdict of its bars.
    pub verdict: Verdict,
    /// The bars, in time; bars about different people or data may lie over each other.
    pub bars: Vec<Bar>,
    /// Days without a gap between them, each with the transition rules that join what happened under different laws.
    pub stretches: Vec<Stretch>,
    /// On how many days it is broken: surely, and at most. Lawful days do not count, vague ends widen the range.
    pub days: DayRange,
    /// How many people are exposed on the days that are not lawful.
    pub people: CountRange,
    /// How many records the flow holds that lie in days that are not lawful; only what somebody stated.
    pub records: Option<Records>,
    /// What it can cost, each with the days to which it applies.
    pub sanctions: Vec<(SanctionView, Period)>,
}

/// One row of the judgement as a bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// The id of the finding.
    pub finding: String,
    /// The rule.
    pub rule: Name,
    /// Law and article.
    pub article: Text,
    /// The verdict.
    pub verdict: Verdict,
    /// From when to when.
    pub period: Period,
    /// The people.
    pub people: Vec<Name>,
    /// How many.
    pub people_count: CountRange,
    /// The data.
    pub data: Vec<Name>,
    /// Why it starts then.
    pub starts: Vec<Change>,
    /// Why it ends then.
    pub ends: Vec<Change>,
    /// Whether a stricter rule takes its place.
    pub folded: bool,
}

/// Days without a gap on which a duty is not lawful.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// From when to when.
    pub period: Period,
    /// Its bars, by place in [`TimelineRow::bars`].
    pub bars: Vec<usize>,
    /// Transition rules that make its parts one breach: id and title.
    pub joined_by: Vec<(Name, Text)>,
    /// Transition rules that keep parts of it under the law of their own time: id and title.
    pub cut_by: Vec<(Name, Text)>,
    /// The flow that this one carries on, where the facts say so.
    pub carries_on: Option<Name>,
}

/// What changes on a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The first day on which it is different.
    pub day: Day,
    /// What kind of change.
    pub kind: ChangeKind,
    /// What changes: an article, a concept or table of the law, or a key of the scenario such as `flows.scoring.period`.
    pub what: Text,
    /// Where it is written.
    pub span: Option<Span>,
}

/// Kinds of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// A piece of law comes into force.
    LawStarts,
    /// A piece of law ceases to be in force.
    LawEnds,
    /// A fact begins.
    FactStarts,
    /// A fact ends.
    FactEnds,
    /// A time limit that the law counts from some fact has run out.
    TimeLimit,
}

impl ChangeKind {
    /// The word in machine formats.
    pub fn word(self) -> &'static str {
        match self {
            ChangeKind::LawStarts => "law_starts",
            ChangeKind::LawEnds => "law_ends",
            ChangeKind::FactStarts => "fact_starts",
            ChangeKind::FactEnds => "fact_ends",
            ChangeKind::TimeLimit => "time_limit",
        }
    }
}

/// A number of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayRange {
    /// At least so many.
    pub min: u64,
    /// At most so many; nothing where it is still running.
    pub max: Option<u64>,
}

/// A number of records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Records {
    /// How many, as a range.
    pub count: CountRange,
    /// What one record is: `person_day`, `transmission` …
    pub unit: Name,
}
