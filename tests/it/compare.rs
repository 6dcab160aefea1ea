//! `compare` from outside: what differs, and which changed fact makes the difference.
//!
//! `UPDATE=1 cargo test compare` writes the expected pages anew: read every difference before keeping it.

use crate::cli::{flowlaw, run_in, scratch};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const CASE: &str = "tests/data/cli/case";
const FLAGSHIP: &str = "scenarios/kakaopay-alipay";

/// Compares a page with the one that is kept.
fn matches(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/compare/{name}.txt"));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, actual).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == actual, "{name} differs; what came out:\n{actual}");
}

fn said(arguments: &[&str]) -> String {
    flowlaw(&[&["compare"][..], arguments].concat()).stdout
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&said(&[arguments, &["-f", "json"]].concat())).unwrap()
}

#[test]
fn two_columns_show_the_cause_below_each_row() {
    let page = said(&[CASE, "#stop"]);
    matches("pair", &page);
    assert_eq!(page, said(&[CASE, "--variations", "stop"]), "the option says the same");
    matches("pair-ko", &said(&[CASE, "#stop", "--lang", "ko"]));
    matches("pair-markdown", &said(&[CASE, "#stop", "-f", "markdown"]));
    matches("pair-csv", &said(&[CASE, "#stop", "-f", "csv"]));
    matches("pair-json", &said(&[CASE, "#stop", "-f", "json"]));
}

#[test]
fn several_columns_show_a_matrix_and_then_why() {
    matches("parties", &said(&[CASE, "@shop", "@watchdog"]));
    matches("matrix", &said(&[CASE, "@shop", "@watchdog", "#stop@court"]));
    matches("law-as-of", &said(&[CASE, "--law-as-of", "2019-06-30,2021"]));
}

#[test]
fn tables_fit_the_terminal_and_drop_nothing() {
    let wide = said(&["scenarios/kakaopay-stage-1", "--variations", "all"]);
    let widest = wide.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(widest <= 110, "{widest} columns");
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>();
    for word in ["satisfied:separateconsenttothetransferabroad(288(1)1,288(2))", "[4]ask_both"] {
        assert!(letters(&wide).contains(word), "{word} is missing");
    }
}

#[test]
fn files_are_compared_fact_by_fact() {
    let folder = scratch("compare-files");
    let before = fs::read_to_string("scenarios/student/scenario.yaml").unwrap();
    let after = before.replace("2024-01-01..2024-03-31", "2024-02-01..2024-03-31").replace("data: [email]", "data: [email, phone]");
    fs::write(folder.join("before.yaml"), &before).unwrap();
    fs::write(folder.join("after.yaml"), after).unwrap();
    let output = run_in(&folder, &["compare", "before.yaml", "after.yaml"], "");
    assert_eq!((output.code, output.stderr.as_str()), (0, ""), "a shorter breach is no worse");
    matches("files", &output.stdout);
    let same = run_in(&folder, &["compare", "before.yaml", "before.yaml#"], "");
    assert!(same.stderr.contains("`before.yaml#` names no variation after `#`"), "{}", same.stderr);
}

#[test]
fn a_file_differs_in_nothing_from_its_copy() {
    let folder = scratch("compare-copy");
    let text = fs::read_to_string("scenarios/student/scenario.yaml").unwrap();
    fs::write(folder.join("a.yaml"), &text).unwrap();
    fs::write(folder.join("b.yaml"), format!("# a remark, and nothing else\n{text}")).unwrap();
    let output = run_in(&folder, &["compare", "a.yaml", "b.yaml"], "");
    assert_eq!(output.code, 0);
    assert!(
        output.stdout.contains("nothing is changed") && output.stdout.contains("every finding comes out the same"),
        "{}",
        output.stdout
    );
}

