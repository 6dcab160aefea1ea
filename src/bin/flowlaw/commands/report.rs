//! `flowlaw report`: what a class hands in, in several formats at once.

use crate::args::{Judging, Printing, Selection};
use crate::commands::check::both;
use crate::commands::report_inserts::{Wanted, inserts};
use crate::law_if;
use crate::run::{Opened, names, path_or_here};
use crate::terminal::{self, Exit};
use clap::{Args, ValueEnum, ValueHint};
use flowlaw::diagnostics::{Diagnostic, Diagnostics, Severity, codes, listed, nearest};
use flowlaw::judge::case::{Detail, Options, judge};
use flowlaw::report::handout::brief::{Case, Concession, brief};
use flowlaw::report::handout::integrity::integrity;
use flowlaw::report::handout::irac::irac;
use flowlaw::report::handout::paper::Paper;
use flowlaw::report::handout::record::record;
use flowlaw::report::lines::Report as Lines;
use flowlaw::report::messages::Message;
use flowlaw::report::own::own_version;
use flowlaw::report::sheet::{Inserts, Sheet};
use flowlaw::report::{csv, document, html, json, sarif, spreadsheet};
use flowlaw::scenario::Document;
use flowlaw::source::Sources;
use flowlaw::text::Name;
use std::path::{Path, PathBuf};

/// `flowlaw report`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    flowlaw report                                  writes my-first.html for ./scenario.yaml\n  \
    flowlaw report CASE -o case.html -o case.xlsx   two files at once\n  \
    flowlaw report CASE --format html,xlsx,sarif    files named after the scenario\n  \
    flowlaw report CASE --format md                 one text format without -o is printed\n  \
    flowlaw report CASE --handout irac --blank      an exercise to print")]
pub struct Report {
    /// The scenario [default: ./scenario.yaml]
    #[arg(value_hint = ValueHint::AnyPath)]
    pub path: Option<PathBuf>,
    #[command(flatten)]
    pub judging: Judging,
    #[command(flatten)]
    pub rules: Selection,
    /// Formats; without `-o` they go to files named after the scenario
    #[arg(short, long, value_enum, value_delimiter = ',')]
    pub format: Vec<ReportFormat>,
    /// A file, whose ending says the format, or a folder; may be repeated
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub output: Vec<PathBuf>,
    /// Also the smallest sets of changes that end the violations; takes a while for a large case
    #[arg(long, conflicts_with = "handout")]
    pub fixes: bool,
    /// A paper for the class instead of the whole report
    #[arg(long, value_enum)]
    pub handout: Option<Handout>,
    /// Leave application and conclusion empty
    #[arg(long, requires = "handout")]
    pub blank: bool,
    /// For which side a brief is
    #[arg(long = "for", value_name = "PARTY", requires = "handout")]
    pub side: Option<String>,
    #[command(flatten)]
    pub printing: Printing,
}

/// Papers for a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Handout {
    /// Issue, rule, application, conclusion for each open line
    Irac,
    /// What one side must argue, and what it must never concede
    Brief,
    /// Contextual integrity: sender, recipient, subject, type, principle
    Ci,
    /// A record of processing with a register of transfers
    Record,
}

/// Formats that are handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// One page with everything inside; opens in any browser
    Html,
    /// A spreadsheet
    Xlsx,
    /// Text for an assignment
    #[value(alias = "markdown")]
    Md,
    /// Every row, for spreadsheets and programs
    Csv,
    /// Everything, for programs
    Json,
    /// Findings on the lines of the YAML, for editors and code hosts
    Sarif,
}

