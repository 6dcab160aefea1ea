//! The committed schemas are current, and every file that is shipped fits its own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop with the reason")]

use crate::cli::flowlaw;
use flowlaw::schema;
use flowlaw::source::Sources;
use flowlaw::syntax::{Content, Limits, Node, read};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// YAML as JSON; every scalar is a text, as in the language itself.
fn json_of(node: &Node) -> Value {
    match &node.content {
        Content::Null => Value::Null,
        Content::Scalar { text, .. } => Value::String(text.to_string()),
        Content::List(items) => Value::Array(items.iter().map(json_of).collect()),
        Content::Map(entries) => Value::Object(entries.iter().map(|entry| (entry.key.to_string(), json_of(&entry.value))).collect()),
    }
}

fn yaml_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            yaml_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            found.push(path);
        }
    }
    found.sort();
}

#[test]
fn the_committed_schemas_are_current() {
    for (name, current) in [("scenario", schema::scenario()), ("rule", schema::rule()), ("report", schema::report())] {
        let path = root().join(format!("docs/schema/{name}.schema.json"));
        let current = schema::as_text(&current);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &current).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == current, "docs/schema/{name}.schema.json is not current: run `UPDATE=1 cargo test schemas_are_current`");
        assert_eq!(flowlaw(&["schema", name]).stdout, current);
    }
}

#[test]
fn every_shipped_file_names_its_schema_and_fits_it() {
    let mut files = Vec::new();
    for folder in ["rules", "scenarios", "tests/scenarios"] {
        if root().join(folder).is_dir() {
            yaml_files(&root().join(folder), &mut files);
        }
    }
    let validators = [("scenario", schema::scenario()), ("rule", schema::rule())]
        .map(|(name, schema)| (name, jsonschema::draft7::new(&schema).unwrap()));
    let mut problems = Vec::new();
    for path in files {
        let shown = path.strip_prefix(root()).unwrap().display().to_string();
        let text = fs::read_to_string(&path).unwrap();
        let modeline =
            text.lines().next().and_then(|line| line.strip_prefix("# yaml-language-server: $schema=")).unwrap_or_default().to_owned();
        let Some((_, validator)) = validators.iter().find(|(name, _)| modeline.ends_with(&format!("docs/schema/{name}.schema.json")))
        else {
            problems.push(format!("{shown}: the first line does not name a schema"));
            continue;
        };
        let target = path.parent().unwrap().join(&modeline);
        if !target.is_file() {
            problems.push(format!("{shown}: `{modeline}` is not there"));
        }
        let mut sources = Sources::default();
        let file = sources.add(shown.clone(), text.as_str());
        let (documents, _) = read(&sources, file, Limits::default());
        for document in &documents {
            for error in validator.iter_errors(&json_of(document)) {
                let what: String = error.to_string().chars().take(200).collect();
                problems.push(format!("{shown}: {what} … at {}", error.instance_path()));
            }
        }
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn a_schema_refuses_what_the_language_refuses() {
    let validator = jsonschema::draft7::new(&schema::scenario()).unwrap();
    let fits = |text: &str| {
        let mut sources = Sources::default();
        let file = sources.add("x.yaml", text);
        read(&sources, file, Limits::default()).0.iter().all(|document| validator.is_valid(&json_of(document)))
    };
    assert!(fits("scenario: x\nparties: { shop: { established_in: KR, sector: payment } }"));
    assert!(!fits("scenario: x\npartys: { shop: { established_in: KR } }"));
    assert!(!fits("scenario: x\nparties: { shop: { sector: paymnt } }"));
    assert!(!fits("scenario: x\nparties: { Shop: { sector: payment } }"));
    assert!(!fits("scenario: x\nflows: { f: { from: a, to: b, data: email, period: yesterday } }"));
    assert!(fits("scenario: x\nvariations: { v: { change: { flows: { f: { data: { add: [phone] }, purpose: null } } } } }"));
}

#[test]
fn the_json_of_check_fits_its_schema() {
    let validator = jsonschema::draft7::new(&schema::report()).unwrap();
    for arguments in
        [&["check", "scenarios/student", "-f", "json"][..], &["check", "scenarios/kakaopay-stage-3", "scenarios/lawful-shop", "-f", "json"]]
    {
        let value: Value = serde_json::from_str(&flowlaw(arguments).stdout).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| format!("{error} at {}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{}", errors.join("\n"));
    }
}
