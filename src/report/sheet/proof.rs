//! Why a row is what it is, as data: every format that shows reasons shows these.

use super::clean;
use super::facts::Provenance;
use crate::outcome::{DecidingPoint, Finding, PointClass, Reason, Tried, Verdict};
use crate::report::explain::{citation, rule_of};
use crate::report::lines::Report;
use crate::report::messages::Message;
use crate::report::reason::version_of;
use crate::report::{rows, words};
use crate::rules::Demand;
use crate::source::Sources;
use std::fmt::Write as _;

/// Levels of a tree that are shown.
const DEPTH: usize = 6;

/// One step of a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Whether it holds.
    pub holds: bool,
    /// What is so (or not).
    pub text: String,
    /// File and line; empty where it follows from other steps.
    pub place: String,
    /// Ids of the sources of the fact.
    pub sources: Vec<String>,
    /// What it rests on.
    pub steps: Vec<Step>,
}

impl Step {
    /// The first fact that makes the step what it is.
    pub fn leaf(&self) -> &Step {
        self.steps.iter().find(|step| step.holds == self.holds).map_or(self, Step::leaf)
    }

    /// File and line without the folders.
    pub fn short_place(&self) -> &str {
        self.place.rsplit(['/', '\\']).next().unwrap_or_default()
    }
}

/// A ground, duty or exception that was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// Whether it holds.
    pub holds: bool,
    /// Its title with where it is written.
    pub title: String,
    /// Why (not).
    pub steps: Vec<Step>,
}

/// A point that decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Its id.
    pub id: String,
    /// Why it is open.
    pub class: PointClass,
    /// The same in words.
    pub class_name: String,
    /// The question.
    pub question: String,
    /// The line that would answer it.
    pub line: Option<String>,
}

/// Something that can be read elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What people read.
    pub text: String,
    /// Where a browser may find it.
    pub address: Option<String>,
}

/// Why a row is what it is, told for one story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The row's id.
    pub id: String,
    /// An id for places in a page: letters, digits and dashes.
    pub anchor: String,
    /// Leg, path, and what else is known about the row, with labels.
    pub labels: Vec<(String, String)>,
    /// The answers to open points in the story that is told.
    pub story: Vec<String>,
    /// Why the rule applies.
    pub because: Vec<Step>,
    /// Whether the rule demands duties, and not one ground of several.
    pub duties: bool,
    /// What the list of grounds that hold is called.
    pub held_heading: String,
    /// Grounds that hold, or duties that were kept.
    pub held: Vec<Ground>,
    /// What the list of grounds that fail is called.
    pub failed_heading: String,
    /// Grounds that fail, or duties that were not kept.
    pub failed: Vec<Ground>,
    /// What decides the row.
    pub deciding: Vec<Point>,
    /// Each party's version.
    pub views: Vec<(String, Verdict, String)>,
    /// What a breach can cost.
    pub sanctions: Vec<String>,
    /// Open points to print with it.
    pub notes: Vec<String>,
    /// Where the facts come from.
    pub sources: Vec<Link>,
    /// The rule: id, law and article, version, how far it was checked, where it stands.
    pub rule: Vec<Link>,
    /// Where the subject stands.
    pub place: String,
}

impl Proof {
    /// The proof of a row.
    pub fn new(report: &Report<'_>, finding: &Finding, facts: &Provenance, files: &Sources) -> Proof {
        let language = report.language;
        let told = &finding.explanation;
        let mut telling = Telling { report, facts, files, shown: Vec::new() };
        let because = told.because.iter().map(|reason| telling.step(reason, 1)).collect();
        let duties = version_of(report, finding).is_some_and(|version| matches!(version.demand, Demand::Required(_)));
        let (held, failed): (Vec<&Tried>, Vec<&Tried>) = told.tried.iter().partition(|tried| tried.holds);
        let (held_heading, failed_heading) =
            if duties { (Message::Duties, Message::DutiesMissing) } else { (Message::ExcusedBy, Message::WhyNotExcused) };
        Proof {
            id: clean(&finding.id),
            anchor: anchor(&finding.id),
            labels: labels(report, finding),
            story: told.story.iter().map(|(question, answer)| clean(&format!("{} {answer}", report.text(question)))).collect(),
            because,
            duties,
            held_heading: held_heading.say(language),
            held: held.into_iter().map(|tried| telling.ground(tried)).collect(),
            failed_heading: failed_heading.say(language),
            failed: failed.into_iter().map(|tried| telling.ground(tried)).collect(),
            deciding: finding.decided_by.iter().chain(&finding.rests_on).map(|open| point(report, open)).collect(),
            views: finding.by_party.iter().map(|view| (clean(&report.party(&view.party)), view.verdict, view_text(report, view))).collect(),
            sanctions: finding.sanctions.iter().map(|sanction| sanction_text(report, sanction)).collect(),
            notes: finding.notes.iter().map(|note| clean(report.text(note))).collect(),
            sources: finding
                .sources
                .iter()
                .map(|id| {
                    let (text, address) = facts.citation(id);
                    Link { text, address }
                })
                .collect(),
            rule: rule(report, finding, files),
            place: clean(&files.line_reference(finding.span)),
        }
    }
}

