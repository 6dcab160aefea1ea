//! What a pack is made of, after it was read.

use crate::date::{Day, Period};
use crate::source::Span;
use crate::syntax::Node;
use crate::text::{Name, Text};
use crate::vocabulary::{Attribute, Binding, WordList};

/// The law of one country or regime.
#[derive(Debug, Clone)]
pub struct Pack {
    /// Its id, as `--law` names it.
    pub id: Name,
    /// What people read.
    pub title: Text,
    /// Its own version.
    pub version: Name,
    /// Countries and zones whose law this is; the first one is a country, where a party is moved to by `--law-if`.
    /// Empty where the pack does not say and its id is no country.
    pub home: Vec<Name>,
    /// The concept that says where the law applies at all, by its place in [`Pack::concepts`].
    pub scope: Option<usize>,
    /// How this law turns flows into legs.
    pub legs: LegRules,
    /// Open questions of law.
    pub questions: Vec<OpenQuestion>,
    /// Rules, in the order of their files.
    pub rules: Vec<Rule>,
    /// Concepts.
    pub concepts: Vec<Concept>,
    /// Dated tables.
    pub tables: Vec<Table>,
    /// Transition rules.
    pub transitions: Vec<Transition>,
    /// How hard kinds of changes are under this law, where it differs from what is usual: money, time and friction.
    pub costs: Vec<(Name, [u32; 3])>,
    /// Articles that are known and not encoded.
    pub not_encoded: Vec<NotEncoded>,
    /// Tiny scenarios that examples start from, by id.
    pub example_scenarios: Vec<(Name, Node)>,
    /// How many conditions there are; their ids run below this.
    pub conditions: u32,
}

/// How a law turns flows into legs.
#[derive(Debug, Clone, Default)]
pub struct LegRules {
    /// The concept that says whether somebody works for somebody, by its place in [`Pack::concepts`].
    pub works_for: Option<usize>,
    /// Where it holds, whoever the holder works for is the recipient in law; where not, the holder is.
    pub recipient_is_principal: Option<Condition>,
    /// Days on which the law about legs changes, in order.
    pub days: Vec<Day>,
}

/// An article that the pack knows and does not judge.
#[derive(Debug, Clone)]
pub struct NotEncoded {
    /// The law.
    pub law: Name,
    /// The article.
    pub article: Name,
    /// Why.
    pub because: Text,
}

/// A question of law that is not settled.
#[derive(Debug, Clone)]
pub struct OpenQuestion {
    /// Its id.
    pub id: Name,
    /// The question.
    pub question: Text,
    /// The readings, in order.
    pub readings: Vec<(Name, Text)>,
    /// The leading reading, by its place, where there is one.
    pub leaning: Option<usize>,
    /// Who reads it so.
    pub cite: Option<Name>,
    /// Where it stands.
    pub span: Span,
}

/// Where a rule is written.
#[derive(Debug, Clone, Default)]
pub struct Citation {
    /// The law.
    pub law: Name,
    /// Article and paragraph.
    pub article: Name,
    /// A public page.
    pub url: Option<Name>,
    /// A judgment.
    pub case: Option<Name>,
}

/// How far a rule was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verified {
    /// Against the text of the law.
    Primary,
    /// Against a summary.
    Secondary,
    /// Not yet.
    Unverified,
}

impl Verified {
    /// The word in files and reports.
    pub fn word(self) -> &'static str {
        match self {
            Verified::Primary => "primary",
            Verified::Secondary => "secondary",
            Verified::Unverified => "unverified",
        }
    }
}

/// What a rule or concept looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Judged {
    /// Who gives to whom, in law.
    Leg,
    /// A piece of work, with a possible principal.
    Task,
    /// A consent.
    Consent,
    /// A party.
    Party,
    /// A stock of data.
    Holding,
    /// Something that happened.
    Event,
}

