//! What of a rule came out differently: read off the proofs of two columns.

use super::{ChangedFact, Column, ComparedRow, Element, ElementKind};
use crate::judge::is_group;
use crate::outcome::{Finding, Reason, Verdict};
use crate::scenario::Fact;
use crate::source::Span;
use crate::text::{Name, Text};

/// Fills in the elements of every entry of a row that differs from the first column.
pub(super) fn read_off(row: &mut ComparedRow, columns: &[Column]) {
    let findings = |at: usize, places: &[usize]| -> Vec<Finding> {
        let all = columns.get(at).map(|column| column.judgement.findings.as_slice()).unwrap_or_default();
        places.iter().filter_map(|place| all.get(*place)).cloned().collect()
    };
    let first = row.entries.first().map(|entry| findings(0, &entry.findings)).unwrap_or_default();
    for (at, entry) in row.entries.iter_mut().enumerate().skip(1).filter(|(_, entry)| !entry.differences.is_empty()) {
        let changed = columns.get(at).map(|column| column.changed.as_slice()).unwrap_or_default();
        let causes: Vec<&ChangedFact> = entry.causes.iter().flatten().filter_map(|fact| changed.get(*fact)).collect();
        let own = findings(at, &entry.findings);
        entry.elements = match (first.is_empty(), own.is_empty()) {
            (true, _) => reached(&own, &causes, ElementKind::Applies),
            (_, true) => reached(&first, &causes, ElementKind::AppliesNoMore),
            _ => elements(&first, &own),
        };
        keep_what_was_changed(&mut entry.elements, &causes);
    }
}

fn is_said(span: Option<Span>, causes: &[&ChangedFact]) -> bool {
    span.is_some_and(|span| causes.iter().any(|fact| fact.is_said_at(span)))
}

/// Each proof is told for one story, and the two stories may differ in what is open. So, where some parts rest on the changed facts,
/// the others are left out, and of the steps of each part those about the changed facts are told.
fn keep_what_was_changed(elements: &mut Vec<Element>, causes: &[&ChangedFact]) {
    let rests = |element: &Element| element.details.iter().any(|(_, span)| is_said(*span, causes));
    let is_part = |element: &Element| matches!(element.kind, ElementKind::Satisfied | ElementKind::Broken);
    if elements.iter().any(|element| is_part(element) && rests(element)) {
        elements.retain(|element| !is_part(element) || rests(element));
    }
    for element in elements.iter_mut().filter(|element| rests(element)) {
        element.details.retain(|(_, span)| is_said(*span, causes));
    }
    // That nobody says whether a thing exists is no step where other steps rest on what it says.
    for element in elements {
        let silent = |text: &Text| text.en.ends_with(&format!(": {}", Fact::Absent));
        if element.details.iter().any(|(text, _)| !silent(text)) {
            element.details.retain(|(text, _)| !silent(text));
        }
    }
}

/// A rule that reaches something in one column only: its conditions that rest on the changed facts.
fn reached(findings: &[Finding], causes: &[&ChangedFact], kind: ElementKind) -> Vec<Element> {
    let mut found: Vec<Element> = Vec::new();
    let told = findings.iter().flat_map(|finding| &finding.explanation.because).filter(|reason| reason.holds);
    for reason in told.flat_map(|reason| if is_group(reason) { reason.children.iter().collect() } else { vec![reason] }) {
        let mut all = Vec::new();
        leaves(reason, &mut all);
        let details: Vec<(Text, Option<Span>)> = all
            .into_iter()
            .filter(|leaf| leaf.holds && !leaf.text.is_empty() && is_said(leaf.span, causes))
            .map(|leaf| (leaf.text.clone(), leaf.span))
            .collect();
        if !details.is_empty() && !found.iter().any(|known| known.title == reason.text) {
            let details = if reason.children.is_empty() { Vec::new() } else { details };
            found.push(Element { kind, title: reason.text.clone(), cite: None, details });
        }
    }
    found
}

