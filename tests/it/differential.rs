//! Two evaluators, always equal: the real one says of every cell what the slow, obvious one says.

use crate::properties::support::asking::{Questions, compared, try_document};
use crate::properties::support::cases;
use crate::properties::support::law::{TOY, pack, shown};
use crate::properties::support::scenarios::scenarios;
use flowlaw::date::Day;
use flowlaw::diagnostics::Diagnostics;
use flowlaw::judge::case::Options;
use flowlaw::load;
use flowlaw::source::Sources;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

fn picked(picks: &[usize]) -> impl Fn(&Questions) -> BTreeSet<Day> + '_ {
    |questions| {
        let (first, last) = (questions.cuts[0], questions.cuts[questions.cuts.len() - 1]);
        let edges: Vec<Day> = questions.edges().into_iter().collect();
        let edge = |pick: &usize| edges[pick % edges.len()];
        let any = |pick: &usize| first.plus(i32::try_from(*pick).unwrap() % (last.0 - first.0));
        picks.iter().step_by(2).map(edge).chain(picks.iter().skip(1).step_by(2).map(any)).collect()
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn both_evaluators_agree_on_made_up_scenarios(scenario in scenarios(), picks in prop::collection::vec(0..10_000usize, 4), account in 0..4usize) {
        let law = pack(TOY);
        let text = scenario.text();
        let document = match try_document(&text) {
            Ok(document) => document,
            Err(problems) => return Err(TestCaseError::reject(problems.join("\n"))),
        };
        let speaker = document.speakers().first().cloned();
        let options = match account {
            0 => Options::default(),
            1 => Options { as_party: speaker, ..Options::default() },
            2 => Options { all_readings: true, ..Options::default() },
            _ => Options { readings: vec![("q-open".into(), "strict".into())], ..Options::default() },
        };
        let found = compared(&document, &law, &options, &picked(&picks)).differences;
        prop_assert!(found.is_empty(), "{text}\n{options:?}\n{}", found.join("\n"));
    }
}

/// The parties, groups and tasks that the counterexamples share.
const CAST: &str = "scenario: kept
parties: { a: { established_in: KR }, b: { established_in: KR }, c: { established_in: KR }, x: {}, y: {} }
people: { g: { of: a }, h: { part_of: g }, o: { of: b } }
tasks: { t: { done_by: b }, u: { done_by: c } }
data: { score: { kind: derived_score, derived_by: b, from: [email, balance] } }
";

/// A counterexample that a made-up scenario once led to, on every day on which something changes.
fn kept(facts: &str) {
    let (text, law) = (format!("{CAST}{facts}"), pack(TOY));
    let document = try_document(&text).unwrap_or_else(|problems| panic!("{}\n{text}", problems.join("\n")));
    let found = compared(&document, &law, &Options::default(), &Questions::edges);
    assert!(found.reached > 0 && found.differences.is_empty(), "{text}\n{}", found.differences.join("\n"));
}

#[test]
fn two_versions_may_bring_in_the_same_consent_with_different_words() {
    kept(
        "flows: { f1: { from: a, to: b, people: g, data: [email], task: t, period: 2020-06-28..2020-08-10 } }
disputes:
  asked:
    versions:
      v0: { by: x, change: { consents: { c3: { by: g, to: a, for: provision, told: all } } } }
      v1: { by: y, change: { consents: { c3: { by: g, to: a, for: overseas, told: [country, data] } } } }
",
    );
}

#[test]
fn items_that_came_in_different_ways_are_judged_apart() {
    kept(
        "flows:
  f1: { from: a, to: b, people: g, data: [email, balance], task: t, period: 2020-06-28..2020-08-10 }
  f2: { from: b, to: c, people: h, data: [score, email, phone], task: u, period: 2020-07-03..2020-08-05 }
",
    );
}

