//! What a scenario is compared with: rows that must come out, and what authorities and courts decided.
//!
//! An expected row says what the engine must answer. A *label* is a row with `confidence`: it says what somebody decided,
//! and the engine is measured against it, on the raw facts and with the assessments of whoever decided.

use super::document::{Document, check_keys, entries_of, no_such, words};
use super::lower::text;
use super::model::Item;
use super::shape;
use crate::date::{Period, VagueDate};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::source::Span;
use crate::syntax::Node;
use crate::text::{Name, Text};
use crate::vocabulary::{Block, WordList};

/// A row that `flowlaw test` compares with.
#[derive(Debug, Clone, Default)]
pub struct Expectation {
    /// In whose version; nothing for all stories at once.
    pub as_party: Option<Item>,
    /// With which variation.
    pub variation: Option<Item>,
    /// The rule; several only in a label, where they are one duty through time. Empty where `none` is written.
    pub rules: Vec<Item>,
    /// Who answers.
    pub party: Option<Item>,
    /// The flow, or the consent, holding or event that is judged.
    pub flow: Vec<Item>,
    /// The people.
    pub people: Vec<Item>,
    /// The data.
    pub data: Vec<Item>,
    /// The days, half-open.
    pub period: Option<Period>,
    /// The verdict.
    pub verdict: Option<Item>,
    /// By which ground.
    pub ground: Option<Item>,
    /// Readings of open questions.
    pub readings: Vec<(Name, Name)>,
    /// What makes the row a label.
    pub label: Option<Label>,
    /// Where it stands.
    pub span: Span,
}

/// What was decided, beyond the verdict.
#[derive(Debug, Clone, Default)]
pub struct Label {
    /// How surely it is known that this was decided: `P`, `S` or `M`.
    pub confidence: Name,
    /// The decision, by its id; nothing for the last one.
    pub decision: Option<Item>,
    /// The article as the authority cites it.
    pub article: Option<Name>,
    /// Facts that decided, as paths: `tasks.nsf.work_of`, `disputes.whose_work`.
    pub decisive: Vec<Item>,
    /// Variations that are the authority's remedies.
    pub lawful_if: Vec<Item>,
    /// Why the engine answers something else, in law.
    pub because: Option<Text>,
    /// Where it is said.
    pub sources: Vec<Item>,
}

/// One decision of an authority or a court. Of several the last one counts.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Its id.
    pub id: Name,
    /// What people read.
    pub title: Text,
    /// Whose decision it is: a party of the scenario.
    pub by: Option<Item>,
    /// When it was made.
    pub date: Option<VagueDate>,
    /// The variation that holds its own assessments.
    pub assessed: Option<Item>,
    /// Where it is said.
    pub sources: Vec<Item>,
    /// Where the id stands.
    pub span: Span,
}

/// The keys of an expected row.
const EXPECT_KEYS: &[&str] = &[
    "as",
    "variation",
    "rule",
    "party",
    "flow",
    "people",
    "data",
    "period",
    "verdict",
    "ground",
    "readings",
    "note",
    "confidence",
    "decision",
    "article",
    "decisive",
    "lawful_if",
    "because",
    "source",
];
/// Keys that only a label has.
const LABEL_KEYS: &[&str] = &["decision", "article", "decisive", "lawful_if", "because", "source"];
/// Keys that a label does not have: it is scored raw and assessed anyway.
const ROW_KEYS: &[&str] = &["as", "variation", "ground", "readings"];
/// The keys of a decision.
const DECISION_KEYS: &[&str] = &["title", "by", "date", "assessed", "source", "note"];

/// The words for a verdict, the only ones anywhere.
pub const VERDICTS: &[&str] = &["violation", "lawful", "not_applicable", "disputed", "undetermined", "open_law"];
/// What can have been decided.
const DECIDED: &[&str] = &["violation", "lawful", "not_applicable"];

