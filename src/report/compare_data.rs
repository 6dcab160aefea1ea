//! A comparison for programs and spreadsheets: every row that differs, complete.

use super::compare::{Compared, hull};
use super::csv::guarded;
use crate::compare::{ChangedFact, Element, Entry};
use crate::outcome::Finding;
use crate::source::{Sources, Span};
use crate::text::{Name, Text};
use serde_json::{Value, json};

/// The name of the format.
pub const FORMAT: &str = "flowlaw/compare/1";

const HEADER: &[&str] = &[
    "kind",
    "column",
    "label",
    "law",
    "rule",
    "article",
    "title",
    "answers",
    "about",
    "before",
    "after",
    "differences",
    "people_before",
    "people_after",
    "from_before",
    "through_before",
    "from_after",
    "through_after",
    "grounds_after",
    "causes",
    "elements",
    "rows_moved",
];

/// One line for every changed fact and for every row of a column that differs from the first one.
pub fn csv(compared: &Compared<'_>) -> String {
    let mut writer = ::csv::WriterBuilder::new().from_writer(Vec::new());
    let mut complete = writer.write_record(HEADER).is_ok();
    for (at, column) in compared.comparison.columns.iter().enumerate().skip(1) {
        let number = (at + 1).to_string();
        for fact in &column.changed {
            let mut record = vec![String::new(); HEADER.len()];
            let mut set = |key: &str, value: String| {
                if let Some(cell) = HEADER.iter().position(|name| *name == key).and_then(|place| record.get_mut(place)) {
                    *cell = guarded(&value);
                }
            };
            set("kind", fact.kind.word().to_owned());
            set("column", number.clone());
            set("label", column.label.clone());
            set("about", fact.path.clone());
            set("before", fact.before.clone().unwrap_or_default());
            set("after", fact.after.clone().unwrap_or_default());
            set("rows_moved", fact.rows.to_string());
            complete &= writer.write_record(&record).is_ok();
        }
        for row in &compared.comparison.rows {
            let Some((first, entry)) = row.entries.first().zip(row.entries.get(at)).filter(|(_, entry)| !entry.differences.is_empty())
            else {
                continue;
            };
            let (before, after) = (compared.findings(0, first), compared.findings(at, entry));
            let record = [
                "row".to_owned(),
                number.clone(),
                column.label.clone(),
                row.law.to_string(),
                row.rule.to_string(),
                compared.article(row),
                compared.title(row),
                row.answers.to_string(),
                format!("{}.{}", row.block.key(), row.subject),
                verdicts(&before),
                verdicts(&after),
                entry.differences.iter().map(|difference| difference.word()).collect::<Vec<_>>().join("; "),
                people(&before),
                people(&after),
                ends(&before).0,
                ends(&before).1,
                ends(&after).0,
                ends(&after).1,
                names(after.iter().flat_map(|finding| finding.grounds.iter().map(|(id, _)| id))),
                causes(entry, &column.changed).iter().map(|together| together.join(" + ")).collect::<Vec<_>>().join("; "),
                entry.elements.iter().map(|element| compared.element(element)).collect::<Vec<_>>().join("; "),
                String::new(),
            ];
            complete &= writer.write_record(record.iter().map(|cell| guarded(cell))).is_ok();
        }
    }
    debug_assert!(complete, "writing into memory does not fail");
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// The verdicts of a row's findings, the gravest first.
fn verdicts(findings: &[&Finding]) -> String {
    let mut all: Vec<_> = findings.iter().map(|finding| finding.verdict).collect();
    all.sort_unstable();
    all.dedup();
    all.iter().map(|verdict| verdict.word()).collect::<Vec<_>>().join("; ")
}

fn people(findings: &[&Finding]) -> String {
    names(findings.iter().flat_map(|finding| &finding.people))
}

fn names<'n>(all: impl Iterator<Item = &'n Name>) -> String {
    let mut found: Vec<&str> = Vec::new();
    for name in all {
        if !found.contains(&&**name) {
            found.push(name);
        }
    }
    found.join("; ")
}

fn ends(findings: &[&Finding]) -> (String, String) {
    let period = hull(findings);
    let through = period.as_ref().and_then(super::words::through).unwrap_or_default();
    (period.as_ref().map_or_else(String::new, super::words::from), through)
}

