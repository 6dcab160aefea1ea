//! What is said about files and folders: each with the whole message, and no result half-written.
//!
//! `tests/data/files/NAME.txt` holds what is said in the test's case NAME.
//! `UPDATE=1 cargo test files` writes the messages anew: read every difference before keeping it.

use super::cli::{Output, run_in, scratch};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const FIRST: &str = include_str!("../../src/bin/flowlaw/commands/first-scenario.yaml");

/// A folder of a test's own with these files; a name that ends in `/` is a folder.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = scratch(name);
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if name.ends_with('/') { fs::create_dir_all(path).unwrap() } else { fs::write(path, text).unwrap() }
    }
    folder
}

/// Runs `flowlaw check` in a folder with these files and compares everything it says. It ends with 2 and prints no result.
fn is_told(name: &str, files: &[(&str, &str)], arguments: &[&str]) {
    let folder = folder(name, files);
    is_told_in(&folder, name, arguments);
    fs::remove_dir_all(folder).unwrap();
}

fn is_told_in(folder: &Path, name: &str, arguments: &[&str]) {
    let Output { stdout, stderr, code } = run_in(folder, &[&["check"], arguments].concat(), "");
    assert_eq!((stdout.as_str(), code), ("", 2), "{stderr}");
    is_kept(name, &stderr);
}

/// Compares a message with the one that is kept.
fn is_kept(name: &str, message: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/files/{name}.txt"));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, message).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap_or_default() == message, "{name} differs; what was said:\n{message}");
}

/// A scenario that includes something.
fn including(what: &str) -> String {
    format!("scenario: x\ninclude: {what}\n")
}

#[test]
fn a_file_that_is_not_there() {
    is_told("misspelt-file", &[("shop.yaml", FIRST)], &["shp.yaml"]);
    is_told("missing-file", &[("shop.yaml", FIRST)], &["elsewhere/hospital.yaml"]);
}

#[test]
fn a_folder_without_a_scenario() {
    is_told("no-scenario", &[("case/notes.txt", "")], &["case"]);
    is_told("scenarios-below", &[("cases/shop/scenario.yaml", FIRST), ("cases/bank/scenario.yaml", FIRST)], &["cases"]);
}

#[test]
fn a_folder_where_a_file_should_be() {
    is_told("folder-as-file", &[("case/scenario.yaml/", "")], &["case/scenario.yaml"]);
}

#[test]
fn a_file_that_includes_itself() {
    let files = [
        ("scenario.yaml", including("flows.yaml")),
        ("flows.yaml", "include: more.yaml\n".to_owned()),
        ("more.yaml", "include: flows.yaml\n".to_owned()),
    ];
    is_told("include-in-a-circle", &files.each_ref().map(|(name, text)| (*name, text.as_str())), &["scenario.yaml"]);
}

#[test]
fn an_include_from_outside_the_folder() {
    let secret = ("secret.yaml", "- a secret\n");
    is_told("include-above", &[("case/scenario.yaml", &including("../secret.yaml")), secret], &["case"]);
    is_told("include-absolute", &[("case/scenario.yaml", &including("/secret.yaml")), secret], &["case"]);
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_folder() {
    let folder = folder("include-link", &[("case/scenario.yaml", &including("link.yaml")), ("secret.yaml", "- a secret\n")]);
    std::os::unix::fs::symlink("../secret.yaml", folder.join("case/link.yaml")).unwrap();
    is_told_in(&folder, "include-link", &["case"]);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn an_include_that_is_no_file() {
    is_told("include-folder", &[("case/scenario.yaml", &including("parts")), ("case/parts/a.yaml", "")], &["case"]);
    is_told("include-misspelt", &[("case/scenario.yaml", &including("flws.yaml")), ("case/flows.yaml", "")], &["case"]);
    is_told("include-block", &[("case/scenario.yaml", &including("{ a: b }"))], &["case"]);
    is_told("include-empty", &[("case/scenario.yaml", &including("empty.yaml")), ("case/empty.yaml", "")], &["case"]);
}

#[test]
fn an_included_file_shows_its_own_lines_and_nothing_follows_from_them() {
    let files = [("scenario.yaml", format!("include: parties.yaml\n{FIRST}")), ("parties.yaml", "parties:\n\tmailer: {}\n".to_owned())];
    let text = files[0].1.replace("to: ", "to: a");
    is_told("include-broken", &[("scenario.yaml", &text), ("parties.yaml", &files[1].1)], &["scenario.yaml"]);
}

#[test]
fn an_output_that_cannot_be_written() {
    let folder = folder("output", &[("scenario.yaml", FIRST), ("reports/", "")]);
    is_told_in(&folder, "output-nowhere", &["-o", "nowhere/report.txt"]);
    is_told_in(&folder, "output-folder", &["-o", "reports"]);
    assert!(!folder.join("nowhere").exists());
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn an_output_stays_whole_when_a_run_fails() {
    let folder = folder("output-whole", &[("good.yaml", FIRST), ("bad.yaml", "scenario: x\n"), ("report.txt", "from before\n")]);
    is_told_in(&folder, "output-whole", &["good.yaml", "bad.yaml", "-o", "report.txt"]);
    assert_eq!(fs::read_to_string(folder.join("report.txt")).unwrap(), "from before\n");
    assert_eq!(run_in(&folder, &["check", "good.yaml", "-o", "report.txt"], "").code, 1);
    assert_eq!(fs::read_to_string(folder.join("report.txt")).unwrap(), run_in(&folder, &["check", "good.yaml"], "").stdout);
    fs::remove_dir_all(folder).unwrap();
}

/// At most so long for a hostile file, also without optimisation on a busy machine.
const SOON: Duration = Duration::from_secs(30);

#[test]
fn fifty_megabytes_are_refused() {
    let start = Instant::now();
    is_told("large", &[("large.yaml", &"a".repeat(50 * 1024 * 1024))], &["large.yaml"]);
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

/// Runs in an address space of 400 MB.
#[cfg(target_os = "linux")]
#[test]
fn an_endless_file_is_refused() {
    let start = Instant::now();
    let script = "ulimit -v 400000; exec \"$0\" check /dev/zero";
    let output = std::process::Command::new("sh").args(["-c", script, env!("CARGO_BIN_EXE_flowlaw")]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    is_kept("endless", &String::from_utf8(output.stderr).unwrap());
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

#[test]
fn garbage_below_the_limit_is_refused_soon() {
    let lines = |count, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    let texts = [
        ("keys", lines(400_000, &|n| format!("k{n}: 1\n"))),
        ("one key", lines(400_000, &|_| "k: 1\n".to_owned())),
        ("parties", format!("scenario: x\nparties:\n{}", lines(20_000, &|n| format!("  p{n}: {{ x{n}: 1 }}\n")))),
        ("items", lines(400_000, &|_| "- - a\n".to_owned())),
        ("brackets", "[".repeat(8_000_000)),
        ("words", lines(400_000, &|n| format!("word {n} and more\n"))),
    ];
    for (name, text) in texts {
        let folder = folder("garbage", &[("garbage.yaml", &text)]);
        let start = Instant::now();
        let output = run_in(&folder, &["check", "garbage.yaml"], "");
        assert_eq!(output.code, 2, "{name}");
        assert!(output.stderr.starts_with("error[E"), "{name}: {}", output.stderr);
        assert!(start.elapsed() < SOON, "{name} took {:?}", start.elapsed());
        fs::remove_dir_all(folder).unwrap();
    }
}
