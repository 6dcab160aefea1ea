//! Examples of rules and concepts: a tiny scenario with a change, judged by their pack alone.

use crate::diagnostics::{Diagnostic, Diagnostics, codes, nearest};
use crate::judge::case::{Law, Options, judge};
use crate::outcome::{Finding, Verdict};
use crate::rules::{
    Concept, Condition, ConditionKind, Demand, Example, Examples, Judged, Pack, Path, Reads, Rule, RuleVersion, Test, Verified,
};
use crate::scenario::{Document, Included};
use crate::source::Span;
use crate::syntax::{Entry, Node};
use crate::text::{Name, Text};
use crate::vocabulary::{Binding, Block};

/// How one example came out.
#[derive(Debug, Clone)]
pub struct ExampleResult {
    /// The rule or concept.
    pub of: Name,
    /// The example.
    pub example: Name,
    /// Where it stands.
    pub span: Span,
    /// What must come out: a verdict or `holds`, `fails`, `undetermined`; with a ground, `lawful by …`.
    pub expected: String,
    /// What does.
    pub actual: String,
    /// What is wrong with the example itself.
    pub problems: Diagnostics,
}

impl ExampleResult {
    /// Whether it came out as it must.
    pub fn passed(&self) -> bool {
        self.expected == self.actual && !self.problems.has_errors()
    }
}

/// The id that stands for a concept that is judged on its own.
const TRIAL: &str = "concept-trial";

/// Runs every example of a pack.
pub fn run_examples(pack: &Pack) -> Vec<ExampleResult> {
    let mut results = Vec::new();
    for rule in &pack.rules {
        if let Some(examples) = &rule.examples {
            results.extend(examples.cases.iter().map(|case| of_rule(pack, rule, examples, case)));
        }
    }
    for (at, concept) in pack.concepts.iter().enumerate() {
        if let Some(examples) = &concept.examples {
            let trial = trial_pack(pack, at, concept);
            results.extend(examples.cases.iter().map(|case| of_concept(&trial, concept, examples, case)));
        }
    }
    results
}

fn of_rule(pack: &Pack, rule: &Rule, examples: &Examples, case: &Example) -> ExampleResult {
    let mut problems = Diagnostics::default();
    if Verdict::of(&case.expect).is_none() {
        unknown(&mut problems, case, "verdict", &case.expect, Verdict::ALL.iter().map(|verdict| verdict.word()));
    }
    let exempted = exempted_by(rule);
    let findings = judged(pack, examples, case, &mut problems).map(|(_, findings)| findings).unwrap_or_default();
    let about: Vec<&Finding> = findings
        .iter()
        .filter(|finding| {
            if exempted.is_empty() {
                finding.rule == rule.id
            } else {
                exempted.contains(&finding.rule) && finding.grounds.iter().any(|(id, _)| *id == rule.id)
            }
        })
        .filter(|finding| is_asked_for(case, finding))
        .collect();
    let verdict = gravest(&about);
    let mut actual = verdict.word().to_owned();
    let mut expected = case.expect.to_string();
    if let Some(ground) = &case.ground {
        expected = format!("{expected} by {ground}");
        let grounds: Vec<&Name> = about
            .iter()
            .filter(|finding| finding.verdict == Verdict::Lawful)
            .flat_map(|finding| finding.grounds.iter().map(|(id, _)| id))
            .collect();
        if grounds.contains(&ground) {
            actual = format!("{actual} by {ground}");
        } else if let Some(other) = grounds.first() {
            actual = format!("{actual} by {other}");
        }
    }
    ExampleResult { of: rule.id.clone(), example: case.id.clone(), span: case.span, expected, actual, problems }
}

/// The rules that a rule of exemption makes lawful; empty for all others.
fn exempted_by(rule: &Rule) -> Vec<Name> {
    rule.versions
        .iter()
        .filter_map(|version| if let Demand::Exempts(rules) = &version.demand { Some(rules.clone()) } else { None })
        .flatten()
        .collect()
}

fn of_concept(trial: &Pack, concept: &Concept, examples: &Examples, case: &Example) -> ExampleResult {
    let mut problems = Diagnostics::default();
    if !matches!(&*case.expect, "holds" | "fails" | "undetermined") {
        unknown(&mut problems, case, "answer for a concept", &case.expect, ["holds", "fails", "undetermined"].into_iter());
    }
    let (document, findings) = judged(trial, examples, case, &mut problems).unzip();
    let sender = document.filter(|_| concept.judges == Judged::Task).and_then(|document| first_sender(&document));
    let findings = findings.unwrap_or_default();
    let about: Vec<&Finding> = findings
        .iter()
        .filter(|finding| is_asked_for(case, finding) && sender.as_ref().is_none_or(|sender| finding.answers == *sender))
        .collect();
    let actual = match gravest(&about) {
        Verdict::Violation => "holds",
        Verdict::Lawful | Verdict::NotApplicable => "fails",
        Verdict::Disputed | Verdict::Undetermined | Verdict::OpenLaw => "undetermined",
    };
    ExampleResult {
        of: concept.id.clone(),
        example: case.id.clone(),
        span: case.span,
        expected: case.expect.to_string(),
        actual: actual.to_owned(),
        problems,
    }
}

/// The first party that sends something; what people send themselves is nobody's work yet.
fn first_sender(document: &Document) -> Option<Name> {
    let parties = document.base.get(Block::Parties.key())?;
    let mut senders = document.base.get(Block::Flows.key())?.entries().iter().filter_map(|flow| flow.value.get("from")?.as_word());
    senders.find(|sender| parties.get(sender).is_some()).cloned()
}