fn elements(before: &[Finding], after: &[Finding]) -> Vec<Element> {
    let mut found: Vec<Element> = Vec::new();
    for new in after {
        for old in before.iter().filter(|old| meets(old, new) && fares_differently(old, new)) {
            for element in between(old, new) {
                match found.iter_mut().find(|known| (known.kind, &known.title) == (element.kind, &element.title)) {
                    Some(known) => {
                        let more: Vec<_> = element.details.into_iter().filter(|detail| !known.details.contains(detail)).collect();
                        known.details.extend(more);
                    }
                    None => found.push(element),
                }
            }
        }
    }
    // What is satisfied here and broken there is told by the rows themselves.
    let both: Vec<Text> = found
        .iter()
        .filter(|one| found.iter().any(|other| other.title == one.title && other.kind != one.kind))
        .map(|one| one.title.clone())
        .collect();
    found.retain(|element| !both.contains(&element.title));
    found
}

fn fares_differently(old: &Finding, new: &Finding) -> bool {
    let grounds = |finding: &Finding| finding.grounds.iter().map(|(id, _)| id.clone()).collect::<Vec<Name>>();
    let points = |finding: &Finding| finding.decided_by.iter().map(|point| point.id.clone()).collect::<Vec<Name>>();
    old.verdict != new.verdict || grounds(old) != grounds(new) || points(old) != points(new)
}

/// Whether two findings are about some person, item and day in common.
fn meets(old: &Finding, new: &Finding) -> bool {
    let share = |a: &[Name], b: &[Name]| a.is_empty() || b.is_empty() || a.iter().any(|one| b.contains(one));
    // Groups that lie inside each other meet, and only their names are known here.
    old.period.overlaps(&new.period)
        && share(&old.data, &new.data)
        && (share(&old.people, &new.people) || old.people.len() != new.people.len())
}

fn between(old: &Finding, new: &Finding) -> Vec<Element> {
    let mut found = Vec::new();
    for tried in &new.explanation.tried {
        let Some(before) = old.explanation.tried.iter().find(|other| other.id == tried.id) else { continue };
        if before.holds != tried.holds {
            found.push(Element {
                kind: if tried.holds { ElementKind::Satisfied } else { ElementKind::Broken },
                title: tried.title.clone(),
                cite: tried.cite.clone(),
                details: news(&before.reasons, &tried.reasons, tried.holds),
            });
        }
    }
    if old.rule == new.rule && old.version == new.version {
        for (before, after) in old.explanation.because.iter().zip(&new.explanation.because) {
            if before.holds != after.holds {
                found.push(Element {
                    kind: if after.holds { ElementKind::Applies } else { ElementKind::AppliesNoMore },
                    title: after.text.clone(),
                    cite: None,
                    details: news(&before.children, &after.children, after.holds),
                });
            }
        }
    }
    let open = |finding: &Finding| !matches!(finding.verdict, Verdict::Violation | Verdict::Lawful);
    if open(old) || open(new) {
        found.extend(points(old, new, ElementKind::Settled));
        found.extend(points(new, old, ElementKind::Opened));
    }
    found
}

/// The points that decide one finding and not the other.
fn points(one: &Finding, other: &Finding, kind: ElementKind) -> Vec<Element> {
    let only = one.decided_by.iter().filter(|point| !other.decided_by.iter().any(|known| known.id == point.id));
    only.map(|point| Element { kind, title: point.question.clone(), cite: None, details: Vec::new() }).collect()
}

/// The steps that carry the answer now and did not before.
fn news(before: &[Reason], after: &[Reason], holds: bool) -> Vec<(Text, Option<Span>)> {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    before.iter().for_each(|reason| leaves(reason, &mut old));
    after.iter().for_each(|reason| leaves(reason, &mut new));
    let mut found: Vec<(Text, Option<Span>)> = Vec::new();
    for leaf in new {
        let known = old.iter().any(|other| other.text == leaf.text && other.holds == leaf.holds);
        let detail = (leaf.text.clone(), leaf.span);
        if leaf.holds == holds && !known && !leaf.text.is_empty() && !found.contains(&detail) {
            found.push(detail);
        }
    }
    found
}

fn leaves<'a>(reason: &'a Reason, found: &mut Vec<&'a Reason>) {
    if reason.children.is_empty() {
        found.push(reason);
    }
    reason.children.iter().for_each(|child| leaves(child, found));
}
