//! The shipped law against its own examples, and the shipped scenarios against what their files expect.
//!
//! The Kakao Pay case: the regulators' version, the company's version, the decisions of 2025 and 2026, what flips and what does not,
//! and every variation stand as rows in `scenarios/kakaopay-alipay/expect.yaml`; this runs them all.

use flowlaw::diagnostics::{Diagnostics, render};
use flowlaw::expectations::{run_examples, run_expected};
use flowlaw::judge::case::Law;
use flowlaw::judge::contradictions::check_pack;
use flowlaw::load;
use flowlaw::source::Sources;
use std::fs;
use std::path::PathBuf;

fn messages(sources: &Sources, problems: &Diagnostics) -> String {
    problems.sorted().iter().map(|problem| render(sources, problem, false)).collect()
}

/// Every shipped folder with a scenario, the decided cases among them.
pub fn scenario_folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = ["scenarios", "scenarios/decisions"]
        .into_iter()
        .flat_map(|place| fs::read_dir(place).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("scenario.yaml").is_file())
        .collect();
    folders.sort();
    folders
}

#[test]
fn every_built_in_pack_loads_without_a_word() {
    for name in load::built_in_packs() {
        let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
        let loaded = load::pack(name, None, &mut sources, &mut problems).unwrap();
        check_pack(&loaded.pack, &mut problems);
        assert!(problems.is_empty(), "{}", messages(&sources, &problems));
        assert_eq!(loaded.origin, "built in");
    }
}

#[test]
fn every_example_in_the_law_comes_out_as_it_says() {
    for name in load::built_in_packs() {
        let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
        let loaded = load::pack(name, None, &mut sources, &mut problems).unwrap();
        let results = run_examples(&loaded.pack);
        assert!(results.len() > 100, "{name} has {} examples", results.len());
        let failed: Vec<String> = results
            .iter()
            .filter(|result| !result.passed())
            .map(|result| {
                format!(
                    "{} of {}: expected {}, came out as {}\n{}",
                    result.example,
                    result.of,
                    result.expected,
                    result.actual,
                    messages(&sources, &result.problems)
                )
            })
            .collect();
        assert!(failed.is_empty(), "{}", failed.join("\n"));
    }
}

#[test]
fn every_expected_row_of_every_scenario_comes_out() {
    let mut rows = 0;
    let mut failed = Vec::new();
    for folder in scenario_folders() {
        let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
        let document = load::scenario(&folder, &mut sources, &mut problems).unwrap();
        let packs = load::packs(&[], Some(&document), &mut sources, &mut problems);
        assert!(!problems.has_errors(), "{}", messages(&sources, &problems));
        let law: Vec<Law<'_>> = packs.iter().map(|loaded| Law { pack: &loaded.pack, origin: &loaded.origin }).collect();
        let results = run_expected(&document, &law);
        rows += results.len();
        for result in results.iter().filter(|result| !result.passed()) {
            failed.push(format!("{}: {result:?}", sources.line_reference(result.span)));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(rows > 200, "only {rows} rows");
}

#[test]
fn every_rule_has_a_citation_and_a_title_in_both_languages() {
    for name in load::built_in_packs() {
        let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
        let loaded = load::pack(name, None, &mut sources, &mut problems).unwrap();
        for rule in &loaded.pack.rules {
            assert!(!rule.cite.law.is_empty() && !rule.cite.article.is_empty(), "{} has no citation", rule.id);
            assert!(
                !rule.title.en.is_empty() && !rule.title.ko.is_empty() && rule.title.en != rule.title.ko,
                "{} has no title in both languages",
                rule.id
            );
        }
    }
}

/// The law of `docs/encoding-a-law.md` is sound, and every excerpt on the page stands in its files.
#[test]
fn the_law_of_the_tutorial_is_what_its_page_shows() {
    let folder = PathBuf::from("docs/tutorial/swiss-law");
    let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
    let loaded = load::pack(folder.to_str().unwrap(), None, &mut sources, &mut problems).unwrap();
    check_pack(&loaded.pack, &mut problems);
    assert!(problems.is_empty(), "{}", messages(&sources, &problems));
    let results = run_examples(&loaded.pack);
    assert!(results.len() >= 30 && results.iter().all(flowlaw::expectations::ExampleResult::passed), "{results:?}");
    let files: Vec<String> = fs::read_dir(&folder).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    let page = fs::read_to_string("docs/encoding-a-law.md").unwrap();
    let excerpts: Vec<&str> = page.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(excerpts.len() >= 9);
    for excerpt in excerpts {
        assert!(files.iter().any(|file| file.contains(excerpt)), "no file of the tutorial holds\n{excerpt}");
    }
}
