//! The command line from outside: text in, text out, and the exit code.
//!
//! `tests/data/cli/` holds a law of two articles and a case, so that most of this does not depend on real law.
//! `UPDATE=1 cargo test cli` writes the expected pages anew: read every difference before keeping it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop with the reason")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run printed and how it ended.
pub struct Output {
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// The exit code.
    pub code: i32,
}

/// Runs the program in the project's folder, as somebody without a terminal.
pub fn flowlaw(arguments: &[&str]) -> Output {
    run_in(Path::new(env!("CARGO_MANIFEST_DIR")), arguments, "")
}

/// Runs the program in a folder, with a text on standard input.
pub fn run_in(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_flowlaw"));
    command.args(arguments).current_dir(folder).env_remove("COLUMNS").env_remove("NO_COLOR");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Output { stdout: text(output.stdout), stderr: text(output.stderr), code: output.status.code().unwrap_or(-1) }
}

/// An empty folder of a test's own.
pub fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

const CASE: &str = "tests/data/cli/case";

/// Compares a page with the one that is kept.
fn matches(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/cli/{name}.txt"));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, actual).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == actual, "{name} differs; what came out:\n{actual}");
}

#[test]
fn check_prints_the_page_for_a_class() {
    let output = flowlaw(&["check", CASE]);
    assert_eq!((output.code, output.stderr.as_str()), (1, ""));
    matches("check", &output.stdout);
    matches("check-ko", &flowlaw(&["check", CASE, "--lang", "ko"]).stdout);
    matches("check-as-shop", &flowlaw(&["check", CASE, "--as", "shop"]).stdout);
    matches("check-variation", &flowlaw(&["check", CASE, "--variation", "stop", "--as", "court"]).stdout);
}

#[test]
fn a_party_that_nothing_is_said_against_gets_no_sentence() {
    assert!(flowlaw(&["check", CASE]).stdout.contains("On The Shop's own version 1 of 1 findings against it remains a violation: Mini 1."));
    assert!(!flowlaw(&["check", CASE, "--as", "watchdog"]).stdout.contains("own version"));
}

#[test]
fn check_shows_every_row_on_demand() {
    matches("check-all", &flowlaw(&["check", CASE, "--all"]).stdout);
    matches("check-markdown", &flowlaw(&["check", CASE, "-f", "markdown", "--all"]).stdout);
    matches("check-csv", &flowlaw(&["check", CASE, "-f", "csv"]).stdout);
    matches("check-json", &flowlaw(&["check", CASE, "-f", "json"]).stdout);
}

#[test]
fn explain_tells_findings_rules_flows_and_codes() {
    matches("explain-finding", &flowlaw(&["explain", "mini-1:shop:backup", CASE]).stdout);
    matches("explain-rule", &flowlaw(&["explain", "mini-1", CASE]).stdout);
    matches("explain-flow", &flowlaw(&["explain", "flows.backup", CASE]).stdout);
    assert!(flowlaw(&["explain", "e0101"]).stdout.starts_with("E0101: a key that does not exist here\n"));
    let output = flowlaw(&["explain", "mini-1:shop:bakup", CASE]);
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("did you mean `mini-1:shop:backup`?"), "{}", output.stderr);
}

#[test]
fn rules_are_listed_shown_and_covered() {
    matches("rules", &flowlaw(&["rules", "--law", "tests/data/cli/law"]).stdout);
    matches("coverage", &flowlaw(&["rules", "coverage", CASE]).stdout);
    assert_eq!(flowlaw(&["rules", "show", "mini-1", "--law", "tests/data/cli/law"]).stdout, flowlaw(&["explain", "mini-1", CASE]).stdout);
    assert_eq!(flowlaw(&["rules", "show", "mini-x", "--law", "tests/data/cli/law"]).code, 2);
}

#[test]
fn test_compares_expected_with_actual() {
    let output = flowlaw(&["test", "tests/data/cli/law", CASE]);
    assert_eq!((output.code, output.stdout.lines().last().unwrap()), (0, "11 passed, 0 failed"));
    let folder = scratch("test");
    let law = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cli/law");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(CASE).join("scenario.yaml")).unwrap();
    let text = text.replace("verdict: disputed", "verdict: violation").replace("as: shop, rule: mini-1", "as: shopp, rule: mini-1");
    fs::write(folder.join("scenario.yaml"), text).unwrap();
    let output = run_in(&folder, &["test", "scenario.yaml", "--law", law.to_str().unwrap()], "");
    assert_eq!(output.code, 1);
    assert!(
        output
            .stdout
            .contains("    expected  violation\n    actual    disputed on 2020-01-01..2021-06-30, users  (decided by dispute:asked)\n"),
        "{}",
        output.stdout
    );
    assert!(output.stderr.contains("did you mean `shop`?"), "{}", output.stderr);
}

#[test]
fn exit_codes_tell_how_it_ended() {
    let code = |more: &[&str]| flowlaw(&[&["check", CASE][..], more].concat()).code;
    assert_eq!(code(&[]), 1);
    assert_eq!(code(&["--no-exit-codes"]), 0);
    assert_eq!(code(&["--fail-on", "never"]), 0);
    assert_eq!(code(&["--only", "mini-2"]), 0, "undetermined is no violation");
    assert_eq!(code(&["--only", "mini-2", "--fail-on", "undetermined"]), 1);
    assert_eq!(code(&["--only", "mini-1", "--fail-on", "disputed"]), 1);
    assert_eq!(code(&["--only", "mini-1", "--as", "shop", "--fail-on", "disputed"]), 0);
    assert_eq!(code(&["--variation", "stop", "--only", "mini-1", "--skip", "mini-1"]), 3, "nothing to judge");
    assert_eq!(code(&["--as", "nobody"]), 2);
    assert_eq!(code(&["--variation", "stopp"]), 2);
    assert_eq!(code(&["--reading", "mini-word=maybe"]), 2);
    assert_eq!(code(&["--colour"]), 2);
    assert_eq!(flowlaw(&["check", "no-such-file.yaml"]).code, 2);
    assert_eq!(flowlaw(&["validate", CASE]).code, 0);
}