impl ReportFormat {
    fn ending(self) -> &'static str {
        match self {
            ReportFormat::Html => "html",
            ReportFormat::Xlsx => "xlsx",
            ReportFormat::Md => "md",
            ReportFormat::Csv => "csv",
            ReportFormat::Json => "json",
            ReportFormat::Sarif => "sarif",
        }
    }

    fn of(path: &Path) -> Option<ReportFormat> {
        let ending = path.extension()?.to_string_lossy().to_lowercase();
        let all = ReportFormat::value_variants().iter().copied();
        all.into_iter().find(|format| format.ending() == ending || (ending == "htm" && *format == ReportFormat::Html))
    }
}

/// Where one format goes.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Printed(ReportFormat),
    File(ReportFormat, PathBuf),
}

impl Target {
    /// Whether the format shows more than rows: pictures, the timeline, what decides.
    fn shows_sheet(&self) -> bool {
        let (Target::Printed(format) | Target::File(format, _)) = self;
        matches!(format, ReportFormat::Html | ReportFormat::Xlsx | ReportFormat::Md)
    }
}

/// Runs the command.
pub fn run(arguments: &Report) -> Exit {
    match made(arguments) {
        Ok(exit) | Err((exit, None)) => exit,
        Err((exit, Some(problem))) => {
            terminal::complain(&Sources::default(), &[&problem], &arguments.printing);
            exit
        }
    }
}

type Stop = (Exit, Option<Box<Diagnostic>>);

fn bad(problem: Diagnostic) -> Stop {
    (Exit::BadInput, Some(Box::new(problem)))
}

fn made(arguments: &Report) -> Result<Exit, Stop> {
    let path = path_or_here(arguments.path.as_ref());
    let opened = law_if::open(&path, &arguments.judging);
    let mut problems = opened.problems.clone();
    let options = Options {
        only: names(&arguments.rules.only),
        skip: names(&arguments.rules.skip),
        detail: Detail::EveryReason,
        ..opened.options(&arguments.judging, &mut problems)
    };
    let (judgement, own) = both(&opened, &options, &mut problems);
    for warning in judgement.iter().flat_map(|judgement| &judgement.warnings) {
        problems.push(warning.clone());
    }
    let warnings = problems.sorted();
    let errors: Vec<&Diagnostic> = warnings.iter().copied().filter(|problem| problem.severity() == Severity::Error).collect();
    terminal::complain(&opened.sources, &errors, &arguments.printing);
    let (Some(document), Some(judgement)) = (&opened.document, judgement) else { return Err((Exit::BadInput, None)) };
    let language = terminal::language(&arguments.printing);
    let packs = opened.pack_list();
    let lines = Lines::new(document, &judgement, &packs, language);
    let own: Vec<_> = own
        .iter()
        .map(|(party, own)| own_version(&lines, &Lines::new(document, own, &packs, language), party))
        .filter(|own| own.total > 0)
        .collect();
    let targets = targets(arguments, &judgement.scenario).map_err(bad)?;
    let inserts = if arguments.handout.is_none() && targets.iter().any(Target::shows_sheet) {
        inserts(&opened, document, &options, &lines, Wanted { fixes: arguments.fixes })
    } else {
        Inserts::default()
    };
    let sheet = Sheet::new(&lines, document, &own, &warnings, &opened.sources, inserts);
    let paper = match arguments.handout {
        None => None,
        Some(handout) => Some(paper(arguments, handout, &opened, &options, &lines, &sheet).map_err(bad)?),
    };
    let mut exit = if judgement.findings.is_empty() { Exit::Nothing } else { Exit::Fine };
    for target in &targets {
        let (Target::Printed(format) | Target::File(format, _)) = target;
        let made = match (&paper, format) {
            (Some(paper), ReportFormat::Html) => paper.html().map(String::into_bytes),
            (Some(paper), _) => Ok(paper.markdown().into_bytes()),
            (None, ReportFormat::Html) => html::page(&sheet).map(String::into_bytes),
            (None, ReportFormat::Xlsx) => spreadsheet::workbook(&sheet),
            (None, ReportFormat::Md) => Ok(document::markdown(&sheet).into_bytes()),
            (None, ReportFormat::Csv) => Ok(csv::rows(&[(&lines, &opened.sources)]).into_bytes()),
            (None, ReportFormat::Json) => Ok(as_text(&json::value(&lines, &own, &warnings, &opened.sources)).into_bytes()),
            (None, ReportFormat::Sarif) => Ok(as_text(&sarif::log(&lines, &sheet, &warnings, &opened.sources)).into_bytes()),
        };
        if let Err(problem) = deliver(target, made, language) {
            terminal::complain(&Sources::default(), &[&problem], &arguments.printing);
            exit = Exit::BadInput;
        }
    }
    Ok(exit)
}

