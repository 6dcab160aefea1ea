//! `flowlaw compare`: versions and variations of a case side by side, with the cause of every difference.

use crate::args::{FailOn, Format, Judging, Printing, Readings, Selection};
use crate::commands::columns::{Ask, Asked, asked};
use crate::run::{Opened, names};
use crate::terminal::{self, Exit};
use clap::{Args, ValueHint};
use flowlaw::compare::{Comparison, Side, compare};
use flowlaw::diagnostics::{Diagnostic, Diagnostics, Severity, codes};
use flowlaw::judge::case::{Detail, Law, Options};
use flowlaw::load;
use flowlaw::outcome::{Judgement, Verdict};
use flowlaw::report::compare::{Compared, Extent, page};
use flowlaw::report::compare_data;
use flowlaw::report::lines::Report;
use flowlaw::rules::Pack;
use flowlaw::source::Sources;
use std::path::PathBuf;

/// `flowlaw compare`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
flowlaw compare before.yaml after.yaml\n  \
flowlaw compare scenario.yaml scenario.yaml#asks_first\n  \
flowlaw compare scenario.yaml --variations all\n  \
flowlaw compare scenario.yaml --as regulator,company\n  \
flowlaw compare scenario.yaml --law-as-of 2020-01-01,2024-01-01")]
pub struct Compare {
    /// What to compare: scenario files, each with `#VARIATION` (several: `#A+B`) or `@PARTY`; the first is what the others are compared
    /// with
    #[arg(required = true, value_name = "FILE[#VARIATION][@PARTY]", value_hint = ValueHint::AnyPath)]
    pub columns: Vec<String>,
    /// Add a column for each of these variations, or for all
    #[arg(long, value_name = "all|NAME,…", value_delimiter = ',')]
    pub variations: Vec<String>,
    /// A column for each of these parties' versions, or for all; a single one counts for every column
    #[arg(long = "as", value_name = "all|PARTY,…|court", value_delimiter = ',')]
    pub parties: Vec<String>,
    /// A column for the law of each of these days, on the same facts; of a month or year, its last day
    #[arg(long, value_name = "DATE,…", value_delimiter = ',')]
    pub law_as_of: Vec<String>,
    /// A built-in law or a folder with a `pack.yaml`, instead of the scenario's `law`; may be repeated
    #[arg(long, value_name = "PACK")]
    pub law: Vec<String>,
    /// Leave all open questions of law open, or take their leading readings
    #[arg(long, value_enum, default_value_t = Readings::Leading)]
    pub readings: Readings,
    #[command(flatten)]
    pub rules: Selection,
    /// Every row that differs, also where it is lawful in every column
    #[arg(long)]
    pub all: bool,
    /// Only the table of verdicts, without what was changed and why
    #[arg(long)]
    pub matrix: bool,
    /// Format of the result
    #[arg(short, long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Write the result to a file
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// From which verdict on to exit with 1, where a later column has it and the first has not
    #[arg(long, value_enum, default_value_t = FailOn::Violation)]
    pub fail_on: FailOn,
    /// Exit with 0 whatever differs
    #[arg(long)]
    pub no_exit_codes: bool,
    #[command(flatten)]
    pub printing: Printing,
}

/// One file that was read, with its law.
struct File {
    path: PathBuf,
    opened: Opened,
}

/// Runs the command.
pub fn run(arguments: &Compare) -> Exit {
    let mut sources = Sources::default();
    let mut problems = Diagnostics::default();
    let exit = compared(arguments, &mut sources, &mut problems);
    let sorted = problems.sorted();
    let errors: Vec<&Diagnostic> = sorted.into_iter().filter(|problem| problem.severity() == Severity::Error).collect();
    terminal::complain(&sources, &errors, &arguments.printing);
    if let (Some(path), None) = (&arguments.output, exit) {
        terminal::remark(&format!("nothing was written to {}", path.display()));
    }
    exit.unwrap_or(Exit::BadInput)
}

fn compared(arguments: &Compare, sources: &mut Sources, problems: &mut Diagnostics) -> Option<Exit> {
    if let Some(problem) = arguments.output.as_ref().and_then(|path| terminal::check_output(path).err()) {
        problems.push(problem);
        return None;
    }
    let asks: Vec<Ask> =
        arguments.columns.iter().map(|text| Ask::parse(text, arguments.columns.first(), problems)).collect::<Option<_>>()?;
    let files = read(&asks, arguments, sources, problems);
    let columns = asked(&asks, &wish(arguments), |path| files.iter().find(|file| file.path == path)?.opened.document.as_ref(), problems)?;
    let laws = laws(&files, &columns);
    let mut sides = Vec::new();
    for (column, law) in columns.iter().zip(&laws) {
        let Some(file) = files.iter().find(|file| file.path == column.path) else { continue };
        let Some(document) = &file.opened.document else { continue };
        let options = options(arguments, file, column, problems);
        let law: Vec<Law<'_>> = law.iter().map(|(pack, origin)| Law { pack, origin }).collect();
        sides.push(Side { label: column.label.clone(), document, law, law_as_of: column.law_as_of, options });
    }
    // Everything that is wrong is told at once, and nothing is judged then.
    if problems.has_errors() || sides.len() != columns.len() {
        return None;
    }
    let comparison = compare(&sides, problems)?;
    let text = written(arguments, &sides, &comparison, sources);
    let delivered = terminal::deliver(&text, arguments.output.as_ref());
    if let Err(problem) = delivered {
        problems.push(problem);
        return None;
    }
    Some(level(arguments, &comparison))
}

