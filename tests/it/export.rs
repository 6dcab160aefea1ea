//! `flowlaw export dpv` and the mapping behind it.

use crate::cli::{flowlaw, scratch};
use flowlaw::export::mapping::{LISTS, Mapping};
use flowlaw::vocabulary::{Block, attribute, words_of};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const CASE: &str = "tests/data/cli/case";

#[test]
fn every_word_has_its_pair_or_says_that_there_is_none() {
    let mapping = Mapping::default();
    for (list, name) in LISTS {
        let ours: BTreeSet<&str> = words_of(list).iter().map(|word| word.name).collect();
        let mapped = mapping.names(&format!("words.{name}"));
        let mapped: BTreeSet<&str> = mapped.iter().map(|word| &**word).collect();
        assert_eq!(ours, mapped, "{name}");
        for word in ours {
            let pair = mapping.written(list, word).unwrap();
            assert!(pair.get("dpv").is_some() && pair.get("fideslang").is_some(), "{name}.{word} names both vocabularies");
        }
    }
    for block in Block::ALL {
        assert!(mapping.names("blocks").iter().any(|name| **name == *block.key()), "{}", block.key());
    }
    for key in mapping.names("keys") {
        let (block, key) = key.split_once('.').unwrap();
        assert!(attribute(Block::of(block).unwrap(), key).is_some(), "{block}.{key} is no key");
    }
}

#[test]
fn every_term_has_a_declared_prefix_and_every_source_its_licence() {
    let mapping = Mapping::default();
    let prefixes: BTreeSet<String> = mapping.prefixes().iter().map(|(prefix, _)| prefix.to_string()).collect();
    let terms = LISTS.iter().flat_map(|(list, _)| words_of(*list).iter().filter_map(|word| mapping.word(*list, word.name)));
    for term in terms {
        let prefix = term.split(':').next().unwrap();
        assert!(prefixes.contains(prefix), "{term}");
    }
    for (vocabulary, licence) in [("dpv", "W3C Software and Document License"), ("fideslang", "CC BY 4.0")] {
        assert!(mapping.about(vocabulary, "commit").is_some_and(|commit| commit.len() == 40), "{vocabulary}");
        assert!(flowlaw::export::mapping::TEXT.contains(licence));
    }
}

#[test]
fn a_scenario_becomes_linked_data() {
    let output = flowlaw(&["export", "dpv", CASE]);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/export/case.jsonld");
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &output.stdout).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap_or_default() == output.stdout, "what came out:\n{}", output.stdout);
    let value: Value = serde_json::from_str(&output.stdout).unwrap();
    let graph = value["@graph"].as_array().unwrap();
    let backup = graph.iter().find(|node| node["@id"] == "scenario:flows:backup").unwrap();
    assert_eq!(backup["dpv:hasPurpose"]["@id"], "dpv:TechnicalServiceProvision");
    assert_eq!(backup["dpv:hasRecipient"]["@id"], "scenario:parties:host");
    assert_eq!(backup["dct:temporal"]["dcat:endDate"]["@value"], "2021-06-30");
}

#[test]
fn every_reference_and_prefix_in_the_shipped_cases_resolves() {
    for folder in ["scenarios/kakaopay-alipay", "scenarios/hospital-cloud", "scenarios/lawful-shop"] {
        let value: Value = serde_json::from_str(&flowlaw(&["export", "dpv", folder]).stdout).unwrap();
        let context = value["@context"].as_object().unwrap();
        let ids: BTreeSet<&str> = value["@graph"].as_array().unwrap().iter().map(|node| node["@id"].as_str().unwrap()).collect();
        assert!(ids.len() > 5, "{folder}");
        let mut wrong = Vec::new();
        references(&value["@graph"], &mut |id| {
            let known = if id.starts_with("scenario:") {
                ids.contains(id)
            } else {
                id.split(':').next().is_some_and(|prefix| context.contains_key(prefix))
            };
            if !known {
                wrong.push(id.to_owned());
            }
        });
        assert!(wrong.is_empty(), "{folder}: {wrong:?}");
    }
}

fn references(value: &Value, visit: &mut dyn FnMut(&str)) {
    match value {
        Value::Object(entries) => {
            for (key, inner) in entries {
                match inner.as_str() {
                    Some(id) if key == "@id" || key == "@type" => visit(id),
                    _ => references(inner, visit),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, visit)),
        _ => {}
    }
}

#[test]
fn what_parties_dispute_is_no_fact() {
    let output = flowlaw(&["export", "dpv", "scenarios/kakaopay-alipay"]).stdout;
    assert!(!output.contains("flowlaw:supervised_by"), "whose supervision it was is disputed");
    let value: Value = serde_json::from_str(&output).unwrap();
    assert!(value["flowlaw:disputes_left_out"].as_u64().unwrap() > 5);
}

#[test]
fn an_export_goes_to_a_file_and_says_what_is_wrong() {
    let file = scratch("export").join("case.jsonld");
    assert_eq!(flowlaw(&["export", "dpv", CASE, "-o", file.to_str().unwrap()]).code, 0);
    assert_eq!(fs::read_to_string(&file).unwrap(), flowlaw(&["export", "dpv", CASE]).stdout);
    let output = flowlaw(&["export", "dpv", CASE, "--variation", "stopp"]);
    assert_eq!((output.code, output.stdout.as_str()), (2, ""));
    assert!(output.stderr.contains("did you mean `stop`?"), "{}", output.stderr);
    assert!(flowlaw(&["export", "dpv", CASE, "--variation", "stop"]).stdout.contains("2019-06-30"));
    assert_eq!(flowlaw(&["export", "dpv", "no-such-file.yaml"]).code, 2);
}