/// Reads `decisions:`, in the order of the file.
pub(super) fn decisions(node: Option<&Node>, diagnostics: &mut Diagnostics) -> Vec<Decision> {
    let mut found: Vec<Decision> = Vec::new();
    for entry in entries_of(node, "decisions", diagnostics) {
        check_keys(&entry.value, "a decision", DECISION_KEYS, diagnostics);
        let one = |key: &str| words(entry.value.get(key)).into_iter().next();
        for (key, advice) in [("by", "write `by:` and the party that decided"), ("date", "write `date:` and the day of the decision")] {
            if entry.value.get(key).is_none() {
                let message = format!("decision `{}` has no `{key}`", entry.key);
                diagnostics.push(Diagnostic::new(&codes::MISSING_KEY, entry.key_span, message).help(advice));
            }
        }
        let date = one("date").and_then(|item| {
            VagueDate::parse(&item.name).map_err(|problem| diagnostics.push(Diagnostic::new(&codes::BAD_DATE, item.span, problem))).ok()
        });
        if let (Some(date), Some(earlier)) = (date, found.last().and_then(|before| before.date))
            && date.last < earlier.first
        {
            let message = format!("decision `{}` is older than the one before it", entry.key);
            let problem = Diagnostic::new(&codes::WRONG_TYPE, entry.key_span, message);
            diagnostics.push(problem.help("put the decisions in order of time: the last one counts"));
        }
        found.push(Decision {
            id: entry.key.clone(),
            title: entry.value.get("title").map_or_else(|| Text::same(entry.key.clone()), text),
            by: one("by"),
            date,
            assessed: one("assessed"),
            sources: words(entry.value.get("source")),
            span: entry.key_span,
        });
    }
    found
}

/// Reads `expect:`.
pub(super) fn expectations(node: Option<&Node>, diagnostics: &mut Diagnostics) -> Vec<Expectation> {
    let mut found = Vec::new();
    for row in node.map(Node::items).unwrap_or_default() {
        check_keys(row, "an expected row", EXPECT_KEYS, diagnostics);
        let one = |key: &str| words(row.get(key)).into_iter().next();
        let is_label = row.get("confidence").is_some();
        let verdict = one("verdict");
        let verdicts = if is_label { DECIDED } else { VERDICTS };
        match &verdict {
            Some(word) if !verdicts.contains(&&*word.name) => diagnostics.push(no_such("verdict", word, verdicts.iter().copied())),
            Some(_) => {}
            None => diagnostics.push(Diagnostic::new(&codes::MISSING_KEY, row.span, "the expected row has no `verdict`")),
        }
        let rules = rules(row, is_label, diagnostics);
        wrong_keys(row, is_label, diagnostics);
        let period = row.get("period").and_then(|node| {
            let word = node.as_word()?;
            Period::parse(word).map_err(|problem| diagnostics.push(Diagnostic::new(&codes::BAD_DATE, node.span, problem))).ok()
        });
        let readings = row.get("readings").map(Node::entries).unwrap_or_default();
        let label = is_label.then(|| label(row, diagnostics));
        found.push(Expectation {
            as_party: one("as"),
            variation: one("variation"),
            rules,
            party: one("party"),
            flow: words(row.get("flow")),
            people: words(row.get("people")),
            data: words(row.get("data")),
            period,
            verdict,
            ground: one("ground"),
            readings: readings.iter().filter_map(|entry| Some((entry.key.clone(), entry.value.as_word()?.clone()))).collect(),
            label,
            span: row.span,
        });
    }
    found
}

fn label(row: &Node, diagnostics: &mut Diagnostics) -> Label {
    let one = |key: &str| words(row.get(key)).into_iter().next();
    if let Some(word) = row.get("confidence") {
        shape::check_word(WordList::Confidence, "confidence", word, diagnostics);
    }
    Label {
        confidence: one("confidence").map(|item| item.name).unwrap_or_default(),
        decision: one("decision"),
        article: one("article").map(|item| item.name),
        decisive: words(row.get("decisive")),
        lawful_if: words(row.get("lawful_if")),
        because: row.get("because").map(text),
        sources: words(row.get("source")),
    }
}