#[test]
fn what_was_misspelt_gets_a_suggestion() {
    let said = |arguments: &[&str]| flowlaw(&[&["check", CASE][..], arguments].concat()).stderr;
    assert!(said(&["--as", "shopp"]).contains("did you mean `shop`?"));
    assert!(said(&["--variation", "stopp"]).contains("did you mean `stop`?"));
    assert!(said(&["--only", "mini-old-2"]).contains("did you mean `mini-old-1`?"));
    assert!(said(&["--law", "krr"]).contains("did you mean `kr`?"));
}

#[test]
fn results_go_to_a_file_whole_or_not_at_all() {
    let folder = scratch("output");
    let file = folder.join("report.json");
    let output = flowlaw(&["check", CASE, "-f", "json", "-o", file.to_str().unwrap()]);
    assert_eq!((output.code, output.stdout.as_str()), (1, ""));
    assert_eq!(fs::read_to_string(&file).unwrap(), flowlaw(&["check", CASE, "-f", "json"]).stdout);
    let missing = folder.join("nowhere/report.json");
    let output = flowlaw(&["check", CASE, "-o", missing.to_str().unwrap()]);
    assert_eq!(output.code, 2);
    assert!(output.stderr.starts_with("error[E0009]: there is no folder"), "{}", output.stderr);
    assert!(!folder.join("nowhere").exists());
    let names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["report.json"], "no temporary file is left");
}

#[test]
fn nobody_listening_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_flowlaw"))
        .args(["check", CASE, "-f", "json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(1), &b""[..]));
}

#[test]
fn several_scenarios_get_a_line_each_first() {
    let output = flowlaw(&["check", CASE, "scenarios/student"]);
    let first: Vec<&str> = output.stdout.lines().take(2).collect();
    assert_eq!(first.first(), Some(&"tests/data/cli/case: violations 1, disputed 0, undetermined 1, lawful 0"));
    assert!(first.get(1).is_some_and(|line| line.starts_with("scenarios/student: violations ")));
}

#[test]
fn standard_input_is_a_scenario_too() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join(CASE).join("scenario.yaml")).unwrap();
    assert_eq!(run_in(root, &["check", "-"], &text).stdout, flowlaw(&["check", CASE]).stdout);
}

#[test]
fn colours_come_only_where_they_are_asked_for() {
    let escape = '\u{1b}';
    assert!(!flowlaw(&["check", CASE]).stdout.contains(escape));
    assert!(flowlaw(&["check", CASE, "--color", "always"]).stdout.contains(escape));
    assert!(!flowlaw(&["check", CASE, "--color", "never"]).stdout.contains(escape));
}

#[test]
fn a_file_cannot_steer_the_terminal() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join(CASE).join("scenario.yaml")).unwrap().replace("A shop and its host", "A \\e[31mshop\\a");
    let output = run_in(root, &["check", "-"], &text);
    assert!(!output.stdout.contains(['\u{1b}', '\u{7}']), "{}", output.stdout);
    assert!(output.stdout.starts_with("A [31mshop (mini-case)"), "{}", output.stdout);
}

#[test]
fn init_writes_the_first_scenario_and_never_over_another() {
    let folder = scratch("init");
    let output = run_in(&folder, &["init", "first"], "");
    assert_eq!(output.code, 0, "{}", output.stderr);
    let written = fs::read_to_string(folder.join("first/scenario.yaml")).unwrap();
    let lines = written.lines().filter(|line| !line.trim_start().starts_with('#')).count();
    assert_eq!(lines, 14, "a first scenario has 14 lines and comments");
    let output = run_in(&folder.join("first"), &["check"], "");
    assert_eq!(output.code, 1, "{}", output.stderr);
    assert!(output.stdout.contains("PIPA 28-8(1)"), "{}", output.stdout);
    let output = run_in(&folder, &["init", "first"], "");
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("is there already"), "{}", output.stderr);
}

#[test]
fn validate_finds_all_problems_at_once() {
    let folder = scratch("validate");
    fs::write(folder.join("scenario.yaml"), "scenario: x\npartys: {}\nflows:\n  f: { form: a, to: b, data: email, period: 2024-02-30 }\n")
        .unwrap();
    let output = run_in(&folder, &["validate"], "");
    assert_eq!(output.code, 2);
    for part in ["did you mean `parties`?", "did you mean `from`?", "there is no day 30 in 2024-02"] {
        assert!(output.stderr.contains(part), "{part} is not in\n{}", output.stderr);
    }
}

#[test]
fn validate_has_nothing_to_say_about_what_is_shipped() {
    for folder in super::law::scenario_folders() {
        let output = flowlaw(&["validate", folder.to_str().unwrap()]);
        assert_eq!((output.stderr.as_str(), output.code), ("", 0), "{}", folder.display());
        assert!(output.stdout.ends_with(": fine\n"), "{}", output.stdout);
    }
}

#[test]
fn completions_name_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = flowlaw(&["completions", shell]);
        assert!(
            ["check", "explain", "rules", "validate", "test", "init", "schema"].iter().all(|command| output.stdout.contains(command)),
            "{shell}"
        );
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let once = flowlaw(&["check", "scenarios/kakaopay-stage-3", "-f", "json"]);
    assert_eq!(once.stdout, flowlaw(&["check", "scenarios/kakaopay-stage-3", "-f", "json"]).stdout);
}
