//! Worlds: what is certain, what a party says, what a court would say, and what more facts can change.

use super::support::asking::{Cells, Place, Questions, answer, cells, is_certain, judged, starts, try_document};
use super::support::law::{TOY, pack};
use super::support::scenarios::{scenarios, stated, undisputed, unknowns, with_settled};
use super::support::{cases, document, options_as};
use flowlaw::judge::case::Options;
use flowlaw::judge::domains::Domains;
use flowlaw::judge::reference::Answer;
use flowlaw::outcome::Verdict;
use flowlaw::scenario::Document;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Whether what was certain still stands; a rule that reaches a cell no longer is a way of keeping it.
fn still_stands(before: &Answer, after: Option<&Answer>) -> bool {
    let now = after.map_or(Verdict::NotApplicable, |answer| answer.verdict);
    now == before.verdict || (before.verdict == Verdict::Lawful && now == Verdict::NotApplicable)
}

fn moved(before: &Cells, after: &Cells) -> Vec<String> {
    let gone = before.answers.iter().filter(|(place, answer)| {
        is_certain(answer) && !still_stands(answer, after.answers.get(*place)) && !after.too_many.contains(*place)
    });
    let new = after.answers.iter().filter(|(place, answer)| {
        answer.verdict == Verdict::Violation && !before.answers.contains_key(*place) && !before.too_many.contains(*place)
    });
    gone.chain(new).map(|(place, _)| format!("{place:?}: {:?}, then {:?}", before.answers.get(place), after.answers.get(place))).collect()
}

/// What a slip of the hand can leave in the place of a character.
const DAMAGE: &[&str] = &["", "}", ": ", "\n", "- ", "unknown", "[", "\u{ac00}", "2020-02-30", "none", "g", "0"];

