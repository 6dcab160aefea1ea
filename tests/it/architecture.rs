//! The house stays as it was planned: who may name whom, how large files may grow, and that docs name files that exist.

use std::fs;
use std::path::{Path, PathBuf};

/// Every room with the rooms it may name. Text becomes a tree, a tree becomes facts or law, both meet in `judge`.
const LAYERS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("text", &[]),
    ("date", &[]),
    ("vocabulary", &["text"]),
    ("diagnostics", &["source"]),
    ("syntax", &["source", "text", "diagnostics"]),
    ("scenario", &["source", "text", "date", "vocabulary", "diagnostics", "syntax"]),
    ("graph", &["text", "date", "vocabulary", "scenario"]),
    ("rules", &["source", "text", "date", "vocabulary", "diagnostics", "syntax"]),
    ("outcome", &["source", "text", "date", "vocabulary", "diagnostics", "scenario", "rules"]),
    ("judge", &["source", "text", "date", "vocabulary", "diagnostics", "syntax", "scenario", "graph", "rules", "outcome"]),
    ("decide", &["text", "outcome", "judge"]),
    ("sweep", &["source", "text", "vocabulary", "diagnostics", "scenario", "outcome", "judge"]),
    ("fix", &["source", "text", "date", "vocabulary", "diagnostics", "syntax", "scenario", "rules", "outcome", "judge"]),
    ("load", &["source", "text", "diagnostics", "syntax", "scenario", "rules"]),
    ("schema", &["text", "vocabulary"]),
    ("expectations", &["source", "text", "date", "vocabulary", "diagnostics", "syntax", "scenario", "rules", "outcome", "judge"]),
    ("compare", &["source", "text", "date", "vocabulary", "diagnostics", "syntax", "scenario", "rules", "outcome", "judge"]),
    ("timeline", &["source", "text", "date", "vocabulary", "scenario", "rules", "outcome"]),
    ("export", &["source", "text", "date", "vocabulary", "syntax", "scenario"]),
    (
        "report",
        &[
            "source",
            "text",
            "date",
            "vocabulary",
            "diagnostics",
            "syntax",
            "scenario",
            "rules",
            "outcome",
            "expectations",
            "compare",
            "decide",
            "fix",
            "sweep",
            "timeline",
        ],
    ),
    ("picture", &["text", "date", "vocabulary", "scenario", "graph", "outcome", "report", "timeline"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, extension, found);
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
}

fn rust_files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    files_below(&root().join(folder), "rs", &mut found);
    found.sort();
    found
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

#[test]
fn a_module_names_only_the_modules_below_it() {
    let mut problems = Vec::new();
    for path in rust_files("src") {
        let name = shown(&path);
        let module = name.trim_start_matches("src/").split(['/', '.']).next().unwrap().to_owned();
        if matches!(module.as_str(), "lib" | "bin") {
            continue;
        }
        let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| *layer == module) else {
            problems.push(format!("{name}: the room `{module}` is not in the plan"));
            continue;
        };
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            for part in line.split("crate::").skip(1) {
                let used: String = part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                if used != module && !used.is_empty() && !allowed.contains(&used.as_str()) {
                    problems.push(format!("{name}:{}: `{module}` may not name `{used}`", number + 1));
                }
            }
        }
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn no_source_file_outgrows_the_head() {
    let long: Vec<String> = rust_files("src")
        .iter()
        .chain(&rust_files("tests"))
        .map(|path| (shown(path), fs::read_to_string(path).unwrap().lines().count()))
        .filter(|(_, lines)| *lines > 650)
        .map(|(name, lines)| format!("{name}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "split these:\n{}", long.join("\n"));
}

#[test]
fn every_path_that_a_page_names_exists() {
    let mut pages = Vec::new();
    files_below(&root().join("docs"), "md", &mut pages);
    pages.push(root().join("README.md"));
    let mut missing = Vec::new();
    for page in pages {
        for part in fs::read_to_string(&page).unwrap().split('`').skip(1).step_by(2) {
            let path = part.trim_end_matches('/');
            let looks_like_ours =
                ["src/", "rules/", "scenarios/", "tests/", "docs/", "benches/"].iter().any(|start| path.starts_with(start));
            if looks_like_ours && !path.contains(['*', '<', ' ', '…']) && !root().join(path).exists() {
                missing.push(format!("{}: `{path}`", shown(&page)));
            }
        }
    }
    assert!(missing.is_empty(), "these do not exist:\n{}", missing.join("\n"));
}
