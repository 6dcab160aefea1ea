//! `flowlaw check`: judges and prints.

use crate::args::{Check, FailOn, Format};
use crate::law_if;
use crate::run::{Opened, names, path_or_here};
use crate::terminal::{self, Exit};
use flowlaw::diagnostics::{Diagnostic, Diagnostics};
use flowlaw::judge::case::{Detail, Options};
use flowlaw::outcome::{Judgement, Verdict};
use flowlaw::report::check::{Extent, page, summary};
use flowlaw::report::lines::Report;
use flowlaw::report::matrix::Matrix;
use flowlaw::report::own::{OwnVersion, most_concerned, own_version, takes_no_side};
use flowlaw::report::{csv, json};
use flowlaw::text::{Language, Name};
use std::path::{Path, PathBuf};

mod moves;

/// At most so many warnings are shown; `validate` shows all.
const WARNINGS: usize = 5;

/// One judged scenario.
struct Judged {
    path: PathBuf,
    opened: Opened,
    judgement: Judgement,
    /// The runs on the versions of parties that are told about.
    own: Vec<(Name, Judgement)>,
    problems: Diagnostics,
}

/// Runs the command.
pub fn run(arguments: &Check) -> Exit {
    if let Some(problem) = arguments.output.as_ref().and_then(|path| terminal::check_output(path).err()) {
        terminal::complain(&flowlaw::source::Sources::default(), &[&problem], &arguments.printing);
        return Exit::BadInput;
    }
    if arguments.watch { watch(arguments) } else { once(arguments) }
}

/// Judges every path once.
fn once(arguments: &Check) -> Exit {
    let paths = if arguments.path.is_empty() { vec![path_or_here(None)] } else { arguments.path.clone() };
    let mut judged = Vec::new();
    let mut exit = Exit::Fine;
    for path in &paths {
        for opened in opened(path, arguments) {
            match judge(arguments, path, opened) {
                Some(one) => judged.push(one),
                None => exit = Exit::BadInput,
            }
        }
    }
    if exit == Exit::BadInput
        && let Some(path) = &arguments.output
    {
        terminal::remark(&format!("nothing was written to {}", path.display()));
        return exit;
    }
    if !judged.is_empty()
        && let Err(problem) = deliver(arguments, &judged)
    {
        terminal::complain(&flowlaw::source::Sources::default(), &[&problem], &arguments.printing);
        exit = Exit::BadInput;
    }
    let worst = judged.iter().map(|one| level(arguments, one)).max().unwrap_or(Exit::Fine);
    exit.max(worst)
}

/// The scenario as it is, or once for each law in whose country a party is tried out.
fn opened(path: &Path, arguments: &Check) -> Vec<Opened> {
    match arguments.judging.law_if.as_slice() {
        [] | [_] => vec![law_if::open(path, &arguments.judging)],
        several => {
            let opened: Vec<Opened> = several.iter().map(|law| law_if::moved(path, &arguments.judging, law, false)).collect();
            // What is wrong with the file itself is wrong every time: once is enough.
            match opened.iter().position(|one| one.problems.has_errors()) {
                Some(at) => opened.into_iter().skip(at).take(1).collect(),
                None => opened,
            }
        }
    }
}

fn judge(arguments: &Check, path: &Path, opened: Opened) -> Option<Judged> {
    let mut problems = opened.problems.clone();
    let options = Options {
        only: names(&arguments.rules.only),
        skip: names(&arguments.rules.skip),
        detail: shown(arguments.format),
        ..opened.options(&arguments.judging, &mut problems)
    };
    let (judgement, own) = both(&opened, &options, &mut problems);
    for warning in judgement.iter().flat_map(|judgement| &judgement.warnings) {
        problems.push(warning.clone());
    }
    complain(arguments, &opened, &problems, path);
    let judgement = judgement?;
    Some(Judged { path: path.to_path_buf(), opened, judgement, own, problems })
}

/// What a format shows of the rows.
fn shown(format: Format) -> Detail {
    match format {
        Format::Table | Format::Markdown => Detail::Reasons,
        Format::Csv => Detail::Consequences,
        Format::Json => Detail::EveryReason,
    }
}

