//! `flowlaw test`: examples inside rules and expected rows of scenarios, with what came out instead.

use crate::args::Test;
use crate::run::{Opened, names, scenarios_below};
use crate::terminal::{self, Exit};
use flowlaw::diagnostics::Diagnostics;
use flowlaw::expectations::{Agreement, ExampleResult, LabelResult, RowResult, Scored, run_examples, run_expected, score};
use flowlaw::load::{self, LoadedPack};
use flowlaw::report::agreement;
use flowlaw::report::page::Page;
use flowlaw::source::Sources;
use std::fmt::Write as _;
use std::path::Path;

/// What has been run so far.
#[derive(Default)]
struct Tally {
    text: String,
    passed: usize,
    failed: usize,
    broken: bool,
    /// Scenarios with rows that were decided.
    agreements: Vec<Agreement>,
}

/// Runs the command.
pub fn run(arguments: &Test) -> Exit {
    let mut tally = Tally::default();
    if arguments.path.is_empty() {
        let packs =
            if arguments.law.is_empty() { load::built_in_packs().into_iter().map(str::to_owned).collect() } else { arguments.law.clone() };
        if !arguments.agreement {
            packs.iter().for_each(|name| pack(name, arguments, &mut tally));
        }
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
    if arguments.agreement {
        tally.text = agreement_page(&tally, arguments);
    } else {
        let _ = writeln!(tally.text, "{} passed, {} failed", tally.passed, tally.failed);
    }
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
    let law = opened.law();
    decided(path, &opened, score(document, &law), arguments, tally);
    if arguments.agreement {
        return;
    }
    let results = run_expected(document, &law);
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

/// Rows that were decided: an answer that is wrong and certain is a failure, everything else is for `--agreement` to tell.
fn decided(path: &Path, opened: &Opened, agreement: Option<Agreement>, arguments: &Test, tally: &mut Tally) {
    let Some(agreement) = agreement else { return };
    let fails = |label: &&LabelResult| label.is_wrong_and_certain() || label.problems.has_errors();
    let (failed, passed): (Vec<&LabelResult>, Vec<&LabelResult>) = agreement.labels.iter().partition(|label| fails(label));
    let _ = writeln!(
        tally.text,
        "{}: {} of {} decided rows without a wrong answer given as certain",
        path.display(),
        passed.len(),
        agreement.labels.len()
    );
    for label in &failed {
        let _ = writeln!(tally.text, "  {}: {}, {}", opened.sources.line_reference(label.span), label.article, label.party);
        let verdicts = |scored: &Scored| scored.verdicts.iter().map(|verdict| verdict.word()).collect::<Vec<_>>().join(" and ");
        let _ = writeln!(tally.text, "    decided   {}", label.expected.word());
        let _ = writeln!(tally.text, "    raw       {}\n    assessed  {}", verdicts(&label.raw), verdicts(&label.assessed));
        terminal::complain(&opened.sources, &label.problems.sorted(), &arguments.printing);
    }
    tally.passed += passed.len();
    tally.failed += failed.len();
    tally.agreements.push(agreement);
}

fn agreement_page(tally: &Tally, arguments: &Test) -> String {
    let mut page = Page::new(terminal::look(&arguments.printing, false));
    if tally.agreements.is_empty() {
        return "no scenario here says what was decided: rows of `expect` with `confidence`\n".to_owned();
    }
    agreement::page(&tally.agreements, terminal::language(&arguments.printing), &mut page);
    page.finish()
}
