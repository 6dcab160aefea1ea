//! Every command that a page shows is run, and prints what the page says.
//!
//! A fenced block `console` holds `$ flowlaw …` and the output. `UPDATE=1 cargo test pages` writes the outputs anew.

use crate::cli::flowlaw;
use std::fs;
use std::path::PathBuf;

const PAGES: &[&str] = &[
    "README.md",
    "docs/agreement.md",
    "docs/deciding.md",
    "docs/encoding-a-law.md",
    "docs/fixing.md",
    "docs/handing-in.md",
    "docs/laws.md",
    "docs/pictures.md",
    "docs/reading-a-report.md",
    "docs/sweeping.md",
    "docs/what-if.md",
    "docs/writing-a-rule.md",
    "docs/writing-a-scenario.md",
];

/// The text of a page with every shown output replaced by what the command prints now.
fn with_current_outputs(page: &str) -> String {
    let mut written = String::new();
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        written.push_str(line);
        written.push('\n');
        if line != "```console" {
            continue;
        }
        while let Some(inside) = lines.next_if(|line| *line != "```") {
            let Some(command) = inside.strip_prefix("$ flowlaw ") else { continue };
            let arguments: Vec<&str> = command.split_whitespace().collect();
            let output = flowlaw(&arguments);
            assert!(output.code != 4 && output.code != 2, "`{command}` ends with {}: {}", output.code, output.stderr);
            written.push_str(inside);
            written.push('\n');
            written.push_str(output.stdout.trim_end());
            written.push('\n');
        }
    }
    written
}

#[test]
fn every_shown_output_is_what_the_command_prints() {
    let mut shown = 0;
    for name in PAGES {
        let path = PathBuf::from(name);
        let page = fs::read_to_string(&path).unwrap();
        shown += page.matches("$ flowlaw ").count();
        let current = with_current_outputs(&page);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &current).unwrap();
        }
        assert!(
            fs::read_to_string(&path).unwrap() == current,
            "{name} shows other outputs than the commands print: run `UPDATE=1 cargo test pages`"
        );
    }
    assert!(shown >= 5, "only {shown} commands are shown");
}

#[test]
fn the_readme_names_its_two_commands() {
    let readme = fs::read_to_string("README.md").unwrap();
    assert!(readme.contains("cargo run --release --quiet -- check scenarios/kakaopay-alipay --no-exit-codes"));
    assert!(readme.contains("\ncargo test\n"));
    let script = fs::read_to_string(".ci/run").unwrap();
    assert!(script.contains("cargo test"), "CI runs the README's test command");
}