proptest! {
    #![proptest_config(cases(24))]

    /// 1. Totality.
    #[test]
    fn every_scenario_that_loads_is_judged_in_bounded_steps(scenario in scenarios()) {
        let law = pack(TOY);
        let document = document(&scenario)?;
        let judgement = judged(&document, &[&law], &Options::default());
        let judged_cells = cells(&document, &law, &Options::default(), &starts);
        let places: Vec<&Place> = judged_cells.answers.keys().chain(&judged_cells.too_many).collect();
        for finding in &judgement.findings {
            let is_duty = |rule: &str, party: &str, subject: &str| rule == &*finding.rule && party == &*finding.answers && subject == &*finding.subject;
            let rows = judgement.findings.iter().filter(|row| is_duty(&row.rule, &row.answers, &row.subject)).count();
            let cells = places.iter().filter(|place| is_duty(&place.0, &place.1, &place.3)).count();
            prop_assert!(rows <= cells, "{}: {rows} rows, {cells} cells", finding.id);
        }
    }

    /// 1. Totality.
    #[test]
    fn a_damaged_scenario_is_refused_or_judged_and_never_a_panic(scenario in scenarios(), at in 0..4000usize) {
        let text: Vec<char> = scenario.text().chars().collect();
        let at = at % text.len();
        for with in DAMAGE {
            let mut text = text.clone();
            text.splice(at..=at, with.chars());
            let text: String = text.into_iter().collect();
            if let Ok(document) = try_document(&text) {
                judged(&document, &[&pack(TOY)], &Options::default());
            }
        }
    }

    /// 3. Two-valued worlds.
    #[test]
    fn where_every_fact_is_stated_and_every_question_is_read_nothing_stays_open(scenario in stated()) {
        let law = pack(TOY);
        let options = Options { readings: vec![("q-open".into(), "mild".into())], ..Options::default() };
        let found = cells(&document(&scenario)?, &law, &options, &starts).answers;
        prop_assume!(!found.is_empty());
        for (place, answer) in found {
            prop_assert!(matches!(answer.verdict, Verdict::Violation | Verdict::Lawful) && answer.decided_by.is_empty(), "{place:?} {answer:?}");
        }
    }

    /// 6. Information monotonicity.
    #[test]
    fn stating_what_was_unknown_never_moves_what_was_certain(scenario in undisputed(), pick in 0..50usize) {
        let law = pack(TOY);
        let before = document(&scenario)?;
        let open = unknowns(&scenario);
        prop_assume!(!open.is_empty());
        let questions = Questions::new(&before, &[&law], &Options::default());
        let domains = Domains::new(&questions.stories, &[&law]);
        let days = starts(&questions);
        let on = |document: &Document| cells(document, &law, &Options::default(), &|_| days.clone());
        let before = on(&before);
        for point in &open {
            let value = point.3[pick % point.3.len()];
            // Somebody who is no party to a task is one of many others until he is named.
            let (block, entries) = &scenario.blocks[point.0];
            let known = domains.principals(&entries[point.1].0);
            let is_known = *block != "tasks" || matches!(value, "yes" | "no" | "none") || known.iter().any(|party| &**party == value);
            let Some(after) = try_document(&with_settled(&scenario, point, value).text()).ok().filter(|_| is_known) else { continue };
            let found = moved(&before, &on(&after));
            prop_assert!(found.is_empty(), "{value} for {point:?}\n{}", found.join("\n"));
        }
    }

    /// 6. Information monotonicity, for disputes; 7. certain implies unanimous.
    #[test]
    fn what_is_certain_stands_in_every_party_s_version(scenario in scenarios()) {
        let law = pack(TOY);
        let document = document(&scenario)?;
        let all = cells(&document, &law, &Options::default(), &starts);
        for party in document.speakers() {
            let found = moved(&all, &cells(&document, &law, &options_as(&party), &starts));
            prop_assert!(found.is_empty(), "{party}\n{}", found.join("\n"));
        }
    }

    /// 7. What a row says of a party is what its version alone comes to.
    #[test]
    fn a_row_shows_for_each_party_what_its_version_alone_comes_to(scenario in scenarios()) {
        let law = pack(TOY);
        let document = document(&scenario)?;
        let all = judged(&document, &[&law], &Options::default());
        let questions = Questions::new(&document, &[&law], &Options::default());
        for party in document.speakers() {
            let own = cells(&document, &law, &options_as(&party), &starts);
            for (finding, (place, query)) in all.findings.iter().flat_map(|finding| questions.clear_cells(finding, &all.findings, &law).into_iter().map(move |cell| (finding, cell))) {
                let shown = finding.by_party.iter().find(|view| view.party == party).map(|view| view.verdict);
                if own.too_many.contains(&place) || finding.too_many_points.is_some() {
                    continue;
                }
                let said = own.answers.get(&place).map_or(Verdict::NotApplicable, |answer| answer.verdict);
                prop_assert_eq!(shown, Some(said), "{} {} {:?}", finding.id, party, query);
            }
        }
    }

    /// 8. Burden refines certainty.
    #[test]
    fn a_court_keeps_what_is_certain_and_settles_only_where_the_law_says_who_must_prove(scenario in scenarios()) {
        let law = pack(TOY);
        let document = document(&scenario)?;
        let plain = judged(&document, &[&law], &Options::default());
        let court = judged(&document, &[&law], &Options { court: true, ..Options::default() });
        let questions = Questions::new(&document, &[&law], &Options::default());
        for finding in &plain.findings {
            let rule = law.rules.iter().find(|rule| rule.id == finding.rule).expect("a rule");
            for (_, query) in questions.clear_cells(finding, &plain.findings, &law) {
                let after: BTreeSet<Verdict> = questions.rows(&court.findings, &finding.rule, &finding.answers, &query).into_iter().map(|row| row.verdict).collect();
                let certain = is_certain(&answer(Some(finding)));
                let kept = after.contains(&finding.verdict);
                let settled = !rule.burden.is_empty() && (after.contains(&Verdict::Violation) || after.iter().any(|verdict| !is_certain(&Answer { verdict: *verdict, decided_by: BTreeSet::new() })));
                prop_assert!(kept || (!certain && settled), "{} {:?} then {after:?}", finding.id, finding.verdict);
            }
        }
    }
}

const SPLIT: &str = "
scenario: split
parties: { shop: { established_in: KR }, mill: { established_in: KR }, left: { }, right: { } }
people: { g: { of: shop, located_in: KR } }
flows: { f: { from: shop, to: mill, people: g, data: email, period: 2024-01-01..2024-01-31, reaches: KR } }
disputes:
  first:
    versions:
      a: { by: left, change: { flows: { f: { purpose: marketing } } } }
      b: { by: right, change: { flows: { f: { purpose: delivery } } } }
  second:
    versions:
      a: { by: left, change: { parties: { mill: { privacy_officer: yes } } } }
      b: { by: right, change: { parties: { mill: { privacy_officer: no } } } }
";
const ONE_RULE: &str = "
pack: p
title: t
version: '1'
---
scenario: tiny
---
rule: r
in_force: 2020-01-01..
DEMAND
";

