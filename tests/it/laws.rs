//! Several laws at once: the matrix, a company tried out in another country, and packs that do not go together.
//!
//! The laws are small ones of the tests' own (`tests/data/laws/`), so that real law can change without these pages.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop with the reason")]

use crate::cli::{flowlaw, scratch};
use std::fs;
use std::path::Path;

const CASE: &str = "tests/data/cli/case";
const BOTH: &str = "tests/data/cli/law,tests/data/laws/second,tests/data/laws/third";
const AT_HOME: &str = "tests/data/laws/second,tests/data/laws/third";

/// Compares what a command printed with the page that is kept; `UPDATE=1` writes it anew.
fn matches(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/laws/{name}.txt"));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, actual).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == actual, "{name} differs; what came out:\n{actual}");
}

/// A switch that a command takes and does not heed would tell a story about another country.
#[test]
fn every_command_that_takes_law_if_moves_the_party() {
    let second = "Second law";
    for command in [
        &["check"][..],
        &["graph", "-f", "mermaid"],
        &["decide"],
        &["sweep"],
        &["timeline"],
        &["fix"],
        &["report", "--handout", "record", "-f", "md"],
    ] {
        let arguments = [command, &[CASE, "--law-if", "tests/data/laws/second"]].concat();
        let output = flowlaw(&arguments);
        assert!(output.stdout.contains(second), "{command:?}: {}{}", output.stdout, output.stderr);
    }
    let refused = flowlaw(&["fix", CASE, "--law-if", "tests/data/laws/second", "--apply", "1"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("cannot be used with"), "{}", refused.stderr);
}

#[test]
fn several_laws_are_shown_beside_each_other() {
    let output = flowlaw(&["check", CASE, "--law", BOTH]);
    assert_eq!((output.code, output.stderr.as_str()), (1, ""));
    matches("several", &output.stdout);
    matches("several-ko", &flowlaw(&["check", CASE, "--law", BOTH, "--lang", "ko"]).stdout);
    matches("several-markdown", &flowlaw(&["check", CASE, "--law", BOTH, "-f", "markdown"]).stdout);
    let repeated = flowlaw(&["check", CASE, "--law", "tests/data/cli/law", "--law", AT_HOME, "--law", "tests/data/cli/law"]);
    assert_eq!(repeated.stdout, output.stdout, "repeated, and one of them twice");
}

#[test]
fn one_law_is_compared_with_nothing() {
    assert!(!flowlaw(&["check", CASE]).stdout.contains("law by law"));
    let json: serde_json::Value = serde_json::from_str(&flowlaw(&["check", CASE, "-f", "json"]).stdout).unwrap();
    assert_eq!(json["matrix"], serde_json::json!([]));
}

#[test]
fn a_company_is_tried_out_where_a_law_is_at_home() {
    let output = flowlaw(&["check", CASE, "--law-if", "tests/data/laws/second"]);
    assert_eq!((output.code, output.stderr.as_str()), (1, ""));
    matches("moved", &output.stdout);
    matches("moved-several", &flowlaw(&["check", CASE, "--law-if", AT_HOME]).stdout);
    matches("moved-several-ko", &flowlaw(&["check", CASE, "--law-if", AT_HOME, "--lang", "ko"]).stdout);
    matches("moved-several-markdown", &flowlaw(&["check", CASE, "--law-if", AT_HOME, "-f", "markdown"]).stdout);
    let explained = flowlaw(&["explain", "second-1:shop:ads", CASE, "--law-if", "tests/data/laws/second"]);
    assert!(explained.stdout.starts_with("Second 1 Sent without telling the country\n"), "{}", explained.stdout);
}

#[test]
fn every_format_names_the_strictest_law() {
    for arguments in [&["--law", BOTH][..], &["--law-if", AT_HOME]] {
        let run = |format: &str| flowlaw(&[&["check", CASE, "-f", format][..], arguments].concat()).stdout;
        let value: serde_json::Value = serde_json::from_str(&run("json")).unwrap();
        let report = if value.is_array() { &value[1] } else { &value };
        let rows = report["matrix"].as_array().unwrap();
        assert!(rows.iter().all(|row| row["cells"].as_array().unwrap().len() >= 2), "{rows:?}");
        assert!(rows.iter().any(|row| row["cells"].as_array().unwrap().iter().any(|cell| cell["strictest"] == true)), "{rows:?}");
        let validator = jsonschema::draft7::new(&flowlaw::schema::report()).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| format!("{error} at {}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{}", errors.join("\n"));
        let csv = run("csv");
        assert!(csv.lines().next().unwrap().ends_with(",strictest_law"), "{csv}");
        assert!(csv.lines().skip(1).any(|line| line.ends_with(",third") || line.ends_with(",mini")), "{csv}");
        assert!(run("markdown").contains("▲ violation"));
    }
}

#[test]
fn what_cannot_be_moved_is_asked_for() {
    let told = |arguments: &[&str]| {
        let output = flowlaw(&[&["check", CASE][..], arguments].concat());
        assert_eq!(output.code, 2, "{arguments:?}");
        output.stderr
    };
    let mut page = String::new();
    for law_if in ["germany", "uk2", "shp=JP", "tests/data/cli/law", "watchdog=", "ert"] {
        page.push_str(&format!("$ flowlaw check --law-if {law_if}\n{}\n", told(&["--law-if", law_if])));
    }
    let two = flowlaw(&["check", "tests/data/laws/two-controllers.yaml", "--law-if", "tests/data/laws/second"]);
    page.push_str(&format!("$ flowlaw check two-controllers.yaml --law-if second\n{}\n", two.stderr));
    page.push_str(&format!(
        "$ flowlaw explain … --law-if kr,eu\n{}\n",
        flowlaw(&["explain", "mini-1:shop:ads", CASE, "--law-if", "kr,eu"]).stderr
    ));
    matches("cannot-be-moved", &page);
}

#[test]
fn packs_that_do_not_go_together_say_why() {
    let said = |law: &str| flowlaw(&["check", CASE, "--law", law]);
    let clash = said("tests/data/laws/second,tests/data/laws/same-names");
    assert_eq!(clash.code, 2);
    matches("same-names", &clash.stderr);
    let twins = said("tests/data/laws/second,./tests/data/laws/second");
    assert!(
        twins.stderr.contains("two packs are called `second`: tests/data/laws/second and ./tests/data/laws/second"),
        "{}",
        twins.stderr
    );
    let contradictory = said("tests/data/laws/contradictory");
    assert_eq!(contradictory.code, 2);
    matches("contradictory", &contradictory.stderr);
    let unknown = said("kr,eeu");
    assert!(unknown.stderr.contains("there is no law `eeu`") && unknown.stderr.contains("did you mean `eu`?"), "{}", unknown.stderr);
}

#[test]
fn what_a_law_needs_to_know_is_asked_and_not_guessed() {
    let output = flowlaw(&["check", "tests/data/laws/says-little.yaml", "--law", "tests/data/laws/second"]);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    matches("says-little", &output.stdout);
    let output = flowlaw(&["check", "tests/data/laws/says-nothing.yaml", "--law", "tests/data/laws/second"]);
    assert_eq!((output.code, output.stdout.as_str()), (2, ""));
    matches("says-nothing", &output.stderr);
}

#[test]
fn a_law_tells_what_it_encodes_and_what_nothing_exercises() {
    matches("about", &flowlaw(&["rules", "about", "tests/data/cli/law"]).stdout);
    matches("about-ko", &flowlaw(&["rules", "about", "tests/data/cli/law", "--lang", "ko"]).stdout);
    matches("coverage", &flowlaw(&["rules", "coverage", "--law", "tests/data/cli/law"]).stdout);
    assert_eq!(
        flowlaw(&["rules", "--coverage", "--law", "tests/data/cli/law"]).stdout,
        flowlaw(&["rules", "coverage", "--law", "tests/data/cli/law"]).stdout
    );
    assert_eq!(flowlaw(&["rules", "about", "eeu"]).code, 2);
}

#[test]
fn every_rule_of_every_built_in_law_is_exercised() {
    let page = flowlaw(&["rules", "--coverage"]).stdout;
    let told: Vec<&str> = page.lines().filter(|line| line.starts_with("exercised by no example")).collect();
    assert_eq!(told.len(), flowlaw::load::built_in_packs().len());
    assert!(told.iter().all(|line| line.ends_with("(0)")), "{page}");
}

/// `docs/laws/` has one page for each built-in law, written from its pack.
#[test]
fn every_law_has_its_page() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/laws");
    for name in flowlaw::load::built_in_packs() {
        let (mut sources, mut problems) = (flowlaw::source::Sources::default(), flowlaw::diagnostics::Diagnostics::default());
        let pack = flowlaw::load::pack(name, None, &mut sources, &mut problems).unwrap().pack;
        let mut page = flowlaw::report::page::Page::new(flowlaw::report::grid::Look { width: 110, color: false, markdown: true });
        flowlaw::report::law_page::about(&pack, flowlaw::text::Language::English, &mut page);
        let page = page.finish();
        let path = folder.join(format!("{name}.md"));
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, &page).unwrap();
        }
        assert!(
            fs::read_to_string(&path).unwrap_or_default() == page,
            "docs/laws/{name}.md is not current: run `UPDATE=1 cargo test every_law_has_its_page`"
        );
    }
    let overview = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/laws.md")).unwrap();
    for name in flowlaw::load::built_in_packs() {
        assert!(overview.contains(&format!("`docs/laws/{name}.md`")), "docs/laws.md does not name docs/laws/{name}.md");
    }
    let pages = fs::read_dir(&folder).unwrap().count();
    assert_eq!(pages, flowlaw::load::built_in_packs().len(), "a page without a law");
}

#[test]
fn a_misspelt_key_inside_a_sanction_is_told() {
    let law = fs::read_to_string("tests/data/cli/law/pack.yaml").unwrap();
    let folder = scratch("sanctions");
    for (from, to, told) in [
        ("fine: { at_most: 1_000_000 }", "fine: { at_mots: 1_000_000 }", "did you mean `at_most`?"),
        ("fine: { at_most: 1_000_000 }", "criminal: { year: 5 }", "did you mean `years`?"),
    ] {
        assert!(law.contains(from), "{from}");
        fs::write(folder.join("pack.yaml"), law.replace(from, to)).unwrap();
        let output = flowlaw(&["validate", folder.to_str().unwrap()]);
        assert!(output.code == 2 && output.stderr.contains(told), "{to} ends with {}: {}", output.code, output.stderr);
    }
}