fn paper(
    arguments: &Report,
    handout: Handout,
    opened: &Opened,
    options: &Options,
    lines: &Lines<'_>,
    sheet: &Sheet,
) -> Result<Paper, Diagnostic> {
    match handout {
        Handout::Irac => Ok(irac(sheet, arguments.blank)),
        Handout::Ci => Ok(integrity(lines, sheet)),
        Handout::Record => Ok(record(lines, sheet)),
        Handout::Brief => {
            let party = side(arguments, lines)?;
            brief_for(&party, opened, options, lines, sheet)
        }
    }
}

/// The party that a brief is for.
fn side(arguments: &Report, lines: &Lines<'_>) -> Result<Name, Diagnostic> {
    let known = || lines.judgement.names.iter().map(|(id, _)| &**id);
    let Some(wanted) = &arguments.side else {
        let problem = Diagnostic::without_place(&codes::UNKNOWN_SELECTION, "a brief is for one side");
        return Err(problem.help(format!("say which with `--for`: {}", listed(known(), 40))));
    };
    if let Some(found) = known().find(|id| id == wanted) {
        return Ok(found.into());
    }
    let problem = Diagnostic::without_place(&codes::UNKNOWN_SELECTION, format!("there is no party `{wanted}`"));
    Err(match nearest(wanted, known()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("there are {}", listed(known(), 40))),
    })
}

/// Judges on the side's own version, and once more for each point that it could concede.
fn brief_for(party: &Name, opened: &Opened, options: &Options, lines: &Lines<'_>, sheet: &Sheet) -> Result<Paper, Diagnostic> {
    let law = opened.law();
    let gone = || Diagnostic::without_place(&codes::UNKNOWN_SELECTION, "the scenario cannot be judged on this version");
    let document = opened.document.as_ref().ok_or_else(gone)?;
    let speaks = (0..document.disputes.len()).any(|at| document.version_of(at, party).is_some());
    let account = Options { as_party: speaks.then(|| party.clone()), court: false, detail: Detail::Reasons, ..options.clone() };
    let own = judge(document, &law, &account, &mut Diagnostics::default()).ok_or_else(gone)?;
    let mut concessions = Vec::new();
    for dispute in 0..document.disputes.len() {
        let Some(conceded) = conceded(document, dispute, party) else { continue };
        let account = Options { detail: Detail::Verdicts, ..account.clone() };
        let judgement = judge(&conceded, &law, &account, &mut Diagnostics::default()).ok_or_else(gone)?;
        concessions.push(Concession { dispute, judgement });
    }
    let own = Lines::new(document, &own, &lines.packs, lines.language);
    Ok(brief(sheet, &Case { document, party, own: &own, concessions: &concessions, files: &opened.sources }))
}

/// The scenario in which a party says on one point what the others say; nothing where it says nothing, or nobody else does.
fn conceded(document: &Document, dispute: usize, party: &Name) -> Option<Document> {
    let own = document.version_of(dispute, party)?;
    let mut conceded = document.clone();
    let versions = &mut conceded.disputes.get_mut(dispute)?.versions;
    let says = versions.get_mut(own)?;
    let item = says.by.iter().find(|by| by.name == *party).cloned()?;
    says.by.retain(|by| by.name != *party);
    let other = versions.iter().position(|version| !version.by.is_empty()).filter(|other| *other != own);
    let other = other.or_else(|| (0..versions.len()).find(|at| *at != own))?;
    versions.get_mut(other)?.by.push(item);
    Some(conceded)
}