/// The rules of a row. A label may name several, or `none` where no pack has encoded the article.
fn rules(row: &Node, is_label: bool, diagnostics: &mut Diagnostics) -> Vec<Item> {
    let Some(node) = row.get("rule") else {
        let problem = Diagnostic::new(&codes::MISSING_KEY, row.span, "the expected row has no `rule`");
        diagnostics.push(if is_label {
            problem.help("write `rule: none` where no pack has encoded the article, and say why in `because`")
        } else {
            problem
        });
        return Vec::new();
    };
    if node.is_word("none") && is_label {
        if row.get("because").is_none() {
            let problem = Diagnostic::new(&codes::MISSING_KEY, node.span, "a decided row without a rule says why");
            diagnostics.push(problem.help("add `because:` with what is not encoded"));
        }
        return Vec::new();
    }
    let rules = words(Some(node));
    if rules.len() > 1 && !is_label {
        let problem = Diagnostic::new(&codes::WRONG_TYPE, node.span, "an expected row is about one rule");
        diagnostics
            .push(problem.help("write a row for each rule; only rows with `confidence`, which say what was decided, may name several"));
    }
    rules
}

fn wrong_keys(row: &Node, is_label: bool, diagnostics: &mut Diagnostics) {
    let wrong = if is_label { ROW_KEYS } else { LABEL_KEYS };
    for entry in row.entries().iter().filter(|entry| wrong.contains(&&*entry.key)) {
        let (message, advice) = if is_label {
            (
                format!("a row that says what was decided has no `{}`", entry.key),
                "it is judged on the raw facts and again with the assessments of whoever decided: see `decisions`",
            )
        } else {
            (format!("`{}` belongs to a row that says what was decided", entry.key), "add `confidence: P`, `S` or `M`, or remove it")
        };
        diagnostics.push(Diagnostic::new(&codes::UNKNOWN_KEY, entry.key_span, message).help(advice));
    }
}

/// Names in decisions and labels must exist.
pub(super) fn check_decisions(document: &Document, diagnostics: &mut Diagnostics) {
    let ids_of = |block: Block| {
        let entries = document.base.get(block.key()).map(Node::entries).unwrap_or_default();
        entries.iter().map(|entry| entry.key.clone()).collect::<Vec<Name>>()
    };
    let (parties, sources) = (ids_of(Block::Parties), ids_of(Block::Sources));
    let variations: Vec<Name> = document.variations.iter().map(|variation| variation.id.clone()).collect();
    let decisions: Vec<Name> = document.decisions.iter().map(|decision| decision.id.clone()).collect();
    let mut check = |what: &str, items: &[Item], among: &[Name]| {
        for item in items.iter().filter(|item| !among.contains(&item.name)) {
            diagnostics.push(no_such(what, item, among.iter().map(|name| &**name)));
        }
    };
    let may_be_unread = |block: Block| document.unreadable.contains(&block);
    for decision in &document.decisions {
        if !may_be_unread(Block::Parties) {
            check("party", decision.by.as_slice(), &parties);
        }
        check("variation", decision.assessed.as_slice(), &variations);
        if !may_be_unread(Block::Sources) {
            check("source", &decision.sources, &sources);
        }
    }
    for label in document.expect.iter().filter_map(|row| row.label.as_ref()) {
        check("decision", label.decision.as_slice(), &decisions);
        check("variation", &label.lawful_if, &variations);
        if !may_be_unread(Block::Sources) {
            check("source", &label.sources, &sources);
        }
    }
    if let Some(row) = document.expect.iter().find(|row| row.label.is_some())
        && document.decisions.is_empty()
    {
        let problem = Diagnostic::new(&codes::MISSING_KEY, row.span, "the row says what was decided, but the scenario names no decision");
        diagnostics.push(problem.help("add `decisions: { its_id: { by: PARTY, date: 2024-05-01 } }`"));
    }
}
