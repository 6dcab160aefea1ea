//! `flowlaw sweep`: counts against judging every story alone, the pages, every row, and what is typed wrong.

use crate::cli::flowlaw;
use flowlaw::diagnostics::Diagnostics;
use flowlaw::judge::case::{Detail, Law, Options, judge};
use flowlaw::load;
use flowlaw::outcome::{PointClass, Verdict};
use flowlaw::scenario::Document;
use flowlaw::source::Sources;
use flowlaw::sweep::{Kind, Request, Story, Swept, Where, sweep};
use flowlaw::text::Name;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const TOY: &str = "tests/data/decide/toy";
const STAGE_2: &str = "scenarios/kakaopay-stage-2";
const STAGE_3: &str = "scenarios/kakaopay-stage-3";
const HOSPITAL: &str = "scenarios/hospital-cloud";

/// What it takes to judge this one story by itself.
fn alone(document: &Document, swept: &Swept, story: &Story) -> Options {
    let mut options = Options { versions: Some(Vec::new()), detail: Detail::Verdicts, ..Options::default() };
    for (dimension, at) in swept.dimensions.iter().zip(&story.answers) {
        let value = &dimension.values[*at];
        match dimension.kind {
            Kind::Variation => {
                let made = if &**value == "with" { &dimension.id } else { value };
                let order = document.variation(made).map(|_| document.order_of(made).unwrap()).unwrap_or_default();
                options.variations.extend(order.into_iter().filter(|at| !options.variations.contains(at)).collect::<Vec<_>>());
            }
            Kind::Open(PointClass::Disputed) => options.versions.as_mut().unwrap().push((dimension.id.clone(), value.clone())),
            Kind::Open(PointClass::Law) => options.readings.push((dimension.id.clone(), value.clone())),
            Kind::Open(PointClass::NotStated) => panic!("this test answers no facts that nobody stated"),
        }
    }
    options
}

/// Sweeps, judges each story alone, and compares verdict by verdict and count by count.
fn compare(path: &str, points: &[&str], filters: &[(&str, Verdict)]) -> (usize, usize) {
    let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
    let document = load::scenario(Path::new(path), &mut sources, &mut problems).unwrap();
    let packs = load::packs(&[], Some(&document), &mut sources, &mut problems);
    let law: Vec<Law<'_>> = packs.iter().map(|loaded| Law { pack: &loaded.pack, origin: &loaded.origin }).collect();
    let request = Request {
        points: points.iter().map(|point| Name::from(*point)).collect(),
        variations: (0..document.variations.len()).collect(),
        filters: filters.iter().map(|(finding, verdict)| Where { finding: (*finding).into(), verdict: *verdict }).collect(),
    };
    let swept = sweep(&document, &law, &Options::default(), &request, &mut |_, _| {}).unwrap();
    let mut stories = Vec::new();
    let told = swept.tell::<()>(|story| {
        stories.push(story.clone());
        Ok(())
    });
    told.unwrap();
    assert_eq!(stories.len() as u128, swept.matching);
    let mut counts = vec![[0u128; 6]; swept.tallies.len()];
    for story in &stories {
        let judged = judge(&document, &law, &alone(&document, &swept, story), &mut problems).unwrap();
        let mut gravest: BTreeMap<String, Verdict> = BTreeMap::new();
        for finding in &judged.findings {
            let id = format!("{}:{}:{}", finding.rule, finding.answers, finding.subject);
            let known = gravest.entry(id).or_insert(finding.verdict);
            *known = finding.verdict.min(*known);
        }
        for (at, tally) in swept.tallies.iter().enumerate() {
            let expected = gravest.remove(&tally.id).unwrap_or(Verdict::NotApplicable);
            assert_eq!(story.verdicts[at], Some(expected), "{} in {:?}", tally.id, story.answers);
            counts[at][expected as usize] += 1;
        }
        assert!(gravest.is_empty(), "these were not swept: {gravest:?}");
    }
    for (tally, counted) in swept.tallies.iter().zip(&counts) {
        assert_eq!(tally.counts.as_ref(), Ok(counted), "{}", tally.id);
    }
    (stories.len(), swept.cases)
}

#[test]
fn every_story_comes_out_as_if_it_were_judged_alone() {
    assert_eq!(compare(TOY, &[], &[]), (16, 1));
    assert_eq!(compare(HOSPITAL, &["disputed"], &[]), (8, 1));
    // Two variations that write the same fact are one choice; what the parties dispute is changed by all three.
    assert_eq!(compare(STAGE_2, &["disputed"], &[]), (12, 6));
    // One variation changes the flows, two are bits, and two questions of law are read both ways.
    assert_eq!(compare(STAGE_3, &["disputed", "kr-cia-33-processor", "kr-efta-26-score"], &[]), (64, 2));
}