fn wish(arguments: &Compare) -> crate::commands::columns::Wish<'_> {
    crate::commands::columns::Wish {
        variations: &arguments.variations,
        parties: &arguments.parties,
        days: &arguments.law_as_of,
        language: terminal::language(&arguments.printing),
    }
}

/// Reads every file once.
fn read(asks: &[Ask], arguments: &Compare, sources: &mut Sources, problems: &mut Diagnostics) -> Vec<File> {
    let mut files: Vec<File> = Vec::new();
    for ask in asks {
        if files.iter().any(|file| file.path == ask.path) {
            continue;
        }
        let mut found = Diagnostics::default();
        let document = load::scenario(&ask.path, sources, &mut found);
        let packs =
            if document.is_some() { load::packs(&names(&arguments.law), document.as_ref(), sources, &mut found) } else { Vec::new() };
        problems.extend(found);
        let opened =
            Opened { document, packs, sources: Sources::default(), problems: Diagnostics::default(), question: None, moved_by: None };
        files.push(File { path: ask.path.clone(), opened });
    }
    files
}

/// The law of each column: that of one day, where a day is named.
fn laws(files: &[File], columns: &[Asked]) -> Vec<Vec<(Pack, String)>> {
    let of = |column: &Asked| {
        let packs = files.iter().find(|file| file.path == column.path).map(|file| file.opened.packs.as_slice()).unwrap_or_default();
        packs
            .iter()
            .map(|loaded| (column.law_as_of.map_or_else(|| loaded.pack.clone(), |day| loaded.pack.as_of(day)), loaded.origin.clone()))
            .collect()
    };
    columns.iter().map(of).collect()
}

fn options(arguments: &Compare, file: &File, column: &Asked, problems: &mut Diagnostics) -> Options {
    let judging = Judging {
        as_party: column.party.clone(),
        variation: column.variations.clone(),
        law: arguments.law.clone(),
        law_if: Vec::new(),
        reading: Vec::new(),
        readings: arguments.readings,
    };
    Options {
        only: names(&arguments.rules.only),
        skip: names(&arguments.rules.skip),
        detail: Detail::EveryReason,
        ..file.opened.options(&judging, problems)
    }
}

fn written(arguments: &Compare, sides: &[Side<'_>], comparison: &Comparison, sources: &Sources) -> String {
    let language = terminal::language(&arguments.printing);
    let reports = sides.iter().zip(&comparison.columns).map(|(side, column)| {
        let packs: Vec<&Pack> = side.law.iter().map(|law| law.pack).collect();
        Report::new(side.document, &column.judgement, &packs, language)
    });
    let compared = Compared { comparison, reports: reports.collect(), language };
    let mut look = terminal::look(&arguments.printing, arguments.output.is_some());
    look.markdown = arguments.format == Format::Markdown;
    match arguments.format {
        Format::Table | Format::Markdown => page(&compared, Extent { all: arguments.all, matrix: arguments.matrix }, look),
        Format::Csv => compare_data::csv(&compared),
        Format::Json => compare_data::json(&compared, sources),
    }
}

/// Whether a later column is worse than the first one.
fn level(arguments: &Compare, comparison: &Comparison) -> Exit {
    if arguments.no_exit_codes {
        return Exit::Fine;
    }
    let bad = |verdict: Verdict| match arguments.fail_on {
        FailOn::Violation => verdict == Verdict::Violation,
        FailOn::Disputed => verdict <= Verdict::Disputed,
        FailOn::Undetermined | FailOn::Warning => verdict <= Verdict::OpenLaw,
        FailOn::Never => false,
    };
    let has = |column: usize, findings: &[usize]| {
        let judgement: Option<&Judgement> = comparison.columns.get(column).map(|column| &column.judgement);
        findings.iter().filter_map(|at| judgement?.findings.get(*at)).any(|finding| bad(finding.verdict))
    };
    let worse = comparison.rows.iter().any(|row| {
        let first = row.entries.first().is_some_and(|entry| has(0, &entry.findings));
        !first && row.entries.iter().enumerate().skip(1).any(|(at, entry)| has(at, &entry.findings))
    });
    let nothing = comparison.columns.iter().all(|column| column.judgement.findings.is_empty());
    match (nothing, worse) {
        (true, _) => Exit::Nothing,
        (false, true) => Exit::Findings,
        (false, false) => Exit::Fine,
    }
}

/// There must be something to compare with.
pub(crate) fn too_few() -> Diagnostic {
    Diagnostic::without_place(&codes::UNKNOWN_SELECTION, "there is only one column: nothing to compare it with")
        .help("name a second file, `FILE#VARIATION` or `FILE@PARTY`, or add `--variations all`, `--as all` or `--law-as-of DATE`")
}
