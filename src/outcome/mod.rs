//! What comes out: plain data, without any way to print itself.

use crate::date::Period;
use crate::diagnostics::Diagnostic;
use crate::rules::Verified;
use crate::scenario::CountRange;
use crate::source::Span;
use crate::text::{Name, Text};
use crate::vocabulary::Block;

/// The only words for a verdict, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Broken in every story.
    Violation,
    /// Depends on a fact that the parties dispute.
    Disputed,
    /// Depends on a fact that nobody stated.
    Undetermined,
    /// Depends on a question of law without a leading reading.
    OpenLaw,
    /// Kept in every story.
    Lawful,
    /// The rule does not reach it.
    NotApplicable,
}

impl Verdict {
    /// All of them, the gravest first.
    pub const ALL: [Verdict; 6] =
        [Verdict::Violation, Verdict::Disputed, Verdict::Undetermined, Verdict::OpenLaw, Verdict::Lawful, Verdict::NotApplicable];

    /// The word in files and reports.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Violation => "violation",
            Verdict::Disputed => "disputed",
            Verdict::Undetermined => "undetermined",
            Verdict::OpenLaw => "open_law",
            Verdict::Lawful => "lawful",
            Verdict::NotApplicable => "not_applicable",
        }
    }

    /// The verdict of a word.
    pub fn of(word: &str) -> Option<Verdict> {
        [Verdict::Violation, Verdict::Disputed, Verdict::Undetermined, Verdict::OpenLaw, Verdict::Lawful, Verdict::NotApplicable]
            .into_iter()
            .find(|verdict| verdict.word() == word)
    }
}

/// Why a point is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PointClass {
    /// Parties say different things.
    Disputed,
    /// Nobody said.
    NotStated,
    /// The law can be read in several ways.
    Law,
}

impl PointClass {
    /// The word in reports.
    pub fn word(self) -> &'static str {
        match self {
            PointClass::Disputed => "disputed",
            PointClass::NotStated => "not_stated",
            PointClass::Law => "law",
        }
    }
}

/// A point that decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidingPoint {
    /// Its id.
    pub id: Name,
    /// Why it is open.
    pub class: PointClass,
    /// The question.
    pub question: Text,
    /// The line that would answer it.
    pub line_to_add: Option<String>,
}

/// Who gives to whom, in one of the stories.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LegView {
    /// Who gives; nobody where the people themselves do.
    pub giver: Option<Name>,
    /// Who receives.
    pub receiver: Option<Name>,
    /// Who physically gets the data.
    pub holder: Option<Name>,
    /// `provide`, `entrust` …; empty where there is no leg.
    pub kind: &'static str,
}

/// What a finding is by one party's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyView {
    /// The party.
    pub party: Name,
    /// The verdict on its version.
    pub verdict: Verdict,
    /// By which grounds, where lawful.
    pub grounds: Vec<Name>,
}

/// One step of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What is so.
    pub text: Text,
    /// Whether it holds.
    pub holds: bool,
    /// Where it is written.
    pub span: Option<Span>,
    /// What it rests on.
    pub children: Vec<Reason>,
}

/// A ground, duty or exception that was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// Its id.
    pub id: Name,
    /// What people read.
    pub title: Text,
    /// Where it is written.
    pub cite: Option<Name>,
    /// Whether it holds in the story that is told.
    pub holds: bool,
    /// Why (not).
    pub reasons: Vec<Reason>,
}

/// Why a finding is what it is, told for one story.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explanation {
    /// The values of the open points in the story that is told: question and answer.
    pub story: Vec<(Text, Name)>,
    /// The leg that is told.
    pub leg: Option<LegView>,
    /// Why the rule applies.
    pub because: Vec<Reason>,
    /// Grounds, duties and exceptions.
    pub tried: Vec<Tried>,
    /// The way of the data, where it matters.
    pub path: Vec<Name>,
}

/// What a breach can cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SanctionView {
    /// Where it is written.
    pub cite: Name,
    /// The formula, for people.
    pub formula: Text,
    /// Whether it certainly applies, given the breach.
    pub certain: bool,
    /// The transition rule that brings it, if one does.
    pub by_transition: Option<Name>,
}

/// One row: one breach (or not) of one duty by one party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `rule:who:subject[:n]`, stable and readable.
    pub id: String,
    /// The pack.
    pub law: Name,
    /// The rule.
    pub rule: Name,
    /// Its title.
    pub title: Text,
    /// Law and article.
    pub article: Text,
    /// The rule version's period.
    pub version: Period,
    /// How far the rule was checked.
    pub verified: Verified,
    /// The verdict.
    pub verdict: Verdict,
    /// Questions of law on whose leading reading the verdict rests.
    pub rests_on: Vec<DecidingPoint>,
    /// Who answers.
    pub answers: Name,
    /// The block of what it is about.
    pub block: Block,
    /// What it is about: a flow, a consent, …
    pub subject: Name,
    /// The legs, in whichever story.
    pub legs: Vec<LegView>,
    /// The people.
    pub people: Vec<Name>,
    /// How many.
    pub people_count: CountRange,
    /// The data.
    pub data: Vec<Name>,
    /// From when to when.
    pub period: Period,
    /// Grounds by which it is (or would be) lawful.
    pub grounds: Vec<(Name, Text)>,
    /// What decides it.
    pub decided_by: Vec<DecidingPoint>,
    /// Each party's version.
    pub by_party: Vec<PartyView>,
    /// The rule that takes its place.
    pub subsumed_by: Vec<Name>,
    /// What it can cost.
    pub sanctions: Vec<SanctionView>,
    /// Open points to print with it.
    pub notes: Vec<Text>,
    /// Why.
    pub explanation: Explanation,
    /// Sources of the facts it rests on.
    pub sources: Vec<Name>,
    /// Where the subject stands.
    pub span: Span,
    /// How many points were too many for an exact answer; nothing where it is exact.
    pub too_many_points: Option<usize>,
}

/// A pack that was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedPack {
    /// Its id.
    pub id: Name,
    /// Its title.
    pub title: Text,
    /// Its version.
    pub version: Name,
    /// Where it came from: `built in`, or a path.
    pub origin: String,
    /// How many of its rules were checked how far.
    pub verified: Vec<(Verified, usize)>,
}

/// Everything a run found.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// The scenario's id.
    pub scenario: Name,
    /// Its title.
    pub title: Text,
    /// The packs.
    pub packs: Vec<UsedPack>,
    /// In whose version; nothing for all stories.
    pub as_party: Option<Name>,
    /// With which variations.
    pub variations: Vec<(Name, Text)>,
    /// The rows, gravest rules first in the order of the packs.
    pub findings: Vec<Finding>,
    /// Everybody with a version.
    pub speakers: Vec<Name>,
    /// Open questions with how many findings each would decide, the most decisive first.
    pub questions: Vec<(DecidingPoint, usize)>,
    /// Warnings about the scenario.
    pub warnings: Vec<Diagnostic>,
    /// Names of parties for reports.
    pub names: Vec<(Name, Text)>,
}
