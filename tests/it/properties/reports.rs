//! Reports: every language and every format tells the same rows.

use super::support::asking::judged;
use super::support::law::{TOY, pack};
use super::support::scenarios::scenarios;
use super::support::{cases, document};
use flowlaw::judge::case::Options;
use flowlaw::report::lines::Report;
use flowlaw::report::{csv, json};
use flowlaw::source::Sources;
use flowlaw::text::Language;
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

/// Columns that hold words of the reader's language.
const TRANSLATED: &[&str] = &["article", "title", "sanctions"];

fn table(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(ToOwned::to_owned).collect();
    reader.records().map(|record| header.iter().cloned().zip(record.unwrap().iter().map(ToOwned::to_owned)).collect()).collect()
}

/// A value without its texts: what stands under `en` and `ko` is for people.
fn without_texts(value: &Value) -> Value {
    match value {
        Value::Object(map) if map.contains_key("en") && map.contains_key("ko") => Value::Null,
        Value::Object(map) => map
            .iter()
            .filter(|(key, _)| *key != "language" && *key != "text" && *key != "sentence")
            .map(|(key, value)| (key.clone(), without_texts(value)))
            .collect(),
        Value::Array(items) => items.iter().map(without_texts).collect(),
        other => other.clone(),
    }
}

fn text_of(value: &Value, key: &str) -> String {
    match &value[key] {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            items.iter().map(|item| item.as_str().or_else(|| item["id"].as_str()).unwrap_or_default()).collect::<Vec<_>>().join("; ")
        }
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

proptest! {
    #![proptest_config(cases(24))]

    /// 19. Language invariance.
    #[test]
    fn a_korean_report_has_the_ids_verdicts_numbers_and_dates_of_the_english_one(scenario in scenarios()) {
        let (law, document) = (pack(TOY), document(&scenario)?);
        let judgement = judged(&document, &[&law], &Options::default());
        let [english, korean] = [Language::English, Language::Korean].map(|language| Report::new(&document, &judgement, &[&law], language));
        let [one, other] = [&english, &korean].map(|report| {
            let mut rows = table(&csv::rows(&[(report, &Sources::default())]));
            rows.iter_mut().for_each(|row| row.retain(|key, _| !TRANSLATED.contains(&&**key)));
            rows
        });
        prop_assert_eq!(one.len(), judgement.findings.len());
        prop_assert_eq!(one, other);
        let [one, other] = [&english, &korean].map(|report| without_texts(&json::value(report, &[], &[], &Sources::default())));
        prop_assert_eq!(one, other);
    }

    /// 20. Format agreement.
    #[test]
    fn csv_and_json_of_one_run_tell_the_same_rows(scenario in scenarios()) {
        let (law, document) = (pack(TOY), document(&scenario)?);
        let judgement = judged(&document, &[&law], &Options::default());
        let report = Report::new(&document, &judgement, &[&law], Language::English);
        let rows = table(&csv::rows(&[(&report, &Sources::default())]));
        let json = json::value(&report, &[], &[], &Sources::default());
        let findings = json["findings"].as_array().expect("findings").clone();
        prop_assert_eq!(rows.len(), findings.len());
        for (row, finding) in rows.iter().zip(&findings) {
            for key in ["id", "rule", "law", "answers", "verdict", "people", "data", "from", "through", "grounds", "decided_by", "subsumed_by", "verified"] {
                // A spreadsheet shows a vague day as it was written.
                let written = text_of(finding, &format!("{key}_written"));
                let said = if written.is_empty() { text_of(finding, key) } else { written };
                prop_assert_eq!(&row[key], &said, "{} of {}", key, row["id"]);
            }
        }
    }
}
