//! `flowlaw fix`: the least that would have made it lawful.

use crate::args::{Judging, Printing};
use crate::run::{Opened, names, path_or_here};
use crate::terminal::{self, Exit};
use clap::{Args, ValueEnum, ValueHint};
use flowlaw::diagnostics::{Diagnostic, Diagnostics};
use flowlaw::fix::{Fixes, Request, fix};
use flowlaw::report::fix::{page, value};
use flowlaw::report::lines::Report;
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

/// Runs the command.
pub fn run(arguments: &Fix) -> Exit {
    if let Some(problem) = arguments.output.as_ref().and_then(|path| terminal::check_output(path).err()) {
        terminal::complain(&flowlaw::source::Sources::default(), &[&problem], &arguments.printing);
        return Exit::BadInput;
    }
    let opened = Opened::new(&path_or_here(arguments.path.as_ref()), &arguments.judging.law);
    let mut problems = opened.problems.clone();
    let found = search(arguments, &opened, &mut problems);
    let errors: Vec<&Diagnostic> =
        problems.sorted().into_iter().filter(|problem| problem.severity() == flowlaw::diagnostics::Severity::Error).collect();
    terminal::complain(&opened.sources, &errors, &arguments.printing);
    let Some(found) = found else { return Exit::BadInput };
    if let Err(problem) = deliver(arguments, &opened, &found) {
        terminal::complain(&opened.sources, &[&problem], &arguments.printing);
        return Exit::BadInput;
    }
    let solved = found.targets.is_empty() || found.fixes.iter().any(|fix| !fix.is_stop()) && !found.only_opens;
    if solved { Exit::Fine } else { Exit::Findings }
}

fn search(arguments: &Fix, opened: &Opened, problems: &mut Diagnostics) -> Option<Fixes> {
    let mut options = opened.options(&arguments.judging, problems);
    options.court |= arguments.court;
    let request = Request {
        wanted: names(&arguments.finding),
        party: arguments.party.as_deref().map(Into::into),
        flow: arguments.flow.as_deref().map(Into::into),
        all_versions: arguments.all_versions,
        nothing_open: arguments.nothing_open,
        limit: arguments.limit,
    };
    fix(opened.sound_document(&options, problems)?, &opened.law(), &options, &request, problems)
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
    match &arguments.output {
        Some(path) => terminal::write_file(path, &text),
        None => terminal::print(&text),
    }
}
