//! A gallery of the mistakes people make, each with the whole message it gets.
//!
//! `tests/data/mistakes/NN-name.yaml` is what somebody wrote, `NN-name.txt` what they are told.
//! `UPDATE=1 cargo test mistakes` writes the messages anew: read every difference before keeping it.

use flowlaw::diagnostics::{Diagnostics, render};
use flowlaw::judge::case::{Law, Options, judge};
use flowlaw::load;
use flowlaw::source::Sources;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Everything that `flowlaw check` says about a file before, or instead of, an answer.
fn messages(path: &Path) -> String {
    let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
    let document = load::scenario(path, &mut sources, &mut problems);
    if let Some(document) = &document {
        let packs = load::packs(&[], Some(document), &mut sources, &mut problems);
        let law: Vec<Law<'_>> = packs.iter().map(|loaded| Law { pack: &loaded.pack, origin: &loaded.origin }).collect();
        if let Some(judgement) = judge(document, &law, &Options::default(), &mut problems) {
            judgement.warnings.into_iter().for_each(|warning| problems.push(warning));
        }
    }
    problems.sorted().iter().map(|problem| render(&sources, problem, false)).collect()
}

fn gallery() -> Vec<PathBuf> {
    let folder = Path::new("tests/data/mistakes");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_mistake_gets_its_whole_message() {
    let mut wrong = Vec::new();
    for path in gallery() {
        let found = messages(&path);
        let expected = path.with_extension("txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &found).unwrap();
        }
        let known = fs::read_to_string(&expected).unwrap_or_default();
        if found != known {
            wrong.push(format!("{}\n--- expected\n{known}\n--- found\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_command_tells_all_of_it() {
    for path in gallery() {
        let wanted = messages(&path);
        if wanted.contains("error[") {
            let output = Command::new(env!("CARGO_BIN_EXE_flowlaw")).args(["check", "--color", "never"]).arg(&path).output().unwrap();
            assert_eq!(String::from_utf8_lossy(&output.stderr), wanted, "{}", path.display());
        }
    }
}

#[test]
fn every_mistake_is_noticed() {
    assert!(gallery().len() >= 40, "the gallery has at least forty mistakes");
    let silent: Vec<PathBuf> = gallery().into_iter().filter(|path| messages(path).is_empty()).collect();
    assert!(silent.is_empty(), "nothing was said about {silent:?}");
}

#[test]
fn no_message_speaks_rust() {
    for path in gallery() {
        let text = messages(&path);
        for word in ["unwrap", "panicked", "Some(", "Option<", "Vec<", "HashMap", "usize", "Err(", "ScanError"] {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
    }
}