/// A pack with one rule only, which is broken wherever the concept holds.
fn trial_pack(pack: &Pack, at: usize, concept: &Concept) -> Pack {
    let condition = |kind: ConditionKind, id: u32| Condition {
        kind,
        span: concept.span,
        id,
        reads: Reads { people: true, item: true, day: true, leg: true },
    };
    // For whom somebody works shows in the kind of leg.
    let when = if concept.judges == Judged::Task && pack.legs.works_for == Some(at) {
        let kind = Path { binding: Binding::Leg, attribute: None, inner: None, span: concept.span };
        condition(ConditionKind::Test(kind, Test::Meets(vec!["entrust".into(), "sub_entrust".into()])), pack.conditions)
    } else {
        condition(ConditionKind::Concept(at), pack.conditions)
    };
    let (judges, answers) = match concept.judges {
        Judged::Leg => (Judged::Leg, vec![Binding::Giver, Binding::Receiver]),
        Judged::Task => (Judged::Leg, vec![Binding::Giver]),
        Judged::Consent => (Judged::Consent, vec![Binding::Consent]),
        Judged::Party => (Judged::Party, vec![Binding::Party]),
        Judged::Holding => (Judged::Holding, vec![Binding::Holding]),
        Judged::Event => (Judged::Event, vec![Binding::Event]),
    };
    let days =
        pack.rules.iter().flat_map(|rule| rule.days.iter().copied()).chain(concept_days(pack)).collect::<std::collections::BTreeSet<_>>();
    let rule = Rule {
        id: TRIAL.into(),
        title: concept.title.clone(),
        cite: concept.cite.clone(),
        verified: Verified::Unverified,
        judges,
        answers,
        continues: Vec::new(),
        subsumed_by: Vec::new(),
        overrides: Vec::new(),
        burden: Vec::new(),
        notes: Vec::<(Text, Option<Condition>)>::new(),
        versions: vec![RuleVersion {
            in_force: crate::date::Period::ALWAYS,
            when,
            demand: Demand::ForbiddenUnless(Vec::new()),
            unless: Vec::new(),
            sanctions: Vec::new(),
            span: concept.span,
        }],
        displaced_by: Vec::new(),
        exempted_by: Vec::new(),
        days: days.into_iter().collect(),
        examples: None,
        span: concept.span,
    };
    Pack { scope: None, rules: vec![rule], transitions: Vec::new(), conditions: pack.conditions + 1, ..pack.clone() }
}

fn concept_days(pack: &Pack) -> Vec<crate::date::Day> {
    let versions = pack.concepts.iter().flat_map(|concept| &concept.versions).map(|version| version.in_force);
    let rows = pack.tables.iter().flat_map(|table| &table.rows);
    let periods = versions.chain(rows.clone().map(|row| row.in_force)).flat_map(|period| [period.from, period.until]);
    periods.chain(rows.filter_map(|row| row.legacy_until).map(|until| until.plus(1))).collect()
}

fn is_asked_for(case: &Example, finding: &Finding) -> bool {
    case.flow.as_ref().is_none_or(|flow| *flow == finding.subject) && case.party.as_ref().is_none_or(|party| *party == finding.answers)
}

fn gravest(findings: &[&Finding]) -> Verdict {
    findings.iter().map(|finding| finding.verdict).min().unwrap_or(Verdict::NotApplicable)
}

/// Judges the tiny scenario of an example with its changes.
fn judged(pack: &Pack, examples: &Examples, case: &Example, problems: &mut Diagnostics) -> Option<(Document, Vec<Finding>)> {
    let Some((_, start)) = pack.example_scenarios.iter().find(|(id, _)| *id == examples.start_from) else {
        unknown(problems, case, "example scenario", &examples.start_from, pack.example_scenarios.iter().map(|(id, _)| &**id));
        return None;
    };
    let mut root = start.clone();
    let changes: Vec<(&str, &Node)> =
        examples.change.iter().map(|change| ("start", change)).chain(case.change.iter().map(|change| ("case", change))).collect();
    let entry = |key: &str, value: Node| Entry { key: key.into(), key_span: case.span, value };
    let variations =
        changes.iter().map(|(id, change)| entry(id, Node::map(vec![entry("change", (*change).clone())], case.span))).collect::<Vec<_>>();
    let count = variations.len();
    if count > 0 {
        root.set("variations".into(), case.span, Node::map(variations, case.span));
    }
    let mut found = Diagnostics::default();
    let document = Document::read(&root, &Included::default(), &mut found);
    let options = Options {
        as_party: case.as_party.clone().filter(|party| &**party != "court"),
        court: case.as_party.as_deref() == Some("court"),
        variations: (0..count).collect(),
        readings: case.readings.clone(),
        ..Options::default()
    };
    let judgement = if found.has_errors() { None } else { judge(&document, &[Law { pack, origin: "" }], &options, &mut found) };
    problems.extend(found);
    judgement.map(|judgement| (document, judgement.findings))
}

fn unknown<'a>(problems: &mut Diagnostics, case: &Example, what: &str, word: &str, known: impl Iterator<Item = &'a str>) {
    let problem = Diagnostic::new(&codes::EXAMPLES, case.span, format!("example `{}`: there is no {what} `{word}`", case.id));
    problems.push(match nearest(word, known) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem,
    });
}