/// 7. The converse: two parties who agree on the outcome can both be wrong about it.
#[test]
fn parties_may_agree_although_a_mixed_story_comes_out_differently() {
    let law = ONE_RULE.replace("DEMAND", "forbidden_if: { any: [ [ { flow.purpose: marketing }, { receiver.privacy_officer: yes } ], [ { flow.purpose: delivery }, { receiver.privacy_officer: no } ] ] }");
    let (law, document) = (pack(&law), super::support::asking::document(SPLIT));
    let judgement = judged(&document, &[&law], &Options::default());
    let [row] = judgement.findings.as_slice() else { panic!("{:?}", judgement.findings) };
    assert_eq!(row.verdict, Verdict::Disputed);
    assert!(row.by_party.iter().all(|view| view.verdict == Verdict::Violation), "{:?}", row.by_party);
}

/// 9. What is certain whatever an unproven fact may be stays certain in court.
#[test]
fn a_court_does_not_lose_a_breach_that_stands_with_and_without_an_unproven_fact() {
    let law = ONE_RULE.replace(
        "DEMAND",
        "burden: { giver: '1' }\nforbidden_if: { any: [ { receiver.privacy_officer: yes }, { receiver.privacy_officer: no } ] }",
    );
    let scenario = "scenario: s\nparties: { shop: { established_in: KR }, mill: { established_in: KR } }\npeople: { g: { of: shop } }\nflows: { f: { from: shop, to: mill, data: email, period: 2024 } }\n";
    let (law, document) = (pack(&law), super::support::asking::document(scenario));
    for court in [false, true] {
        let judgement = judged(&document, &[&law], &Options { court, ..Options::default() });
        assert_eq!(judgement.findings.iter().map(|row| row.verdict).collect::<Vec<_>>(), [Verdict::Violation], "court: {court}");
    }
}

/// A word that nobody knows is a question wherever the law asks for it, in a test or in an operator.
#[test]
fn a_word_that_is_unknown_is_open_whatever_asks_for_it() {
    let cases = [
        ("{ receiver.sector: bank }", "", ""),
        ("{ consent: { for: provision, form: written } }", "", "consents: { c: { by: g, to: shop, for: provision, form: unknown } }"),
        (
            "{ consent: { for: provision, form: { at_least: written } } }",
            "",
            "consents: { c: { by: g, to: shop, for: provision, form: unknown } }",
        ),
        ("{ notice: { channel: direct } }", "", "notices: { n: { by: shop, channel: unknown } }"),
        ("{ contract: { between: [giver, receiver], kind: dpa } }", "", "contracts: { k: { between: [shop, mill], kind: unknown } }"),
        ("{ certificate: { of: receiver, scheme: iso } }", "", "certificates: { z: { of: mill, scheme: unknown } }"),
        (
            "{ certificate: { of: receiver, designated_by: KR } }",
            "",
            "certificates: { z: { of: mill, scheme: iso, designated_by: unknown } }",
        ),
        ("{ assessment: { kind: tia, result: fine } }", "", "assessments: { s: { kind: tia, by: shop, result: unknown } }"),
        ("{ table: { name: tab, every: [ receiver.established_in ] } }", "", "certificates: { z: { of: mill, scheme: unknown } }"),
        ("{ lineage: { guaranteed: masked } }", "technique: unknown", ""),
        ("{ lineage: { permits: purpose } }", "purpose: unknown", ""),
    ];
    let table = "\n---\ntable: tab\nkey: country\nrows: [ { country: KR, needs_certificate: shield } ]\n";
    for (condition, fact, block) in cases {
        let law = pack(
            &(ONE_RULE.replace(
                "DEMAND",
                &format!("when: {{ leg.kind: [provide, entrust] }}\nforbidden_unless: {{ ground: {{ holds_when: {condition} }} }}"),
            ) + table),
        );
        let comma = if fact.is_empty() { "" } else { ", " };
        let scenario = format!(
            "scenario: s\nparties: {{ shop: {{ established_in: KR }}, mill: {{ established_in: KR, sector: unknown }} }}\npeople: {{ g: {{ of: shop }} }}\n\
             flows:\n  before: {{ from: g, to: shop, data: email, period: 2024{comma}{fact} }}\n  f: {{ from: shop, to: mill, people: g, data: email, purpose: delivery, period: 2024 }}\n{block}\n"
        );
        let judgement = judged(&super::support::asking::document(&scenario), &[&law], &Options::default());
        let verdicts: Vec<Verdict> = judgement.findings.iter().map(|row| row.verdict).collect();
        assert_eq!(verdicts, [Verdict::Undetermined], "{condition}");
    }
}
