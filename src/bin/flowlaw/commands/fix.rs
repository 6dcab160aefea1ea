//! `flowlaw fix`: the least that would have made it lawful.

use super::fix_write::{Target, write};
use crate::args::{Judging, Printing};
use crate::law_if;
use crate::run::{Opened, names, path_or_here};
use crate::terminal::{self, Exit};
use clap::{Args, ValueEnum, ValueHint};
use flowlaw::date::{Day, VagueDate};
use flowlaw::diagnostics::{Diagnostic, Diagnostics, codes};
use flowlaw::fix::{Fixes, Request, fix};
use flowlaw::judge::case::Options;
use flowlaw::report::fix::{deed_in_short, page, value};
use flowlaw::report::lines::Report;
use flowlaw::text::{Language, Name};
use std::path::PathBuf;

/// `flowlaw fix`.
#[derive(Debug, Args)]
pub struct Fix {
    /// The scenario [default: ./scenario.yaml]
    #[arg(value_hint = ValueHint::AnyPath)]
    pub path: Option<PathBuf>,
    /// Only these findings: their ids, or rules, parties or flows [default: everything that is broken]
    pub finding: Vec<String>,
    #[command(flatten)]
    pub judging: Judging,
    /// As a court would, by the burden of proof (the same as `--as court`)
    #[arg(long, conflicts_with = "as_party")]
    pub court: bool,
    /// Remove also what only some versions of the facts break
    #[arg(long, conflicts_with_all = ["as_party", "court"])]
    pub all_versions: bool,
    /// Leave nothing open that was not open before
    #[arg(long)]
    pub nothing_open: bool,
    /// Only findings against this party
    #[arg(long, value_name = "PARTY")]
    pub party: Option<String>,
    /// Only findings about this flow
    #[arg(long, value_name = "FLOW")]
    pub flow: Option<String>,
    /// Only days from this one on: earlier ones can no longer be repaired
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub from: Option<Day>,
    /// Write set N into the facts of the file; comments and layout stay
    #[arg(long, value_name = "N", conflicts_with_all = ["save", "law_if"])]
    pub apply: Option<usize>,
    /// Write set N into the file as a variation to try
    #[arg(long, value_name = "N", conflicts_with = "law_if")]
    pub save: Option<usize>,
    /// At most so many sets of changes
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub limit: usize,
    /// Format of the result
    #[arg(short, long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Write the result to a file
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub printing: Printing,
}

/// Formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A page for people
    Table,
    /// A page for a document
    Markdown,
    /// Everything, for programs
    Json,
}

fn day(text: &str) -> Result<Day, String> {
    VagueDate::parse(text).map(|date| date.first)
}

/// Runs the command.
pub fn run(arguments: &Fix) -> Exit {
    if let Some(problem) = arguments.output.as_ref().and_then(|path| terminal::check_output(path).err()) {
        terminal::complain(&flowlaw::source::Sources::default(), &[&problem], &arguments.printing);
        return Exit::BadInput;
    }
    let (path, _) = asked(arguments);
    let opened = law_if::open(&path, &arguments.judging);
    let mut problems = opened.problems.clone();
    let mut options = opened.options(&arguments.judging, &mut problems);
    options.court |= arguments.court;
    let found = search(arguments, &opened, &options, &mut problems);
    let errors: Vec<&Diagnostic> =
        problems.sorted().into_iter().filter(|problem| problem.severity() == flowlaw::diagnostics::Severity::Error).collect();
    terminal::complain(&opened.sources, &errors, &arguments.printing);
    let Some(found) = found else { return Exit::BadInput };
    let written = match arguments.apply.or(arguments.save) {
        Some(number) => put(arguments, &opened, &options, &found, number),
        None => deliver(arguments, &opened, &found),
    };
    if let Err(problem) = written {
        terminal::complain(&opened.sources, &[&problem], &arguments.printing);
        return Exit::BadInput;
    }
    let solved = found.targets.is_empty() || found.fixes.iter().any(|fix| !fix.is_stop()) && !found.only_opens;
    if solved { Exit::Fine } else { Exit::Findings }
}

/// The scenario and the findings. A first word that is no path but the start of a finding means the scenario in this folder.
fn asked(arguments: &Fix) -> (PathBuf, Vec<Name>) {
    let here = path_or_here(None);
    let mut findings = names(&arguments.finding);
    match &arguments.path {
        Some(path) if !path.exists() && here.is_file() && path.extension().is_none() && path.components().count() == 1 => {
            findings.insert(0, path.to_string_lossy().as_ref().into());
            (here, findings)
        }
        path => (path_or_here(path.as_ref()), findings),
    }
}

fn search(arguments: &Fix, opened: &Opened, options: &Options, problems: &mut Diagnostics) -> Option<Fixes> {
    let request = Request {
        wanted: asked(arguments).1,
        party: arguments.party.as_deref().map(Into::into),
        flow: arguments.flow.as_deref().map(Into::into),
        all_versions: arguments.all_versions,
        nothing_open: arguments.nothing_open,
        from: arguments.from,
        limit: arguments.limit.max(arguments.apply.or(arguments.save).unwrap_or(0)),
    };
    fix(opened.sound_document(options, problems)?, &opened.law(), options, &request, problems)
}

/// Writes a set into the file.
fn put(arguments: &Fix, opened: &Opened, options: &Options, found: &Fixes, number: usize) -> Result<(), Diagnostic> {
    let Some((fix, document)) = number.checked_sub(1).and_then(|at| found.fixes.get(at)).zip(opened.document.as_ref()) else {
        let problem = Diagnostic::without_place(&codes::UNKNOWN_SELECTION, format!("there is no set {number}"));
        return Err(match found.fixes.len() {
            0 => problem.help("no set was found"),
            count => problem.help(format!("there are sets 1 to {count}; `flowlaw fix` shows them")),
        });
    };
    let title = |language: Language| {
        let report = Report::new(document, &found.judgement, &opened.pack_list(), language);
        fix.changes.iter().map(|change| deed_in_short(&report, change)).collect::<Vec<_>>().join("; ")
    };
    let target =
        if arguments.apply.is_some() { Target::Facts } else { Target::Variation(title(Language::English), title(Language::Korean)) };
    let said = write(&asked(arguments).0, opened, options, fix, &target)?;
    terminal::remark(&said);
    Ok(())
}

fn deliver(arguments: &Fix, opened: &Opened, found: &Fixes) -> Result<(), Diagnostic> {
    let Some(document) = &opened.document else { return Ok(()) };
    let report = Report::new(document, &found.judgement, &opened.pack_list(), terminal::language(&arguments.printing));
    let mut look = terminal::look(&arguments.printing, arguments.output.is_some());
    look.markdown = arguments.format == Format::Markdown;
    let text = match arguments.format {
        Format::Table | Format::Markdown => page(&report, found, look),
        Format::Json => serde_json::to_string_pretty(&value(&report, found)).unwrap_or_default() + "\n",
    };
    terminal::deliver(&text, arguments.output.as_ref())
}