/// What was shown already is not shown again, only pointed at.
struct Telling<'a, 'b> {
    report: &'a Report<'b>,
    facts: &'a Provenance,
    files: &'a Sources,
    shown: Vec<&'a Reason>,
}

impl<'a> Telling<'a, '_> {
    fn step(&mut self, reason: &'a Reason, level: usize) -> Step {
        let mut step = Step {
            holds: reason.holds,
            text: clean(self.report.text(&reason.text)),
            place: reason.span.map_or_else(String::new, |span| clean(&self.files.line_reference(span))),
            sources: self.facts.of_reason(reason).iter().map(|id| clean(id)).collect(),
            steps: Vec::new(),
        };
        if level >= DEPTH {
            return step;
        }
        let mut again = false;
        for child in &reason.children {
            if !child.children.is_empty() {
                if self.shown.contains(&child) {
                    again = true;
                    continue;
                }
                self.shown.push(child);
            }
            let child = self.step(child, level + 1);
            step.steps.push(child);
        }
        if again {
            let text = Message::AsAbove.say(self.report.language);
            step.steps.push(Step { holds: reason.holds, text, place: String::new(), sources: Vec::new(), steps: Vec::new() });
        }
        step
    }

    /// Of a ground that fails, what fails is what matters.
    fn ground(&mut self, tried: &'a Tried) -> Ground {
        let cite = tried.cite.as_ref().map_or_else(String::new, |cite| format!(" ({cite})"));
        let all_hold = tried.reasons.iter().all(|reason| reason.holds);
        let told = tried.reasons.iter().filter(|reason| tried.holds || !reason.holds || all_hold);
        let steps = told.map(|reason| self.step(reason, 2)).collect();
        Ground { holds: tried.holds, title: clean(&format!("{}{cite}", self.report.text(&tried.title))), steps }
    }
}

/// Ids of rows become ids of places: letters and digits stay, everything else is written as its number.
pub fn anchor(id: &str) -> String {
    let mut anchor = String::from("finding-");
    for c in id.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => anchor.push(c),
            '-' | ':' | '_' => anchor.push(if c == ':' { '.' } else { c }),
            c => drop(write!(anchor, "u{:x}", u32::from(c))),
        }
    }
    anchor
}

fn labels(report: &Report<'_>, finding: &Finding) -> Vec<(String, String)> {
    let language = report.language;
    let legs: Vec<String> = finding.legs.iter().map(rows::leg).filter(|leg| !leg.is_empty()).collect();
    let path: Vec<&str> = finding.explanation.path.iter().map(|name| &**name).collect();
    let groups: Vec<String> = finding.people.iter().map(|id| report.title_of(crate::vocabulary::Block::People, id)).collect();
    let mut labels = vec![
        (Message::ColumnId.say(language), finding.id.clone()),
        (Message::ColumnPeople.say(language), groups.join(", ")),
        (Message::ColumnPeriod.say(language), words::period(&finding.period)),
        (Message::LegIs.say(language), legs.join("; ")),
        (Message::PathIs.say(language), path.join(" → ")),
    ];
    for stricter in &finding.subsumed_by {
        labels.push((Message::GivesWay.fill(language, &[""]).trim().to_owned(), stricter.to_string()));
    }
    labels.into_iter().filter(|(_, text)| !text.is_empty()).map(|(label, text)| (label, clean(&text))).collect()
}

fn point(report: &Report<'_>, point: &DecidingPoint) -> Point {
    let class = match point.class {
        PointClass::Disputed => Message::ClassDisputed,
        PointClass::NotStated => Message::ClassNotStated,
        PointClass::Law => Message::ClassLaw,
    };
    Point {
        id: clean(&point.id),
        class: point.class,
        class_name: class.say(report.language),
        question: clean(report.text(&point.question)),
        line: point.line_to_add.as_deref().map(clean),
    }
}

fn view_text(report: &Report<'_>, view: &crate::outcome::PartyView) -> String {
    let grounds: Vec<&str> = view.grounds.iter().map(|id| &**id).collect();
    let word = words::verdict(view.verdict, report.language);
    clean(&if grounds.is_empty() { word } else { format!("{word} ({})", grounds.join(", ")) })
}

fn sanction_text(report: &Report<'_>, sanction: &crate::outcome::SanctionView) -> String {
    let language = report.language;
    let possibly = if sanction.certain { String::new() } else { format!("{}: ", Message::Possibly.say(language)) };
    let transition =
        sanction.by_transition.as_ref().map_or_else(String::new, |id| format!(" [{}]", Message::ByTransition.fill(language, &[id])));
    clean(&format!("{possibly}{} ({}){transition}", report.text(&sanction.formula), sanction.cite))
}

fn rule(report: &Report<'_>, finding: &Finding, files: &Sources) -> Vec<Link> {
    let Some(rule) = rule_of(report, finding) else { return Vec::new() };
    let language = report.language;
    let address = rule.cite.url.as_deref().and_then(super::facts::web_address);
    let plain = |text: String| Link { text: clean(&text), address: None };
    vec![
        Link { text: clean(&format!("{}: {}", rule.id, citation(rule))), address },
        plain(Message::Version.fill(language, &[&finding.version.to_string()])),
        plain(Message::CheckedLevel.fill(language, &[rule.verified.word()])),
        plain(files.line_reference(rule.span)),
    ]
}
