//! `flowlaw test`: examples inside rules and expected rows of scenarios, with what came out instead.

use crate::args::Test;
use crate::run::{Opened, names};
use crate::terminal::{self, Exit};
use flowlaw::diagnostics::Diagnostics;
use flowlaw::expectations::{ExampleResult, RowResult, run_examples, run_expected};
use flowlaw::load::{self, LoadedPack};
use flowlaw::source::Sources;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What has been run so far.
#[derive(Default)]
struct Tally {
    text: String,
    passed: usize,
    failed: usize,
    broken: bool,
}

/// Runs the command.
pub fn run(arguments: &Test) -> Exit {
    let mut tally = Tally::default();
    if arguments.path.is_empty() {
        let packs =
            if arguments.law.is_empty() { load::built_in_packs().into_iter().map(str::to_owned).collect() } else { arguments.law.clone() };
        packs.iter().for_each(|name| pack(name, arguments, &mut tally));
        scenarios_below(Path::new("scenarios")).iter().for_each(|path| scenario(path, arguments, &mut tally));
    }
    for path in &arguments.path {
        let named = path.to_string_lossy();
        if path.join("pack.yaml").is_file() || (!path.exists() && load::built_in_packs().contains(&&*named)) {
            pack(&named, arguments, &mut tally);
        } else if path.is_dir() && !path.join("scenario.yaml").is_file() {
            let found = scenarios_below(path);
            if found.is_empty() {
                scenario(path, arguments, &mut tally);
            }
            found.iter().for_each(|path| scenario(path, arguments, &mut tally));
        } else {
            scenario(path, arguments, &mut tally);
        }
    }
    let _ = writeln!(tally.text, "{} passed, {} failed", tally.passed, tally.failed);
    if let Err(problem) = terminal::print(&tally.text) {
        terminal::complain(&Sources::default(), &[&problem], &arguments.printing);
    }
    match (tally.broken, tally.failed, tally.passed) {
        (true, ..) => Exit::BadInput,
        (false, 0, 0) => Exit::Nothing,
        (false, 0, _) => Exit::Fine,
        (false, ..) => Exit::Findings,
    }
}

fn scenarios_below(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.join("scenario.yaml").is_file())
        .collect();
    found.sort();
    found
}

fn pack(name: &str, arguments: &Test, tally: &mut Tally) {
    let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
    let loaded: Option<LoadedPack> = load::packs(&names(&[name.to_owned()]), None, &mut sources, &mut problems).into_iter().next();
    terminal::complain(&sources, &problems.sorted(), &arguments.printing);
    let Some(loaded) = loaded else {
        tally.broken = true;
        return;
    };
    let results = run_examples(&loaded.pack);
    let (passed, failed): (Vec<&ExampleResult>, Vec<&ExampleResult>) = results.iter().partition(|result| result.passed());
    let _ = writeln!(tally.text, "{name}: {} of {} examples", passed.len(), results.len());
    for result in failed {
        let _ = writeln!(tally.text, "  {}: example `{}` of `{}`", sources.line_reference(result.span), result.example, result.of);
        let _ = writeln!(tally.text, "    expected  {}\n    actual    {}", result.expected, result.actual);
        terminal::complain(&sources, &result.problems.sorted(), &arguments.printing);
        tally.failed += 1;
    }
    tally.passed += passed.len();
}

fn scenario(path: &Path, arguments: &Test, tally: &mut Tally) {
    let opened = Opened::new(path, &arguments.law);
    terminal::complain(&opened.sources, &opened.problems.sorted(), &arguments.printing);
    let Some(document) = opened.document.as_ref().filter(|_| !opened.problems.has_errors()) else {
        tally.broken = true;
        return;
    };
    let results = run_expected(document, &opened.law());
    let (passed, failed): (Vec<&RowResult>, Vec<&RowResult>) = results.iter().partition(|result| result.passed());
    let _ = writeln!(tally.text, "{}: {} of {} expected rows", path.display(), passed.len(), results.len());
    for result in failed {
        let _ = writeln!(tally.text, "  {}: {}", opened.sources.line_reference(result.span), result.row);
        let _ = writeln!(tally.text, "    expected  {}", result.expected);
        for actual in &result.actual {
            let people = if actual.people.is_empty() { String::new() } else { format!(", {}", actual.people.join(" + ")) };
            let when = if actual.period == flowlaw::date::Period::ALWAYS { String::new() } else { format!(" on {}", actual.period) };
            let decided =
                if actual.decided_by.is_empty() { String::new() } else { format!("  (decided by {})", actual.decided_by.join(", ")) };
            let _ = writeln!(tally.text, "    actual    {}{when}{people}{decided}", actual.verdict);
        }
        terminal::complain(&opened.sources, &result.problems.sorted(), &arguments.printing);
        tally.failed += 1;
    }
    tally.passed += passed.len();
}
