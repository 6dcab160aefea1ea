//! `timeline` from outside: when breaches start and end, and why then.
//!
//! `UPDATE=1 cargo test timeline` writes the expected pages anew: read every difference before keeping it.

use crate::cli::{flowlaw, scratch};
use serde_json::Value;
use std::fs;
use std::path::Path;

const CASE: &str = "tests/data/cli/case";
const FLAGSHIP: &str = "scenarios/kakaopay-alipay";

/// Compares a page with the one that is kept.
fn matches(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/timeline/{name}.txt"));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, actual).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == actual, "{name} differs; what came out:\n{actual}");
}

fn said(arguments: &[&str]) -> String {
    let output = flowlaw(&[&["timeline"][..], arguments].concat());
    assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{arguments:?}");
    output.stdout
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&said(&[arguments, &["-f", "json"]].concat())).unwrap()
}

#[test]
fn the_table_names_each_change_and_sums_up_each_row() {
    matches("table", &said(&[CASE]));
    matches("table-ko", &said(&[CASE, "--lang", "ko"]));
    matches("table-all", &said(&[CASE, "--as", "shop", "--all"]));
    matches("markdown", &said(&[CASE, "--as", "watchdog", "-f", "markdown"]));
    matches("csv", &said(&[CASE, "-f", "csv"]));
    matches("json", &said(&[CASE, "-f", "json"]));
}

#[test]
fn the_same_facts_stand_under_the_law_of_several_days() {
    matches("by-law", &said(&[CASE, "--by-law", "2009,2019-12-31,2020-01-01", "--as", "watchdog"]));
    let csv = said(&[CASE, "--by-law", "2019-12-31,2020-01-01", "-f", "csv"]);
    assert!(csv.lines().skip(1).all(|line| line.starts_with("law of 2019-12-31,") || line.starts_with("law of 2020-01-01,")), "{csv}");
}

#[test]
fn a_breach_under_three_laws_is_one_where_the_transition_rules_join_it() {
    let timeline = json(&[FLAGSHIP, "--as", "pipc", "--only", "kr-net-63-2", "--only", "kr-pipa-39-12-2", "--only", "kr-pipa-28-8-1"]);
    let rows = timeline["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["answers"] == "kakaopay" && row["about"]["id"] == "scoring").unwrap();
    let rules: Vec<&str> = row["bars"].as_array().unwrap().iter().map(|bar| bar["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["kr-net-63-2", "kr-pipa-39-12-2", "kr-pipa-28-8-1"]);
    assert_eq!(row["days"].to_string(), r#"{"min":1791,"max":1791}"#, "2019-06-27 through 2024-05-21");
    assert_eq!(row["records"]["max"], 54_200_000_000_u64);
    let stretch = &row["stretches"][0];
    assert_eq!((stretch["from"].as_str(), stretch["through"].as_str()), (Some("2019-06-27"), Some("2024-05-21")));
    assert_eq!(stretch["joined_by"][0]["id"], "act-19234-8-2");
    let ends: Vec<&str> = row["bars"].as_array().unwrap().iter().map(|bar| bar["ends"][0]["kind"].as_str().unwrap()).collect();
    assert_eq!(ends, ["law_ends", "law_ends", "fact_ends"]);
    // Three sends in 2018 are three days at most, and eleven months earlier.
    let phase_1 = rows.iter().find(|row| row["answers"] == "kakaopay" && row["about"]["id"] == "model_building").unwrap();
    assert_eq!(phase_1["days"].to_string(), r#"{"min":1,"max":3}"#);
}

#[test]
fn a_bad_day_is_refused_and_nothing_is_written() {
    let file = scratch("timeline").join("out.txt");
    let output = flowlaw(&["timeline", CASE, "--by-law", "2020-02-30", "-o", file.to_str().unwrap()]);
    assert_eq!((output.code, output.stdout.as_str()), (2, ""));
    assert!(output.stderr.contains("there is no day 30 in 2020-02") && !file.exists(), "{}", output.stderr);
    let output = flowlaw(&["timeline", CASE, "--variation", "stopp"]);
    assert!(output.code == 2 && output.stderr.contains("did you mean `stop`?"), "{}", output.stderr);
    assert_eq!(flowlaw(&["timeline", CASE, "--variation", "stop", "--only", "mini-1", "--skip", "mini-1"]).code, 3, "nothing to tell");
}