/// What comes out, and what comes out on a party's own version, for the sentence about it.
pub fn both(opened: &Opened, options: &Options, problems: &mut Diagnostics) -> (Option<Judgement>, Vec<(Name, Judgement)>) {
    let law = opened.law();
    let Some(mut case) = opened.case(&law, options, problems) else { return (None, Vec::new()) };
    let judgement = case.judgement(options);
    let own = own_account(opened, options, &judgement).map(|(party, options)| {
        let own = if options.as_party == judgement.as_party { judgement.clone() } else { case.judgement(&options) };
        (party, own)
    });
    let own = own.into_iter().collect();
    (Some(judgement), own)
}

/// On whose version the sentence is about: the one that was asked for, or of the party that most lines are about.
fn own_account(opened: &Opened, options: &Options, judgement: &Judgement) -> Option<(Name, Options)> {
    if let Some(party) = options.as_party.as_ref().filter(|_| !options.court) {
        return Some((party.clone(), options.clone()));
    }
    if !takes_no_side(judgement) {
        return None;
    }
    let report = Report::new(opened.document.as_ref()?, judgement, &opened.pack_list(), Language::English);
    let party = most_concerned(&report)?;
    Some((party.clone(), Options { as_party: Some(party), detail: Detail::Verdicts, ..options.clone() }))
}

fn complain(arguments: &Check, opened: &Opened, problems: &Diagnostics, path: &Path) {
    let sorted = problems.sorted();
    let (errors, warnings): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        sorted.into_iter().partition(|problem| problem.severity() == flowlaw::diagnostics::Severity::Error);
    terminal::complain(&opened.sources, &errors, &arguments.printing);
    // What one law does not read another one may: beside each other they say little.
    let warnings = if arguments.judging.law_if.len() > 1 { Vec::new() } else { warnings };
    let shown: Vec<&Diagnostic> = warnings.iter().copied().take(WARNINGS).collect();
    terminal::complain(&opened.sources, &shown, &arguments.printing);
    if warnings.len() > shown.len() {
        terminal::remark(&format!("and {} more warnings: flowlaw validate {}\n", warnings.len() - shown.len(), path.display()));
    }
}

