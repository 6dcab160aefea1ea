//! Agreement with decisions: labels scored raw and assessed, on two invented decisions (`tests/data/agreement/`) under the mini law,
//! and the mistakes people make in writing such rows.

use crate::cli::{flowlaw, run_in, scratch};
use flowlaw::diagnostics::{Diagnostics, render};
use flowlaw::expectations::{Agreement, Answer, score};
use flowlaw::judge::case::Law;
use flowlaw::load;
use flowlaw::outcome::Verdict;
use flowlaw::source::Sources;
use std::fs;
use std::path::Path;

fn matches(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/agreement/{name}.txt"));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, actual).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == actual, "{name} differs; what came out:\n{actual}");
}

fn scored(path: &str) -> Agreement {
    let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
    let document = load::scenario(Path::new(path), &mut sources, &mut problems).unwrap();
    let packs = load::packs(&[], Some(&document), &mut sources, &mut problems);
    let messages: String = problems.sorted().iter().map(|problem| render(&sources, problem, false)).collect();
    assert!(problems.is_empty(), "{messages}");
    let law: Vec<Law<'_>> = packs.iter().map(|loaded| Law { pack: &loaded.pack, origin: &loaded.origin }).collect();
    score(&document, &law).unwrap()
}

#[test]
fn a_label_is_scored_on_raw_facts_and_with_what_the_authority_made_of_them() {
    let agreement = scored("tests/data/agreement/asked");
    let answers: Vec<(Answer, Answer)> = agreement.labels.iter().map(|label| (label.raw.answer, label.assessed.answer)).collect();
    assert_eq!(
        answers,
        [
            (Answer::Undecided, Answer::Agrees),
            (Answer::Undecided, Answer::Agrees),
            (Answer::Agrees, Answer::Agrees),
            (Answer::Agrees, Answer::Agrees),
            (Answer::NotEncoded, Answer::NotEncoded),
        ]
    );
    let first = &agreement.labels[0];
    assert_eq!(first.raw.decisive, Some(true), "the dispute decides");
    assert_eq!(first.assessed.right_party, Some(true));
    assert_eq!(first.assessed.overlap, Some((365, 549)), "the flow ran in 2021, the authority counts from July 2020 on");
    assert_eq!(first.assessed.remedies, Some((1, 1)), "asking everybody makes it lawful");
    assert_eq!(agreement.labels[1].raw.decisive, Some(true), "nobody says what for");
    assert_eq!(agreement.unsourced, ["flows.at_home"]);
}

#[test]
fn a_wrong_answer_that_no_reading_changes_is_certain() {
    let agreement = scored("tests/data/agreement/appeal");
    let [order, judgment] = agreement.labels.as_slice() else { panic!("two labels") };
    assert!(!order.counts && order.raw.answer == Answer::Agrees);
    assert!(judgment.counts && judgment.raw.answer == Answer::Wrong && judgment.raw.certain && judgment.is_wrong_and_certain());
}

/// The decided cases that are shipped, as `docs/agreement.md` shows them.
#[test]
fn no_decided_case_gets_a_wrong_answer_as_certain() {
    let mut folders: Vec<_> = fs::read_dir("scenarios/decisions").unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(folders.len() >= 15, "only {} cases", folders.len());
    for folder in folders {
        let document = load::scenario(&folder, &mut Sources::default(), &mut Diagnostics::default()).unwrap();
        for source in document.base.get("sources").unwrap().entries() {
            assert!(source.value.get("place").is_some(), "{}: {} says nothing of the place in it", folder.display(), source.key);
        }
        let agreement = scored(folder.to_str().unwrap());
        assert!(agreement.unsourced.is_empty(), "{}: facts without a source: {:?}", agreement.scenario, agreement.unsourced);
        for label in &agreement.labels {
            let told = format!("{}: {} of {}", agreement.scenario, label.article, label.party);
            assert!(!label.is_wrong_and_certain(), "{told} is wrong and given as certain");
            let disagrees = [&label.raw, &label.assessed].iter().any(|scored| matches!(scored.answer, Answer::Wrong | Answer::NotEncoded));
            assert!(!disagrees || label.because.is_some(), "{told} differs and nobody says why");
            let positive = label.expected == Verdict::Violation;
            assert!(positive || label.assessed.answer != Answer::Wrong, "{told} was no violation, and must stay none");
        }
    }
}

#[test]
fn the_table_tells_every_measure_case_and_disagreement() {
    let output = flowlaw(&["test", "tests/data/agreement", "--agreement"]);
    assert_eq!((output.code, output.stderr.as_str()), (1, ""), "a wrong answer was given as certain");
    matches("table", &output.stdout);
    matches("table-ko", &flowlaw(&["test", "tests/data/agreement", "--agreement", "--lang", "ko"]).stdout);
    let fine = flowlaw(&["test", "tests/data/agreement/asked", "--agreement"]);
    assert_eq!(fine.code, 0, "undecided and not encoded are told, and fail nothing");
    let none = flowlaw(&["test", "tests/data/cli/case", "--agreement"]);
    assert_eq!((none.code, none.stdout.as_str()), (3, "no scenario here says what was decided: rows of `expect` with `confidence`\n"));
}

#[test]
fn without_the_table_only_a_certain_error_fails() {
    matches("plain", &flowlaw(&["test", "tests/data/agreement"]).stdout);
    assert_eq!(flowlaw(&["test", "tests/data/agreement"]).code, 1);
    assert_eq!(flowlaw(&["test", "tests/data/agreement/asked"]).code, 0);
}

#[test]
fn mistakes_in_decided_rows_are_told() {
    let law = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cli/law");
    let folder = scratch("decided");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/agreement/appeal/scenario.yaml")).unwrap();
    let mut page = String::new();
    for (from, to) in [
        ("by: tribunal", "by: tribunl"),
        ("date: 2023-02-01", "date: 2021-02-01"),
        ("decision: order", "decision: ordr"),
        ("confidence: P }", "confidence: X }"),
        ("verdict: lawful", "verdict: undetermined"),
        ("    article: \"Mini 1a\"\n", "    article: \"Mini 1a\"\n    as: tribunal\n"),
        ("    confidence: P\n", ""),
        ("rule: mini-1\n", "rule: mini-x\n"),
        ("rule: mini-1, party", "rule: none, party"),
        (", by: tribunal, date: 2023-02-01", ", date: 2023-02-01"),
    ] {
        assert!(text.contains(from), "{from}");
        fs::write(folder.join("scenario.yaml"), text.replace(from, to)).unwrap();
        let output = run_in(&folder, &["test", "scenario.yaml", "--law", law.to_str().unwrap()], "");
        assert!(output.code == 2 || output.code == 1, "{to} ends with {}", output.code);
        assert!(!output.stderr.is_empty(), "nothing is said about {to}");
        page.push_str(&format!("{} -> {}\n{}\n", from.trim(), to.trim(), output.stderr));
    }
    matches("mistakes", &page);
}
