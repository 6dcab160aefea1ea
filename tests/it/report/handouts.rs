//! Handouts, kept as text in `tests/data/cli/`: `UPDATE=1 cargo test handouts` writes them anew.

use super::read_back;
use crate::cli::{flowlaw, matches};

const CASE: &str = "tests/data/cli/case";

fn handout(arguments: &[&str]) -> String {
    let output = flowlaw(&[&["report", CASE, "--format", "md", "--handout"], arguments].concat());
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    output.stdout
}

#[test]
fn irac_tells_issue_rule_application_and_conclusion() {
    matches("handout-irac", &handout(&["irac"]));
    matches("handout-irac-ko", &handout(&["irac", "--lang", "ko"]));
}

#[test]
fn a_blank_irac_gives_nothing_away() {
    let blank = handout(&["irac", "--blank"]);
    matches("handout-irac-blank", &blank);
    assert!(!blank.contains("violation") && !blank.contains("disputed"));
}

#[test]
fn a_brief_tells_each_side_what_carries_its_case() {
    matches("handout-brief-shop", &handout(&["brief", "--for", "shop"]));
    matches("handout-brief-watchdog", &handout(&["brief", "--for", "watchdog"]));
}

#[test]
fn contextual_integrity_and_the_record_tell_each_flow() {
    matches("handout-ci", &handout(&["ci"]));
    matches("handout-record", &handout(&["record"]));
}

#[test]
fn as_pages_they_are_well_formed_and_say_the_same() {
    for kind in ["irac", "ci", "record"] {
        let html = flowlaw(&["report", CASE, "--format", "html", "--handout", kind]).stdout;
        let page = read_back::page(&html);
        let title = page.descendants().find(|node| node.has_tag_name("h1")).map(read_back::text_of).unwrap();
        assert_eq!(handout(&[kind]).lines().next().unwrap(), format!("# {title}"));
    }
}

#[test]
fn a_brief_needs_a_side_that_exists() {
    let output = flowlaw(&["report", CASE, "--handout", "brief"]);
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("a brief is for one side") && output.stderr.contains("watchdog"), "{}", output.stderr);
    let output = flowlaw(&["report", CASE, "--handout", "brief", "--for", "shp"]);
    assert!(output.stderr.contains("there is no party `shp`") && output.stderr.contains("did you mean `shop`?"), "{}", output.stderr);
}

#[test]
fn a_handout_is_a_page_or_text() {
    let output = flowlaw(&["report", CASE, "--handout", "ci", "--format", "xlsx"]);
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("a handout cannot be a xlsx file"), "{}", output.stderr);
}