/// Writes one format; the others do not depend on it.
fn deliver(target: &Target, made: Result<Vec<u8>, String>, language: flowlaw::text::Language) -> Result<(), Diagnostic> {
    let (Target::Printed(format) | Target::File(format, _)) = target;
    let bytes =
        made.map_err(|why| Diagnostic::without_place(&codes::WRITE, format!("the {} report cannot be made: {why}", format.ending())))?;
    match target {
        Target::Printed(_) => terminal::print(&String::from_utf8_lossy(&bytes)),
        Target::File(_, path) => {
            terminal::write_file(path, &bytes)?;
            terminal::print(&format!("{}\n", Message::ReportWritten.fill(language, &[&path.display().to_string()])))
        }
    }
}

fn as_text(value: &serde_json::Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// What goes where: `-o` names files or folders, `--format` formats.
fn targets(arguments: &Report, scenario: &str) -> Result<Vec<Target>, Diagnostic> {
    let handout = arguments.handout.and_then(|handout| handout.to_possible_value());
    let handout = handout.map_or_else(String::new, |handout| format!("-{}", handout.get_name()));
    let name = |format: ReportFormat| PathBuf::from(format!("{}{handout}.{}", file_name(scenario), format.ending()));
    let targets = placed(arguments, &name)?;
    let unfit = targets.iter().map(|(Target::Printed(format) | Target::File(format, _))| format);
    match unfit.into_iter().find(|format| !matches!(format, ReportFormat::Html | ReportFormat::Md)) {
        Some(format) if arguments.handout.is_some() => {
            let problem = format!("a handout cannot be a {} file", format.ending());
            Err(Diagnostic::without_place(&codes::WRITE, problem).help("handouts are `html` or `md`"))
        }
        _ => Ok(targets),
    }
}

fn placed(arguments: &Report, name: &dyn Fn(ReportFormat) -> PathBuf) -> Result<Vec<Target>, Diagnostic> {
    if arguments.output.is_empty() {
        return Ok(match arguments.format.as_slice() {
            [] => vec![Target::File(ReportFormat::Html, name(ReportFormat::Html))],
            [ReportFormat::Xlsx] => vec![Target::File(ReportFormat::Xlsx, name(ReportFormat::Xlsx))],
            [only] => vec![Target::Printed(*only)],
            several => several.iter().map(|format| Target::File(*format, name(*format))).collect(),
        });
    }
    let mut targets = Vec::new();
    for path in &arguments.output {
        if path.is_dir() {
            let formats = if arguments.format.is_empty() { &[ReportFormat::Html][..] } else { &arguments.format };
            targets.extend(formats.iter().map(|format| Target::File(*format, path.join(name(*format)))));
            continue;
        }
        match (ReportFormat::of(path), arguments.format.as_slice()) {
            (Some(format), []) => targets.push(Target::File(format, path.clone())),
            (_, [only]) if arguments.output.len() == 1 => targets.push(Target::File(*only, path.clone())),
            (Some(format), formats) if formats.contains(&format) => targets.push(Target::File(format, path.clone())),
            _ => return Err(no_format(path)),
        }
    }
    Ok(targets)
}

fn no_format(path: &Path) -> Diagnostic {
    Diagnostic::without_place(&codes::WRITE, format!("`{}` does not end in the name of a format", path.display()))
        .help("end it in `.html`, `.xlsx`, `.md`, `.csv`, `.json` or `.sarif`, or name one format with `--format`")
}

/// A scenario's id as a file name: what a file system may not like becomes a dash.
fn file_name(scenario: &str) -> String {
    let name: String = scenario.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).take(100).collect();
    if name.is_empty() { "report".to_owned() } else { name }
}