#[test]
fn people_of_two_groups_are_the_same_people_in_every_version() {
    kept(
        "flows: { f1: { from: a, to: b, people: g, data: [email], task: t, period: 2020-06-28..2020-08-10 } }
disputes:
  whose:
    versions:
      v0: { by: x, change: none }
      v1: { by: y, change: { flows: { f1: { people: { add: [o] } } } } }
",
    );
}

#[test]
fn what_some_people_asked_for_was_not_asked_for_by_others() {
    kept(
        "flows: { f1: { from: a, to: b, people: [g, o], data: [health], task: u, period: 2020-07-03..2020-08-05, act: publish, requested_by: g } }
",
    );
}

#[test]
fn an_assessment_that_does_not_exist_leaves_the_question_whether_there_is_another() {
    kept(
        "flows: { f1: { from: a, to: b, people: g, data: [health], task: u, period: 2020-07-03..2020-08-05 } }
assessments: { s1: { kind: pia, by: b, exists: no } }
",
    );
}

#[test]
fn a_technique_that_a_version_states_for_one_item_says_nothing_of_another() {
    kept(
        "flows:
  f1: { from: a, to: b, people: g, data: [email, balance], task: t, period: 2020-06-28..2020-08-10, technique: masked }
  f2: { from: b, to: c, people: g, data: [score], task: u, period: 2020-07-03..2020-08-05, purpose: marketing }
disputes:
  aim:
    versions:
      v0: { by: x, change: { flows: { f1: { purpose: marketing } } } }
      v1: { by: y, change: { flows: { f1: { purpose: [delivery], technique: { email: encrypted } } } } }
",
    );
}

#[test]
fn what_a_principal_had_already_matters_where_the_people_send_to_whoever_works_for_it() {
    kept(
        "flows:
  f1: { from: a, to: b, people: g, data: [email, balance], task: t, period: 2020-06-28..2020-08-10 }
  f3: { from: h, to: b, people: h, data: [health, email], task: t, period: 2020-07-01..2020-08-10 }
disputes:
  whom:
    versions:
      v0: { by: x, change: { flows: { f1: { to: c, reaches: SG } } } }
      v1: { by: y, change: { flows: { f1: { caused_by: g } } } }
",
    );
}

/// The shipped scenarios, but for the flagship, whose disputes make more worlds than can be told one by one.
const TEACHING: &[&str] =
    &["student", "lawful-shop", "domestic-entrustment", "hospital-cloud", "kakaopay-stage-1", "kakaopay-stage-2", "kakaopay-stage-3"];

fn teaching(name: &str) {
    assert!(TEACHING.contains(&name));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
    let document = load::scenario(&path, &mut sources, &mut problems).expect("a scenario");
    let packs = load::packs(&[], Some(&document), &mut sources, &mut problems);
    assert!(!problems.has_errors(), "{}", shown(&sources, &problems).join("\n"));
    let accounts = std::iter::once(Options::default())
        .chain(document.speakers().into_iter().map(|party| Options { as_party: Some(party), ..Options::default() }));
    for options in accounts {
        for law in &packs {
            let found = compared(&document, &law.pack, &options, &Questions::edges);
            assert!(found.differences.is_empty(), "{options:?}\n{}", found.differences.join("\n"));
            assert!(found.reached > 0 && found.too_many * 20 < found.reached, "{options:?}: {found:?}");
        }
    }
}

#[test]
fn both_evaluators_agree_on_the_student_s_file() {
    teaching("student");
}

#[test]
fn both_evaluators_agree_on_the_lawful_shop() {
    teaching("lawful-shop");
}

#[test]
fn both_evaluators_agree_on_domestic_entrustment() {
    teaching("domestic-entrustment");
}

#[test]
fn both_evaluators_agree_on_the_hospital_cloud() {
    teaching("hospital-cloud");
}

#[test]
fn both_evaluators_agree_on_stage_1() {
    teaching("kakaopay-stage-1");
}

#[test]
fn both_evaluators_agree_on_stage_2() {
    teaching("kakaopay-stage-2");
}

#[test]
fn both_evaluators_agree_on_stage_3() {
    teaching("kakaopay-stage-3");
}
