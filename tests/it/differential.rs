//! Two evaluators, always equal: the real one says of every cell what the slow, obvious one says.

use crate::properties::support::asking::{Questions, compared, shown};
use flowlaw::diagnostics::Diagnostics;
use flowlaw::judge::case::Options;
use flowlaw::load;
use flowlaw::source::Sources;
use std::path::Path;

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