/// The paths of the causes of an entry.
fn causes(entry: &Entry, changed: &[ChangedFact]) -> Vec<Vec<String>> {
    let name = |at: &usize| changed.get(*at).map(|fact| if fact.path.is_empty() { fact.kind.word().to_owned() } else { fact.path.clone() });
    entry.causes.iter().map(|together| together.iter().filter_map(name).collect()).collect()
}

/// Everything as JSON, in a stable order.
pub fn json(compared: &Compared<'_>, sources: &Sources) -> String {
    let columns: Vec<Value> = compared
        .comparison
        .columns
        .iter()
        .map(|column| {
            let judgement = &column.judgement;
            json!({
                "label": column.label,
                "scenario": { "id": &*judgement.scenario, "title": both(&judgement.title) },
                "as": judgement.as_party.as_deref(),
                "variations": judgement.variations.iter().map(|(id, title)| json!({ "id": &**id, "title": both(title) })).collect::<Vec<_>>(),
                "law_as_of": column.law_as_of.map(|day| day.to_string()),
                "changed": column.changed.iter().map(|fact| changed(fact, sources)).collect::<Vec<_>>(),
            })
        })
        .collect();
    let rows: Vec<Value> = compared
        .comparison
        .rows
        .iter()
        .map(|row| {
            let entries: Vec<Value> = row.entries.iter().enumerate().map(|(at, entry)| entry_value(compared, at, entry, sources)).collect();
            json!({
                "law": &*row.law,
                "rule": &*row.rule,
                "article": compared.article(row),
                "title": compared.title(row),
                "answers": &*row.answers,
                "about": { "block": row.block.key(), "id": &*row.subject },
                "entries": entries,
            })
        })
        .collect();
    let value = json!({ "schema": FORMAT, "columns": columns, "rows": rows, "same": compared.comparison.same });
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text
}

fn entry_value(compared: &Compared<'_>, at: usize, entry: &Entry, sources: &Sources) -> Value {
    let changed = compared.comparison.columns.get(at).map(|column| column.changed.as_slice()).unwrap_or_default();
    let findings: Vec<Value> = compared
        .findings(at, entry)
        .iter()
        .map(|finding| {
            json!({
                "id": finding.id,
                "rule": &*finding.rule,
                "verdict": finding.verdict.word(),
                "rests_on_reading": !finding.rests_on.is_empty(),
                "people": strings(&finding.people),
                "people_count": { "min": finding.people_count.min, "max": finding.people_count.max },
                "data": strings(&finding.data),
                "from": super::words::from(&finding.period),
                "through": super::words::through(&finding.period),
                "grounds": finding.grounds.iter().map(|(id, _)| &**id).collect::<Vec<_>>(),
                "decided_by": finding.decided_by.iter().map(|point| &*point.id).collect::<Vec<_>>(),
                "subsumed_by": strings(&finding.subsumed_by),
                "sanctions": finding.sanctions.iter().map(|view| json!({
                    "cite": &*view.cite, "formula": both(&view.formula), "certain": view.certain,
                    "by_transition": view.by_transition.as_deref(),
                })).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "findings": findings,
        "differences": entry.differences.iter().map(|difference| difference.word()).collect::<Vec<_>>(),
        "causes": causes(entry, changed),
        "elements": entry.elements.iter().map(|element| element_value(element, sources)).collect::<Vec<_>>(),
    })
}

fn element_value(element: &Element, sources: &Sources) -> Value {
    let details: Vec<Value> = element
        .details
        .iter()
        .map(|(text, span)| json!({ "text": both(text), "location": span.map(|span| location(span, sources)) }))
        .collect();
    json!({ "kind": element.kind.word(), "title": both(&element.title), "cite": element.cite.as_deref(), "details": details })
}

fn changed(fact: &ChangedFact, sources: &Sources) -> Value {
    json!({
        "kind": fact.kind.word(),
        "path": fact.path,
        "before": fact.before,
        "after": fact.after,
        "location": fact.span.map(|span| location(span, sources)),
        "rows_moved": fact.rows,
    })
}

fn strings(names: &[Name]) -> Vec<&str> {
    names.iter().map(|name| &**name).collect()
}

pub(super) fn both(text: &Text) -> Value {
    json!({ "en": &*text.en, "ko": text.get(crate::text::Language::Korean) })
}

pub(super) fn location(span: Span, sources: &Sources) -> Value {
    let place = sources.location(span);
    json!({ "file": place.file, "line": place.line, "column": place.column })
}