/// A statement of law with its dated versions.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its id.
    pub id: Name,
    /// Names the breach.
    pub title: Text,
    /// Where it is written.
    pub cite: Citation,
    /// How far it was checked.
    pub verified: Verified,
    /// What it looks at.
    pub judges: Judged,
    /// Who is responsible.
    pub answers: Vec<Binding>,
    /// Earlier rules that this one carries on.
    pub continues: Vec<Name>,
    /// Rules that take its place where a condition holds.
    pub subsumed_by: Vec<(Name, Option<Condition>)>,
    /// Rules that it displaces where it applies.
    pub overrides: Vec<Name>,
    /// Who must prove that a ground holds, and where that is written.
    pub burden: Vec<(Name, Name)>,
    /// Open points to print with a finding.
    pub notes: Vec<(Text, Option<Condition>)>,
    /// Its texts, by date.
    pub versions: Vec<RuleVersion>,
    /// Rules that displace it where they apply, by place: those that override it.
    pub displaced_by: Vec<usize>,
    /// Rules that make it lawful where they apply, by place.
    pub exempted_by: Vec<usize>,
    /// Days on which the law that it reads changes, in order.
    pub days: Vec<Day>,
    /// Its tests.
    pub examples: Option<Examples>,
    /// Where its id stands.
    pub span: Span,
}

/// A rule as it read in some period.
#[derive(Debug, Clone)]
pub struct RuleVersion {
    /// When.
    pub in_force: Period,
    /// To what it applies.
    pub when: Condition,
    /// What it demands.
    pub demand: Demand,
    /// Exceptions.
    pub unless: Vec<NamedCondition>,
    /// What a breach can cost.
    pub sanctions: Vec<Sanction>,
    /// Where it stands.
    pub span: Span,
}

/// What a rule demands.
#[derive(Debug, Clone)]
pub enum Demand {
    /// Forbidden unless one of these grounds holds.
    ForbiddenUnless(Vec<NamedCondition>),
    /// All of these duties.
    Required(Vec<NamedCondition>),
    /// Forbidden if this holds.
    ForbiddenIf(Condition),
    /// Makes these rules lawful.
    Exempts(Vec<Name>),
}

/// A ground, duty, exception or part: a condition that people can name.
#[derive(Debug, Clone)]
pub struct NamedCondition {
    /// Its id.
    pub id: Name,
    /// What people read.
    pub title: Text,
    /// Where it is written.
    pub cite: Option<Name>,
    /// The condition.
    pub holds_when: Condition,
    /// Tried even if nobody relied on it.
    pub ask: bool,
    /// Exceptions to it.
    pub unless: Vec<NamedCondition>,
    /// Where its id stands.
    pub span: Span,
}

/// What a breach can cost, as a formula: an amount is never computed without the facts it needs.
#[derive(Debug, Clone)]
pub struct Sanction {
    /// Where it is written.
    pub cite: Name,
    /// For which breaches.
    pub when: Option<Condition>,
    /// A share of turnover.
    pub surcharge: Option<Surcharge>,
    /// A fine of at most so much.
    pub fine: Option<u64>,
    /// Prison of at most so many years, or a criminal fine of at most so much.
    pub criminal: Option<(u64, u64)>,
    /// Whether it is uncertain that the amount applies.
    pub uncertain: bool,
    /// What people read beside it.
    pub title: Option<Text>,
}

/// A share of turnover.
#[derive(Debug, Clone)]
pub struct Surcharge {
    /// At most so many per cent.
    pub percent: Name,
    /// Of which turnover.
    pub of: Name,
    /// What is taken off first.
    pub less: Option<Name>,
    /// At most so much where there is no turnover.
    pub cap: Option<u64>,
}

/// A conclusion that rules build on.
#[derive(Debug, Clone)]
pub struct Concept {
    /// Its id.
    pub id: Name,
    /// What people read.
    pub title: Text,
    /// Where it is written.
    pub cite: Citation,
    /// How far it was checked.
    pub verified: Verified,
    /// What it looks at.
    pub judges: Judged,
    /// Its texts, by date.
    pub versions: Vec<ConceptVersion>,
    /// Concepts that cannot hold with it.
    pub exclusive_with: Vec<Name>,
    /// Its tests.
    pub examples: Option<Examples>,
    /// Where its id stands.
    pub span: Span,
}

/// A concept as it read in some period.
#[derive(Debug, Clone)]
pub struct ConceptVersion {
    /// When.
    pub in_force: Period,
    /// Named factors.
    pub parts: Vec<NamedCondition>,
    /// When it holds.
    pub holds_when: Condition,
    /// Exceptions.
    pub unless: Vec<NamedCondition>,
}

