//! `flowlaw report`: what a class hands in, in several formats at once.

use crate::args::{Judging, Printing};
use crate::commands::check::both;
use crate::run::{Opened, names, path_or_here};
use crate::terminal::{self, Exit};
use clap::{Args, ValueEnum, ValueHint};
use flowlaw::diagnostics::{Diagnostic, codes};
use flowlaw::judge::case::{Detail, Options};
use flowlaw::report::lines::Report as Lines;
use flowlaw::report::messages::Message;
use flowlaw::report::own::own_version;
use flowlaw::report::sheet::{Inserts, Sheet};
use flowlaw::report::{csv, html, json};
use flowlaw::source::Sources;
use std::path::{Path, PathBuf};

/// `flowlaw report`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    flowlaw report                                  writes my-first.html for ./scenario.yaml\n  \
    flowlaw report CASE -o case.html -o case.xlsx   two files at once\n  \
    flowlaw report CASE --format html,xlsx,sarif    files named after the scenario\n  \
    flowlaw report CASE --format md                 one text format without -o is printed")]
pub struct Report {
    /// The scenario [default: ./scenario.yaml]
    #[arg(value_hint = ValueHint::AnyPath)]
    pub path: Option<PathBuf>,
    #[command(flatten)]
    pub judging: Judging,
    /// Only rules whose id starts so; may be repeated
    #[arg(long, value_name = "RULE")]
    pub only: Vec<String>,
    /// Not the rules whose id starts so; may be repeated
    #[arg(long, value_name = "RULE")]
    pub skip: Vec<String>,
    /// Formats; without `-o` they go to files named after the scenario
    #[arg(short, long, value_enum, value_delimiter = ',')]
    pub format: Vec<ReportFormat>,
    /// A file, whose ending says the format, or a folder; may be repeated
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub output: Vec<PathBuf>,
    #[command(flatten)]
    pub printing: Printing,
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

/// Runs the command.
pub fn run(arguments: &Report) -> Exit {
    let path = path_or_here(arguments.path.as_ref());
    let opened = Opened::new(&path, &arguments.judging.law);
    let mut problems = opened.problems.clone();
    let options = Options {
        only: names(&arguments.only),
        skip: names(&arguments.skip),
        detail: Detail::EveryReason,
        ..opened.options(&arguments.judging, &mut problems)
    };
    let (judgement, own) = both(&opened, &options, &mut problems);
    for warning in judgement.iter().flat_map(|judgement| &judgement.warnings) {
        problems.push(warning.clone());
    }
    let errors: Vec<Diagnostic> =
        problems.sorted().into_iter().filter(|problem| problem.severity() == flowlaw::diagnostics::Severity::Error).cloned().collect();
    terminal::complain(&opened.sources, &errors.iter().collect::<Vec<_>>(), &arguments.printing);
    let (Some(document), Some(judgement)) = (&opened.document, judgement) else { return Exit::BadInput };
    let language = terminal::language(&arguments.printing);
    let packs = opened.pack_list();
    let lines = Lines::new(document, &judgement, &packs, language);
    let own: Vec<_> = own
        .iter()
        .map(|(party, own)| own_version(&lines, &Lines::new(document, own, &packs, language), party))
        .filter(|own| own.total > 0)
        .collect();
    let warnings = problems.sorted();
    let sheet = Sheet::new(&lines, document, &own, &warnings, &opened.sources, Inserts::default());
    let targets = match targets(arguments, &sheet.scenario) {
        Ok(targets) => targets,
        Err(problem) => {
            terminal::complain(&Sources::default(), &[&problem], &arguments.printing);
            return Exit::BadInput;
        }
    };
    let mut exit = if judgement.findings.is_empty() { Exit::Nothing } else { Exit::Fine };
    for target in &targets {
        let (Target::Printed(format) | Target::File(format, _)) = target;
        let made = match format {
            ReportFormat::Html => html::page(&sheet).map(String::into_bytes),
            ReportFormat::Csv => Ok(csv::rows(&[(&lines, &opened.sources)]).into_bytes()),
            ReportFormat::Json => Ok(as_text(&json::value(&lines, &own, &warnings, &opened.sources)).into_bytes()),
            _ => Err("not yet".to_owned()),
        };
        if let Err(problem) = deliver(target, made, language) {
            terminal::complain(&Sources::default(), &[&problem], &arguments.printing);
            exit = Exit::BadInput;
        }
    }
    exit
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
    let name = |format: ReportFormat| PathBuf::from(format!("{}.{}", file_name(scenario), format.ending()));
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