#[test]
fn what_is_not_chosen_stays_open_as_check_says() {
    assert_eq!(compare(TOY, &["entrusted", "disclosed"], &[]), (4, 1));
    assert_eq!(compare(HOSPITAL, &["need"], &[]), (4, 1));
}

#[test]
fn filtered_stories_are_counted_as_if_the_others_were_not_there() {
    assert_eq!(compare(TOY, &[], &[("toy-1", Verdict::Violation)]), (7, 1));
    let (stories, _) = compare(HOSPITAL, &["disputed"], &[("kr-pipa-17-1", Verdict::Violation), ("kr-pipa-26-2", Verdict::NotApplicable)]);
    assert_eq!(stories, 4);
    assert_eq!(compare(HOSPITAL, &["disputed"], &[("kr-pipa-28-8-1", Verdict::OpenLaw)]).0, 0);
}

#[test]
fn counts_equal_the_rows_also_where_nobody_said_something() {
    let arguments = ["sweep", HOSPITAL, "--variations", "all", "--points", "disputed,not_stated", "--only", "kr-pipa-2"];
    let output = flowlaw(&[&arguments as &[&str], &["-f", "json"]].concat());
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    let counted: Value = serde_json::from_str(&output.stdout).unwrap();
    let rows = flowlaw(&[&arguments as &[&str], &["-f", "json", "--rows"]].concat());
    let stories: Vec<Value> = rows.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(counted["stories"], stories.len().to_string());
    assert_eq!(stories.iter().map(|story| story["points"].to_string()).collect::<BTreeSet<_>>().len(), stories.len(), "each once");
    for finding in counted["findings"].as_array().unwrap() {
        for (verdict, count) in finding["in_stories"].as_object().unwrap() {
            let found = stories.iter().filter(|story| story["verdicts"][finding["id"].as_str().unwrap()] == *verdict).count();
            assert_eq!(*count, found.to_string(), "{} {verdict}", finding["id"]);
        }
    }
}

#[test]
fn pages_and_files_stand_in_both_languages() {
    for (name, arguments) in [
        ("toy", &["sweep", TOY] as &[&str]),
        ("toy-ko", &["sweep", TOY, "--lang", "ko", "--where", "toy-1=violation"]),
        ("toy-rows", &["sweep", TOY, "--points", "identifiable,disclosed", "--rows", "-f", "csv"]),
        ("stage-2", &["sweep", STAGE_2, "--points", "disputed", "--variations", "all", "--top", "3"]),
        ("stage-2-ko", &["sweep", STAGE_2, "--points", "disputed", "--variations", "all", "--lang", "ko", "--all"]),
        ("hospital-csv", &["sweep", HOSPITAL, "--points", "disputed", "-f", "csv"]),
        ("case", &["sweep", "scenarios/kakaopay-alipay", "--points", "disputed", "--only", "kr-pipa-17"]),
    ] {
        let output = flowlaw(arguments);
        assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{arguments:?}");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/sweep/{name}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &output.stdout).unwrap();
        }
        assert!(fs::read_to_string(&path).unwrap_or_default() == output.stdout, "{name} differs; what came out:\n{}", output.stdout);
    }
}

#[test]
fn what_is_typed_wrong_is_answered() {
    for (arguments, message, help) in [
        (&["--points", "needd"] as &[&str], "there is no open point `needd`", "did you mean `need`?"),
        (&["--variations", "policy"], "there is no variation `policy`", "`policy_completed`"),
        (&["--where", "kr-pipa-17-1=violatoin"], "there is no verdict `violatoin`", "did you mean `violation`?"),
        (&["--where", "kr-pipa-17-9=violation"], "there is no finding `kr-pipa-17-9`", "flowlaw sweep --all"),
        (&["--where", "kr-pipa-17-1"], "FINDING=VERDICT", "kr-pipa-17-1=violation"),
        (&["--rows"], "a row for each story", "-f csv"),
        (&["--as", "court"], "a court settles", "flowlaw check --as court"),
        (&["-o", "tests/data/nowhere/x.csv"], "there is no folder", "make the folder first"),
    ] {
        let output = flowlaw(&[&["sweep", HOSPITAL], arguments].concat());
        assert_eq!((output.code, output.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(output.stderr.contains(message) && output.stderr.contains(help), "{arguments:?}: {}", output.stderr);
    }
}

#[test]
fn too_many_stories_are_counted_but_not_written_one_by_one() {
    let whole = ["sweep", "scenarios/kakaopay-alipay"];
    assert_eq!(flowlaw(&whole).code, 0);
    let rows = flowlaw(&[&whole as &[&str], &["--rows", "-f", "csv"]].concat());
    assert_eq!((rows.code, rows.stdout.as_str()), (2, ""));
    assert!(rows.stderr.contains("too many to write one by one") && rows.stderr.contains("--points"), "{}", rows.stderr);
}