#[test]
fn a_changed_fact_without_effect_is_listed_as_having_none() {
    let folder = scratch("compare-idle");
    let before = fs::read_to_string("scenarios/student/scenario.yaml").unwrap();
    let after =
        before.replace("    purpose: marketing", "    purpose: marketing\n    frequency: daily").replace("2024-03-31", "2024-02-29");
    fs::write(folder.join("before.yaml"), &before).unwrap();
    fs::write(folder.join("after.yaml"), after).unwrap();
    let output = run_in(&folder, &["compare", "before.yaml", "after.yaml"], "");
    assert!(output.stdout.contains("flows.newsletter.frequency: added daily - no effect"), "{}", output.stdout);
    assert!(!output.stdout.contains("because of flows.newsletter.frequency"), "{}", output.stdout);
}

#[test]
fn facts_that_work_only_together_are_both_causes_and_each_of_two_that_suffice_is_one() {
    let compared = json(&["scenarios/kakaopay-stage-1", "#ask_both", "--only", "kr-pipa-28-8-4-provision"]);
    let causes = &compared["rows"][0]["entries"][1]["causes"];
    assert_eq!(causes.to_string(), r#"[["consents.abroad"],["consents.giving"]]"#, "{compared:#}");
}

#[test]
fn what_does_not_exist_or_contradicts_itself_is_said_and_nothing_is_judged() {
    let output = |arguments: &[&str]| flowlaw(&[&["compare"][..], arguments].concat());
    let refused = |arguments: &[&str], wanted: &str| {
        let output = output(arguments);
        assert_eq!((output.code, output.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(output.stderr.contains(wanted), "{arguments:?}: {}", output.stderr);
    };
    refused(&[CASE, "#stopp"], "there is no variation `stopp`\n |\n = help: did you mean `stop`?");
    refused(&[CASE, "@shopp"], "there is no party with a version `shopp`\n |\n = help: did you mean `shop`?");
    refused(&[CASE, "--as", "all", "--variations", "stopp"], "there is no variation `stopp`");
    refused(&[CASE], "there is only one column: nothing to compare it with");
    refused(&["no-such.yaml", CASE], "there is no file `no-such.yaml`");
    refused(&[CASE, "--law-as-of", "2020-13"], "`2020-13` has no month 13");
    refused(&["scenarios/student", "--variations", "all"], "this scenario has no variations");
    refused(
        &[FLAGSHIP, "#v12_ends_2020_08_04+v13_ends_2023_09_14"],
        "the variations `v12_ends_2020_08_04` and `v13_ends_2023_09_14` write `flows.scoring.period.through` differently",
    );
    assert_eq!(
        output(&[FLAGSHIP, "#v1_overseas_consent_only+v1_v2_two_consents", "--only", "kr-pipa-28-8-1"]).code,
        0,
        "one builds on the other"
    );
}

#[test]
fn a_patch_to_something_that_does_not_exist_is_shown_where_it_stands() {
    let folder = scratch("compare-patch");
    let text = fs::read_to_string("scenarios/student/scenario.yaml").unwrap();
    let change = "variations:\n  shorter:\n    title: Shorter\n    change: { flows: { newsleter: { purpose: delivery } } }\n";
    fs::write(folder.join("scenario.yaml"), format!("{text}{change}")).unwrap();
    let output = run_in(&folder, &["compare", "scenario.yaml", "#shorter"], "");
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("there is no flow `newsleter` to change") && output.stderr.contains("did you mean `newsletter`?"));
    assert!(output.stderr.contains("scenario.yaml:19"), "{}", output.stderr);
}

#[test]
fn exit_codes_tell_whether_a_column_is_worse_than_the_first() {
    let code = |arguments: &[&str]| flowlaw(&[&["compare"][..], arguments].concat()).code;
    assert_eq!(code(&["scenarios/kakaopay-stage-1", "#ask_about_giving"]), 0, "a breach less");
    assert_eq!(code(&["scenarios/kakaopay-stage-1#ask_about_giving", "scenarios/kakaopay-stage-1"]), 1, "a breach more");
    assert_eq!(code(&["scenarios/kakaopay-stage-1#ask_about_giving", "scenarios/kakaopay-stage-1", "--no-exit-codes"]), 0);
    assert_eq!(code(&["scenarios/kakaopay-stage-1#ask_about_giving", "scenarios/kakaopay-stage-1", "--fail-on", "never"]), 0);
}

#[test]
fn results_go_to_a_file_or_nowhere() {
    let folder = scratch("compare-output");
    let file = folder.join("out.csv");
    assert_eq!(flowlaw(&["compare", CASE, "#stop", "-f", "csv", "-o", file.to_str().unwrap()]).stdout, "");
    assert_eq!(fs::read_to_string(&file).unwrap(), said(&[CASE, "#stop", "-f", "csv"]));
    let other = folder.join("other.csv");
    let output = flowlaw(&["compare", CASE, "#stopp", "-o", other.to_str().unwrap()]);
    assert!(output.code == 2 && !other.exists() && output.stderr.contains("nothing was written to"), "{}", output.stderr);
}

/// Variation, rule, who answers, about.
type Place = (String, String, String, String);
/// Verdicts before and after, with the causes; by place.
type Moved = BTreeMap<Place, (String, Vec<String>)>;

/// Every row that a comparison of variations moves.
fn moved(party: &str, variations: &str) -> Moved {
    let compared = json(&[FLAGSHIP, "--variations", variations, "--as", party]);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut found = Moved::new();
    for row in compared["rows"].as_array().unwrap() {
        let entries = row["entries"].as_array().unwrap();
        let verdicts = |entry: &Value| {
            let all: Vec<String> = entry["findings"].as_array().unwrap().iter().map(|finding| text(&finding["verdict"])).collect();
            let order = ["violation", "disputed", "undetermined", "open_law", "lawful"];
            let said: Vec<&str> = order.into_iter().filter(|word| all.iter().any(|verdict| verdict == word)).collect();
            if said.is_empty() { "none".to_owned() } else { said.join("; ") }
        };
        for (entry, column) in entries.iter().zip(compared["columns"].as_array().unwrap()).skip(1) {
            if entry["differences"].as_array().unwrap().is_empty() {
                continue;
            }
            let causes: Vec<String> =
                entry["causes"].as_array().unwrap().iter().flat_map(|together| together.as_array().unwrap()).map(text).collect();
            assert!(!causes.is_empty(), "a row moves without a cause: {} {row:#}", column["label"]);
            let about = format!("{}.{}", text(&row["about"]["block"]), text(&row["about"]["id"]));
            let place = (text(&column["label"]), text(&row["rule"]), text(&row["answers"]), about);
            found.insert(place, (format!("{} -> {}", verdicts(&entries[0]), verdicts(entry)), causes));
        }
    }
    found
}

#[test]
fn v1_to_v26_come_out_as_the_law_has_it() {
    let expected = fs::read_to_string("tests/data/compare/v1-v26.txt").unwrap();
    let lines: Vec<Vec<&str>> = expected
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    let mut problems = Vec::new();
    for party in ["fss", "pipc", "kakaopay"] {
        let mut variations: Vec<&str> = lines.iter().filter(|line| line[0] == party).map(|line| line[1]).collect();
        variations.dedup();
        let moved = moved(party, &variations.join(","));
        for line in lines.iter().filter(|line| line[0] == party) {
            let place = (line[1].to_owned(), line[2].to_owned(), line[3].to_owned(), line[4].to_owned());
            let fits = match (line[5], moved.get(&place)) {
                ("same", found) => found.is_none(),
                (wanted, Some((verdicts, causes))) => wanted == verdicts && causes.iter().any(|cause| cause == line[6]),
                (_, None) => false,
            };
            if !fits {
                problems.push(format!("{}\n  came out {:?}", line.join(" | "), moved.get(&place)));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(lines.len() > 50, "only {} rows are expected", lines.len());
}