/// A dated table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its id.
    pub id: Name,
    /// What people read.
    pub title: Text,
    /// Where it is written.
    pub cite: Citation,
    /// How far it was checked.
    pub verified: Verified,
    /// Which words its keys are.
    pub list: WordList,
    /// Whether a missing row leaves the answer open.
    pub otherwise_unknown: bool,
    /// Its rows.
    pub rows: Vec<TableRow>,
    /// Where its id stands.
    pub span: Span,
}

/// One row of a table.
#[derive(Debug, Clone)]
pub struct TableRow {
    /// For which values.
    pub keys: Vec<Name>,
    /// When.
    pub in_force: Period,
    /// Until when old cases keep it.
    pub legacy_until: Option<Day>,
    /// The scheme that the receiver must be certified under.
    pub needs_certificate: Option<Name>,
    /// Where it does not count.
    pub unless: Option<Condition>,
    /// What it says.
    pub is: Option<Name>,
    /// Where it stands.
    pub span: Span,
}

/// Which law's sanctions govern a breach that runs over a change of law.
#[derive(Debug, Clone)]
pub struct Transition {
    /// Its id.
    pub id: Name,
    /// What people read.
    pub title: Text,
    /// Where it is written.
    pub cite: Citation,
    /// How far it was checked.
    pub verified: Verified,
    /// The rules it is about.
    pub chain: Vec<Name>,
    /// For which breaches.
    pub when: Option<Condition>,
    /// What follows.
    pub effect: TransitionEffect,
    /// Where its id stands.
    pub span: Span,
}

/// What a transition rule says.
#[derive(Debug, Clone)]
pub enum TransitionEffect {
    /// A breach still running on this day has the sanctions of one rule, or these, for all its days.
    IfRunningOn(Day, Option<Name>, Vec<Sanction>),
    /// Acts before this day keep the sanctions of their own time.
    CutAt(Day),
}

/// Tests of a rule or concept.
#[derive(Debug, Clone)]
pub struct Examples {
    /// The tiny scenario they start from.
    pub start_from: Name,
    /// A change made to it first.
    pub change: Option<Node>,
    /// The tests.
    pub cases: Vec<Example>,
    /// Where they stand.
    pub span: Span,
}

/// One test.
#[derive(Debug, Clone)]
pub struct Example {
    /// Its id.
    pub id: Name,
    /// What is different.
    pub change: Option<Node>,
    /// The verdict, or `holds`, `fails`.
    pub expect: Name,
    /// By which ground.
    pub ground: Option<Name>,
    /// Which flow, consent, holding or event.
    pub flow: Option<Name>,
    /// Who answers.
    pub party: Option<Name>,
    /// Readings of open questions.
    pub readings: Vec<(Name, Name)>,
    /// In whose version.
    pub as_party: Option<Name>,
    /// Where it stands.
    pub span: Span,
}

/// Which sides of a cell a condition looks at: decides how often it must be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "a set of four sides, each in or out")]
pub struct Reads {
    /// The people.
    pub people: bool,
    /// The data item.
    pub item: bool,
    /// The day.
    pub day: bool,
    /// The leg (not only its flow).
    pub leg: bool,
}

impl Reads {
    /// What either looks at.
    #[must_use]
    pub fn and(self, other: Reads) -> Reads {
        Reads { people: self.people || other.people, item: self.item || other.item, day: self.day || other.day, leg: self.leg || other.leg }
    }
}

/// A condition.
#[derive(Debug, Clone)]
pub struct Condition {
    /// What it asks.
    pub kind: ConditionKind,
    /// Where it stands.
    pub span: Span,
    /// Its number in the pack.
    pub id: u32,
    /// What it looks at.
    pub reads: Reads,
}

