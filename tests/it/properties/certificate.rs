//! Explanations: what an explanation names is enough for what it explains.

use super::support::asking::{cells, document as read, judged, try_document};
use super::support::cases;
use super::support::law::{TOY, pack};
use super::support::scenarios::stated;
use flowlaw::judge::case::Options;
use flowlaw::outcome::{Explanation, Reason, Verdict};
use flowlaw::rules::Pack;
use flowlaw::scenario::{Choice, Document, Fact, Value, instantiate};
use flowlaw::source::Span;
use flowlaw::vocabulary::{Block, Kind, attribute};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Every place that an explanation names.
fn named(explanation: &Explanation) -> Vec<Span> {
    fn collect(reason: &Reason, into: &mut Vec<Span>) {
        into.extend(reason.span);
        reason.children.iter().for_each(|child| collect(child, into));
    }
    let mut found = Vec::new();
    explanation
        .because
        .iter()
        .chain(explanation.tried.iter().flat_map(|tried| &tried.reasons))
        .for_each(|reason| collect(reason, &mut found));
    found
}

/// Facts that can be unknown without changing who sends what to whom, and when. The leg that an explanation names stands for the facts
/// of the work behind it; where parties and people are decides whether the law is asked at all.
fn forgettable(document: &Document) -> Vec<Span> {
    let model = instantiate(document, &Choice::default()).model;
    let mut found = Vec::new();
    for block in Block::ALL {
        for (key, fact) in model.block(block).iter().flat_map(flowlaw::scenario::Entity::facts) {
            let Some(attribute) = attribute(block, key) else { continue };
            let is_word = matches!(attribute.kind, Kind::Judgment | Kind::Words(_) | Kind::Word(_) | Kind::Count);
            let is_kept = matches!(
                (block, *key),
                (Block::Data | Block::Events | Block::Assessments, "kind")
                    | (Block::Certificates, "scheme")
                    | (Block::Consents, "for")
                    | (Block::Tasks, _)
                    | (_, "established_in" | "located_in")
            );
            match fact {
                Fact::Stated(Value::Map(entries), _) => found.extend(entries.iter().filter_map(|(_, inner)| inner.span())),
                Fact::Stated(_, span) if is_word && !is_kept => found.push(*span),
                _ => {}
            }
        }
    }
    found
}

/// The text with everything unknown that the explanation does not name.
fn reduced(text: &str, document: &Document, explanation: &Explanation) -> String {
    let kept = named(explanation);
    let touches = |span: &Span| kept.iter().any(|other| other.start < span.end && span.start < other.end);
    let mut gone: BTreeSet<Span> = forgettable(document).into_iter().filter(|span| !touches(span)).collect();
    let mut text = text.to_owned();
    while let Some(span) = gone.pop_last() {
        text.replace_range(span.start as usize..span.end as usize, "unknown");
    }
    text
}

/// The toy law without relations among rules: an explanation names no rule that would displace or exempt, but does not apply.
fn toy() -> Pack {
    let documents: Vec<String> = TOY
        .split("---\n")
        .filter(|document| !document.contains("exempts:"))
        .map(|document| document.replace("overrides: [ r-give ]\n", ""))
        .collect();
    pack(&documents.join("\n---\n"))
}

proptest! {
    #![proptest_config(cases(24))]

    /// 31. Certificate.
    #[test]
    fn what_an_explanation_names_alone_gives_the_verdict_again(scenario in stated()) {
        let (law, text) = (toy(), scenario.text());
        let options = Options { readings: vec![("q-open".into(), "strict".into())], detail: flowlaw::judge::case::Detail::EveryReason, ..Options::default() };
        let document = read(&text);
        for finding in judged(&document, &[&law], &options).findings.iter().filter(|finding| finding.verdict == Verdict::Violation) {
            let text = reduced(&text, &document, &finding.explanation);
            let Ok(alone) = try_document(&text) else { return Err(TestCaseError::fail(text)) };
            let day = BTreeSet::from([finding.period.from]);
            let found = cells(&alone, &law, &options, &|_| day.clone()).answers;
            // A row is explained for one of its cells.
            let again = found.iter().any(|(place, answer)| {
                let same = place.0 == finding.rule && place.1 == finding.answers && place.3 == finding.subject;
                same && place.5.iter().all(|item| finding.data.contains(item)) && answer.verdict == Verdict::Violation
            });
            prop_assert!(again, "{} on {}\n{text}", finding.id, finding.period.from);
        }
    }
}

/// 31. Why a consent does not count is part of the reasons: here that it names somebody else as the recipient.
#[test]
fn an_explanation_names_what_a_consent_told_wrongly() {
    let text = "scenario: consent
parties: { shop: { established_in: KR, sector: private }, mill: { established_in: KR }, elsewhere: { established_in: KR } }
people: { g: { of: shop, located_in: KR } }
tasks: { t: { done_by: mill, work_of: mill, own_use: yes } }
flows: { f: { from: shop, to: mill, people: g, data: [email], task: t, purpose: delivery, needed_for: { contract: no }, period: 2020-09 } }
consents: { c: { by: g, to: shop, for: provision, bundled_with: none, needed: yes, told: { data: yes, recipient: elsewhere, purpose: yes } } }
";
    let readings = vec![("q-open".into(), "strict".into())];
    let options = Options { readings, detail: flowlaw::judge::case::Detail::EveryReason, ..Options::default() };
    let findings = judged(&read(text), &[&toy()], &options).findings;
    let row = findings.iter().find(|row| &*row.rule == "r-give" && row.verdict == Verdict::Violation).expect("a breach");
    let words: Vec<&str> = named(&row.explanation).iter().map(|span| &text[span.start as usize..span.end as usize]).collect();
    assert!(words.contains(&"elsewhere"), "{words:?}");
}