fn deliver(arguments: &Check, judged: &[Judged]) -> Result<(), Diagnostic> {
    let language = terminal::language(&arguments.printing);
    let mut reports: Vec<(Report<'_>, Vec<OwnVersion>)> = judged
        .iter()
        .filter_map(|one| {
            let document = one.opened.document.as_ref()?;
            let report = Report::new(document, &one.judgement, &one.opened.pack_list(), language);
            let own = one
                .own
                .iter()
                .map(|(party, own)| own_version(&report, &Report::new(document, own, &one.opened.pack_list(), language), party))
                .filter(|own| own.total > 0)
                .collect();
            Some((report, own))
        })
        .collect();
    if arguments.judging.law_if.len() > 1 {
        side_by_side(&mut reports, judged);
    }
    let text = match arguments.format {
        Format::Table | Format::Markdown if arguments.judging.law_if.len() > 1 => moves::pages(arguments, judged, &reports),
        Format::Table | Format::Markdown => pages(arguments, judged, &reports),
        Format::Csv => csv::rows(&reports.iter().zip(judged).map(|((report, _), one)| (report, &one.opened.sources)).collect::<Vec<_>>()),
        Format::Json => as_json(judged, &reports),
    };
    terminal::deliver(&text, arguments.output.as_ref())
}

/// Runs of one scenario in several countries share one matrix.
fn side_by_side(reports: &mut [(Report<'_>, Vec<OwnVersion>)], judged: &[Judged]) {
    let mut at = 0;
    for group in judged.chunk_by(|a, b| a.path == b.path) {
        let members = at..at + group.len();
        at = members.end;
        let Some(reports) = reports.get_mut(members) else { return };
        let heads: Vec<String> = group.iter().flat_map(heads).collect();
        let matrix = Matrix::new(&reports.iter().map(|(report, _)| report).collect::<Vec<_>>(), &heads);
        reports.iter_mut().for_each(|(report, _)| report.matrix.clone_from(&matrix));
    }
}

/// What stands above the columns of one run: each law with the country that was tried.
fn heads(one: &Judged) -> Vec<String> {
    let country = one.opened.question.as_ref().map_or_else(String::new, |question| format!(" ({})", question.moved.to));
    one.opened.packs.iter().map(|loaded| format!("{}{country}", loaded.pack.id)).collect()
}

fn pages(arguments: &Check, judged: &[Judged], reports: &[(Report<'_>, Vec<OwnVersion>)]) -> String {
    let mut look = terminal::look(&arguments.printing, arguments.output.is_some());
    look.markdown = arguments.format == Format::Markdown;
    let extent = Extent { all: arguments.all, questions: arguments.questions };
    let mut text = String::new();
    if reports.len() > 1 {
        for ((report, _), one) in reports.iter().zip(judged) {
            text.push_str(&summary(report, &one.path.display().to_string()));
            text.push('\n');
        }
        text.push('\n');
    }
    let pages: Vec<String> = reports.iter().map(|(report, own)| page(report, own, extent, look)).collect();
    text.push_str(&pages.join("\n"));
    text
}

fn as_json(judged: &[Judged], reports: &[(Report<'_>, Vec<OwnVersion>)]) -> String {
    let mut values: Vec<serde_json::Value> = reports
        .iter()
        .zip(judged)
        .map(|((report, own), one)| json::value(report, own, &one.problems.sorted(), &one.opened.sources))
        .collect();
    let value = match (values.len(), values.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            values.extend(last);
            serde_json::Value::Array(values)
        }
    };
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text
}

fn level(arguments: &Check, judged: &Judged) -> Exit {
    if arguments.no_exit_codes {
        return Exit::Fine;
    }
    let verdicts = || judged.judgement.findings.iter().map(|finding| finding.verdict);
    if verdicts().next().is_none() {
        return Exit::Nothing;
    }
    let fails = match arguments.fail_on {
        FailOn::Violation => verdicts().any(|verdict| verdict == Verdict::Violation),
        FailOn::Disputed => verdicts().any(|verdict| verdict <= Verdict::Disputed),
        FailOn::Undetermined => verdicts().any(|verdict| verdict <= Verdict::OpenLaw),
        FailOn::Warning => verdicts().any(|verdict| verdict <= Verdict::OpenLaw) || !judged.problems.is_empty(),
        FailOn::Never => false,
    };
    if fails { Exit::Findings } else { Exit::Fine }
}

/// Judges again whenever one of the files changes, until somebody stops it.
fn watch(arguments: &Check) -> Exit {
    let mut roots: Vec<PathBuf> = if arguments.path.is_empty() { vec![path_or_here(None)] } else { arguments.path.clone() };
    roots.extend(arguments.judging.law.iter().map(PathBuf::from).filter(|path| path.is_dir()));
    loop {
        let before = stamps(&roots);
        once(arguments);
        terminal::remark("watching for changes; stop with Ctrl-C");
        while stamps(&roots) == before {
            std::thread::sleep(std::time::Duration::from_millis(200));
        }
    }
}

type Stamp = (PathBuf, u64, Option<std::time::SystemTime>);

/// Size and time of every file that a run may read: those in the folders of the scenarios and of the law.
fn stamps(roots: &[PathBuf]) -> Vec<Stamp> {
    let mut found = Vec::new();
    for root in roots {
        let folder = if root.is_dir() {
            root.clone()
        } else {
            root.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or_else(|| PathBuf::from("."), Path::to_path_buf)
        };
        collect(&folder, 0, &mut found);
    }
    found.sort();
    found
}

fn collect(folder: &Path, depth: usize, found: &mut Vec<Stamp>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            if depth < 4 {
                collect(&path, depth + 1, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml" || extension == "json") {
            let data = entry.metadata().ok();
            found.push((path, data.as_ref().map_or(0, std::fs::Metadata::len), data.and_then(|data| data.modified().ok())));
        }
    }
}