/// What a condition asks.
#[derive(Debug, Clone)]
pub enum ConditionKind {
    /// All of these; always true where there are none.
    All(Vec<Condition>),
    /// Any of these.
    Any(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// A concept, by its place in [`Pack::concepts`].
    Concept(usize),
    /// A part of the concept it stands in, by its place.
    Part(usize),
    /// A path with a test.
    Test(Path, Test),
    /// A consent covers the cell.
    Consent(ConsentTest),
    /// A notice covers the cell.
    Notice(NoticeTest),
    /// A contract is in force.
    Contract {
        /// Its parties.
        between: Vec<Binding>,
        /// Its kind.
        kind: Vec<Name>,
        /// Whether it must cover the task.
        covers_task: bool,
        /// Clauses it must hold.
        clauses: Vec<Name>,
        /// Whether it must be in writing.
        in_writing: Option<bool>,
        /// Whether it must be filed.
        filed: Option<bool>,
    },
    /// A certificate is in force.
    Certificate {
        /// Who holds it.
        of: Vec<Binding>,
        /// Under which scheme.
        scheme: Vec<Name>,
        /// Recognised by which country.
        designated_by: Vec<Name>,
        /// With the measures that go with it.
        measures_taken: Option<bool>,
    },
    /// An assessment was made.
    Assessment {
        /// Its kind.
        kind: Vec<Name>,
        /// By whom.
        by: Option<Binding>,
        /// Whether it must be about the flow.
        about_flow: bool,
        /// Its result.
        result: Vec<Name>,
        /// Whether the measures close the gap.
        measures_close_gap: Option<bool>,
    },
    /// Every value is in a table.
    Table {
        /// The table, by its place in [`Pack::tables`].
        table: usize,
        /// The values.
        every: Vec<Path>,
        /// What the row must say.
        is: Option<Name>,
    },
    /// A question of law is read in one way: question and reading, by their places.
    Reading(usize, usize),
    /// The item came from a flow about people in one of these countries.
    FromCountry(Vec<Name>),
    /// Every source of the item came in under this task.
    AllEnteredUnderTask,
    /// Every way by which the item came allowed the purposes of the flow.
    PurposePermitted,
    /// On every way by which the item came one of these was done to it first.
    Guaranteed(Vec<Name>),
    /// More than so many days have passed since a date.
    DaysSince(Path, i32),
    /// A date has come.
    DoneBy(Path),
}

/// What a consent must be like.
#[derive(Debug, Clone, Default)]
pub struct ConsentTest {
    /// For one of these acts.
    pub acts: Vec<Name>,
    /// Telling these things.
    pub told: Vec<Name>,
    /// On its own.
    pub separate: bool,
    /// Given at least in this form.
    pub form_at_least: Option<Name>,
    /// In exactly one of these forms.
    pub form: Vec<Name>,
    /// Freely.
    pub freely: bool,
    /// Asked by; the giver if nothing is said.
    pub to: Option<Binding>,
    /// Asked as a condition of the service.
    pub required: Option<bool>,
    /// The service is impossible without it.
    pub needed: Option<bool>,
}

/// What a notice must be like.
#[derive(Debug, Clone, Default)]
pub struct NoticeTest {
    /// By; the giver if nothing is said.
    pub by: Option<Binding>,
    /// Through one of these channels.
    pub channels: Vec<Name>,
    /// Telling these things.
    pub told: Vec<Name>,
    /// Listing the task as entrusted.
    pub entrusted_task: bool,
}

/// `giver.sector`, `flow.needed_for.contract`.
#[derive(Debug, Clone)]
pub struct Path {
    /// What it starts from.
    pub binding: Binding,
    /// The key; nothing for what the engine itself knows (`leg.kind`, and a party on its own).
    pub attribute: Option<&'static Attribute>,
    /// The key inside a map.
    pub inner: Option<Name>,
    /// Where it stands.
    pub span: Span,
}

/// What a value must be like.
#[derive(Debug, Clone)]
pub enum Test {
    /// Some value is one of these words, or below one.
    Meets(Vec<Name>),
    /// No value is.
    Lacks(Vec<Name>),
    /// Some value is none of these.
    HasOtherThan(Vec<Name>),
    /// The party is among the values.
    HasParty(Binding),
    /// The party is not among the values.
    LacksParty(Binding),
    /// Every value is one of the other path's, or below one.
    Within(Path),
    /// Answered so.
    Answer(bool),
    /// At least so many, or a form at least as strong.
    AtLeast(u64),
    /// Fewer than so many.
    Below(u64),
    /// At least so many values.
    CountAtLeast(usize),
    /// Somebody stated it.
    Stated(bool),
    /// The opposite.
    Not(Box<Test>),
}
